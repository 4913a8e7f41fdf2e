r"""Downed shares: only with the number launched, and only within one way of reporting.

Months or days run along `t`. `launched` and `downed` are counts that one side announced; what counts as downed is a
matter of the reporting regime, so two regimes are never put together.
"""

import math
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from westphalia.errors import DataError

__all__ = ["DownedShare", "beta_binomial", "downed_share", "one_regime", "pooled_share", "share_change"]


@dataclass(frozen=True)
class DownedShare:
    r"""A share p with what it scatters by: ρ is the correlation of two attacks within one month, 0 for pure chance."""

    share: float
    correlation: float


def downed_share(downed: int | float, launched: int | float | None) -> float:
    r"""Part of those launched that was announced as downed, :math:`D / N`.

    Without N there is no share: that is an error, never a guess. Nor can more be downed than were launched.
    """
    if launched is None or math.isnan(launched):
        raise DataError(
            f"share downed: {downed:g} downed without the number launched, so there is no share. Give both or neither."
        )
    if launched <= 0:
        raise DataError(f"share downed: {launched:g} launched. A share needs a number above zero.")
    if not 0 <= downed <= launched:
        raise DataError(
            f"share downed: {downed:g} downed of {launched:g} launched. Downed lies between zero and those."
        )
    return downed / launched


def pooled_share(
    downed: Int[np.ndarray, " t"], launched: Int[np.ndarray, " t"], regime: Int[np.ndarray, " t"]
) -> DownedShare:
    r"""Share and scatter by moments, of times that report alike; more than one regime is refused.

    .. math:: \hat p = \frac{\sum D_t}{\sum N_t}, \qquad
        \hat\rho = \frac{\sum N_t (D_t/N_t - \hat p)^2 - (T-1)\,\hat p(1-\hat p)}
        {\hat p (1-\hat p)\left[\sum N_t - \sum N_t^2/\sum N_t - (T-1)\right]}

    :math:`D_t \mid N_t \sim \mathrm{BetaBin}(N_t, p, \rho)`. Moment estimator of Williams (1982), weights N; kept
    within 0 and 1.
    """
    one_regime(regime)
    if not launched.size or (launched <= 0).any():
        raise DataError("share downed: a time without any launched has no share. Leave it out.")
    for d, n in zip(downed.tolist(), launched.tolist(), strict=True):
        downed_share(d, n)
    p, n = float(downed.sum() / launched.sum()), launched.astype(float)
    chance, room = p * (1 - p), float(n.sum() - (n**2).sum() / n.sum()) - (n.size - 1)
    if chance == 0 or room <= 0:
        return DownedShare(p, 0.0)
    scatter = float((n * (downed / n - p) ** 2).sum())
    return DownedShare(p, min(1.0, max(0.0, (scatter - (n.size - 1) * chance) / (chance * room))))


def one_regime(regime: Int[np.ndarray, " t"]) -> None:
    """Refuse times of several reporting regimes."""
    if np.unique(regime).size > 1:
        raise DataError(
            "share downed: reporting changed between these months, so what counts as downed is not the same. "
            "Compare months of one regime."
        )


def share_change(share: Float[np.ndarray, " t"], regime: Int[np.ndarray, " t"]) -> float:
    """Last share less the first, as a fraction; refused where reporting changed on the way."""
    one_regime(regime)
    return float(share[-1] - share[0])


def beta_binomial(launched: int, fitted: DownedShare) -> Float[np.ndarray, " x"]:
    r"""Probabilities that 0 to N of N launched are announced as downed.

    .. math:: p(x) = \binom{N}{x} \frac{B(x+\alpha,\; N-x+\beta)}{B(\alpha, \beta)}, \qquad
        \alpha = p\,\frac{1-\rho}{\rho}, \quad \beta = (1-p)\,\frac{1-\rho}{\rho}

    Mean Np, variance :math:`Np(1-p)[1+(N-1)\rho]`. By the recurrence of
    neighbours in logs, with ρ multiplied through, so that a ρ of 0 is the binomial.
    """
    p, rho = fitted.share, fitted.correlation
    if not 0 < p < 1:
        out = np.zeros(launched + 1)
        out[launched if p == 1 else 0] = 1.0
        return out
    x = np.arange(launched)
    odds = (x * rho + p * (1 - rho)) / ((launched - x - 1) * rho + (1 - p) * (1 - rho))
    steps = np.log((launched - x) / (x + 1.0)) + np.log(odds)
    logs = np.concatenate([[0.0], np.cumsum(steps)])
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())
