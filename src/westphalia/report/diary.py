"""The calendar: what happened and what is expected, in the order of days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from westphalia.evidence.claims import Event, EventType, Occurrence, Reading
from westphalia.report.parties import Parties, Party
from westphalia.report.passages import Passage, anchor_of, passage
from westphalia.wording import day, listed

_PAST: Final[tuple[EventType, ...]] = ("history", "anniversary")
_LONG_AGO: Final = 366
_LONGEST: Final = 140
STATES: Final[dict[Occurrence, tuple[str, str]]] = {
    "happened": ("✓", "done"),
    "scheduled": ("◷", "planned"),
    "expected": ("◷", "expected"),
    "reported, unconfirmed": ("?", "reported, not confirmed"),
    "cancelled": ("×", "cancelled"),
}


@dataclass(frozen=True)
class Entry:
    """One event of the calendar; the same one told again adds its quotation."""

    anchor: str
    claims: tuple[str, ...]
    type: EventType
    what: str
    who: tuple[Party, ...]
    where: str
    start: date | None
    end: date | None
    when: str
    printed: str
    inferred: bool
    state: Occurrence
    as_of: date
    note: str
    plover: str
    passages: tuple[Passage, ...]

    @property
    def headline(self) -> str:
        """What it is, in the words of the report where the reader has no better ones than its type and people."""
        if not self.what.startswith(self.type):
            return self.what
        words = self.passages[0].marked
        return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + " …"

    @property
    def names(self) -> str:
        """Who takes part, in words."""
        return listed(party.name for party in self.who)

    @property
    def mark(self) -> str:
        """The sign of its state."""
        return STATES[self.state][0]

    @property
    def state_words(self) -> str:
        """Its state in words; what was only foreseen says as of which report."""
        words = STATES[self.state][1]
        return words if self.state == "happened" else f"{words} as of {day(self.as_of)}"

    @property
    def slug(self) -> str:
        """Its state as a class of the style."""
        return STATES[self.state][1].partition(",")[0]


@dataclass(frozen=True)
class Diary:
    """Events with a day in its order, those without one, and what the reports recall of earlier years."""

    dated: tuple[Entry, ...]
    undated: tuple[Entry, ...]
    earlier: tuple[Entry, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them."""
        return (*self.earlier, *self.dated, *self.undated)


def diary(readings: Sequence[Reading], known: Parties) -> Diary:
    """Every event of the reports in the order of days."""
    told = [_entry(reading, event, known) for reading in readings for event in reading.events]
    found = sorted(_merged(told), key=_order)
    earlier = [e for e in found if _is_earlier(e)]
    rest = [e for e in found if e not in earlier]
    dated = tuple(e for e in rest if e.start or e.end)
    return Diary(dated, tuple(e for e in rest if not (e.start or e.end)), tuple(earlier))


def _entry(reading: Reading, event: Event, known: Parties) -> Entry:
    who = tuple(dict.fromkeys(party for names in event.who for party in known.of(names)))
    return Entry(
        anchor=anchor_of(reading, event), claims=(event.claim,), type=event.type, what=event.what, who=who,
        where=event.where or "", start=event.date_start, end=event.date_end,
        when=day_words(event.date_start, event.date_end),
        printed=event.date_expr.text.replace("\n", " ") if event.date_expr else "", inferred=event.date_inferred,
        state=event.modality, as_of=reading.document.report_date, note=event.note or "", plover=event.plover or "",
        passages=(passage(reading, event),),
    )  # fmt: skip


def _merged(told: Sequence[Entry]) -> list[Entry]:
    """The same kind of event with the same people on the same days, once; a later report's state counts."""
    found: dict[object, Entry] = {}
    for entry in sorted(told, key=lambda e: e.as_of):
        same_days = (entry.start, entry.end) if entry.start and entry.who else entry.anchor
        key = (entry.type, frozenset(entry.who), same_days)
        first = found.get(key)
        found[key] = entry if first is None else _again(first, entry)
    return list(found.values())


def _again(first: Entry, again: Entry) -> Entry:
    return replace(
        first, claims=(*first.claims, *again.claims), passages=(*first.passages, *again.passages),
        state=again.state, as_of=again.as_of, where=first.where or again.where,
    )  # fmt: skip


def _order(entry: Entry) -> tuple[date, date, str]:
    first = entry.start or entry.end or date.max
    return first, entry.end or date.max, entry.anchor


def _is_earlier(entry: Entry) -> bool:
    last = entry.end or entry.start
    return entry.type in _PAST or (last is not None and (entry.as_of - last).days > _LONG_AGO)


def day_words(start: date | None, end: date | None) -> str:
    """A day or a stretch of days as a reader says it: Sun 23 February 2025, 17–23 February 2025, by 1 May 2029."""
    if start is None or end is None:
        return f"from {day(start)}" if start else f"by {day(end)}" if end else "no day given"
    if start == end:
        return f"{start:%a} {day(start)}"
    return _stretch(start, end)


def _stretch(start: date, end: date) -> str:
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start.year}" if start.year == end.year else f"{start.year}–{end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    first = f"{start.day} {start:%B}" if start.year == end.year else day(start)
    return f"{first} – {day(end)}"
