"""When something read and the same thing read by hand count as the same: places, names, days and free words."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

from westphalia.evidence.words.vocabulary import word_set
from westphalia.world.countries import countries

Item = dict[str, Any]
Place = tuple[int, int]
HALF = 0.5
TITLES = word_set(
    "mr mrs ms miss sir dame lord lady dr prof professor president elect prime minister chancellor secretary king "
    "queen general admiral colonel former"
)
SMALL = word_set("the a an of for to in on at and his her their its unnamed")
# Who is meant is another one where only one of the names holds such a word: an adviser is not whom he advises.
OTHERS = word_set(
    "spokesperson adviser aide official source diplomat ally lawyer envoy officer ministry office economist analyst "
    "expert lawmaker negotiator son wife people colleague member leader"
)
_TROOPS = word_set("troop troops soldier soldiers")
_SAME_WORD = {"advisor": "adviser", "spokesman": "spokesperson", "spokeswoman": "spokesperson", "defense": "defence"}
_APPOSED = re.compile(r"(?<!\bfor)(?<!\bof)(?<!\bto)(?<!\bat)(?<!\bin)(?<!\bfrom)[ ,]$")
_NO_10 = re.compile(r"\b(?:no|number)\.? ?(?:10|ten)\b(?: downing street)?")
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_BRACKET = re.compile(r"^(.*?)\s*\(([^)]*)\)\s*$")
_GOVERNMENT = re.compile(r"^(?:the )?(.+?)(?:['’]s?)? government$", re.IGNORECASE)


def places(item: Item) -> list[Place]:
    """Where an item stands: its span, or the pieces of its content."""
    spans = item["content"] if item.get("content") else [item["span"]] if item.get("span") else item.get("quoted", [])
    return [(span["start"], span["end"]) for span in spans]


def nearness(a: list[Place], b: list[Place]) -> float:
    """0 where less than half of the shorter is common; otherwise common characters over those of either."""
    common = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    long = [sum(end - start for start, end in spans) for spans in (a, b)]
    return common / (sum(long) - common) if common and common >= HALF * min(long) else 0.0


def pairs(
    found: list[Item], wanted: list[Item], near: Callable[[Item, Item], float]
) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Pairs of what was read and what was read by hand, the nearest first; then what is false; then what is missed."""
    ranked = [(near(f, w), i, j) for i, f in enumerate(found) for j, w in enumerate(wanted)]
    ours: dict[int, int] = {}
    theirs: set[int] = set()
    for score, i, j in sorted(ranked, key=lambda one: (-one[0], one[1], one[2])):
        if score > 0 and i not in ours and j not in theirs:
            ours[i] = j
            theirs.add(j)
    both = [(found[i], wanted[j]) for i, j in sorted(ours.items())]
    false = [item for i, item in enumerate(found) if i not in ours]
    return both, false, [item for j, item in enumerate(wanted) if j not in theirs]


def _plain(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()
    return _POSSESSIVE.sub("", _NO_10.sub("downing street", bare))


@cache
def words(name: str) -> frozenset[str]:
    """The words of a name that tell it from another: no case, accents, articles or possessives."""
    found = (re.sub(r"yy\b", "y", word) for word in re.findall(r"[^\W_]+", _plain(name)))
    singular = (word[:-1] if word.endswith("s") and word[:-1] in OTHERS | set(_SAME_WORD) else word for word in found)
    return frozenset(_SAME_WORD.get(word, word) for word in singular) - SMALL


def _within(a: frozenset[str], b: frozenset[str]) -> bool:
    small, large = sorted((a, b), key=len)
    return bool(small) and small <= large and not (large - small) & OTHERS


def same_name(ours: str, theirs: str) -> bool:
    """Whether two names may stand for one: a country however it is called, a person with his office before the name,
    or all words of one in the other, titles aside."""
    if country(ours) and country(theirs):
        return country(ours) == country(theirs)
    a, b = words(ours), words(theirs)
    return _within(a, b) or _within(a - TITLES, b - TITLES) or _named_last(ours, theirs) or _named_last(theirs, ours)


def _named_last(long: str, name: str) -> bool:
    """Whether a name of two words or more ends the longer one as an apposition: "Labour leader Ann Lee"."""
    before, found, after = _plain(long).rpartition(_plain(name))
    return bool(found) and not after and " " in name and _APPOSED.search(before) is not None


def parts(names: str | None) -> list[str]:
    """Joined names one by one."""
    return [name.strip() for name in (names or "").split(";") if name.strip()]


def same_names(ours: str | None, theirs: str | None) -> bool:
    """Whether two lists of names are the same set; nobody is the same as nobody."""
    return sets_agree(parts(ours), parts(theirs), same_name)


def sets_agree(ours: list[str], theirs: list[str], same: Callable[[str, str], bool]) -> bool:
    """Whether each of ours is one of theirs and the other way round."""
    return all(any(same(a, b) for b in theirs) for a in ours) and all(any(same(a, b) for a in ours) for b in theirs)


@cache
def country(name: str) -> str | None:
    """The country or bloc a name stands for, by its name, people or capital, with or without "government"."""
    bare = name.strip().removeprefix("the ").removeprefix("The ")
    found = _GOVERNMENT.match(bare)
    return _countries().get(_plain(found.group(1) if found else bare).strip())


@cache
def _countries() -> dict[str, str]:
    return {
        _plain(word.removeprefix("the ")): code
        for code, entry in countries().items()
        for word in (*entry.capitals, *entry.demonyms, *entry.names, entry.name)
        if entry.kind != "rest"
    } | {"us": "USA", "america": "USA", "europe": "EU27"}


def _readings(actor: str) -> list[str]:
    """Those an actor may be given as: "UK (John Healey)" as the country or as the person."""
    found = _BRACKET.match(actor)
    if not found or words(found.group(2)) & OTHERS or not words(found.group(2)):
        return [actor]
    return [found.group(1), found.group(2), actor]


def same_actor(ours: str, theirs: str) -> bool:
    """Whether two actors are the same: a name, or a country however it is called."""
    return any(same_name(a, b) for a in _readings(ours) for b in _readings(theirs))


def same_actors(ours: str | None, theirs: str | None, speakers: str | None = None) -> bool:
    """Whether two lists of actors are the same set; for a government its `speakers` in that place are as right."""
    if sets_agree(parts(ours), parts(theirs), same_actor):
        return True
    return bool(speakers and theirs and _GOVERNMENT.match(theirs) and same_names(ours, speakers))


def same_day(ours: str | None, theirs: str | None) -> bool:
    """Whether a day agrees with one written to the year, the day or the minute; open agrees with open."""
    if ours is None or theirs is None:
        return ours is theirs
    return str(ours).startswith(str(theirs).split("T")[0])


def same_word(ours: str | None, theirs: str | None) -> bool:
    """Whether one word begins the other: "conditional threat" and "conditional"."""
    a, b = (ours or "").casefold(), (theirs or "").casefold()
    return a == b or bool(a and b and (a.startswith(b) or b.startswith(a)))


def same_free_name(ours: str | None, theirs: str | None) -> bool:
    """Whether two free names of a lever agree: at least half of their words in common."""
    for a in parts(ours):
        for b in parts(theirs):
            mine, other = set(a.lower().split("_")), set(b.lower().split("_"))
            if len(mine & other) >= HALF * len(mine | other):
                return True
    return False


def same_unit(ours: str | None, theirs: str | None) -> bool:
    """Whether two units are the same but for the plural, soldiers being troops; where none was written, any is."""
    return theirs is None or _unit(ours) == _unit(theirs)


def _unit(unit: str | None) -> str:
    return "troops" if unit in _TROOPS else str(unit).rstrip("s")
