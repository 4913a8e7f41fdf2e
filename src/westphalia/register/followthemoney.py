"""FollowTheMoney entities as JSON lines (`entities.ftm.json`), read as a stream.

Each line is an entity with `id`, `schema` and `properties`, whose values are lists of strings. A `Sanction` names its
subject in `entity`; the subject may stand anywhere in the file. Both are put aside in a database on the disk and joined
there, so that memory does not grow with the file.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, Final

from westphalia.errors import DataError
from westphalia.register.designation import (
    UNKNOWN_REGIME,
    BadValue,
    Day,
    Designation,
    SubjectType,
    Unread,
    iso_day,
    measure,
    plain,
)

MAX_LINE: Final = 4_000_000  # bytes
_BATCH: Final = 500
_MANY_SEEN: Final = 200_000
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
_TABLES: Final = """
    CREATE TABLE subjects (id TEXT PRIMARY KEY, type TEXT NOT NULL, names TEXT NOT NULL, ids TEXT NOT NULL) STRICT;
    CREATE TABLE sanctions (line INTEGER PRIMARY KEY, subject TEXT, content TEXT NOT NULL) STRICT"""
_JOIN: Final = """
    SELECT line, content, subjects.id AS id, type, names, ids
    FROM sanctions LEFT JOIN subjects ON subjects.id = subject ORDER BY line"""
Entity = dict[str, Any]


def designations(path: Path, _as_of: date) -> Iterator[Designation | Unread]:
    """The sanctions of a file with their subjects, in the order of their lines; the bad ones as Unread.

    Raises DataError where the file ends within a record or holds no sanction.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as aside:
        for statement in _TABLES.split(";"):
            aside.execute(statement)
        aside.execute("BEGIN")
        yield from _put_aside(path, aside)
        if not aside.execute("SELECT EXISTS (SELECT 1 FROM sanctions)").fetchone()[0]:
            raise DataError(
                f"{path}: no entity of the schema Sanction in it, expected lines of entities.ftm.json. Give that "
                "file; targets.nested.json and files of names alone are not read."
            )
        yield from map(_joined, aside.execute(_JOIN))


def _put_aside(path: Path, aside: sqlite3.Connection) -> Iterator[Unread]:
    """Keep sanctions and what may be their subjects; lines that are no entity come back."""
    subjects: list[tuple[str, str, str, str]] = []
    sanctions: list[tuple[int, str | None, str]] = []
    for number, line in _lines(path):
        try:
            entity = _entity(line)
            if entity["schema"] == _SANCTION:
                sanctions.append((number, _one(entity, "entity"), line.decode()))
            elif entity["schema"] not in _LINKS:
                subjects.append(_subject(entity))
        except (BadValue, UnicodeError) as problem:
            _require_end(path, number, line)
            yield Unread(number, None, str(problem))
        if len(subjects) + len(sanctions) >= _BATCH:
            _keep(aside, subjects, sanctions)
    _keep(aside, subjects, sanctions)


def _keep(aside: sqlite3.Connection, subjects: list[Any], sanctions: list[Any]) -> None:
    aside.executemany("INSERT OR IGNORE INTO subjects VALUES (?, ?, ?, ?)", subjects)
    aside.executemany("INSERT INTO sanctions VALUES (?, ?, ?)", sanctions)
    subjects.clear()
    sanctions.clear()


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers from 1, without those that are blank."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(MAX_LINE + 1):
            number += 1
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
        entity = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise BadValue(f"no JSON ({plain(str(problem))[:80]})") from None
    if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict):
        raise BadValue("no entity with properties")
    if not (isinstance(entity.get("id"), str) and entity["id"] and isinstance(entity.get("schema"), str)):
        raise BadValue("no id or no schema")
    return entity


def _values(entity: Entity, name: str) -> list[str]:
    found = entity["properties"].get(name, ())
    if not isinstance(found, list | tuple) or not all(isinstance(value, str) for value in found):
        raise BadValue(f"{name}: {plain(str(found))[:40]!r}, expected a list of strings")
    return [text for value in found if (text := plain(value))]


def _one(entity: Entity, name: str) -> str | None:
    """A property that has one value; None where it has another number of them or is no list."""
    try:
        found = _values(entity, name)
    except BadValue:
        return None
    return found[0] if len(found) == 1 else None


def _subject(entity: Entity) -> tuple[str, str, str, str]:
    """A row of subjects: type, names and official numbers of somebody or something that may be designated."""
    names = [(kind, text) for name, kind in _NAMES for text in _values(entity, name)]
    referents = entity.get("referents") or ()
    ids = [("ftm", text) for text in (entity["id"], *referents) if isinstance(text, str)]
    ids += [("imo", text.upper().removeprefix("IMO").strip()) for text in _values(entity, "imoNumber")]
    return entity["id"], _TYPES.get(entity["schema"], "other"), json.dumps(names), json.dumps(ids)


def _joined(row: tuple[int, str, str | None, SubjectType, str, str]) -> Designation | Unread:
    line, content, subject, kind, names, ids = row
    entity = json.loads(content)
    try:
        if subject is None:
            raise BadValue("entity: names no subject, or several, or one that is not in the file")
        return _designation(entity, line, kind, (_pairs(names), _pairs(ids)))
    except BadValue as problem:
        return Unread(line, plain(entity["id"]), str(problem))


Pairs = tuple[tuple[str, str], ...]


def _pairs(text: str) -> Pairs:
    return tuple((kind, value) for kind, value in json.loads(text))


def _designation(entity: Entity, line: int, kind: SubjectType, known: tuple[Pairs, Pairs]) -> Designation:
    names, ids = known
    own = [("un", text) for text in _values(entity, "unscId")]
    own += [("authority", text) for text in _values(entity, "authorityId")]
    return Designation(
        key=plain(entity["id"]),
        subject_type=kind,
        regime=" | ".join(sorted(_values(entity, "program") or _values(entity, "programId"))) or UNKNOWN_REGIME,
        measures=tuple(measure(text) for text in _values(entity, "provisions")),
        listed_on=_day(entity, min, "listingDate", "startDate"),
        ended_on=_day(entity, max, "endDate"),
        updated_on=_day(entity, max, "modifiedAt"),
        source=" | ".join(sorted(_values(entity, "authority"))),
        status=" | ".join(sorted(text.lower() for text in _values(entity, "status"))),
        names=names,
        ids=(*own, *ids),
        reason=" ".join(_values(entity, "reason")),
        line=line,
    )


def _day(entity: Entity, choice: Any, *names: str) -> Day | None:
    """The first or last day of the first of some properties that has one."""
    for name in names:
        try:
            days = [day for text in _values(entity, name) if (day := iso_day(text))]
        except BadValue as problem:
            raise BadValue(f"{name}: {problem}") from None
        if days:
            return str(choice(days))
    return None
