"""The trade bases and tables: `icio-2022`, `icio-2022-raw`, `goods-2023-194`."""

from pathlib import Path

import numpy as np

from world import icio
from world.elasticities import write_elasticities
from world.goods import write_goods
from world.log import Log, Say
from world.ship import stored_shares, write_base

GOODS_END = "C31T33"
MINING_SERVICES = "B09"


def goods_mask(sectors: tuple[str, ...]) -> np.ndarray:
    """True for A01–C31T33 without mining services."""
    last = sectors.index(GOODS_END)
    return np.array([place <= last and code != MINING_SERVICES for place, code in enumerate(sectors)])


def write_icio(path: Path, table: icio.Table, tariff: np.ndarray, tariff_known: np.ndarray) -> None:
    """Write one input-output base; shares rise where duties make inputs dearer."""
    flow, duty = table.flow.astype(np.float32), tariff.astype(np.float32)
    share = stored_shares(flow.astype(float), duty.astype(float), table.input_share)
    axes = (table.countries, table.sectors)
    known = {"goods": goods_mask(table.sectors), "tariff_known": tariff_known}
    write_base(path, 2022, axes, flow=flow, tariff=duty, input_share=share, **known)


def build(source: Path, tables: Path, say: Say) -> None:
    """Build every trade table from the source folder."""
    trade, log = source / "trade", Log(say)
    raw = icio.repaired(trade / "icio2022_81x50.npz", log)
    count = len(raw.countries)
    nothing, nobody = np.zeros(raw.flow.shape), np.zeros((count, count), dtype=bool)
    write_icio(tables / "icio-2022-raw.npz", raw, nothing, nobody)
    write_elasticities(trade / "trade_elasticities_icio50.csv", tables / "trade_elasticities.csv", log)
    write_goods(trade, tables, log)
    log.write(tables / "repairs.csv")
