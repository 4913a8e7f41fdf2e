"""Aid to Ukraine: the Kiel tracker's monthly rows added up, its key for the EU's aid, and Kiel's own replacement.

Monthly rows stay in the source folder: the tables hold donor × year × type totals, and the same from January to the few
months that checks need. How military aid was obtained is added up to years.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

Say = Callable[[str], None]
Row = dict[str, str]
Key = tuple[str, int, int]

RELEASE, DATA_TO = "29", (2026, 4)
CURRENCY = "EUR"
CUTS = (*((year, month) for year in range(2022, 2026) for month in (4, 10)), (2025, 2))
YEAR_END = 12
PARTS = ("military", "financial", "humanitarian")
DIGITS = 6
INSTITUTIONS = {"EU": "EU_INSTITUTIONS"}
SUPPORT = ("release", "donor", "year", "through", "currency", *PARTS, "committed")
DONORS = ("release", "donor", "name", "gdp_2021")
SHARES = ("release", "iso3", "charged")
ORIGINS = ("stockpile", "procurement", "unspecified", "nato_purl")
OBTAINED = ("release", "year", *ORIGINS)
REPLACEMENT = ("donor", "words", "current", "needed", "study")
PB186 = {
    "EU institutions": ("EU_INSTITUTIONS", "kiel-pb186-eu27-needed"),
    "Germany": ("DEU", "kiel-pb186-deu-needed"),
    "United Kingdom": ("GBR", "kiel-pb186-gbr-needed"),
    "France": ("FRA", "kiel-pb186-fra-needed"),
    "Italy": ("ITA", "kiel-pb186-ita-needed"),
    "Spain": ("ESP", "kiel-pb186-esp-needed"),
    "Other European": ("OTHERS", "kiel-pb186-europe-needed"),
}


def build(source: Path, tables: Path, say: Say) -> None:
    """Write the five tables of aid from the source folder."""
    security = source / "security"
    monthly = _read(security / "ukraine_support_monthly.csv")
    sums = _sums(monthly)
    _write(tables / "support.csv", SUPPORT, _support(sums))
    _write(tables / "support_donors.csv", DONORS, _donors(_read(security / "ukraine_support.csv")))
    _write(tables / "support_eu_shares.csv", SHARES, _shares(_read(security / "ukraine_support_eu_shares.csv")))
    obtained = _obtained(_read(security / "ukraine_military_procurement_monthly.csv"))
    _write(tables / "support_obtained.csv", OBTAINED, obtained)
    published = _replacement(_read(source / "policy" / "kiel_pb186_replacing_us_aid.csv"))
    _write(tables / "aid_replacement.csv", REPLACEMENT, published)
    donors = len({donor for donor, *_ in sums})
    say(f"support: {donors} donors, {len(monthly)} monthly rows added up to {len(sums)} totals, release {RELEASE}")


def _read(path: Path) -> list[Row]:
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if "source" in rows[0]:
        named = {found[1] for row in rows if (found := re.search(r"Release (\d+)", row["source"]))}
        if named != {RELEASE}:
            raise SystemExit(f"{path.name}: release {', '.join(sorted(named))}; this build expects {RELEASE}.")
    return rows


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _code(iso3: str) -> str:
    return INSTITUTIONS.get(iso3, iso3)


def _number(value: float) -> str:
    return f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")


def _sums(monthly: list[Row]) -> dict[Key, list[float]]:
    """Sums from January to a month of the year, by donor; zero where the tracker has no row."""
    donors = sorted({_code(row["iso3"]) for row in monthly})
    ends = [(year, YEAR_END if year < DATA_TO[0] else DATA_TO[1]) for year in range(2022, DATA_TO[0] + 1)]
    sums: dict[Key, list[float]] = {(d, y, m): [0.0] * (len(PARTS) + 1) for d in donors for y, m in (*ends, *CUTS)}
    columns = [*(f"allocations_{part}_eur_bn" for part in PARTS), "commitments_eur_bn"]
    for row in monthly:
        for donor, year, through in sums:
            if donor == _code(row["iso3"]) and year == int(row["year"]) and int(row["month"]) <= through:
                for k, column in enumerate(columns):
                    sums[donor, year, through][k] += float(row[column])
    return sums


def _support(sums: dict[Key, list[float]]) -> list[list[str]]:
    return [
        [RELEASE, donor, str(year), str(through), CURRENCY, *map(_number, amounts)]
        for (donor, year, through), amounts in sorted(sums.items())
    ]


def _donors(rows: list[Row]) -> list[list[str]]:
    """Name and reference output of each donor; the institutions have none."""
    found = {_code(row["iso3"]): (row["donor"], row["gdp_2021_eur_bn_kiel"]) for row in rows}
    return [
        [RELEASE, code, name, "" if code in INSTITUTIONS.values() else _number(float(gdp))]
        for code, (name, gdp) in sorted(found.items())
    ]


def _shares(rows: list[Row]) -> list[list[str]]:
    return sorted([RELEASE, row["iso3"], _number(float(row["eu_share_bn"]))] for row in rows)


def _obtained(rows: list[Row]) -> list[list[str]]:
    by_year: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(ORIGINS))
    for row in rows:
        for k, origin in enumerate(ORIGINS):
            by_year[row["year"]][k] += float(row[origin])
    return [[RELEASE, year, *map(_number, sums)] for year, sums in sorted(by_year.items())]


def _replacement(rows: list[Row]) -> list[list[str]]:
    """What each gives and would have to give; the published totals stay out, they are its sums."""
    return [
        [PB186[row["donor"]][0], row["donor"], row["current_eur_bn_per_year"], row["needed_eur_bn_per_year"],
         PB186[row["donor"]][1]]
        for row in rows
        if row["donor"] in PB186
    ]  # fmt: skip
