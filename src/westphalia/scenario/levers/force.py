"""Force: soldiers deployed abroad for years, with the pool that sustains them and what they cost."""

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field, field_validator, model_validator

from westphalia.scenario.levers.base import Year, place
from westphalia.scenario.levers.dated import Dated
from westphalia.scenario.levers.financed import Amount, Counted, Currency, Financed

LARGEST: Final = 10_000_000
MOST_ROTATIONS: Final = 20.0
EVERYBODY: Final = ("NATO_EUROPE", "CAN")
"""Who sends soldiers where a scenario names nobody."""
Men = Annotated[int, Field(strict=True, ge=1, le=LARGEST)]
Multiple = Annotated[float, Field(strict=True, ge=1, le=MOST_ROTATIONS)]


class Force(Dated, Financed):
    """Soldiers deployed for years: the pool behind them, what allies can sustain, and what it costs."""

    MAIN: ClassVar[str] = "deployed"

    kind: Literal["force"] = "force"
    deployed: Men = Field(description="soldiers in place at one time")
    multiple: Multiple = Field(
        default=4.0, description="soldiers needed for one in place: 3 in a surge, 4 as a rule, 5 to keep it up"
    )
    not_deployable: Annotated[float, Field(strict=True, ge=0, lt=1)] = Field(
        default=0.0, description="share of land forces that cannot be sent: 0.1 to 0.25 is a judgement"
    )
    contributors: tuple[str, ...] = Field(
        default=(), description="codes of those who send soldiers; without it NATO_EUROPE and CAN"
    )
    sent: dict[str, Men] = Field(default={}, description="soldiers a country has named; the others share the rest")
    willingness: Annotated[float, Field(strict=True, ge=0, le=1)] = Field(
        default=0.1, description="share of its land forces an ally would commit; assumed for all alike"
    )
    cost: Amount = Field(
        default=0.40,
        description="cost of a soldier in place a year, millions of the currency; 0.21 to 1.0 is the range",
    )
    currency: Currency = Field(default="EUR", description="currency of the costs")
    set_up: Amount = Field(default=0.0, description="cost of setting up, bn of the currency, in the first year")
    prices: Year = Field(
        default=2024, description="year of the prices of the costs; they rise with the GDP deflator of who pays"
    )
    counted: Counted = Field(
        default="inside_budget",
        description="inside_budget: part of a defence_budget of the same scenario; on_top: beyond it",
    )

    @field_validator("contributors", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @field_validator("contributors")
    @classmethod
    def _codes_are_known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for code in value:
            place(code)
        return value

    @field_validator("sent")
    @classmethod
    def _single_countries_send(cls, value: dict[str, int]) -> dict[str, int]:
        for code in value:
            if len(place(code)) > 1:
                raise ValueError(f"{code} is a group, and each ally sends its own. Name the countries one by one")
        return value

    @model_validator(mode="after")
    def _adds_up(self) -> "Force":
        if self.from_ is None:
            raise ValueError("no first year. Write from, the year in which the soldiers arrive")
        if sum(self.sent.values()) > self.deployed:
            raise ValueError(
                f"sent adds to {sum(self.sent.values())}, more than the {self.deployed} deployed. Lower it"
            )
        if self.contributors:
            within = {member for code in self.contributors for member in place(code)}
            for code in self.sent:
                if code not in within:
                    raise ValueError(f"{code} sends soldiers but is not among contributors. Add it, or drop it")
        return self

    @property
    def senders(self) -> tuple[str, ...]:
        """Everybody who may send soldiers, groups by their members."""
        codes = [member for code in self.contributors or EVERYBODY for member in place(code)]
        return tuple(dict.fromkeys((*codes, *self.sent)))
