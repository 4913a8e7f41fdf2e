"""Published studies beside our own run of their scenarios: a table for each scenario, never called a replication."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from westphalia.check.beside import Beside, beside, refused
from westphalia.report.comparisons import unit_of
from westphalia.report.names import Link, country_name, source_anchor
from westphalia.report.published import estimate_cell
from westphalia.report.tables import ONE_RUN, Cell, Row, Table, label, quantity
from westphalia.scenario.short_names import adjective
from westphalia.scenario.studies import load_study_scenario, study_scenarios
from westphalia.wording import CHANGE, MISSING, Unit, written
from westphalia.world.countries import countries
from westphalia.world.studies import study

_PLACES: Final = {"WLD": "World", "GBR-SCT": "Scotland"}
_LINKS: Final = (Link("what a range covers", "#how-range"),)
_HOW: Final = "#how-beside"


def beside_tables(names: Sequence[str] = ()) -> tuple[Table, ...]:
    """The scenarios named, or all of them and then the rows our model has no number for."""
    chosen = tuple(names) or study_scenarios()
    tables = [_table(name, rows) for name in chosen if (rows := beside(name))]
    return (*tables, *(() if names else (_without(refused()),)))


def _table(name: str, answered: Sequence[Beside]) -> Table:
    reasons = dict.fromkeys(words for row in answered for words in row.differences)
    failed = dict.fromkeys(words for row in answered for words in row.failed)
    notes = [f"Counted here: {'; '.join(dict.fromkeys(row.measure for row in answered))}."]
    if any(row.measure.startswith("exports lost") and (row.ours or 0.0) < 0 for row in answered):
        notes.append("Losses are above zero: where ours is below, exports rise.")
    notes += [f"{words[:1].upper()}{words[1:]}." for words in (*reasons, *failed)]
    early = any(row.short_run is not None for row in answered)
    rows: list[Row] = []
    for by, same in groupby(answered, key=lambda row: study(row.study).label):
        rows += [Row(by), *(_row(row, early=early) for row in same)]
    return Table(
        id=f"beside-{name}",
        caption=f"{load_study_scenario(name).title}: published figures and our run of the same scenario",
        corner="Published figure",
        columns=("published", "ours", "services off", *(["short run"] if early else []), "another measure of our run"),
        rows=tuple(rows),
        note=" ".join(notes),
        links=_LINKS,
    )


def _row(row: Beside, *, early: bool) -> Row:
    published, unit = study(row.study), _unit(row)
    cells = [
        estimate_cell(published, unit_of(published.unit), f"#{source_anchor(published.source)}"),
        label(MISSING) if row.ours is None else quantity(row.ours, row.low or 0.0, row.high or 0.0, unit, _HOW),
        _single(row.services_off, unit),
        *([_single(row.short_run, unit)] if early else []),
        _single(row.second, unit, f"{row.second_measure}, "),
    ]
    return Row(_counted(row), tuple(cells))


def _counted(row: Beside) -> str:
    """What a figure counts, with the country where the words do not name it: UK exports; Germany: real output."""
    counts = study(row.study).counts
    named = row.subject in countries() and adjective(row.subject) in counts
    return f"{counts[:1].upper()}{counts[1:]}" if named else f"{place_name(row.subject)}: {counts}"


def _single(value: float | None, unit: Unit, of_what: str = "") -> Cell:
    return label(MISSING) if value is None else Cell(written(value, unit), f"{of_what}{ONE_RUN}", _HOW)


def _unit(row: Beside) -> Unit:
    """A change has a sign; a loss, a share or a duty has none."""
    change = row.unit == "fraction" and study(row.study).measure != "effective_tariff"
    return CHANGE if change else unit_of(row.unit)


def place_name(code: str) -> str:
    """A country, group or place of a study in words."""
    return _PLACES.get(code) or country_name(code)


def _without(rows: Sequence[Beside]) -> Table:
    return Table(
        id="beside-none",
        caption="Published figures our model has no number for",
        corner="Published figure",
        columns=("published", "why not"),
        rows=tuple(
            Row(
                f"{place_name(row.subject)}: {study(row.study).counts}",
                (label(row.printed or MISSING), label(row.reason)),
                note=study(row.study).label,
            )
            for row in rows
        ),
    )
