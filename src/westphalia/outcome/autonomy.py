"""A yearly sum for defence shared among allies: who pays under each key, and how much of each gap it closes."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.defence import autonomy
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
_NEARLY_ALL: Final = 0.99


@dataclass(frozen=True, eq=False)
class PerimeterGap:
    """The members of a perimeter along `k`: GDP in bn EUR of the year of the shares, and share of GDP as a fraction.

    A share is NaN where the edition has none of that year: such a member adds to a rise by points, and not to the gap.
    """

    code: str
    members: tuple[str, ...]
    gdp: Float[np.ndarray, " k"]
    share: Float[np.ndarray, " k"]

    @property
    def unmeasured(self) -> tuple[str, ...]:
        """The members without a share."""
        return tuple(c for c, known in zip(self.members, np.isfinite(self.share).tolist(), strict=True) if not known)

    @property
    def is_measured(self) -> bool:
        """Whether nearly all of its GDP belongs to members with a share, so that its gap speaks for all of it."""
        return float(self.gdp[np.isfinite(self.share)].sum() / self.gdp.sum()) > _NEARLY_ALL

    def gap(self, target: float) -> float:
        """What the members with a share lack to a target, bn EUR a year; no surplus closes another's gap."""
        measured = np.isfinite(self.share)
        return autonomy.need_from_gap(self.share[measured], self.gdp[measured], target)

    def rise(self, points: float) -> float:
        """What some points of GDP of all members are, as a fraction of it, bn EUR a year."""
        return autonomy.need_from_points(self.gdp, points)


@dataclass(frozen=True, eq=False, kw_only=True)
class AutonomyOutcome:
    """A sum shared along allies `j`: money in bn EUR of `year`, shares of GDP as fractions, all of that year.

    `by_key` holds who pays under each of `KEYS` and under the lever's own mix (`CHOSEN`); a key that cannot take the
    sum under the cap stands in `refused` with the reason. `gap` is what each lacks to the lever's target. Published
    sums are held against `perimeters`, the smallest first; one in which nobody has a share is not among them.
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
    perimeters: tuple[PerimeterGap, ...]
    outlook: str

    @property
    def chosen(self) -> Float[np.ndarray, " j"]:
        """What each ally pays under the lever's own key."""
        return self.by_key[CHOSEN]

    @property
    def share_after(self) -> Float[np.ndarray, " j"]:
        """Share of GDP each spends with its part, under the lever's own key."""
        return autonomy.share_after(self.share, self.gdp, self.chosen)

    @property
    def closed(self) -> Float[np.ndarray, " j"]:
        """Part of each gap that the sum closes under the lever's own key, at most one; NaN where there is no gap."""
        return autonomy.closed(self.chosen, self.gap)
