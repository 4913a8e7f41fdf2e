"""The trade model where the answer is known on paper."""

import numpy as np
import pytest

from strategies import make_baseline, random_baseline, random_parameters
from westphalia.trade.accounts import export_volume_new, exports
from westphalia.trade.equilibrium import CLOSURES, Closure, TradeParameters, TradeShock
from westphalia.trade.solve import no_shock, purged, solve
from westphalia.trade.welfare import (
    acr_log_wage,
    autarky_loss,
    log_real_wage_hat,
    real_income_hat,
    welfare_hat,
)
from westphalia.world.load import BASES, load_baseline, load_elasticities

FOUR = TradeParameters(elasticity=np.array([4.0]), citation="a round number")


def _embargo_on_all(flow: np.ndarray, tariff: np.ndarray) -> TradeShock:
    home = np.eye(len(flow), dtype=bool)[:, :, None]
    return TradeShock(tariff, np.broadcast_to(np.where(home, 1.0, np.inf), flow.shape).copy())


@pytest.mark.parametrize("closure", CLOSURES)
def test_two_equal_countries_as_on_the_page(closure: Closure) -> None:
    """The worked example of docs/trade.md: a fifth of spending abroad, both levy 25 per cent, elasticity 4."""
    baseline = make_baseline(np.array([[80.0, 20.0], [20.0, 80.0]])[:, :, None])
    duty = np.array([[0.0, 0.25], [0.25, 0.0]])[:, :, None]
    eq = solve(baseline, TradeShock(duty), FOUR, closure, tolerance=1e-13)
    phi = 0.8 + 0.2 * 1.25**-4
    abroad = 0.2 * 1.25**-4 / phi
    income = 100 / (1 - 0.2 * abroad)
    assert np.abs(eq.wage_hat - 1).max() <= 1e-12
    assert np.abs(eq.consumer_price_hat - phi**-0.25).max() <= 1e-12
    assert np.abs(eq.income_new - income).max() <= 1e-10
    assert np.abs(eq.revenue_new - 0.2 * abroad * income).max() <= 1e-10
    assert np.abs(eq.flow_new[0, 1, 0] - abroad * income / 1.25) <= 1e-10
    printed = [eq.consumer_price_hat[0], eq.income_new[0], real_income_hat(eq)[0], eq.flow_new[0, 1, 0]]
    assert [round(float(x), 4) for x in printed] == [1.0319, 101.8929, 0.9874, 7.5717]


@pytest.mark.parametrize("base", BASES)
def test_no_shock_moves_no_base(base: str) -> None:
    baseline = load_baseline(base)
    parameters = TradeParameters(load_elasticities("broad", base=base), "broad groups")
    eq = solve(baseline, no_shock(baseline), parameters, tolerance=1e-12)
    assert eq.sweeps == 1
    assert eq.residual <= 1e-12
    for x_hat in (eq.wage_hat, eq.price_hat, eq.labour_hat, eq.cost_hat, real_income_hat(eq), welfare_hat(eq)):
        assert np.abs(x_hat - 1).max() <= 1e-12
    assert np.abs(eq.flow_new - baseline.flow).max() <= 1e-12 * baseline.flow.max()


@pytest.mark.parametrize("closure", CLOSURES)
def test_the_implied_equation_holds(closure: Closure) -> None:
    baseline = load_baseline("icio-2022")
    tariff = baseline.tariff.copy()
    usa = baseline.axes.countries.index("USA")
    tariff[usa] += 0.2 * baseline.goods
    tariff[usa, usa] = 0.0
    parameters = TradeParameters(load_elasticities("fgo"), "FGO")
    eq = solve(baseline, TradeShock(tariff), parameters, closure)
    assert eq.residual <= 1e-9
    assert eq.walras_gap <= 1e-10
    assert np.abs(eq.transfer_new.sum()) <= 1e-9
    assert np.isfinite(eq.flow_new).all()


@pytest.mark.parametrize("inputs", [False, True])
def test_embargo_on_everything_is_autarky(inputs: bool) -> None:
    baseline = random_baseline(11, countries=4, sectors=3, duties=False, inputs=inputs, gaps=False)
    parameters = random_parameters(baseline, 5)
    balanced = purged(baseline, parameters)
    eq = solve(baseline, _embargo_on_all(baseline.flow, baseline.tariff), parameters, "balanced", tolerance=1e-12)
    loss = autarky_loss(balanced, parameters.elasticity)
    assert loss.defined.all()
    assert np.abs(real_income_hat(eq) - (1 - loss.values)).max() <= 1e-10
    assert exports(eq.flow_new).max() == 0.0


def test_autarky_loss_without_inputs_is_the_product_of_home_shares() -> None:
    baseline = random_baseline(3, countries=5, sectors=3, inputs=False, gaps=False)
    elasticity = np.array([3.0, 5.0, 8.0])
    home = np.arange(5)
    by_hand = 1 - np.prod(baseline.trade_share[home, home] ** (baseline.final_share / elasticity), axis=1)
    assert np.abs(autarky_loss(baseline, elasticity).values - by_hand).max() <= 1e-14


def test_autarky_is_not_defined_where_a_good_is_not_made() -> None:
    baseline = load_baseline("icio-2022-raw")
    loss = autarky_loss(baseline, load_elasticities("fgo"))
    home = np.arange(len(loss.defined))
    unmade = (baseline.flow[home, home] == 0) & (baseline.expenditure > 0)
    assert unmade.sum() == 41
    assert (loss.defined == ~unmade.any(axis=1)).all()
    assert np.isnan(loss.values[~loss.defined]).all()
    assert ((loss.values[loss.defined] > 0) & (loss.values[loss.defined] < 1)).all()


def test_home_shares_give_the_real_wage_under_iceberg_changes() -> None:
    """Arkolakis, Costinot & Rodríguez-Clare (2012) with inputs, on the base of 80 countries and 50 sectors."""
    baseline = load_baseline("icio-2022-raw")
    parameters = TradeParameters(load_elasticities("fgo"), "FGO")
    rng = np.random.default_rng(2012)
    iceberg = rng.lognormal(0.0, 0.1, baseline.flow.shape)
    home = np.arange(len(iceberg))
    iceberg[home, home] = 1.0
    eq = solve(baseline, TradeShock(baseline.tariff, iceberg), parameters, tolerance=1e-11)
    closed_form = acr_log_wage(eq)
    assert closed_form.defined.sum() == 59
    difference = (closed_form.values - log_real_wage_hat(eq))[closed_form.defined]
    assert np.abs(difference).max() <= 9e-11


@pytest.mark.parametrize(("country", "best"), [("NZL", 0.25), ("GBR", 0.275)])
def test_best_uniform_tariff_of_a_small_country_is_near_one_over_the_elasticity(country: str, best: float) -> None:
    """One sector, 194 countries, elasticity 4: 1/ε = 0.25; on a grid of 0.025."""
    baseline = load_baseline("goods-2023-194")
    n = baseline.axes.countries.index(country)
    grid = np.arange(0.15, 0.40, 0.025)
    gain = []
    for rate in grid:
        tariff = baseline.tariff.copy()
        tariff[n] = rate
        tariff[n, n] = 0.0
        gain.append(real_income_hat(solve(baseline, TradeShock(tariff), FOUR))[n])
    assert abs(grid[int(np.argmax(gain))] - best) < 1e-9


def test_volumes_are_flows_over_the_prices_of_the_exporter() -> None:
    baseline = make_baseline(np.array([[80.0, 20.0], [20.0, 80.0]])[:, :, None])
    eq = solve(baseline, TradeShock(np.array([[0.0, 0.3], [0.0, 0.0]])[:, :, None]), FOUR)
    assert np.abs(eq.cost_hat[:, 0] - eq.wage_hat).max() <= 1e-12
    assert abs(export_volume_new(eq)[0, 1, 0] - eq.flow_new[1, 0, 0] / eq.wage_hat[0]) <= 1e-12
    assert (np.diagonal(exports(eq.flow_new)[:, :, 0]) == 0).all()


def test_chosen_hours_follow_the_real_wage() -> None:
    """Without duties and imbalances L̂ = (ŵ/P̂)^κ, and welfare, like income, moves by (ŵ/P̂)^(1+κ)."""
    baseline = random_baseline(8, countries=3, sectors=1, duties=False, inputs=False)
    home = np.eye(3, dtype=bool)[:, :, None]
    shock = TradeShock(baseline.tariff, np.where(home, 1.0, 0.8))
    parameters = TradeParameters(np.array([4.0]), "a round number", labour_supply=0.5)
    eq = solve(baseline, shock, parameters, "balanced", tolerance=1e-12)
    real_wage = eq.wage_hat / eq.consumer_price_hat
    assert (real_wage > 1.01).all()
    assert np.abs(eq.labour_hat - real_wage**0.5).max() <= 1e-10
    assert np.abs(welfare_hat(eq) - real_wage**1.5).max() <= 1e-9
