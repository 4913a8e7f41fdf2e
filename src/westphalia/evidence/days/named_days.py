"""Days with a name of their own, and dated events whose anniversaries reports speak of."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from westphalia.evidence.words.vocabulary import literal

MONDAY, THURSDAY, SUNDAY = 0, 3, 6


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, 1991, ch. 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th given weekday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


def last_monday(year: int, month: int) -> date:
    """The last Monday of a month."""
    fourth = nth_weekday(year, month, MONDAY, 4)
    fifth = fourth + timedelta(days=7)
    return fifth if fifth.month == month else fourth


def us_election_day(year: int) -> date:
    """The Tuesday after the first Monday of November."""
    return nth_weekday(year, 11, MONDAY, 1) + timedelta(days=1)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


_DAYS: dict[str, Callable[[int], date]] = {
    "New Year's Day": _fixed(1, 1),
    "Orthodox Christmas": _fixed(1, 7),
    "Martin Luther King Day": lambda y: nth_weekday(y, 1, MONDAY, 3),
    "Holocaust Memorial Day": _fixed(1, 27),
    "Valentine's Day": _fixed(2, 14),
    "Presidents' Day": lambda y: nth_weekday(y, 2, MONDAY, 3),
    "International Women's Day": _fixed(3, 8),
    "St Patrick's Day": _fixed(3, 17),
    "Ash Wednesday": _from_easter(-46),
    "Palm Sunday": _from_easter(-7),
    "Good Friday": _from_easter(-2),
    "Easter Sunday": _from_easter(0),
    "Easter Monday": _from_easter(1),
    "Anzac Day": _fixed(4, 25),
    "May Day": _fixed(5, 1),
    "VE Day": _fixed(5, 8),
    "Victory in Europe Day": _fixed(5, 8),
    "Europe Day": _fixed(5, 9),
    "Victory Day": _fixed(5, 9),
    "Memorial Day": lambda y: last_monday(y, 5),
    "Juneteenth": _fixed(6, 19),
    "Canada Day": _fixed(7, 1),
    "US Independence Day": _fixed(7, 4),
    "Fourth of July": _fixed(7, 4),
    "Bastille Day": _fixed(7, 14),
    "VJ Day": _fixed(8, 15),
    "Ukraine's Independence Day": _fixed(8, 24),
    "Labor Day": lambda y: nth_weekday(y, 9, MONDAY, 1),
    "German Unity Day": _fixed(10, 3),
    "Halloween": _fixed(10, 31),
    "All Saints' Day": _fixed(11, 1),
    "Bonfire Night": _fixed(11, 5),
    "Armistice Day": _fixed(11, 11),
    "Remembrance Day": _fixed(11, 11),
    "Veterans Day": _fixed(11, 11),
    "Remembrance Sunday": lambda y: nth_weekday(y, 11, SUNDAY, 2),
    "Thanksgiving": lambda y: nth_weekday(y, 11, THURSDAY, 4),
    "Black Friday": lambda y: nth_weekday(y, 11, THURSDAY, 4) + timedelta(days=1),
    "Christmas Eve": _fixed(12, 24),
    "Christmas Day": _fixed(12, 25),
    "Boxing Day": _fixed(12, 26),
    "New Year's Eve": _fixed(12, 31),
}
NAMED_DAY = literal(_DAYS).replace("'", "['’]")


def named_day_names() -> tuple[str, ...]:
    """The names of days."""
    return tuple(_DAYS)


def named_day(name: str, year: int) -> date:
    """The day of a year that bears a name."""
    return _DAYS[name.replace("’", "'")](year)


@dataclass(frozen=True)
class Event:
    """A dated event and the words that speak of it."""

    name: str
    day: date
    words: re.Pattern[str]


def _event(name: str, day: date, words: str) -> Event:
    return Event(name, day, re.compile(words, re.IGNORECASE))


EVENTS = (
    _event(
        "Russia's full-scale invasion of Ukraine",
        date(2022, 2, 24),
        r"(?:Russia|Moscow|Putin|Kremlin)\S* (?:full-scale |all-out |unprovoked |illegal |ongoing )*(?:invasion|"
        r"war|assault|attack)\b"
        r"|invasion of (?:its neighbour,? )?Ukraine|full-scale (?:invasion|war)|war in Ukraine|"
        r"invaded (?:its neighbour,? )?Ukraine",
    ),
    _event(
        "Russia's annexation of Crimea", date(2014, 3, 18), r"annex\w+ (?:of )?(?:the )?Crimea|Crimea\S* annexation"
    ),
    _event("the attack of 7 October 2023", date(2023, 10, 7), r"Hamas(?:-led)? (?:attacks?|assault|massacre)"),
    _event("the attacks of 11 September 2001", date(2001, 9, 11), r"September 11(?:th)? attacks|9/11"),
    _event(
        "the storming of the US Capitol",
        date(2021, 1, 6),
        r"(?:storming|attack|riot|assault) (?:of|on|at) the (?:US )?Capitol",
    ),
    _event("the founding of Nato", date(1949, 4, 4), r"(?:founding|foundation|creation) of Nato|North Atlantic Treaty"),
    _event("the fall of the Berlin Wall", date(1989, 11, 9), r"fall of the (?:Berlin )?Wall|Berlin Wall\S* fall"),
    _event(
        "the Brexit referendum",
        date(2016, 6, 23),
        r"Brexit (?:referendum|vote)|EU referendum|referendum on (?:leaving the EU|Brexit)",
    ),
    _event(
        "the UK's departure from the EU",
        date(2020, 1, 31),
        r"(?:left|leaving|departure from) the (?:EU|European Union|bloc)|Brexit",
    ),
    _event("the D-Day landings", date(1944, 6, 6), r"D-Day|Normandy landings"),
    _event(
        "the end of the second world war in Europe",
        date(1945, 5, 8),
        r"(?:end|close) of (?:World War (?:Two|II)|the second world war)",
    ),
    _event(
        "the end of the first world war",
        date(1918, 11, 11),
        r"(?:end|close) of (?:World War (?:One|I)|the first world war)\b",
    ),
    _event("the bombing of Hiroshima", date(1945, 8, 6), r"(?:bombing of )?Hiroshima"),
    _event("the liberation of Auschwitz", date(1945, 1, 27), r"liberation of Auschwitz"),
    _event("the Good Friday Agreement", date(1998, 4, 10), r"Good Friday Agreement"),
    _event("the Srebrenica massacre", date(1995, 7, 11), r"Srebrenica"),
)


def event_in(words: str) -> Event | None:
    """The dated event some words speak of; None where none is known."""
    return next((event for event in EVENTS if event.words.search(words)), None)


def anniversary(event: Event, n: int) -> date:
    """The n-th anniversary of an event."""
    day = event.day
    return date(day.year + n, day.month, min(day.day, 28) if day.month == 2 else day.day)
