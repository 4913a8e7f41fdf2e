"""What a defence budget costs, by date of arrival and year."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.scenario.levers import DefenceBudget

COUNTERFACTUALS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "constant_share": "a constant share of GDP",
        "flat_real": "spending flat in real terms",
        "flat_cash": "flat cash",
    }
)


@dataclass(frozen=True, eq=False)
class SpendingOutcome:
    """What a defence budget costs, in national currency (bn, nominal), by date of arrival `r` and year `t`.

    `extra[c]` is spending minus the counterfactual named c, one of `COUNTERFACTUALS`.
    """

    lever: DefenceBudget
    country: str
    currency: str
    years: Int[np.ndarray, " t"]
    reached: Int[np.ndarray, " r"]
    share: Float[np.ndarray, "r t"]
    gdp: Float[np.ndarray, " t"]
    spending: Float[np.ndarray, "r t"]
    extra: dict[str, Float[np.ndarray, "r t"]]
    assumed_from: int

    @property
    def shown_year(self) -> int:
        """The year whose cost is named first: the middle year of arrival, or the nearest year that was run."""
        arrival = self.lever.arrival
        return int(np.clip(arrival[len(arrival) // 2], self.years[0], self.years[-1]))

    @property
    def shown(self) -> int:
        """Place of `shown_year` among the years."""
        return int(np.searchsorted(self.years, self.shown_year))
