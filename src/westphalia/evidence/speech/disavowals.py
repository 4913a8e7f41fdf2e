"""Statements that somebody takes distance from, linked at both ends."""

from westphalia.evidence.claims import Statement
from westphalia.evidence.lines.material import Material
from westphalia.evidence.names.registry import strip_titles
from westphalia.evidence.speech.status import distances

_REACH = 4  # lines back in which the words disowned stand


def link_disavowals(material: Material, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements with disavowals linked: the one that disowns, and the words of another that it disowns."""
    found = {statement.id: statement for statement in statements}
    by_line: dict[int, list[Statement]] = {}
    for statement in statements:
        by_line.setdefault(material.cast.line_at(statement.span.start), []).append(statement)
    for statement in statements:
        line = material.cast.line_at(statement.span.start)
        words = material.text[material.lines[line].start : material.lines[line].end]
        alone = sum(material.lines[line].start <= s.span.start < material.lines[line].end for s in by_line[line]) == 1
        if statement.mode == "silence" or not distances(words if alone else statement.span.text):
            continue
        near = [s for number in range(line - _REACH, line + 1) for s in by_line.get(number, ())]
        target = _target(material, statement, near, line, words)
        if target is None:
            continue
        found[statement.id] = found[statement.id].model_copy(update={"status": "disavows", "disavows": target.id})
        found[target.id] = found[target.id].model_copy(update={"status": "disavowed", "disavowed_by": statement.id})
    return tuple(found.values())


def _target(material: Material, disowning: Statement, near: list[Statement], line: int, words: str) -> Statement | None:
    """The last statement before of another speaker who is named in the disavowal, or of the only one before."""
    earlier = [
        s for s in near
        if s.span.start < disowning.span.start
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
