"""The situation of July 2025 between the United States and the Union: its file, its counts, and the duties it means."""

import re
from collections import Counter
from datetime import date
from itertools import combinations
from math import prod

import numpy as np
import pytest

from westphalia.bargaining.preferences import utility
from westphalia.scenario.levers import Tariff
from westphalia.scenario.schema import Scenario
from westphalia.settlement.terms import deal_scenario
from westphalia.situation import Situation, load_situation, situations
from westphalia.situation.arrays import grid_of, ranges_of, rule_of, without_deal
from westphalia.world.load import load_baseline

NAME = "transatlantic-tariffs-2025"
EU = ("DEU", "FRA", "ITA", "ESP", "POL", "IRL")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)})\b")
SHOWN = 28  # letters of a head in a table


@pytest.fixture(scope="module")
def situation() -> Situation:
    return load_situation(NAME)


def test_it_ships_and_knows_nothing_later_than_its_day(situation: Situation) -> None:
    assert NAME in situations()
    assert str(situation.date) == "2025-07-26"
    assert max(one.date for one in situation.positions) <= situation.date
    assert all(text.date <= situation.date for text in situation.texts)
    assert "hindsight" in (situation.author or "")


def test_what_the_numbers_rest_on(situation: Situation) -> None:
    counted = Counter((what, one.basis) for what, one in situation.estimates())
    held = len(situation.held)
    assert held == 105
    assert len(situation.positions) == held + 1  # the Commission's of April and of July on the general duty
    assert counted["salience", "assumed"] == held
    assert counted["capability", "assumed"] == counted["no deal", "assumed"] == len(situation.actors) == 12
    assert sum(n for (what, _), n in counted.items() if what == "position") == held
    assert counted["position", "stated"] + counted["position", "inferred"] == 47


def test_no_position_is_older_than_the_evidence_it_uses(situation: Situation) -> None:
    """Every day named in a source, an inference or a reason is the day of the position or before it."""
    for one in situation.positions:
        origins = (one, one.rules_out) if one.rules_out else (one,)
        text = " ".join(part for origin in origins for part in (origin.source, origin.inferred, origin.assumed) if part)
        days = [date(2025, MONTHS.index(month) + 1, int(day)) for day, month in DAY.findall(text)]
        assert all(day <= one.date for day in days), (one.actor, one.issue, days)


def test_stated_is_a_position_somebody_named(situation: Situation) -> None:
    """Whoever said something else than a place on the scale is inferred from it."""
    stated = {key for key, one in situation.held.items() if one.basis == "stated"}
    assert stated == {
        ("usa", "steel"), ("usa", "eu_duties"), ("usa", "countermeasures"), ("parliament", "standstill"),
        ("ita", "most_goods"), ("irl", "most_goods"), ("irl", "eu_duties"),
    }  # fmt: skip


def test_heads_of_tables_are_titles_and_differ(situation: Situation) -> None:
    titles = [issue.title for issue in situation.issues]
    assert max(map(len, titles)) <= SHOWN
    assert len(set(titles)) == len(titles)


def test_nothing_assumed_has_a_reason_twice(situation: Situation) -> None:
    """A reason copied from another number is none."""
    for estimates in (
        [one.salience for one in situation.held.values()],
        [actor.capability for actor in situation.actors],
        [actor.no_deal for actor in situation.actors],
    ):
        reasons = [one.assumed for one in estimates]
        assert len(set(reasons)) == len(reasons)


def test_who_must_agree(situation: Situation) -> None:
    rule = rule_of(situation)
    assert [a.name for a in situation.actors if a.veto] == ["usa", "commission"]
    assert rule.votes.sum() == pytest.approx(449.2066, abs=0.01)  # millions of people of the Union, 1 January 2024
    votes = {actor.name: actor.votes for actor in situation.actors}
    four = 17.9429 + 10.5517 + 5.9612 + 5.6039  # Netherlands, Sweden, Denmark, Finland
    assert votes["north"] == pytest.approx(four, abs=0.005)
    # Romania, Belgium, Czechia, Portugal, Greece, Hungary, Austria, Bulgaria, Slovakia, Croatia, Lithuania, Slovenia,
    # Latvia, Estonia, Cyprus, Luxembourg and Malta
    seventeen = (
        19.0644, 11.832, 10.9006, 10.6397, 10.3972, 9.5846, 9.1588, 6.4455, 5.4247, 3.862, 2.8859, 2.1239, 1.8719,
        1.3747, 0.9335, 0.6721, 0.563,
    )  # fmt: skip
    assert len(seventeen) + 4 + len(EU) == 27
    assert votes["rest"] == pytest.approx(sum(seventeen), abs=0.005)
    assert rule.quota == pytest.approx(0.65 * rule.votes.sum(), abs=0.1)


def test_what_those_with_a_veto_rule_out(situation: Situation) -> None:
    said = {(one.actor, one.issue): one.rules_out.levels for one in situation.held.values() if one.rules_out}
    assert said == {
        ("usa", "most_goods"): ("none",),
        ("commission", "most_goods"): ("30% on top",),
        ("commission", "digital"): ("a say in how rules are applied",),
    }


def test_grid_and_conditions(situation: Situation) -> None:
    """29,160 packages; conditions by hand: countermeasures in force leave one duty, no cut and no standstill."""
    grid = grid_of(situation)
    assert prod(len(issue.levels) for issue in situation.issues) == 29_160
    free = 3 * 3 * 3 * 3  # steel, medicines, purchases, digital
    at_peace = sum(
        2 * 2 * free
        for rate in situation.issue("most_goods").levels
        for car in situation.issue("cars").levels
        for cut in situation.issue("eu_duties").levels
        if not (rate.name == "none" and cut.name != "none on industrial goods")
        and not (car.name == "none" and cut.name == "as they are")
    )
    in_force = 3 * free  # 30% on top, duties as they are, at will; cars not at none, which asks for a cut
    assert grid.number == at_peace + in_force


@pytest.fixture(scope="module")
def levels(situation: Situation) -> list[tuple[str, str]]:
    return [(issue.name, level.name) for issue in situation.issues for level in issue.levels]


def test_levers_hold_alone_and_in_every_pair(situation: Situation, levels: list[tuple[str, str]]) -> None:
    """Levers meet two by two, so pairs are enough for all packages."""
    built = [deal_scenario(situation, dict(pair)) for pair in combinations(levels, 2) if len(dict(pair)) == 2]
    alone = [deal_scenario(situation, {issue: level}) for issue, level in levels]
    assert sum(one is not None for one in alone) == 5 + 4 + 3 + 2 + 2 + 1
    assert sum(one is None for one in built) == sum(
        1 for a, b in combinations([pair for pair, one in zip(levels, alone, strict=True) if one is None], 2)
        if a[0] != b[0]
    )  # fmt: skip


def test_texts_build_scenarios(situation: Situation) -> None:
    scenarios = [deal_scenario(situation, text.levels) for text in situation.texts]
    assert [len(one.levers) for one in scenarios if one] == [4, 4 + 1, 4 + 1]


def test_no_two_duties_of_the_united_states_share_a_sector(situation: Situation) -> None:
    owned = {
        issue.name: {sector for level in issue.levels for lever in level.levers for sector in _sectors(lever)}
        for issue in situation.issues
        if any(getattr(lever, "imposer", ()) == ("USA",) for level in issue.levels for lever in level.levers)
    }
    assert set(owned) == {"most_goods", "cars", "steel", "medicines"}
    assert all(owned[a].isdisjoint(owned[b]) for a, b in combinations(owned, 2))


def test_places_on_scales_are_the_duties_of_the_levers(situation: Situation) -> None:
    """The place of a level is what its lever adds up to on German goods, by weight of trade, to a point of a cent."""
    base = load_baseline(situation.consequences.base)
    buyer = base.axes.countries.index("USA")
    sellers = [base.axes.countries.index(code) for code in EU]
    for issue in ("cars", "steel", "medicines"):
        for level in situation.issue(issue).levels:
            for lever in level.levers:
                assert isinstance(lever, Tariff)
                cells = [base.axes.sectors.index(sector) for sector in _sectors(lever)]
                duty = (base.tariff + lever.added(base))[buyer][np.ix_(sellers, cells)]
                weight = base.flow[buyer][np.ix_(sellers, cells)]
                assert (duty * weight).sum() / weight.sum() == pytest.approx(level.at, abs=0.011), (issue, level.name)


def test_no_deal_holds_what_its_levels_are_worth(situation: Situation) -> None:
    """Nobody's range for no agreement leaves out what its own positions make of the levels it would lead to."""
    worth = utility(ranges_of(situation).mode, without_deal(situation))
    for actor, value in zip(situation.actors, worth.tolist(), strict=True):
        assert actor.no_deal.low <= value <= actor.no_deal.high, actor.name


def test_the_status_quo_is_ten_per_cent_on_ordinary_duties(situation: Situation) -> None:
    base = load_baseline(situation.consequences.base)
    lever = situation.issue("most_goods").levels[0].levers[0]
    cells = [base.axes.sectors.index(sector) for sector in _sectors(lever)]
    buyer = base.axes.countries.index("USA")
    sellers = [base.axes.countries.index(code) for code in EU]
    weight = base.flow[buyer][np.ix_(sellers, cells)]
    ordinary = (base.tariff[buyer][np.ix_(sellers, cells)] * weight).sum() / weight.sum()
    quo = situation.issue("most_goods").status_quo
    assert quo is not None
    assert quo.at == pytest.approx(0.10 + ordinary, abs=0.005)


def test_a_whole_package_is_a_scenario_of_its_own(situation: Situation) -> None:
    scenario = deal_scenario(situation, situation.texts[2].levels)
    assert isinstance(scenario, Scenario)
    assert [lever.name for lever in scenario.levers] == ["most_goods", "cars", "steel", "medicines", "eu_duties"]
    assert scenario.base == "icio-2022"


def _sectors(lever: object) -> tuple[str, ...]:
    sectors = getattr(lever, "sectors")  # noqa: B009
    assert not isinstance(sectors, str)
    return tuple(sectors)
