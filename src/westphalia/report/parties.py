"""Who speaks, wants and meets: one name for each person or institution over all reports, and whom it acts for."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from westphalia.evidence.claims import Reading
from westphalia.report.names import country_name
from westphalia.wording import listed
from westphalia.world.countries import OfficeHolder, countries, office_holders

NOBODY: Final = "Others"
_JOINED: Final = re.compile(r"\s*;\s*")
_HONORIFIC: Final = re.compile(r"^(?:(?:the|an?|mr|mrs|ms|miss|dr|sir|dame|lord|lady)\.?\s+)+", re.IGNORECASE)
_MOST_NAMES: Final = 4


@dataclass(frozen=True)
class Party:
    """A person, institution or country under its fullest name; `code` is the country or bloc acted for, if any."""

    name: str
    code: str | None = None
    is_country: bool = False

    @property
    def group(self) -> str:
        """The heading it stands under: the country or bloc acted for."""
        return country_name(self.code) if self.code else NOBODY


@dataclass(frozen=True)
class Parties:
    """Everybody named in some reports, by each of the names used for them."""

    known: dict[str, Party] = field(default_factory=dict)

    def of(self, names: str | None) -> tuple[Party, ...]:
        """Those a field of a claim names: several are joined by a semicolon."""
        found = (self.known.get(_key(name)) or Party(name) for name in split_names(names))
        return tuple(dict.fromkeys(found))


def acting_for(several: Iterable[Party]) -> str:
    """The countries and blocs that persons and institutions among some parties act for, in words."""
    return listed(dict.fromkeys(party.group for party in several if party.code and not party.is_country))


def split_names(names: str | None) -> tuple[str, ...]:
    """The names in a field: `UK; France` are two."""
    return tuple(name for name in _JOINED.split(names or "") if name.strip())


def parties(readings: Sequence[Reading]) -> Parties:
    """Everybody named as speaker, actor or participant; short names stand for the one longer name they fit."""
    hints: dict[str, Counter[str]] = {}
    written: dict[str, str] = {}
    for name, code in _named(readings):
        written.setdefault(_key(name), name)
        hints.setdefault(_key(name), Counter()).update([code] if code else [])
    last = max((r.document.report_date for r in readings), default=date.min)
    same = _same(written)
    known: dict[str, Party] = {}
    for key in written:
        members = [k for k in written if same[k] == same[key]]
        known[key] = _party([written[k] for k in members], sum((hints[k] for k in members), Counter()), last)
    return Parties(known)


def _named(readings: Iterable[Reading]) -> Iterator[tuple[str, str | None]]:
    """Every name with the country it stands for where the reading says so of this name alone."""
    for reading in readings:
        for statement in reading.statements:
            names = split_names(statement.speaker)
            yield from ((name, statement.speaker_code if len(names) == 1 else None) for name in names)
            yield from ((name, None) for name in split_names(statement.on_behalf_of))
        for position in reading.positions:
            names = split_names(position.actor)
            fits = len(names) == len(position.codes)
            yield from ((name, position.codes[k] if fits else None) for k, name in enumerate(names))
        for event in reading.events:
            yield from ((name, None) for several in event.who for name in split_names(several))


def _key(name: str) -> str:
    """A name as it is compared: without title, accents, case and typographic marks."""
    plain = unicodedata.normalize("NFKD", _HONORIFIC.sub("", name.replace("’", "'").strip()))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def _same(written: dict[str, str]) -> dict[str, str]:
    """For each name the key of the longest that means the same: a table's spelling, or the one that ends in it."""
    out = {key: _key(holder.person) if (holder := _holder(key)) else _country(key) or key for key in written}
    people = [key for key in out if _is_name(written[key])]
    for key in written:
        longer = {out[k] for k in people if k != key and _short_for(key, k)}
        if _is_name(written[key]) and len(longer) == 1 and out[key] == key:
            out[key] = longer.pop()
    return {key: out.get(target, target) for key, target in out.items()}


def _is_name(name: str) -> bool:
    """Whether every word begins with a capital: a name rather than a description."""
    words = _HONORIFIC.sub("", name.strip()).split()
    return 0 < len(words) <= _MOST_NAMES and all(word[:1].isupper() for word in words)


def _short_for(short: str, full: str) -> bool:
    few, many = short.split(), full.split()
    if full.startswith(f"{short} ") and _institution(short) and _institution(short) == _institution(full):
        return True
    return len(few) < len(many) and few[-1] == many[-1] and set(few) <= set(many)


@lru_cache(maxsize=1)
def _holders() -> dict[str, OfficeHolder]:
    """Office-holders by every spelling of their names; the latest office comes last and wins."""
    rows = sorted(office_holders(), key=lambda row: row.start)
    return {_key(name): row for row in rows for name in (row.person, *row.names)}


def _holder(key: str) -> OfficeHolder | None:
    return _holders().get(key)


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    return {_key(name): c.iso3 for c in countries().values() for name in (c.name, *c.names) if name not in c.weak}


def _country(key: str) -> str | None:
    """The code of a country or bloc named in full or in short, as a key of its own."""
    return _country_names().get(key)


@lru_cache(maxsize=1)
def _institutions() -> dict[str, str]:
    return {_key(name): c.iso3 for c in countries().values() for name in c.institutions if name not in c.weak}


@lru_cache(maxsize=4096)
def _institution(key: str) -> str | None:
    """The country of an institution named alone or at the end of a name: No 10 Downing Street."""
    known = _institutions()
    return known.get(key) or next((known[name] for name in known if key.endswith(f" {name}")), None)


def _party(names: Sequence[str], hints: Counter[str], on: date) -> Party:
    """The one party several spellings mean: a country by its name, others by the longest spelling."""
    key = _key(names[0])
    if code := _country(key):
        return Party(country_name(code), code, is_country=True)
    longest = max((_HONORIFIC.sub("", name.strip()) for name in names), key=lambda name: (len(name), name))
    told = hints.most_common(1)[0][0] if hints else None
    return Party(longest[:1].upper() + longest[1:], told or _code(names, on))


def _code(names: Sequence[str], on: date) -> str | None:
    """The country an office-holder of the day or an institution acts for."""
    for key in map(_key, names):
        holder = _holder(key)
        if holder is not None and any(row.person == holder.person and row.holds(on) for row in office_holders()):
            return holder.iso3
        if code := _institution(key):
            return code
    return None
