r"""Who carries the alliance and who gains from it; and how much the answer depends on the key.

Arrays run along allies `j` and keys `m`. The measures are those of the economics of alliances: Olson and
Zeckhauser (1966), An Economic Theory of Alliances, Review of Economics and Statistics 48(3); Sandler and Forbes
(1980), Burden Sharing, Strategy, and the Design of NATO, Economic Inquiry 18(3); Kim and Sandler (2020), NATO at 70,
Defence and Peace Economics 31(4). They describe; with some thirty allies none of them decides what is fair.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.errors import DataError

__all__ = [
    "Fairness",
    "RankTest",
    "benefit_share",
    "burden_share",
    "concordance",
    "distance_between_keys",
    "rank_correlation",
    "rank_of_fairness",
    "share_by_key",
]

_FEWEST: Final = 3


@dataclass(frozen=True)
class RankTest:
    """A statistic of ranks with its two-sided p-value and the number of allies, or of differences, it rests on."""

    statistic: float
    p_value: float
    count: int


@dataclass(frozen=True, eq=False)
class Fairness:
    """Each key's distance from the shares of benefit, and its place by it: 1 is nearest, equals share a place."""

    distance: Float[np.ndarray, " m"]
    rank: Int[np.ndarray, " m"]


def burden_share(spending: Float[np.ndarray, " j"]) -> Float[np.ndarray, " j"]:
    r"""Part of the alliance's spending that each ally carries, :math:`b_j = G_j / \sum_i G_i`."""
    return _share("spending", spending)


def benefit_share(
    gdp: Float[np.ndarray, " j"], population: Float[np.ndarray, " j"], border: Float[np.ndarray, " j"]
) -> Float[np.ndarray, " j"]:
    r"""Part of the alliance's protection that each ally enjoys, by what it has to protect.

    .. math:: f_j = \frac{1}{3} \left( \frac{Y_j}{\sum_i Y_i} + \frac{N_j}{\sum_i N_i} + \frac{B_j}{\sum_i B_i} \right)

    Output, people, and exposed border in km. Equal weights are the convention of the literature, not a finding; an
    ally without an exposed border has zero in the third place, which is a fact about it and not a missing value.
    """
    return np.asarray(
        (_share("GDP", gdp) + _share("population", population) + _share("exposed border", border)) / 3,
    )


def concordance(burden: Float[np.ndarray, " j"], benefit: Float[np.ndarray, " j"]) -> RankTest:
    r"""Wilcoxon's signed-rank test of burden against benefit: does what allies carry match what they gain?

    .. math:: W = \min(W^+, W^-), \qquad W^{\pm} = \sum_{j:\, \pm(b_j - f_j) > 0} \operatorname{rank} |b_j - f_j|

    A small p speaks against concordance; a large one does not establish it. Allies whose shares agree are left out,
    equal differences take their mean rank, and the null distribution is exact: all :math:`2^n` patterns of
    signs, counted. Where every ally's shares agree, W = 0 and p = 1.
    """
    off = _numbers("burden", burden) - _numbers("benefit", benefit)
    off = off[off != 0]
    ranks = _ranks(np.abs(off))
    above = float(ranks[off > 0].sum())
    statistic = min(above, float(ranks.sum()) - above)
    return RankTest(statistic, _signed_rank_p(ranks, statistic), off.size)


def _signed_rank_p(ranks: Float[np.ndarray, " k"], statistic: float) -> float:
    """Probability, if every sign is a fair coin, of a sum this small on either side."""
    # Mean ranks are halves at worst: doubled, they are whole numbers and the sums can be counted.
    doubled = np.rint(2 * ranks).astype(int)
    chance = np.zeros(int(doubled.sum()) + 1)
    chance[0] = 1.0
    for rank in doubled:
        shifted = np.concatenate([np.zeros(rank), chance[: chance.size - rank]])
        chance = (chance + shifted) / 2
    return min(1.0, 2 * float(chance[: round(2 * statistic) + 1].sum()))


def rank_correlation(left: Float[np.ndarray, " j"], right: Float[np.ndarray, " j"]) -> RankTest:
    r"""Spearman's rank correlation of two measures of the same allies.

    Of share of GDP and GDP: above zero, with a small p, where the great spend more of their GDP than the small, Olson
    and Zeckhauser's exploitation of the great. Of share and distance to the threat: whether exposure orders shares.

    .. math:: \rho = \operatorname{corr}(\operatorname{rank} x,\; \operatorname{rank} y), \qquad
        p = I_{1 - \rho^2}\!\left( \tfrac{n}{2} - 1,\; \tfrac{1}{2} \right)

    Equals take their mean rank. p is that of Student's t with n − 2 degrees of freedom, here as the regularised
    incomplete beta function (`_student_p` adds up its series); an approximation below about ten allies. Refused for
    fewer than three allies and where a measure is the same for all.
    """
    for measure in (_numbers("first measure", left), _numbers("second measure", right)):
        if measure.size < _FEWEST or np.ptp(measure) == 0:
            raise DataError(
                f"rank correlation: {measure.size} allies with values from {measure.min():g} to {measure.max():g}. "
                f"It needs {_FEWEST} allies or more that are not all equal."
            )
    rho = float(np.clip(np.corrcoef(_ranks(left), _ranks(right))[0, 1], -1.0, 1.0))
    return RankTest(rho, _student_p(rho, left.size - 2), left.size)


def _student_p(rho: float, freedom: int) -> float:
    r"""Two-sided p of Student's t at a correlation ρ, :math:`t = \rho \sqrt{\nu/(1-\rho^2)}`, ν whole.

    .. math::
        1 - p = |\rho| \sum_{j=0}^{\nu/2-1} (1-\rho^2)^j \prod_{i=1}^{j} \tfrac{2i-1}{2i} \quad (\nu \text{ even}),
        \qquad 1 - p = \tfrac{2}{\pi} \Big( \arcsin|\rho| + |\rho| \sqrt{1-\rho^2}
        \sum_{j=0}^{(\nu-3)/2} (1-\rho^2)^j \prod_{i=1}^{j} \tfrac{2i}{2i+1} \Big) \quad (\nu \text{ odd})

    Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.7.3 and 26.7.4. Exact to 1e-14, absolutely.
    """
    rest, odd, i = max(0.0, 1 - rho**2), freedom % 2, np.arange(1, freedom // 2)
    factors = rest * (2 * i - 1 + odd) / (2 * i + odd)
    terms = float(1 + np.cumprod(factors).sum()) if freedom > 1 else 0.0
    series = abs(rho) * terms
    inside = 2 / np.pi * (np.arcsin(abs(rho)) + np.sqrt(rest) * series) if odd else series
    return float(max(0.0, 1 - inside))


def _ranks(values: Float[np.ndarray, " k"]) -> Float[np.ndarray, " k"]:
    """Place of each value from 1 for the lowest; equals take the mean of their places."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(count) - (count - 1) / 2)[place])


def share_by_key(allocations: Float[np.ndarray, "m j"]) -> Float[np.ndarray, "m j"]:
    r"""Part of the total that falls to each ally under each key, :math:`b_{mj} = a_{mj} / \sum_i a_{mi}`."""
    return np.stack([_share("allocation", row) for row in allocations])


def distance_between_keys(allocations: Float[np.ndarray, "m j"]) -> Float[np.ndarray, "m m"]:
    r"""Part of the total that changes payer when one key takes the place of another.

    .. math:: \Delta_{ml} = \tfrac12 \sum_j |b_{mj} - b_{lj}|

    Zero between equal allocations, one where no ally pays under both. Where it is large, what is called fair
    is decided by the choice of key.
    """
    part = share_by_key(allocations)
    return np.asarray(np.abs(part[:, None] - part[None, :]).sum(axis=2) / 2)


def rank_of_fairness(allocations: Float[np.ndarray, "m j"], benefit: Float[np.ndarray, " j"]) -> Fairness:
    r"""Keys by how near they come to the shares of benefit, :math:`\tfrac12 \sum_j |b_{mj} - f_j|`.

    One measure of fairness among many, that of payment by benefit; it moves with what counts as benefit.
    """
    distance = np.abs(share_by_key(allocations) - _share("benefit", benefit)).sum(axis=1) / 2
    return Fairness(np.asarray(distance), np.asarray(1 + (distance < distance[:, None]).sum(axis=1)))


def _share(what: str, values: Float[np.ndarray, " j"]) -> Float[np.ndarray, " j"]:
    """Each value over the sum of all."""
    if (_numbers(what, values) < 0).any() or not values.any():
        raise DataError(
            f"{what}: lowest {values.min():g}, sum {values.sum():g}; shares need none below zero, one above."
        )
    return np.asarray(values / values.sum())


def _numbers(what: str, values: Float[np.ndarray, " j"]) -> Float[np.ndarray, " j"]:
    """The values, where there are some and every one is a number."""
    if values.size == 0:
        raise DataError(f"{what}: no values. Name at least one ally.")
    if not np.isfinite(values).all():
        place = int(np.flatnonzero(~np.isfinite(values))[0])
        raise DataError(f"{what}: no number at place {place} (counted from 0). Leave out the ally, or give its value.")
    return values
