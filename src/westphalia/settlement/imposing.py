r"""What making no deal dearer does: for one who bargains, for two by the third, and for all of them at once.

Somebody outside (by sanctions, by arms withheld or given) lowers the utility of no agreement by a sum of its own. The
packages agreed can only become more; where the bargain settles among them moves towards those for whom no deal has not
become worse.
"""

from itertools import combinations
from typing import Final

import numpy as np
from jaxtyping import Bool, Float, Int

from westphalia.bargaining.acceptance import accepts, agreed
from westphalia.bargaining.package_points import nash_package
from westphalia.bargaining.packages import package_utilities
from westphalia.bargaining.pivots import with_no_deal
from westphalia.bargaining.preferences import Preferences, Rule
from westphalia.settlement.answers import Imposing
from westphalia.settlement.bargain import nash_point, package_gains
from westphalia.settlement.deciding import Deciding

COSTS: Final = (0.05, 0.10, 0.20)
"""By how much no deal is made dearer, in utility; chosen, as nothing says what a measure of pressure is worth."""
OF_PAIRS: Final = COSTS[1:2]
"""The one step shown for each two of three: what the third would impose on both."""
DRAWS: Final = 200
"""Of the draws in which nothing is agreed, so many at most are looked at under pressure: the first."""

_THREE: Final = 3


def imposing(of: Deciding, sizes: Int[np.ndarray, " d"] | None) -> tuple[Imposing, ...]:
    """Each cost on each of those who bargain, of three also on each two, then on all; rows are among those who decide.

    `sizes` is how many packages are agreed in each draw without pressure: pressure only adds packages, so a draw with
    some stays one with some.
    """
    players = tuple(int(v) for v in np.flatnonzero(of.players))
    alone = [(one,) for one in players] if len(players) > 1 else []
    pairs = list(combinations(players, 2)) if len(players) == _THREE else []
    raised = [(who, cost) for who in alone for cost in COSTS] + [(who, cost) for who in pairs for cost in OF_PAIRS]
    raised += [(players, cost) for cost in COSTS]
    costs = np.array([_costs(of, who, cost) for who, cost in raised])
    empty = [None] * len(raised)
    if of.drawn is not None and sizes is not None:
        empty = (_still(of, of.drawn, np.flatnonzero(sizes == 0), costs) * (sizes == 0).mean()).tolist()
    return tuple(_imposed(of, who, cost, share) for (who, cost), share in zip(raised, empty, strict=True))


def _imposed(of: Deciding, who: tuple[int, ...], cost: float, empty: float | None) -> Imposing:
    changed = of.with_mode(with_no_deal(of.mode, _costs(of, who, cost)))
    accepted = agreed(accepts(of.utilities, changed.mode.no_deal), of.rule)
    best = nash_package(package_gains(changed), of.mode.capability[of.players]).package
    return Imposing(who, cost, int(accepted.sum()), empty, nash_point(changed), best)


def _costs(of: Deciding, who: tuple[int, ...], cost: float) -> Float[np.ndarray, " v"]:
    return np.where(np.isin(range(len(of.actors)), who), cost, 0.0)


def _still(
    of: Deciding, drawn: Preferences, empty: Int[np.ndarray, " e"], costs: Float[np.ndarray, "k v"]
) -> Float[np.ndarray, " k"]:
    """Of the draws in which nothing is agreed, the share in which that stays so, for each row of costs."""
    some = empty[:DRAWS]
    found = np.zeros(len(costs))
    for d in some:
        one = drawn.in_draws(int(d))
        found += ~_any(package_utilities(one, of.grid), one.no_deal, of.rule, costs)
    return found / max(len(some), 1)


def _any(
    utilities: Float[np.ndarray, "v p"], no_deal: Float[np.ndarray, " v"], rule: Rule, costs: Float[np.ndarray, "k v"]
) -> Bool[np.ndarray, " k"]:
    """Whether something is agreed in one draw, for each row of costs; who bears none accepts what it accepted."""
    levels = np.unique(costs)
    accepted = np.stack([accepts(utilities, no_deal - cost) for cost in levels])
    at: Int[np.ndarray, "k v"] = np.searchsorted(levels, costs)
    everyone = np.arange(len(no_deal))
    return np.array([agreed(accepted[row, everyone], rule).any() for row in at])
