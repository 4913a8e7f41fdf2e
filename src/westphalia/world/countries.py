"""Who is meant: countries and blocs with their names, dated memberships, currencies and office-holders."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from types import MappingProxyType

from westphalia.errors import DataError
from westphalia.world.perimeters import PERIMETERS, Perimeter
from westphalia.world.table import day, parts, read_rows, unknown

_WITH_ARTICLE = ("United ", "European Union", "EU ", "Netherlands", "Philippines", "Rest of", "Bahamas", "Gambia")
STANDARD_COUNTRIES = ("GBR", "USA", "FRA", "DEU", "EU27", "CHN")


@dataclass(frozen=True)
class Country:
    """A country or a bloc that acts as one, with every word that stands for it; spelling and case matter.

    `weak` lists those of its words that also mean something else ("Georgia", "Jordan", "the alliance") and
    need a second clue. `currency` is the one in use today; `currency_on` gives it for an earlier date.
    """

    iso3: str
    kind: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    institutions: tuple[str, ...]
    currency: str
    weak: tuple[str, ...]

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every word that stands for it: name, other names, demonyms, capitals and institutions."""
        return (self.name, *self.names, *self.demonyms, *self.capitals, *self.institutions)


@dataclass(frozen=True)
class Currency:
    """A currency with the symbols and words a report writes; a bare dollar is the US one, a bare ¥ the yen."""

    code: str
    name: str
    symbols: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Membership:
    """A stay in a group, first and last day included; None where it is open."""

    group: str
    iso3: str
    start: date | None
    end: date | None
    source: str

    def holds(self, on: date | None) -> bool:
        """Whether the stay covers a day; without one, whether it still lasts."""
        if on is None:
            return self.end is None
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


@dataclass(frozen=True)
class OfficeHolder:
    """Who held an office, first and last day included.

    `status` says how well the dates are known, `precision` whether to the day or the month, and `check` in
    which lists they were found. `gender` (f or m) says which pronoun stands for the person, and `names` holds
    other spellings of the name.
    """

    person: str
    iso3: str
    role: str
    start: date
    end: date | None
    source: str
    status: str
    gender: str
    names: tuple[str, ...]
    precision: str
    check: tuple[str, ...]

    def holds(self, on: date) -> bool:
        """Whether the term covers a day."""
        return self.start <= on and (self.end is None or on <= self.end)


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Country]:
    """Every country and bloc by its ISO 3166 code, or `EU27`, `NATO`, `ROW`, `XKX`."""
    return MappingProxyType({row["iso3"]: _country(row) for row in read_rows("countries.csv")})


def _country(row: dict[str, str]) -> Country:
    lists = {key: parts(row[key]) for key in ("names", "demonyms", "capitals", "institutions", "weak")}
    return Country(iso3=row["iso3"], kind=row["kind"], name=row["name"], currency=row["currency"], **lists)


def the(code: str) -> str:
    """A country's or group's name as it stands in running text: the United Kingdom, France."""
    known = countries().get(code) or PERIMETERS.get(code)
    name = known.name if known else code
    return f"the {name}" if name.startswith(_WITH_ARTICLE) else name


def shown_codes(extra: Iterable[str] = ()) -> tuple[str, ...]:
    """The six that every result shows, and those asked for beside them."""
    return tuple(dict.fromkeys((*STANDARD_COUNTRIES, *map(code_of, extra))))


def code_of(given: str) -> str:
    """The code of a country or group, in any case; a name or a slip is an error that says the code to write."""
    codes = {code.casefold(): code for code in (*countries(), *groups())}
    names = {word.casefold(): iso3 for iso3, c in countries().items() for word in (c.name, *c.names)}
    wanted = given.casefold()
    if wanted in codes:
        return codes[wanted]
    close = [wanted] if wanted in names else get_close_matches(wanted, names | codes, n=8)
    close.sort(key=lambda word: sorted(word) != sorted(wanted))
    meant = list(dict.fromkeys((names | codes)[word] for word in close))[:3]
    advice = f"Did you mean {' or '.join(meant)}? " if meant else ""
    known = f"Write an ISO-3 code such as POL, or {', '.join(groups())}."
    raise DataError(f"{given!r} is not a code known here. {advice}{known}")


def country(iso3: str) -> Country:
    """One country or bloc; an unknown code is an error that offers the nearest."""
    found = countries().get(iso3)
    if found is None:
        raise unknown("country", iso3, countries())
    return found


@lru_cache(maxsize=1)
def currencies() -> Mapping[str, Currency]:
    """Currencies by ISO 4217 code, with symbols and words."""
    rows = read_rows("currencies.csv")
    return MappingProxyType(
        {row["code"]: Currency(row["code"], row["name"], parts(row["symbols"]), parts(row["words"])) for row in rows}
    )


@lru_cache(maxsize=1)
def memberships() -> tuple[Membership, ...]:
    """Every dated membership, by group and country."""
    rows = read_rows("memberships.csv")
    return tuple(Membership(r["group"], r["iso3"], day(r["from"]), day(r["to"]), r["source"]) for r in rows)


def groups() -> tuple[str, ...]:
    """The groups whose members are known, then the perimeters made from them."""
    return (*dict.fromkeys(membership.group for membership in memberships()), *PERIMETERS)


def members(group: str, on: date | None = None) -> tuple[str, ...]:
    """The members of a group on a day, or of today's group without one; a country is its own member.

    `EU` follows accessions and the UK's exit; `EU27` is the composition since February 2020 at every date,
    as statistics use it. A perimeter such as `EU_NATO` follows the groups it is made from.
    """
    if group in PERIMETERS:
        return _inside(PERIMETERS[group], on)
    if group in groups():
        return tuple(stay.iso3 for stay in memberships() if stay.group == group and stay.holds(on))
    if group not in countries():
        raise unknown("country or group", group, (*groups(), *countries()))
    return (group,)


def _inside(perimeter: Perimeter, on: date | None) -> tuple[str, ...]:
    joined = dict.fromkeys(member for part in perimeter.of for member in members(part, on))
    kept = members(perimeter.within, on) if perimeter.within else joined
    return tuple(member for member in joined if member in kept and member not in perimeter.without)


_BEFORE_THE_EURO = {"BGR": "BGN", "HRV": "HRK", "LTU": "LTL"}


def currency_on(iso3: str, on: date) -> str:
    """The currency of a country on a day from 2014 on: the one before the euro until it joined."""
    before = _BEFORE_THE_EURO.get(iso3)
    return before if before and iso3 not in members("EURO", on) else country(iso3).currency


@lru_cache(maxsize=1)
def office_holders() -> tuple[OfficeHolder, ...]:
    """Heads of state and government, ministers, spokespersons, envoys and commanders, with their terms."""
    return tuple(_office_holder(row) for row in read_rows("office_holders.csv"))


def _office_holder(row: dict[str, str]) -> OfficeHolder:
    plain = {key: row[key] for key in ("person", "iso3", "role", "source", "status", "gender", "precision")}
    start, end = date.fromisoformat(row["from"]), day(row["to"])
    return OfficeHolder(start=start, end=end, names=parts(row["names"]), check=parts(row["check"]), **plain)


@lru_cache(maxsize=64)
def holders(on: date) -> tuple[OfficeHolder, ...]:
    """Everybody in office on a day."""
    return tuple(holder for holder in office_holders() if holder.holds(on))
