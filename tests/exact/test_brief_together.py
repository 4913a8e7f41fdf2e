"""All levers of some reports in one scenario: alternatives are never added up, and what is left out says so."""

from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readings import document, figure, reading
from westphalia.evidence.claims import Reading
from westphalia.outcome import Outcome
from westphalia.report.contents import Together
from westphalia.report.together import unmoved
from westphalia.scenario.combined import Combination, combined
from westphalia.scenario.draft import draft
from westphalia.scenario.files import read_scenario
from westphalia.scenario.levers import Autonomy, DefenceBudget, Force, Tariff
from westphalia.scenario.proposal import Draft
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shared_dates import MOST_TOGETHER, fewer_dates
from westphalia.simulate import all_variants, simulate
from westphalia.simulate.together import simulated_together

EARLY, LATE = date(2025, 2, 24), date(2025, 6, 25)


def _share(country: str, target: float, on: date = EARLY, role: str = "to", **fields: Any) -> Reading:
    printed = f"{target:g}%"
    doc = document(f"In {country} on {on} it is to be {printed} of GDP.", on)
    found = figure(doc, printed, target, "percent_of_gdp", "share", measure="defence_share", subject=(country,),
                   role=role, no_date=True, **fields)  # fmt: skip
    return reading(doc, found)


def _need(billions: float = 250, on: date = EARLY) -> Reading:
    doc = document(f"Europe needs an extra €{billions:g}bn a year more for defence on {on}.", on)
    found = figure(doc, f"€{billions:g}bn", billions * 1e9, "EUR", "money", measure="defence_spending",
                   subject=("EU27",), per="year")  # fmt: skip
    return reading(doc, found)


def _duty(rate: float, target: str, on: date = EARLY, **fields: Any) -> Reading:
    doc = document(f"On {on} a duty of {rate:g}% on {target}.", on)
    found = figure(doc, f"{rate:g}%", rate, "percent", "rate", measure="tariff_rate", subject=("USA",),
                   target=(target,), **fields)  # fmt: skip
    return reading(doc, found)


def _troops(number: int, on: date = EARLY) -> Reading:
    doc = document(f"On {on} a force of {number:,} soldiers.", on)
    return reading(doc, figure(doc, f"{number:,}", number, "troops", "count", measure="force_size"))


def _drafts(*readings: Reading) -> tuple[Draft, ...]:
    drafts, left = draft(readings)
    assert left == ()
    return drafts


def _combined(*readings: Reading) -> Combination:
    demanded = {f.claim for each in readings for f in each.figures if f.role == "target"}
    return combined(_drafts(*readings), demanded)


def _levers(found: Combination) -> tuple[Any, ...]:
    assert found.scenario is not None
    return found.scenario.levers


def test_an_own_plan_stands_before_a_target_of_the_group_which_holds_for_the_others() -> None:
    found = _combined(_share("GBR", 2.5), _share("NATO", 5, LATE, role="target"))
    own, group = _levers(found)
    assert (own.country, own.target) == ("GBR", 0.025)
    assert group.except_ == ("GBR",)
    assert "GBR" not in group.members
    assert len(group.members) == 31
    (left,) = found.left_out
    assert left.why == "left out for the United Kingdom alone"
    assert left.instead == "UK: defence to 2.5% of GDP, no date given"


def test_an_own_plan_stands_before_a_later_demand_of_another() -> None:
    found = _combined(_share("DEU", 2.5), _share("DEU", 5, LATE, role="target"))
    assert [lever.target for lever in _levers(found)] == [0.025]
    assert found.left_out[0].title == "Germany: defence to 5% of GDP, no date given"


def test_of_two_plans_of_one_country_the_later_report_stands() -> None:
    found = _combined(_share("GBR", 2.5), _share("GBR", 3, LATE))
    assert [lever.target for lever in _levers(found)] == [0.03]
    assert found.left_out[0].why == "left out: it sets the same"


def test_a_need_is_left_out_where_every_budget_is_set_and_stays_where_one_is_free() -> None:
    without = _combined(_share("NATO", 5, role="target"), _need())
    assert not any(isinstance(lever, Autonomy) for lever in _levers(without))
    assert without.left_out[0].why == "left out: the budgets of all who would share it are set"
    beside = _combined(_share("GBR", 2.5), _need())
    assert [type(lever) for lever in _levers(beside)] == [DefenceBudget, Autonomy]
    assert beside.left_out == ()


def test_of_two_needs_the_later_stands() -> None:
    found = _combined(_need(250), _need(300, LATE))
    assert [lever.amount for lever in _levers(found)] == [300]


def test_a_narrower_duty_stands_for_whom_it_names_and_the_wider_for_the_rest() -> None:
    found = _combined(_duty(20, "ALL", LATE), _duty(60, "CHN"))
    by_rate = {lever.rate: lever for lever in _levers(found)}
    assert set(by_rate) == {0.2, 0.6}
    assert [spared.target for spared in by_rate[0.2].except_] == [("CHN",)]
    assert by_rate[0.6].except_ == ()
    assert found.left_out[0].why == "left out where another duty hits the same trade"


def test_of_two_duties_on_the_same_trade_the_later_stands() -> None:
    found = _combined(_duty(20, "ALL"), _duty(10, "ALL", LATE))
    assert [lever.rate for lever in _levers(found)] == [0.1]


def _barred(on: date = EARLY, **fields: Any) -> Draft:
    """A draft of one barrier of the EU on trade with Russia."""
    lever = {"kind": "embargo", "imposer": "EU27", "target": "RUS", "assumed": "a test"} | fields
    scenario = read_scenario({"title": f"{lever}", "date": on.isoformat(), "levers": [lever]})
    return Draft((scenario.title,), scenario, (), ())


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [
        ({"sectors": ["B06"]}, {"sectors": ["C28"]}, 0),
        ({"direction": "imports"}, {"direction": "exports"}, 0),
        ({"sectors": ["B06"]}, {"imposer": "USA", "sectors": ["B06"]}, 0),
        ({"sectors": ["B06"]}, {"kind": "trade_cost", "cost": 0.2, "sectors": ["B06"]}, 1),
        ({"sectors": ["B06"]}, {"imposer": "DEU", "direction": "imports"}, 1),
        ({"sectors": ["B06"]}, {"imposer": "ALL", "sectors": ["B06"]}, 1),
    ],
)
def test_barriers_on_the_same_trade_are_alternatives_and_on_other_trade_stand(
    one: dict[str, Any], other: dict[str, Any], left: int
) -> None:
    """Sector and direction tell trade apart; a cost and an embargo on the same trade do not add up."""
    later = _barred(LATE, **other)
    found = combined([_barred(**one), later])
    assert len(found.left_out) == left
    assert len(_levers(found)) == 2 - left
    if left:
        assert found.left_out[0].why == "left out: it is a barrier on the same trade"
        assert _levers(found)[0].kind == later.lever.kind


def test_duties_of_different_trade_stand_side_by_side() -> None:
    found = _combined(_duty(20, "MEX"), _duty(60, "CHN"))
    assert len(_levers(found)) == 2
    assert found.left_out == ()
    assert len({lever.name for lever in _levers(found)}) == 2


def test_soldiers_are_sent_by_one_force_alone() -> None:
    found = _combined(_troops(30_000), _troops(10_000, LATE))
    assert [lever.deployed for lever in _levers(found)] == [10_000]


def test_a_draft_against_another_world_is_left_out_and_said() -> None:
    first, second = _drafts(_share("GBR", 2.5), _share("DEU", 3))
    other = Draft(
        second.key, second.scenario.model_copy(update={"outlook": "WEO-2025-04"}), second.quotations, second.notes
    )
    found = combined([first, other])
    assert [lever.country for lever in _levers(found)] == ["GBR"]
    assert found.left_out[0].why == "left out: its outlook is not that of the others"
    assert found.left_out[0].instead == ""


def test_an_undated_lever_keeps_its_own_first_year_in_a_longer_horizon() -> None:
    found = _combined(_share("GBR", 2.5, date(2024, 11, 11)), _duty(20, "ALL", date(2026, 2, 24)))
    assert found.scenario is not None
    assert found.scenario.horizon == (2025, 2035)
    duty = next(lever for lever in found.scenario.levers if isinstance(lever, Tariff))
    assert duty.from_ == 2027


def test_no_draft_is_no_scenario() -> None:
    assert combined([]) == Combination(None, (), (), ())


def test_too_many_dates_are_thinned_evenly_and_said() -> None:
    levers = tuple(one.lever for one in _drafts(*(_share(c, 3.4) for c in ("GBR", "DEU", "ITA", "ESP"))))
    assert all(len(lever.reached) == 6 for lever in levers if isinstance(lever, DefenceBudget))
    fewer, notes = fewer_dates(levers)
    dates = [lever.reached for lever in fewer if isinstance(lever, DefenceBudget)]
    assert dates == [(2028, 2030, 2033)] * 4
    assert np.prod([len(years) for years in dates]) <= MOST_TOGETHER
    assert "2028, 2030 and 2033" in notes[0]
    assert fewer_dates(levers[:3]) == (levers[:3], ())


POOL = (_share("GBR", 2.5), _share("GBR", 3, LATE), _share("NATO", 5, LATE, role="target"), _need(), _troops(30_000),
        _share("DEU", 3.4), _duty(20, "ALL"), _duty(60, "CHN", LATE))  # fmt: skip


DEMANDS = {f.claim for each in POOL for f in each.figures if f.role == "target"}


@cache
def _pool() -> tuple[Draft, ...]:
    return _drafts(*POOL)


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(len(POOL))), st.integers(1, len(POOL)))
def test_whatever_the_order_nothing_is_set_twice_and_nothing_is_lost(order: list[int], size: int) -> None:
    chosen = [_pool()[k] for k in order[:size]]
    found = combined(chosen, DEMANDS)
    budgets = [code for lever in _levers(found) if isinstance(lever, DefenceBudget) for code in lever.members]
    assert len(budgets) == len(set(budgets))
    assert {one.scenario.title for one in chosen} == set(found.titles) | {one.title for one in found.left_out}
    again = combined(sorted(chosen, key=lambda one: one.key), DEMANDS)
    assert sorted(found.titles) == sorted(again.titles)


def test_the_accounts_of_both_are_those_of_each_where_they_do_not_meet() -> None:
    own, group = _share("GBR", 2.5), _share("NATO", 5, role="target")
    found = _combined(own, group)
    assert found.scenario is not None
    both = simulate(found.scenario).annual
    alone = simulate(_drafts(own)[0].scenario).annual
    others = simulate(_drafts(group)[0].scenario).annual
    assert both is not None
    assert alone is not None
    assert others is not None
    for one, code in ((alone, "GBR"), (others, "FRA")):
        expected, shown = (a.spread(a.change("debt", code)[:, -1]) for a in (one, both))
        assert np.abs(np.array(expected) - np.array(shown)).max() < 1e-12
    assert both.spread(both.change("debt", "GBR")[:, -1])[0] < others.spread(others.change("debt", "GBR")[:, -1])[0]


def test_a_force_inside_budgets_moves_no_account_and_says_why() -> None:
    found = _combined(_share("NATO", 5, role="target"), _troops(30_000))
    assert found.scenario is not None
    assert any(isinstance(lever, Force) for lever in found.scenario.levers)
    ((title, why),) = unmoved(Together(found, simulate(found.scenario), None))
    assert title == "A force of 30,000 soldiers"
    assert "counted inside the defence spending" in why


def _goods(*levers: dict[str, Any]) -> Scenario:
    return Scenario.model_validate({
        "title": "t", "date": "2025-03-01", "base": "goods-2023-194", "horizon": (2025, 2026), "levers": levers,
    })  # fmt: skip


DUTY = {"kind": "tariff", "imposer": ["USA"], "target": ["ALL"], "rate": 0.2, "assumed": "test"}
BUDGET = {"kind": "defence_budget", "country": "GBR", "share": {2024: 0.0233, 2026: 0.025}, "definition": "nato",
          "edition": "NATO-2024-06", "price_basis": "nominal", "assumed": "test"}  # fmt: skip


def test_equal_levers_of_trade_are_not_solved_again_and_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    variants, both = all_variants("goods-2023-194")[:1], _goods(DUTY, BUDGET)
    duty, whole = simulate(_goods(DUTY), variants), simulate(both, variants)

    def solved_again(scenario: Scenario) -> Outcome:
        raise AssertionError(f"{scenario.title} solved again")

    monkeypatch.setattr("westphalia.simulate.together.simulate", solved_again)
    reused = simulated_together(both, [duty])
    assert reused.trade is duty.trade
    assert reused.annual is not None
    assert whole.annual is not None
    assert np.abs(reused.annual.path.debt - whole.annual.path.debt).max() < 1e-12
    with pytest.raises(AssertionError, match="solved again"):
        simulated_together(_goods(DUTY | {"rate": 0.3}, BUDGET), [duty])


def test_a_group_may_leave_members_out() -> None:
    lever = {"kind": "defence_budget", "country": "NATO", "target": 0.05, "reached": 2030, "definition": "nato",
             "edition": "NATO-2024-06", "price_basis": "nominal", "assumed": "test"}  # fmt: skip
    assert "USA" not in DefenceBudget.model_validate(lever | {"except": ["USA"]}).members
    with pytest.raises(ValueError, match="except JPN: it is no member of NATO"):
        DefenceBudget.model_validate(lever | {"except": ["JPN"]})
    with pytest.raises(ValueError, match="except names all of GBR"):
        DefenceBudget.model_validate(BUDGET | {"except": ["GBR"]})
