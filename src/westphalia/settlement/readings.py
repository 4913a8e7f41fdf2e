"""The challenge model on every issue of a situation, under each reading of its description: a comparison."""

import numpy as np
from jaxtyping import Bool

from westphalia.bargaining.challenge import READINGS, spread
from westphalia.bargaining.preferences import Preferences
from westphalia.settlement.answers import Readings


def readings(mode: Preferences, takes_part: Bool[np.ndarray, "a q"]) -> Readings:
    """Forecasts of every reading on every issue, each among those to whom the issue matters.

    An actor's salience is the chance that it resists; on what matters most to anybody that chance is one (assumed).
    """
    number = takes_part.sum(axis=0)
    forecast = np.zeros((len(number), len(READINGS)))
    for actors in np.unique(number):
        rows = np.flatnonzero(number == actors)
        columns = np.stack([np.flatnonzero(takes_part[:, q]) for q in rows])
        at = columns, rows[:, None]
        forecast[rows] = spread(mode.position[at], mode.salience[at], mode.capability[columns]).forecast
    return Readings(tuple(one.name for one in READINGS), forecast)
