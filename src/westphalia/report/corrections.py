"""The log of corrections: published numbers that moved, from what to what, and why."""

import csv
import datetime
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from westphalia.errors import DataError


class Correction(BaseModel):
    """One published number that moved: when, in which version, what it is, what it was, what it is now, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    date: datetime.date
    version: str = Field(min_length=1)
    what: str = Field(min_length=1)
    was: str = Field(min_length=1)
    now: str = Field(alias="is", min_length=1)
    why: str = Field(min_length=1)


@cache
def corrections() -> tuple[Correction, ...]:
    """The package's own log, oldest first; DataError where a row is incomplete."""
    text = files("westphalia.report").joinpath("corrections.csv").read_text(encoding="utf-8")
    return _rows(text)


def _rows(text: str) -> tuple[Correction, ...]:
    found = []
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        try:
            found.append(Correction.model_validate(row))
        except ValueError as error:
            reason = str(error).splitlines()[2].strip()
            raise DataError(
                f"corrections.csv, line {number}: {reason}. Write date, version, what, was, is, why."
            ) from None
    return tuple(sorted(found, key=lambda one: one.date))


def all_corrections(*logs: Iterable[Correction]) -> tuple[Correction, ...]:
    """Several logs as one, each row once, oldest first."""
    rows = dict.fromkeys(row for log in logs for row in log)
    return tuple(sorted(rows, key=lambda one: one.date))


def corrections_json(rows: Iterable[Correction]) -> list[dict[str, Any]]:
    """The rows as plain data, under the names of the table's columns."""
    return [row.model_dump(mode="json", by_alias=True) for row in rows]
