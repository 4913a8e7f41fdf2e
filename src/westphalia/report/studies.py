"""Why published studies differ: one row for each, one column for each thing they suppose, our own run beside them."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from westphalia.outcome import Outcome, TradeOutcome
from westphalia.report.comparisons import unit_of
from westphalia.report.names import country_name, inside, source_anchor
from westphalia.report.tables import (
    MISSING,
    NO_RANGE,
    PERCENT,
    Cell,
    Row,
    Table,
    label,
    over,
    quantity,
    range_alone,
    tidy_percent,
    written,
)
from westphalia.scenario.levers import Tariff
from westphalia.wording import listed
from westphalia.world.countries import the

if TYPE_CHECKING:
    from westphalia.report.brief import Brief
    from westphalia.world.studies import Study

_COLUMNS: Final = (
    "Estimate", "What is counted", "Who imposes", "On whom", "Rate or policy", "Other rates", "Retaliation", "Horizon",
)  # fmt: skip
_MEASURES: Final = {
    "exports_loss": "exports lost",
    "sector_exports_loss": "exports lost, by sector",
    "exports_change": "change of exports",
    "imports_change": "change of imports",
    "gdp": "change of output (GDP)",
    "growth": "change of growth",
    "real_income": "change of real income",
    "price_change": "change of prices",
    "defence_need": "defence spending needed",
    "defence_cost": "cost of defence",
    "force_size": "size of a force",
}
_OF_DUTIES: Final = frozenset(
    {"exports_loss", "sector_exports_loss", "exports_change", "imports_change", "gdp", "growth", "real_income",
     "price_change"}
)  # fmt: skip
_WORDS: Final = {"WLD": "World", "ALL": "World", "EUROPE": "Europe", "EU": "European Union", "GBR-SCT": "Scotland"}


def studies_of_duties(
    studies: Iterable["Study"], outcomes: Iterable[Outcome], countries: Sequence[str]
) -> list["Study"]:
    """Published estimates of what duties of the same governments do to those concerned and to the world.

    Concerned are the countries shown where a duty hits everybody, else those it names and their members.
    """
    wanted: set[tuple[str, str]] = set()
    for outcome in outcomes:
        for lever in outcome.scenario.levers:
            if isinstance(lever, Tariff):
                named = {*lever.imposer, *lever.target}
                hit = {c for c in countries if "ALL" in named or any(inside(c, place) for place in named)}
                wanted |= {(imposer, subject) for imposer in lever.imposer for subject in {*named, *hit, "WLD"}}
    held = [s for s in studies if s.measure in _OF_DUTIES and s.target in {"WLD", *countries}]
    return [s for s in held if any((imposer, s.subject) in wanted for imposer in s.imposer)]


def study_matrices(brief: "Brief") -> tuple[Table | None, Table | None]:
    """The estimates of what the figures state, and those of other quantities, each group under its heading."""
    compared = {
        (c.source, c.note or "") for several in brief.verdicts.values() for v in several if v.route == "study"
        for c in v.comparisons
    }  # fmt: skip
    stated = {_group(s) for s in brief.studies if (s.source, s.counts) in compared}
    first = [s for s in brief.studies if _group(s) in stated]
    second = [s for s in brief.studies if _group(s) not in stated]
    return _matrix(first, brief, "study-matrix", "What each study of these quantities supposes and counts"), _matrix(
        second, brief, "study-matrix-other", "Estimates of other quantities, by these and other studies"
    )


def _group(study: "Study") -> tuple[str, str]:
    return study.subject, study.measure


def _matrix(studies: Sequence["Study"], brief: "Brief", ident: str, caption: str) -> Table | None:
    if not studies:
        return None
    order = {code: k for k, code in enumerate(brief.countries)}
    ranked = sorted(studies, key=lambda s: (order.get(s.subject, len(order)), s.subject, s.measure, s.published))
    rows: list[Row] = []
    for (subject, measure), members in groupby(ranked, key=_group):
        rows.append(Row(f"{_place(subject)}: {_MEASURES.get(measure, measure.replace('_', ' '))}"))
        rows += _own_rows(subject, measure, brief.outcomes)
        rows += [_row(study) for study in members]
    return Table(
        id=ident,
        caption=caption,
        corner="Study",
        columns=_COLUMNS,
        rows=tuple(rows),
        note=f"Ranges are those the studies print. {MISSING} means that the study, as read, does not say. "
        "Losses are positive.",
    )


def _row(study: "Study") -> Row:
    href = f"#{source_anchor(study.source)}"
    others = [f"{country_name(c)} {tidy_percent(r)}" for c, r in study.other_rates.items()]
    cells = (
        _estimate(study, href),
        label("; ".join(x for x in (study.counts, study.note.rstrip(".")) if x) or MISSING),
        label(listed(_place(c) for c in study.imposer) or MISSING),
        label(_place(study.target) if study.target else MISSING),
        label(tidy_percent(study.rate) if study.rate is not None else study.scenario or MISSING),
        label(listed(others) or MISSING),
        label({True: "yes", False: "no", None: MISSING}[study.retaliation]),
        label(study.horizon or MISSING),
    )
    return Row(f"{study.publisher}, {study.published:%B %Y}", cells, href=href)


def _place(code: str) -> str:
    return _WORDS.get(code) or country_name(code)


def _estimate(study: "Study", href: str) -> Cell:
    unit = unit_of(study.unit)
    if study.value is None:
        return range_alone(study.low, study.high, unit, href)
    if study.low is None or study.high is None:
        return Cell(written(study.value, unit), NO_RANGE, href)
    return quantity(study.value, study.low, study.high, unit, href)


def _own_rows(subject: str, measure: str, outcomes: Sequence[Outcome]) -> list[Row]:
    """Our own runs of the same quantity, described in the same columns."""
    rows = []
    for outcome in outcomes:
        levers = [lever for lever in outcome.scenario.levers if isinstance(lever, Tariff)]
        if outcome.trade is None or not levers:
            continue
        estimate = _own_estimate(subject, measure, outcome.trade)
        if estimate:
            rows.append(
                Row(f"Our model: {outcome.scenario.title}", (estimate[0], label(estimate[1]), *_supposed(levers)))
            )
    return rows


def _own_estimate(subject: str, measure: str, trade: TradeOutcome) -> tuple[Cell, str] | None:
    if subject not in (*trade.axes.countries.labels, "EU27"):
        return None
    central = trade.reference
    if measure == "exports_loss":
        loss = -trade.export_change(subject)
        return over(loss.tolist(), float(loss[central]), PERCENT, "#how-exports"), (
            f"exports of {the(subject)}, goods and services, {trade.year} base"
        )
    if measure == "real_income":
        income = trade.income_change(subject)
        return over(income.tolist(), float(income[central]), PERCENT, "#how-real-income"), "real income"
    return None


def _supposed(levers: Sequence[Tariff]) -> tuple[Cell, ...]:
    targets = dict.fromkeys(c for lever in levers for c in lever.target)
    return (
        label(listed(_place(c) for c in dict.fromkeys(c for lever in levers for c in lever.imposer))),
        label(listed(_place(c) for c in targets)),
        label(listed(tidy_percent(lever.rate) for lever in levers)),
        label(MISSING),
        label("no" if len(levers) == 1 else "as the scenario says"),
        label("long run"),
    )
