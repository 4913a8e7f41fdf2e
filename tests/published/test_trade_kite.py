"""KITE's three countries and two sectors: its interchange files read, its duty of 10% solved.

Figures: the test data of KITE.jl (S. Krantz, a translation of the R package KITE of the Kiel Institute), whose results
the R solver made with its exponents put right. Inputs are printed to 17 digits, results to 15; 1e-11 allows for the
solver's own tolerance there. There are no duties before the shock, so this cannot see how KITE treats those.
"""

import csv
from pathlib import Path

import numpy as np

from westphalia.trade.equilibrium import TradeParameters, TradeShock
from westphalia.trade.solve import solve
from westphalia.world.interchange import FILES
from westphalia.world.user_base import read_world
from worlds import folder_of

FIGURES = Path(__file__).with_name("kite_3x2.csv")


def figures() -> dict[str, list[list[str]]]:
    """Rows of each table: labels, then the value."""
    with FIGURES.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    tables: dict[str, list[list[str]]] = {}
    for table, *labels, value in rows:
        tables.setdefault(table, []).append([*filter(None, labels), value])
    return tables


def test_a_duty_of_a_tenth_on_everything_from_abroad(tmp_path: Path) -> None:
    tables = figures()
    files = {
        name: "\n".join(",".join(row) for row in [[*columns, "value"], *tables[name.removesuffix(".csv")]])
        for name, columns in FILES.items()
        if name.removesuffix(".csv") in tables
    }
    assert len(files) == 8
    world = read_world(folder_of(tmp_path / "kite", files))
    base = world.baseline
    abroad = ~np.eye(3, dtype=bool)[:, :, None]
    shock = TradeShock(np.where(abroad, 0.1, 0.0) * np.ones(base.flow.shape))
    found = solve(base, shock, TradeParameters(world.elasticity, "KITE's test data"), tolerance=1e-11)
    wages = [float(value) for _, value in tables["wage_change"]]
    np.testing.assert_allclose(found.wage_hat, wages, rtol=0, atol=1e-11)
    assert len(tables["price_change"]) == base.expenditure.size
    for country, sector, value in tables["price_change"]:
        cell = base.axes.countries.index(country), base.axes.sectors.index(sector)
        assert abs(found.price_hat[cell] - float(value)) < 1e-11, (country, sector)
