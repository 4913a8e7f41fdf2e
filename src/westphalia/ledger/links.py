"""Links between claims, found when a report is added: within it, and with the reports held before."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from westphalia.evidence.claims import Reading
from westphalia.ledger.comparables import DISOWNED, QUANTITY, SPOKEN, STAND, TOLD, WORDS, Comparable
from westphalia.ledger.entries import Entry
from westphalia.ledger.quantity import SETTLED
from westphalia.ledger.schema import LinkKind

SAME_STORY_DAYS: Final = 1  # what may change is compared between reports of one day or of neighbouring days
_DIFFERENT: Final = """
    SELECT claim, value, day, min(seq) FROM comparables
    WHERE key = :key AND day BETWEEN :first AND :last AND story <> :story AND (low > :high OR high < :low)
    GROUP BY +value ORDER BY min(seq)"""
_ALWAYS: Final = ("0001-01-01", "9999-12-31")
_NEIGHBOUR: Final = """
    SELECT claim, value, low, high, day FROM comparables WHERE key = :key AND day = (
        SELECT {end}(day) FROM comparables WHERE key = :key AND day {side} :day) ORDER BY seq"""
_OF_ANOTHER: Final = """
    SELECT claim, min(seq) FROM comparables WHERE key = :key AND value = :value AND story <> :story
    GROUP BY story ORDER BY min(seq)"""
_HELD: Final = "SELECT 1 FROM comparables WHERE key = ? AND story = ? AND value = ? AND day = ? LIMIT 1"


@dataclass(frozen=True)
class Link:
    """A relation of two claims, from the one that says or came later, with the reason in words."""

    kind: LinkKind
    source: str
    target: str
    why: str


@dataclass(frozen=True)
class Placed:
    """Where a new report stands among those held: its story (itself, or the report it copies) and its day."""

    story: str
    day: date


def links_within(entries: Iterable[Entry], reading: Reading) -> Iterator[Link]:
    """Conversions, nested statements and disavowals of one report."""
    held: dict[tuple[str, str], str] = {(entry.kind, entry.claim.id): entry.id for entry in entries}
    for figure in reading.figures:
        source, other = (held.get(("figure", name or "")) for name in (figure.id, figure.equivalent_of))
        yield from _joined("conversion", source, other, "one sum in two currencies")
    for statement in reading.statements:
        names = (statement.id, statement.nested_in, statement.disavows)
        source, around, disowned = (held.get(("statement", name or "")) for name in names)
        yield from _joined("nested", source, around, "said within another statement")
        yield from _joined("disavowal", source, disowned, "disowned in the same report")
    told = {statement.id for statement in reading.statements if statement.disavows}
    for statement in reading.statements:
        if statement.disavowed_by and statement.disavowed_by not in told:
            by, what = (held.get(("statement", name)) for name in (statement.disavowed_by, statement.id))
            yield from _joined("disavowal", by, what, "disowned in the same report")


def _joined(kind: LinkKind, source: str | None, target: str | None, why: str) -> Iterator[Link]:
    """A link where both ends are held."""
    if source and target:
        yield Link(kind, source, target, why)


def links_between(database: sqlite3.Connection, new: Iterable[Comparable], placed: Placed) -> Iterator[Link]:
    """Contradictions, supersessions and disavowals between a new report and those held."""
    for one in new:
        if one.sort == QUANTITY:
            yield from _contradictions(database, one, placed)
        elif one.sort in (TOLD, STAND):
            yield from _supersessions(database, one, placed)
        elif one.sort == WORDS:
            yield from _disavowals(database, one, placed)


def _contradictions(database: sqlite3.Connection, one: Comparable, placed: Placed) -> Iterator[Link]:
    """The first claim of every other value that another story gives for the same quantity."""
    if database.execute(_HELD, (one.key, placed.story, one.value, placed.day.isoformat())).fetchone():
        return
    first, last = _ALWAYS if one.key.endswith(SETTLED) else _around(placed.day)
    asked = _asked(one, placed) | {"low": one.low, "high": one.high, "first": first, "last": last}
    for row in database.execute(_DIFFERENT, asked):
        why = f"the same quantity, {one.value} here and {row['value']} there"
        yield Link("contradiction", one.claim, row["claim"], why)


def _around(day: date) -> tuple[str, str]:
    """The days within which a report may tell of the same state of things; the calendar has ends."""
    first = max(day.toordinal() - SAME_STORY_DAYS, date.min.toordinal())
    last = min(day.toordinal() + SAME_STORY_DAYS, date.max.toordinal())
    return date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()


def _supersessions(database: sqlite3.Connection, one: Comparable, placed: Placed) -> Iterator[Link]:
    """The last earlier claim that says something else, and the first later one."""
    earlier = _neighbours(database, one, placed, "max", "<")
    later = _neighbours(database, one, placed, "min", ">")
    for row in earlier:
        yield Link("supersession", one.claim, row["claim"], f"{row['value']} on {row['day']}, {one.value} later")
    for row in later:
        yield Link("supersession", row["claim"], one.claim, f"{one.value} earlier, {row['value']} on {row['day']}")


def _neighbours(
    database: sqlite3.Connection, one: Comparable, placed: Placed, end: str, side: str
) -> list[sqlite3.Row]:
    """The first claim of the nearest other day, where it differs and that day speaks with one voice."""
    rows = database.execute(_NEIGHBOUR.format(end=end, side=side), _asked(one, placed)).fetchall()
    others = [Comparable(one.key, r["claim"], r["value"], *_numbers(r)) for r in rows]
    agreed = all(one.differs(other) for other in others) and not any(others[0].differs(other) for other in others)
    return rows[:1] if rows and agreed else []


def _numbers(row: sqlite3.Row) -> tuple[float, float]:
    low, high = row["low"], row["high"]
    return (float("nan"), float("nan")) if low is None else (float(low), float(high))


def _disavowals(database: sqlite3.Connection, one: Comparable, placed: Placed) -> Iterator[Link]:
    """The same words of the same speaker: disowned in one report, spoken in another."""
    wanted = SPOKEN if one.value == DISOWNED else DISOWNED
    for row in database.execute(_OF_ANOTHER, _asked(one, placed) | {"value": wanted}):
        by, what = (one.claim, row["claim"]) if one.value == DISOWNED else (row["claim"], one.claim)
        yield Link("disavowal", by, what, "the same words of the same speaker, disowned in another report")


def _asked(one: Comparable, placed: Placed) -> dict[str, object]:
    return {"key": one.key, "story": placed.story, "day": placed.day.isoformat()}
