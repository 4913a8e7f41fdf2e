"""Numbers as a reader sees them, and tables whose every number has its range and its way back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Final

from westphalia.report.names import Link
from westphalia.units import PER_CENT
from westphalia.wording import MINUS

THIN: Final = "\u202f"
NO_SPREAD: Final = "no spread"
ONE_PATH: Final = "one path"
NO_RANGE: Final = "no range given"
RANGE_ONLY: Final = "range only"
MISSING: Final = "–"
_FINER: Final = 3
_SYMBOLS: Final = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥"}


@dataclass(frozen=True)
class Unit:
    """How a quantity is written: what it is divided by, what stands before and after, and signs of changes."""

    scale: float = 1.0
    before: str = ""
    after: str = ""
    decimals: int | None = None
    signed: bool = False


def money(currency: str, scale: str = "bn", *, signed: bool = False) -> Unit:
    """Money of a currency in the given scale: £22bn; a currency without a known sign keeps its code (PLN 22bn)."""
    symbol = _SYMBOLS.get(currency, currency + THIN)
    return Unit(before=symbol, after=scale, signed=signed)


PERCENT: Final = Unit(scale=PER_CENT, after="%")
CHANGE: Final = Unit(scale=PER_CENT, after="%", signed=True)
SHARE: Final = Unit(scale=PER_CENT, after="%", decimals=2)
PLAIN: Final = Unit()
YEAR: Final = Unit(decimals=0)


def _decimals(values: Sequence[float], unit: Unit) -> int:
    """Decimals that suit the largest of several values shown together."""
    if unit.decimals is not None:
        return unit.decimals
    largest = max((abs(v / unit.scale) for v in values if isfinite(v)), default=0.0)
    if all(float(v / unit.scale).is_integer() for v in values if isfinite(v)) and unit.scale == 1.0:
        return 0
    return 2 if largest < 1 else 1 if largest < 100 else 0


def _digits(value: float, decimals: int) -> str:
    text = f"{abs(value):,.{decimals}f}"
    return text if float(text.replace(",", "")) else f"{0:.{decimals}f}"


def _sign(value: float, decimals: int, signed: bool) -> str:
    if round(value, decimals) == 0:
        return ""
    return MINUS if value < 0 else "+" if signed else ""


def _bare(value: float, unit: Unit, decimals: int) -> str:
    x = value / unit.scale
    return _sign(x, decimals, unit.signed) + _digits(x, decimals)


def written(value: float, unit: Unit, decimals: int | None = None) -> str:
    """One value with its unit: −2.4%, £22bn, 30,000; a missing one is a dash."""
    if not isfinite(value):
        return MISSING
    places = _decimals([value], unit) if decimals is None else decimals
    x = value / unit.scale
    return _sign(x, places, unit.signed) + unit.before + _digits(x, places) + unit.after


def tidy_percent(share: float) -> str:
    """A rate somebody chose, without zeros nobody wrote: 20%, 2.5%."""
    return f"{share / PER_CENT:.4g}%"


def range_words(low: float, high: float, unit: Unit, decimals: int) -> str:
    """The range without its unit, `−3.1 to −1.2`; "no spread" where low and high are one number."""
    if low == high or not (isfinite(low) and isfinite(high)):
        return NO_SPREAD
    for places in range(decimals, decimals + _FINER):
        ends = _bare(low, unit, places), _bare(high, unit, places)
        if ends[0] != ends[1]:
            return f"{ends[0]} to {ends[1]}"
    return NO_SPREAD


@dataclass(frozen=True)
class Cell:
    """One entry of a table: what is printed, its range (of words: a remark), and the anchor it leads to.

    A number without a range is an observed one; the table says so.
    """

    text: str
    spread: str = ""
    href: str = ""
    is_number: bool = True
    sign: int = 0


def label(text: str, href: str = "", remark: str = "") -> Cell:
    """An entry in words."""
    return Cell(text, remark, href, is_number=False)


def observed(value: float, unit: Unit, href: str) -> Cell:
    """A level that was observed, not modelled: it has no range."""
    return Cell(written(value, unit), "", href)


def quantity(central: float, low: float, high: float, unit: Unit, href: str) -> Cell:
    """A central value with its range, leading to how it was computed."""
    if not isfinite(central):
        return label(MISSING)
    places = _decimals([central, low, high], unit)
    # a change whose whole range has one sign is coloured; 0 means that the range holds both
    sign = 0 if not unit.signed else 1 if low > 0 else -1 if high < 0 else 0
    return Cell(written(central, unit, places), range_words(low, high, unit, places), href, sign=sign)


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


def with_range(central: float, low: float, high: float, unit: Unit) -> str:
    """`−2.4% (−3.1 to −1.2)`, in one string for a sentence or a terminal."""
    cell = quantity(central, low, high, unit, "")
    return f"{cell.text} ({cell.spread})" if cell.spread else cell.text


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
