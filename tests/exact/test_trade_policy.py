"""Duties chosen by the model against closed forms, grid scans of its own welfare and unilateral moves."""

from dataclasses import replace
from types import SimpleNamespace
from typing import get_args

import numpy as np
import pytest

from strategies import make_baseline, random_baseline, random_parameters, random_shock
from westphalia.errors import NotConverged, ScenarioError
from westphalia.trade import policy
from westphalia.trade.equilibrium import CLOSURES, Closure, TradeEquilibrium, TradeParameters, TradeShock
from westphalia.trade.policy import Instrument, Variation, best_tariff, nash_tariffs
from westphalia.trade.response import FIRST_ORDER
from westphalia.trade.solve import no_shock, solve
from westphalia.trade.welfare import real_income_hat, welfare_hat
from westphalia.world.baseline import Baseline
from westphalia.world.load import load_baseline, load_elasticities

FOUR = TradeParameters(elasticity=np.array([4.0]), citation="a round number")
CLOSE = 1e-6


def _instrument(
    baseline: Baseline, codes: tuple[str, ...], by: Variation = "uniform", largest: float = 10.0
) -> Instrument:
    own = np.isin(baseline.axes.countries.labels, codes)
    return Instrument(own, ~own, baseline.goods, by, largest)


def _welfare(eq: TradeEquilibrium, instrument: Instrument) -> float:
    weights = eq.income * instrument.importers
    return float(weights @ welfare_hat(eq) / weights.sum())


def _under(shock: TradeShock, instrument: Instrument, rates: np.ndarray) -> TradeShock:
    tariff = np.where(instrument.cells, instrument.spread(rates), shock.tariff_new)
    return TradeShock(tariff, shock.iceberg_hat)


def _two_countries(foreign: float) -> Baseline:
    return make_baseline(np.array([[80.0, 20.0], [20.0, foreign]])[:, :, None])


def _home_share(eq: TradeEquilibrium, country: int) -> float:
    """At basic prices: what the country pays its own sellers in what it pays all sellers."""
    return float(eq.flow_new[country, country, 0] / eq.flow_new[country, :, 0].sum())


@pytest.mark.parametrize("foreign", [80.0, 400.0, 1e6])
def test_best_duty_between_two_countries(foreign: float) -> None:
    """Gros (1987): t = 1/(ε λ), λ the home share of the other country under that duty; 1/ε if it is large."""
    baseline = _two_countries(foreign)
    instrument = Instrument(np.array([True, False]), np.array([False, True]), np.array([True]))
    best = best_tariff(baseline, no_shock(baseline), FOUR, "balanced", instrument)
    assert abs(best.rates[0] - 1 / (4 * _home_share(best.equilibrium, 1))) <= CLOSE
    assert best.first_order_residual <= FIRST_ORDER
    if foreign == 1e6:
        assert abs(best.rates[0] - 0.25) <= 1e-4


def test_nash_duties_between_two_countries() -> None:
    """Each levies 1/(ε λ) of the other's home share; equal countries by hand: 26.9 per cent."""
    players = [Instrument(own, ~own, np.array([True])) for own in np.eye(2, dtype=bool)]
    for foreign in (80.0, 300.0):
        baseline = _two_countries(foreign)
        nash = nash_tariffs(baseline, no_shock(baseline), FOUR, "balanced", players)
        for k, rate in enumerate(nash.rates):
            assert abs(rate[0] - 1 / (4 * _home_share(nash.equilibrium, 1 - k))) <= CLOSE
        if foreign == 80.0:
            assert [round(float(rate[0]), 4) for rate in nash.rates] == [0.269, 0.269]
            assert max(nash.welfare_hat) < 1


@pytest.mark.parametrize(("country", "on_grid"), [("NZL", 0.25), ("GBR", 0.275)])
def test_a_small_country_and_the_grid(country: str, on_grid: float) -> None:
    """One sector, 194 countries, ε = 4: the exact optimum lies at the best grid point and beats it."""
    baseline = load_baseline("goods-2023-194")
    instrument = _instrument(baseline, (country,))
    best = best_tariff(baseline, no_shock(baseline), FOUR, "fixed_world_share", instrument)
    assert abs(best.rates[0] - on_grid) <= 0.0125
    grid = [
        _welfare(solve(baseline, _under(no_shock(baseline), instrument, np.array([rate])), FOUR), instrument)
        for rate in np.arange(0.15, 0.40, 0.025)
    ]
    assert best.welfare_hat >= max(grid) - 1e-10
    assert best.welfare_hat - max(grid) <= 1e-5


@pytest.mark.slow
def test_american_duties_beat_a_grid_on_eighty_countries_and_fifty_sectors() -> None:
    baseline = load_baseline("icio-2022")
    parameters = TradeParameters(load_elasticities("fgo"), "FGO")
    shock, uniform = no_shock(baseline), _instrument(baseline, ("USA",))
    best = best_tariff(baseline, shock, parameters, "fixed_world_share", uniform)
    start = best.equilibrium
    grid = []
    for rate in np.arange(0.0, 0.4, 0.05):
        start = solve(baseline, _under(shock, uniform, np.array([rate])), parameters, start=start)
        grid.append(_welfare(start, uniform))
    assert best.welfare_hat >= max(grid)
    assert abs(best.rates[0] - 0.05 * int(np.argmax(grid))) <= 0.05
    by_partner = _instrument(baseline, ("USA",), "partner")
    finer = best_tariff(baseline, shock, parameters, "fixed_world_share", by_partner)
    assert finer.rates.shape == (79,)
    assert finer.first_order_residual <= FIRST_ORDER
    assert finer.welfare_hat > best.welfare_hat
    assert finer.evaluations <= 40


@pytest.mark.parametrize(("by", "closure"), list(zip(get_args(Variation), CLOSURES, strict=True)))
def test_no_other_rates_are_better(by: Variation, closure: Closure) -> None:
    """In a random world with duties, costs and imbalances: a grid of uniform rates, single and joint moves."""
    seed = CLOSURES.index(closure)
    baseline = random_baseline(seed, 4, 4)
    parameters = replace(random_parameters(baseline, seed, 0.3 * seed), revenue="income_tax" if seed else "lump_sum")
    shock, rng = random_shock(baseline, seed), np.random.default_rng(seed)
    instrument = _instrument(baseline, ("C00",), by)
    best = best_tariff(baseline, shock, parameters, closure, instrument)
    others = [np.full(instrument.count, rate) for rate in np.arange(0.0, 1.5, 0.15)]
    others += [np.abs(best.rates + sign * move) for sign in (0.05, -0.05) for move in np.eye(instrument.count)]
    others += list(np.abs(best.rates + rng.normal(0, 0.1, (4, instrument.count))))
    for rates in others:
        other = solve(baseline, _under(shock, instrument, rates), parameters, closure, 1e-11, best.equilibrium)
        assert best.welfare_hat >= _welfare(other, instrument) - 1e-10
    assert (best.shock.tariff_new[~instrument.cells] == shock.tariff_new[~instrument.cells]).all()


@pytest.mark.slow
def test_a_country_whose_imports_others_pay_for_has_no_best_duty() -> None:
    """The US deficit of goods, a fixed share of world income: a top near 46 per cent, then a rise without end."""
    baseline = load_baseline("goods-2023-194")
    within = _instrument(baseline, ("USA",), largest=0.6)
    best = best_tariff(baseline, no_shock(baseline), FOUR, "fixed_world_share", within)
    assert 0.4 < best.rates[0] < 0.5
    assert best.first_order_residual <= FIRST_ORDER
    with pytest.raises(NotConverged, match="whose imports the others must go on paying for"):
        best_tariff(baseline, no_shock(baseline), FOUR, "fixed_world_share", _instrument(baseline, ("USA",)))
    balanced = best_tariff(baseline, no_shock(baseline), FOUR, "balanced", _instrument(baseline, ("USA",)))
    assert 0.2 < balanced.rates[0] < 0.3


def test_a_customs_union_has_one_outer_duty_and_none_inside() -> None:
    baseline = random_baseline(4, 5, 2, gaps=False)
    shock = random_shock(baseline, 4)
    own = np.array([True, True, False, False, False])
    union = Instrument(own, np.ones(5, dtype=bool), baseline.goods, "partner")
    best = best_tariff(baseline, shock, random_parameters(baseline, 4), "share_of_own_gdp", union)
    tariff, good = best.shock.tariff_new, np.flatnonzero(baseline.goods)[0]
    assert best.rates.shape == (3,)
    assert (tariff[:2, :2] == shock.tariff_new[:2, :2]).all()
    assert np.abs(tariff[:2, 2:, good] - best.rates).max() == 0
    assert (tariff[2:] == shock.tariff_new[2:]).all()


def test_a_limit_binds() -> None:
    """With a limit below the best duty the limit is taken, and nothing is left to gain within it."""
    baseline = _two_countries(80.0)
    own = np.array([True, False])
    low = best_tariff(
        baseline, no_shock(baseline), FOUR, "balanced", Instrument(own, ~own, np.array([True]), largest=0.1)
    )
    assert abs(low.rates[0] - 0.1) <= 1e-12
    assert low.first_order_residual == 0.0


@pytest.mark.slow
@pytest.mark.parametrize("closure", CLOSURES)
def test_nobody_gains_by_leaving_nash_duties(closure: Closure) -> None:
    seed = CLOSURES.index(closure)
    baseline = random_baseline(10 + seed, 4, 2)
    parameters, shock = random_parameters(baseline, seed), random_shock(baseline, seed)
    codes: list[tuple[str, ...]] = [("C00",), ("C01", "C02"), ("C03",)]
    kinds: list[Variation] = ["partner", "uniform", "sector"]
    players = [_instrument(baseline, code, by) for code, by in zip(codes, kinds, strict=True)]
    nash = nash_tariffs(baseline, shock, parameters, closure, players)
    rng = np.random.default_rng(seed)
    assert max(nash.first_order_residual) <= FIRST_ORDER
    for player, rates, reached in zip(players, nash.rates, nash.welfare_hat, strict=True):
        assert abs(_welfare(nash.equilibrium, player) - reached) <= 1e-12
        assert (nash.shock.tariff_new[player.cells] == player.spread(rates)[player.cells]).all()
        moves = [np.full(player.count, rate) for rate in np.arange(0.0, 1.5, 0.3)]
        moves += list(np.abs(rates + rng.normal(0, 0.05, (3, player.count))))
        for other in moves:
            world = solve(baseline, _under(nash.shock, player, other), parameters, closure, 1e-11, nash.equilibrium)
            assert _welfare(world, player) <= reached + 1e-10


def test_a_trade_war_costs_both_more_than_winning_it_gains() -> None:
    """Two equal countries: the one who taxes alone gains, both together lose."""
    baseline = _two_countries(80.0)
    players = [Instrument(own, ~own, np.array([True])) for own in np.eye(2, dtype=bool)]
    alone = best_tariff(baseline, no_shock(baseline), FOUR, "balanced", players[0])
    assert alone.welfare_hat > 1 > real_income_hat(alone.equilibrium)[1]
    war = nash_tariffs(baseline, no_shock(baseline), FOUR, "balanced", players)
    assert war.welfare_hat[0] < 1
    assert abs(war.welfare_hat[0] - war.welfare_hat[1]) <= CLOSE


def test_what_is_refused() -> None:
    baseline = _two_countries(80.0)
    own, good = np.array([True, False]), np.array([True])
    with pytest.raises(ScenarioError, match="no importer, exporter and sector left"):
        Instrument(own, own, good)
    with pytest.raises(ScenarioError, match="largest is -1"):
        Instrument(own, ~own, good, largest=-1.0)
    with pytest.raises(ScenarioError, match="by 'country' is not one of uniform, partner, sector"):
        Instrument.__post_init__(SimpleNamespace(by="country"))  # type: ignore[arg-type]
    with pytest.raises(ScenarioError, match="two players set the duty of importer 0 on exporter 1 in sector 0"):
        nash_tariffs(baseline, no_shock(baseline), FOUR, "balanced", [Instrument(own, ~own, good)] * 2)
    with pytest.raises(ScenarioError, match="no player"):
        nash_tariffs(baseline, no_shock(baseline), FOUR, "balanced", [])


def test_rounds_that_do_not_settle_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    baseline = _two_countries(300.0)
    players = [Instrument(own, ~own, np.array([True])) for own in np.eye(2, dtype=bool)]
    monkeypatch.setattr(policy, "MAX_ROUNDS", 1)
    with pytest.raises(
        NotConverged, match=r"after 1 rounds player . of 2 has a first-order residual of .*, wanted 1e-06"
    ):
        nash_tariffs(baseline, no_shock(baseline), FOUR, "balanced", players)
