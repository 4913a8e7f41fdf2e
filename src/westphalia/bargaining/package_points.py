r"""Nash and Kalai-Smorodinsky among finitely many packages, by looking at every one.

Players run along `a`, packages along `p`. A gain is utility less that of no deal; a package that leaves a player worse
off, or that cannot be (NaN), is not acceptable. Equal within `acceptance.TOLERANCE` is equal.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from westphalia.bargaining.acceptance import TOLERANCE
from westphalia.errors import DataError

__all__ = ["PackagePoint", "kalai_smorodinsky_package", "nash_package"]


@dataclass(frozen=True)
class PackagePoint:
    """The package chosen, None where none is acceptable; all that are equally good; and the value they reach."""

    package: int | None
    tied: Int[np.ndarray, " k"]
    value: float


def nash_package(gains: Float[np.ndarray, "a p"], power: Float[np.ndarray, " a"]) -> PackagePoint:
    r"""Acceptable package with the largest weighted product of gains.

    .. math:: \max_p \prod_a g_{ap}^{\alpha_a}, \qquad \alpha_a = \frac{c_a}{\sum_b c_b}, \qquad g_{ap} \ge 0

    The value is a geometric mean of gains. Where it is zero in every package, as somebody gains nothing in each, the
    ties are broken by the largest weighted sum of gains; so are all ties.
    """
    if not (np.isfinite(power) & (power > 0)).all():
        raise DataError("power: every player's is a finite number above 0; leave out who is no player.")
    allowed, gained = _acceptable(gains)
    if not allowed.size:
        return PackagePoint(None, allowed, 0.0)
    share = power / power.sum()
    with np.errstate(divide="ignore"):
        product = np.exp(share @ np.log(gained))
    left = np.flatnonzero(product >= product.max() * (1 - TOLERANCE))
    first = left[np.argmax(share @ gained[:, left])]
    return PackagePoint(int(allowed[first]), allowed[left], float(product.max()))


def kalai_smorodinsky_package(gains: Float[np.ndarray, "a p"]) -> PackagePoint:
    r"""Acceptable package in which the smallest part that a player gets of its best gain is largest.

    .. math:: \max_p \min_a \frac{g_{ap}}{\max_{p'} g_{ap'}}, \qquad g_{ap} \ge 0

    The best are over acceptable packages. Ties are broken by the second smallest part, then the third, and so on.
    A player that can gain nothing anywhere has all of its best everywhere.
    """
    allowed, gained = _acceptable(gains)
    if not allowed.size:
        return PackagePoint(None, allowed, 0.0)
    best = gained.max(axis=1, keepdims=True)
    part = np.sort(np.divide(gained, best, out=np.ones_like(gained), where=best > TOLERANCE), axis=0)
    left = np.arange(allowed.size)
    for row in part:
        left = left[row[left] >= row[left].max() - TOLERANCE]
    return PackagePoint(int(allowed[left[0]]), allowed[left], float(part[0].max()))


def _acceptable(gains: Float[np.ndarray, "a p"]) -> tuple[Int[np.ndarray, " k"], Float[np.ndarray, "a k"]]:
    """Packages that leave nobody worse off than no deal, and the gains in them."""
    allowed = np.flatnonzero((gains >= -TOLERANCE).all(axis=0))
    return allowed, np.maximum(gains[:, allowed].astype(np.float64), 0.0)
