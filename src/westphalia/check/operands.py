"""Numbers of a sentence as ranges: what each may have been before it was rounded for print."""

import math
import re
from dataclasses import dataclass
from typing import Final, Literal, Self

from westphalia.check.verdict import printed
from westphalia.evidence.claims import Figure

_LOOSE: Final = 0.1
_HEDGED: Final = 0.05
_EXACT: Final = 1e-9
_KEPT_DIGITS: Final = 2
_ROUNDED_FROM: Final = 1000
_WORDED: Final = ("fraction", "times")


@dataclass(frozen=True)
class Range:
    """A computed number with the least and the most it may be."""

    value: float
    low: float
    high: float

    def __add__(self, other: Self) -> "Range":
        return Range(self.value + other.value, self.low + other.low, self.high + other.high)

    def __sub__(self, other: Self) -> "Range":
        return Range(self.value - other.value, self.low - other.high, self.high - other.low)

    def __mul__(self, other: Self) -> "Range":
        return Range(self.value * other.value, self.low * other.low, self.high * other.high)

    def over(self, other: "Range") -> "Range | None":
        """The quotient of two positive numbers; None where the second may be nought."""
        return None if other.low <= 0 else Range(self.value / other.value, self.low / other.high, self.high / other.low)

    def times(self, factor: float) -> "Range":
        """The same in a smaller unit."""
        return Range(self.value * factor, self.low * factor, self.high * factor)


@dataclass(frozen=True)
class Operand:
    """A number of a sentence; `figure` is None where the reader made no figure of it."""

    text: str
    unit: str
    range: Range
    bound: Literal["at_least", "at_most"] | None
    figure: Figure | None

    def agrees(self, expected: Range) -> bool:
        """Whether a computed number may have been printed so.

        Words ("a third", "tripled") stand for what lies within a tenth of them; digits for what rounds to them.
        """
        mine = self.range
        if self.unit in _WORDED:
            return self._within(expected.value, expected.value, _spread(mine.value, _LOOSE))
        return self._within(expected.low, expected.high, mine)

    def _within(self, low: float, high: float, mine: Range) -> bool:
        above = low <= mine.high + _slack(mine) or self.bound == "at_least"
        below = high >= mine.low - _slack(mine) or self.bound == "at_most"
        return above and below

    def is_exactly(self, expected: Range) -> bool:
        """Whether a computed number is the printed one to the last digit."""
        return math.isclose(self.range.value, expected.value, rel_tol=_EXACT)


def operand(figure: Figure) -> Operand:
    """A figure as an operand: per cent as printed, money and counts in whole units."""
    unit = "percent" if figure.unit.startswith("percent_of") else figure.unit
    rounded = _rounded(figure)
    hedged = figure.approx or figure.bound is not None
    return Operand(figure.span.text, unit, _spread_by(rounded, _HEDGED) if hedged else rounded, figure.bound, figure)


def worded(text: str, value: float) -> Operand:
    """A share in words that is no figure of its own."""
    return Operand(text, "fraction", Range(value, value, value), None, None)


def bare(text: str) -> Operand:
    """A number without a unit: the part in "of 650 members, 130"."""
    value = float(text.replace(",", ""))
    half = _half_of_whole(value) if value >= _ROUNDED_FROM else 0.0
    return Operand(text, "", Range(value, value - half, value + half), None, None)


def _rounded(figure: Figure) -> Range:
    shown = printed(figure)
    if figure.unit in _WORDED or figure.kind == "duration" or not any(c.isdigit() for c in figure.span.text):
        return Range(figure.value, figure.value, figure.value)
    plain = shown.scale == 1.0 and shown.decimals == 0
    half = _half_of_whole(shown.mantissa) if plain else 0.5 * 10**-shown.decimals * abs(shown.scale)
    if plain and figure.kind == "count" and half < 1:
        half = 0.0
    return Range(figure.value, figure.value - half, figure.value + half)


def _half_of_whole(value: float) -> float:
    """Half a unit of the last digit that counts: 3,000 may be 2,950 to 3,050, and 480 is 480."""
    digits = re.sub(r"\D", "", f"{abs(value):.0f}")
    noughts = len(digits) - len(digits.rstrip("0"))
    return 0.5 * 10.0 ** min(noughts, max(0, len(digits) - _KEPT_DIGITS)) if abs(value) >= _ROUNDED_FROM else 0.5


def _spread(value: float, part: float) -> Range:
    return Range(value, value - abs(value) * part, value + abs(value) * part)


def _spread_by(given: Range, part: float) -> Range:
    return Range(given.value, given.low - abs(given.value) * part, given.high + abs(given.value) * part)


def _slack(given: Range) -> float:
    return abs(given.value) * _EXACT
