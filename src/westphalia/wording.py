"""Numbers in words: the one place where fractions become per cent and billions get their sign of currency."""

from collections.abc import Iterable
from typing import Final

from westphalia.units import per_cent

MINUS: Final = "\u2212"
_SIGNS: Final = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥"}


def number(value: float, decimals: int = 1, *, signed: bool = False) -> str:
    """A number with a true minus, thousands separated; never a negative zero."""
    text = f"{abs(value):,.{decimals}f}"
    if float(text.replace(",", "")) == 0:
        return text
    return (MINUS if value < 0 else "+" if signed else "") + text


def percent(share: float, decimals: int = 1, *, signed: bool = False) -> str:
    """A fraction as per cent: 0.023 → 2.3%."""
    return number(per_cent(share), decimals, signed=signed) + "%"


def money(billions: float, currency: str, decimals: int = 1, *, signed: bool = False) -> str:
    """Billions of a currency: 6.1 → £6.1bn; currencies without a sign of their own carry their code."""
    sign = _SIGNS.get(currency, f"{currency}\u00a0")
    text = number(abs(billions), decimals)
    zero = float(text.replace(",", "")) == 0
    mark = "" if zero else MINUS if billions < 0 else "+" if signed else ""
    return f"{mark}{sign}{text}bn"


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
