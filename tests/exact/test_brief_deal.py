"""Section 6 of the brief: which situation it is about, what it shows, and that the numbers are the settlement's."""

import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import yaml

import westphalia as wp
from westphalia.bargaining.packages import steps
from westphalia.bargaining.preferences import utility
from westphalia.evidence.claims import Reading
from westphalia.examples import example_reports
from westphalia.report.assemble import assemble_brief
from westphalia.report.brief import render_brief
from westphalia.report.deal import deal_json, deal_part
from westphalia.report.deal_picture import package_space
from westphalia.settlement import Settlement, settle
from westphalia.settlement.reported import reported, situation_of
from westphalia.situation import load_situation, read_situation

SMALL = yaml.safe_load(
    """
title: Two over land and money
date: 2025-02-24
actors:
  - {name: usa, title: United States, country: USA, veto: true,
     capability: {low: 1, mode: 1, high: 1, assumed: a test},
     no_deal: {low: -0.65, mode: -0.65, high: -0.65, assumed: a test}}
  - {name: ukr, title: Ukraine, country: UKR, veto: true,
     capability: {low: 1, mode: 1, high: 1, assumed: a test},
     no_deal: {low: -0.5, mode: -0.5, high: -0.5, assumed: a test}}
issues:
  - {name: minerals, title: Minerals, low: none, high: all, about: [minerals],
     status_quo: {at: 0, source: a test},
     levels: [{name: none, at: 0}, {name: half, at: 0.5}, {name: all, at: 1}]}
  - {name: aid, title: Aid, low: none, high: as asked, about: [aid],
     status_quo: {at: 0.5, source: a test},
     levels: [{name: none, at: 0}, {name: as asked, at: 1}]}
positions:
  - {actor: usa, issue: minerals, date: 2025-02-20, low: 1, mode: 1, high: 1, source: a test,
     salience: {low: 3, mode: 3, high: 3, assumed: a test}}
  - {actor: usa, issue: aid, date: 2025-02-20, low: 0, mode: 0, high: 0, source: a test,
     salience: {low: 1, mode: 1, high: 1, assumed: a test}}
  - {actor: ukr, issue: minerals, date: 2025-02-20, low: 0, mode: 0, high: 0, source: a test,
     salience: {low: 1, mode: 1, high: 1, assumed: a test},
     rules_out: {levels: [all], source: a test}}
  - {actor: ukr, issue: aid, date: 2025-02-20, low: 1, mode: 1, high: 1, source: a test,
     salience: {low: 3, mode: 3, high: 3, assumed: a test}}
"""
)
DAY = date(2025, 2, 24)
REPORT = (
    "Washington, 24 February 2025. US President Donald Trump wants a deal on the minerals of Ukraine. Ukrainian "
    "President Volodymyr Zelenskyy rejects a deal on minerals.\n"
)


@pytest.fixture(scope="module")
def small() -> Settlement:
    return settle(read_situation(SMALL), 50)


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return wp.read(path, DAY)


def test_positions_of_the_report_meet_the_actors_and_issues_they_speak_of(small: Settlement, reading: Reading) -> None:
    found = reported(small.situation, [reading])
    assert {(one.actor, one.issue) for one in found} == {("usa", "minerals"), ("ukr", "minerals")}


def test_a_report_far_from_the_day_of_the_situation_does_not_count(small: Settlement, reading: Reading) -> None:
    old = reading.model_copy(
        update={"document": reading.document.model_copy(update={"report_date": date(2026, 2, 24)})}
    )
    assert reported(small.situation, [old]) == ()


def test_the_shipped_situation_most_spoken_of_is_found_and_none_where_none_is(reading: Reading) -> None:
    assert situation_of([reading]) == "ukraine-2025-02"
    assert situation_of([]) is None


def test_the_zone_by_hand(small: Settlement) -> None:
    # United States: −(3|m−1| + |a|)/4 ≥ −0.65; Ukraine: −(|m| + 3|a−1|)/4 ≥ −0.5
    agreed = {(0.5, 1.0), (1.0, 1.0)}
    places = steps(small.grid, np.flatnonzero(small.agreed.at_mode))
    levels = ((0.0, 0.5, 1.0), (0.0, 1.0))
    assert {(levels[0][m], levels[1][a]) for m, a in places.tolist()} == agreed
    assert small.refusals is not None
    assert small.zone.as_coded == 2 and small.zone.at_their_word == 1
    # status quo (0, 0.5): the United States −0.875, Ukraine −0.375; (0.5, 1) is −0.625 and −0.125, (1, 1) −0.25 each
    assert small.zone.status_quo == pytest.approx([-0.875, -0.375])
    assert small.zone.as_status_quo == 2
    assert small.zone.both == 1
    assert small.refusals.without.tolist() == [1, 2]


def test_the_picture_has_every_package_and_its_table_the_gains(small: Settlement) -> None:
    chart = package_space(small, "deal")
    assert chart is not None
    assert "6 packages" in chart.description and "2 are better than no deal for all" in chart.description
    assert "in 1 of them, the dots, nothing" in chart.description
    compromise = next(row for row in chart.table.rows if row.head == "compromise")
    gains = 100 * (utility(small.mode, small.points.compromise) - small.mode.no_deal)
    printed = [float(cell.text.replace("−", "-")) for cell in compromise.cells[:2]]
    assert printed == pytest.approx(gains.round().tolist())


def test_the_section_begins_with_the_share_assumed_and_every_link_leads_somewhere(
    reading: Reading, tmp_path: Path
) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(yaml.safe_dump(SMALL), encoding="utf-8")
    brief = assemble_brief([reading], ["USA"], situation=str(path))
    part, data = deal_part(brief), deal_json(brief)
    assert part is not None and part.said is not None and data is not None
    assert part.stands_on.startswith("8 of 12 numbers (67%) are assumed")
    assert [row.head for row in part.said.rows] == ["United States", "Ukraine"]
    assert {(one["actor"], one["issue"]) for one in data["said"]} == {("usa", "minerals"), ("ukr", "minerals")}
    assert [one.name for one in brief.record.situations] == ["Two over land and money"]
    page = render_brief(brief)
    section = page[page.index('<section id="deal"') : page.index('<section id="sources"')]
    assert section.index("(67%) are assumed") < section.index("compromise model implies")
    anchors = set(re.findall(r'id="([^"]+)"', page))
    assert {link for link in re.findall(r'href="#([^"]+)"', section) if link not in anchors} == set()


def test_without_a_situation_the_section_says_how_to_get_one(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("London, 1 March 2023. The minister wants to spend 2.5% of GDP on defence.\n", encoding="utf-8")
    brief = assemble_brief([wp.read(path, DAY)], ["GBR"])
    assert brief.deal is None and brief.record.situations == ()
    assert "--situation FILE" in render_brief(brief)


def test_another_answer_gives_another_hash_of_the_results(reading: Reading, tmp_path: Path) -> None:
    hashes = []
    for mode in (1.0, 0.9):
        SMALL["positions"][0] |= {"mode": mode, "low": mode}
        path = tmp_path / f"{mode}.yaml"
        path.write_text(yaml.safe_dump(SMALL), encoding="utf-8")
        hashes.append(assemble_brief([reading], ["USA"], situation=str(path)).record.results_sha256)
    SMALL["positions"][0] |= {"mode": 1.0, "low": 1.0}
    assert hashes[0] != hashes[1]


def test_the_count_under_another_loss_is_that_of_a_situation_coded_so() -> None:
    held = load_situation("ukraine-2025-02")
    squared = held.model_copy(update={"loss": "quadratic"})
    one, other = settle(held, None), settle(squared, None)
    assert one.zone.other_loss == other.zone.as_coded != one.zone.as_coded
    assert other.zone.other_loss == one.zone.as_coded


def test_duties_of_one_actor_on_another_speak_of_their_negotiation() -> None:
    assert situation_of([wp.read(path) for path in example_reports()]) == "transatlantic-tariffs-2025"
    assert situation_of([wp.read(example_reports()[2])]) is None  # defence alone
