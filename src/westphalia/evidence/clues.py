"""The date of a report that prints none, from its own clues: offices, named days, anniversaries, weekdays."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from westphalia.errors import EvidenceError
from westphalia.evidence.calendar_days import WEEKDAYS, count_value, ordinal_value
from westphalia.evidence.dateline import dates_seen, month_number
from westphalia.evidence.name_numerals import MONTHS
from westphalia.evidence.named_days import NAMED_DAY, anniversary, event_in, named_day, us_election_day
from westphalia.evidence.tense import direction
from westphalia.evidence.text import Sentence, sentence_at, sentences
from westphalia.world.countries import OfficeHolder, office_holders

_FIRST_YEAR, _LAST_YEAR = 1990, 2045
_NEAR, _SEASON = 7, 45
_KEPT = 4
_DESIGNATE = timedelta(days=80)
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
_ELECT = re.compile(r"\b(?P<before>US |American )?[Pp]resident-elect\b")
_TITLES = {
    "Prime Minister": r"[Pp]rime [Mm]inister|[Pp]remier|Taoiseach",
    "President": r"[Pp]resident",
    "Chancellor": r"[Cc]hancellor",
    "Foreign": r"[Ff]oreign (?:[Ss]ecretary|[Mm]inister)",
    "Defence": r"[Dd]efen[cs]e (?:[Ss]ecretary|[Mm]inister)",
    "Secretary of": r"(?:[Ss]ecretary of (?:State|the Treasury|Defense)|(?:Treasury|Defense) [Ss]ecretary)",
    "Secretary General": r"[Ss]ecretary[- ][Gg]eneral|Nato chief|NATO chief",
    "Commission": r"[Cc]ommission (?:[Pp]resident|chief)",
}
_HONORIFIC = r"(?:Sir |Mr\.? |Mrs\.? |Ms\.? |Dr\.? )?"


@dataclass(frozen=True)
class Clue:
    """One hint of the date: its words, and what each possible day costs; None where it rules a day out."""

    words: str
    cost: Callable[[date], float | None]
    days: tuple[date, ...] = ()
    broken: str | None = None
    told: Callable[[date], str] | None = None

    def tell(self, day: date) -> str:
        """The clue in words, as it stands to a day: it fits, or it speaks against it."""
        if self.cost(day) is None:
            return f"against: {self.broken or self.words}"
        return self.told(day) if self.told else self.words


def _window(first: date, last: date) -> Callable[[date], float | None]:
    return lambda day: 0.0 if first <= day <= last else None


def _beside(day: date, way: str) -> Callable[[date], float | None]:
    """Cost of a day the text speaks of: the distance, on the side the clause looks to, within a week."""

    def cost(on: date) -> float | None:
        ahead = (day - on).days
        distance = ahead if way == "future" else -ahead if way == "past" else 2 * abs(ahead)
        return float(distance) if 0 <= distance <= _NEAR else None

    return cost


def _beside_any(days: tuple[date, ...], way: str) -> Callable[[date], float | None]:
    """The least cost among several possible days, one per year."""
    by_year = {day.year: _beside(day, way) for day in days}

    def cost(on: date) -> float | None:
        found = [c for y in (on.year - 1, on.year, on.year + 1) if y in by_year and (c := by_year[y](on)) is not None]
        return min(found, default=None)

    return cost


def _around(days: tuple[date, ...]) -> tuple[date, ...]:
    return tuple(day + timedelta(days=k) for day in days for k in range(-_NEAR, _NEAR + 1))


def _place(text: str, found: tuple[Sentence, ...], match: re.Match[str]) -> Sentence:
    return found[sentence_at(found, match.start())]


def _offices(text: str, found: tuple[Sentence, ...]) -> Iterator[Clue]:
    """Persons named with the office they hold, and a US president-elect."""
    seen = set()
    for holder in office_holders():
        surname = holder.person.split()[-1]
        if surname not in text:
            continue
        title = next((pattern for role, pattern in _TITLES.items() if holder.role.startswith(role)), None)
        if title is None:
            continue
        given = re.escape(" ".join(holder.person.split()[:-1]))
        match = re.search(
            rf"(?<!former )(?<!ex-)\b(?:{title}),? {_HONORIFIC}(?:{given} )?{re.escape(surname)}\b(?! [A-Z])", text
        )
        key = (holder.person, holder.role)
        if match and key not in seen:
            seen.add(key)
            yield _office_clue(match.group(), [h for h in office_holders() if _same_office(h, holder)])
    elect = _ELECT.search(text)
    if elect:
        yield Clue(f"“{elect.group()}”: between a US election and the inauguration", _between_presidents)


def _same_office(one: OfficeHolder, other: OfficeHolder) -> bool:
    return (one.person, one.role, one.iso3) == (other.person, other.role, other.iso3)


def _office_clue(words: str, terms: list[OfficeHolder]) -> Clue:
    """A person named with an office: held on the day, or already won but not yet taken up."""

    def holds(day: date, lead: timedelta = timedelta(0)) -> bool:
        return any(h.start - lead <= day and (h.end is None or day <= h.end) for h in terms)

    def told(day: date) -> str:
        if holds(day):
            return f"“{words}” holds the office"
        start = min(h.start for h in terms if h.start > day)
        chosen = "elected" if terms[0].role.startswith("President") else "named"
        return f"“{words}”: {chosen}, not yet in office (from {start.isoformat()})"

    return Clue(
        f"“{words}” holds the office",
        lambda day: 0.0 if holds(day, _DESIGNATE) else None,
        broken=f"“{words}” (not in that office then)",
        told=told,
    )


def _between_presidents(day: date) -> float | None:
    year = day.year if day.month > 2 else day.year - 1
    return 0.0 if year % 4 == 0 and us_election_day(year) < day < date(year + 1, 1, 20) else None


def _years(text: str, found: tuple[Sentence, ...]) -> Iterator[Clue]:
    """Years spoken of: a past one is over or running, one to come is not over."""
    for match in _YEAR.finditer(text):
        year, sentence = int(match.group("year")), _place(text, found, match)
        ahead = (
            bool(re.search(r"\b(?:by|until|before|from|latest) $", text[: match.start()]))
            or direction(sentence, *match.span()) == "future"
        )
        latest = re.match(r",? at the latest", text[match.end() :])
        if latest or (ahead and re.search(r"\b(?:by|in|until|before|from) $", text[: match.start()])):
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


def _anniversaries(text: str, found: tuple[Sentence, ...]) -> Iterator[Clue]:
    for match in _ANNIVERSARY.finditer(text):
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
        days = tuple(named_day(match.group("name"), y) - shift for y in range(_FIRST_YEAR, _LAST_YEAR))
        way = direction(_place(text, found, match), *match.span())
        words = match.group()
        yield Clue(f"“{words}”", _beside_any(days, way), _around(days), _spoken(words, way))


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
    dated = [m.span() for m in _WEEKDAY_DATE.finditer(text)] + [m.span() for m in _NAMED.finditer(text)]
    for match in _BARE_WEEKDAY.finditer(text):
        if any(a <= match.start("weekday") < b for a, b in dated):
            continue
        way = direction(_place(text, found, match), *match.span())
        yield Clue(f"“{match.group()}” ({way})", _near_weekday(WEEKDAYS.index(match.group("weekday")), way))
    for match in _WEEKEND.finditer(text):
        if direction(_place(text, found, match), *match.span()) == "past":
            yield Clue(
                f"“{match.group()}” (past)",
                lambda day: float(day.weekday() + 1),
            )


def _near_weekday(weekday: int, way: str) -> Callable[[date], float | None]:
    if way == "past":
        return lambda day: float((day.weekday() - weekday) % 7)
    return lambda day: float((weekday - day.weekday()) % 7)


def clues(text: str) -> tuple[Clue, ...]:
    """Every clue of a text to the day it was written."""
    found = sentences(text)
    kinds = (_offices, _years, _anniversaries, _named_days, _weekday_dates, _weekdays)
    return tuple(clue for kind in kinds for clue in kind(text, found))


def _scored(found: tuple[Clue, ...]) -> list[tuple[tuple[int, float], date]]:
    """Candidate days with the clues each breaks and its distance from the others, best first.

    A day that breaks more than a quarter of the clues can neither win nor rival a winner and is let go at once.
    """
    scores = {day: (0, 0.0) for clue in found for day in clue.days}
    for clue in found:
        costs = {day: clue.cost(day) for day in scores}
        scores = {
            day: (broken, far + cost) if (cost := costs[day]) is not None else (broken + 1, far)
            for day, (broken, far) in scores.items()
            if costs[day] is not None or (broken + 1) * _KEPT <= len(found)
        }
    return sorted((score, day) for day, score in scores.items())


def infer_date(text: str, source_file: str) -> tuple[date, tuple[str, ...]]:
    """The day that fits the clues of a text best, and those clues; an error where they do not settle one.

    Candidates are the days around named days, anniversaries and weekdays with a date. A candidate that
    breaks fewer clues wins, then the one nearest to the days spoken of. It must win alone, in one year.
    """
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
