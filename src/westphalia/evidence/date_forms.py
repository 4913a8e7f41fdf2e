"""The forms a date expression takes, and the interval of days each stands for."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from westphalia.evidence.calendar_days import (
    ORDINALS,
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
from westphalia.evidence.name_numerals import MONTHS
from westphalia.evidence.named_days import NAMED_DAY, anniversary, event_in, named_day
from westphalia.evidence.tense import Direction, direction
from westphalia.evidence.text import Sentence
from westphalia.evidence.vocabulary import any_of, word_set

Interval = tuple[date | None, date | None]

WEEKDAY = "(?:" + "|".join(WEEKDAYS) + ")"
_DAYPART = r"(?: (?:morning|afternoon|evening|night|lunchtime|night))?"
_CLOCK = r"(?: at \d{1,2}[:.]\d{2}(?: ?(?:GMT|BST|CET|CEST|UTC|EST|EDT|[ap]\.?m\.?))?)?"
YEAR = r"(?:1[5-9]\d\d|20\d\d|21\d\d)"
_NUMBER = r"(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)"
_ORDINAL = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)})"
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


_BY = any_of("by before until till since from after as_of no_later_than during in on over through starting effective")
_LEAD = rf"(?:(?P<lead>(?i:{_BY})) )?"
_PART_OF = "(?: the (?:end|start|beginning|middle) of| early| late| mid)?"
_YEAR_LEAD = rf"(?:(?P<lead>(?i:{_BY}|of|throughout|starting in){_PART_OF})[ -])?"
_MONTH_LEAD = rf"(?P<lead>(?i:{_BY}|of|last|this|next){_PART_OF})[ -]"
_WEEKDAY_LEAD = (
    "(?P<lead>(?i:(?:(?:on|by|until|since|from|before) )?(?:last|next|this|coming)|"
    "(?:late |early )?on|by|until|from|since|before))"
)
_WHICH = "(?P<which>(?i:last|past|this|next|coming|previous))"
_UNIT = "(?P<unit>day|week|month|year|decade)"
_TH = "(?:st|nd|rd|th)?"
_TO = "(?: ?[-–] ?| to | and )"
_DAY_MONTH = (
    rf"(?<![\d:.,£$€])(?P<d1>\d{{1,2}}){_TH}(?:{_TO}(?P<e1>\d{{1,2}}){_TH})?(?: of)? "
    rf"(?P<m1>{MONTHS})\b(?:\.(?=,? \d))?(?:,? (?P<y1>{YEAR}))?"
)
_MONTH_DAY = (
    rf"(?P<m2>{MONTHS})\.? (?P<d2>\d{{1,2}}){_TH}(?:{_TO}(?P<e2>\d{{1,2}}){_TH})?(?![\d:%])(?:,? (?P<y2>{YEAR}))?"
)
_EVENT_END = r"(?=[,.;“”\"()]|$| (?:on|in|at|when|as|with|and|by|this|next|last|will|was|is|were|passed|came)\b)"


def _month_either(place: Place) -> Interval | None:
    if place["m"]:
        return _month(place)
    return month_of(int(place["y2"] or 0), month_number(place["m2"] or ""))


Resolve = Callable[[Place], Interval | None]
RULES: tuple[tuple[str, str, re.Pattern[str], Resolve], ...] = (
    ("iso", "year", re.compile(r"(?<![\w-])(?P<iso>\d{4}-\d{2}-\d{2})(?![\w-])"), _iso),
    (
        "nth_of_nth",
        "year",
        re.compile(
            r"(?:[Aa]t \d{1,2}[:.]\d{2}(?: GMT)? )?[Oo]n the (?P<day>\d{1,2}(?:st|nd|rd|th)) day of the "
            rf"(?P<month>\d{{1,2}}(?:st|nd|rd|th)) month,? (?:in|of) (?P<year>{YEAR})"
        ),
        _nth_of_nth,
    ),
    (
        "anniversary",
        "anniversary",
        re.compile(
            rf"(?:(?i:on|mark\w*|before) )?(?P<eve>(?:[Tt]he )?eve of )?(?:[Tt]he )?(?P<nth>{_ORDINAL}) anniversary of "
            rf"(?:the (?:start|beginning) of )?(?P<event>[^,.;“”\"()]{{3,60}}?){_EVENT_END}"
        ),
        _anniversary,
    ),
    (
        "named_day",
        "named",
        re.compile(
            rf"(?:(?i:on|by|before|since|until) )?(?P<eve>(?:[Tt]he )?eve "
            rf"of )?(?P<name>{NAMED_DAY})(?:,? (?P<year>{YEAR}))?{_CLOCK}"
        ),
        _named,
    ),
    (
        "day",
        "month",
        re.compile(rf"{_LEAD}(?:the )?(?:{WEEKDAY},? )?(?:the )?(?:{_DAY_MONTH}|{_MONTH_DAY}){_CLOCK}"),
        _day,
    ),
    (
        "weekday",
        "weekday",
        re.compile(rf"(?:{_WEEKDAY_LEAD} )?(?P<weekday>{WEEKDAY})\b(?![’']s [A-Z]){_DAYPART}{_CLOCK}"),
        _weekday,
    ),
    (
        "weekend",
        "weekend",
        re.compile(
            rf"(?:(?i:over|at|during|on) )?(?:[Tt]he )?(?:{_WHICH} )?(?<=the |The |his |ast |ext |ing )weekend\b"
        ),
        _weekend,
    ),
    (
        "relative_day",
        "today",
        re.compile(
            r"\b(?:(?i:earlier|later|late|early) )?"
            r"(?P<word>(?i:today|tonight|tomorrow|yesterday|last night|overnight|this (?:morning|afternoon|"
            r"evening|lunchtime)))\b(?![’']s)"
        ),
        _relative_day,
    ),
    (
        "period",
        "unit",
        re.compile(
            r"(?:\b(?:(?P<part>(?i:earlier|later|late))|(?i:in|over|during|by|for|since|of|until)) )?(?:\b[Tt]he )?\b"
            rf"{_WHICH} (?P<unit>week|month|quarter|year|decade)\b(?![’'-])"
        ),
        _period,
    ),
    (
        "by",
        "unit",
        re.compile(
            r"\b(?i:by|before|until) (?:the )?end of (?:the |(?P<which>this|next) )(?P<unit>decade|year|month|"
            r"week|century|quarter)\b"
        ),
        _end_of,
    ),
    (
        "years_on",
        "unit",
        re.compile(
            rf"\b(?P<n>{_NUMBER}) years? (?:on\b(?! (?:the|a|his|its|average))|after (?=Russia|Moscow|the))",
            re.IGNORECASE,
        ),
        _years_on,
    ),
    ("ago", "unit", re.compile(rf"\b(?P<n>{_NUMBER}) {_UNIT}s? (?:ago|earlier)\b", re.IGNORECASE), _ago),
    ("by", "unit", re.compile(rf"\b(?P<lead>(?i:within|inside)) (?:the next )?(?P<n>{_NUMBER}) {_UNIT}s?\b"), _within),
    (
        "within",
        "unit",
        re.compile(rf"\b(?P<lead>(?i:over|in|during|for) the (?:next|coming)) (?P<n>{_NUMBER}) {_UNIT}s?\b"),
        _within,
    ),
    ("within", "unit", re.compile(rf"\b(?P<lead>[Ii]n) (?P<n>{_NUMBER}) {_UNIT}s?[’'] time\b"), _within),
    (
        "years",
        "year",
        re.compile(
            rf"\b(?:(?i:from|between|in|during|over) )?(?<![\d,.$£€])(?P<first>{YEAR})(?:[-–/]| to | and )"
            rf"(?P<second>{YEAR}|\d\d)\b(?![-,.]\d)"
        ),
        _span_of_years,
    ),
    (
        "month",
        "month",
        re.compile(
            rf"\b{_MONTH_LEAD}(?P<m>{MONTHS})\b(?! \d{{1,2}}\b)(?:,? (?P<y>{YEAR}))?|"
            rf"(?<!\w)(?P<m2>{MONTHS}),? (?P<y2>{YEAR})"
        ),
        _month_either,
    ),
    (
        "in_year",
        "year",
        re.compile(
            rf"(?<![\w,.$£€–-]){_YEAR_LEAD}(?P<year>{YEAR})(?![\w%]|,\d|\.\d|"
            rf"[-–]\d)(?P<latest>,? at the (?:very )?latest)?"
        ),
        _years,
    ),
)
