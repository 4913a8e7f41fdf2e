r"""How far forecasts were from what was decided: errors, hits, a distribution's score, bands and paired differences.

Forecasts and outcomes run along `q`, one entry an issue, on scales from 0 to 1; actors run along `a`. A residual is the
outcome less the forecast. Chance enters as a seeded generator and nowhere else.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from westphalia.errors import DataError

__all__ = [
    "Interval",
    "absolute_quantile",
    "bootstrap_interval",
    "cluster_bootstrap_interval",
    "covered",
    "crps",
    "held_out_coverage",
    "hit_share",
    "mean_absolute_error",
    "median_absolute_error",
    "root_mean_square_error",
    "within",
]

_ROUNDING = 1e-9


@dataclass(frozen=True)
class Interval:
    """Two ends between which resampled values lie."""

    low: float
    high: float


def mean_absolute_error(residual: Float[np.ndarray, " q"]) -> float:
    r"""Mean absolute error, :math:`\frac1Q \sum_q |o_q - y_q|`."""
    return float(np.abs(_known(residual)).mean())


def root_mean_square_error(residual: Float[np.ndarray, " q"]) -> float:
    r"""Root of the mean squared error, :math:`\sqrt{\frac1Q \sum_q (o_q - y_q)^2}`: large misses weigh more."""
    return float(np.sqrt((_known(residual) ** 2).mean()))


def median_absolute_error(residual: Float[np.ndarray, " q"]) -> float:
    r"""Median of :math:`|o_q - y_q|`: half of the forecasts were nearer."""
    return float(np.median(np.abs(_known(residual))))


def hit_share(residual: Float[np.ndarray, " q"], near: float) -> float:
    r"""Share of forecasts no further off than `near`; a miss by a rounding error is a hit."""
    return float((np.abs(_known(residual)) <= near + _ROUNDING).mean())


def crps(
    position: Float[np.ndarray, "q a"], weight: Float[np.ndarray, "q a"], outcome: Float[np.ndarray, " q"]
) -> Float[np.ndarray, " q"]:
    r"""Continuous ranked probability score of a weighted distribution over positions, on each issue.

    .. math:: \mathrm{CRPS}_q = \sum_a p_{aq} |x_{aq} - o_q| - \tfrac12 \sum_{a,b} p_{aq} p_{bq} |x_{aq} - x_{bq}|,
       \qquad p_{aq} = w_{aq} / \sum_a w_{aq}

    Gneiting & Raftery (2007), JASA 102, eq. 21. In units of the scale; for all weight on one point it is the absolute
    error, so a distribution and a point forecast compare. An actor of weight zero does not count.
    """
    total = weight.sum(axis=-1, keepdims=True)
    if not (weight >= 0).all() or not (total > 0).all():
        raise DataError("weights: zero or more for every actor, and above zero for one on every issue.")
    share = weight / total
    off = (share * np.abs(position - outcome[:, None])).sum(axis=-1)
    return np.asarray(off - _spread_apart(position, share) / 2)


def _spread_apart(position: Float[np.ndarray, "q a"], share: Float[np.ndarray, "q a"]) -> Float[np.ndarray, " q"]:
    r"""Mean distance of two draws, :math:`2 \int F (1 - F)\,dx` in one pass over the sorted positions."""
    order = np.argsort(position, axis=-1, kind="stable")
    below = np.cumsum(np.take_along_axis(share, order, axis=-1), axis=-1)[:, :-1]
    step = np.diff(np.take_along_axis(position, order, axis=-1), axis=-1)
    return np.asarray(2 * (below * (1 - below) * step).sum(axis=-1))


def absolute_quantile(residual: Float[np.ndarray, " q"], level: float) -> float:
    r"""Half-width h of the band :math:`y \pm h` that holds the share `level` of the outcomes scored."""
    return float(np.quantile(np.abs(_known(residual)), level))


def within(residual: Float[np.ndarray, " q"], width: Float[np.ndarray, " q"]) -> float:
    r"""Share of the outcomes inside :math:`y_q \pm h_q`."""
    return float((np.abs(_known(residual)) <= width + _ROUNDING).mean())


def covered(residual: Float[np.ndarray, " q"], half_width: float) -> float:
    """Share of the outcomes inside one band for all issues."""
    return within(residual, np.full(residual.shape, half_width))


def held_out_coverage(residual: Float[np.ndarray, " q"], cluster: Int[np.ndarray, " q"], level: float) -> float:
    r"""Share of outcomes inside a band drawn without them.

    The issues of one cluster (one proposal) are held out in turn; the band is the absolute-residual quantile of all
    others. Issues of one proposal are decided together, so a band may not be drawn from a sibling.
    """
    size = np.abs(_known(residual))
    if len(np.unique(cluster)) < 2:
        raise DataError("held-out coverage: one cluster only, so nothing is left to draw the band from.")
    inside = 0
    for one in np.unique(cluster):
        out = cluster == one
        inside += int((size[out] <= np.quantile(size[~out], level) + _ROUNDING).sum())
    return inside / len(size)


def bootstrap_interval(
    difference: Float[np.ndarray, " q"], rng: np.random.Generator, draws: int = 4000, level: float = 0.95
) -> Interval:
    r"""Percentile interval of the mean of paired differences :math:`|o_q - y_q| - |o_q - y^0_q|`.

    Issues are drawn with replacement, each as a pair. Issues of one proposal are taken as independent here; the
    clustered interval beside it does not.
    """
    return cluster_bootstrap_interval(difference, np.arange(len(difference)), rng, draws, level)


def cluster_bootstrap_interval(
    difference: Float[np.ndarray, " q"],
    cluster: Int[np.ndarray, " q"],
    rng: np.random.Generator,
    draws: int = 4000,
    level: float = 0.95,
) -> Interval:
    r"""As `bootstrap_interval`, with whole clusters drawn: for issues decided together.

    .. math:: \bar d^{(b)} = \sum_g n^{(b)}_g D_g \big/ \sum_g n^{(b)}_g Q_g

    :math:`D_g` is the sum of the differences in a cluster, :math:`Q_g` its number of issues and :math:`n^{(b)}_g` how
    often it was drawn.
    """
    _, group = np.unique(cluster, return_inverse=True)
    size = np.bincount(group)
    total = np.bincount(group, weights=_known(difference))
    drawn = rng.integers(len(size), size=(draws, len(size)))
    mean = total[drawn].sum(axis=1) / size[drawn].sum(axis=1)
    low, high = np.quantile(mean, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high))


def _known(values: Float[np.ndarray, " q"]) -> Float[np.ndarray, " q"]:
    if values.size == 0 or not np.isfinite(values).all():
        raise DataError("scores: a forecast or an outcome is missing, or there is none. Leave the issue out.")
    return values
