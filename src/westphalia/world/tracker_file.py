"""A monthly file of the Kiel tracker that somebody supplies, read with every check and made into sums."""

import re
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from types import MappingProxyType
from typing import Final

from westphalia.errors import DataError
from westphalia.world.aid import CURRENCY, INSTITUTIONS, PARTS, YEAR_END, Amounts, Tracker, eu_key, reference_gdp
from westphalia.world.countries import countries
from westphalia.world.table import unknown
from westphalia.world.user_table import Line, shown, user_table

__all__ = ["read_tracker"]

_LARGEST: Final = 20_000_000
_EXPECTED: Final = "the monthly file of the tracker as CSV in UTF-8, a row for one donor in one month, in EUR bn"
_CEILING: Final = 10_000.0  # EUR bn by one donor in one month: above what any economy makes in it
_TEXT: Final = ("donor", "iso3", "year", "month")
_MONEY: Final = ("allocations_total", *(f"allocations_{part}" for part in PARTS), "commitments")
_COLUMN: Final = re.compile(r"^(allocations\w*|commitments\w*)_([a-z]{3})_bn$")
_NAMED_RELEASE: Final = re.compile(r"\brelease (\d+)\b", re.IGNORECASE)
_ROUNDING: Final = 1e-4
_FIRST, _LAST = 2022, 2100
_EU: Final = "EU"
Month = tuple[str, int, int]


def read_tracker(path: Path, release: int | None) -> Tracker:
    """Sums of every month from a monthly file: donor, iso3, year, month, allocations by type and commitments in EUR.

    Refused: no release named, or another one than the file names; sums in two currencies or none; an unknown donor, or
    one donor under two codes; a month twice; a sum that is negative, no number, or not that of its parts. A donor
    without a row in a month gave nothing in it, as the tracker counts.
    """
    if release is None or release < 1:
        raise DataError(f"{path}: no release named. Releases rewrite history; say which this is, e.g. --release 29.")
    monthly: dict[Month, Amounts] = {}
    names: dict[str, str] = {}
    for line, row in _rows(path):
        where = f"{path}, line {line}"
        donor = _donor(where, row, names)
        key = donor, *_month(where, row)
        if key in monthly:
            raise DataError(f"{where}: {row['donor']} in month {key[2]} of {key[1]} stands twice. Keep one of the two.")
        monthly[key] = _amounts(where, row)
        _release_fits(where, row, release)
    return Tracker(
        release=release,
        released=None,
        data_to=max((year, month) for _, year, month in monthly),
        sums=MappingProxyType(_cumulated(monthly)),
        eu_key=eu_key(),
        names=MappingProxyType(names),
        gdp=reference_gdp(),
        source=path.name,
    )


def _rows(path: Path) -> tuple[Line, ...]:
    table = user_table(path, _EXPECTED, _LARGEST)
    _one_currency(path, table.columns)
    return table.lines((*_TEXT, *(f"{name}_eur_bn" for name in _MONEY)))


def _one_currency(path: Path, columns: tuple[str, ...]) -> None:
    found = {match[2].upper() for name in columns if (match := _COLUMN.match(name))}
    if len(found) > 1:
        raise DataError(f"{path}: sums in {' and '.join(sorted(found))}, and the two cannot be added. Keep EUR alone.")
    if found and found != {CURRENCY}:
        raise DataError(f"{path}: sums in {found.pop()}; the tracker counts in EUR. Give its own columns, *_eur_bn.")


def _donor(where: str, row: Mapping[str, str], names: dict[str, str]) -> str:
    name, iso3 = row["donor"].strip(), row["iso3"].strip()
    code = INSTITUTIONS if iso3 == _EU else iso3
    if code != INSTITUTIONS and (code not in countries() or countries()[code].kind != "country"):
        raise DataError(f"{where}: {unknown('donor', iso3[:40], countries())}")
    if names.setdefault(code, name) != name:
        raise DataError(f"{where}: {iso3} is {names[code]!r} above and {name!r} here. A donor has one name.")
    other = next((known for known, called in names.items() if called == name and known != code), None)
    if other:
        raise DataError(f"{where}: {name} is {other} above and {iso3} here, and would be counted in two groups.")
    return code


def _month(where: str, row: Mapping[str, str]) -> tuple[int, int]:
    year, month = (_whole(where, name, row[name]) for name in ("year", "month"))
    if not (_FIRST <= year <= _LAST and 1 <= month <= YEAR_END):
        raise DataError(f"{where}: month {month} of {year} is none from January {_FIRST} on.")
    return year, month


def _whole(where: str, name: str, cell: str) -> int:
    try:
        return int(cell)
    except ValueError:
        raise DataError(f"{where}: {name} {shown(cell)} is no whole number.") from None


def _amounts(where: str, row: Mapping[str, str]) -> Amounts:
    currency = (row.get("currency") or CURRENCY).strip()
    if currency != CURRENCY:
        raise DataError(f"{where}: a sum in {currency} under a column in EUR. Give the row in EUR, or leave it out.")
    total, military, financial, humanitarian, committed = (_sum(where, name, row[f"{name}_eur_bn"]) for name in _MONEY)
    parts = [military, financial, humanitarian]
    if abs(total - sum(parts)) > _ROUNDING:
        raise DataError(f"{where}: {_named_parts(parts)} make {sum(parts):g}, and the total says {total:g}.")
    return Amounts(military, financial, humanitarian, committed)


def _named_parts(parts: list[float]) -> str:
    """The allocations by type as an error names them."""
    return " + ".join(f"{name} {value:g}" for name, value in zip(PARTS, parts, strict=True))


def _sum(where: str, name: str, cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        raise DataError(
            f"{where}: {name}_eur_bn {shown(cell)} is no number. Write 0 where nothing was given."
        ) from None
    if not isfinite(value) or value < 0:
        raise DataError(f"{where}: {name}_eur_bn {cell[:40]} is no sum of zero or more.")
    if value > _CEILING:
        raise DataError(f"{where}: {name}_eur_bn {cell[:40]} is above {_CEILING:,.0f}. Give it in billions of EUR.")
    return value


def _release_fits(where: str, row: Mapping[str, str], release: int) -> None:
    named = _NAMED_RELEASE.search(row.get("source") or "")
    if named and int(named[1]) != release:
        raise DataError(f"{where}: the file names release {named[1]}, not {release}. Write --release {named[1]}.")


def _cumulated(monthly: Mapping[Month, Amounts]) -> dict[Month, Amounts]:
    """From January to each month of a year, up to the last month of the file; no sum in a year without any row."""
    last = max((year, month) for _, year, month in monthly)
    donors = sorted({donor for donor, _, _ in monthly})
    years = sorted({year for _, year, _ in monthly})
    found = {}
    for donor in donors:
        for year in years:
            sums = Amounts()
            for month in range(1, (last[1] if year == last[0] else YEAR_END) + 1):
                sums += monthly.get((donor, year, month), Amounts())
                found[donor, year, month] = sums
    return found
