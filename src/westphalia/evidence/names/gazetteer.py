"""Places in a text where a country or a bloc is named: by name, people, capital or institution."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from westphalia.world.countries import countries

Sort = Literal["name", "demonym", "capital", "institution", "person", "government"]

_SHORTHAND = {"Europe": "EU27"}
_RUN = re.compile(r"(?<![\w$])(?:[^\W_a-z][^\W_]*|the\b)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the text names an actor: its country or bloc, by which sort of word, and the person if one."""

    start: int
    end: int
    text: str
    actor: str
    sort: Sort
    person: str | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that stands for an actor; weak where it also means something else."""

    word: str
    actor: str
    sort: Sort
    weak: bool


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[_Word, ...]]:
    """Words that stand for a country or bloc by their first run of letters, longest first."""
    table: dict[str, list[_Word]] = {}
    for code, entry in countries().items():
        if entry.kind == "rest":
            continue
        sorts: Iterable[tuple[Sort, tuple[str, ...]]] = (
            ("name", (entry.name, *entry.names)),
            ("demonym", entry.demonyms),
            ("capital", entry.capitals),
            ("institution", entry.institutions),
        )
        for sort, words in sorts:
            for word in (*words, *(_opening(w) for w in words if w.startswith("the "))):
                table.setdefault(_first_run(word), []).append(_Word(word, code, sort, _is_weak(word, entry.weak)))
    for word, code in _SHORTHAND.items():
        table.setdefault(word, []).append(_Word(word, code, "name", False))
    return {key: tuple(sorted(found, key=lambda w: -len(w.word))) for key, found in table.items()}


def _opening(word: str) -> str:
    """A word as it opens a sentence: "The bloc"."""
    return word[0].upper() + word[1:]


def _is_weak(word: str, weak: tuple[str, ...]) -> bool:
    return word in weak or word[0].lower() + word[1:] in weak


def _first_run(word: str) -> str:
    found = _RUN.search(word)
    return found.group() if found else word


def _ends_word(text: str, end: int) -> bool:
    return end >= len(text) or not (text[end].isalnum() or text[end] in "$_")


def _found(text: str) -> list[tuple[Mention, bool]]:
    table, found, reached = _words(), [], 0
    for run in _RUN.finditer(text):
        at = run.start()
        if at < reached:
            continue
        for entry in table.get(run.group(), ()):
            end = at + len(entry.word)
            if text.startswith(entry.word, at) and _ends_word(text, end):
                found.append((Mention(at, end, entry.word, entry.actor, entry.sort), entry.weak))
                reached = end
                break
    return found


def place_mentions(text: str) -> list[Mention]:
    """Countries and blocs named in a text, in order.

    A word that also means something else ("Georgia", "the bloc") counts only where the text names the same
    actor by a plain word too.
    """
    found = _found(text)
    sure = {mention.actor for mention, weak in found if not weak}
    return [mention for mention, weak in found if not weak or mention.actor in sure]
