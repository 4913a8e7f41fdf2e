"""Date expressions of a text as intervals of days, seen from the day of the report."""

import re
from bisect import bisect_left
from datetime import date
from functools import lru_cache

from westphalia.evidence.calendar_days import WEEKDAYS
from westphalia.evidence.claims import DateInterval, Span
from westphalia.evidence.date_forms import RULES
from westphalia.evidence.date_place import Place
from westphalia.evidence.date_values import bare_lead
from westphalia.evidence.name_numerals import MONTHS
from westphalia.evidence.named_days import NAMED_DAY, named_day_names
from westphalia.evidence.text import Sentence, sentence_at

_WORD = re.compile(r"[^\W\d_]+|\d+s?")
_NAMED = re.compile(NAMED_DAY + r"\b")
_TODAY = """today tonight tomorrow yesterday overnight night morning afternoon evening lunchtime"""
_UNITS = """day days week weeks month months quarter quarters half year years decade century hours"""
_SEASONS = "spring summer autumn fall winter christmas easter"
_AHEAD = 64
_BACK = {"weekday": 40, "weekend": 28, "today": 16, "month": 44, "year": 64, "anniversary": 48, "named": 24, "unit": 44,
         "season": 36, "decade": 24}  # fmt: skip


@lru_cache(maxsize=1)
def _anchors() -> dict[str, str]:
    """Words that reveal a date expression, in lower case, and the kind of each."""
    table = dict.fromkeys(_TODAY.split(), "today") | dict.fromkeys(_UNITS.split(), "unit")
    table |= dict.fromkeys(_SEASONS.split(), "season") | {word.lower(): "weekday" for word in WEEKDAYS}
    return table | {"weekend": "weekend", "anniversary": "anniversary", "new": "season"}


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(re.split(r"[^\w]", name)[0] for name in named_day_names())


@lru_cache(maxsize=1)
def _months() -> frozenset[str]:
    return frozenset(MONTHS.split("|"))


def _kind_of(text: str, found: re.Match[str]) -> str | None:
    """The kind of anchor a word is, if one."""
    word = found.group()
    if word[0].isdigit():
        return _kind_of_number(word)
    if word in _first_words() and _NAMED.match(text, found.start()):
        return "named"
    if word in _months():
        return "month"
    return _anchors().get(word.lower())


def _kind_of_number(word: str) -> str | None:
    if len(word) == 4 and "1500" <= word < "2200":
        return "year"
    return "decade" if len(word) == 5 and word.endswith("0s") and word >= "1500s" else None


def _rule_name(rule: str, place: Place) -> str:
    """Rules that bound an end are named "by", those that open at a start "from_date"."""
    if rule not in ("in_year", "month", "day", "weekday"):
        return rule
    groups = place.found.groupdict()
    lead = bare_lead((groups.get("lead") or "").lower())
    if groups.get("latest"):
        return "latest"
    if lead in ("by", "before", "until", "till", "no later than"):
        return "by"
    if lead in ("from", "as of", "starting in", "starting", "effective", "after"):
        return "from_date"
    return "year" if rule == "in_year" and lead in ("", "of") else rule


def read_dates(text: str, sentences: tuple[Sentence, ...], on: date) -> tuple[DateInterval, ...]:
    """Every date expression of a text as an interval of days, seen from the day of the report.

    A bare weekday is the nearest in the direction of its clause, the same day included; "last week" is the
    Monday to Sunday before; "the weekend" told in the past is the Saturday and Sunday before.
    """
    anchors: dict[str, list[int]] = {}
    for word in _WORD.finditer(text):
        found_kind = _kind_of(text, word)
        if found_kind:
            anchors.setdefault(found_kind, []).append(word.start())
    taken: list[tuple[int, int]] = []
    out: list[DateInterval] = []
    for rule, kind, pattern, resolve in RULES:
        for at in anchors.get(kind, ()):
            sentence = sentences[sentence_at(sentences, at)]
            found = _around_anchor(pattern, sentence, text, at, kind)
            if found is None or _overlaps(taken, *found.span()):
                continue
            place = Place(found, sentence, on)
            interval = resolve(place)
            if interval is not None:
                taken.insert(bisect_left(taken, found.span()), found.span())
                span = Span(start=found.start(), end=found.end(), text=found.group())
                out.append(DateInterval(span=span, start=interval[0], end=interval[1], rule=_rule_name(rule, place)))
    return tuple(sorted(out, key=lambda d: d.span.start))


def _around_anchor(pattern: re.Pattern[str], sentence: Sentence, text: str, at: int, kind: str) -> re.Match[str] | None:
    """The match of a rule that holds its anchor word, inside the sentence."""
    low, high = max(sentence.start, at - _BACK[kind]), min(sentence.end, at + _AHEAD)
    return next((m for m in pattern.finditer(text, low, high) if m.start() <= at < m.end()), None)


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(taken, (start, end))
    return (at < len(taken) and taken[at][0] < end) or (at > 0 and taken[at - 1][1] > start)
