r"""Bargaining by consent: is there a settlement that every player prefers to no deal, and which one do they reach?

Actors run along `a`, issues along `q`; `players` marks those whose consent is needed, the others only watch. What each
has without a deal is stated, never assumed here. Every answer carries how far it can be from exact.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float

from westphalia.bargaining.gains import Gains, gain_of, gains_of_players
from westphalia.bargaining.interior_point import furthest_along, largest_product, product_gap
from westphalia.bargaining.preferences import Preferences, utility
from westphalia.errors import DataError

__all__ = ["Bargain", "Zone", "best_gains", "kalai_smorodinsky", "nash", "shares_of_power", "zone_of_agreement"]

Players = Bool[np.ndarray, " a"]

_TOUCHING, _ROOM, _TIE = 1e-9, 1e-7, 1e-6


@dataclass(frozen=True)
class Zone:
    r"""Whether any settlement leaves no player worse off than no deal, and where that is nearest to being so.

    `room` is the largest smallest gain over settlements, `settlement` a place that reaches it. `price` says on whom it
    hangs: weights that sum to one, zero for whoever could yield. Where there is no zone they prove it: the gains of the
    players, weighted by them, are below zero at every settlement. `gap` bounds the error of `room`.
    """

    exists: bool
    room: float
    settlement: Float[np.ndarray, " q"]
    gain: Float[np.ndarray, " a"]
    price: Float[np.ndarray, " a"]
    gap: float


@dataclass(frozen=True)
class Bargain:
    r"""A settlement by consent and what each actor gains over no deal; watchers may lose.

    Without a zone of agreement `agreed` is false and `settlement` is where the player worst off loses least. `gap` is
    what may be left of what is maximised, at most: for Nash, the log of the product of gains.
    """

    agreed: bool
    settlement: Float[np.ndarray, " q"]
    gain: Float[np.ndarray, " a"]
    zone: Zone
    gap: float


def zone_of_agreement(preferences: Preferences, players: Players) -> Zone:
    r"""The settlement whose smallest gain over no deal is largest.

    .. math:: \max_y \min_{a \in N} \big(U_a(y) - d_a\big)

    A zone exists if and only if that is not below zero.
    """
    return _zone(preferences, players, _program(preferences, players))[0]


def nash(preferences: Preferences, players: Players, power: Float[np.ndarray, " a"] | None = None) -> Bargain:
    r"""Generalised Nash settlement among the players.

    .. math:: y^* = \arg\max_y \sum_{a \in N} \alpha_a \ln\big(U_a(y) - d_a\big), \qquad U_a(y) \ge d_a

    Nash (1950); with powers, Kalai (1977). Power is capability unless given; it is brought to a sum of one. Gains are
    unique; where several settlements give the same gains it is one amid them. A zone without room for all to gain
    at once has no product to maximise: the settlement is then where the smallest gain is largest.
    """
    gains = _program(preferences, players)
    alpha = shares_of_power(preferences.capability if power is None else power, players)[players]
    zone, inside = _zone(preferences, players, gains)
    if zone.room <= _ROOM:
        return Bargain(zone.exists, zone.settlement, zone.gain, zone, zone.gap)
    settlement = gains.settlement(largest_product(gains, alpha, inside))
    gap = product_gap(gains, gains.filled(settlement), alpha)
    return Bargain(True, settlement, _gain(preferences, settlement), zone, gap)


def best_gains(preferences: Preferences, players: Players) -> Float[np.ndarray, " a"]:
    r"""The most each player could gain if no other is left worse off than no deal, :math:`\max_y g_a`; else NaN.

    NaN for actors who are no players, and for all where there is no zone of agreement.
    """
    gains = _program(preferences, players)
    zone, inside = _zone(preferences, players, gains)
    best = np.full(players.shape, np.nan)
    if zone.exists:
        best[players] = _best(gains, inside) if zone.room > _ROOM else np.maximum(zone.gain[players], 0)
    return best


def kalai_smorodinsky(preferences: Preferences, players: Players) -> Bargain:
    r"""Settlement that gives every player the same part of the best it could hope for, as large as can be.

    .. math:: \max_y \min_{a \in N} \frac{U_a(y) - d_a}{\bar g_a}, \qquad
       \bar g_a = \max_{y:\, U \ge d} \big(U_a(y) - d_a\big)

    Kalai and Smorodinsky (1975). Power plays no part. Where somebody can still gain at no cost to those
    held at that part, the sum of parts decides, so that nothing is left that all would take.
    """
    gains = _program(preferences, players)
    zone, inside = _zone(preferences, players, gains)
    if zone.room <= _ROOM:
        return Bargain(zone.exists, zone.settlement, zone.gain, zone, zone.gap)
    filled, gap = _raised(gains, _best(gains, inside), inside)
    settlement = gains.settlement(filled)
    return Bargain(True, settlement, _gain(preferences, settlement), zone, gap)


def shares_of_power(power: Float[np.ndarray, " a"], players: Players) -> Float[np.ndarray, " a"]:
    r"""Bargaining power among the players, :math:`\alpha_a = c_a / \sum_{b \in N} c_b`; zero for who is no player."""
    if not players.any():
        raise DataError("players: nobody's consent is needed. Mark at least one actor, or use the compromise model.")
    wrong = players & ~(np.isfinite(power) & (power > 0))
    if wrong.any():
        raise DataError(f"power: {power[wrong][0]:g} of a player. It is finite and above 0; only ratios count.")
    return np.asarray(np.where(players, power, 0.0) / power[players].sum())


def _program(preferences: Preferences, players: Players) -> Gains:
    """Gains of the players alone."""
    if preferences.position.ndim != 2:
        raise DataError(f"draws: {preferences.position.shape[:-2]} at once. A bargain is struck on one draw at a time.")
    if not players.any():
        raise DataError("players: nobody's consent is needed. Mark at least one actor, or use the compromise model.")
    position, salience = preferences.position[players], preferences.salience[players]
    capability, no_deal = preferences.capability[players], preferences.no_deal[players]
    return gains_of_players(Preferences(position, salience, capability, no_deal, preferences.loss))


def _gain(preferences: Preferences, settlement: Float[np.ndarray, " q"]) -> Float[np.ndarray, " a"]:
    return np.asarray(utility(preferences, settlement) - preferences.no_deal)


def _zone(preferences: Preferences, players: Players, gains: Gains) -> tuple[Zone, Float[np.ndarray, " z"]]:
    """The zone, and a point well inside it, if it has an inside."""
    one, middle = np.ones(gains.constant.size), gains.width / 2
    found = furthest_along(gains, np.zeros_like(one), one, middle)
    settlement = gains.settlement(found.filled)
    price = np.zeros(players.shape)
    price[players] = found.price
    gap = max(found.bound - found.reach, 0.0)
    zone = Zone(found.bound >= -_TOUCHING, found.reach, settlement, _gain(preferences, settlement), price, gap)
    lost = max(found.reach - float(gain_of(gains, middle).min()), _ROOM)
    part = min(0.5, max(found.reach, 0.0) / (2 * lost))
    return zone, (1 - part) * found.filled + part * middle


def _best(gains: Gains, inside: Float[np.ndarray, " z"]) -> Float[np.ndarray, " a"]:
    """Best gain of each player, one problem after the other."""
    floor = np.zeros(gains.constant.size)
    return np.array([furthest_along(gains, floor, alone, inside).reach for alone in np.eye(floor.size)])


def _raised(
    gains: Gains, best: Float[np.ndarray, " a"], inside: Float[np.ndarray, " z"]
) -> tuple[Float[np.ndarray, " z"], float]:
    r"""Equal parts of the best, as large as can be, and the error of that part at most.

    .. math:: \max_{v,\,t} t, \qquad \frac{g_a}{\bar g_a} + \epsilon \sum_b \frac{g_b}{\bar g_b} \ge t

    The small second term moves whoever can still gain at no cost to those held at the common part.
    """
    mixed = (np.eye(best.size) + _TIE) / best
    parts = Gains(mixed @ gains.constant, mixed @ gains.slope, mixed @ gains.curvature, gains.width, gains.issue)
    found = furthest_along(parts, np.zeros_like(best), np.ones_like(best), inside)
    return found.filled, max(found.bound - found.reach, 0.0)
