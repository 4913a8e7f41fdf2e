"""One table in long form, read from CSV: columns of labels and one of values, checked cell by cell."""

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final, NoReturn

import numpy as np
from jaxtyping import Float, Int

from westphalia.axes import Axis
from westphalia.errors import DataError, nearest

VALUE: Final = "value"
LARGEST_FILE: Final = 2 * 1024**3
LARGEST_ARRAY: Final = 50_000_000
_CHUNK: Final = 50_000
_SHOWN: Final = 40
_MEGABYTE: Final = 1024**2

Row = list[str]


def long_array(path: Path, columns: Mapping[str, Axis], signed: bool = False) -> Float[np.ndarray, "..."]:
    """The table as an array over the axes of its columns, NaN where no row stands.

    Values must be finite numbers, not below zero unless `signed`; a cell may stand once. Rows are read in chunks,
    so that memory beyond the array itself does not grow with the file.
    """
    shape = _shape(path, columns)
    array = np.full(shape, np.nan)
    cells = array.reshape(-1)
    done = 0
    with _rows(path, (*columns, VALUE)) as rows:
        while chunk := list(islice(rows, _CHUNK)):
            *labels, texts = zip(*chunk, strict=True)
            at = [_places(path, done, *pair) for pair in zip(columns.items(), labels, strict=True)]
            flat = np.ravel_multi_index(at, shape)
            values = _values(path, done, texts, signed)
            _refuse_second(path, done, chunk, flat, cells)
            cells[flat] = values
            done += len(chunk)
    return array


def labels_of(path: Path, columns: tuple[str, ...], name: str) -> Axis:
    """The labels of a table's first column as an axis, in the order in which they first stand."""
    with _rows(path, (*columns, VALUE)) as rows:
        found = tuple(dict.fromkeys(row[0] for row in rows))
    if not found:
        raise DataError(f"{path}: no rows; it must name every {name}.")
    if "" in found:
        raise DataError(f"{path}: a {name} without a name; fill the column {columns[0]!r} of every row.")
    return Axis(name, found)


def pairs(path: Path, columns: Mapping[str, Axis]) -> tuple[Int[np.ndarray, " k"], ...]:
    """The places that a table of labels without values lists, one array for each column."""
    with _rows(path, tuple(columns)) as rows:
        listed = list(rows)
    labels = zip(*listed, strict=True) if listed else [() for _ in columns]
    return tuple(_places(path, 0, *pair) for pair in zip(columns.items(), labels, strict=True))


def text_rows(path: Path, columns: tuple[str, ...]) -> list[Row]:
    """The rows of a small table of text."""
    with _rows(path, columns) as rows:
        return list(rows)


@contextmanager
def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[Iterator[Row]]:
    """The rows below the header, their cells stripped and in the order of `columns`; empty lines are left out."""
    _refuse_unreadable(path)
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.reader(file)
            order = _order(path, next(reader, []), columns)
            yield _ordered(path, reader, order)
    except UnicodeDecodeError as fault:
        raise DataError(
            f"{path}: not UTF-8 text ({fault.reason} at byte {fault.start}). Save it as CSV in UTF-8."
        ) from None
    except csv.Error as fault:
        raise DataError(f"{path}: not a CSV file ({fault}). Save it as comma-separated text in UTF-8.") from None
    except OSError as fault:
        raise DataError(f"{path}: cannot be read ({fault.strerror}).") from None


def _refuse_unreadable(path: Path) -> None:
    if not path.exists():
        raise DataError(f"{path}: the file is missing.")
    if not path.is_file():
        raise DataError(f"{path}: not a file; expected comma-separated text.")
    size = path.stat().st_size
    if size > LARGEST_FILE:
        limit = LARGEST_FILE // _MEGABYTE
        raise DataError(f"{path}: {size // _MEGABYTE} MB is above {limit} MB. Leave out rows whose value is zero.")


def _order(path: Path, header: Row, columns: tuple[str, ...]) -> list[int]:
    """Where each column stands in the file."""
    names = [name.strip() for name in header]
    wanted = ",".join(columns)
    for name in columns:
        if name not in names:
            there = ",".join(names)[:_SHOWN] or "nothing"
            raise DataError(f"{path}: column {name!r} is missing. The first line must be {wanted}; it is {there}.")
    for name in names:
        if name not in columns:
            raise DataError(f"{path}: column {name!r} is not known here. The first line must be {wanted}.")
        if names.count(name) > 1:
            raise DataError(f"{path}: column {name!r} stands twice. The first line must be {wanted}.")
    return [names.index(name) for name in columns]


def _ordered(path: Path, reader: "csv._reader", order: list[int]) -> Iterator[Row]:
    for row in reader:
        if len(row) == len(order):
            yield [row[place].strip() for place in order]
        elif row:
            raise DataError(f"{path} line {reader.line_num}: {len(row)} cells; expected {len(order)}.")


def _shape(path: Path, columns: Mapping[str, Axis]) -> tuple[int, ...]:
    shape = tuple(len(axis) for axis in columns.values())
    size = int(np.prod([float(length) for length in shape]))
    if size > LARGEST_ARRAY:
        told = " × ".join(map(str, shape))
        raise DataError(f"{path}: {told} cells are above {LARGEST_ARRAY:,}. Merge countries or sectors.")
    return shape


def _places(path: Path, done: int, column: tuple[str, Axis], labels: tuple[str, ...]) -> Int[np.ndarray, " k"]:
    name, axis = column
    position = {label: place for place, label in enumerate(axis.labels)}
    try:
        return np.array([position[label] for label in labels], dtype=np.intp)
    except KeyError:
        row = next(place for place, label in enumerate(labels) if label not in position)
    label = labels[row]
    raise DataError(
        f"{path} line {_line(path, done + row)}: unknown {axis.name} {label!r} in {name}. {nearest(label, axis.labels)}"
    )


def _values(path: Path, done: int, texts: tuple[str, ...], signed: bool) -> Float[np.ndarray, " k"]:
    try:
        values = np.array([float(text) for text in texts])
    except ValueError:
        _refuse_text(path, done, texts)
    wrong = ~np.isfinite(values) | ((values < 0) & (not signed))
    if wrong.any():
        row = int(np.argmax(wrong))
        wanted = "a finite number" if signed else "a number, 0 or more"
        raise DataError(f"{path} line {_line(path, done + row)}: value {texts[row]!r}; expected {wanted}.")
    return values


def _refuse_text(path: Path, done: int, texts: tuple[str, ...]) -> NoReturn:
    row = next(place for place, text in enumerate(texts) if not _is_number(text))
    shown = repr(texts[row][:_SHOWN]) if texts[row] else "is empty"
    raise DataError(
        f"{path} line {_line(path, done + row)}: value {shown}; expected a number such as 12.5. "
        "Leave a row out where nothing is traded."
    )


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _refuse_second(
    path: Path, done: int, chunk: list[Row], flat: Int[np.ndarray, " k"], cells: Float[np.ndarray, " c"]
) -> None:
    """Refuse a cell that stands twice, in this chunk or before."""
    first = np.zeros(len(flat), dtype=bool)
    first[np.unique(flat, return_index=True)[1]] = True
    second = ~first | ~np.isnan(cells[flat])
    if second.any():
        row = int(np.argmax(second))
        cell = ", ".join(chunk[row][:-1])
        raise DataError(f"{path} line {_line(path, done + row)}: {cell} stands twice; give one value for each cell.")


def _line(path: Path, row: int) -> int:
    """The line of the file at which row number `row` ends, empty lines and quoted line breaks counted."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.reader(file)
        next(reader)
        for number, _ in enumerate(filled for filled in reader if filled):
            if number == row:
                return reader.line_num
    raise DataError(f"{path}: changed while it was read; try again.")
