"""Lifting: a lever of the scenario is taken back, wholly or in part."""

from typing import ClassVar, Literal

from pydantic import Field

from westphalia.scenario.levers.base import Part
from westphalia.scenario.levers.dated import Dated
from westphalia.scenario.levers.partners import Codes

LIFTABLE = ("tariff", "trade_cost", "embargo", "retaliation")


class Lifting(Dated):
    """The levers named lose a share of their strength; several liftings each take a share of what is left."""

    MAIN: ClassVar[str] = "share"

    kind: Literal["lifting"] = "lifting"
    lifts: Codes = Field(description="names of the levers lifted: tariff, trade_cost, embargo or retaliation")
    share: Part = Field(default=1.0, description="share of their strength taken away; 1 lifts them wholly")

    def left(self, year: int) -> float:
        """Share of a lifted lever's strength that is left in a year."""
        return 1 - self.share * self.strength(year)
