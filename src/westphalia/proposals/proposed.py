"""What came of an answer: what is kept as proposed, what was refused and why."""

from typing import Literal

from westphalia.evidence.claims import EventType, Frozen, Issue, Span
from westphalia.proposals.entries import ProposalKind, Stance

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

    kind: ProposalKind
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
