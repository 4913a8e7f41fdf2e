"""Aid against cases worked by hand, the tracker's own shares of GDP, and runs of the lever.

What the tests cannot see: whether the tracker's totals are right, or whether a key is fair.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from westphalia.errors import DataError
from westphalia.outcome import AidOutcome, Outcome
from westphalia.outcome.aid import CHOSEN
from westphalia.report.aid import aid_json, aid_lines, published_table, replacing_table
from westphalia.report.aid_kinds import NOT_HELD, form_table, measures_table, obtained_table
from westphalia.report.support import Support, support, support_json, support_table
from westphalia.scenario.files import load_scenario, read_scenario
from westphalia.scenario.levers import AidReplacement
from westphalia.simulate import simulate
from westphalia.support import aid
from westphalia.world.aid import (
    ERA_ALLOCATED,
    ERA_LENDER,
    EUROPE,
    INSTITUTIONS,
    Amounts,
    Period,
    bought_of,
    eu_key,
    group_total,
    obtained,
    replacements,
    tracker,
)
from westphalia.world.studies import study
from westphalia.world.tracker_file import read_tracker

GDP = np.array([2000.0, 1000.0, 1000.0])
TODAY = np.array([4.0, 5.0, 1.0])
UNION = np.array([0.75, 0.25, 0.0])
NOBODY = np.zeros(3)
ALL = Period(2022, 2026, 4)
WHOLE = ["military", "financial", "humanitarian", "committed"]
LEVER = {
    "kind": "aid_replacement", "name": "gap", "donors": ["EU27", "GBR"], "from": 2026, "assumed": "test",
}  # fmt: skip
BUDGET = {
    "kind": "defence_budget", "country": "DEU", "target": 0.035, "reached": 2030, "against": "constant_share",
    "definition": "nato", "edition": "NATO-2024-06", "price_basis": "nominal", "assumed": "test",
}  # fmt: skip


def run(*levers: dict[str, object], date: str = "2025-03-13") -> Outcome:
    return simulate(read_scenario({"title": "A", "date": date, "levers": list(levers)}))


def outcome(**fields: object) -> AidOutcome:
    return run(LEVER | fields).aid_replaced[0]


# The worked example of the page


def test_parts_under_each_key_by_hand() -> None:
    """10 to share; by income 2 : 1 : 1, by gap 6 : 0 : 4, as published 6 : 2 : 2."""
    total = aid.average(9.0 + 12.0 + 9.0, 3.0)
    assert total == 10
    np.testing.assert_allclose(aid.added(total, aid.income_key(GDP), 0.0, NOBODY), [5, 2.5, 2.5])
    np.testing.assert_allclose(aid.added(total, aid.gap_key(TODAY, GDP, 0.005), 0.0, NOBODY), [6, 0, 4])
    given = aid.published_key(np.array([3.0, np.nan, np.nan]), 2.0, GDP)
    np.testing.assert_allclose(given, [3, 1, 1])
    np.testing.assert_allclose(aid.added(total, given, 0.0, NOBODY), [6, 2, 2])


def test_the_union_s_part_falls_on_members_by_its_own_key() -> None:
    np.testing.assert_allclose(aid.added(10.0, aid.income_key(GDP), 0.5, UNION), [6.25, 2.5, 1.25])
    np.testing.assert_allclose(aid.added(10.0, np.zeros(3), 1.0, UNION), [7.5, 2.5, 0])


def test_a_surplus_closes_nobody_else_s_gap() -> None:
    np.testing.assert_allclose(aid.gap_key(TODAY, GDP, 0.004), [4, 0, 3])


def test_the_share_reached_fills_from_the_lowest() -> None:
    """To lift C to 0.2% takes 1, then A and C rise together: 9 over 3000 is 0.3 points."""
    assert aid.reached(10.0, TODAY, GDP) == pytest.approx(0.005, abs=1e-15)
    assert aid.reached(0.5, TODAY, GDP) == pytest.approx(0.0015, abs=1e-15)
    assert aid.reached(0.0, TODAY, GDP) == pytest.approx(0.001, abs=1e-15)


def test_a_mix_is_a_geometric_mean_and_what_is_bought_at_home_a_product() -> None:
    keys = np.stack([aid.income_key(GDP), aid.gap_key(TODAY, GDP, 0.005)])
    mixed = aid.mixed_key(keys, np.array([0.5, 0.5]))
    np.testing.assert_allclose(mixed, [np.sqrt(2000 * 6), 0, np.sqrt(1000 * 4)])
    assert aid.bought_at_home(0.6, 0.75) == pytest.approx(0.45, abs=1e-15)
    np.testing.assert_allclose(aid.replaced(TODAY, np.array([1.0, 2.0, 3.0])), [5, 7, 4])


# The tables


def test_each_total_adds_up_from_its_years() -> None:
    release = tracker()
    by_year = [release.totals(Period(year, year), "donor")["USA"].allocated for year in (2022, 2023, 2024)]
    assert release.totals(Period(2022, 2024), "donor")["USA"].allocated == pytest.approx(sum(by_year), abs=1e-12)
    assert release.span == ALL


@pytest.mark.parametrize("period", [ALL, Period(2022, 2024), Period(2024, 2024, 10), Period(2022, 2025, 2)])
def test_the_eu_s_aid_stands_with_its_institutions_or_with_its_members_and_never_with_both(period: Period) -> None:
    release = tracker()
    own, charged = release.totals(period, "donor"), release.totals(period, "members")
    assert INSTITUTIONS in own
    assert INSTITUTIONS not in charged
    for name in WHOLE:
        once = [sum(getattr(each, name) for each in view.values()) for view in (own, charged)]
        assert once[1] == pytest.approx(once[0], abs=1e-9)
    assert charged["GBR"] == own["GBR"]
    assert charged["FRA"].allocated > own["FRA"].allocated
    assert sum(eu_key().values()) == pytest.approx(1, abs=1e-12)


def test_three_measures_stand_apart_and_what_is_not_held_is_not_filled_in() -> None:
    given = tracker().totals(Period(2024, 2024), "donor")["GBR"]
    allocated, committed = given.measured("allocations"), given.measured("commitments")
    assert allocated is not None
    assert committed is not None
    assert committed > 4 * allocated
    assert given.measured("disbursements") is None
    assert given.allocated == given.military + given.financial + given.humanitarian


@pytest.mark.shared
def test_charged_to_members_the_shares_of_gdp_are_those_the_tracker_prints(shared: Path) -> None:
    """Bilateral and with the EU's part, on its output of 2021. Slovenia alone differs between two files."""
    with (shared / "data" / "security" / "ukraine_support_eu_shares.csv").open(encoding="utf-8") as file:
        printed = {row["iso3"]: row for row in csv.DictReader(file)}
    release = tracker()
    assert set(printed) == set(release.eu_key)
    for eu, column in (("donor", "bilateral_pct_gdp"), ("members", "total_pct_gdp")):
        totals = release.totals(ALL, eu)  # type: ignore[arg-type]
        for iso3, row in printed.items():
            ours = 100 * totals[iso3].allocated / release.gdp[iso3]
            assert ours == pytest.approx(float(row[column]), abs=0.013 if iso3 == "SVN" else 2e-5), (iso3, eu)


@pytest.mark.shared
def test_the_monthly_file_gives_the_same_totals_and_every_month_between(shared: Path) -> None:
    release = tracker()
    read = read_tracker(shared / "data" / "security" / "ukraine_support_monthly.csv", 29)
    assert read.donors == release.donors
    assert read.data_to == release.data_to
    for key, sums in release.sums.items():
        for name in WHOLE:
            assert getattr(read.sums[key], name) == pytest.approx(getattr(sums, name), abs=1e-6)
    march = read.totals(Period(2025, 2025, 3), "donor")["GBR"].allocated
    january_to = [read.totals(Period(2025, 2025, m), "donor")["GBR"].allocated for m in (2, 4)]
    assert january_to[0] < march <= january_to[1]
    assert max(len(read.months(year)) for year in (2022, 2024)) == 12


@pytest.mark.shared
def test_no_month_of_the_tracker_ships(shared: Path) -> None:
    """No total is that of one month, and no two totals of a year are a month apart."""
    assert all(len(tracker().months(year)) <= 4 for year in range(2022, 2027))
    held = {year: tracker().months(year) for year in range(2022, 2027)}
    apart = [b - a for months in held.values() for a, b in zip((0, *months), months, strict=False)]
    assert min(apart) >= 2


def test_origin_of_military_aid_is_held_by_year_and_american_arms_are_not_bought_at_home() -> None:
    row = next(each for each in obtained() if each.year == 2025)
    assert row.purl > 0
    assert bought_of(2025) == row.procurement / (row.procurement + row.stockpile + row.purl)
    with pytest.raises(DataError, match=r"origin of military aid in 2021: held for 2022 to 2026\."):
        bought_of(2021)


def test_kiel_s_rows_are_its_published_figures_and_add_up_to_its_sums() -> None:
    rows = {row.donor: row for row in replacements()}
    for donor in ("DEU", "GBR", "FRA", "ITA", "ESP"):
        assert rows[donor].current == study(f"kiel-pb186-{donor.lower()}-now").value
        assert rows[donor].needed == study(f"kiel-pb186-{donor.lower()}-needed").value
    assert rows[INSTITUTIONS].needed == study("kiel-pb186-eu27-needed").value
    now, needed = sum(r.current for r in rows.values()), sum(r.needed for r in rows.values())
    assert (round(now, 1), round(needed, 1)) == (43.8, 81.5)
    assert round(now) == study("kiel-pb186-europe-now").value
    assert abs(needed - (study("kiel-pb186-europe-needed").value or 0)) <= 0.5


def test_a_group_counts_each_donor_once() -> None:
    totals = {"DEU": Amounts(military=1), "FRA": Amounts(financial=2, committed=5)}
    assert group_total(totals, ("DEU", "FRA")) == Amounts(military=1, financial=2, committed=5)
    with pytest.raises(DataError, match="Germany stands in EU27 and in DEU"):
        group_total(totals, ("EU27", "DEU"))


def test_a_period_is_said_in_words() -> None:
    words = [p.words for p in (Period(2024, 2024), Period(2022, 2024), Period(2024, 2024, 10), Period(2022, 2025, 2))]
    assert words == ["2024", "2022–2024", "January to October 2024", "January 2022 to February 2025"]
    assert Period(2022, 2024).years == 3


# The lever


def test_without_a_sum_the_mean_of_the_window_leaves_with_the_donor() -> None:
    one = outcome()
    stopped = tracker().totals(Period(2022, 2024), "donor")["USA"]
    assert one.total == pytest.approx(stopped.allocated / 3, abs=1e-12)
    assert one.lever.military == pytest.approx(stopped.military / stopped.allocated, abs=1e-12)
    assert one.domestic == pytest.approx(one.lever.military * bought_of(2025), abs=1e-12)
    assert outcome(average=[2024, 2024]).total == pytest.approx(46.44, abs=0.005)


def test_the_parts_follow_gdp_of_the_window_s_last_year() -> None:
    one = outcome(amount=38)
    np.testing.assert_allclose(one.chosen, 38 * one.gdp / one.gdp.sum())
    assert one.year == 2024
    assert one.total == 38
    assert outcome(amount=38, currency="USD").total == pytest.approx(38 / 1.0824, rel=0.001)


def test_what_goes_through_the_eu_falls_on_all_members_once_named_or_not() -> None:
    one = outcome(amount=40, donors=["GBR", "DEU"], through_eu=0.5)
    assert set(one.donors) >= {"FRA", "POL", "GBR"}
    added = dict(zip(one.donors, one.chosen.tolist(), strict=True))
    assert sum(added.values()) == pytest.approx(40, abs=1e-9)
    assert added["FRA"] == pytest.approx(20 * eu_key()["FRA"], abs=1e-9)
    assert added["GBR"] + added["DEU"] == pytest.approx(20 + 20 * eu_key()["DEU"], abs=1e-9)


def test_aid_today_with_the_eu_s_charged_is_the_tracker_s() -> None:
    one = outcome()
    charged = tracker().totals(Period(2022, 2024), "members")
    expected = [charged[code].allocated / 3 for code in one.donors]
    np.testing.assert_allclose(one.current, expected, atol=1e-9)


def test_as_kiel_splits_it_each_adds_what_kiel_has_it_add() -> None:
    one = outcome(amount=37.7, donors=list(EUROPE), key={"kiel": 1.0}, through_eu=20 / 37.7)
    own = dict(zip(one.donors, (one.chosen - 20 * one.eu_key).tolist(), strict=True))
    for row in replacements():
        if row.donor in own:
            assert own[row.donor] == pytest.approx(row.extra, abs=1e-9)
    named = {row.donor for row in replacements()}
    assert sum(x for code, x in own.items() if code not in named) == pytest.approx(2.5, abs=1e-9)


def test_the_preset_repeats_the_tables_of_the_page() -> None:
    one = simulate(load_scenario("replace-us-aid")).aid_replaced[0]
    page = (Path(__file__).parents[2] / "docs" / "aid.md").read_text(encoding="utf-8")
    table = published_table(one, "x")
    for row in table.rows:
        cells = [cell.text.removeprefix("€").removesuffix("bn") for cell in row.cells]
        shown = [
            f"{float(x):.1f}".removesuffix(".0") if k in (0, 2) else f"{float(x):.1f}" for k, x in enumerate(cells)
        ]
        assert f"| {' | '.join(shown)} |" in page, row.head
    assert one.reached == pytest.approx(0.0034, abs=0.00005)


def test_the_accounts_hold_each_addition_at_each_year_s_rate() -> None:
    found = run(LEVER | {"amount": 38.0, "ramp": 2})
    assert found.annual is not None
    one, annual = found.aid_replaced[0], found.annual
    c, years = annual.place("DEU"), annual.years.tolist()
    extra = annual.extra[0, c] * annual.baseline.gdp[c]
    part = one.chosen[one.donors.index("DEU")]
    assert [extra[years.index(y)] for y in (2025, 2026, 2027, 2030)] == pytest.approx(
        [0, part / 2, part, part], abs=1e-9
    )
    (shock,) = annual.shocks
    assert shock.spending is not None
    assert np.asarray(shock.spending.domestic)[0, c, -1] == pytest.approx(one.domestic, abs=1e-12)


def test_the_military_part_is_inside_a_defence_budget_and_the_rest_never() -> None:
    inside, top = (run(BUDGET, LEVER | {"counted": counted}).annual for counted in ("inside_budget", "on_top"))
    assert inside is not None
    assert top is not None
    share = outcome().lever.military
    for code, left in (("DEU", 1 - share), ("FRA", 1.0)):
        c = inside.place(code)
        shocks = [next(s.spending for s in annual.shocks if s.lever == "gap") for annual in (inside, top)]
        assert all(shocks)
        extra = [shock.extra[0, c, -1] for shock in shocks if shock is not None]
        assert extra[0] == pytest.approx(left * extra[1], rel=1e-12)
    first = next(s.spending for s in inside.shocks if s.lever == "gap")
    assert first is not None
    assert np.asarray(first.domestic)[0, inside.place("DEU"), -1] == 0
    assert any("its military part adds nothing there" in note for note in inside.notes)


def test_the_donor_that_stops_carries_the_eu_s_part_alone_and_its_own_aid_is_in_no_sum() -> None:
    """What Germany withdraws the others replace: all together go back to what they gave with it, and no further."""
    one = outcome(withdrawn="DEU", donors=["FRA", "GBR"], through_eu=0.5)
    j = one.donors.index("DEU")
    release = tracker()
    own, charged = (release.totals(Period(2022, 2024), view)["DEU"].allocated / 3 for view in ("donor", "members"))  # type: ignore[arg-type]
    assert one.total == pytest.approx(own, abs=1e-12)
    assert one.chosen[j] == pytest.approx(own * 0.5 * eu_key()["DEU"], abs=1e-12)
    assert one.current[j] == pytest.approx(charged - own, abs=1e-9)
    assert one.given[j].allocated == pytest.approx(3 * (charged - own), abs=1e-9)
    everybody = sum(release.totals(Period(2022, 2024), "members")[code].allocated / 3 for code in one.donors)
    assert one.current.sum() == pytest.approx(everybody - own, abs=1e-9)
    assert one.needed.sum() == pytest.approx(everybody, abs=1e-9)
    rest = np.arange(len(one.donors)) != j
    assert one.reached == pytest.approx(aid.reached(one.total, one.current[rest], one.gdp[rest]), abs=1e-15)
    first = aid_lines(one)[0]
    assert f"replaced by {len(one.donors) - 1} states" in first
    assert "Germany" not in first.split("replaced by")[1]
    assert "Germany replaces nothing of its own, but carries" in aid_lines(one)[2]
    table = replacing_table(one, "x")
    assert "Germany (stops; the EU's part)" in [row.head for row in table.rows]
    assert "Its own aid is neither in aid now nor in aid then." in table.note
    heads = [row.head for row in measures_table(one, "x").rows]
    assert (heads[0], heads.count("Germany")) == ("Germany (stops)", 0)
    assert "DEU" not in outcome(withdrawn="DEU", donors=["FRA", "GBR"]).donors


def test_the_mean_of_the_united_states_is_shown_with_and_without_its_loan() -> None:
    """(114.9 - 18.3) / 3 = 32.2, and 64.1 of 96.6 is military; docs and note say the same."""
    note = form_table(outcome(), "x").note
    assert "€38.3bn a year and 56% of it military" in note
    assert "Without it: €32.2bn and 66%." in note
    page = (Path(__file__).parents[2] / "docs" / "aid.md").read_text(encoding="utf-8")
    assert "| without the loan, about €6.1bn a year | €32.2bn | 66% |" in page
    assert "Without it" not in form_table(outcome(average=[2022, 2023]), "x").note
    assert "Without it" not in form_table(outcome(withdrawn="CAN"), "x").note


@pytest.mark.shared
def test_the_loan_is_the_tracker_s_financial_aid_of_october_2024(shared: Path) -> None:
    read = read_tracker(shared / "data" / "security" / "ukraine_support_monthly.csv", 29)
    to = [read.totals(Period(2024, 2024, month), "donor")[ERA_LENDER].financial for month in (9, 10)]
    assert to[1] - to[0] == pytest.approx(ERA_ALLOCATED[1], abs=0.05)


def test_who_stops_saves_nothing_and_the_outlook_holds_a_part_of_the_rise() -> None:
    note = replacing_table(outcome(), "x").note
    assert (
        "The United States saves nothing in these accounts, which hold only what others add: it gave €0.48bn in 2025, "
        "so the outlook of October 2025 has its aid at about zero already." in note
    )
    assert "the EU's institutions gave €35.1bn in 2025, against a mean of €16.3bn." in note
    other = replacing_table(outcome(withdrawn="CAN"), "x").note
    assert "Canada saves nothing in these accounts, which hold only what others add." in other
    within = replacing_table(outcome(average=[2024, 2025]), "x").note
    assert "which hold only what others add." in within
    assert "a part already" not in within


def test_a_sum_the_same_in_euros_shrinks_against_gdp() -> None:
    one = outcome(amount=38)
    assert one.weight.keys() == {2026, 2035}
    assert one.weight[2026] < 38 / one.gdp.sum()
    note = replacing_table(one, "x").note
    first, last = (f"{100 * one.weight[year]:.2f}%" for year in (2026, 2035))
    assert f"from 2026 to 2035 and so shrinks against GDP: from {first} of that of all donors to {last}." in note
    assert "shrinks" not in replacing_table(outcome(amount=38, until=2026), "x").note
    assert "At full strength the sum stays" in replacing_table(outcome(ramp=2), "x").note


def test_what_goes_through_the_union_is_money_and_arms_come_first_in_what_is_bilateral() -> None:
    """60% military and half through the EU: all that is bilateral is arms, and a tenth of the sum does not fit."""
    one = outcome(amount=10, donors=["GBR", "DEU"], through_eu=0.5, in_kind=0.6, bought_at_home=0.8)
    assert aid.arms_part(0.6, 0.5) == 1
    assert aid.arms_part(0.3, 0.5) == pytest.approx(0.6, abs=1e-15)
    assert aid.arms_part(0.6, 1.0) == 0
    arms = dict(zip(one.donors, one.arms.tolist(), strict=True))
    germany = one.chosen[one.donors.index("DEU")]
    assert (arms["GBR"], arms["FRA"]) == (1, 0)
    assert arms["DEU"] == pytest.approx((germany - 5 * eu_key()["DEU"]) / germany, abs=1e-12)
    assert float(one.arms @ one.chosen) == pytest.approx(5, abs=1e-9)
    assert (one.military, one.unplaced, one.domestic) == pytest.approx((0.5, 0.1, 0.4), abs=1e-12)
    cells = [[cell.text for cell in row.cells] for row in form_table(one, "x").rows]
    assert [row[0] for row in cells] == ["€4bn", "€1.00bn", "€5bn"]
    said = "The military part, 60% of the sum, is more than the 50% that are bilateral: €1.00bn a year of it do not fit"
    assert said in aid_lines(one)[2]
    assert said in form_table(one, "x").note
    assert len(aid_lines(outcome(amount=10, through_eu=0.2, in_kind=0.6))) == 2


def test_only_arms_of_each_donor_are_inside_its_budget_and_buy_at_home() -> None:
    lever = LEVER | {"amount": 10.0, "donors": ["GBR", "DEU"], "through_eu": 0.5, "in_kind": 0.6, "name": "half"}
    one = run(lever).aid_replaced[0]
    inside, top = (run(BUDGET, lever | {"counted": way}).annual for way in ("inside_budget", "on_top"))
    assert inside is not None
    assert top is not None
    within, beyond = (next(s.spending for s in a.shocks if s.lever == "half") for a in (inside, top))
    assert within is not None
    assert beyond is not None
    arms = dict(zip(one.donors, one.arms.tolist(), strict=True))
    for code in ("DEU", "FRA", "GBR"):
        c = inside.place(code)
        left = 1 - arms[code] if code == "DEU" else 1
        assert within.extra[0, c, -1] == pytest.approx(left * beyond.extra[0, c, -1], rel=1e-12)
        home = np.asarray(beyond.domestic)[0, c, -1]
        assert home == pytest.approx(arms[code] * one.lever.new, abs=1e-12)


def test_money_alone_buys_nothing_at_home_and_arms_do() -> None:
    money, arms = (run(LEVER | {"in_kind": part, "bought_at_home": 1.0}).annual for part in (0.0, 1.0))
    assert money is not None
    assert arms is not None
    assert np.abs(money.change("gdp", "DEU")).max() == 0
    assert arms.change("gdp", "DEU")[0, -1] > 0


# What is printed


def test_the_tables_show_every_key_the_range_over_keys_and_what_is_not_held() -> None:
    one = outcome(amount=38, through_eu=0.5, key={"income": 0.5, "gap": 0.5})
    table = replacing_table(one, "x")
    assert len(table.rows) == len(one.donors) + 1
    assert table.columns[1] == "adds 50% by GDP and 50% by gap to the target: this scenario"
    chosen = table.rows[1].cells[1]
    assert " to " in chosen.spread
    assert "50% of the sum goes through the EU's institutions" in table.note
    measures = measures_table(one, "x")
    column = measures.columns.index("disbursements")
    assert {row.cells[column].text for row in measures.rows} == {NOT_HELD}
    assert measures.rows[0].head == "United States (stops)"
    assert "in brackets under other keys" in aid_lines(one)[0]


def test_arms_and_money_add_up_to_the_sum_and_only_new_arms_are_demand() -> None:
    given = outcome(amount=20, in_kind=0.6, bought_at_home=0.75)
    cells = [[cell.text for cell in row.cells] for row in form_table(given, "x").rows]
    assert cells == [["€9bn", "45%", "€9bn"], ["€3.0bn", "15%", "€0bn"], ["€8bn", "40%", "€0bn"]]
    assert "Military part: as the scenario says; newly bought: as the scenario says." in form_table(given, "x").note
    assert "that of all donors in 2025" in form_table(outcome(), "x").note


def test_how_arms_were_obtained_stands_by_year_and_the_last_year_says_its_months() -> None:
    heads = [row.head for row in obtained_table("x").rows]
    assert heads == ["2022", "2023", "2024", "2025", "2026 to month 4"]


def test_the_data_add_up_and_name_their_release() -> None:
    one = outcome(amount=38)
    data = aid_json(one)
    assert data["release"] == 29
    assert sum(data["by_key"][CHOSEN]) == pytest.approx(38, abs=1e-9)
    assert data["withdrawn"]["disbursements"] is None
    assert data["published"][0]["donor"] == INSTITUTIONS


def test_a_key_under_which_nobody_pays_is_named_and_the_others_stand() -> None:
    one = outcome(amount=5, target=0.0001, donors=["DEU", "GBR"])
    assert set(one.refused) == {"gap"}
    assert "nobody is below the target" in replacing_table(one, "x").note
    assert "–" in {cell.text for cell in replacing_table(one, "x").rows[1].cells}


def _support(*asked: str, eu: str = "donor", period: Period = ALL) -> Support:
    return support(tracker(), asked, period, eu)  # type: ignore[arg-type]


def test_the_command_s_table_holds_years_measures_types_and_the_share_of_gdp() -> None:
    found = _support("USA", "GBR", period=Period(2022, 2025, 2))
    assert found.together is not None
    table = support_table(found)
    assert table.columns[3] == "2025 to month 2"
    us = table.rows[1].cells
    assert us[4].text == "€115.4bn"
    assert us[6].text == NOT_HELD
    assert us[-1].text == f"{100 * 115.38065 / tracker().gdp['USA']:.2f}%"
    assert "Release 29, released 4 August 2026" in table.note
    assert found.together.total.allocated == pytest.approx(sum(r.total.allocated for r in found.rows), abs=1e-9)


def test_all_donors_come_largest_first_and_as_data_with_nothing_filled_in() -> None:
    found = _support(eu="members")
    sums = [row.total.allocated for row in found.rows]
    assert sums == sorted(sums, reverse=True)
    assert INSTITUTIONS not in {row.code for row in found.rows}
    data = support_json(found)
    assert data["eu"] == "members"
    assert all(row["total"]["disbursements"] is None for row in data["donors"])
    assert support_json(_support(INSTITUTIONS))["donors"][0]["share_of_gdp"] is None


def test_the_lever_is_said_in_a_sentence() -> None:
    from westphalia.report.levers import lever_words

    lever = AidReplacement.model_validate(LEVER | {"through_eu": 0.5})
    assert lever_words(lever) == (
        "The European Union and the United Kingdom replace the aid the United States gives Ukraine, its mean of "
        "2022–2024 a year, shared by GDP, 50% of it through the EU's institutions, from 2026 on; paid for by debt."
    )


def test_on_the_page_every_number_leads_to_its_equation_and_its_source() -> None:
    from westphalia.report.methods import ANCHORS
    from westphalia.report.policy import policy_json, policy_sections, policy_sources
    from westphalia.world.load import sources

    found = run(LEVER | {"amount": 38.0})
    (section,) = [one for one in policy_sections(found, "x") if one.heading.startswith("Aid to Ukraine")]
    tables = (*section.open, *section.folded)
    hrefs = {cell.href for table in tables for row in table.rows for cell in row.cells if cell.is_number}
    assert {href.removeprefix("#") for href in hrefs} == {"how-aid", "how-aid-key"}
    assert {"how-aid", "how-aid-key"} <= ANCHORS
    assert set(policy_sources(found)) >= {"kiel-tracker-29", "kiel-pb186"}
    assert set(policy_sources(found)) <= {source.id for source in sources()}
    assert policy_json(found)["aid"][0]["total"] == 38


def test_two_keys_side_by_side_differ_by_who_adds_what() -> None:
    from westphalia.comparison.results import Frame, compared_results

    one, other = run(LEVER | {"amount": 38.0}), run(LEVER | {"amount": 38.0, "key": {"gap": 1.0}})
    rows = {
        (row.quantity.subject, row.quantity.key): row
        for row in compared_results((one, other), Frame((), (2030,)))
        if row.quantity.part == "aid"
    }
    (gap,) = rows["GBR", "pays"].differences
    assert gap is not None
    place = one.aid_replaced[0].donors.index("GBR")
    difference = other.aid_replaced[0].chosen[place] - one.aid_replaced[0].chosen[place]
    assert gap.value == pytest.approx(difference, abs=1e-12)
    (same,) = rows["USA", "total"].differences
    assert same is not None
    assert same.value == 0


def test_the_record_of_a_run_changes_with_the_key() -> None:
    from westphalia.record import run_record

    hashes = {
        run_record((), (run(LEVER | {"amount": 1.0, "key": {name: 1.0}}),)).results_sha256 for name in ("gap", "kiel")
    }
    assert len(hashes) == 2
