"""The minerals deal: what a stream of royalties is worth, and how far each position was from the text signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.scenario.levers import MineralsDeal
from westphalia.world.minerals import MineralsPosition

LEADS: Final = (10, 15, 20)
"""Years from agreement to output: what mines take, as the source of the timeline has it."""
RATES: Final = (0.05, 0.10, 0.15)
"""Real discount rates; assumed: from a public lender's to what investors ask in a country at war."""
ROYALTIES: Final = (0.03, 0.06, 0.12)
"""Royalties over revenue; assumed: a span, since rates differ by mineral and licence."""
OPENING_ASK: Final = 500.0
FIRST_CASH: Final = 0.150
"""Bn USD: the sum first asked for, and what both sides first paid in."""


@dataclass(frozen=True, eq=False)
class RoyaltyGrid:
    """Net present value in bn USD of a revenue of 1 bn a year at full output, by lead `l`, rate `k`, royalty `m`."""

    share: float
    ramp: int
    years: int
    leads: tuple[int, ...]
    rates: tuple[float, ...]
    royalties: tuple[float, ...]
    worth: Float[np.ndarray, "l k m"]


@dataclass(frozen=True, eq=False, kw_only=True)
class MineralsOutcome:
    """A stream along years `t` after the agreement, bn USD, real; `npv` at the lever's rate, between `low` and `high`.

    `worth_of_one` is the present value of a yearly revenue of one at full output; `needed` the yearly revenue at which
    the stream is worth a sum, by sum. `low` and `high` cover the leads and rates of the grid (rates only for a path).
    """

    lever: MineralsDeal
    years: Int[np.ndarray, " t"]
    revenue: Float[np.ndarray, " t"]
    paid: Float[np.ndarray, " t"]
    npv: float
    low: float
    high: float
    worth_of_one: float
    needed: Mapping[float, float]
    grid: RoyaltyGrid

    @property
    def first_year(self) -> int | None:
        """The first year with royalties; None where there is none within the years counted."""
        some = self.years[self.paid > 0]
        return int(some[0]) if some.size else None


@dataclass(frozen=True, eq=False)
class PositionDistances:
    """Places and distances to the text signed of positions `p` on issues `q`; NaN is not stated.

    `together` is the mean over the issues stated in both, each weighing the same; `stated` says how many those are.
    """

    positions: tuple[MineralsPosition, ...]
    issues: tuple[str, ...]
    place: Float[np.ndarray, "p q"]
    distance: Float[np.ndarray, "p q"]
    together: Float[np.ndarray, " p"]
    stated: Int[np.ndarray, " p"]
