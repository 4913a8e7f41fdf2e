"""A safeguarded Anderson acceleration for fixed points."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from jaxtyping import Float

WINDOW = 10
STALL_SWEEPS = 60
STALL_FACTOR = 10.0
BLOW_UP = 50.0
MAX_STEP = 2.0
_RIDGE = 1e-14

Vector = Float[np.ndarray, " z"]
Step = Callable[[np.ndarray], tuple[np.ndarray, float]]


@dataclass(frozen=True, eq=False)
class Attempt:
    """The best point found, its error, the sweeps spent and how it ended."""

    point: Vector
    error: float
    sweeps: int
    status: Literal["converged", "stalled"]


def accelerate(step: Step, project: Callable[[Vector], Vector], start: Vector, tolerance: float) -> Attempt:
    r"""A zero of f, where `step` returns f and its error, by Anderson acceleration of z + f(z).

    .. math:: z_{k+1} = z_k + f_k - (\Delta Z + \Delta F)\,\arg\min_g \lVert f_k - \Delta F g \rVert

    Walker & Ni (2011), SIAM Journal on Numerical Analysis 49(4), type II, over the last 10 differences. On
    NaN or an error 50 times the best it returns to the best point with half the step; it gives up when 60 sweeps
    bring no factor of ten. `project` re-imposes the numeraire.
    """
    point, best, best_error = start, start, np.inf
    history, mixing = _History(start.size), 1.0
    checkpoint_error, checkpoint = np.inf, 0
    sweeps = 0
    while True:
        gap, error = step(point)
        sweeps += 1
        if error < best_error:
            best, best_error = point, error
        if best_error <= tolerance:
            return Attempt(best, best_error, sweeps, "converged")
        if best_error < checkpoint_error / STALL_FACTOR:
            checkpoint_error, checkpoint = best_error, sweeps
        if sweeps - checkpoint >= STALL_SWEEPS:
            return Attempt(best, best_error, sweeps, "stalled")
        if not error <= BLOW_UP * best_error:
            history, mixing = _History(start.size), mixing / 2
            gap = step(best)[0]
            point, sweeps = best, sweeps + 1
        change = history.accelerated(point, gap, mixing)
        point = project(point + np.clip(change, -MAX_STEP, MAX_STEP))


class _History:
    """The last differences of points and gaps, with the Gram matrix kept up to date."""

    def __init__(self, size: int) -> None:
        self._gaps = np.empty((WINDOW, size))
        self._moves = np.empty((WINDOW, size))
        self._gram = np.zeros((WINDOW, WINDOW))
        self._count = 0
        self._last: tuple[np.ndarray, np.ndarray] | None = None

    def accelerated(self, point: Vector, gap: Vector, mixing: float) -> Vector:
        """The accelerated step from a point with this gap."""
        if self._last is not None:
            self._record(point - self._last[0], gap - self._last[1], mixing)
        self._last = (point, gap)
        used = min(self._count, WINDOW)
        if used == 0:
            return np.asarray(mixing * gap)
        return np.asarray(mixing * gap - self._weights(gap, used) @ self._moves[:used])

    def _record(self, move: Vector, gap_change: Vector, mixing: float) -> None:
        k = self._count % WINDOW
        self._gaps[k] = gap_change
        self._moves[k] = move + mixing * gap_change
        self._count += 1
        used = min(self._count, WINDOW)
        row = self._gaps[:used] @ gap_change
        self._gram[k, :used] = row
        self._gram[:used, k] = row

    def _weights(self, gap: Vector, used: int) -> Float[np.ndarray, " m"]:
        """Least squares by normal equations scaled to a unit diagonal."""
        gram = self._gram[:used, :used]
        scale = 1 / np.sqrt(np.maximum(np.diag(gram), np.finfo(float).tiny))
        matrix = gram * scale[:, None] * scale + _RIDGE * np.eye(used)
        return np.asarray(scale * np.linalg.solve(matrix, scale * (self._gaps[:used] @ gap)))
