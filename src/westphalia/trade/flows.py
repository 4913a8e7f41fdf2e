"""The flows of a solved scenario as factors, and what trade abroad adds up to without writing the flows out."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float

from westphalia.trade.kernel import Kernel, scaled


class Abroad(NamedTuple):
    """Trade with others by exporter and importer, goods and services apart, and by sector; nothing sold at home.

    Values at basic prices, volumes at the prices the exporter had before; goods are the first kind `g`.
    """

    value: Float[np.ndarray, "i n g"]
    volume: Float[np.ndarray, "i n g"]
    exports: Float[np.ndarray, "i s"]
    imports: Float[np.ndarray, "n s"]


@dataclass(frozen=True, eq=False)
class Flows:
    r"""Flows at basic prices as three factors, :math:`x'_{nis} = D_{ns} K_{nis} S_{is}`.

    K is the kernel of one scenario, D what buyers spend over what suppliers ask, S the supply of each exporter;
    `abroad` is the kernel of the base with nothing bought at home, which all scenarios on it share.
    """

    kernel: Kernel
    abroad: Float[np.ndarray, "n i s"]
    demand: Float[np.ndarray, "s n"]
    supply: Float[np.ndarray, "s i"]

    def whole(self) -> Float[np.ndarray, "n i s"]:
        """The flows written out, sales at home included."""
        return scaled(self.kernel, 0, self.demand, self.supply).transpose(1, 2, 0)

    def sums(self, cost_hat: Float[np.ndarray, "i s"], goods: Bool[np.ndarray, " s"]) -> Abroad:
        r"""Trade abroad; volumes are :math:`x'_{nis}/\hat c_{is}`. One pass over the flows serves all sums."""
        asked, supply = self._asked(), np.ascontiguousarray(self.supply.T)
        volume = supply / cost_hat
        weights = np.stack([supply * goods, supply * ~goods, volume * goods, volume * ~goods], axis=2)
        by_kind = asked.transpose(1, 0, 2) @ weights
        return Abroad(
            value=by_kind[..., :2],
            volume=by_kind[..., 2:],
            exports=asked.sum(axis=0) * supply,
            imports=np.einsum("nis,is->ns", asked, supply),
        )

    def _asked(self) -> Float[np.ndarray, "n i s"]:
        """What buyers abroad ask of each exporter per unit of its supply."""
        demand = np.ascontiguousarray(self.demand.T)[:, None]
        if self.kernel.own is None:
            own, rows = self.kernel.shared, np.arange(len(demand))
            asked = np.empty(self.abroad.shape)
        else:
            own, rows = self.kernel.own[0], self.kernel.own_at
            asked = self.abroad * demand
        asked[rows] = own.transpose(1, 2, 0) * demand[rows]
        asked[rows, rows] = 0.0
        return asked
