"""One run: baseline, levers and parameters in, an Outcome out. The only place where models meet."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from jaxtyping import Bool, Float, Int

from westphalia.axes import Axes
from westphalia.scenario.levers import DefenceBudget
from westphalia.scenario.schema import Scenario

Closure = Literal["fixed_world_share", "share_of_own_gdp", "balanced"]
ElasticitySet = Literal["fgo", "caliendo-parro", "broad"]


@dataclass(frozen=True)
class Variant:
    """One reading of the trade model: who pays for imbalances, and how easily buyers switch."""

    closure: Closure
    elasticities: ElasticitySet
    services: float


@dataclass(frozen=True)
class Effect:
    """One outcome for one country: central value with the lowest and highest of the variants."""

    key: str
    label: str
    unit: Literal["fraction", "USD bn"]
    central: float
    low: float
    high: float
    baseline: float | None = None


@dataclass(frozen=True, eq=False)
class TradeOutcome:
    """What the trade model says, along an axis of variants `v`; `central` is the variant shown first.

    Exports are at basic prices, split by kind `g` (goods, services); baselines stand per variant, because
    the balanced closure compares with its own balanced world.
    """

    axes: Axes
    goods: Bool[np.ndarray, " s"]
    variants: tuple[Variant, ...]
    central: int
    exports: Float[np.ndarray, "v i n g"]
    exports_new: Float[np.ndarray, "v i n g"]
    sector_exports: Float[np.ndarray, "v i s"]
    sector_exports_new: Float[np.ndarray, "v i s"]
    income: Float[np.ndarray, "v n"]
    real_income_hat: Float[np.ndarray, "v n"]
    consumer_price_hat: Float[np.ndarray, "v n"]
    wage_hat: Float[np.ndarray, "v n"]
    revenue: Float[np.ndarray, "v n"]
    revenue_new: Float[np.ndarray, "v n"]
    residual: Float[np.ndarray, " v"]
    walras_gap: Float[np.ndarray, " v"]
    sweeps: Int[np.ndarray, " v"]
    numeraire: str
    tolerance: float
    seconds: float


@dataclass(frozen=True, eq=False)
class SpendingOutcome:
    """What a defence budget costs, in national currency (bn, nominal), by date of arrival `r` and year `t`.

    `extra[c]` is spending minus the counterfactual named c: flat_cash, flat_real, constant_share.
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


@dataclass(frozen=True, eq=False)
class Outcome:
    """Everything one scenario leads to."""

    scenario: Scenario
    trade: TradeOutcome | None
    spending: tuple[SpendingOutcome, ...]
