"""The accounts of any world add up, in every closure and with elastic labour."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import World, random_parameters, random_shock, worlds
from westphalia.trade.accounts import (
    Accounts,
    counterfactual,
    displaced_share,
    employment_hat,
    export_volume_new,
    flow_volume_new,
    observed,
    output_hat,
    producer_price_hat,
    real_wage_hat,
)
from westphalia.trade.equilibrium import CLOSURES, Closure, TradeEquilibrium, TradeShock
from westphalia.trade.solve import no_shock, solve
from westphalia.trade.welfare import log_real_wage_hat

SLACK = 1e-8
seeds = st.integers(0, 2**32 - 1)
closures = st.sampled_from(CLOSURES)
elasticities_of_work = st.sampled_from([0.0, 0.5])


def close(a: np.ndarray, b: np.ndarray, scale: float = 1.0) -> bool:
    return bool(np.abs(a - b).max() <= SLACK * scale)


def solved(world: World, seed: int, closure: Closure = "fixed_world_share", kappa: float = 0.0) -> TradeEquilibrium:
    baseline = world.baseline()
    shock = random_shock(baseline, seed)
    return solve(baseline, shock, random_parameters(baseline, seed, kappa), closure, tolerance=1e-10)


def both(eq: TradeEquilibrium) -> tuple[tuple[Accounts, np.ndarray, np.ndarray, np.ndarray], ...]:
    """Observed and counterfactual accounts, each with labour income, duties and transfers of the model."""
    before, labour = eq.baseline, eq.wage_hat * eq.labour_hat * eq.baseline.value_added
    return (
        (observed(before), before.value_added, before.tariff_revenue, before.transfer),
        (counterfactual(eq), labour, eq.revenue_new, eq.transfer_new),
    )


@given(worlds, seeds, closures, elasticities_of_work)
@settings(max_examples=30, deadline=None)
def test_accounts_add_up(world: World, seed: int, closure: Closure, kappa: float) -> None:
    eq = solved(world, seed, closure, kappa)
    size = eq.baseline.flow.sum()
    for accounts, labour, revenue, transfer in both(eq):
        home = np.einsum("nns->ns", accounts.flow)
        assert close(accounts.exports.sum(axis=1) + home, accounts.output, size)
        assert close(accounts.imports, accounts.exports.transpose(1, 0, 2), size)
        assert close(accounts.imports_with_duty.sum(axis=1) + home, accounts.expenditure, size)
        assert close(accounts.value_added.sum(axis=1), labour, size)
        assert close(accounts.duties.sum(axis=(1, 2)), revenue, size)
        assert close(accounts.balance, -accounts.balance.T, size)
        assert close(accounts.balance.sum(axis=1), -transfer, size)
        assert close(accounts.employment_share.sum(axis=1), np.ones(len(labour)))


@given(worlds, seeds, closures, elasticities_of_work)
@settings(max_examples=30, deadline=None)
def test_work_lost_in_some_sectors_is_gained_in_others(world: World, seed: int, closure: Closure, kappa: float) -> None:
    eq = solved(world, seed, closure, kappa)
    share, change = observed(eq.baseline).employment_share, employment_hat(eq)
    assert close((share * change).sum(axis=1), eq.labour_hat)
    gained = (share * np.maximum(0.0, change - 1)).sum(axis=1)
    assert close(gained - displaced_share(eq).sum(axis=1), eq.labour_hat - 1)
    assert (displaced_share(eq) >= 0).all()
    after = counterfactual(eq).employment_share
    assert close(after * eq.labour_hat[:, None], share * change)


@given(worlds, seeds, closures)
@settings(max_examples=15, deadline=None)
def test_without_a_shock_every_ratio_is_one(world: World, seed: int, closure: Closure) -> None:
    baseline = world.baseline()
    eq = solve(baseline, no_shock(baseline), random_parameters(baseline, seed), closure, tolerance=1e-11)
    for ratio in (output_hat(eq), producer_price_hat(eq), employment_hat(eq), real_wage_hat(eq)):
        assert close(ratio, np.ones_like(ratio))
    assert close(displaced_share(eq), np.zeros_like(eq.output_new))
    assert close(flow_volume_new(eq), eq.baseline.flow, eq.baseline.flow.max())


@given(worlds, seeds)
@settings(max_examples=15, deadline=None)
def test_prices_and_volumes(world: World, seed: int) -> None:
    eq = solved(world, seed)
    size = eq.baseline.flow.max()
    assert close(np.log(real_wage_hat(eq)), log_real_wage_hat(eq))
    assert close(flow_volume_new(eq).sum(axis=0), output_hat(eq) * eq.baseline.output, size)
    assert close(export_volume_new(eq), counterfactual(eq).exports / eq.cost_hat[:, None, :], size)
    assert close(producer_price_hat(eq) * eq.consumer_price_hat[:, None], eq.cost_hat)


@given(worlds, seeds)
@settings(max_examples=15, deadline=None)
def test_the_order_of_countries_does_not_matter(world: World, seed: int) -> None:
    eq = solved(world, seed)
    order = np.random.default_rng(seed).permutation(world.countries)
    pairs = np.ix_(order, order)
    moved = replace(
        eq.baseline, flow=eq.baseline.flow[pairs], tariff=eq.baseline.tariff[pairs],
        input_share=eq.baseline.input_share[order],
    )  # fmt: skip
    assert eq.shock.iceberg_hat is not None
    shock = TradeShock(eq.shock.tariff_new[pairs], eq.shock.iceberg_hat[pairs])
    again = solve(moved, shock, eq.parameters, tolerance=1e-10)
    assert close(employment_hat(again), employment_hat(eq)[order])
    assert close(displaced_share(again), displaced_share(eq)[order])
    size = eq.baseline.flow.sum()
    assert close(counterfactual(again).balance, counterfactual(eq).balance[pairs], size)
    assert close(counterfactual(again).effective_duty, counterfactual(eq).effective_duty[order])
