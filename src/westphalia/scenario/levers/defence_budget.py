"""Defence budget: a country's path of defence spending as a share of GDP."""

from typing import Literal

from pydantic import Field, field_validator, model_validator

from westphalia.scenario.levers.base import LeverBase

MAX_SHARE = 0.5


class DefenceBudget(LeverBase):
    """Share of GDP by year, or a target with the years in which it may be reached.

    Where nobody gave a date, `target` is reached in one of `reached`, each as likely as the other:
    a spread of dates, never one invented date.
    """

    kind: Literal["defence_budget"] = "defence_budget"
    country: str = Field(description="ISO-3 code")
    share: dict[int, float] = Field(description="fraction of GDP by year, at least the starting year")
    target: float | None = Field(default=None, description="fraction of GDP to be reached, where no date is given")
    reached: tuple[int, ...] = Field(default=(), description="years in which the target may be reached, equally likely")
    shape: Literal["linear", "front_loaded", "step"] = "linear"
    definition: Literal["nato", "national"] = Field(description="what counts as defence")
    edition: str = Field(description="edition of the table the start is taken from, e.g. NATO-2024-06")
    price_basis: Literal["nominal"] = Field(description="price basis of the result")
    financing: dict[Literal["debt", "tax", "cuts"], float] = Field(default={"debt": 1.0})

    @field_validator("share", "target")
    @classmethod
    def _share_is_a_fraction(cls, value: dict[int, float] | float | None) -> dict[int, float] | float | None:
        values = list(value.values()) if isinstance(value, dict) else [] if value is None else [value]
        for x in values:
            if not 0 <= x <= MAX_SHARE:
                raise ValueError(
                    f"{x:g} is not between 0 and {MAX_SHARE:g}. "
                    f"Shares are fractions; for {x:g} per cent write {x / 100:g}"
                )
        return value

    @model_validator(mode="after")
    def _path_is_complete(self) -> "DefenceBudget":
        if not self.share:
            raise ValueError("share is empty. Give at least the starting year, e.g. {2024: 0.0233}")
        if self.target is None and len(self.share) < 2:
            raise ValueError("the path has one year and no target. Add a later year to share, or target and reached")
        if (self.target is None) != (not self.reached):
            raise ValueError("target and reached go together: the share, and the years in which it may be reached")
        if self.reached and min(self.reached) <= max(self.share):
            raise ValueError(f"reached {min(self.reached)} is not after the last year of share, {max(self.share)}")
        if abs(sum(self.financing.values()) - 1) > 1e-9:
            raise ValueError(f"financing adds to {sum(self.financing.values()):g}, expected 1")
        return self
