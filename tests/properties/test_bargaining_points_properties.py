"""What holds for any settlement point: names, units of capability and of utility, actors without weight."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from westphalia.bargaining.compromise import compromise, influence, weighted_median, weighted_spread
from westphalia.bargaining.exchange import best_exchange
from westphalia.bargaining.gains import gains_of_players
from westphalia.bargaining.interior_point import largest_product
from westphalia.bargaining.nash import Bargain, kalai_smorodinsky, nash
from westphalia.bargaining.package_points import kalai_smorodinsky_package, nash_package
from westphalia.bargaining.pareto import dominated_by, frontier
from westphalia.bargaining.preferences import LINEAR, QUADRATIC, Preferences, utility, weights
from westphalia.bargaining.two_players import imposed, two_player_settlement

FEW = settings(max_examples=8, deadline=None)  # each solves several programs with checked array shapes
A_HANDFUL = settings(max_examples=3, deadline=None)
MANY = settings(max_examples=40, deadline=None)
SHARE = st.floats(0.05, 0.95)


@st.composite
def cases(draw: st.DrawFn, most: int = 5) -> Preferences:
    """Two to five actors on one to four issues; positions on tenths, so that ideal points often coincide."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    actors, issues = draw(st.integers(2, most)), draw(st.integers(1, 4))
    salience = rng.uniform(0.05, 1.0, (actors, issues)) * (rng.random((actors, issues)) < 0.8)
    salience[:, 0] += 0.1
    salience[0] += 0.1
    loss = draw(st.sampled_from((LINEAR, QUADRATIC)))
    return Preferences(
        rng.integers(0, 11, (actors, issues)) / 10, salience, rng.uniform(0.1, 3.0, actors),
        -rng.uniform(0.1, 0.8, actors), loss,
    )  # fmt: skip


def _everybody(case: Preferences) -> np.ndarray:
    return np.ones(len(case.capability), dtype=bool)


def _relabelled(case: Preferences, order: np.ndarray) -> Preferences:
    return Preferences(
        case.position[order], case.salience[order], case.capability[order], case.no_deal[order], case.loss
    )


def _with(case: Preferences, position: np.ndarray, salience: np.ndarray, capability: float) -> Preferences:
    """One actor more, whom no deal costs all there is."""
    return Preferences(
        np.vstack([case.position, position]), np.vstack([case.salience, salience]),
        np.append(case.capability, capability), np.append(case.no_deal, -1.0), case.loss,
    )  # fmt: skip


def _same(one: Bargain, other: Bargain, tolerance: float = 1e-6) -> None:
    assert one.agreed == other.agreed
    np.testing.assert_allclose(one.gain, other.gain, atol=tolerance)


@MANY
@given(cases())
def test_the_compromise_minimises_weighted_squares_and_the_median_weighted_distances(case: Preferences) -> None:
    weight, settled, middle = weights(case), compromise(case), weighted_median(case)
    for rival in np.linspace(0, 1, 51):
        away = rival - case.position
        assert ((weight * away**2).sum(axis=0) >= (weight * (settled - case.position) ** 2).sum(axis=0) - 1e-12).all()
        assert (
            (weight * np.abs(away)).sum(axis=0) >= (weight * np.abs(middle - case.position)).sum(axis=0) - 1e-12
        ).all()


@MANY
@given(cases())
def test_the_compromise_lies_between_the_positions_that_count(case: Preferences) -> None:
    counts = weights(case) > 0
    lowest = np.where(counts, case.position, np.inf).min(axis=0)
    highest = np.where(counts, case.position, -np.inf).max(axis=0)
    for settled in (compromise(case), weighted_median(case)):
        assert (settled >= lowest - 1e-12).all()
        assert (settled <= highest + 1e-12).all()
    assert (weighted_spread(case) <= (highest - lowest) / 2 + 1e-12).all()
    np.testing.assert_allclose(influence(case).sum(axis=0), 1.0, atol=1e-12)


@MANY
@given(cases(), st.floats(0.01, 100.0), st.floats(0.01, 100.0))
def test_units_of_capability_and_of_salience_change_nothing(case: Preferences, unit: float, other: float) -> None:
    scaled = replace(case, capability=case.capability * unit, salience=case.salience * other)
    np.testing.assert_allclose(compromise(scaled), compromise(case), atol=1e-12)
    np.testing.assert_allclose(weighted_median(scaled), weighted_median(case), atol=1e-12)
    np.testing.assert_allclose(weighted_spread(scaled), weighted_spread(case), atol=1e-12)


@MANY
@given(cases(), st.randoms(use_true_random=False))
def test_draws_are_settled_as_one_by_one(case: Preferences, random: object) -> None:
    order = np.random.default_rng(abs(hash(random)) % 2**32).permutation(len(case.capability))
    both = (case, _relabelled(case, order))
    fields = ("position", "salience", "capability", "no_deal")
    stacked = Preferences(*(np.stack([getattr(one, field) for one in both]) for field in fields), case.loss)
    for point in (compromise, weighted_median, weighted_spread):
        np.testing.assert_allclose(point(stacked), [point(one) for one in both], atol=1e-12)
        np.testing.assert_allclose(point(stacked)[0], point(stacked)[1], atol=1e-12)


@A_HANDFUL
@given(cases(), st.integers(0, 2**32 - 1))
def test_the_order_of_actors_moves_no_bargain(case: Preferences, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(case.capability))
    for solution in (nash, kalai_smorodinsky):
        one, other = solution(case, _everybody(case)), solution(_relabelled(case, order), _everybody(case))
        assert one.agreed == other.agreed
        np.testing.assert_allclose(one.gain[order], other.gain, atol=1e-6)
        np.testing.assert_allclose(one.settlement, other.settlement, atol=1e-5)


@FEW
@given(cases())
def test_a_mirrored_scale_mirrors_the_bargain(case: Preferences) -> None:
    mirrored = replace(case, position=1 - case.position)
    one, other = nash(case, _everybody(case)), nash(mirrored, _everybody(case))
    _same(one, other)
    np.testing.assert_allclose(one.settlement, 1 - other.settlement, atol=1e-5)
    np.testing.assert_allclose(compromise(case), 1 - compromise(mirrored), atol=1e-12)


@FEW
@given(cases(), st.floats(0.01, 100.0))
def test_the_unit_of_capability_moves_no_bargain(case: Preferences, unit: float) -> None:
    _same(nash(case, _everybody(case)), nash(replace(case, capability=case.capability * unit), _everybody(case)))


@MANY
@given(cases())
def test_an_actor_next_to_no_weight_moves_no_compromise(case: Preferences) -> None:
    """A dummy of this model has hardly any capability: it may want and care about anything."""
    issues = case.position.shape[1]
    dummy = _with(case, np.ones(issues), np.ones(issues), 1e-12)
    np.testing.assert_allclose(compromise(dummy), compromise(case), atol=1e-10)


@MANY
@given(cases(), st.floats(0.1, 10.0))
def test_an_actor_who_wants_the_compromise_already_does_not_move_it(case: Preferences, capability: float) -> None:
    settled = compromise(case)
    dummy = _with(case, settled, np.ones(settled.size), capability)
    np.testing.assert_allclose(compromise(dummy), settled, atol=1e-10)


@A_HANDFUL
@given(cases(), st.floats(0.1, 10.0))
def test_a_watcher_moves_no_bargain_whatever_it_can_do(case: Preferences, capability: float) -> None:
    """A dummy of bargaining by consent is one whose consent is not asked: capability without consent counts nothing."""
    issues = case.position.shape[1]
    dummy, players = _with(case, np.ones(issues), np.ones(issues), capability), _everybody(case)
    for solution in (nash, kalai_smorodinsky):
        one, other = solution(case, players), solution(dummy, np.append(players, False))
        assert one.agreed == other.agreed
        np.testing.assert_allclose(one.gain, other.gain[:-1], atol=1e-6)


@A_HANDFUL
@given(cases())
def test_nobody_loses_by_a_bargain_and_nothing_is_left_that_all_would_take(case: Preferences) -> None:
    players = _everybody(case)
    one, other = nash(case, players), kalai_smorodinsky(case, players)
    anywhere = np.random.default_rng(0).random((400, case.position.shape[1]))
    gains = (utility(case, anywhere) - case.no_deal).T
    for found in (one, other):
        assert found.agreed == (found.zone.room >= -1e-9)
        assert 0 <= found.gap < 1e-6
        if found.agreed:
            assert (found.gain >= -1e-7).all()
            assert not (gains > found.gain[:, None] + 1e-5).all(axis=0).any()
    assert found.agreed or not (gains >= 0).all(axis=0).any()


@FEW
@given(cases(), st.lists(st.floats(0.01, 100.0), min_size=5, max_size=5))
def test_units_of_utility_move_no_nash_settlement(case: Preferences, units: list[float]) -> None:
    gains = gains_of_players(replace(case, no_deal=np.full_like(case.no_deal, -1.0)))
    middle, scale = gains.width / 2, np.array(units[: len(case.capability)])
    other = replace(
        gains, constant=gains.constant * scale, slope=gains.slope * scale[:, None],
        curvature=gains.curvature * scale[:, None],
    )  # fmt: skip
    power = case.capability / case.capability.sum()
    points = [one.settlement(largest_product(one, power, middle)) for one in (gains, other)]
    np.testing.assert_allclose(*points, atol=1e-5)


@FEW
@given(SHARE, st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_two_players_settle_as_in_closed_form(one: float, first: float, second: float) -> None:
    known = two_player_settlement((one, 1 - one), (first, second))
    case = Preferences(np.array([[0.0], [1.0]]), np.ones((2, 1)), np.array([one, 1 - one]), -np.array([first, second]))
    found = nash(case, _everybody(case))
    assert abs(found.zone.room - known.room / 2) < 1e-8
    if known.room > 1e-6 and known.point is not None:
        assert found.agreed
        assert abs(found.settlement[0] - known.point) < 1e-6
    elif known.room < -1e-6:
        assert not found.agreed
        np.testing.assert_allclose(found.zone.price, 0.5, atol=1e-6)


@MANY
@given(SHARE, st.floats(0.5, 0.8), st.floats(0.5, 0.8), st.floats(0.0, 0.2), st.floats(0.0, 0.2))
def test_imposing_adds_up(one: float, first: float, second: float, more: float, other: float) -> None:
    at_once = imposed((one, 1 - one), (first, second), (more, other))
    by_steps = (
        imposed((one, 1 - one), (first, second), (more, 0.0)),
        imposed((one, 1 - one), (first, second), (0.0, other)),
    )
    assert at_once.moved is not None
    assert abs(at_once.moved - sum(step.moved or 0.0 for step in by_steps)) < 1e-12
    assert abs(at_once.wider - (more + other)) < 1e-12


@MANY
@given(st.integers(0, 2**32 - 1), st.integers(2, 5), st.integers(1, 40), st.floats(0.01, 100.0))
def test_the_best_package_keeps_under_units_and_names(seed: int, actors: int, packages: int, unit: float) -> None:
    rng = np.random.default_rng(seed)
    gains, power = rng.uniform(-0.3, 1.0, (actors, packages)), rng.uniform(0.1, 1.0, actors)
    order, units = rng.permutation(actors), np.append(np.full(actors - 1, 1.0), unit)[:, None]
    chosen, fair = nash_package(gains, power), kalai_smorodinsky_package(gains)
    assert (
        chosen.package == nash_package(gains[order], power[order]).package == nash_package(gains * units, power).package
    )
    assert fair.package == kalai_smorodinsky_package(gains[order]).package
    held = (gains >= 0).all(axis=0)
    assert (chosen.package is None) == (fair.package is None) == (not held.any())
    if chosen.package is not None and fair.package is not None:
        on = frontier(gains[:, held])
        where = np.flatnonzero(held)
        assert chosen.package in where[on]
        assert fair.package in where[on]


@MANY
@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.integers(1, 60))
def test_what_is_on_the_frontier_nothing_betters_and_the_rest_something_on_it_does(
    seed: int, actors: int, packages: int
) -> None:
    rng = np.random.default_rng(seed)
    utilities = -rng.integers(0, 5, (actors, packages)) / 4
    on = frontier(utilities)
    for package in range(packages):
        better = dominated_by(utilities, utilities[:, package])
        assert (better is None) == on[package]
        if better is not None:
            assert on[better.packages].any()
            assert on[better.best]
    order = rng.permutation(packages)
    np.testing.assert_array_equal(frontier(utilities[:, order]), on[order])
    np.testing.assert_array_equal(frontier(utilities[rng.permutation(actors)]), on)


@MANY
@given(cases())
def test_both_gain_the_same_from_a_trade_and_stay_on_the_scale(case: Preferences) -> None:
    linear = replace(case, loss=LINEAR)
    here = compromise(linear)
    found = best_exchange(linear, here, (0, 1))
    if found is not None:
        assert found.gain > 0
        np.testing.assert_allclose(found.effect[:2], found.gain, atol=1e-9)
        assert (found.settlement >= -1e-12).all()
        assert (found.settlement <= 1 + 1e-12).all()
        assert np.count_nonzero(found.settlement != here) == 2
        back = best_exchange(linear, here, (1, 0))
        assert back is not None
        assert abs(back.gain - found.gain) < 1e-12
