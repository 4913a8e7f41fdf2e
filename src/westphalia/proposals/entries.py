"""What one proposal of an answer may hold: four kinds, known fields, bounded lengths; everything else is refused."""

from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from westphalia.evidence.claims import CLAIM_KINDS, EventType, Issue, Stance
from westphalia.proposals.shown import shown

MAX_QUOTE = 2000  # characters, the longest sentence the rules look at
MAX_BESIDE = 200
MAX_NAMES = 20
Quote = Annotated[str, Field(min_length=1, max_length=MAX_QUOTE)]
Beside = Annotated[str, Field(max_length=MAX_BESIDE)]
Name = Annotated[str, Field(min_length=1, max_length=MAX_BESIDE)]
Names = Annotated[tuple[Name, ...], Field(max_length=MAX_NAMES, strict=False)]


class Entry(BaseModel):
    """Base of the entries: the words meant, and what stands right before and after where they occur twice."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    quote: Quote
    prefix: Beside = ""
    suffix: Beside = ""


class FigureEntry(Entry):
    """A number with its unit."""

    kind: Literal["figure"]
    actor: Name | None = None
    concerns: Name | None = None


class StatementEntry(Entry):
    """Words that somebody is reported to have said."""

    kind: Literal["statement"]
    speaker: Name | None = None
    cue: Name | None = None


class PositionEntry(Entry):
    """What an actor wants, offers or refuses."""

    kind: Literal["position"]
    actor: Name
    stance: Stance
    issue: Issue | None = None
    target: Name | None = None


class EventEntry(Entry):
    """Something that happened or is to happen."""

    kind: Literal["event"]
    type: EventType
    who: Names = ()
    where: Name | None = None
    date_expr: Name | None = None


AnyEntry = FigureEntry | StatementEntry | PositionEntry | EventEntry


class AnswerForm(BaseModel):
    """The form of an answer, as the request describes it."""

    model_config = ConfigDict(extra="forbid")

    protocol: Literal["westphalia-proposals/1"] | None = None
    sha256: str | None = None
    model: str | None = None
    proposals: list[Annotated[AnyEntry, Field(discriminator="kind")]]


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[AnyEntry]:
    return TypeAdapter(Annotated[AnyEntry, Field(discriminator="kind")])


def answer_schema() -> dict[str, Any]:
    """The JSON schema of an answer."""
    return AnswerForm.model_json_schema()


def entry_of(data: object) -> AnyEntry | str:
    """One proposal of an answer, or why it has not the form of one."""
    if not isinstance(data, dict):
        return f"{shown(data)} is not an object"
    try:
        return _adapter().validate_python(data)
    except ValidationError as fault:
        return _reason(fault, data)


def _reason(fault: ValidationError, data: dict[str, object]) -> str:
    first = fault.errors(include_url=False, include_context=True)[0]
    kind, context = first["type"], first.get("ctx", {})
    field = shown(".".join(str(part) for part in first["loc"][1:]))
    if kind.startswith("union_tag"):
        return f"unknown kind {shown(data.get('kind'))}, expected {', '.join(CLAIM_KINDS)}"
    if kind == "extra_forbidden":
        return f"field {field} is not one of a {data['kind']}"
    if kind == "missing":
        return f"field {field} is missing"
    if kind in ("string_too_long", "too_long"):
        return f"field {field} is too long, expected at most {context['max_length']}"
    if kind == "literal_error":
        return f"field {field} is {shown(first['input'])}, which is none of the words that the schema lists"
    return f"field {field}: {first['msg'][:1].lower()}{first['msg'][1:]}"
