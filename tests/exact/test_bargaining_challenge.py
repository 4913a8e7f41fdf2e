"""The challenge model by hand, against loops written from the equations, and at its edges."""

import warnings
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from westphalia.bargaining.challenge import (
    PRINTED_PAPER,
    PUBLIC_CODE,
    READINGS,
    Offer,
    Reading,
    ReadOff,
    challenge,
    spread,
)
from westphalia.bargaining.challenge_utilities import field, gain, median_position, risk_exponent, stakes, success
from westphalia.bargaining.compromise import weighted_median
from westphalia.bargaining.preferences import Preferences
from westphalia.errors import DataError

TWO = np.array([0.0, 1.0]), np.array([1.0, 0.5]), np.array([1.0, 2.0])
DYNAMICS = [reading for reading in READINGS if reading.read_off is ReadOff.MEDIAN]
IDS = [reading.name for reading in DYNAMICS]


def _random(seed: int, actors: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.uniform(0, 10, actors), rng.uniform(0.05, 1, actors), rng.uniform(0.1, 5, actors)


class Loops:
    """One actor, pair and third party at a time, with all three views of every challenge; plain Python numbers."""

    def __init__(self, reading: Reading, position: np.ndarray, salience: np.ndarray, capability: np.ndarray) -> None:
        self.reading, self.x = reading, [float(p) for p in position]
        self.s, self.c = [float(v) for v in salience], [float(v) for v in capability]
        self.n, self.span = len(self.x), float(max(position) - min(position))
        self.r = [1.0] * self.n

    def median(self) -> float:
        total = sum(c * s for c, s in zip(self.c, self.s, strict=True))
        reached = 0.0
        for i in sorted(range(self.n), key=lambda i: self.x[i]):
            reached += self.c[i] * self.s[i]
            if reached > total / 2:
                return self.x[i]
        raise AssertionError

    def vote(self, k: int, i: int, j: int) -> float:
        power = self.r[k] if self.reading.risk_in_votes else 1.0
        to_i, to_j = (abs(self.x[k] - self.x[m]) / self.span for m in (i, j))
        return self.c[k] * self.s[k] * (to_j**power - to_i**power)

    def chance(self, i: int, j: int) -> float:
        if self.x[i] == self.x[j]:
            return 0.5
        pairs = list(product(range(self.n), repeat=2)) if self.reading.all_pairs else [(i, j)]
        cast = sum(abs(self.vote(k, one, two)) for k in range(self.n) for one, two in pairs)
        return sum(max(self.vote(k, i, j), 0.0) for k in range(self.n)) / cast

    def gain(self, viewer: int, i: int, j: int) -> float:
        r, q, s = self.r[viewer], self.reading.quiet, self.s[j]
        d, m = abs(self.x[i] - self.x[j]) / self.span, abs(self.x[i] - self.median()) / self.span
        won, lost = 2 - 4 * (0.5 - 0.5 * d) ** r, 2 - 4 * (0.5 + 0.5 * d) ** r
        same = 2 - 4 * 0.5**r
        better, worse = 2 - 4 * (0.5 - 0.25 * (m + d)) ** r, 2 - 4 * (0.5 + 0.25 * (m + d)) ** r
        p = self.chance(i, j)
        return s * (p * won + (1 - p) * lost) + (1 - s) * won - q * same - (1 - q) * (better if m < d else worse)

    def take_exponents(self) -> None:
        self.r = [1.0] * self.n
        danger = [sum(self.gain(i, j, i) for j in range(self.n) if j != i) for i in range(self.n)]
        high, low = max(danger), min(danger)
        if high - low < 1e-9:
            return
        scaled = [(2 * d - high - low) / (high - low) for d in danger]
        self.r = [(1 - v / 3) / (1 + v / 3) for v in scaled]

    def target(self, i: int) -> float:
        kinds: list[list[tuple[float, float]]] = [[], [], []]
        for j in range(self.n):
            if self.x[j] == self.x[i]:
                continue
            a, b = self.gain(i, i, j), self.gain(i, j, i)
            if b > a > 0:
                kinds[0].append((self.x[j], self.s[j]))
            elif b > 0 > a and b > abs(a):
                kinds[1].append((self.x[i] + abs(a / b) * (self.x[j] - self.x[i]), self.s[j]))
            elif b > 0 > a and self.reading.full_yield:
                kinds[2].append((self.x[j], self.s[j]))
        return self.choose(i, kinds)

    def choose(self, i: int, kinds: list[list[tuple[float, float]]]) -> float:
        if self.reading.offer is Offer.LEAST_OF_ALL:
            kinds = [[offer for offers in kinds for offer in offers]]
        for rank, offers in enumerate(kinds):
            if not offers:
                continue
            if rank == 1 and self.reading.offer is Offer.SIGNED_AVERAGE:
                call = sum(s if to > self.x[i] else -s for to, s in offers)
                offers = [o for o in offers if (o[0] > self.x[i]) == (call > 0)]
            return min(offers, key=lambda o: abs(o[0] - self.x[i]))[0]
        return self.x[i]

    def play(self, rounds: int) -> None:
        for _ in range(rounds):
            self.take_exponents()
            self.x = [self.target(i) for i in range(self.n)]


@pytest.mark.parametrize("reading", DYNAMICS, ids=IDS)
def test_chances_gains_and_exponents_are_those_of_the_loops(reading: Reading) -> None:
    x, s, c = _random(1, 5)
    slow = Loops(reading, x, s, c)
    now = field(x, s, s * c, np.asarray(np.ptp(x)))
    ones, pairs = np.ones(5), list(product(range(5), repeat=2))
    first = stakes(now, ones, success(now, ones, reading.all_pairs), reading.quiet)
    slow.take_exponents()
    np.testing.assert_allclose(risk_exponent(first[1]), slow.r, rtol=0, atol=1e-10)
    exponent = np.array(slow.r)
    chance = success(now, exponent if reading.risk_in_votes else ones, reading.all_pairs)
    own, against = stakes(now, exponent, chance, reading.quiet)
    for i, j in filter(lambda pair: pair[0] != pair[1], pairs):
        assert abs(chance[i, j] - slow.chance(i, j)) < 1e-12
        assert abs(own[i, j] - slow.gain(i, i, j)) < 1e-12
        assert abs(against[i, j] - slow.gain(i, j, i)) < 1e-12


@pytest.mark.parametrize("reading", DYNAMICS, ids=IDS)
def test_two_rounds_are_those_of_the_loops(reading: Reading) -> None:
    moved = 0
    for seed in range(3):
        x, s, c = _random(seed, 5)
        slow = Loops(reading, x, s, c)
        slow.play(2)
        found = challenge(x, s, c, reading, 2).position
        np.testing.assert_allclose(found[-1], slow.x, rtol=0, atol=1e-8)
        moved += int((np.abs(found[-1] - found[0]) > 1e-6).sum())
    assert moved > 5


def test_two_actors_by_hand_where_the_pair_alone_votes() -> None:
    r"""A (0; s = 1, c = 1) and B (1; s = 1/2, c = 2) weigh the same: P = 1/2 each way.

    At exponents of one a challenge is worth 2 - 4 s (1 - P): 0 against A and 1 against B. So r_A = 2, r_B = 1/2. In
    B's eyes a = 4 sqrt(1/2) - 2 and b = a + 1: B gives way in full. In A's eyes B gains -1: A stays.
    """
    x, s, c = TWO
    path = challenge(x, s, c, PRINTED_PAPER, 1)
    np.testing.assert_allclose(path.exponent[0], [2.0, 0.5], rtol=0, atol=1e-12)
    np.testing.assert_allclose(path.position[-1], [0.0, 0.0], rtol=0, atol=1e-12)


def test_two_actors_by_hand_where_all_pairs_vote() -> None:
    """The same two: P = 1/4 each way. In B's eyes a = 4 sqrt(1/2) - 3 < 0 and b = a + 1.5: a compromise."""
    x, s, c = TWO
    path = challenge(x, s, c, PUBLIC_CODE, 1)
    a = 4 * np.sqrt(0.5) - 3
    np.testing.assert_allclose(path.position[-1], [0.0, 1 - abs(a) / (a + 1.5)], rtol=0, atol=1e-12)
    assert abs(path.median[-1] - path.position[-1].mean()) < 1e-12  # equal weights: the middle of the two


def test_a_gain_by_hand() -> None:
    """D = 1/2, M = 1/4, s = P = Q = 1/2, r = 1: fought 1/2 (1/2 1 - 1/2 1) + 1/2 1 = 1/2; drift to 3/4, by a half."""
    one = np.ones((1, 1))
    found = gain(one, one / 2, one / 4, one / 2, one / 2, 0.5)
    assert abs(found.item() - (0.5 - 0.5 * 0.75)) < 1e-15
    away = gain(one, one / 2, one * 0.75, one / 2, one / 2, 0.5)
    assert abs(away.item() - (0.5 + 0.5 * 1.25)) < 1e-15


def test_full_yielding_moves_who_loses_more_than_the_other_gains() -> None:
    """Among 200 tables of six it happens in some, and only with the switch: who stayed goes to a rival's place."""
    rng = np.random.default_rng(4)
    x, s, c = rng.uniform(0, 1, (200, 6)), rng.uniform(0.1, 1, (200, 6)), rng.uniform(0.1, 5, (200, 6))
    stays, yields = (challenge(x, s, c, replace(PUBLIC_CODE, full_yield=on), 1).position[:, -1] for on in (False, True))
    table, actor = np.nonzero(np.abs(stays - yields) > 1e-9)
    assert len(table) > 10
    np.testing.assert_allclose(stays[table, actor], x[table, actor], rtol=0, atol=1e-12)
    assert (np.abs(x[table] - yields[table, actor][:, None]).min(axis=1) < 1e-9).all()


def test_a_tie_both_ways_goes_to_the_heavier_side_and_else_nowhere() -> None:
    """A weak actor in the middle, called from both ends at the same distance."""
    x, s = np.array([0.0, 0.5, 1.0]), np.array([1.0, 0.05, 1.0])
    even = challenge(x, s, np.array([1.0, 0.1, 1.0]), PUBLIC_CODE, 1)
    assert even.position[-1, 1] == 0.5
    eyes = even.exponent[0, 1]
    heavier = challenge(x, s, np.array([1.0, 0.1, 1.0 + 1e-6]), PUBLIC_CODE, 1)
    assert abs(heavier.exponent[0, 1] - eyes) < 1e-3
    assert heavier.position[-1, 1] != 0.5


@pytest.mark.parametrize("reading", DYNAMICS, ids=IDS)
def test_who_agrees_stays_and_nothing_warns(reading: Reading) -> None:
    x, s, c = np.full(4, 0.3), np.array([0.0, 0.2, 1.0, 0.5]), np.array([1.0, 2.0, 3.0, 4.0])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        path = challenge(x, s, c, reading)
        assert (path.position == 0.3).all()
        assert (path.exponent == 1).all()
        assert abs(path.forecast - 0.3) < 1e-15
        alone = challenge(np.array([0.7]), np.array([0.4]), np.array([2.0]), reading)
    assert abs(alone.forecast - 0.7) < 1e-15


@pytest.mark.parametrize("reading", DYNAMICS, ids=IDS)
def test_equal_danger_is_no_risk_taken(reading: Reading) -> None:
    """Two mirror images, one of them off in the last digit: max S = min S."""
    path = challenge(np.array([0.0, 1.0]), np.full(2, 0.5), np.array([0.3, 0.1 * 3]), reading, 1)
    assert path.exponent.tolist() == [[1.0, 1.0]]
    assert path.median[-1] == 0.5


@pytest.mark.parametrize("reading", DYNAMICS, ids=IDS)
def test_the_last_digit_of_a_position_moves_nobody(reading: Reading) -> None:
    s, c = np.array([0.9, 0.2, 0.6, 0.4]), np.array([1.0, 2.0, 3.0, 2.0])
    ends = [challenge(np.array([0.3, same, 1.0, 0.0]), s, c, reading).position[-1] for same in (0.3, 0.1 * 3)]
    np.testing.assert_allclose(*ends, rtol=0, atol=1e-12)


def test_draws_are_done_one_by_one_whatever_the_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    x, s, c = rng.uniform(0, 1, (3, 4, 6)), rng.uniform(0.1, 1, (3, 4, 6)), rng.uniform(1, 5, 6)
    whole = challenge(x, s, c, PUBLIC_CODE)
    monkeypatch.setattr("westphalia.bargaining.challenge._CELLS", 5 * 36)
    chunked = challenge(x, s, c, PUBLIC_CODE)
    assert whole.position.shape == (3, 4, 6, 6)
    assert whole.exponent.shape == (3, 4, 5, 6)
    np.testing.assert_array_equal(whole.position, chunked.position)
    np.testing.assert_array_equal(whole.position[2, 1], challenge(x[2, 1], s[2, 1], c, PUBLIC_CODE).position)


def test_spread_is_every_reading_s_own_forecast() -> None:
    x, s, c = _random(3, 6)
    found = spread(np.stack([x, x[::-1]]), s, c)
    alone = [challenge(x, s, c, reading).forecast for reading in READINGS]
    np.testing.assert_allclose(found.forecast[0], alone, rtol=0, atol=1e-12)
    np.testing.assert_array_equal(found.lowest, found.forecast.min(axis=-1))
    np.testing.assert_array_equal(found.highest, found.forecast.max(axis=-1))
    assert len({reading.name for reading in READINGS}) == len(READINGS)


def test_the_median_is_that_of_the_compromise_page() -> None:
    """Two routes to one number: this one takes any scale, that one all issues at once."""
    rng = np.random.default_rng(8)
    x, s, c = rng.integers(0, 5, (50, 7)) / 4, rng.integers(1, 4, (50, 7)) / 4.0, rng.integers(1, 4, (50, 7)) * 1.0
    other = weighted_median(Preferences(x[..., None], s[..., None], c, np.full((50, 7), -0.5)))
    np.testing.assert_allclose(median_position(x, s * c), other[:, 0], rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("part", "value", "words"),
    [(0, np.nan, "position"), (1, 1.2, "salience"), (1, -0.1, "salience"), (2, 0.0, "capability")],
)
def test_a_number_off_its_scale_is_refused(part: int, value: float, words: str) -> None:
    parts = [given.copy() for given in TWO]
    parts[part][0] = value
    with pytest.raises(DataError, match=words):
        challenge(*parts, PUBLIC_CODE)


def test_nobody_who_cares_no_rounds_and_no_readings_are_refused() -> None:
    x, s, c = TWO
    with pytest.raises(DataError, match="zero for every actor"):
        challenge(x, s * 0, c, PUBLIC_CODE)
    with pytest.raises(DataError, match="rounds"):
        challenge(x, s, c, PUBLIC_CODE, 0)
    with pytest.raises(DataError, match="readings"):
        spread(x, s, c, ())
    with pytest.raises(DataError, match="quiet"):
        replace(PUBLIC_CODE, quiet=1.5)
