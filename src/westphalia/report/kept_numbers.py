"""The headline numbers a page keeps: trade, jobs, budgets, groups, needs, forces and accounts, each with its range."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

import numpy as np
from pydantic import BaseModel, ConfigDict

from westphalia.outcome import AnnualOutcome, Outcome, TradeOutcome
from westphalia.report.annual import shown_years
from westphalia.report.annual_accounts import accounts
from westphalia.report.contents import Brief
from westphalia.report.names import country_name, scenario_title
from westphalia.report.selection import annual_countries, shown_countries
from westphalia.wording import CHANGE, PERCENTAGE_POINTS, Unit, change_unit, currency_unit, places, with_range, written

_EFFECTS: Final = ("exports", "exports_goods", "exports_services", "real_income", "consumer_price")
_ACCOUNTS: Final = {"gdp": ("GDP", "fraction"), "net_lending": ("balance", "points"), "debt": ("debt", "points")}
_DIGITS: Final = 7
_NOTHING: Final = 1e-9


class KeptNumber(BaseModel):
    """A number with its range; `scenario` is its title, `what` says which number, of whom and of which year.

    `unit` is `fraction`, `points` (of GDP), `persons`, or a currency for billions of it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    scenario: str
    what: str
    unit: str
    central: float
    low: float
    high: float

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same number on another page."""
        return self.scenario, self.what, self.unit

    @property
    def words(self) -> str:
        """As the page writes it."""
        return with_range(self.central, self.low, self.high, _unit(self.unit))


def _unit(name: str) -> Unit:
    if name == "fraction":
        return CHANGE
    if name == "points":
        return PERCENTAGE_POINTS
    return Unit(decimals=0) if name == "persons" else currency_unit(name)


def moved_by(was: KeptNumber, now: KeptNumber) -> str:
    """The change of the number shown first, in points of a percentage, of GDP, or in its own unit."""
    moved = now.central - was.central
    unit = _unit(now.unit)
    if now.unit == "fraction":
        return f"{written(moved, CHANGE).removesuffix('%')} percentage points"
    return written(moved, replace(unit, signed=True), places([was.central, now.central], unit))


def kept_numbers(brief: Brief) -> tuple[KeptNumber, ...]:
    """The headline numbers of every scenario and of all levers together, in the order of the page; each once."""
    found: dict[tuple[str, str, str], KeptNumber] = {}
    for outcome in brief.runs:
        title = scenario_title(outcome.scenario.title)
        for what, unit, (central, low, high) in _of(outcome, brief.countries):
            if np.isfinite([central, low, high]).all():
                number = KeptNumber(
                    scenario=title, what=what, unit=unit, central=_short(central), low=_short(low), high=_short(high)
                )
                found.setdefault(number.key, number)
    return tuple(found.values())


def _short(value: float) -> float:
    """Seven digits, the same on machines whose last bits differ; what is next to nothing is zero."""
    return 0.0 if abs(value) < _NOTHING else float(f"{value:.{_DIGITS}g}")


Found = tuple[str, str, tuple[float, float, float]]


def _of(outcome: Outcome, countries: tuple[str, ...]) -> Iterator[Found]:
    if outcome.trade is not None:
        yield from _trade(outcome.trade, shown_countries(outcome, countries))
    yield from _spent(outcome)
    if outcome.annual is not None:
        yield from _annual(outcome.annual, annual_countries(outcome, countries))


def _trade(trade: TradeOutcome, shown: tuple[str, ...]) -> Iterator[Found]:
    for code in shown:
        name = country_name(code)
        for effect in trade.effects(code):
            if effect.key in _EFFECTS:
                unit = "fraction" if change_unit(effect.unit) is CHANGE else "USD"
                yield f"{effect.label}, {name}", unit, (effect.value, effect.low, effect.high)
        if len(trade.axes.sectors) > 1:
            yield f"jobs at risk, share of all work, {name}", "fraction", _three(trade.spread(trade.work(code).at_risk))


def _spent(outcome: Outcome) -> Iterator[Found]:
    """Budgets in the last year against their counterfactual, sums shared, soldiers sent."""
    for budget in outcome.spending:
        extra = budget.extra[budget.lever.against][:, -1]
        spread = (float(extra.mean()), float(extra.min()), float(extra.max()))
        yield f"extra defence spending, {country_name(budget.country)}, {budget.years[-1]}", budget.currency, spread
    for shared in outcome.autonomy:
        for place, code in enumerate(shared.allies):
            sums = [float(each[place]) for each in shared.by_key.values()]
            central = float(shared.chosen[place])
            yield f"part of the sum a year, {country_name(code)}", "EUR", (central, min(sums), max(sums))
    for force in outcome.forces:
        sent = float(np.sum(force.sends))
        yield "soldiers that can be sent", "persons", (sent, sent, sent)


def _annual(annual: AnnualOutcome, countries: tuple[str, ...]) -> Iterator[Found]:
    for one in accounts(annual, countries):
        for year in shown_years(annual):
            t = annual.years.tolist().index(year)
            for key, (words, unit) in _ACCOUNTS.items():
                yield f"{words}, {one.name}, {year}", unit, _three(annual.spread(one.change[key][:, t]))


def _three(values: Iterable[np.ndarray | float]) -> tuple[float, float, float]:
    central, low, high = values
    return float(central), float(low), float(high)
