r"""Who is pivotal: which packages would be agreed if somebody were not asked, who empties the set, how far it misses.

And what "imposing a deal" does: a third party makes the absence of a deal worse for those it names.
"""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Bool, Float, Int

from westphalia.bargaining.acceptance import accepts, agreed, enough, reaches, win_set
from westphalia.bargaining.packages import Grid, package_utilities
from westphalia.bargaining.preferences import Preferences, Rule
from westphalia.errors import DataError

__all__ = ["Emptied", "Pivotality", "concessions", "emptied_by", "imposed", "pivotality", "with_no_deal"]


@dataclass(frozen=True)
class Pivotality:
    r"""Packages agreed, and how many would be if one actor were not asked and everything else stayed.

    Who is not asked stands in no way: its veto is gone, and its votes count as given.
    """

    size: int
    without: Int[np.ndarray, " a"]

    @property
    def ratio(self) -> Float[np.ndarray, " a"]:
        r""":math:`|W_{-a}| / |W|`: 1 where asking it costs nothing, infinite where it alone empties the set."""
        if self.size:
            return np.asarray(self.without / self.size)
        return np.where(self.without > 0, np.inf, 1.0)

    @property
    def empties(self) -> Bool[np.ndarray, " a"]:
        """Those who alone leave no package, by a veto or by votes withheld."""
        return np.asarray((self.size == 0) & (self.without > 0))


@dataclass(frozen=True)
class Emptied:
    r"""Why no package is agreed.

    `vetoes` are the smallest sets of actors without whose vetoes there would be one; none where the votes never
    suffice. `package` fails by the least: if everyone who refuses it gave way by `concession`, it would be agreed.
    `missing` is how far each actor's utility of it is below no deal, zero where it is not.
    """

    vetoes: tuple[tuple[int, ...], ...]
    package: int
    concession: float
    missing: Float[np.ndarray, " a"]


def pivotality(utilities: Float[np.ndarray, "a p"], no_deal: Float[np.ndarray, " a"], rule: Rule) -> Pivotality:
    r"""Packages agreed, and how many would be if each actor by itself were not asked.

    .. math:: W_{-a} = \{y : U_b(y) \ge d_b \ \forall b \in V \setminus a, \quad
        v_a + \sum_{b \ne a: U_b(y) \ge d_b} v_b \ge q\}

    It is the set agreed if a accepted everything; without veto or votes that is W itself.
    """
    accepted = accepts(utilities, no_deal)
    size = int(agreed(accepted, rule).sum())
    asked = rule.veto | ((rule.votes > 0) & (rule.quota > 0))
    without = np.full(len(rule.veto), size, dtype=np.int64)
    for actor in np.flatnonzero(asked):
        given = accepted.copy()
        given[actor] = True
        without[actor] = agreed(given, rule).sum()
    return Pivotality(size, without)


def emptied_by(utilities: Float[np.ndarray, "a p"], no_deal: Float[np.ndarray, " a"], rule: Rule) -> Emptied | None:
    """Who leaves no package to agree on and how far the best one misses; nothing where a package is agreed."""
    accepted = accepts(utilities, no_deal)
    if agreed(accepted, rule).any():
        return None
    needed = concessions(utilities, no_deal, rule)
    package = int(np.argmin(needed))
    missing = np.maximum(no_deal - utilities[:, package], 0.0) * ~accepted[:, package]
    return Emptied(_smallest(accepted, rule), package, float(needed[package]), missing)


def concessions(
    utilities: Float[np.ndarray, "a p"], no_deal: Float[np.ndarray, " a"], rule: Rule
) -> Float[np.ndarray, " p"]:
    r"""How much each who refuses a package would have to give up for it to be agreed, the same for all of them.

    .. math:: s_p = \min \{s \ge 0 : y_p \in W(d - s)\}

    The larger of two: the largest shortfall :math:`d_a - U_a(y_p)` of a veto, and the shortfall at which the votes of
    those who are short by no more reach the quota.
    """
    short = np.maximum(no_deal[:, None] - utilities, 0.0)
    vetoed = short[rule.veto].max(axis=0, initial=0.0)
    order = np.argsort(short, axis=0)
    reached = enough(np.cumsum(rule.votes[order], axis=0), rule)
    last = np.take_along_axis(order, reached.argmax(axis=0)[None], axis=0)
    outvoted = np.take_along_axis(short, last, axis=0)[0] if rule.quota > 0 else 0.0
    return np.asarray(np.maximum(vetoed, outvoted), dtype=float)


def with_no_deal(preferences: Preferences, cost: Float[np.ndarray, " a"]) -> Preferences:
    r"""The same actors when no deal costs each so much more: :math:`d_a' = \max(-1, \min(0, d_a - \Delta_a))`.

    Utilities end at -1, as far from everything wanted as the scales allow: more cost than that changes nothing.
    """
    no_deal = np.clip(preferences.no_deal - cost, -1.0, 0.0)
    return replace(preferences, no_deal=no_deal)


def imposed(preferences: Preferences, grid: Grid, rule: Rule, costs: Float[np.ndarray, "k a"]) -> Int[np.ndarray, " k"]:
    """Number of packages agreed when no deal costs each actor so much more, for each row of costs.

    Where no cost falls from one row to the next, the number never falls either.
    """
    if preferences.position.ndim != 2:
        raise DataError("imposing a deal: give one coding, or the draws to the acceptance with the cost added.")
    utilities = package_utilities(preferences, grid)
    changed = (with_no_deal(preferences, cost).no_deal for cost in costs)
    return np.array([win_set(utilities, no_deal, rule).sum() for no_deal in changed], dtype=np.int64)


def _smallest(accepted: Bool[np.ndarray, "a p"], rule: Rule) -> tuple[tuple[int, ...], ...]:
    """The smallest sets of vetoes that refuse a package with votes enough."""
    refused = (~accepted & rule.veto[:, None])[:, reaches(accepted, rule)]
    if not refused.size:
        return ()
    refusals = refused.sum(axis=0)
    fewest = np.unique(refused[:, refusals == refusals.min()], axis=1)
    sets = (tuple(int(actor) for actor in np.flatnonzero(one)) for one in fewest.T)
    return tuple(sorted(sets))
