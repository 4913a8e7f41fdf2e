"""Seasons, feasts, quarters and halves of a year, and open stretches such as "in the coming weeks", as intervals."""

from collections.abc import Callable
from datetime import date, timedelta

from westphalia.evidence.days.calendar_days import month_of, whole
from westphalia.evidence.days.named_days import easter
from westphalia.evidence.days.tense import Direction

Interval = tuple[date | None, date | None]
_FIRST_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_FEASTS: dict[str, Callable[[int], date]] = {
    "christmas": lambda year: date(year, 12, 25),
    "easter": easter,
    "new year": lambda year: date(year, 1, 1),
}
_UPTO = ("by", "until", "till", "through", "before")


def season(name: str, year: int | None, which: str, on: date, way: Direction | None) -> tuple[date, date]:
    """First and last day of a season: of a year, of the last, this or next one, or the nearest on one side."""
    months = _FIRST_MONTH[name]
    if year is not None:
        return _season_of(months, year)
    found = [_season_of(months, on.year + k) for k in (-2, -1, 0, 1, 2)]
    if which in ("last", "past", "previous"):
        return [one for one in found if one[1] < on][-1]
    if which in ("next", "coming"):
        return next(one for one in found if one[0] > on)
    if way is None or (which == "this" and way != "future"):
        return min(found, key=lambda one: _distance(one, on))
    if way == "past":
        return [one for one in found if one[0] <= on][-1]
    return next(one for one in found if one[1] >= on)


def _season_of(first: int, year: int) -> tuple[date, date]:
    last = first + 2
    return date(year, first, 1), month_of(year + (last > 12), last - 12 if last > 12 else last)[1]


def _distance(one: tuple[date, date], on: date) -> int:
    return max((one[0] - on).days, (on - one[1]).days, 0)


def feast(name: str, which: str, year: int | None, on: date, way: Direction | None) -> date:
    """The day of Christmas, Easter or New Year: of a year, last or next, or the nearest on one side."""
    day = _FEASTS[name.lower()]
    if year is not None:
        return day(year)
    near = [day(on.year + k) for k in (-1, 0, 1, 2)]
    if which in ("last", "past") or (way == "past" and which != "next"):
        return [d for d in near if d <= on][-1]
    return next(d for d in near if d >= on)


def led(lead: str, start: date, end: date, on: date) -> Interval:
    """What a preposition makes of a season or feast: "by" bounds its end, "before" ends the day before it."""
    if lead == "before":
        return None, start - timedelta(days=1)
    if lead in _UPTO:
        return None, end
    if lead == "since":
        return start, on
    return (start, None) if lead == "from" else (start, end)


def part_of_year(part: str, unit: str, year: int) -> tuple[date, date] | None:
    """A quarter or half of a year by its ordinal: "second", "2", "final"."""
    count = 4 if unit.startswith("q") else 2
    n = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": count, "last": count, "opening": 1}.get(part)
    n = n or (int(part) if part.isdigit() else 0)
    if not 1 <= n <= count:
        return None
    length = 12 // count
    first = length * (n - 1) + 1
    return date(year, first, 1), month_of(year, first + length - 1)[1]


def financial_year(on: date, shift: int) -> tuple[date, date]:
    """The British financial year that holds a day, from 1 April, or another so many years away."""
    first = on.year + shift - (on.month < 4)
    return date(first, 4, 1), date(first + 1, 3, 31)


def last_day(on: date, unit: str, which: str | None) -> date:
    """The last day of the week, month, quarter, year or decade that holds a day, or of the next or last one."""
    start, end = whole(on, unit)
    if which == "next":
        return whole(end + timedelta(days=1), unit)[1]
    if which == "last":
        return start - timedelta(days=1)
    return end
