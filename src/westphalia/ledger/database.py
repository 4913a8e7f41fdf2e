"""The file of a ledger: made, opened, refused; one transaction at a time."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from westphalia.errors import LedgerError
from westphalia.ledger.faults import explained
from westphalia.ledger.schema import APPLICATION, VERSION, statements

PATIENCE: Final = 10.0  # seconds to wait for another writer
_OLDEST_SQLITE: Final = (3, 37, 0)  # the first with STRICT tables
_PAUSE: Final = 0.02
_LOG_PAGES: Final = 4000  # of 4 kB, before they go into the file
_UNREACHED: Final = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def connect(path: Path, create: bool) -> sqlite3.Connection:
    """A connection to a ledger of this version; with `create` an absent or empty file becomes one."""
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise LedgerError(
            f"SQLite {sqlite3.sqlite_version} is too old for a ledger, expected 3.37 or later. Use a newer Python."
        )
    if not create and not path.exists():
        raise LedgerError(
            f"{path}: no such ledger, expected a file made by `westphalia read REPORT --ledger {path}`. "
            "Make it, or give another with --ledger FILE."
        )
    with explained(path, PATIENCE):
        database = _connected(path, create)
        try:
            _require_ledger(database, path, create)
            _use_log(database)
        except BaseException:
            database.close()
            raise
    return database


def _connected(path: Path, create: bool) -> sqlite3.Connection:
    """Open for reading and writing; a whole file in a place that cannot be written only for reading."""
    try:
        return _opened(path, "rwc" if create else "rw")
    except sqlite3.OperationalError as problem:
        pending = path.with_name(f"{path.name}-wal")
        unwritten = pending.exists() and pending.stat().st_size
        if create or unwritten or not path.is_file() or problem.sqlite_errorcode & 0xFF not in _UNREACHED:
            raise
        return _opened(path, "ro&immutable=1")


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    database = sqlite3.connect(address, timeout=PATIENCE, isolation_level=None, uri=True)
    try:
        return _ready(database)
    except BaseException:
        database.close()
        raise


def _ready(database: sqlite3.Connection) -> sqlite3.Connection:
    """A connection that checks references and has read the header of its file.

    What was read can be read again, so a commit does not wait for the disk (a power cut may take the last ones, whole);
    `durably` makes those wait that hold what a person decided.
    """
    database.row_factory = sqlite3.Row
    for setting in ("foreign_keys = ON", "synchronous = NORMAL", f"wal_autocheckpoint = {_LOG_PAGES}"):
        database.execute(f"PRAGMA {setting}")
    database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return database


def _number(database: sqlite3.Connection, pragma: str) -> int:
    return int(database.execute(f"PRAGMA {pragma}").fetchone()[0])


def _is_empty(database: sqlite3.Connection) -> bool:
    tables = database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    return not tables and not _number(database, "user_version") and not _number(database, "application_id")


def _require_ledger(database: sqlite3.Connection, path: Path, create: bool) -> None:
    """Make the tables of an empty file, and refuse what is no ledger of this version."""
    if create and _is_empty(database):
        with transaction(database):
            if _is_empty(database):
                for statement in statements():
                    database.execute(statement)
    if _number(database, "application_id") != APPLICATION:
        what = "an empty file" if _is_empty(database) else "an SQLite database of another program"
        raise LedgerError(
            f"{path}: {what}, expected a ledger made by westphalia. Give another file with --ledger FILE."
        )
    version = _number(database, "user_version")
    if version != VERSION:
        raise LedgerError(
            f"{path}: a ledger of schema version {version}, expected {VERSION}. Use the westphalia that made "
            "it, or read the reports into a new file with --ledger FILE."
        )


def _use_log(database: sqlite3.Connection) -> None:
    """Write-ahead logging, so that readers and a writer do not wait for each other; kept in the file once set.

    SQLite does not wait for other users of the file here, so this does. A file that may only be read stays as it is.
    """
    until = time.monotonic() + PATIENCE
    if database.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    while True:
        try:
            database.execute("PRAGMA journal_mode = WAL").fetchone()
            return
        except sqlite3.OperationalError as problem:
            code = problem.sqlite_errorcode & 0xFF
            if code == sqlite3.SQLITE_READONLY:
                return
            if code != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """All of the block or nothing of it, as the only writer."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            if database.in_transaction:
                database.execute("ROLLBACK")
        raise


@contextmanager
def durably(database: sqlite3.Connection) -> Iterator[None]:
    """A transaction that is on the disk when it ends."""
    database.execute("PRAGMA synchronous = FULL")
    try:
        with transaction(database):
            yield
    finally:
        database.execute("PRAGMA synchronous = NORMAL")
