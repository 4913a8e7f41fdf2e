"""The yearly accounts as a reader sees them: every number with its range and its way back, and what it rests on."""

import json
import re
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import westphalia.report
from westphalia.outcome import AnnualOutcome, Outcome
from westphalia.report.annual import (
    ALL_LEVERS,
    annual_chart,
    annual_json,
    annual_lines,
    annual_part,
    annual_summary,
    annual_table,
    assumption_table,
    group_annual_table,
)
from westphalia.report.annual_accounts import account, accounts
from westphalia.report.brief import _environment
from westphalia.report.methods import ANCHORS, METHODS
from westphalia.report.tables import Table
from westphalia.report.why_annual import (
    DEBT_CHANNELS,
    MEASURES,
    annual_channel_table,
    annual_lever_table,
    annual_why_json,
)
from westphalia.scenario.files import load_scenario
from westphalia.simulate import all_variants, simulate
from westphalia.simulate.explain_annual import AnnualExplanation, annual_explained
from westphalia.wording import MINUS, SHARE, written
from westphalia.world.economies import macro

STANDARD = ("GBR", "USA", "FRA", "DEU", "EU27", "CHN")
BUDGETS = ("nato-3.5-by-2035", "uk-2.5-no-date", "force-30000", "europe-alone-250bn")
BOTH = "us-tariff-20+uk-2.5-no-date"


@cache
def _outcome(name: str, *changes: str) -> Outcome:
    """An outcome; of the trade model a run for each closure, which is what the accounts see of it."""
    return simulate(load_scenario(name, changes), all_variants()[::9])


def _annual(name: str, *changes: str) -> AnnualOutcome:
    found = _outcome(name, *changes).annual
    assert found is not None
    return found


@cache
def _why(name: str) -> AnnualExplanation:
    found = annual_explained(_outcome(name))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def both() -> AnnualExplanation:
    """A tariff and a budget at once, taken apart."""
    return _why(BOTH)


def _number(text: str) -> float:
    """What a cell prints, as a number."""
    return float(re.sub(r"[^\d.\-]", "", text.replace(MINUS, "-")))


def _tables(annual: AnnualOutcome) -> list[Table]:
    country = accounts(annual, STANDARD)[0].code
    tables = [annual_summary(annual, STANDARD, "x"), annual_table(annual, country, "x"), assumption_table(annual, "x")]
    return [*tables, group_annual_table(annual, "x")]


@pytest.mark.parametrize("name", BUDGETS)
def test_every_number_has_its_range_and_leads_to_its_equation(name: str) -> None:
    seen = 0
    for table in _tables(_annual(name)):
        for row in table.rows:
            assert not row.cells or len(row.cells) == len(table.columns), (table.id, row.head)
            for column, cell in zip(table.columns, row.cells, strict=False):
                if cell.is_number:
                    seen += 1
                    assert cell.spread or column.endswith("outlook"), (table.id, row.head, column)
                    assert cell.href.removeprefix("#") in ANCHORS, cell.href
    assert seen > 50


def test_the_outlook_stands_beside_the_levers_as_published() -> None:
    annual, economy = _annual("uk-2.5-no-date"), macro("GBR")
    table = annual_table(annual, "GBR", "x")
    at = table.columns.index("debt: outlook")
    for row in table.rows:
        if not row.assumed:
            assert row.cells[at].text == written(economy.at("gross_debt", int(row.head)), SHARE)
            assert row.cells[at - 2].text == written(economy.at("net_lending", int(row.head)), SHARE)


def test_the_reference_is_the_mean_over_dates_at_the_central_answer() -> None:
    annual = _annual("uk-2.5-no-date")
    table = annual_table(annual, "GBR", "x")
    central = [k for k, case in enumerate(annual.cases) if case.setting == "central"]
    for t, row in enumerate(table.rows):
        assert row.cells[-2].text == written(float(annual.path.debt[central, 0, t].mean()), SHARE)


def test_years_run_to_2035_and_those_after_the_outlook_are_marked() -> None:
    rows = annual_table(_annual("nato-3.5-by-2035"), "FRA", "x").rows
    assert [row.head for row in rows] == [str(year) for year in range(2024, 2036)]
    assert [row.assumed for row in rows] == [int(row.head) > 2030 for row in rows]
    assert all((row.note == "assumed") == row.assumed for row in rows)


def test_the_summary_has_a_row_a_country_in_2030_and_in_the_last_year() -> None:
    rows = annual_summary(_annual("nato-3.5-by-2035"), STANDARD, "x").rows
    names = ["United Kingdom", "United States", "France", "Germany"]
    assert [row.head for row in rows] == ["2030", *names, "2035, assumed", *names]
    assert [row.assumed for row in rows if row.cells] == [False] * 4 + [True] * 4


def test_the_table_says_what_its_range_covers_and_what_does_not_answer() -> None:
    note = annual_summary(_annual("uk-2.5-no-date"), STANDARD, "x").note
    for said in (
        "30 cases: strength of the answer (low, central, high, budget feels less, budget feels more) and 6",
        "not a probability",
        "0.8 (0.5 to 1.5)", "buys imports 0.2 (0.1 to 0.35)", "monetary policy do not answer",
        "Years from 2031 on are assumed", "World Economic Outlook database, October 2025", "touched by no lever",
    ):  # fmt: skip
        assert said in note, said


def test_who_is_left_out_and_who_earns_interest_is_named() -> None:
    annual = _annual("nato-3.5-by-2035")
    note = group_annual_table(annual, "x").note
    assert "Iceland has no share for 2024 in NATO-2024-06" in note
    assert "Denmark, Luxembourg, Norway and Sweden: the state earns more interest than it pays" in note
    assert "earns more interest" not in annual_table(annual, "FRA", "x").note
    assert "Norway: the state earns more interest" in annual_table(annual, "NOR", "x").note
    assert "European Union: 23 of 27 members" in annual_summary(annual, STANDARD, "x").note


def test_an_answer_net_of_imports_takes_none_off_again() -> None:
    change = "economy={multiplier: kiel, source: Kiel Institute}"
    note = annual_summary(_annual("uk-2.5-by-2027", change), ("GBR",), "x").note
    assert "nets already" in note
    assert "0.8 (0.6 to 1)" in note
    assert "buys imports" not in note


def test_what_a_scenario_sets_itself_has_the_scenarios_origin() -> None:
    change = "economy={multiplier: 0.7, leakage: 0.25, assumed: a round number}"
    rows = {row.head: row.cells for row in assumption_table(_annual("uk-2.5-by-2027", change), "x").rows}
    value, source, status = rows["Part of the spending that buys imports"]
    assert (value.text, source.text, status.text) == ("0.25", "a round number", "assumed")


def test_cuts_of_aid_rest_on_the_span_of_aid() -> None:
    rows = assumption_table(_annual("uk-2.5-by-2027"), "x").rows
    cut = next(row for row in rows if "cut elsewhere" in row.head)
    assert (cut.cells[0].text, cut.cells[0].spread) == ("0.10", "0.00 to 0.20")
    assert "aid" in cut.cells[1].text


def test_many_countries_together_are_weighted_by_gdp() -> None:
    annual = _annual("nato-3.5-by-2035")
    first = group_annual_table(annual, "x").rows[0]
    dollars = debt = before = after = 0.0
    for c in range(len(annual.countries)):
        gdp = annual.baseline.gdp[c, -1] * annual.rates["USD"][c, -1]
        larger = gdp * (1 + annual.path.gdp_change[0, c, -1])
        debt, after = debt + annual.path.debt[0, c, -1] * larger, after + larger
        before, dollars = before + annual.baseline.debt[c, -1] * gdp, dollars + gdp
    assert first.head == "All 31 together"
    assert _number(first.cells[-1].text) == pytest.approx(100 * (debt / after - before / dollars), abs=0.05)


def test_all_countries_stand_by_the_rise_of_their_debt() -> None:
    rows = group_annual_table(_annual("nato-3.5-by-2035"), "x").rows[1:]
    rises = [_number(row.cells[-1].text) for row in rows]
    assert len(rows) == 31
    assert rises == sorted(rises, reverse=True)


def test_a_country_alone_is_not_weighted() -> None:
    annual = _annual("nato-3.5-by-2035")
    one, c = account(annual, "POL"), annual.place("POL")
    assert one.currency == "PLN"
    np.testing.assert_allclose(one.level["debt"], annual.path.debt[:, c], rtol=1e-13)
    np.testing.assert_allclose(one.extra, annual.extra[:, c] * annual.baseline.gdp[c], rtol=1e-13)


def test_at_most_six_countries_in_full_and_the_first_held_where_none_is_asked_for() -> None:
    annual = _annual("nato-3.5-by-2035")
    assert [one.code for one in accounts(annual, ["CHN"])] == list(annual.countries[:6])
    assert len(accounts(annual, annual.countries)) == 6


def test_lines_for_the_terminal_hold_the_numbers_of_the_table() -> None:
    annual = _annual("nato-3.5-by-2035")
    lines = annual_lines(annual, STANDARD)
    row = annual_summary(annual, STANDARD, "x").rows[1]
    assert len(lines) == 3
    assert lines[0].startswith("United Kingdom, 2030, all levers against the outlook")
    assert lines[0].endswith(f"debt {row.cells[-1].text} ({row.cells[-1].spread})")
    assert "2035, assumed" in lines[1]
    assert "France +" in lines[2]


def test_the_chart_has_a_panel_for_each_measure_and_says_what_the_band_is() -> None:
    chart = annual_chart(_annual("uk-2.5-no-date"), "GBR", "x")
    for panel in ("GDP", "Balance", "Debt", "Extra spending"):
        assert f">{panel}</text>" in chart.svg
    assert "30 cases" in chart.description
    assert "dashed from 2031 on" in chart.description
    assert 'stroke-dasharray="5,4"' in chart.svg


def test_data_are_plain_with_ranges_and_origins() -> None:
    data = json.loads(json.dumps(annual_json(_annual("uk-2.5-no-date"), STANDARD), allow_nan=False))
    british = data["countries"]["GBR"]
    assert data["years"][0] == 2024
    assert data["cases"]["number"] == 30
    assert [one["central"] for one in data["parameters"]] == [0.8, 0.2, 0.5]
    assert all(one["source"] and one["status"] for one in data["parameters"])
    for values in british["change"].values():
        low, central, high = (np.array(values[key]) for key in ("low", "central", "high"))
        assert (low <= central + 1e-12).all()
        assert (central <= high + 1e-12).all()
    assert british["change"]["debt"]["high"][-1] > 0.01


def test_trade_alone_has_no_spending_and_no_strength_of_answer(both: AnnualExplanation) -> None:
    part = annual_json(both.annual, STANDARD)
    assert part["cases"]["every_combination_of"]["answer"] == [
        "low", "central", "high", "budget feels less", "budget feels more",
    ]  # fmt: skip
    assert len(part["cases"]["every_combination_of"]["closure"]) == 3
    assert "0.28" in annual_summary(both.annual, STANDARD, "x").note
    assert "EU27" in part["countries"]


def test_each_lever_alone_is_its_own_run_and_the_total_the_run_of_both(both: AnnualExplanation) -> None:
    table = annual_lever_table(both, "GBR", 2030, "x")
    assert table.columns == ("UK defence alone", "US tariff alone", "interaction", "all together")
    split = annual_why_json(both, ["GBR"])["countries"]["GBR"]["by_lever"]
    assert set(split) == set(MEASURES)
    runs = (_annual("uk-2.5-no-date"), _annual("us-tariff-20"), both.annual)
    for key, parts in split.items():
        for shown, run in zip((*parts["alone"], parts["total"]), runs, strict=True):
            name = "gdp" if key == "gdp_change" else key
            np.testing.assert_allclose(shown, run.spread(run.change(name, "GBR"))[0], rtol=0, atol=1e-12, err_msg=key)
    annual, c = both.annual, both.annual.place("GBR")
    for place, part in enumerate(both.by_lever.alone):
        alone = 100 * part.debt[:, c, 6].mean()
        assert _number(table.rows[-1].cells[place].text) == pytest.approx(alone, abs=0.005)
    assert table.rows[0].cells[2].text == "0.00%"
    assert table.rows[0].cells[2].sign == 0
    total = 100 * annual.spread(annual.change("debt", "GBR"))[0][6]
    assert _number(table.rows[-1].cells[-1].text) == pytest.approx(total, abs=0.05)
    assert abs(both.by_lever.alone[1].debt[:, c, 6].mean()) > 1e-4


def test_channels_sum_to_what_they_explain(both: AnnualExplanation) -> None:
    table, annual = annual_channel_table(both, ("GBR", "USA", "EU27"), 2030, "x"), both.annual
    assert table.columns == ("United Kingdom", "United States")
    for place, code in enumerate(("GBR", "USA")):
        cells = {row.head: _number(row.cells[place].text) for row in table.rows if row.cells}
        debt = 100 * annual.spread(annual.change("debt", code))[0][6]
        assert cells["Debt, in all"] == pytest.approx(debt, abs=0.05)
        shown = both.debt_channels
        summed = sum(shown[key][:, annual.place(code), 6].mean() for key in DEBT_CHANNELS)
        assert 100 * summed == pytest.approx(debt, abs=1e-9)
    heads = [row.head for row in table.rows]
    assert {"Trade", "Imports", "Duties", "Interest", "Growth"} <= set(heads)
    assert "Taxes" not in heads


def test_the_page_shows_the_first_country_open_and_the_others_folded() -> None:
    part = annual_part(_annual("nato-3.5-by-2035"), _why("nato-3.5-by-2035"), STANDARD, "scenario-1")
    template = '{% import "macros.html.j2" as m %}{% include "annual.html.j2" %}'
    page = _environment().from_string(template).render(part=SimpleNamespace(annual=part, anchor="scenario-1"))
    assert "Output, budget and debt, year by year</h4>" in page
    idents = re.findall(r' id="([^"]+)"', page)
    assert len(idents) == len(set(idents))
    opened = re.sub(r"<details>.*?</details>", "", page, flags=re.S)
    assert opened.count("<figure") == 1
    assert [table.caption for table in part.others] == [
        f"Output, budget and debt, year by year: {name}" for name in ("the United States", "France", "Germany")
    ]
    assert "All levers together" not in page
    every = annual_part(_annual("nato-3.5-by-2035"), None, STANDARD, "together", ALL_LEVERS)
    captions = [every.summary.caption, every.chart.title, every.chart.table.caption, *(t.caption for t in every.others)]
    assert all(words.startswith("All levers together") for words in captions)
    assert 'id="scenario-1-annual-all"' in page


def test_one_lever_is_not_taken_apart_by_lever_on_the_page() -> None:
    part = annual_part(_annual("uk-2.5-by-2027"), _why("uk-2.5-by-2027"), ("GBR",), "x")
    assert [table.id for table in part.why] == ["x-annual-why"]
    assert part.everybody is None


def test_every_way_back_of_the_page_leads_to_an_entry() -> None:
    folder = Path(westphalia.report.__file__).parent
    used = {a for file in folder.glob("*.py") for a in re.findall(r'"#(how-[a-z-]+)"', file.read_text("utf-8"))}
    assert {"how-annual", "how-debt", "how-annual-why"} <= used
    assert used <= ANCHORS
    assert {rests for *_, rests in METHODS} <= ANCHORS | {"", "tables", "budgets"}
