"""A figure among studies and models on one axis."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from westphalia.check.verdict import Comparison, Verdict
from westphalia.evidence.claims import Figure
from westphalia.report.charts import Chart, Mark, draw, strip
from westphalia.report.names import claim_anchor
from westphalia.report.published import estimate_cell, flow_words, study_of
from westphalia.report.tables import NO_RANGE, Cell, Row, Table, label, quantity, range_alone
from westphalia.units import BILLION
from westphalia.wording import Unit, currency_unit, written

if TYPE_CHECKING:
    from westphalia.world.studies import Study

_KINDS: Final = {"study": "published", "model": "model", "table": "table", "arithmetic": "arithmetic"}
_LONGEST: Final = 56


@dataclass(frozen=True)
class _Estimate:
    """One estimate of the strip: its verdict and comparison, and the study behind it if one is."""

    verdict: Verdict
    comparison: Comparison
    study: "Study | None"

    @property
    def ends(self) -> tuple[float, float] | None:
        """Lowest and highest, both the value where no range is given; nothing where an end is open."""
        c = self.comparison
        if c.value is None and (c.low is None or c.high is None):
            return None
        ends = [x for x in (c.value, c.low, c.high) if x is not None]
        return min(ends), max(ends)


def strip_chart(figure: Figure, verdicts: Iterable[Verdict]) -> Chart | None:
    """The printed sum against every study and model result in the same currency; nothing with fewer than two.

    Signs are kept: where the figure is a loss, a gain stands left of zero.
    """
    if figure.kind != "money":
        return None
    held = _estimates(figure, verdicts)
    marks = tuple(_mark(e, *e.ends) for e in held if e.ends is not None)
    if len(marks) < 2:
        return None
    unit = currency_unit(figure.unit)
    ident = f"strip-{claim_anchor(figure.claim)}"
    title = f"{figure.span.text} as printed, and who else says what"
    axis = f"{unit.before}{unit.after}{_meaning(figure, marks)}"
    description = f"{len(marks)} estimates on one axis, {axis}; a dashed line marks {figure.span.text}."
    drawn = strip(marks, figure.normalised / BILLION, f"{figure.span.text} as printed", axis)
    twin = _twin(ident, title, held, unit, f"#{claim_anchor(figure.claim)}")
    return Chart(ident, title, description, draw(drawn, ident, title, description), twin)


def _meaning(figure: Figure, marks: Iterable[Mark]) -> str:
    """What the axis shows where a sign could be misread."""
    if figure.measure != "exports_loss":
        return ""
    return " lost; left of zero a gain" if min(m.low for m in marks) < 0 else " lost"


def _estimates(figure: Figure, verdicts: Iterable[Verdict]) -> list[_Estimate]:
    """What studies and models say in the currency of the figure."""
    return [
        _Estimate(v, c, study_of(c))
        for v in verdicts
        for c in v.comparisons
        if c.unit == f"{figure.unit} bn" and v.route in ("study", "model")
    ]


def _mark(estimate: _Estimate, low: float, high: float) -> Mark:
    return Mark(_short(estimate), "", estimate.comparison.value, low, high, _KINDS[estimate.verdict.route or "model"])


def _short(estimate: _Estimate) -> str:
    """Who says it, and when: as many letters as fit beside the drawing."""
    words, year = estimate.comparison.label, ""
    if estimate.study is not None:
        words, year = _first_part(estimate.study.by), f", {estimate.study.published_words}"
    elif estimate.comparison.as_of:
        year = f", {estimate.comparison.as_of:%B %Y}"
    words = words[:1].upper() + words[1:]
    return (words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…") + year


def _first_part(by: str) -> str:
    return by.partition(",")[0]


def _twin(ident: str, title: str, held: Iterable[_Estimate], unit: Unit, href: str) -> Table:
    rows = tuple(
        Row(_short(e), (_twin_cell(e, unit, href), label(_KINDS[e.verdict.route or "model"])), note=_sort(e))
        for e in held
    )
    return Table(f"{ident}-table", title, "Estimate", ("Value", "Kind"), rows)


def _sort(estimate: _Estimate) -> str:
    return flow_words(estimate.study) if estimate.study else ""


def _twin_cell(estimate: _Estimate, unit: Unit, href: str) -> Cell:
    c = estimate.comparison
    if estimate.study is not None:
        return estimate_cell(estimate.study, unit, href)
    if c.value is None:
        return range_alone(c.low, c.high, unit, href)
    if c.low is None or c.high is None:
        return Cell(written(c.value, unit), NO_RANGE, href)
    return quantity(c.value, c.low, c.high, unit, href)
