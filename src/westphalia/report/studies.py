"""Why published studies differ: one row for each, one column for each thing they suppose, our own run beside them."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from westphalia.check.verdict import Verdict
from westphalia.outcome import Outcome, TradeOutcome
from westphalia.report.comparisons import unit_of
from westphalia.report.contents import Brief
from westphalia.report.names import country_name, inside, scenario_title, source_anchor
from westphalia.report.published import estimate_cell, flow_words, second_hand_words, study_of
from westphalia.report.selection import anybody_answers
from westphalia.report.tables import Cell, Row, Table, label, quantity
from westphalia.scenario.levers import Tariff
from westphalia.scenario.places import EVERYBODY
from westphalia.wording import CHANGE, MISSING, PERCENT, listed, tidy_percent
from westphalia.world.countries import the

if TYPE_CHECKING:
    from westphalia.world.studies import Study

_COLUMNS: Final = (
    "Estimate", "What is counted", "Extra or total", "Who imposes", "On whom", "Rate or policy", "Other rates", "Also",
    "Retaliation", "Horizon",
)  # fmt: skip
_LOSSES: Final = 'A loss is positive only under headings that say "lost".'
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
_WORDS: Final = {"WLD": "World", EVERYBODY: "World", "EUROPE": "Europe", "EU": "European Union", "GBR-SCT": "Scotland"}


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
                hit = {c for c in countries if EVERYBODY in named or any(inside(c, place) for place in named)}
                wanted |= {(imposer, subject) for imposer in lever.imposer for subject in {*named, *hit, "WLD"}}
    held = [s for s in studies if s.measure in _OF_DUTIES and s.target in {"WLD", *countries}]
    return [s for s in held if any((imposer, s.subject) in wanted for imposer in s.imposer)]


def study_matrices(brief: Brief) -> tuple[Table | None, Table | None]:
    """The estimates of what the figures state, and those of other effects of the same duties, under headings."""
    compared = compared_studies(brief.verdicts.values())
    stated = {_group(s) for s in compared}
    duties = studies_of_duties(brief.studies, brief.outcomes, brief.countries)
    first = [s for s in brief.studies if s in compared or (s in duties and _group(s) in stated)]
    second = [s for s in duties if s not in first]
    return _matrix(first, brief, "study-matrix", "What each study of these quantities supposes and counts"), _matrix(
        second, brief, "study-matrix-other", "Other published estimates, each under its own scenario"
    )


def compared_studies(verdicts: Iterable[Sequence[Verdict]]) -> list["Study"]:
    """The published estimates that figures were held against."""
    rows = (c for several in verdicts for v in several for c in v.comparisons)
    return list({s.id: s for s in map(study_of, rows) if s is not None}.values())


def _group(study: "Study") -> tuple[str, str, str]:
    return study.subject, study.measure, study.partner


def _matrix(studies: Sequence["Study"], brief: Brief, ident: str, caption: str) -> Table | None:
    if not studies:
        return None
    order = {code: k for k, code in enumerate(brief.countries)}
    ranked = sorted(studies, key=lambda s: (order.get(s.subject, len(order)), *_group(s), s.published))
    rows: list[Row] = []
    for group, members in groupby(ranked, key=_group):
        rows.append(Row(_heading(*group)))
        rows += _own_rows(group, brief.outcomes)
        rows += [_row(study) for study in members]
    return Table(
        id=ident,
        caption=caption,
        corner="Study",
        columns=_COLUMNS,
        rows=tuple(rows),
        note=f"Figures and ranges as the studies print them. {MISSING} means that the study, as read, does not say. "
        f"{_LOSSES}",
    )


def _heading(subject: str, measure: str, partner: str) -> str:
    towards = f", to {_in_text(partner)}" if partner else ""
    return f"{_place(subject)}: {_MEASURES.get(measure, measure.replace('_', ' '))}{towards}"


def _row(study: "Study") -> Row:
    href = f"#{source_anchor(study.source)}"
    others = [f"{country_name(c)} {tidy_percent(r)}" for c, r in study.other_rates.items()]
    cells = (
        estimate_cell(study, unit_of(study.unit), href),
        label("; ".join(x for x in (study.counts, study.note.rstrip(".")) if x) or MISSING),
        label(flow_words(study) or MISSING),
        label(listed(_place(c) for c in study.imposer) or MISSING),
        label(_place(study.target) if study.target else MISSING),
        label(tidy_percent(study.rate) if study.rate is not None else study.scenario or MISSING),
        label(listed(others) or MISSING),
        label(study.also or MISSING),
        label({True: "yes", False: "no", None: MISSING}[study.retaliation]),
        label(study.horizon or MISSING),
    )
    return Row(study.label, cells, note=second_hand_words(study), href=href)


def _in_text(code: str) -> str:
    return _WORDS.get(code) or the(code)


def _place(code: str) -> str:
    return _WORDS.get(code) or country_name(code)


def _own_rows(group: tuple[str, str, str], outcomes: Sequence[Outcome]) -> list[Row]:
    """Our own runs of the same quantity, described in the same columns."""
    rows = []
    for outcome in outcomes:
        levers = [lever for lever in outcome.scenario.levers if isinstance(lever, Tariff)]
        if outcome.trade is None or not levers:
            continue
        estimate = _own_estimate(group, outcome.trade)
        if estimate:
            cell, counted = estimate
            title = f"Our model: {scenario_title(outcome.scenario.title)}"
            rows.append(Row(title, (cell, label(counted), label(MISSING), *_supposed(levers)), note="reference run"))
    return rows


def _own_estimate(group: tuple[str, str, str], trade: TradeOutcome) -> tuple[Cell, str] | None:
    subject, measure, partner = group
    known = (*trade.axes.countries.labels, "EU27")
    if subject not in known or (partner and partner not in known):
        return None
    if measure == "exports_loss":
        loss = -trade.export_change(subject, (partner,) if partner else ())
        towards = f" to {the(partner)}" if partner else ""
        counted = f"exports of {the(subject)}{towards}, goods and services, {trade.year} base"
        return quantity(*trade.spread(loss), PERCENT, "#how-exports"), counted
    if measure == "real_income" and not partner:
        income = trade.income_change(subject)
        return quantity(*trade.spread(income), CHANGE, "#how-real-income"), "real income, duties handed back"
    return None


def _supposed(levers: Sequence[Tariff]) -> tuple[Cell, ...]:
    targets = dict.fromkeys(c for lever in levers for c in lever.target)
    return (
        label(listed(_place(c) for c in dict.fromkeys(c for lever in levers for c in lever.imposer))),
        label(listed(_place(c) for c in targets)),
        label(listed(tidy_percent(lever.rate) for lever in levers)),
        label(MISSING),
        label(MISSING),
        label("yes" if anybody_answers(levers) else "no"),
        label("long run"),
    )
