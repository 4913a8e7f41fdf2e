"""The search for an equilibrium: Anderson acceleration, then Newton–Krylov, then small steps of the shock."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float

from westphalia.trade.anderson import Attempt, Vector, Vectors, accelerate_batch
from westphalia.trade.conditions import Conditions, State, conditions
from westphalia.trade.equilibrium import TradeEquilibrium
from westphalia.trade.jacobian import inverse_jacobian
from westphalia.trade.residual import distance
from westphalia.trade.steps import closing_steps
from westphalia.trade.sweep import Sweeps, log_world_income_hat, unpack
from westphalia.trade.system import System

PATH_START = 0.25
PATH_SMALLEST = 1 / 64
_NEWTON_STEPS = 30
_ROUNDING = 1e-14


@dataclass(frozen=True, eq=False)
class Solution:
    """The best state found for each scenario, what the conditions say there, the largest error, how it was reached."""

    state: State
    found: Conditions
    error: tuple[float, ...]
    sweeps: tuple[int, ...]
    method: tuple[str, ...]


def search(system: System, weakened: Callable[[float], System], start: Vector, tolerance: float) -> Solution:
    """The equilibrium of one scenario; `weakened(λ)` is the same with the shock at strength λ between 0 and 1.

    Anderson acceleration; where it stalls Newton–Krylov from its best point, unless a country has no income
    there; where that fails continuation in the shock. The best point is returned even if nothing converged.
    """
    with np.errstate(all="ignore"):
        attempt, method = _at_start(system, start) if start.any() else None, "Anderson"
        if attempt is None or not attempt.residual <= tolerance:
            attempt = _anderson(system, start, tolerance)
        if not attempt.residual <= tolerance and _incomes_hold(system, attempt.point):
            attempt, method = _newton_krylov(system, attempt, tolerance), "Newton–Krylov"
        if not attempt.residual <= tolerance:
            attempt, method = _continuation(system, weakened, attempt, tolerance), "continuation in the shock"
        return _at_numeraire(system, [attempt], method)


def search_batch(system: System, start: Vectors, tolerance: float) -> Solution:
    """What Anderson acceleration finds for a batch of scenarios, some of which may not have converged."""
    with np.errstate(all="ignore"):
        return _at_numeraire(system, accelerate_batch(Sweeps.of(system), start, tolerance), "Anderson")


def no_change(system: System) -> Vector:
    """The point at which nothing moves: that of the baseline."""
    blocks = 3 if system.scale is not None else 2
    size: int = system.base.value_added.size + blocks * system.base.output.size
    return np.zeros(size)


def at_equilibrium(system: System, equilibrium: TradeEquilibrium) -> Vector:
    """The point of an equilibrium found before, whatever its shock, parameters and closure."""
    base, known = system.base, equilibrium
    expenditure_hat = np.where(base.bought, known.expenditure_new.T, 1.0) / base.expenditure_or_one[..., 0]
    made, output = base.made[..., 0], base.output[..., 0]
    output_hat = np.where(made, known.output_new.T / np.where(made, output, 1.0), known.cost_hat.T)
    blocks = [known.wage_hat[None], known.price_hat.T, expenditure_hat]
    if system.scale is not None:
        blocks.append(output_hat)
    return np.asarray(np.log(np.concatenate([block.ravel() for block in blocks])))


def _at_start(system: System, start: Vector) -> Attempt:
    """A start that meets the conditions already needs no step, and no Jacobian either."""
    found = conditions(unpack(start[None], system), system)
    return Attempt(start, float(distance(found, system).residual[0]), 1, "converged")


def _at_numeraire(system: System, attempts: Sequence[Attempt], method: str) -> Solution:
    """Everything is homogeneous in the unknowns: shift them once more so that the numeraire holds exactly."""
    points = np.stack([attempt.point for attempt in attempts])
    state = unpack(points, system)
    found = conditions(state, system)
    off = np.log(found.labour_income.sum(axis=0) / system.base.value_added.sum())
    if not (np.abs(off) <= _ROUNDING).all():
        state = unpack(points - off[:, None], system)
        found = conditions(state, system)
    return Solution(
        state,
        found,
        error=tuple(attempt.residual for attempt in attempts),
        sweeps=tuple(attempt.sweeps for attempt in attempts),
        method=(method,) * len(attempts),
    )


def _incomes_hold(system: System, point: Vector) -> bool:
    return bool((conditions(unpack(point[None], system), system).income > 0).all())


def _anderson(system: System, start: Vector, tolerance: float) -> Attempt:
    return accelerate_batch(Sweeps.of(system), start[None], tolerance)[0]


def _packed(blocks: Sequence[Float[np.ndarray, "... n b"]]) -> Vectors:
    """One row for each scenario."""
    return np.ascontiguousarray(np.concatenate([block.reshape(-1, block.shape[-1]) for block in blocks]).T)


def _newton_krylov(system: System, attempt: Attempt, tolerance: float) -> Attempt:
    """Inexact Newton steps, Knoll & Keyes (2004), J. Comput. Phys. 193; the numeraire replaces one wage equation."""
    from scipy.optimize import NoConvergence, newton_krylov

    best, inverse = attempt, inverse_jacobian(system)

    def step_from(point: Vector) -> Vector:
        nonlocal best
        found = conditions(unpack(point[None], system), system)
        step: Vector = _packed(closing_steps(found, system.base, inverse))[0]
        residual = distance(found, system).residual
        best = replace(best, sweeps=best.sweeps + 1)
        if residual[0] < best.residual:
            best = replace(best, point=point.copy(), residual=float(residual[0]))
        if best.residual <= tolerance:
            raise _Reached
        step[: system.base.value_added.size] += log_world_income_hat(point[None], system)
        return step

    try:
        newton_krylov(step_from, attempt.point, f_tol=0.0, maxiter=_NEWTON_STEPS)
    except _Reached:
        return replace(best, status="converged")
    except (NoConvergence, ValueError):  # no step left that helps, or a point at which nothing is defined
        return best
    return best


class _Reached(Exception):
    """The residual is within the tolerance, at whatever point of a Newton step that was found."""


def _continuation(system: System, weakened: Callable[[float], System], attempt: Attempt, tolerance: float) -> Attempt:
    """The equilibrium followed from no shock to the whole shock; a step that fails is halved."""
    point = no_change(system)
    reached, length, sweeps = 0.0, PATH_START, attempt.sweeps
    while reached < 1.0 and length >= PATH_SMALLEST:
        strength = min(1.0, reached + length)
        found = _anderson(system if strength == 1 else weakened(strength), point, tolerance)
        sweeps += found.sweeps
        if found.status == "converged":
            reached, point = strength, found.point
        else:
            length /= 2
    if reached < 1.0:
        return replace(attempt, sweeps=sweeps)
    return replace(found, sweeps=sweeps)
