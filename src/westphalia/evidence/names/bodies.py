"""Outlets, organisations and sources of several words, found in one pass over the capitalised words of a text."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from westphalia.evidence.names.heads import ORGANISATION_NOUNS, ORGANISATIONS, OUTLETS, WEAK_OUTLETS
from westphalia.evidence.words.vocabulary import word_set

Place = tuple[int, int, str]

_CAPITAL = re.compile(r"(?<![\w’'-])[A-ZÉ][\w’&-]*")
_PRESS = word_set(
    "News Times Post Tribune Chronicle Herald Gazette Radio TV Television Zeitung Journal Courier Banner Globe"
)
_NOT_AFTER = re.compile(r"[\w-]| (?:Square|Bank)\b")
_NO_DAY = r"(?! (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day| (?:January|February|March|April|May|June|July|August)\b)"
_TAIL = re.compile(rf" (?:of|for|on)(?: the)?(?:{_NO_DAY} [A-ZÉ][\w&-]+(?: and(?= [A-ZÉ]))?){{1,4}}")
_OPENERS = word_set("But And In On At If As When While For From To By With After Before Since That This")
_COMPOUND = re.compile(
    r"\b(?:(?P<r>(?:[Pp]eople|[Ss]ources?|[Oo]fficials?|[Pp]ersons?|[Dd]iplomats?|[Ss]omeone|[Tt]hose) "
    r"(?:familiar with|briefed on|close to|with knowledge of|involved in|aware of) (?:the |his |her |their |its )?"
    r"[a-z’']+(?: (?:talks|meeting|plans?|discussions|negotiations|minister|thinking|call|process|visit|deal))?\b|"
    r"[Ss]ecretary[- ][Gg]eneral\b)|"
    r"(?P<B>[Aa]ir [Ff]orce|[Aa]rmed [Ff]orces|[Gg]eneral [Ss]taff|[Tt]hink[- ]tanks?|"
    r"[Ii]ntelligence (?:[Ss]ervice|[Aa]gency|agencies)|"
    r"(?:[Dd]efen[cs]e|[Ff]oreign|[Ff]inance|[Ii]nterior|[Tt]rade|[Ee]conomy|[Ee]nergy) [Mm]inistry|"
    r"[Mm]inistry of (?:[Dd]efen[cs]e|[Ff]oreign [Aa]ffairs)|[Ff]oreign [Oo]ffice|[Cc]entral [Bb]ank|"
    r"(?:[Nn]ews|[Pp]ress) agency|[Ss]tate media|[Rr]esearch institute)\b)"
)


@lru_cache(maxsize=1)
def _by_first() -> dict[str, tuple[tuple[str, str], ...]]:
    """Names of outlets (o) and organisations (i) by their first word, the longest first."""
    table: dict[str, list[tuple[str, str]]] = {}
    for tag, names in (("o", OUTLETS), ("i", ORGANISATIONS)):
        for name in names:
            first = _CAPITAL.match(name)
            table.setdefault(first.group() if first else name, []).append((name, tag))
    return {first: tuple(sorted(names, key=lambda pair: -len(pair[0]))) for first, names in table.items()}


def _after_article(text: str, at: int) -> bool:
    return text[max(0, at - 4) : at] in ("the ", "The ")


def _listed(text: str, at: int, word: str) -> Place | None:
    """A name of the lists that begins at a place; a weak one only after "the"."""
    article = _after_article(text, at)
    for name, tag in _by_first().get(word, ()):
        end = at + len(name)
        if text.startswith(name, at) and not _NOT_AFTER.match(text, end) and (article or name not in WEAK_OUTLETS):
            return (at - 4 if article and tag == "o" else at), end, tag
    return (at, at + 1, "o") if word == "X" and text[max(0, at - 3) : at] == "on " else None


def _before(text: str, words: list[re.Match[str]], number: int, most: int) -> int:
    """The number of the first of the capitalised words that stand right before one, at most so many."""
    first = number
    while first > 0 and number - first < most:
        gap = text[words[first - 1].end() : words[first].start()]
        if gap != " " or words[first - 1].group() in _OPENERS:
            break
        first -= 1
    return first


def _named(text: str, words: list[re.Match[str]], number: int) -> Place | None:
    """A name that ends with a word of the press, or that holds a noun such as Institute or Commission."""
    word = words[number].group()
    if word in _PRESS:
        first = _before(text, words, number, 2)
        start = words[first].start()
        if first < number and words[first].group() != "The" and not _NOT_AFTER.match(text, words[number].end()):
            return (start - 4 if _after_article(text, start) else start), words[number].end(), "o"
    if word not in ORGANISATION_NOUNS:
        return None
    first = _before(text, words, number, 6)
    tail = _TAIL.match(text, words[number].end())
    if first == number and tail is None:
        return None
    return words[first].start(), tail.end() if tail else words[number].end(), "i"


def _places(text: str) -> Iterator[Place]:
    words = list(_CAPITAL.finditer(text))
    for number, word in enumerate(words):
        place = _listed(text, word.start(), word.group()) or _named(text, words, number)
        if place is not None:
            yield place


def named_bodies(text: str) -> tuple[list[Place], list[Place], Iterable[Place]]:
    """Places of outlets (o), organisations (i), and of sources and bodies of several words (r, B)."""
    found = list(_places(text))
    compound = ((m.start(), m.end(), m.lastgroup or "r") for m in _COMPOUND.finditer(text))
    return [p for p in found if p[2] == "o"], [p for p in found if p[2] == "i"], compound
