"""A safeguarded Anderson acceleration for batches of fixed points."""

from dataclasses import dataclass, fields
from typing import Literal, NamedTuple, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Bool, Float, Float32, Int

WINDOW = 8
STALL_SWEEPS = 60
STALL_FACTOR = 10.0
BLOW_UP = 50.0
MAX_STEP = 2.0
_RIDGE = 1e-14
_COMPACT_BELOW = 0.8

Vector = Float[np.ndarray, " z"]
Vectors = Float[np.ndarray, "b z"]


@dataclass(frozen=True, eq=False)
class Attempt:
    """The best point found, its residual, the sweeps spent and how it ended."""

    point: Vector
    residual: float
    sweeps: int
    status: Literal["converged", "stalled"]


class Distance(NamedTuple):
    """How far each point is from a solution: the residual decides, the largest gap says whether a step was too long."""

    residual: Float[np.ndarray, " b"]
    gap: Float[np.ndarray, " b"]


@runtime_checkable
class FixedPoints(Protocol):
    """Independent problems, one in each row of the points."""

    def step(self, points: Vectors) -> tuple[Vectors, Distance]:
        """The step f from each point and how far it is from a solution."""

    def project(self, points: Vectors) -> Vectors:
        """The points with what no error can see set right (the numeraire)."""

    def of_scenarios(self, kept: Int[np.ndarray, " c"]) -> "FixedPoints":
        """The same problems, some of them only."""


def accelerate_batch(problems: FixedPoints, start: Vectors, tolerance: float) -> list[Attempt]:
    r"""Zeros of f by Anderson acceleration of z + f(z), for each row by itself.

    .. math:: z_{k+1} = z_k + f_k - (\Delta Z + \Delta F)\,\arg\min_g \lVert f_k - \Delta F g \rVert

    Walker & Ni (2011), SIAM Journal on Numerical Analysis 49(4), type II, over the last 8 differences. On
    NaN or gaps 50 times the best a row returns to its best point with half the step; it gives up when 60 sweeps
    bring no factor of ten. `project` re-imposes the numeraire. Rows that ended leave the batch.
    """
    progress, history = _Progress.at(start), _History.empty(*start.shape)
    ended: list[Attempt | None] = [None] * len(start)
    point, sweeps = start, 0
    while True:
        step, distance = problems.step(point)
        sweeps += 1
        progress.record(point, step, distance, sweeps, tolerance)
        for b in progress.ends(sweeps, tolerance).tolist():
            ended[progress.scenario[b]] = progress.attempt(b, sweeps, tolerance)
        if progress.over.all():
            return [attempt for attempt in ended if attempt is not None]
        if progress.over.mean() > 1 - _COMPACT_BELOW:
            kept = np.flatnonzero(~progress.over)
            problems = problems.of_scenarios(kept)
            progress, history = progress.of_scenarios(kept), history.of_scenarios(kept)
            point, step, distance = point[kept], step[kept], Distance(*(each[kept] for each in distance))
        lost = ~(distance.gap <= BLOW_UP * progress.gap)
        if lost.any():
            history.forget(lost)
            progress.mixing[lost] /= 2
            point = np.where(lost[:, None], progress.best, point)
            step = np.where(lost[:, None], progress.best_step, step)
        change = history.accelerated(point, step, progress.mixing[:, None])
        point = problems.project(point + np.minimum(np.maximum(change, -MAX_STEP), MAX_STEP))


@dataclass(eq=False)
class _Progress:
    """Each scenario still in the batch: its best point, when it last gained a factor of ten, whether it is over."""

    scenario: Int[np.ndarray, " b"]
    best: Vectors
    best_step: Vectors
    residual: Float[np.ndarray, " b"]
    gap: Float[np.ndarray, " b"]
    checkpoint_gap: Float[np.ndarray, " b"]
    checkpoint: Int[np.ndarray, " b"]
    mixing: Float[np.ndarray, " b"]
    over: Bool[np.ndarray, " b"]

    @classmethod
    def at(cls, start: Vectors) -> "_Progress":
        b = len(start)
        none = np.full(b, np.inf)
        nothing = np.zeros(b, dtype=int)
        return cls(np.arange(b), start.copy(), 0 * start, none, none, none, nothing, np.ones(b), nothing.astype(bool))

    def of_scenarios(self, kept: Int[np.ndarray, " c"]) -> "_Progress":
        return _Progress(*(getattr(self, field.name)[kept] for field in fields(self)))

    def record(self, point: Vectors, step: Vectors, distance: Distance, sweeps: int, tolerance: float) -> None:
        """A point is better with smaller gaps, and one that meets the tolerance is the best there is."""
        better = (distance.gap < self.gap) | (distance.residual <= tolerance)
        np.copyto(self.best, point, where=better[:, None])
        np.copyto(self.best_step, step, where=better[:, None])
        self.residual = np.where(better, distance.residual, self.residual)
        self.gap = np.where(better, distance.gap, self.gap)
        gained = self.gap < self.checkpoint_gap / STALL_FACTOR
        self.checkpoint_gap = np.where(gained, self.gap, self.checkpoint_gap)
        self.checkpoint = np.where(gained, sweeps, self.checkpoint)

    def ends(self, sweeps: int, tolerance: float) -> Int[np.ndarray, " e"]:
        """The rows that end now: converged, or without progress."""
        over = (self.residual <= tolerance) | (sweeps - self.checkpoint >= STALL_SWEEPS)
        now = np.flatnonzero(over & ~self.over)
        self.over = self.over | over
        return now

    def attempt(self, b: int, sweeps: int, tolerance: float) -> Attempt:
        residual = float(self.residual[b])
        return Attempt(self.best[b].copy(), residual, sweeps, "converged" if residual <= tolerance else "stalled")


@dataclass(eq=False)
class _History:
    """The last differences of points and gaps of each scenario, with their Gram matrices kept up to date.

    In single precision: differences shrink with the steps, and what a step lacks the next one makes up for.
    """

    gaps: Float32[np.ndarray, "b w z"]
    moves: Float32[np.ndarray, "b w z"]
    gram: Float[np.ndarray, "b w w"]
    count: Int[np.ndarray, " b"]
    last: tuple[Vectors, Vectors] | None = None

    @classmethod
    def empty(cls, scenarios: int, size: int) -> "_History":
        room = (scenarios, WINDOW, size)
        gaps, moves = np.zeros(room, dtype=np.float32), np.zeros(room, dtype=np.float32)
        return cls(gaps, moves, np.zeros((*room[:2], WINDOW)), np.full(scenarios, -1))

    def of_scenarios(self, kept: Int[np.ndarray, " c"]) -> "_History":
        last = None if self.last is None else (self.last[0][kept], self.last[1][kept])
        return _History(self.gaps[kept], self.moves[kept], self.gram[kept], self.count[kept], last)

    def forget(self, lost: Bool[np.ndarray, " b"]) -> None:
        """Start anew; a count of -1 says that there is no last point to take a difference from."""
        self.gaps[lost], self.moves[lost], self.gram[lost], self.count[lost] = 0.0, 0.0, 0.0, -1

    def accelerated(self, point: Vectors, gap: Vectors, mixing: Float[np.ndarray, "b 1"]) -> Vectors:
        """The accelerated step from points with these gaps."""
        plain = gap if (mixing == 1).all() else np.asarray(mixing * gap)
        against = None if self.last is None else self._record(point, gap, mixing)
        self.last = (point, gap)
        self.count += 1
        used = min(int(self.count.max()), WINDOW)
        if used == 0 or against is None:
            return plain
        weights = self._weights(against[:, :used]).astype(self.moves.dtype)
        return np.asarray(plain - (weights[:, None] @ self.moves[:, :used])[:, 0])

    def _record(self, point: Vectors, gap: Vectors, mixing: Float[np.ndarray, "b 1"]) -> Float[np.ndarray, "b w"]:
        """Take the last differences in; what comes back are the products of all differences of gaps with the gap."""
        assert self.last is not None
        change = gap - self.last[1]
        move = point - self.last[0]
        move += change if (mixing == 1).all() else mixing * change
        known = np.flatnonzero(self.count >= 0)
        k, used = self.count[known] % WINDOW, min(int(self.count.max()) + 1, WINDOW)
        self.gaps[known, k], self.moves[known, k] = change[known], move[known]
        row = self._times(change, used)[known]
        self.gram[known, k, :used] = row
        self.gram[known, :used, k] = row
        return self._times(gap, used)

    def _times(self, gap: Vectors, used: int) -> Float[np.ndarray, "b m"]:
        """The last differences of gaps times a gap each."""
        column = gap[..., None].astype(self.gaps.dtype, copy=False)
        return np.asarray((self.gaps[:, :used] @ column)[..., 0], dtype=float)

    def _weights(self, against: Float[np.ndarray, "b m"]) -> Float[np.ndarray, "b m"]:
        """Least squares by normal equations scaled to a unit diagonal; what is not yet recorded gets no weight."""
        used = against.shape[1]
        gram = self.gram[:, :used, :used]
        scale = 1 / np.sqrt(np.maximum(np.diagonal(gram, axis1=1, axis2=2), np.finfo(float).tiny))
        matrix = gram * scale[:, :, None] * scale[:, None] + _RIDGE * np.eye(used)
        return np.asarray(scale * np.linalg.solve(matrix, (scale * against)[..., None])[..., 0])
