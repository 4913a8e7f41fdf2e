"""What follows from scenarios set side by side: trade, budgets, who pays, forces and the yearly accounts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool

from westphalia.comparison.assets import assets_runs, rebuilding_runs
from westphalia.comparison.prices import minerals_runs, oil_runs
from westphalia.comparison.runs import Compared, Quantity, Runs, compared, single_run
from westphalia.outcome import AidOutcome, AutonomyOutcome, BudgetGroup, ForceOutcome, Outcome, TradeOutcome
from westphalia.outcome.spending import SpendingOutcome
from westphalia.simulate.rates import SHOWN_CURRENCIES

MIDDLE_YEAR: Final = 2030
TRADE: Final = ("exports", "exports_goods", "exports_services", "real_income", "consumer_price")
ACCOUNTS: Final = {"extra": "extra spending", "gdp": "GDP", "net_lending": "balance (net lending)", "debt": "debt"}
AGAINST: Final = {
    "constant_share": "over a constant share",
    "flat_real": "over flat real",
    "flat_cash": "over flat cash",
    "previous_plan": "over the plan before",
}


@dataclass(frozen=True)
class Frame:
    """What every part is shown for: countries of the trade model, and the years named; the last is in all horizons."""

    countries: tuple[str, ...]
    years: tuple[int, ...]

    @property
    def last(self) -> int:
        """The last year that every scenario reaches."""
        return self.years[-1]


def named_years(outcomes: Sequence[Outcome]) -> tuple[int, ...]:
    """2030 where all horizons go beyond it, and the last year of the shortest."""
    last = min(one.scenario.horizon[1] for one in outcomes)
    return (MIDDLE_YEAR, last) if last > MIDDLE_YEAR else (last,)


def compared_results(outcomes: Sequence[Outcome], frame: Frame) -> tuple[Compared, ...]:
    """Every quantity of every part; what a scenario does not have is None there."""
    parts: tuple[Callable[[Outcome, Frame], dict[str, Runs]], ...] = (
        _trade, _singles, _groups, _autonomy, _aid, _forces, _assets, _rebuilding, _oil,
        _minerals,
    )  # fmt: skip
    found: list[Compared] = []
    for part in (*parts, _annual):
        each = [part(one, frame) for one in outcomes]
        for block in dict.fromkeys(name for blocks in each for name in blocks):
            found += compared([blocks.get(block) for blocks in each])
    return tuple(found)


def _trade(outcome: Outcome, frame: Frame) -> dict[str, Runs]:
    """Exports, real income and prices once everybody has adjusted, by variant of the model."""
    trade = outcome.trade
    if trade is None:
        return {}
    absent = outcome.absent(frame.countries)
    columns = {
        Quantity("trade", code, m.key, m.label, m.unit): m.values
        for code in frame.countries
        if code not in absent
        for m in trade.measures(code)
        if m.key in TRADE
    }
    return {"trade": Runs(_variants(trade), ((),) * len(trade.variants), _at(trade), columns)}


def _variants(trade: TradeOutcome) -> tuple[tuple[object, ...], ...]:
    return tuple((v.closure, v.elasticities, v.services) for v in trade.variants)


def _at(trade: TradeOutcome) -> Bool[np.ndarray, " v"]:
    return np.asarray(np.arange(len(trade.variants)) == trade.reference)


def _singles(outcome: Outcome, frame: Frame) -> dict[str, Runs]:
    """Extra cost of each single country's budget, by date of arrival."""
    return {f"budget {b.country}": _by_date(b.reached.tolist(), _extra(b, frame)) for b in outcome.spending}


def _extra(budget: SpendingOutcome, frame: Frame) -> dict[Quantity, np.ndarray]:
    unit, years = f"{budget.currency} bn, {budget.price_basis}", budget.years.tolist()
    columns = {}
    for key in _in_order(budget):
        values = budget.extra[key]
        for year in frame.years:
            if year in years:
                found = values[:, years.index(year)]
                columns[Quantity("budget", budget.country, key, AGAINST[key], unit, year)] = found
        added = values[:, budget.years <= frame.last].sum(axis=1)
        columns[Quantity("budget", budget.country, f"{key}_added", AGAINST[key], unit, frame.last)] = added
    return columns


def _groups(outcome: Outcome, frame: Frame) -> dict[str, Runs]:
    """Extra cost of each group's budget in dollars and euros, by date of arrival."""
    return {
        f"group {g.lever.country}": _by_date(list(g.lever.arrival), _total(g, frame))
        for g in outcome.budgets
        if g.lever.is_group and g.members
    }


def _total(group: BudgetGroup, frame: Frame) -> dict[Quantity, np.ndarray]:
    """Sums over the members, at each year's exchange rates."""
    basis = group.members[0].price_basis
    years = range(min(m.start for m in group.members), frame.last + 1)
    columns = {}
    for key in _in_order(group.members[0]):
        for currency in SHOWN_CURRENCIES:
            unit = f"{currency} bn, {basis}"
            by_year = {year: group.total(key, currency, year) for year in years}
            for year in (y for y in frame.years if y in by_year):
                columns[Quantity("group", group.lever.country, key, AGAINST[key], unit, year)] = by_year[year]
            added = np.asarray(sum(by_year.values(), np.zeros(len(group.lever.arrival))))
            columns[Quantity("group", group.lever.country, f"{key}_added", AGAINST[key], unit, frame.last)] = added
    return columns


def _in_order(budget: SpendingOutcome) -> list[str]:
    """The counterfactuals, first the one against which only the decision itself counts."""
    return [key for key in AGAINST if key in budget.extra]


def _by_date(dates: list[int], columns: dict[Quantity, np.ndarray]) -> Runs:
    return Runs(((),) * len(dates), tuple(dates), np.ones(len(dates), dtype=bool), columns)


def _autonomy(outcome: Outcome, frame: Frame) -> dict[str, Runs]:
    """Who pays a shared sum under the lever's own key, in euros and over GDP; the k-th of each scenario together."""
    return {f"autonomy {k}": single_run(_payers(one)) for k, one in enumerate(outcome.autonomy)}


def _payers(shared: AutonomyOutcome) -> dict[Quantity, float]:
    unit = f"EUR bn of {shared.year}"
    columns = {Quantity("autonomy", shared.lever.members, "total", "together", unit): shared.total}
    for code, sum_, gdp in zip(shared.allies, shared.chosen.tolist(), shared.gdp.tolist(), strict=True):
        columns[Quantity("autonomy", code, "pays", "pays", unit)] = sum_
        columns[Quantity("autonomy", code, "share_of_gdp", "of its GDP", "fraction")] = sum_ / gdp
    return columns


def _aid(outcome: Outcome, frame: Frame) -> dict[str, Runs]:
    """Who adds how much to replace aid under the lever's own key; the k-th of each scenario together."""
    return {f"aid {k}": single_run(_replacing(one)) for k, one in enumerate(outcome.aid_replaced)}


def _replacing(replaced: AidOutcome) -> dict[Quantity, float]:
    unit = f"EUR bn a year, GDP of {replaced.year}"
    columns = {Quantity("aid", replaced.lever.withdrawn, "total", "gives no more", unit): replaced.total}
    for code, added, then, gdp in zip(
        replaced.donors, replaced.chosen.tolist(), replaced.needed.tolist(), replaced.gdp.tolist(), strict=True
    ):
        columns[Quantity("aid", code, "pays", "adds", unit)] = added
        columns[Quantity("aid", code, "share_of_gdp", "aid then, of its GDP", "fraction")] = then / gdp
    return columns


def _forces(outcome: Outcome, frame: Frame) -> dict[str, Runs]:
    """Pool, ceiling, what is missing, and cost a year over the range of costs of a soldier."""
    found = {}
    for k, force in enumerate(outcome.forces):
        subject = "force" if k == 0 else f"force {k + 1}"
        found[subject] = single_run(_soldiers(force, subject))
        found[f"cost of {subject}"] = _cost(force, subject, frame)
    return found


def _assets(outcome: Outcome, frame: Frame) -> dict[str, Runs]:
    return assets_runs(outcome, frame.years)


def _oil(outcome: Outcome, frame: Frame) -> dict[str, Runs]:
    return oil_runs(outcome, frame.years)


def _minerals(outcome: Outcome, frame: Frame) -> dict[str, Runs]:
    return minerals_runs(outcome)


def _rebuilding(outcome: Outcome, frame: Frame) -> dict[str, Runs]:
    return rebuilding_runs(outcome)


def _soldiers(force: ForceOutcome, subject: str) -> dict[Quantity, float]:
    values = {
        ("deployed", "in place"): force.lever.deployed,
        ("pool", "pool behind them"): force.pool,
        ("ceiling", "allies can sustain"): float(force.ceiling.sum()),
        ("short", "missing"): force.short,
    }
    return {Quantity("force", subject, key, words, "persons"): float(x) for (key, words), x in values.items()}


def _cost(force: ForceOutcome, subject: str, frame: Frame) -> Runs:
    """Cost by year at the lever's own cost of a soldier, between the lowest and highest of the range."""
    names, unit = tuple(force.cost), f"{force.lever.currency} bn, prices of {force.lever.prices}"
    by_cost = np.stack([force.cost[name] for name in names])
    years = force.years.tolist()
    columns = {
        Quantity("force", subject, "cost", "cost a year", unit, year): by_cost[:, years.index(year)]
        for year in frame.years
        if year in years
    }
    readings = tuple((name,) for name in names)
    return Runs(readings, ((),) * len(names), np.array([name == "chosen" for name in names]), columns)


def _annual(outcome: Outcome, frame: Frame) -> dict[str, Runs]:
    """Extra spending, output, net lending and debt against the outlook, by case of the accounts."""
    annual = outcome.annual
    if annual is None:
        return {}
    years = annual.years.tolist()
    columns = {
        Quantity("annual", code, key, words, "fraction", year): annual.change(key, code)[:, years.index(year)]
        for code in annual.countries
        for key, words in ACCOUNTS.items()
        for year in frame.years
        if year in years
    }
    readings = tuple((case.setting, case.closure) for case in annual.cases)
    return {"annual": Runs(readings, tuple(case.dates for case in annual.cases), annual.reference, columns)}
