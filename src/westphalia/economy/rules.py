r"""The European Union's fiscal room for defence: the escape clause, and a stock lent at another rate (SAFE)."""

import numpy as np
from jaxtyping import Bool, Float

from westphalia.economy.debt import charge

__all__ = ["escape_room", "loan_saving"]


def escape_room(
    extra_share: Float[np.ndarray, "v c t"], room: float, lasts: Bool[np.ndarray, " t"]
) -> tuple[Float[np.ndarray, "v c t"], Float[np.ndarray, "v c t"]]:
    r"""Extra spending left out of the net-expenditure test, and what lies above it, over GDP.

    .. math:: \text{inside}_t = \min(\max(E_t, 0), \text{room}) \text{ while the clause lasts, else } 0, \qquad
        \text{above}_t = \max(E_t, 0) - \text{inside}_t

    The Commission's proposal of March 2025: 1.5% of GDP for four years. `extra_share` must count from the
    clause's own reference year (2021, to be confirmed), not from the plan's. Room is no grant: what is borrowed
    enters debt all the same.
    """
    above_reference = np.maximum(extra_share, 0.0)
    inside = np.where(lasts, np.minimum(above_reference, room), 0.0)
    return inside, above_reference - inside


def loan_saving(
    stock: Float[np.ndarray, "*a t"],
    interest: Float[np.ndarray, "*a t"],
    lent_at: float,
    growth: Float[np.ndarray, "*a t"],
) -> Float[np.ndarray, "*a t"]:
    r"""Interest saved in a year, over GDP of that year, by a stock lent at another rate than the state pays.

    .. math:: z_t = \frac{i_t - i^L}{1 + \gamma_t} L_{t-1}

    L is the loan at the end of a year over GDP of that year; it is part of d, whose rate i the debt equation
    charges in full. The saving lowers debt by what it adds up to, :math:`\Delta d_t = R_t \Delta d_{t-1} - z_t`,
    and is negative where the state borrows more cheaply by itself. Zero in the first year.
    """
    saving = np.zeros_like(stock)
    saving[..., 1:] = charge(interest - lent_at, growth, stock)[..., 1:]
    return saving
