"""Defence budget: the path of defence spending as a share of GDP, of a country or of every member of a group."""

from typing import Annotated, Any, ClassVar, Final, Literal

import numpy as np
from jaxtyping import Float, Int
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from westphalia.defence.spending import Shape, date_spread
from westphalia.scenario.levers.base import Fraction, Year, place
from westphalia.scenario.levers.financed import Amount, Financed
from westphalia.units import fraction

MAX_SHARE: Final = 0.5
Definition = Literal["nato", "nato-core", "sipri", "factbook", "national", "as-reported"]
Against = Literal["constant_share", "flat_real", "flat_cash", "previous_plan"]
Share = Annotated[Fraction, Field(json_schema_extra={"maximum": MAX_SHARE})]


def fraction_of_gdp(share: float | None) -> float | None:
    """The share as it stands, where it can be one of GDP; a number of per cent is answered with the fraction."""
    if share is not None and share > MAX_SHARE:
        raise ValueError(
            f"{share:g} is not between 0 and {MAX_SHARE:g}. "
            f"Shares are fractions; for {share:g} per cent write {fraction(share):g}"
        )
    return share


def _one_or_many(value: Any) -> Any:
    return (value,) if isinstance(value, int) else value


class EuLoan(BaseModel):
    """A loan of the European Union for defence (SAFE): cheaper or dearer debt, not a grant."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: Amount = Field(description="loan in EUR bn, paid out in equal yearly parts")
    rate: Annotated[float, Field(strict=True, ge=0, le=1)] = Field(
        description="interest on the loan a year, as a fraction"
    )
    from_: Year = Field(default=2026, alias="from", description="first year in which it is paid out")
    until: Year = Field(default=2030, description="last year in which it is paid out")

    @model_validator(mode="after")
    def _dates_fit(self) -> "EuLoan":
        if self.until < self.from_:
            raise ValueError(f"until {self.until} is before from {self.from_}. Write the last year, not the first")
        return self


class DefenceBudget(Financed):
    """Share of GDP by year, or a target with the years in which it may be reached; of a country or a group.

    Where nobody gave a date, `target` is reached in one of `reached`, each as likely as the other: a spread of
    dates, never one invented date. Without `share`, everybody starts from what the edition says of him.
    """

    MAIN: ClassVar[str] = "target"
    LATER: ClassVar[tuple[str, ...]] = (*Financed.LATER, "start", "previous", "against", "lower", "eu_loan", "except_")

    kind: Literal["defence_budget"] = "defence_budget"
    country: str = Field(description="ISO-3 code, or a group whose members each follow the path")
    except_: tuple[str, ...] = Field(
        default=(), alias="except", description="members of the group that do not follow the path, by ISO-3 code"
    )
    share: dict[Year, Share] = Field(
        default={}, description="fraction of GDP by year, at least the starting year; without it the edition's shares"
    )
    start: Year | None = Field(
        default=None, description="year of the edition the path starts from, where share is left out; its last without"
    )
    target: Share | None = Field(default=None, description="fraction of GDP to be reached")
    reached: Annotated[tuple[Year, ...], BeforeValidator(_one_or_many)] = Field(
        default=(), description="years in which the target may be reached, equally likely; one where the date is known"
    )
    shape: Shape = Field(default="linear", description="how the share moves between the years given")
    previous: dict[Year, Share] = Field(
        default={}, description="the plan before, as fraction of GDP by year from the starting year on"
    )
    against: Against = Field(
        default="constant_share", description="what would be spent otherwise; the rest is the extra that has to be paid"
    )
    lower: bool = Field(default=False, strict=True, description="true where the path is meant to fall below its start")
    definition: Definition = Field(description="whose definition says what counts as defence")
    edition: str = Field(min_length=1, description="edition of the table the start is taken from, e.g. NATO-2024-06")
    price_basis: Literal["nominal", "constant"] = Field(
        description="prices of the sums: of each year (nominal), or of the starting year (constant)"
    )
    eu_loan: EuLoan | None = Field(default=None, description="loan of the EU for defence that pays part of the debt")

    @field_validator("country")
    @classmethod
    def _somebody_spends(cls, value: str) -> str:
        place(value)
        return value

    @field_validator("share", "target", "previous")
    @classmethod
    def _share_is_a_fraction(cls, value: dict[int, float] | float | None) -> dict[int, float] | float | None:
        for x in value.values() if isinstance(value, dict) else (value,):
            fraction_of_gdp(x)
        return value

    @model_validator(mode="after")
    def _path_is_complete(self) -> "DefenceBudget":
        if (self.target is None) != (not self.reached):
            raise ValueError("target and reached go together: the share, and the years in which it may be reached")
        if self.target is None and len(self.share) < 2:
            has = "one year" if self.share else "no year"
            raise ValueError(f"the path has {has} and no target. Add a later year to share, or target and reached")
        if self.reached and self.share and min(self.reached) <= max(self.share):
            raise ValueError(
                f"reached {min(self.reached)} is not after the last year of share, {max(self.share)}. Name a later year"
            )
        if len(set(self.reached)) != len(self.reached):
            raise ValueError("a year stands twice in reached; all are equally likely, so name each once")
        if self.share and len(place(self.country)) > 1:
            raise ValueError(
                f"share is one country's path and {self.country} is a group. Leave share out, so that every member "
                "starts from the edition, or write one lever for each"
            )
        self._others_remain()
        if self.share and self.start is not None:
            raise ValueError("start and share go apart: the first year of share is the start. Drop one of them")
        if self.eu_loan and not self.paid_by("debt"):
            raise ValueError("eu_loan is debt, and financing takes up none. Give debt a share, or drop the loan")
        if (self.against == "previous_plan") and not self.previous:
            raise ValueError("against previous_plan needs the plan. Write previous, e.g. {2024: 0.023, 2027: 0.025}")
        if self.previous and len(place(self.country)) > 1:
            raise ValueError(f"previous is one country's plan and {self.country} is a group. Write one lever for each")
        return self

    def _others_remain(self) -> None:
        inside = place(self.country)
        for code in self.except_:
            if code not in inside:
                raise ValueError(f"except {code}: it is no member of {self.country}, so it follows no path. Drop it")
        if not self.members:
            raise ValueError(f"except names all of {self.country}, and nobody follows the path. Keep somebody")

    @property
    def members(self) -> tuple[str, ...]:
        """Who follows the path: the country, or every member of the group that is not excepted."""
        return tuple(code for code in place(self.country) if code not in self.except_)

    @property
    def is_group(self) -> bool:
        """Whether several countries follow the path."""
        return len(self.members) > 1

    @property
    def arrival(self) -> tuple[int, ...]:
        """Years in which the plan may be complete; one where its path is dated."""
        return tuple(sorted(self.reached)) or (max(self.share),)

    def share_paths(
        self, years: Int[np.ndarray, " t"], share: dict[int, float] | None = None
    ) -> Float[np.ndarray, "r t"]:
        """Share of GDP by year, one path for each year of `arrival`; the years begin in the start or later.

        `share` takes the place of the lever's own points, as for a member that starts from the edition. A member that
        spends more than the target already stays where it is, unless the path is meant to fall.
        """
        points = share or self.share
        last = max(points)
        target = points[last] if self.target is None else self.target
        if not self.lower:
            target = max(target, points[last])
        return date_spread(years, points, target, self.arrival, self.shape)
