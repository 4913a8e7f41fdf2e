r"""What beats what under a rule: the packages nothing beats, and those nothing covers.

A rule is a set of vetoes, votes and a quota. With a veto there is always a package nothing beats; without one there may
be none, and the uncovered set then holds what agenda setting can still lead to.
"""

import math
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from westphalia.bargaining.acceptance import ROUNDING, TOLERANCE, enough
from westphalia.bargaining.preferences import Rule
from westphalia.errors import DataError

__all__ = ["LARGEST_CORE", "LARGEST_UNCOVERED", "beats", "core", "nakamura", "uncovered"]

LARGEST_CORE: Final = 50_000
LARGEST_UNCOVERED: Final = 4_000
_BLOCK: Final = 2**22
"""Pairs of packages compared together: 4 MB for each actor in turn, 32 MB where votes are counted."""


def beats(utilities: Float[np.ndarray, "a p"], rule: Rule) -> Bool[np.ndarray, "p p"]:
    r"""Whether the first package beats the second: every veto, and votes that reach the quota, strictly gain.

    .. math:: y \succ z \iff U_a(y) > U_a(z) \ \forall a \in V, \quad \sum_{a: U_a(y) > U_a(z)} v_a \ge q

    A gain below a millionth of the scale is none.
    """
    _not_above("pairs of packages", utilities.shape[1], LARGEST_UNCOVERED, "Give some issues fewer steps.")
    return _beat(utilities, utilities, rule)


def core(utilities: Float[np.ndarray, "a p"], rule: Rule) -> Bool[np.ndarray, " p"]:
    """Packages that no other beats.

    Those with the most utility in all are tried first, on whatever they have not been seen to lose against: a package
    beaten once is out.
    """
    _not_above("packages", utilities.shape[1], LARGEST_CORE, "Give some issues fewer steps.")
    left = np.arange(utilities.shape[1])
    order = np.argsort(-utilities.sum(axis=0, dtype=float), kind="stable")
    start = 0
    while start < len(order) and len(left):
        few = order[start : start + max(1, _BLOCK // len(left))] if start else order[:1]
        left = left[~_beat(utilities[:, few], utilities[:, left], rule).any(axis=0)]
        start += len(few)
    found = np.zeros(utilities.shape[1], dtype=bool)
    found[left] = True
    return found


def uncovered(utilities: Float[np.ndarray, "a p"], rule: Rule) -> Bool[np.ndarray, " p"]:
    r"""Packages that no other covers, for rules without a veto.

    .. math:: y \text{ covers } z \iff y \succ z \text{ and } \{x : x \succ y\} \subseteq \{x : x \succ z\}

    Gillies (1959), Solutions to general non-zero-sum games, Contributions to the Theory of Games IV; McKelvey (1986),
    Covering, dominance, and institution-free properties of social choice, American Journal of Political Science 30.
    How many beat y and not z is counted by one product of matrices, exact in single precision up to :math:`2^{24}`.
    """
    if rule.veto.any():
        raise DataError("uncovered set: the rule has a veto, so some package is beaten by none. Look at those.")
    size = utilities.shape[1]
    _not_above("packages", size, LARGEST_UNCOVERED, "Give some issues fewer steps for the uncovered set.")
    beaten = _beat(utilities, utilities, rule)
    escapes = beaten.T.astype(np.float32) @ (~beaten).astype(np.float32)
    return np.asarray(~(beaten & (escapes == 0)).any(axis=0))


def nakamura(rule: Rule) -> float:
    r"""Fewest coalitions that can each decide and have no member in common; infinite where someone always has to agree.

    .. math:: \nu = \lceil n / (n - q) \rceil \quad\text{for } n \text{ equal votes}

    With :math:`\nu` the packages nothing beats are sure to exist on up to :math:`\nu - 2` issues: Nakamura (1979), The
    vetoers in a simple game with ordinal preferences, International Journal of Game Theory 8, 55-61. Members outside a
    coalition that decides have :math:`\sum v - q` votes at most, so the number is that of the bins of this size that
    hold all votes: at least their sum over the size, at most what filling each in turn takes. Where the two differ the
    number is refused.
    """
    room = rule.votes.sum() - rule.quota
    if rule.veto.any() or rule.votes.max() > room * (1 + ROUNDING):
        return math.inf
    least = math.ceil(rule.votes.sum() / room * (1 - ROUNDING))
    most = _bins(rule.votes, room)
    if least != most:
        raise DataError(f"Nakamura number: between {least} and {most} for these votes. It is exact for equal ones.")
    return float(most)


def _beat(first: Float[np.ndarray, "a x"], second: Float[np.ndarray, "a z"], rule: Rule) -> Bool[np.ndarray, "x z"]:
    """Whether packages of the first set beat those of the second, an actor at a time."""
    found = np.ones((first.shape[1], second.shape[1]), dtype=bool)
    for actor in np.flatnonzero(rule.veto):
        found &= _gains(first[actor], second[actor])
    if rule.quota > 0:
        votes = np.zeros(found.shape)
        for actor in np.flatnonzero(rule.votes):
            votes += rule.votes[actor] * _gains(first[actor], second[actor])
        found &= enough(votes, rule)
    return found


def _gains(first: Float[np.ndarray, " x"], second: Float[np.ndarray, " z"]) -> Bool[np.ndarray, "x z"]:
    return np.asarray(first[:, None] > (second + TOLERANCE).astype(second.dtype)[None, :])


def _bins(votes: Float[np.ndarray, " a"], room: float) -> int:
    """Bins that hold all votes when the largest go first, each into the first bin with room for it."""
    bins: list[float] = []
    for one in sorted(votes, reverse=True):
        free = next((at for at, used in enumerate(bins) if used + one <= room * (1 + ROUNDING)), None)
        if free is None:
            bins.append(float(one))
        else:
            bins[free] += float(one)
    return len(bins)


def _not_above(what: str, number: int, largest: int, way_out: str) -> None:
    if number > largest:
        raise DataError(f"{what}: {number:,} are more than {largest:,}. {way_out}")
