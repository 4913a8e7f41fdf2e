"""Who has how many soldiers, what a force for Ukraine would be and cost, and who promised what, how firmly."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from westphalia.errors import DataError
from westphalia.units import THOUSAND
from westphalia.world.countries import country
from westphalia.world.studies import date_words, last_day
from westphalia.world.table import number, read_rows, unknown

FACTBOOK: Final = "CIA-FACTBOOK"
ALLIANCE: Final = "NATO-2024-06"
_ALLIANCE_YEAR: Final = "2024"
_SOURCE: Final[Mapping[str, str]] = MappingProxyType({FACTBOOK: "cia-factbook-forces", ALLIANCE: "nato-2024-06"})

FIRMNESS: Final = (
    "declined", "support only", "undecided", "unsized commitment", "size named", "funded",
)  # fmt: skip
# A statement's place follows from its kind: money set aside is firmer than a size, a size than a promise without one.
# A statement that is no promise of troops, such as a request, has no place.
_PLACE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "declined": "declined",
        "support": "support only",
        "support from outside": "support only",
        "undecided": "undecided",
        "commitment": "unsized commitment",
        "count of states": "unsized commitment",
        "size": "size named",
        "money": "funded",
    }
)


@dataclass(frozen=True)
class Personnel:
    """Soldiers of a state, persons: all services, the land forces, and those on standing deployments.

    `year` and `edition` are those of `armed_forces`. Land forces and deployments are The World Factbook's in either
    edition, of the years given; None where it states none. Deployments count all services and are rounded, and an
    upper bound where the text gives one; `note` says how they were counted.
    """

    iso3: str
    armed_forces: int
    land_forces: int | None
    committed: int | None
    year: int
    edition: str
    source: str
    provenance: str
    note: str
    land_year: int | None
    committed_year: int | None


@dataclass(frozen=True)
class ForceOption:
    """One size discussed for a force in Ukraine: persons deployed, and the multiple that rotation makes of them."""

    id: str
    words: str
    deployed: int
    multiple_low: float
    multiple_high: float
    note: str
    source: str
    provenance: str


@dataclass(frozen=True)
class ForceCost:
    """What a deployed soldier cost in a year elsewhere, in whole units of `currency` at the prices of `price_basis`.

    Anchors differ in currency, year and in what they count; they bound a cost and are never averaged.
    """

    id: str
    words: str
    per_soldier_year: float
    currency: str
    price_basis: str
    caveat: str
    source: str
    url: str
    provenance: str


@dataclass(frozen=True)
class Pledge:
    """One dated public statement about troops for Ukraine, in our words.

    `firmness` is its place in `FIRMNESS`, None for what is no promise (a request, a state's own armed forces). `date`
    is the last day of what `date_words` says. `inside`: yes, no, partly, unclear, or empty.
    """

    actor: str
    iso3: str | None
    date: date
    date_words: str
    kind: str
    firmness: str | None
    troops_low: int | None
    troops_high: int | None
    inside: str
    statement: str
    condition: str
    source: str
    provenance: str


def force_states() -> tuple[str, ...]:
    """Every state whose soldiers are known."""
    return tuple(_factbook())


def personnel(iso3: str, year: int | None = None) -> Personnel:
    """The soldiers of a state: NATO's count of 2024 for an ally, else The World Factbook's; of one year if given.

    The two differ where a force grows (Poland 216,081 in 2024, 235,000 in 2025); `personnel_editions` has both.
    """
    found = personnel_editions(iso3)
    for row in found:
        if year in (None, row.year):
            return row
    known = ", ".join(f"{row.year} ({row.edition})" for row in found)
    raise DataError(f"{iso3} soldiers {year}: no edition has that year; held are {known}.")


def personnel_editions(iso3: str) -> tuple[Personnel, ...]:
    """The soldiers of a state in every edition that counts them, NATO's first."""
    row = _factbook().get(iso3)
    if row is None:
        raise DataError(f"{iso3} ({country(iso3).name}): no count of soldiers is held; leave it out of the force.")
    factbook = _of_edition(row, row | {"edition": FACTBOOK})
    return (_of_edition(row, _alliance()[iso3]), factbook) if iso3 in _alliance() else (factbook,)


def _of_edition(row: dict[str, str], counted: dict[str, str]) -> Personnel:
    """One count of all services, beside the factbook's land forces and deployments."""
    return Personnel(
        iso3=row["iso3"],
        armed_forces=int(counted["armed_forces"]),
        land_forces=_whole(row["land_forces"]),
        committed=_whole(row["committed"]),
        year=int(counted["year"]),
        edition=counted["edition"],
        source=_SOURCE[counted["edition"]],
        provenance=counted["provenance"],
        note="; ".join(_notes(row, counted["edition"])),
        land_year=_whole(row["land_year"]),
        committed_year=_whole(row["committed_year"]),
    )


def _notes(row: dict[str, str], name: str) -> list[str]:
    """What the figures rest on, statement by statement."""
    notes = [row["note"]] if row["note"] and name == FACTBOOK else []
    if row["land_forces"]:
        notes.append(f"land forces: The World Factbook, {row['land_year']}")
    if row["committed"]:
        when = f" ({row['committed_year']})" if row["committed_year"] else ""
        notes.append(f"deployed{when}: {row['committed_note']}")
    return notes or ["neither land forces nor deployments are stated"]


def _whole(cell: str) -> int | None:
    return int(cell) if cell else None


@lru_cache(maxsize=1)
def _factbook() -> Mapping[str, dict[str, str]]:
    return MappingProxyType({row["iso3"]: row for row in read_rows("forces.csv")})


@lru_cache(maxsize=1)
def _alliance() -> Mapping[str, dict[str, str]]:
    """The allies' rows in NATO's edition of June 2024, with soldiers in persons as `armed_forces`."""
    wanted = (ALLIANCE, _ALLIANCE_YEAR)
    rows = [row for row in read_rows("defence_nato.csv") if (row["edition"], row["year"]) == wanted]
    counts = ((row, number(row["personnel_thousand"])) for row in rows)
    return MappingProxyType(
        {row["iso3"]: row | {"armed_forces": str(round(count * THOUSAND))} for row, count in counts if count}
    )


@lru_cache(maxsize=1)
def force_options() -> tuple[ForceOption, ...]:
    """The sizes discussed in public, smallest first."""
    return tuple(_option(row) for row in read_rows("force_options.csv"))


def force_option(name: str) -> ForceOption:
    """One size by its identifier; an unknown one is an error that offers the nearest."""
    for candidate in force_options():
        if candidate.id == name:
            return candidate
    raise unknown("force option", name, [candidate.id for candidate in force_options()])


def _option(row: dict[str, str]) -> ForceOption:
    words = {key: row[key] for key in ("id", "words", "note", "source", "provenance")}
    return ForceOption(
        deployed=int(row["deployed"]),
        multiple_low=float(row["multiple_low"]),
        multiple_high=float(row["multiple_high"]),
        **words,
    )


@lru_cache(maxsize=1)
def force_costs() -> tuple[ForceCost, ...]:
    """The anchors of cost, as the table has them; total over persons gives the same figure."""
    return tuple(_cost(row) for row in read_rows("force_costs.csv"))


def force_cost(name: str) -> ForceCost:
    """One anchor by its identifier; an unknown one is an error that offers the nearest."""
    for candidate in force_costs():
        if candidate.id == name:
            return candidate
    raise unknown("force cost", name, [candidate.id for candidate in force_costs()])


def _cost(row: dict[str, str]) -> ForceCost:
    words = {
        key: row[key] for key in ("id", "words", "currency", "price_basis", "caveat", "source", "url", "provenance")
    }
    return ForceCost(per_soldier_year=float(row["per_soldier_year"]), **words)


@lru_cache(maxsize=1)
def _all_pledges() -> tuple[Pledge, ...]:
    return tuple(sorted(map(_pledge, read_rows("force_pledges.csv")), key=lambda pledge: pledge.date))


def pledges(iso3: str | None = None) -> tuple[Pledge, ...]:
    """Every public statement held in the order of time; of one state if given, which may have made none."""
    if iso3 is not None:
        country(iso3)
    return tuple(pledge for pledge in _all_pledges() if iso3 in (None, pledge.iso3))


def _pledge(row: dict[str, str]) -> Pledge:
    words = {key: row[key] for key in ("actor", "kind", "inside", "statement", "condition", "source", "provenance")}
    return Pledge(
        iso3=row["iso3"] or None,
        date=last_day(row["date"]),
        date_words=date_words(row["date"]),
        firmness=_PLACE.get(row["kind"]),
        troops_low=_whole(row["troops_low"]),
        troops_high=_whole(row["troops_high"]),
        **words,
    )
