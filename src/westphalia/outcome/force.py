"""Soldiers deployed for years: the pool behind them, what each ally can sustain, what they cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.scenario.levers import Force

MULTIPLES: Final[Mapping[float, str]] = MappingProxyType(
    {3.0: "surge, one in three deployed", 4.0: "typical, one in four", 5.0: "kept up for years, one in five"}
)
COSTS: Final[Mapping[str, float]] = MappingProxyType({"low": 0.208, "central": 0.40, "high": 1.0})
"""Millions for a soldier-year, in EUR, GBP and USD of several years alike: anchors, not one price.

Germany's brigade in Lithuania (EUR 1 bn for 4,800), the British operation of 2010-11 (GBP 3.77 bn for 9,500) and the
rule of thumb of the United States in Afghanistan.
"""
WILLINGNESS: Final = (0.05, 0.1, 0.15, 0.2, 0.3, 0.5)


@dataclass(frozen=True, eq=False, kw_only=True)
class ForceOutcome:
    """A force along allies `j`: men, and money in bn of the lever's currency by year `t`.

    `ceiling` is what each can sustain at the lever's multiple and willingness; whoever has named a number has that as
    its ceiling, up to what its whole army keeps up, and `above_ceiling` is what it named beyond. `sends` is what each
    sends, `short` what is missing in all. `largest[m, w]` is the largest force at each multiple and
    willingness, the lever's among them.
    Allies of `unknown_commitments` count with all their land forces. Pools count men at home and in place.
    """

    lever: Force
    allies: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    land_forces: Float[np.ndarray, " j"]
    committed: Float[np.ndarray, " j"]
    unknown_commitments: tuple[str, ...]
    ceiling: Float[np.ndarray, " j"]
    sends: Float[np.ndarray, " j"]
    above_ceiling: Float[np.ndarray, " j"]
    short: float
    pool: float
    pools: Mapping[float, float]
    multiples: Float[np.ndarray, " m"]
    willingness: Float[np.ndarray, " w"]
    largest: Float[np.ndarray, "m w"]
    least_willingness: float
    years: Int[np.ndarray, " t"]
    deployed: Float[np.ndarray, " t"]
    cost: Mapping[str, Float[np.ndarray, " t"]]

    @property
    def feasible(self) -> bool:
        """Whether the allies can sustain the force at the lever's willingness."""
        return self.short <= 0
