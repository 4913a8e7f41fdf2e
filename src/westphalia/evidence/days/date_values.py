"""What a date expression stands for: the interval of days of each form, seen from the day of the report."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from westphalia.evidence.days import date_periods
from westphalia.evidence.days.calendar_days import (
    WEEKDAYS,
    month_of,
    nearest_weekday,
    ordinal_value,
)
from westphalia.evidence.days.date_place import Interval, Place
from westphalia.evidence.days.dateline import month_number
from westphalia.evidence.days.named_days import anniversary, event_in, named_day
from westphalia.evidence.words.vocabulary import word_set

_NOT_COUNTED = word_set("troops soldiers men women people personnel peacekeepers drones missiles jobs")
_TITLE_AFTER = re.compile(
    r" (?:with [A-Z]|(?:Times|Telegraph|Mirror|Mail|Express|Politics|Show|Night Live|Programme|Program|Chronicle|Post|"
    r"Herald|Independent|Sun|People|Star|World|Breakfast|Brunch|Supplement|Review|Live|Football|Morning|Papers)\b|"
    r"(?:show|programme|program|newspapers?|papers|edition of [A-Z]|roast|schools?|best|league|football)\b)"
)
_TITLE_BEFORE = re.compile(
    r"(?:[’']s|\b(?:Super|Good|Black|Bloody|Cyber|Manic|Sheffield)|\b(?:show|programme|program|podcast|newspaper|paper|series|film|"
    r"magazine|exhibition|documentary|play|novel|book|album|song),?(?: called| titled| entitled)?)[ “‘\"']{1,2}$"
)
_MEETS = re.compile(
    r"\b(?:met|meets?|meeting|spoke|spoken|speaks?|talk(?:s|ed)?|calls?|lunch|dinner|summit|conversation|conferred|negotiat\w+|held|"
    r"holds?|discuss\w*|agreed|signed|dined)\b"
)
_OWNS = re.compile(r"[’']s\b")  # "before Monday's summit" names the day of the summit
_ARTICLE = re.compile(r"\b[Tt]he $")
_NAME_AFTER = re.compile(r" [^\W\d_a-z]")


def _weekday(place: Place) -> Interval | None:
    if _is_title(place):
        return None
    lead = place.lead
    where = _weekday_direction(place)
    day = nearest_weekday(WEEKDAYS.index((place["weekday"] or "").title()), place.on, where)
    if _OWNS.match(place.found.string, place.found.end()):
        return day, day
    if lead.startswith(("by", "until", "before", "no later")):
        return None, day if lead != "before" else day - timedelta(days=1)
    if lead in ("from", "as of", "starting", "after"):
        return (day + timedelta(days=1) if lead == "after" else day), None
    return (day, place.on) if lead.startswith("since") else (day, day)


def _is_title(place: Place) -> bool:
    """Whether a day stands in the name of a programme or paper: "the Sunday Chronicle", "Sunday with …"."""
    text, found = place.found.string, place.found
    at, end = found.start("weekday"), found.end("weekday")
    before = text[max(0, at - 24) : at]
    meets = _MEETS.search(text, max(place.sentence.start, at - 60), at) is not None and text.startswith(" with ", end)
    if (_TITLE_AFTER.match(text, end) and not meets) or before.endswith(("Mail on ", "mail on ")):
        return True
    bare = not place.lead
    named = _ARTICLE.search(before) is not None and _NAME_AFTER.match(text, end) is not None
    return bare and (named or _TITLE_BEFORE.search(before) is not None)


def _weekday_direction(place: Place) -> str:
    lead = re.sub(r"^(?:(?:late |early )?on|by|until|since|from|before|of) ", "", place.lead).strip()
    if lead in ("last", "next", "this", "coming"):
        return lead
    if lead in ("by", "until", "before", "no later than", "as early as", "as soon as"):
        return "by"
    if lead == "since":
        return "past"
    if lead in ("after", "following") and _OWNS.match(place.found.string, place.found.end()):
        return "either" if place.direction == "future" else "past"
    if lead in ("from", "as of", "starting", "after"):
        return place.told if place.told == "past" else "future"
    if place.was_planned or place.hung == "either":
        return "either"
    return place.direction


def _weekend(place: Place) -> Interval:
    which = (place["which"] or "").lower()
    on, day = place.on, place.on.weekday()
    saturday = on - timedelta(days=day - 5) if day >= 5 else on - timedelta(days=day + 2)
    if which == "last" and day >= 5:
        saturday -= timedelta(days=7)
    to_come = place.direction == "future" and (place.hung != "either" or day > 2)
    if which in ("next", "coming") or (which != "last" and day < 5 and (to_come or which == "this")):
        saturday += timedelta(days=7)
    return saturday, saturday + timedelta(days=1)


_OPENS = re.compile(r"(?:^|[.:!?\n“‘\"'(\[—–-]\s*)$")
_PROGRAMME = re.compile(r" (?:[Pp]rogramme|[Pp]rogram|[Ss]how|newspaper)\b")


def _weekdays(place: Place) -> Interval | None:
    """From one weekday to another: the first in the direction of the clause, the second after it."""
    first, second = (WEEKDAYS.index((place[name] or "").title()) for name in ("first", "second"))
    start = nearest_weekday(first, place.on, place.direction)
    return start, start + timedelta(days=(second - first) % 7)


def _relative_day(place: Place) -> Interval | None:
    word = place["word"] or ""
    at = place.found.start("word")
    inside = place.found.string[max(place.sentence.start, at - 3) : at]
    named = word[:1].isupper() and not word.isupper() and not _OPENS.search(inside)
    if place.found.start() == at and (named or _PROGRAMME.match(place.found.string, place.found.end())):
        return None
    word = word.lower()
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1, "overnight": 0}.get(word, 0)
    if place["beside"]:
        shift *= 2
    day = place.on + timedelta(days=shift)
    return (day - timedelta(days=1), day) if word == "overnight" else (day, day)


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
    return (start, end) if place.lead == "from" and end > start else _led(place.lead, start, end)


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
    lead = place.lead
    start, end = _third(lead, start, end)
    return (start, place.on) if lead.startswith("since") else _led(bare_lead(lead), start, end)


def _third(lead: str, start: date, end: date) -> tuple[date, date]:
    """The part of a month: its first, middle or last third; its last day for "at the end of"."""
    if "end of" in lead:
        return (end, end) if lead.startswith(("at", "the", "towards")) else (start, end)
    if "late" in lead:
        return start.replace(day=21), end
    if "mid" in lead:
        return start.replace(day=11), start.replace(day=20)
    return (start, start.replace(day=10)) if re.search("early|start|beginning", lead) else (start, end)


def _month_year(place: Place, month: int) -> int:
    """The year of a month: "last June" is over, "next June" is to come, others are the nearest."""
    on, lead = place.on, bare_lead(place.lead)
    if lead == "last":
        return on.year if month < on.month else on.year - 1
    if lead == "next":
        return on.year if month > on.month else on.year + 1
    if lead == "since":
        return on.year if month <= on.month else on.year - 1
    return _nearest_year(place, month)


def bare_lead(lead: str) -> str:
    """A preposition without the part of a period it names: "by the end of" gives "by"."""
    return re.sub(
        r"\s*(?:the end of|the start of|the beginning of|early|late|mid|the middle of)(?=[ -]|$)[ -]?", "", lead
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
    "weekdays": _weekdays,
    "relative_day": _relative_day,
    "period": date_periods.period,
    "day": _day,
    "iso": _iso,
    "years": _years,
    "span_of_years": _span_of_years,
    "end_of": date_periods.end_of,
    "within": date_periods.within,
    "ago": date_periods.ago,
    "years_on": date_periods.years_on,
    "anniversary": _anniversary,
    "named": _named,
    "nth_of_nth": _nth_of_nth,
    "month_either": _month_either,
    "season": date_periods.season_of,
    "feast": date_periods.feast_of,
    "part_of_year": date_periods.part,
    "financial_year": date_periods.financial,
    "open": date_periods.open_stretch,
    "daypart": date_periods.daypart,
    "decade": date_periods.decade,
}
