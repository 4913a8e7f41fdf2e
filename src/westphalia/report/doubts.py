"""What was disowned, only claimed, conditional or left unsaid: statements that must not be repeated as facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from westphalia.evidence.claims import Reading, Span, Statement, Status
from westphalia.report.names import Link
from westphalia.report.parties import Parties, acting_for
from westphalia.report.passages import Passage, anchor_of, passage
from westphalia.wording import listed

# in the order in which a reader should mind them: status, heading, what it means
KINDS: Final[tuple[tuple[Status, str, str], ...]] = (
    ("disavowed", "Disowned", "said by one, disowned by another in whose name it could be taken"),
    ("disputed", "Disputed", "the report itself says that others contradict it"),
    ("claimed by a belligerent", "Claimed by a belligerent", "nobody else confirms it"),
    ("reported, unconfirmed", "Reported, not confirmed", "handed down by others; nobody concerned confirms it"),
    ("conditional", "Only if", "holds under a condition the speaker names"),
    ("expected, not yet said", "Expected, not yet said", "the report foresees it"),
    ("not stated", "Left unsaid", "asked or expected, and not answered"),
)
_NOBODY: Final = "Speaker left open"


@dataclass(frozen=True)
class Utterance:
    """One statement as shown: who, through whom, in which words, and how far it can be relied on."""

    anchor: str
    claim: str
    speaker: str
    known: bool
    country: str
    behalf: str
    chain: str
    mode: str
    status: Status
    words: str
    why_open: str
    passage: Passage
    answer: "Link | None"
    on: str


@dataclass(frozen=True)
class DoubtKind:
    """The statements of one status."""

    status: Status
    heading: str
    meaning: str
    utterances: tuple[Utterance, ...]


def utterances(readings: Iterable[Reading], known: Parties) -> tuple[Utterance, ...]:
    """Every statement in the order of the reports."""
    return tuple(_utterance(reading, s, known) for reading in readings for s in reading.statements)


def _utterance(reading: Reading, statement: Statement, known: Parties) -> Utterance:
    speakers = known.of(statement.speaker)
    shown = passage(reading, statement, _whole(reading, statement))
    return Utterance(
        anchor=shown.anchor,
        claim=statement.claim,
        speaker=listed(p.name for p in speakers) or _NOBODY,
        known=bool(speakers),
        country=acting_for(speakers),
        behalf=listed(p.name for p in known.of(statement.on_behalf_of)),
        chain=_chain(statement),
        mode=statement.mode,
        status=statement.status,
        words=" … ".join(span.text.replace("\n", " ") for span in statement.content),
        why_open="" if speakers else statement.unresolved or "no reason recorded",
        passage=shown,
        answer=_answer(reading, statement),
        on=shown.report_day,
    )


def _whole(reading: Reading, statement: Statement) -> Span:
    """From the first to the last word reported."""
    if not statement.content:
        return statement.span
    start, end = min(s.start for s in statement.content), max(s.end for s in statement.content)
    return reading.document.span(start, end)


def _chain(statement: Statement) -> str:
    """Who hands the words down, outermost first, and the channel where it is not among them."""
    links = list(statement.source_chain)
    if statement.via and not any(statement.via.casefold() in link.casefold() for link in links):
        links.append(f"via {statement.via}")
    return " → ".join(links)


def _answer(reading: Reading, statement: Statement) -> Link | None:
    """The other end of a disavowal."""
    other = statement.disavowed_by or statement.disavows
    found = next((s for s in reading.statements if s.id == other), None)
    if found is None:
        return None
    words = "disowned by" if statement.disavowed_by else "disowns what was said by"
    return Link(f"{words} {found.speaker or 'someone not named'}", f"#{anchor_of(reading, found)}")


def doubts(said: Sequence[Utterance]) -> tuple[DoubtKind, ...]:
    """Statements by how far they are to be relied on; each disavowal stands under what it disowns."""
    kinds = ((status, heading, meaning, [u for u in said if u.status == status]) for status, heading, meaning in KINDS)
    return tuple(
        DoubtKind(status, heading, meaning, tuple(found)) for status, heading, meaning, found in kinds if found
    )
