r"""What making no deal dearer does: for one who decides, and for all of them at once.

Somebody outside (by sanctions, by arms withheld or given) lowers the utility of no agreement by a sum of its own. The
packages agreed can only become more; where the bargain settles among them moves towards those for whom no deal has not
become worse.
"""

from typing import Final

import numpy as np
from jaxtyping import Bool, Float, Int

from westphalia.bargaining.acceptance import accepts, agreed
from westphalia.bargaining.packages import Halves, halves, level_tables, sums
from westphalia.bargaining.pivots import with_no_deal
from westphalia.bargaining.preferences import Preferences, Rule
from westphalia.settlement.answers import Imposing
from westphalia.settlement.bargain import bargain
from westphalia.settlement.deciding import Deciding

__all__ = ["COSTS", "DRAWS", "imposing"]

COSTS: Final = (0.05, 0.10, 0.20)
"""By how much no deal is made dearer, in utility; chosen, as nothing says what a measure of pressure is worth."""
DRAWS: Final = 200
"""Draws over which it is counted how often nothing is agreed: the first of those of the whole answer."""


def imposing(of: Deciding) -> tuple[Imposing, ...]:
    """Each cost on each of those who decide, then on all of them; `raised` are rows among those who decide."""
    everybody = tuple(range(len(of.actors)))
    raised = [(who, cost) for who in (*((one,) for one in everybody), everybody) for cost in COSTS]
    costs = np.array([np.where(np.isin(everybody, who), cost, 0.0) for who, cost in raised])
    empty = [None] * len(raised) if of.drawn is None else _empty(of, of.drawn, costs).tolist()
    return tuple(_imposed(of, who, cost, share) for (who, cost), share in zip(raised, empty, strict=True))


def _imposed(of: Deciding, who: tuple[int, ...], cost: float, empty: float | None) -> Imposing:
    changed = of.at(with_no_deal(of.mode, np.where(np.isin(range(len(of.actors)), who), cost, 0.0)))
    accepted = agreed(accepts(of.utilities, changed.mode.no_deal), of.rule)
    return Imposing(who, cost, int(accepted.sum()), empty, bargain(changed))


def _empty(of: Deciding, drawn: Preferences, costs: Float[np.ndarray, "k v"]) -> Float[np.ndarray, " k"]:
    """Share of the first draws in which nothing is agreed, for each row of costs."""
    number = min(DRAWS, len(drawn.capability))
    first = Preferences(
        drawn.position[:number], drawn.salience[:number], drawn.capability[:number], drawn.no_deal[:number],
        loss=drawn.loss,
    )  # fmt: skip
    parts = halves(of.grid, level_tables(first, of.grid))
    empty = np.zeros(len(costs))
    for d in range(number):
        utilities = sums(of.grid, Halves(parts.first[d], parts.second[d]))
        empty += ~_any(utilities, first.no_deal[d], of.rule, costs)
    return empty / number


def _any(
    utilities: Float[np.ndarray, "v p"], no_deal: Float[np.ndarray, " v"], rule: Rule, costs: Float[np.ndarray, "k v"]
) -> Bool[np.ndarray, " k"]:
    """Whether something is agreed in one draw, for each row of costs; who bears none accepts what it accepted."""
    levels = np.unique(costs)
    accepted = np.stack([accepts(utilities, no_deal - cost) for cost in levels])
    at: Int[np.ndarray, "k v"] = np.searchsorted(levels, costs)
    everyone = np.arange(len(no_deal))
    return np.array([agreed(accepted[row, everyone], rule).any() for row in at])
