"""Claims that something is more, or less, than at any time before: where a report makes one, and who is meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from westphalia.evidence.claims import Reading, Span

Direction = Literal["most", "least"]

_PAST: Final = (
    r"(?:ever(?:\W+(?:have|has|had|been|done|before|did)){0,3}|at\W+any\W+(?:other\W+|earlier\W+)?(?:time|point|moment|stage)|"
    r"in\W+any\W+(?:other\W+|previous\W+|earlier\W+)?(?:year|month|quarter|period))\b"
)
_ALL: Final = (
    r"(?:ever|yet|on\W+record|in\W+history|of\W+the\W+(?:\w+\W+)?war|to\W+date|so\W+far|"
    r"since\W+(?:\w+\W+){0,5}?(?:war|invasion|conflict|2022))\b"
)
_COMPARED: Final = {
    "most": ("more|greater|larger|bigger|higher|stronger|heavier|faster|further", "most|largest|biggest|greatest|"
             "highest|strongest|heaviest|fastest"),
    "least": ("less|fewer|lower|smaller|weaker|slower", "least|lowest|smallest|fewest|weakest|slowest"),
}  # fmt: skip
_THINGS: Final = (
    r"(?:high|levels?|years?|months?|sums?|amounts?|numbers?|volumes?|totals?|support|aid|packages?|spending|funding|"
    r"attacks?|nights?|waves?|assistance|contributions?)"
)
_SENTENCE: Final = re.compile(r"[^.!?;\n]+(?:\.(?=\d)[^.!?;\n]+)*[.!?;]?")
_DENIED: Final = re.compile(
    r"(?:\b(?:not|no|hardly|neither|scarcely|far\W+from|without)|n[’']t)\W+(?:\w+\W+){0,2}$", re.I
)
_NOT_YET: Final = re.compile(
    r"\b(?:needs?|needed|should|must|will|would|could|may|might|wants?|deserves?|requires?|ought|going\W+to|urg\w+|"
    r"calls?\W+(?:for|on)|called\W+(?:for|on)|plans?|promis\w+|pledg\w+|hopes?|if|unless)\b|[’']ll\b",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"[,:–—](?=\s)|\b(?:and|but|while|because)\b", re.IGNORECASE)


def _patterns(direction: Direction) -> tuple[re.Pattern[str], ...]:
    than, top = _COMPARED[direction]
    low = r"(?:record|all-time|historic)\W+low\b"
    found = [
        rf"\b(?:{than})\b(?:\W+\w+){{0,12}}?\W+than\W+(?:\w+\W+){{0,3}}?{_PAST}",
        rf"\bnever\W+(?:\w+\W+){{0,4}}?(?:{than})\b",
        rf"\b(?:{top})\b(?:\W+\w+){{0,10}}?\W+{_ALL}",
        low if direction == "least" else rf"\b(?:record|all-time|unprecedented)(?:-breaking)?\W+{_THINGS}\b",
    ]
    if direction == "most":
        found += [
            r"\bnever\W+(?:\w+\W+){0,4}?(?:so|as)\W+(?:much|many|large|high|great)\b",
            r"\ba\W+(?:new\W+)?record\W+[€$£]",
        ]
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in found)


_CUES: Final[tuple[tuple[Direction, re.Pattern[str]], ...]] = tuple(
    (direction, pattern) for direction in ("least", "most") for pattern in _patterns(direction)
)


@dataclass(frozen=True)
class Superlative:
    """One comparison with all of the past: the sentence of the claim, the words that compare, and who says it.

    `start` and `end` are the place of those words in the sentence. `speaker` is the code of the country or bloc for
    which the claim is made, so that "we" has a meaning; None where nobody's is known.
    """

    claim: str
    sentence: str
    start: int
    end: int
    direction: Direction
    speaker: str | None
    on: date

    @property
    def words(self) -> str:
        """The words that compare."""
        return self.sentence[self.start : self.end]

    @property
    def clause(self) -> str:
        """The clause the words stand in, from its beginning to their end."""
        breaks = [cut.end() for cut in _CLAUSE.finditer(self.sentence, 0, self.start)]
        return self.sentence[max(breaks, default=0) : self.end]


def superlatives(reading: Reading) -> tuple[Superlative, ...]:
    """Every comparison with all of the past in a statement, a position or an attack, each place of the text once.

    What is denied, wished for, demanded or foretold, and what is asked, is none.
    """
    found: dict[int, Superlative] = {}
    for claim, span, speaker in _claims(reading):
        for offset, text in _sentences(span):
            for direction, cue in _cues(text):
                one = Superlative(claim, text, *cue.span(), direction, speaker, reading.document.report_date)
                if not _is_meant_otherwise(one):
                    found.setdefault(offset + cue.start(), one)
    return tuple(found[place] for place in sorted(found))


def _claims(reading: Reading) -> Iterator[tuple[str, Span, str | None]]:
    for statement in reading.statements:
        for part in statement.content:
            yield statement.claim, part, statement.speaker_code
    for position in reading.positions:
        yield position.claim, position.span, next(iter(position.codes), None)
    for event in reading.events:
        if event.type == "attack":
            yield event.claim, _whole_sentence(reading, event.span), None


def _whole_sentence(reading: Reading, span: Span) -> Span:
    """The sentence around a place: what an attack is compared with often stands behind the words of the event."""
    document = reading.document
    for match in _SENTENCE.finditer(document.text):
        if match.end() > span.start:
            return document.span(min(match.start(), span.start), max(match.end(), span.end))
    return span


def _sentences(span: Span) -> Iterator[tuple[int, str]]:
    for match in _SENTENCE.finditer(span.text):
        yield span.start + match.start(), match.group()


def _cues(text: str) -> Iterator[tuple[Direction, re.Match[str]]]:
    """The comparisons of a sentence that do not overlap one found before."""
    taken: list[tuple[int, int]] = []
    for direction, pattern in _CUES:
        for match in pattern.finditer(text):
            if all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                yield direction, match


def _is_meant_otherwise(one: Superlative) -> bool:
    asked = one.sentence.rstrip().endswith("?")
    return asked or bool(_DENIED.search(one.sentence[: one.start])) or bool(_NOT_YET.search(one.clause))
