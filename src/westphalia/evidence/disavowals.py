"""Statements that somebody takes distance from, linked at both ends."""

from westphalia.evidence.claims import Statement
from westphalia.evidence.material import Material
from westphalia.evidence.registry import strip_titles
from westphalia.evidence.status import distances

_REACH = 4  # lines back in which the words disowned stand


def link_disavowals(material: Material, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements with disavowals linked: the one that disowns, and the words of another that it disowns."""
    found = {statement.id: statement for statement in statements}
    for statement in statements:
        line = material.cast.line_at(statement.span.start)
        words = material.text[material.lines[line].start : material.lines[line].end]
        alone = sum(material.lines[line].start <= s.span.start < material.lines[line].end for s in statements) == 1
        if statement.mode == "silence" or not distances(words if alone else statement.span.text):
            continue
        target = _target(material, statement, statements, line, words)
        if target is None:
            continue
        found[statement.id] = found[statement.id].model_copy(update={"status": "disavows", "disavows": target.id})
        found[target.id] = found[target.id].model_copy(update={"status": "disavowed", "disavowed_by": statement.id})
    return tuple(found.values())


def _target(
    material: Material, disowning: Statement, statements: tuple[Statement, ...], line: int, words: str
) -> Statement | None:
    """The last statement before of another speaker who is named in the disavowal, or of the only one before."""
    earlier = [
        s for s in statements
        if s.span.start < disowning.span.start and line - material.cast.line_at(s.span.start) <= _REACH
        and s.speaker and s.speaker != disowning.speaker and s.status != "not stated"
    ]  # fmt: skip
    named = [s for s in earlier if _is_named(s.speaker or "", words)]
    if named:
        return named[-1]
    nearest = [s for s in earlier if line - material.cast.line_at(s.span.start) <= 1]
    return nearest[-1] if len({s.speaker for s in nearest}) == 1 else None


def _is_named(speaker: str, words: str) -> bool:
    """Whether any part of a speaker's name stands in the words, "Mr Bryan" for Bryan Lanza included."""
    return any(part in words for part in strip_titles(speaker).split() if len(part) > 3 and part[0].isupper())
