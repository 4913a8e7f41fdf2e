"""Tariff war: blocs that each choose their best duties against the others."""

from typing import Annotated, ClassVar, Final, Literal

from pydantic import BeforeValidator, Field, field_validator

from westphalia.scenario.levers.partners import Codes
from westphalia.scenario.levers.strategic import Strategic
from westphalia.scenario.places import EVERYBODY

_FEWEST: Final = 2


def _listed(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


class TariffWar(Strategic):
    """Every player's duties on the others are his best answer to theirs: a Nash equilibrium.

    The chosen duties take the place of all others between the players, the base's included.
    """

    MAIN: ClassVar[str] = "by"

    kind: Literal["tariff_war"] = "tariff_war"
    players: Annotated[tuple[Codes, ...], BeforeValidator(_listed), Field(min_length=_FEWEST)] = Field(
        description="who fights: each a code, a group, or a list of codes that act as one"
    )

    @field_validator("players")
    @classmethod
    def _everybody_is_no_player(cls, value: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        if any(EVERYBODY in player for player in value):
            raise ValueError(f"{EVERYBODY} is no player. Name the countries and groups that fight each other")
        return value
