"""Exclusion: a class of persons may no longer enter, named by rule and not one by one."""

from typing import ClassVar, Final, Literal

from pydantic import Field, field_validator, model_validator

from westphalia.scenario.levers.base import place
from westphalia.scenario.levers.partners import Acting

Measure = Literal["travel_ban", "visa_refusal", "residence_ban"]
NO_EFFECT: Final = "no trade, payment or asset is touched"
"""Why a rule on who may enter moves no account."""


class Exclusion(Acting):
    """A class of persons is kept out, such as politicians of a country: signalling, with no effect on any account."""

    MAIN: ClassVar[str] = "persons"

    kind: Literal["exclusion"] = "exclusion"
    target: str = Field(description="ISO-3 code of the country whose persons they are")
    persons: str = Field(min_length=3, description="the class in words, e.g. members of parliament; no names")
    measures: tuple[Measure, ...] = Field(
        default=("travel_ban",),
        min_length=1,
        description="what the class may not do: travel_ban, visa_refusal, residence_ban; a freeze is no such rule",
    )

    @field_validator("imposer")
    @classmethod
    def _imposers_are_known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for code in value:
            place(code)
        return value

    @field_validator("target")
    @classmethod
    def _one_country_is_meant(cls, value: str) -> str:
        if len(place(value)) > 1:
            raise ValueError(f"{value} is a group; a rule is on the persons of one country. Name it, e.g. RUS")
        return value

    @model_validator(mode="after")
    def _others_are_kept_out(self) -> "Exclusion":
        if any(self.target in place(code) for code in self.imposer):
            raise ValueError(f"{self.target} keeps out its own. Name another target")
        return self
