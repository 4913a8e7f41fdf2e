"""Who takes part in an event: persons and institutions by name, countries where several officials stand for them."""

import re
from dataclasses import dataclass

from westphalia.evidence.events.event_clauses import Site
from westphalia.evidence.events.event_lists import with_lists
from westphalia.evidence.lines.offices import short_name
from westphalia.evidence.lines.phrases import Phrase, ending_at, starting_at
from westphalia.evidence.words.vocabulary import word_set
from westphalia.world.countries import countries, office_holders

_HERE = word_set("his her their its")
_BODIES = word_set("parliament government army military navy air_force armed_forces council cabinet forces embassy")
_SEATS = {"White House": "USA", "Oval Office": "USA", "Elysee": "FRA", "Kremlin": "RUS", "Downing Street": "GBR"}
_NUMBERS = word_set("two three four five six seven eight nine ten eleven twelve several some many all other")
_TO_COME = word_set("new next future incoming")
_FRIENDS = word_set("allies partners neighbours neighbors backers supporters rivals critics counterparts friends")
_ABOUT = word_set("ceasefire peace truce hostage nuclear climate")
_CLUBS = word_set(
    "g7 g8 g20 oecd osce opec brics asean quad un united_nations security_council european_council imf opcw"
)
_LINK = re.compile(r",k?|k")
_SEVERAL = word_set("ministers leaders officials diplomats envoys presidents chiefs negotiators ambassadors teams")


@dataclass(frozen=True, slots=True)
class Party:
    """One who takes part: the name, and the countries or blocs stood for."""

    name: str
    codes: tuple[str, ...] = ()


def names_several(phrase: Phrase) -> bool:
    """Whether what looks like a name is a title in the plural: "NATO Defence Ministers"."""
    return phrase.sort == "person" and phrase.tokens[-1].word.rsplit(" ", 1)[-1] in _SEVERAL


def parties(site: Site, phrase: Phrase | None) -> tuple[Party, ...]:
    """Those a phrase stands for, each once."""
    if phrase is None:
        return ()
    if phrase.parts and phrase.parts[0].plural and phrase.parts[0].sort == "office":
        lands = _led_by(site, phrase)
        if lands:
            return lands
    found = [party for part in (phrase.parts or (phrase,)) for party in _single(site, part)]
    return tuple({party.name: party for party in found}.values())


def _single(site: Site, phrase: Phrase) -> tuple[Party, ...]:
    if phrase.sort == "outlet" or names_several(phrase):
        return (Party(_bare(site, phrase)),)
    if phrase.sort == "pronoun":
        return _meant(site, phrase)
    if phrase.head.word in _FRIENDS and "s" in phrase.tags:
        return (Party(_bare(site, phrase)),)
    if any(token.word in _TO_COME for token in phrase.tokens) and phrase.sort == "office":
        return (Party(_bare(site, phrase)),)
    if phrase.sort == "office" and (phrase.plural or phrase.head.tag == "l" or phrase.head.word in _BODIES):
        lands = () if phrase.tokens[0].word == "european" else _lands(site, phrase) or _led_by(site, phrase)
        return lands or (Party(_bare(site, phrase)),)
    actor = site.material.cast.resolve(phrase)
    if actor.name is None:
        return (Party(_bare(site, phrase), (actor.code,)),) if actor.code else ()
    return (Party(actor.name, actor.codes),)


def _bare(site: Site, phrase: Phrase) -> str:
    first = phrase.first
    while first < phrase.last and (site.tag(first) == "#" or site.word(first) in _NUMBERS):
        first += 1
    while site.tag(first - 1) == "k" and site.tag(first - 2) == "C":
        first -= 2
    whole = phrase.parts or phrase.sort != "office" or not (phrase.plural or site.word(_head_at(phrase) + 1) == "in")
    name = site.text(first, phrase.last if whole else _head_at(phrase))
    return re.sub(r"^(?:the|his|her|their|its) (?=\S)", "", name, flags=re.IGNORECASE)


def _lands(site: Site, phrase: Phrase) -> tuple[Party, ...]:
    """The countries several officials or a body stand for: "US and Russian diplomats", "Ukraine's parliament"."""
    first = phrase.first
    while site.tag(first - 1) == "k" and site.tag(first - 2) in "agC":
        first -= 2
    return tuple(lands_between(site, first, _head_at(phrase)))


def _led_by(site: Site, phrase: Phrase) -> tuple[Party, ...]:
    """The countries after "of": "the leaders of France, Germany and Poland"."""
    head = _head_at(phrase.parts[0] if phrase.parts else phrase)
    if site.word(head + 1) not in ("of", "from"):
        return ()
    last = phrase.last
    while site.tag(last + 1) == "k" and site.tag(last + 2) == "g":
        last += 2
    return tuple(lands_between(site, head + 1, last))


def _head_at(phrase: Phrase) -> int:
    """The token of the noun a phrase is about; what follows it only tells where."""
    head = phrase.head
    return next(k for k in range(phrase.first, phrase.last + 1) if phrase.line.tokens[k] is head)


def lands_between(site: Site, first: int, last: int) -> list[Party]:
    """The countries named from one token to another, as parties."""
    tokens = site.line.tokens
    found = site.material.registry.between(tokens[first].start, tokens[last].end)
    codes = dict.fromkeys(m.actor for m in found if m.sort in ("name", "demonym", "capital", "institution"))
    return [Party(short_name(code), (code,)) for code in codes if code in countries()]


def _meant(site: Site, phrase: Phrase) -> tuple[Party, ...]:
    """Whom "he", "she" or "they" stands for: the person a sentence before begins with, where the gender fits."""
    cast = site.material.cast
    gender = {"he": "m", "she": "f"}.get(phrase.tokens[0].word)
    earlier = [p for p in site.phrases if p.last < phrase.first]
    before = cast.phrases[site.number - 1] if site.number else ()
    for other in (*(earlier if gender else earlier[:1]), *before[:1], *(before[1:] if gender else ())):
        if gender is None:
            if other.parts or other.plural:
                return parties(site if other in earlier else _above(site), other)
            continue
        if other.sort in ("person", "office") and not other.parts and not other.plural:
            actor = cast.resolve(other)
            if actor.name and actor.gender in (gender, None):
                return (Party(actor.name, actor.codes),)
    return ()


def _above(site: Site) -> Site:
    cast = site.material.cast
    line = cast.lines[site.number - 1]
    return Site(site.material, line, site.number - 1, with_lists(line, cast.phrases[site.number - 1]), site.dates)


def owner(site: Site, at: int) -> tuple[Party, ...]:
    """Whose event a noun tells of: "Macron's visit", "Russian strikes", "US-Russia talks"."""
    low = at
    while low > 0 and site.tag(low - 1) in "lJj#aCgik-Bo" and at - low < 6:
        low -= 1
    lands = tuple(lands_between(site, low, at - 1)) if low < at else ()
    lands = lands or tuple(Party(site.text(k, k)) for k in range(low, at) if site.word(k) in _CLUBS)
    if len(lands) == 1 and site.word(at - 1) in _ABOUT:
        lands = ()
    if site.tag(low - 1) == "s" and low > 1:
        return parties(site, ending_at(site.phrases, low - 2)) or tuple(lands_between(site, low - 2, low - 2)) or lands
    return lands


def owner_of(site: Site, first: int) -> tuple[Party, ...]:
    """Whose name with a possessive stands at the head of a noun phrase."""
    found = site.phrase_over(first)
    return parties(site, found) if found is not None and site.tag(found.last + 1) == "s" else ()


def is_owned(site: Site, at: int) -> bool:
    """Whether a possessive pronoun stands before a noun: "his first meeting"."""
    low = at - 1
    while low >= 0 and site.tag(low) in "lJj#v":
        low -= 1
    return low >= 0 and site.word(low) in _HERE


def _after(site: Site, at: int) -> Phrase | None:
    """The phrase that begins at a token, or behind a land and "and": "Russian and US diplomats"."""
    found = starting_at(site.phrases, at)
    if found is None and site.tag(at) in ("a", "g", "C", "J") and site.tag(at + 1) == "k":
        found = starting_at(site.phrases, at + 2)
    return found or (starting_at(site.phrases, at + 1) if site.tag(at) in ("d", "C", "J") else None)


def occupant(site: Site, place: str) -> tuple[Party, ...]:
    """Who holds the office that sits in a building: the president for the White House."""
    land = _SEATS.get(place)
    if land is None:
        return ()
    on = site.material.document.report_date
    role = "Prime Minister" if land == "GBR" else "President"
    found = [h for h in office_holders() if h.iso3 == land and h.role.startswith(role) and h.holds(on)]
    return (Party(site.material.registry.canonical(found[0].person), (land,)),) if found else ()


def _listed(site: Site, phrase: Phrase | None) -> tuple[Party, ...]:
    """Those of a list that begins with a phrase; a name behind an office stands for it."""
    if phrase is None or phrase.parts:
        return parties(site, phrase)
    chain, at, joined = [phrase], phrase.last, False
    while (found := _LINK.match(site.line.tags, at + 1)) and (other := starting_at(site.phrases, found.end())):
        if other.sort == "person" and chain[-1].sort == "office" and not chain[-1].plural:
            chain.pop()
        chain.append(other)
        at, joined = other.last, joined or "k" in found.group()
    meant = chain if joined or len(chain) == 1 else chain[:1]
    return tuple({party.name: party for one in meant for party in parties(site, one)}.values())


def _sides(site: Site, lead: int) -> tuple[Party, ...]:
    """The countries of two sides that are no names: "between the delegations of Peru and Chile"."""
    if site.word(lead) != "between":
        return ()
    last = lead
    while site.tag(last + 1) and site.tag(last + 1) in "dlJjagCkPr" and last - lead < 9:
        last += 1
    return tuple(lands_between(site, lead + 1, last)) if last > lead else ()


def with_whom(site: Site, low: int, high: int) -> tuple[Party, ...]:
    """Those named after "between", "with" or "by" in a stretch."""
    leads = (at for at in range(low, min(high, len(site.line.tokens))) if site.word(at) in ("between", "with", "by"))
    found = (party for at in leads for party in _listed(site, _after(site, at + 1)) or _sides(site, at))
    return tuple({party.name: party for party in found}.values())
