r"""A price cap on oil: what a barrel brings with part of the sales under the cap, and what the cap takes.

Arrays run along years, settings or anything else `k`; prices in USD a barrel, volumes in million barrels a day,
revenue in USD bn a year, shares as fractions. How much of the sales obeys a cap, χ, is never known and always given.
"""

from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from westphalia.errors import DataError

__all__ = [
    "DAYS",
    "export_revenue",
    "lost_share",
    "net_price",
    "price_on_board",
    "revenue_per_dollar_of_cap",
    "revenue_per_point_capped",
    "setting_behind",
]

DAYS: Final = 365
_MILLIONS_TO_BILLIONS: Final = 1e-3
_ROUNDING: Final = 1e-9

Prices = Float[np.ndarray, " k"]


def price_on_board(world: Prices, discount: Prices, freight: Prices) -> Prices:
    r"""Price of a barrel on board at the exporter's port.

    .. math:: P^{FOB} = P^{world} - discount - freight

    Where a discount is quoted on board it holds the freight already, which is then zero.
    """
    price = world - discount - freight
    _refuse("price on board", price, ~(price > 0), "above zero: discount and freight take all of the world price")
    return np.asarray(price)


def net_price(on_board: Prices, cap: Prices, capped: Prices, shadow: Prices) -> Prices:
    r"""What a barrel brings on average when a share χ is sold under the cap.

    .. math:: P^{eff} = \chi \min(P^{FOB}, cap) + (1 - \chi) P^{shadow}

    A cap above the price on board takes nothing. The shadow price is what sales outside it fetch; where nothing is
    known of it, the price on board. With χ = 0, or an infinite cap and a shadow price on board, nothing changes.
    """
    _refuse("share under the cap", capped, ~((capped >= 0) & (capped <= 1)), "a fraction from 0 to 1")
    _refuse("cap", cap, ~(cap > 0), "above zero")
    return np.asarray(capped * np.minimum(on_board, cap) + (1 - capped) * shadow)


def export_revenue(price: Prices, volume: Prices) -> Prices:
    r"""Revenue in USD bn a year, :math:`R = 365\, P\, q / 1000`, q in million barrels a day."""
    _refuse("volume", volume, ~((volume >= 0) & (volume < np.inf)), "zero or more")
    return np.asarray(DAYS * price * volume * _MILLIONS_TO_BILLIONS)


def revenue_per_dollar_of_cap(on_board: Prices, cap: Prices, capped: Prices, volume: Prices) -> Prices:
    r"""What lowering the cap by a dollar takes a year, USD bn: :math:`0.365\, \chi q` where it binds, else 0."""
    return np.asarray(np.where(cap <= on_board, export_revenue(capped, volume), 0.0))


def revenue_per_point_capped(on_board: Prices, cap: Prices, volume: Prices) -> Prices:
    r"""What the cap takes more a year where one point more of the sales obeys it, USD bn.

    .. math:: 0.01 \times 0.365\, q\, (P^{FOB} - \min(P^{FOB}, cap))

    The slope in χ of :math:`P^0 - P^{eff} = \chi\, (P^{FOB} - \min(P^{FOB}, cap))`, with
    :math:`P^0 = \chi P^{FOB} + (1 - \chi) P^{shadow}`: without the cap who would obey it sells at the price on board.
    """
    return np.asarray(0.01 * export_revenue(on_board - np.minimum(on_board, cap), volume))


def lost_share(with_cap: Prices, without: Prices) -> Prices:
    r"""Part of the revenue that a cap takes at an unchanged volume, :math:`1 - P^{eff} / P^{0}`."""
    _refuse("price without the cap", without, ~(without > 0), "above zero")
    return np.asarray(1 - with_cap / without)


def setting_behind(caps: tuple[float, float], lost: tuple[float, float]) -> tuple[float, float]:
    r"""The one price and share χ at which two caps take two given parts of revenue, sales outside at the same price.

    .. math:: \ell_k = \chi\,(1 - c_k / P) \quad\Rightarrow\quad
        P = \frac{\ell_2 c_1 - \ell_1 c_2}{\ell_2 - \ell_1}, \qquad \chi = \frac{\ell_1}{1 - c_1 / P}

    Two equations in two unknowns: it says what two published figures imply together, and confirms neither. P is
    above both caps by construction; refused where χ would be above one.
    """
    (first, second), (less, more) = caps, lost
    if not first > second > 0 or not 1 > more > less > 0:
        raise DataError(f"caps {caps} and losses {lost}: give the higher cap first, then the lower with a larger loss.")
    price = (more * first - less * second) / (more - less)
    capped = less / (1 - first / price)
    if capped > 1 + _ROUNDING:
        raise DataError(f"caps {caps} and losses {lost}: no share of sales up to 1 gives them.")
    return price, min(capped, 1.0)


def _refuse(what: str, values: Prices, wrong: Bool[np.ndarray, " k"], expected: str) -> None:
    """Name the first value that is wrong."""
    if wrong.any():
        place = int(np.argmax(wrong))
        raise DataError(f"{what}: {values[place]} at place {place} (counted from 0) is not {expected}.")
