r"""Nash bargaining on one issue among many actors, also where no deal suits some of them better than any.

Actors run along `a`, draws or issues along `d`; a scale from 0 to 1 is searched at `POINTS` equally spaced places, so
an answer is exact to half of a thousandth of the scale.
"""

from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from westphalia.bargaining.preferences import Preferences, weights

__all__ = ["FLOOR", "POINTS", "nash_on_a_scale"]

POINTS: Final = 1001
FLOOR: Final = 1e-9
_ROUNDING: Final = 1e-9


def nash_on_a_scale(preferences: Preferences, unanimous: bool) -> Float[np.ndarray, " d"]:
    r"""The place on the scale with the largest weighted product of gains over no deal.

    .. math:: y^* = \arg\max_y \sum_a w_a \ln \max\big(U_a(y) - d_a,\ \epsilon\big), \qquad w_a = c_a s_a

    Nash (1950), with weights as in the compromise model, which is its limit for quadratic loss as :math:`d_a \to
    -\infty` (Achen 2006). `unanimous`: only places that leave nobody worse off than no deal, or if there is none
    those that make the worst off least so. Otherwise who gains nothing counts with :math:`\epsilon` = 1e-9, so small
    that as little weight as can be is left without gain before anybody's gain is weighed: a vote that a few may lose.
    """
    place = np.linspace(0.0, 1.0, POINTS)
    off = np.abs(place - preferences.position) ** preferences.loss
    gain = -off - preferences.no_deal[..., None]
    product = (weights(preferences) * np.log(np.maximum(gain, FLOOR))).sum(axis=-2)
    if unanimous:
        product = np.where(_acceptable(gain), product, -np.inf)
    return np.asarray(place[product.argmax(axis=-1)])


def _acceptable(gain: Float[np.ndarray, "d a y"]) -> Bool[np.ndarray, "d y"]:
    """Places at which nobody loses, or failing these where the largest loss is least."""
    worst = gain.min(axis=-2)
    least = np.minimum(worst.max(axis=-1, keepdims=True), 0.0)
    return np.asarray(worst >= least - _ROUNDING)
