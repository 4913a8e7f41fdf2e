"""Debt over GDP from year to year."""

import numpy as np
from jaxtyping import Float

__all__ = ["charge", "debt_path", "snowball"]


def snowball(interest: Float[np.ndarray, "*a t"], growth: Float[np.ndarray, "*a t"]) -> Float[np.ndarray, "*a t"]:
    r"""What a unit of debt over GDP becomes by the end of the year, :math:`R_t = (1 + i_t)/(1 + \gamma_t)`.

    i is the rate on the stock at the end of the year before, γ nominal growth.
    """
    return np.asarray((1 + interest) / (1 + growth))


def debt_path(
    start: Float[np.ndarray, "*a"], factor: Float[np.ndarray, "*a t"], flow: Float[np.ndarray, "*a t"]
) -> Float[np.ndarray, "*a t"]:
    r"""Debt at the end of each year over GDP of that year, from the stock in the first.

    .. math:: d_t = R_t\, d_{t-1} + f_t, \qquad R_t = \frac{1 + i_t}{1 + \gamma_t}, \quad f_t = sfa_t - pb_t

    With R and f constant, :math:`d_t = R^t d_0 + f (R^t - 1)/(R - 1)`. What stands in the first year of factor
    and flow is not read.
    """
    debt = np.empty_like(flow)
    debt[..., 0] = start
    for t in range(1, flow.shape[-1]):
        debt[..., t] = debt[..., t - 1] * factor[..., t] + flow[..., t]
    return debt


def charge(
    rate: Float[np.ndarray, "*a t"], growth: Float[np.ndarray, "*a t"], debt: Float[np.ndarray, "*a t"]
) -> Float[np.ndarray, "*a t"]:
    r"""What a yearly rate on the debt of the year before comes to, over GDP of the year; NaN in the first year.

    .. math:: \frac{q_t}{1 + \gamma_t} d_{t-1}

    With q = i it is the interest bill, with q = γ what growth takes off the debt.
    """
    before = np.roll(debt, 1, axis=-1)
    before[..., 0] = np.nan
    return np.asarray(rate / (1 + growth) * before)
