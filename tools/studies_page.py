"""The table of docs/studies.md: every published row about duties, our number beside it, and what keeps them apart.

    python tools/studies_page.py

writes it between the markers of the page; tests/published/test_study_scenarios.py compares.
"""

from collections.abc import Iterable
from pathlib import Path

from westphalia.check.beside import NO_REPLICATION, Beside, beside, refused
from westphalia.report.beside import place_name
from westphalia.scenario.studies import load_study_scenario, study_scenarios
from westphalia.wording import CHANGE, MISSING, PERCENT, Unit, currency_unit, with_range, written
from westphalia.world.studies import study

PAGE = Path(__file__).resolve().parents[1] / "docs" / "studies.md"
START, END = "<!-- table: python tools/studies_page.py -->\n", "<!-- end of table -->\n"
HEAD = (
    "published row",
    "published",
    "ours (range)",
    "ratio",
    "services off",
    "short run",
    "another measure of the same run",
)


def page() -> str:
    """The page with its table made anew."""
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(START)
    return f"{before}{START}{table()}{END}{rest.split(END)[1]}"


def table() -> str:
    """One section for each scenario that answers a row, then the rows without a number of ours."""
    sections = [_section(name, beside(name)) for name in study_scenarios() if beside(name)]
    return "\n".join([*sections, _refused(refused())]) + "\n"


def _section(name: str, rows: tuple[Beside, ...]) -> str:
    lines = [f"### {load_study_scenario(name).title}", "", f"`{name}`", "", *_markdown(HEAD, map(_cells, rows)), ""]
    lines += [f"- {words[0].upper()}{words[1:]}." for words in _shared(rows)]
    return "\n".join(lines) + "\n"


def _cells(row: Beside) -> tuple[str, ...]:
    unit = unit_of(row)
    second = f"{row.second_measure} {_number(row.second, unit)}"
    return (
        f"{place_name(row.subject)}: {study(row.study).counts} (`{row.study}`)",
        row.printed,
        with_range(row.ours, row.low, row.high, unit),
        MISSING if row.ratio is None else written(row.ratio, Unit(decimals=2)),
        _number(row.services_off, unit),
        _number(row.short_run, unit),
        second,
    )


def _shared(rows: tuple[Beside, ...]) -> list[str]:
    """What is counted here, then each difference once, in order."""
    counted = [f"Counted here: {row.measure}" for row in rows]
    differences = [words for row in rows for words in row.differences if words != NO_REPLICATION]
    return list(dict.fromkeys([*counted, *differences]))


def _refused(rows: tuple[Beside, ...]) -> str:
    cells = ((f"{place_name(r.subject)}: {study(r.study).counts} (`{r.study}`)", r.printed, r.reason) for r in rows)
    return "\n".join(["### No number of ours", "", *_markdown(("published row", "published", "why"), cells)])


def _markdown(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    return [_line(head), _line("---" for _ in head), *map(_line, rows)]


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def unit_of(row: Beside) -> Unit:
    """How values of a row's unit are written; a duty is no change and has no sign."""
    if row.unit.endswith(" bn"):
        return currency_unit(row.unit.removesuffix(" bn"))
    return CHANGE if row.unit == "fraction" and study(row.study).measure != "effective_tariff" else PERCENT


def _number(value: float | None, unit: Unit) -> str:
    return MISSING if value is None else written(value, unit)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
