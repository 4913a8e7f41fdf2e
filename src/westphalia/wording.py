"""Numbers in words: the one place where fractions become per cent and billions get their sign of currency."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final

from westphalia.units import PER_CENT

MINUS: Final = "\u2212"
MISSING: Final = "–"
NO_SPREAD: Final = "no spread"
_SIGNS: Final = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥"}
_FINER: Final = 3
_HUNDRED: Final = 100.0
_THOUSAND: Final = 1000.0


@dataclass(frozen=True)
class Unit:
    """How a quantity is written: what it is divided by, what stands before and after, and signs of changes.

    Decimals not given are chosen: two below 1, one below `whole_from`, none above.
    """

    scale: float = 1.0
    before: str = ""
    after: str = ""
    decimals: int | None = None
    signed: bool = False
    whole_from: float = _HUNDRED


PERCENT: Final = Unit(scale=PER_CENT, after="%")
CHANGE: Final = Unit(scale=PER_CENT, after="%", signed=True)
SHARE: Final = Unit(scale=PER_CENT, after="%", decimals=2)
PERCENTAGE_POINTS: Final = Unit(scale=PER_CENT, after="\u00a0pp", signed=True)


def currency_unit(currency: str, scale: str = "bn", *, signed: bool = False) -> Unit:
    """Money of a currency in the given scale: £22bn; a currency without a sign of its own carries its code."""
    return Unit(before=_SIGNS.get(currency, f"{currency}\u00a0"), after=scale, signed=signed, whole_from=_THOUSAND)


def change_unit(words: str) -> Unit:
    """How a change in units of `words` is written, with a sign: `USD bn` as money, `fraction` in per cent."""
    return currency_unit("USD", signed=True) if words == "USD bn" else CHANGE


def places(values: Sequence[float], unit: Unit) -> int:
    """Decimals that suit the largest of several values shown together."""
    if unit.decimals is not None:
        return unit.decimals
    shown = [v / unit.scale for v in values if isfinite(v)]
    if unit.scale == 1.0 and all(x.is_integer() for x in map(float, shown)):
        return 0
    largest = max(map(abs, shown), default=0.0)
    return 2 if largest < 1 else 1 if largest < unit.whole_from else 0


def written(value: float, unit: Unit, decimals: int | None = None) -> str:
    """One value with its unit: −2.4%, £22bn, 30,000; a missing one is a dash, and no zero is negative."""
    if not isfinite(value):
        return MISSING
    x = value / unit.scale
    digits = f"{abs(x):,.{places([value], unit) if decimals is None else decimals}f}"
    is_zero = float(digits.replace(",", "")) == 0
    sign = "" if is_zero else MINUS if x < 0 else "+" if unit.signed else ""
    return f"{sign}{unit.before}{digits}{unit.after}"


def range_words(low: float, high: float, unit: Unit, decimals: int) -> str:
    """The range without its unit, `−3.1 to −1.2`; "no spread" where low and high are one number."""
    finer = _apart(low, high, unit, decimals)
    if finer is None:
        return NO_SPREAD
    bare = Unit(scale=unit.scale, signed=unit.signed)
    return f"{written(low, bare, finer)} to {written(high, bare, finer)}"


def _apart(low: float, high: float, unit: Unit, decimals: int) -> int | None:
    """The fewest decimals, from some on, with which two ends read apart; None where they are one number."""
    if low == high or not (isfinite(low) and isfinite(high)):
        return None
    several = range(decimals, decimals + _FINER)
    return next((d for d in several if written(low, unit, d) != written(high, unit, d)), None)


def centre_words(central: float, low: float, high: float, unit: Unit, decimals: int) -> str:
    """The value before its range: as finely as the range where rounding would set it outside."""
    finer = _apart(low, high, unit, decimals)
    rounded = round(central / unit.scale, decimals) * unit.scale
    outside = finer is not None and not low <= rounded <= high
    return written(central, unit, finer if outside and low <= central <= high else decimals)


def with_range(central: float, low: float, high: float, unit: Unit) -> str:
    """`−2.4% (−3.1 to −1.2)`, in one string for a sentence or a terminal."""
    if not isfinite(central):
        return MISSING
    decimals = places([central, low, high], unit)
    return f"{centre_words(central, low, high, unit, decimals)} ({range_words(low, high, unit, decimals)})"


def number(value: float, decimals: int = 1, *, signed: bool = False) -> str:
    """A number with a true minus, thousands separated; never a negative zero."""
    return written(value, Unit(signed=signed), decimals)


def percent(share: float, decimals: int = 1, *, signed: bool = False) -> str:
    """A fraction as per cent: 0.023 → 2.3%."""
    return written(share, CHANGE if signed else PERCENT, decimals)


def money(billions: float, currency: str) -> str:
    """Billions of a currency: 6.1 → £6.1bn, with the decimals a table would give them."""
    return written(billions, currency_unit(currency))


def tidy_percent(share: float) -> str:
    """A rate somebody chose, without zeros nobody wrote: 20%, 2.5%."""
    return f"{share / PER_CENT:.4g}%"


def listed(names: Iterable[str]) -> str:
    """Names as a phrase: A, B and C."""
    items = list(names)
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1] if items else ""


def counted(number: int, noun: str) -> str:
    """How many of a thing: no reports, 1 report, 2 reports."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def day(on: object) -> str:
    """A date as 24 February 2025."""
    return f"{on:%d %B %Y}".lstrip("0")
