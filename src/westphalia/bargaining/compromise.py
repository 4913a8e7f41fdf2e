r"""The compromise model: what the positions imply if everybody's weight counts and nobody can block.

Actors run along `a`, issues along `q`, draws along leading axes. Weights are capability times salience,
:math:`w_{aq} = c_a s_{aq}`; an issue on which nobody has weight has no settlement and is refused.
"""

import numpy as np
from jaxtyping import Float

from westphalia.bargaining.preferences import Preferences, weights
from westphalia.errors import DataError

__all__ = ["capability_elasticity", "compromise", "influence", "weighted_median", "weighted_spread"]

_HALF = 1e-12


def compromise(preferences: Preferences) -> Float[np.ndarray, "*d q"]:
    r"""Settlement on each issue: the mean of the positions, weighted by capability and salience.

    .. math:: y_q = \frac{\sum_a w_{aq} x_{aq}}{\sum_a w_{aq}} = \arg\min_y \sum_a w_{aq} (y - x_{aq})^2

    Achen (2006), in The European Union Decides, chapter 10: the limit of Nash bargaining with quadratic loss as no
    agreement becomes very bad for everybody. Each issue is settled by itself; no veto, no deal worse than none.
    """
    return np.asarray((influence(preferences) * preferences.position).sum(axis=-2))


def influence(preferences: Preferences) -> Float[np.ndarray, "*d a q"]:
    r"""How far the settlement follows an actor's position, :math:`\partial y_q/\partial x_{aq} = w_{aq}/\sum_a w_{aq}`.

    Sums to one over actors.
    """
    weight = weights(preferences)
    total = weight.sum(axis=-2, keepdims=True)
    idle = ~(total > 0)
    if idle.any():
        issue = int(np.argwhere(idle)[0, -1])
        raise DataError(f"issue {issue + 1}: nobody has salience on it, so nothing settles it. Leave the issue out.")
    return np.asarray(weight / total)


def capability_elasticity(preferences: Preferences) -> Float[np.ndarray, "*d a q"]:
    r"""How far the settlement moves for a relative change of an actor's capability.

    .. math:: \frac{\partial y_q}{\partial \ln c_a} = \frac{w_{aq}}{\sum_a w_{aq}} (x_{aq} - y_q)

    In units of the scale; sums to zero over actors, as only ratios of capabilities count.
    """
    share = influence(preferences)
    settled = (share * preferences.position).sum(axis=-2, keepdims=True)
    return np.asarray(share * (preferences.position - settled))


def weighted_spread(preferences: Preferences) -> Float[np.ndarray, "*d q"]:
    r"""Standard deviation of the positions around the compromise, under the same weights.

    .. math:: \sigma_q = \sqrt{\frac{\sum_a w_{aq} (x_{aq} - y_q)^2}{\sum_a w_{aq}}}

    How far apart those who count are. It is no error of the model: that comes from outcomes (`scores`).
    """
    share = influence(preferences)
    settled = (share * preferences.position).sum(axis=-2, keepdims=True)
    return np.asarray(np.sqrt((share * (preferences.position - settled) ** 2).sum(axis=-2)))


def weighted_median(preferences: Preferences) -> Float[np.ndarray, "*d q"]:
    r"""Position with half of the weight on either side.

    .. math:: m_q = \arg\min_y \sum_a w_{aq} |y - x_{aq}|

    With linear loss it wins every pairwise vote in which each actor casts :math:`w_{aq}` times what it would gain: the
    margin of such a vote is a difference of the sum above. Where a whole interval minimises it, its middle is taken.
    """
    order = np.argsort(preferences.position, axis=-2, kind="stable")
    position = np.take_along_axis(preferences.position, order, axis=-2)
    reached = np.cumsum(np.take_along_axis(influence(preferences), order, axis=-2), axis=-2)
    first = np.argmax(reached >= 0.5 - _HALF, axis=-2, keepdims=True)
    beyond = np.argmax(reached > 0.5 + _HALF, axis=-2, keepdims=True)
    low, high = (np.take_along_axis(position, at, axis=-2) for at in (first, beyond))
    return np.asarray(((low + high) / 2).squeeze(axis=-2))
