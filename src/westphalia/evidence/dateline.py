"""The date a report prints about itself: a dateline, a line with a date, or "Published:"."""

import re
from datetime import date

from westphalia.evidence.name_numerals import MONTHS

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


def printed_date(text: str) -> tuple[date, str] | None:
    """The date a report prints about itself, and the words that print it; None where it prints none.

    The first lines are read, then the last for a label such as "Published:"; "first published" goes before
    "updated" by standing first.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    top = [(line, False) for line in lines[:_LINES_AT_TOP]]
    end = [(line, True) for line in lines[max(_LINES_AT_TOP, len(lines) - _LINES_AT_END) :]]
    for line, labelled in top + end:
        for found in _DATE.finditer(line[:200]):
            day = date_of(found)
            if day and (_LABEL.match(line) if labelled else _is_about_itself(line, found)):
                return day, found.group()
    return None
