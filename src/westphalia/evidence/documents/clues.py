"""The date of a report that prints none, from its own clues: offices, named days, anniversaries, weekdays."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from westphalia.errors import EvidenceError
from westphalia.evidence.days.calendar_days import WEEKDAYS, count_value, ordinal_value
from westphalia.evidence.days.dateline import dates_seen, month_number
from westphalia.evidence.days.named_days import NAMED_DAY, anniversary, event_in, named_day
from westphalia.evidence.days.tense import direction
from westphalia.evidence.documents.clue import Clue
from westphalia.evidence.documents.office_clues import office_clues
from westphalia.evidence.words.name_numerals import MONTHS
from westphalia.evidence.words.text import Sentence, sentence_at, sentences

_FIRST_YEAR, _LAST_YEAR = 1990, 2045
_NEAR, _SEASON = 7, 45
_KEPT = 4
_BESIDE = 64  # characters on either side of an anniversary
_READ = 20_000  # characters in which a report dates itself
_WEEKDAY = "|".join(WEEKDAYS)
_ORDINAL = r"[a-z]+|\d{1,3}(?:st|nd|rd|th)"
_ANNIVERSARY = re.compile(
    rf"(?P<eve>eve of )?(?:the )?(?P<nth>{_ORDINAL}) anniversary of (?P<event>[^,.;]{{3,60}})", re.IGNORECASE
)
_YEARS_ON = re.compile(
    r"\b(?P<n>\d{1,3}|[a-z]+(?:-[a-z]+)?) years (?:on from|after|since|on since) (?P<event>[^,.;]{3,60})", re.IGNORECASE
)
_NTH_YEAR = re.compile(
    rf"(?P<event>[^,.;]{{0,60}}?\b(?:war|invasion)\b[^,.;]{{0,40}}?)\b(?:enter\w*|in|into) (?:its|a|"
    rf"the) (?P<nth>{_ORDINAL}) year",
    re.IGNORECASE,
)
_WAR = re.compile(r"(?:\b[Tt]he )?(?:\b[A-Z][\w’'-]+ )?\b(?:war|invasion)\b")
_NAMED = re.compile(rf"(?P<eve>(?:the )?eve of )?(?P<name>{NAMED_DAY})\b(?! \d{{4}})")
_WEEKDAY_DATE = re.compile(
    rf"\b(?P<weekday>{_WEEKDAY}),? (?:the )?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m1>{MONTHS})|"
    rf"(?P<m2>{MONTHS})\.? (?P<d2>\d{{1,2}}))\b(?!,? \d{{4}})"
)
_BARE_WEEKDAY = re.compile(
    rf"(?:\b[Oo]n )?(?<![’']s )\b(?P<weekday>{_WEEKDAY})\b(?! (?:with [A-Z]|Times|Telegraph|Mail|\d))"
)
_WEEKEND = re.compile(r"\b(?:[Oo]ver|[Aa]t|[Dd]uring) the weekend\b")
_YEAR = re.compile(r"(?<![\w,.$£€-])(?P<year>19\d\d|20\d\d)(?![\w%,-]\d|\w|%)")
_AHEAD = re.compile(r"\b(?:by|until|before|from|latest) $")
_WITHIN = re.compile(r"\b(?:by|in|until|before|from) $")
_LATEST = re.compile(r",? at the latest")


@lru_cache(maxsize=256)
def _window(first: date, last: date) -> Callable[[date], float | None]:
    return lambda day: 0.0 if first <= day <= last else None


@lru_cache(maxsize=4096)
def _beside(day: date, way: str) -> Callable[[date], float | None]:
    """Cost of a day the text speaks of: the distance, on the side the clause looks to, within a week."""

    def cost(on: date) -> float | None:
        ahead = (day - on).days
        distance = ahead if way == "future" else -ahead if way == "past" else 2 * abs(ahead)
        return float(distance) if 0 <= distance <= _NEAR else None

    return cost


@lru_cache(maxsize=256)
def _beside_any(days: tuple[date, ...], way: str) -> Callable[[date], float | None]:
    """The least cost among several possible days, one per year."""
    by_year = {day.year: _beside(day, way) for day in days}

    def cost(on: date) -> float | None:
        found = [c for y in (on.year - 1, on.year, on.year + 1) if y in by_year and (c := by_year[y](on)) is not None]
        return min(found, default=None)

    return cost


@lru_cache(maxsize=256)
def _around(days: tuple[date, ...]) -> tuple[date, ...]:
    return tuple(day + timedelta(days=k) for day in days for k in range(-_NEAR, _NEAR + 1))


def _place(text: str, found: tuple[Sentence, ...], match: re.Match[str]) -> Sentence:
    return found[sentence_at(found, match.start())]


def _years(text: str, found: tuple[Sentence, ...]) -> Iterator[Clue]:
    """Years spoken of: a past one is over or running, one to come is not over."""
    for match in _YEAR.finditer(text):
        year, sentence = int(match.group("year")), _place(text, found, match)
        ahead = (
            _AHEAD.search(text, max(0, match.start() - 8), match.start()) is not None
            or direction(sentence, *match.span()) == "future"
        )
        within = _WITHIN.search(text, max(0, match.start() - 8), match.start())
        if _LATEST.match(text, match.end()) or (ahead and within):
            yield Clue(
                f"“{match.group()}” lies ahead",
                _window(date.min, date(year, 12, 31)),
                broken=f"“{match.group()}” (spoken of as to come)",
            )
        elif not ahead:
            yield Clue(
                f"“{match.group()}” is spoken of as known",
                _window(date(year, 1, 1), date.max),
                broken=f"“{match.group()}” (spoken of as known)",
            )


def _in_sentences(
    pattern: re.Pattern[str], text: str, found: tuple[Sentence, ...], word: str
) -> Iterator[re.Match[str]]:
    """Matches inside the sentences that hold a word: a long pattern need not run over the whole text."""
    for sentence in found:
        if word in sentence.text:
            yield from pattern.finditer(text, sentence.start, sentence.end)


def _near(pattern: re.Pattern[str], text: str, words: str) -> Iterator[re.Match[str]]:
    """Matches around fixed words, in whatever case: a long pattern need not run over the whole text."""
    low, reached = text.lower(), 0
    at = low.find(words) if len(low) == len(text) else -1
    while at >= 0:
        match = pattern.search(text, max(reached, at - _BESIDE), at + len(words) + _BESIDE)
        if match:
            reached = match.end()
            yield match
        at = low.find(words, max(at + 1, reached))


def _anniversaries(text: str, found: tuple[Sentence, ...]) -> Iterator[Clue]:
    for match in _near(_ANNIVERSARY, text, "anniversary of"):
        event, n = event_in(match.group("event")), ordinal_value(match.group("nth"))
        if event and n:
            day = anniversary(event, n) - timedelta(days=1 if match.group("eve") else 0)
            way = direction(_place(text, found, match), *match.span())
            words = whole_words(text, *match.span())
            yield Clue(f"“{words}”: {day.isoformat()}", _beside(day, way), _around((day,)), _spoken(words, way))
    for pattern, shift in ((_YEARS_ON, 0), (_NTH_YEAR, -1)):
        for match in _in_sentences(pattern, text, found, " year"):
            event = event_in(match.group("event"))
            word = match.group("n") if shift == 0 else match.group("nth")
            n = count_value(word.lower()) if shift == 0 else ordinal_value(word)
            if event and n and event.day.year + n + shift <= _LAST_YEAR:
                day = anniversary(event, n + shift)
                season = timedelta(days=_SEASON)
                noun = _WAR.search(text, match.start(), match.end()) if shift else None
                words = whole_words(text, noun.start() if noun else match.start(), match.end())
                yield Clue(f"“{words}”: about {day.isoformat()}", _window(day - season, day + season))


def _named_days(text: str, found: tuple[Sentence, ...]) -> Iterator[Clue]:
    for match in _NAMED.finditer(text):
        shift = timedelta(days=1 if match.group("eve") else 0)
        days = _every_year(match.group("name"), shift)
        way = direction(_place(text, found, match), *match.span())
        words = match.group()
        yield Clue(f"“{words}”", _beside_any(days, way), _around(days), _spoken(words, way))


@lru_cache(maxsize=256)
def _every_year(name: str, shift: timedelta) -> tuple[date, ...]:
    return tuple(named_day(name, year) - shift for year in range(_FIRST_YEAR, _LAST_YEAR))


def _weekday_dates(text: str, found: tuple[Sentence, ...]) -> Iterator[Clue]:
    """A weekday with a day and a month holds in some years only."""
    for match in _WEEKDAY_DATE.finditer(text):
        day, month = int(match.group("d1") or match.group("d2")), month_number(match.group("m1") or match.group("m2"))
        days = tuple(
            d
            for y in range(_FIRST_YEAR, _LAST_YEAR)
            if (d := _real(y, month, day)) and WEEKDAYS[d.weekday()] == match.group("weekday")
        )
        if days:
            way = direction(_place(text, found, match), *match.span())
            words = match.group()
            yield Clue(f"“{words}”", _beside_any(days, way), _around(days), _spoken(words, way))


def _spoken(words: str, way: str) -> str:
    """A clue that speaks against a day, with the way its clause looks."""
    looks = {"past": "as past", "future": "as to come"}.get(way, "as of now")
    return f"“{words}” (spoken of {looks})"


def whole_words(text: str, start: int, end: int) -> str:
    """The words of a stretch of text, without those it cuts in two."""
    inside = text[start:end]
    if 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        inside = re.sub(r"^\w+", "", inside)
    if 0 < end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        inside = re.sub(r"\w+$", "", inside)
    return inside.strip()


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekdays(text: str, found: tuple[Sentence, ...]) -> Iterator[Clue]:
    """Bare weekdays and the weekend just past: the nearer the better."""
    dated = sorted([m.span() for m in _WEEKDAY_DATE.finditer(text)] + [m.span() for m in _NAMED.finditer(text)])
    for match in _BARE_WEEKDAY.finditer(text):
        before = bisect_right(dated, (match.start("weekday"), len(text)))
        if any(match.start("weekday") < end for _, end in dated[max(0, before - 2) : before]):
            continue
        way = direction(_place(text, found, match), *match.span())
        yield Clue(f"“{match.group()}” ({way})", _near_weekday(WEEKDAYS.index(match.group("weekday")), way))
    for match in _WEEKEND.finditer(text):
        if direction(_place(text, found, match), *match.span()) == "past":
            yield Clue(f"“{match.group()}” (past)", _after_weekend)


@lru_cache(maxsize=32)
def _near_weekday(weekday: int, way: str) -> Callable[[date], float | None]:
    if way == "past":
        return lambda day: float((day.weekday() - weekday) % 7)
    return lambda day: float((weekday - day.weekday()) % 7)


def _after_weekend(day: date) -> float:
    return float(day.weekday() + 1)


def clues(text: str) -> tuple[Clue, ...]:
    """Every clue of a text to the day it was written."""
    found = sentences(text)
    kinds = (_years, _anniversaries, _named_days, _weekday_dates, _weekdays)
    return (*office_clues(text), *(clue for kind in kinds for clue in kind(text, found)))


def _scored(found: tuple[Clue, ...]) -> list[tuple[tuple[int, float], date]]:
    """Candidate days with the clues each breaks and its distance from the others, best first.

    A day that breaks more than a quarter of the clues can neither win nor rival a winner and is let go at once.
    Clues with one and the same cost ("on Monday" twice) are looked at once and counted twice, those that allow
    few days before the others.
    """
    ordered = sorted(found, key=lambda clue: not clue.days)
    scores = dict.fromkeys((day for clue in found for day in clue.days), (0, 0.0))
    for cost_of, times in Counter(clue.cost for clue in ordered).items():
        kept: dict[date, tuple[int, float]] = {}
        for day, (broken, far) in scores.items():
            cost = cost_of(day)
            if cost is not None:
                kept[day] = broken, far + times * cost
            elif (broken + times) * _KEPT <= len(found):
                kept[day] = broken + times, far
        scores = kept
    return sorted((score, day) for day, score in scores.items())


def infer_date(text: str, source_file: str) -> tuple[date, tuple[str, ...]]:
    """The day that fits the clues of a text best, and those clues; an error where they do not settle one.

    Candidates are the days around named days, anniversaries and weekdays with a date. A candidate that
    breaks fewer clues wins, then the one nearest to the days spoken of. It must win alone, in one year.
    """
    text = text[:_READ]
    found = clues(text)
    scored = _scored(found)
    if not scored or not _settled(scored, len(found)):
        seen = "; ".join(clue.words for clue in found[:4]) or "none"
        printed = ", ".join(f"“{words}”" for words in dates_seen(text)[:3])
        running = f" ({printed} stands in running text and may be another day)" if printed else ""
        raise EvidenceError(
            f"{source_file}: prints no date of its own{running}, and its clues ({seen}) do not settle one. "
            "Give it: --date YYYY-MM-DD"
        )
    day = scored[0][1]
    reasons = tuple(dict.fromkeys(clue.tell(day) for clue in found if clue.cost(day) is not None))
    against = tuple(dict.fromkeys(clue.tell(day) for clue in found if clue.cost(day) is None))
    return day, (f"not printed; inferred: {WEEKDAYS[day.weekday()]} {day.isoformat()} fits best", *reasons, *against)


def _settled(scored: list[tuple[tuple[int, float], date]], n_clues: int) -> bool:
    """Whether one day wins alone: no other as good, no other year that breaks as few clues, most clues kept."""
    (broken, cost), day = scored[0]
    if broken * _KEPT > n_clues or n_clues < 3:
        return False
    rivals = [other for (b, c), other in scored[1:] if b == broken]
    as_good = [other for (b, c), other in scored[1:] if b == broken and c == cost]
    return not as_good and all(other.year == day.year for other in rivals)
