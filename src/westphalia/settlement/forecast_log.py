r"""A log that nobody changes unseen: one entry a line, each sealed together with the entry before it.

.. math:: h_n = \mathrm{SHA256}\big(\mathrm{canonical}(\mathrm{entry}_n \cup \{\mathrm{previous}: h_{n-1}\})\big),
   \qquad h_0 = 0 \ldots 0

A chain of hashes shows that entries were neither changed, removed, added nor moved, as far as a head known to others
reaches: whoever can write the file can seal it all anew. What proves a day is a head published on that day.
"""

import json
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final

from pydantic import ValidationError

from westphalia.errors import CheckFailed, DataError, NotStored, UsageError
from westphalia.settlement.forecasts import Forecast, Outcome

__all__ = ["FIRST", "Entry", "Log", "Sealed", "append", "canonical", "read_log", "require_head"]

Entry = Forecast | Outcome
FIRST: Final = "0" * 64
LARGEST: Final = 50_000_000
SHOWN: Final = 12
DIGITS: Final = re.compile(r"[0-9a-f]{8,64}")
"""As much of a hash as names a situation or a seal."""

_OURS: Final = re.compile(rb'(?:\A|^\{)[^\n]*"format" *: *"westphalia-forecasts/', re.MULTILINE)
"""In the first line of a log; in a later one, too, where the first was overwritten."""

PATIENCE: Final = 10.0  # seconds to wait for another writer
_PAUSE: Final = 0.05
_KINDS: Final[Mapping[str, type[Entry]]] = {"forecast": Forecast, "outcome": Outcome}
_WITHIN: Final = 1 << 30  # a byte beyond any log, locked in place of the file where locks keep readers out


@dataclass(frozen=True)
class Sealed:
    """An entry with its line, counted from 1, its seal and that of the entry before it."""

    line: int
    entry: Entry
    previous: str
    sha256: str


@dataclass(frozen=True)
class Log:
    """The entries of a whole log, in the order in which they were made."""

    name: str
    entries: tuple[Sealed, ...]

    @property
    def head(self) -> str:
        """Seal of the last entry: published, it holds all entries up to it."""
        return self.entries[-1].sha256 if self.entries else FIRST

    @property
    def forecasts(self) -> tuple[tuple[Sealed, Forecast], ...]:
        """The forecasts, each with its place in the log."""
        return tuple((one, one.entry) for one in self.entries if isinstance(one.entry, Forecast))

    @property
    def outcomes(self) -> tuple[tuple[Sealed, Outcome], ...]:
        """The outcomes, each with its place in the log; a later one on the same issue corrects an earlier one."""
        return tuple((one, one.entry) for one in self.entries if isinstance(one.entry, Outcome))


def canonical(content: Mapping[str, Any]) -> str:
    """The one way an entry is written: keys in order, no spaces, no number that JSON does not know."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def read_log(path: str | Path) -> Log:
    """A log whose chain holds. Raises CheckFailed with the line where it does not, DataError where nothing is in it."""
    try:
        with os.fdopen(_handle(Path(path), os.O_RDONLY), "rb") as file:
            log = _read(file, Path(path))
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}). Expected a log of forecasts.") from None
    if not log.entries:
        raise DataError(f"{path}: holds no entry. `westphalia forecasts add` makes one.")
    return log


def require_head(log: Log, head: str) -> None:
    """Raise CheckFailed unless a head published earlier, or its first 8 or more digits, is a seal of the log."""
    if not DIGITS.fullmatch(head):
        raise UsageError(f"--head: {head!r} is no seal. Give 8 or more of its 64 digits (0 to 9, a to f).")
    if not any(one.sha256.startswith(head) for one in log.entries):
        raise CheckFailed(
            f"{log.name}: the published head {head} is not in the chain: the log was sealed anew, or its last entries "
            "were removed. Compare with a copy from the day of that head."
        )


def append(path: str | Path, entry: Callable[[Log], Entry | None], *, create: bool) -> Sealed | None:
    """Add an entry to a log whose chain holds, whole or not at all; None where `entry` has nothing to add.

    One writer at a time: `entry` sees the log as it is while nobody else can add to it. Entries are in the order of
    the days they are entered. With `create` an absent file becomes a log.
    """
    place = Path(path)
    with _opened(place, create) as file, _alone(file, place):
        log = _read(file, place)
        added = entry(log)
        if added is None:
            return None
        if log.entries and added.entered < log.entries[-1].entry.entered:
            raise UsageError(
                f"{place}: today, {added.entered}, is before {log.entries[-1].entry.entered}, the day of the last "
                "entry. Entries are in the order of their days: set the clock right, or begin another log."
            )
        sealed = _sealed(added, log)
        _write(file, place, _line(sealed))
        return sealed


def _sealed(entry: Entry, log: Log) -> Sealed:
    """An entry sealed behind the last one of a log."""
    content = _content(entry) | {"previous": log.head}
    return Sealed(len(log.entries) + 1, entry, log.head, _digest(content))


def _content(entry: Entry) -> dict[str, Any]:
    return entry.model_dump(mode="json")


def _digest(content: Mapping[str, Any]) -> str:
    return sha256(canonical(content).encode()).hexdigest()


def _line(sealed: Sealed) -> bytes:
    content = _content(sealed.entry) | {"previous": sealed.previous, "sha256": sealed.sha256}
    return f"{canonical(content)}\n".encode()


def _read(file: BinaryIO, path: Path) -> Log:
    file.seek(0)
    text = file.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise DataError(f"{path}: larger than {LARGEST:,} bytes. A log of forecasts is small; is it another file?")
    if text and not _OURS.search(text):
        raise DataError(f"{path}: holds no log of forecasts. `westphalia forecasts add` makes one where no file is.")
    entries, head = [], FIRST
    for number, line in enumerate(BytesIO(text), start=1):
        entry = _unsealed(line, head, f"{path}, line {number}")
        entries.append(Sealed(number, *entry))
        head = entries[-1].sha256
    return Log(str(path), tuple(entries))


def _unsealed(line: bytes, head: str, where: str) -> tuple[Entry, str, str]:
    """The entry of a line with the seal before it and its own, once it is seen to stand where it was sealed."""
    if not line.endswith(b"\n"):
        raise _broken(where, "is cut short")
    content = _parsed(line, where)
    said, previous = content.pop("sha256", None), content.get("previous")
    found = _digest(content)
    if said != found:
        raise _broken(where, f"was changed: its seal is {_short(said)}, its content gives {_short(found)}")
    if f"{canonical(content | {'sha256': said})}\n".encode() != line:
        raise _broken(where, "is written otherwise than it was sealed")
    if previous != head:
        raise _broken(
            where,
            f"was sealed behind {_short(previous)}, and {_short(head)} stands before it: an entry was removed, added "
            "or moved",
        )
    return _entry(content, where), head, found


def _parsed(line: bytes, where: str) -> dict[str, Any]:
    try:
        content = json.loads(line)
        canonical(content).encode()
    except (ValueError, RecursionError, UnicodeError):
        raise _broken(where, "is no JSON") from None
    if not isinstance(content, dict):
        raise _broken(where, "is no entry")
    return content


def _entry(content: Mapping[str, Any], where: str) -> Entry:
    known = {key: value for key, value in content.items() if key != "previous"}
    kind = _KINDS.get(str(known.get("kind")))
    try:
        if kind is not None:
            return kind.model_validate(known)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        at = ".".join(str(step) for step in first["loc"])
        raise DataError(f"{where}: {at}: {first['msg']}. Expected an entry of `westphalia forecasts`.") from None
    raise DataError(f"{where}: kind {known.get('kind')!r} is not known. Expected forecast or outcome.")


def _broken(where: str, what: str) -> CheckFailed:
    return CheckFailed(f"{where}: {what}. Compare with a copy whose head was published.")


def _short(seal: object) -> str:
    return f"{str(seal)[:SHOWN]}…" if isinstance(seal, str) else "none"


def _handle(path: Path, flags: int) -> int:
    """The file open, without waiting for whoever is at the other end of a pipe; anything but a file is refused."""
    handle = os.open(path, flags | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0), 0o666)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    raise DataError(f"{path}: no regular file (a folder, pipe or device). Expected a log of forecasts.")


@contextmanager
def _opened(path: Path, create: bool) -> Iterator[BinaryIO]:
    """The file open for reading and adding; a writer only ever adds at its end."""
    try:
        handle = _handle(path, os.O_RDWR | os.O_APPEND | (os.O_CREAT if create else 0))
    except OSError as error:
        raise DataError(
            f"{path}: cannot be written ({error.strerror}). Give the place of a log with --log FILE."
            if create
            else f"{path}: cannot be opened ({error.strerror}). `westphalia forecasts add` makes a log."
        ) from None
    with os.fdopen(handle, "r+b", buffering=0) as file:
        yield file


@contextmanager
def _alone(file: BinaryIO, path: Path) -> Iterator[None]:
    """Nobody else adds meanwhile; the system ends the lock with the process."""
    until = time.monotonic() + PATIENCE
    while not _locked(file):
        if time.monotonic() > until:
            raise NotStored(f"{path}: locked by another writer for {PATIENCE:g} seconds. Try again.")
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        _unlocked(file)


if sys.platform == "win32":
    import msvcrt

    def _locked(file: BinaryIO) -> bool:
        with suppress(OSError):
            file.seek(_WITHIN)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            return True
        return False

    def _unlocked(file: BinaryIO) -> None:
        file.seek(_WITHIN)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _locked(file: BinaryIO) -> bool:
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False

    def _unlocked(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


def _write(file: BinaryIO, path: Path, line: bytes) -> None:
    """A line at the end of the file and on the disk; where it does not fit, the file as it was."""
    size = os.fstat(file.fileno()).st_size
    try:
        if file.write(line) != len(line):
            raise OSError(None, "no room left")
        os.fsync(file.fileno())
    except OSError as error:
        with suppress(OSError):
            file.truncate(size)
        raise NotStored(f"{path}: nothing was added ({error.strerror}). Make room and try again.") from None
