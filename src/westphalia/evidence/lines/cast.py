"""Who a noun phrase stands for: the fullest name, the country acted for, and why where it stays open."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from westphalia.evidence.lines.offices import holders_on, office_words, offices_on, recorded, short_name
from westphalia.evidence.lines.phrases import Phrase, Sort, phrases
from westphalia.evidence.lines.tokens import Line, Token
from westphalia.evidence.names.heads import AIDES, OFFICES
from westphalia.evidence.names.registry import Registry, strip_titles
from westphalia.evidence.words.vocabulary import word_set
from westphalia.world.countries import OfficeHolder

_MEN = word_set("mr sir lord king prince")
_WOMEN = word_set("ms mrs miss dame lady baroness queen princess")
_PRESIDENTIAL = word_set("USA FRA UKR RUS CHN TUR KOR BRA MEX ARG BLR CYP")
_CHANCELLOR = word_set("DEU AUT")
_FORMER = word_set("former ex then-president")
_APPOSED = re.compile(r",d?(?:[gi]s|a)?[jJla]{0,3}r(?=[,.])")  # Ms N, Germany's defence minister,
_NEAR = 6


@dataclass(frozen=True, slots=True)
class Actor:
    """Whom a phrase stands for.

    `name` is the fullest name of a person or institution, "UK" or "Russia" for a country, an unnamed source as
    described; None where it stays open, for the reason in `unresolved`. `code` is the country or bloc acted for, none
    for a former office-holder. `behalf` is the principal of a spokesperson or adviser. `irregular` marks a title with
    a first name ("Mr Bryan").
    """

    phrase: Phrase
    name: str | None
    sort: Sort
    code: str | None = None
    gender: Literal["f", "m"] | None = None
    behalf: str | None = None
    unresolved: str | None = None
    irregular: bool = False
    former: bool = False
    members: tuple["Actor", ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Countries or blocs acted for, each once."""
        found = [m.code for m in self.members] if self.members else [self.code]
        return tuple(dict.fromkeys(code for code in found if code))


@dataclass(frozen=True, slots=True)
class _Known:
    """What the text and the table know of a person: offices as words with the country, and the gender."""

    name: str
    offices: tuple[tuple[frozenset[str], str | None], ...]
    code: str | None
    gender: Literal["f", "m"] | None


class Cast:
    """The noun phrases of a text that can act or speak, and whom each stands for."""

    def __init__(self, text: str, registry: Registry, lines: tuple[Line, ...], on: date) -> None:
        self.text = text
        self.registry = registry
        self.lines = lines
        self.on = on
        self.phrases = tuple(phrases(line) for line in lines)
        self._starts = [line.start for line in lines]
        self._named = {name.end: name for name in registry.names}
        self._places = {m.start: m for m in registry.mentions if m.sort != "person" and m.sort != "government"}
        self._spelling = self._spellings()
        self._known = self._learn()
        self._held: dict[tuple[frozenset[str], str | None], dict[str, _Known]] = {}

    def resolve(self, phrase: Phrase) -> Actor:
        """Whom a phrase stands for; a pronoun stays open here."""
        if phrase.parts:
            members = tuple(self.resolve(part) for part in phrase.parts)
            names = [m.name for m in members if m.name]
            whole = len(names) == len(members)
            return Actor(phrase, "; ".join(names) if whole else None, members[0].sort, members=members,
                         unresolved=None if whole else "one of those joined stays open")  # fmt: skip
        return {
            "person": self._person, "office": self._office, "country": self._country, "institution": self._body,
            "outlet": self._body, "pronoun": self._pronoun,
        }[phrase.sort](phrase)  # fmt: skip

    def line_at(self, position: int) -> int:
        """The number of the line that holds a place of the text."""
        return max(0, bisect_right(self._starts, position) - 1)

    def phrases_of(self, line: Line) -> tuple[Phrase, ...]:
        """The noun phrases of a line of the text, or of one within a quotation."""
        at = self.line_at(line.start)
        return self.phrases[at] if self.lines and self.lines[at] is line else phrases(line)

    def institution(self, token: Token) -> Actor:
        """The institution that a token names."""
        line = self.lines[self.line_at(token.start)]
        at = line.index(token.start)
        return self._body(Phrase(line, at, at, "institution"))

    def gender_of(self, name: str) -> Literal["f", "m"] | None:
        """The gender a name is known with, from a title in the text or from the table."""
        known = self._known.get(name)
        return known.gender if known else None

    def _spellings(self) -> dict[str, str]:
        """One name for each office-holder whom the text spells in several ways: its first full one."""
        chosen: dict[str, str] = {}
        out: dict[str, str] = {}
        for named in self.registry.names:
            held = recorded(named.person) if named.person else None
            if held is not None and named.person:
                full = self.text[named.start : named.end]
                chosen.setdefault(held.person, full if " " in full else named.person)
        for named in self.registry.names:
            held = recorded(named.person) if named.person else None
            if held is not None and named.person:
                out[named.person] = chosen[held.person]
        return out

    def _person_of(self, phrase: Phrase) -> str | None:
        """The name of a person as this text spells it."""
        named = self._named.get(phrase.end)
        return self._spelling.get(named.person, named.person) if named and named.person else None

    def _learn(self) -> dict[str, _Known]:
        found: dict[str, _Known] = {}
        for line in self.phrases:
            for whole in line:
                for phrase in whole.parts or (whole,):
                    if phrase.sort == "person":
                        self._meet(phrase, found)
        return found

    def _meet(self, phrase: Phrase, found: dict[str, _Known]) -> None:
        named, name = self._named.get(phrase.end), self._person_of(phrase)
        if named is None or name is None:
            return
        person = self.registry.persons.get((named.person or name).split()[-1])
        words = named.title.replace(".", "").split()
        apposed = _APPOSED.match(phrase.line.tags, phrase.last + 1)
        tokens = (*phrase.tokens, *(phrase.line.tokens[apposed.start() : apposed.end()] if apposed else ()))
        office = office_words([*(t.word for t in tokens if t.tag in "rJjl"), *words])
        held = recorded(name)
        old = found.get(name)
        code = person.actor if person and not person.former else None
        gender = "m" if _MEN & set(words) else "f" if _WOMEN & set(words) else None
        offices = (*(old.offices if old else self._recorded_offices(held)), *([(office, code)] if office else []))
        known = gender or (old.gender if old else None) or (held.gender if held else None)
        found[name] = _Known(name, offices, code, known)  # type: ignore[arg-type]

    def _recorded_offices(self, held: OfficeHolder | None) -> tuple[tuple[frozenset[str], str | None], ...]:
        if held is None:
            return ()
        return offices_on(self.on).get(held.person, ())

    def _person(self, phrase: Phrase) -> Actor:
        name = self._person_of(phrase)
        if name is None:
            return Actor(phrase, strip_titles(self.text[phrase.start : phrase.end]), "person")
        whole = self._by_first_name(phrase, name)
        name, irregular = whole or name, whole is not None
        person = self.registry.persons.get(name.split()[-1])
        former = bool(person and person.former) or any(t.word in _FORMER for t in phrase.tokens)
        code = person.actor if person and not former else None
        return Actor(phrase, name, "person", code, self.gender_of(name), self._principal(phrase),
                     irregular=irregular, former=former)  # fmt: skip

    def _by_first_name(self, phrase: Phrase, name: str) -> str | None:
        """The person meant by a title with a first name: "Mr Bryan" for Bryan Lanza."""
        named = self._named.get(phrase.end)
        if " " in name or named is None or not (_MEN | _WOMEN) & set(named.title.replace(".", "").split()):
            return None
        met = {known for known in self._known if known.split()[0] == name and " " in known}
        return met.pop() if len(met) == 1 else None

    def _principal(self, phrase: Phrase) -> str | None:
        """For whom a named spokesperson or adviser speaks: "Commission spokesman N"."""
        title = next((k for k, t in enumerate(phrase.tokens) if t.word in AIDES), None)
        if title is None:
            return None
        others = [t for t in (*phrase.tokens[title + 1 : -1], *phrase.tokens[:title]) if t.tag in "ngiB"]
        if not others:
            return None
        words = self.text[others[0].start : others[0].end]
        return self._token_name(others[0].end, others[0].start) or (words if words[0].isupper() else None)

    def _country(self, phrase: Phrase) -> Actor:
        code = self._code_in(phrase)
        return Actor(phrase, short_name(code) if code else None, "country", code)

    def _body(self, phrase: Phrase) -> Actor:
        words = self.text[phrase.start : phrase.end]
        name = words if words[:4] != "the " and words[:4] != "The " else words[4:]
        return Actor(phrase, name, phrase.sort, self._code_in(phrase) if phrase.sort == "institution" else None)

    def _pronoun(self, phrase: Phrase) -> Actor:
        return Actor(phrase, None, "pronoun", unresolved="a pronoun")

    def _code_in(self, phrase: Phrase) -> str | None:
        """The country named last in a phrase."""
        found = [m.actor for m in self.registry.between(phrase.start, phrase.end) if m.start in self._places]
        return found[-1] if found else None

    def _office(self, phrase: Phrase) -> Actor:
        head = phrase.head
        if head.word in AIDES:
            return self._aide(phrase)
        if head.word == "counterpart":
            return self._counterpart(phrase)
        if head.word in OFFICES and not phrase.plural and phrase.tokens[0].word not in ("a", "an", "some", "one"):
            return self._holder(phrase)
        name = self.text[phrase.start : phrase.end]
        name = name[4:] if name[:4].lower() == "the " else name
        return Actor(phrase, name, "office", self._code_in(phrase))

    def _aide(self, phrase: Phrase) -> Actor:
        """A spokesperson or adviser: described, never taken for the principal."""
        others = [t for t in phrase.tokens if t.tag in "ngi"]
        behalf = self._token_name(others[-1].end, others[-1].start) if others else None
        former = any(t.word in _FORMER for t in phrase.tokens)
        code = None if former else self._aide_code(phrase, behalf)
        return Actor(phrase, self.text[phrase.start : phrase.end], "office", code, behalf=behalf, former=former)

    def _aide_code(self, phrase: Phrase, behalf: str | None) -> str | None:
        known = self._known.get(behalf) if behalf else None
        return (known.code if known else None) or self._code_in(phrase)

    def _token_name(self, end: int, start: int) -> str | None:
        named = self._named.get(end)
        if named and named.person:
            return self._spelling.get(named.person, named.person)
        place = self._places.get(start)
        if place is None:
            return None
        return place.text if place.sort == "institution" else short_name(place.actor)

    def _holder(self, phrase: Phrase) -> Actor:
        """The person who holds an office, named in the text or in the dated table."""
        nation = self._code_in(phrase)
        words = office_words([t.word for t in phrase.tokens if t.tag in "rJl"])
        former = any(t.word in _FORMER for t in phrase.tokens)
        met = self._met(words, nation, phrase) if not former else []
        if len(met) == 1:
            return self._as_holder(phrase, met[0].name, met[0].code or nation, met[0].gender)
        recorded = self._recorded_holder(words, nation or (None if met else self.registry.home)) if not former else None
        if recorded and (nation or not met):
            name = self._spelling.get(recorded.person, self.registry.canonical(recorded.person))
            return self._as_holder(phrase, name, recorded.iso3, recorded.gender)
        described = self.text[phrase.start : phrase.end]
        if (nation or "P" in phrase.tags) and not met and len(phrase.tokens) > 2:
            name = described[4:] if described[:4].lower() == "the " else described
            return Actor(phrase, name, "office", None if former else nation, former=former)
        reason = "several hold such an office here" if met else "nobody is named with this office"
        return Actor(phrase, None, "office", nation, unresolved=f"{described}: {reason}")

    def holders_named(self, phrase: Phrase) -> set[str]:
        """The persons of the text who hold the office that a phrase names."""
        words = office_words([t.word for t in phrase.tokens if t.tag in "rJl"])
        return {name for office, names in self._by_office.items() if words and words <= office for name in names}

    @cached_property
    def _by_office(self) -> dict[frozenset[str], set[str]]:
        """The persons of the text by the offices they are named with."""
        found: dict[frozenset[str], set[str]] = {}
        for known in self._known.values():
            for office, _ in known.offices:
                found.setdefault(office, set()).add(known.name)
        return found

    def _as_holder(self, phrase: Phrase, name: str, code: str | None, gender: str | None) -> Actor:
        return Actor(phrase, name, "office", code, gender)  # type: ignore[arg-type]

    def _met(self, words: frozenset[str], nation: str | None, phrase: Phrase) -> list[_Known]:
        """Persons of the text who hold an office; the one named nearest before, where the country is not said."""
        wanted = self._main_office(nation) if words == {"leader"} else words
        found = self._holding(wanted, nation)
        if nation is None and len(found) > 1:
            near = self._near(found, phrase.start)
            return near[-1:] if near and words != {"minister"} else near
        return list(found.values())

    def _holding(self, wanted: frozenset[str], nation: str | None) -> dict[str, _Known]:
        """Persons of the text by name who hold an office of a country, or of any; no vice president for a president."""
        if (wanted, nation) not in self._held:
            self._held[wanted, nation] = {
                known.name: known
                for known in self._known.values()
                for office, code in known.offices
                if office and wanted <= office and not (wanted == {"president"} and "vice" in office)
                and (nation is None or (code or known.code) == nation)
            }  # fmt: skip
        return self._held[wanted, nation]

    def _near(self, found: dict[str, _Known], before: int) -> list[_Known]:
        """Those of some persons who are named in the lines before a place of the text, in the order of the naming."""
        here = self.line_at(before)
        if here < _NEAR:
            near = list(found)
        else:
            names = self.registry.names
            low = bisect_left(names, self._starts[here - _NEAR], key=lambda n: n.start)
            high = bisect_left(names, before, key=lambda n: n.start)
            met = {self._spelling.get(n.person or "", n.person) for n in names[low:high] if n.person}
            near = [name for name in found if name in met]
        seen = {name: self._last_seen(name, before) for name in near}
        return [found[name] for name in sorted(near, key=seen.__getitem__) if seen[name] >= here - _NEAR]

    def _last_seen(self, name: str, before: int) -> int:
        """The line in which a person is named last before a place of the text; -1 for nowhere."""
        places = self._seen.get(name, [])
        at = bisect_left(places, before)
        return self.line_at(places[at - 1]) if at else -1

    @cached_property
    def _seen(self) -> dict[str, list[int]]:
        """Where each person is named, in order."""
        found: dict[str, list[int]] = {}
        for named in self.registry.names:
            if named.person:
                found.setdefault(self._spelling.get(named.person, named.person), []).append(named.start)
        return found

    def _main_office(self, nation: str | None) -> frozenset[str]:
        if nation in _PRESIDENTIAL:
            return frozenset({"president"})
        if nation in _CHANCELLOR:
            return frozenset({"chancellor"})
        return frozenset({"prime", "minister"}) if nation else frozenset({"leader"})

    def _recorded_holder(self, words: frozenset[str], nation: str | None) -> OfficeHolder | None:
        if nation is None or not words:
            return None
        wanted = self._main_office(nation) if words == {"leader"} else words
        found = [h for h, office in holders_on(self.on) if h.iso3 == nation and wanted == office]
        return found[0] if len(found) == 1 else None

    def _counterpart(self, phrase: Phrase) -> Actor:
        """The holder of the same office in another country: "his US counterpart"."""
        nation = self._code_in(phrase)
        here = self.line_at(phrase.start)
        before = [p for at in range(max(0, here - _NEAR // 2), here) for p in self.phrases[at] if not p.parts]
        earlier = [p for p in self.phrases_of(phrase.line) if p.last < phrase.first and not p.parts]
        for other in (*reversed(earlier), *reversed(before)):
            actor = self.resolve(other) if other.sort in ("person", "office") else None
            known = self._known.get(actor.name) if actor and actor.name else None
            if nation and known and known.code != nation and known.offices:
                office = self._rank(known)
                met = self._met(office, nation, phrase)
                if len(met) == 1:
                    return self._as_holder(phrase, met[0].name, nation, met[0].gender)
                held = self._recorded_holder(office, nation)
                if held:
                    name = self._spelling.get(held.person, self.registry.canonical(held.person))
                    return self._as_holder(phrase, name, nation, held.gender)
        return Actor(phrase, None, "office", nation, unresolved="a counterpart who is not named")

    def _rank(self, known: _Known) -> frozenset[str]:
        """The office whose counterpart is meant; heads of state and government count as leaders of their countries."""
        office = known.offices[-1][0]
        heads = ({"president"}, {"prime", "minister"}, {"chancellor"}, {"leader"})
        return frozenset({"leader"}) if any(office == head for head in heads) else office
