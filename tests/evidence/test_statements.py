"""Statements: every way a report gives words to somebody, in sentences written for the tests."""

from datetime import date
from pathlib import Path

import pytest
from tests.evidence.evaluate import evaluate

from westphalia.evidence.claims import Reading, Statement
from westphalia.evidence.read import read_text

DAY = date(2025, 9, 10)
DEVELOPMENT = Path(__file__).parent / "texts" / "development"


def reading(text: str) -> Reading:
    return read_text(text, "report.txt", DAY)


def said(text: str) -> list[tuple[str, str | None, str]]:
    """Mode, speaker and content of every statement."""
    return [(s.mode, s.speaker, " … ".join(c.text for c in s.content)) for s in reading(text).statements]


def only(text: str) -> Statement:
    (statement,) = reading(text).statements
    return statement


@pytest.mark.parametrize(
    ("text", "mode", "speaker", "content"),
    [
        ("Finance Minister Ada Brandvik said Norway would lend 4bn euros.", "indirect", "Ada Brandvik",
         "Norway would lend 4bn euros"),
        ("Norway would lend 4bn euros, Finance Minister Ada Brandvik said on Monday.", "indirect", "Ada Brandvik",
         "Norway would lend 4bn euros"),
        ("“We will lend 4bn euros,” said the finance minister, Ada Brandvik.", "direct", "Ada Brandvik",
         "“We will lend 4bn euros,”"),
        ("“We will lend 4bn euros,” Ada Brandvik told reporters in Oslo, “and soon.”", "direct", "Ada Brandvik",
         "“We will lend 4bn euros,” … “and soon.”"),
        ("Ada Brandvik, who runs the finance ministry, told the BBC that 4bn euros was “a start”.", "mixed",
         "Ada Brandvik", "that 4bn euros was “a start”"),
        ("The plan, worth 4bn euros, was described as “a start” by Ada Brandvik.", "mixed", "Ada Brandvik",
         "“a start”"),
        ("Exports will fall by 3%, according to a study by the Oslo Institute.", "indirect", "Oslo Institute",
         "Exports will fall by 3%"),
        ("According to the Oslo Institute, exports will fall by 3%.", "indirect", "Oslo Institute",
         "exports will fall by 3%"),
        ("Ada Brandvik called on Nato members to spend 3.5% of GDP.", "indirect", "Ada Brandvik",
         "to spend 3.5% of GDP"),
        ("Ada Brandvik urged her allies not to wait until 2030.", "indirect", "Ada Brandvik", "not to wait until 2030"),
        ("Brandvik: “We will lend 4bn euros”\n\nAda Brandvik spoke in Oslo.", "direct", "Ada Brandvik",
         "“We will lend 4bn euros”"),
        ("In a post on X, Ada Brandvik wrote: “We will lend 4bn euros.”", "direct", "Ada Brandvik",
         "“We will lend 4bn euros.”"),
        ("“We will lend 4bn euros,” grumbled Ada Brandvik.", "direct", "Ada Brandvik", "“We will lend 4bn euros,”"),
        ("Ms Ada Brandvik laughed: “We will lend 4bn euros.”", "direct", "Ada Brandvik", "“We will lend 4bn euros.”"),
        ("Ada Brandvik was told by the European Commission that 4bn euros would do.", "indirect",
         "European Commission", "that 4bn euros would do"),
        ("Two people familiar with the matter said the sum was 4bn euros.", "indirect",
         "Two people familiar with the matter", "the sum was 4bn euros"),
        ("KYIV, Sept 9 (Newswire) - Norway will lend 4bn euros, officials said on Tuesday.", "indirect", "officials",
         "Norway will lend 4bn euros"),
        ("Britain and France said the force would number 30,000.", "indirect", "UK; France",
         "the force would number 30,000"),
        ("The Kremlin insists on a 20% share.", "indirect", "Kremlin", "a 20% share"),
        ("Ada Brandvik was quoted as saying that 4bn euros would do.", "indirect", "Ada Brandvik",
         "that 4bn euros would do"),
    ],
)  # fmt: skip
def test_every_way_of_saying(text: str, mode: str, speaker: str, content: str) -> None:
    assert said(text) == [(mode, speaker, content)]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Ada Brandvik said,\n“We will lend 4bn euros.”", "Ada Brandvik", "“We will lend 4bn euros.”"),
        ("Envoy for Trade and Customs, Ada Brandvik, on Friday welcomed the 4bn, describing it as an “essential step”.",
         "Ada Brandvik", "“essential step”"),
        ("Ada Brandvik did not name the lenders of 4bn euros, but said more were willing to join.", "Ada Brandvik",
         "more were willing to join"),
        ("Oslo: Norway will lend 4bn euros, Finance Minister Ada Brandvik has warned.", "Ada Brandvik",
         "Norway will lend 4bn euros"),
        ("Ada Brandvik expressed confidence that 4bn euros would do.", "Ada Brandvik", "that 4bn euros would do"),
        ("Ada Brandvik was adamant that 4bn euros would do.", "Ada Brandvik", "that 4bn euros would do"),
        ("Norway has 4bn euros to spare, Ada Brandvik has said, as talks on the loan go on.", "Ada Brandvik",
         "Norway has 4bn euros to spare"),
        ("Norway’s navy sank 2 boats, it said on Wednesday.", "Norway’s navy", "Norway’s navy sank 2 boats"),
        ("“4bn euros will do,” Ada Brandvik said, according to Radio Nord.", "Ada Brandvik", "“4bn euros will do,”"),
        ("The loan of 4bn euros was agreed, two diplomats told Reuters, sitting in the lobby.", "two diplomats",
         "The loan of 4bn euros was agreed"),
        ("“4bn euros will do,” Ada Brandvik said while boarding her train.", "Ada Brandvik", "“4bn euros will do,”"),
        ("The mayor of the port of Narvik said 4bn euros would do.", "mayor of the port of Narvik",
         "4bn euros would do"),
    ],
)  # fmt: skip
def test_ways_of_saying_met_on_other_pages(text: str, speaker: str, content: str) -> None:
    assert [(s.speaker, s.content[0].text) for s in reading(text).statements] == [(speaker, content)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A trade ministry spokesperson commented on the 4bn euros. It is a start, the spokesperson said.",
         "A trade ministry spokesperson"),
        ("Ms Ada Brandvik spoke to Mr Jon Haug this morning. The leaders agreed that 4bn euros would do.",
         "Ada Brandvik; Jon Haug"),
        ("Ada Brandvik of the Oslo Institute said 4bn euros would do. The institute said it had asked twice.",
         "Oslo Institute"),
        ("The readout said Ada Brandvik reminded Mr Haug that it “takes” 4bn euros, adding that Mr Haug agreed.",
         "readout"),
    ],
)  # fmt: skip
def test_what_was_named_before_speaks_again(text: str, speaker: str) -> None:
    assert reading(text).statements[-1].speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        "The reports of a 20% tariff were read in Oslo.",
        "His claims about 4bn euros and her call for calm filled the papers.",
        "Talks on the 4bn euros go on.",
        "Questions have been raised about the 4bn euros.",
        "The 30,000-strong “coalition of the willing” met in Paris.",
    ],
)
def test_nouns_and_quoted_terms_are_no_statements(text: str) -> None:
    assert reading(text).statements == ()


def test_quoted_terms_are_kept_apart() -> None:
    assert [t.text for t in reading("The “reset” of relations cost 4bn euros.").terms] == ["“reset”"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ms Ada Brandvik flew to Kyiv with 4bn euros. “It is a start,” she said.", "Ada Brandvik"),
        ("Ms Ada Brandvik met Mr Jon Haug. “It is worth 4bn euros,” he said.", "Jon Haug"),
        ("Ada Brandvik and Jon Haug met in Oslo. They said 4bn euros would do.", "Ada Brandvik; Jon Haug"),
        ("An adviser to Ada Brandvik said 4bn euros would do. “It is a start,” they added.",
         "An adviser to Ada Brandvik"),
        ("Polish Prime Minister Jan Malicki met the Norwegian prime minister, Ada Brandvik. “It is a 4bn start,” "
         "the Polish leader said.", "Jan Malicki"),
        ("Polish Prime Minister Jan Malicki met Norwegian Prime Minister Ada Brandvik over 4bn euros. “It will do,” "
         "his Norwegian counterpart said.", "Ada Brandvik"),
        ("Ada Brandvik met Lena Voss. “It is worth 4bn euros,” she said in Oslo.", "Ada Brandvik"),
    ],
)  # fmt: skip
def test_pronouns_and_offices_stand_for_persons(text: str, speaker: str) -> None:
    assert reading(text).statements[-1].speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Mr Jon Haug and Mr Per Lie and Mr Ole Moe met over 4bn euros in Oslo, and then he said it would do.",
        "“The sum is 4bn euros and it will have to do for us all,” it was said.",
        "“It is worth 4bn euros,” she said.",
        "The secretary said 4bn euros would do.",
    ],
)
def test_a_speaker_who_is_not_clear_stays_open_with_a_reason(text: str) -> None:
    statement = reading(text).statements[-1]
    assert statement.speaker is None
    assert statement.unresolved


def test_a_spokesperson_is_not_the_principal() -> None:
    statement = only("A spokesperson for Ada Brandvik said 4bn euros would do.")
    assert statement.speaker == "A spokesperson for Ada Brandvik"
    assert statement.on_behalf_of == "Ada Brandvik"


def test_a_former_office_holder_does_not_speak_for_the_country() -> None:
    statement = only("Former Polish president Jan Malicki said 4bn euros would do.")
    assert (statement.speaker, statement.speaker_code) == ("Jan Malicki", None)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ada Brandvik said if the reports were true then 4bn euros would do.", "conditional"),
        ("Russia’s defence ministry said it shot down 84 drones.", "claimed by a belligerent"),
        ("Ukraine’s air force said it had shot down 84 drones.", "claimed by a belligerent"),
        ("The Washington Post reported Mr Jon Haug had offered 4bn euros.", "reported, unconfirmed"),
        ("Ada Brandvik is expected to call on Jon Haug to pay 4bn euros.", "expected, not yet said"),
        ("Ada Brandvik declined to say when the 4bn euros would be paid.", "not stated"),
        ("Ada Brandvik did not say when the 4bn euros would be paid.", "not stated"),
        ("Ada Brandvik denied that the loan was worth 4bn euros.", "disputed"),
        ("Ada Brandvik said 4bn euros would do.", "asserted"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert only(text).status == status


def test_a_disavowal_is_linked_at_both_ends() -> None:
    text = (
        "Jon Haug, who worked on Ada Brandvik’s campaign, told the BBC that 4bn euros was “a joke”.\n\n"
        "However, a spokesperson for Ada Brandvik distanced her from the remarks, saying Mr Jon “does not "
        "speak for her”."
    )
    first, second = reading(text).statements
    assert (first.status, first.disavowed_by, first.via) == ("disavowed", second.id, "BBC")
    assert (second.status, second.disavows) == ("disavows", first.id)


def test_a_title_with_a_first_name_is_that_person_and_said_so() -> None:
    statement = reading("Jon Haug offered 4bn euros to Ms Ada Brandvik. “It is a start,” Mr Jon said.").statements[-1]
    assert (statement.speaker, statement.note) == ("Jon Haug", "named by a title and his first name")


def test_who_hands_the_words_down() -> None:
    statement = only("Reuters reported, citing two officials, that 4bn euros would do.")
    assert statement.source_chain == ("Reuters", "two officials")
    told_on = reading("The Washington Post reported Mr Jon Haug had called Mr Per Lie – urging him to pay 4bn euros.")
    outer, inner = told_on.statements
    assert (inner.speaker, inner.nested_in, inner.status) == ("Jon Haug", outer.id, "reported, unconfirmed")


def test_words_go_on_in_the_next_quotation() -> None:
    first, second = reading("“It is 4bn euros,” Ada Brandvik said. “We shall pay it.”").statements
    assert (second.speaker, second.continues) == ("Ada Brandvik", first.id)


def test_the_same_channel_holds_for_the_words_added() -> None:
    first, second = reading("Ada Brandvik told Sky News 4bn euros would do. “We shall pay,” she added.").statements
    assert (first.via, second.via) == ("Sky News", "Sky News")


def test_one_person_spelt_in_two_ways_has_one_name() -> None:
    text = "Volodymyr Zelensky said 4bn euros would do.\n\n“We wait,” Zelenskiy told reporters."
    assert {s.speaker for s in reading(text).statements} == {"Volodymyr Zelensky"}


def test_words_that_are_not_english_are_left_alone() -> None:
    text = (
        "Le ministre des finances a déclaré que la France allait payer 20% de plus pour la défense de l'Europe.\n\n"
        "Finance Minister Ada Brandvik said Norway would lend 4bn euros to the government in Kyiv."
    )
    made = reading(text)
    assert [s.speaker for s in made.statements] == ["Ada Brandvik"]
    assert [f.span.text for f in made.figures] == ["20%", "4bn euros"]
    assert "not English" in made.document.notices[0]


def test_development_texts_keep_their_scores() -> None:
    scores = evaluate(DEVELOPMENT)
    floors = {"quotes": (0.97, 0.93), "speakers": (0.94, 0.86), "statements": (0.86, 0.84)}
    for kind, (precision, recall) in floors.items():
        assert scores[kind].precision >= precision, scores[kind]
        assert scores[kind].recall >= recall, scores[kind]
    assert scores["disavowals"].precision == 1.0
