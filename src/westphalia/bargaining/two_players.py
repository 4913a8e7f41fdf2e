r"""Two players with opposite ideals on one issue: the settlement in closed form, and what imposing a deal does to it.

Player 1 wants 0 and player 2 wants 1, losses are linear, and :math:`D_i = -d_i \in [0, 1]` is what no deal costs each.
"""

from dataclasses import dataclass

from westphalia.errors import DataError

__all__ = ["Imposed", "TwoPlayer", "imposed", "rubinstein_share", "two_player_settlement"]

Pair = tuple[float, float]
_ROUNDING = 1e-12


@dataclass(frozen=True)
class TwoPlayer:
    r"""A settlement of two: the zone of agreement, the point in it, and how the point answers.

    `zone` runs from :math:`1 - D_2` to :math:`D_1`; where it is empty (`room` below zero) there is no `point`.
    `by_power` is the derivative to :math:`a_2`, `by_cost` those to :math:`D_1` and :math:`D_2`.
    """

    zone: Pair
    room: float
    point: float | None
    by_power: float
    by_cost: Pair


@dataclass(frozen=True)
class Imposed:
    r"""What a third party does that makes no deal dearer for both: wider by `wider`, and moved by `moved` if it can be.

    `moved` is None where there was no zone before or is none after.
    """

    before: TwoPlayer
    after: TwoPlayer
    wider: float
    moved: float | None


def two_player_settlement(power: Pair, cost: Pair) -> TwoPlayer:
    r"""Nash settlement of two players at the ends of one scale.

    .. math:: y^* = (1 - D_2) + a_2 (D_1 + D_2 - 1), \qquad
       \frac{\partial y^*}{\partial D_1} = a_2, \quad \frac{\partial y^*}{\partial D_2} = -a_1

    The maximiser of :math:`a_1 \ln(D_1 - y) + a_2 \ln(y - 1 + D_2)`, :math:`a_1 + a_2 = 1` (power is brought to that
    sum). A zone exists if and only if :math:`D_1 + D_2 \ge 1`: what each can stand adds up to the whole scale.
    """
    one, two = _shares(power)
    first, second = (_cost(number, value) for number, value in enumerate(cost, start=1))
    room = first + second - 1
    point = (1 - second) + two * room if room >= -_ROUNDING else None
    return TwoPlayer((1 - second, first), room, point, by_power=room, by_cost=(two, -one))


def imposed(power: Pair, cost: Pair, raised: Pair) -> Imposed:
    r"""What raising both no-deal costs does to the zone and to the point.

    .. math:: \Delta\,\text{room} = \Delta D_1 + \Delta D_2, \qquad \Delta y^* = a_2\, \Delta D_1 - a_1\, \Delta D_2

    Exact, as both are linear in the costs. Whoever finds no deal dearer than before gives way; equal pressure on
    both moves the point towards what the stronger one wants.
    """
    before = two_player_settlement(power, cost)
    after = two_player_settlement(power, (cost[0] + raised[0], cost[1] + raised[1]))
    moved = None if before.point is None or after.point is None else after.point - before.point
    return Imposed(before, after, wider=after.room - before.room, moved=moved)


def rubinstein_share(patience: Pair) -> float:
    r"""Share of the player who offers first when offers alternate, :math:`(1 - \delta_2)/(1 - \delta_1 \delta_2)`.

    Rubinstein (1982): the one equilibrium that no threat can undo; :math:`\delta_i` is what a round of waiting leaves
    of one unit. As rounds become short it tends to the Nash split with power :math:`a_i \propto -1/\ln \delta_i`.
    """
    if not all(0 < delta < 1 for delta in patience):
        raise DataError(f"patience: {patience}. Each is what a round of waiting leaves of one, between 0 and 1.")
    return (1 - patience[1]) / (1 - patience[0] * patience[1])


def _shares(power: Pair) -> Pair:
    if not all(0 < value < float("inf") for value in power):
        raise DataError(f"power: {power}. Both are finite and above 0; only their ratio counts.")
    return power[0] / sum(power), power[1] / sum(power)


def _cost(number: int, value: float) -> float:
    if not 0 <= value <= 1:
        raise DataError(f"no-deal cost of player {number}: {value:g} is off the scale. It lies between 0 and 1.")
    return value
