"""Events form by form: who, where, when, expected or done."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from westphalia.evidence.claims import Event
from westphalia.evidence.days.dates import read_dates
from westphalia.evidence.documents.document import make_document
from westphalia.evidence.events.event_frames import noun_types, objects, verb_forms
from westphalia.evidence.events.events import read_events
from westphalia.evidence.events.plover import plover_type
from westphalia.evidence.lines.material import prepare
from westphalia.evidence.names.registry import build_registry
from westphalia.evidence.words.text import sentences

ON = date(2025, 6, 4)  # a Wednesday
ACTORS = ("Emmanuel Macron", "Friedrich Merz", "Giorgia Meloni", "Donald Tusk")


def events(text: str) -> tuple[Event, ...]:
    document = make_document(text, "made-up.txt", ON)
    found = sentences(text)
    registry = build_registry(text, ON)
    return read_events(prepare(document, found, registry, read_dates(text, found, ON)), ())


def only(text: str) -> Event:
    (event,) = events(text)
    return event


@pytest.mark.parametrize(
    ("text", "kind", "who", "where", "start", "modality"),
    [
        (
            "Emmanuel Macron met Friedrich Merz in Paris on Monday.",
            "meeting", {"Emmanuel Macron", "Friedrich Merz"}, "Paris", "2025-06-02", "happened",
        ),
        (
            "Emmanuel Macron will meet Friedrich Merz in Paris on Friday.",
            "meeting", {"Emmanuel Macron", "Friedrich Merz"}, "Paris", "2025-06-06", "scheduled",
        ),
        (
            "Donald Trump spoke to Vladimir Putin by phone on Tuesday.",
            "call", {"Donald Trump", "Vladimir Putin"}, None, "2025-06-03", "happened",
        ),
        (
            "Xi Jinping and Vladimir Putin held a video call on Monday.",
            "call", {"Xi Jinping", "Vladimir Putin"}, None, "2025-06-02", "happened",
        ),
        (
            "Talks between Polish and Japanese envoys took place in Oslo last week.",
            "talks", {"Poland", "Japan"}, "Oslo", "2025-05-26", "happened",
        ),
        (
            "The leaders of France, Germany and Poland met in Kyiv on Saturday.",
            "meeting", {"France", "Germany", "Poland"}, "Kyiv", "2025-05-31", "happened",
        ),
        ("Giorgia Meloni arrived in Kyiv on Sunday.", "arrival", {"Giorgia Meloni"}, "Kyiv", "2025-06-01", "happened"),
        (
            "Emmanuel Macron will visit the White House on Friday.",
            "visit", {"Emmanuel Macron", "Donald Trump"}, "White House", "2025-06-06", "scheduled",
        ),
        (
            "Russian drones struck a depot in Kharkiv overnight.",
            "attack", {"Russia"}, "Kharkiv", "2025-06-03", "happened",
        ),
        ("The EU imposed sanctions on 74 ships on Monday.", "sanctions", {"EU"}, None, "2025-06-02", "happened"),
        (
            "Ukraine signed a deal with Poland last month.",
            "agreement", {"Ukraine", "Poland"}, None, "2025-05-01", "happened",
        ),
        ("Tens of thousands marched through Tbilisi on Sunday.", "protest", set(), "Tbilisi", "2025-06-01", "happened"),
        (
            "Ukraine's parliament will vote on the treaty on Friday.",
            "vote", {"Ukraine"}, None, "2025-06-06", "scheduled",
        ),
        ("Poland holds its presidential election on Sunday.", "election", {"Poland"}, None, "2025-06-08", "scheduled"),
        (
            "Giorgia Meloni told Sky News on Tuesday that she would stay.",
            "interview", {"Giorgia Meloni"}, None, "2025-06-03", "happened",
        ),
        ("Reuters reported on Saturday that it was over.", "publication", {"Reuters"}, None, "2025-05-31", "happened"),
        ("Russia annexed Crimea in 2014.", "history", {"Russia"}, "Crimea", "2014-01-01", "happened"),
        (
            "Giorgia Meloni is expected to meet Donald Tusk in Rome on Friday.",
            "meeting", {"Giorgia Meloni", "Donald Tusk"}, "Rome", "2025-06-06", "expected",
        ),
        (
            "Giorgia Meloni was to have visited Warsaw on Tuesday.",
            "visit", {"Giorgia Meloni"}, "Warsaw", "2025-06-03", "cancelled",
        ),
        (
            "A meeting between Giorgia Meloni and Donald Tusk planned for Friday was called off.",
            "meeting", {"Giorgia Meloni", "Donald Tusk"}, None, "2025-06-06", "cancelled",
        ),
        (
            "Germany will deploy a brigade in Lithuania next year.",
            "deployment", {"Germany"}, "Lithuania", "2026-01-01", "scheduled",
        ),
    ],
)  # fmt: skip
def test_an_event_with_those_who_take_part_its_place_and_day(
    text: str, kind: str, who: set[str], where: str | None, start: str, modality: str
) -> None:
    event = only(text)
    assert event.type == kind
    assert set(event.who) == who
    assert event.where == where
    assert event.date_start == date.fromisoformat(start)
    assert event.modality == modality


@pytest.mark.parametrize(
    ("text", "kind", "who", "where", "start", "modality"),
    [
        (
            "Polish and Japanese envoys agreed to a truce during talks in Oslo, Norway, earlier this week.",
            "agreement", {"Poland", "Japan"}, "Oslo", "2025-06-02", "happened",
        ),
        (
            "Giorgia Meloni spoke with the French, German and Polish leaders by phone on Tuesday.",
            "call", {"Giorgia Meloni", "France", "Germany", "Poland"}, None, "2025-06-03", "happened",
        ),
        (
            "Giorgia Meloni spoke to the President of Moldova, Maia Sandu, this morning.",
            "call", {"Giorgia Meloni", "Maia Sandu"}, None, "2025-06-04", "happened",
        ),
        (
            "The talks, which Giorgia Meloni called “useful”, were held in Oslo on Tuesday between Danish and "
            "Dutch officials.",
            "talks", {"Denmark", "Netherlands"}, "Oslo", "2025-06-03", "happened",
        ),
        (
            "Donald Tusk is expected to co-chair a call with Maia Sandu on Friday.",
            "call", {"Donald Tusk", "Maia Sandu"}, None, "2025-06-06", "expected",
        ),
        (
            "The US president had, on May 6, announced an extra levy.",
            "announcement", {"Donald Trump"}, None, "2025-05-06", "happened",
        ),
        (
            "Donald Tusk praised it next week, when he expects to meet his Dutch counterpart Dick Schoof in Oslo.",
            "meeting", {"Donald Tusk", "Dick Schoof"}, "Oslo", "2025-06-09", "expected",
        ),
        (
            "Emmanuel Macron, on Sunday, hosted a summit in Oslo.",
            "summit", {"Emmanuel Macron"}, "Oslo", "2025-06-01", "happened",
        ),
        (
            "The UK-India deal was signed on Monday.", "agreement", {"UK", "India"}, None, "2025-06-02", "happened",
        ),
        (
            "The row began after Sunday’s meeting between Emmanuel Macron and Donald Tusk.",
            "meeting", {"Emmanuel Macron", "Donald Tusk"}, None, "2025-06-01", "happened",
        ),
        (
            "During a phone call on Tuesday, Donald Tusk told Emmanuel Macron to wait.",
            "call", {"Donald Tusk", "Emmanuel Macron"}, None, "2025-06-03", "happened",
        ),
        (
            "Donald Tusk set off for a meeting in Oslo on Monday.",
            "visit", {"Donald Tusk"}, "Oslo", "2025-06-02", "happened",
        ),
        ("Donald Tusk resigned on Monday.", "decision", {"Donald Tusk"}, None, "2025-06-02", "happened"),
        (
            "The company said Donald Tusk would host Emmanuel Macron on Monday.",
            "meeting", {"Donald Tusk", "Emmanuel Macron"}, None, "2025-06-09", "scheduled",
        ),
        (
            "Canada raised its tariffs on steel on Monday.", "decision", {"Canada"}, None, "2025-06-02", "happened",
        ),
        (
            "Canada sent 300 soldiers to Estonia last month.",
            "deployment", {"Canada"}, "Estonia", "2025-05-01", "happened",
        ),
        ("EU ambassadors approved new sanctions on Monday.", "sanctions", {"EU"}, None, "2025-06-02", "happened"),
        (
            "Speaking at a press conference in Oslo on Monday, Donald Tusk was calm.",
            "interview", {"Donald Tusk"}, "Oslo", "2025-06-02", "happened",
        ),
        (
            "Donald Tusk met visiting Canadian Prime Minister Mark Carney on Monday.",
            "meeting", {"Donald Tusk", "Mark Carney"}, None, "2025-06-02", "happened",
        ),
        (
            "On Monday, Peru and Chile agreed to suspend the tax.",
            "agreement", {"Peru", "Chile"}, None, "2025-06-02", "happened",
        ),
        (
            "A second round of talks between the delegations of Peru and Chile began in the Cuban capital, Havana, "
            "on Monday.",
            "talks", {"Peru", "Chile"}, "Havana", "2025-06-02", "happened",
        ),
        (
            "Donald Tusk on Tuesday had separate meetings with Emmanuel Macron and Giorgia Meloni.",
            "meeting", {"Donald Tusk", "Emmanuel Macron", "Giorgia Meloni"}, None, "2025-06-03", "happened",
        ),
        (
            "The May 2 attack in Tirana and a raid launched on May 7 were condemned.",
            "attack", set(), "Tirana", "2025-05-02", "happened",
        ),
        ("The deadline of 9 July is near.", "decision", set(), None, "2025-07-09", "scheduled"),
    ],
)  # fmt: skip
def test_events_of_one_sentence_among_its_other_words(
    text: str, kind: str, who: set[str], where: str | None, start: str, modality: str
) -> None:
    event = next(event for event in events(text) if event.type == kind)
    assert (set(event.who), event.where, event.modality) == (who, where, modality)
    assert event.date_start == date.fromisoformat(start)


def test_a_call_ahead_of_a_summit_is_told_beside_it() -> None:
    call, summit = events("Donald Tusk and Mark Carney spoke by telephone ahead of Monday’s virtual G7 summit.")
    assert (call.type, call.who, call.date_start) == ("call", ("Donald Tusk", "Mark Carney"), None)
    assert (summit.type, summit.who, summit.modality) == ("summit", ("G7",), "scheduled")
    assert summit.date_start == date(2025, 6, 9)


def test_the_leaders_are_those_of_the_event_before() -> None:
    _, later = events("Emmanuel Macron met Donald Tusk in Oslo last week. The two leaders will meet again on Friday.")
    assert set(later.who) == {"Emmanuel Macron", "Donald Tusk"}


def test_an_event_told_again_without_its_day_is_one() -> None:
    (event,) = events("Donald Tusk spoke at a summit in Oslo. At the summit in Oslo on Sunday, leaders agreed.")
    assert (event.type, event.where, event.date_start) == ("summit", "Oslo", date(2025, 6, 1))


def test_what_comes_after_another_event_is_not_of_its_day() -> None:
    plan, done = events(
        "Emmanuel Macron is to meet Donald Tusk in Oslo on Monday after Donald Tusk’s summit with Mark Carney failed."
    )
    assert plan.modality == "scheduled"
    assert (done.type, done.modality, done.date_start) == ("summit", "happened", None)


@pytest.mark.parametrize(
    "text",
    [
        "Emmanuel Macron said on Tuesday that he was content.",
        "Emmanuel Macron did not meet Friedrich Merz on Monday.",
        "Emmanuel Macron refused to meet Friedrich Merz on Monday.",
        "Emmanuel Macron wants to meet Friedrich Merz.",
        "Emmanuel Macron denied that he had met Friedrich Merz on Monday.",
        "There was no meeting between Emmanuel Macron and Friedrich Merz last week.",
        "The French president called for a summit in Paris.",
        "The price hit a record on Monday.",
        "The cabinet signed off on it at a desk.",
        "The party called on Donald Tusk to convene a meeting of ministers.",
        "Canada imposed no sanctions on Peru.",
        "Emmanuel Macron agreed to think about it on Monday.",
    ],
)
def test_no_event_where_nothing_takes_place(text: str) -> None:
    assert events(text) == ()


def test_a_condition_makes_an_event_expected_not_happened() -> None:
    assert only("If Emmanuel Macron and Friedrich Merz meet on Friday, they may agree.").modality == "expected"


def test_what_an_outlet_reports_stays_unconfirmed_up_to_the_day_of_the_report() -> None:
    report, call = events("Over the weekend, Reuters reported Donald Trump has already spoken to Vladimir Putin.")
    assert (report.type, report.date_start, report.date_end) == ("publication", date(2025, 5, 31), date(2025, 6, 1))
    assert (call.type, call.modality) == ("call", "reported, unconfirmed")
    assert (call.date_expr, call.date_start, call.date_end) == (None, None, date(2025, 6, 1))


def test_a_second_event_of_the_same_ones_takes_the_day_of_the_first() -> None:
    first, second = events(
        "Giorgia Meloni meets Friedrich Merz in Berlin on Friday. Giorgia Meloni will also meet Donald Tusk."
    )
    assert first.date_inferred is False
    assert second.date_inferred is True
    assert second.date_start == first.date_start == date(2025, 6, 6)
    assert second.date_expr is None


def test_a_gerund_hangs_on_the_clause_before_it() -> None:
    event = only("Giorgia Meloni smiled after meeting her Polish counterpart, Donald Tusk.")
    assert set(event.who) == {"Giorgia Meloni", "Donald Tusk"}
    assert event.modality == "happened"


def test_the_same_event_told_twice_is_one() -> None:
    assert (
        len(events("Emmanuel Macron met Friedrich Merz on Monday. Emmanuel Macron met Friedrich Merz on Monday.")) == 1
    )


def test_an_anniversary_is_told_by_its_day() -> None:
    event = only("Ukraine marked the third anniversary of Russia's invasion.")
    assert (event.type, event.who, event.date_start) == ("anniversary", ("Ukraine",), date(2025, 2, 24))


def test_participants_stand_for_countries_and_the_type_has_its_plover_name() -> None:
    event = only("Emmanuel Macron met Friedrich Merz in Paris on Monday.")
    assert event.codes == ("FRA", "DEU")
    assert event.plover == plover_type("meeting") == "CONSULT"
    assert plover_type("ceremony") is None


def test_spans_are_words_of_the_text() -> None:
    text = "Last week, Emmanuel Macron hosted several meetings with Baltic ministers in Paris."
    event = only(text)
    assert text[event.span.start : event.span.end] == event.span.text
    assert event.span.text == text[:-1]


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(ACTORS), st.sampled_from(ACTORS), st.sampled_from(("Monday", "Tuesday", "Sunday")),
    st.sampled_from(("met", "did not meet", "would not meet", "never met")),
)  # fmt: skip
def test_a_negation_never_happened(one: str, other: str, day: str, verb: str) -> None:
    happened = [e for e in events(f"{one} {verb} {other} on {day}.") if e.modality == "happened"]
    assert bool(happened) == (verb == "met")


def test_every_object_belongs_to_a_verb_and_every_word_has_one_type() -> None:
    lemmas = {form.lemma for forms in verb_forms().values() for form in forms}
    assert set(objects()) <= lemmas
    assert all(word == word.lower() for word in noun_types())


def test_a_long_line_takes_no_longer_than_its_share() -> None:
    from time import process_time

    def spent(n: int) -> float:
        text = "Emmanuel Macron met Friedrich Merz and " * n + "left on Monday."
        start = process_time()
        events(text)
        return process_time() - start

    spent(10)
    assert spent(1000) < 60 * spent(100)
