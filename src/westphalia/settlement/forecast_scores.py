r"""How forecasts of a log did, against forecasts that need no model.

Errors are shares of an issue's scale from one end to the other, :math:`e = |o - y| / (h - l)`. What was entered when
the outcome was there, or rests on a coding of that day or later, is no forecast and is scored apart, whatever day it
says it was made on; of several forecasts from one coding the first counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.bargaining.scores import (
    Interval,
    cluster_bootstrap_interval,
    crps,
    hit_share,
    mean_absolute_error,
    median_absolute_error,
)
from westphalia.settlement.forecast_log import Log
from westphalia.settlement.forecasts import Forecast, IssueForecast, Outcome

__all__ = ["HIT", "Against", "Group", "Scored", "Scores", "scores"]

HIT: Final = 0.10
NO_CHANGE: Final = "no change"
MIDDLE: Final = "middle of the scale"
SEED: Final = 0
_ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class Scored:
    """One issue of one forecast, and what came about; shares of the scale but for `point` and `outcome`.

    `known` where the outcome was there, or could be, when the forecast was entered. `residual` is the outcome less the
    point; `no_change` and `middle` the same for the forecasts without a model, None where there is none. With
    `beyond_scale` the outcome lies beyond the end of the scale at which it is scored, and is further off than that.
    """

    line: int
    situation: str
    sha256: str
    issue: str
    title: str
    made: date
    entered: date
    coded: date
    on: date
    known: bool
    point: float
    outcome: float
    beyond_scale: bool
    unit: str | None
    residual: float
    crps: float
    in_inputs: bool
    in_model_error: bool
    no_change: float | None
    middle: float


@dataclass(frozen=True)
class Against:
    """The model beside a forecast without one, on the issues on which both say something.

    `difference` is the mean of the model's absolute errors less the other's: below zero the model was nearer. Its
    interval is a 95% bootstrap over whole negotiations; None with fewer than two.
    """

    name: str
    issues: int
    model: float
    other: float
    difference: float
    interval: Interval | None


@dataclass(frozen=True)
class Group:
    """Scores of the forecasts of one kind: those that were made ahead, or those that were not."""

    known: bool
    issues: int
    negotiations: int
    mae: float
    median: float
    hits: float
    crps: float
    in_inputs: float
    in_model_error: float
    against: tuple[Against, ...]


@dataclass(frozen=True)
class Scores:
    """Every issue with an outcome, the scores of either group, and how many forecasts wait for theirs.

    `ahead` and `known` are None where there is none of the kind; `without_no_change` names issues that stood nowhere,
    left out of that comparison; `repeated` counts issues of further forecasts from one coding, which do not count.
    """

    scored: tuple[Scored, ...]
    ahead: Group | None
    known: Group | None
    open: int
    repeated: int
    without_no_change: tuple[str, ...]


def scores(log: Log) -> Scores:
    """The forecasts of a log against the outcomes in it; of several outcomes of one issue the last counts."""
    came = {(one.situation, one.issue): one for _, one in log.outcomes}
    first: dict[tuple[str, str, str], Scored | None] = {}
    repeated = 0
    for sealed, made in log.forecasts:
        for issue in made.issues:
            key = made.situation.sha256, made.model, issue.name
            if key in first:
                repeated += 1
                continue
            found = came.get((made.situation.sha256, issue.name))
            first[key] = None if found is None else _scored(sealed.line, made, issue, found)
    scored = tuple(one for one in first.values() if one is not None)
    return Scores(
        scored=scored,
        ahead=_group([one for one in scored if not one.known], known=False),
        known=_group([one for one in scored if one.known], known=True),
        open=sum(one is None for one in first.values()),
        repeated=repeated,
        without_no_change=tuple(f"{one.situation}: {one.issue}" for one in scored if one.no_change is None),
    )


def _scored(line: int, made: Forecast, issue: IssueForecast, came: Outcome) -> Scored:
    low, high = issue.scale

    def off(forecast: float) -> float:
        return (came.value - forecast) / (high - low)

    return Scored(
        line=line,
        situation=made.situation.title,
        sha256=made.situation.sha256,
        issue=issue.name,
        title=issue.title,
        made=made.made,
        entered=made.entered,
        coded=made.situation.date,
        on=came.on,
        known=came.on <= max(made.entered, made.situation.date),
        point=issue.point,
        outcome=came.value,
        beyond_scale=came.beyond_scale,
        unit=issue.unit,
        residual=off(issue.point),
        crps=_crps(issue, came.value) / (high - low),
        in_inputs=_inside(came.value, issue.inputs),
        in_model_error=_inside(came.value, issue.model_error),
        no_change=None if issue.no_change is None else off(issue.no_change),
        middle=off(issue.middle),
    )


def _crps(issue: IssueForecast, outcome: float) -> float:
    """Score of the positions as a distribution, in units of the scale; of one position its distance."""
    position, weight = (
        np.array([[getattr(one, field) for one in issue.distribution]]) for field in ("value", "weight")
    )
    return float(crps(position, weight, np.array([outcome]))[0])


def _inside(value: float, ends: tuple[float, float]) -> bool:
    return ends[0] - _ROUNDING <= value <= ends[1] + _ROUNDING


def _group(scored: Sequence[Scored], *, known: bool) -> Group | None:
    if not scored:
        return None
    residual = np.array([one.residual for one in scored])
    return Group(
        known=known,
        issues=len(scored),
        negotiations=len({one.situation for one in scored}),
        mae=mean_absolute_error(residual),
        median=median_absolute_error(residual),
        hits=hit_share(residual, HIT),
        crps=_mean(one.crps for one in scored),
        in_inputs=_mean(one.in_inputs for one in scored),
        in_model_error=_mean(one.in_model_error for one in scored),
        against=tuple(found for name in (NO_CHANGE, MIDDLE) if (found := _against(name, scored))),
    )


def _against(name: str, scored: Iterable[Scored]) -> Against | None:
    """The model and a forecast without one on the same issues, pair by pair."""
    pairs = [(one, off) for one in scored if (off := one.no_change if name == NO_CHANGE else one.middle) is not None]
    if not pairs:
        return None
    model, other = np.abs([(one.residual, off) for one, off in pairs]).T
    return Against(
        name=name,
        issues=len(pairs),
        model=float(model.mean()),
        other=float(other.mean()),
        difference=float((model - other).mean()),
        interval=_interval(model - other, [one.situation for one, _ in pairs]),
    )


def _interval(difference: Float[np.ndarray, " q"], situation: Sequence[str]) -> Interval | None:
    """Issues of one negotiation are settled together, so whole negotiations are drawn; one alone gives no interval."""
    names = sorted(set(situation))
    if len(names) < 2:
        return None
    cluster = np.array([names.index(one) for one in situation])
    return cluster_bootstrap_interval(difference, cluster, np.random.default_rng(SEED))


def _mean(values: Iterable[float]) -> float:
    return float(np.mean(list(values)))
