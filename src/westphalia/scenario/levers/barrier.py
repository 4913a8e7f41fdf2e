"""What trade costs and embargoes share: coalition, direction and diversion."""

from typing import Literal

import numpy as np
from jaxtyping import Bool, Float
from pydantic import Field

from westphalia.scenario.levers.diversion import Diversion
from westphalia.scenario.levers.partners import BetweenPartners
from westphalia.world.baseline import Baseline


class Barrier(BetweenPartners):
    """A barrier between a coalition and its targets that raises no revenue of its own."""

    direction: Literal["imports", "exports", "both"] = Field(
        default="both", description="which trade of the imposers with the targets it hits"
    )
    diversion: Diversion | None = Field(
        default=None, description="share of the varieties that can go round through third countries, and its cost"
    )

    def cells_hit(self, baseline: Baseline) -> Bool[np.ndarray, "n i s"]:
        """The trade hit, importer first."""
        bought = self.imports_hit(baseline)
        sold = bought.swapaxes(0, 1)
        return np.asarray({"imports": bought, "exports": sold, "both": bought | sold}[self.direction])


def on_cells(hit: Bool[np.ndarray, "n i s"], factor: Float[np.ndarray, " s"]) -> Float[np.ndarray, "n i s"]:
    """A factor by sector on the cells hit, 1 elsewhere."""
    return np.asarray(np.where(hit, factor, 1.0))
