"""The observed trading world: three primitive arrays and everything that follows from them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Bool, Float

from westphalia.axes import Axes
from westphalia.errors import DataError

_SHARE_SLACK = 1e-9


@dataclass(frozen=True, eq=False)
class Baseline:
    r"""One observed year of world trade, production and baseline duties.

    Primitive are the bilateral flows :math:`x_{nis}` at basic prices (USD bn), the ad-valorem duties
    :math:`t_{nis}` and the input shares :math:`\gamma_{n,sk}` (good s in the gross output of using sector k,
    at purchasers' prices). The rest is derived, so that accounts cannot disagree:

    .. math::
        X_{ns} = \sum_i x_{nis}(1+t_{nis}),\quad \pi_{nis} = x_{nis}(1+t_{nis})/X_{ns},\quad
        Y_{is} = \sum_n x_{nis},\quad \beta_{nk} = 1 - \sum_s \gamma_{n,sk}

        FD_{ns} = X_{ns} - \sum_k \gamma_{n,sk} Y_{nk},\quad R_n = \sum_{is} t_{nis} x_{nis},\quad
        VA_n = \sum_k \beta_{nk} Y_{nk},\quad T_n = \sum_s FD_{ns} - VA_n - R_n

    T is imports minus exports at basic prices. Source: Caliendo & Parro (2015), Dekle, Eaton & Kortum (2008).
    """

    name: str
    year: int
    axes: Axes
    flow: Float[np.ndarray, "n i s"]
    tariff: Float[np.ndarray, "n i s"]
    input_share: Float[np.ndarray, "n s k"]
    goods: Bool[np.ndarray, " s"]
    tariff_known: Bool[np.ndarray, "n i"]
    estimated: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        n, s = len(self.axes.countries), len(self.axes.sectors)
        wanted = {
            "flow": (n, n, s),
            "tariff": (n, n, s),
            "input_share": (n, s, s),
            "goods": (s,),
            "tariff_known": (n, n),
        }
        for field, shape in wanted.items():
            found = getattr(self, field).shape
            if found != shape:
                raise DataError(f"base {self.name}: {field} has shape {found}, expected {shape}.")
        for field in ("flow", "tariff", "input_share"):
            values = getattr(self, field)
            if not np.isfinite(values).all() or (values < 0).any():
                raise DataError(f"base {self.name}: {field} holds negative or missing values; repair the base first.")
        if (self.input_share.sum(axis=1) > 1 + _SHARE_SLACK).any():
            raise DataError(f"base {self.name}: input shares of a sector add to more than one.")

    @cached_property
    def expenditure(self) -> Float[np.ndarray, "n s"]:
        """Spending on each good at purchasers' prices, X."""
        return np.asarray((self.flow * (1 + self.tariff)).sum(axis=1))

    @cached_property
    def trade_share(self) -> Float[np.ndarray, "n i s"]:
        """Share of each origin in spending, π; a good nobody buys is its own supplier (π_nn = 1)."""
        bought = self.expenditure > 0
        share = np.divide(
            self.flow * (1 + self.tariff), self.expenditure[:, None, :],
            out=np.zeros_like(self.flow), where=bought[:, None, :],
        )  # fmt: skip
        country, sector = np.nonzero(~bought)
        share[country, country, sector] = 1.0
        return np.asarray(share)

    @cached_property
    def output(self) -> Float[np.ndarray, "i s"]:
        """Gross output at basic prices, Y: what all buyers take."""
        return np.asarray(self.flow.sum(axis=0))

    @cached_property
    def value_added_share(self) -> Float[np.ndarray, "n k"]:
        """Share of value added in gross output, β."""
        return np.asarray(1.0 - self.input_share.sum(axis=1))

    @cached_property
    def value_added(self) -> Float[np.ndarray, " n"]:
        """Value added, VA: labour income of the model."""
        return np.asarray((self.value_added_share * self.output).sum(axis=1))

    @cached_property
    def final_demand(self) -> Float[np.ndarray, "n s"]:
        """Final demand at purchasers' prices, FD."""
        return np.asarray(self.expenditure - np.einsum("nsk,nk->ns", self.input_share, self.output))

    @cached_property
    def final_share(self) -> Float[np.ndarray, "n s"]:
        """Share of each good in final demand, α."""
        return np.asarray(self.final_demand / self.final_demand.sum(axis=1, keepdims=True))

    @cached_property
    def tariff_revenue(self) -> Float[np.ndarray, " n"]:
        """Duties collected, R."""
        return np.asarray((self.flow * self.tariff).sum(axis=(1, 2)))

    @cached_property
    def transfer(self) -> Float[np.ndarray, " n"]:
        """What a country spends beyond its income, T; sums to zero over the world."""
        return np.asarray(self.final_demand.sum(axis=1) - self.value_added - self.tariff_revenue)
