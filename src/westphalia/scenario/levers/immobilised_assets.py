"""Immobilised assets: what they earn, what of it serves a loan, and when they are released."""

from typing import Annotated, ClassVar, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from westphalia.scenario.levers.base import LeverBase, Misplaced, Part, Year, place
from westphalia.scenario.levers.financed import Currency
from westphalia.units import fraction
from westphalia.world.assets import LOAN_RATE, LOAN_YEARS
from westphalia.world.money import rated_currencies

RatePath = Literal["held", "as_in_2024", "falling"]
LONGEST_LOAN: Final = 100
Positive = Annotated[float, Field(strict=True, gt=0, allow_inf_nan=False)]
Yield = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False, json_schema_extra={"maximum": 1})]


class Loan(BaseModel):
    """What one lender has lent, in its own currency."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: Positive = Field(description="loan outstanding at the start, bn of the currency")
    currency: Currency = Field(description="currency of the loan")

    @field_validator("currency")
    @classmethod
    def _has_a_rate(cls, value: str) -> str:
        return _rated(value)


class ImmobilisedAssets(LeverBase):
    """Proceeds of immobilised assets against the loan they serve, by rate path; moves no government's accounts."""

    MAIN: ClassVar[str] = "path"

    kind: Literal["immobilised_assets"] = "immobilised_assets"
    path: RatePath = Field(
        default="held",
        description="what the assets yield: held at the last year known, as in 2024, or falling to 1.5% by 2030",
    )
    yields: dict[Year, Yield] | None = Field(
        default=None, description="gross yield by year as a fraction, in place of path; straight lines between"
    )
    assets: Positive | None = Field(
        default=None, description="assets that earn, bn of the currency; without it those at Euroclear"
    )
    currency: Currency = Field(default="EUR", description="currency of the assets")
    windfall: Part | None = Field(
        default=None, description="share of the interest that is handed over; without it that of the last year"
    )
    loans: dict[str, Loan] | None = Field(
        default=None, description="amount and currency by lender; without it the five ERA loans"
    )
    rate: Annotated[float, Field(strict=True, ge=0, le=1)] = Field(
        default=LOAN_RATE, description="interest on the loans a year, as a fraction; the default is assumed"
    )
    amortisation: Annotated[int, Field(strict=True, ge=1, le=LONGEST_LOAN)] = Field(
        default=LOAN_YEARS, description="years in which the loans are to be repaid in equal parts"
    )
    from_: Year = Field(alias="from", description="first year of proceeds and service")
    lapse: Year | None = Field(
        default=None, description="year in which sanctions lapse and the assets are released; without it never"
    )

    @field_validator("currency")
    @classmethod
    def _has_a_rate(cls, value: str) -> str:
        return _rated(value)

    @field_validator("yields")
    @classmethod
    def _yields_are_fractions(cls, value: dict[int, float] | None) -> dict[int, float] | None:
        if value is not None and not value:
            raise ValueError("an empty path. Name at least one year, such as {2026: 0.026}, or leave it out")
        for year, rate in (value or {}).items():
            if rate > 1:
                raise Misplaced((year,), f"{rate:g} is above 1. Yields are fractions; for {rate:g} per cent write "
                                f"{fraction(rate):g}")  # fmt: skip
        return value

    @field_validator("loans")
    @classmethod
    def _lenders_are_known(cls, value: dict[str, Loan] | None) -> dict[str, Loan] | None:
        if value is not None and not value:
            raise ValueError("no lender. Name one, such as {EU27: {amount: 18.1, currency: EUR}}, or leave it out")
        for code in value or {}:
            place(code)
        return value

    @model_validator(mode="after")
    def _lapses_later(self) -> "ImmobilisedAssets":
        if self.lapse is not None and self.lapse <= self.from_:
            raise ValueError(
                f"lapse {self.lapse} is not after from {self.from_}, so that the assets never earn. Name a later year"
            )
        return self


def _rated(currency: str) -> str:
    if currency not in rated_currencies():
        raise ValueError(f"{currency} has no exchange rate here. Give the sum in EUR or USD")
    return currency
