"""`icio-2022-sanctioned`: the balanced table with Russia's trade of 2023, the first full year of the embargo."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from world.duties import EU27
from world.goods import read_bilateral
from world.icio import REST, Table
from world.log import Log

BASE = "icio-2022-sanctioned"
RUSSIA = "RUS"
MARGINS = ("G", "H49", "H50", "H52")
EMBARGOED = ("UKR",)
COAL = "B05"
SHOWN = ("DEU", "ITA", "FRA", "POL", "NLD", "HUN", "SVK", "USA", "GBR", "CHN", "IND", "TUR", REST)
CHECKED = (
    ("CHN", "USA"), ("GBR", "USA"), ("USA", "GBR"), ("DEU", "USA"), ("MEX", "USA"), ("TWN", "USA"), ("CHN", "HKG"),
)  # fmt: skip
TOLERANCE = 1e-6
PASSES = 5000
WITHIN = (0.05, 0.1, 0.2)
LARGEST = 12


@dataclass(frozen=True)
class Customs:
    """Bilateral goods of customs statistics turned to basic prices, [importer, exporter], and where there are any."""

    goods: np.ndarray
    recorded: np.ndarray
    to_basic: float


def customs(path: Path, raw: Table, goods: np.ndarray) -> Customs:
    """BACI by pair, countries outside the table in the rest of the world, at the table's own ratio to it.

    The table's final demand was once fitted to the same statistics, so that in the table before balancing the median
    pair holds that ratio; it is what margins inside the exporting country, which count as services here, leave of a
    value free on board.
    """
    fob = read_bilateral(path, raw.countries, REST)
    abroad = ~np.eye(len(raw.countries), dtype=bool)
    recorded = (fob > 0) & abroad
    ratio = float(np.median(raw.flow[:, :, goods].sum(axis=2)[recorded] / fob[recorded]))
    return Customs(fob * ratio, recorded, ratio)


def _change(old: np.ndarray, new: np.ndarray) -> np.ndarray:
    return np.divide(new, old, out=np.ones_like(old), where=old > 0)


def _wanted(old: np.ndarray, new: np.ndarray, recorded: np.ndarray, countries: tuple[str, ...]) -> np.ndarray:
    """By what Russia's trade with each country is multiplied, in one direction.

    A pair without a record keeps its value of 2022, as neither side reported; two are better known: Ukraine
    prohibits the trade, and a member of the European Union is given the change of the other members.
    """
    member = np.array([code in EU27 for code in countries])
    unrecorded = [0.0 if code in EMBARGOED else 1.0 for code in countries]
    factor = np.where(recorded, _change(old, new), unrecorded)
    others = member & recorded
    factor[member & ~recorded] = new[others].sum() / old[others].sum()
    factor[countries.index(RUSSIA)] = 1.0
    return factor


def _scaled(table: Table, goods: np.ndarray, customs: Customs) -> tuple[np.ndarray, np.ndarray]:
    """Factors on what others buy from Russia and on what Russia buys from them; margins move with the goods."""
    russia, both = table.countries.index(RUSSIA), table.flow[:, :, goods].sum(axis=2)
    sold = _wanted(both[:, russia], customs.goods[:, russia], customs.recorded[:, russia], table.countries)
    bought = _wanted(both[russia], customs.goods[russia], customs.recorded[russia], table.countries)
    return sold, bought


def _without_coal(table: Table) -> Table:
    """The table without coal from Russia in the European Union, embargoed from August 2022 (Regulation 2022/576)."""
    union = [table.countries.index(code) for code in EU27]
    cells = (union, table.countries.index(RUSSIA), table.sectors.index(COAL))
    arrays = [table.inputs.copy(), table.final.copy()]
    for array in arrays:
        array[cells] = 0.0
    return replace(table, inputs=arrays[0], final=arrays[1])


def _with_russia(table: Table, goods: np.ndarray, factors: tuple[np.ndarray, np.ndarray]) -> Table:
    """The table with Russia's trade in goods and their margins scaled; nothing else has moved yet."""
    russia = table.countries.index(RUSSIA)
    moved = goods | np.array([code in MARGINS for code in table.sectors])
    arrays = []
    for array in (table.inputs, table.final):
        scaled = array.copy()
        scaled[:, russia, moved] *= factors[0][:, None]
        scaled[russia, :, moved] *= factors[1]
        arrays.append(scaled)
    return replace(table, inputs=arrays[0], final=arrays[1])


@dataclass(frozen=True)
class Targets:
    """What the table must meet: output, uses of inputs, final demand by country and goods traded with Russia."""

    output: np.ndarray
    use: np.ndarray
    final: np.ndarray
    sold: np.ndarray
    bought: np.ndarray


def _targets(before: Table, scaled: Table, goods: np.ndarray) -> Targets:
    """Russia sells less, so it makes less; every partner's output stays, and its balance moves by its own trade.

    Uses follow from output at the input shares of 2022, final demand from value added plus the new balance.
    """
    russia, output = before.countries.index(RUSSIA), before.output.copy()
    output[russia] = scaled.output[russia]
    use = before.input_share * output[:, None, :]
    less = (scaled.flow - before.flow).sum(axis=2)
    transfer = before.transfer + less.sum(axis=1) - less.sum(axis=0)
    final = output.sum(axis=1) - use.sum(axis=(1, 2)) + transfer
    both = np.where(np.arange(len(final)) == russia, 0.0, 1.0)
    traded = scaled.flow[:, :, goods].sum(axis=2)
    return Targets(output, use, final, traded[:, russia] * both, traded[russia] * both)


def _fitted(table: Table, targets: Targets, goods: np.ndarray) -> tuple[Table, int, float]:
    """All flows scaled in turn to uses, final demand, trade with Russia and output; passes and largest gap, USD bn."""
    russia, used = table.countries.index(RUSSIA), targets.use.sum(axis=2)
    inputs, final = table.inputs.copy(), table.final.copy()
    abroad = np.arange(len(table.countries)) != russia
    for passes in range(1, PASSES + 1):
        inputs *= _change(inputs.sum(axis=1), used)[:, None, :]
        final *= _change(final.sum(axis=(1, 2)), targets.final)[:, None, None]
        sold = _change((inputs + final)[:, russia, goods].sum(axis=1), targets.sold)
        bought = _change((inputs + final)[russia][:, goods].sum(axis=1), targets.bought)
        for array in (inputs, final):
            array[np.ix_(abroad, [russia], goods)] *= sold[abroad, None, None]
            array[np.ix_([russia], abroad, goods)] *= bought[None, abroad, None]
        made = _change((inputs + final).sum(axis=0), targets.output)
        inputs *= made
        final *= made
        gap = _gap(inputs, final, targets, russia, goods)
        if gap < TOLERANCE:
            return replace(table, inputs=inputs, final=final, use=targets.use), passes, gap
    raise RuntimeError(
        f"the table with Russia's trade did not balance in {PASSES} passes: largest gap {gap:.3g} USD bn."
    )


def _gap(inputs: np.ndarray, final: np.ndarray, targets: Targets, russia: int, goods: np.ndarray) -> float:
    flow = inputs + final
    traded, abroad = flow[:, :, goods].sum(axis=2), np.arange(len(flow)) != russia
    gaps = (
        inputs.sum(axis=1) - targets.use.sum(axis=2),
        final.sum(axis=(1, 2)) - targets.final,
        (traded[:, russia] - targets.sold)[abroad],
        (traded[russia] - targets.bought)[abroad],
    )
    return max(float(np.abs(gap).max()) for gap in gaps)


def sanctioned(raw: Table, table: Table, path: Path, goods: np.ndarray, log: Log) -> Table:
    """The balanced table with goods traded with Russia as customs recorded them in 2023, every step printed.

    Other pairs keep what the balances of payments made of them: held to customs totals as well, China would need
    to buy some 700 USD bn of services net to meet its balance.
    """
    counted = customs(path, raw, goods)
    log(
        BASE,
        "valuation",
        "basic prices over free on board",
        None,
        counted.to_basic,
        note="median pair before balancing",
    )
    _report_unrecorded(table, goods, counted, log)
    bare = _without_coal(table)
    scaled = _with_russia(bare, goods, _scaled(bare, goods, counted))
    targets = _targets(table, scaled, goods)
    found, passes, gap = _fitted(scaled, targets, goods)
    log(BASE, "balance", "passes", None, passes, note=f"largest gap of uses, final demand and pairs {gap:.1e} USD bn")
    _report_russia(table, found, goods, counted, log)
    _report_accounts(table, found, log)
    _report_others(found, goods, counted, log)
    return found


def _report_unrecorded(table: Table, goods: np.ndarray, counted: Customs, log: Log) -> None:
    russia, traded = table.countries.index(RUSSIA), table.flow[:, :, goods].sum(axis=2)
    for n, country in enumerate(table.countries):
        done = "prohibited: set to zero" if country in EMBARGOED else "kept as in 2022"
        done = "given the change of the other members of the EU" if country in EU27 else done
        for what, cell in (("sold to", (russia, n)), ("bought from", (n, russia))):
            if n != russia and not counted.recorded[cell]:
                log(BASE, "no record", f"goods {what} Russia", None, traded[cell], country, unit="USD bn", note=done)


def _report_russia(before: Table, after: Table, goods: np.ndarray, counted: Customs, log: Log) -> None:
    """Goods bought from and sold to Russia by partner, and by all members of the European Union."""
    old, new = (table.flow[:, :, goods].sum(axis=2) for table in (before, after))
    russia = before.countries.index(RUSSIA)
    groups = {"EU27": [before.countries.index(code) for code in EU27]}
    groups |= {code: [before.countries.index(code)] for code in SHOWN}
    for name, places in groups.items():
        for what, way in (("bought from Russia", (places, russia)), ("sold to Russia", (russia, places))):
            wanted, got = counted.goods[way].sum(), new[way].sum()
            note = f"customs 2023 at basic prices {wanted:.6g}; missed by {got - wanted:+.3g}"
            log(BASE, "Russia", f"goods {what}", old[way].sum(), got, name, unit="USD bn", note=note)
    union = [table.flow[groups["EU27"], russia].sum(axis=0) for table in (before, after)]
    for s in np.argsort(-union[0])[:LARGEST]:
        log(BASE, "Russia", "bought from Russia", union[0][s], union[1][s], "EU27", before.sectors[s], "USD bn")


def _report_accounts(before: Table, after: Table, log: Log) -> None:
    """What had to move: Russia's output, value added and balance, and the balances of all others."""
    russia = before.countries.index(RUSSIA)
    moved = [(table.output[russia].sum(), table.value_added[russia].sum()) for table in (before, after)]
    for what, old, new in zip(("output", "value added"), *moved, strict=True):
        log(BASE, "accounts", what, old, new, RUSSIA, unit="USD bn", note="what it sells; home sales as in 2022")
    rest = np.arange(len(before.countries)) != russia
    gap = np.abs(after.output - before.output)[rest].max()
    log(BASE, "accounts", "largest change in output", None, gap, "all but RUS", unit="USD bn")
    for n, country in enumerate(before.countries):
        log(BASE, "accounts", "T", before.transfer[n], after.transfer[n], country, unit="USD bn")


def _report_others(table: Table, goods: np.ndarray, counted: Customs, log: Log) -> None:
    """How far pairs without Russia are from customs totals, which the balances of payments contradict."""
    flow, wanted = table.flow[:, :, goods].sum(axis=2), counted.goods
    russia = table.countries.index(RUSSIA)
    other = counted.recorded.copy()
    other[russia], other[:, russia] = False, False
    miss = np.abs(flow - wanted)
    for limit in WITHIN:
        share = wanted[other & (miss <= limit * wanted)].sum() / wanted[other].sum()
        log(BASE, "other pairs", f"share of trade within {limit:g} of customs", None, share, unit="1")
    for exporter, importer in CHECKED:
        cell = (table.countries.index(importer), table.countries.index(exporter))
        note = f"{exporter} to {importer}; customs at basic prices" if counted.recorded[cell] else "no record in BACI"
        before = wanted[cell] if counted.recorded[cell] else None
        log(
            BASE,
            "other pairs",
            f"goods {exporter} to {importer}",
            before,
            flow[cell],
            importer,
            unit="USD bn",
            note=note,
        )
    for cell in zip(*np.unravel_index(np.argsort(-(miss * other), axis=None)[:LARGEST], miss.shape), strict=True):
        n, i = (table.countries[place] for place in cell)
        log(
            BASE,
            "other pairs",
            f"goods {i} to {n}",
            wanted[cell],
            flow[cell],
            n,
            unit="USD bn",
            note="among the largest misses",
        )
