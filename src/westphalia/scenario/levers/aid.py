"""Aid: what a government gives a country at war each year, beyond what the outlook holds."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, field_validator, model_validator

from westphalia.scenario.levers.base import place
from westphalia.scenario.levers.dated import Dated
from westphalia.scenario.levers.defence_budget import Share, fraction_of_gdp
from westphalia.scenario.levers.financed import Amount, Counted, Currency, Financed


class Aid(Dated, Financed):
    """Aid beyond today's, a year: military in kind or money; military aid counts inside a defence budget."""

    MAIN: ClassVar[str] = "amount"

    kind: Literal["aid"] = "aid"
    donor: str = Field(description="ISO-3 code, or a group whose members share it by GDP")
    recipient: str = Field(default="UKR", description="ISO-3 code of who receives it")
    amount: Amount | None = Field(default=None, description="sum a year, bn of the currency; or share in its place")
    currency: Currency = Field(default="EUR", description="currency of the amount")
    share: Share | None = Field(default=None, description="sum a year as a fraction of GDP; or amount in its place")
    form: Literal["military", "money"] = Field(description="military: kit and training in kind; money: sent abroad")
    domestic: Annotated[float, Field(strict=True, ge=0, le=1)] | None = Field(
        default=None, description="share bought at home: 1 of military aid less imports unless given, 0 of money"
    )
    counted: Counted = Field(
        default="inside_budget",
        description="inside_budget: military aid is part of a defence_budget of the same scenario; on_top: beyond it",
    )

    @field_validator("donor")
    @classmethod
    def _donor_is_known(cls, value: str) -> str:
        place(value)
        return value

    @field_validator("recipient")
    @classmethod
    def _one_receives(cls, value: str) -> str:
        if len(place(value)) > 1:
            raise ValueError(f"{value} is a group; aid goes to one country. Name it, e.g. UKR")
        return value

    @field_validator("share")
    @classmethod
    def _share_is_a_fraction(cls, value: float | None) -> float | None:
        return fraction_of_gdp(value)

    @model_validator(mode="after")
    def _is_complete(self) -> "Aid":
        if self.from_ is None:
            raise ValueError("no first year. Write from, the year in which the aid begins")
        if (self.amount is None) == (self.share is None):
            raise ValueError("give amount or share, one of the two: bn a year, or a fraction of GDP")
        if self.recipient in self.donors:
            raise ValueError(f"{self.recipient} is donor and recipient at once. Name another of the two")
        return self

    @property
    def donors(self) -> tuple[str, ...]:
        """Who gives: the donor, or every member of the group."""
        return place(self.donor)

    @property
    def bought_at_home(self) -> float:
        """Share of it that is demand at home before imports."""
        return self.domestic if self.domestic is not None else float(self.form == "military")
