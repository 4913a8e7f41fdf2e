"""Where they disagree: opposed stances on one matter, and different aims for one quantity."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isclose
from typing import Final

from westphalia.evidence.claims import Figure
from westphalia.evidence.words.vocabulary import word_set
from westphalia.report.stances import issue_words, lever_label
from westphalia.report.wishes import IssueBlock, Wish

_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_COMMON: Final = word_set(
    """with from that this will would should could must have been their they them more less than into over under about
    against without increase increased raise raised rise support backing give given make made take taken until before
    after country countries president government minister ministers people year years"""
)
_STEM: Final = 6
_ENOUGH: Final = 2
_AIMS: Final = ("to", "target", None)


@dataclass(frozen=True)
class Dispute:
    """Who stands against whom on one matter: both sides with their positions."""

    issue: str
    matter: str
    why: str
    one: tuple[Wish, ...]
    other: tuple[Wish, ...]


def disputes(blocks: Sequence[IssueBlock]) -> tuple[Dispute, ...]:
    """Every matter on which somebody is for and another against, or on which two name different aims."""
    return tuple(d for block in blocks for d in (*_opposed(block), *_apart(block)))


def _opposed(block: IssueBlock) -> list[Dispute]:
    """Opposed stances: positions against, with those for the same matter by others; one dispute where they meet."""
    found: list[tuple[tuple[Wish, ...], tuple[Wish, ...]]] = []
    for against in (w for w in block.wishes if w.side == "against"):
        pro = tuple(w for w in block.wishes if _is_pro(w) and _same_matter(w, against) and _others(w, against))
        if not pro:
            continue
        meeting = [sides for sides in found if set(sides[0]) & set(pro)]
        found = [sides for sides in found if sides not in meeting]
        one = dict.fromkeys(w for sides in (*meeting, (pro, ())) for w in sides[0])
        other = dict.fromkeys(w for sides in (*meeting, ((), (against,))) for w in sides[1])
        found.append((tuple(one), tuple(other)))
    return [Dispute(block.name, _matter(one, other), "opposed stances", one, other) for one, other in found]


def _is_pro(wish: Wish) -> bool:
    """For the thing, or threatening it: whoever is against it stands against both."""
    return wish.side == "for" or wish.stance == "threatens"


def _others(one: Wish, other: Wish) -> bool:
    return not set(one.actors) & set(other.actors)


def _same_matter(one: Wish, other: Wish) -> bool:
    """The same lever; where one of them has none, a word of substance in common beside those of the issue itself."""
    if one.lever and other.lever:
        return one.lever == other.lever
    return bool((_substance(one.object) & _substance(other.object)) - _substance(issue_words(one.issue)))


def _substance(words: str) -> frozenset[str]:
    return frozenset(w[:_STEM] for w in map(str.casefold, _WORD.findall(words)) if w not in _COMMON)


def _matter(one: Iterable[Wish], other: Iterable[Wish]) -> str:
    """What it is about: the shortest of the things named that says enough; nothing where none does."""
    named = sorted((w.object for w in (*one, *other)), key=len)
    return next((words for words in named if len(_substance(words)) >= _ENOUGH), "")


def _apart(block: IssueBlock) -> list[Dispute]:
    """Different aims: two for the same lever, with figures of one unit that differ."""
    pairs = combinations((w for w in block.wishes if w.side == "for" and w.lever), 2)
    return [
        Dispute(block.name, lever_label(one.lever or ""), "different aims", (one,), (other,))
        for one, other in pairs
        if one.lever == other.lever and _others(one, other) and _differ(one.figures, other.figures)
    ]


def _differ(one: Sequence[Figure], other: Sequence[Figure]) -> bool:
    mine, theirs = _aims(one), _aims(other)
    shared = {(f.kind, f.unit) for f in mine} & {(f.kind, f.unit) for f in theirs}
    return any(
        not any(
            isclose(a.normalised, b.normalised) for a in mine for b in theirs if (a.kind, a.unit) == (b.kind, b.unit)
        )
        for _ in shared
    )


def _aims(figures: Iterable[Figure]) -> list[Figure]:
    return [f for f in figures if f.role in _AIMS and f.kind in ("rate", "share", "money", "count")]
