"""How people and firms answer beyond switching suppliers: hours, economies of scale, what new duties are spent on."""

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, model_validator

from westphalia.trade.equilibrium import RevenueUse

LARGEST: Final = 5.0
MOST_SCALE: Final = 0.9


class Behaviour(BaseModel):
    """Answers the model leaves out unless a scenario asks for them, with a source or why they are assumed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    labour_supply: Annotated[float, Field(strict=True, ge=0, le=LARGEST)] = Field(
        default=0.0, description="elasticity of hours worked in the real wage after tax: 0.5 for half a per cent"
    )
    scale: Annotated[float, Field(strict=True, ge=0, le=MOST_SCALE)] = Field(
        default=0.0,
        description="economies of scale times trade elasticity, one for all sectors; at most 0.5 on a base with inputs",
    )
    revenue: RevenueUse = Field(
        default="lump_sum", description="lump_sum: duties are handed back; income_tax: new ones cut the tax on labour"
    )
    source: str | None = Field(default=None, min_length=1, description="publication the numbers rest on")
    assumed: str | None = Field(default=None, min_length=1, description="what is assumed, and why")

    @model_validator(mode="after")
    def _has_origin(self) -> "Behaviour":
        if self.is_set and not (self.source or self.assumed):
            raise ValueError("no origin. Name a source, or say what is assumed and why")
        if self.revenue == "income_tax" and self.labour_supply == 0:
            raise ValueError("revenue income_tax changes nothing without labour_supply. Set it, such as 0.5")
        return self

    @property
    def is_set(self) -> bool:
        """Whether anything differs from the plain model."""
        return bool(self.labour_supply or self.scale or self.revenue != "lump_sum")
