"""Scenarios side by side: what differs, and differences run by run that the scenarios' own runs must give."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import westphalia as wp
from westphalia.comparison import Comparison, comparison, named_scenarios
from westphalia.comparison.results import Frame, compared_results
from westphalia.comparison.runs import Compared, Quantity, Runs, Span, compared
from westphalia.outcome.force import cost_anchors
from westphalia.report.compare_tables import comparison_json, comparison_tables, print_comparison
from westphalia.simulate import all_variants, settled

COUNTRIES = ("GBR", "USA", "FRA", "DEU", "EU27", "CHN")
CELL = Quantity("annual", "GBR", "gdp", "GDP", "fraction", 2030)


def compare(*names: str, changes: tuple[str, ...] = ()) -> Comparison:
    return comparison(names, named_scenarios(names, changes), COUNTRIES)


def found(of: Comparison, **wanted: object) -> Compared:
    (one,) = [c for c in of.results if all(getattr(c.quantity, name) == value for name, value in wanted.items())]
    return one


def runs(values: list[float], readings: list[Any], dates: list[Any] | None = None) -> Runs:
    marks = np.array([reading == readings[0] for reading in readings])
    keys = tuple((r,) for r in readings)
    return Runs(keys, tuple(dates or [()] * len(values)), marks, {CELL: np.array(values)})


def printed(of: Comparison, width: int) -> str:
    import io

    from rich.console import Console

    out = io.StringIO()
    print_comparison(of, Console(file=out, width=width, highlight=False))
    return out.getvalue()


@pytest.fixture(scope="module")
def alliance() -> Comparison:
    return compare("nato-3.5-by-2035", "nato-5-by-2035")


@pytest.fixture(scope="module")
def dated() -> Comparison:
    return compare("uk-2.5-by-2027", "uk-2.5-no-date")


def test_a_difference_is_over_like_runs_and_not_of_ranges() -> None:
    (one,) = compared([runs([1.0, 0.0, 5.0], ["c", "l", "h"]), runs([2.0, 1.5, 5.25], ["c", "l", "h"])])
    assert one.values == (Span(1.0, 0.0, 5.0), Span(2.0, 1.5, 5.25))
    assert one.differences == (Span(1.0, 0.25, 1.5),)
    assert one.matched == ("",)


def test_order_of_runs_does_not_matter() -> None:
    straight = compared([runs([1.0, 0.0], ["c", "l"]), runs([2.0, 1.5], ["c", "l"])])
    turned = compared([runs([1.0, 0.0], ["c", "l"]), Runs((("l",), ("c",)), ((), ()), np.array([False, True]),
                                                          {CELL: np.array([1.5, 2.0])})])  # fmt: skip
    assert straight == turned


def test_the_same_dates_meet_and_other_dates_meet_all() -> None:
    first = runs([1.0, 2.0], ["c", "c"], [2027, 2028])
    (same,) = compared([first, runs([2.0, 3.5], ["c", "c"], [2027, 2028])])
    (others,) = compared([first, runs([2.0, 3.5], ["c", "c"], [2029, 2030])])
    assert same.differences == (Span(1.25, 1.0, 1.5),)
    assert others.differences == (Span(1.25, 0.0, 2.5),)
    assert same.matched == ("",)
    assert "other years" in others.matched[0]


def test_an_open_entry_is_alike_to_every_one() -> None:
    (one,) = compared([runs([1.0], [None]), runs([2.0, 4.0], ["a", "b"])])
    assert one.differences == (Span(1.0, 1.0, 3.0),)


def test_runs_without_a_like_are_left_out_and_said() -> None:
    (some,) = compared([runs([1.0, 9.0], ["c", "l"]), runs([2.0], ["c"])])
    (none,) = compared([runs([1.0], ["own"]), runs([2.0], ["c"])])
    assert some.differences == (Span(1.0, 1.0, 1.0),)
    assert some.matched == ("1 of 2 runs have no like in the other",)
    assert none.differences == (None,)
    assert "no runs are alike" in none.matched[0]


def test_files_field_by_field(alliance: Comparison, dated: Comparison) -> None:
    assert [(d.lever, d.field, d.values) for d in alliance.files if not d.is_origin] == [
        ("nato_defence", "target", (0.035, 0.05))
    ]
    assert {d.field for d in dated.files if not d.is_origin} == {"financing", "cuts_from", "reached"}


def test_levers_added_and_blocks_of_the_scenario() -> None:
    changes = ("B.economy={multiplier: 0.6, assumed: for a test}", "B.horizon=[2025, 2032]")
    of = compare("uk-2.5-by-2027", "uk-2.5-by-2027+force-30000", changes=changes)
    by_place = {(d.lever, d.field): d.values for d in of.files}
    assert by_place["force", ""][0] is None
    assert by_place["force", ""][1]["deployed"] == 30000
    assert by_place["economy", "multiplier"] == ("defence", 0.6)
    assert by_place["", "horizon"] == ([2025, 2035], [2025, 2032])
    assert found(of, part="budget", key="constant_share", year=2032).values[0] is not None
    assert not [c for c in of.results if c.quantity.year == 2035]


def test_a_fixed_multiplier_meets_every_setting_of_the_table() -> None:
    fixed = "B.economy={multiplier: 0.6, leakage: 0.2, assumed: for a test}"
    of = compare("uk-2.5-by-2027", "uk-2.5-by-2027", changes=(fixed,))
    gdp = found(of, part="annual", key="gdp", year=2030)
    assert gdp.matched == ("",)
    assert gdp.differences[0] is not None
    assert gdp.differences[0].low < gdp.differences[0].high


def test_a_group_in_dollars_is_what_its_outcome_adds_up_to(alliance: Comparison) -> None:
    for unit, currency in (("USD bn, nominal", "USD"), ("EUR bn, nominal", "EUR")):
        one = found(alliance, part="group", key="constant_share_added", unit=unit)
        sums = []
        for outcome in alliance.outcomes:
            (group,) = outcome.budgets
            sums.append(sum(group.total("constant_share", currency, year)[0] for year in range(2024, 2036)))
        assert [s.value for s in one.values if s] == pytest.approx(sums, rel=1e-12)
        assert one.differences[0] is not None
        assert one.differences[0].value == pytest.approx(sums[1] - sums[0], rel=1e-12)


def test_the_accounts_case_by_case(alliance: Comparison) -> None:
    accounts = [outcome.annual for outcome in alliance.outcomes]
    assert all(accounts)
    for key in ("extra", "gdp", "net_lending", "debt"):
        one = found(alliance, part="annual", subject="DEU", key=key, year=2035)
        a, b = (account.change(key, "DEU")[:, -1] for account in accounts if account)
        assert one.differences[0] is not None
        assert (one.differences[0].low, one.differences[0].high) == pytest.approx(((b - a).min(), (b - a).max()))
        assert one.differences[0].value == pytest.approx(b[0] - a[0])


def test_open_dates_against_one_date(dated: Comparison) -> None:
    one = found(dated, part="budget", key="constant_share", year=2030)
    extra = [outcome.spending[0].extra["constant_share"][:, 6] for outcome in dated.outcomes]
    gap = extra[1] - extra[0][0]
    assert one.differences[0] == Span(*(pytest.approx(x) for x in (gap.mean(), gap.min(), gap.max())))


def test_who_pays_and_the_force() -> None:
    of = compare("europe-alone-250bn", "europe-alone-250bn+force-30000", changes=("B.europe_alone.key={gap: 1.0}",))
    (income,), (gap,) = (outcome.autonomy for outcome in of.outcomes)
    poland = found(of, part="autonomy", subject="POL", key="pays")
    place = income.allies.index("POL")
    assert poland.differences[0] is not None
    assert poland.differences[0].value == pytest.approx(gap.chosen[place] - income.chosen[place])
    assert sum(s.values[1].value for s in of.results if s.quantity.key == "pays" and s.values[1]) == pytest.approx(250)
    assert found(of, part="force", key="pool").values == (None, Span(120000.0, 120000.0, 120000.0))
    cost = found(of, part="force", key="cost", year=2030).values[1]
    assert cost == Span(12.0, *(pytest.approx(30 * cost_anchors()[end]) for end in ("low", "high")))


def test_trade_variant_by_variant_in_any_order() -> None:
    few = tuple(v for v in all_variants()[:18] if v.services == 5.0 and v.elasticities != "broad")
    assert len({(v.closure, v.elasticities) for v in few}) == 4
    turned = (few[0], *few[:0:-1])
    one, other = named_scenarios(("us-tariff-20",) * 2, ("B.us_tariff.rate=10%",))
    outcomes = settled(one, few), settled(other, turned)
    a, b = (outcome.trade.income_change("GBR") for outcome in outcomes if outcome.trade)
    gaps = b[[turned.index(variant) for variant in few]] - a
    results = compared_results(outcomes, Frame(("GBR",), (2035,)))
    (income,) = [c for c in results if c.quantity.key == "real_income"]
    assert income.differences[0] == Span(*(pytest.approx(x) for x in (gaps[0], gaps.min(), gaps.max())))


def test_trade_beside_a_budget() -> None:
    names = ("us-tariff-20", "uk-2.5-by-2027")
    of = comparison(names, named_scenarios(names, (), "goods-2023-194"), COUNTRIES)
    assert found(of, part="trade", subject="GBR", key="real_income").differences == (None,)
    both = found(of, part="annual", subject="GBR", key="debt", year=2035)
    tariff, budget = of.outcomes[0].annual, of.outcomes[1].annual
    assert tariff
    assert budget
    by_setting = {case.setting: k for k, case in enumerate(budget.cases)}
    base, debt = tariff.change("debt", "GBR")[:, -1], budget.change("debt", "GBR")[:, -1]
    gaps = [debt[by_setting[case.setting]] - base[k] for k, case in enumerate(tariff.cases)]
    assert both.differences[0] is not None
    assert (both.differences[0].low, both.differences[0].high) == pytest.approx((min(gaps), max(gaps)))
    assert both.matched[0] == ""


def test_notes_say_what_the_scenarios_do_not_share(alliance: Comparison) -> None:
    assert any(note.startswith("A and B: left out: Iceland") for note in alliance.notes)
    of = compare("uk-2.5-by-2027", "uk-2.5-by-2027", changes=("B.outlook=WEO-2025-04", "B.base=icio-2022-raw"))
    assert any("A on WEO-2025-10 and B on WEO-2025-04" in note for note in of.notes)
    assert any(note.startswith("Bases differ: A on icio-2022 and B on icio-2022-raw") for note in of.notes)


@pytest.mark.parametrize("width", [80, 120])
def test_it_fits_the_terminal_and_nothing_is_cut(alliance: Comparison, dated: Comparison, width: int) -> None:
    for of in (alliance, dated):
        lines = printed(of, width).splitlines()
        assert max(map(len, lines)) <= width
        assert not [line for line in lines if "…" in line]


def test_every_cell_is_a_number_with_its_way_back_or_a_dash(dated: Comparison) -> None:
    tables = comparison_tables(dated)
    assert [t.id for t in tables] == ["compare-files", "compare-budget", "compare-annual"]
    for cell in (cell for table in tables[1:] for row in table.rows for cell in row.cells):
        assert cell.href.startswith("#how-") if cell.is_number else cell.text == "–"


def test_python_and_json_give_the_same(dated: Comparison) -> None:
    same = wp.compare("uk-2.5-by-2027", "uk-2.5-no-date")
    assert json.dumps(comparison_json(same)) == json.dumps(comparison_json(dated))
    assert [s["sha256"] for s in comparison_json(dated)["scenarios"]] == [o.scenario.sha256 for o in dated.outcomes]


def _written(folder: Path, cap: float, revenue: float) -> str:
    """A cap on oil, a minerals deal and a travel ban, as a file."""
    path = folder / f"{cap:g}.yaml"
    path.write_text(
        "title: A cap, a deal and a ban\ndate: 2025-01-02\nlevers:\n"
        f"  - {{kind: oil_cap, exporter: RUS, cap: {cap}, world_price: 80, discount: 5, freight: 3, capped: 0.5, "
        "volume: 5, from: 2026, assumed: test}\n"
        f"  - {{kind: minerals_deal, royalty: 0.06, revenue: {revenue}, from: 2026, assumed: test}}\n"
        "  - {kind: exclusion, imposer: GBR, target: RUS, persons: members of parliament, assumed: test}\n",
        encoding="utf-8",
    )
    return str(path)


def test_caps_deals_and_bans_do_not_vanish_from_a_comparison(tmp_path: Path) -> None:
    """Five million barrels a day, half of them sold $10 cheaper for 365.25 days."""
    of = compare(_written(tmp_path, 60.0, 1.0), _written(tmp_path, 50.0, 2.0))
    taken = found(of, part="oil_cap", subject="RUS", key="lost", year=2030)
    worth = found(of, part="minerals", subject="minerals deal", key="npv")
    assert taken.differences[0].value == pytest.approx(5e-3 * 365.25 * 0.5 * 10, rel=2e-3)
    assert worth.values[1].value == pytest.approx(2 * worth.values[0].value)
    assert [note[:4] for note in of.notes if "moves no account" in note] == ["A: e", "B: e"]
    assert {"compare-oil_cap", "compare-minerals"} <= {table.id for table in comparison_tables(of)}
