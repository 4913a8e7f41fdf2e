r"""Packages that are accepted, or refused, wherever in their ranges the numbers lie: bounds, without any draw."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from westphalia.bargaining.acceptance import accepts, agreed
from westphalia.bargaining.draws import Ranges
from westphalia.bargaining.packages import Grid, steps
from westphalia.bargaining.preferences import Rule

__all__ = ["Bounds", "Certainty", "certain", "utility_bounds"]

_BLOCK: Final = 2**20
"""Distances looked at together: 8 MB, with some four times that beside it."""


@dataclass(frozen=True)
class Certainty:
    """Packages agreed at the worst for everyone within the ranges, and packages agreed at the best."""

    certain: Bool[np.ndarray, " p"]
    possible: Bool[np.ndarray, " p"]


@dataclass(frozen=True)
class Bounds:
    """Lowest and highest utility of each package for each actor, as far as positions and salience reach."""

    low: Float[np.ndarray, "a p"]
    high: Float[np.ndarray, "a p"]


def certain(ranges: Ranges, grid: Grid, rule: Rule) -> Certainty:
    r"""Packages that are certainly, and possibly, agreed within the ranges from low to high.

    .. math::
        \min U_a(y) \ge \overline d_a \ \text{(certain)}, \qquad \max U_a(y) \ge \underline d_a \ \text{(possible)}

    Every actor's numbers vary by themselves, so both bounds are reached. Salience is taken from low to high; draws
    go beyond in one of five, and a draw may therefore refuse what is certain here.
    """
    sure, may = np.zeros(grid.number, dtype=bool), np.zeros(grid.number, dtype=bool)
    size = max(1, _BLOCK // ranges.mode.position.size)
    for start in range(0, grid.number, size):
        part = np.arange(start, min(start + size, grid.number))
        found = utility_bounds(ranges, grid, part)
        sure[part] = agreed(accepts(found.low, ranges.high.no_deal), rule)
        may[part] = agreed(accepts(found.high, ranges.low.no_deal), rule)
    return Certainty(sure, may)


def utility_bounds(ranges: Ranges, grid: Grid, packages: np.ndarray) -> Bounds:
    r"""Lowest and highest utility over all positions and salience within their ranges.

    A distance is largest from the farther end of the range of positions, and least from its nearest point. Utility is
    then minus the mean distance, weighted by salience between its ends.
    """
    low, high, loss = ranges.low, ranges.high, ranges.mode.loss
    place = [level[step] for level, step in zip(grid.levels, steps(grid, packages).T, strict=True)]
    y = np.stack(place)[None]
    below, above = low.position[:, :, None] - y, y - high.position[:, :, None]
    farthest = np.maximum(np.abs(below), np.abs(above)) ** loss
    nearest = np.maximum(np.maximum(below, above), 0.0) ** loss
    return Bounds(
        -_largest_mean(farthest, low.salience, high.salience), _largest_mean(-nearest, low.salience, high.salience)
    )


def _largest_mean(
    values: Float[np.ndarray, "a q p"], low: Float[np.ndarray, "a q"], high: Float[np.ndarray, "a q"]
) -> Float[np.ndarray, "a p"]:
    r"""Largest weighted mean when each weight may be anything from low to high.

    .. math::
        \max_{s \in [l, h]} \frac{\sum_q s_q v_q}{\sum_q s_q}: \quad s_q = h_q \text{ where } v_q > t, \text{ else } l_q

    with t the mean itself: iterating rises to it, and ends after at most as many steps as there are issues
    (Dinkelbach 1967, On nonlinear fractional programming, Management Science 13, 492-498).
    """
    mean = np.full((values.shape[0], values.shape[2]), -np.inf)
    for _ in range(values.shape[1] + 2):
        weights = np.where(values > mean[:, None, :], high[:, :, None], low[:, :, None])
        better = (weights * values).sum(axis=1) / weights.sum(axis=1)
        if (better <= mean).all():
            break
        mean = np.maximum(mean, better)
    return mean
