"""Year by year: dates, ramps and growing elasticities, each year against a direct solution."""

from functools import cache

import numpy as np
import pytest

from westphalia.outcome import TradeOutcome, TradePath, Variant
from westphalia.scenario.levers import Tariff, TradeCost
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shock import compiled
from westphalia.simulate import settled, simulate
from westphalia.simulate.runs import trade_parameters
from westphalia.trade.equilibrium import CLOSURES, TradeParameters
from westphalia.trade.solve import solve
from westphalia.world.horizon import adjustment
from westphalia.world.load import load_baseline

BASE = "goods-2023-194"
CENTRAL = Variant("fixed_world_share", "broad", 5.0)


def _scenario(**changes: object) -> Scenario:
    lever = {"imposer": "USA", "target": "ALL", "rate": 0.2, "assumed": "test", "from": 2027} | changes
    return Scenario(title="test", date="2024-11-11", base=BASE, horizon=(2025, 2035), levers=(Tariff(**lever),))


@cache
def _trade(**changes: object) -> TradeOutcome:
    trade = simulate(_scenario(**changes), tuple(Variant(c, "broad", 5.0) for c in CLOSURES)).trade
    assert trade is not None
    return trade


def _path(**changes: object) -> TradePath:
    path = _trade(**changes).path
    assert path is not None
    return path


def test_nothing_happens_before_the_first_year_and_after_the_last() -> None:
    path = _path(until=2030)
    moved = np.abs(path.by_year(path.income_change("USA")))
    quiet = (path.years < 2027) | (path.years > 2030)
    assert moved[:, quiet].max() < 1e-9
    assert moved[:, ~quiet].min() > 1e-4


def test_each_year_is_the_world_of_its_duties_and_elasticities() -> None:
    scenario, baseline, long_run = _scenario(ramp=2), load_baseline(BASE), trade_parameters(CENTRAL, _scenario())
    path = _path(ramp=2)
    for year, rate in ((2027, 0.1), (2028, 0.2), (2031, 0.2)):
        share = adjustment(year - 2027)
        shock = compiled(scenario, baseline, share * long_run.elasticity, year, _trade(ramp=2).decisions).shock
        usa, gbr = (baseline.axes.countries.index(c) for c in ("USA", "GBR"))
        assert shock.tariff_new[usa, gbr, 0] - baseline.tariff[usa, gbr, 0] == pytest.approx(rate)
        eq = solve(baseline, shock, TradeParameters(share * long_run.elasticity, "test"), "share_of_own_gdp")
        place = path.closures.index("share_of_own_gdp"), int(np.flatnonzero(path.years == year)[0])
        direct = eq.income_new / eq.income / eq.consumer_price_hat
        assert path.by_year(path.income_change("MEX"))[place] == pytest.approx(
            direct[baseline.axes.countries.index("MEX")] - 1, abs=1e-8
        )


def test_the_last_year_is_the_settled_world() -> None:
    trade = _trade(**{"from": 2025})
    path = _path(**{"from": 2025})
    assert path.adjustment[-1] == 1
    for closure in CLOSURES:
        settled_run = [v.closure for v in trade.variants].index(closure)
        last = path.by_year(path.export_change("GBR"))[path.closures.index(closure), -1]
        assert last == pytest.approx(trade.export_change("GBR")[settled_run], abs=1e-7)


def test_buyers_switch_less_at_first() -> None:
    path = _path()
    to_usa = path.by_year(path.export_change("DEU", ("USA",)))[:, path.years >= 2028]
    assert (np.diff(to_usa) < 0).all()
    assert path.adjustment[path.years == 2028] < 0.5


def test_a_trade_effect_is_one_of_the_long_run() -> None:
    """What it costs stands; in the first year 38% of it is felt at given prices, not all of it."""
    lever = TradeCost(imposer="USA", target="CHN", trade_effect=-1.0, assumed="test", **{"from": 2025})
    scenario = Scenario(title="test", date="2024-11-11", base=BASE, horizon=(2025, 2035), levers=(lever,))
    trade = simulate(scenario, (CENTRAL,)).trade
    assert trade is not None
    assert trade.path is not None
    to_china = trade.path.by_year(trade.path.export_change("USA", ("CHN",)))[0]
    assert -0.45 < to_china[0] < -0.15
    assert to_china[-1] < -0.5


def test_settled_has_no_path() -> None:
    trade = settled(_scenario(), (CENTRAL,)).trade
    assert trade is not None
    assert trade.path is None
    assert trade.settled_year == 2035
