"""Who wants, offers, threatens or refuses what: stance frames tied to issues and levers."""

from collections.abc import Iterable

from westphalia.evidence.actors import Actors
from westphalia.evidence.claims import Figure, Issue, Position, Statement
from westphalia.evidence.clauses import opened
from westphalia.evidence.issues import issue_of
from westphalia.evidence.material import Material
from westphalia.evidence.said_rules import SaidReader
from westphalia.evidence.stance_rules import Draft, StanceReader


def read_positions(
    material: Material, statements: tuple[Statement, ...], figures: tuple[Figure, ...]
) -> tuple[Position, ...]:
    """The positions that a text reports, in order."""
    actors = Actors(material, statements)
    views = [view for line in material.lines if _is_prose(line.tags) for view in opened(material, line)]
    readers = (StanceReader, SaidReader)
    drafts = [draft for view in views for reader in readers for draft in reader(view, actors, material.text).drafts()]
    kept = _without_repeats(sorted(drafts, key=lambda d: (d.start, d.end)))
    return tuple(_position(n, d, material, actors, figures) for n, d in enumerate(kept, 1))


def _is_prose(tags: str) -> bool:
    """Whether a line is a sentence rather than a heading: it ends with a stop, or is long."""
    return tags[-1] in ".;:Q)" or len(tags) > 25


def _without_repeats(drafts: Iterable[Draft]) -> list[Draft]:
    """Each position once: of two of one holder that overlap, the first."""
    kept: list[Draft] = []
    for draft in drafts:
        clash = any(d.holder.name == draft.holder.name and d.end > draft.start for d in kept)
        if not clash:
            kept.append(draft)
    return kept


def _issue(draft: Draft, material: Material, sentence: str) -> Issue:
    words = material.text[draft.object_start : draft.end]
    for text in (words, draft.about, sentence):
        found = issue_of(text) if text else None
        if found:
            return found
    return "other"


def _position(number: int, draft: Draft, material: Material, actors: Actors, figures: tuple[Figure, ...]) -> Position:
    span = material.span(draft.start, draft.end)
    line = material.lines[material.cast.line_at(draft.start)]
    behind = tuple(f.id for f in figures if draft.start <= f.span.start < draft.end)
    statement = actors.statement_at(draft.start)
    return Position(
        id=f"p{number}", actor=draft.holder.name, stance=draft.stance, object=draft.about
        or material.text[draft.object_start : draft.end], span=span, lever=None, modality=draft.modality,
        target=draft.target, figures=behind, statements=(statement.id,) if statement else (),
        claim=material.document.claim_id(span), issue=_issue(draft, material, material.text[line.start : line.end]),
        codes=draft.holder.codes, rule=draft.rule, confidence="high",
    )  # fmt: skip
