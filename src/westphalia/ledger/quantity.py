"""When two figures are figures of one quantity: the key they share, and the range each printed number stands for."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from westphalia.check.operands import operand
from westphalia.evidence.claims import DateInterval, Figure, Measure

SETTLED: Final = "settled"  # of a year or of days gone by: it does not change with the day it is told
_OPEN_MEASURES: Final[tuple[Measure, ...]] = ("other", "war_end_time")
_NEEDS_PERIOD: Final[tuple[Measure, ...]] = ("intercepted",)
_NEEDS_RATE: Final[tuple[Measure, ...]] = ("aid", "defence_spending")
_WITHDRAWN: Final = ("denied", "withdrawn")


def quantity(figure: Figure, dates: Sequence[DateInterval]) -> str | None:
    """What a figure measures, as one key; None where the report does not say enough to compare it.

    Two figures are of one quantity only where measure, parties, goods, unit, "per year", role, direction, outlook,
    deadline and lever are the same, and the year or the days where they are named. `dates` are those of the report,
    in order.
    """
    if not _is_comparable(figure):
        return None
    period = str(figure.year or "") or _days(figure, dates)
    if not period and (figure.measure in _NEEDS_PERIOD or (figure.measure in _NEEDS_RATE and not figure.per)):
        return None
    by = f"{figure.by.start}..{figure.by.end}" if figure.by else ""
    sectors = figure.sectors if isinstance(figure.sectors, str) else "+".join(sorted(figure.sectors or ()))
    parts = (
        figure.measure, "+".join(sorted(figure.subject)), "+".join(sorted(figure.target)), sectors, figure.kind,
        _unit(figure), figure.per, figure.role, figure.direction, figure.outlook, by, figure.lever, period,
        SETTLED if period and figure.outlook != "expected" else "",
    )  # fmt: skip
    return "|".join(str(part or "") for part in parts)


def _is_comparable(figure: Figure) -> bool:
    half_a_range = figure.range_with is not None and figure.role is None
    named = bool(figure.subject) or (figure.measure == "force_size" and figure.lever is not None)
    return (
        named
        and not half_a_range
        and figure.measure not in _OPEN_MEASURES
        and figure.modality not in _WITHDRAWN
        and figure.equivalent_of is None
    )


def _unit(figure: Figure) -> str:
    """The unit; shares of GDP and of national income are one."""
    return "percent" if figure.unit.startswith("percent") and "point" not in figure.unit else figure.unit


def _days(figure: Figure, dates: Sequence[DateInterval]) -> str:
    """The days the sentence of a count names, where it names one stretch of time and no other."""
    if figure.measure not in _NEEDS_PERIOD:
        return ""
    first = bisect_left(dates, figure.context.start, key=lambda interval: interval.span.start)
    past = bisect_left(dates, figure.context.end, key=lambda interval: interval.span.start)
    inside = {(interval.start, interval.end) for interval in dates[first:past]}
    start, end = inside.pop() if len(inside) == 1 else (None, None)
    return f"{start}..{end}" if start and end else ""


def value_range(figure: Figure) -> tuple[float, float]:
    """The least and the most a printed number may stand for, as a fraction, in whole units, or in years."""
    printed = operand(figure)
    scale = figure.normalised / figure.value if figure.value else 1.0
    low, high = (sorted((printed.range.low * scale, printed.range.high * scale))) if scale else (0.0, 0.0)
    return (
        -math.inf if figure.bound == "at_most" else low,
        math.inf if figure.bound == "at_least" else high,
    )


def differ(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two ranges have nothing in common."""
    return one[1] < other[0] or other[1] < one[0]
