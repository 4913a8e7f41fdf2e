"""Date expressions of a text as intervals of days, seen from the day of the report."""

import re
from bisect import bisect_left
from datetime import date
from functools import lru_cache

from westphalia.evidence.claims import DateInterval, Span
from westphalia.evidence.days.date_anchored import with_anchored
from westphalia.evidence.days.date_forms import RULES
from westphalia.evidence.days.date_place import Place
from westphalia.evidence.days.date_values import bare_lead
from westphalia.evidence.days.named_days import NAMED_DAY, named_day_names
from westphalia.evidence.words.name_numerals import MONTHS
from westphalia.evidence.words.text import Sentence, sentence_at

_WORD = re.compile(r"[^\W\d_]{2,}|\d{4}s?")
_NAMED = re.compile(NAMED_DAY + r"\b")
_KINDS = {
    "today": "today tonight tomorrow yesterday overnight night morning afternoon evening lunchtime",
    "season": "spring summer autumn fall winter christmas easter new",
    "weekday": "monday tuesday wednesday thursday friday saturday sunday",
    "weekend": "weekend",
    "anniversary": "anniversary",
    "ago": "ago back",
    "fiscal": "financial fiscal",
    "part": "quarter half",
    "day": "day",
    "stretch": "week month quarter year decade century",
    "length": "days weeks months years decades",
}
_ALSO = {"length": ("unit",), "stretch": ("unit",), "day": ("unit",), "part": ()}
_AHEAD = 64
_BACK = {"weekday": 40, "weekend": 28, "today": 16, "month": 44, "year": 64, "anniversary": 48, "named": 24, "unit": 40,
         "season": 36, "decade": 24, "ago": 36, "fiscal": 20, "part": 40, "stretch": 32, "length": 24}  # fmt: skip


@lru_cache(maxsize=1)
def _anchors() -> dict[str, tuple[str, ...]]:
    """Words that reveal a date expression, in every case they are written in, and the kinds of each."""
    table: dict[str, tuple[str, ...]] = {}
    for kind, words in _KINDS.items():
        for word in words.split():
            for form in (word, word.title(), word.upper()):
                kinds = (*table.get(form, ()), kind, *_ALSO.get(kind, ()))
                table[form] = tuple(dict.fromkeys(kinds))
    table |= dict.fromkeys(MONTHS.split("|"), ("month",))
    table |= {str(year): ("year",) for year in range(1500, 2200)}
    table |= {f"{year}s": ("decade",) for year in range(1500, 2100, 10)}
    for name in named_day_names():
        first = re.split(r"\W", name)[0]
        table[first] = tuple(dict.fromkeys(("named", *table.get(first, ()))))
    return table


def _anchored(text: str) -> dict[str, list[int]]:
    """Where anchor words stand, by kind; a named day is nothing else."""
    table, found = _anchors(), dict[str, list[int]]()
    for word in _WORD.finditer(text):
        kinds = table.get(word.group())
        if kinds is None:
            continue
        at = word.start()
        if kinds[0] == "named":
            kinds = ("named",) if _NAMED.match(text, at) else kinds[1:]
        for kind in kinds:
            found.setdefault(kind, []).append(at)
    return found


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
    anchors = _anchored(text)
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
    return with_anchored(text, sentences, tuple(sorted(out, key=lambda d: d.span.start)), on)


def _around_anchor(pattern: re.Pattern[str], sentence: Sentence, text: str, at: int, kind: str) -> re.Match[str] | None:
    """The match of a rule that holds its anchor word, inside the sentence."""
    low, high = max(sentence.start, at - _BACK[kind]), min(sentence.end, at + _AHEAD)
    return next((m for m in pattern.finditer(text, low, high) if m.start() <= at < m.end()), None)


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(taken, (start, end))
    return (at < len(taken) and taken[at][0] < end) or (at > 0 and taken[at - 1][1] > start)
