"""The date a report prints about itself: a dateline, a line with a date, or "Published:"."""

import re
from datetime import date

from westphalia.evidence.words.name_numerals import MONTHS

_SHORT_NAMES = """jan feb mar apr may jun jul aug sep oct nov dec"""
_NUMBER = {name: k for k, name in enumerate(_SHORT_NAMES.split(), start=1)}
_DMY = rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m1>{MONTHS})\.?,?\s(?P<y1>\d{{4}})"
_MDY = rf"(?P<m2>{MONTHS})\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y2>\d{{4}})"
_ISO = r"(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})"
_DATE = re.compile(rf"(?<![\w-])(?:{_DMY}|{_MDY}|{_ISO})(?![\w-]|/\d)", re.IGNORECASE)
_LABEL = re.compile(
    r"^\W*(?:first )?(?:published|posted|date|dated|updated|last updated|issued)\b(?: on| at)?:?", re.IGNORECASE
)
_DATELINE = re.compile(r"^\W*[A-Z]{2}[A-Z .,/'’-]{1,40}(?:,? [\w .]{2,25})?(?:\([^)]{2,30}\))?[ ,]*[-–—,]?\s*$")
_DASH_AFTER = re.compile(r"^\s*(?:\([^)]{2,30}\)\s*)?[-–—:]")
_YEARLESS = re.compile(
    rf"^\W*[A-Z]{{2}}[A-Z .,/'’-]{{1,40}}(?:,? [\w .]{{2,25}}?)??,? "
    rf"(?P<words>(?:(?P<m1>{MONTHS})\.? (?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}}) (?P<m2>{MONTHS})))\b(?!,? \d)"
    r"\s*(?:\([^)]{2,30}\)\s*)?[-–—:]"
)
_NEAR_DAYS = 183
_LINES_AT_TOP = 8
_LINES_AT_END = 4
_SHORT = 14


def month_number(name: str) -> int:
    """Number of a month by its English name or short form."""
    return _NUMBER[name[:3].lower()]


def date_of(found: re.Match[str]) -> date | None:
    """The day a match prints; None where there is no such day."""
    group = found.groupdict()
    if group["y3"]:
        parts = int(group["y3"]), int(group["m3"]), int(group["d3"])
    else:
        k = "1" if group["y1"] else "2"
        parts = int(group[f"y{k}"]), month_number(group[f"m{k}"]), int(group[f"d{k}"])
    try:
        return date(*parts)
    except ValueError:
        return None


def _is_about_itself(line: str, found: re.Match[str]) -> bool:
    """Whether a line speaks of the report: labelled, a place before and a dash after, or little else on it."""
    before, after = line[: found.start()], line[found.end() :]
    if _LABEL.match(line) or (_DATELINE.match(before) and _DASH_AFTER.match(after)):
        return True
    words = len((before + " " + after).split())
    return (
        words <= _SHORT - 6
        and not line.rstrip().endswith((".", ",", ";"))
        and not re.search(r"\b(?:on|by|in|since|until|from) $", before)
    )


def _own_lines(text: str) -> list[tuple[str, bool]]:
    """The lines that may print the date of a report; True for those at its end, where a label is needed."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    top = [(line, False) for line in lines[:_LINES_AT_TOP]]
    end = [(line, True) for line in lines[max(_LINES_AT_TOP, len(lines) - _LINES_AT_END) :]]
    return top + end


def _own_dates(line: str, labelled: bool) -> list[re.Match[str]]:
    """The dates of a line with which it speaks of the report."""
    return [
        found
        for found in _DATE.finditer(line[:200])
        if (_LABEL.match(line) if labelled else _is_about_itself(line, found))
    ]


def printed_date(text: str) -> tuple[date, str] | None:
    """The date a report prints about itself, and the words that print it; None where it prints none.

    The first lines are read, then the last for a label such as "Published:"; "first published" goes before
    "updated" by standing first. A dateline without a year takes that of the nearest full date in the text.
    """
    for line, labelled in _own_lines(text):
        for found in _own_dates(line, labelled):
            if day := date_of(found):
                return day, f"“{found.group()}”"
        dated = None if labelled else _YEARLESS.match(line)
        if dated and (with_year := _with_year(dated, text)):
            return with_year
    return None


def _with_year(dated: re.Match[str], text: str) -> tuple[date, str] | None:
    """The day of a dateline without a year, in the year of the nearest full date."""
    month, day = month_number(dated["m1"] or dated["m2"]), int(dated["d1"] or dated["d2"])
    best: tuple[int, date, str] | None = None
    for found in _DATE.finditer(text):
        full = date_of(found)
        for year in (full.year - 1, full.year, full.year + 1) if full else ():
            candidate = _day(year, month, day)
            away = abs((candidate - full).days) if candidate and full else _NEAR_DAYS
            if candidate and away < _NEAR_DAYS and (best is None or away < best[0]):
                best = away, candidate, found.group()
    return (best[1], f"“{dated['words']}”, the year from “{best[2]}”") if best else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def impossible_date(text: str) -> str | None:
    """The date a report prints about itself where there is no such day ("31 June 2025")."""
    own = (found for line, labelled in _own_lines(text) for found in _own_dates(line, labelled))
    return next((found.group() for found in own if date_of(found) is None), None)


def dates_seen(text: str) -> tuple[str, ...]:
    """Full dates anywhere in a text, as printed, each once."""
    return tuple(dict.fromkeys(found.group() for found in _DATE.finditer(text) if date_of(found)))
