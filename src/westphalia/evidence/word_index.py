"""Word lists that are searched quickly: a text without the first letters of any of their words is not searched."""

import re

from westphalia.evidence.vocabulary import any_of

_COMMON = frozenset(("the", "its", "their", "our", "this", "for", "and", "per"))
_LITERAL = re.compile(r"[a-z]{3,}")
_ESCAPE = re.compile(r"\\[a-zA-Z]|\[[^\]]*\]")
_WORD = re.compile(r"[a-z]{3,}|%")


def openings_in(text: str) -> frozenset[str]:
    """The first three and four letters of the words of a text in lower case."""
    words = _WORD.findall(text)
    return frozenset((*(word[:4] for word in words), *(word[:3] for word in words)))


class WordIndex:
    """A list of words and patterns in lower case, searched only in texts that hold the beginnings of its words.

    Each entry needs a run of three letters or a per cent sign that begins a word of every text it matches.
    """

    def __init__(self, words: str) -> None:
        runs = (run for run in _LITERAL.findall(_ESCAPE.sub(" ", words)) if run not in _COMMON)
        self.openings = frozenset(run[:4] for run in runs) | ({"%"} if "%" in words else frozenset())
        self.pattern = re.compile(rf"(?<!\w){any_of(words)}(?!\w)")

    def is_in(self, text: str, held: frozenset[str]) -> bool:
        """Whether an entry stands in a text in lower case, of which `held` are the openings."""
        return not self.openings.isdisjoint(held) and self.pattern.search(text) is not None
