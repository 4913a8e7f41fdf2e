"""Weeks, months, quarters, seasons and other stretches of time that a date expression stands for."""

import re
from datetime import date, timedelta

from westphalia.evidence.days.calendar_days import around, count_value, shifted, whole
from westphalia.evidence.days.date_place import Interval, Place
from westphalia.evidence.days.date_seasons import feast, financial_year, last_day, led, part_of_year, season
from westphalia.evidence.days.named_days import EVENTS, anniversary, event_in


def period(place: Place) -> Interval | None:
    """A week, month, quarter, year or decade: last, this, next, past or coming."""
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
    if later:
        return place.on, end
    if (place["part"] or "").lower().startswith("earlier"):
        return start, place.on
    if place.lead in ("by", "until", "before"):
        return None, end
    return (start, place.on) if place.told == "past" else (start, end)


def end_of(place: Place) -> Interval | None:
    """The last day of a period: open before it after "by" and its like."""
    unit = (place["unit"] or "").lower()
    if unit == "century":
        end = date(place.on.year - place.on.year % 100 + 99, 12, 31)
    else:
        end = last_day(place.on, unit, (place["which"] or "").lower())
    return (end, end) if place.lead in ("at", "towards", "") else (None, end)


def season_of(place: Place) -> Interval | None:
    """A season with a preposition, "this" or its like, or a year; a bare one is none."""
    name, which, lead = (place["season"] or "").lower(), (place["which"] or "").lower(), place.lead
    year = int(place["year"]) if place["year"] else None
    if not (lead or which or year):
        return None
    if name == "fall" and not (which or place["the"] or year):
        return None
    way = "future" if lead in ("by", "until", "till", "through", "before", "from") else place.told
    start, end = season(name, year, which, place.on, "past" if lead == "since" else way)
    return led(lead, start, end, place.on)


def feast_of(place: Place) -> Interval | None:
    """Christmas, Easter or New Year after a preposition."""
    lead, which = place.lead, (place["which"] or "").lower()
    if not lead and not which:
        return None
    year = int(place["year"]) if place["year"] else None
    way = "future" if lead in ("by", "until", "till", "before") else place.told
    day = feast(place["feast"] or "", which, year, place.on, "past" if lead == "since" else way)
    return led(lead, day, day, place.on)


def part(place: Place) -> Interval | None:
    """A quarter or half of a year."""
    year, which = place["year"], (place["which"] or "").lower()
    ordinal = (place["part"] or "").lower()
    if not year and not which and ordinal in ("last", "final", "opening"):
        return None
    in_year = int(year) if year else place.on.year + {"last": -1, "next": 1}.get(which, 0)
    unit = place["unit"] or "quarter"
    found = part_of_year(ordinal, unit, in_year)
    if found and not year and not which and place.told == "past" and found[0] > place.on:
        found = part_of_year(ordinal, unit, in_year - 1)
    return led(place.lead, *found, place.on) if found else None


def financial(place: Place) -> Interval | None:
    """The financial year."""
    return financial_year(place.on, {"last": -1, "previous": -1, "next": 1}.get((place["which"] or "").lower(), 0))


def open_stretch(place: Place) -> Interval | None:
    """ "In the coming weeks": from the day of the report, with no end."""
    return (place.on, None) if (place["which"] or "").lower() in ("coming", "next") else (None, place.on)


def daypart(place: Place) -> Interval | None:
    """ "In the afternoon," at the head of a sentence: the day of the report."""
    return place.on, place.on


def decade(place: Place) -> Interval | None:
    """ "The 1990s"."""
    first = int(place["decade"] or 0)
    if place.found.group()[:5].lower() == "since":
        return date(first, 1, 1), place.on
    return date(first, 1, 1), date(first + 9, 12, 31)


_OF_EVENT = re.compile(r" (?:of|after|from|following)\b")


def within(place: Place) -> Interval | None:
    """So many days, weeks, months or years ahead; none where they count from an event to come."""
    n = count_value(place["n"] or "")
    if n is None or _OF_EVENT.match(place.found.string, place.found.end()):
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


def ago(place: Place) -> Interval | None:
    """So many days, weeks, months or years back."""
    n = count_value(place["n"] or "")
    if n is None:
        return None
    unit = "week" if place["fortnight"] else (place["unit"] or "").lower()
    day = shifted(place.on, -n * (2 if place["fortnight"] else 1), unit)
    return (day, day) if unit in ("day", "week") else whole(day, unit if unit != "decade" else "year")


_WAR_WORDS = re.compile(r"\b(?:Russia|Moscow|Putin|Kremlin|Ukrain|Kyiv|invasion|invaded)")
_NEAR_DAY = timedelta(days=14)


def years_on(place: Place) -> Interval | None:
    """ "Three years on from the invasion": the day of the event where it is known, its year where it is not."""
    n = count_value(place["n"] or "")
    if n is None or n > 300:
        return None
    if (place["n"] or "").lower() == "a" and not place.found.string[place.found.end() :][:6].startswith(
        (" from", " since")
    ):
        return None
    after = place.found.string[place.found.end() : place.found.end() + 90]
    event = event_in(after[:60])
    if event and abs(place.on.year - event.day.year - n) <= 1:
        return event.day, event.day
    war = EVENTS[0]
    if event is None and _WAR_WORDS.search(after) and abs(anniversary(war, n) - place.on) <= _NEAR_DAY:
        return war.day, war.day
    return whole(shifted(place.on, -n, "year"), "year")
