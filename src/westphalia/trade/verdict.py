"""What is handed out for a solved scenario: the equilibrium, or why there is none."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from westphalia.errors import NotConverged
from westphalia.trade.equilibrium import NUMERAIRE, Closure, TradeEquilibrium, TradeParameters, TradeShock
from westphalia.trade.kernel import scaled
from westphalia.trade.search import Solution
from westphalia.trade.system import System
from westphalia.world.baseline import Baseline

MIN_INCOME = 0.05
_ROUNDING = 1e-13
_BURDEN = 0.02


@dataclass(frozen=True, eq=False)
class Problem:
    """What is asked: one shock on one baseline, and how exact the answer has to be."""

    baseline: Baseline
    shock: TradeShock
    parameters: TradeParameters
    closure: Closure
    tolerance: float


def verdict(problem: Problem, system: System, solution: Solution, b: int) -> TradeEquilibrium | NotConverged:
    """The equilibrium of scenario b of a batch; NotConverged with the likely cause where the conditions do not hold."""
    kept = solution.found.income[:, b] / system.base.income[:, 0]
    n = int(np.argmin(kept))
    if not kept[n] > MIN_INCOME:
        return NotConverged(
            f"trade equilibrium: {problem.baseline.axes.countries.labels[n]} would keep {kept[n]:.1%} of its income "
            f"(limit {MIN_INCOME:.0%}). With so little trade left it cannot pay its imbalance of "
            f"{system.base.transfer[n, 0]:+.1f} bn; use the closure 'balanced'."
        )
    if not solution.error[b] <= problem.tolerance:
        return NotConverged(
            f"trade equilibrium: residual {solution.error[b]:.1e} after {solution.sweeps[b]} sweeps, wanted "
            f"{problem.tolerance:.0e}. Likely cause: {_likely_cause(problem, system, b)}."
        )
    return _equilibrium(problem, system, solution, b)


def _likely_cause(problem: Problem, system: System, b: int) -> str:
    scale = problem.parameters.scale
    if problem.tolerance < _ROUNDING:
        return f"a tolerance of {problem.tolerance:.0e} is below rounding; use 1e-9"
    if scale is not None and scale.any():
        strength = (scale * problem.parameters.elasticity).max()
        return f"scale economies (scale times elasticity is {strength:.2f}); lower scale"
    base = system.base
    burden = abs(base.transfer / base.value_added)[:, 0]
    one = np.ones(base.bought.shape)
    kernel = scaled(system.net_kernel, b, one, one)
    kept = _trade(system, kernel) / _trade(system, base.net_share)
    n = int(np.argmax(burden * (1 - kept)))
    if problem.closure != "balanced" and burden[n] * (1 - kept[n]) > _BURDEN:
        country, imbalance = problem.baseline.axes.countries.labels[n], base.transfer[n, 0]
        return (
            f"{country} would keep {kept[n]:.0%} of its trade at old prices and has to pay an imbalance of "
            f"{imbalance:+.1f} bn, {burden[n]:.0%} of value added; use the closure 'balanced'"
        )
    return "elasticities or a base far from those tested; try 1e-6, or look for tiny flows in the base"


def _trade(system: System, kernel: Float[np.ndarray, "s n i"]) -> Float[np.ndarray, " n"]:
    """Imports plus exports of each country under a kernel, at baseline prices and spending."""
    flow = (kernel * system.base.expenditure).sum(axis=0)
    return np.asarray(flow.sum(axis=0) + flow.sum(axis=1) - 2 * np.diagonal(flow))


def _equilibrium(problem: Problem, system: System, solution: Solution, b: int) -> TradeEquilibrium:
    found, state, base = solution.found, solution.state, system.base
    excess = (found.earned - found.labour_income)[:, b].sum() / base.value_added.sum()
    return TradeEquilibrium(
        baseline=problem.baseline,
        shock=problem.shock,
        parameters=problem.parameters,
        closure=problem.closure,
        numeraire=NUMERAIRE,
        wage_hat=np.exp(state.log_wage_hat[:, b]),
        labour_hat=found.labour_hat[:, b].copy(),
        tax_relief_hat=found.tax_relief_hat[:, b].copy(),
        cost_hat=(found.supply[..., b] ** (-1 / system.elasticity[..., b])).T,
        price_hat=np.exp(state.log_price_hat[..., b]).T,
        consumer_price_hat=found.consumer_price_hat[:, b].copy(),
        expenditure_new=found.expenditure[..., b].T.copy(),
        flow_new=_flow(system, solution, b),
        output_new=found.output[..., b].T.copy(),
        revenue_new=found.revenue[:, b].copy(),
        transfer_new=found.transfer[:, b].copy(),
        income=base.income[:, 0],
        income_new=found.income[:, b].copy(),
        residual=solution.error[b],
        walras_gap=abs(float(excess)),
        tolerance=problem.tolerance,
        sweeps=solution.sweeps[b],
        method=solution.method[b],
        seconds=0.0,
    )


def _flow(system: System, solution: Solution, b: int) -> Float[np.ndarray, "n i s"]:
    """Flows at basic prices, π'X'/(1+t')."""
    found = solution.found
    return scaled(system.net_kernel, b, found.demand[..., b], found.supply[..., b]).transpose(1, 2, 0)
