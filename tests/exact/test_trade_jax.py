"""JAX and NumPy say the same: equilibria and gradients from one residual, to 1e-10; skipped where JAX is absent."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jaxtyping
import numpy as np
import pytest

from strategies import make_baseline, random_baseline, random_parameters, random_shock
from westphalia.errors import NotConverged, UsageError
from westphalia.trade import jax_backend
from westphalia.trade.equilibrium import CLOSURES, Closure, TradeEquilibrium, TradeParameters, TradeShock
from westphalia.trade.gradient import gradient
from westphalia.trade.measure import real_income, trade_value, welfare
from westphalia.trade.solve import solve
from westphalia.world.load import load_baseline, load_elasticities

AGREE = 1e-10
FIELDS = ("wage_hat", "labour_hat", "price_hat", "cost_hat", "flow_new", "output_new", "revenue_new", "income_new")


@pytest.fixture
def jax() -> Iterator[Any]:
    """JAX, with array annotations unchecked: they name NumPy's arrays."""
    module = pytest.importorskip("jax", reason="JAX is not installed; it is the extra [jax]")
    jaxtyping.config.update("jaxtyping_disable", True)
    yield module
    jaxtyping.config.update("jaxtyping_disable", False)


def _agree(here: TradeEquilibrium, there: TradeEquilibrium | NotConverged) -> None:
    assert isinstance(there, TradeEquilibrium)
    for name in FIELDS:
        mine, theirs = getattr(here, name), getattr(there, name)
        assert np.abs(mine - theirs).max() <= AGREE * np.abs(mine).max(), name


VARIANTS: list[dict[str, Any]] = [{}, {"labour_supply": 0.5, "revenue": "income_tax"}]


@pytest.mark.parametrize(
    ("closure", "variant"), [(CLOSURES[0], VARIANTS[0]), (CLOSURES[1], VARIANTS[1]), (CLOSURES[2], {})]
)
def test_a_batch_agrees_with_solving_one_by_one(jax: Any, closure: Closure, variant: dict[str, Any]) -> None:
    baseline = random_baseline(21, 5, 3)
    parameters = replace(random_parameters(baseline, 21), **variant)
    shocks = [TradeShock(baseline.tariff), *(random_shock(baseline, seed) for seed in range(3))]
    found = jax_backend.solve_batch(baseline, shocks, parameters, closure, 1e-12)
    for shock, there in zip(shocks, found, strict=True):
        _agree(solve(baseline, shock, parameters, closure, 1e-12), there)


@pytest.mark.parametrize(
    "closure", [CLOSURES[1], *(pytest.param(closure, marks=pytest.mark.slow) for closure in CLOSURES[::2])]
)
def test_gradients_agree(jax: Any, closure: Closure) -> None:
    """Two ways through the conditions in reverse: by hand and by JAX; scale, labour supply, tax relief, an embargo."""
    baseline = random_baseline(22, 4, 3)
    parameters = random_parameters(baseline, 22)
    parameters = replace(parameters, labour_supply=0.5, revenue="income_tax", scale=0.3 / parameters.elasticity)
    shock = random_shock(baseline, 22)
    assert shock.iceberg_hat is not None
    shock.iceberg_hat[0, 1] = np.inf
    eq = solve(baseline, shock, parameters, closure, 1e-12)
    weights = np.random.default_rng(22).uniform(0, 1, baseline.flow.shape)
    for outcome in (welfare(weights[0, :, 0]), trade_value(weights)):
        by_hand, by_jax = gradient(eq, outcome), jax_backend.gradient(eq, outcome)
        for name in ("value", "tariff", "iceberg", "elasticity", "labour_supply"):
            mine, theirs = np.asarray(getattr(by_hand, name)), np.asarray(getattr(by_jax, name))
            assert np.abs(mine - theirs).max() <= AGREE * np.abs(mine).max(), name


def test_an_outcome_differentiated_by_jax(jax: Any) -> None:
    baseline = random_baseline(23, 4, 3)
    eq = solve(baseline, random_shock(baseline, 23), random_parameters(baseline, 23), tolerance=1e-12)
    weights = np.arange(1.0, 5.0)
    outcome = jax_backend.measure(
        "real income", lambda new: (weights * new.income_new / eq.income / new.consumer_price_hat).sum()
    )
    by_hand, by_jax = gradient(eq, real_income(weights)), gradient(eq, outcome)
    assert abs(by_hand.value - by_jax.value) <= AGREE
    assert np.abs(by_hand.tariff - by_jax.tariff).max() <= AGREE * np.abs(by_hand.tariff).max()
    paid = jax_backend.measure("imports with duty", lambda new: (new.flow_new * (1 + new.tariff_new)).sum())
    assert np.abs(paid.evaluate(eq)[1].tariff_new - eq.flow_new).max() <= AGREE * eq.flow_new.max()


@pytest.mark.slow
def test_eighty_countries_and_fifty_sectors(jax: Any) -> None:
    baseline = load_baseline("icio-2022")
    tariff, usa = baseline.tariff.copy(), baseline.axes.countries.index("USA")
    tariff[usa] += 0.2 * baseline.goods
    tariff[usa, usa] = 0.0
    parameters = TradeParameters(load_elasticities("fgo"), "FGO")
    here = solve(baseline, TradeShock(tariff), parameters, tolerance=1e-12)
    (there,) = jax_backend.solve_batch(baseline, [TradeShock(tariff)], parameters, tolerance=1e-12)
    _agree(here, there)
    outcome = real_income(np.eye(80)[usa])
    mine, theirs = gradient(here, outcome).tariff, jax_backend.gradient(here, outcome).tariff
    assert np.abs(mine - theirs).max() <= AGREE * np.abs(mine).max()


def test_a_batch_without_equilibrium_says_so(jax: Any) -> None:
    """A country with an imbalance, cut off: the others are solved, this one is a value that says why."""
    baseline = make_baseline(np.array([[80.0, 20.0, 3.0], [10.0, 80.0, 1.0], [1.0, 1.0, 50.0]])[:, :, None])
    closed = np.ones_like(baseline.flow)
    closed[2, :2] = closed[:2, 2] = np.inf
    four = TradeParameters(np.array([4.0]), "a round number")
    fine, failed = jax_backend.solve_batch(
        baseline, [TradeShock(baseline.tariff + 0.0), TradeShock(baseline.tariff, closed)], four
    )
    assert isinstance(fine, TradeEquilibrium)
    assert isinstance(failed, NotConverged)


def test_without_jax_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jax", None)
    baseline = random_baseline(24, 3, 2)
    shock, parameters = TradeShock(baseline.tariff), random_parameters(baseline, 24)
    with pytest.raises(UsageError, match=r"pip install 'westphalia\[jax\]'"):
        jax_backend.solve_batch(baseline, [shock], parameters)
    with pytest.raises(UsageError, match="JAX is not installed"):
        jax_backend.gradient(solve(baseline, shock, parameters), real_income(np.ones(3)))
