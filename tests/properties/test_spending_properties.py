"""What must hold for every budget path."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from westphalia.defence.spending import (
    constant_share,
    cumulative,
    date_spread,
    extra_by_counterfactual,
    extra_spending,
    gdp_path,
    share_path,
    spending,
)

START = 2024
YEARS = np.arange(START, 2036)
shares = st.floats(0.001, 0.1)
rates = st.floats(-0.05, 0.15)
shapes = st.sampled_from(["linear", "front_loaded", "step"])
later = st.integers(START + 1, 2040)


@st.composite
def economies(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Nominal GDP and deflator over YEARS."""
    growth = np.array(draw(st.lists(rates, min_size=len(YEARS) - 1, max_size=len(YEARS) - 1)))
    prices = np.array(draw(st.lists(rates, min_size=len(YEARS) - 1, max_size=len(YEARS) - 1)))
    gdp = draw(st.floats(1.0, 1e5))
    deflator = np.concatenate([[1.0], np.cumprod(1 + prices)])
    return np.concatenate([[gdp], gdp_path(gdp, growth, prices)]), deflator


@given(shares, economies())
def test_a_constant_share_costs_nothing_against_itself(share: float, economy: tuple[np.ndarray, np.ndarray]) -> None:
    gdp, _ = economy
    plan = spending(np.full((1, len(YEARS)), share), gdp)
    assert np.abs(extra_spending(plan, constant_share(plan, gdp))).max() <= 1e-12 * gdp.max()


@given(shares, shares, later, shapes, economies())
def test_extra_is_zero_in_the_starting_year(
    start: float, target: float, year: int, shape: str, economy: tuple[np.ndarray, np.ndarray]
) -> None:
    gdp, deflator = economy
    plan = spending(date_spread(YEARS, {START: start}, target, [year], shape), gdp)
    for extra in extra_by_counterfactual(plan, gdp, deflator).values():
        assert abs(extra[0, 0]) <= 1e-12 * gdp[0]


@given(shares, shares, shares, later, shapes, economies())
def test_a_higher_target_never_costs_less(
    start: float, one: float, other: float, year: int, shape: str, economy: tuple[np.ndarray, np.ndarray]
) -> None:
    gdp, _ = economy
    low, high = (
        spending(date_spread(YEARS, {START: start}, target, [year], shape), gdp) for target in sorted((one, other))
    )
    assert (high - low >= -1e-12 * gdp.max()).all()


@given(shares, shares, st.sets(later, min_size=2, max_size=6), shapes)
def test_arriving_earlier_is_never_lower_on_the_way_up(start: float, rise: float, dates: set[int], shape: str) -> None:
    spread = date_spread(YEARS, {START: start}, start + rise, sorted(dates), shape)
    assert (np.diff(spread, axis=0) <= 1e-15).all()


@given(shares, shares, later)
def test_front_loaded_lies_above_linear_above_step(start: float, rise: float, year: int) -> None:
    step, linear, front = (
        share_path(YEARS, {START: start, year: start + rise}, shape) for shape in ("step", "linear", "front_loaded")
    )
    assert (linear - step >= -1e-15).all()
    assert (front - linear >= -1e-15).all()


@given(st.dictionaries(st.integers(START, 2040), shares, min_size=1), shapes)
def test_a_path_stays_between_its_lowest_and_highest_point(points: dict[int, float], shape: str) -> None:
    path = share_path(YEARS, {START: 0.02, **points}, shape)
    known = [0.02, *points.values()] if START not in points else list(points.values())
    assert path.min() >= min(known) - 1e-15
    assert path.max() <= max(known) + 1e-15


@given(shares, shares, later, shapes, st.floats(0.1, 10), economies())
def test_cost_scales_with_the_economy(
    start: float, target: float, year: int, shape: str, scale: float, economy: tuple[np.ndarray, np.ndarray]
) -> None:
    gdp, deflator = economy
    share = date_spread(YEARS, {START: start}, target, [year], shape)
    once = extra_by_counterfactual(spending(share, gdp), gdp, deflator)
    scaled = extra_by_counterfactual(spending(share, gdp * scale), gdp * scale, deflator)
    for name, extra in once.items():
        np.testing.assert_allclose(scaled[name], scale * extra, rtol=1e-9, atol=1e-11 * scale * gdp.max())


@given(st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=3), st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=3))
def test_cumulative_cost_is_linear(one: list[float], other: list[float]) -> None:
    a, b = np.array([one]), np.array([other])
    np.testing.assert_allclose(cumulative(2 * a + b), 2 * cumulative(a) + cumulative(b), rtol=1e-12, atol=1e-9)


@pytest.mark.parametrize("shape", ["linear", "front_loaded", "step"])
def test_there_and_back_ends_where_it_began(shape: str) -> None:
    path = share_path(YEARS, {START: 0.02, 2028: 0.03, 2032: 0.02}, shape)
    np.testing.assert_array_equal(path[[0, -1]], [0.02, 0.02])
