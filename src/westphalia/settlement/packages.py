"""Which packages all who must agree accept: at the mode, within the ranges, over draws."""

import numpy as np
from jaxtyping import Float32, Int

from westphalia.bargaining.acceptance import acceptance, robust, win_set
from westphalia.bargaining.certainty import certain
from westphalia.bargaining.draws import Ranges
from westphalia.bargaining.packages import Grid
from westphalia.bargaining.pivots import emptied_by, pivotality
from westphalia.bargaining.preferences import Preferences, Rule
from westphalia.bargaining.voting import LARGEST_CORE, core
from westphalia.settlement.answers import Agreed

__all__ = ["agreed_packages", "deciders_of", "only", "rule_among"]


def deciders_of(rule: Rule) -> Int[np.ndarray, " v"]:
    """Every veto and, where there is a quota, everybody with votes."""
    return np.flatnonzero(rule.veto | ((rule.votes > 0) & (rule.quota > 0)))


def rule_among(rule: Rule, actors: Int[np.ndarray, " v"]) -> Rule:
    """The rule among some actors: who decides is all that it needs."""
    return Rule(rule.veto[actors], rule.votes[actors], rule.quota)


def only(preferences: Preferences, actors: Int[np.ndarray, " v"]) -> Preferences:
    """What some of the actors want."""
    return Preferences(
        preferences.position[..., actors, :], preferences.salience[..., actors, :],
        preferences.capability[..., actors], preferences.no_deal[..., actors], loss=preferences.loss,
    )  # fmt: skip


def agreed_packages(
    ranges: Ranges, grid: Grid, rule: Rule, utilities: Float32[np.ndarray, "a p"], drawn: Preferences | None
) -> Agreed:
    """The packages agreed, with everything that says how sure that is; `drawn` holds those who decide alone."""
    who = deciders_of(rule)
    among = rule_among(rule, who)
    no_deal = ranges.mode.no_deal
    counted = None if drawn is None else acceptance(drawn, grid, among)
    deciding = Ranges(*(only(one, who) for one in (ranges.low, ranges.mode, ranges.high)))
    return Agreed(
        at_mode=win_set(utilities[who], no_deal[who], among),
        pivots=pivotality(utilities, no_deal, rule),
        emptied=emptied_by(utilities, no_deal, rule),
        bounds=certain(deciding, grid, among),
        core=core(utilities[who], among) if grid.number <= LARGEST_CORE else None,
        drawn=counted,
        robust=None if counted is None else robust(counted),
    )
