"""A sentence with its figures as marks, so that rules can speak of "from ‹M0› to ‹M1›"."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from westphalia.check.operands import Operand, operand, worded
from westphalia.evidence.claims import Figure, Reading

_MOST_FIGURES: Final = 24
_LONGEST: Final = 2000
_KINDS: Final = {"money": "M", "count": "Q", "duration": "T"}
_UNITS: Final = {"percentage_points": "D", "fraction": "F", "times": "X", "basis_points": "B"}
_RANGE, _SHARE, _CONVERTED = "R", "P", "E"
_CONVERSION: Final = re.compile(r"\s?\([^()‹›]{0,30}‹E\d+›[^()‹›]{0,30}\)|,? or (?:[a-z]+ ){0,2}‹E\d+›,?")
_PARTS: Final = {
    "half": 0.5,
    "third": 1 / 3,
    "quarter": 0.25,
    "fifth": 0.2,
    "sixth": 1 / 6,
    "eighth": 0.125,
    "tenth": 0.1,
}
_WORDS: Final = re.compile(
    rf"(?<![\w‹-])(?:(?P<many>an?|one|two|three|four)[ -](?P<part>{'|'.join(_PARTS)})s?|(?P<half>half))(?![\w›-])"
)
_MANY: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}


@dataclass(frozen=True)
class Sentence:
    """The text with a mark for every figure, and the operand behind each mark.

    Marks: M money, Q a count, T a time, P per cent, D percentage points, F a fraction, X a multiple; R is one end of a
    range and E a sum converted (left out with its bracket), which no rule uses.
    """

    text: str
    operands: Mapping[str, Operand]


def masked_sentence(figure: Figure, reading: Reading) -> Sentence | None:
    """The sentence a figure stands in; None where it has no other, or is more a table."""
    context = figure.context
    if len(context.text) > _LONGEST:
        return None
    peers = _peers(figure, reading)
    return None if not 1 < len(peers) <= _MOST_FIGURES else _masked(context.text, context.start, peers)


def _peers(figure: Figure, reading: Reading) -> list[Figure]:
    """The figures of the same sentence, in the order of the text; at most one more than a sentence may have."""
    figures = reading.figures
    first = bisect_left(figures, figure.context.start, key=lambda f: f.span.start)
    found = figures[first : first + _MOST_FIGURES + 1]
    return [f for f in found if f.span.end <= figure.context.end]


def _masked(text: str, start: int, peers: list[Figure]) -> Sentence:
    pieces, at, marks = [], 0, {}
    for k, figure in enumerate(peers):
        mark = f"{_mark(figure)}{k}"
        marks[mark] = operand(figure)
        begin = max(at, figure.span.start - start)
        pieces += [_plain(text[at:begin]), f"‹{mark}›"]
        at = max(at, figure.span.end - start)
    joined = "".join(pieces) + _plain(text[at:])
    return _with_words(_CONVERSION.sub("", joined), marks)


def _plain(text: str) -> str:
    return text.replace("‹", "<").replace("›", ">").replace("\u00a0", " ").replace("\n", " ")


def _mark(figure: Figure) -> str:
    if figure.role == "bound" and figure.range_with is not None:
        return _RANGE
    if figure.equivalent_of is not None:
        return _CONVERTED
    return _UNITS.get(figure.unit) or _KINDS.get(figure.kind, _SHARE)


def _with_words(text: str, marks: dict[str, Operand]) -> Sentence:
    """Shares in words that are no figures (", a fifth,") get marks too."""
    pieces, at = [], 0
    for found in _WORDS.finditer(text):
        value = 0.5 if found["half"] else _MANY[found["many"]] * _PARTS[found["part"]]
        mark = f"F{100 + len(marks)}"
        marks[mark] = worded(found.group(), value)
        pieces += [text[at : found.start()], f"‹{mark}›"]
        at = found.end()
    return Sentence("".join(pieces) + text[at:], marks)
