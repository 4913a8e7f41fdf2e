"""Diversion: the share of a barred trade that goes round through third countries."""

import numpy as np
from jaxtyping import Float
from pydantic import BaseModel, ConfigDict, Field

from westphalia.scenario.levers.base import Fraction, Part
from westphalia.scenario.levers.partners import Codes


class Diversion(BaseModel):
    """A share of the varieties may come through third countries, at a cost of its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    share: Part = Field(description="fraction of the varieties that can go round")
    cost: Fraction = Field(description="extra cost of the way round: 0.3 for 30 per cent")
    via: Codes | None = Field(default=None, description="third countries it goes through, for the record")


def cost_hat(
    direct: Float[np.ndarray, "*c"], elasticity: Float[np.ndarray, "*c"], diversion: Diversion | None
) -> Float[np.ndarray, "*c"]:
    r"""Change of the trade cost where part of the trade goes round.

    .. math::
        \hat d = \big[(1-\delta)\, \hat d_0^{-\varepsilon}
                 + \delta \min(\hat d_0, 1+k)^{-\varepsilon}\big]^{-1/\varepsilon}

    δ the share that can go round, k the cost of it, d̂₀ the barrier; nobody goes round where the direct way is
    cheaper. From the shares of Eaton & Kortum (2002), with δ of the varieties free to choose. The trade is booked
    as direct, from origin to buyer: third countries gain and lose nothing by carrying it.
    """
    if diversion is None:
        return direct
    around = np.minimum(direct, 1 + diversion.cost)
    kernel = (1 - diversion.share) * direct**-elasticity + diversion.share * around**-elasticity
    with np.errstate(divide="ignore"):
        return np.asarray(kernel ** (-1 / elasticity))
