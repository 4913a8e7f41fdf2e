"""A second route to every number: the equations of docs/trade.md in plain loops, one country and good at a time."""

from dataclasses import replace
from math import exp, isinf, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import World, random_parameters, random_shock, worlds
from westphalia.trade.equilibrium import CLOSURES, Closure, RevenueUse, TradeEquilibrium
from westphalia.trade.solve import solve

TOLERANCE = 1e-11


def unit_cost(eq: TradeEquilibrium, i: int, b: int) -> float:
    base = eq.baseline
    sectors = range(len(base.axes.sectors))
    gamma = [base.input_share[i, a, b] for a in sectors]
    log_cost = (1 - sum(gamma)) * log(eq.wage_hat[i])
    log_cost += sum(g * log(eq.price_hat[i, a]) for a, g in zip(sectors, gamma, strict=True))
    if eq.parameters.scale is None or not base.flow[:, i, b].sum():
        return exp(log_cost)
    output_hat = eq.flow_new[:, i, b].sum() / base.flow[:, i, b].sum()
    return exp(log_cost) * (output_hat / exp(log_cost)) ** -eq.parameters.scale[b]


def price_gap(eq: TradeEquilibrium, n: int, s: int) -> float:
    base, eps = eq.baseline, eq.parameters.elasticity[s]
    assert eq.shock.iceberg_hat is not None
    spent = sum(base.flow[n, i, s] * (1 + base.tariff[n, i, s]) for i in range(len(eq.income)))
    phi = 0.0
    for i in range(len(eq.income)):
        d = eq.shock.iceberg_hat[n, i, s]
        if base.flow[n, i, s] == 0 or isinf(d):
            continue
        share = base.flow[n, i, s] * (1 + base.tariff[n, i, s]) / spent
        dearer = d * (1 + eq.shock.tariff_new[n, i, s]) / (1 + base.tariff[n, i, s])
        phi += share * (unit_cost(eq, i, s) * dearer) ** -eps
    return log(eq.price_hat[n, s]) + log(phi) / eps


def flow_gap(eq: TradeEquilibrium, n: int, i: int, s: int) -> float:
    """Relative gap of a flow from its share in spending, at basic prices."""
    base, eps = eq.baseline, eq.parameters.elasticity[s]
    assert eq.shock.iceberg_hat is not None
    spent = (base.flow[n, :, s] * (1 + base.tariff[n, :, s])).sum()
    share = base.flow[n, i, s] * (1 + base.tariff[n, i, s]) / spent
    dearer = eq.shock.iceberg_hat[n, i, s] * (1 + eq.shock.tariff_new[n, i, s]) / (1 + base.tariff[n, i, s])
    share_new = share * (unit_cost(eq, i, s) * dearer / eq.price_hat[n, s]) ** -eps
    spent_new = (eq.flow_new[n, :, s] * (1 + eq.shock.tariff_new[n, :, s])).sum()
    return float(eq.flow_new[n, i, s] * (1 + eq.shock.tariff_new[n, i, s]) / spent_new / share_new - 1)


def value_added(eq: TradeEquilibrium, n: int, flow: np.ndarray) -> float:
    base = eq.baseline
    return float(sum((1 - base.input_share[n, :, b].sum()) * flow[:, n, b].sum() for b in range(flow.shape[2])))


def transfer(eq: TradeEquilibrium, n: int) -> float:
    """T' of the closure from imports minus exports of the baseline."""
    base, all_n = eq.baseline, range(len(eq.income))
    if eq.closure == "balanced":
        return 0.0
    gap = [base.flow[m].sum() - base.flow[:, m].sum() for m in all_n]
    old = [value_added(eq, m, base.flow) for m in all_n]
    new = [value_added(eq, m, eq.flow_new) for m in all_n]
    if eq.closure == "fixed_world_share":
        return float(gap[n] * sum(new) / sum(old))
    mu = sum(gap[m] * new[m] / old[m] for m in all_n) / sum(new)
    return float(new[n] * (gap[n] / old[n] - mu))


def income_gap(eq: TradeEquilibrium, n: int) -> float:
    """What a country spends on final goods against what it earns, relative."""
    base = eq.baseline
    final = 0.0
    for a in range(len(base.axes.sectors)):
        spent = (eq.flow_new[n, :, a] * (1 + eq.shock.tariff_new[n, :, a])).sum()
        inputs = sum(base.input_share[n, a, b] * eq.flow_new[:, n, b].sum() for b in range(len(base.axes.sectors)))
        final += spent - inputs
    revenue = (eq.flow_new[n] * eq.shock.tariff_new[n]).sum()
    earned = value_added(eq, n, eq.flow_new) + revenue + transfer(eq, n)
    return max(abs(final / earned - 1), abs(eq.income_new[n] / earned - 1))


def labour_gap(eq: TradeEquilibrium, n: int) -> float:
    """Labour income against value added, and labour against its supply, in logs."""
    base, kappa = eq.baseline, eq.parameters.labour_supply
    old, new = value_added(eq, n, base.flow), value_added(eq, n, eq.flow_new)
    relief = 1.0
    if eq.parameters.revenue == "income_tax":
        growth = sum(value_added(eq, m, eq.flow_new) for m in range(len(eq.income)))
        growth /= sum(value_added(eq, m, base.flow) for m in range(len(eq.income)))
        extra = (eq.flow_new[n] * eq.shock.tariff_new[n]).sum() - growth * (base.flow[n] * base.tariff[n]).sum()
        relief = 1 / (1 - extra / new)
    supplied = (relief * eq.wage_hat[n] / eq.consumer_price_hat[n]) ** kappa
    return max(abs(log(eq.wage_hat[n] * eq.labour_hat[n] * old / new)), abs(log(eq.labour_hat[n] / supplied)))


def consumer_price(eq: TradeEquilibrium, n: int) -> float:
    base = eq.baseline
    weight = []
    for a in range(len(base.axes.sectors)):
        spent = (base.flow[n, :, a] * (1 + base.tariff[n, :, a])).sum()
        inputs = sum(base.input_share[n, a, b] * base.flow[:, n, b].sum() for b in range(len(base.axes.sectors)))
        weight.append(spent - inputs)
    return exp(sum(w * log(p) for w, p in zip(weight, eq.price_hat[n], strict=True)) / sum(weight))


def _verify(eq: TradeEquilibrium) -> None:
    for n in range(len(eq.income)):
        assert income_gap(eq, n) <= 100 * TOLERANCE
        assert labour_gap(eq, n) <= 100 * TOLERANCE
        assert abs(eq.consumer_price_hat[n] / consumer_price(eq, n) - 1) <= TOLERANCE
        for s in range(len(eq.baseline.axes.sectors)):
            if eq.baseline.flow[:, n, s].sum():
                assert abs(eq.cost_hat[n, s] / unit_cost(eq, n, s) - 1) <= 100 * TOLERANCE
            if not eq.baseline.flow[n, :, s].sum():
                continue
            assert abs(price_gap(eq, n, s)) <= 100 * TOLERANCE
            for i in np.flatnonzero(eq.baseline.flow[n, :, s]):
                assert abs(flow_gap(eq, n, int(i), s)) <= 100 * TOLERANCE


@pytest.mark.parametrize("closure", CLOSURES)
@given(worlds, st.integers(0, 2**32 - 1), st.sampled_from([0.0, 0.5]), st.sampled_from(["lump_sum", "income_tax"]))
@settings(max_examples=15, deadline=None)
def test_equations_hold_in_plain_loops(
    closure: Closure, world: World, seed: int, kappa: float, revenue: RevenueUse
) -> None:
    baseline = world.baseline()
    parameters = replace(random_parameters(baseline, seed, kappa), revenue=revenue)
    _verify(solve(baseline, random_shock(baseline, seed), parameters, closure, TOLERANCE))


@given(worlds, st.integers(0, 2**32 - 1), st.sampled_from(CLOSURES), st.floats(0.05, 0.4))
@settings(max_examples=20, deadline=None)
def test_equations_hold_with_scale_economies(world: World, seed: int, closure: Closure, strength: float) -> None:
    baseline = world.baseline()
    parameters = random_parameters(baseline, seed, 0.5)
    parameters = replace(parameters, scale=strength / parameters.elasticity)
    _verify(solve(baseline, random_shock(baseline, seed), parameters, closure, TOLERANCE))
