"""What `meta.csv` says of a user's own world: its name, year, unit, goods, duties and, always, its source."""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR
from pathlib import Path
from typing import Final

from westphalia.errors import DataError, nearest
from westphalia.world.long_table import text_rows
from westphalia.world.table import LIST_SEPARATOR, parts

FILE: Final = "meta.csv"
UNITS: Final = {"USD bn": 1.0, "USD million": 1e-3, "USD thousand": 1e-6, "USD": 1e-9}
ALL, NONE, LISTED = "all", "none", "listed"
_FIELDS: Final = (
    "name", "year", "source", "unit", "usd_bn_per_unit", "goods", "duties_known", "elasticity_source", "estimated",
)  # fmt: skip
_REPEATED: Final = "estimated"


@dataclass(frozen=True)
class Meta:
    """The description of a world; `usd_bn_per_unit` turns its money into USD bn."""

    name: str
    year: int
    source: str
    usd_bn_per_unit: float
    goods: tuple[str, ...]
    duties_known: str
    elasticity_source: str
    estimated: tuple[str, ...]


def read_meta(folder: Path) -> Meta:
    """The description in `meta.csv` of the folder; a source is required."""
    path = folder / FILE
    if not path.exists():
        raise DataError(
            f"{path}: the file is missing. A world needs its source: write the lines 'field,value', 'source,…', "
            "'year,2022', 'unit,USD bn' and 'goods,all'."
        )
    found = _found(path)
    return Meta(
        name=_one(found, "name") or folder.resolve().name,
        year=_year(path, _needed(path, found, "year", "the year the flows are of, such as 2022")),
        source=_needed(path, found, "source", "who published the figures, which edition, for which year"),
        usd_bn_per_unit=_factor(path, found),
        goods=parts(_needed(path, found, "goods", f"sectors that duties cover, between {LIST_SEPARATOR}, or 'all'")),
        duties_known=_duties_known(path, _one(found, "duties_known")),
        elasticity_source=_one(found, "elasticity_source"),
        estimated=tuple(found.get(_REPEATED, ())),
    )


def _found(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for field, value in text_rows(path, ("field", "value")):
        if field not in _FIELDS:
            raise DataError(f"{path}: unknown field {field!r}. {nearest(field, _FIELDS)}")
        if field in found and field != _REPEATED:
            raise DataError(f"{path}: field {field!r} stands twice; only {_REPEATED!r} may.")
        found.setdefault(field, []).append(value)
    return found


def _one(found: dict[str, list[str]], field: str) -> str:
    return found.get(field, [""])[0]


def _needed(path: Path, found: dict[str, list[str]], field: str, what: str) -> str:
    value = _one(found, field)
    if not value:
        raise DataError(f"{path}: field {field!r} is missing; give {what}.")
    return value


def _year(path: Path, text: str) -> int:
    if not text.isdecimal() or not MINYEAR <= int(text) <= MAXYEAR:
        raise DataError(f"{path}: year {text!r}; expected a calendar year such as 2022.")
    return int(text)


def _factor(path: Path, found: dict[str, list[str]]) -> float:
    """USD bn in one unit of the files: known for US dollars, to be given for any other unit."""
    unit = _needed(path, found, "unit", f"{', '.join(UNITS)}, or another with usd_bn_per_unit")
    given = _one(found, "usd_bn_per_unit")
    if unit in UNITS and not given:
        return UNITS[unit]
    if unit in UNITS:
        raise DataError(f"{path}: usd_bn_per_unit is known for {unit!r}; leave it out.")
    try:
        factor = float(given)
    except ValueError:
        factor = 0.0
    if not 0 < factor < float("inf"):
        told = f"usd_bn_per_unit {given!r}; expected a number above 0" if given else "usd_bn_per_unit is missing"
        raise DataError(f"{path}: unit {unit!r} is none of {', '.join(UNITS)} and {told}, such as 0.001 for millions.")
    return factor


def _duties_known(path: Path, text: str) -> str:
    if text not in ("", ALL, NONE, LISTED):
        raise DataError(f"{path}: duties_known {text!r}; expected {ALL}, {NONE} or {LISTED} (in duties_known.csv).")
    return text
