"""Texts that are broken, foreign or made to be slow: said in one line each, read with care, never invented."""

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.evidence.conftest import REAL, REPORTS

from westphalia.evidence.documents.document import make_document
from westphalia.evidence.documents.hygiene import future, notices
from westphalia.evidence.documents.pdf import mended
from westphalia.evidence.words.language import english, foreign_language, is_safe_figure, readable
from westphalia.evidence.words.similar import sketch
from westphalia.evidence.words.text import LONGEST, paragraphs, sentence_at, sentences

ON = date(2025, 4, 9)
ENGLISH = "The minister said on Tuesday that the levy would rise to 20% and that nobody in the room had asked for it."
FRENCH = "Le ministre a dit mardi que la taxe passera à 20 % et que personne dans la salle ne l'avait demandée."

SENTENCES = {
    "quotation with its tag": ["“This is no contest,” Mr Hale wrote.", "“Yes to Europe.”"],
    "quotation of two sentences": ['She said: "One.', 'Two."', "He added nothing."],
    "question before its tag": ['"Will you go?" Ada Brandt asked.', "They left."],
    "exclamation and no tag": ['"Stop!"', "The crowd went home."],
    "short names of states": ["The U.S. Senate met.", "It was in the U.S.", "The vote came later."],
    "hours": ["They met at 9 a.m. Berlin time.", "It ended at 11 p.m.", "He left."],
    "number and no": ["No. 10 said no.", "Then it said yes."],
    "titles": ["Gen. He Wei met Sen. Ada Brandt in St. Gallen.", "Dr. Keane did not come."],
    "initials": ["J. D. Novak and J.D. Novak are one.", "A. B. Keane is not."],
    "decimals": ["It rose 2.5 per cent to 3.1.", "It fell later."],
    "ellipsis": ["He paused...", "Then he left."],
    "omission": ['"We [...] Britain" is what he said.', "No more."],
    "firms": ["Brandt & Co. Ltd. Chairman Omar Keane left.", "It was Brandt Inc.", "The firm is old."],
    "apostrophe": ["It isn't.", "(He left.)", "Done."],
    "list number": ["1. The first point is made."],
    "dash before a quotation": ["It is over.", "— “No,” she said."],
}


@pytest.mark.parametrize("kind", SENTENCES)
def test_sentences_end_where_a_reader_ends_them(kind: str) -> None:
    wanted = SENTENCES[kind]
    assert [s.text for s in sentences(" ".join(wanted))] == wanted
    wrapped = "\n".join(" ".join(wanted).split(" "))
    assert [s.text.replace("\n", " ") for s in sentences(f"{'long ' * 9}\n{'long ' * 9}\n{'long ' * 9}\n\n{wrapped}")][
        -len(wanted) :
    ] == wanted


@given(st.text(max_size=400) | st.text(alphabet='.!?…"“”’() \n\tA1a,;', max_size=400))
@example("a" * (LONGEST + 5) + " b")
@example(". . ." * LONGEST)
@settings(max_examples=150, deadline=None)
def test_any_text_gives_sentences_that_stand_in_it(text: str) -> None:
    found = sentences(text)
    assert all(text[s.start : s.end] == s.text and 0 < len(s.text) <= LONGEST for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for at in range(0, len(text), 50):
        assert 0 <= sentence_at(found, at) <= max(0, len(found) - 1)
    assert all(line and "\n" not in line for line in notices(text))
    spans = paragraphs(text)
    assert set(readable(text)) <= set(spans)
    assert english(text) in (True, False)
    mended([text, text])
    sketch(text)


def test_an_endless_sentence_is_cut_at_its_commas_and_never_in_a_number() -> None:
    text = "and 20 000 men went to 1 500 places with 30 guns, " * 200
    found = sentences(text)
    assert all(s.text.endswith(("guns,", "guns")) for s in found)
    assert "".join(s.text for s in found).replace(" ", "") == text.replace(" ", "")
    assert all(not s.text[-1].isdigit() for s in sentences("went 20 000 men " * 400))


def test_a_run_without_a_gap_is_left_out_and_said() -> None:
    text = f"The levy is 20%. {'9' * 5000} It is high."
    assert [s.text for s in sentences(text)] == ["The levy is 20%.", "It is high."]
    assert notices(text) == ("more than 2000 characters without a space in line 1: not read as prose",)


HOSTILE = [
    "a", " ", "\n", " \n", ".", '."', ". ", '"', "“a ", "(", "1", "1,", "1 ", "word and word ", "St. ", "A. ", "U.S. ",
    '?" Mr Foo Bar ', "… ", "a\n\n", "<p ", "<", "&amp", "|", "\t", "   x", "\u200b", "é", "д ", "le la ",
    "x" * 2000 + " ", "\u202e\"“", "“\n\n", "a-\n",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_length_and_no_faster(unit: str) -> None:
    """A pass that is quadratic takes minutes on 300 kB; what is here takes less than a second."""
    text = unit * (300_000 // len(unit))
    start = time.process_time()
    sentences(text)
    notices(text)
    readable(text)
    sketch(text)
    mended([text])
    assert time.process_time() - start < 8


def test_stored_text_stays_as_it_is() -> None:
    text = "\u200fBERN, 3 April 2025 — The \u200blevy\x07 is <b>20%</b>. “It is.\r\n"
    document = make_document(text, "a.txt")
    assert document.text == text
    assert len(document.notices) == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Levy\u200e of 2\u200b0%\u200b.", ("3 invisible marks (U+200B zero width space, U+200E left-to-right mark)",)),
        ("A line.\nA \x07bell.", ("1 control character (U+0007), first in line 2",)),
        ("It cost Â£20 in all.", ("'Â£' in line 1 looks like text decoded wrongly",)),
        (
            "<p>The levy is 20%.</p>\n<p>It is&nbsp;high.</p>",
            ("HTML pasted as text (5 tags and entities, first '<p>'",),
        ),
        ("Goods\tLevy\tYear\nSteel\t20%\t2025\nWine\t10%\t2026\n\nEnd.", ("lines 1-3 look like a table",)),
        ("| Steel | 20% |\n| Wine | 10% |\n| Oil | 5% |", ("lines 1-3 look like a table",)),
        ("He said “no and left.\n\nShe stayed.", ("quotation marks do not pair in the paragraph at line 1",)),
        ('He said "no and left.\n\nShe stayed.', ("quotation marks do not pair in the paragraph at line 1",)),
        (f"{ENGLISH}\n\n{FRENCH}", ("1 of 2 paragraphs are not English (looks like French, from line 3)",)),
        (FRENCH, ("not English (looks like French, from line 1): only whole percentages (20%) are read there",)),
    ],
)
def test_what_calls_for_care_is_said_in_one_line(text: str, words: tuple[str, ...]) -> None:
    found = notices(text)
    assert len(found) == len(words), found
    assert all(word in line for word, line in zip(words, found, strict=True)), found


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "He said: “It goes on.\n\n“And on,” he said. The board was 6 ft long.",
        'He said: "It goes on.\n\n"And on," he said.',
        "Profit < loss & tax > 0 at AT&T, a < b.",
        "Le Pen, Los Angeles, El Salvador, La Paz, Las Vegas, Den Haag, Der Spiegel and Die Zeit",
        "Tariffs hit: cars, steel, aluminium, chips, wine, cheese, whisky, olive oil, medicines, machinery, toys",
        "An e-mail - sent   late - said so.",
    ],
)
def test_clean_texts_have_no_notice(text: str) -> None:
    assert notices(text) == ()
    assert readable(text) == paragraphs(text)


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_real_reports_have_no_notice(name: str) -> None:
    path = REPORTS / f"{name}.txt"
    if not path.exists():
        pytest.skip(f"{name} is not here")
    text = path.read_text(encoding="utf-8")
    assert notices(text) == ()
    assert readable(text) == paragraphs(text)


LANGUAGES = {
    "French": FRENCH,
    "German": "Der Minister sagte am Dienstag, dass die Abgabe auf 20 Prozent steigen wird und dass sie nicht bleibt.",
    "Spanish": "El ministro dijo el martes que la tasa subirá al 20 % y que nadie en la sala lo había pedido.",
    "Italian": "Il ministro ha detto che la tassa salirà al 20% e che nessuno nella sala lo aveva chiesto.",
    "Portuguese": "O ministro disse que a taxa não vai subir para 20% e que ninguém na sala o tinha pedido.",
    "Dutch": "De minister zei dinsdag dat de heffing naar 20 procent gaat en dat niemand het had gevraagd.",
    "Polish": "Minister powiedział we wtorek, że opłata wzrośnie do 20% i że nikt na sali o to nie prosił.",
    "Swedish": "Ministern sade på tisdagen att avgiften ska höjas till 20 procent och att ingen hade bett om det.",
    "Russian or Ukrainian": "Министр сказал во вторник, что пошлина вырастет до 20%.",
    "Chinese": "部长周二表示，关税将升至20%，会场内无人提出这一要求。",
    "Arabic": "قال الوزير يوم الثلاثاء إن الرسوم سترتفع إلى 20%",
    "Greek": "Ο υπουργός είπε την Τρίτη ότι ο δασμός θα αυξηθεί στο 20%.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_are_told_apart(language: str) -> None:
    text = LANGUAGES[language]
    assert foreign_language(text) == language
    assert not english(text) and readable(text) == []
    mixed = f"{ENGLISH}\n\n{text}\n\n{ENGLISH}"
    assert english(mixed) and len(readable(mixed)) == 2


@pytest.mark.parametrize(
    ("text", "printed", "safe"),
    [
        ("la taxe passera à 20 % demain", "20 %", True),
        ("die Abgabe von 20% gilt", "20%", True),
        ("la dépense de 2,5 % du PIB", "5 %", False),
        ("die 1.200% mehr", "200%", False),
        ("20 Mrd. € mehr", "20 Mrd. €", False),
        ("€20 milliards", "€20", False),
        ("plus de 1 200 % en un an", "200 %", False),
    ],
)
def test_figures_that_mean_the_same_in_every_language(text: str, printed: str, safe: bool) -> None:
    start = text.index(printed)
    assert is_safe_figure(text, start, start + len(printed)) is safe


def test_a_report_of_the_future_is_said() -> None:
    document = make_document(ENGLISH, "a.txt", date(2025, 4, 9))
    assert future(document, date(2025, 4, 9)) is None
    assert future(document, date(2025, 4, 7)) == (
        "a.txt: dated 2025-04-09 (given), 2 days after today. Check the date, or give it: --date YYYY-MM-DD"
    )
