"""Perimeters, multipliers, needs, forces, exposure, definitions, EU rules: what the tables say, and what they miss."""

import csv
import math
from datetime import date
from pathlib import Path

import pytest

from westphalia.errors import DataError
from westphalia.world.countries import code_of, countries, groups, members, the
from westphalia.world.definitions import NOT_HELD, by_definition
from westphalia.world.economies import macro
from westphalia.world.eu_rules import customs_share_kept, escape_clause, safe_ceiling_eur_bn
from westphalia.world.exposure import EARTH_RADIUS_KM, distance_to_moscow, exposed_border, exposure, great_circle
from westphalia.world.forces import (
    FIRMNESS,
    force_cost,
    force_costs,
    force_option,
    force_options,
    force_states,
    personnel,
    personnel_editions,
    pledges,
)
from westphalia.world.load import sources
from westphalia.world.multipliers import (
    cuts_multiplier,
    leakage,
    multiplier,
    multipliers,
    semi_elasticity,
    tax_multiplier,
)
from westphalia.world.needs import force_needs, need, needs
from westphalia.world.perimeters import PERIMETERS
from westphalia.world.studies import parameters, study
from westphalia.world.table import read_rows


def test_perimeters_are_groups_with_a_name_for_readers() -> None:
    assert set(PERIMETERS) <= set(groups())
    assert the("EU_NATO") == "the EU members of NATO"
    assert the("NATO_EUROPE") == "NATO Europe"
    assert the("EU27_GBR_NOR") == "the EU with the United Kingdom and Norway"
    assert code_of("nato_europe") == "NATO_EUROPE"


def test_perimeters_add_no_word_a_report_could_be_searched_for() -> None:
    spoken = {word for country in countries().values() for word in country.aliases}
    assert not spoken & {*PERIMETERS, *(perimeter.name for perimeter in PERIMETERS.values())}


def test_perimeters_follow_their_groups_by_the_day() -> None:
    before, after = date(2023, 4, 3), date(2024, 3, 7)
    assert set(members("EU_NATO")) == set(members("EU27")) & set(members("NATO"))
    assert {"FIN", "SWE"} == set(members("EU_NATO", after)) - set(members("EU_NATO", before))
    assert set(members("NATO")) - set(members("NATO_EUROPE")) == {"USA", "CAN"}
    assert set(members("NEC")) - set(members("NATO_EUROPE")) == {"CAN"}
    assert len(members("NATO_EUROPE", after)) == 30
    assert set(members("EU27_GBR_NOR")) == {*members("EU27"), "GBR", "NOR"}
    assert members("E3") == ("FRA", "DEU", "GBR")


def test_multipliers_are_those_of_the_studies() -> None:
    assert multiplier().id == "defence"
    assert (multiplier().low, multiplier().central, multiplier().high) == (0.5, 0.8, 1.5)
    for name, row in (("goldman", "goldman-2025-02"), ("ramey-zubairy", "ramey-zubairy-2018")):
        assert multiplier(name).central == study(row).value
        assert multiplier(name).provenance == study(row).provenance
    assert (multiplier("bbva").low, multiplier("bbva").high) == (study("bbva-2025").low, study("bbva-2025").high)
    assert multiplier("antolin-surico").central == study("antolin-surico-2025").value


def test_kiel_multiplier_is_output_over_spending() -> None:
    output, points = study("kiel-guns-2025-02-gdp"), 0.015
    assert output.low is not None
    assert output.high is not None
    assert multiplier("kiel").low == pytest.approx(output.low / points)
    assert multiplier("kiel").high == pytest.approx(output.high / points)


def test_only_goldman_sachs_and_kiel_net_imports() -> None:
    assert {held.id for held in multipliers() if held.nets_imports} == {"goldman", "kiel"}


def test_an_unknown_multiplier_is_refused_by_name() -> None:
    with pytest.raises(DataError, match=r"goldmann.*goldman"):
        multiplier("goldmann")


def test_spans_are_ordered_and_those_of_the_parameters() -> None:
    drivers = [semi_elasticity(kind) for kind in ("average", "consumption", "exports", "investment")]
    for span in (leakage(), tax_multiplier(), cuts_multiplier(), cuts_multiplier("aid"), *drivers):
        assert span.low <= span.central <= span.high
        assert span.source
        assert span.status
    assert [span.central for span in drivers] == [0.5, 0.7, 0.28, 0.19]
    assert (cuts_multiplier("aid").low, cuts_multiplier("aid").central, cuts_multiplier("aid").high) == (0, 0.1, 0.2)
    general = next(parameter for parameter in parameters() if parameter.symbol == "m_C")
    assert cuts_multiplier().central == float(general.central)
    assert (leakage().low, leakage().central, leakage().high) == (0.1, 0.2, 0.35)


def test_needs_are_the_published_sums_and_keep_their_flow() -> None:
    assert need("bruegel-kiel").amount == 250
    assert need("bruegel-kiel").flow == need("nef").flow == "a year"
    assert need("iiss").flow == "over 25 years"
    assert need("iiss-procurement").amount is None
    assert (need("iiss-procurement").low, need("iiss-procurement").high) == (226, 344)
    assert need("rearm").points == 0.015
    assert {held.currency for held in needs()} == {"EUR", "USD"}
    for held in needs():
        assert held.amount == study(held.study).value
        assert held.perimeter_stated is None or members(held.perimeter_stated)


def test_no_perimeter_is_read_into_a_sum_that_states_none() -> None:
    assert need("bruegel-kiel").perimeter_stated is None
    assert need("nef").perimeter_stated == "EU_NATO"


def test_the_force_that_replaces_the_american_one() -> None:
    counts = {part.id: part.count for part in force_needs()}
    assert counts["troops"] == study("bruegel-kiel-2025-02-troops").value
    assert counts["tanks"] == study("bruegel-kiel-2025-02-tanks").value
    assert counts["us-troops"] == study("iiss-2025-05-troops").value
    assert counts["brigades"] == 50


def test_poland_keeps_both_counts() -> None:
    nato, factbook = personnel_editions("POL")
    assert (nato.edition, nato.year, nato.armed_forces) == ("NATO-2024-06", 2024, 216_081)
    assert (factbook.edition, factbook.year, factbook.armed_forces) == ("CIA-FACTBOOK", 2025, 235_000)
    assert personnel("POL") == nato
    assert personnel("POL", 2025) == factbook
    with pytest.raises(DataError, match=r"POL soldiers 2019.*2024.*2025"):
        personnel("POL", 2019)


def test_land_forces_and_deployments_are_none_where_not_stated() -> None:
    assert personnel("DNK").land_forces == 10_000
    assert personnel("DNK").committed is None
    assert personnel("SVN").land_forces is None
    assert "neither" in personnel("LUX").note
    with pytest.raises(DataError, match=r"ISL .Iceland.*no count"):
        personnel("ISL")


def test_deployments_are_sums_or_stated_totals() -> None:
    assert personnel("POL").committed == 250 + 300 + 190
    assert personnel("DEU").committed == 500 + 300 + 170 + 1700
    assert personnel("TUR").committed == 250 + 30_000 + 730
    assert "left out" in personnel("TUR").note
    assert personnel("FRA").committed == 30_000


def test_land_forces_are_within_the_armed_forces() -> None:
    for iso3 in force_states():
        for row in personnel_editions(iso3):
            assert (row.land_forces or 0) <= row.armed_forces * 1.01, iso3
            assert (row.committed or 0) < row.armed_forces, iso3


def test_allies_as_the_shared_list_of_2024_has_them(shared: Path) -> None:
    with (shared / "data" / "policy" / "nato_personnel_2024e.csv").open(encoding="utf-8") as file:
        listed = [row for row in csv.DictReader(file) if len(row["iso3"]) == 3]
    apart = {row["iso3"]: personnel(row["iso3"]).armed_forces - int(row["armed_forces"]) for row in listed}
    assert len(apart) == 7
    # a press report of the same edition gives France 205,700; the alliance's own table 204,673
    assert apart.pop("FRA") == -1027
    assert max(map(abs, apart.values())) <= 50


def test_costs_are_totals_over_persons() -> None:
    rows = {row["id"]: row for row in read_rows("force_costs.csv")}
    for cost in force_costs():
        total, persons = rows[cost.id]["total"], float(rows[cost.id]["persons"])
        assert not total or cost.per_soldier_year == pytest.approx(float(total) / persons, rel=0.005)
    assert {cost.currency for cost in force_costs()} == {"USD", "EUR", "GBP"}
    assert force_cost("german-brigade").per_soldier_year == 208_000


def test_options_in_order_with_published_pools() -> None:
    sizes = [option.deployed for option in force_options()]
    assert sizes == sorted(sizes)
    asked = force_option("times-64000")
    pool = study("times-2025-04-pool").value
    assert pool == asked.deployed * asked.multiple_low == asked.deployed * asked.multiple_high
    assert force_option("news-30000").deployed == 30_000


def test_every_pledge_has_the_place_its_kind_gives() -> None:
    held = pledges()
    assert len(held) == 29
    assert [pledge.date for pledge in held] == sorted(pledge.date for pledge in held)
    assert {pledge.firmness for pledge in held} == {*FIRMNESS, None}
    assert {pledge.kind for pledge in held if pledge.firmness is None} == {"request", "own armed forces"}
    assert [pledge.firmness for pledge in pledges("GBR")] == ["size named", "unsized commitment", "funded"]
    assert pledges("DEU")[0].inside == "no"
    assert pledges("JPN") == ()
    assert FIRMNESS.index("declined") < FIRMNESS.index("size named") < FIRMNESS.index("funded")


def test_a_month_is_kept_as_a_month() -> None:
    first = pledges("ESP")[0]
    assert (first.date_words, first.date) == ("April 2025", date(2025, 4, 30))


def test_distances_to_moscow_are_those_of_the_shared_demonstration(shared: Path) -> None:
    with (shared / "data" / "policy" / "allocation_250bn_demo.csv").open(encoding="utf-8") as file:
        gaps = {r["iso3"]: distance_to_moscow(r["iso3"]) - float(r["dist_moscow_km"]) for r in csv.DictReader(file)}
    assert len(gaps) == 26
    assert max(map(abs, gaps.values())) < 5


def test_great_circle_of_known_arcs() -> None:
    quarter = math.pi / 2 * EARTH_RADIUS_KM
    assert great_circle(0, 0, 0, 90) == pytest.approx(quarter)
    assert great_circle(90, 0, 0, 37) == pytest.approx(quarter)
    assert great_circle(52.5, 13.4, 52.5, 13.4) == 0


def test_exposed_borders() -> None:
    exposed = {iso3 for iso3 in members("NATO") if exposed_border(iso3)}
    assert exposed == {"EST", "FIN", "LTU", "LVA", "NOR", "POL"}
    assert exposed_border("POL") == 209 + 375
    assert exposed_border("FIN") == 1309
    assert exposure("RUS").border_belarus == exposure("BLR").border_russia
    assert "hundredths" in exposure("BEL").note
    with pytest.raises(DataError, match=r"NATO .*no capital"):
        exposure("NATO")


def test_luxembourg_is_over_income_as_nato_prints_it_and_over_output_here() -> None:
    rows = {(row.edition, row.denominator): row for row in by_definition("LUX", 2023)}
    printed = rows["NATO-2024-06", "GNI, NATO"]
    divided = rows["NATO-2024-06", "GDP, WEO-2025-10"]
    assert printed.cash == divided.cash == 0.594
    assert printed.share == pytest.approx(0.011168)
    assert divided.share == pytest.approx(0.594 / macro("LUX").at("gdp_nac_bn", 2023))
    assert divided.computed
    assert not printed.computed
    assert by_definition("LUX", 2022)[0].denominator == "GDP at constant prices, NATO"


def test_cash_is_divided_in_its_own_currency() -> None:
    rows = [row for row in by_definition("GBR", 2023) if row.computed]
    assert {row.currency for row in rows} == {"GBP"}
    assert {row.denominator for row in rows} == {"GDP, WEO-2025-04", "GDP, WEO-2025-10"}
    dollars = [row for row in by_definition("UKR", 2023) if row.computed]
    assert {row.currency for row in dollars} == {"USD"}


def test_every_divided_share_is_cash_over_output_and_near_the_printed_one() -> None:
    for iso3 in members("NATO"):
        rows = by_definition(iso3, 2023)
        own = {row.edition: row.share for row in rows if not row.computed and row.definition != "cofog"}
        for row in (row for row in rows if row.computed):
            printed = own[row.edition]
            assert row.share is not None
            assert printed is not None
            assert abs(row.share / printed - 1) < (0.4 if iso3 == "LUX" else 0.2), (iso3, row)


def test_what_is_not_held_is_a_row_that_says_so() -> None:
    rows = {row.definition: row for row in by_definition("GBR", 2023) if row.share is None}
    assert set(rows) == {"cofog", "national"}
    assert all(NOT_HELD in row.words and row.note for row in rows.values())
    with pytest.raises(DataError, match="XXX"):
        by_definition("XXX", 2023)


def test_eurostat_shares_lie_below_nato_shares() -> None:
    shares = {row["iso3"]: float(row["pct_gdp"]) for row in read_rows("defence_cofog.csv")}
    assert len(shares) == 29
    germany = [row for row in by_definition("DEU", 2023) if row.definition == "cofog"]
    assert [row.share for row in germany] == [pytest.approx(0.011)]
    nato = next(row.share for row in by_definition("DEU", 2023) if row.definition == "nato")
    assert nato is not None
    assert nato > 0.011
    assert by_definition("EU27", 2023)[0].cash == 227


def test_rules_of_the_union() -> None:
    clause = escape_clause()
    assert (clause.room, clause.first_year, clause.last_year, clause.reference_year) == (0.015, 2025, 2028, 2021)
    assert clause.last_year - clause.first_year + 1 == 4
    assert [year for year in range(2020, 2036) if clause.covers(year)] == [2025, 2026, 2027, 2028]
    assert "Assumed" in clause.note
    assert len(clause.activated) == 15
    assert set(clause.activated) < set(members("EU27"))
    room = next(parameter for parameter in parameters() if parameter.symbol == "NEC")
    assert clause.room == pytest.approx(float(room.central) / 100)
    assert safe_ceiling_eur_bn() == study("ec-rearm-2025-03-safe").value == 150


def test_members_keep_a_quarter_of_duties() -> None:
    assert customs_share_kept() == 0.25


def test_every_source_named_in_a_row_is_registered() -> None:
    known = {source.id for source in sources()}
    named = {need.source for need in needs()} | {held.source for held in multipliers()}
    named |= {option.source for option in force_options()} | {escape_clause().source, personnel("POL").source}
    assert named <= known
