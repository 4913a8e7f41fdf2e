"""The inter-country input-output table of 2022: reading it and making it usable (repair steps 1 and 2)."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from world.log import Log

FOLDED = "STP"
REST = "ROW"
MINIMUM_VALUE_ADDED_SHARE = 0.01
MUSD_PER_USD_BN = 1e3


@dataclass(frozen=True)
class Table:
    """Flows in USD bn at basic prices: `inputs[n,i,s]` and `final[n,i,s]`, and uses `use[n,s,k]` of good s by k."""

    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    inputs: np.ndarray
    final: np.ndarray
    use: np.ndarray

    @property
    def flow(self) -> np.ndarray:
        """Flows of both kinds, [importer, exporter, sector]."""
        return self.inputs + self.final

    @property
    def output(self) -> np.ndarray:
        """Gross output rebuilt from the rows, [country, sector]."""
        return self.flow.sum(axis=0)

    @property
    def value_added(self) -> np.ndarray:
        """Output less inputs, [country, sector]."""
        return self.output - self.use.sum(axis=1)

    @property
    def transfer(self) -> np.ndarray:
        """Imports minus exports at basic prices, T."""
        return self.final.sum(axis=(1, 2)) - self.value_added.sum(axis=1)

    @property
    def input_share(self) -> np.ndarray:
        """Input shares γ; zero where nothing is made."""
        made = self.output[:, None, :]
        return np.divide(self.use, made, out=np.zeros_like(self.use), where=made > 0)


def read(path: Path) -> Table:
    """The table as supplied, (sector, origin, destination) turned to [importer, exporter, sector].

    Purchases of inputs are scaled to their uses, a matter of single precision (1e-7), so that accounts close.
    """
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name].astype(float) / MUSD_PER_USD_BN for name in ("X_int", "X_fin", "IO")}
        labels = tuple(tuple(str(label) for label in file[axis]) for axis in ("countries", "sectors"))
    inputs, final = (arrays[name].transpose(2, 1, 0) for name in ("X_int", "X_fin"))
    bought, used = inputs.sum(axis=1), arrays["IO"].sum(axis=2)
    agreed = np.divide(used, bought, out=np.ones_like(used), where=bought > 0)
    return Table(labels[0], labels[1], inputs * agreed[:, None, :], final, arrays["IO"])


def _fold(array: np.ndarray, axis: int, place: int, into: int) -> np.ndarray:
    moved = np.moveaxis(array.copy(), axis, 0)
    moved[into] += moved[place]
    return np.moveaxis(np.delete(moved, place, axis=0), 0, axis)


def fold_country(table: Table, country: str, log: Log) -> Table:
    """The table with one country added to the rest of the world."""
    place, rest = table.countries.index(country), table.countries.index(REST)
    negative = int((table.value_added[place] < 0).sum())
    note = f"{negative} of {len(table.sectors)} sectors with negative value added"
    total = float(table.value_added[place].sum())
    log("icio-2022-raw", "fold", "value added", total, None, country, unit="USD bn", note=f"added to {REST}; {note}")
    both = [_fold(_fold(x, 0, place, rest), 1, place, rest) for x in (table.inputs, table.final)]
    labels = tuple(label for label in table.countries if label != country)
    return Table(labels, table.sectors, both[0], both[1], _fold(table.use, 0, place, rest))


def release_inputs(table: Table, base: str, log: Log) -> Table:
    """Lift negative value added to a hundredth of output; the inputs released become final demand of the same good.

    Purchases of a good are split over origins as all inputs of that good are; totals by good and origin stand.
    """
    use = table.use.copy()
    for n, k in zip(*np.nonzero(table.value_added < 0), strict=True):
        output, spent = table.output[n, k], use[n, :, k].sum()
        kept = (1 - MINIMUM_VALUE_ADDED_SHARE) * output
        use[n, :, k] *= kept / spent
        note = f"inputs of {spent - kept:.6g} USD bn released to final demand"
        share = 1 - spent / output
        log(base, "value added", "β", share, MINIMUM_VALUE_ADDED_SHARE, table.countries[n], table.sectors[k], note=note)
    return _move_to_final(table, use)


def _move_to_final(table: Table, use: np.ndarray) -> Table:
    before, after = table.use.sum(axis=2), use.sum(axis=2)
    kept = np.divide(after, before, out=np.ones_like(after), where=before > 0)[:, None, :]
    inputs = table.inputs * kept
    return replace(table, inputs=inputs, final=table.final + table.inputs - inputs, use=use)


def report_empty(table: Table, base: str, log: Log) -> None:
    """List the goods a country does not make, and those it does not buy either."""
    bought = table.flow.sum(axis=1)
    for n, s in zip(*np.nonzero(table.output == 0), strict=True):
        unbought = bought[n, s] == 0
        note = "nor bought: π_nn = 1, X = 0" if unbought else "not made: β = 1, γ = 0"
        quantity = "expenditure" if unbought else "output"
        log(base, "empty", quantity, None, 0.0, table.countries[n], table.sectors[s], "USD bn", note)


def repaired(path: Path, log: Log) -> Table:
    """The table after repair steps (1) and (2): the content of `icio-2022-raw`."""
    table = fold_country(read(path), FOLDED, log)
    table = release_inputs(table, "icio-2022-raw", log)
    report_empty(table, "icio-2022-raw", log)
    return table
