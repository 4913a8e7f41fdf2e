"""The clause around a word that tells of an event: how far it reaches, its auxiliaries, its subject, day and place."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from westphalia.evidence.claims import DateInterval, Occurrence
from westphalia.evidence.events.event_frames import noun_types, verb_forms
from westphalia.evidence.lines.material import Material
from westphalia.evidence.lines.phrases import Phrase, ending_at
from westphalia.evidence.lines.tokens import Line
from westphalia.evidence.words.vocabulary import word_set

Mood = Literal["perfect", "future", "expected", "progressive", "plain", "passive", "cancelled", "none"]

_STOPS = frozenset(";:.()-hQtbyc")
_CUTTING = word_set("after before following despite amid since while until without unlike as")
_NOUN_BEFORE = ("d", "a", "s", "#", "J")
_CHAIN_TAGS = frozenset("uxvwm")
_CHAIN_WORDS = word_set(
    """expected due set scheduled planned agree agrees going likely about planning preparing hoping plans plan hopes
    intends intending wants want wanted hope hoped agreed poised slated ready willing refused declined offered asked
    urged able unable trying tried failed keen like need needs free both said understood thought believed reported
    forced eager happy prepared invited supposed bound vowed promised pledged threatened begun began begin continued
    last next expects expect assumed"""
)
_OPEN = word_set(
    """wants want wanted ready willing refused declined offered asked urged able unable trying tried failed keen like
    need needs free eager happy prepared forced should must can cannot hope hopes hoped hoping invited threatened
    intends intending if vowed promised pledged ought"""
)
_MAYBE = word_set("expected expects expect likely may might could supposed believed thought understood said reported")
_WAS = word_set("was were had")
_AHEAD = word_set("will shall would ’ll 'll won’t")
_BE = word_set("is are was were be been being")
_HAVE = word_set("has have had having ’ve")
_PLACE = re.compile(r"[PfmvC]d?((?:[jJl](?=[JCgi]))?[JC]*[CgiJ](?:l(?=[^lC]|$))?)(?=[^sla#rBC]|$)")
_CAPITAL_OF = re.compile(r"[Pm]d[ag]l")
_TO = word_set("to into in at near outside through from across around inside aboard on")
_PLANNED = word_set("scheduled planned expected due set chaired hosted convened attended organised organized held")
_COMPLEMENT = re.compile(r"Pd?[lJC]{1,4}")
_GOES_ON = re.compile(r",hu|,u|[th]u|,v?l(?=[wPf])")
_LAND = re.compile(r",[gC]{1,2}(?=[,.w]|$)")
_RELATIVE = re.compile(r",h[^.;:]{2,14},(?=u)")
_AREA = word_set("region city province oblast district port suburb village airport square palace castle island street")


@dataclass(frozen=True)
class Site:
    """A line of a text with its phrases and days, looked at for events; `dates` are by the place they begin."""

    material: Material
    line: Line
    number: int
    phrases: tuple[Phrase, ...]
    dates: dict[int, DateInterval] = field(repr=False)

    @cached_property
    def day_tokens(self) -> tuple[int, ...]:
        """The tokens that tell days."""
        tags, tokens = self.line.tags, self.line.tokens
        return tuple(k for k, tag in enumerate(tags) if tag in "wQ" and tokens[k].start in self.dates)

    @property
    def dated(self) -> bool:
        """Whether the line tells a day."""
        return bool(self.day_tokens)

    def word(self, at: int) -> str:
        """The word of a token in lower case; nothing outside the line."""
        return self.line.tokens[at].word if 0 <= at < len(self.line.tokens) else ""

    def tag(self, at: int) -> str:
        """The tag of a token; nothing outside the line."""
        return self.line.tags[at] if 0 <= at < len(self.line.tags) else ""

    def day(self, at: int) -> DateInterval | None:
        """The day a token tells, where it tells one."""
        return self.dates.get(self.line.tokens[at].start) if 0 <= at < len(self.line.tokens) else None

    def days_within(self, low: int, high: int) -> list[int]:
        """The tokens that tell days in a stretch."""
        return [k for k in self.day_tokens if low <= k < high]

    def text(self, first: int, last: int) -> str:
        """The words of the text from one token to another."""
        tokens = self.line.tokens
        return self.material.text[tokens[first].start : tokens[last].end]

    def phrase_over(self, at: int) -> Phrase | None:
        """The phrase that holds a token."""
        k = bisect_left(self.phrases, at, key=lambda p: p.last)
        return self.phrases[k] if k < len(self.phrases) and self.phrases[k].first <= at else None


@dataclass(frozen=True, slots=True)
class Chain:
    """The auxiliaries before a verb: the first of them, what they make of it, and the token before them."""

    first: int
    mood: Mood
    before: int


def reach(site: Site, at: int, noun: bool = False) -> int:
    """Where the clause of a word ends: the first token after it that belongs to another clause."""
    tags, end = site.line.tags, at + 1
    while end < len(tags):
        if _cuts(site, end, noun):
            beyond = _beyond(site, end, noun)
            if beyond:
                end = beyond
                continue
            told = _GOES_ON.match(tags, end) if noun else None
            if told is None or (told.group()[-1] == "l" and site.word(told.end() - 1) not in _PLANNED):
                break
            end += 2 if tags[end] == "," and tags[end + 1] == "h" else 1
        held = site.phrase_over(end) if tags[end] in "ngairB" else None
        end = held.last + 1 if held and held.last > end else end + 1
    return end


def _beyond(site: Site, at: int, noun: bool) -> int:
    """The token after what only breaks a clause at a comma; 0 where the clause ends there.

    ", Saudi Arabia," behind a town; ", Maia Sandu," before a day; ", which she called useful," before "were held".
    """
    tags = site.line.tags
    if tags[at] != ",":
        return 0
    land = _LAND.match(tags, at)
    if (
        land
        and (tags[at - 1] in "gC" or site.word(at - 1) in ("capital", "city"))
        and not (noun and site.tag(land.end()) == "k")
    ):
        return land.end() + (1 if site.tag(land.end()) == "," and site.tag(land.end() + 1) in ("w", "P", "f") else 0)
    name = site.phrase_over(at + 1)
    if name and name.sort == "person" and tags[name.last + 1 : name.last + 3] == ",w":
        return name.last + 2
    relative = _RELATIVE.match(tags, at) if noun else None
    return relative.end() if relative else 0


def _cuts(site: Site, at: int, noun: bool) -> bool:
    tag, word = site.tag(at), site.word(at)
    if word == "as" and tag == "b":
        held = site.phrase_over(at + 1)
        return held is None or held.sort != "office" or site.tag(held.last + 1) not in ("w", ".", ",")
    if tag in _STOPS:
        return site.day(at) is None if tag == "Q" else tag != "c" or site.tag(at - 1) not in _NOUN_BEFORE
    if tag == "u":
        return not noun
    if tag == ",":
        return site.tag(at + 1) != "w"
    if tag == "k":
        following = site.word(at + 1)
        if site.tag(at + 1) == "v":
            return site.word(at + 2).endswith("ed")
        return site.tag(at + 1) in "cupm" or following.endswith("ed") or following in verb_forms()
    if tag == "f" or word == "ahead":
        return word in _CUTTING and site.tag(at + 1) != "w"
    return tag == "m" and not noun and site.tag(at + 1) in "lc" and site.word(at + 1) not in noun_types()


def chain_before(site: Site, at: int) -> Chain:
    """The auxiliaries before a verb and what they say of it."""
    first = at
    while first > 0:
        if site.line.tags[max(0, first - 4) : first] == "u,w,":
            first -= 3
        elif site.tag(first - 1) not in _CHAIN_TAGS and site.word(first - 1) not in _CHAIN_WORDS:
            break
        first -= 1
    words = [site.word(k) for k in range(first, at)]
    tags = site.line.tags[first:at]
    while words and tags[0] in "wv":
        first, words, tags = first + 1, words[1:], tags[1:]
    before = first - 4 if first > 3 and site.line.tags[first - 3 : first] == ",w," else first - 1
    return Chain(first, _mood(words, tags), before)


def _mood(words: list[str], tags: str) -> Mood:
    found = set(words)
    if "x" in tags or found & _OPEN:
        return "none"
    if "to" in found and found & _WAS and "have" in found:
        return "cancelled"
    if found & _MAYBE:
        return "expected"
    if "to" in found or found & _AHEAD:
        return "future"
    if found & _HAVE:
        return "perfect"
    return "progressive" if found & _BE else "plain"


def subject_of(site: Site, chain: Chain, last: Phrase | None) -> Phrase | None:
    """Who does what a verb tells: before its auxiliaries, before a relative pronoun, or before an apposition."""
    found = _subject(site, chain, last)
    return _unheaded(site, found) if found is not None and found.parts else found


def _unheaded(site: Site, phrase: Phrase) -> Phrase:
    """A chain of names without the one that belongs to a preposition: "According to the Kremlin, A and B"."""
    head, rest = phrase.parts[0], phrase.parts[1:]
    if (
        site.tag(head.first - 1) not in ("m", "P", "f")
        or site.word(head.first - 1) == "including"
        or site.tag(head.last + 1) != ","
        or not rest
    ):
        return phrase
    return replace(phrase, first=rest[0].first, parts=rest if len(rest) > 1 else ())


def _subject(site: Site, chain: Chain, last: Phrase | None) -> Phrase | None:
    at, tag = chain.before, site.tag(chain.before)
    if tag == "w" and site.word(chain.first) == "to":
        return last
    while tag in ("w", "v"):
        at -= 1
        tag = site.tag(at)
    if tag == "h":
        at -= 2 if site.tag(at - 1) == "," else 1
        return ending_at(site.phrases, at) or ending_at(site.phrases, at - 1)
    if tag == ",":
        return _before_apposition(site, at)
    if tag == "-":
        return ending_at(site.phrases, site.line.tags.rfind("-", 0, at) - 1)
    if tag in ("k", "f", "b"):
        return last
    if tag == "C":
        return ending_at(site.phrases, at) or _complemented(site, at)
    if tag == ")":
        at = site.line.tags.rfind("(", max(0, at - 4), at) - 1
    if tag == "v" and at > 0:
        at -= 1
    return ending_at(site.phrases, at) or _swallowed(site, at)


def _swallowed(site: Site, at: int) -> Phrase | None:
    """A country or body that stands alone before its verb, though a longer phrase seems to begin with it."""
    held = site.phrase_over(at) if site.tag(at) in ("g", "i") else None
    if held is None or held.parts or held.first not in (at, at - 1):
        return None
    return replace(held, last=at, sort="country" if site.tag(at) == "g" else "institution")


def _complemented(site: Site, at: int) -> Phrase | None:
    """The phrase whose complement ends at a token: "the foreign ministers of the G7"."""
    before = [p for p in site.phrases if p.last < at <= p.last + 5]
    fits = before and _COMPLEMENT.fullmatch(site.line.tags, before[-1].last + 1, at + 1)
    return before[-1] if fits else None


def _before_apposition(site: Site, comma: int) -> Phrase | None:
    """The phrase before ", the prime minister," or ", who …,"; the phrase at the comma where nothing stands between."""
    other = site.line.tags.rfind(",", max(0, comma - 14), comma)
    outer = ending_at(site.phrases, other - 1) if other > 0 else None
    inner = ending_at(site.phrases, comma - 1)
    named = inner is not None and inner.sort == "person" and inner.first == other + 1
    return inner if outer is None or (named and outer.sort != "person") else outer


def place_in(site: Site, low: int, high: int) -> tuple[str, int] | None:
    """The first place named after a preposition in a stretch, and its last token."""
    for found in _PLACE.finditer(site.line.tags, low, high):
        first, last = found.start(1), found.end(1) - 1
        lead = site.word(found.start())
        if lead == "to" and site.tag(first) == "l":
            continue
        if lead not in _TO or site.tag(last + 1) == "s" or (lead == "on" and site.tag(last) == "g"):
            continue
        if site.tag(last) == "l" and site.word(last) not in _AREA:
            last -= 1
            if site.tag(last) == "i" and site.word(last + 1) in noun_types():
                continue
        return _place_name(site, first, last), last
    capital = _CAPITAL_OF.search(site.line.tags, low, high)
    if capital and site.word(capital.end() - 1) == "capital":
        return _capital(site, capital.start() + 2), capital.end() - 1
    return None


def place_of_visit(site: Site, at: int) -> tuple[str, int] | None:
    """The place that stands as the object of "visit"."""
    first = at + 1
    while site.tag(first) == "d":
        first += 1
    last = first
    while site.tag(last + 1) and site.tag(last + 1) in "Cgi":
        last += 1
    return (_place_name(site, first, last), last) if site.tag(first) in ("g", "i", "C") else None


def _place_name(site: Site, first: int, last: int) -> str:
    name = site.text(first, last)
    return name[4:] if name[:4].lower() == "the " else name


def _capital(site: Site, at: int) -> str:
    from westphalia.world.countries import countries

    token = site.line.tokens[at]
    found = site.material.registry.between(token.start, token.end)
    capitals = countries()[found[0].actor].capitals if found else ()
    return capitals[0] if capitals else site.text(at, at + 1)


def occurrence(site: Site, mood: Mood, day: DateInterval | None) -> Occurrence | None:
    """How an event stands, from its auxiliaries and its day; None where the clause does not say that it takes place."""
    on = site.material.document.report_date
    ahead = day is not None and (day.start or day.end or on) > on
    if mood in ("none",):
        return None
    if mood == "cancelled":
        return "cancelled"
    if mood == "expected":
        return "expected"
    if mood == "future":
        return "scheduled"
    if mood in ("perfect", "passive"):
        return "happened"
    return "scheduled" if ahead else "happened"
