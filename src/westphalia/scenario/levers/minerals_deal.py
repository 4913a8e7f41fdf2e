"""Minerals deal: a share of royalties of new projects that goes to a joint fund, and what that stream is worth."""

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field, field_validator, model_validator

from westphalia.scenario.levers.base import LeverBase, Year, place
from westphalia.scenario.levers.financed import Amount

LONGEST: Final = 100
HIGHEST_RATE: Final = 1.0
Rate = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)]
Span = Annotated[int, Field(strict=True, ge=1, le=LONGEST)]


class MineralsDeal(LeverBase):
    """A share of the royalties of new projects to a fund: what the stream is worth, and the first cash paid in."""

    MAIN: ClassVar[str] = "revenue"

    kind: Literal["minerals_deal"] = "minerals_deal"
    share: Rate = Field(default=0.5, description="share of royalties and licence fees that goes to the fund")
    royalty: Rate = Field(description="royalties and licence fees as a fraction of the projects' revenue")
    revenue: Amount | None = Field(
        default=None, description="revenue of the projects a year at full output, bn USD, real; or path in its place"
    )
    path: dict[Year, Amount] = Field(
        default={},
        description="revenue by year, bn USD, real: straight lines between the years named, nothing before the first",
    )
    lead: Annotated[int, Field(strict=True, ge=0, le=LONGEST)] = Field(
        default=15, description="years from the agreement to the first output: 10 to 20 for most mines"
    )
    ramp: Span = Field(default=5, description="years in which output rises to its full level in equal steps")
    years: Span = Field(default=50, description="years after the agreement that are counted")
    discount: Rate = Field(default=0.10, description="real discount rate a year, a fraction")
    contributions: dict[str, Amount] = Field(
        default={}, description="first cash each side pays in, bn USD, in the first year, by ISO-3 code"
    )
    from_: Year = Field(alias="from", description="year of the agreement")

    @field_validator("share", "royalty", "discount")
    @classmethod
    def _is_a_fraction(cls, value: float) -> float:
        if value > HIGHEST_RATE:
            raise ValueError(f"{value:g} is above 1. It is a fraction; for {value:g} per cent write {value / 100:g}")
        return value

    @field_validator("contributions")
    @classmethod
    def _each_pays_alone(cls, value: dict[str, float]) -> dict[str, float]:
        groups = [code for code in value if len(place(code)) > 1]
        if groups:
            raise ValueError(f"{groups[0]} is a group, and each side pays in alone. Name a country, e.g. USA")
        return value

    @model_validator(mode="after")
    def _says_what_is_earned(self) -> "MineralsDeal":
        if (self.revenue is None) == (not self.path):
            raise ValueError("give revenue or path, one of the two: bn USD a year at full output, or by year")
        if self.path and min(self.path) <= self.from_:
            raise ValueError(
                f"path begins in {min(self.path)}, and the agreement is of {self.from_}. Begin in a later year"
            )
        if self.path and {"lead", "ramp"} & self.model_fields_set:
            raise ValueError("lead and ramp belong to revenue; a path says by itself when output begins. Drop them")
        return self
