"""What SQLite says, in the words of this package: the file, what is wrong, what was expected, the next step."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from westphalia.errors import LedgerError, NotStored, WestphaliaError

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_NONE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)
_CLOSED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)


@contextmanager
def explained(path: Path, patience: float) -> Iterator[None]:
    """Errors of SQLite within the block become errors of this package."""
    try:
        yield
    except sqlite3.Error as problem:
        raise _error(path, problem, patience) from problem


def _error(path: Path, problem: sqlite3.Error, patience: float) -> WestphaliaError:
    code = (getattr(problem, "sqlite_errorcode", None) or 0) & 0xFF
    if code in _BUSY:
        return NotStored(
            f"{path}: locked by another program for {patience:g} seconds, expected to be free. Nothing was stored by "
            "this command. Wait until the other has finished and run it again."
        )
    if code in _NO_ROOM:
        return NotStored(
            f"{path}: cannot be written ({problem}), expected room on the disk. What was stored before is whole. Free "
            "some space and run the command again: what is already held is not stored twice."
        )
    return LedgerError(f"{path}: {_reason(path, problem, code)}")


def _reason(path: Path, problem: sqlite3.Error, code: int) -> str:
    if code in _NONE:
        return "not a ledger, expected an SQLite database made by westphalia. Give another file with --ledger FILE."
    if code in _CLOSED:
        return (
            "read-only, expected a ledger that can be written. Change its permissions, or copy it and give the copy "
            "with --ledger FILE."
        )
    if code == sqlite3.SQLITE_CANTOPEN:
        return f"cannot be opened ({_why_closed(path)}). Give another place with --ledger FILE."
    if code == sqlite3.SQLITE_CORRUPT:
        return f"damaged ({problem}), expected a whole database. Go back to a copy, or read the reports anew."
    return f"SQLite says: {problem}. Expected a ledger made by this version."


def _why_closed(path: Path) -> str:
    if path.is_dir():
        return "it is a folder, expected a file"
    if not path.parent.is_dir():
        return f"there is no folder {path.parent}"
    return "expected permission to read and write it and its folder"
