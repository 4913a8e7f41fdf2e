"""Proposals as claims of a reading, for a ledger alone: under the rule `proposed`, of low confidence."""

from collections.abc import Iterator

from westphalia.evidence.claims import Document, Event, Mode, Position, Reading, Span, Statement
from westphalia.evidence.words.quotes import find_quotes
from westphalia.evidence.words.text import paragraphs
from westphalia.proposals.places import Places
from westphalia.proposals.proposed import Proposals, Proposed

RULE = "proposed"
_UNNAMED = "the proposal names nobody"


def with_proposals(reading: Reading, proposals: Proposals) -> Reading:
    """A reading with the accepted proposals behind its claims.

    Proposed figures are left out: a figure that the rules do not read has no value, and one that they read is held.
    """
    made = _Claims(reading.document, proposals)
    return reading.model_copy(
        update={
            "statements": (*reading.statements, *made.statements()),
            "positions": (*reading.positions, *made.positions()),
            "events": (*reading.events, *made.events()),
        }
    )


class _Claims:
    """The accepted proposals about a document as claims."""

    def __init__(self, document: Document, proposals: Proposals) -> None:
        self.document = document
        self.proposals = proposals
        self.places = Places(document.text)
        self.note = f"proposed by {proposals.model or proposals.proposer}"
        self.quotes = tuple(
            document.span(q.start, q.end) for q in find_quotes(document.text, paragraphs(document.text))
        )

    def _of(self, kind: str) -> Iterator[tuple[str, Proposed]]:
        for number, proposed in enumerate(self.proposals.accepted, 1):
            if proposed.kind == kind:
                yield f"{RULE}-{number}", proposed

    def _words(self, proposed: Proposed, words: str | None) -> Span | None:
        """Where words of a proposal first stand in its paragraph."""
        at = self.places.first(words, *self.places.paragraph(proposed.span.start)) if words else None
        return self.document.span(at, at + len(words)) if words and at is not None else None

    def statements(self) -> Iterator[Statement]:
        """Proposed statements."""
        for name, proposed in self._of("statement"):
            quoted = tuple(q for q in self.quotes if _within(q, proposed.span))
            speaker, cue = proposed.fields.speaker, self._words(proposed, proposed.fields.cue)
            yield Statement(
                id=name, mode=_mode(proposed.span, quoted), content=(proposed.span,), quoted=quoted, speaker=speaker,
                speaker_mention=None, cue=cue, cue_lemma=None, status="asserted", claim=proposed.claim,
                span=proposed.span, unresolved=None if speaker else _UNNAMED, note=self.note, rule=RULE,
                confidence=proposed.confidence,
            )  # fmt: skip

    def positions(self) -> Iterator[Position]:
        """Proposed positions; none has a lever."""
        for name, proposed in self._of("position"):
            fields = proposed.fields
            assert fields.actor is not None
            assert fields.stance is not None
            yield Position(
                id=name, actor=fields.actor, stance=fields.stance, object=proposed.span.text, span=proposed.span,
                lever=None, modality="stated", target=fields.target, claim=proposed.claim,
                issue=fields.issue or "other", note=self.note, rule=RULE, confidence=proposed.confidence,
            )  # fmt: skip

    def events(self) -> Iterator[Event]:
        """Proposed events; whether they happened, and when, is not told."""
        for name, proposed in self._of("event"):
            fields = proposed.fields
            assert fields.type is not None
            yield Event(
                id=name, type=fields.type, what=proposed.span.text, who=fields.who, where=fields.where,
                date_expr=self._words(proposed, fields.date_expr), date_start=None, date_end=None, span=proposed.span,
                modality="reported, unconfirmed", claim=proposed.claim, note=self.note, rule=RULE,
                confidence=proposed.confidence,
            )  # fmt: skip


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _mode(span: Span, quoted: tuple[Span, ...]) -> Mode:
    if not quoted:
        return "indirect"
    return "direct" if quoted[0].text == span.text else "mixed"
