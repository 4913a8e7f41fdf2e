r"""Logrolling: two actors trade what matters less to each, and what the trade does to everybody else.

Actors run along `a`, issues along `q`. A and B sit on opposite sides of the settlement on two issues. On the first,
which counts more for A, B moves its position towards A's; on the second A moves towards B's. Each move shifts the
settlement by its weight in the compromise. Losses are linear.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from westphalia.bargaining.compromise import influence
from westphalia.bargaining.preferences import LINEAR, Preferences, issue_shares, utility
from westphalia.errors import DataError

__all__ = ["Exchange", "best_exchange", "exchange_gains"]

_NOTHING = 1e-12


@dataclass(frozen=True)
class Exchange:
    r"""A trade of two actors: on the first issue the second actor concedes, on the second issue the first actor does.

    `gain` is what both get alike; `effect` what each actor gains or loses, the two included: a trade between two is
    often paid by a third.
    """

    issues: tuple[int, int]
    moves: tuple[float, float]
    settlement: Float[np.ndarray, " q"]
    gain: float
    effect: Float[np.ndarray, " a"]


def exchange_gains(
    preferences: Preferences, settlement: Float[np.ndarray, " q"], pair: tuple[int, int]
) -> tuple[Float[np.ndarray, "q q"], Float[np.ndarray, "q q"]]:
    r"""What A and B each gain from their largest trade of issue k for issue l, and how far issue k then moves.

    .. math:: \frac{\Delta_l}{\Delta_k} = \frac{J_k}{J_l}, \qquad
       \Delta_k = \min\Big(R_k^B,\, \frac{J_l}{J_k} R_l^A\Big), \qquad
       G_{kl} = s_{Ak} \Delta_k - s_{Al} \Delta_l = J_k \Delta_k \Big(\frac{s_{Ak}}{J_k} - \frac{s_{Al}}{J_l}\Big)

    with :math:`J_k = s_{Ak} + s_{Bk}`: the rate at which both gain the same, Stokman and Van Oosten (1994).
    :math:`R_k^B` is how far B can move the settlement of k towards A. Below zero where the trade is better the other
    way round; zero where there is nothing to trade.
    """
    if preferences.loss != LINEAR or preferences.position.ndim != 2:
        raise DataError("exchange: rates of trade are those of linear losses, one draw at a time. Set loss to 1.")
    one, other = pair
    share = issue_shares(preferences.salience)
    joint = share[one] + share[other]
    part = np.divide(share[one], joint, out=np.zeros_like(joint), where=joint > 0)
    given = joint * _room(preferences, settlement, mover=other, towards=one)
    taken = joint * _room(preferences, settlement, mover=one, towards=other)
    traded = np.minimum(given[:, None], taken[None, :])
    moved = np.divide(traded, joint[:, None], out=np.zeros_like(traded), where=joint[:, None] > 0)
    return np.asarray(traded * (part[:, None] - part[None, :])), moved


def best_exchange(
    preferences: Preferences, settlement: Float[np.ndarray, " q"], pair: tuple[int, int]
) -> Exchange | None:
    """The trade of two issues from which two actors gain most, each the same; None where no trade helps both."""
    gains, moves = exchange_gains(preferences, settlement, pair)
    first, second = (int(issue) for issue in np.unravel_index(np.argmax(gains), gains.shape))
    if not gains[first, second] > _NOTHING:
        return None
    joint = issue_shares(preferences.salience)[list(pair)].sum(axis=0)
    here = float(moves[first, second])
    there = here * float(joint[first] / joint[second])
    one, other = pair
    after = settlement.copy()
    after[first] += here * np.sign(preferences.position[one, first] - settlement[first])
    after[second] += there * np.sign(preferences.position[other, second] - settlement[second])
    effect = utility(preferences, after) - utility(preferences, settlement)
    return Exchange((first, second), (here, there), after, float(gains[first, second]), np.asarray(effect))


def _room(
    preferences: Preferences, settlement: Float[np.ndarray, " q"], mover: int, towards: int
) -> Float[np.ndarray, " q"]:
    r"""How far one actor can move the settlement of each issue towards another.

    .. math:: R_q = \min\Big(\frac{w_{mq}}{\sum_a w_{aq}} |x_{mq} - x_{tq}|,\; |y_q - x_{tq}|\Big)

    By giving up its own position for the other's, and not past it; zero unless they sit on opposite sides.
    """
    here, there = preferences.position[mover], preferences.position[towards]
    shifted = influence(preferences)[mover] * np.abs(here - there)
    opposite = (here - settlement) * (there - settlement) < 0
    return np.asarray(np.where(opposite, np.minimum(shifted, np.abs(settlement - there)), 0.0))
