"""Words of a report in the sentence they stand in, with their place."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from westphalia.evidence.claims import Document, Event, Position, Reading, Span, Statement
from westphalia.evidence.words.text import sentences
from westphalia.wording import day

_LONGEST_SIDE: Final = 260


@dataclass(frozen=True)
class Passage:
    """A quotation in its sentence: the words before, the words meant, the words after, and where they stand."""

    anchor: str
    ident: str
    before: str
    marked: str
    after: str
    report: str
    report_day: str


def anchor_of(reading: Reading, claim: Statement | Position | Event) -> str:
    """The place of a claim on the page; identifiers count from the start of each report."""
    return f"{type(claim).__name__.lower()}-{claim.claim.partition('@')[0]}-{claim.id}"


def passage(reading: Reading, claim: Statement | Position | Event, span: Span | None = None) -> Passage:
    """The words of a claim in their sentence; of one part of it where `span` is given."""
    document, span = reading.document, span or claim.span
    start, end = _around(document, span)
    return Passage(
        anchor=anchor_of(reading, claim),
        ident=document.claim_id(span),
        before=_tail(_flat(document.text[start : span.start])),
        marked=_flat(span.text),
        after=_head(_flat(document.text[span.end : end])),
        report=document.source_file,
        report_day=day(document.report_date),
    )


def _around(document: Document, span: Span) -> tuple[int, int]:
    """Offsets from the beginning of the sentence in which a span begins to the end of the one in which it ends."""
    starts, ends = _bounds(document.text)
    first, last = bisect_right(starts, span.start) - 1, bisect_right(starts, max(span.start, span.end - 1)) - 1
    if first < 0:
        return span.start, span.end
    start = starts[first] if span.start < ends[first] else span.start
    return start, max(span.end, ends[last])


@lru_cache(maxsize=64)
def _bounds(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    found = sentences(text)
    return tuple(s.start for s in found), tuple(s.end for s in found)


def _flat(words: str) -> str:
    """Words with every line end as a space."""
    return words.replace("\n", " ")


def _tail(words: str) -> str:
    if len(words) <= _LONGEST_SIDE:
        return words
    return "… " + words[-_LONGEST_SIDE:].partition(" ")[2]


def _head(words: str) -> str:
    if len(words) <= _LONGEST_SIDE:
        return words
    return words[:_LONGEST_SIDE].rpartition(" ")[0] + " …"
