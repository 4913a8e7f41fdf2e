"""Days, weeks, months and years around a day, and counts and ordinals in words."""

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from westphalia.evidence.words.numerals import words_value

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ONES = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"""
_TENS = """thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth"""
ORDINALS = {word: k for k, word in enumerate(_ONES.split(), start=1)} | {
    word: 10 * k for k, word in enumerate(_TENS.split(), start=3)
}


def nearest_weekday(weekday: int, on: date, where: str) -> date:
    """The weekday nearest to a day in a direction, that day included; "last" and "next" leave it out.

    "either" takes the nearer side.
    """
    back, ahead = (on.weekday() - weekday) % 7, (weekday - on.weekday()) % 7
    if where == "past":
        return on - timedelta(days=back)
    if where == "last":
        return on - timedelta(days=back or 7)
    if where == "next":
        monday = on + timedelta(days=7 - on.weekday())
        return monday + timedelta(days=weekday)
    if where == "this":
        return on + timedelta(days=weekday - on.weekday()) if weekday >= on.weekday() else on - timedelta(days=back)
    if where == "either":
        return on - timedelta(days=back) if back < ahead else on + timedelta(days=ahead)
    return on + timedelta(days=ahead)


def around(on: date, unit: str, ahead: bool) -> tuple[date, date]:
    """So many days back or ahead from a day, that day included: "the past week", "the coming week"."""
    length = {"week": 7, "month": 30, "quarter": 91, "year": 365, "decade": 3652}[unit]
    return (on, on + timedelta(days=length - 1)) if ahead else (on - timedelta(days=length - 1), on)


def whole(on: date, unit: str) -> tuple[date, date]:
    """The calendar week (Monday to Sunday), month, quarter, year or decade that holds a day."""
    if unit == "week":
        monday = on - timedelta(days=on.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        return month_of(on.year, on.month)
    if unit == "quarter":
        first = 3 * ((on.month - 1) // 3) + 1
        return date(on.year, first, 1), month_of(on.year, first + 2)[1]
    first = on.year - on.year % 10 if unit == "decade" else on.year
    return date(max(first, MINYEAR), 1, 1), date(first + (9 if unit == "decade" else 0), 12, 31)


def month_of(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def ordinal_value(word: str) -> int | None:
    """An ordinal in figures or words: "third", "80th"."""
    return ORDINALS.get(word.lower()) or int(re.sub(r"\D", "", word) or 0) or None


def count_value(words: str) -> int | None:
    """A whole number in figures or words; "a" and "an" are one."""
    if words.isdigit():
        return int(words)
    if words.lower() in ("a", "an", "one"):
        return 1
    try:
        value = words_value(words)
    except KeyError:
        return None
    return int(value) if value else None


def shifted(on: date, n: int, unit: str) -> date:
    """A day so many days, weeks, months, years or decades from another; the calendar's ends are kept."""
    try:
        if unit in ("day", "week"):
            return on + timedelta(days=n * (7 if unit == "week" else 1))
        months = n * {"month": 1, "year": 12, "decade": 120}[unit]
        year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
        year = min(max(year, MINYEAR), MAXYEAR)
        return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))
    except OverflowError:
        return date.max if n > 0 else date.min
