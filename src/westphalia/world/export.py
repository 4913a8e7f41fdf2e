"""Writing a world as a folder of CSV files that `read_world` reads back to the last digit."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from westphalia.axes import Axes
from westphalia.errors import DataError
from westphalia.world.baseline import Baseline
from westphalia.world.long_table import VALUE
from westphalia.world.meta import ALL, FILE, LISTED, NONE
from westphalia.world.table import LIST_SEPARATOR
from westphalia.world.user_base import FILES, World, axis_of

_UNIT: Final = "USD bn"


def write_world(world: World, folder: str | Path) -> Path:
    """The folder, filled with the CSV files of the world; it must be new or empty.

    Money is in USD bn; cells of flows, input shares and duties that are zero are left out, and every number is
    written so that it reads back exactly.
    """
    path, baseline = Path(folder), world.baseline
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise DataError(f"{path}: not an empty folder; give a new one, so that nothing is overwritten.")
    known = _known(baseline)
    rows = _meta(world, known)
    path.mkdir(parents=True, exist_ok=True)
    arrays = {
        "flows.csv": (baseline.flow, baseline.flow > 0),
        "input_shares.csv": (baseline.input_share, baseline.input_share > 0),
        "value_added.csv": (baseline.value_added_share * baseline.output, np.ones(baseline.output.shape, dtype=bool)),
        "duties.csv": (baseline.tariff, baseline.tariff > 0),
        "elasticities.csv": (world.elasticity, np.ones(world.elasticity.shape, dtype=bool)),
    }
    for name, (array, kept) in arrays.items():
        _write(path / name, (*FILES[name], VALUE), _long(name, array, kept, baseline.axes))
    if known == LISTED:
        _write(path / "duties_known.csv", FILES["duties_known.csv"], _pairs(baseline))
    _write(path / FILE, ("field", "value"), rows)
    return path


def _known(baseline: Baseline) -> str:
    if baseline.tariff_known.all():
        return ALL
    return LISTED if baseline.tariff_known.any() else NONE


def _meta(world: World, known: str) -> list[tuple[str, str]]:
    baseline = world.baseline
    if not world.source.strip():
        raise DataError(f"base {baseline.name}: no source; say who published the figures before writing them.")
    sectors = baseline.axes.sectors.labels
    if any(LIST_SEPARATOR in label for label in sectors):
        raise DataError(f"base {baseline.name}: a sector's name holds {LIST_SEPARATOR!r}, which stands between goods.")
    goods = [label for label, is_good in zip(sectors, baseline.goods, strict=True) if is_good]
    named = ALL if len(goods) == len(sectors) else LIST_SEPARATOR.join(goods) or NONE
    fields = {
        "name": baseline.name, "year": str(baseline.year), "source": world.source, "unit": _UNIT, "goods": named,
        "duties_known": known, "elasticity_source": world.elasticity_source,
    }  # fmt: skip
    return [*fields.items(), *(("estimated", statement) for statement in baseline.estimated)]


def _long(
    name: str, array: Float[np.ndarray, "..."], kept: Bool[np.ndarray, "..."], axes: Axes
) -> Iterable[tuple[str, ...]]:
    """The rows of one table, each number in the fewest digits that give it back."""
    labels = [np.array(axis_of(column, axes).labels, dtype=object) for column in FILES[name]]
    columns = [axis[place].tolist() for axis, place in zip(labels, np.nonzero(kept), strict=True)]
    return zip(*columns, map(repr, array[kept].tolist()), strict=True)


def _pairs(baseline: Baseline) -> Iterable[tuple[str, str]]:
    countries = baseline.axes.countries.labels
    return ((countries[n], countries[i]) for n, i in np.argwhere(baseline.tariff_known))


def _write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
