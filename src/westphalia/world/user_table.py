"""A small table that somebody supplies as CSV: what is refused whatever it holds, each in one line with its place."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

from westphalia.errors import DataError

_SHOWN: Final = 40
_MEGABYTE: Final = 1_000_000
Line = tuple[int, dict[str, str]]


@dataclass(frozen=True)
class UserTable:
    """The columns of a file, and its rows with the lines at which they end; `expected` says what it should hold."""

    path: Path
    expected: str
    columns: tuple[str, ...]
    rows: tuple[Line, ...]

    def lines(self, columns: Sequence[str]) -> tuple[Line, ...]:
        """The rows. Raises DataError where a column is missing or there is no row."""
        missing = [name for name in columns if name not in self.columns]
        if missing:
            raise DataError(f"{self.path}: no column {', '.join(missing)}. Expected {self.expected}.")
        if not self.rows:
            raise DataError(f"{self.path}: no rows. Expected {self.expected}, under a line of column names.")
        return self.rows


def user_table(path: Path, expected: str, largest: int) -> UserTable:
    """A table of at most `largest` bytes. Raises DataError where the file cannot be read or is no table."""
    reader = csv.reader(StringIO(_text(path, expected, largest), newline=""))
    try:
        columns = tuple(name.strip() for name in next(reader, []))
        _require_once(path, columns)
        rows = tuple((reader.line_num, _named(path, reader.line_num, columns, row)) for row in reader if row)
    except csv.Error as fault:
        raise DataError(f"{path}, line {reader.line_num}: no CSV ({fault}). Expected {expected}.") from None
    return UserTable(path, expected, columns, rows)


def shown(cell: str) -> str:
    """A cell as an error quotes it, however long it is."""
    return repr(cell if len(cell) <= _SHOWN else f"{cell[:_SHOWN]}…")


def _text(path: Path, expected: str, largest: int) -> str:
    """The text of a file, its line ends as they are; of a pipe no more than is wanted."""
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}). Expected {expected}.") from None
    if len(content) > largest:
        raise DataError(f"{path}: larger than {largest // _MEGABYTE} MB. Expected {expected}.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise DataError(f"{path}: no text in UTF-8 ({fault.reason} at byte {fault.start}). Save it so.") from None
    if "\0" in text:
        raise DataError(f"{path}: holds a null character, so it is no CSV. Expected {expected}.")
    return text


def _require_once(path: Path, columns: tuple[str, ...]) -> None:
    twice = next((name for name in columns if name and columns.count(name) > 1), None)
    if twice:
        raise DataError(f"{path}: column {shown(twice)} stands twice. Keep one of the two.")


def _named(path: Path, line: int, columns: tuple[str, ...], row: list[str]) -> dict[str, str]:
    """A row by column; cells left out at its end are empty, and none may stand beyond the last column."""
    if any(row[len(columns) :]):
        raise DataError(f"{path}, line {line}: {len(row)} cells, expected {len(columns)}. Write decimals with a point.")
    return dict(zip(columns, [*row, *[""] * (len(columns) - len(row))], strict=False))
