"""Types of what a report says: documents, figures, statements, positions and events, each with its place."""

from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

ClaimKind = Literal["figure", "statement", "position", "event"]
Kind = Literal["money", "rate", "share", "count", "duration"]
Measure = Literal[
    "tariff_rate",  # duty imposed by `subject` on goods of `target`
    "exports_loss",  # exports `subject` loses, money or share
    "defence_share",  # defence spending of `subject` over GDP
    "defence_spending",  # defence money of `subject`
    "force_size",  # soldiers of a deployed force
    "intercepted",  # drones or missiles said to be shot down or launched
    "aid",  # support given to `target`
    "gdp_change",  # change of output of `subject`
    "war_end_time",  # time to end the war
    "other",
]
Role = Literal["from", "to", "target", "current", "bound"]
Confidence = Literal["high", "medium", "low"]
Mode = Literal["direct", "indirect", "mixed", "silence"]
Status = Literal[
    "asserted",
    "conditional",
    "reported, unconfirmed",
    "expected, not yet said",
    "claimed by a belligerent",
    "disputed",
    "disavowed",
    "disavows",
    "not stated",
]
MoneyStatus = Literal["proposed", "pledged", "allocated", "delivered"]
Issue = Literal[
    "tariffs", "trade_deal", "defence_spending", "defence_autonomy", "european_force", "security_guarantee",
    "nato_membership", "eu_membership", "territory", "negotiations", "peace_deal", "ceasefire", "war_end", "sanctions",
    "frozen_assets", "aid", "weapons", "minerals", "energy", "reconstruction", "escalation", "relations", "prisoners",
    "elections", "other",
]  # fmt: skip
Stance = Literal[
    "pledges", "will impose", "wants", "demands", "rejects", "urges", "urges against", "proposes", "supports",
    "approves", "opposes", "threatens", "plans", "is expected to", "commits", "offers", "rules out", "pushes for",
    "warns against", "reaffirms", "disavows", "expects", "claims ability", "estimates need",
]  # fmt: skip
EventType = Literal[
    "meeting", "talks", "call", "visit", "arrival", "ceremony", "summit", "announcement", "sanctions", "attack",
    "interview", "publication", "election", "vote", "decision", "agreement", "anniversary", "history", "protest",
    "deployment",
]  # fmt: skip
Occurrence = Literal["happened", "scheduled", "expected", "reported, unconfirmed", "cancelled"]
CLAIM_KINDS: Final[tuple[ClaimKind, ...]] = get_args(ClaimKind)
HASH_PREFIX: Final = 8


class Frozen(BaseModel):
    """Base of the claim types: immutable, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Frozen):
    """A place in a stored text: code-point offsets, half open, and what stands there."""

    start: int = Field(ge=0)
    end: int
    text: str

    @model_validator(mode="after")
    def _text_fits(self) -> "Span":
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}-{self.end} does not fit its text of {len(self.text)} characters")
        return self


class DateInterval(Frozen):
    """A date as the report gives it: first and last day, both inclusive; None where open."""

    span: Span
    start: date | None
    end: date | None
    rule: str


class Document(Frozen):
    """A report as read: its text, its hash, its date and how the date is known."""

    doc_id: str
    source_file: str
    text: str
    report_date: date
    report_date_status: Literal["given", "printed", "inferred"]
    report_date_evidence: tuple[str, ...]
    title: str | None = None
    outlet: str | None = None
    notices: tuple[str, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """Hash of the stored text."""
        return sha256(self.text.encode("utf-8")).hexdigest()

    def claim_id(self, span: Span) -> str:
        """Identifier of a place in this text: `<first 8 of the hash>@<start>-<end>`."""
        return f"{self.sha256[:HASH_PREFIX]}@{span.start}-{span.end}"

    def span(self, start: int, end: int) -> Span:
        """The span of this text from start to end."""
        return Span(start=start, end=end, text=self.text[start:end])


class Figure(Frozen):
    """One number of a report with its unit, what it concerns and whom, and the rule that read it.

    `value` is as printed with `unit` (20, percent; 22e9, GBP); `normalised` is the fraction, the amount, the
    count, or the length of time in years. `bound` tells "at least" from "at most"; `range_with` is the identifier
    of the other end of a range. `subject` acts (imposes, spends, exports, gives), `target` is acted upon; "ALL"
    stands for everybody. `equivalent_of` is the identifier of the sum this one converts, at `implied_rate` of
    `implied_rate_pair` ("USD/EUR": dollars per euro). `year` is the one the quantity belongs to, where the report
    says it; `direction` and `outlook` tell a rise from a fall, and what was measured from what may come.
    `money_status` says how far a sum of aid or defence money has come, where its clause says so.
    `modality` "denied" or "withdrawn" marks what the report says will not happen.
    Field names of the first block follow `evidence-gold/1`.
    """

    id: str
    span: Span
    value: float
    unit: str
    kind: Kind
    concerns: str
    lever: str | None
    salience: Literal["core", "minor"]
    approx: bool
    attributed_to: str | None
    role: Role | None = None
    bound: Literal["at_least", "at_most"] | None = None
    range_with: str | None = None
    per: Literal["year", "month", "day"] | None = None
    equivalent_of: str | None = None
    implied_rate: float | None = None
    implied_rate_pair: str | None = None
    modality: str | None = None
    note: str | None = None

    claim: str
    normalised: float
    measure: Measure
    subject: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    sectors: Literal["goods", "all"] | tuple[str, ...] | None = None
    by: DateInterval | None = None
    no_date: bool = False
    year: int | None = None
    direction: Literal["rise", "fall"] | None = None
    outlook: Literal["observed", "expected"] | None = None
    money_status: MoneyStatus | None = None
    context: Span
    rule: str
    confidence: Confidence


class Statement(Frozen):
    """What somebody is reported to have said, or to have declined to say.

    `content` are the words reported, without the speaker and the cue; `quoted` the quotations among them with their
    marks. `speaker` is the fullest name of a person or institution, or an unnamed source as described; None where
    it stays open, with the reason in `unresolved`. `speaker_code` is the country or bloc that speaks through him:
    none for a former office-holder or an outlet. `on_behalf_of` is the principal of a spokesperson, `source_chain`
    who hands the words down, outermost first, where that is more than the speaker. Links (`nested_in`,
    `disavowed_by`, `disavows`, `continues`) are identifiers of other statements. Field names of the first block
    follow `evidence-gold/1`.
    """

    id: str
    mode: Mode
    content: tuple[Span, ...]
    quoted: tuple[Span, ...]
    speaker: str | None
    speaker_mention: Span | None
    cue: Span | None
    cue_lemma: str | None
    status: Status
    via: str | None = None
    addressee: str | None = None
    nested_in: str | None = None
    disavowed_by: str | None = None
    disavows: str | None = None
    continues: str | None = None
    speaker_pronoun: bool = False

    claim: str
    span: Span
    speaker_code: str | None = None
    on_behalf_of: str | None = None
    source_chain: tuple[str, ...] = ()
    unresolved: str | None = None
    note: str | None = None
    rule: str
    confidence: Confidence


class Position(Frozen):
    """What an actor wants, offers, threatens or refuses, tied to an issue and, where all is said, to a lever.

    `codes` are the countries or blocs the actor stands for; empty where he speaks for nobody but himself. `lever`
    needs actor, stance and object; it is None where one of them is missing. `figures` and `statements` are
    identifiers of the claims behind it.
    """

    id: str
    actor: str
    stance: str
    object: str
    span: Span
    lever: str | None
    modality: str
    target: str | None = None
    figures: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()

    claim: str
    issue: Issue
    codes: tuple[str, ...] = ()
    note: str | None = None
    rule: str
    confidence: Confidence


class Event(Frozen):
    """A meeting, call, visit, attack or other event: who, where, on which days, expected or done.

    `date_start` and `date_end` are both inclusive and None where open; `date_expr` is the expression they come from,
    None where they are inferred (`date_inferred`) or unknown. `plover` is the type of the PLOVER ontology, `codes`
    the participants' countries. `note` says what to beware of.
    """

    id: str
    type: EventType
    what: str
    who: tuple[str, ...]
    where: str | None
    date_expr: Span | None
    date_start: date | None
    date_end: date | None
    span: Span
    modality: Occurrence
    date_inferred: bool = False

    claim: str
    plover: str | None = None
    codes: tuple[str, ...] = ()
    note: str | None = None
    rule: str
    confidence: Confidence


class Reading(Frozen):
    """Everything read from one document; `terms` are words in quotation marks that nobody is said to have spoken."""

    document: Document
    figures: tuple[Figure, ...]
    dates: tuple[DateInterval, ...]
    statements: tuple[Statement, ...] = ()
    positions: tuple[Position, ...] = ()
    events: tuple[Event, ...] = ()
    terms: tuple[Span, ...] = ()
