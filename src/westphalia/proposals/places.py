"""Where the words of a proposal stand in the stored text: at one place, whole, within a paragraph, or nowhere."""

import unicodedata
from bisect import bisect_right

from westphalia.evidence.words.text import paragraphs

_SEPARATORS = ".,"
_MINUS = "-−"
_LOOKS = 1000  # occurrences within other words after which a name is not looked for any further


class Places:
    """The places of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._paragraphs = paragraphs(text)
        self._starts = [start for start, _ in self._paragraphs]
        self._held: dict[str, bool] = {}

    def paragraph(self, position: int) -> tuple[int, int]:
        """The paragraph that holds a position, or an empty stretch where it stands between two."""
        at = bisect_right(self._starts, position) - 1
        start, end = self._paragraphs[at] if at >= 0 else (0, 0)
        return (start, end) if start <= position < end else (position, position)

    def of(self, quote: str, prefix: str = "", suffix: str = "") -> int | str:
        """Where the only occurrence of the words begins, or why they cannot be placed."""
        if fault := _unfit(quote):
            return fault
        wanted = prefix + quote + suffix
        first = self.text.find(wanted)
        if first < 0:
            beside = quote in self.text
            return "prefix or suffix does not stand beside it in the text" if beside else "not verbatim in the text"
        if self.text.find(wanted, first + 1) >= 0:
            return "ambiguous: it stands in the text more than once, and prefix and suffix do not single it out"
        start = first + len(prefix)
        return self._across(start, start + len(quote)) or _cut(self.text, start, start + len(quote)) or start

    def first(self, words: str, low: int, high: int) -> int | None:
        """Where words first stand in a stretch as whole words."""
        at = self.text.find(words, low, high)
        for _ in range(_LOOKS):
            if at < 0 or not _cut(self.text, at, at + len(words)):
                break
            at = self.text.find(words, at + 1, high)
        return at if at >= 0 and not _cut(self.text, at, at + len(words)) else None

    def holds(self, words: str, low: int, high: int) -> bool:
        """Whether a stretch holds the words as whole words."""
        return self.first(words, low, high) is not None

    def names(self, words: str) -> bool:
        """Whether the text holds a name as whole words."""
        if words not in self._held:
            self._held[words] = self.holds(words, 0, len(self.text))
        return self._held[words]

    def _across(self, start: int, end: int) -> str | None:
        return None if end <= self.paragraph(start)[1] else "runs over more than one paragraph"


def _unfit(quote: str) -> str | None:
    if any(unicodedata.category(c) == "Cc" and c not in "\n\t\r" for c in quote):
        return "holds control characters"
    if not any(c.isalnum() for c in quote):
        return "holds no word or number"
    return "begins or ends with a space" if quote != quote.strip() else None


def _cut(text: str, start: int, end: int) -> str | None:
    """Whether a stretch cuts a word or a number in two."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    inside = text[start:end]
    word = _joined(before[-1:], inside[0]) or _joined(inside[-1], after[:1])
    number = _within_number(before, inside[0]) or _within_number(after[::-1], inside[-1])
    signed = inside[0].isdigit() and before[-1:] in _MINUS and before[-1:] and not before[:-1].strip()
    return "cuts a word or a number in two" if word or number or signed else None


def _joined(left: str, right: str) -> bool:
    """Whether two neighbours belong to one word: letters or digits, or a mark that stands on the letter before it."""
    if not left or not right:
        return False
    return (left.isalnum() and right.isalnum()) or unicodedata.combining(right) > 0


def _within_number(beside: str, edge: str) -> bool:
    """Whether a digit goes on beyond a point or comma: the 5 of 2.5."""
    return len(beside) == 2 and edge.isdigit() and beside[1] in _SEPARATORS and beside[0].isdigit()
