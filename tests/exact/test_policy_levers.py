"""Levers that cost money, compiled by hand: what each adds to spending, of whom, in which year."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from westphalia.outcome import Outcome
from westphalia.outcome.annual import AnnualOutcome
from westphalia.outcome.autonomy import KEYS
from westphalia.report.needs import needs_json, needs_lines, needs_table
from westphalia.scenario.files import load_scenario, read_scenario
from westphalia.scenario.limits import years_of
from westphalia.scenario.schema import Scenario
from westphalia.scenario.starts import edition_share
from westphalia.simulate import simulate
from westphalia.simulate.rates import units_per_national
from westphalia.world.countries import members
from westphalia.world.economies import macro
from westphalia.world.forces import personnel

OUTLOOK = "WEO-2025-10"
WRITTEN = {"definition": "nato", "edition": "NATO-2024-06", "price_basis": "nominal", "assumed": "test"}
UK = {"kind": "defence_budget", "country": "GBR", "share": {2024: 0.0233, 2027: 0.0263}, **WRITTEN}
SUM = {"kind": "autonomy", "members": "EU_NATO", "amount": 250.0, "from": 2026, "ramp": 4, "assumed": "test"}
MEN = {"kind": "force", "deployed": 5000, "contributors": ["GBR"], "willingness": 1.0, "from": 2026, "assumed": "test"}
GIFT = {"kind": "aid", "donor": "GBR", "share": 0.001, "form": "military", "from": 2026, "assumed": "test"}


def _ran(*levers: Mapping[str, Any], **fields: Any) -> Outcome:
    return simulate(read_scenario({"title": "A", "date": "2025-01-02", "levers": list(levers), **fields}))


def _accounts(*levers: Mapping[str, Any], **fields: Any) -> AnnualOutcome:
    annual = _ran(*levers, **fields).annual
    assert annual is not None
    return annual


def _extra(annual: AnnualOutcome, lever: int, country: str, year: int) -> float:
    """Extra of one lever over GDP, the same in every case."""
    spending = annual.shocks[lever].spending
    assert spending is not None
    values = spending.extra[:, annual.place(country), year - int(annual.years[0])]
    assert np.ptp(values) <= 1e-15
    return float(values[0])


def _gdp(country: str, year: int) -> float:
    return macro(country).at("gdp_nac_bn", year)


def _prices(country: str, year: int, base: int) -> float:
    return macro(country).at("deflator", year) / macro(country).at("deflator", base)


def _per_euro(country: str, year: int) -> float:
    return float(1 / units_per_national(country, "EUR", OUTLOOK, np.array([year]))[0])


def test_a_budget_adds_what_lies_above_a_constant_share() -> None:
    annual = _accounts(UK)
    found = [_extra(annual, 0, "GBR", year) for year in (2024, 2025, 2026, 2027, 2035)]
    np.testing.assert_allclose(found, [0.0, 0.001, 0.002, 0.003, 0.003], rtol=0, atol=1e-15)


@pytest.mark.parametrize("prices", ["nominal", "constant"])
def test_each_counterfactual_by_hand(prices: str) -> None:
    """In constant prices the sums are others, the fractions of GDP the same."""
    growth = _gdp("GBR", 2026) / _gdp("GBR", 2024)
    expected = {
        "constant_share": 0.0253 - 0.0233,
        "flat_cash": 0.0253 - 0.0233 / growth,
        "flat_real": 0.0253 - 0.0233 / growth * _prices("GBR", 2026, 2024),
        "previous_plan": 0.0253 - (0.0233 + 0.0009 * 2 / 3),
    }
    for against, extra in expected.items():
        lever = {**UK, "against": against, "previous": {2027: 0.0242}, "price_basis": prices}
        assert _extra(_accounts(lever), 0, "GBR", 2026) == pytest.approx(extra, abs=1e-15)


def test_constant_prices_are_those_of_the_starting_year() -> None:
    (nominal,), (constant,) = (_ran({**UK, "price_basis": p}).spending for p in ("nominal", "constant"))
    assert constant.spending[0, 0] == nominal.spending[0, 0] == pytest.approx(0.0233 * _gdp("GBR", 2024), rel=1e-14)
    expected = 0.0263 * _gdp("GBR", 2027) / _prices("GBR", 2027, 2024)
    assert constant.spending[0, 3] == pytest.approx(expected, rel=1e-14)
    assert set(constant.rates["USD"]) == {nominal.rates["USD"][0]}


def test_every_date_of_arrival_is_a_case_of_its_own() -> None:
    lever = {**UK, "share": {2024: 0.0233}, "target": 0.0263, "reached": [2027, 2030]}
    annual = _accounts(lever)
    extra = {case.dates: annual.extra[v, 0, 3] for v, case in enumerate(annual.cases) if case.setting == "central"}
    assert extra == pytest.approx({(2027,): 0.003, (2030,): 0.0015}, abs=1e-15)
    assert annual.spread(annual.change("extra", "GBR"))[0][3] == pytest.approx(0.00225, abs=1e-15)


def test_a_member_of_a_group_starts_as_the_country_alone_does() -> None:
    path = {"kind": "defence_budget", "target": 0.05, "reached": 2032, **WRITTEN}
    (group,) = _ran({**path, "country": "NATO"}).budgets
    together = {one.country: one for one in group.members}
    for code in ("DEU", "POL", "TUR", "USA"):
        (alone,) = _ran({**path, "country": code}).spending
        np.testing.assert_array_equal(alone.share, together[code].share)
        np.testing.assert_array_equal(alone.extra["constant_share"], together[code].extra["constant_share"])
    assert together["DEU"].share[0, [0, 4, 8]] == pytest.approx([0.0212, 0.0356, 0.05], abs=1e-15)


def test_the_total_of_a_group_is_that_of_its_members_in_one_currency() -> None:
    (group,) = _ran({"kind": "defence_budget", "country": "USMCA", "target": 0.05, "reached": 2030, **WRITTEN}).budgets
    assert [code for code, _ in group.left_out] == ["MEX"]
    dollars = [0.05 * macro(code).at("gdp_usd_bn", 2030) for code in ("CAN", "USA")]
    assert group.total("spending", "USD", 2030)[0] == pytest.approx(sum(dollars), rel=1e-12)


def test_who_is_above_the_target_stays_unless_the_path_is_meant_to_fall() -> None:
    path = {"kind": "defence_budget", "country": "NATO", "target": 0.03, "reached": 2030, **WRITTEN}
    for lower, poland in ((False, 0.0412), (True, 0.03)):
        (group,) = _ran({**path, "lower": lower}).budgets
        share = next(one.share for one in group.members if one.country == "POL")
        assert share[0, [0, -1]] == pytest.approx([0.0412, poland], abs=1e-15)


def test_a_cut_is_a_negative_extra() -> None:
    annual = _accounts({**UK, "share": {2024: 0.0233, 2026: 0.02}, "lower": True})
    assert _extra(annual, 0, "GBR", 2030) == pytest.approx(-0.0033, abs=1e-15)
    assert (annual.path.debt[:, 0, -1] < annual.baseline.debt[0, -1]).all()


def test_a_sum_is_shared_by_gdp_of_the_year_of_the_shares_and_rises_in_steps() -> None:
    annual = _accounts(SUM)
    euros = {code: _gdp(code, 2024) / _per_euro(code, 2024) for code in members("EU_NATO")}
    for year, strength in ((2025, 0.0), (2026, 0.25), (2029, 1.0), (2035, 1.0)):
        for code in ("DEU", "POL", "SWE"):
            paid = 250.0 * euros[code] / sum(euros.values()) * _per_euro(code, year)
            expected = strength * paid / _gdp(code, year)
            assert _extra(annual, 0, code, year) == pytest.approx(expected, rel=1e-12)


def test_shares_and_gdp_are_of_the_year_most_allies_have_and_who_lacks_it_is_named() -> None:
    """The edition of August 2025 has most allies in 2025 and Germany to 2024 only."""
    (shared,) = _ran({**SUM, "edition": "NATO-2025-08"}).autonomy
    assert shared.year == 2025
    assert ("DEU", "Germany has no share for 2025 in NATO-2025-08") in shared.left_out
    assert "DEU" not in shared.allies
    assert len(shared.allies) == 11
    poland = shared.allies.index("POL")
    assert shared.share[poland] == edition_share("POL", "NATO-2025-08", 2025).share  # type: ignore[union-attr]
    assert shared.gdp[poland] == pytest.approx(_gdp("POL", 2025) / _per_euro("POL", 2025), rel=1e-12)
    (union,) = [one for one in shared.perimeters if one.code == "EU_NATO"]
    assert "DEU" in union.unmeasured
    assert union.gap(0.035) == pytest.approx(shared.gap.sum(), rel=1e-12)
    assert union.rise(0.01) == pytest.approx(0.01 * union.gdp.sum(), rel=1e-12)


def test_the_verdict_and_the_tables_name_one_year_of_shares() -> None:
    (shared,) = _ran({**SUM, "edition": "NATO-2025-08"}).autonomy
    (line,) = needs_lines(shared)
    assert "GDP of 2025" in line
    assert "GDP and shares of 2025" in needs_table(shared, "x").note
    assert needs_json(shared)["year"] == 2025


def test_debt_in_common_is_in_no_members_own() -> None:
    alone, half, whole = (_accounts({**SUM, "common": common}) for common in (0.0, 0.5, 1.0))
    np.testing.assert_array_equal(alone.extra, half.extra)
    np.testing.assert_array_equal(alone.path.gdp_change, whole.path.gdp_change)
    for annual, own in ((alone, 1.0), (half, 0.5), (whole, 0.0)):
        np.testing.assert_allclose(annual.path.balance_channels["spending"], -own * annual.extra, rtol=0, atol=1e-16)
    assert (whole.path.debt <= half.path.debt).all()
    assert (half.path.debt <= alone.path.debt).all()


def test_taxes_and_cuts_pay_for_their_part() -> None:
    annual = _accounts({**UK, "financing": {"debt": 0.2, "tax": 0.5, "cuts": 0.3}, "cuts_from": "aid"})
    (shock,) = annual.shocks
    assert shock.spending is not None
    assert (shock.spending.debt, shock.spending.tax, shock.spending.cuts) == (0.2, 0.5, 0.3)
    by_setting = dict(zip((case.setting for case in annual.cases), shock.spending.cuts_multiplier, strict=True))
    assert by_setting == {
        "low": 0.2, "central": 0.1, "high": 0.0, "budget feels less": 0.1, "budget feels more": 0.1,
    }  # fmt: skip


def test_soldiers_cost_what_they_cost_in_the_year_of_the_prices() -> None:
    """5,000 at 0.4m and 1bn to set up: 3bn euros of 2024 in the first year, then 2bn, dearer with prices at home."""
    annual = _accounts({**MEN, "set_up": 1.0, "until": 2028})
    for year, bn in ((2025, 0.0), (2026, 3.0), (2027, 2.0), (2028, 2.0), (2029, 0.0)):
        expected = bn * _per_euro("GBR", 2024) * _prices("GBR", year, 2024) / _gdp("GBR", year)
        assert _extra(annual, 0, "GBR", year) == pytest.approx(expected, rel=1e-12)


def test_what_nobody_sends_is_missing_and_costs_nobody() -> None:
    army = personnel("GBR")
    ceiling = 0.1 * ((army.land_forces or 0) - (army.committed or 0)) / 4
    full = {**MEN, "set_up": 1.0}
    short = {**full, "willingness": 0.1}
    (force,) = _ran(short).forces
    assert force.sends.tolist() == pytest.approx([ceiling])
    assert force.short == pytest.approx(5000 - ceiling)
    for year in (2026, 2027):
        ratio = _extra(_accounts(short), 0, "GBR", year) / _extra(_accounts(full), 0, "GBR", year)
        assert ratio == pytest.approx(ceiling / 5000, rel=1e-12)


def test_aid_is_a_share_of_gdp_or_a_sum_by_gdp() -> None:
    assert _extra(_accounts(GIFT), 0, "GBR", 2027) == 0.001
    gift = {**GIFT, "donor": "EU27", "amount": 20.0, "ramp": 2}
    del gift["share"]
    annual = _accounts(gift)
    for year, euros in ((2026, 10.0), (2027, 20.0), (2030, 20.0)):
        gdp = sum(_gdp(code, year) / _per_euro(code, year) for code in members("EU27"))
        for code in ("AUT", "POL"):
            assert _extra(annual, 0, code, year) == pytest.approx(euros / gdp, rel=1e-12)


def test_money_abroad_moves_no_output_and_is_debt_in_full() -> None:
    annual = _accounts({**GIFT, "form": "money"})
    assert not annual.path.gdp_change.any()
    np.testing.assert_allclose(annual.path.primary_balance - annual.baseline.primary_balance, -annual.extra, atol=1e-16)


@pytest.mark.parametrize("lever", [{**SUM, "members": "NATO_EUROPE"}, MEN, GIFT], ids=["autonomy", "force", "aid"])
def test_inside_a_budget_adds_nothing_and_says_so_on_top_adds(lever: Mapping[str, Any]) -> None:
    alone = _extra(_accounts(lever), 0, "GBR", 2027)
    inside, on_top = (_accounts(UK, {**lever, "counted": counted}) for counted in ("inside_budget", "on_top"))
    assert alone > 0
    assert _extra(inside, 1, "GBR", 2027) == 0
    assert _extra(on_top, 1, "GBR", 2027) == pytest.approx(alone, rel=1e-12)
    kind = lever["kind"]
    held = "counted inside the defence spending the scenario sets for the United Kingdom; it adds nothing there"
    assert [note for note in inside.notes if "counted inside" in note] == [f"{kind}: {held}"]
    assert on_top.notes == ()


def test_what_is_larger_than_the_rise_that_holds_it_is_said_where_and_by_how_much() -> None:
    """0.1% of GDP of aid fits into a rise of 0.3% from 2027 on, not into one of 0.05%."""
    small = {**UK, "share": {2024: 0.0233, 2027: 0.0238}}
    fits = _accounts(UK, {**GIFT, "from": 2027})
    (note,) = (n for n in _accounts(small, {**GIFT, "from": 2027}).notes if "more than the rise" in n)
    assert not any("more than the rise" in n for n in fits.notes)
    assert "in the United Kingdom; most in the United Kingdom in 20" in note
    assert "0.10% against 0.05% of GDP" in note


def test_a_force_and_aid_are_parts_of_a_shared_sum_and_are_not_added_to_it() -> None:
    lone = _accounts(UK, {**SUM, "members": "NATO_EUROPE"})
    both = _accounts(UK, {**SUM, "members": "NATO_EUROPE"}, GIFT, MEN)
    assert lone.notes[-1] == both.notes[-1]


def test_who_has_no_budget_in_the_scenario_pays_in_full() -> None:
    alone, beside = _accounts({**SUM, "members": "NATO_EUROPE"}), _accounts(UK, {**SUM, "members": "NATO_EUROPE"})
    assert _extra(beside, 1, "DEU", 2030) == _extra(alone, 0, "DEU", 2030)


def test_money_is_never_inside_a_defence_budget() -> None:
    annual = _accounts(UK, {**GIFT, "form": "money"})
    assert _extra(annual, 1, "GBR", 2027) == 0.001
    assert annual.notes == ()


def test_a_loan_of_the_eu_saves_the_difference_of_the_rates() -> None:
    """15bn over five years at 1%: a stock of 3, 6, 9 … bn, and next year the saving on it."""
    lever = {**UK, "country": "POL", "share": {2024: 0.0412, 2027: 0.045}}
    loan = {"amount": 15.0, "rate": 0.01, "from": 2026, "until": 2030}
    plain, lent = _accounts(lever), _accounts({**lever, "eu_loan": loan})
    assert not plain.path.interest_saved.any()
    interest, growth = plain.baseline.interest[0], plain.path.growth[:, 0]
    for year, stock in ((2026, 0.0), (2027, 3.0), (2029, 9.0), (2031, 15.0), (2035, 15.0)):
        t = year - 2024
        over_gdp = stock * _per_euro("POL", year - 1) / plain.path.gdp[:, 0, t - 1]
        expected = (interest[t] - 0.01) / (1 + growth[:, t]) * over_gdp
        np.testing.assert_allclose(lent.path.interest_saved[:, 0, t], expected, rtol=1e-12, atol=1e-18)
    np.testing.assert_array_equal(lent.path.gdp_change, plain.path.gdp_change)
    assert (lent.path.debt[:, 0, -1] < plain.path.debt[:, 0, -1]).all()


def test_a_loan_never_exceeds_what_is_on_debt() -> None:
    lever = {**UK, "country": "EST", "share": {2024: 0.0343, 2027: 0.035}, "financing": {"debt": 0.5, "tax": 0.5}}
    small, large = (
        _accounts({**lever, "eu_loan": {"amount": amount, "rate": 0.0, "from": 2026, "until": 2030}})
        for amount in (100.0, 150.0)
    )
    np.testing.assert_array_equal(small.path.interest_saved, large.path.interest_saved)
    (shock,) = small.shocks
    assert shock.spending is not None
    assert shock.spending.lent is not None
    borrowed = np.cumsum(0.5 * small.extra[0, 0] * small.baseline.gdp[0])
    np.testing.assert_allclose(shock.spending.lent[0, 0, 2:], (borrowed / small.baseline.gdp[0])[2:], rtol=1e-12)


def test_a_force_inside_a_sum_shared_by_its_senders_adds_nothing() -> None:
    annual = _accounts({**SUM, "members": "NATO_EUROPE"}, MEN)
    assert _extra(annual, 0, "GBR", 2030) > 0
    assert _extra(annual, 1, "GBR", 2030) == 0
    held = "counted inside the defence spending the scenario sets for the United Kingdom; it adds nothing there"
    assert [note for note in annual.notes if "counted inside" in note] == [f"force: {held}"]


def test_a_number_takes_the_place_of_the_span_and_a_study_that_nets_imports_has_no_leakage() -> None:
    economy = {"multiplier": 0.9, "leakage": 0.2, "kernel": [1.0], "assumed": "test"}
    annual = _accounts(UK, economy=economy)
    np.testing.assert_allclose(annual.path.gdp_change[:, 0, 3], 0.9 * 0.8 * 0.003, rtol=1e-12)
    netted = _accounts(UK, economy={"multiplier": "kiel", "assumed": "test"})
    assert not netted.parameters.leakage.any()
    assert sorted(set(netted.parameters.multiplier)) == [0.6, 0.8, 1.0]


def test_sums_that_allies_share_add_up_and_hold_a_force() -> None:
    """Two sums of one group are two sums, in either order; a force counts inside them, and the accounts say so."""
    small, large = ({**SUM, "name": name, "amount": amount} for name, amount in (("small", 100.0), ("large", 300.0)))
    both = [_accounts(small, large), _accounts(large, small)]
    for annual in both:
        alone = [_accounts(lever).extra[0, :, -1].sum() for lever in (small, large)]
        assert annual.extra[0, :, -1].sum() == pytest.approx(sum(alone), rel=1e-12)
    held = _accounts(small, {**MEN, "contributors": ["FRA"]})
    assert any("counted inside" in note and "force" in note for note in held.notes)
    assert held.extra == pytest.approx(_accounts(small).extra)


def test_the_accounts_say_how_many_soldiers_they_pay_for() -> None:
    short = _accounts({**MEN, "willingness": 0.01})
    assert any("that can be sent, not" in note for note in short.notes)
    assert not any("that can be sent" in note for note in _accounts(MEN).notes)


@pytest.mark.parametrize("outlook", ["WEO-2025-04", "WEO-2025-10"])
def test_the_years_of_an_outlook_are_those_of_its_table(outlook: str) -> None:
    assert tuple(macro("USA", outlook).years[[0, -1]]) == years_of(outlook)


def test_a_horizon_as_long_as_the_outlook_keeps_its_accounts() -> None:
    annual = _accounts(UK, horizon=[2019, 2035])
    assert annual.years[[0, -1]].tolist() == [2019, 2035]
    assert _extra(annual, 0, "GBR", 2027) == pytest.approx(0.003, abs=1e-15)


def test_defaults_of_later_fields_are_no_part_of_the_hash() -> None:
    plain = read_scenario({"title": "A", "date": "2025-01-02", "levers": [UK]})
    later = {"cuts_from": "general", "against": "constant_share", "lower": False, "eu_loan": None, "previous": {}}
    same = read_scenario({"title": "A", "date": "2025-01-02", "levers": [{**UK, **later}], "outlook": OUTLOOK})
    other = read_scenario({"title": "A", "date": "2025-01-02", "levers": [{**UK, "cuts_from": "aid"}]})
    assert isinstance(plain, Scenario)
    assert plain.sha256 == same.sha256 != other.sha256


def test_the_page_on_autonomy_prints_what_the_perimeters_lack() -> None:
    page = (Path(__file__).parents[2] / "docs" / "autonomy.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| [^|]+ \((\d+)\) \| (\d+)[^|]*\| (\d+) \| (\d+)[^|]*\|$", page, re.M)
    (shared,) = simulate(load_scenario("europe-alone-250bn")).autonomy
    expected = {
        (len(one.members), round(one.gap(0.035)), round(one.rise(0.015)), round(one.gap(0.05)))
        for one in shared.perimeters
    }
    assert len(rows) == 5
    assert {tuple(map(int, row)) for row in rows} == expected


def test_the_page_on_autonomy_prints_who_pays_in_the_preset() -> None:
    page = (Path(__file__).parents[2] / "docs" / "autonomy.md").read_text(encoding="utf-8")
    (shared,) = simulate(load_scenario("europe-alone-250bn")).autonomy
    places = [shared.allies.index(code) for code in ("DEU", "FRA", "ITA", "ESP", "NLD", "POL", "EST")]
    for key in KEYS:
        row = " | ".join(f"{paid:.1f}" for paid in shared.by_key[key][places])
        assert f"| by {key} | {row} |" in page


def test_what_the_budget_feels_of_trade_follows_the_duties_raised_and_met() -> None:
    """Who only imposes is led by consumption, who is only hit by exports, who answers by both: never by a jump."""
    duty = {"kind": "tariff", "name": "duty", "imposer": "USA", "target": "ALL", "rate": 0.1, "assumed": "test"}
    answer = {"kind": "retaliation", "imposer": "EU27", "answers": "duty", "assumed": "test"}
    felt = []
    for levers in ((duty,), (duty, answer)):
        annual = _accounts(*levers, base="goods-2023-194", horizon=[2025, 2026])
        trade = annual.shocks[-1].trade
        assert trade is not None
        felt.append({code: float(trade.semi_elasticity[0, annual.place(code)]) for code in ("USA", "DEU", "JPN")})
    assert felt[0] == pytest.approx({"USA": 0.7, "DEU": 0.28, "JPN": 0.28})
    assert 0.28 < felt[1]["DEU"] < 0.7
    assert felt[1]["DEU"] < felt[1]["USA"] < 0.7
