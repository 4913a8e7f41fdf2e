"""US duties by country on a day of the tracker, as the scenarios of the studies of 2025 carry them.

    python tools/study_rates.py kiel-2025-04

The tracker (M. Waugh, MIT) gives effective rates above those of 2024: products exempt from a duty are averaged in.
A country the base folds into its rest of the world counts with its share of what the tracker's countries there sold.
Prints the `rates` of the lever; tests/published/test_study_scenarios.py compares them with the shipped scenarios.
"""

import csv
import sys
from collections.abc import Mapping
from pathlib import Path

from westphalia.world.countries import countries, members
from westphalia.world.load import load_baseline, us_tariff_2apr2025

TRACKER = Path(__file__).resolve().parents[2] / "shared/data/trade/us_tariffs_2024_2026/country-by-time.csv"
DAYS = {
    "kiel-2025-04": ("2025-04-05", "2025-04-03"),
    "yale-2025-05": ("2025-05-12", None),
    "yale-2025-07": ("2025-06-03", None),
}
DIGITS = 4
PER_CENT = 0.01
_NAMES = {"korea, south": "KOR"}
_IN_THE_UNION = "SVK"
_REST = "ROW"


def rates(name: str) -> dict[str, float]:
    """Duty by country of the base in points above 2024, or what the package of that day added, as fractions."""
    on, before = DAYS[name]
    found = _day(on)
    if before is not None:
        found = {code: (rate - _day(before)[code][0], sold) for code, (rate, sold) in found.items()}
    held = load_baseline().axes.countries
    named = {code: rate for code, (rate, _) in found.items() if code in held or code == "EU27"}
    rest = [pair for code, pair in found.items() if code not in named]
    named[_REST] = sum(rate * sold for rate, sold in rest) / sum(sold for _, sold in rest)
    if before is not None:
        named |= _announced(named)
    return {code: round(rate, DIGITS) for code, rate in sorted(named.items())}


def _announced(named: Mapping[str, float]) -> dict[str, float]:
    """The schedule of 2 April for countries the tracker does not name, without its exemptions."""
    known = {*named, *members("EU27"), "USA"}
    return {c: r for c, r in us_tariff_2apr2025().items() if c in load_baseline().axes.countries and c not in known}


def _day(on: str) -> dict[str, tuple[float, float]]:
    """Rate as a fraction and imports of 2024 by code; Slovakia, listed beside the Union, counts within it."""
    with TRACKER.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["date"] == on]
    codes = {word.casefold(): code for code, country in countries().items() for word in country.aliases} | _NAMES
    found = {
        codes[row["country_name"].casefold()]: (
            float(row["effective tariff"]) * PER_CENT, float(row["total imports"]),
        )
        for row in rows
    }  # fmt: skip
    return {code: pair for code, pair in found.items() if code != _IN_THE_UNION}


if __name__ == "__main__":
    print("    rates: {" + ", ".join(f"{code}: {rate:.4f}" for code, rate in rates(sys.argv[1]).items()) + "}")
