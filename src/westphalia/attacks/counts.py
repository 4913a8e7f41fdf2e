r"""Counts a day and a month: scatter beyond chance, days without any, and the range a month's total deserves.

Counts are whole numbers a day. They are announcements, not measurements: the scatter described here is that of what
was announced. A distribution is an array of probabilities of 0, 1, 2, …, along `x`; months run along `t`.
"""

import math
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.errors import DataError

__all__ = [
    "dispersion",
    "distribution",
    "hurdle_total",
    "interval",
    "moments",
    "negative_binomial",
    "negative_binomial_size",
    "rejects_poisson",
    "total",
]

TAIL: Final = 1e-9
_FEWEST: Final = 2
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

    Exact where days are independent and alike: sums of negative binomials with one q are negative binomial. Days in
    fact come in waves, which makes the true range wider.
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


def hurdle_total(days: int, zero_days: int, mean: float, variance: float) -> Float[np.ndarray, " x"]:
    r"""Distribution of the total of n days of which many have none.

    .. math:: B \sim \mathrm{Bin}(n, 1-\pi_0), \qquad
        T \mid B \sim B + \mathrm{NegBin}(B(m-1),\; B k_+)

    :math:`\pi_0` is the share of days with none, m and :math:`v_+` mean and variance of the others, and
    :math:`k_+ = (m-1)^2/(v_+ - m + 1)`: a count on a day with some is one and a negative binomial more. Moments of
    those days follow from those of all: :math:`\sum x^2 = (n-1)v + n\mu^2`. Needs two days with some.
    """
    some, m, v = _days_with_some(days, zero_days, mean, variance)
    chance = _binomial(days, some / days)
    if m <= 1:
        return chance
    size = negative_binomial_size(m - 1, v)
    parts = [distribution(b * (m - 1), b * size) for b in range(1, days + 1)]
    out = np.zeros(max(b + part.size for b, part in enumerate(parts, start=1)))
    out[0] = chance[0]
    for b, part in enumerate(parts, start=1):
        out[b : b + part.size] += chance[b] * part
    return out


def _days_with_some(days: int, zero_days: int, mean: float, variance: float) -> tuple[int, float, float]:
    """How many days have some, and mean and variance of the counts on those."""
    _days(days)
    some = days - zero_days
    if not 0 <= zero_days <= days:
        raise DataError(f"days with none: {zero_days} of {days}. Give a number from 0 to the days covered.")
    if some < _FEWEST:
        raise DataError(f"days with some: {some} of {days}. A scatter needs two; give a longer time.")
    squares = (days - 1) * _known("variance of daily counts", variance) + days * mean**2
    m = days * _positive("mean of daily counts", mean) / some
    return some, m, max(0.0, (squares - some * m**2) / (some - 1))


def _binomial(n: int, chance: float) -> Float[np.ndarray, " x"]:
    """Probabilities of 0 to n successes."""
    return np.array([math.comb(n, b) * chance**b * (1 - chance) ** (n - b) for b in range(n + 1)])


def interval(chance: Float[np.ndarray, " x"], share: float) -> tuple[int, int]:
    """The smallest count reached by half of the rest of `share` from below, and the same from above.

    With a share of 0.9: the counts at which 5 and 95 per cent of the distribution are reached.
    """
    if not 0 < share < 1:
        raise DataError(f"share of an interval: {share}. Write a fraction between 0 and 1, such as 0.9.")
    reached = np.cumsum(chance) / chance.sum()
    low, high = np.searchsorted(reached, [(1 - share) / 2, (1 + share) / 2])
    return int(low), int(min(high, chance.size - 1))


def moments(counts: Int[np.ndarray, " d"]) -> tuple[float, float]:
    """Mean and variance (over n−1) of daily counts."""
    _days(counts.size)
    return float(counts.mean()), float(counts.var(ddof=1))


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
