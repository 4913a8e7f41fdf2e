"""Days that count from another day of the text: "the next day", "two days later", "today" in a quotation."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta

from westphalia.evidence.claims import DateInterval, Span
from westphalia.evidence.days.calendar_days import count_value, shifted
from westphalia.evidence.words.text import Sentence, sentence_at

_NEAR = 2  # sentences back that the day counted from may stand
_COUNTED = re.compile(
    r"\b(?:(?P<beside>(?i:on )?[Tt]he (?P<way>next|following|previous|same) day)\b(?! of\b)|"
    r"(?P<n>[A-Za-z]{1,9}|\d{1,2}) (?P<unit>day|week|month)s? "
    r"(?P<side>later|earlier|before)\b(?=[,.;]| [a-z])(?! (?:the|a|this)\b))"
)
_DEICTIC = frozenset(("today", "tonight", "tomorrow", "yesterday", "this morning", "this afternoon", "this evening"))


def with_anchored(
    text: str, sentences: tuple[Sentence, ...], found: tuple[DateInterval, ...], on: date
) -> tuple[DateInterval, ...]:
    """The dates of a text with those that count from another, and those in quotations as their speakers saw them."""
    moved = tuple(_as_said(text, sentences, found, day, on) if _is_deictic(day) else day for day in found)
    return tuple(sorted([*moved, *_counted(text, sentences, moved)], key=lambda d: d.span.start))


def _is_deictic(day: DateInterval) -> bool:
    return day.rule == "relative_day" and day.span.text.lower() in _DEICTIC


def _as_said(
    text: str, sentences: tuple[Sentence, ...], found: tuple[DateInterval, ...], day: DateInterval, on: date
) -> DateInterval:
    """A "today" inside a quotation whose sentence tells on which day it was uttered."""
    sentence = sentences[sentence_at(sentences, day.span.start)]
    if day.start is None or day.end is None or not _quoted(text, sentence.start, day.span.start):
        return day
    said = [d for d in _between(found, sentence.start, sentence.end) if _is_told(text, sentence, d)]
    if not said or said[0].start is None or said[0].start > on:
        return day
    moved = said[0].start - on
    return day.model_copy(update={"start": day.start + moved, "end": day.end + moved})


def _is_told(text: str, sentence: Sentence, day: DateInterval) -> bool:
    """Whether a day is one day outside quotation marks."""
    one = day.start is not None and day.start == day.end and day.rule in ("weekday", "day", "relative_day")
    return one and not _quoted(text, sentence.start, day.span.start)


def _quoted(text: str, low: int, at: int) -> bool:
    before = text[low:at]
    curly = max(before.rfind("“"), before.rfind("„")) > before.rfind("”")
    return curly or before.count('"') % 2 == 1


def _between(found: tuple[DateInterval, ...], low: int, high: int) -> tuple[DateInterval, ...]:
    first, last = (bisect_left(found, at, key=lambda d: d.span.start) for at in (low, high))
    return found[first:last]


def _counted(text: str, sentences: tuple[Sentence, ...], found: tuple[DateInterval, ...]) -> Iterator[DateInterval]:
    """Days that count from the last single day named before them."""
    for hit in _COUNTED.finditer(text):
        here = sentence_at(sentences, hit.start())
        low = sentences[max(0, here - _NEAR)].start
        near = [d for d in _between(found, low, hit.start()) if d.start is not None and d.start == d.end]
        taken = any(d.span.end > hit.start() for d in _between(found, hit.start() - 40, hit.end()))
        shift = _shift(hit, near[-1].start) if near and near[-1].start and not taken else None
        if shift is not None:
            span = Span(start=hit.start(), end=hit.end(), text=hit.group())
            yield DateInterval(span=span, start=shift, end=shift, rule="counted")


def _shift(hit: re.Match[str], day: date) -> date | None:
    if hit["beside"]:
        return day + timedelta(days={"previous": -1, "same": 0}.get(hit["way"], 1))
    n = count_value(hit["n"].lower())
    if n is None:
        return None
    return shifted(day, n if hit["side"] == "later" else -n, hit["unit"])
