"""What a date expression stands for: the interval of days of each form, seen from the day of the report."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from westphalia.evidence.calendar_days import (
    WEEKDAYS,
    around,
    count_value,
    month_of,
    nearest_weekday,
    ordinal_value,
    shifted,
    whole,
)
from westphalia.evidence.dateline import month_number
from westphalia.evidence.named_days import anniversary, event_in, named_day
from westphalia.evidence.tense import Direction, direction
from westphalia.evidence.text import Sentence
from westphalia.evidence.vocabulary import word_set

Interval = tuple[date | None, date | None]

_NOT_COUNTED = word_set("troops soldiers men women people personnel peacekeepers drones missiles jobs")
_TITLE_AFTER = re.compile(
    r" (?:with [A-Z]|Times\b|Telegraph\b|Mirror\b|Mail\b|Express\b|Politics\b|Show\b|Night Live\b|Programme\b)"
)
_TITLE_BEFORE = re.compile(r"(?:[’']s|\bSuper|\bBloody|\bCyber|\bManic) $")


@dataclass(frozen=True)
class Place:
    """An expression in its sentence, and the day it is seen from."""

    found: re.Match[str]
    sentence: Sentence
    on: date

    @property
    def direction(self) -> Direction:
        """Which way the clause looks."""
        return direction(self.sentence, self.found.start(), self.found.end())

    def __getitem__(self, group: str) -> str | None:
        return self.found.group(group)


def _weekday(place: Place) -> Interval | None:
    text, found = place.found.string, place.found
    if _TITLE_AFTER.match(text, found.end()) or (
        not place["lead"] and _TITLE_BEFORE.search(text[max(0, found.start() - 8) : found.start()])
    ):
        return None
    day = nearest_weekday(WEEKDAYS.index(place["weekday"] or ""), place.on, _weekday_direction(place))
    return (None, day) if place["lead"] in ("by", "By", "until", "Until", "before", "Before") else (day, day)


def _weekday_direction(place: Place) -> str:
    lead = (place["lead"] or "").lower().removeprefix("on ").strip()
    if lead in ("last", "next", "this", "by", "until", "coming"):
        return lead
    return place.direction


def _weekend(place: Place) -> Interval:
    which = (place["which"] or "").lower()
    on, day = place.on, place.on.weekday()
    saturday = on - timedelta(days=day - 5) if day >= 5 else on - timedelta(days=day + 2)
    if which == "last" and day >= 5:
        saturday -= timedelta(days=7)
    if which in ("next", "coming") or (
        which != "last" and day < 5 and (place.direction == "future" or which == "this")
    ):
        saturday += timedelta(days=7)
    return saturday, saturday + timedelta(days=1)


def _relative_day(place: Place) -> Interval:
    word = (place["word"] or "").lower()
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1, "overnight": 0}.get(word, 0)
    day = place.on + timedelta(days=shift)
    return (day - timedelta(days=1), day) if word == "overnight" else (day, day)


def _period(place: Place) -> Interval | None:
    which, unit = (place["which"] or "").lower(), (place["unit"] or "").lower()
    start, end = whole(place.on, unit)
    if which in ("last", "previous"):
        return whole(start - timedelta(days=1), unit)
    if which == "next":
        return whole(end + timedelta(days=1), unit)
    if which in ("past", "coming"):
        return around(place.on, unit, which == "coming")
    later = (place["part"] or "").lower() == "later"
    if unit == "week" and not place["part"]:
        return start, end
    if later or place.direction == "future":
        return (place.on, end) if later else (start, end)
    return start, place.on


def _day(place: Place) -> Interval | None:
    """A day of a month, or several in a row; without a year the nearest in the direction of the clause."""
    first = place["d1"] or place["d2"] or "0"
    last = place["e1"] or place["e2"] or first
    month = month_number(place["m1"] or place["m2"] or "")
    year = place["y1"] or place["y2"]
    in_year = int(year) if year else _nearest_year(place, month, int(first))
    try:
        start, end = date(in_year, month, int(first)), date(in_year, month, int(last))
    except ValueError:
        return None
    return _led((place["lead"] or "").lower(), start, end)


def _nearest_year(place: Place, month: int, day: int = 15) -> int:
    """The year of a month or day named without one: the nearest, four months dearer against the clause's direction."""
    on, way = place.on, place.direction

    def distance(year: int) -> int:
        days = (date(year, month, min(day, 28)) - on).days
        against = (way == "past" and days > 0) or (way == "future" and days < 0)
        return abs(days) + 120 * against

    return min((on.year - 1, on.year, on.year + 1), key=distance)


def _iso(place: Place) -> Interval | None:
    try:
        day = date.fromisoformat(place.found.group("iso"))
    except ValueError:
        return None
    return day, day


def _led(lead: str, start: date, end: date) -> Interval:
    """The interval a preposition makes of a stretch of days."""
    if lead in ("by", "before", "until", "till", "no later than", "by the end of"):
        return None, end if lead != "before" else start - timedelta(days=1)
    if lead in ("from", "after", "as of", "starting", "effective", "starting in", "from the start of"):
        return (end + timedelta(days=1) if lead == "after" else start), None
    return start, end


def _month(place: Place) -> Interval | None:
    month = month_number(place["m"] or "")
    year = int(place["y"]) if place["y"] else _month_year(place, month)
    start, end = month_of(year, month)
    lead = (place["lead"] or "").lower()
    return (start, place.on) if lead == "since" else _led(bare_lead(lead), start, end)


def _month_year(place: Place, month: int) -> int:
    """The year of a month: "last June" is over, "next June" is to come, others are the nearest."""
    on, lead = place.on, (place["lead"] or "").lower()
    if lead == "last":
        return on.year if month < on.month else on.year - 1
    if lead == "next":
        return on.year if month > on.month else on.year + 1
    return _nearest_year(place, month)


def bare_lead(lead: str) -> str:
    """A preposition without the part of a period it names: "by the end of" gives "by"."""
    return re.sub(
        r"\s*(?:the end of|the start of|the beginning of|early|late|mid|the middle of)[ -]?", "", lead
    ).strip()


def _years(place: Place) -> Interval | None:
    """A year with its preposition: in, by, since, from, before, until; "at the latest" opens the start."""
    year, lead = int(place["year"] or 0), (place["lead"] or "").lower()
    start, end = date(year, 1, 1), date(year, 12, 31)
    text, after = place.found.string, place.found.end()
    if lead == "" and text[after : after + 30].lstrip().split(" ")[0].rstrip(".,") in _NOT_COUNTED:
        return None
    if place["latest"]:
        return None, end
    if "start" in lead or "beginning" in lead or "early" in lead:
        end = date(year, 1, 31) if "early" not in lead else date(year, 4, 30)
    if "late" in lead or "end of" in lead:
        start = date(year, 9, 1)
    if "mid" in lead:
        start, end = date(year, 5, 1), date(year, 8, 31)
    bare = bare_lead(lead)
    if bare == "since":
        return start, place.on
    return _led(bare, start, end)


def _span_of_years(place: Place) -> Interval | None:
    first, second = int(place["first"] or 0), place["second"] or ""
    last = int(second) if len(second) == 4 else first - first % 100 + int(second)
    return (date(first, 1, 1), date(last, 12, 31)) if last >= first else None


def _end_of(place: Place) -> Interval | None:
    unit = (place["unit"] or "").lower()
    if unit not in ("decade", "year", "month", "week", "century", "quarter"):
        return None
    if unit == "century":
        return None, date(place.on.year - place.on.year % 100 + 99, 12, 31)
    end = whole(place.on, unit)[1]
    if place["which"] == "next":
        end = whole(end + timedelta(days=1), unit)[1]
    return None, end


def _within(place: Place) -> Interval | None:
    n = count_value(place["n"] or "")
    if n is None:
        return None
    lead = (place["lead"] or "").lower()
    end = shifted(place.on, n, (place["unit"] or "").lower())
    return (
        (None, end)
        if lead in ("within", "inside")
        else (place.on, end)
        if "next" in lead or "coming" in lead
        else (end, end)
    )


def _ago(place: Place) -> Interval | None:
    n = count_value(place["n"] or "")
    if n is None:
        return None
    unit = (place["unit"] or "").lower()
    day = shifted(place.on, -n, unit)
    return (day, day) if unit in ("day", "week") else whole(day, unit if unit != "decade" else "year")


def _years_on(place: Place) -> Interval | None:
    """ "Three years on from the invasion": the day of the event where it is known, its year where it is not."""
    n = count_value(place["n"] or "")
    if n is None or n > 300:
        return None
    event = event_in(place.found.string[place.found.end() : place.found.end() + 60])
    if event and abs(place.on.year - event.day.year - n) <= 1:
        return event.day, event.day
    return whole(shifted(place.on, -n, "year"), "year")


def _anniversary(place: Place) -> Interval | None:
    n = ordinal_value(place["nth"] or "")
    event = event_in(place["event"] or "")
    if not n or event is None:
        return None
    day = anniversary(event, n) - timedelta(days=1 if place["eve"] else 0)
    return day, day


def _named(place: Place) -> Interval | None:
    name, on = place["name"] or "", place.on
    year = place["year"]
    if year:
        day = named_day(name, int(year))
    else:
        near = [named_day(name, y) for y in (on.year - 1, on.year, on.year + 1)]
        ahead = place.direction == "future"
        side = [d for d in near if (d >= on if ahead else d <= on)]
        closest = min(near, key=lambda d: abs(d - on))
        day = closest if abs(closest - on) <= timedelta(days=7) else (side[0] if ahead else side[-1])
    if place["eve"]:
        day -= timedelta(days=1)
    return day, day


def _nth_of_nth(place: Place) -> Interval | None:
    day, month, year = (int(re.sub(r"\D", "", place[g] or "0")) for g in ("day", "month", "year"))
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found, found


def _month_either(place: Place) -> Interval | None:
    if place["m"]:
        return _month(place)
    return month_of(int(place["y2"] or 0), month_number(place["m2"] or ""))


Resolve = Callable[[Place], Interval | None]
RESOLVERS: dict[str, Resolve] = {
    "weekday": _weekday,
    "weekend": _weekend,
    "relative_day": _relative_day,
    "period": _period,
    "day": _day,
    "iso": _iso,
    "years": _years,
    "span_of_years": _span_of_years,
    "end_of": _end_of,
    "within": _within,
    "ago": _ago,
    "years_on": _years_on,
    "anniversary": _anniversary,
    "named": _named,
    "nth_of_nth": _nth_of_nth,
    "month_either": _month_either,
}
