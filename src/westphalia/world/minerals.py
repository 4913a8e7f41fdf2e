"""The minerals deal between the United States and Ukraine: events, and positions coded on ordered scales.

Each code stands with the words it was coded from. What the record does not state has no code, and is not a middle.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from westphalia.errors import DataError
from westphalia.world.table import parts, read_rows, unknown

SOURCE: Final = "minerals-deal"
SIGNED: Final = "signed text"
_TABLE: Final = "minerals_positions.csv"


@dataclass(frozen=True)
class Scale:
    """An issue with its steps in order; without steps a position is a fraction from 0 to 1.

    `low` and `high` name the two ends.
    """

    issue: str
    title: str
    low: str
    high: str
    steps: tuple[str, ...] = ()


SCALES: Final = (
    Scale("us_take", "part that goes to the fund or the US", "nothing", "all"),
    Scale("take_of", "of which revenue", "new licences", "all revenue",
          ("new licences", "future revenue", "all revenue")),
    Scale("past_aid_debt", "debt for past aid", "none", "USD 500 bn", ("none", "no sum", "500bn")),
    Scale("new_aid_capital", "new US aid counts as capital", "no", "yes", ("no", "unspecified", "yes")),
    Scale("governance", "who governs the fund", "the United States", "parity", ("US", "joint", "parity")),
    Scale(
        "guarantee", "security guarantee", "none", "NATO membership",
        ("none", "alignment", "European force", "US backstop", "Article-5-like", "NATO"),
    ),
    Scale("order", "what comes first", "the deal", "the guarantee", ("deal first", "together", "guarantee first")),
)  # fmt: skip
"""The issues in the order of the table."""


@dataclass(frozen=True)
class Coded:
    """One issue of one position: code, place on the scale from 0 to 1 as step and number of steps, and the words."""

    issue: str
    code: str
    words: str


@dataclass(frozen=True)
class MineralsPosition:
    """What a draft, a statement or the signed text says: codes by issue; an issue without one is not stated.

    `actors` are those whose position it is: two for a text both agreed on.
    """

    date: date
    actors: tuple[str, ...]
    document: str
    codes: Mapping[str, Coded]
    url: str
    provenance: str


@dataclass(frozen=True)
class MineralsEvent:
    """One step of the deal in time."""

    date: date
    event: str
    says: str
    status: str
    url: str
    provenance: str


def scale(issue: str) -> Scale:
    """The scale of an issue; an unknown one is an error that offers the nearest."""
    for candidate in SCALES:
        if candidate.issue == issue:
            return candidate
    raise unknown("issue of the minerals deal", issue, [one.issue for one in SCALES])


@lru_cache(maxsize=1)
def minerals_events() -> tuple[MineralsEvent, ...]:
    """The steps of the deal in order of time."""
    return tuple(MineralsEvent(date.fromisoformat(row.pop("date")), **row) for row in read_rows("minerals_events.csv"))


@lru_cache(maxsize=1)
def minerals_positions() -> tuple[MineralsPosition, ...]:
    """Every position coded, in order of time."""
    rows: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for row in read_rows(_TABLE):
        rows.setdefault((row["date"], row["actor"], row["document"]), []).append(row)
    return tuple(_position(found) for found in rows.values())


def signed_text() -> MineralsPosition:
    """The position both sides signed."""
    return next(one for one in minerals_positions() if one.document == SIGNED)


def _position(rows: list[dict[str, str]]) -> MineralsPosition:
    first = rows[0]
    return MineralsPosition(
        date=date.fromisoformat(first["date"]),
        actors=parts(first["actor"]),
        document=first["document"],
        codes=MappingProxyType({row["issue"]: _coded(row) for row in rows}),
        url=first["url"],
        provenance=first["provenance"],
    )


def _coded(row: dict[str, str]) -> Coded:
    steps = scale(row["issue"]).steps
    if steps and row["code"] not in steps:
        raise DataError(
            f"{_TABLE}, {row['date']} {row['issue']}: code {row['code']!r}. Expected one of {', '.join(steps)}."
        )
    return Coded(row["issue"], row["code"], row["words"])
