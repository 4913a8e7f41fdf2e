"""The file of a register: made, opened, refused; what SQLite says put into words."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Final

from westphalia.errors import DataError, NotStored, WestphaliaError
from westphalia.register.schema import APPLICATION, VERSION, statements

PATIENCE: Final = 10.0  # seconds to wait for another writer
REGISTER: Final = "register"  # the name under which its file is attached
_OLDEST_SQLITE: Final = (3, 37, 0)  # the first with STRICT tables
_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_NO_ROOM: Final = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_CLOSED: Final = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN)


@contextmanager
def connected(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a register for reading."""
    if path.is_dir():
        raise DataError(f"{path}: it is a folder, expected a file. Give another place with --in FILE.")
    if not path.exists():
        raise DataError(
            f"{path}: no such register, expected a file made by `westphalia register load`. Make it, or give another "
            "with --in FILE."
        )
    with explained(path), closing(_opened(f"{path.absolute().as_uri()}?mode=ro")) as database:
        _require_register(database, path, "main")
        yield database


@contextmanager
def aside() -> Iterator[sqlite3.Connection]:
    """A connection to a database of its own, thrown away with it: what is put aside before a register is touched."""
    with closing(_opened("")) as database:
        yield database


@contextmanager
def attached(database: sqlite3.Connection, path: Path) -> Iterator[None]:
    """A register beside what was put aside, in one transaction, all of it or nothing; made where absent.

    The file is opened only now, when all that can be refused was, so that two who begin a register at once do not
    meet. One made here goes again where the block fails, before anybody else may write to it.
    """
    made = _made(path)
    database.execute(f"ATTACH ? AS {REGISTER}", (f"{path.absolute().as_uri()}?mode=rw",))
    try:
        with transaction(database):
            first = is_empty(database, REGISTER)
            for statement in statements(REGISTER) if first else ():
                database.execute(statement)
            _require_register(database, path, REGISTER)
            with _removed_by_failure(path) if made and first else nullcontext():
                yield
    finally:
        database.execute(f"DETACH {REGISTER}")


@contextmanager
def _removed_by_failure(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def begun(path: Path) -> bool:
    """Whether anything is in a file. Raises DataError where there cannot be one."""
    if not path.parent.is_dir():
        raise DataError(f"{path}: cannot be opened ({_why_closed(path)}). Give another place with --in FILE.")
    return path.is_dir() or (path.exists() and path.stat().st_size > 0)


def _opened(address: str) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise DataError(
            f"SQLite {sqlite3.sqlite_version} is too old for a register, expected 3.37 or later. Use a newer Python."
        )
    database = sqlite3.connect(address, timeout=PATIENCE, isolation_level=None, uri=True)
    database.execute("PRAGMA foreign_keys = ON")
    return database


def _made(path: Path) -> bool:
    """Whether a file was not there and is now, by this program and no other."""
    try:
        path.touch(exist_ok=False)
    except OSError:  # there already, or no place for it: opening it says which
        return False
    return True


def is_empty(database: sqlite3.Connection, name: str) -> bool:
    """Whether there is nothing in a database of a connection yet."""
    return not database.execute(f"SELECT EXISTS (SELECT 1 FROM {name}.sqlite_schema)").fetchone()[0]


def unjournalled(name: str) -> tuple[str, str]:
    """Settings of a database that is thrown away with the connection: no way back, and 16 MB of it in memory."""
    return f"PRAGMA {name}.journal_mode = OFF", f"PRAGMA {name}.cache_size = -16000"


def _require_register(database: sqlite3.Connection, path: Path, name: str) -> None:
    if database.execute(f"PRAGMA {name}.application_id").fetchone()[0] != APPLICATION:
        what = "an empty file" if is_empty(database, name) else "an SQLite database of another program"
        raise DataError(f"{path}: {what}, expected a register. Give another file with --in FILE.")
    version = database.execute(f"PRAGMA {name}.user_version").fetchone()[0]
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
    whole = getattr(problem, "sqlite_errorcode", None) or 0
    code = whole & 0xFF
    if whole == sqlite3.SQLITE_READONLY_DBMOVED:
        return NotStored(
            f"{path}: taken away by another program while it was open, expected to stay. Nothing was stored. Run the "
            "command again."
        )
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
