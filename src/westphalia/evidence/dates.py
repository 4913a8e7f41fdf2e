"""Date expressions of a text as intervals of days, seen from the day of the report."""

import re
from bisect import bisect_left
from datetime import date

from westphalia.evidence.claims import DateInterval, Span
from westphalia.evidence.date_forms import RULES, WEEKDAY, YEAR
from westphalia.evidence.date_values import Place, bare_lead
from westphalia.evidence.name_numerals import MONTHS
from westphalia.evidence.named_days import NAMED_DAY
from westphalia.evidence.text import Sentence, sentence_at

_ANCHOR = re.compile(
    rf"\b(?:(?P<named>{NAMED_DAY})|(?P<weekday>{WEEKDAY})|(?P<month>{MONTHS})|(?P<year>{YEAR})|(?P<weekend>weekend)|"
    r"(?P<today>[Tt]oday|[Tt]onight|[Tt]omorrow|[Yy]esterday|[Oo]vernight|night|morning|afternoon|evening|lunchtime)|"
    r"(?P<anniversary>anniversary)|(?P<unit>days?|weeks?|months?|quarters?|years?|decades?|century))\b"
)
_BACK, _AHEAD = 64, 64


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
    for anchor in _ANCHOR.finditer(text):
        anchors.setdefault(anchor.lastgroup or "", []).append(anchor.start())
    taken: list[tuple[int, int]] = []
    out: list[DateInterval] = []
    for rule, kind, pattern, resolve in RULES:
        for at in anchors.get(kind, ()):
            sentence = sentences[sentence_at(sentences, at)]
            found = _around_anchor(pattern, sentence, text, at)
            if found is None or _overlaps(taken, *found.span()):
                continue
            place = Place(found, sentence, on)
            interval = resolve(place)
            if interval is not None:
                taken.insert(bisect_left(taken, found.span()), found.span())
                span = Span(start=found.start(), end=found.end(), text=found.group())
                out.append(DateInterval(span=span, start=interval[0], end=interval[1], rule=_rule_name(rule, place)))
    return tuple(sorted(out, key=lambda d: d.span.start))


def _around_anchor(pattern: re.Pattern[str], sentence: Sentence, text: str, at: int) -> re.Match[str] | None:
    """The match of a rule that holds its anchor word, inside the sentence."""
    low, high = max(sentence.start, at - _BACK), min(sentence.end, at + _AHEAD)
    return next((m for m in pattern.finditer(text, low, high) if m.start() <= at < m.end()), None)


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(taken, (start, end))
    return (at < len(taken) and taken[at][0] < end) or (at > 0 and taken[at - 1][1] > start)
