"""What the yearly accounting supposes: how output and budgets answer spending, taxes and trade."""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from westphalia.economy.annual import DEFAULT_KERNEL
from westphalia.errors import DataError
from westphalia.scenario.levers.base import short
from westphalia.world.multipliers import DEFAULT_MULTIPLIER, multiplier

LARGEST: Final = 3.0
_WHOLE: Final = 1e-9
Weight = Annotated[float, Field(strict=True, ge=0, le=1)]


class Economy(BaseModel):
    """How output, budgets and debt answer; without it the spans of the tables, low, central and high."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    multiplier: Annotated[float, Field(strict=True, ge=0, le=LARGEST)] | str = Field(
        default=DEFAULT_MULTIPLIER,
        union_mode="left_to_right",
        description="output for one unit of spending: the name of a study in the table of multipliers, or a number",
    )
    leakage: Weight | None = Field(
        default=None, description="share of the extra spent on imports; the table's span without it, none where netted"
    )
    kernel: Annotated[tuple[Weight, ...], Field(min_length=1, max_length=15)] = Field(
        default=DEFAULT_KERNEL,
        description="parts of the answer in the year of spending and those after; they add to one",
    )
    semi_elasticity: Literal["by_source", "average"] = Field(
        default="by_source",
        description="answer of the budget to output: by what moves output (exports, consumption), or one average",
    )
    source: str | None = Field(default=None, min_length=1, description="publication the numbers rest on")
    assumed: str | None = Field(default=None, min_length=1, description="what is assumed, and why")

    @field_validator("multiplier", mode="before")
    @classmethod
    def _number_or_study(cls, value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise ValueError(f"{short(value)} is neither a number nor the name of a study. Write 0.8, or for one kiel")
        if not isinstance(value, str) and not 0 <= value <= LARGEST:
            raise ValueError(f"{value:g} is not between 0 and {LARGEST:g}. Write what one unit adds to output, as 0.8")
        return value

    @field_validator("multiplier")
    @classmethod
    def _study_is_known(cls, value: float | str) -> float | str:
        if isinstance(value, str):
            try:
                multiplier(value)
            except DataError as error:
                raise ValueError(str(error)) from None
        return value

    @field_validator("kernel")
    @classmethod
    def _parts_add_to_one(cls, value: tuple[float, ...]) -> tuple[float, ...]:
        if abs(sum(value) - 1) > _WHOLE:
            raise ValueError(f"the parts add to {sum(value):g}, not to 1. Write for example [0.6, 0.4]")
        return value

    @model_validator(mode="after")
    def _imports_leave_once(self) -> "Economy":
        if self.leakage and isinstance(self.multiplier, str) and multiplier(self.multiplier).nets_imports:
            raise ValueError(
                f"the multiplier of {self.multiplier} is net of imports already, so leakage {self.leakage:g} takes "
                "them out twice. Drop leakage, or name another multiplier"
            )
        if self.is_set and not (self.source or self.assumed):
            raise ValueError("no origin. Name a source, or say what is assumed and why")
        if (self.source or self.assumed) and not self.is_set:
            raise ValueError("an origin, and no number that differs from the tables. Set one, such as multiplier")
        return self

    @property
    def is_set(self) -> bool:
        """Whether anything differs from the tables' spans."""
        plain = Economy.model_fields
        names = ("multiplier", "leakage", "kernel", "semi_elasticity")
        return any(getattr(self, name) != plain[name].get_default() for name in names)
