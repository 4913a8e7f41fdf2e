"""Published estimates: each has a scenario, a date and a source one may show; ratios between them hold.

The values are as printed. These tests cannot see whether a study is right, only that it is told whole.
"""

import re
from datetime import date

import pytest

from westphalia.errors import DataError
from westphalia.world.countries import countries, groups
from westphalia.world.load import sources
from westphalia.world.studies import (
    Study,
    date_words,
    last_day,
    parameters,
    studies,
    study,
    verification,
)
from westphalia.world.table import read_rows

BEYOND = {"WLD", "EUROPE", "GBR-SCT", *groups()}
ACTORS = {*countries(), *BEYOND}
NOT_READ = "origin named, original not read"
REPORTERS = {"BBC News", "the Independent", "Eunews", "eucrim", "El Nacional", "Forces News"}
PROVENANCE = {"as quoted by the source", NOT_READ, *(f"as reported by {reporter}" for reporter in REPORTERS)}
REPORT_DAY = date(2025, 2, 23)


def test_every_study_has_a_scenario_a_date_and_a_source():
    known = {source.id for source in sources()}
    assert len(studies()) > 130
    for found in studies():
        assert found.source in known, found.id
        assert found.publisher, found.id
        assert found.title, found.id
        assert found.scenario, found.id
        assert found.counts, found.id
        assert found.provenance in PROVENANCE, found.id
        assert date(2018, 1, 1) < found.published <= date(2026, 12, 31), found.id


def test_every_study_has_a_value_inside_its_range():
    for found in studies():
        ends = [end for end in (found.low, found.value, found.high) if end is not None]
        assert ends, found.id
        assert ends == sorted(ends), found.id


def test_actors_of_studies_exist():
    for found in studies():
        named = {found.subject, found.partner, found.target, *found.imposer, *found.other_rates} - {""}
        assert named <= ACTORS, (found.id, named - ACTORS)


def test_shares_and_rates_are_fractions():
    for found in studies():
        if found.unit == "fraction" or found.unit.startswith("share of"):
            assert all(abs(v) < 1 for v in (found.low, found.value, found.high) if v is not None), found.id
        assert found.rate is None or 0 < found.rate <= 1, found.id
        assert all(0 <= rate <= 1 for rate in found.other_rates.values()), found.id


def test_losses_are_positive():
    for found in studies():
        if found.measure.endswith("_loss"):
            assert all(v > 0 for v in (found.low, found.value, found.high) if v is not None), found.id


def test_duties_name_who_sets_them_on_whom():
    for found in studies():
        if found.rate is not None:
            assert found.imposer, found.id
            assert found.target, found.id


def test_an_address_goes_with_a_publication_that_was_read():
    for found in studies():
        assert bool(found.url) == (found.provenance != NOT_READ), found.id
        assert not found.url or found.url.startswith("https://"), found.id


def test_a_horizon_nobody_stated_is_not_invented():
    assert study("citp-2024-11-exports").horizon == ""
    assert study("obr-2025-03-2").horizon == "second year"


def test_values_known_at_second_hand_say_so():
    sectors = [found for found in studies() if found.measure == "sector_exports_loss"]
    assert len(sectors) == 8
    for found in (*sectors, study("yale-2025-05-gbr"), study("kiel-guns-2025-02-money")):
        assert (found.provenance, found.url) == (NOT_READ, ""), found.id


def test_the_figure_of_the_news_is_told_whole():
    """GBP 22 bn rests on 20 per cent for all and 60 for China without reply; 0.8 per cent is exports over GDP."""
    money, share, of_gdp = (study(f"citp-2024-11-exports{end}") for end in ("", "-share", "-gdp"))
    assert (money.value, money.unit, money.published) == (22, "GBP bn", date(2024, 11, 8))
    assert (money.rate, dict(money.other_rates), money.retaliation) == (0.20, {"CHN": 0.60}, False)
    assert money.imposer == ("USA",)
    assert (share.value, of_gdp.value) == (0.026, 0.008)
    assert of_gdp.unit == "share of GDP"
    assert "not lost output" in of_gdp.counts


def test_the_news_figure_agrees_with_its_own_ratios():
    """22 bn over exports of 854.9 bn (ONS) rounds to 2.6 per cent, over output of 2,851 bn (IMF) to 0.8."""
    found = study("citp-2024-11-exports").value or 0
    assert round(found / 854.9, 3) == study("citp-2024-11-exports-share").value
    assert round(found / 2851, 3) == study("citp-2024-11-exports-gdp").value


def test_fajgelbaum_losses_rest_on_one_output():
    """51 bn at 0.27 per cent and 7.2 bn at 0.04, each share within half its last digit, allow a common GDP."""
    ranges = []
    for name in ("buyers", "net"):
        loss, share = (abs(study(f"fajgelbaum-2020-{name}{end}").value or 0) for end in ("", "-gdp"))
        ranges.append((loss / (share + 5e-5), loss / (share - 5e-5)))
    assert max(low for low, _ in ranges) < min(high for _, high in ranges)


def test_what_the_defence_estimates_say():
    assert (study("bruegel-kiel-2025-02-money").value, study("bruegel-kiel-2025-02-money").unit) == (250, "EUR bn")
    assert study("bruegel-kiel-2025-02-troops").value == 300_000
    assert study("iiss-2025-05-total").horizon == "25 years"
    assert {study(name).value for name in ("osr-2024-flat-cash", "osr-2024-constant-share")} == {76.5, 25}


def test_retaliation_makes_it_worse_where_both_are_published():
    for without, having in (
        ("obr-2025-03-1", "obr-2025-03-retaliation-1"),
        ("obr-2025-03-2", "obr-2025-03-retaliation-2"),
        ("scotland-2025-09-gdp", "scotland-2025-09-retaliation"),
        ("kiel-2025-02-eu", "kiel-2025-02-eu-retaliation"),
        ("ignatenko-2025-usa", "ignatenko-2025-usa-retaliation"),
    ):
        assert (study(having).value or 0) < (study(without).value or 0), having
        assert (study(without).retaliation, study(having).retaliation) == (False, True)


def test_kiel_needs_add_up_to_the_published_totals():
    """The seven rows besides the total, with 14 → 16.5 bn of other states, give 43.8 and 81.5 (printed 44 and 82)."""
    for when, others, total in (("now", 14, 44), ("needed", 16.5, 82)):
        donors = ("eu27", "deu", "gbr", "fra", "ita", "esp")
        summed = others + sum(study(f"kiel-pb186-{donor}-{when}").value or 0 for donor in donors)
        assert round(summed) == total == study(f"kiel-pb186-europe-{when}").value


def test_one_institute_had_priced_british_exports_by_the_day_of_the_report():
    about = [found for found in studies() if (found.measure, found.subject) == ("exports_loss", "GBR")]
    known = [found for found in about if found.published <= REPORT_DAY]
    assert {found.publisher for found in known} == {"Centre for Inclusive Trade Policy, University of Sussex"}
    assert study("aston-2025-to-usa") in about
    assert study("aston-2025-to-usa") not in known


def test_an_unknown_study_is_refused():
    with pytest.raises(DataError, match=r"unknown study 'citp'"):
        study("citp")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("2024-11-08", date(2024, 11, 8)), ("2024-02", date(2024, 2, 29)), ("2025", date(2025, 12, 31))],
)
def test_a_month_is_published_on_its_last_day(cell: str, expected: date):
    assert last_day(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"), [("2024-11-08", "8 November 2024"), ("2024-10", "October 2024"), ("2025", "2025")]
)
def test_no_day_is_invented_in_words(cell: str, expected: str):
    assert date_words(cell) == expected


def test_words_of_a_date_are_those_of_its_source():
    by_id = {source.id: source for source in sources()}
    for found in studies():
        assert len(found.published_words.split()) == by_id[found.source].date.count("-") + 1, found.id
        assert found.published_words.endswith(str(found.published.year)), found.id


def test_when_studies_were_published():
    for name, words in {
        "nef-2025-need": "June 2025", "kiel-guns-2025-02-gdp": "13 February 2025",
        "kiel-pb186-europe-now": "13 March 2025", "fedea-2025-usa": "4 August 2025",
        "saussay-2024-10-usa": "October 2024", "ignatenko-2025-usa": "2025", "goldman-2025-02": "27 February 2025",
    }.items():  # fmt: skip
        assert study(name).published_words == words
    assert study("nef-2025-need").published == date(2025, 6, 30)


def scale(found: Study) -> float:
    """One unit of the printed figure in units of the row."""
    if found.unit == "fraction" or found.unit.startswith("share of"):
        return 0.01
    return 1000 if found.printed.endswith("tn") else 1


def printed_numbers(found: Study) -> list[float]:
    return [float(text.replace(",", "")) for text in re.findall(r"\d[\d,]*(?:\.\d+)?", found.printed)]


OF_TWO_NUMBERS = {"kiel-2025-02-eu-retaliation": 0.4 + 0.14, "bruegel-kiel-2025-02-share": 3.5 - 2}


def test_printed_figures_are_the_values():
    for found in studies():
        if found.id in OF_TWO_NUMBERS:
            assert abs(found.value or 0) == pytest.approx(OF_TWO_NUMBERS[found.id] / 100), found.id
            assert "ours" in found.note, found.id
        elif printed_numbers(found):
            ends = [found.value] if found.value is not None else [found.low, found.high]
            held = sorted(abs(end) for end in ends if end is not None)
            assert [x * scale(found) for x in printed_numbers(found)] == pytest.approx(held), found.id
            falls = any(end < 0 for end in ends if end is not None)
            assert ("−" in found.printed or found.printed.startswith("a fall of")) == falls, found.id
        else:
            assert (found.printed, found.low) == ("more than a tenth", 0.1), found.id


def test_digits_are_those_published():
    assert study("citp-2024-11-exports-gdp").printed == "0.8% of GDP"
    assert study("citp-2024-11-exports-share").printed == "more than 2.6%"
    assert [study(f"kiel-2025-04-{end}").qualifier for end in ("usa", "usa-prices", "usa-exports", "eu27", "deu")] == [
        "nearly", "more than", "almost", "just over", "just over",
    ]  # fmt: skip
    decimals = {
        "citp-2024-11-exports-gdp": 1,
        "citp-2024-11-exports": 0,
        "aston-2025-world": 0,
        "saussay-2024-10-ita": 2,
    }
    assert {name: study(name).decimals for name in decimals} == decimals
    assert study("ignatenko-2025-usa-retaliation").decimals == 3
    assert study("citp-2024-11-metals").decimals is None


def test_a_qualifier_stands_in_the_printed_figure():
    for found in studies():
        assert found.qualifier in found.printed, found.id
        assert not found.qualifier or not found.printed.startswith(("−", *"0123456789£€$")), found.id


def test_a_range_has_no_invented_middle():
    ranges = [found for found in studies() if found.value is None]
    assert {"iiss-2025-05-procurement", "ifs-2026-02-cost", "kiel-guns-2025-02-gdp"} <= {found.id for found in ranges}
    rows = {row["id"]: row for row in read_rows("studies.csv")}
    for found in ranges:
        assert rows[found.id]["value"] == "", found.id
        assert found.low is not None or found.high is not None, found.id
        middle = ((found.low or 0) + (found.high or 0)) / 2 / scale(found)
        assert middle not in printed_numbers(found), found.id
    iiss = study("iiss-2025-05-procurement")
    assert (iiss.value, iiss.low, iiss.high) == (None, 226, 344)


def test_money_says_whether_it_is_extra_and_for_how_long():
    spans = {"year", "day", "once", "four years", "six years", "ten years", "25 years", "cumulative", "not stated"}
    for found in studies():
        assert not found.per or found.per in spans, found.id
        if re.match(r"[A-Z]{3} (bn|m)", found.unit):
            assert found.flow, found.id
            assert found.per, found.id
        assert found.flow != "loss" or found.measure == "real_income" or found.measure.endswith("_loss"), found.id


def test_what_the_government_did_not_say_is_not_put_in_its_mouth():
    """The comparison with flat cash is the IFS's reading of the 13.4 bn, not the government's words."""
    found = study("gov-2025-02-cost")
    assert "not stated" in found.counts
    assert "IFS" in found.note
    assert "our inference" in study("nef-2025-need").note


def test_a_year_is_told_from_a_sum_of_years():
    kinds = {
        "bruegel-kiel-2025-02-money": ("extra", "year"), "iiss-2025-05-total": ("total", "25 years"),
        "iiss-2025-05-procurement": ("total", "once"), "osr-2024-total": ("total", "six years"),
        "osr-2024-flat-cash": ("extra", "six years"), "ifs-2025-02-cost": ("extra", "year"),
        "kiel-pb186-europe-needed": ("total", "year"), "bruegel-kiel-2025-02-aid": ("extra", "year"),
        "citp-2024-11-exports": ("loss", "year"), "aston-2025-world": ("loss", "not stated"),
    }  # fmt: skip
    assert {name: (study(name).flow, study(name).per) for name in kinds} == kinds


def test_what_was_observed_is_told_from_what_was_supposed():
    assert {found.outlook for found in studies() if found.source == "fajgelbaum-2020"} == {"observed"}
    assert {found.outlook for found in studies() if found.source.startswith(("citp", "obr", "kiel-2025"))} == {
        "counterfactual"
    }
    assert study("kiel-pb186-deu-now").outlook == "observed"
    assert study("kiel-pb186-deu-needed").outlook == "counterfactual"
    assert study("wapo-2025-02").outlook == "forecast"


def test_duties_on_single_goods_are_not_lost():
    for found in studies():
        assert bool(found.also) == (found.source == "saussay-2024-10"), found.id
    assert study("saussay-2024-10-eu27").also == "100% on vehicles"


def test_authors_or_institutes_are_named_and_no_press():
    presses = ("Press", "Elsevier", "Wiley", "SAGE", "SSRN", "Economic Association", "VoxEU")
    for found in studies():
        assert not any(press in found.by for press in presses), found.id
    assert study("fajgelbaum-2020-net").by == "Fajgelbaum and others (2020)"
    assert study("fajgelbaum-2020-net").label == "Fajgelbaum and others (2020)"
    assert study("crozet-hinz-2020-rus").by == "Crozet and Hinz (2020)"
    assert study("babina-2023").by == "Babina and others (2023)"
    assert study("citp-2024-11-exports").by == "Centre for Inclusive Trade Policy, University of Sussex"
    assert study("citp-2024-11-exports").authors == ("N. Tamberi",)
    assert study("saussay-2024-10-usa").label.endswith("London School of Economics, October 2024")


def test_sources_of_studies_say_whose_title_it_is():
    by_id = {source.id: source for source in sources()}
    for name in {found.source for found in studies()}:
        source = by_id[name]
        assert source.title_kind in ("title", "our description"), name
        assert source.credited in ("authors", "publisher"), name
        assert source.credited == "publisher" or source.authors, name
        assert source.cited.endswith("[our description]") == (source.title_kind == "our description"), name
        assert not source.original or source.original.startswith("http"), name
    assert by_id["saussay-2024-10"].cited == "A. Saussay, The economic impacts of Trump's tariff proposals on Europe"
    assert by_id["citp-2024-11"].cited.endswith("[our description]")


def test_an_address_of_another_report_says_so():
    outlets = {
        "bbc.co.uk": "BBC News", "independent.co.uk": "the Independent", "eunews.it": "Eunews",
        "eucrim.eu": "eucrim", "elnacional.cat": "El Nacional", "forcesnews.com": "Forces News",
    }  # fmt: skip
    for found in studies():
        reporter = next((name for host, name in outlets.items() if f"{host}/" in found.url), None)
        assert (found.provenance == f"as reported by {reporter}") == (reporter is not None), found.id


def test_what_is_counted_completes_a_sentence():
    """ "It counts …" takes a noun: no preposition, no figure and no full stop."""
    for found in studies():
        first = found.counts.split()[0]
        assert first not in {"against", "from", "beyond", "deployed", "up", "range", "minimum", "need"}, found.id
        assert not found.counts[0].isdigit(), found.id
        assert not found.counts.endswith((".", "more than", "up to", "about", "upwards of", "close to")), found.id


def test_parameters_and_verification_are_complete():
    assert len(parameters()) == 29
    assert all(p.source and p.status for p in parameters())
    assert [check.id for check in verification()] == [f"V{k:02d}" for k in range(1, 35)]
    by_id = {check.id: check for check in verification()}
    assert (by_id["V02"].published, by_id["V02"].model_value) == (460.9, 461.9)
    assert by_id["V02"].selection_note == "formula fixed before comparison"
    assert by_id["V06"].url == ""


def test_printed_differences_are_those_of_the_values():
    """Within half the last printed digit of the value reached, plus half a tenth for the printed difference."""
    rows = {row["id"]: row["model_value"] for row in read_rows("verification.csv")}
    for check in verification():
        if check.diff_pct is not None:
            decimals = len(rows[check.id].partition(".")[2])
            rounding = 100 * 0.5 * 10**-decimals / abs(check.published)
            found = 100 * (check.model_value / check.published - 1)
            assert found == pytest.approx(check.diff_pct, abs=rounding + 0.05 + 1e-9), check.id
