"""The file of a register: made, opened, refused; what SQLite says put into words."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from westphalia.errors import DataError, NotStored, WestphaliaError
from westphalia.register.schema import APPLICATION, VERSION, statements

PATIENCE: Final = 10.0  # seconds to wait for another writer
_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_NO_ROOM: Final = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_CLOSED: Final = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN)


@contextmanager
def connected(path: Path, create: bool) -> Iterator[sqlite3.Connection]:
    """A connection to a register; with `create` an absent or empty file may become one, else it stays or goes again."""
    if not create and not path.exists():
        raise DataError(
            f"{path}: no such register, expected a file made by `westphalia register load`. Make it, or give another "
            "with --in FILE."
        )
    if path.is_dir():
        raise DataError(f"{path}: it is a folder, expected a file. Give another place with --in FILE.")
    try:
        with explained(path):
            address = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'ro'}"
            with closing(sqlite3.connect(address, timeout=PATIENCE, isolation_level=None, uri=True)) as database:
                if not (create and is_empty(database)):
                    _require_register(database, path)
                yield database
    finally:
        with suppress(OSError):
            if create and not path.stat().st_size:
                path.unlink()


def is_empty(database: sqlite3.Connection) -> bool:
    """Whether there is nothing in the file yet."""
    return not database.execute("SELECT EXISTS (SELECT 1 FROM main.sqlite_schema)").fetchone()[0]


def unjournalled(name: str) -> tuple[str, str]:
    """Settings of a database that is thrown away with the connection: no way back, and 16 MB of it in memory."""
    return f"PRAGMA {name}.journal_mode = OFF", f"PRAGMA {name}.cache_size = -16000"


def make_tables(database: sqlite3.Connection) -> None:
    """Turn an empty file into a register, within a transaction."""
    for statement in statements():
        database.execute(statement)


def _require_register(database: sqlite3.Connection, path: Path) -> None:
    if database.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise DataError(
            f"{path}: an SQLite database of another program, expected a register. Give another file with --in FILE."
        )
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if version != VERSION:
        raise DataError(
            f"{path}: a register of schema version {version}, expected {VERSION}. Use the westphalia that made it, or "
            "load the lists into another file with --in FILE."
        )


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
def explained(path: Path) -> Iterator[None]:
    """Errors of SQLite within the block become errors of this package."""
    try:
        yield
    except sqlite3.Error as problem:
        raise _error(path, problem) from problem


def _error(path: Path, problem: sqlite3.Error) -> WestphaliaError:
    code = (getattr(problem, "sqlite_errorcode", None) or 0) & 0xFF
    if code in _BUSY:
        return NotStored(
            f"{path}: locked by another program for {PATIENCE:g} seconds, expected to be free. Nothing was stored. "
            "Wait until the other has finished and run the command again."
        )
    if code in _NO_ROOM:
        return NotStored(
            f"{path}: cannot be written ({problem}), expected room on the disk. The register is as it was. Free some "
            "space and run the command again."
        )
    if code in _CLOSED:
        return DataError(f"{path}: cannot be opened ({_why_closed(path)}). Give another place with --in FILE.")
    return DataError(
        f"{path}: not a register, expected an SQLite database made by westphalia ({problem}). Give another file with "
        "--in FILE."
    )


def _why_closed(path: Path) -> str:
    if not path.parent.is_dir():
        return f"there is no folder {path.parent}"
    return "expected permission to read and write it and its folder"
