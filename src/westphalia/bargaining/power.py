r"""How often each vote decides when every order, or every coalition, of the voters is as likely: indices of power.

They count votes alone: who wants what plays no part. Exact, by the number of coalitions of each size and weight.
"""

from math import comb
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.bargaining.preferences import Rule
from westphalia.errors import DataError

__all__ = ["banzhaf", "shapley_shubik"]

LARGEST_BODY: Final = 60
"""Voters: coalitions of up to 60 are counted exactly in 64 bits."""
LARGEST_TOTAL: Final = 100_000


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
