"""A paragraph as tagged tokens: names, countries, nouns that speak, verbs of saying, quotations as one token each.

Tags are single letters, so that a rule about the order of tokens is a pattern over a string:

==== ==========================================================
Q    a quotation, marks included
w    a date or time expression
n    a person by name, capitalised titles included
g    a country or bloc by name or capital
a    the adjective of a country ("French")
i    an institution or organisation by name
o    a news outlet or channel
r    a noun for persons (minister, spokesperson, officials); B: one for bodies (government, ministry, study)
j    an adjective of standing (former, senior)
p    he, she, they; e: it; y: I, we, you, who
d    an article, possessive pronoun or quantifier
c    a verb of saying; u: an auxiliary or modal; x: not, never, no
v    an adverb; P: of, for, at, from, in; f: another preposition; m: to; t: that; h: a relative or question word
k    and, or; b: a conjunction that opens a clause
s    a possessive 's
l    another word in lower case; C: another capitalised word; J: a capitalised portfolio; #: a number
,    a comma; . : a stop of any kind; : ; - ( ) as they are
==== ==========================================================
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from westphalia.evidence.claims import DateInterval
from westphalia.evidence.lines.cues import Cue, cues
from westphalia.evidence.names.bodies import Place, named_bodies
from westphalia.evidence.names.heads import BODIES, PERSONS, PORTFOLIOS
from westphalia.evidence.names.registry import Registry
from westphalia.evidence.words.quotes import Quote
from westphalia.evidence.words.text import Sentence
from westphalia.evidence.words.text import sentences as sentences_of
from westphalia.evidence.words.vocabulary import word_set

_WORD = re.compile(r"(?<=\w)[’']s\b|\d[\d.,]*(?<![.,])[%\w]*(?:-\w+)*|\w+(?:[’'\-‑]\w+)*|[^\s\w]")
_LONG_WORD = 40  # characters; longer ones are not remembered from report to report
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_CLASSES = {
    "d": """the a an some many several both two three four five other another his her its their our my your this these
        those no any all most one more few each every dozens""",
    "u": """has have had is are was were be been being will would shall should can could may might must do does did
        having ’s ’ll ’d ’ve ain’t""",
    "x": "not never didn’t didn't doesn’t doesn't don’t don't won’t won't cannot can’t can't wouldn’t wouldn't isn’t",
    "v": """himself herself itself themselves also previously repeatedly already later earlier then now since
        publicly privately long once again meanwhile however only just still even ever soon yet
        first instead too today's thus hence often sometimes always afterwards separately together
        ahead so""",
    "P": "of for at from in",
    "f": """on by with about over under between against during after before into onto upon within
        without through throughout amid among despite following including alongside towards toward regarding via per
        than like unlike around near across behind beyond concerning outside inside until till ahead_of""",
    "t": "that",
    "h": "who which whom whose what when where why how whether",
    "k": "and or & nor",
    "b": "but while although though as because if since whereas unless so",
    "j": """former ex senior  top acting outgoing incoming veteran western unnamed anonymous special leading prominent
        independent presidential then-president fellow deputy lead""",
    "p": "he she they",
    "e": "it",
    "y": "i we you us me him them",
}  # fmt: skip
_WORDS = {word: tag for tag, words in _CLASSES.items() for word in word_set(words)} | {"to": "m"}
_COMPOUNDED = re.compile(r"-[a-z]")
_PLACE_TAGS = {"name": "g", "capital": "g", "demonym": "a", "institution": "i"}
_LETTERS = re.compile(r" (MP|MEP|MSP|KC|QC)\b")
_PARTICLE = re.compile(r"(?<!\w)(?:(?:von|van|de|di|da|du|der|den|la) ){1,2}$")
_NO_ADVERBS = word_set(
    """apply supply reply imply comply multiply rely early daily weekly monthly yearly quarterly family assembly anomaly
    monopoly ally rally bully fly friendly deadly costly likely unlikely timely orderly elderly"""
)
_SIGNS = {"—": "-", "–": "-", "[": "(", "]": ")", "!": ".", "?": ".", "…": "."}


class Token(NamedTuple):
    """One token: tag, place, its words in lower case, and the verb of saying where it is one."""

    tag: str
    start: int
    end: int
    word: str
    cue: Cue | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as tokens, quotations folded: `tags` has one letter for each token."""

    tokens: tuple[Token, ...]
    tags: str
    paragraph: int

    @property
    def start(self) -> int:
        """Where the sentence begins in the text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where the sentence ends in the text."""
        return self.tokens[-1].end

    def index(self, position: int) -> int:
        """The token that holds a position of the text, or the first after it."""
        return bisect_left(self.tokens, position, key=lambda t: t.end - 1)


def _titled(registry: Registry) -> Iterable[Place]:
    """Persons named with a title, "Armed Forces Minister N" included."""
    return ((n.title_start, n.end, "n") for n in registry.names if n.person is not None and n.title)


def _known(text: str, registry: Registry) -> Iterable[Place]:
    for name in registry.names:
        if name.person is not None:
            particle = _PARTICLE.search(text, max(0, name.title_start - 12), name.title_start)
            yield particle.start() if particle else name.title_start, name.end, "n"
    for mention in registry.mentions:
        if mention.sort in _PLACE_TAGS:
            yield mention.start, mention.end, _PLACE_TAGS[mention.sort]


def fixed_places(text: str, dates: tuple[DateInterval, ...], registry: Registry) -> list[Place]:
    """Places that are one token each, in order; where two overlap, the more telling one stays."""
    outlets, organisations, compounds = named_bodies(text)
    days = ((d.span.start, d.span.end, "w") for d in dates)
    taken: list[Place] = []
    for places in (_titled(registry), outlets, organisations, days, compounds, _known(text, registry)):
        taken = _merged(taken, (place for place in places if not _COMPOUNDED.match(text, place[1])))
    return taken


def _merged(taken: list[Place], places: Iterable[Place]) -> list[Place]:
    """The places taken, and those of the others that touch none of them."""
    free = []
    for place in places:
        at = bisect_left(taken, place)
        if (at == len(taken) or taken[at][0] >= place[1]) and (at == 0 or taken[at - 1][1] <= place[0]):
            free.append(place)
    if not free:
        return taken
    joined = sorted({*taken, *free})
    return [b for a, b in pairwise([(0, 0, ""), *joined]) if b[0] >= a[1]]


def _word_tag(word: str, capital: bool, opening: bool) -> tuple[str, Cue | None]:
    tag = _WORDS.get(word)
    if tag and (not capital or opening or tag in "dpyu"):
        return tag, None
    cue = cues().get(word)
    if cue and (not capital or opening):
        return "c", cue
    if word in PERSONS or word in BODIES:
        return ("r" if word in PERSONS else "B"), None
    if capital:
        return ("J" if word in PORTFOLIOS else "C"), None
    return ("v" if word.endswith("ly") and word not in _NO_ADVERBS and len(word) > 4 else "l"), None


@lru_cache(maxsize=1 << 14)
def _read(word: str, opening: bool) -> tuple[str, str, Cue | None, int]:
    """Tag, body in lower case, verb of saying and length of a word without a possessive 's."""
    genitive = _POSSESSIVE.search(word)
    body = word[: genitive.start()] if genitive and word.lower() not in _WORDS else word
    tag, cue = ("#", None) if body[0].isdigit() else _word_tag(body.lower(), body[0].isupper(), opening)
    return tag, body.lower(), cue, len(body)


def _plain(text: str, low: int, high: int, opening: bool) -> Iterable[Token]:
    for found in _WORD.finditer(text, low, high):
        start, end, word = found.start(), found.end(), found.group()
        if not (word[0].isalnum() or word[0] == "_"):
            yield _mark(text, start, word)
            opening = opening and word not in ",;"
            continue
        tag, body, cue, length = _read(word, opening) if end - start < _LONG_WORD else _read.__wrapped__(word, opening)
        yield Token(tag, start, start + length, body, cue)
        if length < end - start:
            yield Token("s", start + length, end, word[length:])
        opening = False


def _mark(text: str, at: int, sign: str) -> Token:
    if sign[0] in "’'" and text[at - 1 : at].isalpha():
        return Token("s", at, at + len(sign), sign)
    return Token(_SIGNS.get(sign, sign if sign in ",;:-()." else "l"), at, at + 1, sign)


def _tokens(text: str, low: int, high: int, fixed: list[tuple[int, int, str]]) -> Iterable[Token]:
    """Tokens of one sentence."""
    at, opening = low, True
    for start, end, tag in fixed:
        yield from _plain(text, at, start, opening)
        opening = opening and at == start == low and tag == "w"
        yield Token(tag, start, end, text[start:end].lower())
        at = end
        letters = _LETTERS.match(text, at) if tag == "n" else None
        if letters:
            yield Token("v", letters.start(1), letters.end(), letters.group(1).lower())
            at = letters.end()
    yield from _plain(text, at, high, opening)


def _stretches(sentences: tuple[Sentence, ...], quotes: tuple[Quote, ...]) -> Iterable[tuple[int, int, int]]:
    """Sentences as start, end and paragraph; those that a quotation holds together are one."""
    start, at = 0, 0
    for number, sentence in enumerate(sentences):
        following = sentences[number + 1] if number + 1 < len(sentences) else None
        while at < len(quotes) and quotes[at].end <= sentence.end:
            at += 1
        inside = at < len(quotes) and quotes[at].start < sentence.end
        if following is None or following.paragraph != sentence.paragraph or not inside:
            yield sentences[start].start, sentence.end, sentence.paragraph
            start = number + 1


def lines_within(text: str, start: int, end: int, places: list[Place]) -> tuple[Line, ...]:
    """The sentences of a stretch, such as the inside of a quotation, as tagged tokens."""
    found = []
    for sentence in sentences_of(text[start:end]):
        low, high = start + sentence.start, start + sentence.end
        tokens = tuple(_tokens(text, low, high, _inside(places, low, high)))
        found.append(Line(tokens, "".join(t.tag for t in tokens), 0))
    return tuple(found)


def _inside(places: list[Place], low: int, high: int) -> list[Place]:
    first = bisect_left(places, (low, low, ""))
    last = bisect_left(places, (high, high, ""), lo=first)
    return [place for place in places[first:last] if place[1] <= high]


def read_lines(
    text: str, sentences: tuple[Sentence, ...], quotes: tuple[Quote, ...], places: list[Place]
) -> tuple[Line, ...]:
    """The sentences of a text as tagged tokens, in order; a quotation is one token whatever stands in it."""
    fixed = _merged([(q.start, q.end, "Q") for q in quotes], places)
    lines = []
    for low, high, paragraph in _stretches(sentences, quotes):
        found = tuple(_tokens(text, low, high, _inside(fixed, low, high)))
        if found:
            lines.append(Line(found, "".join(t.tag for t in found), paragraph))
    return tuple(lines)
