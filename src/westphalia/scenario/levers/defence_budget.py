"""Defence budget: a country's path of defence spending as a share of GDP."""

from typing import Annotated, ClassVar, Final, Literal

import numpy as np
from jaxtyping import Float, Int
from pydantic import Field, field_validator, model_validator

from westphalia.defence.spending import Shape, date_spread
from westphalia.scenario.levers.base import Fraction, LeverBase, Year, place

MAX_SHARE: Final = 0.5
Definition = Literal["nato", "nato-core", "sipri", "factbook", "national", "as-reported"]
Share = Annotated[Fraction, Field(json_schema_extra={"maximum": MAX_SHARE})]


class DefenceBudget(LeverBase):
    """Share of GDP by year, or a target with the years in which it may be reached.

    Where nobody gave a date, `target` is reached in one of `reached`, each as likely as the other:
    a spread of dates, never one invented date.
    """

    MAIN: ClassVar[str] = "target"

    kind: Literal["defence_budget"] = "defence_budget"
    country: str = Field(description="ISO-3 code")
    share: dict[Year, Share] = Field(description="fraction of GDP by year, at least the starting year")
    target: Share | None = Field(default=None, description="fraction of GDP to be reached, where no date is given")
    reached: tuple[Year, ...] = Field(
        default=(), description="years in which the target may be reached, equally likely"
    )
    shape: Shape = Field(default="linear", description="how the share moves between the years given")
    definition: Definition = Field(description="whose definition says what counts as defence")
    edition: str = Field(min_length=1, description="edition of the table the start is taken from, e.g. NATO-2024-06")
    price_basis: Literal["nominal"] = Field(description="price basis of the result")
    financing: dict[Literal["debt", "tax", "cuts"], Fraction] = Field(
        default={"debt": 1.0}, description="how the extra is paid; not modelled in this release, so {debt: 1} alone"
    )

    @field_validator("country")
    @classmethod
    def _one_country_spends(cls, value: str) -> str:
        if len(place(value)) > 1:
            raise ValueError(f"{value} is a group; a defence budget belongs to one country. Write one lever for each")
        return value

    @field_validator("share", "target")
    @classmethod
    def _share_is_a_fraction(cls, value: dict[int, float] | float | None) -> dict[int, float] | float | None:
        values = value.values() if isinstance(value, dict) else () if value is None else (value,)
        for x in values:
            if x > MAX_SHARE:
                raise ValueError(
                    f"{x:g} is not between 0 and {MAX_SHARE:g}. "
                    f"Shares are fractions; for {x:g} per cent write {x / 100:g}"
                )
        return value

    @field_validator("financing")
    @classmethod
    def _debt_alone_pays(cls, value: dict[str, float]) -> dict[str, float]:
        if {part: x for part, x in value.items() if x} != {"debt": 1}:
            raise ValueError("financing is not modelled in this release. Leave it out, or write {debt: 1}")
        return value

    @model_validator(mode="after")
    def _path_is_complete(self) -> "DefenceBudget":
        if not self.share:
            raise ValueError("share is empty. Give at least the starting year, e.g. {2024: 0.0233}")
        if self.target is None and not self.reached and len(self.share) < 2:
            raise ValueError("the path has one year and no target. Add a later year to share, or target and reached")
        if (self.target is None) != (not self.reached):
            raise ValueError("target and reached go together: the share, and the years in which it may be reached")
        if self.reached and min(self.reached) <= max(self.share):
            raise ValueError(f"reached {min(self.reached)} is not after the last year of share, {max(self.share)}")
        if len(set(self.reached)) != len(self.reached):
            raise ValueError("a year stands twice in reached; all are equally likely, so name each once")
        return self

    @property
    def start(self) -> int:
        """Year the plan is counted from, the first of `share`."""
        return min(self.share)

    @property
    def arrival(self) -> tuple[int, ...]:
        """Years in which the plan may be complete; one where its path is dated."""
        return tuple(sorted(self.reached)) or (max(self.share),)

    def share_paths(self, years: Int[np.ndarray, " t"]) -> Float[np.ndarray, "r t"]:
        """Share of GDP by year, one path for each year of `arrival`; the years begin in `start` or later."""
        last = max(self.share)
        target = self.share[last] if self.target is None else self.target
        return date_spread(years, self.share, target, self.arrival, self.shape)
