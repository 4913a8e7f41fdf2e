"""The challenge model on every issue of a situation, under each reading of its description: a comparison."""

import numpy as np
from jaxtyping import Bool

from westphalia.bargaining.challenge import READINGS, spread
from westphalia.bargaining.preferences import Preferences
from westphalia.settlement.answers import Readings

__all__ = ["readings"]


def readings(mode: Preferences, takes_part: Bool[np.ndarray, "a q"]) -> Readings:
    """Forecasts of every reading on every issue, each among those to whom the issue matters.

    An actor's salience is the chance that it resists; on what matters most to anybody that chance is one (assumed).
    """
    forecast = [
        spread(mode.position[who, q], mode.salience[who, q], mode.capability[who]).forecast
        for q, who in enumerate(takes_part.T)
    ]
    return Readings(tuple(one.name for one in READINGS), np.stack(forecast))
