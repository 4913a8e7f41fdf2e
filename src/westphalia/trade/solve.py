"""The equilibrium of a trade shock."""

import time
from dataclasses import replace
from weakref import WeakKeyDictionary

import numpy as np
from jaxtyping import Float

from westphalia.errors import NotConverged, ScenarioError
from westphalia.trade.anderson import Attempt, accelerate
from westphalia.trade.conditions import Conditions, State, conditions
from westphalia.trade.equilibrium import (
    CLOSURES,
    NUMERAIRE,
    Closure,
    TradeEquilibrium,
    TradeParameters,
    TradeShock,
)
from westphalia.trade.system import System, build_system
from westphalia.world.baseline import Baseline

TOLERANCE = 1e-9
PURGE_TOLERANCE = 1e-12
WAGE_STEP = 0.4
MIN_INCOME = 0.05

_purged: WeakKeyDictionary[Baseline, dict[tuple[object, ...], Baseline]] = WeakKeyDictionary()


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
    return _equilibrium(baseline, shock, parameters, closure, tolerance)


def no_shock(baseline: Baseline) -> TradeShock:
    """The shock that changes nothing: baseline duties, no other cost."""
    return TradeShock(tariff_new=baseline.tariff)


def purged(baseline: Baseline, parameters: TradeParameters) -> Baseline:
    """The baseline with all imbalances gone (T' = 0), kept for later calls: Ossa (2014)."""
    scale = b"" if parameters.scale is None else parameters.scale.tobytes()
    key = (parameters.elasticity.tobytes(), scale, parameters.labour_supply, parameters.revenue)
    kept = _purged.setdefault(baseline, {})
    if key not in kept:
        found = _equilibrium(baseline, no_shock(baseline), parameters, "balanced", PURGE_TOLERANCE)
        kept[key] = replace(baseline, name=f"{baseline.name}, balanced", flow=found.flow_new)
    return kept[key]


def _equilibrium(
    baseline: Baseline, shock: TradeShock, parameters: TradeParameters, closure: Closure, tolerance: float
) -> TradeEquilibrium:
    started = time.perf_counter()
    system = build_system(baseline, shock, parameters, closure)
    with np.errstate(all="ignore"):
        attempt = _search(system, tolerance)
    found = conditions(_unpack(attempt.point, system), system)
    _require_incomes(baseline, system, found)
    if attempt.error > tolerance:
        raise NotConverged(f"residual {attempt.error:.1e} after {attempt.sweeps} sweeps, wanted {tolerance:.0e}.")
    return _result(baseline, shock, parameters, tolerance, system, attempt, time.perf_counter() - started)


def _search(system: System, tolerance: float) -> Attempt:
    size = system.base.value_added.size + (3 if system.scale is not None else 2) * system.base.output.size

    def step(point: np.ndarray) -> tuple[np.ndarray, float]:
        return _gaps(conditions(_unpack(point, system), system), system)

    def project(point: np.ndarray) -> np.ndarray:
        return _with_numeraire(point, system)

    return accelerate(step, project, np.zeros(size), tolerance)


def _gaps(found: Conditions, system: System) -> tuple[Float[np.ndarray, " z"], float]:
    """The steps the solver takes, and the largest relative error over all conditions."""
    wage_step = WAGE_STEP / (1 + system.labour_supply) * found.wage_gap
    blocks = [wage_step, found.price_gap.ravel(), found.expenditure_gap.ravel()]
    if found.output_gap is not None:
        blocks.append(found.output_gap.ravel())
    step = np.concatenate(blocks)
    error = max(np.abs(found.wage_gap).max(), np.abs(step[found.wage_gap.size :]).max())
    return step, float(error)


def _unpack(point: Float[np.ndarray, " z"], system: System) -> State:
    countries = system.base.value_added.size
    blocks = point[countries:].reshape(-1, *system.base.output.shape)
    return State(point[:countries], blocks[0], blocks[1], blocks[2] if len(blocks) > 2 else None)


def _with_numeraire(point: Float[np.ndarray, " z"], system: System) -> Float[np.ndarray, " z"]:
    """Shift all logs so that world labour income is that of the baseline."""
    state = _unpack(point, system)
    log_labour = system.labour_supply * (state.log_wage_hat - (system.base.final_share * state.log_price_hat).sum(0))
    income = np.exp(state.log_wage_hat + log_labour) * system.base.value_added
    return np.asarray(point - np.log(income.sum() / system.base.value_added.sum()))


def _require_incomes(baseline: Baseline, system: System, found: Conditions) -> None:
    poor = np.flatnonzero(~(found.income > MIN_INCOME * system.base.income))
    if poor.size:
        n = int(poor[0])
        raise NotConverged(
            f"{baseline.axes.countries.labels[n]} would keep "
            f"{found.income[n] / system.base.income[n]:.1%} of its income "
            f"(limit {MIN_INCOME:.0%}): with so little trade left it cannot pay an imbalance of "
            f"{system.base.transfer[n]:+.1f} bn. Use the closure 'balanced'."
        )


def _result(
    baseline: Baseline,
    shock: TradeShock,
    parameters: TradeParameters,
    tolerance: float,
    system: System,
    attempt: Attempt,
    seconds: float,
) -> TradeEquilibrium:
    state = _unpack(attempt.point, system)
    found = conditions(state, system)
    flow = (system.net_kernel * found.demand[:, :, None] * found.supply[:, None, :]).transpose(1, 2, 0)
    gap = (found.earned - found.labour_income).sum() / system.base.value_added.sum()
    return TradeEquilibrium(
        baseline=baseline,
        shock=shock,
        parameters=parameters,
        closure=system.closure,
        numeraire=NUMERAIRE,
        wage_hat=np.exp(state.log_wage_hat),
        labour_hat=found.labour_hat,
        tax_relief_hat=found.tax_relief_hat,
        cost_hat=(found.supply ** (-1 / system.elasticity)).T.copy(),
        price_hat=np.exp(state.log_price_hat).T.copy(),
        consumer_price_hat=found.consumer_price_hat,
        expenditure_new=found.expenditure.T.copy(),
        flow_new=np.ascontiguousarray(flow),
        output_new=found.output.T.copy(),
        revenue_new=found.revenue,
        transfer_new=found.transfer,
        income=system.base.income,
        income_new=found.income,
        residual=attempt.error,
        walras_gap=abs(float(gap)),
        tolerance=tolerance,
        sweeps=attempt.sweeps,
        method="Anderson",
        seconds=seconds,
    )
