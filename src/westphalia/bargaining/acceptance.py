r"""Packages that everyone who must agree prefers to no deal, and how sure that is when the codings are not.

This answers what is feasible. It is no forecast: no data set was found that tells how often such packages are chosen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool, Float, Float32, Int

from westphalia.bargaining.packages import Grid, halves, level_tables, sums
from westphalia.bargaining.preferences import Preferences, Rule
from westphalia.errors import DataError

__all__ = [
    "ROBUST",
    "ROUNDING",
    "TOLERANCE",
    "Acceptance",
    "acceptance",
    "accepts",
    "agreed",
    "reaches",
    "robust",
    "win_set",
]

TOLERANCE: Final = 1e-6
"""A millionth of the scale: a package this little below no deal counts as equal to it, and is accepted."""
ROUNDING: Final = 1e-9
"""Share of a quota that votes may lack because their sum was rounded."""
ROBUST: Final = 0.9
BLOCK: Final = 2**18
"""Utilities looked at together: 1 MB in single precision, with three times that beside it."""
_QUANTILES: Final = (0.1, 0.5, 0.9)


@dataclass(frozen=True)
class Acceptance:
    r"""How often packages are accepted over the draws.

    `probability` is the share of draws in which everyone who must agree does, `accepted_by` the share in which each
    actor would; `empty` the share in which no package is agreed, `decisive` the share in which this veto alone empties
    the set (nothing is agreed, and something is once that actor need not agree); `sizes` the number agreed in a draw.
    """

    probability: Float[np.ndarray, " p"]
    accepted_by: Float32[np.ndarray, "a p"]
    empty: float
    decisive: Float[np.ndarray, " a"]
    sizes: Int[np.ndarray, " d"]

    @property
    def size_quantiles(self) -> Float[np.ndarray, "3"]:
        """Number of packages agreed: one draw in ten has fewer, half have fewer, one in ten has more."""
        return quantiles_of_sizes(self.sizes)


@dataclass
class _Counts:
    """What has been counted so far, over blocks of draws and packages; single precision counts 16 million exactly."""

    won: Int[np.ndarray, " p"]
    accepted: Float32[np.ndarray, "a p"]
    sizes: Int[np.ndarray, " d"]
    without: Bool[np.ndarray, "d a"]


def quantiles_of_sizes(sizes: Int[np.ndarray, " d"]) -> Float[np.ndarray, "3"]:
    """Number of packages agreed that one draw in ten, half of them and nine in ten stay below."""
    return np.asarray(np.quantile(sizes, _QUANTILES))


def accepts(utilities: Float[np.ndarray, "*d a p"], no_deal: Float[np.ndarray, "*d a"]) -> Bool[np.ndarray, "*d a p"]:
    r"""Who prefers which package to no deal, or has no preference: :math:`U_{ap} \ge d_a - 10^{-6}`.

    Utilities in single precision are right to a tenth of that margin, so a package equal to no deal is never refused;
    one that is worse by less than the margin is accepted.
    """
    return np.asarray(utilities >= (no_deal - TOLERANCE).astype(utilities.dtype)[..., None])


def win_set(
    utilities: Float[np.ndarray, "*d a p"], no_deal: Float[np.ndarray, "*d a"], rule: Rule
) -> Bool[np.ndarray, "*d p"]:
    r"""Packages that everyone who must agree accepts.

    .. math:: W = \{y : U_a(y) \ge d_a \ \forall a \in V, \quad \sum_{a: U_a(y) \ge d_a} v_a \ge q\}
    """
    return agreed(accepts(utilities, no_deal), rule)


def agreed(accepted: Bool[np.ndarray, "*d a p"], rule: Rule) -> Bool[np.ndarray, "*d p"]:
    """Packages agreed, from who accepts them: every veto, and enough votes."""
    return np.asarray(accepted[..., rule.veto, :].all(axis=-2) & reaches(accepted, rule))


def reaches(accepted: Bool[np.ndarray, "*d a p"], rule: Rule) -> Bool[np.ndarray, "*d p"]:
    """Packages whose accepters have votes enough, vetoes aside."""
    found = np.zeros((*accepted.shape[:-2], accepted.shape[-1]))
    if rule.quota > 0:
        for actor in np.flatnonzero(rule.votes):
            found += rule.votes[actor] * accepted[..., actor, :]
    return enough(found, rule)


def enough(votes: Float[np.ndarray, "*n"], rule: Rule) -> Bool[np.ndarray, "*n"]:
    """Which sums of votes reach the quota; without one, all."""
    return np.asarray(votes >= rule.quota * (1 - ROUNDING))


def acceptance(draws: Preferences, grid: Grid, rule: Rule, block: int = BLOCK) -> Acceptance:
    r"""How often each package is agreed over the draws, :math:`P(y \in W)`, and who stands in the way.

    At most `block` utilities are held at once, or those of one package and draw; the answer does not depend on it.
    """
    if draws.position.ndim != 3:
        raise DataError(f"draws: positions have {draws.position.ndim} axes. Expected draws, actors and issues.")
    number, actors = draws.capability.shape
    every = _Counts(
        np.zeros(grid.number, dtype=np.int32), np.zeros((actors, grid.number), dtype=np.float32),
        np.zeros(number, dtype=np.int64), np.zeros((number, actors), dtype=bool),
    )  # fmt: skip
    packages = max(1, min(grid.number, block // actors))
    for few in _parts(number, max(1, block // (actors * packages))):
        _count(every, draws.in_draws(few), grid, rule, few, packages)
    empty = every.sizes == 0
    every.accepted /= np.float32(number)
    return Acceptance(
        probability=every.won / number,
        accepted_by=every.accepted,
        empty=float(empty.mean()),
        decisive=(every.without & empty[:, None]).mean(axis=0),
        sizes=every.sizes,
    )


def robust(found: Acceptance, level: float = ROBUST) -> Bool[np.ndarray, " p"]:
    r"""Packages agreed in nearly every draw, :math:`\{y : P(y \in W) \ge 0.9\}`."""
    return np.asarray(found.probability >= level)


def _count(every: _Counts, draws: Preferences, grid: Grid, rule: Rule, few: slice, packages: int) -> None:
    """Adds a few draws to the counts, a part of the packages at a time."""
    utilities = halves(grid, level_tables(draws, grid))
    for part in _parts(grid.number, packages):
        accepted = accepts(sums(grid, utilities, part), draws.no_deal)
        won = agreed(accepted, rule)
        every.won[part] += won.sum(axis=0, dtype=np.int32)
        every.accepted[:, part] += accepted.sum(axis=0, dtype=np.float32)
        every.sizes[few] += won.sum(axis=-1)
        none = every.sizes[few] == 0
        if none.any():
            every.without[few.start + np.flatnonzero(none)] |= _alone_against(accepted[none], rule)


def _alone_against(accepted: Bool[np.ndarray, "d a p"], rule: Rule) -> Bool[np.ndarray, "d a"]:
    """Vetoes that some package with votes enough fails on, and on no other."""
    refused = ~accepted & rule.veto[:, None]
    one_short = (refused.sum(axis=-2) == 1) & reaches(accepted, rule)
    return np.asarray((refused & one_short[:, None, :]).any(axis=-1))


def _parts(number: int, size: int) -> Iterator[slice]:
    return (slice(start, min(start + size, number)) for start in range(0, number, size))
