"""Officials of several countries as one phrase: "the French, German and Polish leaders"."""

import re

from westphalia.evidence.lines.phrases import Phrase
from westphalia.evidence.lines.tokens import Line
from westphalia.evidence.words.vocabulary import word_set

_LIST = re.compile(r"d?[lj#]?[ag](?:(?:,[ag]){0,6},?k[ag])?(?=[lJjCir])")
_PEOPLE = word_set(
    """envoys negotiators teams delegations sides counterparts diplomats leaders ministers officials presidents
    mediators chiefs generals ambassadors commanders premiers experts lawmakers delegates troops forces"""
)


def with_lists(line: Line, found: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """The phrases of a line, those of a list of nationalities before officials in the plural as one."""
    if "a" not in line.tags and "g" not in line.tags:
        return found
    for hit in _LIST.finditer(line.tags):
        last = _people(line, hit.end())
        if last is None or (line.tags[last] == "r" and "k" not in hit.group()):
            continue
        whole = Phrase(line, hit.start(), last, "office")
        found = (
            *(p for p in found if p.last < whole.first),
            whole,
            *(p for p in found if p.first > last),
        )
    return found


def _people(line: Line, at: int) -> int | None:
    """The token of the noun for people that a list ends in: "Danish and Russian foreign ministers"."""
    for k in range(at, min(at + 3, len(line.tokens))):
        if line.tokens[k].word in _PEOPLE:
            return k
        if line.tags[k] not in "lJjCir":
            return None
    return None
