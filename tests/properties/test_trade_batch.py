"""A batch of scenarios is nothing but its scenarios, one by one."""

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import World, random_baseline, random_parameters, random_shock, worlds
from westphalia.errors import NotConverged, ScenarioError
from westphalia.trade import batch
from westphalia.trade.batch import solve_batch
from westphalia.trade.equilibrium import CLOSURES, Closure, TradeEquilibrium, TradeParameters, TradeShock
from westphalia.trade.solve import no_shock, solve
from westphalia.world.baseline import Baseline

TOLERANCE = 1e-12
BASE = random_baseline(7, countries=4, sectors=3)
PARAMETERS = random_parameters(BASE, 7)
FIELDS = (
    "wage_hat", "labour_hat", "tax_relief_hat", "cost_hat", "price_hat", "consumer_price_hat", "expenditure_new",
    "flow_new", "output_new", "revenue_new", "transfer_new", "income", "income_new",
)  # fmt: skip


def _only_one_importer(baseline: Baseline, seed: int) -> TradeShock:
    """New duties of one country; the rows of all others are the same in every scenario."""
    tariff = baseline.tariff.copy()
    n = seed % len(tariff)
    tariff[n] += np.random.default_rng(seed).uniform(0.0, 0.5)
    tariff[n, n] = 0.0
    return TradeShock(tariff)


def _draws(baseline: Baseline, seed: int, count: int) -> list[TradeParameters]:
    """Elasticities, labour supply, scale and use of revenue that differ from draw to draw."""
    rng = np.random.default_rng(seed)
    draws = []
    for k in range(count):
        parameters = random_parameters(baseline, seed + k, labour_supply=float(rng.choice([0.0, 0.4])))
        scale = rng.uniform(0.0, 0.03, parameters.elasticity.shape) if rng.random() < 0.5 else None
        draws.append(replace(parameters, scale=scale, revenue=str(rng.choice(["lump_sum", "income_tax"]))))
    return draws


def _require_same(one: TradeEquilibrium, other: TradeEquilibrium) -> None:
    for field in FIELDS:
        here, there = getattr(one, field), getattr(other, field)
        size = 1.0 if field.endswith("_hat") else float(one.income.max())
        assert np.abs(here - there).max() <= 1e-10 * size, field
    assert other.residual <= other.tolerance


def _require_one_by_one(
    baseline: Baseline, shocks: list[TradeShock], draws: list[TradeParameters], closure: Closure
) -> None:
    found = list(solve_batch(baseline, iter(shocks), draws, closure, TOLERANCE, chunk=3))
    assert len(found) == len(shocks)
    for shock, parameters, eq in zip(shocks, draws, found, strict=True):
        assert isinstance(eq, TradeEquilibrium)
        assert eq.shock is shock
        assert eq.parameters is parameters
        _require_same(solve(baseline, shock, parameters, closure, TOLERANCE), eq)


@pytest.mark.parametrize("closure", CLOSURES)
@given(worlds, st.integers(0, 2**31))
@settings(max_examples=6, deadline=None)
def test_a_batch_is_its_scenarios_one_by_one(closure: Closure, world: World, seed: int) -> None:
    baseline = world.baseline()
    shocks = [random_shock(baseline, seed), no_shock(baseline), _only_one_importer(baseline, seed)]
    shocks += [_only_one_importer(baseline, seed + k) for k in (1, 2)]
    _require_one_by_one(baseline, shocks, _draws(baseline, seed, 5), closure)


@pytest.mark.parametrize("closure", CLOSURES)
@given(worlds, st.integers(0, 2**31))
@settings(max_examples=4, deadline=None)
def test_shocks_of_one_set_of_parameters(closure: Closure, world: World, seed: int) -> None:
    baseline = world.baseline()
    shocks = [_only_one_importer(baseline, seed + k) for k in range(4)]
    _require_one_by_one(baseline, shocks, [random_parameters(baseline, seed)] * 4, closure)


def test_one_shock_or_one_set_of_parameters_serves_all() -> None:
    shocks, draws = [random_shock(BASE, k) for k in range(3)], _draws(BASE, 1, 3)
    for found, wanted in (
        (solve_batch(BASE, shocks, PARAMETERS, tolerance=TOLERANCE), [(shock, PARAMETERS) for shock in shocks]),
        (solve_batch(BASE, shocks[0], draws, tolerance=TOLERANCE), [(shocks[0], draw) for draw in draws]),
        (solve_batch(BASE, shocks[0], PARAMETERS, tolerance=TOLERANCE), [(shocks[0], PARAMETERS)]),
    ):
        for eq, (shock, parameters) in zip(found, wanted, strict=True):
            assert isinstance(eq, TradeEquilibrium)
            _require_same(solve(BASE, shock, parameters, tolerance=TOLERANCE), eq)


def _cut_off(baseline: Baseline) -> TradeShock:
    """Country 0 stops nearly all trade and cannot pay its imbalance: no equilibrium with transfers."""
    abroad = ~np.eye(len(baseline.tariff), dtype=bool)
    iceberg = np.ones(baseline.flow.shape)
    iceberg[0, abroad[0]] = iceberg[abroad[0], 0] = 1e6
    return TradeShock(baseline.tariff, iceberg)


def test_a_failure_in_the_middle_is_a_value() -> None:
    shocks = [random_shock(BASE, 1), random_shock(BASE, 2), _cut_off(BASE), random_shock(BASE, 3), no_shock(BASE)]
    found = list(solve_batch(BASE, shocks, PARAMETERS, tolerance=TOLERANCE, chunk=4))
    failed = found.pop(2)
    assert isinstance(failed, NotConverged)
    assert "imbalance" in str(failed)
    del shocks[2]
    for shock, eq in zip(shocks, found, strict=True):
        assert isinstance(eq, TradeEquilibrium)
        _require_same(solve(BASE, shock, PARAMETERS, tolerance=TOLERANCE), eq)


def test_a_purge_that_fails_is_a_value_for_its_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Baseline:
        raise NotConverged("no world without imbalances")

    monkeypatch.setattr(batch, "purged", refuse)
    found = list(solve_batch(BASE, [random_shock(BASE, k) for k in range(2)], PARAMETERS, "balanced"))
    assert [str(failed) for failed in found] == ["no world without imbalances"] * 2


def test_one_that_stalls_is_solved_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """The batch reports no success for any scenario: each is then found by the search for one."""
    whole = batch.search_batch

    def failing(*arguments: object) -> object:
        solution = whole(*arguments)  # type: ignore[arg-type]
        return replace(solution, error=(np.inf,) * len(solution.error))

    monkeypatch.setattr(batch, "search_batch", failing)
    shocks = [random_shock(BASE, k) for k in range(3)]
    for shock, eq in zip(shocks, solve_batch(BASE, shocks, PARAMETERS, tolerance=TOLERANCE), strict=True):
        assert isinstance(eq, TradeEquilibrium)
        _require_same(solve(BASE, shock, PARAMETERS, tolerance=TOLERANCE), eq)


@pytest.mark.parametrize("closure", CLOSURES)
def test_no_more_than_a_chunk_is_taken_or_held(closure: Closure) -> None:
    taken: list[int] = []

    def shocks() -> Iterator[TradeShock]:
        for k in range(9):
            taken.append(k)
            yield _only_one_importer(BASE, k)

    held: list[weakref.ref[TradeEquilibrium]] = []
    draws = _draws(BASE, 3, 9)
    for k, eq in enumerate(solve_batch(BASE, shocks(), draws, closure, chunk=3)):
        assert isinstance(eq, TradeEquilibrium)
        assert len(taken) == 3 * (k // 3 + 1)
        held.append(weakref.ref(eq))
        del eq
        gc.collect()
        assert sum(ref() is not None for ref in held) <= 3


def test_unequal_numbers_and_no_chunk_are_refused() -> None:
    with pytest.raises(ScenarioError, match="as many shocks"):
        list(solve_batch(BASE, [random_shock(BASE, 1)] * 2, [PARAMETERS] * 3))
    with pytest.raises(ScenarioError, match="chunk is 0"):
        solve_batch(BASE, [random_shock(BASE, 1)], PARAMETERS, chunk=0)


@given(worlds, st.integers(0, 2**31), st.sampled_from(CLOSURES), st.sampled_from([0.0, 0.5]))
@settings(max_examples=15, deadline=None)
def test_a_warm_start_gives_the_same_answer(world: World, seed: int, closure: Closure, kappa: float) -> None:
    baseline = world.baseline()
    shock, parameters = random_shock(baseline, seed), random_parameters(baseline, seed, kappa)
    cold = solve(baseline, shock, parameters, closure, TOLERANCE)
    far = solve(baseline, _only_one_importer(baseline, seed), random_parameters(baseline, seed + 1), closure)
    _require_same(cold, solve(baseline, shock, parameters, closure, TOLERANCE, start=far))
    again = solve(baseline, shock, parameters, closure, 2 * TOLERANCE, start=cold)
    assert again.sweeps <= 2
    _require_same(cold, again)
