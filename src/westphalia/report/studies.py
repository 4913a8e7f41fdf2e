"""Why published studies differ: one row for each, one column for each thing they suppose."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from westphalia.report.figures import unit_of
from westphalia.report.names import Link, country_name, source_links
from westphalia.report.tables import MISSING, PERCENT, Cell, Row, Table, label, quantity, written
from westphalia.wording import day, listed

if TYPE_CHECKING:
    from westphalia.report.brief import Brief
    from westphalia.world.studies import Study

_COLUMNS: Final = (
    "Estimate", "For", "Who imposes", "On whom", "Rate", "Other rates", "Retaliation", "Horizon", "What is counted",
    "Source",
)  # fmt: skip


def study_matrix(brief: "Brief") -> Table | None:
    """The matrix of published estimates, in the order of their publication; nothing without studies."""
    if not brief.studies:
        return None
    ordered = sorted(brief.studies, key=lambda s: (s.published, s.title))
    return Table(
        id="study-matrix",
        caption="Why published studies differ: what each supposes and counts",
        corner="Study",
        columns=_COLUMNS,
        rows=tuple(_row(study, brief) for study in ordered),
        note="Ranges are those the studies print; an empty cell means that the study, as read, does not say.",
    )


def _row(study: "Study", brief: "Brief") -> Row:
    link = source_links([study.source], brief.sources)[0]
    if not link.href and study.url:
        link = Link(link.text, study.url)
    cells = (
        _estimate(study, link.href),
        label(_names([study.subject])),
        label(_names([study.imposer])),
        label(_names([study.target])),
        label(written(study.rate, PERCENT) if study.rate is not None else MISSING),
        label(listed(f"{country_name(c)} {written(r, PERCENT)}" for c, r in study.other_rates.items()) or MISSING),
        label({True: "yes", False: "no", None: MISSING}[study.retaliation]),
        label(study.horizon or MISSING),
        label(study.counts or MISSING),
        label(link.text, link.href),
    )
    return Row(f"{study.publisher}, {day(study.published)}: {study.title}", cells, note=study.note or "")


def _names(codes: Sequence[str | None]) -> str:
    return listed("everybody" if c == "ALL" else country_name(c) for c in codes if c) or MISSING


def _estimate(study: "Study", href: str) -> Cell:
    unit = unit_of(study.unit)
    value = study.value if study.value is not None else study.low
    if value is None:
        return label(MISSING)
    if study.low is None or study.high is None:
        return Cell(written(value, unit), "no range given", href)
    return quantity(value, study.low, study.high, unit, href)
