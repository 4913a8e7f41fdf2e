"""Hints of the day a report was written: persons named with the office they hold."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from westphalia.evidence.days.named_days import us_election_day
from westphalia.evidence.documents.clue import Clue
from westphalia.world.countries import OfficeHolder, office_holders

_DESIGNATE = timedelta(days=80)
_RUN = re.compile(r"\w+")
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
_TITLE_REACH = 48  # characters of the longest title and honorific, with a gap
_HONORIFIC = r"(?:Sir |Mr\.? |Mrs\.? |Ms\.? |Dr\.? )?"


@dataclass(frozen=True, slots=True)
class _Titled:
    """An office-holder as a report names him: by surname, and with the title of his office before it."""

    holder: OfficeHolder
    surname: str
    pattern: re.Pattern[str]
    reach: int


@lru_cache(maxsize=1)
def _by_surname() -> dict[str, tuple[int, ...]]:
    """Places in the table of office-holders by the first letters of the surname."""
    table: dict[str, list[int]] = {}
    for number, holder in enumerate(office_holders()):
        run = _RUN.search(holder.person.split()[-1])
        table.setdefault(run.group() if run else "", []).append(number)
    return {run: tuple(numbers) for run, numbers in table.items()}


@lru_cache(maxsize=4096)
def _titled(number: int) -> _Titled | None:
    """How a report names an office-holder; None for an office that reports do not name so."""
    holder = office_holders()[number]
    title = next((pattern for role, pattern in _TITLES.items() if holder.role.startswith(role)), None)
    if title is None:
        return None
    *names, surname = holder.person.split()
    given = " ".join(names)
    pattern = re.compile(
        rf"(?<!former )(?<!ex-)\b(?:{title}),? {_HONORIFIC}(?:{re.escape(given)} )?{re.escape(surname)}\b(?! [A-Z])"
    )
    return _Titled(holder, surname, pattern, len(given) + _TITLE_REACH)


def _with_title(text: str, one: _Titled) -> re.Match[str] | None:
    """The first place where an office-holder is named with his title."""
    at = text.find(one.surname)
    while at >= 0:
        found = one.pattern.search(text, max(0, at - one.reach), at + len(one.surname) + 2)
        if found:
            return found
        at = text.find(one.surname, at + 1)
    return None


def office_clues(text: str) -> Iterator[Clue]:
    """Persons named with the office they hold, and a US president-elect."""
    table, seen = _by_surname(), set()
    runs = {run for run in _RUN.findall(text) if run in table}
    for number in sorted(number for run in runs for number in table[run]):
        one = _titled(number)
        if one is None or (one.holder.person, one.holder.role) in seen:
            continue
        match = _with_title(text, one)
        if match:
            seen.add((one.holder.person, one.holder.role))
            yield _office_clue(match.group(), _terms(number))
    elect = _ELECT.search(text)
    if elect:
        yield Clue(f"“{elect.group()}”: between a US election and the inauguration", _between_presidents)


@lru_cache(maxsize=4096)
def _terms(number: int) -> tuple[OfficeHolder, ...]:
    """All terms of one person in one office."""
    one = office_holders()[number]
    return tuple(h for h in office_holders() if (h.person, h.role, h.iso3) == (one.person, one.role, one.iso3))


def _office_clue(words: str, terms: tuple[OfficeHolder, ...]) -> Clue:
    """A person named with an office: held on the day, or already won but not yet taken up."""

    def told(day: date) -> str:
        if any(h.start <= day and (h.end is None or day <= h.end) for h in terms):
            return f"“{words}” holds the office"
        start = min(h.start for h in terms if h.start > day)
        chosen = "elected" if terms[0].role.startswith("President") else "named"
        return f"“{words}”: {chosen}, not yet in office (from {start.isoformat()})"

    return Clue(
        f"“{words}” holds the office", _in_office(terms), broken=f"“{words}” (not in that office then)", told=told
    )


@lru_cache(maxsize=4096)
def _in_office(terms: tuple[OfficeHolder, ...]) -> Callable[[date], float | None]:
    """No cost while the office is held or already won; other days are ruled out."""
    spans = tuple((h.start - _DESIGNATE, h.end or date.max) for h in terms)

    def cost(day: date) -> float | None:
        for first, last in spans:
            if first <= day <= last:
                return 0.0
        return None

    return cost


def _between_presidents(day: date) -> float | None:
    year = day.year if day.month > 2 else day.year - 1
    return 0.0 if year % 4 == 0 and us_election_day(year) < day < date(year + 1, 1, 20) else None
