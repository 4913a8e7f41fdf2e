r"""Aid to a country at war when one donor leaves: what is missing, who pays it under which key, what it buys at home.

Arrays run along donors `j`, keys along `m`. Money is in bn a year of one currency, the one income came in; parts and
shares of income are fractions. A key says what falls to each donor in proportion; its scale means nothing.
"""

from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.amounts import known, positive
from westphalia.errors import DataError

__all__ = [
    "TARGET",
    "added",
    "arms_part",
    "average",
    "bought_at_home",
    "gap_key",
    "income_key",
    "kappa",
    "mixed_key",
    "published_key",
    "reached",
    "replaced",
]

TARGET: Final = 0.0021
"""Bilateral aid over GDP that would replace the United States: 0.21%, Kiel Policy Brief 186 (March 2025)."""

_WHOLE: Final = 1e-9
_WHOSE: Final = "donor"


def average(total: float, years: float) -> float:
    r"""Aid a year that leaves with a donor, its mean over a window, :math:`\Delta A = \frac1T \sum_t A_t`."""
    if not years > 0:
        raise DataError(f"window of the average: {years:g} years. Name a first and a last year.")
    return _amount("aid over the window", total) / years


def income_key(income: Float[np.ndarray, " j"]) -> Float[np.ndarray, " j"]:
    r"""Key by income, :math:`k_j = Y_j`: gross national income, or output where that is what is held."""
    return _positive("income", income)


def gap_key(
    current: Float[np.ndarray, " j"], income: Float[np.ndarray, " j"], target: float
) -> Float[np.ndarray, " j"]:
    r"""Key by what each lacks to a share of its income.

    .. math:: k_j = \max(0,\; s^a Y_j - A^0_j)

    Who gives more than the target lacks nothing, and what it gives above closes no other donor's gap.
    """
    if not target > 0:
        raise DataError(f"target of aid over GDP: {target} is not above zero. For 0.21 per cent write 0.0021.")
    return np.asarray(np.maximum(0.0, target * _positive("income", income) - _known("aid today", current)))


def published_key(
    extra: Float[np.ndarray, " j"], rest: float, income: Float[np.ndarray, " j"]
) -> Float[np.ndarray, " j"]:
    r"""Key of a published split that names some donors and gives the others one sum.

    .. math:: k_j = E_j \quad\text{or}\quad k_j = E_r \frac{Y_j}{\sum_{i \in r} Y_i}

    E is what the source has a donor add, NaN for one it does not name; those share the sum E_r of the rest by income
    (assumed).
    """
    others = np.isnan(extra)
    weight = np.where(others, _positive("income", income), 0.0)
    spread = weight / weight.sum() if others.any() else weight
    return _known("published addition", np.where(others, _amount("addition of the rest", rest) * spread, extra))


def mixed_key(keys: Float[np.ndarray, "m j"], weights: Float[np.ndarray, " m"]) -> Float[np.ndarray, " j"]:
    r"""Weighted geometric mean of keys, :math:`k_j = \prod_m k_{mj}^{w_m}` with :math:`\sum_m w_m = 1`.

    Geometric, so that the scale of a key does not matter; to whom one key of the mix gives nothing pays nothing.
    """
    if abs(float(_known("weight of a key", weights).sum()) - 1) > _WHOLE:
        raise DataError(f"weights of keys: {weights.tolist()} add up to {weights.sum():g}. They must add up to 1.")
    return np.asarray(np.prod(_known("key", keys) ** weights[:, None], axis=0))


def kappa(key: Float[np.ndarray, " j"]) -> Float[np.ndarray, " j"]:
    r"""Part of the whole that falls to each donor, :math:`\kappa_j = k_j / \sum_i k_i`."""
    if not _known("key", key).any():
        raise DataError(
            "key: zero for every donor, so it divides nothing. With the gap key, nobody is below the target."
        )
    return np.asarray(key / key.sum())


def added(
    total: float,
    key: Float[np.ndarray, " j"],
    through: float,
    charged: Float[np.ndarray, " j"],
) -> Float[np.ndarray, " j"]:
    r"""What each donor adds a year: its own part, and its part of what goes through a common budget, charged once.

    .. math:: \Delta A_j = (1 - e)\, \kappa_j\, \Delta A + e\, g_j\, \Delta A, \qquad \sum_j g_j = 1

    e is the part that goes through the budget (`through`) and g its key (`charged`); who is no member has g of zero.
    """
    whole = _amount("aid to replace", total)
    if not 0 <= through <= 1:
        raise DataError(f"part through the common budget: {through} is not between 0 and 1.")
    if through and abs(float(_known("key of the common budget", charged).sum()) - 1) > _WHOLE:
        raise DataError(
            f"key of the common budget: it adds up to {charged.sum():g}, not 1, so members would carry more or less "
            "than goes through it. Count every member among the donors."
        )
    own = kappa(key) if through < 1 else np.zeros_like(charged)
    return np.asarray(whole * ((1 - through) * own + through * charged))


def replaced(current: Float[np.ndarray, " j"], extra: Float[np.ndarray, " j"]) -> Float[np.ndarray, " j"]:
    r"""Aid a year of each donor with its addition, :math:`A_j = A^0_j + \Delta A_j`."""
    return np.asarray(_known("aid today", current) + _known("addition", extra))


def reached(total: float, current: Float[np.ndarray, " j"], income: Float[np.ndarray, " j"]) -> float:
    r"""Share of income to which a sum lifts the lowest donors, when those who give least add first.

    .. math:: \sum_j \max(0,\; s\, Y_j - A^0_j) = \Delta A

    Water filling: donors above the share add nothing. It is the target at which gaps and sum are equal.
    """
    income = _positive("income", income)
    share = _known("aid today", current) / income
    order = np.argsort(share, kind="stable")
    height, width = share[order], np.cumsum(income[order])
    # what it takes to lift all before this place to the share of the donor in it
    needed = np.cumsum(np.diff(height, prepend=height[0]) * np.concatenate([[0.0], width[:-1]]))
    place = int(np.searchsorted(needed, _amount("aid to replace", total), side="right")) - 1
    return float(height[place] + (total - needed[place]) / width[place])


def arms_part(military: float, through: float) -> float:
    r"""Part of bilateral aid that is arms, where what goes through a common budget is money.

    .. math:: a = \min\left(1,\; \frac{m}{1 - e}\right)

    m is the military part of the whole and e the part through the budget. Of the whole :math:`(1 - e)\, a` is arms;
    what of m is more than all that is bilateral finds no place. Zero where nothing is bilateral.
    """
    for what, part in (("military part", military), ("part through the common budget", through)):
        if not 0 <= part <= 1:
            raise DataError(f"{what}: {part} is not a part between 0 and 1. For 60 per cent write 0.6.")
    return min(1.0, military / (1 - through)) if through < 1 else 0.0


def bought_at_home(military: float, new: float) -> float:
    r"""Part of aid that is demand at home before imports, :math:`h = m\, b`.

    m is military aid in kind and b the part of it that is newly bought: money sent abroad and arms from stocks make no
    demand, though both are paid for (stocks when they are filled again).
    """
    for what, part in (("military aid in kind", military), ("newly bought", new)):
        if not 0 <= part <= 1:
            raise DataError(f"{what}: {part} is not a part between 0 and 1. For 60 per cent write 0.6.")
    return military * new


def _amount(what: str, value: float) -> float:
    if not 0 <= value < np.inf:
        raise DataError(f"{what}: {value} is not an amount of zero or more.")
    return value


def _known(what: str, values: Float[np.ndarray, " *k"]) -> Float[np.ndarray, " *k"]:
    return known(what, values, _WHOSE)


def _positive(what: str, values: Float[np.ndarray, " j"]) -> Float[np.ndarray, " j"]:
    return positive(what, values, _WHOSE)
