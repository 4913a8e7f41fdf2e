"""One run: baseline, levers and parameters in, an Outcome out. The only place where models meet."""

from collections.abc import Sequence
from itertools import product
from time import perf_counter
from typing import Final, get_args

import numpy as np

from westphalia.errors import ScenarioError
from westphalia.outcome import (
    Effect,
    ElasticitySet,
    Outcome,
    SpendingOutcome,
    TradeOutcome,
    Variant,
)
from westphalia.scenario.levers import DefenceBudget, Tariff
from westphalia.scenario.schema import Scenario
from westphalia.trade.equilibrium import CLOSURES, NUMERAIRE, TradeEquilibrium, TradeParameters, TradeShock
from westphalia.world.countries import members

__all__ = ["Effect", "Outcome", "SpendingOutcome", "TradeOutcome", "Variant", "all_variants", "simulate"]

SERVICES_ELASTICITIES: Final = (5.0, 2.5, 1.5)
TOLERANCE: Final = 1e-9


def all_variants(base: str = "icio-2022") -> tuple[Variant, ...]:
    """Closures × elasticity sets × services elasticities; the first is the reference run.

    The one-sector base has one elasticity, so that only the closures vary.
    """
    if base == "goods-2023-194":
        return tuple(Variant(closure, "broad", SERVICES_ELASTICITIES[0]) for closure in CLOSURES)
    return tuple(Variant(*v) for v in product(CLOSURES, get_args(ElasticitySet), SERVICES_ELASTICITIES))


def simulate(scenario: Scenario, variants: Sequence[Variant] | None = None) -> Outcome:
    """What follows from a scenario: the trade model for its duties, the budget accounts for its budgets."""
    if not scenario.levers:
        raise ScenarioError(f"scenario {scenario.title!r}: no levers. Add at least one, e.g. a tariff.")
    duties = [lever for lever in scenario.levers if isinstance(lever, Tariff)]
    budgets = [lever for lever in scenario.levers if isinstance(lever, DefenceBudget)]
    trade = _trade(scenario, duties, tuple(variants or all_variants(scenario.base))) if duties else None
    return Outcome(scenario, trade, tuple(_spending(lever, scenario.horizon) for lever in budgets))


def _trade(scenario: Scenario, duties: Sequence[Tariff], variants: tuple[Variant, ...]) -> TradeOutcome:
    from westphalia.trade.solve import solve
    from westphalia.world.load import elasticity_citation, load_baseline, load_elasticities

    baseline = load_baseline(scenario.base)
    tariff_new = baseline.tariff
    for lever in duties:
        tariff_new = lever.apply(tariff_new, baseline, members)
    shock = TradeShock(tariff_new)
    began = perf_counter()
    solved = []
    for v in variants:
        elasticity = load_elasticities(v.elasticities, services=v.services, base=scenario.base)
        parameters = TradeParameters(elasticity=elasticity, citation=elasticity_citation(v.elasticities, v.services))
        equilibrium = solve(baseline, shock, parameters, closure=v.closure, tolerance=TOLERANCE)
        solved.append(_aggregate(equilibrium))
    columns = {name: np.stack([row[name] for row in solved]) for name in solved[0]}
    return TradeOutcome(
        axes=baseline.axes,
        goods=baseline.goods,
        duties_known=np.asarray((baseline.tariff_known | np.eye(len(baseline.axes.countries), dtype=bool)).all(axis=1)),
        year=baseline.year,
        imposers=tuple(dict.fromkeys(name for lever in duties for name in lever.imposer)),
        variants=variants,
        reference=0,
        numeraire=NUMERAIRE,
        tolerance=TOLERANCE,
        seconds=perf_counter() - began,
        **columns,
    )


def _aggregate(eq: TradeEquilibrium) -> dict[str, np.ndarray]:
    """One equilibrium reduced to what an Outcome keeps; the full arrays are let go."""
    from westphalia.trade.welfare import export_volume_new, exports, real_income_hat

    goods, old, new = eq.baseline.goods, exports(eq.baseline.flow), exports(eq.flow_new)

    def by_kind(flow: np.ndarray) -> np.ndarray:
        return np.stack([flow[..., goods].sum(axis=-1), flow[..., ~goods].sum(axis=-1)], axis=-1)

    return {
        "exports": by_kind(old),
        "exports_new": by_kind(new),
        "export_volume_new": by_kind(export_volume_new(eq)),
        "sector_exports": old.sum(axis=1),
        "sector_exports_new": new.sum(axis=1),
        "income": eq.income,
        "real_income_hat": real_income_hat(eq),
        "consumer_price_hat": eq.consumer_price_hat,
        "wage_hat": eq.wage_hat,
        "revenue": eq.baseline.tariff_revenue,
        "revenue_new": eq.revenue_new,
        "residual": np.asarray(eq.residual),
        "walras_gap": np.asarray(eq.walras_gap),
        "sweeps": np.asarray(eq.sweeps),
    }


def _spending(lever: DefenceBudget, horizon: tuple[int, int]) -> SpendingOutcome:
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
