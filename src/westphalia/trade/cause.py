"""Why a trade shock has no equilibrium, or why none was found, as far as can be told."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from westphalia.trade.conditions import Conditions
from westphalia.trade.equilibrium import MAX_SCALE_ON_INPUTS, Problem
from westphalia.trade.kernel import scaled
from westphalia.trade.residual import ROUNDING, trade, wage_error
from westphalia.trade.search import Solution
from westphalia.trade.system import System

MIN_INCOME = 0.05  # of the baseline, below which no result is handed out
_FINEST = 1e-13  # a tolerance that sums over hundreds of flows can still reach
_BURDEN = 0.02  # an imbalance over value added, weighed with the trade lost, that is worth naming (assumed)
_LITTLE_TRADE = 0.01  # of labour income, below which trade hardly pins a wage down (assumed)
_MOST_RELIEF = 2.0  # of the wage, above which few searches end well (assumed)
_NEARLY = 100  # times what rounding leaves (assumed)


@dataclass(frozen=True, eq=False)
class _Stopped:
    """Where a search ended: scenario b of a batch, at the best point it found."""

    problem: Problem
    system: System
    found: Conditions
    b: int

    def country(self, n: int) -> str:
        return self.problem.baseline.axes.countries.labels[n]


def likely_cause(problem: Problem, system: System, solution: Solution, b: int) -> str:
    """The first cause that fits, with what to do about it."""
    stopped = _Stopped(problem, system, solution.found, b)
    with np.errstate(all="ignore"):  # the point may be one at which incomes are negative or undefined
        for cause in _CAUSES:
            if words := cause(stopped):
                return words
    return "elasticities or a base far from those tested; try 1e-6, or look for tiny flows in the base"


def income_kept(system: System, found: Conditions, b: int) -> Float[np.ndarray, " n"]:
    """Income over that of the baseline; not a number where the conditions are not defined."""
    return np.asarray(found.income[:, b] / system.base.income[:, 0])


def _too_fine(stopped: _Stopped) -> str:
    tolerance = stopped.problem.tolerance
    return f"a tolerance of {tolerance:.0e} is below rounding; use 1e-9" if tolerance < _FINEST else ""


def _no_tax_left(stopped: _Stopped) -> str:
    """Revenue that cuts a tax on labour may not come near to what labour earns."""
    relief = stopped.found.tax_relief_hat[:, stopped.b]
    lost = np.flatnonzero(~((relief > 0) & (relief <= _MOST_RELIEF)))
    if not len(lost):
        return ""
    return (
        f"the new duties of {stopped.country(int(lost[0]))} would bring in more than half of what its labour earns, "
        "too much to be given back by a lower income tax; hand them out with revenue 'lump_sum', or lower the duties"
    )


def _income_gone(stopped: _Stopped) -> str:
    kept = income_kept(stopped.system, stopped.found, stopped.b)
    if (kept > MIN_INCOME).all():
        return ""
    n = int(np.argmin(kept))
    country, base = stopped.country(n), stopped.system.base
    loss = f"{country} would keep {kept[n]:.1%} of its income (limit {MIN_INCOME:.0%})"
    if not np.isfinite(kept[n]):
        return f"no income of {country} is defined at the best point found; lower the duties or take them in steps"
    if stopped.problem.closure == "balanced":
        return f"{loss}, as hardly anybody buys from it any more; lower the duties or costs it meets"
    return (
        f"{loss}; with so little trade left it cannot pay its imbalance of {base.transfer[n, 0]:+.1f} bn; "
        "use the closure 'balanced'"
    )


def _below_rounding(stopped: _Stopped) -> str:
    """The balance of payments of a country closes to the last digits, and those are not enough for its wage."""
    n, share, error = _least_known_wage(stopped)
    finest = ROUNDING / max(share, ROUNDING)
    if not (error > stopped.problem.tolerance and share < _LITTLE_TRADE and error <= _NEARLY * finest):
        return ""
    return (
        f"{stopped.country(n)} is nearly cut off; trade of {max(share, ROUNDING):.0e} of its income pins its wage down "
        f"to {finest:.0e} at best; ask for a tolerance above that, or make it an embargo"
    )


def _nearly_cut_off(stopped: _Stopped) -> str:
    n, share, error = _least_known_wage(stopped)
    if not (error > stopped.problem.tolerance and share < _LITTLE_TRADE):
        return ""
    return (
        f"{stopped.country(n)} is nearly cut off; trade of {max(share, ROUNDING):.0e} of its income hardly pins its "
        "wage down; lower the duties and costs around it, or make it an embargo"
    )


def _least_known_wage(stopped: _Stopped) -> tuple[int, float, float]:
    """The country with the largest wage error, its trade over its income, and that error."""
    error = np.nan_to_num(wage_error(stopped.found, stopped.system)[:, stopped.b])
    n = int(np.argmax(error))
    share = float((trade(stopped.found, stopped.system) / stopped.found.labour_income)[n, stopped.b])
    return n, share if stopped.system.trades[n, stopped.b] else 1.0, float(error[n])


def _strong_scale(stopped: _Stopped) -> str:
    parameters = stopped.problem.parameters
    strength = 0.0 if parameters.scale is None else float((parameters.scale * parameters.elasticity).max())
    if strength < MAX_SCALE_ON_INPUTS:
        return ""
    return f"scale economies (scale times elasticity is {strength:.2f}); lower scale"


def _imbalance(stopped: _Stopped) -> str:
    """A country that loses trade while it has to pay for, or spend, an imbalance."""
    base = stopped.system.base
    burden = abs(base.transfer / base.value_added)[:, 0]
    kept = _trade_kept(stopped)
    n = int(np.argmax(burden * (1 - kept)))
    if stopped.problem.closure == "balanced" or burden[n] * (1 - kept[n]) <= _BURDEN:
        return ""
    return (
        f"{stopped.country(n)} would keep {kept[n]:.0%} of its trade at old prices and has to pay an imbalance of "
        f"{base.transfer[n, 0]:+.1f} bn, {burden[n]:.0%} of value added; use the closure 'balanced'"
    )


def _trade_kept(stopped: _Stopped) -> Float[np.ndarray, " n"]:
    one = np.ones(stopped.system.base.bought.shape)
    kernel = scaled(stopped.system.net_kernel, stopped.b, one, one)
    before = _foreign(stopped.system, stopped.system.base.net_share)
    return np.where(before > 0, _foreign(stopped.system, kernel) / before, 1.0)


def _foreign(system: System, kernel: Float[np.ndarray, "s n i"]) -> Float[np.ndarray, " n"]:
    """Imports plus exports of each country under a kernel, at baseline prices and spending."""
    flow = (kernel * system.base.expenditure).sum(axis=0)
    return np.asarray(flow.sum(axis=0) + flow.sum(axis=1) - 2 * np.diagonal(flow))


_CAUSES = (_too_fine, _no_tax_left, _income_gone, _below_rounding, _strong_scale, _imbalance, _nearly_cut_off)
