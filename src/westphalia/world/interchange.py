r"""The interchange files of the KITE models (Kiel), turned into flows.

One file for each variable, in long form with a column `value`. Shares and multipliers become flows at basic prices:

.. math:: x_{nis} = \pi_{nis} X_{ns} / \tau_{nis}, \quad t = \tau - 1, \quad \gamma_{n,sk} = (1 - \beta_{nk}) g_{n,sk}

with π `trade_share`, X `expenditure`, τ `tariff` (one plus the rate), β `factor_share`, g `intermediate_share`
(adding to one over inputs). Elasticities are those of KITE.jl: larger is more responsive. Names and columns after
KITE.jl's manual, "Bringing your own data".
"""

from pathlib import Path
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.axes import Axes
from westphalia.errors import DataError
from westphalia.world.consistency import AGREEMENT, Figures, refuse_inconsistent, refuse_unlike
from westphalia.world.long_table import labels_of, long_array

_BILATERAL: Final = ("origin", "destination", "sector")
_BY_SECTOR: Final = ("country", "sector")
FILES: Final = {
    "trade_share.csv": _BILATERAL,
    "intermediate_share.csv": ("country", "input", "output"),
    "factor_share.csv": _BY_SECTOR,
    "expenditure.csv": _BY_SECTOR,
    "trade_elasticity.csv": ("sector",),
    "tariff.csv": _BILATERAL,
    "export_subsidy.csv": _BILATERAL,
    "consumption_share.csv": _BY_SECTOR,
    "value_added.csv": ("country",),
    "trade_balance.csv": ("country",),
}
REQUIRED: Final = tuple(FILES)[:5]


def read(folder: Path, names: frozenset[str], usd_bn_per_unit: float) -> Figures:
    """The figures in a folder of interchange files; levels and shares given beside them must agree."""
    axes = Axes(
        labels_of(folder / "factor_share.csv", FILES["factor_share.csv"], "country"),
        labels_of(folder / "trade_elasticity.csv", FILES["trade_elasticity.csv"], "sector"),
    )
    given = {name.removesuffix(".csv"): _table(folder / name, axes) for name in FILES if name in names}
    spending = np.nan_to_num(given["expenditure"]) * usd_bn_per_unit
    multiplier = _multiplier(folder, given, spending.shape)
    share = _trade_share(folder, given["trade_share"], spending, axes)
    figures = Figures(
        axes=axes,
        flow=share * spending[:, None, :] / multiplier,
        tariff=multiplier - 1,
        input_share=_input_share(folder, given, axes),
        elasticity=given["trade_elasticity"],
    )
    refuse_inconsistent(folder, figures)
    _refuse_disagreement(folder, given, figures, usd_bn_per_unit)
    return figures


def _table(path: Path, axes: Axes) -> Float[np.ndarray, "..."]:
    """One file over the axes of its columns; bilateral ones turned to [importer, exporter, sector]."""
    columns = {
        name: axes.countries if name in ("origin", "destination", "country") else axes.sectors
        for name in FILES[path.name]
    }
    array = long_array(path, columns, signed=path.name == "trade_balance.csv")
    return array.swapaxes(0, 1) if "origin" in columns else array


def _multiplier(
    folder: Path, given: dict[str, Float[np.ndarray, "..."]], shape: tuple[int, ...]
) -> Float[np.ndarray, "n i s"]:
    """One plus the duty; export taxes and subsidies, which the model does not hold, must be one."""
    subsidy = given.get("export_subsidy")
    if subsidy is not None and (np.nan_to_num(subsidy, nan=1.0) != 1).any():
        raise DataError(f"{folder / 'export_subsidy.csv'}: export taxes and subsidies are not modelled; all must be 1.")
    countries, sectors = shape
    tariff = given.get("tariff", np.ones((countries, countries, sectors)))
    multiplier = np.nan_to_num(tariff, nan=1.0)
    if (multiplier < 1).any():
        raise DataError(
            f"{folder / 'tariff.csv'}: value {multiplier.min():g} is below 1. Tariffs here are one plus the rate: "
            "for 10 per cent write 1.1."
        )
    return np.asarray(multiplier)


def _adding_to_one(
    path: Path, share: Float[np.ndarray, "n i s"], needed: Float[np.ndarray, "n s"], axes: Axes
) -> Float[np.ndarray, "n i s"]:
    """Shares that add to one over the middle axis wherever `needed` is above zero; rounding in the file evened out."""
    total = share.sum(axis=1)
    wrong = (needed > 0) & (np.abs(total - 1) > AGREEMENT)
    if wrong.any():
        n, s = (int(place) for place in np.argwhere(wrong)[0])
        cell = f"{axes.countries.labels[n]}, {axes.sectors.labels[s]}"
        raise DataError(f"{path}: {cell}: the shares add to {total[n, s]:.9g}; they must add to 1.")
    return np.asarray(np.divide(share, total[:, None, :], out=np.zeros_like(share), where=total[:, None, :] > 0))


def _trade_share(
    folder: Path, share: Float[np.ndarray, "n i s"], spending: Float[np.ndarray, "n s"], axes: Axes
) -> Float[np.ndarray, "n i s"]:
    return _adding_to_one(folder / "trade_share.csv", np.nan_to_num(share), spending, axes)


def _input_share(folder: Path, given: dict[str, Float[np.ndarray, "..."]], axes: Axes) -> Float[np.ndarray, "n s k"]:
    """Shares of inputs in gross output; a sector without a factor share uses no inputs."""
    inputs = 1 - np.nan_to_num(given["factor_share"], nan=1.0)
    if (inputs < 0).any():
        raise DataError(
            f"{folder / 'factor_share.csv'}: value {1 - inputs.min():g} is above 1; it is a share of output."
        )
    share = np.nan_to_num(given["intermediate_share"])
    shares = _adding_to_one(folder / "intermediate_share.csv", share, inputs, axes)
    return np.asarray(inputs[:, None, :] * shares)


def _refuse_disagreement(
    folder: Path, given: dict[str, Float[np.ndarray, "..."]], figures: Figures, usd_bn_per_unit: float
) -> None:
    """Refuse consumption shares, value added or trade balances that differ from what follows."""
    final, revenue = figures.final_demand, (figures.flow * figures.tariff).sum(axis=(1, 2))
    value_added = figures.value_added.sum(axis=1)
    balance = value_added + revenue - final.sum(axis=1)
    consumption = final / final.sum(axis=1, keepdims=True)
    turnover = figures.output.sum(axis=1) * np.ones_like(balance)
    checks = {
        "consumption_share": (consumption, np.ones_like(consumption), 1.0),
        "value_added": (value_added, turnover, usd_bn_per_unit),
        "trade_balance": (balance, turnover, usd_bn_per_unit),
    }
    for name, (follows, scale, unit) in checks.items():
        if name in given:
            stated = np.nan_to_num(given[name]) * unit
            refuse_unlike(folder / f"{name}.csv", name.replace("_", " "), stated, follows, scale, figures.axes)
