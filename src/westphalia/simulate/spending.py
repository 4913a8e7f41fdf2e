"""The budget accounts behind one defence budget."""

import numpy as np

from westphalia.errors import ScenarioError
from westphalia.outcome import SpendingOutcome
from westphalia.scenario.levers import DefenceBudget


def spending_outcome(lever: DefenceBudget, horizon: tuple[int, int]) -> SpendingOutcome:
    """Spending, and what is extra against each counterfactual, from the first year of the plan to the horizon."""
    from westphalia.defence.spending import extra_by_counterfactual, spending
    from westphalia.world.economies import macro

    economy = macro(lever.country)
    years = np.arange(lever.start, horizon[1] + 1)
    known = np.isin(economy.years, years)
    if known.sum() != years.size:
        raise ScenarioError(
            f"defence_budget {lever.country}: years {years[0]}–{years[-1]} are not all in the macro data "
            f"({economy.years[0]}–{economy.years[-1]}). Change share or horizon."
        )
    gdp, deflator = economy.gdp_nac_bn[known], economy.deflator[known]
    share = lever.share_paths(years)
    plan = spending(share, gdp)
    return SpendingOutcome(
        lever=lever,
        country=lever.country,
        currency=economy.currency,
        years=years,
        reached=np.array(lever.arrival),
        share=share,
        gdp=gdp,
        spending=plan,
        extra=extra_by_counterfactual(plan, gdp, deflator),
        assumed_from=economy.assumed_from,
    )
