"""Reconstruction: what rebuilding needs over some years, new damage, and the money in sight for it."""

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field, field_validator, model_validator

from westphalia.scenario.levers.base import LeverBase, Year, place
from westphalia.scenario.levers.financed import Amount, Currency
from westphalia.scenario.levers.immobilised_assets import Positive
from westphalia.world.assets import PRIVATE_SHARE
from westphalia.world.money import rated_currencies

LONGEST_PLAN: Final = 50


class Reconstruction(LeverBase):
    """Rebuilding a country over some years and what of it has no payer; moves no government's accounts."""

    MAIN: ClassVar[str] = "repair"

    kind: Literal["reconstruction"] = "reconstruction"
    country: str = Field(default="UKR", description="ISO-3 code of the country that is rebuilt")
    need: Positive | None = Field(
        default=None, description="need at the start, bn of the currency; without it the latest assessment's"
    )
    currency: Currency = Field(default="USD", description="currency of the sums")
    years: Annotated[int, Field(strict=True, ge=1, le=LONGEST_PLAN)] = Field(
        default=10, description="years over which the need is worked off"
    )
    damage: Amount = Field(default=0.0, description="new damage a year, bn; 0 supposes that fighting ends")
    until: Year | None = Field(default=None, description="last year of new damage; without it all years of the plan")
    repair: Amount = Field(
        default=0.0, description="repair a year that public money in sight pays for, bn; nothing that is spent already"
    )
    private: Annotated[float, Field(strict=True, ge=0, le=1)] = Field(
        default=PRIVATE_SHARE, description="share of the need that private money pays; a third is assumed"
    )
    from_: Year = Field(alias="from", description="first year of the plan")

    @field_validator("country")
    @classmethod
    def _one_is_rebuilt(cls, value: str) -> str:
        if len(place(value)) > 1:
            raise ValueError(f"{value} is a group; one country is rebuilt. Name it, e.g. UKR")
        return value

    @field_validator("currency")
    @classmethod
    def _has_a_rate(cls, value: str) -> str:
        if value not in rated_currencies():
            raise ValueError(f"{value} has no exchange rate here. Give the sums in EUR or USD")
        return value

    @model_validator(mode="after")
    def _damage_ends_later(self) -> "Reconstruction":
        if self.until is not None and self.until < self.from_:
            raise ValueError(
                f"until {self.until} is before from {self.from_}. Write the last year of damage, or drop it"
            )
        return self
