"""Word lists that are searched quickly: a text without the first letters of any of their words is not searched."""

import re

from westphalia.evidence.words.vocabulary import any_of

_COMMON = frozenset(("the", "its", "their", "our", "this", "for", "and", "per"))
_LITERAL = re.compile(r"[a-z]{3,}")
_ESCAPE = re.compile(r"\\[a-zA-Z]|\[[^\]]*\]")
_WORD = re.compile(r"[a-z]{3,}|%")


def openings_in(text: str) -> frozenset[str]:
    """The first three and four letters of the words of a text in lower case."""
    words = _WORD.findall(text)
    return frozenset((*(word[:4] for word in words), *(word[:3] for word in words)))


def _pieces(entry: str) -> list[tuple[str, bool]]:
    """The parts of a pattern outside all groups and its outermost groups, each with whether it is a group.

    Groups that may be absent and groups that only look around are left out.
    """
    pieces: list[tuple[str, bool]] = []
    depth, start = 0, 0
    for at, sign in enumerate(entry):
        if sign not in "()":
            continue
        if sign == "(" and depth == 0:
            pieces.append((entry[start:at], False))
            start = at
        depth += 1 if sign == "(" else -1
        if sign == ")" and depth == 0:
            group, start = entry[start : at + 1], at + 1
            absent = entry[start : start + 1] in ("?", "*") or entry[start : start + 3] == "{0,"
            if not absent and group[:3] not in ("(?!", "(?<"):
                pieces.append((group, True))
    return [*pieces, (entry[start:], False)]


def _runs(part: str) -> list[str]:
    """The runs of letters in a part of a pattern that may begin its words."""
    found = [run for run in _LITERAL.findall(_ESCAPE.sub(" ", part)) if run not in _COMMON]
    return [*found, "%"] if "%" in part else found


def _required(entry: str) -> list[str]:
    """Beginnings of which every text holds one that an entry matches: its first plain word, or its last group's."""
    pieces = _pieces(entry)
    plain = [run for part, grouped in pieces if not grouped for run in _runs(part)]
    groups = [_runs(part) for part, grouped in pieces if grouped and all(map(_runs, part.split("|")))]
    if plain and "|" not in "".join(part for part, grouped in pieces if not grouped):
        return plain[:1]
    return groups[-1] if groups and not plain else _runs(entry)


class WordIndex:
    """A list of words and patterns in lower case, searched only in texts that hold the beginnings of its words.

    Each entry needs a run of three letters or a per cent sign that begins a word of every text it matches.
    """

    def __init__(self, words: str) -> None:
        self.openings = frozenset(run[:4] for entry in words.split() for run in _required(entry))
        self.pattern = re.compile(rf"(?<!\w){any_of(words)}(?!\w)")

    def is_in(self, text: str, held: frozenset[str]) -> bool:
        """Whether an entry stands in a text in lower case, of which `held` are the openings."""
        return not self.openings.isdisjoint(held) and self.pattern.search(text) is not None
