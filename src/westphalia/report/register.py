"""What a register holds as tables for the terminal: counts, identifiers, regimes; names of one entry asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from westphalia.register.counts import Counts
from westphalia.register.designation import Day, Unread
from westphalia.register.differences import KINDS, Between, Change, Kind
from westphalia.register.overlap import Shared
from westphalia.register.store import Snapshot, Version
from westphalia.report.grid import grid
from westphalia.units import PER_CENT

if TYPE_CHECKING:
    from rich.table import Table

SHOWN: Final = 40  # changes and unread records listed; all of them are in --json
MANY_GONE: Final = 0.1  # of a list at once: more than lists lose from one edition to the next
_HEADS: Final = {"un": "UN reference", "imo": "IMO number", "ftm": "FollowTheMoney entity", "any": "any of them"}
_WORDS: Final = {"measure": "designations with it", "month": "listed in it"}


def loaded_line(made: Snapshot) -> str:
    """One list that was added, in one sentence."""
    return (
        f"{made.authority} as of {made.seen_on}: {made.designations:,} designations read from {made.file}; "
        f"{made.added:,} added, {made.amended:,} amended, {made.delisted:,} delisted (inferred from absence), "
        f"{len(made.unread):,} not read"
    )


def loaded_warnings(made: Snapshot) -> list[str]:
    """What must be said with a list: the records not read, delistings in doubt, a list that may be cut short."""
    said = [_unread_line(one) for one in made.unread[:SHOWN]]
    more = len(made.unread) - SHOWN
    said += [f"… and {more:,} more records not read; --json has all"] * (more > 0)
    if made.in_doubt:
        said.append(
            f"{made.in_doubt:,} of the {made.delisted:,} delisted may stand in records whose identifier cannot be read"
        )
    before = made.designations - made.added + made.delisted
    if made.delisted > MANY_GONE * before:
        said.append(
            f"{made.delisted:,} of {before:,} designations ({made.delisted / before / PER_CENT:.0f}%) are in this list "
            "no more: is it complete?"
        )
    return said


def _unread_line(one: Unread) -> str:
    held = f", {one.key} (kept as it was where it was held)" if one.key else ""
    return f"record {one.place} not read{held}: {one.reason}"


def snapshot_table(snapshots: Iterable[Snapshot]) -> "Table":
    """The lists a register holds, by authority and day."""
    table = _table("Authority", "As of", "Designations", "Added", "Amended", "Delisted", "Not read", "Format", "File")
    for one in snapshots:
        numbers = (one.designations, one.added, one.amended, one.delisted, len(one.unread))
        table.add_row(one.authority, one.seen_on, *(f"{n:,}" for n in numbers), one.form, one.file)
    return table


def counts_table(found: Counts) -> "Table":
    """How many designations are in force by one key."""
    table = _table(found.by.capitalize(), _WORDS.get(found.by, "designations").capitalize())
    for value, number in found.numbers.items():
        table.add_row(value, f"{number:,}")
    return table


def counts_line(found: Counts) -> str:
    """What was counted, under a table of counts."""
    whose = f" of {found.authority}" if found.authority else ""
    more = sum(found.numbers.values()) > found.total
    several = "; one carries several measures, so the rows sum to more" if more else ""
    return f"{found.total:,} designations{whose} in force on {found.on}, as known on {found.known}{several}."


@dataclass(frozen=True, slots=True)
class Changed:
    """One designation that differs, without its content."""

    kind: Kind
    key: str
    regime: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What differs between two lists: how many of each kind, and which ones."""

    authority: str
    since: Day
    until: Day
    totals: dict[str, int]
    changes: list[Changed]


def summary(lists: Between, changes: Iterable[Change], most: int | None) -> Summary:
    """All differences counted, and the first of them listed, or every one; their content is not kept."""
    totals: dict[str, int] = {str(kind): 0 for kind in KINDS}
    listed: list[Changed] = []
    for one in changes:
        totals[one.kind] += 1
        if most is None or len(listed) < most:
            listed.append(Changed(one.kind, one.key, one.regime, one.fields))
    return Summary(lists.authority, lists.since, lists.until, totals, listed)


def changes_line(found: Summary) -> str:
    """How many designations differ, in one sentence."""
    said = ", ".join(f"{number:,} {kind}" for kind, number in found.totals.items())
    return f"{found.authority}, {found.since} to {found.until}: {said} (delisted: inferred from absence)"


def change_table(found: Summary) -> "Table":
    """Which designations differ and in what."""
    table = _table("Change", "Id", "Regime", "Fields")
    for one in found.changes:
        table.add_row(one.kind, one.key, one.regime, ", ".join(one.fields))
    return table


def overlap_table(rows: Iterable[Shared]) -> "Table":
    """What pairs of authorities share, by kind of official number."""
    table = _table("Authorities", "By", "Shared numbers", "Of the first", "Of the second")
    for one in rows:
        numbers = (one.numbers, one.of_first, one.of_second)
        table.add_row(f"{one.first}, {one.second}", _HEADS[one.scheme], *(f"{n:,}" for n in numbers))
    return table


def version_table(version: Version) -> "Table":
    """All that one list says of one designation, with the place it says so."""
    from rich.text import Text

    table = grid(headed=False)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for name, text in _lines(version):
        table.add_row(name, Text(text))
    return table


def _lines(version: Version) -> list[tuple[str, str]]:
    one = version.designation
    lines = [
        (f"{version.authority}", f"seen on {version.seen_on}, record {one.place} of {version.file}"),
        ("type", one.subject_type), ("regime", one.regime), ("measures", ", ".join(one.measures) or "not stated"),
        ("listed", one.listed_on or f"not stated: counts from when it was first seen, at the latest {version.seen_on}"),
    ]  # fmt: skip
    lines += [("ended", one.ended_on or "")] * bool(one.ended_on)
    lines += [("delisted", f"by {version.absent_on}, inferred: that list has it no more")] * bool(version.absent_on)
    known = (("status", one.status), ("updated", one.updated_on), ("decided by", one.source))
    lines += [(name, text) for name, text in known if text]
    lines += [(kind, text) for kind, text in (*one.names, *one.ids)]
    reason = f"“{one.reason}” (the list's own words: {version.file}, record {one.place}, seen on {version.seen_on})"
    return lines + [("reason", reason)] * bool(one.reason)


def version_json(version: Version) -> dict[str, Any]:
    """All that one list says of one designation as plain data."""
    one = version.designation
    return {
        "authority": version.authority, "seen_on": version.seen_on, "file": version.file, "place": one.place,
        "absent_on": version.absent_on, "key": one.key, "subject_type": one.subject_type, "regime": one.regime,
        "measures": one.measures, "listed_on": one.listed_on, "ended_on": one.ended_on, "updated_on": one.updated_on,
        "source": one.source, "status": one.status, "reason": one.reason,
        "names": [{"kind": kind, "text": text} for kind, text in one.names],
        "ids": [{"kind": kind, "text": text} for kind, text in one.ids],
    }  # fmt: skip


def snapshot_json(made: Snapshot) -> dict[str, Any]:
    """One list a register holds as plain data."""
    return {
        "authority": made.authority, "seen_on": made.seen_on, "form": made.form, "file": made.file,
        "sha256": made.sha256, "designations": made.designations, "added": made.added, "amended": made.amended,
        "delisted": made.delisted, "in_doubt": made.in_doubt, "unread": [one._asdict() for one in made.unread],
    }  # fmt: skip


def _table(*columns: str) -> "Table":
    table = grid()
    for column in columns:
        table.add_column(column, no_wrap=column not in ("Regime", "Fields", "File"), overflow="fold")
    return table
