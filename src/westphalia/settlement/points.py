"""The compromise model and its baselines on a situation, with what is uncertain in two layers."""

from dataclasses import replace
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.bargaining.compromise import compromise, weighted_median, weighted_spread
from westphalia.bargaining.preferences import Preferences
from westphalia.settlement.answers import Band, Points
from westphalia.situation.arrays import status_quo, taking_part
from westphalia.situation.schema import Situation
from westphalia.world.backtest import model_error

OUTER: Final = (0.1, 0.9)
"""Ends of an interval over draws: one draw in ten lies below, one in ten above."""


def points(situation: Situation, mode: Preferences, draws: Preferences | None) -> Points:
    """What the positions imply on each issue, and the baselines without a model."""
    settled = compromise(mode)
    error = model_error().half_width
    low, middle, high = (
        (None,) * 3 if draws is None else np.quantile(compromise(draws), (OUTER[0], 0.5, OUTER[1]), axis=0)
    )
    return Points(
        compromise=settled,
        median=weighted_median(mode),
        mean=_plain_mean(situation, mode),
        equal_capability=compromise(_equally_capable(mode)),
        status_quo=status_quo(situation),
        spread=weighted_spread(mode),
        inputs=None if low is None or high is None else Band(low, high),
        middle=middle,
        model=Band(np.maximum(settled - error, 0.0), np.minimum(settled + error, 1.0)),
    )


def _plain_mean(situation: Situation, mode: Preferences) -> Float[np.ndarray, " q"]:
    """Mean of the positions of those to whom an issue matters, each counted once."""
    return np.asarray(np.average(mode.position, axis=0, weights=taking_part(situation)))


def _equally_capable(mode: Preferences) -> Preferences:
    return replace(mode, capability=np.ones_like(mode.capability))
