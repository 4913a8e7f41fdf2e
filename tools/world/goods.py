"""`goods-2023-194`: one sector of goods, 194 countries, and the duty schedule of 2 April 2025."""

import csv
import gzip
from pathlib import Path

import numpy as np

from world.log import Log
from world.ship import write_base

BASE = "goods-2023-194"
NON_TRADED_SHARE_USA, NON_TRADED_SHARE = 0.270471, 0.114335
USD_PER_USD_BN = 1e9
MUSD_PER_USD_BN = 1e3


def _read_countries(path: Path) -> tuple[tuple[str, ...], np.ndarray, dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    labels = tuple(row["iso3"] for row in rows)
    gdp = np.array([float(row["gdp_usd"]) for row in rows]) / USD_PER_USD_BN
    return labels, gdp, {row["iso3"]: row["us_additional_tariff_2apr2025"] for row in rows}


def read_bilateral(path: Path, labels: tuple[str, ...], rest: str = "") -> np.ndarray:
    """Trade in goods [importer, exporter], USD bn; countries without a label go to `rest` where that is one."""
    place = {label: number for number, label in enumerate(labels)}
    flow = np.zeros((len(labels), len(labels)))
    with gzip.open(path, "rt", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            importer, exporter = (place.get(row[side], place.get(rest)) for side in ("importer_iso3", "exporter_iso3"))
            if importer is None or exporter is None:
                raise KeyError(f"{path}: no label for {row['importer_iso3']} or {row['exporter_iso3']}.")
            flow[importer, exporter] += float(row["value_musd"])
    return flow / MUSD_PER_USD_BN


def home_flow(flow: np.ndarray, gdp: np.ndarray, united_states: int) -> np.ndarray:
    r"""What a country buys from itself, from its income and its trade.

    .. math:: A_n = GDP_n + (1-\nu_n)\bigl(M_n - \sum_i (1-\nu_i) x_{n \to i}\bigr), \quad x_{nn} = \max(0, A_n - M_n)

    Ignatenko, Lashkaripour, Macedoni & Simonovska (2025); ν is the share kept at home, used here only.
    """
    kept = np.full(len(gdp), NON_TRADED_SHARE)
    kept[united_states] = NON_TRADED_SHARE_USA
    imports, exports = flow.sum(axis=1), ((1 - kept)[:, None] * flow).sum(axis=0)
    absorption = gdp + (1 - kept) * (imports - exports)
    return np.maximum(0.0, absorption - imports)


def write_goods(folder: Path, tables: Path, log: Log) -> None:
    """Write the base and the schedule of additional duties of 2 April 2025."""
    labels, gdp, additional = _read_countries(folder / "world194_gdp_and_us_tariffs_2apr2025.csv")
    flow = read_bilateral(folder / "baci2023_goods_194_long.csv.gz", labels)
    home = home_flow(flow, gdp, labels.index("USA"))
    for n in np.flatnonzero(home == 0):
        log(
            BASE, "home flow", "purchases at home", None, 0.0, labels[n], "GOODS", "USD bn", "imports exceed absorption"
        )
    flow[np.diag_indices(len(labels))] = home
    cells = flow[:, :, None].astype(np.float32)
    known = {"goods": np.array([True]), "tariff_known": np.zeros(flow.shape, dtype=bool)}
    shares = np.zeros((len(labels), 1, 1), dtype=np.float32)
    arrays = {"flow": cells, "tariff": np.zeros_like(cells), "input_share": shares, **known}
    write_base(tables / f"{BASE}.npz", 2023, (labels, ("GOODS",)), **arrays)
    _write_schedule(tables / "us_tariff_2apr2025.csv", additional)


def _write_schedule(path: Path, additional: dict[str, str]) -> None:
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("iso3", "additional_tariff"))
        writer.writerows(sorted(additional.items()))
