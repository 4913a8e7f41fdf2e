"""Reading a shipped table, row by row, with the standard library only."""

import csv
import gzip
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from westphalia.errors import DataError, nearest

TABLES: Final = Path(__file__).resolve().parent / "tables"
LIST_SEPARATOR: Final = "|"


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of `tables/<name>`, each a mapping from column to text; `.gz` is unpacked."""
    path = TABLES / name
    if not path.is_file():
        raise DataError(f"{path} is missing; install the package again, or rebuild the tables with `make world`.")
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def parts(cell: str) -> tuple[str, ...]:
    """The entries of a cell that holds a list."""
    return tuple(cell.split(LIST_SEPARATOR)) if cell else ()


def day(cell: str) -> date | None:
    """A date cell; None where it is empty."""
    return date.fromisoformat(cell) if cell else None


def number(cell: str) -> float | None:
    """A number cell; None where it is empty."""
    return float(cell) if cell else None


def unknown(kind: str, name: str, known: Iterable[str]) -> DataError:
    """The error for a name the tables do not hold, with the nearest that they do."""
    return DataError(f"unknown {kind} {name!r}. {nearest(name, known)}")
