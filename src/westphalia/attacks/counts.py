r"""Counts a day and a month: scatter beyond chance, days without any, and the range a month's total deserves.

Counts are whole numbers a day. They are announcements, not measurements: the scatter described here is that of what
was announced. A distribution is an array of probabilities of 0, 1, 2, …, along `x`; months run along `t`.
"""

import math
from statistics import NormalDist
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.errors import DataError

__all__ = [
    "dispersion",
    "distribution",
    "interval",
    "moments",
    "negative_binomial",
    "negative_binomial_size",
    "rejects_poisson",
    "student_quantile",
    "total",
    "total_range",
]

TAIL: Final = 1e-9
_FEWEST: Final = 2
_LEAST_FREEDOM: Final = 2.0
_TOO_FAR: Final = 3.0


def dispersion(mean: float, variance: float) -> float:
    r"""Variance of daily counts over their mean, :math:`v / \mu`; one where each attack came alone and by chance."""
    _positive("mean of daily counts", mean)
    return _known("variance of daily counts", variance) / mean


def rejects_poisson(mean: float, variance: float, days: int) -> bool:
    r"""Whether the scatter is beyond chance.

    .. math:: \frac{v}{\mu} > 1 + 3\sqrt{\frac{2}{n-1}}

    Fisher's index of dispersion: with n days of independent events :math:`(n-1)v/\mu` is nearly χ² with n−1 degrees
    of freedom, mean n−1 and variance 2(n−1); three of its standard deviations are the bound.
    """
    _days(days)
    return dispersion(mean, variance) > 1 + _TOO_FAR * math.sqrt(2 / (days - 1))


def negative_binomial_size(mean: float, variance: float) -> float:
    r"""Size of the negative binomial by moments; infinite (a Poisson) where the variance is not above the mean.

    .. math:: \hat k = \frac{\mu^2}{v - \mu}

    The smaller k, the more the days differ: :math:`v = \mu + \mu^2 / k`. Within a month a trend counts as scatter too.
    """
    excess = _known("variance of daily counts", variance) - _positive("mean of daily counts", mean)
    return mean**2 / excess if excess > 0 else math.inf


def negative_binomial(mean: float, size: float, largest: int) -> Float[np.ndarray, " x"]:
    r"""Probabilities of 0 to `largest`.

    .. math:: p(x) = \frac{\Gamma(x+k)}{x!\,\Gamma(k)} q^k (1-q)^x, \qquad q = \frac{k}{k+\mu}

    By the recurrence :math:`p(x+1) = p(x)\,(x+k)/(x+1)\,(1-q)`, in logs; :math:`k = \infty` is the Poisson.
    """
    _positive("mean", mean)
    _positive("size", size)
    x = np.arange(largest)
    if math.isinf(size):
        steps, first = np.log(mean / (x + 1.0)), -mean
    else:
        steps = np.log((x + size) / (x + 1.0)) + math.log(mean / (size + mean))
        first = -size * math.log1p(mean / size)
    return np.asarray(np.exp(np.concatenate([[first], first + np.cumsum(steps)])))


def total(mean: float, size: float, days: int) -> Float[np.ndarray, " x"]:
    r"""Distribution of the total of n days like these, far enough for all but a billionth.

    .. math:: \sum_{d=1}^{n} N_d \sim \mathrm{NegBin}(n\mu,\; nk)

    Exact where days are independent and alike, and μ and k known: sums of negative binomials with one q are negative
    binomial. With μ and k taken from one month it is too narrow for the next: see `total_range`.
    """
    _days(days)
    return distribution(days * mean, days * size)


def distribution(mean: float, size: float) -> Float[np.ndarray, " x"]:
    """Probabilities of a negative binomial from 0 up to where less than a billionth is left."""
    spread = math.sqrt(mean + mean**2 / size)
    largest = math.ceil(mean + 10 * spread + 10)
    while True:
        found = negative_binomial(mean, size, largest)
        if 1 - found.sum() < TAIL:
            return found
        largest *= 2


def total_range(mean: float, variance: float, days: int, share: float) -> tuple[int, int]:
    r"""Where the total of another n days like these would lie with a chance of `share`, their moments being estimates.

    .. math:: n\mu\, e^{\pm t_\nu \sqrt{2s}}, \qquad s = \frac{\max(v, \mu)}{n\mu^2}, \qquad
        \nu^{-1} = \frac{1}{n-1} + s

    s is the variance of the log of a month's mean by chance. It enters twice: the month seen gives the mean, and the
    one ahead scatters round it. It is an estimate itself: for days close to a gamma distribution with
    :math:`c^2 = v/\mu^2` the variance of :math:`\ln(v/\mu^2)` is :math:`2/(n-1) + 2c^2/n`, that of a χ² over its
    :math:`\nu` degrees of freedom, so the quantile is Student's with those. Assumes that days are independent and that
    the level stays; where days come in waves or the level moves, the total lies outside more often. Below two degrees
    of freedom, where a few days hold nearly all, the scatter itself is unknown: that is refused.
    """
    _days(days)
    known = max(_known("variance of daily counts", variance), _positive("mean of daily counts", mean))
    scatter = known / (days * mean**2)
    freedom = 1 / (1 / (days - 1) + scatter)
    if freedom < _LEAST_FREEDOM:
        raise DataError(f"range of a total: a few of {days} days hold nearly all counts. Give a longer time.")
    width = student_quantile((1 + _part(share)) / 2, freedom) * math.sqrt(2 * scatter)
    return round(days * mean * math.exp(-width)), round(days * mean * math.exp(width))


def student_quantile(chance: float, freedom: float) -> float:
    r"""Quantile of Student's distribution, by the expansion of Cornish and Fisher to :math:`\nu^{-3}`.

    .. math:: z + \frac{z^3+z}{4\nu} + \frac{5z^5+16z^3+3z}{96\nu^2} + \frac{3z^7+19z^5+17z^3-15z}{384\nu^3}

    z is the normal quantile. At 95 per cent within 2% from two degrees of freedom on. Abramowitz and Stegun, 26.7.5.
    """
    z = NormalDist().inv_cdf(chance)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def interval(chance: Float[np.ndarray, " x"], share: float) -> tuple[int, int]:
    """The smallest count reached by half of the rest of `share` from below, and the same from above.

    With a share of 0.9: the counts at which 5 and 95 per cent of the distribution are reached.
    """
    reached = np.cumsum(chance) / chance.sum()
    low, high = np.searchsorted(reached, [(1 - _part(share)) / 2, (1 + share) / 2])
    return int(low), int(min(high, chance.size - 1))


def moments(counts: Int[np.ndarray, " d"]) -> tuple[float, float]:
    """Mean and variance (over n−1) of daily counts."""
    _days(counts.size)
    return float(counts.mean()), float(counts.var(ddof=1))


def _part(share: float) -> float:
    if not 0 < share < 1:
        raise DataError(f"share of an interval: {share}. Write a fraction between 0 and 1, such as 0.9.")
    return share


def _days(days: int) -> None:
    if days < _FEWEST:
        raise DataError(f"days covered: {days}. A scatter needs at least two days.")


def _known(what: str, value: float) -> float:
    if not 0 <= value < math.inf:
        raise DataError(f"{what}: {value} is not a number of zero or more.")
    return value


def _positive(what: str, value: float) -> float:
    if not value > 0:
        raise DataError(f"{what}: {value} is not above zero. Leave out a month in which nothing was announced.")
    return value
