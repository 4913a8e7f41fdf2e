"""What must hold in every world, not only in ours."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import World, random_parameters, random_shock, worlds
from westphalia.trade.conditions import State, conditions
from westphalia.trade.equilibrium import CLOSURES, Closure, TradeShock
from westphalia.trade.solve import no_shock, solve
from westphalia.trade.system import build_system
from westphalia.trade.welfare import real_income_hat

TOLERANCE = 1e-11
seeds = st.integers(0, 2**32 - 1)
closures = st.sampled_from(CLOSURES)
elasticities_of_work = st.sampled_from([0.0, 0.5])


def _largest(differences: np.ndarray) -> float:
    return float(np.abs(differences).max())


@given(worlds, seeds, closures, elasticities_of_work)
@settings(max_examples=40, deadline=None)
def test_no_shock_changes_nothing(world: World, seed: int, closure: Closure, kappa: float) -> None:
    baseline = world.baseline()
    eq = solve(baseline, no_shock(baseline), random_parameters(baseline, seed, kappa), closure, tolerance=1e-11)
    assert eq.residual <= (1e-12 if closure != "balanced" else 1e-11)
    assert eq.baseline is baseline or closure == "balanced"
    for x_hat in (eq.wage_hat, eq.price_hat, eq.consumer_price_hat, eq.labour_hat, eq.tax_relief_hat):
        assert _largest(x_hat - 1) <= 1e-10
    assert _largest(eq.flow_new - eq.baseline.flow) <= 1e-9 * eq.baseline.flow.max()


@given(worlds, seeds, closures, elasticities_of_work)
@settings(max_examples=40, deadline=None)
def test_the_way_back_leads_to_the_baseline(world: World, seed: int, closure: Closure, kappa: float) -> None:
    baseline = world.baseline()
    parameters, shock = random_parameters(baseline, seed, kappa), random_shock(baseline, seed)
    there = solve(baseline, shock, parameters, closure, TOLERANCE)
    assert shock.iceberg_hat is not None
    shocked = replace(baseline, name="shocked", flow=np.ascontiguousarray(there.flow_new), tariff=shock.tariff_new)
    way_back = TradeShock(there.baseline.tariff, 1 / shock.iceberg_hat)
    back = solve(shocked, way_back, parameters, closure, TOLERANCE)
    flow = there.baseline.flow
    where = flow > 0
    assert _largest(back.flow_new[where] / flow[where] - 1) <= 100 * TOLERANCE
    assert _largest(there.wage_hat * back.wage_hat - 1) <= 10 * TOLERANCE


@given(worlds, seeds, closures, st.permutations(range(6)), st.permutations(range(4)))
@settings(max_examples=30, deadline=None)
def test_names_and_order_do_not_matter(
    world: World, seed: int, closure: Closure, countries: list[int], sectors: list[int]
) -> None:
    baseline = world.baseline()
    n = [k for k in countries if k < len(baseline.axes.countries)]
    s = [k for k in sectors if k < len(baseline.axes.sectors)]
    moved = replace(
        baseline,
        flow=baseline.flow[np.ix_(n, n, s)],
        tariff=baseline.tariff[np.ix_(n, n, s)],
        input_share=baseline.input_share[np.ix_(n, s, s)],
        goods=baseline.goods[s],
    )
    parameters, shock = random_parameters(baseline, seed), random_shock(baseline, seed)
    assert shock.iceberg_hat is not None
    here = solve(baseline, shock, parameters, closure, TOLERANCE)
    there = solve(
        moved,
        TradeShock(shock.tariff_new[np.ix_(n, n, s)], shock.iceberg_hat[np.ix_(n, n, s)]),
        replace(parameters, elasticity=parameters.elasticity[s]),
        closure,
        TOLERANCE,
    )
    assert _largest(there.wage_hat - here.wage_hat[n]) <= 1e-8
    assert _largest(there.flow_new - here.flow_new[np.ix_(n, n, s)]) <= 1e-7 * here.flow_new.max()
    assert _largest(real_income_hat(there) - real_income_hat(here)[n]) <= 1e-8


@given(worlds, seeds, st.sampled_from([1e-3, 7.0, 1e3]))
@settings(max_examples=20, deadline=None)
def test_units_of_money_do_not_matter(world: World, seed: int, unit: float) -> None:
    baseline = world.baseline()
    parameters, shock = random_parameters(baseline, seed), random_shock(baseline, seed)
    bn = solve(baseline, shock, parameters, tolerance=TOLERANCE)
    other = solve(replace(baseline, flow=unit * baseline.flow), shock, parameters, tolerance=TOLERANCE)
    assert _largest(other.wage_hat - bn.wage_hat) <= 1e-9
    assert _largest(other.flow_new / unit - bn.flow_new) <= 1e-8 * bn.flow_new.max()


@given(worlds, seeds, closures, elasticities_of_work)
@settings(max_examples=30, deadline=None)
def test_accounts_close(world: World, seed: int, closure: Closure, kappa: float) -> None:
    baseline = world.baseline()
    eq = solve(baseline, random_shock(baseline, seed), random_parameters(baseline, seed, kappa), closure, TOLERANCE)
    base, total = eq.baseline, eq.baseline.value_added.sum()
    spending = (eq.flow_new * (1 + eq.shock.tariff_new)).sum(axis=1)
    assert _largest((eq.wage_hat * eq.labour_hat) @ base.value_added - total) <= 1e-12 * total
    assert eq.walras_gap <= eq.residual * eq.expenditure_new.sum() / total + 1e-14
    assert abs(eq.transfer_new.sum()) <= 1e-10 * total
    assert _largest(spending - eq.expenditure_new) <= 10 * TOLERANCE * spending.max()
    assert _largest(eq.flow_new.sum(axis=0) - eq.output_new) <= 1e-10 * total
    assert _largest((eq.flow_new * eq.shock.tariff_new).sum(axis=(1, 2)) - eq.revenue_new) <= 1e-10 * total
    imbalance = eq.flow_new.sum(axis=(1, 2)) - eq.flow_new.sum(axis=(0, 2))
    assert _largest(imbalance - eq.transfer_new) <= 100 * TOLERANCE * total


@pytest.mark.parametrize("closure", CLOSURES)
@given(worlds, seeds, st.floats(-2.0, 2.0))
@settings(max_examples=15, deadline=None)
def test_conditions_do_not_see_the_numeraire(closure: Closure, world: World, seed: int, shift: float) -> None:
    baseline = world.baseline()
    parameters = random_parameters(baseline, seed, 0.5)
    system = build_system(baseline, random_shock(baseline, seed), parameters, closure)
    rng = np.random.default_rng(seed)
    shape = system.base.output.shape
    wage, price, spent = rng.normal(0, 0.1, shape[1:]), rng.normal(0, 0.1, shape), rng.normal(0, 0.1, shape)
    here = conditions(State(wage, price, spent, None), system)
    there = conditions(State(wage + shift, price + shift, spent + shift, None), system)
    for gap, same in zip(here[:3], there[:3], strict=True):
        assert _largest(gap - same) <= 4e-13 * max(1.0, _largest(gap))
