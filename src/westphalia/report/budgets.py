"""What follows from a defence budget: cost by year and cumulative against named counterfactuals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from jaxtyping import Float

from westphalia.defence.spending import cumulative
from westphalia.outcome import COUNTERFACTUALS, SpendingOutcome
from westphalia.report.charts import Chart, FanPoint, draw, fan
from westphalia.report.costs import goal_share, published_costs
from westphalia.report.levers import paid_words
from westphalia.report.names import Link, country_name
from westphalia.report.tables import ONE_PATH, Cell, Row, Table, along_paths
from westphalia.scenario.starts import WITHOUT_TABLE, edition_share, is_estimated
from westphalia.wording import SHARE, Unit, currency_unit, listed, tidy_percent, written
from westphalia.world.countries import the
from westphalia.world.defence import cash_of_edition
from westphalia.world.economies import macro
from westphalia.world.eu_rules import escape_clause
from westphalia.world.load import sources

if TYPE_CHECKING:
    from westphalia.world.studies import Study

_LEADING: Final = "constant_share"
_ROUNDING: Final = 0.0006
"""Reports and files round shares to a tenth of a point or finer."""
_CAVEAT: Final = (
    "Sums against flat cash count the growth of prices and output as if it were new money, a practice that the "
    "statistics regulator and the Institute for Fiscal Studies of the United Kingdom criticise."
)
_LINKS: Final = (Link("how it is computed", "#how-defence"), Link("what a range covers", "#how-range"))


@dataclass(frozen=True)
class BudgetPart:
    """Everything shown about one budget."""

    yearly: Table
    cumulative: Table
    escape: Table | None
    published: Table | None
    chart: Chart


def budget_part(budget: SpendingOutcome, ident: str, held: Iterable["Study"] = ()) -> BudgetPart:
    """Tables and the fan of one budget, in national currency; `held` are the studies of the brief."""
    yearly = _yearly_table(budget, ident)
    published = published_costs(budget, ident, held)
    beside = (Link("what others counted", f"#{published.id}"),) if published else ()
    cumulative = _cumulative_table(budget, ident, beside)
    escape, chart = _escape_table(budget, ident), _fan_chart(budget, ident, yearly)
    return BudgetPart(yearly, cumulative, escape, published, chart)


def _goal(budget: SpendingOutcome) -> str:
    return tidy_percent(goal_share(budget))


def _dates(budget: SpendingOutcome) -> str:
    reached = budget.reached.tolist()
    if len(reached) == 1:
        return f"in {reached[0]}"
    return f"in one of {reached[0]}–{reached[-1]}, each year as likely as another"


def _cell(values: Float[np.ndarray, " r"], unit: Unit, how: str) -> Cell:
    """Mean over the dates of arrival, which adds up over the years, between the lowest and the highest."""
    return along_paths(values.tolist(), float(values.mean()), unit, f"#how-{how}")


def _names(budget: SpendingOutcome) -> dict[str, str]:
    """The counterfactuals by name; first the one against which only the decision itself counts."""
    return {key: words for key, words in COUNTERFACTUALS.items() if key in budget.extra}


def _yearly_table(budget: SpendingOutcome, ident: str) -> Table:
    level, gap = currency_unit(budget.currency), currency_unit(budget.currency, signed=True)
    rows = []
    for t, year in enumerate(budget.years.tolist()):
        cells = [_cell(budget.share[:, t], SHARE, "defence"), _cell(budget.spending[:, t], level, "defence")]
        cells += [_cell(budget.extra[key][:, t], gap, "extra") for key in _names(budget)]
        rows.append(Row(str(year), tuple(cells), note=_assumed(budget, year), assumed=year >= budget.assumed_from))
    return Table(
        id=f"{ident}-yearly",
        caption=f"Defence of {the(budget.country)} at {_goal(budget)} of GDP: cost by year",
        corner="Year",
        columns=("share of GDP", "spending", *(f"more than {name}" for name in _names(budget).values())),
        rows=tuple(rows),
        note=" ".join((_note(budget) + _basis(budget), *(f"{line}." for line in _own_start(budget)))),
        links=_LINKS,
    )


def _assumed(budget: SpendingOutcome, year: int) -> str:
    return "GDP assumed" if year >= budget.assumed_from else ""


def _note(budget: SpendingOutcome) -> str:
    several = len(budget.reached) > 1
    spread = (
        "mean over the dates; in brackets the lowest and highest over the dates of arrival" if several else ONE_PATH
    )
    return (
        f"{budget.currency} bn, {budget.price_basis}, calendar years (fiscal years are not distinguished); {spread}; "
        f"growth and inflation are not varied.{_estimated(budget)} GDP from {budget.assumed_from} on is assumed."
    )


def _estimated(budget: SpendingOutcome) -> str:
    """That the edition only estimates the start, where it is a table's."""
    lever = budget.lever
    known = lever.definition not in WITHOUT_TABLE and is_estimated(lever, budget.country, budget.start)
    return f" What is spent in {budget.start} is an estimate in {lever.edition}." if known else ""


def _basis(budget: SpendingOutcome) -> str:
    """Which edition of GDP the sums rest on, and what the alliance's own cash for the first year is beside ours."""
    economy = macro(budget.country, budget.outlook)
    source = next(s for s in sources() if s.id == economy.source)
    words = f" GDP: {source.publisher}, {source.title}, {source.edition}."
    cash = cash_of_edition(budget.country, budget.start, budget.lever.edition, budget.currency)
    if cash is None:
        return words
    unit = currency_unit(budget.currency)
    printed, ours = written(cash, unit), written(float(budget.spending[0, 0]), unit)
    return (
        f"{words} {budget.lever.edition} prints {printed} of cash for {budget.start}, here it is {ours}: "
        "the edition's share times this later GDP."
    )


def _cumulative_table(budget: SpendingOutcome, ident: str, beside: tuple[Link, ...]) -> Table:
    gap = currency_unit(budget.currency, signed=True)
    names, last = _names(budget), len(budget.years) - 1
    ends = sorted({*(t for t, year in enumerate(budget.years.tolist()) if year % 5 == 0 and t > 1), last})
    rows = tuple(
        Row(f"more than {name}", tuple(_cell(cumulative(budget.extra[key])[:, t], gap, "extra") for t in ends))
        for key, name in names.items()
    )
    return Table(
        id=f"{ident}-cumulative",
        caption=f"Defence of {the(budget.country)} at {_goal(budget)} of GDP: extra cost added up",
        corner="Counterfactual",
        columns=tuple(f"{budget.years[1]}–{budget.years[t]}" if t > 1 else str(budget.years[t]) for t in ends),
        rows=rows,
        note=f"{_note(budget)} {_CAVEAT}",
        links=(*_LINKS, *beside),
    )


def _escape_table(budget: SpendingOutcome, ident: str) -> Table | None:
    """What the EU's escape clause for defence leaves out of its test; nothing outside the Union."""
    room, clause = budget.escape, escape_clause()
    if room is None:
        return None
    rows = tuple(
        Row(str(year), (_cell(room.inside[:, t], SHARE, "defence"), _cell(room.above[:, t], SHARE, "defence")))
        for t, year in enumerate(budget.years.tolist())
        if clause.covers(year)
    )
    has = "has" if budget.country in clause.activated else "had not"
    return Table(
        id=f"{ident}-escape",
        caption=f"Under the EU's escape clause: defence of {the(budget.country)}",
        corner="Year",
        columns=("left out of the spending test", "counted in it"),
        rows=rows,
        note=f"Share of GDP above that of {room.reference_year} ({tidy_percent(room.reference_share)}, the reference "
        f"year is assumed), of which {tidy_percent(clause.room)} are left out while the clause lasts. "
        f"{country_name(budget.country)} {has} activated it by July 2025. It lifts a rule and pays for nothing: what "
        "is spent enters deficit and debt.",
        links=_LINKS,
    )


def _fan_chart(budget: SpendingOutcome, ident: str, twin: Table) -> Chart:
    points = [
        FanPoint(
            f"more than {name}", year, float(budget.extra[key][:, t].mean()), float(budget.extra[key][:, t].min()),
            float(budget.extra[key][:, t].max()),
            {str(r): float(budget.extra[key][k, t]) for k, r in enumerate(budget.reached.tolist())},
        )
        for key, name in _names(budget).items()
        for t, year in enumerate(budget.years.tolist())
    ]  # fmt: skip
    unit = currency_unit(budget.currency)
    heading = f"Defence of {the(budget.country)} at {_goal(budget)} of GDP: extra cost a year"
    words = (
        f"{unit.before}{unit.after} a year above {listed(_names(budget).values())}, {budget.years[0]} to "
        f"{budget.years[-1]}. The band runs over the dates of arrival, the line is their mean, "
        f"dashed from {budget.assumed_from} on, where GDP is assumed."
    )
    drawing = draw(
        fan(points, budget.assumed_from, f"{unit.before}{unit.after} a year"), f"{ident}-fan", heading, words
    )
    return Chart(f"{ident}-fan", heading, words, drawing, twin)


def budget_lines(budget: SpendingOutcome) -> tuple[str, ...]:
    """What the goal costs in the middle year of arrival, and added up, against each counterfactual."""
    years, names = budget.years.tolist(), _names(budget)
    dates = f"reached {_dates(budget)}"
    yearly = {name: budget.extra[key][:, budget.shown] for key, name in names.items()}
    added = {names[_LEADING]: cumulative(budget.extra[_LEADING])[:, -1]} if _LEADING in names else {}
    who = f"{country_name(budget.country)}: {_goal(budget)} of GDP"
    costs = f"costs in {budget.shown_year} {_said(yearly, budget.currency)}"
    lines = [f"{who}, {dates}, {paid_words(budget.lever)}, {costs} ({budget.price_basis}, calendar year)"]
    if added and len(years) > 1:
        total = _said(added, budget.currency)
        lines.append(f"{who}, added up over {years[1]}–{years[-1]}: {total} ({budget.price_basis})")
    return (*lines, *_own_start(budget))


def _own_start(budget: SpendingOutcome) -> tuple[str, ...]:
    """That the file writes another start than its edition has, where it does."""
    lever = budget.lever
    if not lever.share or lever.definition in WITHOUT_TABLE:
        return ()
    held, written_share = edition_share(budget.country, lever.edition, budget.start), float(budget.share[0, 0])
    if held is not None and abs(held.share - written_share) < _ROUNDING:
        return ()
    says = "has none" if held is None else f"has {tidy_percent(round(held.share, 4))}"
    name = country_name(budget.country)
    return (f"{name}: the file writes {tidy_percent(written_share)} for {budget.start}, where {lever.edition} {says}",)


def _said(values: Mapping[str, Float[np.ndarray, " r"]], currency: str) -> str:
    unit = currency_unit(currency)
    cells = {name: along_paths(v.tolist(), float(v.mean()), unit, "") for name, v in values.items()}
    said = {name: f"{c.text}{'' if c.spread == ONE_PATH else f' ({c.spread})'}" for name, c in cells.items()}
    return listed(f"{words} more than {name}" for name, words in said.items())
