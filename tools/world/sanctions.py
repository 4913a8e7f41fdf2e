"""Energy trade with Russia: single quoted facts, one source a row; values of a single month are left out.

Published effects of sanctions (`sanctions_effects.csv`) and facts on oil prices (`oil_facts.csv`) are written by hand.
"""

import csv
import re
from collections.abc import Callable
from pathlib import Path

Say = Callable[[str], None]
Row = dict[str, str]

ENERGY = (
    "topic", "geography", "period", "value", "unit", "quality", "source", "quoted_by", "provenance", "note",
)  # fmt: skip
SOURCES = {
    "IW": "iw-russia-trade",
    "CREA": "crea-purchases",
    "IEA": "iea-gas-2022",
    "Bruegel": "bruegel-gas",
    "Eurostat": "eurostat-russia-trade",
}
# whom a line quotes where it does not say so itself
UNSAID = {"cash.ch 2025-09-30": "bruegel-gas"}
PERCENT = 100
ONE_MONTH = re.compile(r"\d{4}-\d{2}")


def build(source: Path, tables: Path, say: Say) -> None:
    """Write `russia_energy_trade.csv`, saying what was left out."""
    with (source / "security" / "russia_energy_trade.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    kept = [row for row in rows if not ONE_MONTH.fullmatch(row["period"])]
    with (tables / "russia_energy_trade.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(ENERGY)
        writer.writerows(map(_fact, kept))
    say(f"energy trade with Russia: {len(kept)} facts; {len(rows) - len(kept)} values of a single month left out")


def _fact(row: Row) -> list[str]:
    """One line of the table: shares as fractions, the source by its identifier, who quotes it apart."""
    value, unit = row["value"], row["unit"]
    if unit.startswith("percent"):
        value, unit = f"{round(float(value) / PERCENT, 10):g}", unit.replace("percent of", "share of", 1)
        unit = "change" if unit == "percent" and row["topic"].startswith("change") else unit.replace("percent", "share")
    said = row["source"]
    return [
        row["topic"], row["geography"], row["period"], value, unit, row["quality"], _source(said),
        "" if said in SOURCES else said, row["provenance"], row["note"],
    ]  # fmt: skip


def _source(said: str) -> str:
    """Whose number it is, by the first publisher that the words name."""
    if said in UNSAID:
        return UNSAID[said]
    return next(ident for name, ident in SOURCES.items() if name in said)
