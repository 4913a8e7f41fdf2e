"""Immobilised assets, the loan on their proceeds and rebuilding, against cases worked by hand and the shipped tables.

The small case is that of docs/assets.md: assets of 200, of whose interest 60% are handed over, against a loan of 40 at
3%, repaid over 20 years. What the tests cannot see: the lenders' own terms, which nobody here has read.
"""

import csv
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from westphalia.comparison.results import Frame, compared_results
from westphalia.errors import DataError
from westphalia.outcome import AssetsOutcome, Outcome
from westphalia.report.assets import assets_json, assets_lines, cover_chart, cover_table, lenders_table, repayment_table
from westphalia.report.holdings import holdings_table, income_table, loans_table
from westphalia.report.methods import ANCHORS
from westphalia.report.names import source_anchor
from westphalia.report.policy import policy_sources
from westphalia.report.reconstruction import assessment_table, funds_table, gap_table, reconstruction_lines
from westphalia.report.tables import Table
from westphalia.scenario.files import load_scenario
from westphalia.simulate import simulate
from westphalia.support.assets import (
    NEVER,
    break_even_yield,
    cover,
    held_assets,
    payback,
    proceeds,
    repaid_after,
    service,
    share_by_lender,
    standstill_yield,
    yield_path,
)
from westphalia.support.reconstruction import need_over_output, rebuilding
from westphalia.world import assets as table
from westphalia.world.economies import macro
from westphalia.world.load import sources

YEARS = np.arange(2026, 2029)
FRAME = Frame((), (2030, 2035))
PAGE = Path(__file__).parents[2] / "docs" / "assets.md"


def _flow(rate: float, lapse: int | None = None) -> np.ndarray:
    return proceeds(0.6, np.full(3, rate), held_assets(200.0, YEARS, lapse))


def test_proceeds_are_share_times_yield_times_assets() -> None:
    np.testing.assert_allclose(_flow(0.03), [3.6, 3.6, 3.6], rtol=1e-12)
    np.testing.assert_allclose(_flow(0.03, lapse=2028), [3.6, 3.6, 0.0], rtol=1e-12)


def test_yields_run_straight_between_the_years_given_and_level_outside() -> None:
    years = np.arange(2025, 2032)
    path = yield_path(years, {2030: 0.015, 2026: 0.025})
    np.testing.assert_allclose(path, [0.025, 0.025, 0.0225, 0.02, 0.0175, 0.015, 0.015], rtol=1e-12)


def test_a_schedule_by_hand() -> None:
    """Interest 1.2, 1.14, 1.08 and parts of 2: due 3.2, 3.14, 3.08."""
    served = service(np.stack([_flow(0.03), _flow(0.015)]), 40.0, 0.03, 20)
    np.testing.assert_allclose(served.due, [3.2, 3.14, 3.08], rtol=1e-12)
    np.testing.assert_allclose(served.cover, [[1.125, 3.6 / 3.14, 3.6 / 3.08], [0.5625, 1.8 / 3.14, 1.8 / 3.08]])
    np.testing.assert_allclose(served.short, [[0, 0, 0], [1.4, 1.34, 1.28]], atol=1e-12)
    np.testing.assert_allclose(served.over, [[0.4, 0.46, 0.52], [0, 0, 0]], atol=1e-12)


def test_after_the_last_part_nothing_is_due_and_there_is_no_ratio() -> None:
    served = service(_flow(0.03), 2.0, 0.0, 2)
    np.testing.assert_allclose(served.due, [1, 1, 0], rtol=1e-12)
    assert np.isnan(served.cover[2])
    assert served.over[2] == pytest.approx(3.6)
    assert np.isnan(cover(np.ones(1), np.zeros(1))[0])


def test_proceeds_alone_by_hand() -> None:
    """40 × 1.03 − 3.6 = 37.6, × 1.03 − 3.6 = 35.128, × 1.03 − 3.6 = 32.58184."""
    paid = payback(_flow(0.03), 40.0, 0.03)
    np.testing.assert_allclose(paid.balance, [37.6, 35.128, 32.58184], rtol=1e-12)
    assert not paid.called.any()


def test_released_assets_leave_what_is_open_to_the_lenders() -> None:
    paid = payback(_flow(0.03, lapse=2028), 40.0, 0.03, YEARS >= 2028)
    np.testing.assert_allclose(paid.interest, [1.2, 1.128, 35.128 * 0.03], rtol=1e-12)
    np.testing.assert_allclose(paid.called, [0, 0, 36.18184], rtol=1e-12)
    assert paid.balance[2] == 0
    assert repaid_after(paid, _flow(0.03, lapse=2028), 0.03) == NEVER
    np.testing.assert_allclose(share_by_lender(np.array([30.0, 10.0])) * 36.18184, [27.13638, 9.04546], rtol=1e-12)


@pytest.mark.parametrize(
    ("rate", "years"),
    [(0.03, 14), (0.015, 38), (0.0101, 157), (0.01, NEVER), (0.005, NEVER), (0.0, NEVER)],
)
def test_years_until_repaid_are_those_of_a_loop(rate: float, years: float) -> None:
    """ln 1.5 / ln 1.03 = 13.7; ln 3 / ln 1.03 = 37.2; at 1% proceeds are the interest of 1.2, for ever."""
    flow = _flow(rate)
    assert repaid_after(payback(flow, 40.0, 0.03), flow, 0.03) == years
    balance, count = 40.0, 0
    while balance > 1e-9 and count < 1000:
        balance, count = max(0.0, balance * 1.03 - flow[0]), count + 1
    assert (count if count < 1000 else NEVER) == years


def test_without_interest_forty_five_at_three_point_three_a_year_take_fourteen_years() -> None:
    """The figure POLICY gives: about 14 years before interest."""
    flow = np.full(3, 3.3)
    assert repaid_after(payback(flow, 45.0, 0.0), flow, 0.0) == 14


def test_repaid_inside_the_years_shown_counts_the_last_payment() -> None:
    flow = np.array([[3.6, 3.6, 3.6], [10.0, 0.0, 0.0]])
    paid = payback(flow, 7.0, 0.0)
    np.testing.assert_array_equal(repaid_after(paid, flow, 0.0), [2, 1])
    np.testing.assert_allclose(paid.used, [[3.6, 3.4, 0], [7, 0, 0]], rtol=1e-12)


def test_yields_that_just_pay_and_that_stand_still() -> None:
    due = service(_flow(0.03), 40.0, 0.03, 20).due
    np.testing.assert_allclose(break_even_yield(due, 0.6, np.array([200.0, 200, 0]))[:2], [3.2 / 120, 3.14 / 120])
    assert np.isinf(break_even_yield(due, 0.6, np.array([200.0, 200, 0]))[2])
    assert standstill_yield(40.0, 0.03, 0.6, 200.0) == pytest.approx(0.01)


def test_rebuilding_by_hand() -> None:
    """300 over three years, 30 of new damage in the first, a third private, 60 a year in sight: 40 without a payer."""
    plan = rebuilding(300.0, np.array([30.0, 0, 0]), np.full(3, 60.0), 1 / 3)
    np.testing.assert_allclose(plan.planned, [130, 100, 100], rtol=1e-12)
    np.testing.assert_allclose(plan.private, [130 / 3, 100 / 3, 100 / 3], rtol=1e-12)
    np.testing.assert_allclose(plan.gap, [80 / 3, 20 / 3, 20 / 3], rtol=1e-12)
    np.testing.assert_allclose(plan.need, [680 / 3, 400 / 3, 40], rtol=1e-12)


def test_money_beyond_the_need_finds_no_work_and_a_fast_year_is_ahead_of_the_plan() -> None:
    plan = rebuilding(100.0, np.zeros(2), np.array([200.0, 200.0]), 0.2)
    np.testing.assert_allclose(plan.public, [90, 0], rtol=1e-12)
    np.testing.assert_allclose(plan.gap, [-50, 50], rtol=1e-12)
    np.testing.assert_allclose(plan.private, [10, 0], rtol=1e-12)
    assert plan.need[-1] == 0
    assert need_over_output(524.0, 190.4) == pytest.approx(2.752, abs=5e-4)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: proceeds(62.0, np.array([0.03]), np.array([200.0])), "windfall share: 62.0 .* write 0.62"),
        (lambda: proceeds(0.0, np.array([0.03]), np.array([200.0])), "windfall share: 0.0"),
        (lambda: proceeds(0.6, np.array([2.6]), np.array([200.0])), "yield: 2.6 is not between 0 and 1"),
        (lambda: proceeds(0.6, np.array([np.nan]), np.array([200.0])), "yield: nan"),
        (lambda: proceeds(0.6, np.array([0.03]), np.array([-1.0])), "assets: -1 is not zero or more"),
        (lambda: held_assets(0.0, YEARS, None), "assets: 0.0 is not an amount above zero"),
        (lambda: yield_path(YEARS, {}), "yields: an empty path"),
        (lambda: yield_path(YEARS, {2026: 2.6}), "yield: 2.6"),
        (lambda: service(np.ones(3), 40.0, 3.0, 20), "interest on the loan: 3.0 .* write 0.03"),
        (lambda: service(np.ones(3), 40.0, 0.03, 0), "amortisation: 0 years"),
        (lambda: service(np.array([-1.0]), 40.0, 0.03, 20), "proceeds: -1"),
        (lambda: payback(np.ones(3), -5.0, 0.03), "loan: -5.0"),
        (lambda: share_by_lender(np.zeros(2)), "no lender has lent anything"),
        (lambda: rebuilding(0.0, np.zeros(1), np.zeros(1), 0.3), "need: 0.0"),
        (lambda: rebuilding(1.0, np.zeros(1), np.zeros(1), 33.0), "private share: 33.0"),
        (lambda: rebuilding(1.0, np.array([-1.0]), np.zeros(1), 0.3), "damage: -1"),
        (lambda: rebuilding(1.0, np.zeros(0), np.zeros(0), 0.3), "no years"),
        (lambda: need_over_output(1.0, 0.0), "output: 0.0"),
    ],
)
def test_what_cannot_be_is_refused(made: Any, said: str) -> None:
    with pytest.raises(DataError, match=said):
        made()


# The shipped tables


def test_yields_and_shares_follow_from_what_euroclear_reported() -> None:
    found = {one.year: (one.gross_yield, one.share) for one in table.incomes()}
    assert found[2023] == (None, None)
    assert found[2024] == pytest.approx((6.9 / 183, 4.0 / 6.9))
    assert found[2025] == pytest.approx((5.0 / 195, 3.3 / 5.0))
    span = table.windfall_span()
    assert (span.central, span.low, span.high) == pytest.approx((3.3 / 5.0, 4.0 / 6.9, 3.35 / 4.95))
    assert table.latest_assets() == 195
    with pytest.raises(DataError, match="yield of 2023: the table holds 2024, 2025"):
        table.gross_yield(2023)


def test_totals_are_kept_apart_and_where_reserves_lay_is_no_immobilised_sum() -> None:
    by_concept = {c: [h.amount for h in table.holdings() if h.concept == c] for c in ("total", "location 2022")}
    assert by_concept == {"total": [300.0, 260.0, 280.0], "location 2022": [67.0, 37.0, 36.0, 19.0, 6.0, 207.0]}
    printed = " ".join(cell.text for row in holdings_table("x").rows for cell in row.cells)
    assert all(figure in printed for figure in ("€300bn", "€260bn", "$280bn", "at most €10,000", "CHF"))


@pytest.mark.shared
def test_the_tables_hold_every_figure_of_their_sources(shared: Path) -> None:
    def values(path: str) -> list[float]:
        with (shared / "data" / path).open(encoding="utf-8") as file:
            return [float(row["value"]) for row in csv.DictReader(file)]

    given = {*values("policy/immobilised_assets_and_era.csv"), *values("security/frozen_assets_and_loans.csv")}
    held = (
        {h.amount for h in table.holdings()} | {f.amount for f in table.funds()} | {a.need for a in table.assessments()}
    )
    held |= {x for one in table.incomes() for x in (one.assets, one.interest, one.tax, one.windfall) if x is not None}
    held |= {loan.amount for loan in table.era_loans()}
    assert given - held == {18.1}
    assert next(loan.amount for loan in table.era_loans() if loan.lender == "EU27") == 18.115


# A run


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return simulate(load_scenario("era-yield-falls"))


@pytest.fixture(scope="module")
def era(outcome: Outcome) -> AssetsOutcome:
    return outcome.assets[0]


def test_the_preset_moves_no_accounts(outcome: Outcome) -> None:
    assert outcome.annual is None
    assert outcome.trade is None


def test_the_preset_by_hand(era: AssetsOutcome) -> None:
    """0.66 × 195 × 1.5% = 1.93 against 3% of what is open and a 45th of the loan."""
    at = era.years.tolist().index(2030)
    assert era.paths == ("falling", "held", "as_in_2024")
    assert era.loan == pytest.approx(45.99, abs=0.005)
    due = 0.03 * era.loan * (1 - 4 / 45) + era.loan / 45
    assert era.service.due[at] == pytest.approx(due)
    assert era.service.cover[0, 0, at] == pytest.approx(0.66 * 195 * 0.015 / due)
    assert era.proceeds[0, 2, 0] == pytest.approx(0.66 * 195 * 6.9 / 183)


def test_the_last_years_yield_held_gives_what_the_last_year_gave(era: AssetsOutcome) -> None:
    """€3.3bn in 2025: inside the range, whose ends have the yield and the stock of the same year."""
    held = era.proceeds[:, era.paths.index("held"), 0]
    assert held[0] == pytest.approx(3.3)
    assert held[1] < 3.3 < held[2]
    assert held[1] == pytest.approx(4.0 / 6.9 * 5.0)
    assert np.ptp(era.assets) == 0
    assert era.service.cover[0, era.paths.index("held"), 0] == pytest.approx(1.37, abs=0.005)


def test_whether_the_loan_pays_for_itself_hangs_on_the_yield(era: AssetsOutcome) -> None:
    """Held at the last yield, or at 2024's, the schedule is covered; falling to 1.5%, it is not."""
    assert (era.service.cover[:, 1:] > 1).all()
    assert (era.service.cover[:, 0, 4:] < 1).all()
    assert era.short[0].tolist() == pytest.approx([1.74, 0, 0], abs=0.005)
    assert (np.diff(era.repaid_after[0]) < 0).all()
    assert 0.010 < era.standstill[0] < 0.015 < era.break_even[0] < 0.025


def test_a_lapse_puts_what_is_open_on_the_lenders(era: AssetsOutcome) -> None:
    one = simulate(load_scenario("era-yield-falls", ["era.lapse=2028"])).assets[0]
    at = one.years.tolist().index(2028)
    np.testing.assert_allclose(one.payback.called[..., at], era.payback.balance[..., at - 1] * 1.03, rtol=1e-12)
    assert np.isinf(one.repaid_after).all()
    assert one.gdp_year == 2028
    assert sum(lender.part for lender in one.lenders) == pytest.approx(1)
    assert "or: called in 2028" in lenders_table(one, "x").columns
    assert "either: short on the schedule" in lenders_table(one, "x").columns
    assert "or: called in 2028" in repayment_table(one, "x").columns
    assert all("one or the other, never both" in made(one, "x").note for made in (repayment_table, lenders_table))
    assert "one or the other, never both" in " ".join(assets_lines(one))
    assert "never both" not in repayment_table(era, "x").note + lenders_table(era, "x").note
    assert "no, released in 2028" in {row.cells[2].text for row in repayment_table(one, "x").rows}


def test_what_the_scenario_gives_has_no_range() -> None:
    one = simulate(load_scenario("era-yield-falls", ["era.assets=190", "era.windfall=0.6"])).assets[0]
    assert np.ptp(one.proceeds, axis=0).max() == 0
    assert "there is no range" in cover_table(one, "x").note


def test_assets_in_dollars_are_turned_into_euros_of_the_date() -> None:
    one = simulate(load_scenario("era-yield-falls", ["era.assets=200", "era.currency=USD"])).assets[0]
    assert 200 / 1.3 < one.assets[0] < 200 / 1.05


def test_own_loans_and_yields_take_the_place_of_the_table() -> None:
    changes = [
        "era.loans={EU27: {amount: 10, currency: EUR}, CHN: {amount: 10, currency: CNY}}",
        "era.yields={2026: 0.02}",
    ]
    one = simulate(load_scenario("era-yield-falls", changes)).assets[0]
    assert one.paths == ("own", "held", "as_in_2024", "falling")
    assert one.loan == pytest.approx(10 + one.lenders[1].euros)
    assert one.lenders[1].euros < 2
    assert np.isfinite(one.lenders[1].gdp)


def test_a_lender_whose_output_the_outlook_lacks_has_a_dash_and_not_a_zero() -> None:
    one = simulate(load_scenario("era-yield-falls", ["era.loans={PRK: {amount: 1, currency: EUR}}"])).assets[0]
    assert np.isnan(one.lenders[0].gdp)
    assert lenders_table(one, "x").rows[0].cells[-1].text == "–"


def test_every_number_of_the_tables_leads_to_how_it_was_computed(era: AssetsOutcome) -> None:
    tables = (cover_table(era, "x"), repayment_table(era, "x"), lenders_table(era, "x"), income_table("x"))
    cells = [cell for one in (*tables, loans_table("x")) for row in one.rows for cell in row.cells if cell.is_number]
    assert len(cells) > 60
    assert all(cell.href.startswith("#") for cell in cells)


def test_every_source_and_method_the_section_cites_is_listed(tmp_path: Path) -> None:
    for one in (simulate(load_scenario("era-yield-falls")), _rebuilt(tmp_path)):
        hrefs = {cell.href for t in _tables(one) for row in t.rows for cell in row.cells if cell.href}
        known = {f"#{source_anchor(name)}" for name in policy_sources(one)} | {f"#{anchor}" for anchor in ANCHORS}
        assert hrefs <= known
        assert set(policy_sources(one)) <= {source.id for source in sources()}


def _tables(one: Outcome) -> list[Table]:
    """Every table of the page's sections on assets and rebuilding, folded ones too."""
    name = "x"
    found = [t for a in one.assets for t in (cover_table(a, name), repayment_table(a, name), lenders_table(a, name))]
    found += [t for _ in one.assets for t in (income_table(name), loans_table(name), holdings_table(name))]
    found += [t for r in one.rebuilding for t in (gap_table(r, name), funds_table(name), assessment_table(name))]
    return found


def test_the_sentences_say_what_is_short_and_on_whom_it_falls(era: AssetsOutcome) -> None:
    said = " ".join(assets_lines(era))
    for words in ("0.97 (0.86 to 1.00) times what is due", "short on the schedule €1.7bn", "repaid in 2063",
                  "lenders stand behind €36.2bn", "the United States $15.7bn", "¥371.5bn"):  # fmt: skip
        assert words in said


def test_rates_that_never_repay_are_called_that(era: AssetsOutcome) -> None:
    one = simulate(load_scenario("era-yield-falls", ["era.yields={2026: 0.01}"])).assets[0]
    assert "repaid never at these rates" in " ".join(assets_lines(one))
    assert assets_json(one)["rate_paths"][0]["repaid_in"] == [None, None, None]


def test_the_data_are_json_and_add_up(era: AssetsOutcome) -> None:
    data = json.loads(json.dumps(assets_json(era)))
    path = data["rate_paths"][0]
    for paid, short, over in zip(path["proceeds"][0], path["short"][0], path["left_over"][0], strict=True):
        assert min(short, over) == 0
        assert paid >= over
    assert sum(lender["part"] for lender in data["lenders"]) == pytest.approx(1)
    assert [lender["currency"] for lender in data["lenders"]] == ["USD", "EUR", "GBP", "CAD", "JPY"]


def test_the_chart_has_a_panel_for_each_path_and_its_table(era: AssetsOutcome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("westphalia.report.assets.draw", lambda drawn, *_: str(drawn))
    chart = cover_chart(era, "x")
    assert chart.table == cover_table(era, "x")
    assert all(words in chart.svg for words in ("held at 2.6%", "3.8%, as in 2024", "falling to 1.5%"))


REBUILD = """
title: Rebuilding
date: 2026-03-01
levers:
  - {kind: reconstruction, name: plan, damage: 19, until: 2026, repair: 15, from: 2026, assumed: an example}
"""


def _rebuilt(tmp_path: Path, *changes: str) -> Outcome:
    path = tmp_path / "plan.yaml"
    path.write_text(REBUILD, encoding="utf-8")
    return simulate(load_scenario(str(path), list(changes)))


def test_a_plan_starts_from_the_latest_assessment_and_counts_no_loan(tmp_path: Path) -> None:
    one = _rebuilt(tmp_path).rebuilding[0]
    assert (one.need, one.edition, len(one.years)) == (588.0, 5, 10)
    assert one.plan.gap.sum() == pytest.approx(588 + 19 - 607 / 3 - 150)
    assert "no payer for $254.7bn" in reconstruction_lines(one)[0]
    assert {row.cells[3].text for row in funds_table("x").rows} == {"no", "no: a need, not a source"}
    assert "16.8%" in {cell.text for cell in gap_table(one, "x").rows[0].cells}
    assert [row.cells[2].text for row in assessment_table("x").rows] == ["2.68 times", "2.75 times", "2.80 times"]


def test_the_gap_over_output_falls_with_growth_and_not_with_inflation(tmp_path: Path) -> None:
    """The need is of the prices of 2025, so output is too: later years differ by growth alone."""
    one = _rebuilt(tmp_path).rebuilding[0]
    economy = macro("UKR", "WEO-2025-10")
    grown = economy.at("gdp_nac_bn", 2035) / economy.at("deflator", 2035) / economy.at("gdp_nac_bn", 2025)
    expected = economy.at("gdp_usd_bn", 2025) * grown * economy.at("deflator", 2025)
    assert one.prices_of == 2025
    assert one.output[-1] == pytest.approx(expected, rel=2e-3)
    assert one.output[-1] < 0.85 * economy.at("gdp_usd_bn", 2035)
    assert "at the prices of 2025" in gap_table(one, "x").note
    own = _rebuilt(tmp_path, "plan.need=300").rebuilding[0]
    assert own.prices_of == 2026
    assert "at the prices of 2026 (assumed)" in gap_table(own, "x").note


def test_two_scenarios_are_set_against_each_other_end_by_end(tmp_path: Path, era: AssetsOutcome) -> None:
    """The low end of one against the low end of the other, never a range against a range."""
    other = simulate(load_scenario("era-yield-falls", ["era.path=held"]))
    found = {
        one.quantity.key: one for one in compared_results((simulate(load_scenario("era-yield-falls")), other), FRAME)
    }
    apart = other.assets[0].still_owed[:, 0] - era.still_owed[:, 0]
    gap = found["owed"].differences[0]
    assert gap is not None
    assert (gap.value, gap.low, gap.high) == pytest.approx((apart[0], apart.min(), apart.max()))
    plans = compared_results((_rebuilt(tmp_path), _rebuilt(tmp_path, "plan.repair=25")), FRAME)
    open_ = next(one for one in plans if one.quantity.key == "gap").differences[0]
    assert open_ is not None
    assert open_.value == pytest.approx(-100)


def test_years_beyond_the_outlook_have_no_share_of_output(tmp_path: Path) -> None:
    one = _rebuilt(tmp_path, "plan.years=12").rebuilding[0]
    assert np.isnan(one.output[-2:]).all()
    assert gap_table(one, "x").rows[-2].cells[5].text == "–"


def test_the_page_repeats_the_worked_example() -> None:
    """Numbers of the example as the page prints them, each computed in a test above."""
    page = PAGE.read_text(encoding="utf-8")
    for number in ("3.6", "1.125", "0.5625", "35.128", "36.182", "27.136", "9.045", "13.7", "37.2", "2.67%"):
        assert re.search(rf"(?<![\d.]){re.escape(number)}", page), number
