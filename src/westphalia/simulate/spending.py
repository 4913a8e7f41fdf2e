"""The budget accounts behind one defence budget, for everybody who follows it."""

import numpy as np
from jaxtyping import Float, Int

from westphalia.defence.spending import extra_by_counterfactual, extra_spending, share_path, spending
from westphalia.economy.rules import escape_room
from westphalia.errors import ScenarioError
from westphalia.outcome import BudgetGroup, EscapeRoom, SpendingOutcome
from westphalia.scenario.levers import DefenceBudget
from westphalia.scenario.schema import Scenario
from westphalia.scenario.starts import edition_share, starts
from westphalia.simulate.rates import SHOWN_CURRENCIES, units_per_national
from westphalia.world.countries import countries, members
from westphalia.world.definitions import measured_over_gdp
from westphalia.world.economies import economies, macro
from westphalia.world.eu_rules import escape_clause


def budget_group(lever: DefenceBudget, scenario: Scenario) -> BudgetGroup:
    """The accounts of everybody who follows the lever; who has no start or no outlook is named."""
    found, known = starts(lever), economies(scenario.outlook)
    missing = [
        (code, f"{countries()[code].name} is not in the outlook {scenario.outlook}")
        for code in found.points
        if code not in known
    ]
    held = {code: dict(points) for code, points in found.points.items() if code in known}
    prices_of = max((min(points) for points in held.values()), default=scenario.horizon[0])
    members = tuple(_member(lever, code, points, prices_of, scenario) for code, points in held.items())
    return BudgetGroup(lever, members, (*found.left_out, *missing))


def _member(
    lever: DefenceBudget, code: str, points: dict[int, float], prices_of: int, scenario: Scenario
) -> SpendingOutcome:
    """Spending, and what is extra against each counterfactual, from the first year of the plan to the horizon."""
    economy = macro(code, scenario.outlook)
    years = np.arange(min(points), scenario.horizon[1] + 1)
    known = np.isin(economy.years, years)
    if known.sum() != years.size:
        raise ScenarioError(
            f"defence_budget {code}: years {years[0]}–{years[-1]} are not all in the macro data "
            f"({economy.years[0]}–{economy.years[-1]}). Change share or horizon."
        )
    gdp, deflator = economy.gdp_nac_bn[known], economy.deflator[known]
    share = lever.share_paths(years, points)
    measured = 1.0 if lever.share else measured_over_gdp(code, lever.edition, min(points), scenario.outlook)
    plan = spending(share * measured, gdp)
    extra = extra_by_counterfactual(plan, gdp, deflator)
    if lever.previous:
        before = {min(points): points[min(points)], **lever.previous}
        extra["previous_plan"] = extra_spending(plan, spending(share_path(years, before, lever.shape)[None], gdp))
    nominal = lever.price_basis == "nominal"
    prices = np.ones_like(deflator) if nominal else deflator / economy.at("deflator", prices_of)
    rates_of = years if nominal else np.full_like(years, prices_of)
    return SpendingOutcome(
        lever=lever,
        country=code,
        currency=economy.currency,
        prices_of=prices_of,
        measured=measured,
        years=years,
        reached=np.array(lever.arrival),
        share=share,
        gdp=gdp,
        prices=prices,
        spending=plan / prices,
        extra={name: values / prices for name, values in extra.items()},
        rates={c: units_per_national(code, c, scenario.outlook, rates_of) for c in SHOWN_CURRENCIES},
        rates_at_start={
            c: float(units_per_national(code, c, scenario.outlook, years[:1])[0]) for c in SHOWN_CURRENCIES
        },
        assumed_from=economy.assumed_from,
        outlook=scenario.outlook,
        escape=_escape(lever, code, years, share),
    )


def _escape(
    lever: DefenceBudget, code: str, years: Int[np.ndarray, " t"], share: Float[np.ndarray, "r t"]
) -> EscapeRoom | None:
    """The room of the EU's clause on a path; None outside the EU and where the edition lacks the reference year."""
    clause = escape_clause()
    before = edition_share(code, lever.edition, clause.reference_year)
    if code not in members("EU27") or before is None:
        return None
    lasts = np.array([clause.covers(int(year)) for year in years])
    inside, above = escape_room((share - before.share)[:, None], clause.room, lasts)
    return EscapeRoom(clause.reference_year, before.share, inside[:, 0], above[:, 0])
