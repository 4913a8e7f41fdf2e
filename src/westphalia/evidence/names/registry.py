"""Who a text talks about: actors and persons, with the country each person acts for, learnt from the text."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Literal

from westphalia.evidence.names.gazetteer import Mention, place_mentions
from westphalia.evidence.words.vocabulary import word_set
from westphalia.world.countries import office_holders

_PORTFOLIO = {"minister", "secretary", "chancellor", "premier", "taoiseach"}
_TITLES = _PORTFOLIO | word_set(
    """president president-elect vice-president leader ambassador envoy senator congressman commissioner general
    king  queen governor spokesman spokeswoman spokesperson representative chief admiral mayor sir dame lord lady
    mr mrs ms  dr baroness gen sen rep prince princess pope professor prof counterpart adviser advisor
    secretary-general vice-chancellor vice-premier pm"""
)
_FUNCTION = word_set(
    """the a an on in at by of for from to with as if but and or so yet he she it they we you i his her its their
    our my your  this that these those some many most both few all any no not after before while when where since
    until under over  about around nearly almost some more less than however meanwhile speaking asked what who
    how why there here now then  last next also only even still such each every one two three both prime against
    amid among between despite during  following including like without within according earlier later"""
)
_CALENDAR = word_set(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december"""
)
_OPENERS = word_set("He She It They We The This That His Her But And In On At If Its Their")
_OPENING = _FUNCTION - {"prime"} | {"today", "yesterday", "tonight", "tomorrow", "did", "does", "is", "was", "will"}
_AFTER_NAME = word_set("MP MEP MSP KC QC OBE CBE")
_OF_OFFICE = re.compile(r"\b(?i:minister|secretary|commissioner|representative|director|adviser) (?:of|for)(?: the)? $")
_HONORIFICS = word_set("sir dame lord lady mr mrs ms dr baroness gen sen rep prof")
_CAP = re.compile(r"(?<![\w’'-])[^\W\d_a-z][\w]*(?:[-’'][^\W\d_]\w*)*\.?")
_JOINT = re.compile(r"[^\S\n]|[^\S\n](?:van|von|der|den|de|da|di|du|bin|al|el|la|le|ter)(?: (?:der|den|la|las|los))? ")
_STOPPED = re.compile(r"^(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Prof)\.$")
_POSSESSIVE = re.compile(r"[’']s?$")
_LOWER_TITLE = re.compile(
    rf"(?<![\w-])((?:former\s|ex-)?)((?:[a-z]+\s){{0,2}}(?:{'|'.join(sorted(_TITLES, key=len, reverse=True))})),?\s$"
)
_APPOSITION = re.compile(
    rf"^,\s(?:the\s|a\s|an\s)?((?:former\s|ex-)?)((?:[^\s,.;“\"]+\s){{0,4}}?)"
    rf"(?i:({'|'.join(sorted(_TITLES, key=len, reverse=True))}))\b(\s(?:of|for)\s\S+)?"
)
_GOVERNMENT = re.compile(
    r"\b[Tt]he\s(?:[Gg]overnment|cabinet|(?:finance|defence|defense|foreign) ministry|[Tt]reasury|[Cc]hancellor|"
    r"[Pp]rime [Mm]inister|PM)\b(?!\sof|\s[A-Z])"
)
_ALLIES = re.compile(r"\b(?:[Tt]he )?(?:\d+ |thirty-two )?(?:[Aa]llies|(?<=he )[Aa]lliance)\b")
_OUTLETS = {
    "BBC": "GBR", "ITV": "GBR", "Sky News": "GBR", "LBC": "GBR", "Financial Times": "GBR", "CNN": "USA", "NBC": "USA",
    "CBS": "USA", "Fox News": "USA", "MSNBC": "USA", "NPR": "USA", "New York Times": "USA", "Washington Post": "USA",
    "Wall Street Journal": "USA", "ARD": "DEU", "ZDF": "DEU", "Der Spiegel": "DEU", "Bild": "DEU", "Le Monde": "FRA",
    "Le Figaro": "FRA", "Le Point": "FRA", "TF1": "FRA", "BFM": "FRA", "El País": "ESP", "RAI": "ITA", "TVN": "POL",
    "Corriere della Sera": "ITA", "Gazeta Wyborcza": "POL", "CBC": "CAN", "NHK": "JPN", "RTE": "IRL", "RTÉ": "IRL",
}  # fmt: skip
_OUTLET = re.compile(rf"\b({'|'.join(_OUTLETS)})\b")
_DESIGNATE = timedelta(days=100)


@dataclass(frozen=True)
class Person:
    """A person as the text names them: fullest name, country acted for where known, and how it is known."""

    name: str
    actor: str | None
    former: bool
    learnt: Literal["text", "table", "home", "unknown", "name"]


@dataclass(frozen=True, slots=True)
class Named:
    """A place where somebody is named: with the title before the name, the name alone, and who it is."""

    title_start: int
    start: int
    end: int
    title: str
    person: str | None


@dataclass(frozen=True)
class Registry:
    """All mentions of a text in order, its persons by last name, and the country it speaks from.

    `people` are the places where persons are named, `titles` the persons by office, `strangers` the places of
    persons with a title whose country is not known, `names` every capitalised run that may be a person.
    """

    mentions: tuple[Mention, ...]
    persons: dict[str, Person]
    home: str | None
    people: tuple[tuple[int, str], ...] = ()
    titles: dict[str, str] = field(default_factory=dict)
    strangers: tuple[int, ...] = ()
    names: tuple[Named, ...] = ()
    starts: tuple[int, ...] = field(repr=False, default=())

    def between(self, start: int, end: int) -> tuple[Mention, ...]:
        """Mentions that begin in a stretch of the text."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def named(self, start: int, end: int) -> tuple[Named, ...]:
        """Names whose titles begin in a stretch of the text."""
        ordered, starts = self._by_title_start
        return ordered[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def _by_title_start(self) -> tuple[tuple[Named, ...], list[int]]:
        ordered = tuple(sorted(self.names, key=lambda name: name.title_start))
        return ordered, [name.title_start for name in ordered]

    @cached_property
    def _by_first_name(self) -> dict[str, list[str]]:
        """Full names of persons that are told of, each once, by the first word."""
        found: dict[str, list[str]] = {}
        for name in dict.fromkeys(p.name for p in self.persons.values() if p.learnt != "name" and " " in p.name):
            found.setdefault(name.split(" ", 1)[0], []).append(name)
        return found

    def canonical(self, name: str) -> str:
        """The fullest form of a person's name in this text; the name itself where there is none."""
        bare = strip_titles(name)
        person = self.persons.get(bare.split()[-1]) if bare else None
        if person and person.name == bare and " " not in bare:
            longer = self._by_first_name.get(bare, ())
            return longer[0] if len(longer) == 1 else bare
        return person.name if person and len(person.name) >= len(bare) else bare or name


@dataclass(frozen=True, slots=True)
class _Name:
    """A capitalised run that may be a person: place, words, and what titles it."""

    start: int
    end: int
    words: tuple[str, ...]
    title: str
    title_start: int


def strip_titles(name: str) -> str:
    """A name without the title and honorifics before it."""
    words = name.split()
    titles = [k for k, word in enumerate(words) if word.rstrip(".,").lower() in _TITLES]
    kept = words[titles[-1] + 1 :] if titles else words
    while kept and kept[0].lower() in ("the", "a", "an"):
        kept = kept[1:]
    return _POSSESSIVE.sub("", " ".join(kept))


def _runs(text: str, places: list[Mention]) -> list[list[re.Match[str]]]:
    """Capitalised words that follow each other, broken where a country is named."""
    taken = {position for m in places for position in range(m.start, m.end)}
    runs: list[list[re.Match[str]]] = []
    for word in _CAP.finditer(text):
        if word.start() in taken:
            continue
        last = runs[-1][-1] if runs else None
        if (
            last
            and _continues(last.group())
            and word.group() not in _OPENERS
            and _JOINT.fullmatch(text, last.end(), word.start())
        ):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _continues(word: str) -> bool:
    return not word.endswith(("’s", "'s")) and (not word.endswith(".") or bool(_STOPPED.match(word)))


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" “\"'‘(")
    return not before or before[-1] in ".!?:\n…"


def _name_of(text: str, run: list[re.Match[str]], lower: set[str]) -> _Name | None:
    """The person-like part of a run: after its last title, without a sentence's first common word."""
    words = [w.group().rstrip(".") if len(w.group()) > 3 else w.group() for w in run]
    titles = [k for k, w in enumerate(words) if w.rstrip(".").lower() in _TITLES]
    first = titles[-1] + 1 if titles else 0
    lead = next((k for k in range(first) if words[k].lower() not in _OPENING), 0)
    title = " ".join(words[lead:first])
    begin = run[lead].start()
    while first < len(run):
        word = words[first].lower()
        common = word in _FUNCTION or (_opens_sentence(text, run[first].start()) and word in lower)
        if not common or titles:
            break
        first += 1
    while len(run) > first + 2 and run[-1].group() in _AFTER_NAME:
        run, words = run[:-1], words[:-1]
    office = _OF_OFFICE.search(text, max(0, begin - 32), begin) if not titles and len(run) - first < 5 else None
    if office:
        if len(run) - first < 3:
            return None
        first, begin = len(run) - 2, office.start()
        title = text[begin : run[first].start()].strip()
    if first >= len(run) or any(w.lower() in _CALENDAR for w in words[first:]):
        return None
    name = _POSSESSIVE.sub("", text[run[first].start() : run[-1].end()].rstrip("."))
    return _Name(run[first].start(), run[first].start() + len(name), tuple(name.split()), title.lower(), begin)


def _nation_at(places: dict[int, Mention], text: str, position: int) -> str | None:
    """Country named right before a position: "German ", "Poland's ", "UK "."""
    for gap in range(1, 5):
        mention = places.get(position - gap)
        if mention and text[mention.end : position].strip() in ("", "’s", "'s", "’", "'"):
            return mention.actor
    return None


def _described(text: str, name: _Name, ends: dict[int, Mention], places: list[Mention]) -> tuple[str | None, bool, str]:
    """Country, whether former, and title of a person from the words around the name."""
    before = text[max(0, name.title_start - 60) : name.title_start]
    lower = _LOWER_TITLE.search(before) if not name.title else None
    if lower:
        at = name.title_start - len(before) + lower.start(2)
        former = bool(lower.group(1)) or "former" in lower.group(2)
        nation = _nation_at(ends, text, at) or _nation_at(ends, text, at - len(lower.group(1) or ""))
        return nation or _its_nation(text, at, places), former, lower.group(2)
    if name.title:
        former = before.rstrip().endswith(("former", "ex"))
        nation = _nation_at(ends, text, name.title_start)
        if nation:
            return nation, _was_former(text, ends, name.title_start), name.title
        if name.title not in ("mr", "mrs", "ms", "sir", "dr", "lord", "dame"):
            return None, former, name.title
    after = _APPOSITION.match(text[name.end : name.end + 90])
    if after:
        follows = _next(places, name.end)
        inside = [m.actor for m in follows if m.start <= name.end + after.end()]
        return (inside[0] if inside else None), bool(after.group(1)), after.group(3).lower()
    return None, False, ""


def _its_nation(text: str, position: int, places: list[Mention]) -> str | None:
    """The country named last, for "its finance minister"."""
    if not re.search(r"\b(?:[Ii]ts|[Tt]heir|the country[’']s) $", text[max(0, position - 16) : position]):
        return None
    last = bisect_left(places, position, key=_start) - 1
    return places[last].actor if last >= 0 and position - 200 < places[last].start else None


def _next(places: list[Mention], position: int) -> list[Mention]:
    """The first mention after a position, if there is one."""
    at = bisect_right(places, position, key=_start)
    return places[at : at + 1]


def _start(mention: Mention) -> int:
    return mention.start


def _was_former(text: str, ends: dict[int, Mention], position: int) -> bool:
    mention = next((ends[position - gap] for gap in range(1, 5) if position - gap in ends), None)
    return mention is not None and text[max(0, mention.start - 16) : mention.start].rstrip().endswith(("former", "ex"))


@lru_cache(maxsize=8)
def _holders(on: date | None) -> dict[str, frozenset[tuple[str, str]]]:
    """Office-holders of a day, and those about to enter office, by full name and by surname."""
    table: dict[str, set[tuple[str, str]]] = {}
    for holder in office_holders():
        in_office = on is None or (holder.start - _DESIGNATE <= on and (holder.end is None or on <= holder.end))
        if in_office:
            spellings = {holder.person, *holder.names}
            for key in spellings | {s.split()[-1] for s in spellings} | {f"Sir {holder.person.split()[0]}"}:
                table.setdefault(key, set()).add((holder.person, holder.iso3))
    return {key: frozenset(found) for key, found in table.items()}


def _from_table(name: str, on: date | None) -> tuple[str, str] | None:
    found = _holders(on).get(name, frozenset())
    return next(iter(found)) if len(found) == 1 else None


def _fullest(names: list[_Name]) -> dict[str, str]:
    """Fullest name by last word: the most frequent run of two to four words that ends with it."""
    counts: dict[str, Counter[str]] = {}
    for name in names:
        full = 1 < len(name.words) < 5
        counts.setdefault(name.words[-1], Counter())[" ".join(name.words)] += 10 if full else 1
    return {last: max(found, key=lambda n: (found[n], len(n), n)) for last, found in counts.items()}


def _learn(
    text: str, names: list[_Name], places: list[Mention], on: date | None
) -> tuple[dict[str, Person], list[str]]:
    """Persons by last name, and those with a portfolio but no country named."""
    full, ends = _fullest(names), {m.end: m for m in places}
    known: dict[str, Person] = {}
    ministers = []
    for name in names:
        last = name.words[-1]
        nation, former, title = _described(text, name, ends, places)
        if nation and (last not in known or known[last].actor is None):
            known[last] = Person(full[last], nation, former, "text")
        elif (title or name.title) and last not in known:
            known[last] = Person(full[last], None, former, "unknown")
        if nation is None and _PORTFOLIO & set(title.split()) and not former:
            ministers.append(last)
    knights = {n.words[-1] for n in names if n.title.endswith("sir") and len(n.words) == 1}
    for last, whole in full.items():
        held = _from_table(whole, on) or (_from_table(f"Sir {whole}", on) if last in knights else None)
        if held and (last not in known or known[last].actor is None):
            known[last] = Person(whole if " " in whole else held[0], held[1], False, "table")
        elif last not in known and " " in whole:
            known[last] = Person(whole, None, False, "name")
    return known, ministers


def _home(text: str, known: dict[str, Person], ministers: list[str]) -> str | None:
    """Country the text speaks from: that of ministers named without one, or of the outlets it quotes."""
    votes = Counter(known[last].actor for last in ministers if known[last].actor)
    votes.update(_OUTLETS[found] for found in _OUTLET.findall(text))
    return votes.most_common(1)[0][0] if votes else None


def build_registry(text: str, on: date | None) -> Registry:
    """All actors of a text; persons learn their country from the text first, from the dated table second."""
    places = place_mentions(text)
    lower = set(re.findall(r"(?<![\w’'])[a-z]+", text))
    names = [name for run in _runs(text, places) if (name := _name_of(text, run, lower))]
    known, ministers = _learn(text, names, places, on)
    home = _home(text, known, ministers)
    for last in ministers:
        if known[last].actor is None and home:
            known[last] = Person(known[last].name, home, False, "home")
    mentions = {m.start: m for m in places}
    for name in names:
        person = known.get(name.words[-1])
        if person and person.actor and not person.former:
            found = text[name.start : name.end]
            mentions[name.start] = Mention(name.start, name.end, found, person.actor, "person", person.name)
    if any(m.actor == "NATO" for m in places):
        ends = {p.end for p in places}
        for m in _ALLIES.finditer(text):
            if m.start() - 1 not in ends or text[m.start() - 1] != " ":
                mentions.setdefault(m.start(), Mention(m.start(), m.end(), m.group(), "NATO", "name"))
    if home:
        for m in _GOVERNMENT.finditer(text):
            mentions[m.start()] = Mention(m.start(), m.end(), m.group(), home, "government")
    ordered = tuple(mentions[start] for start in sorted(mentions))
    people = tuple((n.start, p.name) for n in names if (p := known.get(n.words[-1])) and p.learnt != "name")
    strangers = tuple(n.start for n in names if n.title and n.start not in mentions)
    places_of = tuple(_named(name, known) for name in names)
    starts = tuple(m.start for m in ordered)
    return Registry(ordered, known, home, people, _by_title(names, known), strangers, places_of, starts)


def _named(name: _Name, known: dict[str, Person]) -> Named:
    person = known.get(name.words[-1])
    return Named(name.title_start, name.start, name.end, name.title, person.name if person else None)


def _by_title(names: list[_Name], known: dict[str, Person]) -> dict[str, str]:
    """Persons by the office that only they are named with: "prime minister", "defence minister"."""
    found: dict[str, set[str]] = {}
    for name in names:
        office = " ".join(w for w in name.title.split() if w.rstrip(".") not in _HONORIFICS)
        person = known.get(name.words[-1])
        if office and person:
            found.setdefault(office, set()).add(person.name)
    return {office: people.pop() for office, people in found.items() if len(people) == 1}
