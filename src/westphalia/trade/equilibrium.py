"""What the trade model is given and what it gives back."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

import numpy as np
from jaxtyping import Float

from westphalia.errors import ScenarioError
from westphalia.trade.flows import Abroad, Flows
from westphalia.world.baseline import Baseline

Closure = Literal["fixed_world_share", "share_of_own_gdp", "balanced"]
RevenueUse = Literal["lump_sum", "income_tax"]

CLOSURES: tuple[Closure, ...] = get_args(Closure)
NUMERAIRE = "world labour income (sum of wage times labour) equals that of the baseline"
MAX_SCALE_ON_INPUTS = 0.5


@dataclass(frozen=True, eq=False)
class TradeParameters:
    """How easily buyers and workers respond: trade elasticity ε, labour supply κ, scale ψ, use of revenue.

    `lump_sum` hands all duties back to households; `income_tax` spends what is collected above the
    baseline on a lower tax on labour, which matters only with κ > 0.
    """

    elasticity: Float[np.ndarray, " s"]
    citation: str
    labour_supply: float = 0.0
    scale: Float[np.ndarray, " s"] | None = None
    revenue: RevenueUse = "lump_sum"

    def __post_init__(self) -> None:
        if not self.citation.strip():
            raise ScenarioError("trade parameters: citation is empty. Say where the elasticities come from.")
        _require_range("elasticity", self.elasticity, above=0.0)
        _require_range("labour_supply", np.array([self.labour_supply]), above=-np.finfo(float).tiny)
        if self.scale is not None:
            _require_range("scale", self.scale, above=-np.finfo(float).tiny)
        if self.revenue not in get_args(RevenueUse):
            raise ScenarioError(f"trade parameters: revenue {self.revenue!r} is not one of {get_args(RevenueUse)}.")


@dataclass(frozen=True, eq=False)
class TradeShock:
    """New duties t' (fractions of the value) and the change of other trade costs d̂ (1: none, inf: embargo)."""

    tariff_new: Float[np.ndarray, "n i s"]
    iceberg_hat: Float[np.ndarray, "n i s"] | None = None

    def __post_init__(self) -> None:
        _require_range("tariff_new", self.tariff_new, above=-1.0)
        if self.iceberg_hat is None:
            return
        if not (self.iceberg_hat > 0).all():
            raise ScenarioError(
                "iceberg_hat holds missing values or values of zero and below; "
                "1 is no change, 1.2 is 20 per cent dearer, inf is an embargo."
            )


@dataclass(frozen=True, eq=False)
class Problem:
    """What is asked: one shock on one baseline, and how exact the answer has to be."""

    baseline: Baseline
    shock: TradeShock
    parameters: TradeParameters
    closure: Closure
    tolerance: float


@dataclass(frozen=True, eq=False)
class TradeEquilibrium:
    """The counterfactual world of one shock, with what is needed to judge the solution.

    `x` is the baseline level, `x_new` the counterfactual, `x_hat` their ratio; money in USD bn in units of
    the numeraire, flows at basic prices, `cost_hat` the exporter's own price. `residual` is the largest
    relative error over wages, prices and expenditures; `walras_gap` the equation implied by the others.
    """

    baseline: Baseline
    shock: TradeShock
    parameters: TradeParameters
    closure: Closure
    numeraire: str
    wage_hat: Float[np.ndarray, " n"]
    labour_hat: Float[np.ndarray, " n"]
    tax_relief_hat: Float[np.ndarray, " n"]
    cost_hat: Float[np.ndarray, "i s"]
    price_hat: Float[np.ndarray, "n s"]
    consumer_price_hat: Float[np.ndarray, " n"]
    expenditure_new: Float[np.ndarray, "n s"]
    flows: Flows
    output_new: Float[np.ndarray, "i s"]
    revenue_new: Float[np.ndarray, " n"]
    transfer_new: Float[np.ndarray, " n"]
    income: Float[np.ndarray, " n"]
    income_new: Float[np.ndarray, " n"]
    residual: float
    walras_gap: float
    tolerance: float
    sweeps: int
    method: str
    seconds: float

    @cached_property
    def flow_new(self) -> Float[np.ndarray, "n i s"]:
        """Flows at basic prices, π'X'/(1+t'), written out when they are first asked for."""
        return self.flows.whole()

    @cached_property
    def abroad(self) -> Abroad:
        """Trade abroad by kind and by sector, added up without writing the flows out."""
        return self.flows.sums(self.cost_hat, self.baseline.goods)


def _require_range(name: str, values: np.ndarray, above: float) -> None:
    wrong = ~(np.isfinite(values) & (values > above))
    if wrong.any():
        place = tuple(int(k) for k in np.argwhere(wrong)[0])
        hint = " For an embargo set iceberg_hat to inf." if np.isposinf(values[place]) else ""
        raise ScenarioError(
            f"{name}{list(place)} is {values[place]:g} ({int(wrong.sum())} such); "
            f"expected a finite number {'of zero or more' if -1 < above < 0 else f'above {above:g}'}.{hint}"
        )
