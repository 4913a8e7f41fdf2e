"""What a figure was held against: one table for each verdict, every number with its range and its source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from westphalia.check.verdict import Comparison, Verdict
from westphalia.evidence.claims import Figure
from westphalia.report.names import BUDGETS, MODELS, Link, claim_anchor, source_links
from westphalia.report.published import estimate_cell, flow_words, study_of
from westphalia.report.tables import NO_RANGE, ONE_PATH, REMARKS, Cell, Row, Table, label, quantity, range_alone
from westphalia.units import BILLION
from westphalia.wording import CHANGE, NO_SPREAD, PERCENT, SHARE, Unit, currency_unit, day, written

if TYPE_CHECKING:
    from westphalia.world.load import Source
    from westphalia.world.studies import Study

ROUTES: Final = {
    "table": "Published table",
    "arithmetic": "Its own arithmetic",
    "study": "Published studies",
    "model": "Our model",
    None: "No route covers this",
}
_APART: Final = "Printed minus this"
_AS_OF: Final = "As of"
_SOURCE: Final = "Source"
_SAME: Final = 1e-12


@dataclass(frozen=True)
class _Held:
    """A comparison with its source, where its numbers lead, and how far the printed figure is from it."""

    comparison: Comparison
    link: Link
    href: str
    apart: Cell | None
    study: "Study | None"


def comparison_table(
    verdict: Verdict, anchor: str, figure: Figure | str, sources: "Sequence[Source]", reasons: Mapping[str, str]
) -> Table:
    """The comparisons of one verdict; what was printed in the report itself leads back to the quotation.

    `figure` is what was printed, or the words of a claim without one. `reasons` say in a few words, by label, why a
    number of our model is what it is.
    """
    route = verdict.route or ""
    held = []
    for c in verdict.comparisons:
        link = source_links([c.source], sources)[0]
        href = link.href or f"#{claim_anchor(verdict.claim)}"
        study = study_of(c)
        held.append(
            _Held(c, link, href, None if isinstance(figure, str) else difference(figure, c, route, href), study)
        )
    printed = figure if isinstance(figure, str) else figure.span.text
    columns = ["Value"]
    columns += [_APART] if any(h.apart for h in held) else []
    columns += [_AS_OF] if any(h.comparison.as_of for h in held) else []
    columns += [_SOURCE] if verdict.known is None else []
    return Table(
        id=f"{anchor}-table",
        caption=f"What {printed} was held against: {ROUTES[verdict.route].lower()}",
        corner="Held against",
        columns=tuple(columns),
        rows=tuple(_row(h, columns, route, reasons) for h in held),
    )


def _row(held: _Held, columns: Sequence[str], route: str, reasons: Mapping[str, str]) -> Row:
    if held.study is not None:
        return _study_row(held, held.study, columns)
    c = held.comparison
    entries = {
        "Value": _compared(c, route, held.href),
        _APART: held.apart or label(""),
        _AS_OF: label(day(c.as_of) if c.as_of else ""),
        _SOURCE: label(held.link.text, held.href),
    }
    head = c.label.removesuffix(held.link.text).rstrip(": ") or c.label
    note = "; ".join(words for words in (c.note, reasons.get(c.label) if route == "model" else "") if words)
    return Row(head, tuple(entries[column] for column in columns), note=note)


def _study_row(held: _Held, study: "Study", columns: Sequence[str]) -> Row:
    """A published estimate in its own digits, with what it counts and on which day it appeared, as far as known."""
    entries = {
        "Value": estimate_cell(study, unit_of(study.unit), held.href),
        _APART: held.apart or label(""),
        _AS_OF: label(study.published_words),
        _SOURCE: label(held.link.text, held.href),
    }
    counted = "; ".join(words for words in (study.counts, flow_words(study)) if words)
    return Row(study.by, tuple(entries[column] for column in columns), note=counted)


def _compared(comparison: Comparison, route: str, href: str) -> Cell:
    unit = unit_of(comparison.unit, route)
    if comparison.value is None:
        return range_alone(comparison.low, comparison.high, unit, href)
    if comparison.low is None or comparison.high is None:
        return Cell(written(comparison.value, unit), _no_range(comparison), href)
    cell = quantity(comparison.value, comparison.low, comparison.high, unit, href)
    return replace(cell, spread=ONE_PATH) if comparison.source == BUDGETS and cell.spread == NO_SPREAD else cell


def _no_range(comparison: Comparison) -> str:
    """Why a number stands without a range: our own was computed along one path, another's source prints none."""
    return ONE_PATH if comparison.source in MODELS else NO_RANGE


def held_words(comparison: Comparison, route: str) -> str:
    """A number that a figure was held against, with its range, as its table writes it."""
    study = study_of(comparison)
    cell = _compared(comparison, route, "") if study is None else estimate_cell(study, unit_of(study.unit), "")
    return cell.text if cell.spread in ("", *REMARKS) else f"{cell.text} ({cell.spread})"


def unit_of(words: str, route: str = "") -> Unit:
    """How a comparison's unit is written: `fraction`, `GBP bn`, `USD per EUR`, `share of GDP`, `persons`."""
    if words == "fraction":
        return {"table": SHARE, "model": CHANGE}.get(route, PERCENT)
    if words.startswith("share of "):
        return Unit(PERCENT.scale, after=f"% {words.removeprefix('share ')}")
    if words.endswith((" bn", " tn")):
        currency, _, scale = words.partition(" ")
        return currency_unit(currency, scale)
    if " per " in words:
        return Unit(after=f" {words}", decimals=4)
    return Unit(after=f" {words}")


def difference(figure: Figure, comparison: Comparison, route: str, href: str) -> Cell | None:
    """Printed value minus the reference, where both are one quantity in one unit; else nothing."""
    if comparison.value is None:
        return None
    if figure.kind in ("rate", "share") and comparison.unit == "fraction" and route == "table":
        gap, unit = figure.normalised - comparison.value, Unit(SHARE.scale, after=" pp", decimals=2, signed=True)
    elif figure.kind == "money" and comparison.unit == f"{figure.unit} bn":
        gap, unit = figure.normalised / BILLION - comparison.value, currency_unit(figure.unit, signed=True)
    else:
        return None
    if comparison.low is None or comparison.high is None:
        return Cell(written(0.0 if abs(gap) < _SAME else gap, unit), _no_range(comparison), href)
    centre = comparison.value + gap
    apart = quantity(gap, centre - comparison.high, centre - comparison.low, unit, href)
    return replace(apart, sign=0)
