"""A list put aside whole before the register is touched, so that a list that fails leaves it as it was."""

import gc
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from westphalia.errors import DataError
from westphalia.register.database import unjournalled
from westphalia.register.designation import FIELDS, Designation, Unread, columns, digest
from westphalia.units import PER_CENT

MAX_BAD_SHARE: Final = 0.1  # of the records of a file; with more of them bad it is another format or a damaged file
_BATCH: Final = 1000
_BATCH_SIGNS: Final = 8_000_000
_CONTENT: Final = ", ".join(f"{name} TEXT NOT NULL" for name in FIELDS)
_TABLES: Final = (
    f"""CREATE TEMP TABLE staged (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, digest BLOB NOT NULL,
        place INTEGER NOT NULL, other INTEGER NOT NULL DEFAULT 0, {_CONTENT})""",
    "CREATE TEMP TABLE missed (place INTEGER NOT NULL, key TEXT, reason TEXT NOT NULL)",
)
# The same entry twice is one; two entries under one identifier are kept apart, by the place of the second.
_STAGE: Final = f"""
    INSERT INTO staged (key, digest, place, {", ".join(FIELDS)}) VALUES ({", ".join("?" * (3 + len(FIELDS)))})
    ON CONFLICT (key) DO UPDATE SET other = max(other, excluded.place * (digest <> excluded.digest))"""
_TWICE: Final = """
    INSERT INTO missed
    SELECT min(place, other), key, 'the identifier stands twice with different content, again in record ' ||
        max(place, other)
    FROM staged WHERE other > 0"""
Row = tuple[str | bytes | int, ...]


def stage(database: sqlite3.Connection, entries: Iterable[Designation | Unread], path: Path) -> None:
    """Fill the temporary tables `staged` and `missed`. Raises DataError where too little of the list can be read."""
    for statement in (*unjournalled("temp"), *_TABLES):
        database.execute(statement)
    database.execute("BEGIN")
    with _uncollected():
        _put_aside(database, entries)
    database.execute(_TWICE)
    database.execute("DELETE FROM staged WHERE other > 0")
    database.execute("COMMIT")
    _require_most(database, path)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles: records hold none, and it would walk through each a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _put_aside(database: sqlite3.Connection, entries: Iterable[Designation | Unread]) -> None:
    rows: list[Row] = []
    missed: list[Unread] = []
    signs = 0
    for entry in entries:
        signs += _sort(entry, rows, missed)
        if len(rows) + len(missed) >= _BATCH or signs > _BATCH_SIGNS:
            _flush(database, rows, missed)
            signs = 0
    _flush(database, rows, missed)


def _sort(entry: Designation | Unread, rows: list[Row], missed: list[Unread]) -> int:
    """Put an entry with its like; how many signs its content has."""
    if isinstance(entry, Unread):
        missed.append(entry)
        return len(entry.reason)
    content = columns(entry)
    rows.append((entry.key, digest(content), entry.place, *content))
    return sum(map(len, content))


def _flush(database: sqlite3.Connection, rows: list[Row], missed: list[Unread]) -> None:
    database.executemany(_STAGE, rows)
    database.executemany("INSERT INTO missed VALUES (?, ?, ?)", missed)
    rows.clear()
    missed.clear()


def _require_most(database: sqlite3.Connection, path: Path) -> None:
    good = database.execute("SELECT count(*) FROM staged").fetchone()[0]
    bad = database.execute("SELECT count(*) FROM missed").fetchone()[0]
    if not good + bad:
        raise DataError(f"{path}: no designation in it, expected some. Fetch the list anew; nothing was stored.")
    if bad > MAX_BAD_SHARE * (good + bad):
        place, reason = database.execute("SELECT place, reason FROM missed ORDER BY place LIMIT 1").fetchone()
        raise DataError(
            f"{path}: {bad:,} of {good + bad:,} records cannot be read, the first is record {place} ({reason}); "
            f"expected at most {MAX_BAD_SHARE / PER_CENT:.0f} in a hundred. Fetch the list anew; nothing was stored."
        )
