"""A yearly sum for defence shared among allies: who pays under each key, and how much of each gap it closes."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.scenario.levers import Autonomy
from westphalia.scenario.levers.autonomy import Key

KEYS: Final[Mapping[Key, str]] = MappingProxyType(
    {
        "income": "by GDP",
        "gap": "by gap to the target",
        "capacity": "by capacity to pay",
        "exposure": "by exposure",
    }
)
CHOSEN: Final = "chosen"


@dataclass(frozen=True, eq=False, kw_only=True)
class AutonomyOutcome:
    """A sum shared along allies `j`: money in bn EUR of `year`, shares of GDP as fractions.

    `by_key` holds who pays under each of `KEYS` and under the lever's own mix (`CHOSEN`); a key that cannot take the
    sum under the cap stands in `refused` with the reason. `gap` is what each lacks to the lever's target.
    """

    lever: Autonomy
    year: int
    allies: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    total: float
    gdp: Float[np.ndarray, " j"]
    population: Float[np.ndarray, " j"]
    share: Float[np.ndarray, " j"]
    distance: Float[np.ndarray, " j"]
    border: Float[np.ndarray, " j"]
    gap: Float[np.ndarray, " j"]
    by_key: Mapping[str, Float[np.ndarray, " j"]]
    refused: Mapping[str, str]
    outlook: str

    @property
    def chosen(self) -> Float[np.ndarray, " j"]:
        """What each ally pays under the lever's own key."""
        return self.by_key[CHOSEN]

    @property
    def share_after(self) -> Float[np.ndarray, " j"]:
        """Share of GDP each spends with its part, under the lever's own key."""
        return np.asarray(self.share + self.chosen / self.gdp)

    @property
    def closed(self) -> Float[np.ndarray, " j"]:
        """Part of each gap that the sum closes under the lever's own key, at most one; NaN where there is no gap."""
        missing = np.where(self.gap > 0, self.gap, np.nan)
        return np.asarray(np.minimum(self.chosen / missing, 1.0))


@dataclass(frozen=True)
class PerimeterGap:
    """What the members of a perimeter lack to a target, and a rise of some points of GDP, bn EUR of a year."""

    code: str
    members: int
    gdp: float
    gap: float
    points: float
