r"""The shipped situation of February 2025 against the minerals agreement signed in April: one issue, every model.

Beside the scales of the texts, on which almost nothing was stated by both sides, stands what was coded in full, and how
far each model is off with it. It is no test of a forecast: the scale has three levels, was drawn with the text at hand,
and the text signed is the middle one.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.errors import DataError
from westphalia.settlement.settled import Settlement, settle
from westphalia.situation.files import load_situation

__all__ = ["COMPROMISE", "MEAN", "SIGNED_WORDS", "SituationHoldout", "SituationScore", "situation_holdout"]

SITUATION: Final = "ukraine-2025-02"
ISSUE: Final = "minerals"
SIGNED_WORDS: Final = ("joint fund", "no debt")
"""Words of the level nearest to the text of 30 April 2025: an investment fund of both, and no debt for past aid."""
COMPROMISE, MEAN = "compromise", "plain mean"


@dataclass(frozen=True)
class SituationScore:
    """One forecast: its place on the scale and how far that is from what was signed; None where it says nothing."""

    forecast: str
    place: float | None
    miss: float | None


@dataclass(frozen=True)
class SituationHoldout:
    """Forecasts of one issue of a situation, of its day, against the place of what was signed later."""

    situation: str
    date: date
    issue: str
    level: str
    signed: float
    scores: tuple[SituationScore, ...]

    def miss(self, forecast: str) -> float | None:
        """How far a forecast is off."""
        return next(one.miss for one in self.scores if one.forecast == forecast)


def situation_holdout() -> SituationHoldout:
    r"""The misses :math:`|y_q - o_q|` on the minerals issue, at the likeliest coding, of every model."""
    situation = load_situation(SITUATION)
    named = [one.name for one in situation.issue(ISSUE).levels if all(words in one.name for words in SIGNED_WORDS)]
    if len(named) != 1:
        raise DataError(
            f"{SITUATION}: {len(named)} levels of {ISSUE} name a {' and '.join(SIGNED_WORDS)}. Expected one."
        )
    return scored(settle(situation, draws=None), ISSUE, named[0])


def scored(of: Settlement, issue: str, level: str) -> SituationHoldout:
    """Every model on one issue against the level that came about."""
    found = of.situation.issue(issue)
    q, signed = of.situation.issue_names.index(issue), found.place(found.levels[found.step(level)].at)
    points, bargain = of.points, of.bargain
    forecasts = (
        (COMPROMISE, points.compromise),
        ("Nash point", bargain.nash),
        ("Kalai–Smorodinsky point", bargain.kalai_smorodinsky),
        (MEAN, points.mean),
        ("status quo", points.status_quo),
        ("middle of the scale", np.full(len(points.compromise), 0.5)),
    )
    scores = tuple(_score(name, place, q, signed) for name, place in forecasts)
    return SituationHoldout(of.situation.title, of.situation.date, issue, level, signed, scores)


def _score(name: str, place: Float[np.ndarray, " q"] | None, q: int, signed: float) -> SituationScore:
    if place is None or not np.isfinite(place[q]):
        return SituationScore(name, None, None)
    return SituationScore(name, float(place[q]), abs(float(place[q]) - signed))
