"""What is handed out for a solved scenario: the equilibrium, or why there is none."""

import numpy as np

from westphalia.errors import NotConverged
from westphalia.trade.cause import MIN_INCOME, income_kept, likely_cause
from westphalia.trade.conditions import Conditions
from westphalia.trade.equilibrium import NUMERAIRE, Problem, TradeEquilibrium
from westphalia.trade.flows import Flows
from westphalia.trade.kernel import of_scenarios
from westphalia.trade.search import Solution
from westphalia.trade.system import System


def verdict(problem: Problem, system: System, solution: Solution, b: int) -> TradeEquilibrium | NotConverged:
    """The equilibrium of scenario b of a batch; NotConverged with the likely cause where the conditions do not hold."""
    met = solution.error[b] <= problem.tolerance
    kept = income_kept(system, solution.found, b)
    if met and (kept > MIN_INCOME).all():
        return _equilibrium(problem, system, solution, b)
    return NotConverged(
        f"trade equilibrium: residual {solution.error[b]:.1e} after {solution.sweeps[b]} sweeps, wanted "
        f"{problem.tolerance:.0e}{', but an income is all but gone' if met else ''}. "
        f"Likely cause: {likely_cause(problem, system, solution, b)}."
    )


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
        flows=_flows(system, found, b),
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


def _flows(system: System, found: Conditions, b: int) -> Flows:
    """The factors of the flows of scenario b, which hold on to nothing of the rest of the batch."""
    kernel = of_scenarios(system.net_kernel, np.array([b]))
    return Flows(kernel, system.base.abroad, found.demand[..., b].copy(), found.supply[..., b].copy())
