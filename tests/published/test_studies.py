"""Published estimates: each has a scenario, a date and a source one may show; ratios between them hold.

The values are as printed. These tests cannot see whether a study is right, only that it is told whole.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from westphalia.errors import DataError
from westphalia.world.countries import countries, groups
from westphalia.world.load import sources
from westphalia.world.studies import (
    COLUMNS,
    Described,
    differences,
    last_day,
    parameters,
    studies,
    studies_about,
    study,
    verification,
)
from westphalia.world.table import read_rows

BEYOND = {"WLD", "EUROPE", "GBR-SCT", *groups()}
ACTORS = {*countries(), *BEYOND}
PROVENANCE = {"as quoted by the source", "origin named, original not read"}
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
        assert bool(found.url) == (found.provenance == "as quoted by the source"), found.id
        assert not found.url or found.url.startswith("https://"), found.id


def test_a_horizon_nobody_stated_is_not_invented():
    assert study("citp-2024-11-exports").horizon == ""
    assert study("citp-2024-11-exports").described.horizon == "not stated"
    assert study("obr-2025-03-2").horizon == "second year"


def test_values_known_at_second_hand_say_so():
    sectors = [found for found in studies() if found.measure == "sector_exports_loss"]
    assert len(sectors) == 8
    for found in (*sectors, study("yale-2025-05-gbr"), study("kiel-pb186-gbr-now")):
        assert (found.provenance, found.url) == ("origin named, original not read", ""), found.id


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


def test_studies_about_a_claim_before_its_day():
    known = studies_about("exports_loss", "GBR", REPORT_DAY)
    assert {found.publisher for found in known} == {"Centre for Inclusive Trade Policy, University of Sussex"}
    assert all(found.published <= REPORT_DAY for found in known)
    later = studies_about("exports_loss", "GBR")
    assert set(known) < set(later)
    assert study("aston-2025-to-usa") in later
    assert {f.measure for f in studies_about("gdp_change", "GBR")} == {"gdp", "growth"}
    assert studies_about("defence_need", "EU27") == studies_about("defence_need", "EUROPE") != ()
    assert studies_about("exports_loss", "ATA") == ()


def test_differences_say_what_is_supposed_and_counted():
    ours = Described(
        "here", "USA", "WLD", "20%", "—", "no", "not stated", "UK exports of goods and services to the world"
    )
    found = differences([study("citp-2024-11-exports"), ours])
    assert found.columns == COLUMNS
    differing = [name for name, differs in zip(found.columns, found.differs, strict=True) if differs]
    assert differing == ["other rates"]
    assert found.rows[0].endswith("November 2024")
    wider = differences([study("citp-2024-11-exports"), study("obr-2025-03-1"), study("scotland-2025-09-gdp")])
    assert dict(zip(wider.columns, wider.differs, strict=True)) == {
        "imposer": False, "target": True, "rate": True, "other rates": True, "retaliation": False,
        "horizon": True, "counted": True,
    }  # fmt: skip


def test_nothing_to_compare_is_refused():
    with pytest.raises(DataError, match="at least one"):
        differences([])
    with pytest.raises(DataError, match=r"unknown study 'citp'"):
        study("citp")


@given(st.permutations(studies()[:12]))
def test_order_of_studies_changes_no_difference(shuffled):
    assert differences(shuffled).differs == differences(studies()[:12]).differs


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("2024-11-08", date(2024, 11, 8)), ("2024-02", date(2024, 2, 29)), ("2025", date(2025, 12, 31))],
)
def test_a_month_is_published_on_its_last_day(cell: str, expected: date):
    assert last_day(cell) == expected


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
