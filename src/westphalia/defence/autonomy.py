r"""European autonomy: what it would need each year, and who would pay under which key.

Arrays run along allies `j`; keys to divide by along `m`. Money is in bn a year of one currency, the one the GDP came
in; shares of GDP and debt ratios are fractions. A key says how much of a total falls to each ally in proportion; its
scale means nothing. No key is the right one: each is an idea of what is fair.
"""

from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.amounts import known, positive
from westphalia.errors import DataError

__all__ = [
    "ALPHA",
    "DEBT_REFERENCE",
    "DELTA",
    "allocation",
    "cap_of_gdp",
    "capacity_key",
    "closed",
    "closed_together",
    "exposure_key",
    "gap",
    "gap_key",
    "income_key",
    "mixed_key",
    "need_from_gap",
    "need_from_points",
    "share_after",
]

ALPHA: Final = 0.5
"""Elasticity of the capacity key to income per head; assumed: at a half, twice the income pays 1.41 times the share."""

DELTA: Final = 1.0
"""Elasticity of the exposure key to nearness; assumed: half as far from Moscow, twice the share of GDP."""

DEBT_REFERENCE: Final = 0.60
"""Debt over GDP above which capacity shrinks: reference value of the EU treaties, Protocol No 12, Article 1."""

_ROUNDING: Final = 1e-12
_WHOSE: Final = "ally"


def gap(share: Float[np.ndarray, " j"], gdp: Float[np.ndarray, " j"], target: float) -> Float[np.ndarray, " j"]:
    r"""Money a year each ally lacks to the target.

    .. math:: g_j = \max(0,\; s^* - s_j)\, Y_j

    An ally above the target lacks nothing, and its surplus closes no other ally's gap. Shares must be of one
    definition and edition and of the same GDP.
    """
    if not target > 0:
        raise DataError(f"target share of GDP: {target} is not above zero. For 3.5 per cent write 0.035.")
    return np.asarray(np.maximum(0.0, target - _known("share of GDP", share)) * _positive("GDP", gdp))


def need_from_gap(share: Float[np.ndarray, " j"], gdp: Float[np.ndarray, " j"], target: float) -> float:
    r"""Money a year that brings every ally up to the target, :math:`T = \sum_j \max(0, s^* - s_j) Y_j`."""
    return float(gap(share, gdp, target).sum())


def need_from_points(gdp: Float[np.ndarray, " j"], points: float) -> float:
    r"""Money a year when all add the same part of GDP, :math:`T = p \sum_j Y_j`, whoever spends how much today."""
    return float(cap_of_gdp(gdp, points).sum())


def income_key(gdp: Float[np.ndarray, " j"]) -> Float[np.ndarray, " j"]:
    r"""Key A, by income: :math:`k_j = Y_j`, gross national income, or GDP where that is what is held."""
    return _positive("GDP", gdp)


def gap_key(share: Float[np.ndarray, " j"], gdp: Float[np.ndarray, " j"], target: float) -> Float[np.ndarray, " j"]:
    r"""Key B, by what is missing: :math:`k_j = \max(0, s^* - s_j) Y_j`. Who spends least today pays most."""
    return gap(share, gdp, target)


def capacity_key(
    gdp: Float[np.ndarray, " j"], gdp_per_head: Float[np.ndarray, " j"], debt: Float[np.ndarray, " j"], alpha: float
) -> Float[np.ndarray, " j"]:
    r"""Key C, by capacity to pay: the rich pay more of their GDP, the indebted less.

    .. math:: k_j = \frac{Y_j\, (y_j / \bar y)^{\alpha}}{1 + \max(0,\; d_j - d^*)}

    y is GDP per head, ȳ its mean over allies (it cancels in the allocation), d gross debt over GDP and
    :math:`d^* = 0.60`. An ally with debt of 160% of GDP pays half of what it would without.
    """
    income = _positive("GDP per head", gdp_per_head)
    burdened = 1 + np.maximum(0.0, _known("debt", debt) - DEBT_REFERENCE)
    return np.asarray(_positive("GDP", gdp) * (income / income.mean()) ** alpha / burdened)


def exposure_key(
    gdp: Float[np.ndarray, " j"], distance: Float[np.ndarray, " j"], delta: float
) -> Float[np.ndarray, " j"]:
    r"""Key D, by exposure: who is near the threat pays more of its GDP.

    .. math:: k_j = Y_j \left( \frac{\bar D}{D_j} \right)^{\delta}

    D is the distance of the capital to Moscow in km, D̄ its mean over allies (it cancels in the allocation).
    """
    far = _positive("distance", distance)
    return np.asarray(_positive("GDP", gdp) * (far.mean() / far) ** delta)


def mixed_key(keys: Float[np.ndarray, "m j"], weights: Float[np.ndarray, " m"]) -> Float[np.ndarray, " j"]:
    r"""Weighted geometric mean of keys.

    .. math:: k_j = \prod_m k_{mj}^{w_m}, \qquad w_m \ge 0, \quad \sum_m w_m = 1

    The mean is geometric so that the scale of a key does not matter. An ally to whom one key of positive weight
    gives nothing therefore pays nothing, whatever the other keys say.
    """
    if _known("weight of a key", weights).sum().round(9) != 1:
        raise DataError(f"weights of keys: {weights.tolist()} add up to {weights.sum():g}. They must add up to 1.")
    return np.asarray(np.prod(_known("key", keys) ** weights[:, None], axis=0))


def cap_of_gdp(gdp: Float[np.ndarray, " j"], points: float) -> Float[np.ndarray, " j"]:
    r"""Most each ally may be asked for a year, :math:`c_j = p\, Y_j`; 0.015 is the room of the EU's escape clause.

    Source: European Commission (March 2025), national escape clause for defence, 1.5% of GDP.
    """
    if not points > 0:
        raise DataError(f"part of GDP: {points} is not above zero. For 1.5 per cent write 0.015.")
    return np.asarray(points * _positive("GDP", gdp))


def allocation(
    total: float, key: Float[np.ndarray, " j"], cap: Float[np.ndarray, " j"] | None = None
) -> Float[np.ndarray, " j"]:
    r"""What falls to each ally of a total, in proportion to the key and never above its cap.

    .. math:: a_j = T \frac{k_j}{\sum_i k_i} \qquad\text{or}\qquad
        a_j = \min(c_j,\; \lambda k_j) \quad\text{with } \lambda \text{ such that } \sum_j a_j = T

    What is above a cap falls to the others in proportion to their keys, so allies below their caps keep their
    ratios. Refused where the caps of those with a positive key do not reach the total.
    """
    if not 0 <= total < np.inf:
        raise DataError(f"total to allocate: {total} is not an amount of zero or more.")
    if not _known("key", key).any():
        raise DataError(
            "key: zero for every ally, so it divides nothing. With the gap key, nobody is below the target."
        )
    part = key / key.sum()
    if cap is None:
        return np.asarray(total * part)
    return np.asarray(np.minimum(cap, _level(total, part, cap) * part))


def _level(total: float, key: Float[np.ndarray, " j"], cap: Float[np.ndarray, " j"]) -> float:
    r"""The λ at which :math:`\sum_j \min(c_j, \lambda k_j) = T`: water filling, ally by ally in order of c/k."""
    pays = key > 0
    room = float(_known("cap", cap)[pays].sum())
    if room < total * (1 - _ROUNDING):
        raise DataError(
            f"caps: those of the {pays.sum()} of {pays.size} allies with a positive key add up to {room:g}, below "
            f"the total of {total:g}. Raise the caps, lower the total, or take a key that reaches more allies."
        )
    order = np.argsort(cap[pays] / key[pays], kind="stable")
    k, c = key[pays][order], cap[pays][order]
    full = np.concatenate([[0.0], np.cumsum(c)[:-1]])
    open_keys = np.cumsum(k[::-1])[::-1]
    reached = c / k
    # What all pay together when λ is such that the ally in this place comes to its cap.
    paid = full + reached * open_keys
    place = min(int(np.searchsorted(paid, total)), k.size - 1)
    level = (total - full[place]) / open_keys[place]
    # Where the keys that are left are tiny, rounding must not take λ below the caps already reached.
    return float(max(level, reached[place - 1])) if place else float(level)


def share_after(
    share: Float[np.ndarray, " j"], gdp: Float[np.ndarray, " j"], allocated: Float[np.ndarray, " j"]
) -> Float[np.ndarray, " j"]:
    r"""Share of GDP each ally spends with its allocation, :math:`s_j + a_j / Y_j`."""
    return np.asarray(_known("share of GDP", share) + _known("allocation", allocated) / _positive("GDP", gdp))


def closed(allocated: Float[np.ndarray, " j"], missing: Float[np.ndarray, " j"]) -> Float[np.ndarray, " j"]:
    r"""Part of each ally's own gap that its allocation closes; NaN for an ally without a gap.

    .. math:: \min(1,\; a_j / g_j)

    An ally without a gap has nothing to close: neither 0 nor 1 would be true, so the reader is to name it.
    """
    used = np.minimum(_known("allocation", allocated), _known("gap", missing))
    return np.asarray(np.divide(used, missing, out=np.full(missing.shape, np.nan), where=missing > 0))


def closed_together(allocated: Float[np.ndarray, " j"], missing: Float[np.ndarray, " j"]) -> float:
    r"""Part of the gap of all that the allocation closes, :math:`\sum_j \min(a_j, g_j) / \sum_j g_j`.

    Below one even where the total equals the need, unless the key is the gap: money beyond one ally's gap
    closes no other's.
    """
    need = float(_known("gap", missing).sum())
    if need == 0:
        raise DataError("gap: no ally is below the target, so there is nothing to close. Take a higher target.")
    return float(np.minimum(_known("allocation", allocated), missing).sum()) / need


def _known(what: str, values: Float[np.ndarray, " *k"]) -> Float[np.ndarray, " *k"]:
    return known(what, values, _WHOSE)


def _positive(what: str, values: Float[np.ndarray, " j"]) -> Float[np.ndarray, " j"]:
    return positive(what, values, _WHOSE)
