"""The equilibrium of a trade shock."""

import time
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np
from jaxtyping import Float

from westphalia.errors import NotConverged, ScenarioError
from westphalia.trade.equilibrium import CLOSURES, NUMERAIRE, Closure, TradeEquilibrium, TradeParameters, TradeShock
from westphalia.trade.search import Solution, search
from westphalia.trade.system import System, build_system
from westphalia.world.baseline import Baseline

TOLERANCE = 1e-9
PURGE_TOLERANCE = 1e-12
MIN_INCOME = 0.05
_ROUNDING = 1e-13
_BURDEN = 0.02


def solve(
    baseline: Baseline,
    shock: TradeShock,
    parameters: TradeParameters,
    closure: Closure = "fixed_world_share",
    tolerance: float = TOLERANCE,
) -> TradeEquilibrium:
    """The counterfactual world after a shock, to a largest relative error of `tolerance`.

    Caliendo & Parro (2015) in exact changes; see docs/trade.md for equations, sources and limits. With the
    closure `balanced` the shock is applied to a baseline purged of imbalances first, and that is the baseline
    of the result. Raises ScenarioError for a shock without equilibrium, NotConverged with the likely cause.
    """
    if closure not in CLOSURES:
        raise ScenarioError(f"closure {closure!r} is not one of {', '.join(CLOSURES)}.")
    if closure == "balanced":
        baseline = purged(baseline, parameters)
    return _equilibrium(_Problem(baseline, shock, parameters, closure, tolerance))


def no_shock(baseline: Baseline) -> TradeShock:
    """The shock that changes nothing: baseline duties, no other cost."""
    return TradeShock(tariff_new=baseline.tariff)


def purged(baseline: Baseline, parameters: TradeParameters) -> Baseline:
    """The baseline with all imbalances gone (T' = 0), kept while the baseline lives; Ossa (2014)."""
    scale = b"" if parameters.scale is None else parameters.scale.tobytes()
    key = (parameters.elasticity.tobytes(), scale, parameters.labour_supply, parameters.revenue)
    kept = _purged.setdefault(baseline, {})
    if key not in kept:
        problem = _Problem(baseline, no_shock(baseline), parameters, "balanced", PURGE_TOLERANCE)
        kept[key] = replace(baseline, name=f"{baseline.name}, balanced", flow=_equilibrium(problem).flow_new)
    return kept[key]


_purged: WeakKeyDictionary[Baseline, dict[tuple[object, ...], Baseline]] = WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class _Problem:
    baseline: Baseline
    shock: TradeShock
    parameters: TradeParameters
    closure: Closure
    tolerance: float

    def system(self, strength: float) -> System:
        """The conditions with the shock at a strength between 0 (none) and 1 (all of it)."""
        shock = self.shock if strength == 1 else _weakened(self.baseline, self.shock, strength)
        return build_system(self.baseline, shock, self.parameters, self.closure)


def _weakened(baseline: Baseline, shock: TradeShock, strength: float) -> TradeShock:
    """Duties and costs geometrically between the baseline and the shock; an embargo is approached, not applied."""
    factor = (1 + baseline.tariff) ** (1 - strength) * (1 + shock.tariff_new) ** strength
    if shock.iceberg_hat is None:
        return TradeShock(factor - 1)
    closed = np.isinf(shock.iceberg_hat)
    iceberg = np.where(closed, 1 / (1 - strength), np.where(closed, 1.0, shock.iceberg_hat) ** strength)
    return TradeShock(factor - 1, iceberg)


def _equilibrium(problem: _Problem) -> TradeEquilibrium:
    started = time.perf_counter()
    system = problem.system(1.0)
    solution = search(system, problem.system, problem.tolerance)
    _require_incomes(problem, system, solution)
    if not solution.error <= problem.tolerance:
        raise NotConverged(
            f"trade equilibrium: residual {solution.error:.1e} after {solution.sweeps} sweeps, wanted "
            f"{problem.tolerance:.0e}. Likely cause: {_likely_cause(problem, system)}."
        )
    return replace(_result(problem, system, solution), seconds=time.perf_counter() - started)


def _require_incomes(problem: _Problem, system: System, solution: Solution) -> None:
    kept = solution.found.income / system.base.income
    n = int(np.argmin(kept))
    if not kept[n] > MIN_INCOME:
        raise NotConverged(
            f"trade equilibrium: {problem.baseline.axes.countries.labels[n]} would keep {kept[n]:.1%} of its income "
            f"(limit {MIN_INCOME:.0%}). With so little trade left it cannot pay its imbalance of "
            f"{system.base.transfer[n]:+.1f} bn; use the closure 'balanced'."
        )


def _likely_cause(problem: _Problem, system: System) -> str:
    scale = problem.parameters.scale
    if problem.tolerance < _ROUNDING:
        return f"a tolerance of {problem.tolerance:.0e} is below rounding; use 1e-9"
    if scale is not None and scale.any():
        strength = (scale * problem.parameters.elasticity).max()
        return f"scale economies (scale times elasticity is {strength:.2f}); lower scale"
    burden = abs(system.base.transfer / system.base.value_added)
    kept = _trade(system, system.net_kernel) / _trade(system, system.base.net_share)
    n = int(np.argmax(burden * (1 - kept)))
    if problem.closure != "balanced" and burden[n] * (1 - kept[n]) > _BURDEN:
        country, imbalance = problem.baseline.axes.countries.labels[n], system.base.transfer[n]
        return (
            f"{country} would keep {kept[n]:.0%} of its trade at old prices and has to pay an imbalance of "
            f"{imbalance:+.1f} bn, {burden[n]:.0%} of value added; use the closure 'balanced'"
        )
    return "elasticities or a base far from those tested; try 1e-6, or look for tiny flows in the base"


def _trade(system: System, kernel: Float[np.ndarray, "s n i"]) -> Float[np.ndarray, " n"]:
    """Imports plus exports of each country under a kernel, at baseline prices and spending."""
    flow = (kernel * system.base.expenditure[:, :, None]).sum(axis=0)
    return np.asarray(flow.sum(axis=0) + flow.sum(axis=1) - 2 * np.diagonal(flow))


def _result(problem: _Problem, system: System, solution: Solution) -> TradeEquilibrium:
    found, base = solution.found, system.base
    return TradeEquilibrium(
        baseline=problem.baseline,
        shock=problem.shock,
        parameters=problem.parameters,
        closure=problem.closure,
        numeraire=NUMERAIRE,
        wage_hat=np.exp(solution.state.log_wage_hat),
        labour_hat=found.labour_hat,
        tax_relief_hat=found.tax_relief_hat,
        cost_hat=(found.supply ** (-1 / system.elasticity)).T,
        price_hat=np.exp(solution.state.log_price_hat).T,
        consumer_price_hat=found.consumer_price_hat,
        expenditure_new=found.expenditure.T,
        flow_new=_flow(system, solution),
        output_new=found.output.T,
        revenue_new=found.revenue,
        transfer_new=found.transfer,
        income=base.income,
        income_new=found.income,
        residual=solution.error,
        walras_gap=abs(float((found.earned - found.labour_income).sum() / base.value_added.sum())),
        tolerance=problem.tolerance,
        sweeps=solution.sweeps,
        method=solution.method,
        seconds=0.0,
    )


def _flow(system: System, solution: Solution) -> Float[np.ndarray, "n i s"]:
    """Flows at basic prices, π'X'/(1+t')."""
    flow = system.net_kernel * solution.found.demand[:, :, None]
    flow *= solution.found.supply[:, None, :]
    return np.asarray(flow.transpose(1, 2, 0))
