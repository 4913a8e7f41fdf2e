"""What came of an answer: what is kept as proposed, what was refused and why."""

from typing import Literal

from westphalia.evidence.claims import ClaimKind, EventType, Frozen, Issue, Span, Stance
from westphalia.proposals.shown import plain

PROTOCOL = "westphalia-proposals/1"


class Fields(Frozen):
    """What a proposal says beside its place: names and words of the report, and words of fixed lists."""

    speaker: str | None = None
    cue: str | None = None
    actor: str | None = None
    concerns: str | None = None
    stance: Stance | None = None
    issue: Issue | None = None
    target: str | None = None
    type: EventType | None = None
    who: tuple[str, ...] = ()
    where: str | None = None
    date_expr: str | None = None


class Proposed(Frozen):
    """A place of the report that a model points to; never more than proposed, never more than of low confidence.

    `model` is what the answer calls itself. `claim` is the identifier of the place, as for the claims of the rules.
    """

    kind: ClaimKind
    span: Span
    claim: str
    fields: Fields
    model: str | None
    status: Literal["proposed"] = "proposed"
    origin: Literal["proposed"] = "proposed"
    confidence: Literal["low"] = "low"


class Refused(Frozen):
    """A proposal that is not kept: its number in the answer, what it pointed to as far as it can be shown, and why."""

    entry: int
    kind: str | None
    quote: str | None
    reason: str


class Proposals(Frozen):
    """What a proposer answered about one report; `notice` is the one line to say where no answer could be used."""

    proposer: str
    model: str | None = None
    accepted: tuple[Proposed, ...] = ()
    refused: tuple[Refused, ...] = ()
    notice: str | None = None


def _proposed_json(proposed: Proposed) -> dict[str, object]:
    content = proposed.model_dump(mode="json", exclude={"fields", "model"})
    fields = proposed.fields.model_dump(mode="json")
    return content | {key: value for key, value in fields.items() if value}


def proposals_json(proposals: Proposals) -> dict[str, object]:
    """Proposals as plain data, for the key `proposed` of a report; absent fields are left out."""
    return {
        "protocol": PROTOCOL,
        "proposer": proposals.proposer,
        "model": proposals.model,
        "accepted": [_proposed_json(proposed) for proposed in proposals.accepted],
        "refused": [refused.model_dump(mode="json") for refused in proposals.refused],
        "notice": proposals.notice,
    }


def proposals_lines(proposals: Proposals) -> tuple[str, ...]:
    """Proposals for the terminal, a line each: what is proposed, then what was refused and why."""
    by = proposals.model or proposals.proposer
    head = f"Proposed by {by}, checked by nobody: {len(proposals.accepted)}; refused: {len(proposals.refused)}"
    kept = [f"  {p.kind} {p.claim}: {plain(p.span.text)}{_said(p.fields)}" for p in proposals.accepted]
    refused = [f"  refused, {r.kind or 'entry'} {r.entry}: {r.reason}" for r in proposals.refused]
    return () if proposals.notice else (head, *kept, *refused)


def _said(fields: Fields) -> str:
    """What a proposal says beside its place, in brackets."""
    held = [(key, value) for key, value in fields.model_dump(mode="json").items() if value]
    parts = [f"{key} {', '.join(value) if isinstance(value, list) else value}" for key, value in held]
    return f" ({plain('; '.join(parts))})" if parts else ""
