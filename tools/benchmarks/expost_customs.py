"""US imports and duties by partner and product group, as the customs counted them."""

import csv
import gzip
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from jaxtyping import Float

YEARS = (2015, 2016, 2017, 2018, 2019, 2022)
BEFORE, AFTER, BASE_YEAR = 2017, 2019, 2022
USD_BN = 1e-9
TREND_FILE = "us_imports_partner_naics3_annual_2015_2024.csv.gz"
EVENT_FILE = "expost_2018_19_us_imports_naics3.csv"
WORLD = "WLD"
BLOCS = ("EU27", "USMCA")
OTHERS = "all others"
CHINA = "CHN"


class MissingFiles(Exception):
    """The folder does not hold what the test reads."""


@dataclass(frozen=True, eq=False)
class Customs:
    """Imports for consumption and duty collected, USD bn.

    `partners` divide the world without overlap: the countries counted alone, and all others. A group is one sector
    of the base, or several joined by "+" that one customs code covers. `unmapped` are imports under codes that are
    no sector (used goods, returned goods, special provisions).
    """

    partners: tuple[str, ...]
    groups: tuple[str, ...]
    imports: Float[np.ndarray, "year partner group"]
    duty: Float[np.ndarray, "year partner group"]
    unmapped: Float[np.ndarray, " year"]

    def imports_of(self, year: int) -> Float[np.ndarray, "partner group"]:
        """Imports of a year, USD bn."""
        return np.asarray(self.imports[YEARS.index(year)])

    def rate(self, year: int) -> Float[np.ndarray, "partner group"]:
        """Duty collected over imports; zero where nothing was imported."""
        imports, duty = self.imports[YEARS.index(year)], self.duty[YEARS.index(year)]
        return np.divide(duty, imports, out=np.zeros_like(duty), where=imports > 0)

    def duty_on(self, partner: str, year: int) -> float:
        """Duty collected on all groups of a partner, USD bn."""
        return float(self.duty[YEARS.index(year), self.partners.index(partner)].sum())


def read_customs(folder: Path) -> Customs:
    """The customs record: 2017 to 2019 from the file of the event, other years from the long one."""
    missing = [name for name in (EVENT_FILE, TREND_FILE) if not (folder / name).is_file()]
    if missing:
        raise MissingFiles(
            f"{folder} holds no {' and no '.join(missing)}; give the folder that holds the US customs tables by "
            "partner and three-digit NAICS code."
        )
    event = set(range(BEFORE, AFTER + 1))
    long = [row for row in _rows(folder / TREND_FILE) if int(row["year"]) in set(YEARS) - event]
    return _divided([*long, *(row for row in _rows(folder / EVENT_FILE) if int(row["year"]) in event)])


def _rows(path: Path) -> list[dict[str, str]]:
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(text.decode("utf-8").splitlines()))


def _divided(rows: list[dict[str, str]]) -> Customs:
    """Rows as arrays, with all others as the world less the countries counted alone.

    The row EU27 is not used: up to 2017 it holds the United Kingdom, in 2019 it does not.
    """
    named = sorted({row["iso3"] for row in rows} - {WORLD, *BLOCS})
    groups = tuple(sorted({row["icio"] for row in rows if row["icio"]}))
    places = (*named, WORLD)
    found = np.zeros((2, len(YEARS), len(places), len(groups)))
    unmapped = np.zeros(len(YEARS))
    for row in rows:
        year, amounts = YEARS.index(int(row["year"])), (float(row["imports_usd"]), float(row["duty_usd"]))
        if row["icio"] and row["iso3"] in places:
            found[:, year, places.index(row["iso3"]), groups.index(row["icio"])] += amounts
        elif row["iso3"] == WORLD and row["NAICS"] != "00":
            unmapped[year] += amounts[0]
    found[:, :, -1] -= found[:, :, :-1].sum(axis=2)
    imports, duty = found * USD_BN
    return Customs((*named, OTHERS), groups, imports, duty, unmapped * USD_BN)


def restated(customs: Customs, partner: str, total: float) -> Customs:
    """The record with another total of duty on a partner in 2019, its rise over the rates of 2017 scaled alike."""
    p, after = customs.partners.index(partner), YEARS.index(AFTER)
    old = (customs.rate(BEFORE) * customs.imports_of(AFTER))[p]
    rise = customs.duty[after, p] - old
    duty = customs.duty.copy()
    duty[after, p] = old + rise * (total - old.sum()) / rise.sum()
    return replace(customs, duty=duty)
