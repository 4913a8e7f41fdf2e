r"""The two concave problems behind a settlement of several players, and the one solver for both.

Players run along `a`, pieces along `z` (see `gains`). Raising gains along a direction answers whether a zone of
agreement exists, what each could have at best, and Kalai-Smorodinsky; the product of gains is Nash's.
"""

from dataclasses import astuple, dataclass

import numpy as np
from jaxtyping import Float

from westphalia.bargaining.gains import Gains, gain_of, steepness
from westphalia.errors import NotConverged

__all__ = ["Furthest", "furthest_along", "largest_product", "product_gap"]

_STEPS, _HALVINGS, _TOLERANCE, _GOOD_ENOUGH = 80, 40, 1e-10, 1e-6
_TO_THE_WALL, _KEPT, _DECREASE = 0.99, 0.01, 0.01
_CENTRING, _CAREFUL, _SHORT = 0.1, 0.5, 0.5


@dataclass(frozen=True)
class Furthest:
    r"""A point of the box, how far it reaches along the direction asked for, and the price of each player's floor.

    `bound` is what no point can exceed, from `price` by duality: `bound - reach` is the error left.
    """

    filled: Float[np.ndarray, " z"]
    reach: float
    price: Float[np.ndarray, " a"]
    bound: float


def furthest_along(
    gains: Gains,
    floor: Float[np.ndarray, " a"],
    direction: Float[np.ndarray, " a"],
    start: Float[np.ndarray, " z"],
) -> Furthest:
    r"""How far gains can be raised above a floor along a direction, all at once.

    .. math:: \max_{v,\,t} \; t \quad \text{such that} \quad g_a(v) \ge f_a + t\, e_a, \qquad 0 \le v \le \omega

    With :math:`e = 1` the largest smallest gain, below zero where there is no zone of agreement; with :math:`e` one
    player alone, that player's best; with :math:`e` the best gains, Kalai-Smorodinsky. Where several points are equally
    good it is one amid them all, so the order of players does not matter. `start` lies inside the box, and above the
    floor of every player whose direction is zero.
    """
    found = _solve(_Problem(gains, floor, direction, None), start)
    price = found.price / (found.price @ direction)
    return Furthest(found.filled, found.reach, price, _no_more_than(gains, floor, price))


def _no_more_than(gains: Gains, floor: Float[np.ndarray, " a"], price: Float[np.ndarray, " a"]) -> float:
    r"""Bound by duality, :math:`\max_v \sum_a \pi_a (g_a(v) - f_a)` over the box, with :math:`\pi \cdot e = 1`."""
    slope, curvature = price @ gains.slope, price @ gains.curvature
    top = np.divide(slope, 2 * curvature, out=np.where(slope > 0, np.inf, 0.0), where=curvature > 0)
    best = np.clip(top, 0, gains.width)
    return float(price @ (gains.constant - floor) + slope @ best - curvature @ best**2)


def largest_product(
    gains: Gains, power: Float[np.ndarray, " a"], start: Float[np.ndarray, " z"]
) -> Float[np.ndarray, " z"]:
    r"""The point of the box with the largest weighted product of gains.

    .. math:: \max_v \sum_a \alpha_a \ln g_a(v), \qquad 0 \le v \le \omega

    `start` lies inside the box, and everybody gains there.
    """
    still = np.zeros_like(power)
    return _solve(_Problem(gains, still, still, power), start).filled


def product_gap(gains: Gains, filled: Float[np.ndarray, " z"], power: Float[np.ndarray, " a"]) -> float:
    r"""How much larger the log of the product can be anywhere, at most.

    .. math:: \sum_z \max\Big(f_z (\omega_z - v_z),\, -f_z v_z\Big), \qquad
       f_z = \sum_a \frac{\alpha_a}{g_a(v)} \frac{\partial g_a}{\partial v_z}

    A concave function lies below its tangent, and the tangent is largest at a corner of the box. Zero at the optimum.
    """
    rise = (power / gain_of(gains, filled)) @ steepness(gains, filled)
    return float(np.maximum(rise * (gains.width - filled), -rise * filled).sum())


@dataclass(frozen=True)
class _Problem:
    """Gains above a floor, raised along a direction, or (with powers and no direction) multiplied."""

    gains: Gains
    floor: Float[np.ndarray, " a"]
    direction: Float[np.ndarray, " a"]
    power: Float[np.ndarray, " a"] | None

    @property
    def raises(self) -> float:
        """One where a reach is sought, else zero."""
        return float(self.power is None)


@dataclass(frozen=True)
class _Iterate:
    """A point, its reach, and the prices of players, of lower and of upper walls."""

    filled: Float[np.ndarray, " z"]
    reach: float
    price: Float[np.ndarray, " a"]
    low: Float[np.ndarray, " z"]
    high: Float[np.ndarray, " z"]

    def moved(self, step: "_Iterate", length: float) -> "_Iterate":
        """After part of a step."""
        pairs = zip(astuple(self), astuple(step), strict=True)
        return _Iterate(*(value + length * change for value, change in pairs))


def _slack(problem: _Problem, at: _Iterate) -> Float[np.ndarray, " a"]:
    r"""What each player has above what is asked, :math:`s_a = g_a(v) - f_a - t e_a`; positive throughout."""
    return np.asarray(gain_of(problem.gains, at.filled) - problem.floor - at.reach * problem.direction)


def _products(problem: _Problem, at: _Iterate) -> tuple[Float[np.ndarray, " a"], Float[np.ndarray, " z"]]:
    r"""Slack times price of players, and of walls: :math:`s \pi`, then :math:`v \lambda` and :math:`(\omega-v) \mu`."""
    walls = np.concatenate([at.low * at.filled, at.high * (problem.gains.width - at.filled)])
    return _slack(problem, at) * at.price, walls


def _residual(problem: _Problem, at: _Iterate, small: float) -> Float[np.ndarray, " n"]:
    r"""First-order conditions, zero at the optimum as `small` goes to zero.

    .. math::
       \sum_a \pi_a \partial_z g_a + \lambda_z - \mu_z = 0, \qquad \pi \cdot e = 1, \qquad
       \lambda_z v_z = \mu_z (\omega_z - v_z) = \tau, \qquad s_a \pi_a = \tau \;\text{or}\; \alpha_a

    The last product is :math:`\tau` where gains are raised, the power where they are multiplied: there the price of a
    gain is :math:`\pi_a = \alpha_a / g_a`, the derivative of the logarithm.
    """
    pull = at.price @ steepness(problem.gains, at.filled) + at.low - at.high
    share = problem.raises - float(at.price @ problem.direction)
    players, walls = _products(problem, at)
    return np.concatenate([pull, [share], players - _target(problem, small), walls - small])


def _target(problem: _Problem, small: float) -> Float[np.ndarray, " a"]:
    return np.full_like(problem.floor, small) if problem.power is None else problem.power


def _solve(problem: _Problem, start: Float[np.ndarray, " z"]) -> _Iterate:
    """Newton steps on the residual with ever smaller products: a primal-dual interior point that stays inside.

    Boyd and Vandenberghe (2004), Convex Optimization, section 11.7.
    """
    at, length = _opening(problem, start), 1.0
    for _ in range(_STEPS):
        if np.abs(_residual(problem, at, 0.0)).sum() < _TOLERANCE:
            return at
        players, walls = _products(problem, at)
        centring = _CENTRING if length > _SHORT else _CAREFUL
        small = centring * float(np.concatenate([players, walls] if problem.raises else [walls]).mean())
        at, length = _shortened(problem, at, _step(problem, at, small), small)
    left = float(np.abs(_residual(problem, at, 0.0)).sum())
    if left < _GOOD_ENOUGH:  # rounding: the bound that goes with every answer says how much is left
        return at
    raise NotConverged(f"settlement: {left:g} of its conditions is left after {_STEPS} steps, not {_GOOD_ENOUGH:g}.")


def _opening(problem: _Problem, start: Float[np.ndarray, " z"]) -> _Iterate:
    """Where the solver sets out: below what everybody has at the start, with prices that fit."""
    over = gain_of(problem.gains, start) - problem.floor
    asked = problem.direction > 0
    reach = float(min(over[asked] / problem.direction[asked], default=0.0)) - problem.raises
    slack = over - reach * problem.direction
    even = 1 / float((problem.direction / slack).sum()) if problem.raises else 1 / start.size
    price = even / slack if problem.power is None else problem.power / slack
    return _Iterate(start, reach, price, even / start, even / (problem.gains.width - start))


def _step(problem: _Problem, at: _Iterate, small: float) -> _Iterate:
    r"""Newton step towards products of `small`.

    .. math::
       \begin{pmatrix} K & -J^\top & 0 \\ J & S/\pi & -e \\ 0 & e^\top & 0 \end{pmatrix}
       \begin{pmatrix} \Delta v \\ \pi^+ \\ \Delta t \end{pmatrix} =
       \begin{pmatrix} \tau/v - \tau/(\omega - v) \\ \tau/\pi \\ 1 \end{pmatrix}, \qquad
       K = 2 \pi \cdot h + \frac{\lambda}{v} + \frac{\mu}{\omega - v}

    With powers, those stand for the second product, and nothing is raised. Not reduced further: where many points are
    equally good a smaller matrix loses every digit.
    """
    room = problem.gains.width - at.filled
    steep, slack = steepness(problem.gains, at.filled), _slack(problem, at)
    pieces, players = room.size, slack.size
    v, p = slice(0, pieces), slice(pieces, pieces + players)
    matrix = np.zeros((pieces + players + 1, pieces + players + 1))
    matrix[v, v] = np.diag(2 * at.price @ problem.gains.curvature + at.low / at.filled + at.high / room)
    matrix[v, p], matrix[p, v], matrix[p, p] = -steep.T, steep, np.diag(slack / at.price)
    matrix[p, -1], matrix[-1, p], matrix[-1, -1] = -problem.direction, problem.direction, 1 - problem.raises
    aim = [small / at.filled - small / room, _target(problem, small) / at.price, [problem.raises]]
    found = np.linalg.solve(matrix, np.concatenate(aim))
    change = found[v]
    low = (small - at.low * change) / at.filled - at.low
    high = (small + at.high * change) / room - at.high
    return _Iterate(change, float(found[-1]), found[p] - at.price, low, high)


def _shortened(problem: _Problem, at: _Iterate, step: _Iterate, small: float) -> tuple[_Iterate, float]:
    """The point after as much of a step as keeps off every wall and leaves less of the conditions."""
    room = problem.gains.width - at.filled
    positive = np.concatenate([at.filled, room, at.price, at.low, at.high])
    change = np.concatenate([step.filled, -step.filled, step.price, step.low, step.high])
    length = min(1.0, _TO_THE_WALL * _to_the_wall(positive, change))
    before = np.linalg.norm(_residual(problem, at, small))
    wall = _KEPT * _slack(problem, at)
    for _ in range(_HALVINGS):
        after = at.moved(step, length)
        inside = (_slack(problem, after) > wall).all()
        if inside and np.linalg.norm(_residual(problem, after, small)) <= (1 - _DECREASE * length) * before:
            break
        length /= 2
    return after, length


def _to_the_wall(value: Float[np.ndarray, " n"], change: Float[np.ndarray, " n"]) -> float:
    """How much of a change can be made before a value reaches zero."""
    falling = change < 0
    return float(min(-value[falling] / change[falling], default=np.inf))
