"""Oil cap: no more than a price for a part of one country's oil exports."""

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field, field_validator, model_validator

from westphalia.scenario.levers.base import Year, place
from westphalia.scenario.levers.dated import Dated

HIGHEST_PRICE: Final = 1000.0
MOST_BARRELS: Final = 100.0
Price = Annotated[float, Field(strict=True, gt=0, le=HIGHEST_PRICE)]
Costs = Annotated[float, Field(strict=True, ge=0, le=HIGHEST_PRICE)]


class OilCap(Dated):
    """A cap on the price of one country's oil for the sales that obey it; moves revenue, no accounts."""

    MAIN: ClassVar[str] = "cap"

    kind: Literal["oil_cap"] = "oil_cap"
    exporter: str = Field(default="RUS", description="ISO-3 code of who sells the oil")
    cap: Price | dict[Year, Price] = Field(
        description="highest price, USD a barrel; or one for each year from which it changes: {2023: 60, 2026: 47.6}"
    )
    world_price: Price = Field(description="price elsewhere, such as Brent, USD a barrel")
    discount: Costs = Field(default=0.0, description="what buyers take off the world price, USD a barrel")
    freight: Costs = Field(default=0.0, description="cost of the way to the buyer, USD a barrel; 0 where in discount")
    capped: Annotated[float, Field(strict=True, ge=0, le=1)] = Field(
        description="share of the sales that obey the cap; never known, and shown from 0 to 1"
    )
    shadow_price: Price | None = Field(
        default=None, description="what sales outside the cap bring, USD a barrel; the price on board unless given"
    )
    volume: Annotated[float, Field(strict=True, gt=0, le=MOST_BARRELS)] = Field(
        description="exports, million barrels a day; they do not answer the cap"
    )

    @field_validator("exporter")
    @classmethod
    def _one_sells(cls, value: str) -> str:
        if len(place(value)) > 1:
            raise ValueError(f"{value} is a group; a cap is on the oil of one country. Name it, e.g. RUS")
        return value

    @model_validator(mode="after")
    def _is_complete(self) -> "OilCap":
        if self.from_ is None:
            raise ValueError("no first year. Write from, the year in which the cap begins")
        if self.ramp is not None:
            raise ValueError("ramp: a cap does not rise by itself. Write cap as one price for each year")
        if not self.on_board > 0:
            raise ValueError(
                f"discount and freight take {self.discount + self.freight:g} of a world price of {self.world_price:g}, "
                "so nothing is left on board. Lower them"
            )
        if isinstance(self.cap, dict) and (not self.cap or min(self.cap) > self.from_):
            raise ValueError(f"cap names no price for {self.from_}, the first year. Add one")
        return self

    @property
    def on_board(self) -> float:
        """Price of a barrel at the exporter's port, USD."""
        return self.world_price - self.discount - self.freight

    @property
    def shadow(self) -> float:
        """What a barrel sold outside the cap brings, USD."""
        return self.on_board if self.shadow_price is None else self.shadow_price

    def cap_in(self, year: int) -> float:
        """The cap of a year: the last one named up to it."""
        if not isinstance(self.cap, dict):
            return self.cap
        return self.cap[max(named for named in self.cap if named <= year)]
