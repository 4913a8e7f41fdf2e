"""Autonomy: a yearly sum for defence that several allies share by a key."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, field_validator, model_validator

from westphalia.scenario.levers.base import Part, place
from westphalia.scenario.levers.dated import Dated
from westphalia.scenario.levers.defence_budget import Share, fraction_of_gdp
from westphalia.scenario.levers.financed import Amount, Counted, Currency, Financed

Key = Literal["income", "gap", "capacity", "exposure"]
_WHOLE = 1e-9


class Autonomy(Dated, Financed):
    """A yearly sum for defence beyond today's, shared among allies by income, gap, capacity or exposure."""

    MAIN: ClassVar[str] = "amount"

    kind: Literal["autonomy"] = "autonomy"
    members: str = Field(description="group of allies that share it, e.g. EU_NATO, or NATO_EUROPE")
    amount: Amount = Field(description="sum a year at full strength, bn of the currency, nominal")
    currency: Currency = Field(default="EUR", description="currency of the amount")
    key: dict[Key, Part] = Field(
        default={"income": 1.0},
        description="weights of the keys: income, gap to the target, capacity to pay, exposure; they add to one",
    )
    target: Share = Field(default=0.035, description="fraction of GDP to which the gap is counted")
    cap: Share | None = Field(
        default=None,
        description="largest extra of one ally, as a fraction of its GDP; what is above falls on the others",
    )
    common: Annotated[float, Field(strict=True, ge=0, le=1)] = Field(
        default=0.0, description="share of it that common debt of the EU pays; it is in no member's own debt"
    )
    edition: str = Field(default="NATO-2024-06", description="edition of today's shares, for the gap")
    counted: Counted = Field(
        default="inside_budget",
        description="inside_budget: part of a defence_budget of the same scenario; on_top: beyond it",
    )

    @field_validator("members")
    @classmethod
    def _several_share_it(cls, value: str) -> str:
        if len(place(value)) < 2:
            raise ValueError(f"{value} is one country, and one shares with nobody. Name a group such as EU_NATO")
        return value

    @field_validator("target", "cap")
    @classmethod
    def _some_of_gdp(cls, value: float | None) -> float | None:
        if value == 0:
            raise ValueError("0 of GDP leaves nothing to share. Write a fraction above 0, such as 0.035")
        return fraction_of_gdp(value)

    @field_validator("key")
    @classmethod
    def _weights_add_to_one(cls, value: dict[Key, float]) -> dict[Key, float]:
        total = sum(value.values())
        if abs(total - 1) > _WHOLE:
            raise ValueError(f"the weights add to {total:g}, not to 1. Write for example {{income: 0.5, gap: 0.5}}")
        return value

    @model_validator(mode="after")
    def _begins(self) -> "Autonomy":
        if self.from_ is None:
            raise ValueError("no first year. Write from, the year in which the spending begins")
        return self
