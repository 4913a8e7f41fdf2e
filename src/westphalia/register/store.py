"""Snapshots added to a register, each whole or not at all, and what it holds of one designation."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from westphalia.errors import DataError, UsageError
from westphalia.register.database import aside, attached, begun, connected, explained
from westphalia.register.designation import FIELDS, Day, Designation, Unread, pairs
from westphalia.register.intake import List, opened
from westphalia.register.staging import stage

_LAST: Final = "SELECT id, seen_on, sha256, form FROM snapshots WHERE authority = ? ORDER BY seen_on DESC LIMIT 1"
_HELD: Final = """
    CREATE TEMP TABLE held AS
    SELECT key, designation, max(snapshot) AS snapshot, version, present, spell, digest
    FROM designations JOIN changes ON designation = id WHERE authority = :authority GROUP BY designation"""
_NEWS: Final = """
    CREATE TEMP TABLE news AS
    SELECT d.id AS designation, staged.id AS staged, coalesce(held.spell, 0) + (held.present IS NOT 1) AS spell
    FROM staged JOIN designations AS d ON d.authority = :authority AND d.key = staged.key
    LEFT JOIN held ON held.key = staged.key
    WHERE held.present IS NOT 1 OR held.digest <> staged.digest ORDER BY d.id"""
_ABSENT: Final = """
    FROM held WHERE present AND key NOT IN (SELECT key FROM staged)
    AND key NOT IN (SELECT key FROM missed WHERE key IS NOT NULL)"""
_COUNTS: Final = f"""
    SELECT (SELECT count(*) FROM staged),
        (SELECT count(*) FROM staged LEFT JOIN held USING (key) WHERE held.present IS NOT 1),
        (SELECT count(*) FROM staged JOIN held USING (key) WHERE held.present AND held.digest <> staged.digest),
        (SELECT count(*) {_ABSENT})"""
_CONTENT: Final = ", ".join(FIELDS)
Values = tuple[object, ...] | Mapping[str, object]
_MERGE: Final = (
    "INSERT INTO designations (authority, key) SELECT :authority, key FROM staged "
    "WHERE key NOT IN (SELECT key FROM held) ORDER BY key",
    _NEWS,
    f"INSERT INTO versions (designation, snapshot, place, {_CONTENT}) "
    f"SELECT designation, :snapshot, place, {_CONTENT} FROM news JOIN staged ON id = staged",
    "INSERT INTO changes SELECT designation, :snapshot, :snapshot, 1, spell, digest "
    "FROM news JOIN staged ON id = staged",
    f"INSERT INTO changes SELECT designation, :snapshot, version, 0, spell, digest {_ABSENT}",
    "INSERT INTO unread SELECT :snapshot, place, key, reason FROM missed ORDER BY place, key",
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One list as it was on a day: what it holds, and how it differs from the one before it of the same authority.

    `delisted` are inferred from absence. `unread` are the records that could not be read; those of them whose
    identifier could be are left as the snapshot before had them.
    """

    authority: str
    seen_on: Day
    form: str
    file: str
    sha256: str
    designations: int
    added: int
    amended: int
    delisted: int
    unread: tuple[Unread, ...] = ()

    @property
    def in_doubt(self) -> int:
        """How many of those delisted may only stand in a record whose identifier could not be read."""
        return min(self.delisted, sum(one.key is None for one in self.unread))


@dataclass(frozen=True, slots=True)
class Version:
    """What one snapshot says of a designation; `absent_on` is the first day a later one of the list had it no more."""

    designation: Designation
    authority: str
    seen_on: Day
    file: str
    absent_on: Day | None


class Register:
    """A register open for reading."""

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self.path, self._database = path, database

    def rows(self, query: str, values: Values = ()) -> Iterator[sqlite3.Row]:
        """The rows of a query one by one."""
        with explained(self.path):
            yield from self._database.execute(query, values)

    def snapshots(self) -> list[Snapshot]:
        """Every list loaded, by authority and day."""
        found = list(self.rows("SELECT * FROM snapshots ORDER BY authority, seen_on"))
        return [_snapshot(row, self._unread(row["id"])) for row in found]

    def _unread(self, snapshot: int) -> tuple[Unread, ...]:
        rows = self.rows("SELECT place, key, reason FROM unread WHERE snapshot = ? ORDER BY rowid", (snapshot,))
        return tuple(Unread(*row) for row in rows)

    def authority(self, asked: str | None) -> str:
        """The authority asked for, or the only one there is."""
        held = [row[0] for row in self.rows("SELECT DISTINCT authority FROM snapshots ORDER BY authority")]
        if asked is None and len(held) == 1:
            return str(held[0])
        if asked not in held:
            what = f"no list of {asked!r}" if asked else "several lists"
            raise UsageError(f"{self.path}: {what}; it holds {', '.join(held)}. Give one of them with --authority.")
        return str(asked)

    def versions(self, key: str, authority: str | None = None) -> list[Version]:
        """All that was ever said under an identifier, by authority and day, names included."""
        authority = None if authority is None else self.authority(authority)
        query = f"""
            SELECT d.authority, d.key, s.seen_on, s.file, place, {_CONTENT}, (
                SELECT min(a.seen_on) FROM changes AS c JOIN snapshots AS a ON a.id = c.snapshot
                WHERE c.designation = d.id AND c.version = v.snapshot AND NOT c.present) AS absent_on
            FROM designations AS d JOIN versions AS v ON v.designation = d.id JOIN snapshots AS s ON s.id = v.snapshot
            WHERE d.key = :key AND (:authority IS NULL OR d.authority = :authority)
            ORDER BY d.authority, s.seen_on"""
        found = [_version(row) for row in self.rows(query, {"key": key, "authority": authority})]
        if not found:
            raise UsageError(
                f"{self.path}: no designation {key!r}{f' of {authority}' * bool(authority)}, expected an identifier as "
                "its list writes it. `westphalia register diff --json` has those that changed."
            )
        return found


def _snapshot(row: sqlite3.Row, unread: tuple[Unread, ...]) -> Snapshot:
    return Snapshot(**{name: row[name] for name in row.keys() if name != "id"}, unread=unread)  # noqa: SIM118


def _version(row: sqlite3.Row) -> Version:
    return Version(designation(row), row["authority"], row["seen_on"], row["file"], row["absent_on"])


def designation(row: sqlite3.Row) -> Designation:
    """The designation in a row with its key, its place and the columns of FIELDS."""
    return Designation(
        key=row["key"],
        subject_type=row["subject_type"],
        regime=row["regime"],
        measures=tuple(json.loads(row["measures"])),
        listed_on=row["listed_on"] or None,
        ended_on=row["ended_on"] or None,
        updated_on=row["updated_on"] or None,
        source=row["source"],
        status=row["status"],
        names=pairs(row["names"]),
        ids=tuple((kind, text) for kind, text in json.loads(row["ids"])),
        reason=row["reason"],
        place=row["place"],
    )


@contextmanager
def open_register(path: str | Path) -> Iterator[Register]:
    """A register to look into. Raises DataError where the file is none."""
    with connected(Path(path)) as database:
        database.row_factory = sqlite3.Row
        yield Register(Path(path), database)


def load(register: str | Path, file: str | Path, authority: str, as_of: date) -> Snapshot | None:
    """Add a list as it was on a day to a register, made where absent; None where just this list is held already.

    Lists of one authority come in the order of their days: an older one would change what was known on a day gone by,
    so it is refused. A list that cannot be used leaves the register as it was.
    """
    name = " ".join(authority.split())
    if not name:
        raise UsageError("--authority: empty, expected whose list it is, e.g. UK.")
    if as_of > date.today():
        raise UsageError(
            f"--as-of: {as_of} is to come, expected today or before: no later list could be added after it."
        )
    listing, place = opened(Path(file)), Path(register)
    if _holds(place, listing, name, as_of):
        return None
    with explained(place), aside() as database:
        stage(database, listing.entries(as_of), listing.path)
        with attached(database, place):
            return None if _is_held(database, listing, name, as_of) else _merged(database, listing, name, as_of)


def _holds(register: Path, listing: List, authority: str, as_of: date) -> bool:
    """Whether a register has a list already, before the list is read."""
    if not begun(register):
        return False
    with connected(register) as database:
        return _is_held(database, listing, authority, as_of)


def _is_held(database: sqlite3.Connection, listing: List, authority: str, as_of: date) -> bool:
    """Whether this is the newest list already. Raises DataError where it is older, of another form, or another one."""
    last = database.execute(_LAST, (authority,)).fetchone()
    if last is None:
        return False
    _, seen_on, sha256, form = last
    if form != listing.form:
        raise DataError(
            f"{listing.path}: {listing.form}, expected {form} as the lists of {authority} before it: identifiers "
            "differ and everything would seem delisted. Load it under another --authority."
        )
    if (seen_on, sha256) == (as_of.isoformat(), listing.sha256):
        return True
    if as_of.isoformat() <= seen_on:
        raise DataError(
            f"{listing.path}: of {as_of}, expected a day after {seen_on}, the newest list of {authority} held: what "
            "was known on a day must not change. Load lists in the order of their days, into a new register if need be."
        )
    return False


def _merged(database: sqlite3.Connection, listing: List, authority: str, as_of: date) -> Snapshot:
    """Store what the staged list says otherwise than the one before it."""
    known = {"authority": authority}
    database.execute(_HELD, known)
    database.execute("CREATE UNIQUE INDEX temp.held_by_key ON held (key)")
    counts = database.execute(_COUNTS).fetchone()
    head = (authority, as_of.isoformat(), listing.form, listing.path.name, listing.sha256)
    query = f"INSERT INTO snapshots VALUES (NULL, {', '.join('?' * (len(head) + len(counts)))})"
    snapshot = database.execute(query, (*head, *counts)).lastrowid
    for statement in _MERGE:
        database.execute(statement, known | {"snapshot": snapshot})
    unread = database.execute("SELECT place, key, reason FROM missed ORDER BY place, key").fetchall()
    return Snapshot(*head, *counts, unread=tuple(Unread(*row) for row in unread))
