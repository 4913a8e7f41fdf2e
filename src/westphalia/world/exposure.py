"""How exposed a state is: kilometres from its capital to Moscow and of land border with Russia and Belarus."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from types import MappingProxyType
from typing import Final

from westphalia.errors import DataError
from westphalia.world.countries import country
from westphalia.world.table import read_rows

EARTH_RADIUS_KM: Final = 6371.0088
_MOSCOW: Final = "RUS"


@dataclass(frozen=True)
class Exposure:
    """A capital with its coordinates in degrees, north and east positive, and land borders in km."""

    iso3: str
    capital: str
    latitude: float
    longitude: float
    border_russia: float
    border_belarus: float
    provenance: str
    note: str


def great_circle(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    r"""Kilometres between two places, degrees given, on a sphere of the Earth's mean radius R.

    .. math:: d = 2R \arcsin \sqrt{\sin^2 \tfrac{\varphi_2 - \varphi_1}{2}
              + \cos\varphi_1 \cos\varphi_2 \sin^2 \tfrac{\lambda_2 - \lambda_1}{2}}

    The haversine formula; a sphere is within 0.6% of the ellipsoid.
    """
    north, east = radians(other_latitude - latitude), radians(other_longitude - longitude)
    across = cos(radians(latitude)) * cos(radians(other_latitude)) * sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(sin(north / 2) ** 2 + across))


def distance_to_moscow(iso3: str) -> float:
    """Kilometres from a state's capital to Moscow, coordinates to the minute of arc (The World Factbook)."""
    here, moscow = exposure(iso3), exposure(_MOSCOW)
    return great_circle(here.latitude, here.longitude, moscow.latitude, moscow.longitude)


def exposed_border(iso3: str) -> float:
    """Kilometres of land border with Russia and Belarus, 0 where there is none (The World Factbook)."""
    here = exposure(iso3)
    return here.border_russia + here.border_belarus


def exposure(iso3: str) -> Exposure:
    """Capital and borders of a state; one without coordinates is an error that names it."""
    found = _exposures().get(iso3)
    if found is None:
        raise DataError(f"{iso3} ({country(iso3).name}): no capital with coordinates is held; choose a state.")
    return found


@lru_cache(maxsize=1)
def _exposures() -> Mapping[str, Exposure]:
    return MappingProxyType({row["iso3"]: _exposure(row) for row in read_rows("exposure.csv")})


def _exposure(row: dict[str, str]) -> Exposure:
    return Exposure(
        iso3=row["iso3"],
        capital=row["capital"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        border_russia=float(row["border_russia_km"]),
        border_belarus=float(row["border_belarus_km"]),
        provenance=row["provenance"],
        note=row["note"],
    )
