"""Sums of aid and claims of "more than ever", from reports written for the tests, against the tracker.

What the tests cannot see: whether a minister meant allocations, commitments or something else.
"""

from collections.abc import Sequence
from datetime import date

import pytest

from westphalia.check.aid_figures import check_aid
from westphalia.check.readings import check_figure
from westphalia.check.superlative import superlatives
from westphalia.check.superlatives import CHECKS, check_superlatives
from westphalia.check.verdict import Verdict
from westphalia.evidence.claims import Event, Position, Reading, Statement
from westphalia.evidence.read import read_text
from westphalia.world.aid import EUROPE, INSTITUTIONS, Period, group_total, tracker

from readings import document, figure, reading  # isort: skip

WINTER = date(2024, 12, 10)
SPRING = date(2025, 3, 3)
TAIL = " The talks in Brussels went on until late on Tuesday, officials said."


def _read(text: str, on: date = WINTER) -> Reading:
    return read_text(text + TAIL, "test.txt", on)


def _one(text: str, on: date = WINTER) -> Verdict:
    """The verdict of the report's day."""
    first, *later = check_superlatives(_read(text, on))
    assert [verdict.known for verdict in later] in ([], ["now"])
    return first


def _later(text: str, on: date = WINTER) -> Verdict:
    """The verdict with months after the report."""
    _, later = check_superlatives(_read(text, on))
    return later


def _aid(iso3: str, *period: int) -> float:
    return tracker().totals(Period(*period), "donor")[iso3].allocated


# Claims without a figure


def test_a_minister_s_more_than_ever_depends_on_what_is_counted() -> None:
    """UK: commitments of 2024 above those before, allocations below 2022, military ones within a revision."""
    verdict = _one("UK Defence Secretary John Healey said: “We are giving Ukraine more aid than we ever have before.”")
    assert verdict.word == "depends on the definition"
    held = {row.label: row.value for row in verdict.comparisons}
    assert held["allocations, January to October 2024"] == _aid("GBR", 2024, 2024, 10)
    standing = {row.label: row.note.partition(": ")[2] for row in verdict.comparisons if row.note}
    assert standing == {
        "allocations, January to October 2024": "not beaten",
        "military allocations, January to October 2024": "too close to tell",
        "commitments, January to October 2024": "beaten",
    }
    assert "neither: military allocations, January to October 2024 €2.41bn (before: €2.39bn, 2022)" in verdict.sentence
    assert "release 29 of 4 August 2026" in verdict.sentence
    assert any("disbursements" in caveat for caveat in verdict.caveats)


def test_promises_alone_larger_than_ever_do_not_make_a_claim_of_spending_false() -> None:
    """UK in all of 2024: allocations below 2022, commitments above; what was paid out is not held."""
    said = "UK Defence Secretary John Healey said: “We are spending more on Ukraine than we ever have before.”"
    later = _later(said)
    assert later.word == "depends on the definition"
    assert "promises, and no money spent" in later.sentence
    assert {row.note.partition(": ")[2] for row in later.comparisons if row.label.endswith("ocations, 2024")} == {
        "not beaten"
    }


@pytest.mark.parametrize(
    ("text", "word", "words"),
    [
        (
            "Dutch Defence Minister Ruben Brekelmans said that the Netherlands had never given more arms to Ukraine.",
            "matches", "for the Netherlands",
        ),
        (
            "German Foreign Minister Annalena Baerbock said: “We are giving Ukraine more weapons than ever before.”",
            "not supported", "€3.6bn, 2023",
        ),
        (
            "“Never before have we sent so much aid to Kyiv,” Danish Prime Minister Mette Frederiksen said in Aarhus.",
            "not supported", "for Denmark",
        ),
        (
            "Polish Prime Minister Donald Tusk said Europe was giving Ukraine record levels of support.",
            "cannot be checked", "for Europe with the EU's institutions",
        ),
        (
            "“Ukraine is receiving less aid than at any time since the war began,” Ukrainian Foreign Minister Andrii "
            "Sybiha said.", "not supported", "for all donors together",
        ),
        (
            "US Secretary of State Antony Blinken said: “Our support for Ukraine is at an all-time high.”",
            "depends on the definition", "for the United States",
        ),
    ],
)  # fmt: skip
def test_each_way_of_comparing_with_the_past_is_held_against_the_donor_meant(text: str, word: str, words: str) -> None:
    verdict = _one(text)
    assert (verdict.word, verdict.route) == (word, "table")
    assert words in verdict.sentence


def test_military_words_leave_military_allocations_alone() -> None:
    verdict = _one(
        "Dutch Defence Minister Ruben Brekelmans said that the Netherlands had never given more arms to Ukraine."
    )
    assert {row.label.partition(",")[0] for row in verdict.comparisons} == {"military allocations"}


@pytest.mark.parametrize(
    "text",
    [
        "Kyrylo Budanov said: “Ukraine received more aid in 2024 than ever.”",
        "Kyrylo Budanov said: “In 2024, Ukraine received more aid than ever.”",
        "Kyrylo Budanov said: “Ukraine received more aid than ever last year.”",
    ],
)
def test_a_year_the_claim_names_is_the_year_compared(text: str) -> None:
    """All donors: €97.7bn allocated in 2024 after €87.5bn; military €41.6bn after €46.3bn. 2025 plays no part."""
    (verdict,) = check_superlatives(_read(text, date(2025, 2, 20)))
    assert verdict.word == "depends on the definition"
    assert {row.label.rpartition(", ")[2] for row in verdict.comparisons} == {"2024"}
    assert "allocations, 2024 €97.7bn (before: €87.5bn, 2023)" in verdict.sentence


def test_a_year_since_which_is_no_year_of_the_claim() -> None:
    said = "UK Prime Minister Keir Starmer said: “We are giving Ukraine more aid than ever since 2022.”"
    assert {row.label.rpartition(", ")[2] for row in _one(said).comparisons} == {"January to October 2024"}


_SCHOLZ = "German Chancellor Olaf Scholz said: “We are giving Ukraine more aid than ever.”"


def test_months_after_the_report_stand_in_a_second_verdict_alone() -> None:
    """20 February 2025: no month of 2025 had ended that all years hold, so 2024 counts, and 2025 is known now."""
    on = date(2025, 2, 20)
    then, now = _one(_SCHOLZ, on), _later(_SCHOLZ, on)
    assert (then.word, then.known, now.word, now.known) == ("not supported", None, "matches", "now")
    assert {row.label.rpartition(", ")[2] for row in then.comparisons} == {"2024"}
    assert {row.label.rpartition(", ")[2] for row in now.comparisons} == {"2025"}
    assert "in months ended by 20 February 2025" in then.sentence
    assert "with months after 20 February 2025" in now.sentence


def test_the_first_months_of_the_second_year_have_nothing_that_had_ended() -> None:
    assert _one(_SCHOLZ, date(2023, 2, 20)).word == "cannot be checked"
    assert {row.label for row in _one(_SCHOLZ, date(2023, 6, 20)).comparisons} >= {"allocations, January to April 2023"}


def test_promises_do_not_decide_a_claim_of_money_spent() -> None:
    """UK to October 2024: commitments more than twice those before, allocations 14% below, military within 1%."""
    said = "UK Prime Minister Keir Starmer said: “We are spending more on aid to Ukraine than we ever have.”"
    verdict = _one(said)
    assert verdict.word == "cannot be checked"
    assert "promises, and no money spent" in verdict.sentence
    assert "Money spent or delivered (disbursements), which is what was claimed, is not held" in verdict.sentence
    pledged = _one("UK Prime Minister Keir Starmer said: “We have committed more aid to Ukraine than we ever have.”")
    assert pledged.word == "depends on the definition"
    assert "which is what was claimed" not in pledged.sentence


@pytest.mark.parametrize(
    "text",
    [
        "French President Emmanuel Macron said Ukraine needs more support than ever.",
        "Norwegian Prime Minister Jonas Gahr Støre said Norway would give more to Ukraine than ever before.",
        "UK Prime Minister Keir Starmer said: “We are not giving less to Ukraine than ever.”",
        "Swedish Prime Minister Ulf Kristersson said Sweden spends more on defence than ever.",
        "“Is Germany giving Ukraine more aid than ever?” German Chancellor Olaf Scholz said.",
        "German Chancellor Olaf Scholz said aid to Ukraine had risen from 4 to 6 billion euros.",
        "Brazilian President Luiz Inácio Lula da Silva said: “We give more aid to Ukraine than ever.”",
    ],
    ids=["need", "promise", "denial", "another topic", "question", "no comparison", "not in the tracker"],
)
def test_a_wish_a_promise_a_denial_or_another_topic_has_no_verdict(text: str) -> None:
    assert check_superlatives(_read(text)) == ()


def test_the_first_year_and_years_beyond_the_tracker_cannot_be_checked() -> None:
    claim = "UK Prime Minister Keir Starmer said: “We are giving Ukraine more aid than ever.”"
    for year in (2022, 2028):
        verdict = _one(claim, date(year, 11, 7))
        assert verdict.word == "cannot be checked"
        assert "no earlier year" in verdict.sentence


def test_a_year_the_tracker_holds_in_part_is_held_against_the_same_months() -> None:
    verdict = _one("UK Prime Minister Keir Starmer said: “We are giving Ukraine more aid than ever.”", date(2026, 6, 8))
    assert {row.label.partition(", ")[2] for row in verdict.comparisons} == {"January to April 2026"}


def _statement(reading_: Reading, text: str, **fields: object) -> Statement:
    doc = reading_.document
    start = doc.text.index(text)
    span = doc.span(start, start + len(text))
    defaults = {
        "id": "s1", "mode": "direct", "content": (span,), "quoted": (), "speaker": "A", "speaker_mention": None,
        "cue": None, "cue_lemma": None, "status": "asserted", "claim": doc.claim_id(span), "span": span,
        "rule": "test", "confidence": "high",
    }  # fmt: skip
    return Statement.model_validate(defaults | fields)


def _with(text: str, **claims: Sequence[object]) -> Reading:
    return reading(document(text, WINTER)).model_copy(update=dict(claims))


def test_one_place_of_the_text_has_one_verdict_keyed_by_the_statement() -> None:
    text = "We give Ukraine more aid than ever before."
    bare = _with(text)
    said = _statement(bare, text, speaker_code="FRA")
    position = Position(
        id="p1", actor="A", stance="commits", object="aid", span=said.span, lever=None, modality="stated",
        claim=bare.document.claim_id(said.span), issue="aid", codes=("FRA",), rule="test", confidence="high",
    )  # fmt: skip
    verdicts = check_superlatives(_with(text, statements=(said,), positions=(position,)))
    assert [(verdict.claim, verdict.known) for verdict in verdicts] == [(said.claim, None), (said.claim, "now")]
    alone, _ = check_superlatives(_with(text, positions=(position,)))
    assert "for France" in alone.sentence


def test_a_cue_and_a_topic_in_two_sentences_make_no_claim() -> None:
    text = "We give Ukraine aid. Our trade is larger than ever before."
    bare = _with(text)
    assert check_superlatives(_with(text, statements=(_statement(bare, text, speaker_code="FRA"),))) == ()


def test_the_words_that_compare_are_quoted_whole() -> None:
    text = "we are spending more on Ukraine than we ever have done before"
    (one,) = superlatives(_with(text, statements=(_statement(_with(text), text, speaker_code="GBR"),)))
    assert one.words == "more on Ukraine than we ever have done before"
    assert (one.direction, one.speaker) == ("most", "GBR")


def test_attacks_said_to_be_the_largest_stay_a_claim_beside_the_counts_before() -> None:
    text = "Two nights brought the heaviest drone raids of either army since the invasion began."
    bare = _with(text)
    span = bare.document.span(text.index("heaviest"), text.index(" of either"))
    event = Event(
        id="e1", type="attack", what="attack", who=(), where=None, date_expr=None, date_start=None, date_end=None,
        span=span, modality="happened", claim=bare.document.claim_id(span), rule="test", confidence="high",
    )  # fmt: skip
    (verdict,) = check_superlatives(_with(text, events=(event,)))
    assert verdict.word == "cannot be checked"
    assert "stays a claim" in verdict.sentence
    assert verdict.claim == event.claim
    assert {"drones"} == {row.unit for row in verdict.comparisons}


def test_each_topic_says_nothing_to_the_other_s_claims() -> None:
    assert set(CHECKS) == {"aid", "attacks"}
    text = "we are spending more on Ukraine than ever"
    (one,) = superlatives(_with(text, statements=(_statement(_with(text), text, speaker_code="GBR"),)))
    assert CHECKS["attacks"](one) is None
    assert CHECKS["aid"](one) is not None


# Sums


def _figure(text: str, on: date = SPRING) -> Verdict:
    read = _read(text, on)
    (verdict,) = [v for f in read.figures for v in check_aid(f, read)]
    return verdict


@pytest.mark.parametrize(
    ("text", "word", "words"),
    [
        (
            "Washington had allocated about €115bn of aid to Ukraine by February 2025, according to an institute.",
            "rounds to", "allocations of the United States, January 2022 to February 2025 €115.4bn",
        ),
        ("Germany allocated €4.4bn in aid to Ukraine in 2024.", "rounds to", "allocations of Germany, 2024 €4.4bn"),
        (
            "US military aid to Ukraine has reached €65bn, the institute said.",
            "rounds to", "military allocations of the United States",
        ),
        (
            "Norway gives Ukraine about €1.4bn a year.",
            "depends on the definition", "mean a year of 2022–2024 €1.4bn",
        ),
        (
            "European countries have given Ukraine €138bn in aid.",
            "cannot be checked", "+2.1% off allocations of Europe with the EU's institutions",
        ),
        (
            "The UK has given £12.8bn in support to Ukraine since the invasion, the Treasury said.",
            "not supported", "€13.9bn (£11.4bn)",
        ),
    ],
)  # fmt: skip
def test_a_sum_is_held_against_the_cut_off_nearest_the_report(text: str, word: str, words: str) -> None:
    verdict = _figure(text)
    assert (verdict.word, verdict.known) == (word, "now")
    assert words in verdict.sentence
    assert any("is not held" in caveat for caveat in verdict.caveats)


@pytest.mark.parametrize(
    "text",
    [
        "Denmark will give Ukraine another €2bn in military aid next year.",
        "France proposed €3bn of military aid for Ukraine.",
        "The United Kingdom gave £2bn in aid to Kenya last year.",
    ],
    ids=["to come", "proposed", "elsewhere"],
)
def test_what_is_planned_or_given_elsewhere_is_not_held_against_the_tracker(text: str) -> None:
    read = _read(text, SPRING)
    assert [v for f in read.figures for v in check_aid(f, read)] == []


def _given(printed: str, value: float, unit: str, on: date = SPRING, **fields: object) -> Verdict:
    doc = document(f"The sum of {printed} went to Ukraine.", on)
    fields = {"measure": "aid", "subject": ("DEU",), "target": ("UKR",), "outlook": "observed"} | fields
    (verdict,) = check_aid(figure(doc, printed, value, unit, "money", **fields), reading(doc))  # type: ignore[arg-type]
    return verdict


def test_a_pledge_is_held_against_commitments_first() -> None:
    committed = tracker().totals(Period(2022, 2025, 2), "donor")["DEU"].committed
    verdict = _given(f"€{committed:.1f}bn", round(committed, 1) * 1e9, "EUR", money_status="pledged")
    assert verdict.word == "rounds to"
    assert verdict.comparisons[0].label.startswith("commitments")
    assert _given(f"€{committed:.1f}bn", round(committed, 1) * 1e9, "EUR").word == "depends on the definition"


def test_another_currency_is_turned_at_the_day_s_rate_and_a_rate_of_the_span_leaves_it_open() -> None:
    total = _aid("USA", 2022, 2025, 2)
    day = _given(f"${total * 1.0465:.0f}bn", round(total * 1.0465) * 1e9, "USD", subject=("USA",))
    assert day.word in ("rounds to", "matches")
    other = _given(f"${total * 1.06:.0f}bn", round(total * 1.06) * 1e9, "USD", subject=("USA",))
    assert other.word == "depends on the definition"
    assert "at some rate of exchange" in other.sentence


def test_a_sum_of_another_donor_named_beside_it_is_said_to_be_that_donor_s() -> None:
    doc = document("Europe has given more than the €115bn that the United States allocated to Ukraine.", SPRING)
    fields = {"measure": "aid", "subject": ("EU27",), "target": ("UKR",), "outlook": "observed"}
    (verdict,) = check_aid(figure(doc, "€115bn", 115e9, "EUR", "money", **fields), reading(doc))
    assert verdict.word == "depends on the definition"
    assert "but allocations of the United States" in verdict.sentence


def test_between_two_cut_offs_both_are_shown_and_far_from_any_none() -> None:
    verdict = _given("€15bn", 15e9, "EUR", date(2025, 7, 7))
    assert {row.label.rpartition(", ")[2] for row in verdict.comparisons} == {
        "January 2022 to April 2025", "January 2022 to October 2025",
    }  # fmt: skip
    late = _given("€15bn", 15e9, "EUR", date(2028, 7, 7))
    assert late.word == "cannot be checked"
    assert "holds no sum for this donor and time" in late.sentence


def test_the_eu_is_its_members_with_the_institutions_or_all_of_europe_and_each_once() -> None:
    verdict = _given("€500bn", 500e9, "EUR", subject=("EU27",))
    held = {row.label: row.value for row in verdict.comparisons}
    totals = tracker().totals(Period(2022, 2025, 2), "donor")
    label = "allocations of Europe with the EU's institutions, January 2022 to February 2025"
    assert held[label] == pytest.approx(group_total(totals, (*EUROPE, INSTITUTIONS)).allocated, abs=1e-12)


def test_the_route_of_tables_answers_a_sum_and_says_why_it_does_not_answer_a_plan() -> None:
    read = _read("Germany allocated €4.4bn in aid to Ukraine in 2024.", SPRING)
    (given,) = read.figures
    assert [v.word for v in check_figure(given, read, ()) if v.route == "table"] == ["rounds to"]
    plan = given.model_copy(update={"outlook": "expected"})
    (open_,) = check_figure(plan, read, ())
    assert open_.word == "cannot be checked"
    assert "planned" in open_.sentence


def _first(text: str, printed: str, on: date = SPRING) -> Verdict:
    read = _read(text, on)
    (verdict,) = [v for f in read.figures for v in check_aid(f, read) if f.span.text == printed]
    return verdict


@pytest.mark.parametrize(
    ("text", "printed", "measure"),
    [
        ("The UK has given Ukraine £12.8bn, including £7.8bn in military aid.", "£12.8bn", "allocations"),
        ("The UK has given Ukraine £12.8bn, including £7.8bn in military aid.", "£7.8bn", "military allocations"),
        ("The United States has given Ukraine $145bn in military and financial aid.", "$145bn", "allocations"),
        ("Germany has given Ukraine €9bn in aid, of which €8.5bn military.", "€9bn", "allocations"),
        ("Germany has given Ukraine €9bn in aid, of which €8.5bn military.", "€8.5bn", "military allocations"),
        ("US military aid to Ukraine has reached €65bn, the institute said.", "€65bn", "military allocations"),
        ("Norway has given Ukraine €2bn in budget aid and €3bn in arms.", "€2bn", "financial allocations"),
        ("Norway has given Ukraine €2bn in budget aid and €3bn in arms.", "€3bn", "military allocations"),
        ("Germany has given Ukraine €1.2bn in humanitarian aid.", "€1.2bn", "humanitarian allocations"),
    ],
)
def test_the_kind_of_aid_comes_from_the_words_of_the_sum_alone(text: str, printed: str, measure: str) -> None:
    verdict = _first(text, printed)
    assert verdict.comparisons[0].label.startswith(f"{measure} of")
    assert "commitments" in verdict.sentence
    assert "allocations" in verdict.sentence


@pytest.mark.parametrize("on", [date(2025, 2, 20), date(2025, 7, 10)])
def test_the_rate_of_one_day_decides_no_sum_of_years(on: date) -> None:
    """€64.6bn make $66bn at 1.02, between the lowest month's mean (October 2022, 0.983) and the highest."""
    verdict = _first("The United States has given Ukraine $66bn in military aid.", "$66bn", on)
    assert verdict.word == "depends on the definition"
    assert "At monthly mean rates from January 2022 to the report, 0.983 to 1.1" in verdict.sentence


def test_what_no_month_s_rate_explains_is_not_supported_and_the_range_is_said() -> None:
    verdict = _first("The United States has given Ukraine $145bn in military and financial aid.", "$145bn")
    assert verdict.word == "not supported"
    assert "come to $113.4bn to $130.9bn" in verdict.sentence


@pytest.mark.parametrize("who", ["Europe has", "European countries have"])
def test_europe_is_europe_and_the_eu_stands_beside_it_alone(who: str) -> None:
    verdict = _first(f"{who} given Ukraine €138bn in aid.", "€138bn")
    assert "of aid to Ukraine by Europe with the EU's institutions" in verdict.sentence
    assert "The EU alone, with its institutions: allocations €115.9bn" in verdict.sentence
    assert verdict.comparisons[0].label.startswith("allocations of Europe")


def test_a_sum_of_the_eu_near_europe_s_is_said_to_be_another_perimeter_s() -> None:
    verdict = _first("The EU has given Ukraine €138bn in aid.", "€138bn")
    assert "is not allocations of the EU with its institutions" in verdict.sentence
    assert "it is +2.1% off allocations of Europe with the EU's institutions" in verdict.sentence


@pytest.mark.parametrize("form", ["in kind", "in cash"])
def test_aid_in_kind_or_in_cash_is_not_held_apart(form: str) -> None:
    verdict = _first(f"Germany has delivered €17bn of aid {form} to Ukraine.", "€17bn")
    assert verdict.word == "cannot be checked"
    assert f"is said to be {form}, and the sums held are not split so" in verdict.sentence


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("delivered", "What was delivered or paid out is not held."),
        ("pledged", "A pledge is no money spent."),
        ("allocated", "commitments"),
    ],
)
def test_how_far_a_sum_has_come_is_said(status: str, said: str) -> None:
    sentence = _given("€16.5bn", 16.5e9, "EUR", money_status=status).sentence
    assert said in sentence
    assert ("is not held." in sentence) == (status == "delivered")
    assert ("no money spent" in sentence) == (status == "pledged")


def test_a_year_counts_as_far_as_it_had_ended() -> None:
    early = _first("Germany allocated €9bn in aid to Ukraine in 2025.", "€9bn", date(2025, 11, 20))
    assert {row.label.rpartition(", ")[2] for row in early.comparisons} == {"January to October 2025"}
    assert early.word == "rounds to"


# Sums to be replaced

_STOP = "The United States pays no more aid to Ukraine; Europe must replace {} a year{}."


@pytest.mark.parametrize(
    ("printed", "source", "word"),
    [
        ("€38bn", ", the Kiel Institute estimates", "rounds to"),
        ("€38bn", "", "depends on the definition"),
        ("€39bn", "", "depends on the definition"),
        ("€60bn", "", "cannot be checked"),
    ],
)
def test_a_need_to_replace_aid_stands_beside_kiel_s_and_no_coincidence(printed: str, source: str, word: str) -> None:
    verdict = _first(_STOP.format(printed, source), printed, date(2025, 3, 20))
    assert verdict.word == word
    assert "give €82.0bn a year in place of €44.0bn, €38.0bn more" in verdict.sentence
    assert "allocations" not in verdict.sentence
    assert [row.value for row in verdict.comparisons] == [38, 82, 44]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Norway stops its aid to Ukraine; Europe must replace €3bn a year.", "aid of the United States"),
        ("Europe must replace €38bn of aid to Ukraine a year.", "who stops"),
        ("Washington stops its aid to Ukraine; Europe must replace €38bn.", "not say that this one is"),
    ],
)
def test_another_need_stays_open_with_the_reason(text: str, why: str) -> None:
    printed = "€3bn" if "€3bn" in text else "€38bn"
    verdict = _first(text, printed)
    assert verdict.word == "cannot be checked"
    assert why in verdict.sentence


def test_a_donor_named_elsewhere_in_the_sentence_is_no_finding() -> None:
    """€38.0bn is what the EU allocated in 2024, and the sum is said of the United States."""
    eu = group_total(tracker().totals(Period(2024, 2024), "donor"), ("EU27", INSTITUTIONS)).allocated
    said = f"€{eu:.0f}bn"
    verdict = _first(f"The United States gave Ukraine {said} in aid in 2024, and Europe was slow.", said)
    assert verdict.word == "not supported"
    assert {row.label.partition(" of ")[2] for row in verdict.comparisons} == {"the United States, 2024"}
