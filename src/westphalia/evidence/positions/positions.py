"""Who wants, offers, threatens or refuses what: stance frames tied to issues and levers."""

import re
from bisect import bisect_left
from collections.abc import Iterable

from westphalia.evidence.claims import Figure, Position, Statement
from westphalia.evidence.lines.material import Material
from westphalia.evidence.lines.tokens import Line
from westphalia.evidence.positions.actors import Actors
from westphalia.evidence.positions.clauses import opened
from westphalia.evidence.positions.deeds import DeedReader, disavowals
from westphalia.evidence.positions.foretold import ForetoldReader
from westphalia.evidence.positions.position_levers import Levers, directed
from westphalia.evidence.positions.said_rules import SaidReader
from westphalia.evidence.positions.shown_object import meant, shown
from westphalia.evidence.positions.stance_rules import Draft, StanceReader
from westphalia.evidence.positions.topics import Topics, own_issue, refers

_STOPS = ".,!?…:;"
_LONG = 25
_NEAR = 120


def read_positions(
    material: Material, statements: tuple[Statement, ...], figures: tuple[Figure, ...]
) -> tuple[Position, ...]:
    """The positions that a text reports, in order."""
    actors = Actors(material, statements)
    views = [view for line in material.lines if is_prose(material.text, line) for view in opened(material, line)]
    readers = (StanceReader, DeedReader, SaidReader, ForetoldReader)
    drafts = [draft for view in views for reader in readers for draft in reader(view, actors, material.text).drafts()]
    drafts = [draft for draft in drafts if not _is_denied(actors.statement_at(draft.object_start))]
    drafts += disavowals(actors, statements)
    levers, topics = Levers(material.registry), Topics(material)
    kept = _without_repeats(sorted(drafts, key=lambda d: (d.start, d.end)))
    told: list[Position] = []
    for draft in kept:
        found = _position(draft, f"p{len(told) + 1}", material, actors, levers, topics, figures)
        told += [found] if found is not None else []
    return tuple(told)


def is_prose(text: str, line: Line) -> bool:
    """Whether a line is a sentence rather than a heading: it ends with a stop, or is long."""
    ending = line.tags[-1]
    if ending == "Q":
        return len(line.tags) == 1 or text[line.end - 2] in _STOPS or text[line.end - 1] in _STOPS
    return ending in ".;:)" or len(line.tags) > _LONG


def _without_repeats(drafts: Iterable[Draft]) -> list[Draft]:
    """Each position once: of two of one holder that overlap, the first."""
    kept: list[Draft] = []
    last: dict[tuple[str, bool], Draft] = {}
    for draft in drafts:
        if kept and _holds(kept[-1], draft):
            continue
        before = (last.get((draft.holder.name, disowning)) for disowning in (False, True))
        if not any(d is not None and _same(d, draft) for d in before):
            kept.append(draft)
            key = draft.holder.name, draft.stance == "disavows"
            last[key] = max(draft, last.get(key, draft), key=lambda d: d.end)
    return kept


def _holds(outer: Draft, inner: Draft) -> bool:
    """Whether what somebody will do stands in what another makes of it: "played down reports the army would join"."""
    within = outer.object_start <= inner.start and inner.end <= outer.end
    if not within or outer.holder.name == inner.holder.name:
        return False
    return outer.rule in _DENYING or (inner.rule.startswith("will:") and outer.stance in _OF_ANOTHER)


def _is_denied(statement: Statement | None) -> bool:
    """Whether words stand in what somebody denies."""
    return statement is not None and statement.cue_lemma == "deny"


def _same(earlier: Draft, later: Draft) -> bool:
    """Whether two positions of one holder tell the same: they overlap, or disown one thing in one sentence."""
    twice = earlier.stance == later.stance == "disavows" and later.start - earlier.end < _NEAR
    return earlier.end > later.start or twice


def _about(draft: Draft, material: Material) -> tuple[str, ...]:
    """Countries that the object names, then whom it asks."""
    named = [m.actor for m in material.registry.between(draft.start, draft.end) if m.sort != "person"]
    return tuple(dict.fromkeys((*named, *draft.target_codes)))


def _parties(draft: Draft, material: Material) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who moves what the object names, and whom it concerns: of "US sanctions on Iran" neither is the speaker."""
    if draft.rule.startswith(("deed", "will", "foretold")):
        return draft.holder.codes, _about(draft, material)
    named = [m for m in material.registry.between(draft.start, draft.end) if m.sort != "person"]
    sender, target = directed(material.text, draft.start, draft.end, named)
    if (
        not sender
        and draft.stance in ("approves", "demands")
        and _SANCTIONS.search(material.text, draft.start, draft.end)
    ):
        return (), ()
    return sender or draft.holder.codes, target or tuple(c for c in _about(draft, material) if c not in sender)


def _position(
    draft: Draft, name: str, material: Material, actors: Actors, levers: Levers, topics: Topics,
    figures: tuple[Figure, ...],
) -> Position | None:  # fmt: skip
    span = material.span(draft.start, draft.end)
    low, high = (bisect_left(figures, at, key=lambda f: f.span.start) for at in (draft.start, draft.end))
    behind = figures[low:high]
    statement = actors.statement_at(draft.start)
    told = material.text[draft.object_start : draft.end]
    said = own_issue(told, span.text, draft.about)
    issue, named = (said, "") if said else topics.taken_up(draft.start)
    if said == "aid" and "loan" in told and topics.taken_up(draft.start)[0] == "frozen_assets":
        said = issue = "frozen_assets"
    words = draft.about or span.text
    if not said and refers(told):
        said, words = issue, f"{words} {named}"
    sender, whom = _parties(draft, material)
    modality = _modality(draft, statement, span.text)
    holder = draft.holder
    if not (said not in (None, "other") or holder.codes or draft.stance == "disavows" or actors.is_person(holder.name)):
        return None
    return Position(
        id=name, actor=draft.holder.name, stance=draft.stance, span=span, modality=modality,
        object=meant(draft.about) or shown(material.text, draft.object_start, draft.end), target=draft.target,
        lever=levers.name(said, words, sender, whom, behind) if said else None,
        figures=tuple(f.id for f in behind), statements=(statement.id,) if statement else (),
        claim=material.document.claim_id(span), issue=issue, codes=draft.holder.codes, rule=draft.rule,
        confidence="high" if statement is None or statement.confidence == "high" else statement.confidence,
    )  # fmt: skip


def _modality(draft: Draft, statement: Statement | None, words: str) -> str:
    """How the position is told: as the rule has it, unless the statement behind it is doubtful."""
    if statement is not None and statement.status in _DOUBTFUL:
        return statement.status
    if draft.modality == "stated" and _CONDITION.search(words):
        return "conditional"
    return draft.modality


_SANCTIONS = re.compile(r"\bsanctions?\b", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:if|unless|provided|as long as|until|only when|in the event of)\b")
_DOUBTFUL = ("reported, unconfirmed", "disavowed", "conditional", "expected, not yet said")
_DENYING = ("verb: played", "verb: dismissed", "verb: dismisses", "verb: dismissing")
_OF_ANOTHER = ("opposes", "rejects", "expects", "wants", "proposes", "warns against", "urges", "pledges")
