"""A safeguarded Anderson acceleration for batches of fixed points."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Literal, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Bool, Float, Int

WINDOW = 8
STALL_SWEEPS = 60
STALL_FACTOR = 10.0
BLOW_UP = 50.0
MAX_STEP = 2.0
_RIDGE = 1e-14
_COMPACT_BELOW = 0.8

Vector = Float[np.ndarray, " z"]
Vectors = Float[np.ndarray, "b z"]
Step = Callable[[np.ndarray], tuple[np.ndarray, float]]


@dataclass(frozen=True, eq=False)
class Attempt:
    """The best point found, its error, the sweeps spent and how it ended."""

    point: Vector
    error: float
    sweeps: int
    status: Literal["converged", "stalled"]


@runtime_checkable
class FixedPoints(Protocol):
    """Independent problems, one in each row of the points."""

    def step(self, points: Vectors) -> tuple[Vectors, Float[np.ndarray, " b"]]:
        """The step f from each point and the error there."""

    def project(self, points: Vectors) -> Vectors:
        """The points with what no error can see set right (the numeraire)."""

    def of_scenarios(self, kept: Int[np.ndarray, " c"]) -> "FixedPoints":
        """The same problems, some of them only."""


def accelerate(step: Step, project: Callable[[Vector], Vector], start: Vector, tolerance: float) -> Attempt:
    """A zero of one step function; see `accelerate_batch`."""
    return accelerate_batch(_One(step, project), start[None], tolerance)[0]


@dataclass(frozen=True, eq=False)
class _One:
    """A single fixed point as a batch of one."""

    one_step: Step
    one_project: Callable[[Vector], Vector]

    def step(self, points: Vectors) -> tuple[Vectors, Float[np.ndarray, " b"]]:
        gap, error = self.one_step(points[0])
        return gap[None], np.array([error])

    def project(self, points: Vectors) -> Vectors:
        return self.one_project(points[0])[None]

    def of_scenarios(self, kept: Int[np.ndarray, " c"]) -> "_One":
        return self


def accelerate_batch(problems: FixedPoints, start: Vectors, tolerance: float) -> list[Attempt]:
    r"""Zeros of f by Anderson acceleration of z + f(z), for each row by itself.

    .. math:: z_{k+1} = z_k + f_k - (\Delta Z + \Delta F)\,\arg\min_g \lVert f_k - \Delta F g \rVert

    Walker & Ni (2011), SIAM Journal on Numerical Analysis 49(4), type II, over the last 8 differences. On
    NaN or an error 50 times the best a row returns to its best point with half the step; it gives up when 60 sweeps
    bring no factor of ten. `project` re-imposes the numeraire. Rows that ended leave the batch.
    """
    progress, history = _Progress.at(start), _History.empty(*start.shape)
    ended: list[Attempt | None] = [None] * len(start)
    point, sweeps = start, 0
    while True:
        gap, error = problems.step(point)
        sweeps += 1
        progress.record(point, gap, error, sweeps)
        for b in progress.ends(sweeps, tolerance).tolist():
            ended[progress.scenario[b]] = progress.attempt(b, sweeps, tolerance)
        if progress.over.all():
            return [attempt for attempt in ended if attempt is not None]
        if progress.over.mean() > 1 - _COMPACT_BELOW:
            kept = np.flatnonzero(~progress.over)
            problems = problems.of_scenarios(kept)
            progress, history = progress.of_scenarios(kept), history.of_scenarios(kept)
            point, gap, error = point[kept], gap[kept], error[kept]
        lost = ~(error <= BLOW_UP * progress.best_error)
        if lost.any():
            history.forget(lost)
            progress.mixing[lost] /= 2
            point, gap = (np.where(lost[:, None], *pair) for pair in ((progress.best, point), (progress.best_gap, gap)))
        change = history.accelerated(point, gap, progress.mixing[:, None])
        point = problems.project(point + np.clip(change, -MAX_STEP, MAX_STEP))


@dataclass(eq=False)
class _Progress:
    """Each scenario still in the batch: its best point, when it last gained a factor of ten, whether it is over."""

    scenario: Int[np.ndarray, " b"]
    best: Vectors
    best_gap: Vectors
    best_error: Float[np.ndarray, " b"]
    checkpoint_error: Float[np.ndarray, " b"]
    checkpoint: Int[np.ndarray, " b"]
    mixing: Float[np.ndarray, " b"]
    over: Bool[np.ndarray, " b"]

    @classmethod
    def at(cls, start: Vectors) -> "_Progress":
        b = len(start)
        none = np.full(b, np.inf)
        nothing = np.zeros(b, dtype=int)
        return cls(np.arange(b), start.copy(), 0 * start, none, none, nothing, np.ones(b), nothing.astype(bool))

    def of_scenarios(self, kept: Int[np.ndarray, " c"]) -> "_Progress":
        return _Progress(*(getattr(self, field.name)[kept] for field in fields(self)))

    def record(self, point: Vectors, gap: Vectors, error: Float[np.ndarray, " b"], sweeps: int) -> None:
        better = error < self.best_error
        np.copyto(self.best, point, where=better[:, None])
        np.copyto(self.best_gap, gap, where=better[:, None])
        self.best_error = np.where(better, error, self.best_error)
        gained = self.best_error < self.checkpoint_error / STALL_FACTOR
        self.checkpoint_error = np.where(gained, self.best_error, self.checkpoint_error)
        self.checkpoint = np.where(gained, sweeps, self.checkpoint)

    def ends(self, sweeps: int, tolerance: float) -> Int[np.ndarray, " e"]:
        """The rows that end now: converged, or without progress."""
        over = (self.best_error <= tolerance) | (sweeps - self.checkpoint >= STALL_SWEEPS)
        now = np.flatnonzero(over & ~self.over)
        self.over = self.over | over
        return now

    def attempt(self, b: int, sweeps: int, tolerance: float) -> Attempt:
        error = float(self.best_error[b])
        return Attempt(self.best[b].copy(), error, sweeps, "converged" if error <= tolerance else "stalled")


@dataclass(eq=False)
class _History:
    """The last differences of points and gaps of each scenario, with their Gram matrices kept up to date."""

    gaps: Float[np.ndarray, "b w z"]
    moves: Float[np.ndarray, "b w z"]
    gram: Float[np.ndarray, "b w w"]
    count: Int[np.ndarray, " b"]
    last: tuple[Vectors, Vectors] | None = None

    @classmethod
    def empty(cls, scenarios: int, size: int) -> "_History":
        room = (scenarios, WINDOW, size)
        return cls(np.zeros(room), np.zeros(room), np.zeros((*room[:2], WINDOW)), np.full(scenarios, -1))

    def of_scenarios(self, kept: Int[np.ndarray, " c"]) -> "_History":
        last = None if self.last is None else (self.last[0][kept], self.last[1][kept])
        return _History(self.gaps[kept], self.moves[kept], self.gram[kept], self.count[kept], last)

    def forget(self, lost: Bool[np.ndarray, " b"]) -> None:
        """Start anew; a count of -1 says that there is no last point to take a difference from."""
        self.gaps[lost], self.moves[lost], self.gram[lost], self.count[lost] = 0.0, 0.0, 0.0, -1

    def accelerated(self, point: Vectors, gap: Vectors, mixing: Float[np.ndarray, "b 1"]) -> Vectors:
        """The accelerated step from points with these gaps."""
        if self.last is not None:
            self._record(point - self.last[0], gap - self.last[1], mixing)
        self.last = (point, gap)
        self.count += 1
        used = min(int(self.count.max()), WINDOW)
        if used == 0:
            return np.asarray(mixing * gap)
        weights = self._weights(gap, used)
        return np.asarray(mixing * gap - (weights[:, None] @ self.moves[:, :used])[:, 0])

    def _record(self, move: Vectors, gap_change: Vectors, mixing: Float[np.ndarray, "b 1"]) -> None:
        known = np.flatnonzero(self.count >= 0)
        k, used = self.count[known] % WINDOW, min(int(self.count.max()) + 1, WINDOW)
        move += mixing * gap_change
        if len(known) < len(move):
            move, gap_change = move[known], gap_change[known]
        self.gaps[known, k] = gap_change
        self.moves[known, k] = move
        gaps = self.gaps[:, :used] if len(known) == len(self.count) else self.gaps[known, :used]
        row = (gaps @ gap_change[..., None])[..., 0]
        self.gram[known, k, :used] = row
        self.gram[known, :used, k] = row

    def _weights(self, gap: Vectors, used: int) -> Float[np.ndarray, "b m"]:
        """Least squares by normal equations scaled to a unit diagonal; what is not yet recorded gets no weight."""
        gram = self.gram[:, :used, :used]
        scale = 1 / np.sqrt(np.maximum(np.diagonal(gram, axis1=1, axis2=2), np.finfo(float).tiny))
        matrix = gram * scale[:, :, None] * scale[:, None] + _RIDGE * np.eye(used)
        right = scale * (self.gaps[:, :used] @ gap[..., None])[..., 0]
        return np.asarray(scale * np.linalg.solve(matrix, right[..., None])[..., 0])
