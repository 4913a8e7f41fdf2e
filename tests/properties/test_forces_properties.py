"""What must hold for every force, every ally and every rotation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from westphalia.defence.forces import (
    annual_cost,
    ceiling,
    contributions,
    frontier,
    largest_force,
    mission_cost,
    pool,
    rotation_multiple,
    shortfall,
    smallest_willingness,
)

men = st.floats(0, 1e6)
some_men = st.floats(1, 1e6)
multiples = st.floats(1, 12)
unfit = st.floats(0, 0.9)
wills = st.floats(0, 1)
months = st.floats(0.1, 60)
costs = st.floats(0, 2e6)


@st.composite
def armies(draw: st.DrawFn) -> np.ndarray:
    """Land forces of one to eight allies, some perhaps without any."""
    return np.array(draw(st.lists(men, min_size=1, max_size=8)))


@st.composite
def asked(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Ceilings of one to eight allies and what they have named, above their ceilings or not."""
    pairs = draw(st.lists(st.tuples(men, st.just(0.0) | men), min_size=1, max_size=8))
    ceilings, named = np.array(pairs).T
    return ceilings, named


@given(some_men, multiples, st.floats(1.01, 3), unfit, st.floats(0.01, 0.09))
def test_pool_grows_with_rotation_and_with_who_cannot_go(
    deployed: float, multiple: float, longer: float, nu: float, more: float
) -> None:
    assert pool(deployed, multiple * longer, nu) > pool(deployed, multiple, nu) >= deployed
    assert pool(deployed, multiple, nu + more) > pool(deployed, multiple, nu)


@given(armies(), wills, multiples, st.floats(1.01, 3), unfit, st.floats(0.01, 0.09))
def test_ceiling_falls_with_rotation_and_with_who_cannot_go(
    land: np.ndarray, will: float, multiple: float, longer: float, nu: float, more: float
) -> None:
    here = ceiling(land, will, multiple, nu)
    assert np.all(ceiling(land, will, multiple * longer, nu) <= here)
    assert np.all(ceiling(land, will, multiple, nu + more) <= here)
    assert np.all(here <= land * (1 + 1e-12))


@given(armies(), wills, multiples, unfit)
def test_pool_undoes_ceiling(land: np.ndarray, will: float, multiple: float, nu: float) -> None:
    np.testing.assert_allclose(
        pool(ceiling(land, will, multiple, nu), multiple, nu), will * land, rtol=1e-12, atol=1e-9
    )


@given(months, months, months, st.floats(0.1, 10))
def test_rotation_does_not_know_the_unit_of_time(tour: float, reset: float, training: float, unit: float) -> None:
    assert rotation_multiple(tour * unit, reset * unit, training * unit) == pytest.approx(
        rotation_multiple(tour, reset, training), rel=1e-12
    )


@given(armies(), st.lists(multiples, min_size=2, max_size=5), st.lists(wills, min_size=2, max_size=5), unfit)
def test_frontier_falls_with_rotation_and_grows_with_willingness(
    land: np.ndarray, rotation: list[float], willing: list[float], nu: float
) -> None:
    found = frontier(land, np.sort(rotation), np.sort(willing), nu)
    assert np.all(np.diff(found, axis=0) <= 0)
    assert np.all(np.diff(found, axis=1) >= 0)


@given(armies(), multiples, wills, unfit)
def test_frontier_is_the_sum_of_ceilings(land: np.ndarray, multiple: float, will: float, nu: float) -> None:
    (point,) = frontier(land, np.array([multiple]), np.array([will]), nu).ravel()
    assert point == pytest.approx(largest_force(ceiling(land, will, multiple, nu)), rel=1e-12, abs=1e-300)


@given(armies(), some_men, multiples, unfit)
def test_smallest_willingness_just_suffices(extra: np.ndarray, deployed: float, multiple: float, nu: float) -> None:
    land = np.append(extra, pool(deployed, multiple, nu))
    will = smallest_willingness(deployed, land, multiple, nu)
    assert 0 <= will <= 1
    assert shortfall(deployed, ceiling(land, will, multiple, nu)) == 0
    assert shortfall(deployed, ceiling(land, will * (1 - 1e-6), multiple, nu)) > 0


@given(men, asked(), st.booleans())
def test_contributions_add_up_and_stay_under_ceilings(
    deployed: float, allies: tuple[np.ndarray, np.ndarray], anything_named: bool
) -> None:
    ceilings, named = allies
    sent = contributions(deployed, ceilings, named if anything_named else None)
    assert sent.by_ally.sum() == pytest.approx(min(deployed, ceilings.sum()), rel=1e-9, abs=1e-9)
    assert np.all(sent.by_ally >= 0)
    assert np.all(sent.by_ally <= ceilings)
    assert sent.short == shortfall(deployed, ceilings)


@given(men, asked())
def test_what_is_named_is_sent_where_it_fits(deployed: float, allies: tuple[np.ndarray, np.ndarray]) -> None:
    ceilings, named = allies
    kept = np.minimum(named, ceilings)
    sent = contributions(deployed, ceilings, named).by_ally
    if kept.sum() <= deployed:
        assert np.all(sent >= kept * (1 - 1e-12))
    else:
        assert np.all(sent <= kept * (1 + 1e-12) + 1e-9)


@given(men, asked(), st.randoms(use_true_random=False))
def test_the_order_of_allies_does_not_matter(
    deployed: float, allies: tuple[np.ndarray, np.ndarray], chance: st.DataObject
) -> None:
    ceilings, named = allies
    order = list(range(len(ceilings)))
    chance.shuffle(order)
    there = contributions(deployed, ceilings[order], named[order]).by_ally
    np.testing.assert_allclose(there, contributions(deployed, ceilings, named).by_ally[order], rtol=1e-9, atol=1e-6)


@given(men, men, costs, st.floats(0, 10))
def test_cost_is_linear_in_the_force(one: float, other: float, cost: float, times: float) -> None:
    together = annual_cost(one + times * other, cost)
    assert together == pytest.approx(annual_cost(one, cost) + times * annual_cost(other, cost), rel=1e-9, abs=1e-9)


@given(armies(), costs, costs)
def test_a_mission_costs_its_years_and_its_set_up(deployed: np.ndarray, cost: float, set_up: float) -> None:
    mission = mission_cost(deployed, cost, set_up)
    np.testing.assert_array_equal(mission.running, annual_cost(deployed, cost))
    assert mission.total == pytest.approx(annual_cost(float(deployed.sum()), cost) + set_up, rel=1e-9, abs=1e-9)
