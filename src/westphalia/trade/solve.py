"""The equilibrium of a trade shock."""

import time
from dataclasses import replace

import numpy as np

from westphalia.errors import NotConverged, ScenarioError
from westphalia.trade.equilibrium import CLOSURES, Closure, Problem, TradeEquilibrium, TradeParameters, TradeShock
from westphalia.trade.purge import keep, kept_purge
from westphalia.trade.search import at_equilibrium, no_change, search
from westphalia.trade.system import System, build_system
from westphalia.trade.verdict import verdict
from westphalia.world.baseline import Baseline

TOLERANCE = 1e-9
PURGE_TOLERANCE = 1e-12


def solve(
    baseline: Baseline,
    shock: TradeShock,
    parameters: TradeParameters,
    closure: Closure = "fixed_world_share",
    tolerance: float = TOLERANCE,
    start: TradeEquilibrium | None = None,
) -> TradeEquilibrium:
    """The counterfactual world after a shock, to a largest relative error of `tolerance`.

    Caliendo & Parro (2015) in exact changes; see docs/trade.md for equations, sources and limits. With the
    closure `balanced` the shock is applied to a baseline purged of imbalances first, and that is the baseline
    of the result. `start`, an equilibrium near the one sought, saves sweeps and changes nothing else.
    Raises ScenarioError for a shock without equilibrium, NotConverged with the likely cause.
    """
    require_closure(closure)
    if closure == "balanced":
        baseline = purged(baseline, parameters, tolerance)
    found = equilibrium(Problem(baseline, shock, parameters, closure, tolerance), start)
    if isinstance(found, NotConverged):
        raise found
    return found


def no_shock(baseline: Baseline) -> TradeShock:
    """The shock that changes nothing: baseline duties, no other cost."""
    return TradeShock(tariff_new=baseline.tariff)


def purged(baseline: Baseline, parameters: TradeParameters, tolerance: float = TOLERANCE) -> Baseline:
    """The baseline with all imbalances gone (T' = 0), the last few kept while the baseline lives; Ossa (2014).

    Solved to 1e-12; where rounding stands in the way of that, a tenth of `tolerance` will do.
    """
    kept = kept_purge(baseline, parameters, max(PURGE_TOLERANCE, tolerance / 10))
    if kept is None:
        kept = keep(_purge(Problem(baseline, no_shock(baseline), parameters, "balanced", tolerance / 10)))
    return kept.baseline


def _purge(problem: Problem) -> TradeEquilibrium:
    problem = replace(problem, tolerance=max(PURGE_TOLERANCE, problem.tolerance))
    found = equilibrium(problem, aim=PURGE_TOLERANCE)
    if isinstance(found, NotConverged):
        raise NotConverged(str(found).replace("trade equilibrium", "trade equilibrium without imbalances", 1))
    return found


def require_closure(closure: str) -> None:
    """Refuse a closure that does not exist."""
    if closure not in CLOSURES:
        raise ScenarioError(f"closure {closure!r} is not one of {', '.join(CLOSURES)}.")


def equilibrium(
    problem: Problem, start: TradeEquilibrium | None = None, aim: float | None = None
) -> TradeEquilibrium | NotConverged:
    """The verdict on one problem, with every means of the search; `aim` is a tolerance to try for beyond its own."""
    started = time.perf_counter()
    system = _system(problem, 1.0)
    point = no_change(system) if start is None else at_equilibrium(system, start)
    solution = search(system, lambda strength: _system(problem, strength), point, aim or problem.tolerance)
    found = verdict(problem, system, solution, 0)
    return found if isinstance(found, NotConverged) else replace(found, seconds=time.perf_counter() - started)


def _system(problem: Problem, strength: float) -> System:
    """The conditions with the shock at a strength between 0 (none) and 1 (all of it)."""
    shock = problem.shock if strength == 1 else _weakened(problem.baseline, problem.shock, strength)
    return build_system(problem.baseline, shock, problem.parameters, problem.closure)


def _weakened(baseline: Baseline, shock: TradeShock, strength: float) -> TradeShock:
    """Duties and costs geometrically between the baseline and the shock; an embargo is approached, not applied."""
    factor = (1 + baseline.tariff) ** (1 - strength) * (1 + shock.tariff_new) ** strength
    if shock.iceberg_hat is None:
        return TradeShock(factor - 1)
    closed = np.isinf(shock.iceberg_hat)
    iceberg = np.where(closed, 1 / (1 - strength), np.where(closed, 1.0, shock.iceberg_hat) ** strength)
    return TradeShock(factor - 1, iceberg)
