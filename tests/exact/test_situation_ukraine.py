"""The situation of February 2025 on a settlement in Ukraine: its file, its counts, its conditions and its levers."""

import re
from collections import Counter
from math import prod
from typing import get_args

import numpy as np
import pytest

from westphalia.bargaining.acceptance import accepts
from westphalia.bargaining.packages import package_utilities, steps
from westphalia.bargaining.preferences import utility
from westphalia.evidence.claims import Issue
from westphalia.settlement import settle
from westphalia.settlement.terms import deal_scenario
from westphalia.simulate import simulate
from westphalia.situation import Situation, load_situation, situation_text, situations
from westphalia.situation.arrays import grid_of, ranges_of, rule_of, status_quo

NAME = "ukraine-2025-02"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
LATER = {("25", "February", "2025"), ("13", "March", "2025"), ("30", "April", "2025")}
"""A report of a draft of the 24th, a study and a text signed: the file's head says what of them is used."""


@pytest.fixture(scope="module")
def situation() -> Situation:
    return load_situation(NAME)


def test_it_ships_and_is_large_enough(situation: Situation) -> None:
    assert NAME in situations()
    assert len(situation.issues) == 10
    assert len(situation.actors) == 12
    assert len(situation.texts) == 2
    assert "hindsight" in (situation.author or "")
    lines = [line for line in situation_text(NAME).splitlines() if not line.strip().startswith("url: ")]
    assert max(map(len, lines)) <= 120


def _later(text: str) -> list[tuple[str, str, str]]:
    """Days written out in a text that are after the day of the situation."""
    written = re.findall(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})", re.sub(r"\s+", " ", text.replace("#", " ")))
    return [day for day in written if (int(day[2]), MONTHS.index(day[1]) + 1, int(day[0])) > (2025, 2, 24)]


def test_no_position_is_later_than_its_day(situation: Situation) -> None:
    """By the dates of the fields, and by every date written out in a source or a reason of an actor or a position."""
    assert str(situation.date) == "2025-02-24"
    assert max(one.date for one in situation.positions) == situation.date
    assert all(text.date <= situation.date for text in situation.texts)
    assert _later(" ".join(one.model_dump_json() for one in (*situation.positions, *situation.texts))) == []


def test_what_is_later_is_said_at_the_head() -> None:
    """Levels and levers know what came after; the head of the file names it."""
    text = situation_text(NAME)
    head = re.sub(r"\s+", " ", text[: text.index("\ntitle: ")].replace("#", " "))
    assert set(_later(text)) == LATER
    assert "only they are held to that day" in head
    for later in ("signed on 30 April 2025", "Kiel Policy Brief 186 (13 March 2025)", "release 29", "October 2025"):
        assert later in head


def test_what_the_numbers_rest_on(situation: Situation) -> None:
    counted = Counter((what, one.basis) for what, one in situation.estimates())
    held = len(situation.held)
    assert held == 103
    assert len(situation.positions) == held + 5  # what the United States, Russia and Ukraine had said before
    assert counted["position", "stated"] == 13
    assert counted["position", "inferred"] == 88
    assert counted["position", "assumed"] == 2
    assert counted["salience", "assumed"] == held
    assert counted["capability", "assumed"] == counted["no deal", "assumed"] == len(situation.actors)
    assert sum(counted.values()) == 2 * held + 2 * len(situation.actors)


def test_every_actor_is_sourced_on_what_it_holds(situation: Situation) -> None:
    """A position has a source that gives a year; only two have none, and say why."""
    unsourced = [key for key, one in situation.held.items() if one.source is None]
    assert unsourced == [("gbr", "minerals"), ("fra", "minerals")]
    assert all(re.search(r"\b20(1\d|2[0-5])\b", one.source) for one in situation.positions if one.source)


def test_hardly_a_reason_stands_twice(situation: Situation) -> None:
    """A reason copied from another number is none."""
    for estimates in (
        [one.salience for one in situation.held.values()],
        [actor.capability for actor in situation.actors],
        [actor.no_deal for actor in situation.actors],
    ):
        reasons = [one.assumed or one.source for one in estimates]
        assert len(set(reasons)) == len(reasons)


def test_what_is_held_is_the_last_word(situation: Situation) -> None:
    """The United States left the path to NATO between July 2024 and February 2025; Ukraine no longer asks for all."""
    assert situation.held["usa", "nato"].mode == 1
    assert situation.held["ukr", "territory"].mode == 0.35
    earlier = {(one.actor, one.issue) for one in situation.positions} - {
        key
        for key, one in situation.held.items()
        if [p for p in situation.positions if (p.actor, p.issue) == key] == [one]
    }
    assert earlier == {
        ("usa", "nato"), ("usa", "minerals"), ("rus", "territory"), ("ukr", "territory"), ("ukr", "minerals")
    }  # fmt: skip


def test_who_must_agree_and_who_could_be_tried(situation: Situation) -> None:
    assert [a.name for a in situation.actors if a.veto] == ["usa", "rus", "ukr"]
    assert rule_of(situation).quota == 0
    whole = {actor for actor in situation.actor_names
             if all((actor, issue) in situation.held for issue in situation.issue_names)}  # fmt: skip
    assert whole == {"usa", "rus", "ukr", "gbr", "fra", "deu", "eu"}


def test_grid_and_conditions_by_hand(situation: Situation) -> None:
    """Nine of ten issues hang together in two groups; what is feasible is counted group by group."""
    assert prod(len(issue.levels) for issue in situation.issues) == 116_640
    force_and_backing = 1 + 3 * 3  # no force: no backing; each of three sizes: any of three
    limits = 1  # no force, no backing, neutrality
    arms = 3 * force_and_backing  # without an invitation
    pledge = 4 * force_and_backing
    first_and_elections = 3 + 2  # elections early only where fighting stops before
    free = 5 * 3 * 3 * 3  # territory, sanctions, minerals, aid
    assert grid_of(situation).number == (limits + arms + pledge) * first_and_elections * free == 47_925


def test_conditions_name_every_level_they_mean(situation: Situation) -> None:
    """A level forgotten in a condition would be let through: each side is a run of levels up to an end of the scale."""
    for condition in situation.conditions:
        for side in (condition.when, condition.needs):
            ((name, levels),) = side.items()
            steps = [situation.issue(name).step(level) for level in levels]
            assert steps == list(range(steps[0], steps[-1] + 1))
            assert steps[0] == 0 or steps[-1] == len(situation.issue(name).levels) - 1


def test_every_text_is_a_package(situation: Situation) -> None:
    grid = grid_of(situation)
    for text in situation.texts:
        steps = tuple(situation.issue(name).step(text.levels[name]) for name in situation.issue_names)
        assert np.ravel_multi_index(steps, grid.shape) in grid.combinations, text.title


def test_every_level_with_levers_is_a_scenario_alone_and_in_a_package(situation: Situation) -> None:
    alone = {(issue.name, level.name): deal_scenario(situation, {issue.name: level.name})
             for issue in situation.issues for level in issue.levels}  # fmt: skip
    built = {key: tuple(lever.kind for lever in one.levers) for key, one in alone.items() if one is not None}
    assert set(built) == {
        ("european_force", "10,000"), ("european_force", "30,000"), ("european_force", "50,000"),
        ("sanctions", "half lifted"), ("sanctions", "all lifted"),
        ("minerals", "joint fund of half of the state's new revenue, no debt"),
        ("minerals", "half of all revenue, as repayment"),
        ("aid", "Europe in place of the United States"), ("aid", "Europe and the United States"),
    }  # fmt: skip
    assert built["sanctions", "all lifted"] == ("trade_cost",) * 5
    sketch = deal_scenario(situation, situation.texts[0].levels)
    assert sketch is not None
    assert Counter(lever.kind for lever in sketch.levers) == {
        "trade_cost": 5, "force": 1, "minerals_deal": 1, "aid_replacement": 1
    }  # fmt: skip
    assert sketch.base == "icio-2022-sanctioned"


def test_places_of_the_force_are_its_soldiers(situation: Situation) -> None:
    for level in situation.issue("european_force").levels:
        assert [lever.deployed for lever in level.levers] == ([level.at] if level.at else [])  # type: ignore[union-attr]


def test_the_soldiers_of_a_level_are_sent(situation: Situation) -> None:
    """Whoever sends them can, with the least willingness in hundredths that suffices."""
    for level in situation.issue("european_force").levels[1:]:
        scenario = deal_scenario(situation, {"european_force": level.name})
        assert scenario is not None
        (force,) = simulate(scenario).forces
        assert (force.short, force.sends.sum()) == (0, level.at)
        assert 0 <= force.lever.willingness - force.least_willingness < 0.01


def test_half_lifted_is_half_of_each_effect(situation: Situation) -> None:
    """Entered with the three digits of the preset's own comment."""
    half, whole = (deal_scenario(situation, {"sanctions": name}) for name in ("half lifted", "all lifted"))
    assert half is not None
    assert whole is not None
    for one, other in zip(half.levers, whole.levers, strict=True):
        assert one.trade_effect == pytest.approx(other.trade_effect / 2, abs=0.001)  # type: ignore[union-attr]


def test_what_its_comment_says_came_out(situation: Situation) -> None:
    """Counts of packages that suit every veto, which the file warns not to lean on."""
    said = re.sub(r"\s+", " ", situation_text(NAME).replace("#", " "))
    ranges, veto = ranges_of(situation), rule_of(situation).veto
    worth = package_utilities(ranges.mode, grid_of(situation))[veto]
    standing = utility(ranges.mode, status_quo(situation))[veto]
    number = {
        name: int(accepts(worth, value).all(axis=0).sum())
        for name, value in {
            "mode": ranges.mode.no_deal[veto], "high": ranges.high.no_deal[veto], "low": ranges.low.no_deal[veto],
            "standing": standing,
        }.items()
    }  # fmt: skip
    assert f"{number['mode']:,} at the likeliest, none at their upper ends, {number['low']:,} at their lower" in said
    assert number["high"] == 0
    assert f"and {number['standing']} if no deal is worth what the levels as they stand" in said
    assert "({:.2f}, {:.2f} and {:.2f} to the United States, Russia and Ukraine)".format(*standing) in said


def test_taken_at_their_word(situation: Situation) -> None:
    """What the three rule out leaves the line of contact, no force and no path; the comment has the number."""
    answer = settle(situation, draws=None)
    refusals, grid = answer.refusals, answer.grid
    assert refusals is not None
    assert Counter(situation.actor_names[line.actor] for line in refusals.lines) == {"usa": 1, "rus": 5, "ukr": 5}
    left = steps(grid, np.flatnonzero(refusals.agreed))
    levels = {
        issue.name: {issue.levels[step].name for step in left[:, q].tolist()}
        for q, issue in enumerate(situation.issues)
    }
    assert levels["territory"] == {"line of contact, nothing recognised"}
    assert levels["european_force"] == levels["us_backstop"] == {"none"}
    assert levels["nato"] == {"no membership, no treaty on it"}
    assert "ceasefire at once, the rest later" not in levels["sequence"]
    said = re.sub(r"\s+", " ", situation_text(NAME).replace("#", " "))
    assert f"Taken at their word, {len(left)} of the {int(answer.agreed.at_mode.sum()):,} are left" in said


def test_what_is_ruled_out_has_its_source(situation: Situation) -> None:
    """Only what was said in public, and never the level an actor asks for."""
    refused = [one for one in situation.positions if one.rules_out is not None]
    assert len(refused) == 12
    for one in refused:
        assert one.rules_out is not None
        assert one.rules_out.source
        assert one.rules_out.url
        assert one.rules_out.assumed is None
        issue = situation.issue(one.issue)
        near = min(issue.levels, key=lambda level: abs(level.at - one.mode))
        assert near.name not in one.rules_out.levels


def test_vetoes_have_a_page_for_every_position(situation: Situation) -> None:
    pages = {one.url for key, one in situation.held.items() if key[0] in ("usa", "rus", "ukr")}
    assert None not in pages
    assert len(pages) > 15


def test_its_issues_are_those_reports_speak_of(situation: Situation) -> None:
    spoken = {word for issue in situation.issues for word in issue.about}
    assert spoken <= set(get_args(Issue))
    assert {"territory", "security_guarantee", "european_force", "nato_membership", "sanctions", "minerals", "aid",
            "ceasefire", "elections"} <= spoken  # fmt: skip
