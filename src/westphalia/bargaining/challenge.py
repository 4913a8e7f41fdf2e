r"""The expected-utility ("challenge") model on one issue: who gives way to whom, round by round, under each reading.

A comparison, not the forecast: the published description leaves choices open, and on its one published example they
take the answer from one end of the scale to the other. So every choice is a field of `Reading`, and `spread` shows
all readings side by side.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float

from westphalia.bargaining.challenge_readings import PRINTED_PAPER, PUBLIC_CODE, READINGS, Offer, Reading, ReadOff
from westphalia.bargaining.challenge_utilities import (
    TIE,
    Field,
    field,
    median_position,
    risk_exponent,
    stakes,
    success,
)
from westphalia.errors import DataError

__all__ = [
    "PRINTED_PAPER", "PUBLIC_CODE", "READINGS", "ROUNDS", "ChallengePath", "ChallengeSpread", "Offer", "ReadOff",
    "Reading", "challenge", "spread",
]  # fmt: skip

ROUNDS = 5  # assumed: the number of rounds with which the model was run on the EU decisions
_CELLS = 2**18  # pairs of actors held at once, over draws: bounds memory, and keeps arrays in the processor's cache


@dataclass(frozen=True)
class ChallengePath:
    """Positions by round, the start first; their weighted mean and median; the exponents of risk behind each round."""

    reading: Reading
    position: Float[np.ndarray, "*d t a"]
    mean: Float[np.ndarray, "*d t"]
    median: Float[np.ndarray, "*d t"]
    exponent: Float[np.ndarray, "*d t_moves a"]

    @property
    def forecast(self) -> Float[np.ndarray, "*d"]:
        """The last round's mean or median, as the reading has it."""
        by_round = self.mean if self.reading.read_off is ReadOff.MEAN else self.median
        return np.asarray(by_round[..., -1])


@dataclass(frozen=True)
class ChallengeSpread:
    """Forecasts of several readings side by side, in the order of `readings`."""

    readings: tuple[Reading, ...]
    forecast: Float[np.ndarray, "*d readings"]

    @property
    def lowest(self) -> Float[np.ndarray, "*d"]:
        """The lowest forecast of any reading."""
        return np.asarray(self.forecast.min(axis=-1))

    @property
    def highest(self) -> Float[np.ndarray, "*d"]:
        """The highest forecast of any reading."""
        return np.asarray(self.forecast.max(axis=-1))


def challenge(
    position: Float[np.ndarray, "*d a"],
    salience: Float[np.ndarray, "*#d a"],
    capability: Float[np.ndarray, "*#d a"],
    reading: Reading,
    rounds: int = ROUNDS,
) -> ChallengePath:
    r"""Where the actors move when each gives way to those it expects to lose against.

    In every round exponents of risk are found at exponents of one, then used. With a the gain of i from challenging j
    and b that of j from challenging i, both in the eyes of i:

    .. math:: b > a > 0: \; x_i \to x_j; \qquad b > 0 > a,\ b > |a|: \; x_i \to x_i + \left|\tfrac{a}{b}\right|
       (x_j - x_i); \qquad b > 0 > a,\ b \le |a|: \; x_i \to x_j \text{ or stays}

    Each actor takes one offer a round; all move at once. Positions on any scale; salience from 0 to 1, the chance
    that an actor resists; capability in any unit. Scholz, Calbert and Smith (2011). Draws are worked through in
    chunks, so memory grows with the positions kept and with nothing else.
    """
    _refuse(position, salience, capability, rounds)
    actors = position.shape[-1]
    parts = [np.broadcast_to(part, position.shape).reshape(-1, actors) for part in (position, salience, capability)]
    step = max(1, _CELLS // actors**2)
    chunks = [[part[at : at + step] for part in parts] for at in range(0, len(parts[0]), step)]
    done = [_rounds(x, s, c, reading, rounds) for x, s, c in chunks]
    x, exponent = (np.concatenate(pieces) for pieces in zip(*done, strict=True))
    weight = np.broadcast_to((parts[1] * parts[2])[:, None, :], x.shape)
    mean = (x * weight).sum(axis=-1) / weight.sum(axis=-1)
    draws = position.shape[:-1]
    return ChallengePath(
        reading,
        x.reshape(*draws, rounds + 1, actors),
        mean.reshape(*draws, rounds + 1),
        median_position(x, weight).reshape(*draws, rounds + 1),
        exponent.reshape(*draws, rounds, actors),
    )


def spread(
    position: Float[np.ndarray, "*d a"],
    salience: Float[np.ndarray, "*#d a"],
    capability: Float[np.ndarray, "*#d a"],
    readings: tuple[Reading, ...] = READINGS,
    rounds: int = ROUNDS,
) -> ChallengeSpread:
    """The forecasts of all readings of one description: what the choice of reading alone is worth."""
    if not readings:
        raise DataError("readings: none given. Name at least one, or leave them out for all.")
    forecasts = [challenge(position, salience, capability, reading, rounds).forecast for reading in readings]
    return ChallengeSpread(readings, np.stack(forecasts, axis=-1))


def _rounds(
    position: Float[np.ndarray, "d a"],
    salience: Float[np.ndarray, "d a"],
    capability: Float[np.ndarray, "d a"],
    reading: Reading,
    rounds: int,
) -> tuple[Float[np.ndarray, "d t a"], Float[np.ndarray, "d t_moves a"]]:
    span = np.ptp(position, axis=-1)
    weight = salience * capability
    path, exponents = [position], []
    for _ in range(rounds):
        now = field(path[-1], salience, weight, span)
        exponent, own, against = _expectations(now, reading)
        path.append(path[-1] + span[:, None] * _movement(path[-1], now, own, against, reading))
        exponents.append(exponent)
    return np.stack(path, axis=1), np.stack(exponents, axis=1)


def _expectations(
    now: Field, reading: Reading
) -> tuple[Float[np.ndarray, "d a"], Float[np.ndarray, "d a a"], Float[np.ndarray, "d a a"]]:
    """Exponents of risk from a first pass at one, and the gains of a second pass at those exponents."""
    ones = np.ones_like(now.weight)
    first = stakes(now, ones, success(now, ones, reading.all_pairs), reading.quiet)
    exponent = risk_exponent(first[1])
    chance = success(now, exponent if reading.risk_in_votes else ones, reading.all_pairs)
    return exponent, *stakes(now, exponent, chance, reading.quiet)


def _movement(
    position: Float[np.ndarray, "d a"],
    now: Field,
    own: Float[np.ndarray, "d a a"],
    against: Float[np.ndarray, "d a a"],
    reading: Reading,
) -> Float[np.ndarray, "d a"]:
    """How far each actor moves, as a fraction of the range at the start; towards higher positions above zero."""
    side = np.sign(position[..., None, :] - position[..., :, None])
    demand = (now.apart > 0) & (own > TIE) & (against - own > TIE)
    losing = (now.apart > 0) & (own < -TIE) & (against > TIE)
    meet = losing & (against + own > TIE)
    give = losing & ~meet & reading.full_yield
    part = np.divide(-own, against, out=np.ones_like(own), where=meet)
    taken = _ranked(demand, _called(meet, side, now, reading), give, reading)
    return _least(taken, now.apart * part, side, now.weight)


def _called(
    meet: Bool[np.ndarray, "d a a"], side: Float[np.ndarray, "d a a"], now: Field, reading: Reading
) -> Bool[np.ndarray, "d a a"]:
    """Compromises on the side on which more salience calls; those of both sides where as much calls on each."""
    if reading.offer is not Offer.SIGNED_AVERAGE:
        return meet
    call = (meet * side * now.salience[..., None, :]).sum(axis=-1, keepdims=True)
    return np.asarray(meet & ((np.abs(call) <= TIE) | (side * call > 0)))


def _ranked(
    demand: Bool[np.ndarray, "d a a"],
    meet: Bool[np.ndarray, "d a a"],
    give: Bool[np.ndarray, "d a a"],
    reading: Reading,
) -> Bool[np.ndarray, "d a a"]:
    """Offers an actor chooses from: all, or those of the first kind that anybody makes."""
    if reading.offer is Offer.LEAST_OF_ALL:
        return np.asarray(demand | meet | give)
    rest = np.where(meet.any(axis=-1, keepdims=True), meet, give)
    return np.where(demand.any(axis=-1, keepdims=True), demand, rest)


def _least(
    taken: Bool[np.ndarray, "d a a"],
    length: Float[np.ndarray, "d a a"],
    side: Float[np.ndarray, "d a a"],
    weight: Float[np.ndarray, "d a"],
) -> Float[np.ndarray, "d a"]:
    """The least movement; as short both ways, to the side with more weight behind it, and none if that is equal too.

    Assumed: nothing published says how a tie is broken, and the order of the actors must not decide. Whoever makes an
    offer has weight: an opponent without salience gives way unasked, so a challenge of it is never worth less than its.
    """
    least = np.where(taken, length, np.inf).min(axis=-1)
    near = taken & (length <= least[..., None] + TIE)
    behind = near * weight[..., None, :]
    pull = (behind * side).sum(axis=-1)
    way = np.where(np.abs(pull) > TIE * behind.sum(axis=-1), np.sign(pull), 0.0)
    return np.asarray(way * np.where(near.any(axis=-1), least, 0.0))


def _refuse(
    position: Float[np.ndarray, "*d a"],
    salience: Float[np.ndarray, "*#d a"],
    capability: Float[np.ndarray, "*#d a"],
    rounds: int,
) -> None:
    if not np.isfinite(position).all():
        raise DataError("position: one is no finite number. Leave an actor without a position out.")
    if not ((salience >= 0) & (salience <= 1)).all():
        raise DataError("salience: one is outside 0 to 1. Here it is the chance that an actor resists a challenge.")
    if not (np.isfinite(capability) & (capability > 0)).all():
        raise DataError("capability: every actor's is a finite number above 0. Leave an actor without any out.")
    if not ((salience * capability).sum(axis=-1) > 0).all():
        raise DataError("salience: zero for every actor. An issue nobody cares about has no forecast.")
    if rounds < 1:
        raise DataError(f"rounds: {rounds} is below 1. Give the number of rounds to run.")
