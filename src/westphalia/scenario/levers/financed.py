"""What levers that cost money share: who pays, and whether the money is new."""

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field, field_validator

from westphalia.scenario.levers.base import LeverBase

_WHOLE: Final = 1e-9
Paid = Literal["debt", "tax", "cuts"]
Programme = Literal["general", "aid"]
Counted = Literal["inside_budget", "on_top"]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Amount = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)]


class Financed(LeverBase):
    """A lever that costs money: debt, taxes and cuts pay for what it adds."""

    LATER: ClassVar[tuple[str, ...]] = ("cuts_from",)

    financing: dict[Paid, Annotated[float, Field(strict=True, ge=0, le=1)]] = Field(
        default={"debt": 1.0}, description="shares of the extra paid by debt, tax and cuts; they add to one"
    )
    cuts_from: Programme = Field(
        default="general",
        description="what is cut: general spending at home, or aid abroad, which is hardly bought there",
    )

    @field_validator("financing")
    @classmethod
    def _shares_add_to_one(cls, value: dict[Paid, float]) -> dict[Paid, float]:
        total = sum(value.values())
        if abs(total - 1) > _WHOLE:
            raise ValueError(f"the shares add to {total:g}, not to 1. Write for example {{debt: 0.5, tax: 0.5}}")
        return value

    def paid_by(self, part: Paid) -> float:
        """Share of the extra that debt, tax or cuts pay."""
        return self.financing.get(part, 0.0)
