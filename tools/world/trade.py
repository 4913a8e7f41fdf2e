"""The trade bases and tables: `icio-2022`, `icio-2022-raw`, `icio-2022-sanctioned`, `goods-2023-194`."""

from pathlib import Path

import numpy as np

from world import icio
from world.balance import balanced
from world.duties import baseline_duties, free_pairs, write_pairs
from world.elasticities import write_elasticities
from world.goods import write_goods
from world.log import Log, Say
from world.sanctioned import sanctioned
from world.ship import stored_shares, write_base

GOODS_END = "C31T33"
MINING_SERVICES = "B09"


def goods_mask(sectors: tuple[str, ...]) -> np.ndarray:
    """True for A01–C31T33 without mining services."""
    last = sectors.index(GOODS_END)
    return np.array([place <= last and code != MINING_SERVICES for place, code in enumerate(sectors)])


def dutiable_shares(base: str, table: icio.Table, tariff: np.ndarray, log: Log) -> np.ndarray:
    """Input shares at purchasers' prices: each scaled by what duties add to the price of the good.

    Where duties leave a sector less than a hundredth of output as value added, its inputs are scaled down to
    leave that hundredth; final demand of the same goods takes what is released.
    """
    bought = table.flow.sum(axis=1)
    dearer = np.divide((table.flow * tariff).sum(axis=1), bought, out=np.zeros_like(bought), where=bought > 0)
    share = table.input_share * (1 + dearer)[:, :, None]
    total = share.sum(axis=1)
    limit = 1 - icio.MINIMUM_VALUE_ADDED_SHARE
    for n, k in zip(*np.nonzero((total > limit) & (total > table.input_share.sum(axis=1))), strict=True):
        share[n, :, k] *= limit / total[n, k]
        cell = (table.countries[n], table.sectors[k])
        log(base, "value added", "β", 1 - total[n, k], 1 - limit, *cell, note="after duties on inputs")
    return share


def write_icio(path: Path, table: icio.Table, tariff: np.ndarray, known: np.ndarray, log: Log) -> None:
    """Write one input-output base."""
    flow, duty = table.flow.astype(np.float32), tariff.astype(np.float32)
    share = stored_shares(flow.astype(float), duty.astype(float), dutiable_shares(path.stem, table, tariff, log))
    arrays = {"flow": flow, "tariff": duty, "input_share": share}
    write_base(
        path, 2022, (table.countries, table.sectors), goods=goods_mask(table.sectors), tariff_known=known, **arrays
    )


def build_icio(trade: Path, tables: Path, log: Log) -> None:
    """The input-output bases: as repaired, balanced with baseline duties, and that with Russia's trade of 2023."""
    raw = icio.repaired(trade / "icio2022_81x50.npz", log)
    nobody = np.zeros((len(raw.countries), len(raw.countries)), dtype=bool)
    write_icio(tables / "icio-2022-raw.npz", raw, np.zeros(raw.flow.shape), nobody, log)
    table = balanced(raw, trade / "balances_2022_icio81.csv", log)
    pairs = free_pairs()
    write_pairs(tables / "free_trade_pairs.csv", pairs)
    goods = goods_mask(table.sectors)
    tariff, known = baseline_duties(trade, table, goods, pairs, log)
    write_icio(tables / "icio-2022.npz", table, tariff, known, log)
    embargoed = sanctioned(raw, table, trade / "baci2023_goods_194_long.csv.gz", goods, log)
    write_icio(tables / "icio-2022-sanctioned.npz", embargoed, tariff, known, log)


def build(source: Path, tables: Path, say: Say) -> None:
    """Build every trade table from the source folder."""
    trade, log = source / "trade", Log(say)
    build_icio(trade, tables, log)
    write_elasticities(trade / "trade_elasticities_icio50.csv", tables / "trade_elasticities.csv", log)
    write_goods(trade, tables, log)
    log.write(tables / "repairs.csv")
