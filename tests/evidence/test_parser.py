"""A parser adds speakers and indirect speech where the rules abstain, and changes nothing else.

The parses are made by hand for invented sentences, in the labels of spaCy's English pipelines: one word a row with its
base form, part of speech, the number of its head, its relation and, where it has one, its entity type.
"""

from datetime import date
from importlib.util import find_spec
from typing import Any

import pytest

from westphalia.errors import UsageError
from westphalia.evidence.claims import Statement
from westphalia.evidence.read import read_text, reading_json
from westphalia.evidence.speech.parser import Parser, Word
from westphalia.evidence.speech.spacy_parser import parsed, spacy_parser

ON = date(2025, 5, 14)
RECORDS = {
    "Rui Faria mused that the fleet had shrunk by 5%.": """
        Rui Rui PROPN 1 compound PERSON
        Faria Faria PROPN 2 nsubj PERSON
        mused muse VERB 2 ROOT
        that that SCONJ 7 mark
        the the DET 5 det
        fleet fleet NOUN 7 nsubj
        had have AUX 7 aux
        shrunk shrink VERB 2 ccomp
        by by ADP 7 prep
        5% 5% NUM 8 pobj
        . . PUNCT 2 punct""",
    "Rui Faria never mused that the fleet had shrunk by 5%.": """
        Rui Rui PROPN 1 compound PERSON
        Faria Faria PROPN 3 nsubj PERSON
        never never ADV 3 neg
        mused muse VERB 3 ROOT
        that that SCONJ 8 mark
        the the DET 6 det
        fleet fleet NOUN 8 nsubj
        had have AUX 8 aux
        shrunk shrink VERB 3 ccomp
        by by ADP 8 prep
        5% 5% NUM 9 pobj
        . . PUNCT 3 punct""",
    "Rui Faria might muse that the fleet had shrunk by 5%.": """
        Rui Rui PROPN 1 compound PERSON
        Faria Faria PROPN 3 nsubj PERSON
        might might AUX 3 aux
        muse muse VERB 3 ROOT
        that that SCONJ 8 mark
        the the DET 6 det
        fleet fleet NOUN 8 nsubj
        had have AUX 8 aux
        shrunk shrink VERB 3 ccomp
        by by ADP 8 prep
        5% 5% NUM 9 pobj
        . . PUNCT 3 punct""",
    "That prices would rise by 3% was conceded by the grocer Paulo Reis only late.": """
        That that SCONJ 3 mark
        prices price NOUN 3 nsubj
        would would AUX 3 aux
        rise rise VERB 7 csubjpass
        by by ADP 3 prep
        3% 3% NUM 4 pobj
        was be AUX 7 auxpass
        conceded concede VERB 7 ROOT
        by by ADP 7 agent
        the the DET 10 det
        grocer grocer NOUN 12 compound
        Paulo Paulo PROPN 12 compound PERSON
        Reis Reis PROPN 8 pobj PERSON
        only only ADV 14 advmod
        late late ADV 7 advmod
        . . PUNCT 7 punct""",
    "“We will never again sign such a paper,” a visibly tired Ana Sequeira was overheard to mutter.": """
        “ “ PUNCT 4 punct
        We we PRON 5 nsubj
        will will AUX 5 aux
        never never ADV 5 neg
        again again ADV 5 advmod
        sign sign VERB 17 ccomp
        such such DET 8 predet
        a a DET 8 det
        paper paper NOUN 5 dobj
        , , PUNCT 17 punct
        ” ” PUNCT 17 punct
        a a DET 15 det
        visibly visibly ADV 13 advmod
        tired tired ADJ 15 amod
        Ana Ana PROPN 15 compound PERSON
        Sequeira Sequeira PROPN 17 nsubj PERSON
        was be AUX 17 aux
        overheard overhear VERB 17 ROOT
        to to PART 19 aux
        mutter mutter VERB 17 xcomp
        . . PUNCT 17 punct""",
    "The pilots, who muttered that 40% of flights were late, walked out.": """
        The the DET 1 det
        pilots pilot NOUN 12 nsubj
        , , PUNCT 1 punct
        who who PRON 4 nsubj
        muttered mutter VERB 1 relcl
        that that SCONJ 9 mark
        40% 40% NUM 9 nsubj
        of of ADP 6 prep
        flights flight NOUN 7 pobj
        were be AUX 4 ccomp
        late late ADJ 9 acomp
        , , PUNCT 1 punct
        walked walk VERB 12 ROOT
        out out ADP 12 prt
        . . PUNCT 12 punct""",
    "Quexon Frahl murmured that 40% of flights were late.": """
        Quexon Quexon PROPN 1 compound ORG
        Frahl Frahl PROPN 2 nsubj ORG
        murmured murmur VERB 2 ROOT
        that that SCONJ 7 mark
        40% 40% NUM 7 nsubj
        of of ADP 4 prep
        flights flight NOUN 5 pobj
        were be AUX 2 ccomp
        late late ADJ 7 acomp
        . . PUNCT 2 punct""",
    "The charts indicate that 40% of flights were late.": """
        The the DET 1 det
        charts chart NOUN 2 nsubj
        indicate indicate VERB 2 ROOT
        that that SCONJ 7 mark
        40% 40% NUM 7 nsubj
        of of ADP 4 prep
        flights flight NOUN 5 pobj
        were be AUX 2 ccomp
        late late ADJ 7 acomp
        . . PUNCT 2 punct""",
    "It was whispered that 40% of flights were late.": """
        It it PRON 2 nsubjpass
        was be AUX 2 auxpass
        whispered whisper VERB 2 ROOT
        that that SCONJ 7 mark
        40% 40% NUM 7 nsubj
        of of ADP 4 prep
        flights flight NOUN 5 pobj
        were be AUX 2 ccomp
        late late ADJ 7 acomp
        . . PUNCT 2 punct""",
    "Maria Costa believed that 40% of flights were late.": """
        Maria Maria PROPN 1 compound PERSON
        Costa Costa PROPN 2 nsubj PERSON
        believed believe VERB 2 ROOT
        that that SCONJ 7 mark
        40% 40% NUM 7 nsubj
        of of ADP 4 prep
        flights flight NOUN 5 pobj
        were be AUX 2 ccomp
        late late ADJ 7 acomp
        . . PUNCT 2 punct""",
}

TEXTS = list(RECORDS)


def _words(text: str, rows: str) -> tuple[Word, ...]:
    """A parse as written above, each word at its place in the text."""
    found, at = [], 0
    for row in rows.strip().splitlines():
        word, lemma, tag, head, relation, *entity = row.split()
        start = text.index(word, at)
        at = start + len(word)
        found.append(Word(start, at, word, lemma, tag, int(head), relation, *entity))
    return tuple(found)


class Recorded:
    """A parser that knows the sentences above, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, text: str) -> tuple[tuple[Word, ...], ...]:
        self.asked.append(text)
        return (_words(text, RECORDS[text]),)


def _read(text: str, parser: Parser | None) -> tuple[Statement, ...]:
    # A figure of its own, so that a text without any statement is a reading still.
    return read_text(f"{text}\n\nThe levy is 7% of sales.", "report.txt", ON, parser).statements


def _added(text: str) -> Statement:
    """The one statement that the parser adds to a text, where the rules leave it open or read none."""
    assert [s for s in _read(text, None) if s.speaker] == []
    (found,) = _read(text, Recorded())
    assert found.rule == "parser"
    assert found.confidence in ("medium", "low")
    assert text[found.span.start : found.span.end] == found.span.text
    return found


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content"),
    [
        (TEXTS[0], "Rui Faria", "mused", "that the fleet had shrunk by 5%"),
        (TEXTS[3], "Paulo Reis", "conceded", "That prices would rise by 3%"),
        (TEXTS[4], "Ana Sequeira", "overheard", "“We will never again sign such a paper,”"),
        (TEXTS[5], "pilots", "muttered", "that 40% of flights were late"),
        (TEXTS[6], "Quexon Frahl", "murmured", "that 40% of flights were late"),
    ],
    ids=["verb", "passive", "quotation", "relative", "entity"],
)
def test_the_parser_finds_who_speaks(text: str, speaker: str, cue: str, content: str) -> None:
    found = _added(text)
    assert found.cue is not None
    assert (found.speaker, found.cue.text, [c.text for c in found.content]) == (speaker, cue, [content])


@pytest.mark.parametrize("number", [1, 2, 7, 8, 9], ids=["denied", "possible", "things", "nobody", "believed"])
def test_what_is_not_said_is_left_alone(number: int) -> None:
    text = TEXTS[number]
    assert _read(text, Recorded()) == ()


def test_the_parser_is_asked_only_where_the_rules_are_silent() -> None:
    asked = Recorded()
    mused = next(iter(RECORDS))
    text = (
        f"Ana Sequeira, the fisheries minister, said the quota was too small. {mused} “We go on,” said Rui Faria. "
        "The boats left the harbour early."
    )
    found = _read(text, asked)
    assert asked.asked == [mused]
    assert [(s.speaker, s.rule) for s in found] == [
        ("Ana Sequeira", "after"), ("Rui Faria", "parser"), ("Rui Faria", "inverted"),
    ]  # fmt: skip
    without = _read(text, None)
    assert [s.span for s in without] == [s.span for s in found if s.rule != "parser"]
    kept = {"id", "nested_in", "continues", "disavows", "disavowed_by"}
    plain = [s.model_dump(exclude=kept) for s in found if s.rule != "parser"]
    assert plain == [s.model_dump(exclude=kept) for s in without]


def test_a_parser_that_finds_nothing_changes_nothing() -> None:
    text = " ".join(RECORDS)
    silent = read_text(text, "report.txt", ON, lambda _: ())
    assert reading_json(silent) == reading_json(read_text(text, "report.txt", ON))


def test_a_parse_that_does_not_fit_the_tokens_adds_nothing() -> None:
    """Relations at random: no crash, every span is the text at its offsets."""
    text = " ".join(RECORDS)

    def shifted(asked: str) -> tuple[tuple[Word, ...], ...]:
        words = asked.split()
        relations = ("nsubj", "ccomp", "ROOT", "csubjpass", "agent", "relcl", "advcl", "conj", "auxpass")
        return (
            tuple(
                Word(k, k + 1, word, "say", "VERB", (k * 7 + 3) % len(words), relations[k % 9], "PERSON")
                for k, word in enumerate(words)
            ),
        )

    for statement in read_text(text, "report.txt", ON, shifted).statements:
        assert all(text[c.start : c.end] == c.text for c in statement.content)


def test_without_spacy_the_way_to_install_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("westphalia.evidence.speech.spacy_parser.find_spec", lambda _: None)
    with pytest.raises(
        UsageError, match=r"--parser en_core_web_sm: spaCy is not installed.*pip install 'westphalia\[parse\]'"
    ):
        spacy_parser("en_core_web_sm")


needs_spacy = pytest.mark.skipif(find_spec("spacy") is None, reason="spaCy is not installed: pip install '.[parse]'")


def _doc(text: str) -> Any:
    """A hand-made parse as a document of spaCy."""
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    words = _words(text, RECORDS[text])
    spaces = [text[w.end : w.end + 1] == " " for w in words]
    return Doc(
        Vocab(), words=[w.text for w in words], spaces=spaces, lemmas=[w.lemma for w in words],
        pos=[w.tag for w in words], heads=[w.head for w in words], deps=[w.relation for w in words],
        ents=[f"B-{w.entity}" if w.entity else "O" for w in words],
    )  # fmt: skip


@needs_spacy
@pytest.mark.parametrize("text", RECORDS, ids=range(len(RECORDS)))
def test_a_document_of_spacy_gives_the_same_words(text: str) -> None:
    assert parsed(_doc(text)) == (_words(text, RECORDS[text]),)


@needs_spacy
def test_a_pipeline_without_a_parse_is_refused(tmp_path: Any) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(UsageError, match="gives no parse"):
        spacy_parser(str(tmp_path / "blank"))
    with pytest.raises(UsageError, match=r"can be loaded\. Install it: python -m spacy download en_no"):
        spacy_parser("en_no_such_pipeline")
