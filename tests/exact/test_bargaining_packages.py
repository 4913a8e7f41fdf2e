"""Draws, the grid of packages and who accepts which, against closed forms, slow loops and cases worked by hand.

What the tests cannot see: whether a position, a salience or the value of no deal is coded rightly. The synthetic run
of 2,160 packages in the design has inputs that are not given, so its figures are not repeated here.
"""

import itertools
import math
import tracemalloc
from statistics import NormalDist

import numpy as np
import pytest

from westphalia.bargaining.acceptance import TOLERANCE, acceptance, accepts, robust, win_set
from westphalia.bargaining.certainty import certain, utility_bounds
from westphalia.bargaining.draws import Chances, Ranges, _normal, at_mode, chances, draw, draws_at
from westphalia.bargaining.packages import (
    LARGEST,
    Condition,
    Grid,
    excluded_by,
    level_tables,
    nearest_package,
    package_grid,
    package_utilities,
    places,
    steps,
)
from westphalia.bargaining.pivots import concessions, emptied_by, imposed, pivotality, with_no_deal
from westphalia.bargaining.preferences import LINEAR, QUADRATIC, Preferences, Rule, utility
from westphalia.errors import DataError

BILL = np.array([2, 2, 2, 2, 4, 10, 4, 6, 2.0])  # Nash (1950), The bargaining problem: book to hat
JACK = np.array([4, 2, 1, 2, 1, 1, 1, 2, 2.0])
BILLS_OWN = np.arange(9) < 5


def _random(seed: int, actors: int = 4, issues: int = 3, loss: float = LINEAR) -> Preferences:
    rng = np.random.default_rng(seed)
    position, salience = rng.random((actors, issues)), rng.random((actors, issues)) + 0.1
    return Preferences(position, salience, rng.random(actors) + 0.5, -0.1 - 0.3 * rng.random(actors), loss)


def _wider(one: Preferences, by: float = 0.15, ratio: float = 1.5) -> Ranges:
    low, high = (
        Preferences(
            np.clip(one.position + sign * by, 0, 1), one.salience * ratio**sign, one.capability * ratio**sign,
            np.clip(one.no_deal + sign * by / 2, -1, 0), one.loss,
        )
        for sign in (-1, 1)
    )  # fmt: skip
    return Ranges(low, one, high)


def _vetoes(*which: bool) -> Rule:
    return Rule(np.array(which), np.zeros(len(which)))


def _two(cost: float, other: float, salience: float = 1.0) -> Preferences:
    """Two sides of one issue, at 0 and 1, with what no deal costs each."""
    weights, no_deal = np.full((2, 1), salience), np.array([-cost, -other])
    return Preferences(np.array([[0.0], [1.0]]), weights, np.ones(2), no_deal)


def _between(low: np.ndarray, high: np.ndarray, share: np.ndarray) -> np.ndarray:
    return low + share[:, None, :] * (high - low)


GRID = package_grid(tuple(np.linspace(0, 1, size) for size in (4, 3, 5)))


class TestDraws:
    def test_at_given_chances_each_number_is_its_quantile(self) -> None:
        """Triangular on [0.2, 0.8] with mode 0.4: a third lies below the mode, and half below 0.8 - sqrt(0.12)."""
        low, mode, high = (
            Preferences(np.array([[x]]), np.array([[s]]), np.array([c]), np.array([d]))
            for x, s, c, d in ((0.2, 0.5, 1.0, -0.6), (0.4, 1.0, 3.0, -0.5), (0.8, 2.0, 9.0, -0.2))
        )
        at = np.array([0.0, 1 / 3, 0.5, 0.9])
        found = draws_at(Ranges(low, mode, high), Chances(*(at.reshape(4, 1, 1),) * 2, *(at.reshape(4, 1),) * 2))
        assert np.allclose(found.position[:3].ravel(), [0.2, 0.4, 0.8 - math.sqrt(0.12)], atol=1e-15)
        assert abs(found.salience[2, 0, 0] - 1.0) < 1e-15
        assert abs(found.salience[3, 0, 0] - 2.0) < 1e-14
        assert np.allclose(found.capability[2:].ravel(), [3.0, 9.0], rtol=1e-14)
        assert np.allclose(found.no_deal.ravel(), [-0.6, -0.6 + 0.4 / 3, -0.4, -0.24], atol=1e-15)

    def test_moments_of_many(self) -> None:
        ranges = _wider(_random(1, actors=2, issues=1), by=0.1)
        many = draw(ranges, 20_000, np.random.default_rng(5))
        a, m, b = ranges.low.position, ranges.mode.position, ranges.high.position
        spread = np.sqrt((a * a + b * b + m * m - a * b - a * m - b * m) / 18)
        assert (np.abs(many.position.mean(axis=0) - (a + m + b) / 3) < 4 * spread / math.sqrt(20_000)).all()
        assert np.allclose(many.position.std(axis=0), spread, rtol=0.03)
        sigma = math.log(1.5) / 1.2815515655446004
        logs = np.log(many.salience / ranges.mode.salience)
        assert np.allclose(logs.std(axis=0), sigma, rtol=0.03)
        assert (np.abs(logs.mean(axis=0)) < 4 * sigma / math.sqrt(20_000)).all()

    def test_normal_values_are_those_of_the_standard_library_from_end_to_end(self) -> None:
        """Either side of each piece of AS 241, both ends of a chance, and the middle."""
        ends = [0.0, 2.0**-53, 1e-12, 1.3e-11, 1.4e-11, 1e-6, 0.0749, 0.075, 0.0751, 0.925, 0.9251, 1 - 2.0**-53, 0.5]
        at = np.concatenate([ends, np.random.default_rng(0).random(2_000)])
        expected = np.array([NormalDist().inv_cdf(max(one, 2.0**-54)) for one in at])
        assert _normal(at) == pytest.approx(expected, rel=2e-15, abs=1e-300)
        assert _normal(at.reshape(3, -1)).tolist() == _normal(at).reshape(3, -1).tolist()

    def test_without_a_range_every_draw_is_the_mode(self) -> None:
        one = _random(2)
        many = draw(Ranges(one, one, one), 7, np.random.default_rng(0))
        for name in ("position", "salience", "capability", "no_deal"):
            assert (getattr(many, name) == getattr(one, name)).all(), name
        assert at_mode(Ranges(one, one, one)) is one

    def test_salience_of_zero_stays(self) -> None:
        one = _random(2)
        one.salience[1, 2] = 0.0
        assert (draw(_wider(one), 50, np.random.default_rng(0)).salience[:, 1, 2] == 0).all()

    def test_one_changed_range_changes_no_other_draw(self) -> None:
        one, other = _wider(_random(3)), _wider(_random(3))
        other.high.position[1, 2] = 1.0
        here, there = (draw(ranges, 200, np.random.default_rng(9)) for ranges in (one, other))
        changed = here.position != there.position
        assert changed[:, 1, 2].all()
        assert changed.sum() == 200
        assert (here.salience == there.salience).all()
        assert (here.no_deal == there.no_deal).all()

    def test_the_first_of_many_are_those_of_few(self) -> None:
        ranges = _wider(_random(4))
        few, many = (draw(ranges, number, np.random.default_rng(1)) for number in (3, 30))
        assert (few.position == many.position[:3]).all()
        assert (few.no_deal == many.no_deal[:3]).all()

    def test_what_is_refused(self) -> None:
        one = _random(5)
        with pytest.raises(DataError, match=r"position\[0, 0\].*low ≤ mode ≤ high"):
            Ranges(
                *(Preferences(np.full((1, 1), x), np.ones((1, 1)), np.ones(1), -np.ones(1)) for x in (0.5, 0.4, 1.0))
            )
        with pytest.raises(DataError, match=r"salience\[1, 0\]: from 0 to"):
            ranges = _wider(one)
            low = ranges.low.salience.copy()
            low[1, 0] = 0
            Ranges(Preferences(ranges.low.position, low, ranges.low.capability, ranges.low.no_deal), one, ranges.high)
        with pytest.raises(DataError, match="different exponents"):
            Ranges(one, one, Preferences(one.position, one.salience, one.capability, one.no_deal, QUADRATIC))
        with pytest.raises(DataError, match="shapes"):
            Ranges(one, one, _random(5, actors=5))
        with pytest.raises(DataError, match="0 asked for"):
            chances(_wider(one), 0, np.random.default_rng(0))


class TestGrid:
    def test_the_last_issue_runs_fastest(self) -> None:
        every = np.arange(GRID.number)
        assert steps(GRID, every).tolist() == [list(one) for one in itertools.product(range(4), range(3), range(5))]
        assert places(GRID, every)[-1].tolist() == [1, 1, 1]
        assert GRID.shape == (4, 3, 5)

    def test_conditions_leave_out_what_they_say(self) -> None:
        """A backstop (steps 1, 2 of issue 1) only with a force (steps 2, 3 of issue 0); the force not with step 4."""
        conditions = (Condition(1, (1, 2), 0, (2, 3)), Condition(0, (3,), 2, (0, 1, 2, 3)))
        grid = package_grid(GRID.levels, conditions)
        expected = [
            list(one)
            for one in itertools.product(range(4), range(3), range(5))
            if (one[1] == 0 or one[0] >= 2) and (one[0] != 3 or one[2] != 4)
        ]
        assert steps(grid, np.arange(grid.number)).tolist() == expected
        assert excluded_by(GRID.levels, conditions) == ()

    def test_contradictory_conditions_are_named(self) -> None:
        always = Condition(0, (0, 1, 2, 3), 1, (0,))
        idle = Condition(2, (0,), 1, (0, 1))
        never = Condition(2, (0, 1, 2, 3, 4), 1, (1, 2))
        assert excluded_by(GRID.levels, (idle, always, idle, never)) == (1, 3)
        with pytest.raises(DataError, match=r"conditions\[1\] and conditions\[3\]: together they leave no package"):
            package_grid(GRID.levels, (idle, always, idle, never))

    def test_utilities_are_those_of_the_slow_formula(self) -> None:
        grid = package_grid(GRID.levels, (Condition(1, (2,), 0, (0, 3)),))
        for loss in (LINEAR, QUADRATIC):
            one = _random(6, loss=loss)
            slow = np.stack([utility(one, settlement) for settlement in places(grid, np.arange(grid.number))], axis=-1)
            found = package_utilities(one, grid)
            assert found.dtype == np.float32
            assert np.abs(found - slow).max() < 1.5 * 2.0**-24

    def test_many_draws_are_as_one_by_one(self) -> None:
        many = draw(_wider(_random(7)), 5, np.random.default_rng(2))
        together = package_utilities(many, GRID)
        for at in range(5):
            one = Preferences(many.position[at], many.salience[at], many.capability[at], many.no_deal[at])
            assert (together[at] == package_utilities(one, GRID)).all()

    def test_the_nearest_package(self) -> None:
        grid = package_grid(GRID.levels, (Condition(1, (2,), 0, (0, 3)), Condition(0, (1,), 2, (4,))))
        every = places(grid, np.arange(grid.number))
        for settlement in np.random.default_rng(8).random((20, 3)):
            distance = np.abs(every - settlement).sum(axis=1)
            assert distance[nearest_package(grid, settlement)] < distance.min() + 1e-6
        assert nearest_package(GRID, places(GRID, np.array([17]))[0]) == 17

    def test_one_issue_and_one_step_are_enough(self) -> None:
        grid = package_grid((np.array([0.5]),))
        assert package_utilities(_two(0.5, 0.5), grid).tolist() == [[-0.5], [-0.5]]
        assert level_tables(_two(0.5, 0.5), grid)[0].tolist() == [[-0.5], [-0.5]]

    def test_what_is_refused(self) -> None:
        with pytest.raises(
            DataError, match=r"10,000,000 combinations are more than 5,000,000\. Give some issues fewer"
        ):
            package_grid(tuple(np.linspace(0, 1, 10) for _ in range(7)))
        assert LARGEST == 5_000_000
        for wrong in ([0.5, 0.5], [0.5, 0.2], [-0.1, 0.2], [0.2, 1.1], [], [0.1, math.nan]):
            with pytest.raises(DataError, match=r"levels\[1\]"):
                package_grid((np.array([0.0, 1.0]), np.array(wrong)))
        with pytest.raises(DataError, match="no issue"):
            package_grid(())
        with pytest.raises(DataError, match=r"conditions\[0\].then_issue: 3. There are 3 issues"):
            package_grid(GRID.levels, (Condition(0, (0,), 3, (0,)),))
        with pytest.raises(DataError, match=r"conditions\[0\].if_steps: 4. Issue 0 has 4 steps"):
            package_grid(GRID.levels, (Condition(0, (4,), 1, (0,)),))
        with pytest.raises(DataError, match="3 issues, but positions on 2"):
            package_utilities(_random(1, issues=2), GRID)


class TestAcceptance:
    def test_bill_and_jack(self) -> None:
        """206 packages are better for both than keeping what each has; 14 of those no other beats are as good."""
        moved = np.array(list(itertools.product((False, True), repeat=9)))
        bill = np.where(moved, np.where(BILLS_OWN, -BILL, BILL), 0).sum(axis=1)
        jack = np.where(moved, np.where(BILLS_OWN, JACK, -JACK), 0).sum(axis=1)
        gains = np.stack([bill, jack])
        better = win_set(gains, np.full(2, 1.0), _vetoes(True, True))  # whole numbers: above 0 is 1 or more
        assert better.sum() == 206
        bettered = (gains[:, :, None] >= gains[:, None, :]).all(axis=0) & (gains[:, :, None] > gains[:, None]).any(
            axis=0
        )
        frontier = ~bettered.any(axis=0)
        assert frontier.sum() == 18
        assert (frontier & win_set(gains, np.zeros(2), _vetoes(True, True))).sum() == 14

    def test_equal_to_no_deal_is_accepted(self) -> None:
        """Nine issues with salience that no binary fraction holds; the value of no deal is one of its packages."""
        rng = np.random.default_rng(11)
        one = Preferences(rng.random((5, 9)), rng.random((5, 9)) + 0.1, np.ones(5), -np.ones(5))
        grid = package_grid(tuple(np.linspace(0, 1, 3) for _ in range(9)))
        for package in rng.integers(0, grid.number, 50):
            same = utility(one, places(grid, np.array([package]))[0])
            utilities = package_utilities(one, grid)[:, [package]]
            assert accepts(utilities, same).all()
            assert not accepts(utilities, same + 2 * TOLERANCE).any()

    def test_zone_of_two_sides(self) -> None:
        r"""Sides at 0 and 1 whose no deal costs D and E agree on [1 - E, D], if :math:`D + E \ge 1`."""
        grid = package_grid((np.linspace(0, 1, 101),))
        both = _vetoes(True, True)
        for cost, other in ((0.7, 0.6), (0.5, 0.5), (0.3, 0.6)):
            two = _two(cost, other)
            agreed = places(grid, np.flatnonzero(win_set(package_utilities(two, grid), two.no_deal, both))).ravel()
            expected = [y / 100 for y in range(101) if 1 - other - 1e-9 <= y / 100 <= cost + 1e-9]
            assert np.allclose(agreed, expected, atol=1e-12)

    def test_acceptance_of_two_sides_whose_costs_are_uniform(self) -> None:
        """P(D ≥ y) P(E ≥ 1 - y) for D on [0.4, 0.8], E on [0.3, 0.9]; P(D + E < 1) = 0.1875, and either empties it."""
        grid = package_grid((np.linspace(0, 1, 1001),))
        ranges = Ranges(_two(0.8, 0.9), _two(0.6, 0.6), _two(0.4, 0.3))
        number = 10_000
        found = acceptance(draw(ranges, number, np.random.default_rng(4)), grid, _vetoes(True, True))
        place = np.linspace(0, 1, 1001)
        first, second = np.clip((0.8 - place) / 0.4, 0, 1), np.clip((0.9 - (1 - place)) / 0.6, 0, 1)
        assert np.abs(found.accepted_by[0] - first).max() < 4 * 0.5 / math.sqrt(number)
        assert np.abs(found.probability - first * second).max() < 4 * 0.5 / math.sqrt(number)
        assert abs(found.empty - 0.1875) < 4 * 0.4 / math.sqrt(number)
        assert found.decisive.tolist() == [found.empty, found.empty]
        assert robust(found).sum() == 0
        assert robust(found, 0.5).tolist() == (found.probability >= 0.5).tolist()
        assert robust(found, 0.5).any()

    @pytest.mark.parametrize("block", [37, 997, 2**18])
    def test_counts_as_a_loop_over_draws_whatever_the_block(self, block: int) -> None:
        grid = package_grid(GRID.levels, (Condition(1, (2,), 0, (0, 3)),))
        many = draw(_wider(_random(21)), 40, np.random.default_rng(3))
        rule = Rule(np.array([True, True, False, False]), np.array([1.0, 1.0, 2.0, 1.0]), 4.0)
        found = acceptance(many, grid, rule, block)
        utilities = package_utilities(many, grid)
        agreed, without = np.zeros((40, grid.number), dtype=bool), np.zeros((40, 4), dtype=bool)
        for at, each in enumerate(utilities):
            yes = each >= many.no_deal[at][:, None]
            enough = (rule.votes @ yes) >= rule.quota
            agreed[at] = yes[0] & yes[1] & enough
            without[at, :2] = [(yes[1] & enough).any(), (yes[0] & enough).any()]
        empty = ~agreed.any(axis=1)
        assert 0 < empty.sum() < 40
        assert np.allclose(found.probability, agreed.mean(axis=0), atol=1e-12)
        assert np.allclose(found.accepted_by, (utilities >= many.no_deal[..., None]).mean(axis=0), atol=1e-7)
        assert found.sizes.tolist() == agreed.sum(axis=1).tolist()
        assert found.empty == empty.mean()
        assert np.allclose(found.decisive, (without & empty[:, None]).mean(axis=0), atol=1e-12)
        assert found.size_quantiles.tolist() == np.quantile(agreed.sum(axis=1), [0.1, 0.5, 0.9]).tolist()

    def test_a_veto_that_another_repeats_is_not_decisive(self) -> None:
        """One at 0 against two at 1, nobody ready to go far: the one alone is in the way."""
        wants, no_deal = np.array([[0.0], [1.0], [1.0]]), np.full(3, -0.2)
        three = Preferences(wants, np.ones((3, 1)), np.ones(3), no_deal)
        draws = draw(Ranges(three, three, three), 4, np.random.default_rng(0))
        found = acceptance(draws, package_grid((np.linspace(0, 1, 11),)), _vetoes(True, True, True))
        assert (found.empty, found.decisive.tolist()) == (1.0, [1.0, 0.0, 0.0])

    def test_memory_is_bounded_by_the_block(self) -> None:
        """40 draws of 20,000 packages for 10 actors are 32 MB in single precision; a block is 1 MB."""
        grid = package_grid(tuple(np.linspace(0, 1, size) for size in (5, 5, 5, 4, 4, 5, 2)))
        many = draw(_wider(_random(1, actors=10, issues=7)), 40, np.random.default_rng(0))
        tracemalloc.start()
        acceptance(many, grid, Rule(np.arange(10) < 4, np.zeros(10)))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 12e6

    def test_one_coding_is_no_draws(self) -> None:
        with pytest.raises(DataError, match=r"2 axes\. Expected draws"):
            acceptance(_random(1), GRID, _vetoes(True, True, True, True))


class TestCertain:
    @pytest.mark.parametrize("loss", [LINEAR, QUADRATIC])
    def test_bounds_hold_at_every_corner_and_are_reached(self, loss: float) -> None:
        """A grid of every salience at its ends and positions across their range, by brute force."""
        ranges = _wider(_random(31, actors=2, loss=loss), by=0.1)
        packages = np.arange(GRID.number)
        bounds = utility_bounds(ranges, GRID, packages)
        ends = np.array(list(itertools.product((0.0, 1.0), repeat=3)))
        shares = np.array(list(itertools.product(np.linspace(0, 1, 9), repeat=3)))
        position = _between(ranges.low.position, ranges.high.position, np.tile(shares, (8, 1)))
        salience = _between(ranges.low.salience, ranges.high.salience, np.repeat(ends, 729, axis=0))
        every = Preferences(position, salience, np.ones((5832, 2)), -np.ones((5832, 2)), loss)
        reached = package_utilities(every, GRID)
        lowest, highest = reached.min(axis=0), reached.max(axis=0)
        assert np.abs(bounds.low - lowest).max() < 1e-6
        assert (bounds.high >= highest - 1e-6).all()
        assert np.abs(bounds.high - highest).max() < 0.015  # the nearest position lies between those tried

    def test_certain_packages_are_agreed_in_every_draw_within_the_ranges(self) -> None:
        rule = _vetoes(True, True, False, True)
        ranges = _wider(with_no_deal(_random(33), np.full(4, 0.15)), by=0.1, ratio=1.1)
        found = certain(ranges, GRID, rule)
        assert 0 < found.certain.sum() < found.possible.sum() < GRID.number
        rng = np.random.default_rng(6)
        for _ in range(300):
            position, salience, no_deal = (
                rng.uniform(getattr(ranges.low, name), getattr(ranges.high, name))
                for name in ("position", "salience", "no_deal")
            )
            agreed = win_set(
                package_utilities(Preferences(position, salience, np.ones(4), no_deal), GRID), no_deal, rule
            )
            assert agreed[found.certain].all()
            assert not agreed[~found.possible].any()

    def test_without_ranges_certain_possible_and_agreed_are_one(self) -> None:
        one, rule = with_no_deal(_random(35), np.full(4, 0.2)), _vetoes(True, True, True, True)
        found = certain(Ranges(one, one, one), GRID, rule)
        agreed = win_set(package_utilities(one, GRID), one.no_deal, rule)
        assert agreed.any()
        assert found.certain.tolist() == found.possible.tolist() == agreed.tolist()


class TestPivots:
    UTILITIES = np.array([[-0.1, -0.3, -0.5, -0.9], [-0.9, -0.4, -0.2, -0.1], [-0.2, -0.6, -0.6, -0.2]])

    def test_what_the_set_would_be_without_a_veto(self) -> None:
        """No deal at -0.45 each: the first accepts packages 0 1, the second 1 2 3, the third 0 3."""
        no_deal = np.full(3, -0.45)
        found = pivotality(self.UTILITIES, no_deal, _vetoes(True, True, True))
        assert (found.size, found.without.tolist(), found.empties.tolist()) == (0, [1, 1, 1], [True, True, True])
        assert found.ratio.tolist() == [np.inf] * 3
        found = pivotality(self.UTILITIES, no_deal, _vetoes(True, True, False))
        assert (found.size, found.ratio.tolist(), found.empties.any()) == (1, [3.0, 2.0, 1.0], False)
        assert emptied_by(self.UTILITIES, no_deal, _vetoes(True, True, False)) is None

    def test_what_the_set_would_be_with_votes_given(self) -> None:
        """No veto, 3 of 5 votes, of 2, 2 and 1: two of three must agree; they accept 0 1, 1 2 3 and 0 3.

        Package 2 has the second's two votes alone. The first's or the third's, given, make it pass; the second's are
        there already.
        """
        no_deal, votes = np.full(3, -0.45), np.array([2.0, 2.0, 1.0])
        rule = Rule(np.zeros(3, dtype=bool), votes, 3.0)
        found = pivotality(self.UTILITIES, no_deal, rule)
        assert (found.size, found.without.tolist()) == (3, [4, 3, 4])
        strict = pivotality(self.UTILITIES, no_deal, Rule(np.zeros(3, dtype=bool), votes, 5.0))
        assert (strict.size, strict.without.tolist(), strict.empties.all()) == (0, [1, 1, 1], True)
        both = pivotality(self.UTILITIES, no_deal, Rule(np.array([True, False, False]), np.array([0.0, 2.0, 1.0]), 2.0))
        assert (both.size, both.without.tolist()) == (1, [3, 2, 1])

    def test_who_empties_the_set_and_by_how_much(self) -> None:
        """Package 1 is 0.15 below no deal for the third alone; 0 and 3 are 0.45 below for one, 2 for two."""
        found = emptied_by(self.UTILITIES, np.full(3, -0.45), _vetoes(True, True, True))
        assert found is not None
        assert found.vetoes == ((0,), (1,), (2,))
        assert (found.package, round(found.concession, 12)) == (1, 0.15)
        assert np.allclose(found.missing, [0, 0, 0.15], atol=1e-12)
        only = emptied_by(self.UTILITIES, np.array([-0.05, -0.45, -0.1]), _vetoes(True, True, True))
        assert only is not None
        assert only.vetoes == ((0, 2),)

    def test_votes_that_never_suffice_are_no_veto(self) -> None:
        rule = Rule(np.array([True, False, False]), np.ones(3), 3.0)
        found = emptied_by(self.UTILITIES, np.full(3, -0.15), rule)
        assert found is not None
        assert found.vetoes == ()
        assert round(found.concession, 12) == 0.45

    @pytest.mark.parametrize("quota", [0.0, 2.0, 3.0])
    def test_the_least_concession_makes_a_package_agreed_and_less_does_not(self, quota: float) -> None:
        rng = np.random.default_rng(41)
        rule = Rule(np.array([True, False, False, False]), np.array([0.0, 1.0, 1.0, 1.5]), quota)
        utilities, no_deal = -rng.random((4, 200)), -rng.random(4) * 0.3
        needed = concessions(utilities, no_deal, rule)
        for package in range(200):
            one = utilities[:, [package]]
            assert win_set(one, no_deal - needed[package], rule).all()
            if needed[package] > 0:
                assert not win_set(one, no_deal - needed[package] + 2 * TOLERANCE, rule).any()

    def test_imposing_a_deal_widens_the_zone_by_both_costs(self) -> None:
        """From [0.6, 0.5], empty, costs of 0.1 and 0.2 more open [0.4, 0.6]: D + E - 1 wide, as Nash's zone is."""
        grid, two = package_grid((np.linspace(0, 1, 101),)), _two(0.5, 0.4)
        costs = np.array([[0.0, 0.0], [0.1, 0.0], [0.1, 0.2], [1.0, 1.0], [-0.2, 0.3]])
        assert imposed(two, grid, _vetoes(True, True), costs).tolist() == [0, 1, 21, 101, 1]
        assert with_no_deal(two, np.array([0.7, 0.0])).no_deal.tolist() == [-1.0, -0.4]
        many = draw(Ranges(two, two, two), 3, np.random.default_rng(0))
        assert with_no_deal(many, np.array([0.1, 0.2])).no_deal.shape == (3, 2)
        with pytest.raises(DataError, match="give one coding"):
            imposed(many, grid, _vetoes(True, True), costs)


def test_a_grid_can_be_made_of_any_feasible_set() -> None:
    chosen = np.zeros(60, dtype=bool)
    chosen[[4, 31, 59]] = True
    grid = Grid(GRID.levels, chosen)
    assert package_utilities(_random(1), grid).tolist() == package_utilities(_random(1), GRID)[:, [4, 31, 59]].tolist()
