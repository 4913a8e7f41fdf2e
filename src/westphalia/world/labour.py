"""How many people work in a country."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from westphalia.errors import DataError
from westphalia.world.table import read_rows, unknown

SOURCE: Final = "cia-factbook-labour"


@dataclass(frozen=True)
class Employment:
    """People at work in one country and year: labour force less the unemployed, rounded to the thousand.

    `source` names the row of `sources.csv`; `note` says where force and unemployment are of different years.
    """

    iso3: str
    year: int
    persons: int
    labour_force: int
    unemployment: float
    source: str
    provenance: str
    note: str


def employment(iso3: str) -> Employment:
    r"""People at work, :math:`(1-u)` times the labour force, of the latest year the source gives.

    The World Factbook: people of 15 or older who work or look for work, and the share of them that looks; mostly
    estimates. National statistics count by other definitions. Not the year of the trade base: use shares of a
    base with this count only for "about how many people".
    """
    table = _table()
    if iso3 == "ROW":
        raise DataError("employment: ROW, the rest of the world, has no count; give shares of its employment only.")
    if iso3 not in table:
        raise unknown("country with a count of people at work", iso3, table)
    return table[iso3]


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Employment]:
    return MappingProxyType({row["iso3"]: _row(row) for row in read_rows("employment.csv")})


def _row(row: dict[str, str]) -> Employment:
    return Employment(
        iso3=row["iso3"],
        year=int(row["year"]),
        persons=int(row["persons"]),
        labour_force=int(row["labour_force"]),
        unemployment=float(row["unemployment"]),
        source=SOURCE,
        provenance=row["provenance"],
        note=row["note"],
    )
