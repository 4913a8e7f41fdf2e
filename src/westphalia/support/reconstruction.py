r"""What rebuilding a country needs over a span of years, and what of it nobody has said he will pay.

Arrays run along the years `t` of the plan. Money is in bn of one currency at the prices of the need. Only money for
rebuilding counts: a loan that pays salaries and pensions, or arms, repairs nothing, and is no source here.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from westphalia.errors import DataError

__all__ = ["Rebuilding", "need_over_output", "rebuilding"]


@dataclass(frozen=True, eq=False)
class Rebuilding:
    """A plan of rebuilding by year: what is to be repaired, who pays for it, and what stays open."""

    planned: Float[np.ndarray, " t"]
    private: Float[np.ndarray, " t"]
    public: Float[np.ndarray, " t"]
    gap: Float[np.ndarray, " t"]
    need: Float[np.ndarray, " t"]

    @property
    def repaired(self) -> Float[np.ndarray, " t"]:
        """What private and public money repair together."""
        return np.asarray(self.private + self.public)


def rebuilding(
    need: float, damage: Float[np.ndarray, " t"], public: Float[np.ndarray, " t"], private_share: float
) -> Rebuilding:
    r"""The need worked off in equal yearly parts, new damage in the year it is done, with what has no payer.

    .. math::
        q_t &= N_0 / H + d_t \\
        v_t &= \min(\pi\, q_t,\; N_{t-1} + d_t) \\
        p_t &= \min(m_t,\; N_{t-1} + d_t - v_t) \\
        N_t &= N_{t-1} + d_t - (v_t + p_t) \\
        g_t &= q_t - (v_t + p_t), \qquad \textstyle\sum_t g_t = N_H

    N is the need still open, d damage, H the years of the plan, q what the plan repairs in a year, v the part private
    money pays, m public money in sight and p what of it finds work. The gap g is below zero in a year that is ahead of
    the plan; over all years the gaps are what is left.
    """
    if not 0 < need < np.inf:
        raise DataError(f"need: {need} is not an amount above zero.")
    if not 0 <= private_share <= 1:
        raise DataError(f"private share: {private_share} is not between 0 and 1. For a third write 0.333.")
    broken, paid = _amounts("damage", damage), _amounts("repair", public)
    planned = need / len(broken) + broken
    private, used, left = (np.zeros(len(broken)) for _ in range(3))
    still = need
    for t, new in enumerate(broken):
        private[t] = min(private_share * planned[t], still + new)
        used[t] = min(paid[t], still + new - private[t])
        left[t] = still = max(0.0, still + new - private[t] - used[t])
    return Rebuilding(planned, private, used, planned - private - used, left)


def need_over_output(need: float, output: float) -> float:
    r"""The need over a year's output of the country, :math:`N / Y`."""
    if not output > 0:
        raise DataError(f"output: {output} is not above zero.")
    return need / output


def _amounts(what: str, values: Float[np.ndarray, " t"]) -> Float[np.ndarray, " t"]:
    """The values, where there are some and every one is an amount of zero or more."""
    if values.size == 0:
        raise DataError(f"{what}: no years. Name at least one.")
    wrong = ~((values >= 0) & (values < np.inf))
    if wrong.any():
        raise DataError(f"{what}: {values[wrong][0]:g} is not zero or more.")
    return values
