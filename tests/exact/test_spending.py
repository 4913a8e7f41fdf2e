"""Defence budgets against closed forms and a calculation by hand."""

import numpy as np
import pytest

from westphalia.defence.spending import (
    constant_share,
    cumulative,
    date_spread,
    extra_by_counterfactual,
    extra_spending,
    flat_cash,
    flat_real,
    gdp_path,
    share_path,
    spending,
)
from westphalia.errors import DataError

YEARS = np.arange(2024, 2031)


def test_linear_path_goes_in_equal_steps_and_stays() -> None:
    path = share_path(YEARS, {2024: 0.02, 2028: 0.03}, "linear")
    np.testing.assert_allclose(path, [0.02, 0.0225, 0.025, 0.0275, 0.03, 0.03, 0.03], rtol=0, atol=1e-15)


def test_front_loaded_path_is_three_quarters_there_at_half_time() -> None:
    path = share_path(YEARS, {2024: 0.02, 2028: 0.03}, "front_loaded")
    expected = [0.02, 0.02 + 0.01 * 7 / 16, 0.0275, 0.02 + 0.01 * 15 / 16, 0.03, 0.03, 0.03]
    np.testing.assert_allclose(path, expected, rtol=0, atol=1e-15)


def test_step_waits_for_the_year_of_arrival() -> None:
    path = share_path(YEARS, {2024: 0.02, 2028: 0.03}, "step")
    np.testing.assert_array_equal(path, [0.02, 0.02, 0.02, 0.02, 0.03, 0.03, 0.03])


def test_path_goes_through_every_point_whatever_their_order() -> None:
    path = share_path(YEARS, {2030: 0.035, 2024: 0.02, 2027: 0.025}, "front_loaded")
    np.testing.assert_allclose(path[[0, 3, 6]], [0.02, 0.025, 0.035], rtol=0, atol=1e-15)


def test_years_before_the_first_point_are_refused() -> None:
    with pytest.raises(DataError, match=r"asked for 2024, but the first known share is of 2025"):
        share_path(YEARS, {2025: 0.02, 2028: 0.03}, "linear")
    with pytest.raises(DataError, match="no share is known"):
        share_path(YEARS, {}, "linear")


def test_gdp_compounds_growth_and_prices() -> None:
    path = gdp_path(100.0, np.array([0.02, 0.01]), np.array([0.03, 0.02]))
    np.testing.assert_allclose(path, [100 * 1.02 * 1.03, 100 * 1.02 * 1.03 * 1.01 * 1.02], rtol=1e-15)


def test_three_prices_of_one_plan_by_hand() -> None:
    """GDP 1000, 1050, 1100; 2% → 3% in two years; prices up 2% a year: the worked example of docs/defence.md."""
    gdp, deflator = np.array([1000.0, 1050.0, 1100.0]), np.array([1.0, 1.02, 1.0404])
    plan = spending(np.array([[0.02, 0.025, 0.03]]), gdp)
    np.testing.assert_allclose(plan, [[20, 26.25, 33]], rtol=1e-15)
    np.testing.assert_allclose(extra_spending(plan, flat_cash(plan)), [[0, 6.25, 13]], atol=1e-12)
    np.testing.assert_allclose(extra_spending(plan, flat_real(plan, deflator)), [[0, 5.85, 12.192]], atol=1e-12)
    np.testing.assert_allclose(extra_spending(plan, constant_share(plan, gdp)), [[0, 5.25, 11]], atol=1e-12)
    by_name = extra_by_counterfactual(plan, gdp, deflator)
    assert list(by_name) == ["flat_cash", "flat_real", "constant_share"]
    totals = {name: float(cumulative(extra)[0, -1]) for name, extra in by_name.items()}
    assert totals == pytest.approx({"flat_cash": 19.25, "flat_real": 18.042, "constant_share": 16.25}, abs=1e-12)


def test_spread_of_dates_is_one_path_for_each_date() -> None:
    spread = date_spread(YEARS, {2024: 0.023}, 0.025, [2026, 2028], "step")
    np.testing.assert_array_equal(spread[0], [0.023, 0.023, 0.025, 0.025, 0.025, 0.025, 0.025])
    np.testing.assert_array_equal(spread[1], [0.023, 0.023, 0.023, 0.023, 0.025, 0.025, 0.025])
    with pytest.raises(DataError, match="at least one"):
        date_spread(YEARS, {2024: 0.023}, 0.025, [], "step")
