"""Tables whose every number has its range and its way back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import isfinite
from typing import Final

from westphalia.report.names import Link
from westphalia.wording import MISSING, NO_SPREAD, Unit, centre_words, places, range_words, written

ONE_PATH: Final = "one path"
ONE_RUN: Final = "one run"
NO_RANGE: Final = "no range given"
RANGE_ONLY: Final = "range only"
REMARKS: Final = (ONE_PATH, ONE_RUN, NO_RANGE, RANGE_ONLY, NO_SPREAD)
"""What stands in place of a range where there is none."""


@dataclass(frozen=True)
class Cell:
    """One entry of a table: what is printed, its range (of words: a remark), and the anchor it leads to.

    A number without a range is a level of the base; the table says so.
    """

    text: str
    spread: str = ""
    href: str = ""
    is_number: bool = True
    sign: int = 0


def label(text: str, href: str = "", remark: str = "") -> Cell:
    """An entry in words."""
    return Cell(text, remark, href, is_number=False)


def base_level(value: float, unit: Unit, href: str) -> Cell:
    """A level of the base, estimated in part: no run varies it, so it has no range."""
    return Cell(written(value, unit), "", href)


def quantity(central: float, low: float, high: float, unit: Unit, href: str) -> Cell:
    """A central value with its range, leading to how it was computed."""
    if not isfinite(central):
        return label(MISSING)
    decimals = places([central, low, high], unit)
    # a change whose whole range has one sign is coloured; 0 means that the range holds both
    sign = 0 if not unit.signed else 1 if low > 0 else -1 if high < 0 else 0
    shown = centre_words(central, low, high, unit, decimals)
    return Cell(shown, range_words(low, high, unit, decimals), href, sign=sign)


def range_alone(low: float | None, high: float | None, unit: Unit, href: str) -> Cell:
    """A range, or one end of it, whose source names no value inside."""
    if low is not None and high is not None:
        return Cell(f"{written(low, unit)} to {written(high, unit)}", RANGE_ONLY, href)
    if low is not None:
        return Cell(f"{written(low, unit)} or more", RANGE_ONLY, href)
    return label(MISSING) if high is None else Cell(f"up to {written(high, unit)}", RANGE_ONLY, href)


def over(values: Iterable[float], central: float, unit: Unit, href: str) -> Cell:
    """A central value between the lowest and the highest of several."""
    listed = [float(v) for v in values]
    return quantity(central, min(listed), max(listed), unit, href)


def along_paths(values: Iterable[float], central: float, unit: Unit, href: str) -> Cell:
    """As `over`, for paths of which one may be all there is."""
    cell = over(values, central, unit, href)
    return replace(cell, spread=ONE_PATH) if cell.spread == NO_SPREAD else cell


@dataclass(frozen=True)
class Row:
    """One line of a table; without cells it is a heading over the lines that follow."""

    head: str
    cells: tuple[Cell, ...] = ()
    note: str = ""
    href: str = ""
    assumed: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its caption, its columns, and links to how its numbers came about."""

    id: str
    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    links: tuple[Link, ...] = ()
    single_runs: bool = False
