"""Two published readings of the price cap on oil that disagree, each beside our equation at its setting.

One finds the discount made by the embargo and the cap's part negligible; the other that a cap fully enforced would
have taken a tenth of revenue, a lower one four tenths. Nothing is fitted: prices are published ones, and the share of
sales under the cap runs from none to all.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.sanctions import oil
from westphalia.world.sanctions import SanctionsEffect, oil_fact, sanctions_effect

SHARES: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
LOW_CAP: Final = 30.0
_DISCOUNTED: Final = "Brent of 2023 less the embargo's discount"
_CUSTOMS: Final = "customs records of December 2022 and January 2023"


@dataclass(frozen=True, eq=False)
class OilReading:
    """What a cap takes of revenue by share of sales under it `x`, at one published price on board.

    `effect` is the published figure it stands beside.
    """

    effect: SanctionsEffect
    price_words: str
    on_board: float
    cap: float
    shares: Float[np.ndarray, " x"]
    lost: Float[np.ndarray, " x"]


@lru_cache(maxsize=1)
def oil_readings() -> tuple[OilReading, ...]:
    """Each published effect of a cap at the price the embargo left, and at the price customs recorded."""
    low = discounted_price()
    high = oil_fact("crude-price-2023").value
    sixty = oil_fact("cap-2022").value
    settings = (
        ("urals-discount", sixty, _DISCOUNTED, low),
        ("cap-60", sixty, _DISCOUNTED, low),
        ("cap-60", sixty, _CUSTOMS, high),
        ("cap-30", LOW_CAP, _DISCOUNTED, low),
        ("cap-30", LOW_CAP, _CUSTOMS, high),
    )
    shares = np.array(SHARES)
    return tuple(
        OilReading(sanctions_effect(name), words, price, cap, shares, lost_by_share(price, cap, shares))
        for name, cap, words, price in settings
    )


def discounted_price() -> float:
    """Price on board that the embargo's discount leaves of Brent's yearly average, USD a barrel.

    The discount is one of March 2023 on board, so that freight is in it; Brent's is the average of the year.
    """
    world, discount = (np.array([oil_fact(name).value]) for name in ("brent-2023", "urals-discount-2023"))
    return float(oil.price_on_board(world, discount, np.zeros(1))[0])


def lost_by_share(on_board: float, cap: float, shares: Float[np.ndarray, " x"]) -> Float[np.ndarray, " x"]:
    """Part of revenue a cap takes when sales outside it bring the price on board."""
    price = np.full(shares.shape, on_board)
    return oil.lost_share(oil.net_price(price, np.full(shares.shape, cap, dtype=float), shares, price), price)


def implied_by_two_caps() -> tuple[float, float]:
    """The one price and share under the cap that give both of CREA's figures: two equations, two unknowns."""
    sixty, thirty = (sanctions_effect(name).estimate.value or 0.0 for name in ("cap-60", "cap-30"))
    return oil.setting_behind((oil_fact("cap-2022").value, LOW_CAP), (sixty, thirty))
