"""One run: no lever, no change; ranges hold their centre; budgets meet the accounts."""

import numpy as np
import pytest

from westphalia.errors import ScenarioError
from westphalia.outcome import GOODS, SERVICES
from westphalia.scenario.levers import DefenceBudget, Tariff
from westphalia.scenario.schema import Scenario
from westphalia.simulate import Variant, all_variants, simulate

CENTRAL = Variant("fixed_world_share", "fgo", 5.0)


def _tariff(rate: float, target: str = "ALL", sectors: str = "goods") -> Scenario:
    lever = Tariff(imposer="USA", target=target, sectors=sectors, rate=rate, assumed="test")
    return Scenario(title="test", date="2024-11-11", levers=(lever,))


@pytest.fixture(scope="module")
def blanket():
    return simulate(_tariff(0.20), (CENTRAL, Variant("balanced", "broad", 1.5))).trade


def test_a_duty_of_zero_changes_nothing():
    trade = simulate(_tariff(0.0), (CENTRAL,)).trade
    assert np.abs(trade.real_income_hat - 1).max() < 1e-9
    assert np.abs(trade.exports_new - trade.exports).max() < 1e-6
    assert np.abs(trade.revenue_new - trade.revenue).max() < 1e-6


def test_no_levers_is_an_error_not_a_pass():
    with pytest.raises(ScenarioError, match="no levers"):
        simulate(Scenario(title="empty", date="2024-11-11"))


def test_all_variants_are_closures_times_elasticities_times_services():
    variants = all_variants()
    assert len(set(variants)) == 27
    assert variants[0] == CENTRAL


def test_every_effect_lies_inside_its_range(blanket):
    for country in ("GBR", "USA", "EU27", "CHN", "MEX"):
        for effect in blanket.effects(country):
            assert effect.low <= effect.value <= effect.high, (country, effect)


def test_goods_and_services_add_to_total_exports(blanket):
    for country in ("GBR", "EU27"):
        level, change = blanket.export_level, blanket.export_change
        total = level(country) * (1 + change(country))
        parts = sum(level(country, kind=k) * (1 + change(country, kind=k)) for k in (GOODS, SERVICES))
        assert np.abs(total - parts).max() < 1e-9


def test_sectors_add_to_the_partners(blanket):
    place = blanket.axes.countries.index("GBR")
    by_partner = blanket.exports_new[:, place].sum(axis=(1, 2))
    by_sector = blanket.sector_exports_new[:, place].sum(axis=1)
    assert np.abs(by_partner - by_sector).max() < 1e-9


def test_a_bloc_leaves_out_its_own_trade(blanket):
    members = blanket.group("EU27")
    assert len(members) == 27
    everything = blanket.exports[:, members].sum(axis=(1, 2, 3))
    inside = blanket.exports[:, members][:, :, members].sum(axis=(1, 2, 3))
    assert np.abs(blanket.export_level("EU27") - (everything - inside)).max() < 1e-9


def test_a_tariff_on_one_bloc_spares_the_others():
    trade = simulate(_tariff(0.35, "EU27"), (CENTRAL,)).trade
    goods_to_us = {c: trade.export_change(c, ("USA",), GOODS)[0] for c in ("DEU", "GBR", "MEX")}
    assert goods_to_us["DEU"] < -0.4
    assert goods_to_us["GBR"] > 0 and goods_to_us["MEX"] > 0


def test_goods_tariffs_leave_services_duties_alone(blanket):
    assert not blanket.goods[blanket.axes.sectors.index("B09")]
    assert (blanket.export_change("GBR", ("USA",), SERVICES) > 0).all()


def _budget(**changes):
    values = {
        "country": "GBR", "share": {2024: 0.0233, 2027: 0.025}, "definition": "nato", "edition": "NATO-2024-06",
        "price_basis": "nominal", "assumed": "test",
    }  # fmt: skip
    return Scenario(title="test", date="2024-11-11", levers=(DefenceBudget(**(values | changes)),))


def test_budget_extra_is_plan_minus_counterfactual():
    budget = simulate(_budget()).spending[0]
    last = budget.spending[0, -1]
    assert last == pytest.approx(0.025 * budget.gdp[-1])
    assert last - budget.extra["flat_cash"][0, -1] == pytest.approx(0.0233 * budget.gdp[0])
    assert last - budget.extra["constant_share"][0, -1] == pytest.approx(0.0233 * budget.gdp[-1])
    assert budget.currency == "GBP"


def test_no_date_is_one_path_for_each_date():
    budget = simulate(_budget(share={2024: 0.0233}, target=0.025, reached=(2027, 2029, 2032))).spending[0]
    assert budget.share.shape == (3, 12)
    for row, year in zip(budget.share, (2027, 2029, 2032), strict=True):
        assert row[year - 2024] == pytest.approx(0.025)
        assert row[year - 2025] < 0.025


def test_years_outside_the_macro_data_are_refused():
    unchecked = _budget().model_copy(update={"horizon": (2025, 2050)})
    with pytest.raises(ScenarioError, match="not all in the macro data"):
        simulate(unchecked)
