"""Aid replaced: what is withdrawn, what each donor gives today, and what it adds under each key."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.scenario.levers import AidReplacement
from westphalia.scenario.levers.aid_replacement import AidKey
from westphalia.support import aid
from westphalia.world.aid import Amounts

AID_KEYS: Final[Mapping[AidKey, str]] = MappingProxyType(
    {"income": "by GDP", "gap": "by gap to the target", "kiel": "as Kiel splits it"}
)
CHOSEN: Final = "chosen"


@dataclass(frozen=True, eq=False, kw_only=True)
class AidOutcome:
    """Aid replaced along donors `j`: money in bn EUR a year, shares of GDP of `year` as fractions.

    `bilateral` and `charged` are aid today, the mean over the lever's window: a donor's own, and its part of what the
    EU's institutions give. `eu_key` is zero for who is no member. `by_key` holds what each adds, the EU's part
    included, under each of `AID_KEYS` and under the lever's own mix (`CHOSEN`); a key that divides nothing stands in
    `refused` with the reason. `withdrawn` is what the donor that stops gave over the window, by type and measure;
    `given` the same for each donor, the EU's aid charged. Where the donor that stops is a member of the EU and a part
    goes through its institutions, it stands among `donors` with what it carries of theirs alone: its own aid is in no
    sum of today or then. `weight` is the whole sum over the GDP of all donors in its first and its last year.
    """

    lever: AidReplacement
    year: int
    donors: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    total: float
    withdrawn: Amounts
    given: tuple[Amounts, ...]
    gdp: Float[np.ndarray, " j"]
    bilateral: Float[np.ndarray, " j"]
    charged: Float[np.ndarray, " j"]
    eu_key: Float[np.ndarray, " j"]
    by_key: Mapping[str, Float[np.ndarray, " j"]]
    weight: Mapping[int, float]
    refused: Mapping[str, str]
    outlook: str

    @property
    def chosen(self) -> Float[np.ndarray, " j"]:
        """What each donor adds under the lever's own key."""
        return self.by_key[CHOSEN]

    @property
    def current(self) -> Float[np.ndarray, " j"]:
        """Aid of each today, its part of the EU's included."""
        return np.asarray(self.bilateral + self.charged)

    @property
    def needed(self) -> Float[np.ndarray, " j"]:
        """Aid of each with what it adds, under the lever's own key."""
        return aid.replaced(self.current, self.chosen)

    @property
    def reached(self) -> float:
        """Share of GDP to which the sum lifts those who give least, were they to add first; who stops adds nothing."""
        stays = np.array([code != self.lever.withdrawn for code in self.donors])
        return aid.reached(self.total, self.current[stays], self.gdp[stays])

    @property
    def military(self) -> float:
        """Military part of the sum: what is bilateral holds it, as the EU's institutions give money alone."""
        through = self.lever.through_eu
        return (1 - through) * aid.arms_part(self.lever.military, through)

    @property
    def unplaced(self) -> float:
        """Military part of the sum that is larger than all that is bilateral: it is money here."""
        return max(0.0, self.lever.military - self.military)

    @property
    def arms(self) -> Float[np.ndarray, " j"]:
        """Military part of what each adds under the lever's own key; zero where it adds nothing."""
        through = self.lever.through_eu
        own = np.maximum(0.0, self.chosen - through * self.total * self.eu_key)
        bilateral = np.divide(own, self.chosen, out=np.zeros_like(own), where=self.chosen > 0)
        return np.asarray(aid.arms_part(self.lever.military, through) * bilateral)

    @property
    def domestic(self) -> float:
        """Part of the sum that is demand at home before imports."""
        return aid.bought_at_home(self.military, self.lever.new)
