"""Trade cost: sanctions and non-tariff barriers, or their removal."""

from typing import Annotated, ClassVar, Final, Literal

import numpy as np
from jaxtyping import Float
from pydantic import Field, field_validator, model_validator

from westphalia.scenario.effect import Effect
from westphalia.scenario.levers.barrier import Barrier, on_cells
from westphalia.scenario.levers.diversion import cost_hat
from westphalia.world.baseline import Baseline

MAX_COST: Final = 10.0
MAX_EFFECT: Final = 20.0
Cost = Annotated[float, Field(strict=True, gt=-1, allow_inf_nan=False, json_schema_extra={"maximum": MAX_COST})]


class TradeCost(Barrier):
    """Trade between a coalition and its targets becomes dearer, or cheaper where the cost is negative."""

    MAIN: ClassVar[str] = "cost"
    ALL_MAY_ACT: ClassVar[bool] = True

    kind: Literal["trade_cost"] = "trade_cost"
    cost: Cost | None = Field(
        default=None, description="change of the trade cost as a fraction: 0.15 for 15 per cent dearer, -0.05 cheaper"
    )
    trade_effect: Annotated[float, Field(strict=True, ge=-MAX_EFFECT, le=MAX_EFFECT, allow_inf_nan=False)] | None = (
        Field(
            default=None, description="in place of cost: the log change of trade it causes at given prices, e.g. -0.5"
        )
    )
    rent_share: Annotated[float, Field(strict=True, ge=0, le=1)] = Field(
        default=0.0,
        description="share of the barrier, in logs, kept as rent in the importing country; the rest is lost",
    )

    @field_validator("cost")
    @classmethod
    def _cost_is_a_fraction(cls, cost: float | None) -> float | None:
        if cost is not None and cost > MAX_COST:
            raise ValueError(
                f"{cost:g} is above {MAX_COST:g}. Costs are fractions; for {cost:g} per cent write {cost / 100:g}"
            )
        return cost

    @model_validator(mode="after")
    def _one_measure_of_it(self) -> "TradeCost":
        if (self.cost is None) == (self.trade_effect is None):
            raise ValueError("give either cost or trade_effect, the one or the other")
        cheaper = (self.cost or 0) < 0 or (self.trade_effect or 0) > 0
        if cheaper and (self.rent_share or self.diversion):
            raise ValueError(
                "trade becomes cheaper, so nothing is kept as rent and nobody goes round. Drop these fields"
            )
        if self.rent_share and self.diversion:
            raise ValueError("rent_share and diversion do not go together. Write two levers, or drop one field")
        return self

    def direct_hat(self, elasticity: Float[np.ndarray, " s"], strength: float) -> Float[np.ndarray, " s"]:
        r"""Change of the direct trade cost by sector, :math:`1 + c` or the equivalent of a trade effect,
        :math:`e^{-\theta/\varepsilon}`.
        """
        if self.cost is not None:
            return np.full(elasticity.shape, 1 + strength * self.cost)
        return np.asarray(np.exp(-strength * (self.trade_effect or 0.0) / elasticity))

    def effect(
        self,
        baseline: Baseline,
        elasticity: Float[np.ndarray, " s"],
        strength: float,
        long_run: Float[np.ndarray, " s"] | None = None,
    ) -> Effect:
        r"""The cost at a share of its full strength: :math:`(1+c)^\rho` is rent, :math:`(1+c)^{1-\rho}` is lost.

        A trade effect is one of the long run: its cost follows from `long_run`, which is `elasticity` unless given.
        """
        equivalent = elasticity if long_run is None else long_run
        hit, direct = self.cells_hit(baseline), self.direct_hat(equivalent, strength)
        lost = cost_hat(direct ** (1 - self.rent_share), elasticity, self.diversion)
        rent = on_cells(hit, direct**self.rent_share) if self.rent_share else None
        return Effect(rent_hat=rent, iceberg_hat=on_cells(hit, lost))
