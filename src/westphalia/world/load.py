"""The trade bases, elasticities and the registers of sources and fields, read from the tables that ship."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, NoReturn

import numpy as np
from jaxtyping import Float

from westphalia.axes import Axes, Axis
from westphalia.errors import DataError
from westphalia.world.baseline import Baseline
from westphalia.world.table import TABLES, parts, read_rows, unknown
from westphalia.world.user_base import World, read_world

FOLDER: Final = TABLES.parent
_ONE_SECTOR: Final = "goods-2023-194"
BASES: Final = ("icio-2022", "icio-2022-raw", "icio-2022-sanctioned", _ONE_SECTOR)
ELASTICITY_SETS: Final = ("fgo", "caliendo-parro", "broad")
OWN: Final = "own"
SERVICES_ELASTICITY: Final = 5.0
_PETROLEUM: Final = "C19"
_PETROLEUM_CAP: Final = 15.0


@dataclass(frozen=True)
class Source:
    """One publication a shipped table rests on; `estimated` says which part of the table is an estimate.

    Of published estimates, `title_kind` tells a "title" from "our description", `credited` whether "authors" or
    "publisher" is whom a text names, and `original` is the publication's own address where `url` is another's.
    """

    id: str
    title: str
    publisher: str
    edition: str
    date: str
    terms: str
    provenance: str
    url: str
    estimated: str
    table: str
    note: str
    authors: str = ""
    credited: str = ""
    title_kind: str = ""
    original: str = ""

    @property
    def named(self) -> tuple[str, ...]:
        """The authors, each with initials: N. Tamberi."""
        return parts(self.authors)

    @property
    def by(self) -> str:
        """Whom a text names: "Fajgelbaum and others (2020)" for authors, else the publisher."""
        return f"{_shortened(self.named)} ({self.date[:4]})" if self.credited == "authors" else self.publisher

    @property
    def cited(self) -> str:
        """Authors and title, a title that is our own marked as such."""
        mark = " [our description]" if self.title_kind == "our description" else ""
        return ", ".join((*self.named, self.title)) + mark

    @property
    def tables(self) -> tuple[str, ...]:
        """The shipped tables that rest on this source."""
        return tuple(self.table.split("; ")) if self.table else ()


_INITIALS: Final = re.compile(r"^(?:\w\.\s*)+")
_PAIR: Final = 2


def _shortened(authors: tuple[str, ...]) -> str:
    """Family names of one or two authors, else the first with "and others"."""
    names = [_INITIALS.sub("", name) for name in authors]
    return " and ".join(names) if len(names) <= _PAIR else f"{names[0]} and others"


@dataclass(frozen=True)
class Field:
    """One array or column of a shipped table: symbol, axes, unit, stock or flow, and meaning."""

    table: str
    field: str
    symbol: str
    axes: str
    unit: str
    stock_or_flow: str
    meaning: str
    source: str


@dataclass(frozen=True)
class Sector:
    """One sector of the input-output bases; `kind` is goods, services or utility."""

    code: str
    name: str
    kind: str


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def sources() -> tuple[Source, ...]:
    """Every source of the shipped tables, in the order of `sources.csv`."""
    return tuple(Source(**row) for row in _rows(FOLDER / "sources.csv"))


@lru_cache(maxsize=1)
def fields() -> tuple[Field, ...]:
    """Every field of the shipped tables, in the order of `fields.csv`."""
    return tuple(Field(**row) for row in _rows(FOLDER / "fields.csv"))


def _sources_of(name: str) -> tuple[Source, ...]:
    return tuple(source for source in sources() if f"{name}.npz" in source.tables)


def _estimated(name: str) -> tuple[str, ...]:
    return tuple(statement for source in _sources_of(name) for statement in parts(source.estimated))


def load_baseline(name: str | Path = BASES[0]) -> Baseline:
    """The observed year of a base: flows at basic prices, baseline duties and input shares, with labels.

    `name` is a base that ships or the folder of a world of one's own (see `read_world`). The arrays are read-only,
    because the base is shared by all who load it. What is estimated is listed in `estimated`.
    """
    return _shipped(str(name)) if name in BASES else _own_world(name).baseline


def load_world(name: str | Path = BASES[0], elasticities: str = "", services: float = SERVICES_ELASTICITY) -> World:
    """A base with its trade elasticities and the source of both: one that ships, or a folder of CSV files.

    Without a name of a set the elasticities are the base's own: those of the folder, or the first set of a base
    that ships.
    """
    if name not in BASES:
        return _own_world(name) if elasticities in ("", OWN) else _refuse_set(name, elasticities)
    chosen = elasticities or elasticity_sets(name)[0]
    cited = "; ".join(f"{source.title} ({source.by})" for source in _sources_of(str(name)))
    elasticity = load_elasticities(chosen, services, name)
    return World(_shipped(str(name)), elasticity, cited, elasticity_citation(chosen, services, name))


@lru_cache(maxsize=len(BASES))
def _shipped(name: str) -> Baseline:
    """A base that ships.

    Flows and shares are stored in single precision; output, income and transfers are rebuilt from them in
    double precision, so the accounts close to rounding.
    """
    path = TABLES / f"{name}.npz"
    if not path.is_file():
        raise DataError(f"{path} is missing; install the package again, or rebuild the tables with `make world`.")
    with np.load(path, allow_pickle=False) as file:
        stored = {key: file[key] for key in file.files}
    labels = [tuple(str(label) for label in stored.pop(axis)) for axis in ("countries", "sectors")]
    axes = Axes(Axis("country", labels[0]), Axis("sector", labels[1]))
    year = int(stored.pop("year"))
    arrays = {key: value if value.dtype == bool else value.astype(float) for key, value in stored.items()}
    for array in arrays.values():
        array.flags.writeable = False
    return Baseline(name=name, year=year, axes=axes, estimated=_estimated(name), **arrays)


def _own_world(folder: str | Path) -> World:
    """The world in a folder, read again whenever one of its files has changed."""
    path = Path(folder)
    if not path.exists() and len(path.parts) == 1:
        raise DataError(f"{unknown('base', str(folder), BASES)} Or give a folder of CSV files; see the page on bases.")
    return _read_once(path.resolve(), _stamp(path), path)


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Names, sizes and times of the files: what tells one state of a folder from the next."""
    files = sorted(folder.glob("*.csv"))
    return tuple((file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files)


@lru_cache(maxsize=2)
def _read_once(_resolved: Path, _stamp: tuple[tuple[str, int, int], ...], folder: Path) -> World:
    return read_world(folder)


@lru_cache(maxsize=1)
def _elasticity_rows() -> tuple[dict[str, str], ...]:
    return tuple(read_rows("trade_elasticities.csv"))


@lru_cache(maxsize=1)
def sectors() -> tuple[Sector, ...]:
    """The sectors of the input-output bases with their names, in the order of the axis."""
    return tuple(Sector(row["sector"], row["name"], row["kind"]) for row in _elasticity_rows())


def elasticity_sets(base: str | Path = BASES[0]) -> tuple[str, ...]:
    """The sets of elasticities a base can be run with: a folder brings its own, under the name `own`."""
    if base not in BASES:
        return (OWN,)
    return ("broad",) if base == _ONE_SECTOR else ELASTICITY_SETS


def _refuse_set(base: str | Path, name: str) -> NoReturn:
    raise DataError(f"elasticities {name!r}: base {base} brings its own in its files; write {OWN!r}.")


def load_elasticities(
    name: str = "fgo", services: float = SERVICES_ELASTICITY, base: str | Path = BASES[0]
) -> Float[np.ndarray, " s"]:
    r"""Trade elasticities :math:`\varepsilon_s` of the base's sectors, as positive numbers.

    `fgo`: Fontagné, Guimbard & Orefice (2022). `caliendo-parro`: Caliendo & Parro (2015), 99 % sample, with
    petroleum (C19, published 64.85) capped at 15. `broad`: the broad groups of Ignatenko et al. (2025).

    A sector without an estimate of its own takes `services`, a convention: in every set that is construction,
    all services, mining services (B09) and water and waste (E); in the last two sets electricity (D) as well,
    which `fgo` estimates because current crosses borders as a good. The one-sector base has one elasticity, the
    4 of Ignatenko et al. (2025), under the name `broad`. A folder has its own, complete, under the name `own`.
    """
    if base not in BASES:
        return _own_world(base).elasticity if name == OWN else _refuse_set(base, name)
    if name not in ELASTICITY_SETS:
        raise unknown("set of elasticities", name, ELASTICITY_SETS)
    if not services > 0:
        raise DataError(f"services: {services} is no trade elasticity; give a number above 0, such as 5.")
    if base == _ONE_SECTOR:
        return _one_sector(name)
    column = name.replace("-", "_")
    values = [float(row[column]) if row[column] else services for row in _elasticity_rows()]
    if name == "caliendo-parro":
        petroleum = [row["sector"] for row in _elasticity_rows()].index(_PETROLEUM)
        values[petroleum] = min(values[petroleum], _PETROLEUM_CAP)
    return np.array(values)


def _one_sector(name: str) -> Float[np.ndarray, " s"]:
    if name != "broad":
        raise DataError(f"elasticities {name!r} are by sector and base goods-2023-194 has one; use 'broad' (4).")
    return np.array([4.0])


def elasticity_citation(name: str, services: float = SERVICES_ELASTICITY, base: str | Path = BASES[0]) -> str:
    """Where a set of elasticities comes from, with what was put in by convention."""
    if base not in BASES:
        return _own_world(base).elasticity_source if name == OWN else _refuse_set(base, name)
    if name not in ELASTICITY_SETS:
        raise unknown("set of elasticities", name, ELASTICITY_SETS)
    source = next(source for source in sources() if source.id == f"elasticities-{name}")
    capped = "; petroleum capped at 15 (published 64.85)" if name == "caliendo-parro" else ""
    convention = f"; sectors without an estimate {services:g} by convention" if base != _ONE_SECTOR else ""
    return f"{source.title} ({source.publisher}, {source.edition}){convention}{capped}"


@lru_cache(maxsize=1)
def us_tariff_2apr2025() -> Mapping[str, float]:
    """Additional US duty by country of the schedule of 2 April 2025, as Ignatenko et al. (2025) use it.

    For the check against that paper only: it holds Canada at 10 % and Mexico at 17 % though both were exempt,
    and China at 54 % with the earlier 20 points; countries at the floor of 10 % stand at or below it.
    """
    rows = read_rows("us_tariff_2apr2025.csv")
    return MappingProxyType({row["iso3"]: float(row["additional_tariff"]) for row in rows})
