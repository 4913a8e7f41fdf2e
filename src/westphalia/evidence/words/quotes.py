"""Quotations of a text: pairs of marks, straight, curly or mixed, and those that go on over a paragraph's end."""

import re
from dataclasses import dataclass
from typing import Literal

_DOUBLE = '“”„‟«»"'
_MARK = re.compile("[“”„‟«»\"‘’‚']")
_ELIDED = re.compile(r"['’‘](?:em|til|tis|twas|cause|n|cos|bout|round|\d0s)\b", re.IGNORECASE)
_OPENS_AFTER = frozenset(" \t\n\r\u00a0([{—–-/:“\"‘'„«")
_CLOSES_BEFORE = frozenset(" \t\n\r\u00a0)]}—–-/:;,.!?…”\"’'»")
_BIDI = "\u200b\u200e\u200f\u2060\ufeff"
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|cannot|must|should|do|does|did|[’'](?:s|re|ll|ve))\b"
)
_ENDS_QUOTE = frozenset(".,!?…;—–")


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation in one paragraph: offsets with and without its marks.

    `continued` says that it takes up a quotation left open in the paragraph before, `unfinished` that it is left open
    itself and taken up in the next.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    paragraph: int
    continued: bool = False
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    at: int
    side: Literal["open", "close", "either"]
    family: Literal["double", "single"]


def _neighbour(text: str, at: int, step: int, low: int, high: int) -> str:
    """The next character in a direction that is not an invisible mark; a space at the ends."""
    at += step
    while low <= at < high and text[at] in _BIDI:
        at += step
    return text[at] if low <= at < high else " "


def _side(text: str, at: int, low: int, high: int) -> Literal["open", "close", "either"] | None:
    """Whether a mark can open, close or do either, by its shape and its neighbours; None for an apostrophe."""
    sign = text[at]
    if sign in "„‟«":
        return "open"
    if sign == "»":
        return "close"
    before, after = _neighbour(text, at, -1, low, high), _neighbour(text, at, 1, low, high)
    opens = before in _OPENS_AFTER and not after.isspace() and after not in ",.;:!?)"
    closes = not before.isspace() and (after in _CLOSES_BEFORE or not after.isalnum())
    if sign == "“":
        return "open" if opens else "either"
    if sign in "‘‚":
        return "open" if opens else None
    if sign == "”":
        return "close"
    if sign == '"':
        return _straight(opens, closes, before, after)
    if opens and not _ELIDED.match(text, at):
        return "open" if sign == "'" or not closes else "either"
    return "close" if closes else None


def _straight(opens: bool, closes: bool, before: str, after: str) -> Literal["open", "close", "either"] | None:
    if opens and closes:
        return "either"
    if opens:
        return "open"
    if closes:
        return "close"
    return "either" if before.isalnum() != after.isalnum() else None


def _marks(text: str, low: int, high: int) -> list[_Mark]:
    found = []
    for sign in _MARK.finditer(text, low, high):
        at = sign.start()
        side = _side(text, at, low, high)
        if side is not None:
            found.append(_Mark(at, side, "double" if text[at] in _DOUBLE else "single"))
    return found


def _plural_genitive(text: str, at: int, later: bool) -> bool:
    """Whether a closing single mark is rather the genitive of a plural: "the allies' budgets"."""
    return later and text[at - 1] == "s" and re.match(r"[’'] [a-z]", text[at : at + 3]) is not None


def _pairs(text: str, marks: list[_Mark]) -> tuple[list[tuple[int, int]], int | None]:
    """Outermost pairs of marks of a paragraph, and where a double mark is left open."""
    closers = [k for k, m in enumerate(marks) if m.family == "single" and m.side != "open"]
    last_single = marks[closers[-1]].at if closers else -1
    stack: list[_Mark] = []
    spans: list[tuple[int, int, int]] = []
    for mark in marks:
        inside = next((k for k in range(len(stack) - 1, -1, -1) if stack[k].family == mark.family), None)
        if mark.side == "open" or (mark.side == "either" and inside is None):
            if mark.family == "single" and last_single <= mark.at:
                continue
            if inside is not None and inside == len(stack) - 1 and mark.family == "single":
                stack.pop()
            stack.append(mark)
        elif inside is not None:
            if mark.family == "single" and _plural_genitive(text, mark.at, mark.at < last_single):
                continue
            del stack[inside + 1 :]
            spans.append((stack.pop().at, mark.at, len(stack)))
    left = [m.at for m in stack if m.family == "double"]
    return _outermost(spans), (left[0] if left else None)


def _outermost(spans: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end, _ in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or start > kept[-1][1]:
            kept.append((start, end))
    return kept


def _opens_with_mark(text: str, start: int, end: int) -> bool:
    at = start
    while at < end and (text[at].isspace() or text[at] in _BIDI):
        at += 1
    return at < end and text[at] in '“"„«'


def find_quotes(text: str, paragraphs: list[tuple[int, int]]) -> tuple[Quote, ...]:
    """Every outermost quotation of a text, in order, marks included.

    A double mark may close with a mark of another shape. One left open at a paragraph's end goes on where the next
    paragraph opens with a mark; otherwise it is no quotation. A single mark inside a word, in an elision or after
    the s of a plural is an apostrophe.
    """
    found: list[Quote] = []
    going_on = False
    for number, (low, high) in enumerate(paragraphs):
        pairs, open_at = _pairs(text, _marks(text, low, high))
        end = _stripped_end(text, low, high)
        follows = number + 1 < len(paragraphs) and _opens_with_mark(text, *paragraphs[number + 1])
        unfinished = open_at is not None and follows and end - open_at > 1
        if unfinished and open_at is not None:
            pairs = [pair for pair in pairs if pair[1] < open_at]
        first = True
        for start, close in pairs:
            takes_up = going_on and first
            found.append(Quote(start, close + 1, start + 1, close, number, continued=takes_up))
            first = False
        if unfinished and open_at is not None:
            found.append(Quote(open_at, end, open_at + 1, end, number, going_on and first, unfinished=True))
        going_on = unfinished
    return tuple(q for q in found if text[q.inner_start : q.inner_end].strip())


def _stripped_end(text: str, low: int, high: int) -> int:
    return low + len(text[low:high].rstrip())


def is_whole(text: str, quote: Quote) -> bool:
    """Whether a quotation holds a sentence of its own: it ends with a stop or comma, or opens big and has a verb."""
    inner = text[quote.inner_start : quote.inner_end].strip()
    return quote.unfinished or inner[-1] in _ENDS_QUOTE or (inner[0].isupper() and _VERB.search(inner) is not None)
