"""The top of a smooth hill within bounds, by its gradient."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from jaxtyping import Float

from westphalia.trade.equilibrium import TradeEquilibrium

MAX_STEP = 0.5
_RISE = 1e-4
_HALVINGS = 12
_STEPS = 100
_FLAT = 1e-9

Rates = Float[np.ndarray, " r"]


class Height(NamedTuple):
    """How high a point lies, its slope and the world there; minus infinity where there is no equilibrium."""

    value: float
    slope: Rates
    world: TradeEquilibrium | None


@dataclass(frozen=True, eq=False)
class Hill:
    """What is climbed: heights between 0 and `largest`, and a `unit` of slope that counts as one for each rate."""

    height: Callable[[Rates], Height]
    largest: float
    unit: Rates


@dataclass(frozen=True, eq=False)
class Summit:
    """Where the climb ended, the slope left, how curved the hill is there and the heights evaluated."""

    point: Rates
    reached: Height
    residual: float
    curvature: Float[np.ndarray, "r r"]
    evaluations: int


def climb(hill: Hill, start: Rates, curvature: Float[np.ndarray, "r r"], tolerance: float) -> Summit:
    r"""The top reached uphill from a start: projected quasi-Newton steps with the BFGS update.

    .. math::
        x_{k+1} = P\bigl(x_k + a_k B_k^{-1} g_k\bigr), \qquad
        B_{k+1} = B_k - \frac{B_k s s^\top B_k}{s^\top B_k s} + \frac{y y^\top}{s^\top y}

    over the rates not held at a bound, s the move and y the fall of the slope. Nocedal & Wright (2006), Numerical
    Optimization, ch. 6; Bertsekas (1982), SIAM Journal on Control and Optimization 20(2), for the bounds. A step is
    halved until it rises; on ground too flat to tell, until the slope falls. Stops when the slope left is within
    `tolerance` or no step helps.
    """
    here, reached, evaluations = start, hill.height(start), 1
    for _ in range(_STEPS):
        if not slope_left(hill, here, reached.slope) > tolerance or reached.world is None:
            break
        move = _step(hill, here, reached.slope, curvature)
        there, next_, tried = _uphill(hill, here, reached, move)
        evaluations += tried
        if there is None:
            break
        curvature = _updated(curvature, there - here, reached.slope - next_.slope)
        here, reached = there, next_
    return Summit(here, reached, slope_left(hill, here, reached.slope), curvature, evaluations)


def slope_left(hill: Hill, point: Rates, slope: Rates) -> float:
    """The largest slope, in its unit, that does not push against a bound."""
    return float(np.abs(np.where(_held(hill, point, slope), 0.0, slope / hill.unit)).max())


def _held(hill: Hill, point: Rates, slope: Rates) -> np.ndarray:
    return np.asarray(((point <= 0) & (slope <= 0)) | ((point >= hill.largest) & (slope >= 0)))


def _step(hill: Hill, point: Rates, slope: Rates, curvature: Float[np.ndarray, "r r"]) -> Rates:
    free = np.flatnonzero(~_held(hill, point, slope))
    move = np.zeros_like(point)
    move[free] = np.linalg.solve(curvature[np.ix_(free, free)], slope[free])
    return np.asarray(np.clip(move, -MAX_STEP, MAX_STEP))


def _uphill(hill: Hill, here: Rates, reached: Height, move: Rates) -> tuple[Rates | None, Height, int]:
    """The first of the halved steps that helps, and how many were tried."""
    left = slope_left(hill, here, reached.slope)
    for halvings in range(_HALVINGS):
        there = np.clip(here + move / 2**halvings, 0.0, hill.largest)
        found = hill.height(there)
        rise = found.value - reached.value
        flat = abs(rise) <= _FLAT and slope_left(hill, there, found.slope) < left
        if flat or rise >= _RISE * max(reached.slope @ (there - here), 0.0) + _FLAT:
            return there, found, halvings + 1
    return None, reached, _HALVINGS


def _updated(curvature: Float[np.ndarray, "r r"], move: Rates, fall: Rates) -> Float[np.ndarray, "r r"]:
    """The curvature after one more pair; pairs without curvature teach nothing."""
    seen, known = float(move @ fall), curvature @ move
    if not seen > _RISE * float(move @ known):
        return curvature
    return np.asarray(curvature - np.outer(known, known) / (move @ known) + np.outer(fall, fall) / seen)
