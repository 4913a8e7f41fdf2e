"""A user's own world: a folder of CSV files of any number of countries and sectors, read and checked."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from westphalia.axes import Axes, Axis
from westphalia.errors import DataError, nearest
from westphalia.world import interchange
from westphalia.world.baseline import Baseline
from westphalia.world.consistency import Figures, refuse_inconsistent, refuse_unlike
from westphalia.world.long_table import labels_of, long_array, pairs
from westphalia.world.meta import ALL, FILE, LISTED, NONE, Meta, read_meta

_BILATERAL: Final = ("importer", "exporter", "sector")
_BY_SECTOR: Final = ("country", "sector")
FILES: Final = {
    "flows.csv": _BILATERAL,
    "input_shares.csv": ("country", "input", "output"),
    "value_added.csv": _BY_SECTOR,
    "factor_shares.csv": _BY_SECTOR,
    "duties.csv": _BILATERAL,
    "duties_known.csv": ("importer", "exporter"),
    "elasticities.csv": ("sector",),
}
_REQUIRED: Final = ("flows.csv", "elasticities.csv")
_ONE_OF: Final = ("value_added.csv", "factor_shares.csv")


@dataclass(frozen=True, eq=False)
class World:
    """A base with its trade elasticities and where both come from."""

    baseline: Baseline
    elasticity: Float[np.ndarray, " s"]
    source: str
    elasticity_source: str


def read_world(folder: str | Path) -> World:
    """The world in a folder of CSV files, checked in full before anything is returned.

    The files are those of this package (`flows.csv`, …) or the interchange files of KITE (`trade_share.csv`, …);
    the page on bases describes both. Rows that are absent are zero; money is turned into USD bn.
    """
    path = Path(folder)
    names = _names(path)
    meta = read_meta(path)
    if _is_interchange(names):
        return _world(path, meta, interchange.read(path, names, meta.usd_bn_per_unit), "tariff.csv" in names)
    return _world(path, meta, _read(path, names, meta.usd_bn_per_unit), "duties.csv" in names)


def _is_interchange(names: frozenset[str]) -> bool:
    return bool(names & (set(interchange.FILES) - set(FILES)))


def _names(folder: Path) -> frozenset[str]:
    """The CSV files of the folder, each of which must be known; those required must be there."""
    if not folder.exists():
        raise DataError(f"{folder}: there is no such folder; give a folder of CSV files with {FILE} in it.")
    if not folder.is_dir():
        raise DataError(f"{folder}: a file; expected a folder of CSV files with {FILE} in it.")
    names = frozenset(path.name for path in folder.glob("*.csv")) - {FILE}
    other = _is_interchange(names)
    known, required = (interchange.FILES, interchange.REQUIRED) if other else (FILES, _REQUIRED)
    for name in sorted(names - set(known)):
        raise DataError(f"{folder / name}: no file of a world. {nearest(name, known)}")
    for name in required:
        if name not in names:
            raise DataError(f"{folder / name}: the file is missing. Its first line is {_header(known[name])}.")
    return names


def _header(columns: tuple[str, ...]) -> str:
    return ",".join((*columns, "value"))


def _read(folder: Path, names: frozenset[str], usd_bn_per_unit: float) -> Figures:
    """The figures in a folder of this package's files."""
    given = [name for name in _ONE_OF if name in names]
    if len(given) != 1:
        told = "both stand" if given else "neither stands"
        raise DataError(f"{folder}: {told} of {' and '.join(_ONE_OF)}; give one, with a row for every sector made.")
    axes = Axes(
        labels_of(folder / given[0], _BY_SECTOR, "country"),
        labels_of(folder / "elasticities.csv", FILES["elasticities.csv"], "sector"),
    )
    arrays = {name: _table(folder / name, axes) for name in FILES if name in names and name != "duties_known.csv"}
    flow = np.nan_to_num(arrays["flows.csv"]) * usd_bn_per_unit
    countries, _, sectors = flow.shape
    figures = Figures(
        axes=axes,
        flow=flow,
        tariff=np.nan_to_num(arrays.get("duties.csv", np.zeros_like(flow))),
        input_share=np.nan_to_num(arrays.get("input_shares.csv", np.zeros((countries, sectors, sectors)))),
        elasticity=arrays["elasticities.csv"],
    )
    refuse_inconsistent(folder, figures)
    _refuse_unbalanced(folder / given[0], arrays[given[0]], figures, usd_bn_per_unit)
    return figures


def _table(path: Path, axes: Axes) -> Float[np.ndarray, "..."]:
    return long_array(path, {name: axis_of(name, axes) for name in FILES[path.name]})


def axis_of(column: str, axes: Axes) -> Axis:
    """The axis a column of labels belongs to."""
    return axes.countries if column in ("importer", "exporter", "country") else axes.sectors


def _refuse_unbalanced(path: Path, given: Float[np.ndarray, "n k"], figures: Figures, usd_bn_per_unit: float) -> None:
    """Refuse value added, or factor shares, that are not what output leaves after inputs."""
    made = figures.output > 0
    missing = made & np.isnan(given)
    if missing.any():
        n, k = (int(place) for place in np.argwhere(missing)[0])
        raise DataError(
            f"{path}: {figures.named(n, k)}: no row, but {figures.output[n, k]:.6g} USD bn of it is sold in flows.csv."
        )
    stated = np.nan_to_num(given)
    if path.name == "value_added.csv":
        axes, scale = figures.axes, figures.output
        refuse_unlike(path, "value added in USD bn", stated * usd_bn_per_unit, figures.value_added, scale, axes)
    else:
        follows = np.where(made, 1 - figures.input_share.sum(axis=1), stated)
        refuse_unlike(path, "the share of value added", stated, follows, np.ones_like(stated), figures.axes)


def _goods(folder: Path, meta: Meta, axes: Axes) -> Bool[np.ndarray, " s"]:
    if meta.goods in ((ALL,), (NONE,)):
        return np.full(len(axes.sectors), meta.goods == (ALL,))
    for label in meta.goods:
        if label not in axes.sectors:
            raise DataError(f"{folder / FILE}: goods: unknown sector {label!r}. {nearest(label, axes.sectors.labels)}")
    return axes.sectors.mask(meta.goods)


def _known(folder: Path, meta: Meta, figures: Figures, has_duties: bool) -> Bool[np.ndarray, "n i"]:
    """Pairs whose duty is known: all of them where duties are given, unless the description says otherwise."""
    countries = figures.axes.countries
    said = meta.duties_known or (ALL if has_duties else NONE)
    known = np.full((len(countries), len(countries)), said == ALL)
    path = folder / "duties_known.csv"
    if path.exists() != (said == LISTED):
        raise DataError(f"{path}: goes with 'duties_known,{LISTED}' in {FILE}, which says {said!r}; give both or none.")
    if said == LISTED:
        known[pairs(path, dict.fromkeys(FILES[path.name], countries))] = True
    unknown = (figures.tariff > 0).any(axis=2) & ~known
    if unknown.any():
        n, i = (countries.labels[place] for place in np.argwhere(unknown)[0])
        raise DataError(f"{folder}: {n} levies a duty on goods from {i} that {FILE} says is not known.")
    return known


def _world(folder: Path, meta: Meta, figures: Figures, has_duties: bool) -> World:
    known = _known(folder, meta, figures, has_duties)
    goods = _goods(folder, meta, figures.axes)
    for array in (figures.flow, figures.tariff, figures.input_share, figures.elasticity, known, goods):
        array.flags.writeable = False
    baseline = Baseline(
        name=meta.name,
        year=meta.year,
        axes=figures.axes,
        flow=figures.flow,
        tariff=figures.tariff,
        input_share=figures.input_share,
        goods=goods,
        tariff_known=known,
        estimated=meta.estimated,
    )
    return World(baseline, figures.elasticity, meta.source, meta.elasticity_source or "as given in the folder")
