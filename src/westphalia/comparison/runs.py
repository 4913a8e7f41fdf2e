"""Two scenarios run by run: what each gives, and the difference over runs that are alike."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from jaxtyping import Bool, Float

Reading = tuple[Hashable | None, ...]


@dataclass(frozen=True)
class Quantity:
    """What is compared: a number of one country, group or lever; `year` is None where it belongs to none."""

    part: str
    subject: str
    key: str
    label: str
    unit: str
    year: int | None = None


@dataclass(frozen=True)
class Span:
    """A value, the reference runs' mean, between the lowest and the highest of all runs."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Compared:
    """One quantity in every scenario, and each later scenario minus the first over runs that are alike.

    `matched` says of each difference over which runs it is taken; empty where that is all of them.
    """

    quantity: Quantity
    values: tuple[Span | None, ...]
    differences: tuple[Span | None, ...]
    matched: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Runs:
    """Some quantities run by run, along an axis `v`.

    `readings` says what tells a run from others of its scenario: the variant of a model, the setting of the accounts.
    An entry None stands for every one: accounts without trade are the same under any closure. `dates` are the dates of
    arrival of a run's budgets; `reference` marks the runs whose mean is shown.
    """

    readings: tuple[Reading, ...]
    dates: tuple[Hashable, ...]
    reference: Bool[np.ndarray, " v"]
    columns: Mapping[Quantity, Float[np.ndarray, " v"]]

    def table(self, quantities: Sequence[Quantity]) -> Float[np.ndarray, "v q"]:
        """The quantities side by side; NaN where this scenario has none."""
        none = np.full(len(self.readings), np.nan)
        return np.stack([self.columns.get(q, none) for q in quantities], axis=1)

    def places(self, reading: Reading) -> list[int]:
        """The runs of one reading, in the order of their dates."""
        return [k for k, one in enumerate(self.readings) if one == reading]


def single_run(columns: Mapping[Quantity, float]) -> Runs:
    """Quantities of which there is one run only."""
    return Runs(((),), ((),), np.array([True]), {q: np.array([x]) for q, x in columns.items()})


def compared(runs: Sequence[Runs | None]) -> tuple[Compared, ...]:
    """Every quantity that some scenario has: its values, and the differences to the first scenario."""
    quantities = tuple(dict.fromkeys(q for one in runs if one is not None for q in one.columns))
    values = [_spans(one, quantities) for one in runs]
    differences = [_differences(runs[0], other, quantities) for other in runs[1:]]
    return tuple(
        Compared(q, tuple(v[k] for v in values), tuple(d[k] for d, _ in differences), tuple(m for _, m in differences))
        for k, q in enumerate(quantities)
    )


def _spans(runs: Runs | None, quantities: Sequence[Quantity]) -> tuple[Span | None, ...]:
    if runs is None:
        return (None,) * len(quantities)
    table = runs.table(quantities)
    return _each(table[runs.reference].mean(axis=0), table.min(axis=0), table.max(axis=0))


def _differences(
    first: Runs | None, other: Runs | None, quantities: Sequence[Quantity]
) -> tuple[tuple[Span | None, ...], str]:
    r"""Other minus first, :math:`b_v - a_v`, over runs v that are alike in both, and what has to be said of them.

    Ranges are not subtracted from each other: what both scenarios share, such as an elasticity, cancels. Where their
    dates of arrival differ, nothing says which date goes with which, so every one of each meets every one of the other.
    """
    nothing = (None,) * len(quantities)
    if first is None or other is None:
        return nothing, ""
    alike = [(r, s) for r in dict.fromkeys(first.readings) for s in dict.fromkeys(other.readings) if _alike(r, s)]
    found = _paired(first, other, quantities, alike)
    if found is None:
        return nothing, "no runs are alike, so there is no difference"
    central, low, high = found
    return _each(central, low, high), "; ".join(_remarks(first, other, alike))


def _alike(one: Reading, other: Reading) -> bool:
    return all(a == b or a is None or b is None for a, b in zip(one, other, strict=True))


def _paired(
    first: Runs, other: Runs, quantities: Sequence[Quantity], alike: Sequence[tuple[Reading, Reading]]
) -> tuple[Float[np.ndarray, " q"], Float[np.ndarray, " q"], Float[np.ndarray, " q"]] | None:
    """Mean over reference pairs, lowest and highest over all pairs; None where no reference runs are alike."""
    tables, same_dates = (first.table(quantities), other.table(quantities)), _same_dates(first, other)
    central, low, high = [], [], []
    for r, s in alike:
        i, j = first.places(r), other.places(s)
        a, b = tables[0][i], tables[1][j]
        least, most = _bounds(a, b, _order(first, i), _order(other, j)) if same_dates else _apart(a, b)
        low.append(least)
        high.append(most)
        if first.reference[i].all() and other.reference[j].all():
            central.append(b.mean(axis=0) - a.mean(axis=0))
    if not central:
        return None
    return np.mean(central, axis=0), np.min(low, axis=0), np.max(high, axis=0)


def _order(runs: Runs, places: Sequence[int]) -> list[int]:
    return sorted(range(len(places)), key=lambda k: str(runs.dates[places[k]]))


def _bounds(
    a: Float[np.ndarray, "u q"], b: Float[np.ndarray, "u q"], by_a: Sequence[int], by_b: Sequence[int]
) -> tuple[Float[np.ndarray, " q"], Float[np.ndarray, " q"]]:
    """Lowest and highest difference, date by date."""
    gap = b[by_b] - a[by_a]
    return gap.min(axis=0), gap.max(axis=0)


def _apart(
    a: Float[np.ndarray, "u q"], b: Float[np.ndarray, "w q"]
) -> tuple[Float[np.ndarray, " q"], Float[np.ndarray, " q"]]:
    """Lowest and highest difference, every date of one against every date of the other."""
    return b.min(axis=0) - a.max(axis=0), b.max(axis=0) - a.min(axis=0)


def _same_dates(first: Runs, other: Runs) -> bool:
    return set(first.dates) == set(other.dates)


def _remarks(first: Runs, other: Runs, alike: Sequence[tuple[Reading, Reading]]) -> Iterator[str]:
    """What a reader must know of a difference."""
    for runs, met in ((first, {r for r, _ in alike}), (other, {s for _, s in alike})):
        left = len(set(runs.readings)) - len(met)
        if left:
            yield f"{left} of {len(set(runs.readings))} runs have no like in the other"
    if not _same_dates(first, other) and max(len(set(first.dates)), len(set(other.dates))) > 1:
        yield "they arrive in other years, so every date of one is set against every date of the other"


def _each(
    central: Float[np.ndarray, " q"], low: Float[np.ndarray, " q"], high: Float[np.ndarray, " q"]
) -> tuple[Span | None, ...]:
    rows = zip(central.tolist(), low.tolist(), high.tolist(), strict=True)
    return tuple(Span(*row) if all(map(isfinite, row)) else None for row in rows)
