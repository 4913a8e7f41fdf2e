"""Baseline duties of 2022: collected by the United States, most-favoured-nation averages of four importers."""

import csv
import gzip
from collections import defaultdict
from itertools import product
from pathlib import Path

import numpy as np

from world.icio import Table
from world.log import Log

YEAR = 2022
US = "USA"
EU27 = (
    *("AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV", "HUN"),
    *("IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE"),
)
AGREEMENTS = Path(__file__).with_name("free_trade_agreements.csv")
PER_CENT = 0.01
PARTNERS_REPORTED = 12
Collected = dict[str, dict[str, np.ndarray]]


def _codes(text: str) -> list[str]:
    return [code for word in text.split() for code in (EU27 if word == "EU27" else (word,))]


def free_pairs() -> list[dict[str, str]]:
    """Importer and exporter of every pair that trades free of duty, with the agreement.

    The United States as importer is left out: duties collected already hold what preferences were used.
    """
    with AGREEMENTS.open(newline="", encoding="utf-8") as file:
        agreements = list(csv.DictReader(file))
    rows: list[dict[str, str]] = []
    for agreement in agreements:
        one_way = list(product(_codes(agreement["left"]), _codes(agreement["right"])))
        other_way = [] if agreement["direction"] == "left imports" else [(b, a) for a, b in one_way]
        for importer, exporter in sorted({(a, b) for a, b in one_way + other_way if a not in (b, US)}):
            kept = {name: agreement[name] for name in ("agreement", "applied_from", "duty")}
            rows.append({"importer": importer, "exporter": exporter} | kept)
    return rows


def write_pairs(path: Path, rows: list[dict[str, str]]) -> None:
    """Write the pairs that trade free of duty."""
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _collected(path: Path) -> Collected:
    """Imports and duties [2] of 2022 by partner and sector; a product group of several sectors counts in each."""
    found: Collected = defaultdict(lambda: defaultdict(lambda: np.zeros(2)))
    with gzip.open(path, "rt", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if int(row["year"]) == YEAR and row["icio"]:
                for sector in row["icio"].split("+"):
                    found[row["iso3"]][sector] += (float(row["imports_usd"]), float(row["duty_usd"]))
    return found


def _partner(country: str, collected: Collected, sector: str) -> np.ndarray:
    """Imports and duties of a partner; one not listed takes what is left of its group."""
    if country in collected:
        return collected[country][sector]
    listed = [code for code in collected if code not in ("EU27", "USMCA", "WLD")]
    if country in EU27:
        return collected["EU27"][sector] - sum(collected[code][sector] for code in listed if code in EU27)
    known = sum(collected[code][sector] for code in listed if code not in EU27)
    return collected["WLD"][sector] - known - collected["EU27"][sector]


def us_duties(path: Path, table: Table, goods: np.ndarray) -> np.ndarray:
    """Duty collected over import value of the United States in 2022, [exporter, sector]."""
    collected = _collected(path)
    rate = np.zeros((len(table.countries), len(table.sectors)))
    for (i, country), (s, sector) in product(enumerate(table.countries), enumerate(table.sectors)):
        if goods[s] and country != US:
            imports, duties = _partner(country, collected, sector)
            rate[i, s] = max(duties, 0.0) / imports if imports > 0 else 0.0
    return rate


def mfn_duties(path: Path, sectors: tuple[str, ...]) -> dict[str, np.ndarray]:
    """Most-favoured-nation averages by sector for each importer that has them, the EU spelt out."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = {row["sector"]: row for row in csv.DictReader(file)}
    importers = [name for name in next(iter(rows.values())) if name not in ("sector", US)]
    found = {
        name: np.array([float(rows[s][name]) * PER_CENT if s in rows else 0.0 for s in sectors]) for name in importers
    }
    union = found.pop("EU27")
    return found | dict.fromkeys(EU27, union)


def baseline_duties(
    folder: Path, table: Table, goods: np.ndarray, pairs: list[dict[str, str]], log: Log
) -> tuple[np.ndarray, np.ndarray]:
    """Duties [importer, exporter, sector] and whether the duty of a pair is known [importer, exporter]."""
    place = {label: number for number, label in enumerate(table.countries)}
    tariff = np.zeros(table.flow.shape)
    known = np.eye(len(place), dtype=bool)
    collected = us_duties(folder / "us_imports_partner_naics3_annual_2015_2024.csv.gz", table, goods)
    for importer, rate in mfn_duties(folder / "mfn_top5_icio_sectors.csv", table.sectors).items():
        tariff[place[importer]] = rate * goods
        known[place[importer]] = True
    for pair in pairs:
        if pair["importer"] in place and pair["exporter"] in place:
            cell = (place[pair["importer"]], place[pair["exporter"]])
            tariff[cell], known[cell] = 0.0, True
    tariff[place[US]], known[place[US]] = collected, True
    tariff[np.diag_indices(len(place))] = 0.0
    _report(table, tariff, goods, log)
    return tariff, known


def _report(table: Table, tariff: np.ndarray, goods: np.ndarray, log: Log) -> None:
    abroad = table.flow * ~np.eye(len(table.countries), dtype=bool)[:, :, None] * goods
    paid, bought = (abroad * tariff).sum(axis=(1, 2)), abroad.sum(axis=(1, 2))
    for n in np.flatnonzero(paid > 0):
        log("icio-2022", "duties", "revenue", None, paid[n], table.countries[n], unit="USD bn")
        log("icio-2022", "duties", "average duty on goods", None, paid[n] / bought[n], table.countries[n], unit="1")
    us = table.countries.index(US)
    charged = (abroad[us] * tariff[us]).sum(axis=1)
    for i in np.argsort(-charged)[:PARTNERS_REPORTED]:
        note = f"on goods from {table.countries[i]}"
        rate = charged[i] / abroad[us, i].sum()
        log("icio-2022", "duties", "average duty", None, rate, US, unit="1", note=note)
