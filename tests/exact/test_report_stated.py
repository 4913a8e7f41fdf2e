"""What the brief says beside figures: names, positions, disputes, doubts, speakers, proposals, and their ways back."""

import io
import json
import re
from datetime import date
from typing import Any

import pytest
from rich.console import Console

from stated import stated_brief, stated_page, two_readings
from westphalia.evidence.positions.stance_sides import side_of
from westphalia.evidence.read import read_text
from westphalia.report.data import brief_json
from westphalia.report.parties import parties
from westphalia.report.passages import passage
from westphalia.report.stated import Stated, stated
from westphalia.report.stories import stories, told_once
from westphalia.report.text import print_reading, print_summary
from westphalia.scenario.strict_yaml import parse_yaml


@pytest.fixture(scope="module")
def held() -> Stated:
    return stated(two_readings())


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return dict(json.loads(json.dumps(brief_json(stated_brief()), default=str)))


def test_a_person_of_two_reports_is_one_under_the_longest_name() -> None:
    known = parties(two_readings())
    assert known.of("Malicki") == known.of("Jan Malicki")
    assert known.of("Volodymyr Zelensky") == known.of("Volodymyr Zelenskyy")
    assert [p.name for p in known.of("Zelenskyy; Malicki")] == ["Zelenskyy", "Jan Malicki"]
    assert known.of("Volodymyr Zelensky")[0].code == "UKR"
    assert known.of("Emmanuel Macron")[0].group == "France"


def test_a_short_name_that_fits_two_people_stays_alone() -> None:
    first, second = two_readings()
    other = first.statements[0].model_copy(update={"speaker": "Ewa Malicki"})
    known = parties((first.model_copy(update={"statements": (*first.statements, other)}), second))
    assert [p.name for p in known.of("Malicki")] == ["Malicki"]


def test_positions_stand_by_issue_and_joint_ones_once(held: Stated) -> None:
    assert [(b.name, [w.who for w in b.wishes]) for b in held.blocks] == [
        ("Tariffs", ["Emmanuel Macron", "Jan Malicki"]),
        ("Aid", ["Germany and Emmanuel Macron", "Jan Malicki"]),
    ]
    rows = {row.party.name: [len(c) for c in row.cells] for group in held.glance for row in group.rows}
    assert rows == {"Germany": [0, 1], "Emmanuel Macron": [1, 1], "Jan Malicki": [1, 1]}


@pytest.mark.parametrize(
    ("stance", "side"),
    [("will impose", "for"), ("demands", "for"), ("rules out", "against"), ("warns against", "against"),
     ("estimates need", "other"), ("threatens", "other"), ("disavows", "other"),
     ("a stance nobody has heard of", "other")],
)  # fmt: skip
def test_stances_take_sides(stance: str, side: str) -> None:
    assert side_of(stance) == side


def test_a_dispute_has_both_sides_with_their_quotations(held: Stated) -> None:
    (dispute,) = held.disputes
    assert [w.who for w in dispute.one] == ["Jan Malicki"]
    assert [w.who for w in dispute.other] == ["Emmanuel Macron"]
    assert dispute.one[0].passage.marked == "will impose a 20% tariff on all goods from China"
    assert dispute.why == "opposed stances"


def test_agreement_another_lever_and_oneself_are_no_dispute() -> None:
    first, second = two_readings()
    for change in ({"stance": "supports"}, {"lever": "french_tariff"}, {"actor": "Jan Malicki"}):
        changed = first.positions[1].model_copy(update=change)
        found = stated((first.model_copy(update={"positions": (first.positions[0], changed)}), second))
        assert found.disputes == ()


def test_a_threat_is_no_support_and_yet_stands_against_who_is_against_it() -> None:
    first, second = two_readings()
    threat = first.positions[0].model_copy(update={"stance": "threatens"})
    found = stated((first.model_copy(update={"positions": (threat, *first.positions[1:])}), second))
    assert [(w.stance, w.symbol) for d in found.disputes for w in d.one] == [("threatens", "·")]


def test_what_is_not_stated_outright_is_marked_wherever_it_stands() -> None:
    first, second = two_readings()
    doubtful = first.positions[0].model_copy(update={"modality": "reported, unconfirmed"})
    held = stated((first.model_copy(update={"positions": (doubtful, *first.positions[1:])}), second))
    (wish,) = [w for w in held.wishes if w.unsure]
    assert wish.told.endswith("(reported, unconfirmed)")


def test_what_a_copy_repeats_is_shown_once_and_what_it_adds_is_kept() -> None:
    text = (
        "BONN, 4 March 2025 – The plan costs €250 billion ($261.6 billion) a year, the minister told reporters.\n\n"
        "“We must not wait for others to act on this,” Prime Minister Keir Starmer told reporters in London.\n\n"
        "Emmanuel Macron wants a bigger fund for all members of the union before the summer comes to its end.\n"
    )
    first = read_text(text, "a.txt")
    copy = read_text(text.replace("summer comes", "winter comes") + "Spain spent 1.3% of GDP.\n", "b.txt")
    other = read_text("BONN, 4 March 2025 – The plan costs €250 billion a year, it was said.\n", "c.txt")
    assert list(stories((first, copy, other))) == [r.document.sha256 for r in (first, first, other)]
    kept = told_once((first, copy, other))
    assert (kept[0], kept[2]) == (first, other)
    assert [f.span.text[:4] for f in kept[1].figures] == ["1.3%"]
    assert len(stated((first, copy)).utterances) == len(stated((first,)).utterances) > 0


def test_different_aims_for_one_quantity_are_a_dispute() -> None:
    first, _ = two_readings()
    aim = first.figures[0].model_copy(update={"role": "target"})
    higher = aim.model_copy(update={"id": "f99", "value": 30.0, "normalised": 0.3})
    mine = first.positions[0].model_copy(update={"figures": (aim.id,)})
    theirs = first.positions[1].model_copy(update={"stance": "demands", "figures": ("f99",)})
    reading = first.model_copy(update={"figures": (aim, higher), "positions": (mine, theirs)})
    assert [d.why for d in stated((reading,)).disputes] == ["different aims"]
    same = reading.model_copy(update={"figures": (aim, higher.model_copy(update={"normalised": aim.normalised}))})
    assert stated((same,)).disputes == ()


def test_doubtful_statements_stand_by_status_with_the_disavowal_linked(held: Stated) -> None:
    assert [(k.status, [u.speaker for u in k.utterances]) for k in held.doubts] == [
        ("disavowed", ["Ola Rund"]),
        ("claimed by a belligerent", ["Russia's defence ministry"]),
        ("not stated", ["Speaker left open"]),
    ]
    disowned = held.doubts[0].utterances[0]
    assert disowned.chain == "via Radio Nord"
    assert disowned.answer is not None
    (back,) = [u for u in held.utterances if f"#{u.anchor}" == disowned.answer.href]
    assert back.answer is not None
    assert back.answer.href == f"#{disowned.anchor}"
    assert back.behalf == "Jan Malicki"


def test_speakers_are_counted_with_the_reasons(held: Stated) -> None:
    counted = held.speakers
    assert (counted.statements, counted.named, counted.quotations, counted.quotations_named) == (6, 5, 2, 2)
    assert counted.sentence == (
        "2 of 2 quotations have a speaker. Speakers left open: 1 of 6 statements, because: no name in reach (1)."
    )
    assert counted.terms == ("“thaw”",)


def test_a_passage_is_the_sentence_around_the_words() -> None:
    first, _ = two_readings()
    shown = passage(first, first.positions[1])
    whole = shown.before + shown.marked + shown.after
    assert whole == "French President Emmanuel Macron rejected the tariff on all goods from China."
    assert shown.ident == first.positions[1].claim
    assert shown.before.endswith("Macron ")


def test_money_and_levers_are_proposed_and_never_drafted_twice(data: dict[str, Any]) -> None:
    levers = {item["lever"]: item for item in data["proposed"]["levers"]}
    assert levers["support_to_ukraine"]["drafted"] == []
    assert levers["support_to_ukraine"]["reason"]
    titles = [outcome["scenario"]["title"] for outcome in data["outcomes"]]
    assert len(titles) == len(set(titles))
    assert set(levers["poland_tariff"]["drafted"]) <= set(titles)


def test_issue_positions_can_be_read_back_from_the_page(data: dict[str, Any]) -> None:
    from html import unescape

    (text,) = re.findall(r'<pre [^>]*id="positions-yaml">(.*?)</pre>', stated_page(), flags=re.DOTALL)
    rows = parse_yaml(unescape(text), "page")["issue_positions"]
    assert [row["actor"] for row in rows] == [
        "Jan Malicki",
        "Emmanuel Macron",
        "Jan Malicki",
        "Germany",
        "Emmanuel Macron",
    ]
    assert rows[0]["date"] == date(2025, 5, 6)
    claims = {p.claim for reading in two_readings() for p in reading.positions}
    assert {claim for row in rows for claim in row["claims"]} == claims
    assert len(data["proposed"]["issue_positions"]) == len(rows)


def test_every_scenario_on_the_page_can_be_run_again() -> None:
    from html import unescape

    from westphalia.scenario.files import read_scenario

    files = re.findall(r'<pre [^>]*id="scenario-\d+-yaml">(.*?)</pre>', stated_page(), flags=re.DOTALL)
    assert len(files) == len(stated_brief().outcomes) > 0
    for text, outcome in zip(files, stated_brief().outcomes, strict=True):
        assert read_scenario(parse_yaml(unescape(text), "page")).sha256 == outcome.scenario.sha256


def test_every_claim_has_its_place_on_the_page() -> None:
    ids = set(re.findall(r' id="([^"]+)"', stated_page()))
    for reading in two_readings():
        for kind, claims in (("statement", reading.statements), ("position", reading.positions)):
            assert {f"{kind}-{c.claim[:8]}-{c.id}" for c in claims} <= ids
    assert set(re.findall(r'href="#([^"]+)"', stated_page())) <= ids
    assert len(ids) == len(re.findall(r' id="', stated_page()))


def test_words_of_a_report_are_never_markup() -> None:
    assert "<b>doubt" not in stated_page()


def test_page_json_and_terminal_hold_the_same(data: dict[str, Any], held: Stated) -> None:
    assert len(data["wants"]) == len(held.wishes) == stated_page().count('<li id="position-')
    assert len(data["calendar"]) == len(held.diary.entries) == stated_page().count('<li id="event-')
    printed = _printed(lambda c: print_summary(stated_brief(), c))
    assert all(wish.who[:20] in printed for wish in held.wishes)
    assert "Disagree, Tariffs: Jan Malicki against Emmanuel Macron" in printed


@pytest.mark.parametrize("width", [80, 100, 120])
def test_a_reading_fits_the_terminal_with_every_claim(width: int) -> None:
    for reading in two_readings():
        printed = _printed(lambda c, shown=reading: print_reading(shown, c), width)
        assert max(map(len, printed.splitlines())) <= width
        for claim in (*reading.statements, *reading.positions, *reading.events):
            assert claim.claim.partition("@")[2] in printed


def test_a_report_without_any_of_it_says_so() -> None:
    from briefs import hand_page

    assert "No position was read" in hand_page()
    assert "No event with a day" in hand_page()


def _printed(show: Any, width: int = 100) -> str:
    out = io.StringIO()
    show(Console(file=out, width=width, highlight=False))
    return out.getvalue()
