"""When a lever is in force, and how strongly in its first years."""

from typing import Annotated, Final

from pydantic import Field, model_validator

from westphalia.scenario.levers.base import LeverBase, Year

LONGEST_RAMP: Final = 50
Ramp = Annotated[int, Field(strict=True, ge=1, le=LONGEST_RAMP)]


class Dated(LeverBase):
    """A lever with a first year, a last year and a ramp; without dates it is always in force."""

    from_: Year | None = Field(default=None, alias="from", description="first year")
    until: Year | None = Field(default=None, description="last year; without it the lever stays")
    ramp: Ramp | None = Field(
        default=None, description="years in which it rises to full strength in equal steps, the first year counted"
    )

    @model_validator(mode="after")
    def _dates_fit(self) -> "Dated":
        if self.ramp is not None and self.from_ is None:
            raise ValueError("ramp without from. Say in which year the lever begins to rise")
        if self.until is None or self.from_ is None:
            return self
        if self.until < self.from_:
            raise ValueError(f"until {self.until} is before from {self.from_}. Write the last year, not the first")
        life = self.until - self.from_ + 1
        if self.ramp is not None and self.ramp > life:
            raise ValueError(f"ramp takes {self.ramp} years and the lever lasts {life}. Shorten it or move until")
        return self

    def strength(self, year: int) -> float:
        r"""Share of full strength in a year, :math:`\min(1, (y - y_0 + 1)/r)` between first and last year, else 0."""
        if (self.from_ is not None and year < self.from_) or (self.until is not None and year > self.until):
            return 0.0
        if self.ramp is None or self.from_ is None:
            return 1.0
        return min(1.0, (year - self.from_ + 1) / self.ramp)
