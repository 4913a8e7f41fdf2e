"""The duties one player chooses."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

import numpy as np
from jaxtyping import Bool, Float

from westphalia.errors import ScenarioError
from westphalia.trade.ascent import Rates

Variation = Literal["uniform", "partner", "sector"]

LARGEST = 10.0


@dataclass(frozen=True, eq=False)
class Instrument:
    """The duties one player chooses: of these importers, on these exporters, in these sectors, up to `largest`.

    Several importers are a customs union with one external duty; trade among them is not hit. One rate for all,
    or one by partner or by sector; the rates come in the order of the countries or sectors chosen.
    """

    importers: Bool[np.ndarray, " n"]
    exporters: Bool[np.ndarray, " n"]
    sectors: Bool[np.ndarray, " s"]
    by: Variation = "uniform"
    largest: float = LARGEST

    def __post_init__(self) -> None:
        if self.by not in get_args(Variation):
            raise ScenarioError(f"instrument: by {self.by!r} is not one of {', '.join(get_args(Variation))}.")
        if not 0 < self.largest < np.inf:
            raise ScenarioError(
                f"instrument: largest is {self.largest:g}; expected a fraction above zero, 10 for 1000%."
            )
        if not self.cells.any():
            raise ScenarioError(
                "instrument: no importer, exporter and sector left to choose a duty for; "
                "name an importer, a partner outside the bloc and a sector."
            )

    @cached_property
    def cells(self) -> Bool[np.ndarray, "n i s"]:
        """The duties chosen."""
        return np.asarray(self.importers[:, None, None] & self.partners[:, None] & self.sectors)

    @property
    def partners(self) -> Bool[np.ndarray, " n"]:
        """The exporters hit: none of the bloc itself."""
        return np.asarray(self.exporters & ~self.importers)

    @property
    def count(self) -> int:
        """How many rates are chosen."""
        return {"uniform": 1, "partner": int(self.partners.sum()), "sector": int(self.sectors.sum())}[self.by]

    def spread(self, rates: Rates) -> Float[np.ndarray, "n i s"]:
        """Each rate on the duties it stands for, zero elsewhere."""
        if self.by == "uniform":
            return np.asarray(self.cells * rates[0])
        by_label = np.zeros(self.partners.size if self.by == "partner" else self.sectors.size)
        by_label[self.partners if self.by == "partner" else self.sectors] = rates
        return np.asarray(self.cells * (by_label[:, None] if self.by == "partner" else by_label))

    def gathered(self, values: Float[np.ndarray, "n i s"]) -> Rates:
        """Sums over the duties of each rate."""
        chosen = np.where(self.cells, values, 0.0)
        if self.by == "uniform":
            return np.asarray(chosen.sum()[None])
        if self.by == "partner":
            return np.asarray(chosen.sum(axis=(0, 2))[self.partners])
        return np.asarray(chosen.sum(axis=(0, 1))[self.sectors])
