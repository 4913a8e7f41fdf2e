"""A number somebody coded: lowest, most likely and highest, with where it comes from."""

from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from westphalia.scenario.levers.base import Claim, Misplaced
from westphalia.situation.values import Prose, one_line

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
ADDRESS: Final = r"^https?://[^\s/]+\.[^\s/]+(/\S*)?$"
Address = Annotated[str, Field(pattern=ADDRESS), AfterValidator(one_line)]
Basis = Literal["stated", "inferred", "assumed"]
SMALLEST: Final = 1e-9
LARGEST: Final = 1e9
WIDEST: Final = 1e6
"""How many times its lowest value the highest of a weight may be: it is drawn as a ratio."""


class Part(BaseModel):
    """A part of a situation: frozen, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Sourced(Part):
    """Something with an origin: claims, a source, or an assumption with its reason."""

    claims: tuple[Claim, ...] = Field(
        default=(), description="claims it rests on: <first 8 of the text's hash>@<start>-<end>"
    )
    source: Prose | None = Field(default=None, description="publication or statement it rests on")
    url: Address | None = Field(default=None, description="page it was read on")
    inferred: Prose | None = Field(default=None, description="how it is inferred from what is cited")
    assumed: Prose | None = Field(default=None, description="what is assumed, and why")

    @model_validator(mode="after")
    def _has_origin(self) -> "Sourced":
        if not (self.claims or any(text and text.strip() for text in (self.source, self.assumed))):
            raise ValueError("no origin. Cite claims, a source, or say what is assumed and why")
        if self.url is not None and self.source is None:
            raise ValueError("a url without a source. Write who said it and when in source")
        return self

    @property
    def basis(self) -> Basis:
        """What the number stands on: an assumption wherever one is named, else an inference, else what was said."""
        if self.assumed is not None:
            return "assumed"
        return "stated" if self.inferred is None else "inferred"


class Estimate(Sourced):
    """Lowest, most likely and highest value; all three the same where nothing is uncertain."""

    low: Number = Field(description="lowest value held possible")
    mode: Number = Field(description="most likely value")
    high: Number = Field(description="highest value held possible")

    @model_validator(mode="after")
    def _in_order(self) -> "Estimate":
        if not self.low <= self.mode <= self.high:
            raise ValueError(f"{self.low:g}, {self.mode:g}, {self.high:g} are not in order. Expected low ≤ mode ≤ high")
        return self

    def can_be_drawn(self, field: str) -> None:
        """Refuse a weight, capability or salience, that arithmetic does not hold, with the path it stands at."""
        for end in ("low", "high"):
            value = getattr(self, end)
            if not SMALLEST <= value <= LARGEST:
                expected = f"Expected {SMALLEST:.9f} to {LARGEST:,.0f}; only ratios count"
                raise Misplaced((field, end), f"{value:g} is out of bounds. {expected}")
        if self.high > WIDEST * self.low:
            raise Misplaced(
                (field, "high"),
                f"{self.high:g} is more than {WIDEST:,.0f} times {self.low:g}, the low. Narrow the range",
            )

    @property
    def values(self) -> tuple[float, float, float]:
        """Lowest, most likely and highest."""
        return self.low, self.mode, self.high
