"""What beats what, uncovered packages and indices of power, against published numbers and cases worked by hand.

What the tests cannot see: whether votes are cast as the rule says, and who talks to whom before one.
"""

import csv
import math
from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import pytest

from westphalia.bargaining.acceptance import TOLERANCE, win_set
from westphalia.bargaining.power import LARGEST_LISTED, banzhaf, shapley_shubik, voting_power
from westphalia.bargaining.preferences import Rule
from westphalia.bargaining.voting import LARGEST_CORE, LARGEST_UNCOVERED, beats, core, nakamura, uncovered
from westphalia.errors import DataError

CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, math.sqrt(3) / 2]])  # an equilateral triangle of side 1
CENTROID = CORNERS.mean(axis=0)
# Votes in the Council, 1995 to 2004: Treaty of Accession of Austria, Finland and Sweden, as adjusted by Council
# Decision 95/1/EC, Article 8; 62 of 87 votes carried a proposal of the Commission.
EU_15 = {
    "DEU": 10, "GBR": 10, "FRA": 10, "ITA": 10, "ESP": 8, "BEL": 5, "GRC": 5, "NLD": 5, "PRT": 5, "AUT": 4, "SWE": 4,
    "DNK": 3, "IRL": 3, "FIN": 3, "LUX": 2,
}  # fmt: skip
EEC_6 = (4, 4, 4, 2, 2, 1)  # Treaty establishing the European Economic Community (1957), Article 148: 12 of 17


def _votes(*votes: float, quota: float) -> Rule:
    return Rule(np.zeros(len(votes), dtype=bool), np.array(votes, dtype=float), float(quota))


MAJORITY = _votes(1, 1, 1, quota=2)
UNANIMITY = Rule(np.ones(3, dtype=bool), np.zeros(3))


def _near(points: np.ndarray) -> np.ndarray:
    """Utilities of the corners of the triangle: minus the distance."""
    return -np.linalg.norm(points[None] - CORNERS[:, None], axis=-1)


def _square(count: int) -> np.ndarray:
    axis = np.linspace(0, 1, count)
    return np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1).reshape(-1, 2)


def test_win_set_of_the_triangle_has_its_area() -> None:
    """Three lenses of two circles through the centroid, which share nothing but it."""
    radius = 1 / math.sqrt(3)
    lens = 2 * radius**2 * math.acos(1 / (2 * radius)) - math.sqrt(radius**2 - 0.25)
    assert abs(3 * lens - 3 * (math.pi / 9 - 1 / (2 * math.sqrt(3)))) < 1e-15
    assert round(3 * lens, 6) == 0.181172
    axis = np.linspace(-0.5, 1.5, 2001)
    across, up = axis[450:1551], axis[150:1151]  # where the set lies; 2,001 points by 2,001 say the same in four times
    squared = [((across - x)[:, None] ** 2 + (up - y)[None] ** 2).ravel() for x, y in CORNERS]
    utilities, status_quo = -np.stack(squared), np.full(3, -1 / 3 + TOLERANCE)  # exact: without the margin of a tie
    assert round(win_set(utilities, status_quo, MAJORITY).sum() * (axis[1] - axis[0]) ** 2, 6) == 0.181167
    assert not win_set(utilities, status_quo, UNANIMITY).any()


def test_on_one_issue_the_median_alone_is_uncovered_and_beaten_by_none() -> None:
    place = np.linspace(0, 1, 21)
    utilities = -np.abs(place - np.array([0.2, 0.5, 0.9])[:, None])
    assert place[uncovered(utilities, MAJORITY)].tolist() == [0.5]
    assert place[core(utilities, MAJORITY)].tolist() == [0.5]


def test_on_two_issues_the_uncovered_lie_within_four_yolk_radii() -> None:
    """McKelvey (1986): here the yolk is the circle inscribed in the triangle."""
    points = _square(31)
    found = uncovered(_near(points), MAJORITY)
    farthest = np.linalg.norm(points[found] - CENTROID, axis=1).max()
    yolk = 1 / (2 * math.sqrt(3))
    assert round(farthest, 3) == 0.516
    assert round(4 * yolk, 3) == 1.155
    assert not core(_near(points), MAJORITY).any()


def test_three_packages_in_a_circle() -> None:
    """Condorcet's: each beats the next, so none is in the core and none is covered."""
    utilities = np.array([[-0.1, -0.2, -0.3], [-0.3, -0.1, -0.2], [-0.2, -0.3, -0.1]])
    assert beats(utilities, MAJORITY).tolist() == [[False, True, False], [False, False, True], [True, False, False]]
    assert not core(utilities, MAJORITY).any()
    assert uncovered(utilities, MAJORITY).all()
    worst = np.column_stack([utilities, np.full(3, -0.9)])
    assert uncovered(worst, MAJORITY).tolist() == [True, True, True, False]


@pytest.mark.parametrize("seed", range(4))
def test_beating_and_covering_as_loops(seed: int) -> None:
    rng = np.random.default_rng(seed)
    utilities, votes = -np.round(rng.random((4, 12)), 1), rng.integers(1, 4, 4).astype(float)
    rule = Rule(np.array([seed % 2 == 1, False, False, False]), votes, float(votes.sum() // 2 + 1))
    packages = range(12)

    def beat(y: int, z: int) -> bool:
        gains = [utilities[a, y] > utilities[a, z] for a in range(4)]
        return bool(all(gains[a] for a in range(4) if rule.veto[a]) and votes[gains].sum() >= rule.quota)

    won = [[beat(y, z) for z in packages] for y in packages]
    assert beats(utilities, rule).tolist() == won
    assert core(utilities, rule).tolist() == [not any(won[y][z] for y in packages) for z in packages]
    if not rule.veto.any():
        covers = [[won[y][z] and all(won[x][z] for x in packages if won[x][y]) for z in packages] for y in packages]
        assert uncovered(utilities, rule).tolist() == [not any(covers[y][z] for y in packages) for z in packages]


def test_with_a_veto_something_is_in_the_core() -> None:
    rng = np.random.default_rng(3)
    rule = Rule(np.array([True, False, False, False, False]), np.ones(5), 3.0)
    for _ in range(20):
        assert core(-rng.random((5, 400)), rule).any()


def test_nakamura_numbers() -> None:
    assert nakamura(_votes(1, 1, 1, quota=2)) == 3
    assert nakamura(_votes(*[1] * 27, quota=20)) == 4
    assert nakamura(_votes(1, 1, 1, quota=3)) == math.inf
    assert nakamura(Rule(np.array([True, False, False]), np.ones(3), 2.0)) == math.inf
    assert nakamura(_votes(*EU_15.values(), quota=62)) == 4


@pytest.mark.parametrize(("size", "quota"), [(n, q) for n in range(2, 12) for q in range(n // 2 + 1, n)])
def test_nakamura_of_equal_votes(size: int, quota: int) -> None:
    assert nakamura(_votes(*[0.1] * size, quota=0.1 * quota)) == math.ceil(size / (size - quota))


def test_a_nakamura_number_that_is_not_known_is_refused() -> None:
    """4+3+3 twice fills two bins of 10; the largest first, 4+4 leave room for no 3, and a third is opened."""
    assert nakamura(_votes(6, 4, 5, 3, 2, quota=10)) == 2
    with pytest.raises(DataError, match="between 2 and 3"):
        nakamura(_votes(4, 4, 3, 3, 3, 3, quota=10))


def test_power_in_the_community_of_six() -> None:
    rule = _votes(*EEC_6, quota=12)
    assert np.round(shapley_shubik(rule), 4).tolist() == [0.2333, 0.2333, 0.2333, 0.15, 0.15, 0.0]
    assert np.round(banzhaf(rule), 4).tolist() == [0.2381, 0.2381, 0.2381, 0.1429, 0.1429, 0.0]


def test_power_in_the_security_council() -> None:
    """Votes of 7 and 1 with a quota of 39, which takes all five permanent members; or vetoes as they are."""
    weighted = _votes(*[7] * 5, *[1] * 10, quota=39)
    vetoes = Rule(np.arange(15) < 5, np.ones(15), 9.0)
    for rule in (weighted, vetoes):
        order, swing = shapley_shubik(rule), banzhaf(rule)
        assert (round(order[0], 5), round(order[-1], 6)) == (0.19627, 0.001865)
        assert (round(swing[0], 4), round(swing[-1], 4)) == (0.1669, 0.0165)


def test_power_by_every_coalition_is_the_published_one() -> None:
    six = voting_power(_votes(*EEC_6, quota=12))
    assert np.round(six, 4).tolist() == [0.2333, 0.2333, 0.2333, 0.15, 0.15, 0.0]
    for rule in (_votes(*[7] * 5, *[1] * 10, quota=39), Rule(np.arange(15) < 5, np.ones(15), 9.0)):
        security_council = voting_power(rule)
        assert (round(security_council[0], 5), round(security_council[-1], 6)) == (0.19627, 0.001865)


def test_power_of_votes_that_are_no_whole_numbers() -> None:
    """Millions of people: 50.5, 30.2 and 19.3 with 65 of 100 are votes of 2, 1 and 1 with 3; a veto beside them."""
    assert np.allclose(voting_power(_votes(50.5, 30.2, 19.3, quota=65)), [2 / 3, 1 / 6, 1 / 6], atol=1e-15)
    tenths = voting_power(_votes(0.7, 0.1, 0.1, quota=0.8))  # in floating point 0.7 + 0.1 is a little less
    assert np.allclose(tenths, [2 / 3, 1 / 6, 1 / 6], atol=1e-15)
    rule = Rule(np.array([True, False, False, False]), np.array([0.0, 1.5, 1.5, 0.0]), 1.5)
    assert np.allclose(voting_power(rule), [2 / 3, 1 / 6, 1 / 6, 0.0], atol=1e-15)
    assert voting_power(Rule(np.array([True, True, False]), np.array([0.0, 0.0, 3.0]))).tolist() == [0.5, 0.5, 0.0]


def test_many_voters_are_counted_as_whole_votes() -> None:
    many = LARGEST_LISTED + 7
    assert np.allclose(voting_power(_votes(*[2] * many, quota=many)), 1 / many, atol=1e-12)
    with pytest.raises(DataError, match="no whole numbers"):
        voting_power(_votes(*[0.5] * many, quota=many / 4))


def test_power_in_the_council_of_fifteen() -> None:
    power = dict(zip(EU_15, shapley_shubik(_votes(*EU_15.values(), quota=62)), strict=True))
    assert {who: round(power[who], 4) for who in ("DEU", "ESP", "LUX")} == {"DEU": 0.1167, "ESP": 0.0955, "LUX": 0.0207}
    assert round(sum(power.values()), 12) == 1


def test_the_votes_are_those_of_the_shared_table(shared: Path) -> None:
    with (shared / "data" / "bargaining" / "eu_council_weights_sumtxt.csv").open(encoding="utf-8") as file:
        votes = [int(row["v15"]) for row in csv.DictReader(file) if row["v15"]]
    assert sorted(votes) == sorted(EU_15.values())


@pytest.mark.parametrize("veto", [(), (1,), (0, 3)])
def test_indices_as_every_order_and_every_coalition(veto: tuple[int, ...]) -> None:
    votes, quota, voters = (3, 1, 2, 0, 2), 4, range(5)
    rule = Rule(np.isin(np.arange(5), veto), np.array(votes, dtype=float), float(quota))

    def wins(members: set[int]) -> bool:
        return set(veto) <= members and sum(votes[one] for one in members) >= quota

    pivots = [next(one for at, one in enumerate(order) if wins(set(order[: at + 1]))) for order in permutations(voters)]
    assert np.allclose(shapley_shubik(rule), [pivots.count(one) / 120 for one in voters], atol=1e-12)
    every = [set(some) for size in range(6) for some in combinations(voters, size)]
    swings = [sum(wins(some | {one}) and not wins(some) for some in every if one not in some) for one in voters]
    assert np.allclose(banzhaf(rule), np.array(swings) / sum(swings), atol=1e-12)


def test_vetoes_alone_share_power() -> None:
    rule = Rule(np.array([True, True, False]), np.zeros(3))
    assert shapley_shubik(rule).tolist() == banzhaf(rule).tolist() == [0.5, 0.5, 0.0]


def test_what_is_refused() -> None:
    with pytest.raises(DataError, match="no whole numbers"):
        shapley_shubik(_votes(0.5, 1, quota=1))
    with pytest.raises(DataError, match="61 voters"):
        banzhaf(_votes(*[1] * 61, quota=40))
    with pytest.raises(DataError, match="has a veto"):
        uncovered(np.zeros((3, 4)), UNANIMITY)
    for measure, largest in ((uncovered, LARGEST_UNCOVERED), (beats, LARGEST_UNCOVERED), (core, LARGEST_CORE)):
        with pytest.raises(DataError, match=f"{largest + 1:,} are more than {largest:,}"):
            measure(np.zeros((3, largest + 1)), MAJORITY)
