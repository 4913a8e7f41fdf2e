"""Consequences of packages: terms as levers, by actor, added up and run together, against hand calculations.

What the tests cannot see: whether a level stands for the right levers, and what peace is worth.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from westphalia.outcome import Outcome
from westphalia.report.annual_accounts import account
from westphalia.report.consequences import (
    NOT_FED_BACK,
    consequence_lines,
    consequence_table,
    consequences_json,
    consequences_tables,
    span_table,
    sum_table,
    term_table,
)
from westphalia.report.methods import ANCHORS
from westphalia.report.settle_consequences import (
    followed,
    settle_consequences,
    settle_consequences_json,
    settle_consequences_lines,
)
from westphalia.report.tables import REMARKS, Table
from westphalia.scenario.files import load_scenario
from westphalia.settlement import settle
from westphalia.settlement.consequences import Consequences, consequences, deal_terms, without_place
from westphalia.settlement.effects import ACCOUNTS, MEASURES, Effects, Spread, effects
from westphalia.settlement.terms import deal_scenario, lever_names, no_deal_levels, standing, terms_of
from westphalia.simulate import simulate
from westphalia.situation import Situation, read_situation
from westphalia.world.countries import members
from westphalia.world.economies import macro

ASSUMED = {"assumed": "made up for a test"}
BASE = "goods-2023-194"
LAND, FORCE, AID, DUTY = "land", "force", "aid", "duty"
UNION = "EU27, members included: Union"


def _estimate(value: float) -> dict[str, Any]:
    return {"low": value, "mode": value, "high": value, **ASSUMED}


def _actor(name: str, country: str | None) -> dict[str, Any]:
    return {"name": name, "title": name.title(), "country": country, "veto": True,
            "capability": _estimate(1.0), "no_deal": _estimate(-0.5)}  # fmt: skip


def _force(soldiers: int) -> dict[str, Any]:
    return {"kind": "force", "name": "force", "deployed": soldiers, "multiple": 4, "contributors": ["GBR", "FRA"],
            "willingness": 1.0, "cost": 0.4, "currency": "EUR", "prices": 2024, "financing": {"debt": 1.0},
            "from": 2026, **ASSUMED}  # fmt: skip


def _aid(donor: str, amount: float, name: str = "aid") -> dict[str, Any]:
    return {"kind": "aid", "name": name, "donor": donor, "amount": amount, "currency": "EUR", "form": "money",
            "financing": {"debt": 1.0}, "from": 2026, **ASSUMED}  # fmt: skip


def _tariff(rate: float, **more: Any) -> dict[str, Any]:
    return {
        "kind": "tariff",
        "name": "duty",
        "imposer": "USA",
        "target": "EU27",
        "rate": rate,
        "from": 2026,
        **ASSUMED,
        **more,
    }


FUND = {"kind": "minerals_deal", "royalty": 0.06, "revenue": 1.0, "from": 2026, **ASSUMED}


def _content(**changes: Any) -> dict[str, Any]:
    actors = [_actor("us", "USA"), _actor("union", "EU27"), _actor("uk", "GBR"), _actor("ukraine", "UKR")]
    issues = [
        {"name": LAND, "levels": [{"name": "line", "at": 0}, {"name": "border", "at": 1}],
         "status_quo": {"at": 0, **ASSUMED}},
        {"name": FORCE, "levels": [{"name": "none", "at": 0}, {"name": "small", "at": 0.3, "levers": [_force(2000)]},
                                   {"name": "large", "at": 1, "levers": [_force(5000)]}],
         "status_quo": {"at": 0, **ASSUMED}},
        {"name": AID, "levels": [{"name": "ends", "at": 0}, {"name": "Europe", "at": 0.5, "levers": [_aid("EU27", 30)]},
                                 {"name": "both", "at": 1, "levers": [_aid("EU27", 30), _aid("USA", 20)]},],
         "status_quo": {"at": 0.5, **ASSUMED}},
        {"name": DUTY, "levels": [{"name": "as it is", "at": 0},
                                  {"name": "raised", "at": 1, "levers": [_tariff(0.2)]}]},
    ]  # fmt: skip
    for issue in issues:
        issue |= {"title": str(issue["name"]), "low": "little", "high": "much"}
    named = [*(a["name"] for a in actors), "broker"]
    positions = [
        {"actor": name, "issue": issue["name"], "date": "2025-02-24", **_estimate(0.5), "salience": _estimate(1.0)}
        for name in named for issue in issues
    ]  # fmt: skip
    return {"title": "A deal", "date": "2025-02-24", "actors": [*actors, _actor("broker", None)], "issues": issues,
            "positions": positions, "consequences": {"base": BASE, "horizon": [2025, 2035]}, **changes}  # fmt: skip


@pytest.fixture(scope="module")
def situation() -> Situation:
    return read_situation(_content(), "deal.yaml")


NO_TRADE = {LAND: "line", FORCE: "large", AID: "both", DUTY: "as it is"}
ALL = {LAND: "line", FORCE: "large", AID: "both", DUTY: "raised"}


@pytest.fixture(scope="module")
def package(situation: Situation) -> Consequences:
    return consequences(situation, ALL)


@pytest.fixture(scope="module")
def run(package: Consequences) -> Outcome:
    assert package.scenario is not None
    return simulate(package.scenario)


def _shown(found: Effects, measure: str) -> list[float]:
    return [float(x) for x in found.by_measure[measure].shown]


def test_a_package_is_a_scenario_of_all_its_levers(situation: Situation) -> None:
    scenario = deal_scenario(situation, ALL)
    assert scenario is not None
    assert [lever.name for lever in scenario.levers] == ["force", "aid", "aid_2", "duty"]
    assert (scenario.base, scenario.horizon) == (BASE, (2025, 2035))
    assert scenario.title == "A deal: force large, aid both, duty raised"
    assert all(lever.assumed == "made up for a test" for lever in scenario.levers)
    assert deal_scenario(situation, {LAND: "border", DUTY: "as it is"}) is None


def test_levers_are_called_by_issue_and_own_name() -> None:
    content = _content()
    lifting = {"kind": "lifting", "lifts": ["duty"], "share": 0.5, "from": 2030, **ASSUMED}
    levers = [_aid("GBR", 1, "gift"), _tariff(0.1) | {"target": "CHN"}, lifting]
    content["issues"][0]["levels"][1]["levers"] = levers
    found = read_situation(content)
    scenario = deal_scenario(found, {LAND: "border", DUTY: "raised"})
    assert scenario is not None
    names = [lever.name for lever in scenario.levers]
    assert names == ["land_gift", "land_duty", "land_lifting", "duty"]
    assert scenario.levers[2].model_dump()["lifts"] == ("land_duty",)
    (term,) = terms_of(found, {LAND: "border"})
    assert lever_names(term) == ("land_gift", "land_duty", "land_lifting")


def test_a_preset_is_taken_over_with_its_changes_and_its_limits() -> None:
    content = _content(consequences={"base": "icio-2022-sanctioned", "horizon": [2025, 2035]})
    content["issues"][0]["levels"][1] |= {"preset": "sanctions-lifted", "changes": ["energy.trade_effect=0.5"]}
    scenario = deal_scenario(read_situation(content), {LAND: "border"})
    preset = load_scenario("sanctions-lifted")
    assert scenario is not None
    assert [lever.name for lever in scenario.levers] == [f"land_{lever.name}" for lever in preset.levers]
    energy = scenario.levers[0].model_dump()
    assert energy["trade_effect"] == 0.5
    assert energy["assumed"].endswith("trade_effect set to 0.5 (was 1.158)")
    assert scenario.not_modelled == preset.not_modelled


def test_undated_levers_of_a_preset_begin_with_its_own_horizon(tmp_path: Path) -> None:
    """The situation begins in 2025, the preset in 2027; a lever with a date keeps it."""
    dated, undated = _tariff(0.1, name="dated"), _tariff(0.1, name="undated", target="CHN")
    del undated["from"]
    preset = {"title": "Later", "date": "2025-02-24", "base": BASE, "horizon": [2027, 2035], "levers": [dated, undated]}
    path = tmp_path / "later.yaml"
    path.write_text(json.dumps(preset), encoding="utf-8")
    content = _content()
    content["issues"][0]["levels"][1] |= {"preset": str(path)}
    scenario = deal_scenario(read_situation(content), {LAND: "border"})
    assert scenario is not None
    assert [getattr(lever, "from_", None) for lever in scenario.levers] == [2026, 2027]


def test_the_run_together_is_what_simulate_says(package: Consequences, run: Outcome) -> None:
    """Income and exports of the trade model, and the accounts of a country and of a group, read off another way."""
    assert run.trade is not None
    assert run.annual is not None
    for a, code in enumerate(("USA", "EU27", "GBR", "UKR")):
        spread = package.together.by_measure["real_income"]
        found = spread.shown[a], spread.lowest[a], spread.highest[a]
        assert found == pytest.approx(run.trade.spread(run.trade.income_change(code)), abs=1e-14)
        assert _shown(package.together, "exports")[a] == pytest.approx(run.trade.export_change(code)[0], abs=1e-14)
        one = account(run.annual, code)
        for measure in ("gdp", "net_lending", "debt"):
            spread = package.together.by_measure[measure]
            expected = [float(x) for x in run.annual.spread(one.change[measure][:, -1])]
            assert [spread.shown[a], spread.lowest[a], spread.highest[a]] == pytest.approx(expected, abs=1e-12)


def test_extra_spending_by_hand(situation: Situation) -> None:
    """20bn euros a year of US money from 2026 on: ten of eleven years, at the outlook's rates of exchange."""
    found = effects(deal_scenario(situation, {AID: "both"}), ("USA", "UKR"), BASE)
    germany = macro("DEU")
    at = slice(2026 - int(germany.years[0]), 2036 - int(germany.years[0]))
    euros = (germany.gdp_usd_bn / germany.gdp_nac_bn)[at]
    assert _shown(found, "extra") == pytest.approx([20 * euros.sum() / 11, 0.0], rel=1e-9)


def test_a_group_counts_members_that_no_lever_touches(situation: Situation) -> None:
    """France alone sends soldiers: the Union's GDP rises by France's part of it."""
    found = effects(deal_scenario(situation, {FORCE: "large"}), ("EU27", "FRA"), BASE)
    gdp = {code: macro(code).at("gdp_usd_bn", 2035) for code in members("EU27")}
    union, france = _shown(found, "gdp")
    assert union == pytest.approx(france * gdp["FRA"] / sum(gdp.values()), rel=1e-9)
    union, france = _shown(found, "extra")
    assert union == france > 0


def test_a_term_by_itself_is_the_run_of_a_package_of_that_term(situation: Situation) -> None:
    terms = deal_terms(situation)
    steps = np.array([[1, 2, 0, 0], [0, 0, 0, 1]])
    for k, levels in enumerate(({LAND: "border", FORCE: "large"}, {DUTY: "raised"})):
        alone = consequences(situation, levels)
        for measure in MEASURES:
            run_ = alone.together.by_measure[measure]
            np.testing.assert_array_equal(terms.packages(measure, steps)[:, k], run_.shown)
            low, high = terms.ranges(measure, steps)
            np.testing.assert_array_equal(low[:, k], run_.lowest)
            np.testing.assert_array_equal(high[:, k], run_.highest)
        assert not alone.interaction.moves


def test_terms_add_up_over_the_grid(situation: Situation, package: Consequences) -> None:
    """The looked-up sum of a package is that of its parts, for the value and for the range."""
    terms, steps = deal_terms(situation), np.array([[0, 2, 2, 1], [0, 0, 0, 0], [1, 0, 0, 0]])
    for measure in MEASURES:
        values, (low, high) = terms.packages(measure, steps), terms.ranges(measure, steps)
        total = package.total.by_measure[measure]
        np.testing.assert_allclose(values[:, 0], total.shown, atol=1e-15)
        np.testing.assert_allclose(low[:, 0], total.lowest, atol=1e-15)
        np.testing.assert_allclose(high[:, 0], total.highest, atol=1e-15)
        assert not values[:, 1:].any()


def test_together_is_the_sum_and_the_interaction(package: Consequences) -> None:
    """Spending adds up to the last digit; debt does not, since all meet in growth, and the error is small."""
    for measure in MEASURES:
        sum_ = np.add(_shown(package.total, measure), _shown(package.interaction, measure))
        np.testing.assert_allclose(sum_, _shown(package.together, measure), atol=1e-15)
    assert _shown(package.interaction, "extra") == pytest.approx([0, 0, 0, 0], abs=1e-10)
    debt, gap = np.abs(_shown(package.together, "debt")), np.abs(_shown(package.interaction, "debt"))
    assert 0 < gap[:3].max() < 0.05 * debt[:3].max()


def test_ranges_are_of_models_and_not_added_up() -> None:
    """Two terms that pull apart in the same model: 1 and −1 in one, 3 and −2 in the other; the sum is 0 or 1."""
    one, other = np.array([[1.0], [3.0]]), np.array([[-1.0], [-2.0]])
    total = Spread(one[0], one, one) + Spread(other[0], other, other)
    assert (total.lowest.item(), total.shown.item(), total.highest.item()) == (0.0, 0.0, 1.0)
    apart = Spread(one[0], one, one) - Spread(other[0], other, other)
    assert (apart.lowest.item(), apart.highest.item()) == (2.0, 5.0)


def test_dates_of_arrival_are_matched_when_one_is_taken_off_another() -> None:
    """Early or late in one model: 1 or 4 less 0 or 2 is 1 or 2, and not -1 to 4."""
    ends = np.array([[1.0]]), np.array([[4.0]])
    one, other = Spread(ends[0][0], *ends), Spread(np.zeros(1), np.array([[0.0]]), np.array([[2.0]]))
    apart = one - other
    assert (apart.lowest.item(), apart.highest.item()) == (1.0, 2.0)
    assert ((other - one).lowest.item(), (other - one).highest.item()) == (-2.0, -1.0)


def test_a_model_without_an_equilibrium_counts_in_no_range() -> None:
    one = np.array([[1.0], [np.nan], [2.0]])
    total = Spread(one[0], one, one) + Spread(one[0], one, one)
    assert (total.lowest.item(), total.highest.item()) == (2.0, 4.0)


def test_the_status_quo_is_taken_off(situation: Situation) -> None:
    """It stands where Europe pays: ending aid saves what that costs, and the status quo changes nothing."""
    assert standing(situation) == {LAND: "line", FORCE: "none", AID: "Europe"}
    ends, stays = (consequences(situation, {AID: level}) for level in ("ends", "Europe"))
    cost = np.array(_shown(stays.together, "extra"))
    assert cost[1] > 0
    np.testing.assert_allclose(_shown(ends.beyond_status_quo, "extra"), -cost)
    assert not ends.together.moves
    assert not stays.beyond_status_quo.moves


def test_a_base_that_is_the_status_quo_leaves_nothing_to_take_off() -> None:
    content = _content()
    content["issues"][2]["status_quo"]["at"] = 0.0
    found = consequences(read_situation(content), NO_TRADE)
    assert found.standing is None
    assert found.beyond_status_quo is found.together


def _with_no_deal(level: float) -> Situation:
    """Talks that fail raise the duty; on the day of the situation it is as it is."""
    content = _content()
    content["issues"][3] |= {"status_quo": {"at": 0, **ASSUMED}, "no_deal": {"at": level, **ASSUMED}}
    return read_situation(content)


def test_a_deal_that_spares_the_duty_is_a_gain_against_no_deal() -> None:
    """Nothing against the base, since it has no duty; against no deal, all that the duty and the aid would change."""
    found = consequences(_with_no_deal(1), {DUTY: "as it is", AID: "ends"})
    assert no_deal_levels(found.situation) == {LAND: "line", FORCE: "none", AID: "Europe", DUTY: "raised"}
    assert not found.together.moves
    assert found.no_deal is not None
    spread, loss = (one.by_measure["real_income"] for one in (found.beyond_no_deal, found.no_deal))
    assert spread.shown[1] > 0 > loss.shown[1]
    np.testing.assert_array_equal(spread.shown, -loss.shown)
    np.testing.assert_allclose(spread.lowest, -loss.highest)
    stays = consequences(found.situation, {DUTY: "raised", AID: "Europe"})
    assert not stays.beyond_no_deal.moves
    assert stays.beyond_status_quo.moves


def test_no_deal_stands_in_place_of_the_status_quo_where_it_is_coded() -> None:
    situation = _with_no_deal(1)
    found = consequences(situation, {DUTY: "as it is", AID: "both"})
    table = consequence_table(situation, "No duty", found)
    heads = [row.head for row in table.rows if not row.cells]
    assert heads == ["Against the base", "Against no deal"]
    assert "if talks fail: aid: Europe; duty: raised; what" in table.note
    (one,) = consequences_json(situation, [("No duty", found)])["packages"]
    assert one["against_no_deal"][1]["real_income"][0] == found.beyond_no_deal.by_measure["real_income"].shown[1] > 0
    assert one["against_status_quo"][1]["real_income"][0] == 0
    assert consequence_lines("No duty", found)[0].startswith(f"No duty, real income against no deal: {UNION} +")


def test_no_deal_without_levers_is_the_base() -> None:
    content = _content()
    content["issues"][2] |= {"no_deal": {"at": 0, **ASSUMED}}
    situation = read_situation(content)
    found = consequences(situation, {AID: "both"})
    assert found.no_deal is None
    assert found.beyond_no_deal is found.together
    assert found.standing is not None
    table = consequence_table(situation, "Both", found)
    assert [row.head for row in table.rows if not row.cells] == ["Against the base"]
    assert "no level has levers: no deal is the base." in table.note


def test_no_deal_between_two_levels_is_said_to_take_nothing_off() -> None:
    situation = _with_no_deal(0.5)
    note = consequence_table(situation, "Raised", consequences(situation, {DUTY: "raised"})).note
    assert "It lies between two levels, and nothing is taken off, for: duty." in note


def test_a_span_is_against_no_deal_where_that_has_levers() -> None:
    """No deal is Europe's aid and the duty: the package of both changes nothing, the one of neither takes both off."""
    terms, steps = deal_terms(_with_no_deal(1)), np.array([[0, 0, 1, 1], [0, 0, 0, 0]])
    table = span_table(terms, steps, "two of them")
    assert "against no deal: a span" in table.note
    union = next(row for row in table.rows if row.head == UNION)
    assert union.cells[-1].text.startswith("−$")
    assert union.cells[-1].text.endswith("to $0bn")
    assert "against the status quo: a span" in span_table(deal_terms(read_situation(_content())), steps, "two").note


def test_levels_that_change_the_same_are_flagged_in_their_rows() -> None:
    """Both forces are more than can be sent, so the accounts hold the same soldiers under either."""
    content = _content()
    for level in (1, 2):
        content["issues"][1]["levels"][level]["levers"] = [_force(5000 * level) | {"willingness": 0.01}]
    situation = read_situation(content)
    found = consequences(situation, {FORCE: "large", AID: "both"})
    assert [(one.term.level, one.levels) for one in found.alike] == [("large", ("small",))]
    row = consequence_table(situation, "Too many", found).rows[0]
    assert (row.head, {cell.text for cell in row.cells}) == ("force: large = small", {"alike"})
    assert "force: large = small" in [one.head for one in term_table("Too many", found).rows]
    (one,) = consequences_json(situation, [("Too many", found)])["packages"]
    assert one["alike"] == [{"issue": FORCE, "level": "large", "levels": ["small"]}]
    assert consequences(read_situation(_content()), {FORCE: "large"}).alike == ()


def test_rows_that_overlap_and_aid_without_an_end_are_said() -> None:
    content = _content()
    content["actors"][2]["country"] = "FRA"
    situation = read_situation(content)
    note = consequence_table(situation, "Aid", consequences(situation, {AID: "both"})).note
    assert "The row of EU27 holds all its members, Uk among them: do not add rows." in note
    assert "Aid runs to 2035, peace or not, as its level has no last year: aid: both." in note
    assert "Positions are of 24 February 2025; levers and the outlook, published on 14 October 2025," in note
    for lever in content["issues"][2]["levels"][2]["levers"]:
        lever["until"] = 2030
    content["actors"][2]["country"] = "GBR"
    ended = read_situation(content | {"date": "2026-02-24"})
    note = consequence_table(ended, "Aid", consequences(ended, {AID: "both"})).note
    assert not any(words in note for words in ("do not add rows", "Aid runs", "known later"))


def test_actors_without_a_country_are_named(situation: Situation) -> None:
    assert [(actor.name, why) for actor, why in without_place(situation)] == [
        ("broker", "the situation names no country or group for it")
    ]


def test_a_country_the_outlook_does_not_know_is_named_with_the_reason() -> None:
    content = _content()
    content["actors"][3]["country"] = "SYR"
    found = consequences(read_situation(content), {DUTY: "raised"})
    assert "not in the outlook" in found.together.unknown["SYR"]
    assert np.isnan(_shown(found.together, "debt")[3])
    table = consequence_table(read_situation(content), "Raised", found)
    assert "not in the outlook" in table.note
    (one,) = consequences_json(read_situation(content), [("Raised", found)])["packages"]
    assert one["together"][3]["debt"] == [None, None, None]
    assert one["not_known"][0]["country"] == "SYR"


def test_a_lever_that_moves_no_account_is_said_to_move_none() -> None:
    content = _content()
    content["issues"][0]["levels"][1]["levers"] = [FUND]
    found = consequences(read_situation(content), {LAND: "border", FORCE: "none"})
    assert [term.words for term in found.idle] == ["land at 'border'"]
    note = consequence_table(read_situation(content), "A fund", found).note
    assert "Their levers move none of these numbers: land: border." in note
    assert "No economic effect modelled: force." in note


def test_notes_of_the_accounts_stand_beside_the_table() -> None:
    content = _content()
    content["issues"][1]["levels"][2]["levers"] = [_force(5000) | {"willingness": 0.01}]
    situation = read_situation(content)
    table = consequence_table(situation, "Too many", consequences(situation, {FORCE: "large"}))
    assert "soldiers that can be sent, not 5,000" in table.note


def _cells(table: Table) -> list[Any]:
    return [cell for row in table.rows for cell in row.cells if cell.is_number]


def test_every_number_has_its_range_and_its_way_back(situation: Situation, package: Consequences) -> None:
    tables = [*consequences_tables(situation, [("All", package), ("No trade", consequences(situation, NO_TRADE))])]
    assert [table.id for table in tables] == [
        "deal-1-consequences", "deal-2-consequences", "deal-terms", "deal-sum-of-terms",
    ]  # fmt: skip
    for table in (*tables, span_table(deal_terms(situation), np.array([[0, 2, 2, 1], [0, 1, 0, 0]]), "two of them")):
        cells = _cells(table)
        assert cells
        assert all(cell.href.removeprefix("#") in ANCHORS for cell in cells)
        assert all(cell.spread in REMARKS or " to " in cell.spread for cell in cells)
        assert {link.href.removeprefix("#") for link in table.links} <= ANCHORS
        assert all(len(row.cells) in (0, len(table.columns)) for row in table.rows)
    assert all(NOT_FED_BACK in table.note for table in tables[:2])


def test_the_table_of_a_package_in_words(situation: Situation, package: Consequences) -> None:
    table = consequence_table(situation, "All terms", package)
    heads = [row.head for row in table.rows]
    assert heads == ["Against the base", "Us", UNION, "Uk", "Ukraine", "Against the status quo, where that differs",
                     UNION]  # fmt: skip
    assert table.columns == ("real income", "exports", "GDP 2035", "balance 2035", "debt 2035", "extra spending a year")
    assert "Terms: force: large; aid: both; duty: raised." in table.note
    assert "Without a row, as no country stands for them: Broker." in table.note
    assert table.rows[1].cells[5].text.startswith("+$2")


def test_columns_in_which_nothing_moves_are_left_out(situation: Situation) -> None:
    table = consequence_table(situation, "No trade", consequences(situation, NO_TRADE))
    assert "exports" not in table.columns
    assert "debt 2035" in table.columns


def test_term_by_term_the_sum_and_the_run_stand_below_each_other(package: Consequences) -> None:
    table = term_table("All", package)
    heads = [row.head for row in table.rows]
    debt = heads.index("Debt")
    assert heads[debt + 1 : debt + 7] == [
        "force: large", "aid: both", "duty: raised", "sum of terms", "run together", "interaction",
    ]  # fmt: skip
    extra = heads.index("Extra spending a year")
    assert heads[extra + 1 :] == ["force: large", "aid: both", "sum of terms", "run together"]


def test_how_far_terms_add_up_names_who_is_farthest(package: Consequences) -> None:
    row = sum_table([("All", package)]).rows[0]
    gap = np.abs(_shown(package.interaction, "debt"))
    assert row.cells[4].text.startswith(package.actors[int(gap.argmax())].title)
    assert row.cells[5].text == "none"


def test_a_span_runs_over_packages(situation: Situation) -> None:
    table = span_table(deal_terms(situation), np.array([[0, 0, 0, 0], [0, 0, 2, 0]]), "two of them")
    us = next(row for row in table.rows if row.head == "Us")
    assert us.cells[-1].text.startswith("$0bn to +$2")
    assert us.cells[-1].spread == "range only"
    balance = us.cells[table.columns.index("balance")]
    assert balance.text.startswith("−0.0")
    assert balance.text.endswith("to 0.00\xa0pp")


def test_sentences(situation: Situation, package: Consequences) -> None:
    first, *rest = consequence_lines("All terms", package)
    assert first.startswith(f"All terms, real income: {UNION} ")
    assert any(line.startswith("All terms, debt in 2035: ") for line in rest)
    assert rest[-1] == "All terms: of 1 other issue no economic effect is modelled."
    none = consequence_lines("Nothing", consequences(situation, {LAND: "line"}))
    assert none == ("Nothing: no economic effect modelled, as none of its levels has levers.",)


def test_plain_data_holds_the_sum_and_the_interaction(situation: Situation, package: Consequences) -> None:
    data = consequences_json(situation, [("All", package)])
    assert data["enters_utilities"] is False
    assert data["without_country"][0]["actor"] == "broker"
    (one,) = data["packages"]
    assert [term["issue"] for term in one["terms"]] == ["force", "aid", "duty"]
    assert [term["levers"] for term in one["terms"]][1] == ["aid", "aid_2"]
    assert [row["actor"] for row in one["together"]] == ["us", "union", "uk", "ukraine"]
    for a in range(4):
        for measure in (*ACCOUNTS, "exports"):
            parts = sum(term["by_actor"][a][measure][0] for term in one["terms"])
            assert one["sum"][a][measure][0] == pytest.approx(parts, abs=1e-15)
            whole = one["sum"][a][measure][0] + one["interaction"][a][measure][0]
            assert one["together"][a][measure][0] == pytest.approx(whole, abs=1e-15)
    assert one["against_status_quo"][0]["extra"] == one["together"][0]["extra"]
    assert one["no_effect_modelled"] == ["land"]


def test_the_packages_of_a_settlement_and_its_texts_are_followed() -> None:
    """A text that is also the Nash package stands once under both names; the span is over the packages agreed."""
    content = _content()
    content["texts"] = [{"title": "The draft", "date": "2025-02-24", "levels": NO_TRADE, **ASSUMED}]
    settlement = settle(read_situation(content), None)
    named = followed(settlement)
    assert [name for name, _ in named][-1].endswith("The draft")
    assert named[0][0].startswith("package “Nash”")
    assert named[-1][1].package == NO_TRADE
    *tables, span = settle_consequences(settlement)
    assert len(tables) == len(named) + 2
    agreed = int(settlement.agreed.at_mode.sum())
    assert span.caption == (
        f"What would follow economically over {agreed} packages: all that are agreed at the likeliest coding"
    )
    data = settle_consequences_json(settlement)
    assert [one["name"] for one in data["packages"]] == [name for name, _ in named]
    lines = settle_consequences_lines(settlement)
    assert all(any(line.startswith(name) for line in lines) for name, _ in named)


def test_without_a_package_agreed_the_span_is_over_all_that_are_feasible() -> None:
    content = _content()
    for k, actor in enumerate(content["actors"]):
        actor["no_deal"] = _estimate(-0.01)
        for position in content["positions"]:
            if position["actor"] == actor["name"]:
                position |= _estimate(float(k % 2))
    *_, span = settle_consequences(settle(read_situation(content), None))
    assert "over 36 packages: all that are feasible, as none is agreed" in span.caption
