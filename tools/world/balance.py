"""Re-balancing final demand to row totals and to the current accounts (repair step 3)."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np

from world.icio import FOLDED, REST, Table
from world.log import Log

BASE = "icio-2022"
TOLERANCE = 1e-11
PASSES = 5000


def _columns(path: Path) -> dict[str, dict[str, float]]:
    """Balance, size of trade and GDP by country, São Tomé in the rest of the world."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = {row["iso3"]: row for row in csv.DictReader(file)}
    names = {
        "balance": ("balance_usd_bn",), "closed": ("balance_closed_usd_bn",),
        "trade": ("exports_gs_usd_bn", "imports_gs_usd_bn"), "gdp": ("gdp_wdi_2022_usd_bn",),
    }  # fmt: skip
    found = {
        key: {code: sum(float(row[name]) for name in wanted) for code, row in rows.items()}
        for key, wanted in names.items()
    }
    for column in found.values():
        column[REST] += column.pop(FOLDED)
    return found


def targets(path: Path, countries: tuple[str, ...]) -> dict[str, np.ndarray]:
    """Transfers T* under two conventions for the world discrepancy; each adds to zero over the world.

    Reported balances add to 836 bn instead of nil. `trade` spreads that over exports plus imports (the
    convention of the base), `gdp` over gross domestic product.
    """
    found = _columns(path)
    column = {key: np.array([values[code] for code in countries]) for key, values in found.items()}
    gdp = column["gdp"] / column["gdp"].sum()
    by_gdp = column["balance"] - column["balance"].sum() * gdp
    return {"trade": -(column["closed"] - column["closed"].sum() * gdp), "gdp": -by_gdp}


def rebalanced(table: Table, transfer: np.ndarray) -> tuple[Table, int, float]:
    """Final demand scaled in turn to its row totals and to value added plus T*; passes made and largest gap left."""
    rows = table.final.sum(axis=0)
    income = table.value_added.sum(axis=1) + transfer
    income *= rows.sum() / income.sum()
    final, gap = table.final.copy(), np.inf
    for count in range(1, PASSES + 1):
        final *= (income / final.sum(axis=(1, 2)))[:, None, None]
        made = final.sum(axis=0)
        final *= np.divide(rows, made, out=np.ones_like(rows), where=made > 0)
        gap = float(np.abs(final.sum(axis=(1, 2)) / income - 1).max())
        if gap < TOLERANCE:
            return replace(table, final=final), count, gap
    raise RuntimeError(f"final demand did not balance in {PASSES} passes: largest gap {gap:.3g}.")


def balanced(table: Table, path: Path, log: Log) -> Table:
    """The table balanced to the current accounts, the discrepancy spread over trade; the other convention printed."""
    wanted = targets(path, table.countries)
    results = {name: rebalanced(table, transfer) for name, transfer in wanted.items()}
    for name, (_, passes, gap) in results.items():
        log(
            BASE, "balance", "passes", None, passes, note=f"world discrepancy spread over {name}; largest gap {gap:.1e}"
        )
    chosen, other = results["trade"][0], results["gdp"][0]
    before, after, beside = table.transfer, chosen.transfer, other.transfer
    for n, country in enumerate(table.countries):
        note = f"imports minus exports; {beside[n]:.6g} if the world discrepancy is spread over GDP"
        log(BASE, "balance", "T", before[n], after[n], country, unit="USD bn", note=note)
    return chosen
