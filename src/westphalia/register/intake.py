"""A list as a user gives it: which of the two formats it is, its hash, and what is refused before it is read."""

from collections.abc import Callable, Iterator
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Final, NamedTuple

from westphalia.errors import DataError
from westphalia.register import followthemoney, uk_list
from westphalia.register.designation import Designation, Hash, Unread

MAX_BYTES: Final = 2_000_000_000  # the UK list has about 22 million
_HEAD: Final = 256
_BOM: Final = b"\xef\xbb\xbf"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
Entries = Iterator[Designation | Unread]
_READERS: Final[dict[str, Callable[[Path, date, Hash], Entries]]] = {
    "uk-xml": uk_list.designations,
    "followthemoney": followthemoney.designations,
}


class List(NamedTuple):
    """A file that looks like a list: its format and the SHA-256 of its bytes."""

    path: Path
    form: str
    sha256: str

    def entries(self, as_of: date) -> Entries:
        """Its designations one by one, those that cannot be read as Unread.

        Raises DataError where what was read is not what the hash is of.
        """
        read = sha256()
        yield from _READERS[self.form](self.path, as_of, read.update)
        if read.hexdigest() != self.sha256:
            raise DataError(
                f"{self.path}: changed while it was read, expected to stay. Nothing was stored. Run the command again."
            )


def opened(path: Path) -> List:
    """The list in a file. Raises DataError where it is absent, empty, too large or neither XML nor JSON lines."""
    try:
        if path.is_dir():
            raise DataError(f"{path}: a folder, expected a file. Give the list itself.")
        size = path.stat().st_size
        _require_size(path, size)
        with path.open("rb") as file:
            form = _form(path, file.read(_HEAD))
            file.seek(0)
            return List(path, form, file_digest(file, "sha256").hexdigest())
    except OSError as problem:
        raise DataError(f"{path}: cannot be read ({problem.strerror}). Give the place of a list.") from None


def _require_size(path: Path, size: int) -> None:
    if not size:
        raise DataError(f"{path}: empty, expected a list. Fetch it anew from its publisher.")
    if size > MAX_BYTES:
        raise DataError(
            f"{path}: {size:,} bytes, expected at most {MAX_BYTES:,}. Give the list of one authority alone, not a "
            "collection of many."
        )


def _form(path: Path, head: bytes) -> str:
    """The format by the first sign that is no space."""
    if head.startswith(_UTF16) and b"<\x00" not in head and b"\x00<" not in head:
        raise DataError(f"{path}: in UTF-16, expected UTF-8. Save it as UTF-8.")
    first = head.removeprefix(_BOM).lstrip()[:1]
    if first == b"<" or head.startswith(_UTF16):
        return "uk-xml"
    if first == b"{":
        return "followthemoney"
    raise DataError(
        f"{path}: begins with {head[:12]!r}, expected the UK Sanctions List as XML or FollowTheMoney entities as JSON "
        "lines. Unpack a compressed file first; CSV, PDF and spreadsheets are not read."
    )
