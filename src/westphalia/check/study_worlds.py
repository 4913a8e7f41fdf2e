"""The worlds a study's scenario leads to here: across closures and elasticities, with services off, and early on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Final, Literal

from westphalia.errors import NotConverged
from westphalia.outcome import Variant
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shock import Decisions, compiled, settled_year
from westphalia.simulate.runs import TOLERANCE, trade_parameters
from westphalia.simulate.trade import all_variants
from westphalia.trade.equilibrium import Closure, TradeEquilibrium, TradeParameters
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
    """One equilibrium and what it is for, or why there is none; `years` since the duty began in the short run."""

    role: Role
    name: str
    found: TradeEquilibrium | NotConverged
    years: int | None = None


@dataclass(frozen=True, eq=False)
class _Plan:
    """One world to solve."""

    role: Role
    name: str
    closure: Closure
    parameters: TradeParameters
    years: int | None = None


def worlds(scenario: Scenario, years: Sequence[int] = ()) -> Iterator[World]:
    """The reference run, services off, the years asked for, then closures × elasticity sets, one at a time.

    Without an equilibrium for the reference run there is nothing to show, which is an error.
    """
    from westphalia.trade.batch import solve_batch
    from westphalia.world.load import load_baseline

    baseline = load_baseline(scenario.base)
    plans = _plans(scenario, baseline, years)
    elasticity = plans[0].parameters.elasticity
    shock = compiled(scenario, baseline, elasticity, settled_year(scenario), Decisions()).shock
    for closure, group in groupby(plans, attrgetter("closure")):
        some = list(group)
        solved = solve_batch(baseline, shock, [plan.parameters for plan in some], closure, TOLERANCE)
        for plan, found in zip(some, solved, strict=True):
            if plan.role == "reference" and isinstance(found, NotConverged):
                raise found
            yield World(plan.role, plan.name, found, plan.years)


def _plans(scenario: Scenario, baseline: Baseline, years: Sequence[int]) -> list[_Plan]:
    """What is solved, by closure; that of the reference run comes first."""
    first, *others = _variants(scenario.base)
    long_run = trade_parameters(first, scenario)
    plans = [_Plan("reference", "reference run", first.closure, long_run)]
    if not baseline.goods.all():
        frozen = trade_parameters(replace(first, services=FROZEN_SERVICES), scenario)
        plans.append(_Plan("services_off", "services off", first.closure, frozen))
    for year in years:
        plans.append(_Plan("short_run", f"year {year + 1}", first.closure, _after(year, long_run), year))
    for variant in others:
        name = f"{variant.closure}, {variant.elasticities}"
        plans.append(_Plan("spread", name, variant.closure, trade_parameters(variant, scenario)))
    return plans


def _variants(base: str) -> tuple[Variant, ...]:
    """Closures × elasticity sets with services at their convention; the first is the reference run."""
    every = all_variants(base)
    return tuple(variant for variant in every if variant.services == every[0].services)


def _after(years: int, long_run: TradeParameters) -> TradeParameters:
    """The elasticities reached some years after the duty began."""
    from westphalia.world.horizon import adjustment

    return replace(long_run, elasticity=adjustment(years) * long_run.elasticity)
