"""The minerals deal against cases worked by hand, the timeline's own words, and a second route to each value.

What the tests cannot see: whether a code is the right reading of a text, and whether any revenue will come.
"""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from readings import document
from westphalia.errors import DataError
from westphalia.evidence.claims import Position, Reading
from westphalia.minerals.positions import distance, distance_together, equal_weights, place_on_scale, stated
from westphalia.minerals.royalties import break_even_revenue, discount_factor, npv, revenue_path, royalties
from westphalia.outcome import Outcome
from westphalia.outcome.minerals import LEADS, RATES, ROYALTIES
from westphalia.report.levers import lever_words
from westphalia.report.minerals import (
    distance_table,
    grid_table,
    minerals_json,
    minerals_lines,
    positions_json,
    positions_table,
    stream_table,
    timeline_table,
    words_table,
)
from westphalia.scenario.draft_minerals import draft_minerals, proposes_minerals
from westphalia.scenario.files import load_scenario, read_scenario
from westphalia.scenario.levers import Force, MineralsDeal
from westphalia.scenario.proposal import LeftOpen, Said
from westphalia.simulate import simulate
from westphalia.simulate.minerals import minerals_outcome, position_distances, royalty_grid
from westphalia.world.minerals import SCALES, minerals_events, minerals_positions, scale, signed_text

DEAL: dict[str, Any] = {
    "kind": "minerals_deal", "name": "deal", "royalty": 0.1, "revenue": 2.0, "lead": 1, "ramp": 2, "years": 4,
    "discount": 0.25, "from": 2025, "contributions": {"USA": 0.075, "UKR": 0.075}, "assumed": "made up for a test",
}  # fmt: skip


def _run(**fields: Any) -> Outcome:
    content = {"title": "A deal for the tests", "date": "2025-05-08", "levers": [DEAL | fields]}
    return simulate(read_scenario(content, "deal.yaml"))


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return _run()


def _deal(**fields: Any) -> MineralsDeal:
    given = {"royalty": 0.06, "revenue": 1.0, "from": 2025, "assumed": "made up for a test"}
    return MineralsDeal.model_validate(given | fields)


def test_a_stream_by_hand() -> None:
    """Nothing in year 1, half in year 2, all in years 3 and 4; a twentieth of it at a quarter a year."""
    revenue = revenue_path(2.0, lead=1, ramp=2, years=4)
    np.testing.assert_allclose(revenue, [0, 1, 2, 2], rtol=1e-14)
    np.testing.assert_allclose(discount_factor(0.25, 4), [0.8, 0.64, 0.512, 0.4096], rtol=1e-14)
    np.testing.assert_allclose(royalties(revenue, 0.1, 0.5), [0, 0.05, 0.1, 0.1], rtol=1e-14)
    assert npv(revenue, 0.1, 0.5, 0.25) == pytest.approx(0.12416, rel=1e-12)
    assert break_even_revenue(500.0, 0.06208) == pytest.approx(500 / 0.06208, rel=1e-14)


def test_a_level_stream_is_an_annuity() -> None:
    """Without lead and with a ramp of one year the closed form of an annuity holds."""
    level = revenue_path(3.0, lead=0, ramp=1, years=25)
    assert npv(level, 1.0, 1.0, 0.07) == pytest.approx(3 * (1 - 1.07**-25) / 0.07, rel=1e-12)


def test_a_lead_as_long_as_the_horizon_is_worth_nothing_and_reaches_no_sum() -> None:
    late = revenue_path(5.0, lead=10, ramp=3, years=10)
    assert npv(late, 0.1, 0.5, 0.05) == 0.0
    with pytest.raises(DataError, match="reaches no sum"):
        break_even_revenue(500.0, 0.0)


def test_distance_by_hand() -> None:
    text = np.array([0.5, 0.0, 0.0, 1.0])
    drafts = np.array([[0.5, 1.0, 1.0, np.nan], [np.nan, np.nan, np.nan, np.nan], [0.5, 0.0, 0.0, 1.0]])
    apart = distance(drafts, text)
    np.testing.assert_array_equal(apart[0], [0.0, 1.0, 1.0, np.nan])
    np.testing.assert_array_equal(stated(apart), [3, 0, 4])
    together = distance_together(apart, equal_weights(4))
    assert together[0] == pytest.approx(2 / 3, rel=1e-14)
    assert np.isnan(together[1])
    assert together[2] == 0.0


def test_weights_count_only_over_issues_stated() -> None:
    apart = np.array([[1.0, np.nan, 0.0]])
    assert distance_together(apart, np.array([3.0, 100.0, 1.0]))[0] == pytest.approx(0.75, rel=1e-14)


def test_steps_lie_evenly_between_the_named_ends() -> None:
    assert [place_on_scale(step, 6) for step in range(6)] == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1])


def test_the_positions_come_nearer_to_the_text_signed() -> None:
    found = position_distances()
    by_document = {
        p.document: float(d) for p, d in zip(found.positions, found.together, strict=True) if "USA" in p.actors
    }
    assert by_document == pytest.approx(
        {"first draft": 3 / 5, "hardened draft": 3.5 / 5, "framework text": 2 / 6, "signed text": 0.0}
    )
    assert found.stated[-1] == len(SCALES)


def test_what_the_record_does_not_state_is_no_number() -> None:
    found = position_distances()
    governance = found.issues.index("governance")
    silent = [p for p, one in enumerate(found.positions) if "governance" not in one.codes]
    assert len(silent) == 4
    assert np.isnan(found.place[silent, governance]).all()
    assert np.isnan(found.distance[silent, governance]).all()


def test_ukraine_has_positions_of_its_own() -> None:
    own = [p for p in minerals_positions() if p.actors == ("UKR",)]
    assert {issue: one.codes[issue].code for one in own for issue in one.codes} == {
        "order": "together", "past_aid_debt": "none",
    }  # fmt: skip
    assert all(one.url.startswith("https://") for one in own)


def test_every_code_is_a_step_of_its_scale_and_has_words() -> None:
    for one in minerals_positions():
        for issue, coded in one.codes.items():
            steps = scale(issue).steps
            assert coded.words
            assert coded.code in steps if steps else 0 <= float(coded.code) <= 1
    assert [one.date for one in minerals_positions()] == sorted(one.date for one in minerals_positions())
    assert signed_text().date == date(2025, 4, 30)


def test_an_unknown_issue_offers_the_nearest() -> None:
    with pytest.raises(DataError, match="guarantee"):
        scale("guarantees")


def test_the_grid_is_the_stream_of_each_setting() -> None:
    grid = royalty_grid(0.5, 5, 50)
    assert grid.worth.shape == (3, 3, 3)
    for i, lead in enumerate(LEADS):
        for k, rate in enumerate(RATES):
            for m, royalty in enumerate(ROYALTIES):
                slow = sum(0.5 * royalty * min(1, max(0, (t - lead) / 5)) / (1 + rate) ** t for t in range(1, 51))
                assert grid.worth[i, k, m] == pytest.approx(slow, rel=1e-12)


def test_the_outcome_of_a_lever(outcome: Outcome) -> None:
    (one,) = outcome.minerals
    assert one.years.tolist() == [2026, 2027, 2028, 2029]
    assert one.first_year == 2027
    assert one.npv == pytest.approx(0.12416, rel=1e-12)
    assert one.worth_of_one == pytest.approx(0.06208, rel=1e-12)
    assert one.low <= one.npv <= one.high
    assert one.needed[500.0] == pytest.approx(500 / 0.06208, rel=1e-12)
    assert one.needed[0.150] == pytest.approx(0.150 / 0.06208, rel=1e-12)


def test_a_path_is_followed_in_straight_lines() -> None:
    one = minerals_outcome(_deal(revenue=None, path={2030: 1.0, 2032: 3.0}, years=10, discount=0.0))
    assert one.revenue.tolist() == [0, 0, 0, 0, 1, 2, 3, 3, 3, 3]
    assert one.npv == pytest.approx(0.5 * 0.06 * 15, rel=1e-12)
    assert one.worth_of_one == pytest.approx(0.5 * 0.06 * 5, rel=1e-12)


def test_a_stream_after_the_years_counted_needs_no_revenue_said() -> None:
    one = minerals_outcome(_deal(lead=20, years=10))
    assert one.first_year is None
    assert one.npv == one.worth_of_one == 0.0
    assert dict(one.needed) == {}


def test_the_accounts_hold_the_first_cash_and_nothing_else(outcome: Outcome) -> None:
    annual = outcome.annual
    assert annual is not None
    assert set(annual.countries) == {"USA", "UKR"}
    paid = annual.years == 2025
    extra = np.moveaxis(annual.extra, 1, 0)
    for c, rate in enumerate(annual.rates["USD"]):
        dollars = extra[c][:, paid] * annual.baseline.gdp[c, paid] * rate[paid]
        np.testing.assert_allclose(dollars, 0.075, rtol=1e-9)
        assert not extra[c][:, ~paid].any()
    np.testing.assert_array_equal(annual.change("gdp", "UKR"), 0.0)
    assert (annual.change("debt", "UKR")[:, -1] > 0).all()


def test_without_first_cash_there_are_no_accounts() -> None:
    alone = _run(contributions={})
    assert alone.annual is None
    assert alone.minerals[0].npv == pytest.approx(0.12416, rel=1e-12)


def test_the_tables_print_what_was_computed(outcome: Outcome) -> None:
    (one,) = outcome.minerals
    cells = {row.head: row.cells[0] for row in stream_table(one, "t").rows}
    assert cells["worth in 2025"].text == "$0.12bn"
    assert cells["first year paid in"].text == "2027"
    assert "In the yearly accounts stands the first cash" in stream_table(one, "t").note
    assert "$75m" in cells["first cash paid in"].text
    assert any("8,054bn a year" in line for line in minerals_lines(one))
    stated_row = {row.head: row for row in distance_table("t").rows}["issues stated"]
    assert [cell.text for cell in stated_row.cells] == ["5 of 7", "1 of 7", "1 of 7", "5 of 7", "6 of 7", "7 of 7"]
    governance = next(row for row in positions_table("t").rows if row.head.startswith("who governs"))
    assert [cell.text for cell in governance.cells] == ["not stated"] * 4 + ["joint", "parity"]
    assert len(words_table("t").rows) == sum(len(p.codes) for p in minerals_positions())
    assert len(timeline_table("t").rows) == len(minerals_events()) == 7
    assert grid_table(one.grid, "t").columns == ("royalty 3%", "royalty 6%", "royalty 12%")


def test_the_lever_is_a_sentence(outcome: Outcome) -> None:
    words = lever_words(outcome.scenario.levers[0])
    assert words.startswith("50% of royalties of 10% on $2bn a year go to a joint fund")


def test_plain_data_hold_the_same(outcome: Outcome) -> None:
    data = minerals_json(outcome.minerals[0])
    assert data["npv"] == outcome.minerals[0].npv
    assert data["contributions"] == [{"country": "USA", "amount": 0.075}, {"country": "UKR", "amount": 0.075}]
    assert len(data["grid"]) == 27
    first = positions_json()[0]
    assert (first["document"], first["stated"]) == ("first draft", 5)
    assert first["issues"][0] == {
        "issue": "us_take", "code": "0.5", "place": 0.5, "distance": 0.0,
        "coded_from": "half of ownership or revenue of listed resources",
    }  # fmt: skip


def test_every_key_of_a_deal_is_documented(outcome: Outcome) -> None:
    page = (Path(__file__).parents[2] / "docs" / "interfaces.md").read_text(encoding="utf-8")
    data = minerals_json(outcome.minerals[0])
    keys = {*data, *data["grid"][0], *data["needed"][0], *data["contributions"][0]}
    assert {key for key in keys if f"`{key}`" not in page} == set()


def _reading(on: date, *stances: tuple[str, str, str]) -> Reading:
    """A text with a position on the deal for each actor, stance and code."""
    text = " ".join(f"{actor} {stance} the minerals deal." for actor, stance, _ in stances)
    doc = document(text, on)
    positions = []
    for k, (actor, stance, code) in enumerate(stances):
        start = text.index(f"{actor} {stance}")
        span = doc.span(start, start + len(f"{actor} {stance} the minerals deal"))
        fields = {"claim": doc.claim_id(span), "issue": "minerals", "codes": (code,), "lever": "us_ua_mineral_deal"}
        known = {"object": "the minerals deal", "modality": "stated", "rule": "test", "confidence": "high"}
        positions.append(Position(id=f"p{k}", actor=actor, stance=stance, span=span, **fields, **known))
    return Reading(document=doc, figures=(), dates=(), positions=tuple(positions))


def _said(on: date) -> Said:
    read = _reading(on, ("Trump", "pushes for", "USA"), ("Zelenskyy", "rejects", "UKR"))
    return Said(read.positions[0], read)


def test_a_position_drafts_the_terms_known_on_its_day_and_names_those_signed_later() -> None:
    draft = draft_minerals(_said(date(2025, 2, 24)))
    lever = draft.lever
    assert isinstance(lever, MineralsDeal)
    assert (lever.share, lever.revenue, lever.royalty, lever.lead, lever.from_) == (1.0, 1.0, 1.0, 0, 2025)
    assert draft.scenario.title == "Minerals deal: 100% of the revenue to a fund, for each $1bn of yearly revenue"
    assert draft.scenario.not_modelled[0].startswith("which part of the revenue comes from projects that run already")
    assert len(lever.claims) == 2
    notes = " ".join(draft.notes)
    assert "known on the day of the report" in notes
    assert "known only later, and not used: the text signed on 30 April 2025" in notes
    assert "Zelenskyy against it (rejects)" in notes
    assert "a unit and no forecast" in notes


@pytest.mark.parametrize(
    ("on", "terms", "document_"),
    [(date(2025, 2, 20), (0.5, 1.0, 0), "first draft"), (date(2025, 2, 27), (0.5, 1.0, 15), "framework"),
     (date(2025, 6, 1), (0.5, 0.06, 15), "signed")],
)  # fmt: skip
def test_the_terms_are_those_of_the_day(on: date, terms: tuple[float, float, int], document_: str) -> None:
    """Of all revenue at once, of future revenue after the lead of mines; royalties only under new licences."""
    draft = draft_minerals(_said(on))
    assert isinstance(draft.lever, MineralsDeal)
    assert (draft.lever.share, draft.lever.royalty, draft.lever.lead) == terms
    assert any("royalties of 6%" in note for note in draft.notes) is (terms[1] < 1)
    assert document_ in draft.notes[0]
    assert any("known only later" in note for note in draft.notes) is (on < date(2025, 4, 30))


def test_a_harder_draft_is_worth_more() -> None:
    """Half of all revenue, all of it, half of future revenue and half of royalties of 6%, for the same revenue."""
    days = (date(2025, 2, 20), date(2025, 2, 24), date(2025, 2, 27), date(2025, 6, 1))
    worth = []
    for on in days:
        lever = draft_minerals(_said(on)).lever
        assert isinstance(lever, MineralsDeal)
        one = minerals_outcome(lever)
        assert one.low < one.npv < one.high
        worth.append(one.npv)
    assert worth[1] == pytest.approx(2 * worth[0])
    assert worth[0] > worth[2] > worth[3]


def test_half_of_the_revenue_from_the_first_year_on_by_hand() -> None:
    """An annuity of 50 years less the four years of rising output, halved; at once and at 5% it is the high end."""
    one = minerals_outcome(_deal(royalty=1.0, lead=0))
    rising = sum((1 - t / 5) / 1.1**t for t in range(1, 5))
    assert one.npv == pytest.approx(((1 - 1.1**-50) / 0.1 - rising) / 2, rel=1e-12)
    assert one.high == pytest.approx((1 - 1.05**-50) / 0.05 / 2, rel=1e-12)
    assert one.low == pytest.approx(minerals_outcome(_deal(royalty=1.0, lead=20, discount=0.15)).npv, rel=1e-12)
    said = minerals_lines(one)[0]
    assert "50% of the revenue, first in 2026" in said
    assert "royalties" not in said
    assert "leads of 0 to 20 years, and full output at once" in stream_table(one, "t").note


def test_the_preset_and_the_draft_of_the_same_terms_are_worth_the_same() -> None:
    preset = next(one for one in load_scenario("february-2025").levers if isinstance(one, MineralsDeal))
    draft = draft_minerals(_said(date(2025, 2, 20))).lever
    assert isinstance(draft, MineralsDeal)
    assert minerals_outcome(preset).npv == pytest.approx(minerals_outcome(draft).npv)
    assert lever_words(preset).startswith("50% of the revenue of $1bn a year go to a joint fund, from year 1 on")


def test_before_the_first_draft_there_are_no_terms() -> None:
    with pytest.raises(LeftOpen, match="no terms of a minerals deal were known on 1 February 2025"):
        draft_minerals(_said(date(2025, 2, 1)))


def test_a_rejection_alone_proposes_nothing() -> None:
    read = _reading(date(2025, 2, 24), ("Zelenskyy", "rejects", "UKR"))
    assert not proposes_minerals(read.positions[0])
    assert proposes_minerals(_said(date(2025, 2, 24)).position)


@pytest.mark.shared
def test_the_events_are_those_of_the_timeline(shared: Path) -> None:
    with (shared / "data" / "policy" / "minerals_deal_timeline.csv").open(encoding="utf-8") as file:
        given = [(row["date"], row["event"], row["status"], row["url"]) for row in csv.DictReader(file)]
    assert given == [(str(e.date), e.event, e.status, e.url) for e in minerals_events()]


def test_the_force_of_the_preset_has_the_willingness_drafted_from_the_same_report() -> None:
    force = next(one for one in load_scenario("february-2025").levers if isinstance(one, Force))
    assert force.willingness == Force.model_fields["willingness"].default == 0.1
    assert "10% of its land forces" in str(force.assumed)
