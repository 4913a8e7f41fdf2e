"""What could be made better than it is: packages nothing betters, and exchanges of concessions between two actors."""

from itertools import combinations

import numpy as np
from jaxtyping import Bool, Float

from westphalia.bargaining.exchange import best_exchange
from westphalia.bargaining.pareto import frontier
from westphalia.bargaining.preferences import LINEAR, Preferences
from westphalia.settlement.answers import Trade
from westphalia.settlement.deciding import Deciding


def agreed_frontier(of: Deciding, agreed: Bool[np.ndarray, " p"]) -> Bool[np.ndarray, " p"]:
    """Of the packages agreed, those that no other betters for one who bargains and worsens for none of them."""
    found = np.flatnonzero(agreed)
    kept = np.zeros_like(agreed)
    if found.size:
        kept[found[frontier(of.utilities[of.players][:, found])]] = True
    return kept


def trades(mode: Preferences, settlement: Float[np.ndarray, " q"]) -> tuple[Trade, ...]:
    """For every two actors the exchange best for both, from the compromise; those that gain most first.

    None where losses are quadratic: rates of exchange are those of linear losses.
    """
    if mode.loss != LINEAR:
        return ()
    found = []
    for pair in combinations(range(len(mode.capability)), 2):
        exchange = best_exchange(mode, settlement, pair)
        if exchange is not None:
            found.append(Trade(pair, exchange))
    return tuple(sorted(found, key=lambda one: -one.exchange.gain))
