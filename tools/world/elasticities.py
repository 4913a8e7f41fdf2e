"""Trade elasticities by sector: the published sets side by side, blank where a set has no estimate."""

import csv
from pathlib import Path

from world.log import Log

COLUMNS = ("sector", "name", "kind", "fgo", "caliendo_parro", "broad", "fgo_basis")
CONVENTION = "flat 5"


def _row(row: dict[str, str], log: Log) -> dict[str, str]:
    flat = row["theta_fgo_source"].startswith(CONVENTION)
    median = row["theta_fgo_source"].startswith("goods median")
    if flat and row["type"] != "services":
        log("elasticities", "blank", "ε", None, None, "", row["sector"], note="no estimate; takes the services value")
    basis = "" if flat else "median of goods" if median else "median of the products mapped to the sector"
    figures = (row["theta_cp2015_99pct"], row["theta_liberationday_broad"])
    fgo = "" if flat else row["theta_fgo"]
    return dict(zip(COLUMNS, (row["sector"], row["name"], row["type"], fgo, *figures, basis), strict=True))


def write_elasticities(source: Path, target: Path, log: Log) -> None:
    """Write the table of elasticities; values put in by convention are left blank for the loader to fill."""
    with source.open(newline="", encoding="utf-8") as file:
        rows = [_row(row, log) for row in csv.DictReader(file)]
    with target.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
