"""Optimal tariff: the duty that serves a country or bloc best, if nobody answers."""

from typing import ClassVar, Literal

from pydantic import Field

from westphalia.scenario.levers.partners import Acting, Codes
from westphalia.scenario.levers.strategic import Strategic


class OptimalTariff(Acting, Strategic):
    """The imposers act as one and choose what raises their real income most, all else as the scenario has it.

    The chosen duty takes the place of all others on its cells, the base's included.
    """

    MAIN: ClassVar[str] = "by"

    kind: Literal["optimal_tariff"] = "optimal_tariff"
    target: Codes = Field(default=("ALL",), description="ISO-3 codes or groups whose trade is hit; ALL for everybody")
