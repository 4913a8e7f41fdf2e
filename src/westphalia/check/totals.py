"""Sums of parts: a list of like numbers that the sentence itself totals."""

import re
from collections.abc import Iterator
from typing import Final

from westphalia.check import grammar
from westphalia.check.operands import Operand, Range
from westphalia.check.sentence import Sentence

_MARKS: Final = re.compile(r"‹(?P<mark>[A-Z]\d+)›")
_ADDABLE: Final = ("M", "Q")
Sum = tuple[Operand, tuple[Operand, ...], Range]


def sums(sentence: Sentence) -> Iterator[Sum]:
    """Every total the sentence states of a closed list beside it, with the parts and what they add up to."""
    marks = list(_MARKS.finditer(sentence.text))
    first = 0
    while first < len(marks):
        last = _last_of_list(marks, first, sentence)
        if last > first:
            parts = tuple(sentence.operands[m["mark"]] for m in marks[first : last + 1])
            total = _total(marks, first, last, sentence)
            if total is not None and _addable(total, parts):
                yield total, parts, _added(parts)
        first = last + 1


def _last_of_list(marks: list[re.Match[str]], first: int, sentence: Sentence) -> int:
    """The last mark of the list that begins at a mark; a list ends with "and"."""
    closed = at = first
    while at + 1 < len(marks) and marks[at + 1]["mark"][0] in _ADDABLE:
        gap = grammar.LISTED.fullmatch(sentence.text, marks[at].end(), marks[at + 1].start())
        if gap is None or not _same_sort(marks[at], marks[at + 1], sentence):
            break
        at += 1
        if gap["joint"] not in (",",):
            closed = at
            break
    return closed


def _same_sort(one: re.Match[str], other: re.Match[str], sentence: Sentence) -> bool:
    return sentence.operands[one["mark"]].unit == sentence.operands[other["mark"]].unit


def _total(marks: list[re.Match[str]], first: int, last: int, sentence: Sentence) -> Operand | None:
    text = sentence.text
    if last + 1 < len(marks) and marks[last + 1]["mark"][0] in _ADDABLE:
        after, begin = marks[last + 1], marks[last].end()
        bare = grammar.TOTAL_BARE.fullmatch(text, begin, after.start())
        closes = grammar.TOTAL_CLOSES.match(text, after.end())
        cued = grammar.TOTAL_AFTER.fullmatch(text, begin, after.start())
        if (cued or (bare and closes)) and not grammar.OPEN_ENDED.match(text, after.end()):
            return sentence.operands[after["mark"]]
    if first > 0 and last + 1 == len(marks):
        before = marks[first - 1]
        if grammar.TOTAL_BEFORE.fullmatch(text, before.end(), marks[first].start()):
            return sentence.operands[before["mark"]]
    return None


def _addable(total: Operand, parts: tuple[Operand, ...]) -> bool:
    figures = [one.figure for one in (total, *parts)]
    plain = all(f is not None and f.bound is None and f.role not in ("from", "to") for f in figures)
    return plain and len({(one.unit, one.figure and one.figure.per) for one in (total, *parts)}) == 1


def _added(parts: tuple[Operand, ...]) -> Range:
    total = Range(0.0, 0.0, 0.0)
    for part in parts:
        total = total + part.range
    return total
