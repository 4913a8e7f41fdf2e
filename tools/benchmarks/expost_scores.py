"""How a predicted change compares with what happened: weighted line, error against a rival, coverage."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float

DRAWS = 999
SEED = 2019
FEWEST_CLUSTERS = 5
_FLAT = 1e-12


@dataclass(frozen=True)
class Line:
    """Weighted regression of observed on predicted changes, and their correlation; NaN where nothing varies."""

    correlation: float
    slope: float
    intercept: float


def weighted_line(
    predicted: Float[np.ndarray, " c"], observed: Float[np.ndarray, " c"], weight: Float[np.ndarray, " c"]
) -> Line:
    r"""Correlation, slope and intercept of observed changes on predicted ones.

    .. math::
        r = \frac{S_{xy}}{\sqrt{S_{xx} S_{yy}}}, \quad b = S_{xy}/S_{xx}, \quad a = \bar y - b \bar x, \qquad
        S_{xy} = \sum_c w_c (x_c - \bar x)(y_c - \bar y)

    with means weighted too. A perfect prediction has r = 1, b = 1, a = 0; Kehoe (2005) reports these three.
    """
    share = weight / weight.sum()
    x, y = predicted - share @ predicted, observed - share @ observed
    xx, yy, xy = share @ x**2, share @ y**2, share @ (x * y)
    if xx < _FLAT or yy < _FLAT:
        return Line(np.nan, np.nan, np.nan)
    slope = xy / xx
    return Line(float(xy / np.sqrt(xx * yy)), float(slope), float(share @ observed - slope * (share @ predicted)))


def mean_error(
    predicted: Float[np.ndarray, " c"], observed: Float[np.ndarray, " c"], weight: Float[np.ndarray, " c"]
) -> float:
    """Weighted mean of the absolute differences."""
    return float(weight @ abs(predicted - observed) / weight.sum())


def inside(
    low: Float[np.ndarray, " c"], high: Float[np.ndarray, " c"], observed: Float[np.ndarray, " c"]
) -> Bool[np.ndarray, " c"]:
    """Whether what happened lies in the range, ends included."""
    return np.asarray((low <= observed) & (observed <= high))


def standard_error(
    predicted: Float[np.ndarray, " c"], observed: Float[np.ndarray, " c"], weight: Float[np.ndarray, " c"],
    cluster: np.ndarray,
) -> float:  # fmt: skip
    """Standard error of the correlation when whole clusters are drawn again with replacement, seeded.

    NaN with fewer than five clusters. Cells of one partner move together, so cells are not drawn one by one.
    """
    names, number = np.unique(cluster, return_inverse=True)
    if len(names) < FEWEST_CLUSTERS:
        return np.nan
    chance = np.random.default_rng(SEED)
    times = chance.multinomial(len(names), np.full(len(names), 1 / len(names)), size=DRAWS)
    drawn = [weighted_line(predicted, observed, weight * count[number]).correlation for count in times]
    return float(np.nanstd(drawn, ddof=1))


def relative(
    change: Float[np.ndarray, "partner group"], weight: Float[np.ndarray, "partner group"], axis: int
) -> Float[np.ndarray, "partner group"]:
    """Each cell's factor of change over that of its sector (axis 0) or partner (axis 1), weights of the year before."""
    total = (weight * change).sum(axis=axis, keepdims=True)
    before = weight.sum(axis=axis, keepdims=True)
    whole = np.divide(total, before, out=np.ones_like(total), where=before > 0)
    return np.asarray(change / whole)
