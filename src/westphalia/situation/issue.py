"""An issue: an ordered scale with named ends, and the levels a text can settle on."""

from typing import Annotated, Final

from pydantic import Field, field_validator, model_validator

from westphalia.evidence.claims import Issue as SpokenOf
from westphalia.scenario.levers import Lever
from westphalia.scenario.levers.base import Misplaced, Year
from westphalia.scenario.limits import base_is_held, horizon_is_held
from westphalia.situation.estimate import SMALLEST, Number, Part, Sourced
from westphalia.situation.values import Line
from westphalia.world.economies import LATEST_VINTAGE

FARTHEST: Final = 1e15
"""How far from 0 an end of a scale may lie."""
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Level(Part):
    """One step a text can settle on, and what governments would then do."""

    name: Line = Field(description="the level in a few words")
    at: Number = Field(description="place on the scale, in its units")
    levers: tuple[Lever, ...] = Field(default=(), description="what governments would then do, as in a scenario")
    preset: Line | None = Field(default=None, description="preset whose levers those are, in place of them")
    changes: tuple[Line, ...] = Field(default=(), description="changes to the preset, LEVER.FIELD=VALUE")

    @model_validator(mode="after")
    def _one_way(self) -> "Level":
        if self.preset is not None and self.levers:
            raise ValueError("levers and a preset. Write one of them")
        if self.changes and self.preset is None:
            raise ValueError("changes without a preset. Name the preset they change")
        return self


class StatusQuo(Sourced):
    """Where an issue stands, today or if talks fail, as far as it stands anywhere."""

    at: Number = Field(description="place on the scale, in its units")


class Issue(Part):
    """An ordered scale: what its two ends mean, and the levels between them that a text can settle on."""

    name: Name = Field(description="handle by which positions and conditions name it")
    title: Line = Field(description="the issue in words")
    low: Line = Field(description="what the lower end of the scale means")
    high: Line = Field(description="what the upper end of the scale means")
    scale: tuple[Number, Number] = Field(default=(0.0, 1.0), description="numbers of the two ends")
    unit: Line | None = Field(default=None, description="unit of the scale, where it has one")
    levels: tuple[Level, ...] = Field(min_length=2, description="levels a text can settle on, in order")
    status_quo: StatusQuo | None = Field(default=None, description="where the issue stands on the day it is coded")
    no_deal: StatusQuo | None = Field(
        default=None, description="where the issue goes if talks fail; the status quo where it is not given"
    )
    about: tuple[SpokenOf, ...] = Field(default=(), description="issues of reports that speak of it")

    @model_validator(mode="after")
    def _scale_holds(self) -> "Issue":
        start, end = self.scale
        if not start < end:
            raise ValueError(f"scale from {start:g} to {end:g}. Expected the lower number first")
        largest = max(abs(start), abs(end))
        if largest > FARTHEST or end - start < max(SMALLEST, largest * SMALLEST):
            raise Misplaced(("scale",), f"{start:g} to {end:g} cannot be told apart in numbers. Take another unit")
        places = [level.at for level in self.levels]
        for k, at in enumerate(places):
            self.on_scale(("levels", k, "at"), at)
            if k and self.place(at) <= self.place(places[k - 1]):
                raise Misplaced(("levels", k, "at"), f"{at:g} is not above {places[k - 1]:g}. Write levels in order")
        for field, stands in (("status_quo", self.status_quo), ("no_deal", self.no_deal)):
            if stands is not None:
                self.on_scale((field, "at"), stands.at)
        names = [level.name for level in self.levels]
        if len(set(names)) != len(names):
            raise ValueError("two levels of the same name. Give each a name of its own")
        return self

    def on_scale(self, path: tuple[str | int, ...], value: float) -> None:
        """Refuse a value off the scale, with the path it stands at."""
        start, end = self.scale
        if not start <= value <= end:
            raise Misplaced(path, f"{value:g} is off the scale of {self.name}. Expected {start:g} to {end:g}")

    def place(self, value: float) -> float:
        """A value of the scale as a place from 0 to 1."""
        start, end = self.scale
        return (value - start) / (end - start)

    def value(self, place: float) -> float:
        """A place from 0 to 1 as a value of the scale."""
        start, end = self.scale
        return start + place * (end - start)

    @property
    def without(self) -> StatusQuo | None:
        """Where the issue goes without an agreement."""
        return self.no_deal or self.status_quo

    def step(self, level: str) -> int:
        """Which level has this name, counted from 0."""
        return [one.name for one in self.levels].index(level)


class Consequences(Part):
    """What the levers of levels are set against."""

    base: Line = Field(default="icio-2022", description="observed world the levers of levels are set against")
    horizon: tuple[Year, Year] = Field(default=(2025, 2035), description="first and last year shown")

    @field_validator("base")
    @classmethod
    def _base_is_known(cls, base: str) -> str:
        return base_is_held(base)

    @model_validator(mode="after")
    def _years_are_held(self) -> "Consequences":
        horizon_is_held(self.horizon, LATEST_VINTAGE)
        return self
