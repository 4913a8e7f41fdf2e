"""Settlement points against closed forms, cases worked by hand, other solvers and loops."""

import itertools
import subprocess
import sys
import time
from importlib.util import find_spec

import numpy as np
import pytest

from westphalia.bargaining import negmas_adapter
from westphalia.bargaining.compromise import (
    capability_elasticity,
    compromise,
    influence,
    weighted_median,
    weighted_spread,
)
from westphalia.bargaining.exchange import best_exchange, exchange_gains
from westphalia.bargaining.gains import gain_of, gains_of_players
from westphalia.bargaining.interior_point import furthest_along, largest_product, product_gap
from westphalia.bargaining.nash import best_gains, kalai_smorodinsky, nash, shares_of_power, zone_of_agreement
from westphalia.bargaining.package_points import kalai_smorodinsky_package, nash_package
from westphalia.bargaining.pareto import dominated_by, frontier
from westphalia.bargaining.preferences import LINEAR, QUADRATIC, Preferences, utility
from westphalia.bargaining.two_players import imposed, rubinstein_share, two_player_settlement
from westphalia.errors import DataError, NotConverged, UsageError

EVERYBODY = np.ones(2, dtype=bool)


def _two(power: tuple[float, float], cost: tuple[float, float], loss: float = LINEAR) -> Preferences:
    """Players at 0 and 1 on one issue."""
    return Preferences(np.array([[0.0], [1.0]]), np.ones((2, 1)), np.array(power), -np.array(cost), loss)


def _many(actors: int, issues: int, loss: float, seed: int = 5) -> Preferences:
    rng = np.random.default_rng(seed)
    return Preferences(
        rng.random((actors, issues)), rng.uniform(0.05, 1.0, (actors, issues)), rng.uniform(0.1, 1.0, actors),
        -rng.uniform(0.45, 0.75, actors) / loss, loss,
    )  # fmt: skip


THREE = Preferences(
    np.array([[0.0, 0.2], [0.5, 0.8], [1.0, 1.0]]),
    np.array([[1.0, 0.0], [1.0, 2.0], [2.0, 2.0]]),
    np.array([2.0, 1.0, 0.5]),
    np.full(3, -0.7),
)  # weights 2, 1, 1 on the first issue and 0, 2, 1 on the second


class TestCompromise:
    def test_by_hand(self) -> None:
        np.testing.assert_allclose(compromise(THREE), [0.375, 13 / 15], atol=1e-15)
        np.testing.assert_allclose(influence(THREE), [[0.5, 0], [0.25, 2 / 3], [0.25, 1 / 3]], atol=1e-15)
        np.testing.assert_allclose(
            capability_elasticity(THREE)[:, 0], [-0.5 * 0.375, 0.25 * 0.125, 0.25 * 0.625], atol=1e-15
        )
        np.testing.assert_allclose(
            weighted_spread(THREE)[0], np.sqrt(0.5 * 0.375**2 + 0.25 * 0.125**2 + 0.25 * 0.625**2), atol=1e-15
        )

    def test_the_median_is_in_the_middle_where_half_of_the_weight_is_on_either_side(self) -> None:
        np.testing.assert_allclose(weighted_median(THREE), [0.25, 0.8], atol=1e-15)

    def test_an_elasticity_is_the_derivative_to_the_log_of_a_capability(self) -> None:
        step = 1e-6
        for actor in range(3):
            moved = [
                compromise(Preferences(THREE.position, THREE.salience, capability, THREE.no_deal))
                for capability in (THREE.capability * np.exp(sign * step * np.eye(3)[actor]) for sign in (1, -1))
            ]
            slope = (moved[0] - moved[1]) / (2 * step)
            np.testing.assert_allclose(slope, capability_elasticity(THREE)[actor], atol=1e-9)

    def test_an_issue_that_nobody_cares_about_is_refused(self) -> None:
        idle = Preferences(THREE.position, THREE.salience * [1.0, 0.0], THREE.capability, THREE.no_deal)
        with pytest.raises(DataError, match="issue 2: nobody has salience on it"):
            compromise(idle)

    def test_the_median_wins_every_vote_weighted_by_what_is_gained(self) -> None:
        many = _many(7, 1, LINEAR)
        middle = weighted_median(many)
        for rival in np.linspace(0, 1, 101):
            gained = np.abs(rival - many.position[:, 0]) - np.abs(middle[0] - many.position[:, 0])
            assert (many.capability * many.salience[:, 0]) @ gained >= -1e-12


class TestTwoPlayers:
    def test_by_hand(self) -> None:
        found = two_player_settlement((0.3, 0.7), (0.8, 0.6))
        assert found.zone == pytest.approx((0.4, 0.8), abs=1e-15)
        assert found.room == pytest.approx(0.4, abs=1e-15)
        assert found.point == pytest.approx(0.68, abs=1e-15)
        assert found.by_cost == pytest.approx((0.7, -0.3), abs=1e-15)
        assert found.by_power == pytest.approx(0.4, abs=1e-15)

    def test_derivatives_are_those_of_the_point(self) -> None:
        here, step = two_player_settlement((0.3, 0.7), (0.8, 0.6)), 1e-6
        one = two_player_settlement((0.3, 0.7), (0.8 + step, 0.6))
        other = two_player_settlement((0.3, 0.7), (0.8, 0.6 + step))
        stronger = two_player_settlement((0.3 - step, 0.7 + step), (0.8, 0.6))
        assert here.point is not None
        for moved, slope in ((one, here.by_cost[0]), (other, here.by_cost[1]), (stronger, here.by_power)):
            assert moved.point is not None
            assert (moved.point - here.point) / step == pytest.approx(slope, abs=1e-8)

    @pytest.mark.parametrize(("cost", "exists"), [((0.5, 0.4), False), ((0.1, 0.9), True), ((0.7, 0.3), True)])
    def test_a_zone_exists_where_costs_add_up_to_the_scale(self, cost: tuple[float, float], exists: bool) -> None:
        assert (two_player_settlement((1.0, 1.0), cost).point is not None) is exists
        assert zone_of_agreement(_two((1.0, 1.0), cost), EVERYBODY).exists is exists

    def test_imposing_widens_the_zone_by_both_costs_and_moves_the_point(self) -> None:
        found = imposed((0.25, 0.75), (0.6, 0.5), (0.2, 0.1))
        assert found.wider == pytest.approx(0.3, abs=1e-15)
        assert found.moved == pytest.approx(0.75 * 0.2 - 0.25 * 0.1, abs=1e-15)
        opened = imposed((1.0, 1.0), (0.4, 0.5), (0.2, 0.1))
        assert (opened.before.point, opened.moved) == (None, None)
        assert opened.after.point == pytest.approx(0.5, abs=1e-15)

    def test_rubinstein(self) -> None:
        assert rubinstein_share((0.9, 0.8)) == pytest.approx(0.714286, abs=5e-7)
        short = 1e-5
        patience = (np.exp(-2 * short), np.exp(-3 * short))
        assert rubinstein_share(patience) == pytest.approx(3 / 5, abs=1e-4)

    @pytest.mark.parametrize("cost", [(1.2, 0.5), (0.5, -0.1)])
    def test_a_cost_off_the_scale_is_refused(self, cost: tuple[float, float]) -> None:
        with pytest.raises(DataError, match="off the scale"):
            two_player_settlement((1.0, 1.0), cost)

    def test_no_power_and_no_patience_are_refused(self) -> None:
        with pytest.raises(DataError, match="power"):
            two_player_settlement((0.0, 1.0), (0.6, 0.6))
        with pytest.raises(DataError, match="patience"):
            rubinstein_share((1.0, 0.5))


class TestNash:
    @pytest.mark.parametrize("power", [(1.0, 1.0), (0.2, 0.8), (5.0, 1.0)])
    @pytest.mark.parametrize("cost", [(0.8, 0.6), (1.0, 1.0), (0.9, 0.15)])
    def test_two_players_as_in_closed_form(self, power: tuple[float, float], cost: tuple[float, float]) -> None:
        found = nash(_two(power, cost), EVERYBODY)
        assert found.settlement[0] == pytest.approx(two_player_settlement(power, cost).point, abs=1e-8)
        assert found.gap < 1e-8

    def test_two_players_with_quadratic_loss_by_their_first_order_condition(self) -> None:
        r""":math:`\alpha_1 \cdot 2y / (D_1 - y^2) = \alpha_2 \cdot 2(1-y) / (D_2 - (1-y)^2)`."""
        found = nash(_two((0.3, 0.7), (0.5, 0.8), QUADRATIC), EVERYBODY)
        y = found.settlement[0]
        assert 0.3 * y / (0.5 - y**2) == pytest.approx(0.7 * (1 - y) / (0.8 - (1 - y) ** 2), abs=1e-7)

    @pytest.mark.parametrize("loss", [LINEAR, QUADRATIC])
    def test_no_point_of_a_grid_is_better(self, loss: float) -> None:
        given = _many(3, 2, loss)
        found = nash(given, np.ones(3, dtype=bool))
        steps = np.linspace(0, 1, 201)
        grid = np.stack(np.meshgrid(steps, steps, indexing="ij"), axis=-1).reshape(-1, 2)
        power = given.capability / given.capability.sum()
        gains = np.maximum(_over(given, grid), 1e-300)
        best = np.log(gains) @ power
        reached = float(power @ np.log(found.gain))
        assert reached >= best.max() - 1e-9
        assert reached - best.max() < 0.02
        np.testing.assert_allclose(grid[best.argmax()], found.settlement, atol=0.05)

    def test_a_watcher_moves_nothing_and_may_lose(self) -> None:
        three = Preferences(
            np.array([[0.0], [1.0], [1.0]]), np.ones((3, 1)), np.array([1.0, 1.0, 9.0]), np.array([-0.8, -0.6, 0.0])
        )
        found = nash(three, np.array([True, True, False]))
        assert found.settlement[0] == pytest.approx(0.6, abs=1e-8)
        np.testing.assert_allclose(found.gain, [0.2, 0.2, -0.4], atol=1e-8)

    def test_without_a_zone_the_answer_says_on_whom_it_hangs(self) -> None:
        """Players at 0 and 1 cannot meet; the one at 0.5 could live with anything."""
        three = Preferences(np.array([[0.0], [0.5], [1.0]]), np.ones((3, 1)), np.ones(3), np.array([-0.3, -0.9, -0.4]))
        found = nash(three, np.ones(3, dtype=bool))
        assert not found.agreed
        assert not found.zone.exists
        assert found.zone.room == pytest.approx(-0.15, abs=1e-9)
        assert found.settlement[0] == pytest.approx(0.45, abs=1e-8)
        np.testing.assert_allclose(found.zone.price, [0.5, 0.0, 0.5], atol=1e-8)
        np.testing.assert_allclose(found.gain[[0, 2]], [-0.15, -0.15], atol=1e-8)
        assert np.isnan(best_gains(three, np.ones(3, dtype=bool))).all()
        assert not kalai_smorodinsky(three, np.ones(3, dtype=bool)).agreed

    def test_prices_prove_that_there_is_no_zone(self) -> None:
        given = Preferences(
            *(getattr(_many(5, 4, LINEAR), k) for k in ("position", "salience", "capability")), -np.full(5, 0.1)
        )
        zone = zone_of_agreement(given, np.ones(5, dtype=bool))
        anywhere = np.random.default_rng(2).random((2000, 4))
        assert not zone.exists
        assert (_over(given, anywhere) @ zone.price).max() <= zone.room + 1e-9 < 0

    def test_a_zone_of_one_point_is_that_point(self) -> None:
        found = nash(_two((1.0, 1.0), (0.3, 0.7)), EVERYBODY)
        assert found.agreed
        assert found.settlement[0] == pytest.approx(0.3, abs=1e-7)
        np.testing.assert_allclose(best_gains(_two((1.0, 1.0), (0.3, 0.7)), EVERYBODY), 0.0, atol=1e-7)

    def test_the_zone_is_that_of_a_linear_program(self) -> None:
        from scipy.optimize import linprog

        for seed in range(8):
            given = _many(6, 5, LINEAR, seed)
            gains = gains_of_players(given)
            bounds = [(0, width) for width in gains.width] + [(None, None)]
            asked = np.column_stack([-gains.slope, np.ones(6)])
            aim = np.append(np.zeros(gains.width.size), -1.0)
            other = linprog(aim, A_ub=asked, b_ub=gains.constant, bounds=bounds)
            zone = zone_of_agreement(given, np.ones(6, dtype=bool))
            assert zone.room == pytest.approx(-other.fun, abs=1e-8)
            assert zone.gap < 1e-8

    def test_ten_actors_on_nine_issues_are_settled_in_a_quarter_of_a_second(self) -> None:
        given, all_ten = _many(10, 9, LINEAR), np.ones(10, dtype=bool)
        gains = gains_of_players(given)
        assert gains.width.size == 99
        took = []
        for _ in range(5):
            start = time.perf_counter()
            assert nash(given, all_ten).gap < 1e-8
            took.append(time.perf_counter() - start)
        assert min(took) < 0.25  # 0.02 by itself; here array shapes are checked, and other tests run

    def test_the_bound_is_one(self) -> None:
        """Away from the optimum the gap is what is missing, or more."""
        given = _many(4, 3, QUADRATIC)
        gains, power = gains_of_players(given), np.full(4, 0.25)
        best = largest_product(gains, power, gains.width / 2)
        top = power @ np.log(gain_of(gains, best))
        for part in (0.1, 0.5, 0.9):
            away = part * best + (1 - part) * gains.width / 2
            missing = top - power @ np.log(gain_of(gains, away))
            assert 0 < missing <= product_gap(gains, away, power)

    def test_a_start_that_nobody_gains_from_does_not_converge_in_silence(self) -> None:
        gains = gains_of_players(_two((1.0, 1.0), (0.4, 0.4)))
        with pytest.raises(NotConverged, match="settlement"), np.errstate(all="ignore"):
            largest_product(gains, np.full(2, 0.5), gains.width / 2)

    def test_what_cannot_be_settled_is_refused(self) -> None:
        three, nobody = THREE, np.zeros(3, dtype=bool)
        with pytest.raises(DataError, match="nobody's consent"):
            nash(three, nobody)
        with pytest.raises(DataError, match="nobody's consent"):
            zone_of_agreement(three, nobody)
        with pytest.raises(DataError, match="issue 2: no player has salience"):
            nash(three, np.array([True, False, False]))
        with pytest.raises(DataError, match="power: 0 of a player"):
            shares_of_power(np.array([0.0, 1.0, 1.0]), np.ones(3, dtype=bool))
        draws = Preferences(three.position[None], three.salience[None], three.capability[None], three.no_deal[None])
        with pytest.raises(DataError, match="one draw at a time"):
            nash(draws, np.ones(3, dtype=bool))


def _over(given: Preferences, settlements: np.ndarray) -> np.ndarray:
    """Gains over no deal at many settlements, a row for each."""
    return utility(given, settlements) - given.no_deal


class TestKalaiSmorodinsky:
    def test_two_players_split_in_proportion_to_their_best(self) -> None:
        """Between 1 - D2 and D1 each could have all the room: equal parts are the middle, whatever the powers."""
        found = kalai_smorodinsky(_two((1.0, 9.0), (0.9, 0.5)), EVERYBODY)
        assert found.settlement[0] == pytest.approx(0.7, abs=1e-7)
        np.testing.assert_allclose(best_gains(_two((1.0, 9.0), (0.9, 0.5)), EVERYBODY), 0.4, atol=1e-8)

    @pytest.mark.parametrize("loss", [LINEAR, QUADRATIC])
    def test_parts_are_equal_or_nobody_else_could_gain(self, loss: float) -> None:
        given, everybody = _many(3, 2, loss), np.ones(3, dtype=bool)
        found, best = kalai_smorodinsky(given, everybody), best_gains(given, everybody)
        steps = np.linspace(0, 1, 201)
        grid = np.stack(np.meshgrid(steps, steps, indexing="ij"), axis=-1).reshape(-1, 2)
        over = _over(given, grid)
        inside = (over >= 0).all(axis=1)
        assert (over[inside].max(axis=0) <= best + 1e-9).all()
        assert (over[inside].max(axis=0) >= best - 0.02).all()
        part = (found.gain / best).min()
        assert (over / best).min(axis=1).max() <= part + 1e-5
        better = (over >= found.gain + 1e-5).all(axis=1)
        assert not better.any()

    def test_who_can_still_gain_does(self) -> None:
        """Two split the first issue; the third cares about the second alone, and gets all of it."""
        three = Preferences(
            np.array([[0.0, 0.5], [1.0, 0.5], [0.5, 0.9]]),
            np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]), np.ones(3), np.full(3, -0.9),
        )  # fmt: skip
        found = kalai_smorodinsky(three, np.ones(3, dtype=bool))
        np.testing.assert_allclose(found.settlement, [0.5, 0.9], atol=1e-5)


class TestProgram:
    @pytest.mark.parametrize("loss", [LINEAR, QUADRATIC])
    def test_gains_are_utilities_less_no_deal(self, loss: float) -> None:
        given = _many(5, 4, loss)
        gains = gains_of_players(given)
        for settlement in np.random.default_rng(3).random((20, 4)):
            filled = gains.filled(settlement)
            np.testing.assert_allclose(gains.settlement(filled), settlement, atol=1e-12)
            np.testing.assert_allclose(gain_of(gains, filled), utility(given, settlement) - given.no_deal, atol=1e-12)

    def test_filling_out_of_order_helps_nobody(self) -> None:
        given = _many(5, 4, LINEAR)
        gains = gains_of_players(given)
        for share in np.random.default_rng(4).random((20, gains.width.size)):
            filled = share * gains.width
            ordered = gains.filled(gains.settlement(filled))
            assert (gain_of(gains, ordered) >= gain_of(gains, filled) - 1e-12).all()

    def test_the_best_of_one_alone_is_its_own_ideal(self) -> None:
        given = _many(4, 3, LINEAR)
        gains = gains_of_players(given)
        alone = np.eye(4)[2]
        found = furthest_along(gains, np.where(alone > 0, 0.0, -5.0), alone, gains.width / 2)
        np.testing.assert_allclose(gains.settlement(found.filled), given.position[2], atol=1e-8)
        assert found.bound - found.reach == pytest.approx(0, abs=1e-8)


class TestPackages:
    GAINS = np.array([[3.0, 2.0, 6.0, -1.0, 0.0], [2.0, 3.0, 1.0, 9.0, 7.0]])

    def test_nash_reports_ties(self) -> None:
        found = nash_package(self.GAINS, np.ones(2))
        assert found.tied.tolist() == [0, 1, 2]
        assert found.package == 2  # of equal products, the largest sum
        assert found.value == pytest.approx(np.sqrt(6), abs=1e-12)

    def test_power_decides(self) -> None:
        assert nash_package(self.GAINS, np.array([1.0, 9.0])).package == 1
        assert nash_package(self.GAINS, np.array([9.0, 1.0])).package == 2

    def test_kalai_smorodinsky_looks_at_parts_of_the_best(self) -> None:
        """Best gains 6 and 7: parts (1/2, 2/7), (1/3, 3/7), (1, 1/7), (0, 1)."""
        found = kalai_smorodinsky_package(self.GAINS)
        assert found.package == 1
        assert found.value == pytest.approx(1 / 3, abs=1e-12)

    def test_ties_are_broken_by_the_next_smallest_part(self) -> None:
        """Parts (1/2, 1/2, 1), (1/2, 3/4, 1) and (1, 1, 0)."""
        gains = np.array([[1.0, 1.0, 2.0], [2.0, 3.0, 4.0], [4.0, 4.0, 0.0]])
        found = kalai_smorodinsky_package(gains)
        assert found.package == 1
        assert found.tied.tolist() == [1]

    def test_what_cannot_be_or_leaves_somebody_worse_off_is_not_chosen(self) -> None:
        gains = np.array([[np.nan, -0.5, 0.0], [1.0, 4.0, 0.0]])
        for found in (nash_package(gains, np.ones(2)), kalai_smorodinsky_package(gains)):
            assert found.package == 2
            assert found.tied.tolist() == [2]
        for found in (nash_package(gains[:, :2], np.ones(2)), kalai_smorodinsky_package(gains[:, :2])):
            assert found.package is None
            assert found.tied.size == 0

    def test_a_player_without_power_is_refused(self) -> None:
        with pytest.raises(DataError, match="power"):
            nash_package(self.GAINS, np.array([1.0, 0.0]))


def _frontier_by_loops(utilities: np.ndarray) -> list[bool]:
    columns = utilities.T.tolist()
    return [
        not any(
            all(other >= mine for other, mine in zip(rival, one, strict=True))
            and any(other > mine for other, mine in zip(rival, one, strict=True))
            for rival in columns
        )
        for one in columns
    ]


class TestFrontier:
    @pytest.mark.parametrize("actors", [1, 2, 4, 9])
    @pytest.mark.parametrize("packages", [1, 5, 400])
    def test_as_by_loops(self, actors: int, packages: int) -> None:
        rng = np.random.default_rng(actors * 1000 + packages)
        for utilities in (rng.random((actors, packages)), rng.integers(0, 5, (actors, packages)) / 5.0):
            assert frontier(utilities).tolist() == _frontier_by_loops(utilities)

    def test_across_chunks_where_nothing_dominates(self) -> None:
        place = np.linspace(0, 1, 10_000)
        assert frontier(np.stack([place, -place])).all()

    def test_across_chunks_where_one_dominates_all(self) -> None:
        rng = np.random.default_rng(0)
        utilities = rng.random((3, 10_000))
        utilities[:, 7_777] = 1.5
        assert np.flatnonzero(frontier(utilities)).tolist() == [7_777]

    def test_rounding_is_no_difference(self) -> None:
        assert frontier(np.array([[0.5, 0.5 + 1e-8], [0.5, 0.5]])).all()

    def test_a_missing_utility_is_refused(self) -> None:
        with pytest.raises(DataError, match="a utility is missing"):
            frontier(np.array([[0.0, np.nan]]))

    def test_what_is_better_than_a_text_for_all(self) -> None:
        utilities = np.array([[0.1, 0.3, 0.3, 0.9], [0.5, 0.5, 0.6, 0.1]])
        found = dominated_by(utilities, np.array([0.1, 0.5]))
        assert found is not None
        assert (found.packages.tolist(), found.best) == ([1, 2], 2)
        np.testing.assert_allclose(found.gain, [0.2, 0.1], atol=1e-15)
        assert dominated_by(utilities, np.array([0.3, 0.6])) is None


class TestExchange:
    TWO = Preferences(
        np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([[0.8, 0.2], [0.2, 0.8]]), np.ones(2), np.full(2, -1.0)
    )

    def test_by_hand(self) -> None:
        here = compromise(self.TWO)
        np.testing.assert_allclose(here, [0.2, 0.8], atol=1e-15)
        np.testing.assert_allclose(utility(self.TWO, here), [-0.32, -0.32], atol=1e-15)
        found = best_exchange(self.TWO, here, (0, 1))
        assert found is not None
        assert found.issues == (0, 1)
        assert found.gain == pytest.approx(0.12, abs=1e-15)
        np.testing.assert_allclose(found.settlement, [0.0, 1.0], atol=1e-15)
        np.testing.assert_allclose(utility(self.TWO, found.settlement), [-0.2, -0.2], atol=1e-15)

    def test_equal_gains_at_the_rate_of_joint_salience_and_a_third_who_pays(self) -> None:
        three = Preferences(
            np.array([[0.0, 0.1, 0.5], [1.0, 0.9, 0.5], [0.6, 0.2, 0.5]]),
            np.array([[0.7, 0.2, 0.1], [0.2, 0.5, 0.3], [0.3, 0.6, 0.1]]), np.array([1.0, 1.5, 2.0]), np.full(3, -1.0),
        )  # fmt: skip
        here = compromise(three)
        found = best_exchange(three, here, (0, 1))
        assert found is not None
        assert found.issues == (0, 1)
        assert found.moves[1] / found.moves[0] == pytest.approx((0.7 + 0.2) / (0.2 + 0.5), abs=1e-12)
        np.testing.assert_allclose(found.effect[:2], found.gain, atol=1e-12)
        moved = found.settlement - here
        assert moved[0] < 0 < moved[1]
        assert found.effect[2] == pytest.approx(
            utility(three, found.settlement)[2] - utility(three, here)[2], abs=1e-15
        )
        assert found.effect[2] < 0

    def test_no_position_moves_further_than_the_other(self) -> None:
        """B can shift issue 1 by its weight times the distance, and no more."""
        many = _many(5, 4, LINEAR, seed=9)
        here = compromise(many)
        _, moves = exchange_gains(many, here, (0, 3))
        limit = influence(many)[3] * np.abs(many.position[0] - many.position[3])
        assert (moves <= limit[:, None] + 1e-12).all()
        assert (moves > 0).any()

    def test_no_settlement_moves_past_what_the_other_wants(self) -> None:
        """From 0.1 and 0.9 a strong B could give more on issue 1 than is left to A's ideal, and A on issue 2."""
        here = np.array([0.1, 0.9])
        found = best_exchange(self.TWO, here, (0, 1))
        assert found is not None
        np.testing.assert_allclose(found.settlement, [0.0, 1.0], atol=1e-15)
        np.testing.assert_allclose(found.moves, 0.1, atol=1e-15)

    def test_every_trade_by_a_loop(self) -> None:
        many = _many(6, 5, LINEAR, seed=11)
        here = compromise(many)
        share = many.salience / many.salience.sum(axis=1, keepdims=True)
        gains, moves = exchange_gains(many, here, (1, 4))
        for k, other in itertools.permutations(range(5), 2):
            swap = moves[k, other] * (share[1, k] + share[4, k]) / (share[1, other] + share[4, other])
            assert gains[k, other] == pytest.approx(share[1, k] * moves[k, other] - share[1, other] * swap, abs=1e-12)
            assert gains[k, other] == pytest.approx(share[4, other] * swap - share[4, k] * moves[k, other], abs=1e-12)

    def test_who_sits_on_the_same_side_has_nothing_to_trade(self) -> None:
        three = Preferences(
            np.array([[0.0, 0.0], [0.1, 0.1], [1.0, 1.0]]), self.TWO.salience[[0, 1, 0]], np.ones(3), np.full(3, -1.0)
        )
        assert best_exchange(three, compromise(three), (0, 1)) is None

    def test_the_same_tastes_have_nothing_to_trade(self) -> None:
        alike = Preferences(self.TWO.position, np.full((2, 2), 0.5), np.ones(2), np.full(2, -1.0))
        assert best_exchange(alike, np.array([0.5, 0.5]), (0, 1)) is None

    def test_quadratic_loss_is_refused(self) -> None:
        with pytest.raises(DataError, match="linear losses"):
            best_exchange(_many(3, 2, QUADRATIC), np.full(2, 0.5), (0, 1))


class TestNegmas:
    def test_what_to_do_where_it_is_not_installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "negmas", None)
        with pytest.raises(UsageError, match=r"pip install 'westphalia\[negmas\]'"):
            negmas_adapter.negmas_frontier((np.zeros((2, 2)),))

    @pytest.mark.skipif(find_spec("negmas") is None, reason="the extra negmas is not installed")
    def test_tables_that_do_not_fit_are_refused(self) -> None:
        with pytest.raises(DataError, match="Every issue has a row"):
            negmas_adapter.negmas_frontier((np.zeros((2, 2)), np.zeros((3, 2))))
        with pytest.raises(DataError, match="no issue"):
            negmas_adapter.negmas_frontier(())

    def test_nothing_heavy_is_loaded_with_the_models(self) -> None:
        names = "compromise, exchange, nash, negmas_adapter, package_points, pareto, two_players"
        program = (
            f"import sys; from westphalia.bargaining import {names}; print({{'scipy', 'negmas'}} & set(sys.modules))"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "set()"
