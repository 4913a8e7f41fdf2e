"""Countries, money, defence and economies: facts a reader can look up, and tables that agree with each other."""

import csv
import gzip
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from westphalia.axes import Axis
from westphalia.errors import DataError
from westphalia.world import defence, economies, load, money
from westphalia.world.countries import (
    countries,
    country,
    currencies,
    currency_on,
    groups,
    holders,
    members,
    memberships,
    office_holders,
)
from westphalia.world.table import TABLES, read_rows

BRIEFING = date(2025, 2, 21)
SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"
BEYOND_THE_TABLE = {"NEC"}


# Names


def test_no_word_stands_for_two_actors():
    seen: dict[str, str] = {}
    for actor in countries().values():
        for word in actor.aliases:
            assert seen.setdefault(word, actor.iso3) == actor.iso3, f"{word}: {seen[word]} and {actor.iso3}"
    assert len(seen) > 1000


def test_no_actor_lists_a_word_twice_and_weak_words_are_among_its_own():
    for actor in countries().values():
        assert len(set(actor.aliases)) == len(actor.aliases), actor.iso3
        assert set(actor.weak) <= set(actor.aliases), actor.iso3
        assert "" not in actor.aliases, actor.iso3


@pytest.mark.parametrize(
    ("word", "iso3"),
    [
        ("Britain", "GBR"), ("U.K.", "GBR"), ("Downing Street", "GBR"), ("No 10", "GBR"), ("Briton", "GBR"),
        ("US", "USA"), ("America", "USA"), ("White House", "USA"), ("Elysee", "FRA"), ("Élysée", "FRA"),
        ("Kremlin", "RUS"), ("Kiev", "UKR"), ("Kyiv", "UKR"), ("Türkiye", "TUR"), ("Turkey", "TUR"),
        ("Holland", "NLD"), ("Czechia", "CZE"), ("Poles", "POL"), ("Brussels", "EU27"), ("Nato", "NATO"),
        ("Côte d'Ivoire", "CIV"), ("Côte d’Ivoire", "CIV"), ("Quai d'Orsay", "FRA"), ("Quai d’Orsay", "FRA"),
        ("Pentagon", "USA"), ("State Department", "USA"), ("Department of War", "USA"), ("Bankova", "UKR"),
        ("Bundestag", "DEU"), ("Berlaymont", "EU27"), ("European Council", "EU27"), ("the Alliance", "NATO"),
        ("Farnesina", "ITA"), ("Kantei", "JPN"), ("Rideau Hall", "CAN"), ("Folketing", "DNK"), ("Saeima", "LVA"),
        ("Zhongnanhai", "CHN"), ("Federation Council", "RUS"), ("Storting", "NOR"), ("Cotroceni", "ROU"),
    ],
)  # fmt: skip
def test_words_of_the_news_have_an_owner(word: str, iso3: str):
    assert [actor.iso3 for actor in countries().values() if word in actor.aliases] == [iso3]


def test_ambiguous_words_are_weak_and_lower_case_us_is_nobody():
    weak = {word for actor in countries().values() for word in actor.weak}
    assert {"Georgia", "Jordan", "Chad", "European", "the alliance", "Northern Ireland"} <= weak
    assert {"National Assembly", "House of Representatives", "Supreme Court", "SHAPE", "State Council"} <= weak
    assert not {"us", "turkey", "polish"} & {word for actor in countries().values() for word in actor.aliases}


def test_no_symbol_or_word_means_two_currencies():
    words = [word for currency in currencies().values() for word in (*currency.symbols, *currency.words)]
    assert len(set(words)) == len(words)
    assert "$" in currencies()["USD"].symbols
    assert "zlotys" in currencies()["PLN"].words


def test_every_rated_currency_has_words():
    assert set(money.rated_currencies()) <= set(currencies())


def test_unknown_country_offers_the_nearest():
    with pytest.raises(DataError, match=r"unknown country 'UKRA'. Did you mean UKR"):
        country("UKRA")


# Memberships


def test_membership_is_dated():
    assert "FIN" not in members("NATO", date(2023, 4, 3))
    assert "FIN" in members("NATO", date(2023, 4, 4))
    assert "SWE" not in members("NATO", date(2024, 3, 6))
    assert "SWE" in members("NATO", date(2024, 3, 7))
    assert "GBR" in members("EU", date(2020, 1, 31))
    assert "GBR" not in members("EU", date(2020, 2, 1))
    assert "BGR" not in members("EURO", date(2025, 12, 31))
    assert "BGR" in members("EURO", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("group", "on", "size"),
    [
        ("EU27", None, 27), ("EU", None, 27), ("EU", date(2014, 1, 1), 28), ("NATO", None, 32),
        ("NATO", date(2016, 1, 1), 28), ("EURO", None, 21), ("EURO", date(2014, 6, 1), 18), ("G7", None, 7),
        ("EEA", None, 30), ("EU27", date(2010, 1, 1), 27),
    ],
)  # fmt: skip
def test_sizes_of_groups(group: str, on: date | None, size: int):
    assert len(members(group, on)) == size


def test_a_country_is_its_own_member_and_an_unknown_group_is_refused():
    assert members("GBR") == ("GBR",)
    assert members("ROW") == ("ROW",)
    with pytest.raises(DataError, match=r"'NATOO'.*NATO"):
        members("NATOO")


def test_nobody_is_twice_in_a_group_on_one_day():
    for group in groups():
        for on in (date(2014, 1, 1), BRIEFING, None):
            found = members(group, on)
            assert len(set(found)) == len(found)


def test_currency_before_the_euro():
    assert currency_on("BGR", date(2025, 12, 31)) == "BGN"
    assert currency_on("BGR", date(2026, 1, 1)) == "EUR"
    assert currency_on("HRV", date(2022, 12, 31)) == "HRK"
    assert currency_on("GBR", BRIEFING) == "GBP"


# Offices


SHARED_OFFICES = {"Aide to the President", "Deputy Foreign Minister", "Foreign Ministry Spokesperson"}


def test_one_person_holds_an_office_at_a_time():
    by_office: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for holder in office_holders():
        assert holder.end is None or holder.start < holder.end, holder
        if holder.role in SHARED_OFFICES:
            continue
        by_office.setdefault((holder.iso3, holder.role), []).append((holder.start, holder.end or date.max))
    for office, terms in by_office.items():
        ordered = sorted(terms)
        for (_, end), (start, _) in pairwise(ordered):
            assert end <= start, office


@pytest.mark.parametrize(
    ("on", "iso3", "role", "person"),
    [
        (date(2026, 8, 1), "GBR", "Prime Minister", "Andy Burnham"),
        (date(2026, 6, 1), "HUN", "Prime Minister", "Péter Magyar"),
        (date(2026, 3, 1), "NLD", "Prime Minister", "Rob Jetten"),
        (date(2015, 11, 10), "PRT", "Prime Minister", "Pedro Passos Coelho"),
        (date(2022, 3, 1), "POL", "Foreign Minister", "Zbigniew Rau"),
        (date(2020, 3, 1), "USA", "Trade Representative", "Robert Lighthizer"),
        (date(2024, 3, 1), "RUS", "Kremlin Spokesman", "Dmitry Peskov"),
        (date(2023, 6, 1), "NATO", "Supreme Allied Commander Europe", "Christopher Cavoli"),
        (date(2025, 8, 18), "USA", "Special Envoy", "Steve Witkoff"),
        (date(2025, 8, 18), "ROW", "Secretary-General of the United Nations", "António Guterres"),
    ],
)  # fmt: skip
def test_who_held_an_office_on_a_day(on: date, iso3: str, role: str, person: str):
    assert [h.person for h in holders(on) if (h.iso3, h.role) == (iso3, role)] == [person]


@pytest.mark.parametrize(
    ("iso3", "role", "person"),
    [
        ("GBR", "Prime Minister", "Keir Starmer"), ("USA", "President", "Donald Trump"),
        ("FRA", "President", "Emmanuel Macron"), ("DEU", "Chancellor", "Olaf Scholz"),
        ("UKR", "President", "Volodymyr Zelensky"), ("RUS", "President", "Vladimir Putin"),
        ("NATO", "Secretary General", "Mark Rutte"), ("GBR", "Foreign Secretary", "David Lammy"),
        ("EU27", "President of the European Commission", "Ursula von der Leyen"),
    ],
)  # fmt: skip
def test_who_held_office_in_february_2025(iso3: str, role: str, person: str):
    holders = [
        h.person
        for h in office_holders()
        if (h.iso3, h.role) == (iso3, role) and h.start <= BRIEFING and (h.end is None or h.end >= BRIEFING)
    ]
    assert holders == [person]


HEADS = {"Prime Minister", "Chancellor", "President", "Taoiseach", "Premier"}
FOREIGN = {"Foreign Minister", "Foreign Secretary", "Secretary of State"}
DEFENCE = {"Defence Minister", "Defence Secretary", "Secretary of Defense"}


@pytest.mark.parametrize("on", [date(2019, 10, 1), date(2022, 2, 24), BRIEFING])
@pytest.mark.parametrize(("roles", "without"), [(HEADS, set()), (FOREIGN, set()), (DEFENCE, {"ISL", "MLT"})])
def test_every_state_had_its_offices_filled(on: date, roles: set[str], without: set[str]):
    states = {*members("EU27"), *members("NATO"), *members("G7"), "UKR", "RUS", "CHN"} - without
    assert states - {h.iso3 for h in holders(on) if h.role in roles} == set()


def test_those_in_office_on_a_day_are_those_whose_term_covers_it():
    serving = holders(BRIEFING)
    assert set(serving) == {h for h in office_holders() if h.start <= BRIEFING and (h.end is None or h.end >= BRIEFING)}
    assert 70 < len(serving) < len(office_holders())


def test_a_person_has_one_gender_and_one_set_of_spellings():
    seen: dict[str, tuple[str, tuple[str, ...]]] = {}
    for holder in office_holders():
        assert holder.gender in ("f", "m"), holder
        assert holder.person not in holder.names, holder
        assert seen.setdefault(holder.person, (holder.gender, holder.names)) == (holder.gender, holder.names)
    assert seen["Theresa May"][0] == seen["Ursula von der Leyen"][0] == "f"
    assert seen["Keir Starmer"][0] == "m"
    assert "Volodymyr Zelenskyy" in seen["Volodymyr Zelensky"][1]
    assert "Viktor Orban" in seen["Viktor Orbán"][1]


def test_a_term_says_how_well_it_is_known():
    for holder in office_holders():
        assert holder.status in ("checked", "partly checked", "certain", "assumed"), holder
        assert holder.precision in ("day", "month"), holder
        assert bool(holder.check) == holder.status.endswith("checked"), holder


def test_no_spelling_belongs_to_two_persons():
    seen: dict[str, str] = {}
    for holder in office_holders():
        for name in (holder.person, *holder.names):
            assert seen.setdefault(name, holder.person) == holder.person, name


COUNTED = re.compile(r"^\| [^|`\n]*`(?P<name>[a-z ]+)`[^|\n]* \| (?P<number>[\d,]+) \|$", re.MULTILINE)
PAGE = Path(__file__).parents[2] / "docs" / "registry.md"


def test_the_page_counts_what_the_table_holds():
    terms = office_holders()
    counts = {
        "terms": len(terms),
        "persons": len({h.person for h in terms}),
        "offices": len({(h.iso3, h.role) for h in terms}),
        "states and bodies": len({h.iso3 for h in terms}),
        "to the month": sum(h.precision == "month" for h in terms),
        "open": sum(h.end is None for h in terms),
        **{status: sum(h.status == status for h in terms) for status in {h.status for h in terms}},
    }
    said = {row["name"]: int(row["number"].replace(",", "")) for row in COUNTED.finditer(PAGE.read_text("utf-8"))}
    assert said == counts


# Codes agree across tables


def test_every_country_of_the_bases_has_a_row():
    for base in load.BASES:
        assert set(load.load_baseline(base).axes.countries.labels) <= set(countries()), base


def test_codes_agree_across_tables():
    known = set(countries())
    tables = ("memberships.csv", "office_holders.csv", "macro_weo_2025_10.csv", "macro_weo_2025_04.csv")
    for table in (*tables, "defence_nato.csv", "defence_factbook.csv", "defence_quoted.csv"):
        assert {row["iso3"] for row in read_rows(table)} - BEYOND_THE_TABLE <= known, table
    Axis("country", tuple(countries()))


def test_every_table_has_a_source_and_every_column_a_field():
    listed = {table for source in load.sources() for table in source.tables}
    fields: dict[str, set[str]] = {}
    for field in load.fields():
        fields.setdefault(field.table, set()).add(field.field)
    ours = (
        "countries.csv", "memberships.csv", "currencies.csv", "office_holders.csv", "editions.csv",
        "nato_guidelines.csv", "defence_nato.csv", "defence_factbook.csv", "defence_quoted.csv",
        "macro_weo_2025_10.csv", "macro_weo_2025_04.csv", "studies.csv", "parameters.csv", "verification.csv",
    )  # fmt: skip
    for table in ours:
        assert table in listed, table
        assert set(read_rows(table)[0]) == fields[table], table
    assert "exchange_rates.csv.gz" in listed


def test_rows_point_to_sources_that_exist():
    known = {source.id for source in load.sources()}
    assert len(known) == len(load.sources())
    used = {stay.source for stay in memberships()} | {holder.source for holder in office_holders()}
    used |= {listed for holder in office_holders() for listed in holder.check}
    used |= {edition.source for edition in defence.editions()} | {g.source for g in defence.guidelines()}
    used |= {economies.macro("GBR", vintage).source for vintage in ("WEO-2025-04", "WEO-2025-10")} | {money.SOURCE}
    used |= {one for field in load.fields() if field.table.endswith(".csv") for one in field.source.split("|")}
    assert used <= known


# Exchange rates


def test_rates_as_the_bank_published_them():
    assert money.exchange_rate("USD", BRIEFING).per_euro == 1.0465
    assert money.exchange_rate("GBP", BRIEFING).per_euro == 0.8276
    assert money.exchange_rate("EUR", BRIEFING).per_euro == 1.0


def test_a_weekend_takes_the_last_rate_before_it():
    rate = money.exchange_rate("USD", date(2025, 2, 23))
    assert (rate.date, rate.per_euro, rate.source) == (BRIEFING, 1.0465, "ecb-rates")


def test_the_year_2024_averages_as_the_bank_says():
    assert money.average_rate("USD", 2024) == pytest.approx(1.0824, abs=5e-5)
    assert money.average_rate("GBP", 2024) == pytest.approx(0.84662, abs=5e-6)


def test_conversion_of_the_published_pair():
    """EUR 250 bn printed as 261.6 bn dollars on 21 February 2025 rests on 1.0464, a ten-thousandth off the day's."""
    assert 250 * money.exchange_rate("USD", BRIEFING).per_euro == pytest.approx(261.625)


@given(st.dates(date(2014, 1, 10), date(2026, 10, 1)))
def test_rates_are_recent_and_never_from_the_future(on: date):
    rate = money.exchange_rate("USD", on)
    assert timedelta(0) <= on - rate.date <= timedelta(days=6)


@pytest.mark.parametrize(
    ("currency", "on", "says"),
    [
        ("USD", date(2013, 12, 31), "begin on 2014-01-02"),
        ("RUB", date(2025, 2, 21), "2022-03-01"),
        ("USD", date(2030, 1, 1), "no rate within 10 days"),
        ("UAH", BRIEFING, "unknown currency 'UAH'"),
    ],
)
def test_rates_that_do_not_exist_are_refused(currency: str, on: date, says: str):
    with pytest.raises(DataError, match=says):
        money.exchange_rate(currency, on)


def test_an_unfinished_year_has_no_average():
    with pytest.raises(DataError):
        money.average_rate("RUB", 2022)


def test_a_second_reading_of_the_rates_agrees():
    text = gzip.decompress((TABLES / "exchange_rates.csv.gz").read_bytes()).decode()
    for row in list(csv.DictReader(text.splitlines()))[::250]:
        on = date.fromisoformat(row["date"])
        for code in ("USD", "GBP", "PLN"):
            assert money.exchange_rate(code, on).per_euro == float(row[code])


# Defence


@pytest.mark.parametrize(
    ("iso3", "june_2024"),
    [("GBR", 2.33), ("USA", 3.38), ("FRA", 2.06), ("DEU", 2.12), ("POL", 4.12), ("ITA", 1.49), ("ESP", 1.28)],
)
def test_shares_of_the_edition_of_june_2024(iso3: str, june_2024: float):
    share = defence.share_then(iso3, 2024, BRIEFING)
    assert share is not None
    assert (share.edition, share.published) == ("NATO-2024-06", date(2024, 6, 17))
    assert round(share.share * 100, 2) == june_2024


@pytest.mark.parametrize(("iso3", "later"), [("GBR", 2.33), ("USA", 3.21), ("DEU", 2.00), ("FRA", 2.03)])
def test_what_the_latest_edition_says(iso3: str, later: float):
    share = [share for share in defence.defence_share(iso3, 2024) if share.definition == defence.NATO_DEFINITION][-1]
    assert share.edition == "NATO-2025-08"
    assert round(share.share * 100, 2) == later


def test_an_edition_is_not_known_before_its_day():
    assert defence.share_then("GBR", 2024, date(2024, 6, 16)) is None
    after = defence.share_then("USA", 2024, date(2025, 8, 28))
    assert after is not None
    assert after.edition == "NATO-2025-08"


def test_a_new_definition_is_never_joined_to_the_old():
    then = defence.share_then("DEU", 2025, date(2026, 8, 1))
    assert then is not None
    assert (then.edition, then.definition) == ("NATO-2026-07", "nato-core")
    assert {share.definition for share in defence.defence_share("DEU", 2025)} == {"factbook", "nato-core"}


def test_totals_and_money_of_the_alliance():
    total = next(r for r in defence.defence_spending("NATO", 2024) if r.edition == "NATO-2024-06")
    assert total.usd_bn == pytest.approx(1474.4, abs=0.05)
    assert total.share == pytest.approx(0.0271, abs=5e-5)
    britain = next(r for r in defence.defence_spending("GBR", 2024) if r.edition == "NATO-2024-06")
    assert (britain.currency, round(britain.national_bn or 0, 1)) == ("GBP", 64.6)


def test_members_of_june_2024_add_up_to_the_total():
    rows = [row for row in read_rows("defence_nato.csv") if row["edition"] == "NATO-2024-06" and row["year"] == "2024"]
    parts = sum(float(row["usd_m_current"]) for row in rows if row["iso3"] not in ("NATO", "NEC"))
    total = next(float(row["usd_m_current"]) for row in rows if row["iso3"] == "NATO")
    assert parts == pytest.approx(total, rel=1e-4)
    assert len(rows) == 33


def test_every_defence_row_has_an_edition_and_a_provenance():
    editions = {edition.id for edition in defence.editions()}
    for table in ("defence_nato.csv", "defence_quoted.csv", "defence_factbook.csv"):
        for row in read_rows(table):
            assert row["edition"] in editions
            assert row["provenance"] in ("as quoted by the source", "origin named, original not read")
            assert not row.get("pct_gdp") or 0 <= float(row["pct_gdp"]) < 60


def test_an_unknown_state_is_refused():
    with pytest.raises(DataError, match="unknown state"):
        defence.defence_share("XXX", 2024)
    assert defence.defence_share("GBR", 1990) == ()


def test_guidelines():
    wales, *hague = defence.guidelines()
    assert (wales.agreed, wales.share, wales.by) == (date(2014, 9, 5), 0.02, 2024)
    assert [goal.share for goal in hague] == [0.035, 0.05]


# Economies


def test_the_british_economy_by_vintage():
    october, april = economies.macro("GBR"), economies.macro("GBR", "WEO-2025-04")
    assert (october.currency, october.assumed_from, int(october.years[-1])) == ("GBP", 2031, 2035)
    assert october.at("gdp_nac_bn", 2024) == 2850.989
    assert october.at("gdp_nac_bn", 2030) == 3579.168
    assert april.at("gdp_nac_bn", 2030) == 3569.848
    assert october.at("gross_debt", 2024) == pytest.approx(1.01227)


def test_coverage_of_the_vintages():
    assert len(economies.economies()) == 196
    assert len(economies.economies("WEO-2025-04")) == 39


@given(st.sampled_from(["GBR", "DEU", "FRA", "POL", "USA", "TUR", "JPN"]), st.integers(2031, 2035))
def test_years_after_the_outlook_hold_the_rates_of_2030(iso3: str, year: int):
    found = economies.macro(iso3)
    growth = (1 + found.at("real_growth", 2030)) * (1 + found.at("deflator_growth", 2030))
    assert found.at("gdp_nac_bn", year) == pytest.approx(found.at("gdp_nac_bn", 2030) * growth ** (year - 2030))
    # dollars lose what prices in the United States gain, so a unit keeps what it buys there and here
    dollars = (1 + found.at("real_growth", 2030)) * (1 + economies.macro("USA").at("deflator_growth", 2030))
    assert found.at("gdp_usd_bn", year) == pytest.approx(found.at("gdp_usd_bn", 2030) * dollars ** (year - 2030))
    assert found.at("primary_balance", year) == found.at("primary_balance", 2030)
    assert np.isnan(found.at("population_m", year))


def test_nominal_growth_is_real_growth_times_prices_where_published():
    for iso3 in ("GBR", "USA", "FRA", "DEU", "ITA", "POL"):
        found = economies.macro(iso3)
        nominal = found.gdp_nac_bn[1:] / found.gdp_nac_bn[:-1]
        implied = (1 + found.real_growth[1:]) * (1 + found.deflator_growth[1:])
        assert np.abs(nominal - implied).max() < 5e-4, iso3


def test_figures_that_end_early_are_not_carried_on():
    found = economies.macro("VEN")
    assert found.years[-1] == found.assumed_from - 1
    with pytest.raises(DataError, match="VEN gdp_nac_bn 2032"):
        found.at("gdp_nac_bn", 2032)


def test_arrays_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        economies.macro("GBR").gdp_nac_bn[0] = 0.0


def test_economies_and_vintages_outside_are_refused():
    with pytest.raises(DataError, match="CUB"):
        economies.macro("CUB")
    with pytest.raises(DataError, match="unknown vintage"):
        economies.macro("GBR", "WEO-2024-10")


def test_currency_of_an_outlook_is_the_one_of_its_day():
    assert economies.macro("BGR").currency == "BGN"
    assert economies.macro("HRV").currency == "EUR"
    found = economies.macro("BGR")
    assert found.at("gdp_nac_bn", 2024) / found.at("gdp_usd_bn", 2024) == pytest.approx(1.81, abs=0.01)


# The build


@pytest.mark.shared
def test_the_build_gives_the_tables_that_ship(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    if not SHARED.is_dir():
        pytest.skip("the folder of source data is not beside the checkout")
    pytest.importorskip("currency_converter", reason="only the build of the tables needs CurrencyConverter")
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "tools"))
    from world import actors

    said: list[str] = []
    actors.build(SHARED, tmp_path, said.append)
    built = sorted(path.name for path in tmp_path.iterdir())
    assert len(built) == 8
    for name in built:
        if name != "exchange_rates.csv.gz":
            assert (tmp_path / name).read_bytes() == (TABLES / name).read_bytes(), name
    assert any("not be cited" in line for line in said)
