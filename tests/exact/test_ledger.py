"""The ledger: what is added and what is not, when claims are linked, how sources are counted, what leaves it."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ledgers import (
    ON,
    document_of,
    dump,
    duty_reading,
    filled,
    link_pairs,
    position,
    reading_of,
    spent,
    statement,
    tariff,
    text_of,
    verdict,
)  # fmt: skip
from westphalia.check.verdict import VOCABULARY
from westphalia.errors import UsageError
from westphalia.evidence.claims import Reading
from westphalia.evidence.read import read_text, reading_json
from westphalia.ledger import claimreview, lookup
from westphalia.ledger.comparables import office
from westphalia.ledger.doubt import days
from westphalia.ledger.export import exported
from westphalia.ledger.phrases import in_words, shortened, who
from westphalia.ledger.ratings import BEST, RATINGS, WORST
from westphalia.ledger.records import Selection, record, records
from westphalia.ledger.selectors import newer_texts, selector_of, standing
from westphalia.ledger.sides import actors, contradictions, issues
from westphalia.ledger.store import Ledger

REPORT = (
    "OSLO, 4 March 2025 – Norway will lift what it spends on defence from 2.1% to 3.4% of GDP by 2029.\n\n"
    "“We must not wait for others to act,” Prime Minister Jonas Gahr Støre told reporters on Tuesday.\n"
)
WHEN = datetime(2025, 3, 10, 9, 30, tzinfo=UTC)
QUOTE = "“We will never send soldiers across that river”"


def day(number: int) -> date:
    return date(2025, 3, number)


def claim_ids(ledger: Ledger, **wanted: Any) -> list[str]:
    return [row["id"] for row in records(ledger, Selection(**wanted))]


# --- adding -----------------------------------------------------------------------------------------------------


def test_a_claim_is_stored_as_read_prints_it(tmp_path: Path) -> None:
    reading = read_text(REPORT, "oslo.txt")
    ledger = filled(tmp_path / "l.sqlite", reading)
    printed = reading_json(reading)
    for kind in ("figure", "statement", "position", "event"):
        stored = [json.loads(row[0]) for row in ledger.rows("SELECT content FROM claims WHERE kind = ?", (kind,))]
        assert stored == json.loads(json.dumps(printed[f"{kind}s"]))
    assert len(claim_ids(ledger, kinds=("figure",))) == 2


def test_the_same_report_twice_changes_nothing(tmp_path: Path) -> None:
    reading = read_text(REPORT, "oslo.txt")
    with filled(tmp_path / "l.sqlite", reading) as ledger:
        before, changes = dump(ledger), ledger.total_changes
        again = ledger.append(reading)
        assert not again.is_new
        assert (ledger.total_changes, dump(ledger)) == (changes, before)
    content = (tmp_path / "l.sqlite").read_bytes()
    with filled(tmp_path / "l.sqlite", reading):
        pass
    assert (tmp_path / "l.sqlite").read_bytes() == content


def test_a_figure_and_a_statement_at_one_place_are_two_claims(tmp_path: Path) -> None:
    doc = document_of(text_of("“25%” was all she said.", filler="north"))
    ledger = filled(tmp_path / "l.sqlite", reading_of(doc, tariff(doc, "25%"), statement(doc, "25%", "Ann Lee")))
    place = doc.claim_id(doc.span(1, 4))
    assert sorted(claim_ids(ledger)) == [f"{place}/figure", f"{place}/statement"]


def test_two_claims_of_one_kind_at_one_place_are_both_kept(tmp_path: Path) -> None:
    doc = document_of(text_of("Both want soldiers there.", filler="north"))
    two = (position(doc, "soldiers there", "Ann", "wants"), position(doc, "soldiers there", "Bo", "rejects", id="p2"))
    ledger = filled(tmp_path / "l.sqlite", reading_of(doc, *two))
    assert [name.partition("/")[2] for name in claim_ids(ledger)] == ["position", "position.2"]


def test_reports_whose_hashes_begin_alike_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("westphalia.ledger.store.HASH_PREFIX", 0)
    ledger = filled(tmp_path / "l.sqlite", *(duty_reading("25%", f"word{k}", f"{k}.txt") for k in range(20)))
    shorts = [row[0] for row in ledger.rows("SELECT short FROM reports")]
    assert len(set(shorts)) == 20
    assert max(map(len, shorts)) > 1


def test_a_proposed_claim_is_added_later_and_is_compared_with_nothing(tmp_path: Path) -> None:
    first, other = duty_reading("25%", "north"), duty_reading("10%", "south", "b.txt")
    ledger = filled(tmp_path / "l.sqlite", first)
    guess = other.figures[0].model_copy(update={"rule": "proposed.model"})
    ledger.append(other.model_copy(update={"figures": ()}))
    added = ledger.append(other.model_copy(update={"figures": (guess,)}))
    assert (added.is_new, added.claims) == (False, 1)
    assert record(ledger, claim_ids(ledger, names=("Ann Lee",))[1])["origin"] == "proposed"
    assert link_pairs(ledger, "contradiction") == set()


# --- links ------------------------------------------------------------------------------------------------------


def test_two_reports_of_a_day_with_different_values_contradict_each_other(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "l.sqlite", duty_reading("25%", "north"), duty_reading("20%", "south", "b.txt"))
    assert link_pairs(ledger, "contradiction") == {("b.txt", "a.txt")}


@pytest.mark.parametrize(
    ("printed", "on", "fields"),
    [
        ("25%", ON, {}),
        ("25.4%", ON, {}),  # 25% may be 25.4% rounded
        ("20%", day(6), {}),  # a duty may change in two days
        ("20%", ON, {"target": ("CHN",)}),
        ("20%", ON, {"subject": ("CAN",)}),
        ("20%", ON, {"sectors": ("C29",)}),
        ("20%", ON, {"outlook": "observed"}),  # what may come against what is
        ("20%", ON, {"role": "from"}),
        ("20%", ON, {"year": 2026}),
        ("20%", ON, {"modality": "withdrawn"}),
        ("20%", ON, {"measure": "other"}),
        ("20%", ON, {"bound": "at_least"}),  # 25% is at least 20%
        ("20%", ON, {"per": "year"}),
    ],
)
def test_what_is_another_quantity_or_another_day_does_not_contradict(
    tmp_path: Path, printed: str, on: date, fields: dict[str, Any]
) -> None:
    other = duty_reading(printed, "south", "b.txt", on, **fields)
    ledger = filled(tmp_path / "l.sqlite", duty_reading("25%", "north"), other)
    assert link_pairs(ledger, "contradiction") == set()


def test_a_year_gone_by_is_compared_whatever_the_day_of_the_report(tmp_path: Path) -> None:
    a, b = (document_of(text_of(f"In 2024 it spent {p}.", filler=p), f"{p}.txt", on)
            for p, on in (("2.3%", ON), ("2.1%", date(2025, 9, 1))))  # fmt: skip
    ledger = filled(tmp_path / "l.sqlite", reading_of(a, spent(a, "2.3%")), reading_of(b, spent(b, "2.1%")))
    assert link_pairs(ledger, "contradiction") == {("2.1%.txt", "2.3%.txt")}


def test_a_report_at_odds_with_itself_contradicts_nobody(tmp_path: Path) -> None:
    doc = document_of(text_of("First it was 20% and then 30%.", filler="south"), "b.txt")
    unclear = reading_of(doc, tariff(doc, "20%"), tariff(doc, "30%"))
    ledger = filled(tmp_path / "l.sqlite", duty_reading("25%", "north"), unclear)
    assert link_pairs(ledger, "contradiction") == set()


def test_each_value_is_linked_once_however_many_repeat_it(tmp_path: Path) -> None:
    repeated = [duty_reading("20%", f"word{k}", f"{k}.txt") for k in range(4)]
    ledger = filled(tmp_path / "l.sqlite", *repeated, duty_reading("25%", "north"))
    assert link_pairs(ledger, "contradiction") == {("a.txt", "0.txt")}
    (found,) = contradictions(ledger, Selection())
    assert [(side["value"], side["sources"]) for side in found["sides"]] == [(0.2, 4), (0.25, 1)]


def test_a_rejected_claim_contradicts_nobody_any_more(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "l.sqlite", duty_reading("25%", "north"), duty_reading("20%", "south", "b.txt"))
    assert len(list(contradictions(ledger, Selection()))) == 1
    ledger.decide(claim_ids(ledger)[0], "reject", "Bo Lee", WHEN)
    assert list(contradictions(ledger, Selection())) == []


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_later_value_of_the_same_speaker_supersedes(tmp_path: Path, order: tuple[int, ...]) -> None:
    values = [duty_reading(p, p, f"{d}.txt", day(d)) for p, d in (("20%", 1), ("25%", 5), ("30%", 9))]
    ledger = filled(tmp_path / "l.sqlite", *(values[k] for k in order))
    assert {("5.txt", "1.txt"), ("9.txt", "5.txt")} <= link_pairs(ledger, "supersession")


def test_another_speaker_or_the_same_value_supersedes_nothing(tmp_path: Path) -> None:
    other = duty_reading("20%", "south", "b.txt", day(9), attributed_to="Bo Chen")
    same = duty_reading("25%", "west", "c.txt", day(9))
    ledger = filled(tmp_path / "l.sqlite", duty_reading("25%", "north"), other, same)
    assert link_pairs(ledger, "supersession") == set()


def test_a_successor_in_office_supersedes_his_predecessor(tmp_path: Path) -> None:
    assert office("Rishi Sunak", day(1).replace(year=2024)) == office("Keir Starmer", ON) == "GBR Prime Minister"
    old = duty_reading("25%", "north", on=date(2024, 3, 1), attributed_to="Rishi Sunak")
    ledger = filled(tmp_path / "l.sqlite", old, duty_reading("20%", "south", "b.txt", attributed_to="Keir Starmer"))
    assert link_pairs(ledger, "supersession") == {("b.txt", "a.txt")}


@pytest.mark.parametrize(
    ("stance", "fields", "linked"),
    [
        ("rejects", {}, True),
        ("supports", {}, False),
        ("expects", {}, False),
        ("rejects", {"lever": "fr_troops"}, False),
        ("rejects", {"modality": "reported, unconfirmed"}, False),
        ("rejects", {"actor": "Bo Chen"}, False),
    ],
)
def test_a_stance_turned_round_supersedes(tmp_path: Path, stance: str, fields: dict[str, Any], linked: bool) -> None:
    a, b = (document_of(text_of("It is about soldiers there.", filler=f), f"{f}.txt", on)
            for f, on in (("north", ON), ("south", day(9))))  # fmt: skip
    later = position(b, "soldiers there", "Ann Lee", stance).model_copy(update=fields)
    first = position(a, "soldiers there", "Ann Lee", "wants")
    ledger = filled(tmp_path / "l.sqlite", reading_of(a, first), reading_of(b, later))
    assert link_pairs(ledger, "supersession") == ({("south.txt", "north.txt")} if linked else set())


def _disavowal() -> tuple[Reading, Reading]:
    a = document_of(text_of(f"{QUOTE}, Ann Lee said.", filler="north"))
    b = document_of(
        text_of(f"She had said {QUOTE}. The office said she does not speak for it.", filler="south"), "b.txt"
    )
    said = statement(b, QUOTE, "Ann Lee", id="s1", status="disavowed", disavowed_by="s2")
    denial = statement(b, "she does not speak for it", "office", id="s2", status="disavows", disavows="s1", quoted=())
    return reading_of(a, statement(a, QUOTE, "Ann Lee")), reading_of(b, said, denial)


@pytest.mark.parametrize("turned", [False, True])
def test_a_disavowal_reaches_the_same_words_in_another_report(tmp_path: Path, turned: bool) -> None:
    pair = _disavowal()
    ledger = filled(tmp_path / "l.sqlite", *(reversed(pair) if turned else pair))
    assert link_pairs(ledger, "disavowal") == {("b.txt", "b.txt"), ("b.txt", "a.txt")}


def test_a_disavowal_does_not_reach_other_words(tmp_path: Path) -> None:
    other = document_of(text_of("“We may well go home one day soon”, Ann Lee said.", filler="west"), "c.txt")
    said = statement(other, "“We may well go home one day soon”", "Ann Lee")
    ledger = filled(tmp_path / "l.sqlite", _disavowal()[1], reading_of(other, said))
    assert link_pairs(ledger, "disavowal") == {("b.txt", "b.txt")}


def test_conversions_are_links(tmp_path: Path) -> None:
    reading = read_text("BONN, 4 March 2025 – The plan costs €250 billion ($261.6 billion) a year.\n", "bonn.txt")
    ledger = filled(tmp_path / "l.sqlite", reading)
    assert link_pairs(ledger, "conversion") == {("bonn.txt", "bonn.txt")}


# --- copies -----------------------------------------------------------------------------------------------------


def _story(name: str, on: date = ON, printed: str = "25%", tail: str = "") -> Reading:
    body = " ".join(f"Sentence {k} of the wire story tells of matter number {k}." for k in range(40))
    doc = document_of(f"The duty will be {printed}, Ann Lee said. {body} {tail}", name, on)
    return reading_of(doc, tariff(doc, printed))


def test_copies_of_one_story_count_once(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "l.sqlite", _story("a.txt"), _story("b.txt", day(5), tail="Read more on our site."))
    assert [tuple(r) for r in ledger.rows("SELECT kind, from_claim FROM links")] == [("duplicate", None)]
    (one,) = records(ledger, Selection())
    assert (one["report"]["source_file"], one["copies"]) == ("a.txt", 1)
    assert [row["sources"] for row in actors(ledger, Selection())] == [1]


def test_copies_that_differ_are_one_source_and_contradict_others_once(tmp_path: Path) -> None:
    ledger = filled(
        tmp_path / "l.sqlite", _story("a.txt"), _story("b.txt", tail="More."), duty_reading("10%", "x", "c.txt")
    )
    ledger.append(_story("d.txt", tail="Photo: agency."))
    assert link_pairs(ledger, "contradiction") == {("c.txt", "a.txt")}
    garbled = filled(tmp_path / "m.sqlite", _story("a.txt"), _story("b.txt", printed="52%"))
    assert link_pairs(garbled, "contradiction") == set()
    assert len(claim_ids(garbled)) == 2


def test_alike_texts_of_different_weeks_are_different_reports(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "l.sqlite", _story("a.txt"), _story("b.txt", day(20), tail="Once more."))
    assert [tuple(r) for r in ledger.rows("SELECT * FROM links")] == []


# --- texts that change ------------------------------------------------------------------------------------------


def test_claims_of_an_old_text_stay_with_it(tmp_path: Path) -> None:
    old, new = duty_reading("25%", "north"), duty_reading("26%", "north")
    ledger = filled(tmp_path / "l.sqlite", old)
    added = ledger.append(new)
    assert added.is_new
    assert added.earlier_text == old.document.sha256
    first, second = (record(ledger, name) for name in claim_ids(ledger))
    by_hash = {held["report"]["hash"]: held for held in (first, second)}
    stale, fresh = by_hash[old.document.sha256], by_hash[new.document.sha256]
    assert [held["short"] for held in newer_texts(ledger, stale["report"])] == [fresh["report"]["short"]]
    assert newer_texts(ledger, fresh["report"]) == []
    assert selector_of(ledger, stale).exact == "25%"


def test_a_changed_text_orphans_its_claims_even_where_the_words_stand_elsewhere(tmp_path: Path) -> None:
    reading = duty_reading("25%", "north")
    ledger = filled(tmp_path / "l.sqlite", reading)
    place = selector_of(ledger, record(ledger, claim_ids(ledger)[0]))
    text, digest = reading.document.text, reading.document.sha256
    assert text[place.start : place.end] == place.exact == "25%"
    assert text[place.start - len(place.prefix) : place.end + len(place.suffix)] == f"{place.prefix}25%{place.suffix}"
    same = standing(place, digest, text)
    assert (same.orphaned, same.at_place, same.prefix, same.suffix, same.occurrences) == (False, True, True, True, 1)
    moved = standing(place, digest, "So. " + text)
    assert (moved.orphaned, moved.at_place, moved.occurrences) == (True, False, 1)
    added_to = standing(place, digest, text + " More.")
    assert (added_to.orphaned, added_to.at_place, added_to.prefix, added_to.suffix) == (True, True, True, True)


# --- decisions and verdicts -------------------------------------------------------------------------------------


def test_a_later_decision_holds_and_the_earlier_one_stays(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "l.sqlite", duty_reading("25%", "north"))
    (name,) = claim_ids(ledger)
    assert record(ledger, name)["state"] == "open"
    ledger.decide(name, "accept", "Ann  Lee", WHEN, "seen")
    ledger.decide(name, "reject", "Bo Chen", WHEN.replace(hour=11))
    held = record(ledger, name)
    assert held["state"] == "rejected"
    assert held["decisions"] == [
        {"decision": "accept", "by": "Ann Lee", "at": "2025-03-10T09:30:00+00:00", "note": "seen"},
        {"decision": "reject", "by": "Bo Chen", "at": "2025-03-10T11:30:00+00:00", "note": None},
    ]


@pytest.mark.parametrize(("name", "by"), [("nothing", "Ann Lee"), (None, "  ")])
def test_a_decision_needs_a_target_and_a_name(tmp_path: Path, name: str | None, by: str) -> None:
    ledger = filled(tmp_path / "l.sqlite", duty_reading("25%", "north"))
    with pytest.raises(UsageError):
        ledger.decide(name or claim_ids(ledger)[0], "accept", by, WHEN)
    assert dump(ledger)["decisions"] == []


def test_verdicts_are_added_once(tmp_path: Path) -> None:
    reading = duty_reading("25%", "north")
    ledger = filled(tmp_path / "l.sqlite", reading)
    said = verdict(reading.figures[0].claim)
    assert ledger.append_verdicts(reading, [said]) == 1
    assert ledger.append_verdicts(reading, [said]) == 0
    (held,) = record(ledger, claim_ids(ledger)[0])["verdicts"]
    assert held["verdict"] == said.model_dump(mode="json")
    with pytest.raises(UsageError, match=r"not in .*Append its reading first"):
        ledger.append_verdicts(duty_reading("25%", "other"), [said])


# --- looking up -------------------------------------------------------------------------------------------------


def test_part_of_an_identifier_is_enough_where_it_is_one(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "l.sqlite", duty_reading("25%", "north"), duty_reading("20%", "south", "b.txt"))
    (first, _) = claim_ids(ledger)
    assert lookup.target(ledger, first[:12]) == (first, "claim")
    short = first[:8]
    assert lookup.target(ledger, short)[1] == "report"
    with pytest.raises(UsageError, match=f"Did you mean {first}"):
        lookup.target(ledger, first.replace("@", "@1"))
    with pytest.raises(UsageError, match="is a report"):
        lookup.claim_or_verdict(ledger, short)
    with pytest.raises(UsageError, match="no report"):
        lookup.target(ledger, "")


def test_several_that_fit_are_listed(tmp_path: Path) -> None:
    doc = document_of(text_of("It went from 20% to 25%.", filler="north"))
    ledger = filled(tmp_path / "l.sqlite", reading_of(doc, tariff(doc, "20%"), tariff(doc, "25%")))
    with pytest.raises(UsageError, match=r"stands for several: .*13-16/figure, .*20-23/figure"):
        lookup.target(ledger, claim_ids(ledger)[0][:9])


def test_names_are_found_by_their_last_words(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "l.sqlite", duty_reading("25%", "north"))
    assert lookup.names(ledger, "lee") == lookup.names(ledger, "Ann Lee") == ("Ann Lee",)
    for wrong in ("Leee", "Ann", "an lea"):
        with pytest.raises(UsageError, match="Did you mean Ann Lee"):
            lookup.names(ledger, wrong)
    with pytest.raises(UsageError, match="Did you mean tariffs"):
        lookup.issue("tarifs")
    assert lookup.issue("Peace deal") == "peace_deal"


def test_filters(tmp_path: Path) -> None:
    early, late = duty_reading("25%", "north"), duty_reading("25%", "south", "b.txt", day(9), attributed_to="Bo Chen")
    ledger = filled(tmp_path / "l.sqlite", early, late)
    both = claim_ids(ledger)
    assert claim_ids(ledger, since=day(5)) == both[1:]
    assert claim_ids(ledger, until=day(5)) == both[:1]
    assert claim_ids(ledger, names=("Bo Chen",)) == both[1:]
    assert claim_ids(ledger, codes=("EU27",)) == both
    assert claim_ids(ledger, codes=("POL",)) == claim_ids(ledger, kinds=("event",)) == []


def test_issues_count_who_is_for_and_who_against(tmp_path: Path) -> None:
    doc = document_of(text_of("It is about soldiers there.", filler="north"))
    two = (
        position(doc, "soldiers there", "Ann", "wants"),
        position(doc, "soldiers there", "Bo; Cy", "rejects", id="p2"),
    )
    neither = (
        position(doc, "soldiers there", "Ann", "wants", id="p3", modality="expected"),
        position(doc, "soldiers there", "Ann", "threatens", id="p4"),
    )
    (row,) = issues(filled(tmp_path / "l.sqlite", reading_of(doc, *two, *neither)), Selection(kinds=("position",)))
    assert (row["issue"], row["positions"], row["for"], row["against"]) == ("european_force", 4, 1, 1)
    assert row["actors"] == ["Ann", "Bo", "Cy"]


# --- export -----------------------------------------------------------------------------------------------------


@pytest.fixture
def reviewed(tmp_path: Path) -> Ledger:
    """Two figures: a verdict on the first is accepted, that on the second is not."""
    one, two = duty_reading("25%", "north"), duty_reading("20%", "south", "b.txt")
    ledger = filled(tmp_path / "l.sqlite", one, two)
    for reading in (one, two):
        ledger.append_verdicts(reading, [verdict(reading.figures[0].claim)])
    (held,) = record(ledger, claim_ids(ledger)[0])["verdicts"]
    ledger.decide(held["id"], "accept", "Cy Reviewer", WHEN)
    return ledger


def _export(ledger: Ledger, form: str, include_claims: bool = False) -> str:
    return "".join(exported(ledger, form, include_claims=include_claims))


def test_json_lines_hold_one_claim_each_with_all_that_is_known(reviewed: Ledger) -> None:
    lines = [json.loads(line) for line in _export(reviewed, "jsonl").splitlines()]
    assert {line["schema"] for line in lines} == {"westphalia-ledger/1"}
    assert [line["id"] for line in lines] == claim_ids(reviewed)
    first = lines[0]
    assert first["links"][0]["kind"] == "contradiction"
    assert first["verdicts"][0]["decisions"][0]["by"] == "Cy Reviewer"
    assert first["claim"]["span"]["text"] in ("25%", "20%")
    assert first["report"]["date"] == "2025-03-04"


def test_annotations_follow_the_web_annotation_data_model(reviewed: Ledger) -> None:
    data = json.loads(_export(reviewed, "annotations"))
    assert (data["@context"], data["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    items = data["first"]["items"]
    assert data["first"]["type"] == "AnnotationPage"
    assert data["total"] == len(items) == 2
    assert len({item["id"] for item in items}) == 2
    for item in items:
        _assert_annotation(item, reviewed)


def _assert_annotation(item: dict[str, Any], ledger: Ledger) -> None:
    assert item["type"] == "Annotation"
    assert item["motivation"] == "describing"
    assert item["generator"]["type"] == "Software"
    assert {body["purpose"] for body in item["body"]} == {"describing", "tagging", "linking"}
    assert item["body"][0]["value"].startswith("Ann Lee: 2")
    quote, place = item["target"]["selector"]
    assert (quote["type"], place["type"]) == ("TextQuoteSelector", "TextPositionSelector")
    (row,) = ledger.rows(
        "SELECT text FROM reports JOIN claims ON report = hash WHERE id = ?", (item["id"].rpartition(":")[2],)
    )
    start, end, text = place["start"], place["end"], row["text"]
    assert text[start:end] == quote["exact"]
    assert text[:start].endswith(quote["prefix"])
    assert text[end:].startswith(quote["suffix"])
    assert item["target"]["source"]["id"].startswith("ni:///sha-256;")


def test_an_accepted_claim_names_the_person_as_creator(reviewed: Ledger) -> None:
    reviewed.decide(claim_ids(reviewed)[1], "accept", "Cy Reviewer", WHEN)
    items = json.loads(_export(reviewed, "annotations"))["first"]["items"]
    assert [item.get("creator") for item in items] == [None, {"type": "Person", "name": "Cy Reviewer"}]


def test_only_accepted_verdicts_are_claim_reviews(reviewed: Ledger) -> None:
    (review,) = json.loads(_export(reviewed, "claimreview"))["@graph"]
    assert review["@type"] == "ClaimReview"
    assert review["author"] == {"@type": "Person", "name": "Cy Reviewer"}
    assert review["datePublished"] == "2025-03-10"
    assert 0 < len(review["claimReviewed"]) < 75
    rating = review["reviewRating"]
    assert (rating["ratingValue"], rating["alternateName"]) == (1, "Not supported")
    assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
    item = review["itemReviewed"]
    assert (item["@type"], item["author"]) == ("Claim", {"@type": "Person", "name": "Ann Lee"})
    assert item["datePublished"] == item["appearance"]["datePublished"] == "2025-03-04"


def test_the_others_go_out_as_plain_claims_only_when_asked_for(reviewed: Ledger) -> None:
    kinds = [item["@type"] for item in json.loads(_export(reviewed, "claimreview", include_claims=True))["@graph"]]
    assert sorted(kinds) == ["Claim", "ClaimReview"]


@pytest.mark.parametrize("what", ["verdict", "claim"])
def test_a_review_is_withdrawn_when_verdict_or_claim_is_rejected(reviewed: Ledger, what: str) -> None:
    name = claim_ids(reviewed)[0]
    target = record(reviewed, name)["verdicts"][0]["id"] if what == "verdict" else name
    reviewed.decide(target, "reject", "Bo Chen", WHEN)
    assert json.loads(_export(reviewed, "claimreview"))["@graph"] == []


def test_an_empty_ledger_exports_as_empty_lists(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "l.sqlite")
    assert _export(ledger, "jsonl") == ""
    assert json.loads(_export(ledger, "annotations"))["first"]["items"] == []
    assert json.loads(_export(ledger, "claimreview"))["@graph"] == []


def test_an_unknown_format_is_refused(reviewed: Ledger) -> None:
    with pytest.raises(UsageError, match="jsonl, annotations, claimreview"):
        _export(reviewed, "csv")
    with pytest.raises(UsageError, match="--include-claims"):
        _export(reviewed, "jsonl", include_claims=True)


def test_exports_are_the_same_whatever_the_order_of_adding(tmp_path: Path) -> None:
    readings = [duty_reading("25%", "north"), duty_reading("25%", "south", "b.txt", day(9))]
    one, other = filled(tmp_path / "a.sqlite", *readings), filled(tmp_path / "b.sqlite", *reversed(readings))
    for form in ("jsonl", "annotations"):
        assert _export(one, form) == _export(other, form)


def test_no_path_of_the_machine_leaves_the_ledger(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "report.txt"
    path.parent.mkdir()
    path.write_text(REPORT, encoding="utf-8")
    from westphalia.evidence.read import read_report

    ledger = filled(tmp_path / "l.sqlite", read_report(path))
    for form in ("jsonl", "annotations", "claimreview"):
        assert str(tmp_path) not in _export(ledger, form, include_claims=form == "claimreview")


def test_every_word_of_a_verdict_has_a_rating() -> None:
    assert set(RATINGS) == set(VOCABULARY)
    values = [value for value, _ in RATINGS.values() if value is not None]
    assert min(values) == WORST
    assert max(values) == BEST
    assert len({name for _, name in RATINGS.values()}) == len(RATINGS)


@pytest.mark.parametrize(
    ("text", "about", "cut"),
    [
        ("Short.", "Short", "Short."),
        ("one two three four five", "two", "one two three…"),
        ("one two three four five six", "six", "…three four five six"),
        ("one two three four five six seven eight", "five", "…three four five…"),
    ],
)
def test_a_sentence_is_cut_between_words_and_keeps_its_figure(text: str, about: str, cut: str) -> None:
    assert shortened(text, about, 20 if about == "six" else 17) == cut


def test_an_institution_is_no_person(tmp_path: Path) -> None:
    reading = duty_reading("25%", "north", attributed_to="Ukraine's air force ministry")
    held = record(filled(tmp_path / "l.sqlite", reading), reading.figures[0].claim + "/figure")
    assert claimreview.claim(held)["author"]["@type"] == "Organization"


@pytest.mark.parametrize(
    ("speaker", "author"),
    [("some economists", None), ("a spokesperson for Ann Lee", None), ("Two officials", None), ("Lee", None),
     ("Ann Lee", {"@type": "Person", "name": "Ann Lee"}),
     ("Reuters", {"@type": "Organization", "name": "Reuters"}),
     ("Ann Lee; UK", [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Organization", "name": "UK"}])],
)  # fmt: skip
def test_only_somebody_named_is_the_author_of_a_claim(tmp_path: Path, speaker: str, author: Any) -> None:
    reading = duty_reading("25%", "north", attributed_to=speaker)
    held = record(filled(tmp_path / "l.sqlite", reading), reading.figures[0].claim + "/figure")
    assert claimreview.claim(held).get("author") == author


def test_an_inferred_day_is_not_published(tmp_path: Path) -> None:
    reading = duty_reading("25%", "north")
    inferred = reading.document.model_copy(update={"report_date_status": "inferred"})
    ledger = filled(tmp_path / "l.sqlite", reading.model_copy(update={"document": inferred}))
    item = claimreview.claim(record(ledger, reading.figures[0].claim + "/figure"))
    assert "datePublished" not in item
    assert "datePublished" not in item["appearance"]


def test_a_review_of_one_of_two_numbers_says_which(tmp_path: Path) -> None:
    phrase = "the government wants to raise the duty from 20% on steel to 25% on everything that comes"
    reading = duty_reading("25%", "north", concerns=phrase)
    held = record(filled(tmp_path / "l.sqlite", reading), reading.figures[0].claim + "/figure")
    said = claimreview.claim_reviewed(held)
    assert said.startswith("25%: ")
    assert len(said) < 75
    alone = held["claim"] | {"concerns": "the duty will be 25% on everything"}
    assert claimreview.claim_reviewed(held | {"claim": alone}) == "the duty will be 25% on everything"


def test_a_position_carries_how_far_it_can_be_relied_on(tmp_path: Path) -> None:
    doc = document_of(text_of("It is about soldiers there.", filler="north"))
    stated = position(doc, "soldiers there", "Ann Lee", "wants")
    disowned = position(doc, "soldiers there", "Bo Chen", "wants", id="p2", modality="disavowed")
    ledger = filled(tmp_path / "l.sqlite", reading_of(doc, stated, disowned))
    assert [in_words(held) for held in records(ledger, Selection())] == [
        "wants: soldiers there", "wants: soldiers there (disavowed)"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [("2025-02-17", "2025-02-17", "2025-02-17"), ("2025-02-17", "2025-02-23", "2025-02-17/23"),
     ("2025-02-24", "2025-03-02", "2025-02-24/03-02"), ("1944-01-01", "1944-12-31", "1944"),
     ("2024-12-30", "2025-01-02", "2024-12-30/2025-01-02"), (None, "2029-12-31", "by 2029-12-31"),
     ("2025-04-05", None, "from 2025-04-05"), (None, None, "no day")],
)  # fmt: skip
def test_an_event_shows_all_its_days(start: str | None, end: str | None, words: str) -> None:
    assert days({"date_start": start, "date_end": end}, "2025-03-04") == words
    assert days({"stance": "wants"}, "2025-03-04") == "2025-03-04"


def test_who_speaks_for_somebody_is_another(tmp_path: Path) -> None:
    doc = document_of(
        text_of("“We will not pay for it at all,” they said. “It is hers alone to say,” one added.", filler="n")
    )
    one = statement(doc, "“We will not pay for it at all,”", "a spokesperson for Ann Lee", on_behalf_of="Ann Lee")
    two = statement(doc, "“It is hers alone to say,”", "Ann Lee", id="s2")
    ledger = filled(tmp_path / "l.sqlite", reading_of(doc, one, two))
    assert {row["name"]: row["statements"] for row in actors(ledger, Selection())} == {
        "Ann Lee": 1, "a spokesperson for Ann Lee": 1
    }  # fmt: skip
    assert lookup.names(ledger, "Lee") == ("Ann Lee",)


def test_spellings_of_one_name_are_one(tmp_path: Path) -> None:
    one = duty_reading("25%", "north", attributed_to="Russia's ministry")
    two = duty_reading("25%", "south", "b.txt", attributed_to="russia’s ministry")
    ledger = filled(tmp_path / "l.sqlite", one, two)
    assert [(row["name"], row["figures"], row["sources"]) for row in actors(ledger, Selection())] == [
        ("Russia's ministry", 2, 2)
    ]
    assert len(lookup.names(ledger, "Russia’s ministry")) == 2


def test_a_spokesperson_is_shown_with_the_principal(tmp_path: Path) -> None:
    doc = document_of(text_of("“We will not pay for it at all,” he said.", filler="north"))
    said = statement(doc, "“We will not pay for it at all,”", "Bo Chen", on_behalf_of="Ann Lee")
    (held,) = records(filled(tmp_path / "l.sqlite", reading_of(doc, said)), Selection())
    assert who(held) == "Bo Chen (for Ann Lee)"


# --- on the command line ----------------------------------------------------------------------------------------


def _ledger_commands() -> dict[str, Any]:
    from typer.main import get_command

    from westphalia.cli import app

    group: Any = get_command(app)
    return dict(group.commands["ledger"].commands)


def test_every_command_of_the_ledger_and_its_options_are_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
    section = page.partition("\n## ledger\n")[2].partition("\n## ")[0]
    commands = _ledger_commands()
    assert len(commands) == 9
    for name, command in commands.items():
        assert f"`ledger {name}" in section
        options = [p for p in command.params if p.opts[0].startswith("-")]
        assert [p.opts for p in options if max(p.opts, key=len) not in section] == []
        assert [p.name for p in command.params if not p.help] == []


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A ledger with reports that contradict each other, a disavowal, positions, a copy and a decision."""
    path = tmp_path / "ledger.sqlite"
    readings = [duty_reading("25%", "north"), duty_reading("20%", "south", "b.txt"), *_disavowal(), _story("c.txt")]
    with filled(path, *readings, _story("d.txt", tail="More."), read_text(REPORT, "oslo.txt")) as ledger:
        ledger.decide(claim_ids(ledger)[0], "accept", "Cy Reviewer", WHEN)
    return path


def _printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    import sys

    from westphalia.cli import main

    monkeypatch.setattr(sys, "argv", ["westphalia", "ledger", *arguments])
    with pytest.raises(SystemExit) as stop:
        main()
    said = capsys.readouterr()
    assert (stop.value.code, said.err) == (0, "")
    return said.out


COMMANDS = ("timeline", "figures", "who", "who lee", "issues", "contradictions")


@pytest.mark.parametrize("command", COMMANDS)
def test_tables_and_json_show_the_same_claims(
    kept: Path, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(kept.parent)
    table = _printed(capsys, monkeypatch, *command.split())
    data = json.loads(_printed(capsys, monkeypatch, *command.split(), "--json"))
    assert data["schema"] == "westphalia/1"
    assert "\x1b" not in table
    assert "…" not in table
    assert max(map(len, table.splitlines())) <= 120
    for row in data.get("claims", ()):
        assert row["id"].partition("/")[0] in table
    for row in data.get("actors", ()):
        assert row["name"] in table


def test_what_contradicts_is_shown_with_both_values(
    kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WESTPHALIA_LEDGER", str(kept))
    table = _printed(capsys, monkeypatch, "contradictions")
    assert "tariff rate, USA on EU27" in table
    assert ("25%" in table, "20%" in table) == (True, True)
    assert "[contradicted]" in _printed(capsys, monkeypatch, "figures")


def test_a_decision_is_recorded_with_its_day_and_shown(
    kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(kept.parent)
    with filled(kept) as ledger:
        name = claim_ids(ledger, kinds=("figure",))[0]
    assert _printed(capsys, monkeypatch, "accept", name, "--by", "Ann Lee", "--note", "seen").startswith("accepted ")
    assert _printed(capsys, monkeypatch, "reject", name[:-3], "--by", "Bo Chen").startswith("rejected ")
    shown = " ".join(_printed(capsys, monkeypatch, "show", name).split())
    today = datetime.now(UTC).date().isoformat()
    assert f"accepted by Ann Lee, {today}" in shown
    assert f"rejected by Bo Chen, {today}" in shown
    assert "replaced by a later one" in shown
    assert f"{name}: rejected" in shown


def test_show_says_whether_a_claim_stands_in_a_file(
    kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(kept.parent)
    with filled(kept) as ledger:
        name = next(row["id"] for row in records(ledger, Selection()) if row["report"]["source_file"] == "oslo.txt")
    for text, words in ((REPORT, "the claim stands in it"), (REPORT.replace("reporters", "us"), "orphaned")):
        Path("now.txt").write_text(text, encoding="utf-8")
        assert words in " ".join(_printed(capsys, monkeypatch, "show", name, "--against", "now.txt").split())
        data = json.loads(_printed(capsys, monkeypatch, "show", name, "--against", "now.txt", "--json"))
        assert data["against"]["orphaned"] == (words == "orphaned")
    report = _printed(capsys, monkeypatch, "show", name[:8])
    assert "oslo.txt" in report
    assert "2025-03-04 (printed)" in report


def test_export_to_a_file_is_what_the_screen_shows(
    kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(kept.parent)
    printed = _printed(capsys, monkeypatch, "export", "--format", "annotations")
    import sys

    from westphalia.cli import main

    monkeypatch.setattr(sys, "argv", ["westphalia", "ledger", "export", "--format", "annotations", "-o", "a.json"])
    with pytest.raises(SystemExit):
        main()
    assert capsys.readouterr().err == "wrote a.json\n"
    assert Path("a.json").read_text(encoding="utf-8") == printed


def test_a_brief_keeps_readings_and_verdicts(westphalia: Any, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("LONDON, 4 March 2025 – Britain spent 2.3% of GDP on defence in 2023.\n", encoding="utf-8")
    for _ in range(2):
        done = westphalia("brief", "report.txt", "--ledger", "l.sqlite", "-o", "page.html", "--quiet")
        assert done.returncode == 0, done.stderr
    with filled(tmp_path / "l.sqlite") as ledger:
        (held,) = records(ledger, Selection(kinds=("figure",)))
        assert held["verdicts"]
        assert len({row["id"] for row in held["verdicts"]}) == len(held["verdicts"])
