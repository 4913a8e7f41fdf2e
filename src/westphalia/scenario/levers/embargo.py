"""Embargo: trade between a coalition and its targets stops."""

from typing import ClassVar, Literal

import numpy as np
from jaxtyping import Float

from westphalia.scenario.effect import Effect
from westphalia.scenario.levers.barrier import Barrier, on_cells
from westphalia.world.baseline import Baseline


class Embargo(Barrier):
    """No trade in the sectors hit, but for what goes round; a ramp closes a growing share of the varieties."""

    MAIN: ClassVar[str] = "target"
    ALL_MAY_ACT: ClassVar[bool] = True

    kind: Literal["embargo"] = "embargo"

    def effect(self, baseline: Baseline, elasticity: Float[np.ndarray, " s"], strength: float) -> Effect:
        r"""The cost that leaves what the embargo leaves, infinite where that is nothing.

        .. math:: \hat d = \big[(1 - m) + m\, \delta (1+k)^{-\varepsilon}\big]^{-1/\varepsilon}

        m the share of the varieties under embargo; δ and k: share and cost of the way round.
        """
        around = np.zeros(elasticity.shape)
        if self.diversion is not None:
            around = self.diversion.share * (1 + self.diversion.cost) ** -elasticity
        with np.errstate(divide="ignore"):
            barrier = ((1 - strength) + strength * around) ** (-1 / elasticity)
        return Effect(iceberg_hat=on_cells(self.cells_hit(baseline), barrier))
