"""Proposals held against the text: each is kept as proposed, or refused with its reason."""

from westphalia.evidence.claims import Document
from westphalia.proposals.answer import Answer
from westphalia.proposals.entries import AnyEntry, entry_of
from westphalia.proposals.names import Names
from westphalia.proposals.places import Places
from westphalia.proposals.proposed import Fields, Proposed, Refused
from westphalia.proposals.shown import plain, shown

MAX_PROPOSALS = 500
_NAMED = ("speaker", "actor", "target")
_OF_PARAGRAPH = ("cue", "concerns", "where", "date_expr")
_PLACE = {"kind", "quote", "prefix", "suffix"}


class _Screen:
    """Holds the proposals of one answer against one document."""

    def __init__(self, document: Document, model: str | None) -> None:
        self.document = document
        self.model = model
        self.places = Places(document.text)
        self.names = Names(document, self.places)
        self.kept: dict[tuple[object, ...], Proposed] = {}

    def keep(self, data: object) -> str | None:
        """Keep a proposal, or say why not."""
        entry = entry_of(data)
        if isinstance(entry, str):
            return entry
        start = self.places.of(entry.quote, entry.prefix, entry.suffix)
        if isinstance(start, str):
            return start
        return self._fault(entry, start) or self._keep(entry, start)

    def _keep(self, entry: AnyEntry, start: int) -> str | None:
        span = self.document.span(start, start + len(entry.quote))
        fields = Fields(**entry.model_dump(exclude=_PLACE))
        key = (entry.kind, span.start, span.end, fields)
        if key in self.kept:
            return "repeats a proposal before it"
        claim = self.document.claim_id(span)
        self.kept[key] = Proposed(kind=entry.kind, span=span, claim=claim, fields=fields, model=self.model)
        return None

    def _fault(self, entry: AnyEntry, start: int) -> str | None:
        """Why what an entry says beside its place is not of the report."""
        low, high = self.places.paragraph(start)
        for field in _OF_PARAGRAPH:
            words = getattr(entry, field, None)
            if words is not None and not self.places.holds(words, low, high):
                return f"field “{field}” is {shown(words)}, which its paragraph does not hold"
        named = [(field, getattr(entry, field, None)) for field in _NAMED]
        named += [("who", name) for name in getattr(entry, "who", ())]
        for field, name in named:
            if name is not None and (fault := self.names.fault(name)):
                return f"field “{field}”: {shown(name)} {fault}"
        return None


def _refused(number: int, data: object, reason: str) -> Refused:
    kind, quote = (data.get("kind"), data.get("quote")) if isinstance(data, dict) else (None, None)
    return Refused(
        entry=number,
        kind=plain(kind) if isinstance(kind, str) else None,
        quote=plain(quote) if isinstance(quote, str) else None,
        reason=reason,
    )


def screened(document: Document, answer: Answer) -> tuple[tuple[Proposed, ...], tuple[Refused, ...]]:
    """The proposals of an answer that hold, and those refused; what is beyond the limit is refused as one."""
    screen = _Screen(document, answer.model)
    refused = []
    for number, data in enumerate(answer.entries[:MAX_PROPOSALS], 1):
        if reason := screen.keep(data):
            refused.append(_refused(number, data, reason))
    over = len(answer.entries) - MAX_PROPOSALS
    if over > 0:
        reason = f"too many: this and all after it, {over:,} in all, are beyond the {MAX_PROPOSALS} of an answer"
        refused.append(_refused(MAX_PROPOSALS + 1, answer.entries[MAX_PROPOSALS], reason))
    return tuple(screen.kept.values()), tuple(refused)
