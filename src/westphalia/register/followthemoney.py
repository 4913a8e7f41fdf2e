"""FollowTheMoney entities as JSON lines (`entities.ftm.json`), read as a stream.

Each line is an entity with `id`, `schema` and `properties`, whose values are lists of strings. A `Sanction` names its
subject in `entity`; the subject may stand anywhere in the file. Both are put aside in a database on the disk and joined
there, so that memory does not grow with the file.
"""

import json
import marshal
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from westphalia.errors import DataError
from westphalia.register.database import unjournalled
from westphalia.register.designation import (
    UNKNOWN_REGIME,
    BadValue,
    Day,
    Designation,
    Hash,
    SubjectType,
    Unread,
    iso_day,
    measure,
    plain,
)

MAX_LINE: Final = 4_000_000  # bytes
MAX_ITEMS: Final = 20_000  # in one property, as many as the UK list may have elements in a record
_BATCH: Final = 1000
_BATCH_BYTES: Final = 8_000_000
_SANCTION: Final = "Sanction"
_TYPES: Final[dict[str, SubjectType]] = {
    "Person": "individual", "Organization": "entity", "Company": "entity", "LegalEntity": "entity",
    "PublicBody": "entity", "Vessel": "ship",
}  # fmt: skip
_LINKS: Final = frozenset((
    "Address", "Associate", "Directorship", "Documentation", "Employment", "Family", "Identification", "Membership",
    "Occupancy", "Ownership", "Passport", "Payment", "Position", "Representation", "Succession", "UnknownLink",
))  # fmt: skip
_NAMES: Final = (
    ("name", "name"), ("alias", "alias"), ("previousName", "previous name"), ("weakAlias", "weak alias"),
)  # fmt: skip
_TABLES: Final = (
    """CREATE TABLE subjects (id TEXT PRIMARY KEY, place INTEGER NOT NULL, other INTEGER NOT NULL DEFAULT 0,
        content BLOB NOT NULL) STRICT""",
    "CREATE TABLE sanctions (place INTEGER PRIMARY KEY, subject TEXT NOT NULL, content BLOB NOT NULL) STRICT",
)
# The same subject twice is one; with two contents it is none, and `other` the place of the second.
_KEEP: Final = """
    INSERT INTO subjects (id, place, content) VALUES (?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET other = max(other, excluded.place * (content <> excluded.content))"""
_COMPARED: Final = 2  # the form of marshal in which equal texts are equal bytes
_JOIN: Final = """
    SELECT sanctions.content, subjects.content, subjects.place, other FROM sanctions
    LEFT JOIN subjects ON id = subject ORDER BY sanctions.place"""
Entity = dict[str, Any]
Pairs = tuple[tuple[str, str], ...]


class _Sanction(NamedTuple):
    """What a Sanction says of itself, in the words of a Designation."""

    key: str
    regime: str
    measures: tuple[str, ...]
    listed_on: Day | None
    ended_on: Day | None
    updated_on: Day | None
    source: str
    status: str
    ids: Pairs
    reason: str
    place: int


class _Subject(NamedTuple):
    """Who or what is designated."""

    subject_type: SubjectType
    names: Pairs
    ids: Pairs


@dataclass
class _Aside:
    """Rows on their way into the database aside, a thousand at a time or fewer of large ones.

    Marshalled: nobody else writes or reads them.
    """

    database: sqlite3.Connection
    subjects: list[tuple[str, int, bytes]] = field(default_factory=list)
    sanctions: list[tuple[int, str, bytes]] = field(default_factory=list)
    waiting: int = 0

    def add(self, entity: Entity, place: int) -> None:
        """Put an entity aside. Raises BadValue where it cannot be used."""
        if entity["schema"] == _SANCTION:
            content = marshal.dumps(tuple(_sanction(entity, place)))
            self.sanctions.append((place, _subject_id(entity), content))
        elif entity["schema"] not in _LINKS:
            content = marshal.dumps(tuple(_subject(entity)), _COMPARED)
            self.subjects.append((plain(entity["id"]), place, content))
        else:
            return
        self.waiting += len(content)
        if len(self.subjects) + len(self.sanctions) >= _BATCH or self.waiting > _BATCH_BYTES:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting."""
        self.database.executemany(_KEEP, self.subjects)
        self.database.executemany("INSERT INTO sanctions VALUES (?, ?, ?)", self.sanctions)
        self.subjects.clear()
        self.sanctions.clear()
        self.waiting = 0


def designations(path: Path, _as_of: date, told: Hash) -> Iterator[Designation | Unread]:
    """The sanctions of a file with their subjects, the bad ones as Unread.

    Raises DataError where the file ends within a record or holds no sanction.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as database:
        for statement in (*unjournalled("main"), *_TABLES):
            database.execute(statement)
        database.execute("BEGIN")
        aside = _Aside(database)
        yield from _put_aside(path, aside, told)
        aside.flush()
        if not database.execute("SELECT EXISTS (SELECT 1 FROM sanctions)").fetchone()[0]:
            raise DataError(
                f"{path}: no entity of the schema Sanction that can be read, expected lines of entities.ftm.json. Give "
                "that file; targets.nested.json and files of names alone are not read."
            )
        yield from (_joined(*row) for row in database.execute(_JOIN))


def _put_aside(path: Path, aside: _Aside, told: Hash) -> Iterator[Unread]:
    """Keep sanctions and what may be their subjects; lines that cannot be used come back."""
    for place, line in _lines(path, told):
        key = None
        try:
            entity = _entity(line)
            if entity["schema"] == _SANCTION:
                key = plain(entity["id"])
            aside.add(entity, place)
        except BadValue as problem:
            _require_end(path, place, line)
            yield Unread(place, key, str(problem))


def _lines(path: Path, told: Hash) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers from 1, without those that are blank."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(MAX_LINE + 1):
            number += 1
            told(line)
            if len(line) > MAX_LINE:
                raise DataError(
                    f"{path}: line {number}: longer than {MAX_LINE:,} bytes, expected one entity a line. Give "
                    "entities.ftm.json, with a line for each entity."
                )
            if not line.isspace():
                yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _require_end(path: Path, number: int, line: bytes) -> None:
    """A bad line without an end is where a file was cut off, and what came after is lost."""
    if not line.endswith(b"\n"):
        raise DataError(
            f"{path}: line {number}: the file ends within a record, expected whole lines. Fetch it anew; nothing was "
            "stored."
        )


def _entity(line: bytes) -> Entity:
    try:
        entity = json.loads(line.decode())
    except (ValueError, RecursionError) as problem:
        raise BadValue(f"no JSON in UTF-8 ({plain(str(problem))[:80]})") from None
    if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict):
        raise BadValue("no entity with properties")
    if not (isinstance(entity.get("id"), str) and entity["id"] and isinstance(entity.get("schema"), str)):
        raise BadValue("no id or no schema")
    return entity


def _values(entity: Entity, name: str) -> list[str]:
    """The texts of a property, each on one line. Raises BadValue where it is no list of strings."""
    return _texts(name, entity["properties"].get(name))


def _texts(name: str, found: object) -> list[str]:
    if found is None:
        return []
    if not isinstance(found, list):
        return _refused(name, found)
    if len(found) > MAX_ITEMS:
        raise BadValue(f"{name}: {len(found):,} values, expected at most {MAX_ITEMS:,}")
    try:
        return [text for value in found if (text := plain(value))]
    except (AttributeError, TypeError):
        return _refused(name, found)


def _refused(name: str, found: object) -> list[str]:
    raise BadValue(f"{name}: {plain(str(found)[:80])[:40]!r}, expected a list of strings")


def _subject_id(entity: Entity) -> str:
    found = _values(entity, "entity")
    if len(found) != 1:
        raise BadValue(f"entity: {len(found)} subjects, expected one")
    return found[0]


def _subject(entity: Entity) -> _Subject:
    names = tuple((kind, text) for name, kind in _NAMES for text in _values(entity, name))
    ids = [("ftm", text) for text in (plain(entity["id"]), *_texts("referents", entity.get("referents")))]
    ids += [("imo", text.upper().removeprefix("IMO").strip()) for text in _values(entity, "imoNumber")]
    return _Subject(_TYPES.get(entity["schema"], "other"), tuple(sorted(set(names))), tuple(sorted(set(ids))))


def _sanction(entity: Entity, place: int) -> _Sanction:
    ids = [("un", text) for text in _values(entity, "unscId")]
    ids += [("authority", text) for text in _values(entity, "authorityId")]
    return _Sanction(
        key=plain(entity["id"]),
        regime=_joint(_values(entity, "program") or _values(entity, "programId")) or UNKNOWN_REGIME,
        measures=tuple(measure(text) for text in _values(entity, "provisions")),
        listed_on=_day(entity, min, "listingDate", "startDate"),
        ended_on=_day(entity, max, "endDate"),
        updated_on=_day(entity, max, "modifiedAt"),
        source=_joint(_values(entity, "authority")),
        status=_joint(_values(entity, "status")).lower(),
        ids=tuple(ids),
        reason=" ".join(_values(entity, "reason")),
        place=place,
    )


def _joint(texts: Iterable[str]) -> str:
    return " | ".join(sorted(texts))


def _day(entity: Entity, choice: Callable[[list[Day]], Day], *names: str) -> Day | None:
    """The first or last day of the first of some properties that has one."""
    for name in names:
        try:
            days = [day for text in _values(entity, name) if (day := iso_day(text))]
        except BadValue as problem:
            raise BadValue(f"{name}: {problem}") from None
        if days:
            return choice(days)
    return None


def _joined(content: bytes, about: bytes | None, place: int, other: int) -> Designation | Unread:
    sanction = _Sanction(*marshal.loads(content))
    if about is None:
        return Unread(sanction.place, sanction.key, "entity: its subject is not in the file")
    if other:
        said = f"entity: its subject stands twice with different content, in lines {place} and {other}"
        return Unread(sanction.place, sanction.key, said)
    subject = _Subject(*marshal.loads(about))
    try:
        known = sanction._asdict() | {"ids": sanction.ids + subject.ids}
        return Designation(subject_type=subject.subject_type, names=subject.names, **known)
    except BadValue as problem:
        return Unread(sanction.place, sanction.key, str(problem))
