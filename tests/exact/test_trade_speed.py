"""What makes the solver fast, counted and not timed: sweeps, the steps they take, and what is computed only once."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from jaxtyping import Float

from strategies import make_baseline, random_baseline, random_parameters, random_shock
from westphalia.trade import jacobian
from westphalia.trade.batch import solve_batch
from westphalia.trade.conditions import State, conditions
from westphalia.trade.equilibrium import CLOSURES, Closure, TradeEquilibrium, TradeParameters, TradeShock
from westphalia.trade.jacobian import inverse_jacobian
from westphalia.trade.residual import distance
from westphalia.trade.search import no_change
from westphalia.trade.solve import no_shock, solve
from westphalia.trade.steps import closing_steps
from westphalia.trade.sweep import Sweeps, unpack
from westphalia.trade.system import System, build_batch, build_system
from westphalia.world.baseline import Baseline
from westphalia.world.load import load_baseline, load_elasticities, us_tariff_2apr2025

EU = (
    "AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV", "HUN",
    "IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE",
)  # fmt: skip


@cache
def _base() -> Baseline:
    return load_baseline("icio-2022")


@cache
def _parameters() -> TradeParameters:
    return TradeParameters(load_elasticities(), "fgo")


def _goods_abroad() -> Float[np.ndarray, "n i s"]:
    baseline = _base()
    return baseline.goods & ~np.eye(len(baseline.axes.countries), dtype=bool)[:, :, None]


def _united_states(rate: float) -> TradeShock:
    baseline = _base()
    usa = np.arange(len(baseline.axes.countries))[:, None, None] == baseline.axes.countries.index("USA")
    return TradeShock(baseline.tariff + rate * (_goods_abroad() & usa))


def _both_ways(rate: float) -> TradeShock:
    duty = _united_states(rate).tariff_new - _base().tariff
    return TradeShock(_base().tariff + duty + duty.transpose(1, 0, 2))


def _world_wide(rate: float) -> TradeShock:
    return TradeShock(_base().tariff + rate * _goods_abroad())


def _embargo() -> TradeShock:
    baseline = _base()
    russia, union = baseline.axes.countries.index("RUS"), baseline.axes.countries.indices(EU)
    closed = np.zeros(baseline.flow.shape, dtype=bool)
    closed[russia, union] = closed[union, russia] = True
    return TradeShock(baseline.tariff, np.where(closed & baseline.goods, np.inf, 1.0))


HARD: dict[str, tuple[Callable[[], TradeShock], Closure, int]] = {
    "US 20%": (lambda: _united_states(0.2), "fixed_world_share", 20),
    "US 100%": (lambda: _united_states(1.0), "fixed_world_share", 22),
    "US 1000%": (lambda: _united_states(10.0), "fixed_world_share", 22),
    "both ways 100%": (lambda: _both_ways(1.0), "fixed_world_share", 23),
    "world-wide 25%": (lambda: _world_wide(0.25), "fixed_world_share", 28),
    "world-wide 100%": (lambda: _world_wide(1.0), "balanced", 36),
    "world-wide 1000%": (lambda: _world_wide(10.0), "balanced", 45),
    "embargo": (lambda: _embargo(), "fixed_world_share", 20),
}


@pytest.mark.parametrize("name", HARD)
def test_hard_shocks_need_no_safeguard_and_few_sweeps(name: str) -> None:
    shock, closure, most = HARD[name]
    eq = solve(_base(), shock(), _parameters(), closure)
    assert eq.method == "Anderson"
    assert eq.residual <= 1e-9
    assert eq.walras_gap <= 1e-10
    assert eq.sweeps <= most


@pytest.mark.parametrize("elasticity", [1.5, 3.0, 8.0, 20.0])
def test_any_elasticity_needs_few_sweeps(elasticity: float) -> None:
    parameters = TradeParameters(np.full(len(_base().axes.sectors), elasticity), "one for all")
    eq = solve(_base(), _united_states(0.2), parameters)
    assert (eq.method, eq.sweeps <= 22) == ("Anderson", True)


def test_one_sector_of_194_countries_to_the_last_digits() -> None:
    baseline = load_baseline("goods-2023-194")
    schedule, countries = us_tariff_2apr2025(), baseline.axes.countries
    usa = countries.index("USA")
    tariff = np.zeros_like(baseline.flow)
    tariff[usa, :, 0] = [schedule[country] for country in countries.labels]
    tariff[usa, usa] = 0.0
    plain = TradeParameters(np.array([4.0]), "x")
    full = replace(plain, labour_supply=0.5, scale=np.array([0.67 / 4]), revenue="income_tax")
    for parameters in (plain, full):
        eq = solve(baseline, TradeShock(tariff), parameters, tolerance=1e-12)
        assert (eq.method, eq.sweeps <= 14) == ("Anderson", True)


def _world(closure: Closure, scale: float, labour_supply: float) -> System:
    """One sector, in which the Jacobian between countries is the Jacobian."""
    baseline = random_baseline(3, countries=4, sectors=1)
    parameters = replace(random_parameters(baseline, 1, labour_supply), scale=np.array([scale]))
    return build_system(baseline, no_shock(baseline), parameters, closure)


def _gaps(point: Float[np.ndarray, " z"], system: System) -> Float[np.ndarray, " z"]:
    """All gaps, with the numeraire in those of wages."""
    wage, *blocks = point.reshape(-1, len(system.base.value_added), 1)
    state = State(wage, blocks[0][None], blocks[1][None], blocks[2][None] if len(blocks) > 2 else None)
    found = conditions(state, system)
    weight = system.base.value_added / system.base.value_added.sum()
    gaps = [found.wage_gap + (weight * wage).sum(), found.price_gap, found.expenditure_gap]
    if found.output_gap is not None:
        gaps.append(found.output_gap)
    return np.concatenate([gap.ravel() for gap in gaps])


@pytest.mark.parametrize("closure", ["fixed_world_share", "share_of_own_gdp"])
@pytest.mark.parametrize("scale", [0.0, 0.05])
@pytest.mark.parametrize("labour_supply", [0.0, 0.4])
def test_jacobian_against_finite_differences(closure: Closure, scale: float, labour_supply: float) -> None:
    system = _world(closure, scale, labour_supply)
    inverse = inverse_jacobian(system).astype(float)
    assert ((system.elasticity * system.base.rivalry).sum(axis=0) > jacobian._FIRM).all()
    each = 1e-5 * np.eye(len(inverse))
    jacobian_found = np.stack([(_gaps(h, system) - _gaps(-h, system)) / 2e-5 for h in each], axis=1)
    assert np.abs(inverse @ jacobian_found - np.eye(len(inverse))).max() <= 1e-5


@pytest.mark.parametrize("scale", [0.0, 0.05])
@pytest.mark.parametrize("revenue", ["lump_sum", "income_tax"])
@pytest.mark.parametrize("importers", [0, 1, 4])
def test_a_sweep_in_place_is_the_conditions_and_their_steps(scale: float, revenue: str, importers: int) -> None:
    """Gaps to the last digit and steps in single precision, for the batch and for what is left of it."""
    baseline = random_baseline(5, countries=4, sectors=3)
    parameters = [
        replace(random_parameters(baseline, k, 0.4), scale=np.full(3, scale), revenue=revenue) for k in range(3)
    ]
    tariff = baseline.tariff + np.where(np.arange(4) < importers, 0.1, 0.0)[:, None, None]
    shocks = [TradeShock(tariff)] * 3
    system = build_batch(baseline, shocks, parameters, "share_of_own_gdp")
    sweeps, inverse = Sweeps.of(system), inverse_jacobian(system)
    points = 0.1 * np.random.default_rng(1).standard_normal((3, no_change(system).size))
    for kept in (np.arange(3), np.array([2, 0])):
        system, points = system.of_scenarios(kept), points[kept]
        sweeps = sweeps.of_scenarios(kept)
        found = conditions(unpack(points, system), system)
        step, far = sweeps.step(points)
        wanted = np.concatenate([each.reshape(-1, len(kept)) for each in closing_steps(found, system.base, inverse)])
        assert np.abs(far.residual / distance(found, system).residual - 1).max() <= 1e-12
        assert np.abs(far.gap / distance(found, system).gap - 1).max() <= 1e-12
        assert np.abs(step - wanted.T).max() <= 1e-5 * np.abs(wanted).max()


def test_a_country_that_hardly_trades_takes_no_giant_step() -> None:
    """Its Newton step on an error of one per cent would be a hundred logs long and more; it stays below one."""
    baseline = random_baseline(3, countries=4, sectors=1, inputs=False)
    flow = baseline.flow.copy()
    flow[0, 1:] *= 1e-4
    flow[1:, 0] *= 1e-4
    lonely = make_baseline(flow)
    system = build_system(lonely, no_shock(lonely), random_parameters(lonely, 1), "fixed_world_share")
    assert np.abs(0.01 * inverse_jacobian(system)).max() <= 1.0
    assert solve(lonely, random_shock(lonely, 1), random_parameters(lonely, 1)).method == "Anderson"


def test_the_jacobian_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    baseline = random_baseline(4, countries=3, sectors=2)
    parameters = random_parameters(baseline, 4)
    made = []
    make = jacobian._jacobian
    monkeypatch.setattr(jacobian, "_jacobian", lambda world: made.append(world) or make(world))
    for closure in CLOSURES[:2]:
        for rate in (0.1, 0.2, 0.3):
            solve(baseline, TradeShock(baseline.tariff + rate * (baseline.tariff > 0)), parameters, closure)
    assert len(made) == 2


def test_importers_that_change_nothing_share_their_rows() -> None:
    """Whatever the elasticities: a batch of draws stores rows of its own for the importer that changes duties only."""
    draws = [replace(_parameters(), elasticity=f * _parameters().elasticity) for f in (0.7, 1.0, 1.3)]
    system = build_batch(_base(), [_united_states(0.2)] * 3, draws, "fixed_world_share")
    for kernel in (system.net_kernel, system.duty_kernel):
        assert kernel.own is not None
        assert kernel.own.shape[:3] == (3, len(_base().axes.sectors), 1)
    assert np.shares_memory(system.net_kernel.shared, system.base.net_share)


def test_a_batch_takes_the_sweeps_of_its_scenarios() -> None:
    shocks = [_united_states(rate) for rate in (0.05, 0.2, 0.6)]
    for shock, eq in zip(shocks, solve_batch(_base(), shocks, _parameters()), strict=True):
        assert isinstance(eq, TradeEquilibrium)
        assert abs(eq.sweeps - solve(_base(), shock, _parameters()).sweeps) <= 1


def test_a_near_start_saves_sweeps() -> None:
    cold = solve(_base(), _united_states(0.2), _parameters())
    near = solve(_base(), _united_states(0.199), _parameters())
    assert solve(_base(), _united_states(0.2), _parameters(), start=near).sweeps <= cold.sweeps - 3
