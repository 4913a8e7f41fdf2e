"""Whether a claim still stands in a text: by its words, what stands around them, its place and the hash.

W3C Web Annotation Data Model, TextQuoteSelector and TextPositionSelector. A claim of a text that has changed is
orphaned; it is never moved to where the same words stand now.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from westphalia.ledger.records import Record
from westphalia.ledger.store import Ledger

AROUND: Final = 32  # characters of prefix and suffix


@dataclass(frozen=True)
class Selector:
    """A place in a stored text: the words, what stands before and after them, and the offsets."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True)
class Standing:
    """How a claim stands against a text: hash, place, words, what is around them, and how often the words occur."""

    same_text: bool
    at_place: bool
    prefix: bool
    suffix: bool
    occurrences: int

    @property
    def orphaned(self) -> bool:
        """Whether the text is another than the one the claim was read from."""
        return not self.same_text


def selector(text: str, start: int, end: int) -> Selector:
    """The selector of a place in a text."""
    return Selector(text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND], start, end)


def stored_text(ledger: Ledger, digest: str) -> str:
    """The text of a report that is held."""
    (row,) = ledger.rows("SELECT text FROM reports WHERE hash = ?", (digest,))
    return str(row["text"])


def selector_of(ledger: Ledger, held: Record) -> Selector:
    """The selector of a claim in the text it was read from."""
    span = held["claim"]["span"]
    return selector(stored_text(ledger, held["report"]["hash"]), span["start"], span["end"])


def standing(wanted: Selector, digest: str, text: str) -> Standing:
    """How a claim of the report with this hash stands against a text."""
    before, after = text[: wanted.start], text[wanted.end :]
    return Standing(
        same_text=sha256(text.encode()).hexdigest() == digest,
        at_place=text[wanted.start : wanted.end] == wanted.exact,
        prefix=before.endswith(wanted.prefix),
        suffix=after.startswith(wanted.suffix),
        occurrences=text.count(wanted.exact),
    )


def newer_texts(ledger: Ledger, report: Record) -> list[Record]:
    """Reports added later under the same file name: other texts, of which older claims say nothing."""
    query = """SELECT short, date FROM reports WHERE source_file = :file
        AND seq > (SELECT seq FROM reports WHERE hash = :hash) ORDER BY seq"""
    return [dict(r) for r in ledger.rows(query, {"file": report["source_file"], "hash": report["hash"]})]
