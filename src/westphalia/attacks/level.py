r"""The next month's total from a level that wanders, and how such forecasts did against the last 28 days.

Nothing below a month's total is forecast: no day, no place, no kind of weapon. Months run along `t`.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.errors import DataError

__all__ = ["Level", "crps", "level", "log_score", "month_scatter", "next_total"]

FEWEST: Final = 3


@dataclass(frozen=True)
class Level:
    """Where the log of the daily mean stands after the last month, how surely, and by how much it moves in a month.

    `variance` is that of the level itself, `step` the variance of its movement from one month to the next, `scatter`
    what a month's days add to its mean by chance.
    """

    log_mean: float
    variance: float
    step: float
    scatter: float


def level(mean: Float[np.ndarray, " t"], scatter: Float[np.ndarray, " t"]) -> Level:
    r"""The level after the last of some months in a row, by the Kalman filter on logs.

    .. math:: y_t = \ln \mu_t = \ell_t + e_t, \quad \ell_t = \ell_{t-1} + w_t, \qquad
        \hat\sigma_w^2 = \max\Big(0,\; \overline{(\Delta y)^2} - \overline{s_t + s_{t-1}}\Big)

    μ is the mean a day, :math:`s_t = \operatorname{Var} e_t = 1/(n\mu) + 1/(nk)` the scatter of the month's days (the
    square of the coefficient of variation of :math:`\mathrm{NegBin}(n\mu, nk)`). The variance of steps is by moments,
    from months seen so far and no later one. A month without any has no log:
    it is refused.
    """
    if mean.size < FEWEST:
        raise DataError(f"months in a row: {mean.size}. A level that wanders needs at least {FEWEST}.")
    if not (mean > 0).all():
        raise DataError("a month without any attack has no level in logs. Begin after it.")
    y = np.log(mean)
    step = max(0.0, float((np.diff(y) ** 2).mean() - (scatter[1:] + scatter[:-1]).mean()))
    at, variance = float(y[0]), float(scatter[0])
    for seen, noise in zip(y[1:].tolist(), scatter[1:].tolist(), strict=True):
        variance += step
        gain = variance / (variance + noise)
        at, variance = at + gain * (seen - at), variance * (1 - gain)
    return Level(at, variance, step, float(scatter[-1]))


def month_scatter(days: int, mean: float, size: float) -> float:
    r"""What chance does to a month's mean, in logs: :math:`1/(n\mu) + 1/(nk)`."""
    return 1 / (days * mean) + 1 / (days * size)


def next_total(now: Level, days: int, size: float) -> tuple[float, float]:
    r"""Mean and size of the total of the next n days, a negative binomial; one month ahead and no further.

    .. math:: T \sim \mathrm{NegBin}(M, c^{-1}), \quad M = n\, e^{\ell + (P+\sigma_w^2)/2}, \quad
        c = e^{P + \sigma_w^2}\Big(1 + \frac{1}{nk}\Big) - 1

    P is the variance of the level; M and :math:`M + cM^2` are mean and variance of a negative binomial whose mean is
    log-normal, and the negative binomial with the same two stands for it.
    """
    wander = now.variance + now.step
    mean = days * math.exp(now.log_mean + wander / 2)
    spread = math.exp(wander) * (1 + 1 / (days * size)) - 1
    return mean, 1 / spread if spread > 0 else math.inf


def log_score(mean: float, size: float, happened: int) -> float:
    r"""Minus the log of the probability of what happened under a negative binomial; lower is better.

    .. math:: -\ln p(y) = \ln y! + \ln\Gamma(k) - \ln\Gamma(y+k) - k \ln q - y \ln(1-q), \qquad q = \frac{k}{k+\mu}

    Computed directly, so that what was nearly impossible still has its price.
    """
    if math.isinf(size):
        return mean - happened * math.log(mean) + math.lgamma(happened + 1)
    choices = math.lgamma(happened + size) - math.lgamma(size) - math.lgamma(happened + 1)
    return -choices + size * math.log1p(mean / size) - happened * math.log(mean / (size + mean))


def crps(chance: Float[np.ndarray, " x"], happened: int) -> float:
    r"""Continuous ranked probability score, in counts; lower is better.

    .. math:: \sum_x \big(F(x) - 1\{x \ge y\}\big)^2

    Gneiting and Raftery (2007). For a forecast without any spread it is the absolute error.
    """
    reached = np.ones(max(chance.size, happened + 1))
    reached[: chance.size] = np.cumsum(chance)
    return float(((reached - (np.arange(reached.size) >= happened)) ** 2).sum())
