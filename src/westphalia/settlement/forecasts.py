r"""Entries of a forecast log: what was forecast on a day, issue by issue, and later what came about.

A forecast keeps everything its score will need, so that neither the situation nor the program has to be found again:
the point of the compromise model, both intervals, the weighted positions as a distribution, and the two forecasts that
need no model. Numbers are in the units of each issue's scale.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any, Final, Literal

import numpy as np
from jaxtyping import Float
from pydantic import BeforeValidator, Field

from westphalia.bargaining.compromise import influence
from westphalia.errors import UsageError, nearest
from westphalia.scenario.levers.base import Day
from westphalia.settlement.answers import Band
from westphalia.settlement.points import OUTER
from westphalia.settlement.settled import Settlement, settle
from westphalia.situation.estimate import Number, Part
from westphalia.situation.issue import Issue, Name
from westphalia.situation.schema import Situation
from westphalia.version import __version__
from westphalia.world.backtest import model_error

__all__ = [
    "MODEL", "Came", "Error", "Forecast", "IssueForecast", "Negotiation", "Outcome", "Weighted", "forecast", "outcome",
]  # fmt: skip

MODEL: Final = "compromise"
DRAWS: Final = 1000
MIDDLE: Final = 0.5
_KEPT: Final = 6
"""Decimals kept: more would make the same forecast differ from one machine to the next."""

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def _pair(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


Ends = Annotated[tuple[Number, Number], BeforeValidator(_pair)]


class Weighted(Part):
    """One position and its share of the weight of all."""

    value: Number
    weight: Annotated[Number, Field(gt=0, le=1)]


class IssueForecast(Part):
    """What was forecast on one issue, in the units of its scale.

    `inputs` is the interval over draws of what was coded, `model_error` the one that history asks for; they are not
    merged. `distribution` are the positions with their weights. `no_change` is where the issue stood, None where it
    stood nowhere, and `middle` the middle of its scale.
    """

    name: Name
    title: str
    scale: Ends
    unit: str | None
    point: Number
    inputs: Ends
    model_error: Ends
    distribution: Annotated[tuple[Weighted, ...], Field(min_length=1)]
    no_change: Number | None
    middle: Number


class Negotiation(Part):
    """Which situation it was: title, hash of its content, the file as it was named, and the day it was coded as of."""

    title: str
    sha256: Hash
    file: str
    date: Day


class Error(Part):
    """Where the interval of the model's error is from: half-width as a share of the scale, and how much it held."""

    source: str
    half_width: Number
    level: Number


class Forecast(Part):
    """A forecast: `made` on the day somebody says, `entered` into the log on the day the clock said."""

    format: Literal["westphalia-forecasts/1"] = "westphalia-forecasts/1"
    kind: Literal["forecast"] = "forecast"
    entered: Day
    made: Day
    situation: Negotiation
    model: str
    version: str
    draws: int
    seed: int
    inputs_level: Number
    error: Error
    issues: Annotated[tuple[IssueForecast, ...], Field(min_length=1)]

    def says_the_same(self, other: "Forecast") -> bool:
        """Whether another forecast differs in its days alone."""
        return self.model_copy(update={"made": other.made, "entered": other.entered}) == other

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its issues."""
        return tuple(one.name for one in self.issues)

    def issue(self, name: str) -> IssueForecast | None:
        """The forecast on the issue of this name, if there is one."""
        return next((one for one in self.issues if one.name == name), None)


@dataclass(frozen=True)
class Came:
    """What somebody reports of an issue: its value in the units of the scale, the day, where it is read.

    `correction` says why it is another than the one entered before; `beyond_scale` that it came about beyond the end
    of the scale given as its value.
    """

    issue: str
    value: float
    on: date
    source: str
    correction: str | None = None
    beyond_scale: bool = False


class Outcome(Part):
    """What came about on one issue of a situation, on which day, by which source.

    With `beyond_scale` the value is the end of the scale it lies beyond, and every miss is at least what is scored.
    """

    format: Literal["westphalia-forecasts/1"] = "westphalia-forecasts/1"
    kind: Literal["outcome"] = "outcome"
    entered: Day
    situation: Hash
    title: str
    issue: Name
    value: Number
    on: Day
    source: Annotated[str, Field(min_length=1)]
    correction: str | None = None
    beyond_scale: bool = False


def forecast(situation: Situation, file: str, made: date, entered: date) -> Forecast:
    """The forecast of a situation, as it goes into the log; refused ahead of its day, or before the situation's."""
    if made > entered:
        raise UsageError(f"--on: {made} is to come. A forecast is made today, or was made before.")
    if made < situation.date:
        raise UsageError(
            f"--on: {made} is before {situation.date}, the day the situation is coded as of. A forecast cannot be "
            "older than what it rests on."
        )
    settled, error = settle(situation, DRAWS), model_error()
    return Forecast(
        entered=entered,
        made=made,
        situation=Negotiation(title=situation.title, sha256=situation.sha256, file=file, date=situation.date),
        model=MODEL,
        version=__version__,
        draws=DRAWS,
        seed=situation.seed,
        inputs_level=round(OUTER[1] - OUTER[0], _KEPT),
        error=Error(source=error.source, half_width=error.half_width, level=error.level),
        issues=tuple(_issue_forecast(settled, q) for q in range(len(situation.issues))),
    )


def outcome(of: Forecast, came: Came, entered: date) -> Outcome:
    """What came about on an issue that a forecast speaks of; refused off its scale or on a day that cannot be."""
    said = of.issue(came.issue)
    if said is None:
        raise UsageError(f"--issue: no issue is called {came.issue!r}. {nearest(came.issue, of.names)}")
    low, high = said.scale
    if not low <= came.value <= high:
        raise UsageError(
            f"--value: {came.value:g} is off the scale of {came.issue}, {low:g} to {high:g}. If that is no slip, give "
            "the end it lies beyond with --beyond-scale, and the number in --source."
        )
    if came.beyond_scale and came.value not in said.scale:
        raise UsageError(
            f"--beyond-scale: {came.value:g} is within the scale of {came.issue}, {low:g} to {high:g}. Give the end it "
            "lies beyond, or leave the option out."
        )
    for option, text in (("--source", came.source), ("--correction", came.correction)):
        if text is not None and not (text.strip() and text.isprintable()):
            raise UsageError(f"{option}: {text!a} is empty or not printable. Write a line of text.")
    if came.on > entered:
        raise UsageError(f"--on: {came.on} is to come. An outcome is entered when it is there.")
    if came.on < of.situation.date:
        raise UsageError(
            f"--on: {came.on} is before {of.situation.date}, the day the situation is coded as of. An outcome comes "
            "about on that day or later."
        )
    return Outcome(entered=entered, situation=of.situation.sha256, title=of.situation.title, **asdict(came))


def _issue_forecast(settled: Settlement, q: int) -> IssueForecast:
    issue, points = settled.situation.issues[q], settled.points
    assert points.inputs is not None
    quo = issue.status_quo
    return IssueForecast(
        name=issue.name,
        title=issue.title,
        scale=issue.scale,
        unit=issue.unit,
        point=_value(issue, points.compromise[q]),
        inputs=_ends(issue, points.inputs, q),
        model_error=_ends(issue, points.model, q),
        distribution=_distribution(issue, settled.mode.position[:, q], influence(settled.mode)[:, q]),
        no_change=None if quo is None else quo.at,
        middle=_value(issue, MIDDLE),
    )


def _distribution(
    issue: Issue, position: Float[np.ndarray, " a"], share: Float[np.ndarray, " a"]
) -> tuple[Weighted, ...]:
    r"""Positions from the low end of the scale to the high one, with the weights :math:`w_{aq} / \sum_a w_{aq}`."""
    places, where = np.unique(position, return_inverse=True)
    together = np.bincount(where, weights=share)
    return tuple(
        Weighted(value=_value(issue, place), weight=weight)
        for place, held in zip(places, together, strict=True)
        if (weight := round(float(held), _KEPT)) > 0
    )


def _ends(issue: Issue, band: Band, q: int) -> tuple[float, float]:
    return _value(issue, band.low[q]), _value(issue, band.high[q])


def _value(issue: Issue, place: float) -> float:
    return round(float(issue.value(float(place))), _KEPT)
