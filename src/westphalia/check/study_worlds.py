"""The worlds a study's scenario leads to here: across closures and elasticities, with services off, and early on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final, Literal

from westphalia.errors import NotConverged
from westphalia.outcome import Variant
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shock import Decisions, compiled, settled_year
from westphalia.simulate.trade import SERVICES_ELASTICITIES, SETS, TOLERANCE, trade_parameters
from westphalia.trade.equilibrium import CLOSURES, TradeEquilibrium, TradeParameters, TradeShock
from westphalia.world.baseline import Baseline

FROZEN_SERVICES: Final = 0.01
r"""Elasticity of services with services off: a rise of a supplier's price by 10% moves its share by 0.1%.

At :math:`\varepsilon \to 0` shares of spending are fixed and prices are their weighted geometric mean, so buyers spend
the same part of a service's budget with each origin whatever wages do. It is not zero because the price index divides
by it.
"""
Role = Literal["reference", "spread", "services_off", "short_run"]


@dataclass(frozen=True, eq=False)
class World:
    """One equilibrium and what it is for; `years` since the duty began where it is the short run."""

    role: Role
    equilibrium: TradeEquilibrium
    years: int | None = None


def worlds(scenario: Scenario, years: Sequence[int] = ()) -> Iterator[World]:
    """The reference run, closures × elasticity sets beside it, services off, and the years asked for, one at a time.

    A variant without an equilibrium is left out; the reference run must have one.
    """
    from westphalia.trade.solve import solve
    from westphalia.world.load import load_baseline

    baseline = load_baseline(scenario.base)
    first, *others = _variants(scenario.base)
    long_run = trade_parameters(first, scenario.base)
    shock = _shock(scenario, baseline, long_run)
    reference = solve(baseline, shock, long_run, first.closure, TOLERANCE)
    yield World("reference", reference)
    for variant in others:
        yield from _world("spread", baseline, shock, trade_parameters(variant, scenario.base), variant)
    if not baseline.goods.all():
        frozen = replace(first, services=FROZEN_SERVICES)
        yield from _world("services_off", baseline, shock, trade_parameters(frozen, scenario.base), frozen)
    for year in years:
        yield from _world("short_run", baseline, shock, _after(year, long_run), first, year)


def _variants(base: str) -> tuple[Variant, ...]:
    """Closures × elasticity sets with services at their convention; the first is the reference run."""
    sets = SETS if base != "goods-2023-194" else ("broad",)
    return tuple(Variant(*pair, services=SERVICES_ELASTICITIES[0]) for pair in product(CLOSURES, sets))


def _shock(scenario: Scenario, baseline: Baseline, parameters: TradeParameters) -> TradeShock:
    """The duties once all are in force; no study lets the model choose them."""
    return compiled(scenario, baseline, parameters.elasticity, settled_year(scenario), Decisions()).shock


def _world(
    role: Role, baseline: Baseline, shock: TradeShock, parameters: TradeParameters, variant: Variant,
    years: int | None = None,
) -> Iterator[World]:  # fmt: skip
    from westphalia.trade.solve import solve

    try:
        yield World(role, solve(baseline, shock, parameters, variant.closure, TOLERANCE), years)
    except NotConverged:
        return


def _after(years: int, long_run: TradeParameters) -> TradeParameters:
    """The elasticities reached some years after the duty began."""
    from westphalia.world.horizon import adjustment

    return replace(long_run, elasticity=adjustment(years) * long_run.elasticity)
