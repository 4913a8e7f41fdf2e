"""Tables of budgets of groups, autonomy, a force and definitions: sums add up, nothing averaged, nobody dropped."""

import json
import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from westphalia.api import run
from westphalia.outcome import BudgetGroup, Outcome
from westphalia.outcome.force import EDITION, cost_anchors
from westphalia.report.autonomy import autonomy_lines, fairness_table, mix_words, p_words, who_pays_table
from westphalia.report.brief import _environment
from westphalia.report.budgets import budget_part
from westphalia.report.definitions import definitions_table
from westphalia.report.force import ceiling_table, force_json, force_lines, frontier_table, pool_table
from westphalia.report.group_budgets import group_json, group_lines, group_members_table, group_yearly_table, staying
from westphalia.report.needs import needs_lines, needs_table, perimeters_table
from westphalia.report.pledges import cost_anchor_table, pledge_table, said_words
from westphalia.report.policy import policy_json, policy_lines, policy_sections, policy_sources
from westphalia.report.tables import NO_RANGE, ONE_PATH, RANGE_ONLY, REMARKS, Cell, Table
from westphalia.scenario.files import read_scenario
from westphalia.scenario.starts import edition_share
from westphalia.simulate import simulate
from westphalia.wording import NO_SPREAD, currency_unit, written
from westphalia.world.defence import defence_share
from westphalia.world.definitions import by_definition
from westphalia.world.economies import macro
from westphalia.world.forces import FIRMNESS, force_cost, force_costs, force_options, pledges
from westphalia.world.load import sources
from westphalia.world.needs import needs
from westphalia.world.studies import study

PRESETS = ("nato-3.5-by-2035", "nato-5-by-2035", "europe-alone-250bn", "force-30000", "uk-2.5-by-2027")


@cache
def outcome(name: str, *changes: str) -> Outcome:
    return run(name, *changes)


def row(table: Table, head: str) -> tuple[Cell, ...]:
    return next(r.cells for r in table.rows if r.head == head)


def value(text: str) -> float:
    """The first number of a cell, signs and separators read."""
    found = re.search(r"−?[\d,]+(?:\.\d+)?", text.replace("+", "").replace("€", "").replace("$", "").replace("£", ""))
    assert found, text
    return float(found[0].replace(",", "").replace("−", "-"))


def test_a_group_is_the_sum_of_its_members_in_both_currencies() -> None:
    """2030 from the tables: NATO's share of 2024, six of eleven steps to 5%, times GDP in dollars, and in euros."""
    group = outcome("nato-5-by-2035").budgets[0]
    euros_a_dollar = macro("DEU").at("gdp_nac_bn", 2030) / macro("DEU").at("gdp_usd_bn", 2030)
    dollars = 0.0
    for member in group.members:
        (share,) = (s.share for s in defence_share(member.country, 2024) if s.edition == "NATO-2024-06")
        reached = share + (0.05 - share) * 6 / 11
        dollars += reached * member.measured * macro(member.country).at("gdp_usd_bn", 2030)
    cells = row(group_yearly_table(group, "x"), "2030")
    assert value(cells[0].text) == pytest.approx(dollars, abs=0.5)
    assert value(cells[1].text) == pytest.approx(dollars * euros_a_dollar, abs=0.5)


def test_the_last_year_is_what_the_members_print() -> None:
    group = outcome("nato-5-by-2035").budgets[0]
    yearly, members = group_yearly_table(group, "x"), group_members_table(group, "x").rows[1:]
    assert yearly.columns[2:4] == ("more than a constant share of GDP, $", "more than a constant share of GDP, €")
    assert yearly.rows[-1].head == "2035"
    for all_of, each in ((2, 3), (3, 4)):
        printed = sum(value(member.cells[each].text) for member in members)
        assert value(yearly.rows[-1].cells[all_of].text) == pytest.approx(printed, rel=0.002)


def test_years_with_assumed_gdp_are_marked_and_no_others() -> None:
    table = group_yearly_table(outcome("nato-5-by-2035").budgets[0], "x")
    assert [r.head for r in table.rows if r.assumed] == [str(year) for year in range(2031, 2036)]
    assert all(("assumed" in r.note) == r.assumed for r in table.rows)


def test_several_dates_of_arrival_have_a_range() -> None:
    group = outcome("nato-5-by-2035", "nato_defence.reached=[2030, 2032, 2035]").budgets[0]
    cell = row(group_yearly_table(group, "x"), "2030")[2]
    extra = group.total("constant_share", "USD", 2030)
    assert extra.size == 3
    assert value(cell.text) == pytest.approx(extra.mean(), abs=0.5)
    assert [value(end) for end in cell.spread.split(" to ")] == pytest.approx([extra.min(), extra.max()], abs=0.5)
    assert ONE_PATH not in cell.spread


def test_who_is_above_the_target_stays_and_costs_nothing() -> None:
    group = outcome("nato-3.5-by-2035").budgets[0]
    assert [member.country for member in staying(group)] == ["POL"]
    table = group_members_table(group, "x")
    poland = next(r for r in table.rows if r.head == "Poland")
    assert "stays" in poland.note
    assert [cell.text for cell in poland.cells[2:5]] == ["PLN\u00a00bn", "$0bn", "€0bn"]
    assert "Poland" in " ".join(group_lines(group))
    assert staying(outcome("nato-5-by-2035").budgets[0]) == ()


def test_who_is_left_out_is_named_with_the_reason_everywhere() -> None:
    group = outcome("nato-5-by-2035").budgets[0]
    reason = "Iceland has no share for 2024 in NATO-2024-06"
    assert reason in group_yearly_table(group, "x").note
    assert reason in group_members_table(group, "x").note
    assert reason in group_lines(group)[-1]
    assert "Iceland" not in [r.head for r in group_members_table(group, "x").rows]


def test_the_largest_comes_first() -> None:
    table = group_members_table(outcome("nato-5-by-2035").budgets[0], "x")
    extra = [value(r.cells[3].text) for r in table.rows[1:]]
    assert extra == sorted(extra, reverse=True)


def test_members_add_up_to_the_row_of_all() -> None:
    table = group_members_table(outcome("nato-3.5-by-2035").budgets[0], "x")
    together, members = table.rows[0], table.rows[1:]
    assert together.head == f"All {len(members)}"
    for column in (3, 4):
        parts = sum(value(r.cells[column].text) for r in members)
        assert parts == pytest.approx(value(together.cells[column].text), rel=0.002)


def test_sums_in_constant_prices_say_so() -> None:
    group = outcome("nato-5-by-2035", "nato_defence.price_basis=constant").budgets[0]
    assert "in prices of 2024" in group_yearly_table(group, "x").note
    assert all("nominal" not in line for line in group_lines(group))
    share = row(group_members_table(group, "x"), "Germany")[5]
    nominal = row(group_members_table(outcome("nato-5-by-2035").budgets[0], "x"), "Germany")[5]
    assert share.text == nominal.text


@cache
def mixed_starts(price_basis: str) -> BudgetGroup:
    """The EU by The World Factbook, whose last years are 2024 for some members and 2025 for others."""
    lever = {"kind": "defence_budget", "country": "EU27", "target": 0.035, "reached": 2032, "price_basis": price_basis}
    known = {"definition": "factbook", "edition": "CIA-FACTBOOK", "assumed": "test"}
    return simulate(read_scenario({"title": "A", "date": "2025-01-02", "levers": [lever | known]})).budgets[0]


def test_where_members_start_in_different_years_all_sums_are_in_prices_of_one() -> None:
    group, nominal = mixed_starts("constant"), mixed_starts("nominal")
    assert group.starts == (2024, 2025)
    for member, plain in zip(group.members, nominal.members, strict=True):
        economy = macro(member.country)
        t = member.years.tolist().index(2032)
        expected = plain.spending[0, t] * economy.at("deflator", 2025) / economy.at("deflator", 2032)
        assert member.spending[0, t] == pytest.approx(expected, rel=1e-12)
        np.testing.assert_array_equal(plain.prices, 1.0)
    assert "in prices of 2025" in group_yearly_table(group, "x").note
    assert "exchange rates are the outlook's of 2025" in group_yearly_table(group, "x").note
    assert "exchange rates are the outlook's of each year" in group_yearly_table(nominal, "x").note


def test_shares_of_gdp_do_not_depend_on_the_prices_of_sums() -> None:
    group, nominal = (group_json(mixed_starts(prices))["members"] for prices in ("constant", "nominal"))
    for one, other in zip(group, nominal, strict=True):
        assert one["extra_end_share_of_gdp"] == pytest.approx(other["extra_end_share_of_gdp"], rel=1e-12)
    # weights among members move a little with the year of the exchange rates, shares of the whole hardly
    constant, plain = (group_members_table(mixed_starts(p), "x").rows[0].cells for p in ("constant", "nominal"))
    assert [value(constant[k].text) for k in (0, 1)] == pytest.approx([value(plain[k].text) for k in (0, 1)], abs=0.02)


def test_what_a_target_costs_at_the_start_is_of_each_starts_own_gdp_and_rates() -> None:
    rises = {m.country: (0.035 - m.share[0, 0]) * m.measured for m in mixed_starts("nominal").members}
    starts = {m.country: m.start for m in mixed_starts("nominal").members}
    dollars = sum(max(rise, 0.0) * macro(c).at("gdp_usd_bn", starts[c]) for c, rise in rises.items())
    for prices in ("nominal", "constant"):
        assert mixed_starts(prices).at_start("USD") == pytest.approx(dollars, rel=1e-12)
        assert f"at the GDP of 2024–2025 ${dollars:.1f}bn" in group_lines(mixed_starts(prices))[0]


def test_every_key_pays_the_whole_sum_and_the_own_key_stands_between_the_others() -> None:
    one = outcome("europe-alone-250bn").autonomy[0]
    table = who_pays_table(one, "x")
    assert table.columns[0] == "by GDP: this scenario"
    assert len(table.columns) == 4 + 3
    for column in range(4):
        assert value(table.rows[0].cells[column].text) == 250
        parts = sum(value(r.cells[column].text) for r in table.rows[1:])
        assert parts == pytest.approx(250, abs=0.5)
    germany = row(table, "Germany")
    keys = [value(germany[k].text) for k in range(4)]
    assert [value(end) for end in germany[0].spread.split(" to ")] == [min(keys), max(keys)]


def test_an_ally_without_a_gap_has_nothing_to_close() -> None:
    table = who_pays_table(outcome("europe-alone-250bn").autonomy[0], "x")
    assert row(table, "Poland")[-1].text == "no gap"
    assert row(table, "Germany")[-1].text == "100%"


def test_a_mix_is_a_column_of_its_own_and_a_refused_key_says_why() -> None:
    mixed = outcome("europe-alone-250bn", "europe_alone.key={gap: 0.5, exposure: 0.5}").autonomy[0]
    assert mix_words(mixed) == "50% by gap to the target and 50% by exposure"
    assert len(who_pays_table(mixed, "x").columns) == 5 + 3
    # just below what all may pay under the cap, hence more than those with a gap may
    room = 0.99 * 0.015 * float(mixed.gdp.sum())
    tight = outcome("europe-alone-250bn", "europe_alone.cap=0.015", f"europe_alone.amount={room:.3f}").autonomy[0]
    assert "gap" in tight.refused
    table = who_pays_table(tight, "x")
    assert tight.refused["gap"] in table.note
    place = table.columns.index("by gap to the target")
    assert {r.cells[place].text for r in table.rows} == {"–"}


def test_fairness_is_called_an_illustration_and_lists_today() -> None:
    table = fairness_table(outcome("europe-alone-250bn").autonomy[0], "x")
    assert table is not None
    assert "illustration, with one way of counting benefit" in table.note
    assert "distance to Moscow −0.77 (p below 0.001)" in table.note
    heads = [r.head for r in table.rows]
    assert heads[-1] == "today’s spending"
    apart = np.array([[value(c.text) for c in r.cells[3:]] for r in table.rows])
    assert np.array_equal(apart, apart.T)
    assert not np.diag(apart).any()
    assert sorted(int(r.cells[1].text) for r in table.rows) == list(range(1, len(heads) + 1))


def test_without_an_exposed_border_no_fairness_is_measured() -> None:
    changes = ("europe_alone.common=0", "europe_alone.members=E3", "europe_alone.amount=50")
    three = outcome("europe-alone-250bn", *changes)
    assert fairness_table(three.autonomy[0], "x") is None
    assert policy_json(three)["autonomy"][0]["benefit"] is None


@pytest.mark.parametrize(("p", "words"), [(0.42, "0.42"), (0.004, "0.004"), (0.0004, "below 0.001"), (1.0, "1.00")])
def test_small_p_keeps_a_digit(p: float, words: str) -> None:
    assert p_words(p) == words


def test_published_sums_keep_their_own_digits_and_none_is_an_average() -> None:
    table = needs_table(outcome("europe-alone-250bn").autonomy[0], "x")
    printed = [r.cells[0].text for r in table.rows]
    assert printed == [study(need.study).printed for need in needs()]
    assert "never averaged" in table.note
    assert len(printed) >= 7


def test_our_sums_stand_beside_those_they_can_stand_beside() -> None:
    """1.5 points of the EU's GDP, the gap of its NATO members to 5%, both from tables held; IISS has no yearly sum."""
    table = needs_table(outcome("europe-alone-250bn").autonomy[0], "x")
    ours = {need.id: r.cells[-2:] for need, r in zip(needs(), table.rows, strict=True)}
    assert ours["bruegel-kiel"][0].spread == RANGE_ONLY
    assert ours["bruegel-kiel"][0].text == "€253.2bn to €361.0bn"
    assert (ours["nef"][0].text, ours["nef"][0].spread) == ("€501.2bn", ONE_PATH)
    assert ours["nef"][1].text == "–"
    perimeters = perimeters_table(outcome("europe-alone-250bn").autonomy[0], "x")
    european = value(row(perimeters, "The European Union")[-1].text)
    assert value(ours["rearm"][1].text) == pytest.approx(2.5 * european, abs=0.5)
    assert "$40bn a year" in ours["iiss"][0].text
    assert not ours["iiss"][0].is_number
    assert ours["sp"][0].text.startswith("none")


def test_perimeters_name_who_has_no_share() -> None:
    table = perimeters_table(outcome("europe-alone-250bn").autonomy[0], "x")
    eu = next(r for r in table.rows if r.head == "The European Union")
    assert all(name in eu.note for name in ("Austria", "Cyprus", "Ireland", "Malta"))
    assert table.columns == ("GDP", "gap to 3.5%", "gap to 5%", "1.5 points of GDP")


def test_lines_of_autonomy_name_the_range_over_keys_and_perimeters() -> None:
    one = outcome("europe-alone-250bn").autonomy[0]
    first, gap, *_ = autonomy_lines(one)
    germany = row(who_pays_table(one, "x"), "Germany")[0]
    assert first.index("Germany") < first.index("France")
    assert f"Germany {germany.text} ({germany.spread})" in first
    assert f"lack {written(one.gap.sum(), currency_unit('EUR'))} to 3.5% of GDP ({one.year})" in gap
    assert "€253.2bn (the EU members of NATO) to €361.0bn (NATO Europe and Canada)" in needs_lines(one)[0]


def test_pools_and_costs_by_hand() -> None:
    table = pool_table(outcome("force-30000").forces[0], "x")
    own = table.rows[0]
    assert [c.text for c in own.cells] == [
        "30,000", "90,000", "120,000", "150,000", "6.2\u00a0bn", "12\u00a0bn", "30\u00a0bn"
    ]  # fmt: skip
    assert [value(r.cells[0].text) for r in table.rows[1:]] == [option.deployed for option in force_options()]
    times = next(r for r in table.rows if r.cells[0].text == "64,000")
    assert times.cells[2].text == "256,000"


def test_soldiers_who_cannot_be_sent_count_in_the_scenario_alone() -> None:
    table = pool_table(outcome("force-30000", "force.not_deployable=0.25").forces[0], "x")
    assert table.rows[0].cells[2].text == "160,000"
    assert next(r for r in table.rows if r.cells[0].text == "64,000").cells[2].text == "256,000"
    assert "25% of soldiers cannot be sent" in table.note


def test_ceilings_name_what_each_has_said_and_what_is_not_known() -> None:
    one = outcome("force-30000").forces[0]
    table = ceiling_table(one, "x")
    france = row(table, "France")
    assert [c.text for c in france[:4]] == ["120,000", "30,000", "3,375", "3,375"]
    assert france[2].spread == "2,700 to 4,500"
    assert france[4].text == "2.2%"
    assert france[5].text == "size named, up to 6,000 (8 January 2026)"
    assert row(table, "Lithuania")[1].text == "not known"
    assert "Denmark, Estonia and Lithuania" in table.note
    assert one.short > 0
    assert table.rows[0].cells[-1].text == f"{one.short:,.0f} short of 30,000"


def test_who_names_a_number_keeps_it() -> None:
    one = outcome("force-30000", "force.sent={FRA: 10000}").forces[0]
    table = ceiling_table(one, "x")
    france = next(r for r in table.rows if r.head == "France")
    assert (france.cells[2].text, france.cells[3].text) == ("10,000", "10,000")
    assert france.cells[2].spread == NO_SPREAD
    assert "number named" in france.note
    assert sum(value(r.cells[3].text) for r in table.rows[1:]) == pytest.approx(one.sends.sum(), abs=5)


def test_who_names_more_than_a_slower_rotation_keeps_up_has_a_ceiling_for_each() -> None:
    """Britain has 67,000 free: 16,750 at 1:4 and 13,400 at 1:5, so 15,000 named is kept at the first alone."""
    one = outcome("force-30000", "force.sent={GBR: 15000}").forces[0]
    britain = row(ceiling_table(one, "x"), "United Kingdom")[2]
    assert (britain.text, britain.spread) == ("15,000", "13,400 to 15,000")
    assert one.ceiling_by_multiple[:, one.allies.index("GBR")].tolist() == pytest.approx([15_000, 15_000, 13_400])
    np.testing.assert_array_equal(one.ceiling_by_multiple[one.multiples.tolist().index(4.0)], one.ceiling)
    low, high = one.ceiling_by_multiple.sum(axis=1)[[2, 0]]
    assert f"({low:,.0f} to {high:,.0f})" in force_lines(one)[1]


def test_what_soldiers_cost_over_the_defence_spending_of_who_sends_them() -> None:
    """3,375 French soldiers at 0.4m of 2024, dearer by 2026, over France's share of 2024 of its GDP of 2026."""
    one = outcome("force-30000", "force.set_up=5", "force.ramp=3").forces[0]
    france, share = macro("FRA"), edition_share("FRA", "NATO-2024-06")
    assert share is not None
    cost = 3_375 * 0.4e-3 * france.at("deflator", 2026) / france.at("deflator", 2024)
    expected = cost / (share.share * france.at("gdp_nac_bn", 2026))
    assert one.displaced[one.allies.index("FRA")] == pytest.approx(expected, rel=1e-6)
    table = ceiling_table(one, "x")
    assert f"over its share in {EDITION} of the GDP of 2026" in table.note
    ally = next(a for a in force_json(one)["allies"] if a["country"] == "FRA")
    assert ally["displaced_share"] == one.displaced[one.allies.index("FRA")]


def test_without_a_share_nothing_is_displaced_that_is_known() -> None:
    one = outcome("force-30000", "force.contributors=[FRA, IRL]").forces[0]
    assert np.isnan(one.displaced[one.allies.index("IRL")])
    assert row(ceiling_table(one, "x"), "Ireland")[4].text == "not known"
    assert next(a for a in force_json(one)["allies"] if a["country"] == "IRL")["displaced_share"] is None


def test_anchors_are_those_of_the_table_and_the_middle_one_rounds_its_own() -> None:
    anchors = cost_anchors()
    assert anchors["low"] == force_cost("german-brigade").per_soldier_year / 1e6
    assert anchors["high"] == force_cost("us-afghanistan").per_soldier_year / 1e6
    assert anchors["central"] == round(force_cost("uk-herrick").per_soldier_year / 1e6, 2)
    one = outcome("force-30000", "force.set_up=5").forces[0]
    assert one.mission.total == pytest.approx(5 + 12.0 * one.years.size)
    assert f"€{one.mission.total:.0f}bn over 2026–2035" in force_lines(one)[0]
    assert "at published costs of a soldier, each read as if in EUR" in force_lines(one)[0]


def test_the_frontier_marks_the_scenario_once_and_what_suffices() -> None:
    one = outcome("force-30000").forces[0]
    table = frontier_table(one, "x")
    marked = [(r.head, table.columns[k]) for r in table.rows for k, c in enumerate(r.cells) if c.text.startswith("▸")]
    assert marked == [("1:4", "15%")]
    enough = {(r.head, table.columns[k]) for r in table.rows for k, c in enumerate(r.cells) if c.sign > 0}
    assert enough == {("1:3", "50%"), ("1:4", "50%")}
    assert [r.cells[-1].text for r in table.rows] == ["36%", "48%", "60%"]


def test_a_scenario_off_the_grid_gets_its_own_row_and_column() -> None:
    table = frontier_table(outcome("force-30000", "force.multiple=6", "force.willingness=0.12").forces[0], "x")
    assert [r.head for r in table.rows] == ["1:3", "1:4", "1:5", "1:6"]
    assert "12%" in table.columns
    assert sum(c.text.startswith("▸") for r in table.rows for c in r.cells) == 1


def test_a_force_beyond_all_armies_says_that_none_suffices() -> None:
    one = outcome("force-30000", "force.deployed=200000").forces[0]
    assert [r.cells[-1].text for r in frontier_table(one, "x").rows][1:] == ["none does", "none does"]
    assert "all would not do for 200,000" in force_lines(one)[1]


def test_anchors_keep_their_currency_and_year() -> None:
    table = cost_anchor_table("x")
    assert [r.cells[0].text for r in table.rows] == ["$70,300", "$94,000", "€208,000", "£397,000", "$1,000,000"]
    assert [r.cells[1].text for r in table.rows] == [cost.price_basis for cost in force_costs()]
    assert all(r.cells[0].spread == NO_RANGE for r in table.rows)


def test_pledges_stand_once_each_under_their_firmness() -> None:
    table = pledge_table("x")
    said = [r for r in table.rows if r.cells]
    assert sorted(r.cells[2].text for r in said) == sorted(p.statement for p in pledges())
    headings = [r.head for r in table.rows if not r.cells]
    ordered = [word for word in reversed(FIRMNESS) if any(p.firmness == word for p in pledges())]
    assert headings[:-1] == ordered
    assert headings[-1].startswith("no promise")
    assert any(r.cells[3].text == "after a ceasefire or a peace agreement" for r in said)


def test_what_a_state_has_said_is_its_firmest_its_size_and_its_latest() -> None:
    assert said_words("GBR") == "funded (10 January 2026); size named, 5,000 to 10,000 (April 2025)"
    assert said_words("DEU") == "support only (6 January 2026)"
    assert said_words("NOR") == "nothing held"


def test_lines_of_the_force() -> None:
    one = outcome("force-30000").forces[0]
    pool, sustained = force_lines(one)
    assert pool.startswith("A force of 30,000 needs a pool of 120,000 (90,000 to 150,000) and costs about €12")
    assert "prices of 2024" in pool
    low, middle, high = (f"{one.ceiling.sum() * 4 / multiple:,.0f}" for multiple in (5, 4, 3))
    assert sustained.startswith(f"10 states can keep up {middle} ({low} to {high}) at 15% of their land forces")


@pytest.mark.parametrize(("country", "year"), [("GBR", 2024), ("LUX", 2023), ("DEU", 2023), ("CHN", 2023)])
def test_every_reading_of_a_year_stands_beside_the_others(country: str, year: int) -> None:
    table, held = definitions_table(country, year, "x"), by_definition(country, year)
    shown = [r for r in table.rows if r.cells]
    assert len(shown) == len(held)
    printed = [r for r in shown if r.cells[1].is_number]
    assert len(printed) == sum(row.share is not None for row in held)
    assert len(shown) - len(printed) == sum(row.share is None for row in held) > 0


def test_one_decimal_stays_one_decimal() -> None:
    shares = {r.cells[0].text: r.cells[1].text for r in definitions_table("GBR", 2024, "x").rows if r.cells}
    assert shares["CIA-FACTBOOK"] == "2.3%"
    assert re.fullmatch(r"\d\.\d\d%", shares["NATO-2024-06"])


@pytest.mark.parametrize("name", PRESETS)
def test_every_number_has_a_range_or_a_remark_and_a_way_back(name: str) -> None:
    known = {f"#source-{source.id}" for source in sources()}
    numbers = 0
    for section in policy_sections(outcome(name), "s"):
        for table in (*section.open, *section.folded):
            for cell in (c for r in table.rows for c in r.cells if c.is_number):
                numbers += 1
                assert cell.href in known or cell.href.startswith("#how-"), cell
                assert cell.spread or table.single_runs, (table.id, cell)
                assert not cell.spread or " to " in cell.spread or cell.spread in REMARKS, cell
    assert numbers >= 8


@pytest.mark.parametrize("name", PRESETS)
def test_rows_fit_their_columns_and_tables_have_names_of_their_own(name: str) -> None:
    tables = [t for s in policy_sections(outcome(name), "s") for t in (*s.open, *s.folded)]
    assert tables
    assert len({t.id for t in tables}) == len(tables)
    assert all(len(r.cells) == len(t.columns) for t in tables for r in t.rows if r.cells)
    assert all("westphalia" not in t.caption for t in tables)


@pytest.mark.parametrize("name", PRESETS)
def test_plain_data_is_json_and_cites_sources_that_exist(name: str) -> None:
    plain = json.loads(json.dumps(policy_json(outcome(name)), allow_nan=False))
    assert any(plain.values())
    assert set(policy_sources(outcome(name))) <= {source.id for source in sources()}
    cited = {
        cell.href.removeprefix("#source-")
        for section in policy_sections(outcome(name), "s")
        for table in (*section.open, *section.folded)
        for r in table.rows
        for cell in r.cells
        if cell.href.startswith("#source-")
    }
    assert cited <= set(policy_sources(outcome(name)))


def test_lines_cover_groups_sums_and_forces() -> None:
    assert policy_lines(outcome("uk-2.5-by-2027")) == ()
    assert len(policy_lines(outcome("europe-alone-250bn"))) == 3
    assert len(policy_lines(outcome("force-30000"))) == 2


def test_the_page_shows_open_tables_and_folds_the_rest() -> None:
    page = _environment().from_string('{% import "macros.html.j2" as m %}{% include "policy.html.j2" %}')
    sections = policy_sections(outcome("force-30000"), "s")
    html = page.render(part={"policy": sections})
    assert html.count("<table") == 5
    assert html.count("<details>") == len(sections[0].folded) == 2
    assert html.index('id="s-force-1-pool"') < html.index("<details>") < html.index('id="s-force-1-pledges"')


def test_what_a_target_costs_an_alliance_is_said_without_the_united_states_too() -> None:
    (group,) = outcome("nato-5-by-2035").budgets
    american = next(member for member in group.members if member.country == "USA")
    own = float((american.share[0, -1] - american.share[0, 0]) * american.gdp[0] * american.measured)
    said = group_lines(group)[0]
    every, rest = (float(re.findall(r"\$([\d,.]+)bn", part)[0].replace(",", "")) for part in said.split("; without "))
    assert every - rest == pytest.approx(own * american.rates_at_start["USD"], abs=1)
    assert own > 100
    without = replace(group, members=tuple(m for m in group.members if m.country != "USA"))
    assert "without the United States" not in group_lines(without)[0]


def test_a_start_that_is_an_estimate_is_called_one() -> None:
    assert "(an estimate in NATO's figures of June 2024)" in group_lines(outcome("nato-5-by-2035").budgets[0])[0]
    part = budget_part(outcome("uk-2.5-by-2027").spending[0], "x")
    assert "What is spent in 2024 is an estimate in NATO-2024-06." in part.yearly.note
