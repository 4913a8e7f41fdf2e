r"""How often each vote decides when every order, or every coalition, of the voters is as likely: indices of power.

They count votes alone: who wants what plays no part. Exact: for whole votes by the number of coalitions of each size
and weight, for any votes by going through every coalition.
"""

from math import comb
from typing import Final

import numpy as np
from jaxtyping import Bool, Float, Int

from westphalia.bargaining.acceptance import ROUNDING
from westphalia.bargaining.preferences import Rule
from westphalia.errors import DataError

__all__ = ["LARGEST_LISTED", "banzhaf", "shapley_shubik", "voting_power"]

LARGEST_BODY: Final = 60
"""Voters: coalitions of up to 60 are counted exactly in 64 bits."""
LARGEST_TOTAL: Final = 100_000
LARGEST_LISTED: Final = 20
"""Voters of whom every coalition is gone through: a million of them, in a fifth of a second and some 30 MB."""


def shapley_shubik(rule: Rule) -> Float[np.ndarray, " a"]:
    r"""Share of the orders of voters in which each is the one that turns a losing coalition into a winning one.

    .. math:: \phi_a = \sum_{k} \frac{k!\,(n-k-1)!}{n!} \eta_{ak}

    with :math:`\eta_{ak}` the number of coalitions of k others that lose, and win with a. Shapley & Shubik (1954),
    A method for evaluating the distribution of power in a committee system, American Political Science Review 48.
    """
    swings = _swings(rule)
    voters = len(swings)
    orders = [1 / (voters * comb(voters - 1, size)) for size in range(voters)]
    return np.asarray(swings @ np.array(orders))


def voting_power(rule: Rule) -> Float[np.ndarray, " a"]:
    r"""The Shapley–Shubik index for votes of any size, such as millions of people; vetoes included, shares sum to one.

    .. math:: \phi_a = \sum_{S \not\ni a} \frac{|S|!\,(n-|S|-1)!}{n!} \left[ w(S \cup a) - w(S) \right]

    with :math:`w(S) = 1` if every veto is in S and its votes reach the quota, else 0. Who has neither veto nor votes
    has no power. More than 20 voters are counted as whole votes, and refused if they are not.
    """
    voters = np.flatnonzero(rule.veto | ((rule.votes > 0) & (rule.quota > 0)))
    if len(voters) > LARGEST_LISTED:
        return shapley_shubik(rule)
    wins, size = _listed(rule.veto[voters], rule.votes[voters], rule.quota)
    share = np.array([1 / (len(voters) * comb(len(voters) - 1, k)) for k in range(len(voters))])
    found = np.zeros(len(rule.veto))
    for place, voter in enumerate(voters):
        pairs, sizes = wins.reshape(-1, 2, 2**place), size.reshape(-1, 2, 2**place)
        swings = pairs[:, 1] & ~pairs[:, 0]
        found[voter] = np.bincount(sizes[:, 0][swings], minlength=len(voters)) @ share
    return found


def banzhaf(rule: Rule) -> Float[np.ndarray, " a"]:
    r"""Share of all swings that are each voter's, :math:`\beta_a = \eta_a / \sum_b \eta_b`: the normalised index.

    Banzhaf (1965), Weighted voting doesn't work, Rutgers Law Review 19.
    """
    swings = _swings(rule).sum(axis=1, dtype=float)
    return np.asarray(swings / swings.sum())


def _swings(rule: Rule) -> Int[np.ndarray, "a k"]:
    r"""Coalitions of each size of the others, without a voter, that lose, and win with that voter.

    A coalition wins if every veto is in it and its votes reach the quota. Those with a veto are in it from the start;
    the others' coalitions are the terms of :math:`\prod_b (1 + x\,z^{v_b})`.
    """
    votes, quota = _whole(rule)
    everyone = np.arange(len(votes))
    swings = np.zeros((len(votes), len(votes)), dtype=np.int64)
    for voter in everyone:
        seated = rule.veto & (everyone != voter)
        held = votes[seated].sum()
        counts = _coalitions(votes[~rule.veto & (everyone != voter)], int(votes.sum()))
        # A veto's absence loses at any weight; any other voter decides only where the votes fall short without it.
        least, most = quota - votes[voter] - held, votes.sum() if rule.veto[voter] else quota - held - 1
        decides = counts[:, max(0, least) : max(0, most + 1)].sum(axis=1)
        swings[voter, seated.sum() : seated.sum() + len(decides)] = decides
    return swings


def _listed(
    veto: Bool[np.ndarray, " v"], votes: Float[np.ndarray, " v"], quota: float
) -> tuple[Bool[np.ndarray, " c"], Int[np.ndarray, " c"]]:
    """Whether each coalition wins and how many are in it; voter k is in those whose number has bit k."""
    held, vetoes, size = np.zeros(1), np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    for one, blocks in zip(votes, veto, strict=True):
        held = np.concatenate([held, held + one])
        vetoes = np.concatenate([vetoes, vetoes + int(blocks)])
        size = np.concatenate([size, size + 1])
    return (vetoes == veto.sum()) & (held >= quota * (1 - ROUNDING)), size


def _coalitions(votes: Int[np.ndarray, " b"], most: int) -> Int[np.ndarray, "k w"]:
    """Number of coalitions by number of members and by votes."""
    counts = np.zeros((len(votes) + 1, most + 1), dtype=np.int64)
    counts[0, 0] = 1
    for one in votes:
        counts[1:, one:] += counts[:-1, : counts.shape[1] - one].copy()
    return counts


def _whole(rule: Rule) -> tuple[Int[np.ndarray, " a"], int]:
    votes = rule.votes.astype(np.int64)
    if (votes != rule.votes).any() or rule.quota != int(rule.quota):
        raise DataError(
            "index of power: votes or quota are no whole numbers. Multiply all by one number that makes them so."
        )
    if len(votes) > LARGEST_BODY or votes.sum() > LARGEST_TOTAL:
        raise DataError(
            f"index of power: {len(votes)} voters with {votes.sum():,} votes. Counted up to {LARGEST_BODY} voters and "
            f"{LARGEST_TOTAL:,} votes: divide the votes by a factor they share."
        )
    return votes, int(rule.quota)
