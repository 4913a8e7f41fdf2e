r"""How far a position is from a text, issue by issue and together.

Positions run along `p`, issues along `q`; each is a place on an ordered scale from 0 to 1 whose ends have names. NaN
stands for what the record does not state: it is left out and counted, never put in the middle.
"""

import numpy as np
from jaxtyping import Float, Int

from westphalia.errors import DataError

__all__ = ["distance", "distance_together", "equal_weights", "place_on_scale", "stated"]


def place_on_scale(step: int, steps: int) -> float:
    r"""Place of a step on an ordered scale, :math:`j / (m - 1)` for step j = 0, …, m−1.

    Steps are taken as equally far apart: `assumed`, since the order is all that the record gives.
    """
    if not (steps > 1 and 0 <= step < steps):
        raise DataError(f"step {step} of a scale of {steps}. A scale has two steps or more, counted from 0.")
    return step / (steps - 1)


def equal_weights(issues: int) -> Float[np.ndarray, " q"]:
    r"""The same weight for every issue, :math:`w_q = 1/Q`: a convention, as nobody stated which issue counts more."""
    return np.full(issues, 1 / issues)


def distance(position: Float[np.ndarray, "p q"], text: Float[np.ndarray, " q"]) -> Float[np.ndarray, "p q"]:
    r"""Distance on each issue, :math:`d_{pq} = |x_{pq} - s_q|`; NaN where either is not stated."""
    for what, values in (("position", position), ("text", text)):
        outside = ~np.isnan(values) & ~((values >= 0) & (values <= 1))
        if outside.any():
            raise DataError(f"{what}: {values[outside][0]} is off the scale. Places lie between 0 and 1.")
    return np.asarray(np.abs(position - text))


def stated(distances: Float[np.ndarray, "p q"]) -> Int[np.ndarray, " p"]:
    """On how many issues both the position and the text are stated."""
    return np.asarray(np.isfinite(distances).sum(axis=1))


def distance_together(distances: Float[np.ndarray, "p q"], weights: Float[np.ndarray, " q"]) -> Float[np.ndarray, " p"]:
    r"""Weighted mean of the distances over the issues that are stated; NaN where none is.

    .. math:: D_p = \frac{\sum_{q \in S_p} w_q\, d_{pq}}{\sum_{q \in S_p} w_q}

    :math:`S_p` are the issues stated in both. Two positions stated on different issues are not strictly comparable,
    which is why `stated` is to be shown beside it.
    """
    if not (weights >= 0).all() or not weights.sum() > 0:
        raise DataError(f"weights of issues: {weights.tolist()}. They are zero or more, and not all zero.")
    known = np.isfinite(distances)
    weight = (known * weights).sum(axis=1)
    summed = np.where(known, distances * weights, 0.0).sum(axis=1)
    return np.asarray(np.divide(summed, weight, out=np.full(weight.shape, np.nan), where=weight > 0))
