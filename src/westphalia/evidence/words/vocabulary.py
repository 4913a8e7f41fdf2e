"""Word lists as they are written in this package, turned into patterns and sets."""

import re
from collections.abc import Iterable


def any_of(words: str) -> str:
    """One alternation of the entries of a list; an underscore stands for a space, entries may be patterns."""
    return "(?:" + "|".join(word.replace("_", " ") for word in words.split()) + ")"


def word_set(words: str) -> frozenset[str]:
    """The entries of a list; an underscore stands for a space."""
    return frozenset(word.replace("_", " ") for word in words.split())


def literal(words: Iterable[str]) -> str:
    """One alternation of fixed words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
