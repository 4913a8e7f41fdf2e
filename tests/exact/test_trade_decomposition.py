"""Decompositions of real income add up, converge, are free of the numeraire and agree with hand calculations."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import World, make_baseline, random_baseline, random_parameters, random_shock, worlds
from westphalia.errors import ScenarioError
from westphalia.trade.decomposition import (
    RealIncomeParts,
    as_change,
    contributions,
    income_sources,
    real_income_parts,
)
from westphalia.trade.equilibrium import CLOSURES, Closure, TradeEquilibrium, TradeParameters, TradeShock
from westphalia.trade.path import part_of
from westphalia.trade.solve import no_shock, solve
from westphalia.trade.welfare import real_income_hat

seeds = st.integers(0, 2**32 - 1)
closures = st.sampled_from(CLOSURES)
PARTS = ("terms_of_trade", "volume_of_trade", "barriers", "transfers", "hours", "scale")


def embargoed(shock: TradeShock) -> TradeShock:
    """The shock with one country pair closed for the first good, one way."""
    assert shock.iceberg_hat is not None
    iceberg = shock.iceberg_hat.copy()
    iceberg[0, 1, 0] = np.inf
    return TradeShock(shock.tariff_new, iceberg)


def rich(seed: int, closure: Closure = "fixed_world_share", closed: bool = True) -> TradeEquilibrium:
    """A world with duties, inputs, imbalances, hours, scale, barriers and an embargo."""
    baseline = random_baseline(seed, 4, 3)
    shock = random_shock(baseline, seed)
    parameters = replace(random_parameters(baseline, seed, 0.5), scale=np.array([0.02, 0.0, 0.04]))
    return solve(baseline, embargoed(shock) if closed else shock, parameters, closure, tolerance=1e-11)


def largest(values: np.ndarray) -> float:
    return float(np.abs(values).max())


@given(worlds, seeds, closures, st.sampled_from([0.0, 0.5]))
@settings(max_examples=15, deadline=None)
def test_parts_add_up_in_any_world(world: World, seed: int, closure: Closure, kappa: float) -> None:
    baseline = world.baseline()
    parameters = random_parameters(baseline, seed, kappa)
    eq = solve(baseline, random_shock(baseline, seed), parameters, closure, tolerance=1e-11)
    parts = real_income_parts(eq)
    assert set(parts.by_country) == set(PARTS)
    assert largest(parts.total - np.log(real_income_hat(eq))) <= 1e-12
    assert largest(parts.remainder) <= 1e-3 * largest(parts.total) + 1e-9
    assert kappa or largest(parts.hours) <= 1e-9
    assert closure != "balanced" or largest(parts.transfers) <= 1e-8


@pytest.mark.parametrize("seed", range(6))
def test_parts_add_up_in_an_embargo(seed: int) -> None:
    baseline = random_baseline(seed, 3 + seed % 2, 2)
    shock, parameters = embargoed(random_shock(baseline, seed)), random_parameters(baseline, seed)
    parts = real_income_parts(solve(baseline, shock, parameters, "balanced", tolerance=1e-11))
    assert largest(parts.remainder) <= 1e-3 * largest(parts.total)


@pytest.mark.parametrize("closure", CLOSURES)
def test_every_part_is_at_work_and_the_remainder_shrinks_with_the_fourth_power(closure: Closure) -> None:
    eq = rich(3, closure)
    coarse, fine = real_income_parts(eq, 4), real_income_parts(eq, 8)
    idle = {"transfers"} if closure == "balanced" else set()
    assert {name for name, part in fine.by_country.items() if largest(part) < 1e-6} == idle
    assert largest(fine.remainder) <= 1e-5
    assert 8 < largest(coarse.remainder) / largest(fine.remainder) < 32


def test_parts_do_not_depend_on_the_numeraire() -> None:
    eq, unit = rich(5, "share_of_own_gdp"), 1.7
    nominal = (
        "wage_hat", "cost_hat", "price_hat", "consumer_price_hat", "expenditure_new", "output_new", "revenue_new",
        "transfer_new", "income_new",
    )  # fmt: skip
    flows = replace(eq.flows, demand=unit * eq.flows.demand)
    other = replace(eq, flows=flows, **{name: getattr(eq, name) * unit for name in nominal})
    assert np.abs(other.flow_new - unit * eq.flow_new).max() <= 1e-12 * eq.flow_new.max()
    here, there = (real_income_parts(e, 2) for e in (eq, other))
    # the worlds in between keep their own unit, so this also says that no part mixes units of two worlds
    for name in PARTS:
        np.testing.assert_allclose(here.by_country[name], there.by_country[name], atol=1e-12)
    here_from, there_from = income_sources(eq), income_sources(other)
    for name in ("real_wage", "hours", "revenue", "transfers"):
        np.testing.assert_allclose(getattr(here_from, name), getattr(there_from, name), atol=1e-12)
    assert largest(here_from.wage - there_from.wage) > 0.5


def test_sources_of_income_sum_exactly() -> None:
    eq = rich(7)
    found = income_sources(eq)
    total = found.wage + found.consumer_prices + found.hours + found.revenue + found.transfers
    np.testing.assert_allclose(total, np.log(real_income_hat(eq)), atol=1e-12)
    assert min(largest(getattr(found, name)) for name in ("hours", "revenue", "transfers")) > 1e-4


def symmetric(shock: TradeShock) -> RealIncomeParts:
    flow = np.array([[80.0, 20.0], [20.0, 80.0]])[:, :, None]
    eq = solve(make_baseline(flow), shock, TradeParameters(np.array([4.0]), citation="a round number"), tolerance=1e-12)
    return real_income_parts(eq, 16)


BETWEEN = np.array([[0.0, 1.0], [1.0, 0.0]])[:, :, None]


def test_equal_countries_have_no_terms_of_trade_to_gain() -> None:
    parts = symmetric(TradeShock(0.25 * BETWEEN))
    lost = np.log(101.8929 / 100 * 0.88192**0.25)  # docs/trade.md, by hand
    np.testing.assert_allclose(parts.by_country["volume_of_trade"], lost, atol=1e-5)
    for name in set(PARTS) - {"volume_of_trade"}:
        assert largest(parts.by_country[name]) <= 1e-9


@pytest.mark.parametrize("barrier", [1.25, 0.9, np.inf])
def test_a_barrier_between_equal_countries_is_its_whole_cost(barrier: float) -> None:
    home_and_abroad = 0.8 + 0.2 * barrier**-4.0
    parts = symmetric(TradeShock(np.zeros((2, 2, 1)), np.where(BETWEEN == 1, barrier, 1.0)))
    np.testing.assert_allclose(parts.by_country["barriers"], 0.25 * np.log(home_and_abroad), atol=1e-6)
    for name in set(PARTS) - {"barriers"}:
        assert largest(parts.by_country[name]) <= 1e-9


def test_a_first_small_duty_is_a_gain_in_terms_of_trade_alone() -> None:
    baseline = random_baseline(11, 3, 2, duties=False)
    tariff = baseline.tariff.copy()
    tariff[0, 1:] = 1e-4
    eq = solve(baseline, TradeShock(tariff), random_parameters(baseline, 11), tolerance=1e-12)
    found = real_income_parts(eq, 2).by_country
    assert found["terms_of_trade"][0] > 100 * abs(found["volume_of_trade"][0])
    # the loss of volume is Harberger's triangle: half the duty times the fall of what is bought
    fall = (eq.flow_new / eq.cost_hat - baseline.flow)[0, 1:].sum() / eq.income[0]
    np.testing.assert_allclose(found["volume_of_trade"][0], 0.5e-4 * fall, rtol=1e-3)


def test_the_path_starts_with_nothing_and_ends_with_the_shock() -> None:
    eq = rich(9)
    nothing, all_of_it = part_of(eq, 0.0), part_of(eq, 1 - 1e-12)
    assert nothing.iceberg_hat is not None
    assert all_of_it.iceberg_hat is not None
    assert eq.shock.iceberg_hat is not None
    np.testing.assert_allclose(nothing.tariff_new, eq.baseline.tariff, atol=1e-15)
    np.testing.assert_allclose(nothing.iceberg_hat, 1.0)
    np.testing.assert_allclose(all_of_it.tariff_new, eq.shock.tariff_new, atol=1e-9)
    finite = np.isfinite(eq.shock.iceberg_hat)
    np.testing.assert_allclose(all_of_it.iceberg_hat[finite], eq.shock.iceberg_hat[finite], rtol=1e-9)
    assert all_of_it.iceberg_hat[~finite] ** -eq.parameters.elasticity[0] == pytest.approx(0.0, abs=1e-9)


def test_no_shock_has_no_parts() -> None:
    baseline = random_baseline(13, 3, 2)
    parts = real_income_parts(solve(baseline, no_shock(baseline), random_parameters(baseline, 13), tolerance=1e-12), 2)
    assert max(largest(part) for part in parts.by_country.values()) <= 1e-10


def test_levers_and_interaction_sum_to_the_total() -> None:
    baseline = make_baseline(np.array([[80.0, 20.0], [20.0, 80.0]])[:, :, None])
    ours = TradeParameters(np.array([4.0]), citation="a round number")
    duties = [
        0.25 * BETWEEN,
        0.25 * BETWEEN * np.array([1, 0])[:, None, None],
        0.25 * BETWEEN * np.array([0, 1])[:, None, None],
    ]
    both, first, second = (real_income_hat(solve(baseline, TradeShock(duty), ours)) - 1 for duty in duties)
    found = contributions(both, [first, second])
    np.testing.assert_allclose(found.interaction + sum(found.alone), both, atol=1e-15)
    np.testing.assert_allclose(first, second[::-1], atol=1e-9)
    assert (np.abs(found.interaction) > 1e-4).all()


def test_log_parts_as_parts_of_the_change() -> None:
    total = np.array([0.1, 0.0, -0.3, 1e-12])
    parts = [0.7 * total + 0.01, 0.3 * total - 0.01]
    np.testing.assert_allclose(sum(as_change(part, total) for part in parts), np.expm1(total), atol=1e-15)


@pytest.mark.parametrize("steps", [0, 1, 3, -2])
def test_an_odd_number_of_steps_is_refused(steps: int) -> None:
    with pytest.raises(ScenarioError, match=f"steps is {steps}; expected an even number"):
        real_income_parts(rich(3), steps)


def test_levers_of_another_shape_are_refused() -> None:
    with pytest.raises(ScenarioError, match=r"the total has shape \(3,\), the levers \(2,\)"):
        contributions(np.zeros(3), [np.zeros(2)])
