"""Soldiers deployed for years: the pool behind them, what each ally can sustain, what they cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.defence.forces import MissionCost
from westphalia.scenario.levers import Force
from westphalia.units import MILLION
from westphalia.world.forces import force_cost

MULTIPLES: Final[Mapping[float, str]] = MappingProxyType(
    {3.0: "surge, one in three deployed", 4.0: "typical, one in four", 5.0: "kept up for years, one in five"}
)
WILLINGNESS: Final = (0.05, 0.1, 0.15, 0.2, 0.3, 0.5)
EDITION: Final = "NATO-2024-06"
_LOW: Final = "german-brigade"
_HIGH: Final = "us-afghanistan"


@lru_cache
def cost_anchors() -> Mapping[str, float]:
    """Millions for a soldier-year, in EUR, GBP and USD of several years alike: anchors, not one price.

    Germany's brigade in Lithuania, what a force costs unless it says otherwise, and the rule of thumb of the United
    States in Afghanistan. The second rounds the British operation of 2010-11, 0.397 m, to two digits.
    """
    central = float(Force.model_fields["cost"].default)
    low, high = (force_cost(name).per_soldier_year / MILLION for name in (_LOW, _HIGH))
    return MappingProxyType({"low": low, "central": central, "high": high})


@dataclass(frozen=True, eq=False, kw_only=True)
class ForceOutcome:
    """A force along allies `j`: men, and money in bn of the lever's currency by year `t`.

    `ceiling` is what each can sustain at the lever's multiple and willingness; whoever has named a number has that as
    its ceiling, up to what its whole army keeps up, and `above_ceiling` is what it named beyond. `sends` is what each
    sends, `short` what is missing in all. `ceiling_by_multiple` has the ceilings at each of `multiples`, and
    `largest[m, w]` the largest force by multiple and willingness where nobody names a number; the lever's own multiple
    and willingness are among them. `displaced` is the part of each ally's defence spending of the first year (its share
    in `EDITION`) that its soldiers cost at full strength without setting up; NaN where the edition has no share.
    Allies of `unknown_commitments` count with all their land forces. Pools count men at home and in place.
    """

    lever: Force
    allies: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    land_forces: Float[np.ndarray, " j"]
    committed: Float[np.ndarray, " j"]
    unknown_commitments: tuple[str, ...]
    ceiling: Float[np.ndarray, " j"]
    ceiling_by_multiple: Float[np.ndarray, "m j"]
    sends: Float[np.ndarray, " j"]
    above_ceiling: Float[np.ndarray, " j"]
    displaced: Float[np.ndarray, " j"]
    short: float
    pool: float
    pools: Mapping[float, float]
    multiples: Float[np.ndarray, " m"]
    willingness: Float[np.ndarray, " w"]
    largest: Float[np.ndarray, "m w"]
    least_willingness: float
    years: Int[np.ndarray, " t"]
    deployed: Float[np.ndarray, " t"]
    mission: MissionCost
    cost: Mapping[str, Float[np.ndarray, " t"]]

    @property
    def feasible(self) -> bool:
        """Whether the allies can sustain the force at the lever's willingness."""
        return self.short <= 0
