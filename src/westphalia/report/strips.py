"""A figure among studies and models on one axis."""

from collections.abc import Iterable
from typing import Final

from westphalia.check.verdict import Comparison, Verdict
from westphalia.evidence.claims import Figure
from westphalia.report.charts import Chart, Mark, draw, strip
from westphalia.report.names import claim_anchor
from westphalia.report.tables import NO_RANGE, Cell, Row, Table, Unit, label, money, quantity, range_alone, written
from westphalia.units import BILLION

_KINDS: Final = {"study": "published", "model": "model", "table": "table", "arithmetic": "arithmetic"}
_LONGEST: Final = 56


def strip_chart(figure: Figure, verdicts: Iterable[Verdict]) -> Chart | None:
    """The printed sum against every study and model result in the same currency; nothing with fewer than two."""
    if figure.kind != "money":
        return None
    unit_words = f"{figure.unit} bn"
    held = [(v, c) for v in verdicts for c in v.comparisons if c.unit == unit_words and v.route in ("study", "model")]
    if len(held) < 2:
        return None
    marks = tuple(_mark(verdict, comparison) for verdict, comparison in held)
    unit = money(figure.unit)
    printed = abs(figure.normalised) / BILLION
    ident = f"strip-{claim_anchor(figure.claim)}"
    title = f"{figure.span.text} as printed, and who else says what"
    description = (
        f"{len(marks)} estimates on one axis in {unit.before}{unit.after}; a dashed line marks {figure.span.text}."
    )
    drawing = draw(
        strip(marks, printed, f"{figure.span.text} as printed", f"{unit.before}{unit.after}"), ident, title, description
    )
    return Chart(ident, title, description, drawing, _twin(ident, title, marks, unit, f"#{claim_anchor(figure.claim)}"))


def _mark(verdict: Verdict, comparison: Comparison) -> Mark:
    value = None if comparison.value is None else abs(comparison.value)
    low, high = sorted(abs(x) if x is not None else value or 0.0 for x in (comparison.low, comparison.high))
    return Mark(_short(verdict, comparison), "", value, low, high, _KINDS[verdict.route or "model"])


def _short(verdict: Verdict, comparison: Comparison) -> str:
    publisher = comparison.label.partition(": ")[0].partition(",")[0]
    words = comparison.label[:1].upper() + comparison.label[1:] if verdict.route == "model" else publisher
    year = f", {comparison.as_of:%b %Y}" if comparison.as_of else ""
    return (words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…") + year


def _twin(ident: str, title: str, marks: Iterable[Mark], unit: Unit, href: str) -> Table:
    rows = tuple(Row(m.row, (_twin_cell(m, unit, href), label(m.kind))) for m in marks)
    return Table(f"{ident}-table", title, "Estimate", ("Value", "Kind"), rows)


def _twin_cell(mark: Mark, unit: Unit, href: str) -> Cell:
    if mark.value is None:
        return range_alone(mark.low, mark.high, unit, href)
    if mark.low == mark.high:
        return Cell(written(mark.value, unit), NO_RANGE, href)
    return quantity(mark.value, mark.low, mark.high, unit, href)
