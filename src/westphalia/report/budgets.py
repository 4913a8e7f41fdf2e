"""What follows from a defence budget: cost by year and cumulative against named counterfactuals."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.outcome import SpendingOutcome
from westphalia.report.charts import Chart, FanPoint, draw, fan
from westphalia.report.names import Link, country_name
from westphalia.report.tables import SHARE, Cell, Row, Table, Unit, money, over, tidy_percent, with_range
from westphalia.wording import listed
from westphalia.world.countries import the

COUNTERFACTUALS: Final = {
    "flat_cash": "flat cash",
    "flat_real": "flat in real terms",
    "constant_share": "a constant share of GDP",
}
_LINKS: Final = (Link("how it is computed", "#how-defence"), Link("what a range covers", "#how-range"))


@dataclass(frozen=True)
class BudgetPart:
    """Everything shown about one budget."""

    yearly: Table
    cumulative: Table
    chart: Chart


def budget_part(budget: SpendingOutcome, ident: str) -> BudgetPart:
    """Tables and the fan of one budget, in national currency, nominal."""
    yearly = _yearly_table(budget, ident)
    return BudgetPart(yearly, _cumulative_table(budget, ident), _fan_chart(budget, ident, yearly))


def _goal(budget: SpendingOutcome) -> str:
    lever = budget.lever
    goal = lever.target if lever.target is not None else lever.share[max(lever.share)]
    return tidy_percent(goal)


def _dates(budget: SpendingOutcome) -> str:
    reached = budget.reached.tolist()
    if len(reached) == 1:
        return f"in {reached[0]}"
    return f"in one of {reached[0]}–{reached[-1]}, each year as likely as another"


def _cell(values: Float[np.ndarray, " r"], unit: Unit, how: str) -> Cell:
    """Mean over the dates of arrival, which adds up over the years, between the lowest and the highest."""
    return over(values.tolist(), float(values.mean()), unit, f"#how-{how}")


def _names(budget: SpendingOutcome) -> dict[str, str]:
    return {key: COUNTERFACTUALS.get(key, key.replace("_", " ")) for key in budget.extra}


def _yearly_table(budget: SpendingOutcome, ident: str) -> Table:
    level, gap = money(budget.currency), money(budget.currency, signed=True)
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
        note=_note(budget),
        links=_LINKS,
    )


def _assumed(budget: SpendingOutcome, year: int) -> str:
    return "GDP assumed" if year >= budget.assumed_from else ""


def _note(budget: SpendingOutcome) -> str:
    spread = "lowest and highest over the dates of arrival" if len(budget.reached) > 1 else "one date, hence no spread"
    return (
        f"{budget.currency} bn, nominal; mean over the dates. In brackets: {spread}; growth, inflation and "
        f"financing are not varied. GDP from {budget.assumed_from} on is assumed."
    )


def _cumulative_table(budget: SpendingOutcome, ident: str) -> Table:
    gap = money(budget.currency, signed=True)
    totals = {name: np.cumsum(budget.extra[key], axis=1) for key, name in _names(budget).items()}
    ends = [t for t, year in enumerate(budget.years.tolist()) if year % 5 == 0 and t > 0]
    ends = sorted({*ends, len(budget.years) - 1})
    rows = tuple(
        Row(f"more than {name}", tuple(_cell(values[:, t], gap, "extra") for t in ends))
        for name, values in totals.items()
    )
    return Table(
        id=f"{ident}-cumulative",
        caption=f"Defence of {the(budget.country)} at {_goal(budget)} of GDP: extra cost added up",
        corner="Counterfactual",
        columns=tuple(f"{budget.years[0]}–{budget.years[t]}" for t in ends),
        rows=rows,
        note=_note(budget),
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
    unit = money(budget.currency)
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
    arrival = budget.lever.arrival
    middle = years.index(arrival[len(arrival) // 2])
    dates = f"reached {_dates(budget)}"
    yearly = {name: budget.extra[key][:, middle] for key, name in names.items()}
    added = {name: budget.extra[key].sum(axis=1) for key, name in names.items()}
    who = f"{country_name(budget.country)}: {_goal(budget)} of GDP"
    return (
        f"{who}, {dates}, costs in {years[middle]} {_said(yearly, budget.currency)} (nominal)",
        f"{who}, added up over {years[0]}–{years[-1]}: {_said(added, budget.currency)} (nominal)",
    )


def _said(values: Mapping[str, Float[np.ndarray, " r"]], currency: str) -> str:
    unit = money(currency)
    return listed(
        f"{with_range(float(v.mean()), float(v.min()), float(v.max()), unit)} more than {name}"
        for name, v in values.items()
    )
