r"""What the Council votes of a member state were on the day of a decision, and what the two other bodies count for.

The rule, written out. A state counts with its votes in the Council on the day the act was adopted, or was introduced
where the data hold no day of adoption: the votes of fifteen to 30 April 2004, those of twenty-five under the Act of
Accession to 31 October 2004, those of the Treaty of Nice from 1 November 2004 (with Bulgaria and Romania from 2007 and
Croatia from July 2013). From 1 November 2014 states have no votes any more: a majority of states with 65% of the people
decides, so a state counts with its population, the part of that rule in which states differ. The Commission and the
Parliament have no votes in the Council; `READINGS` holds what they may count for, and `USED` the one taken.
"""

import csv
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from statistics import median
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.errors import DataError, nearest

COMMISSION: Final = "com"
PARLIAMENT: Final = "ep"
CODECISION: Final = "COD"
_STATES: Final = (
    ("at", "Austria"), ("be", "Belgium"), ("bu", "Bulgaria"), ("cr", "Croatia"), ("cy", "Cyprus"),
    ("cz", "Czech Republic"), ("dk", "Denmark"), ("ee", "Estonia"), ("fi", "Finland"), ("fr", "France"),
    ("de", "Germany"), ("el", "Greece"), ("hu", "Hungary"), ("ie", "Ireland"), ("it", "Italy"), ("lv", "Latvia"),
    ("lt", "Lithuania"), ("lu", "Luxembourg"), ("mt", "Malta"), ("nl", "Netherlands"), ("pl", "Poland"),
    ("pt", "Portugal"), ("ro", "Romania"), ("sk", "Slovakia"), ("si", "Slovenia"), ("es", "Spain"), ("se", "Sweden"),
    ("uk", "United Kingdom"),
)  # fmt: skip
STATES: Final[Mapping[str, str]] = MappingProxyType(dict(_STATES))
"""Member states by the code the decisions have for them."""

_JOINED: Final = MappingProxyType({"bu": date(2007, 1, 1), "ro": date(2007, 1, 1), "cr": date(2013, 7, 1)})
_LOST_DIGIT: Final = 5.0
LARGEST: Final = 50_000_000
"""Bytes of a table that are read: many times what the data hold."""


@dataclass(frozen=True)
class Regime:
    """From which day on which column of the table of votes holds, and by what that is laid down."""

    start: date
    column: str
    words: str


REGIMES: Final = (
    Regime(date(1995, 1, 1), "v15", "votes of fifteen states, Act of Accession 1994"),
    Regime(date(2004, 5, 1), "v25t", "votes of twenty-five states, Act of Accession 2003, article 26"),
    Regime(date(2004, 11, 1), "v25", "votes of the Treaty of Nice, with the states that joined in 2007 and 2013"),
    Regime(date(2014, 11, 1), "p2014a", "population, Treaty of Lisbon: 55% of states with 65% of the people"),
)


@dataclass(frozen=True)
class CouncilReading:
    """What the Commission and the Parliament count for beside states with votes.

    Their weight is a share in `of`: the largest state, the average state, or all states together (the Council as one
    body). `consulted` says whether the Parliament counts as much where it is only consulted. `population`: whether
    states count with people from 1 November 2014, rather than with the votes of Nice.
    """

    name: str
    of: str
    share: float = 1.0
    consulted: bool = True
    population: bool = True


USED: Final = CouncilReading("largest state", "largest")
READINGS: Final = (
    USED,
    CouncilReading("largest state, Nice votes kept", "largest", population=False),
    CouncilReading("largest state, EP in COD only", "largest", consulted=False),
    CouncilReading("average state", "average"),
    CouncilReading("average state, EP in COD only", "average", consulted=False),
    CouncilReading("neither counts", "largest", share=0.0),
    CouncilReading("half of all states", "all", share=0.5),
    CouncilReading("all states", "all"),
    CouncilReading("all states, EP in COD only", "all", consulted=False),
)
"""Readings of the same treaties; `USED` was chosen on grounds and not by its error (see docs/backtest.md)."""


@dataclass(frozen=True)
class CouncilVotes:
    """Votes or population of each member state, by column of the table and code of the state."""

    by_column: Mapping[str, Mapping[str, float]]

    def on(self, day: date, *, population: bool = True) -> Mapping[str, float]:
        """What each member state counts for on a day."""
        held = self.by_column[regime(day, population=population).column]
        return {code: votes for code, votes in held.items() if _JOINED.get(code, day) <= day}


def regime(day: date, *, population: bool = True) -> Regime:
    """The rule in force on a day; `population` false keeps the votes of Nice after 2014."""
    known = REGIMES if population else REGIMES[:-1]
    begun = [one for one in known if one.start <= day]
    if not begun:
        raise DataError(f"{day}: votes in the Council are held from {REGIMES[0].start} on. Leave the issue out.")
    return begun[-1]


def capabilities(
    actors: Sequence[str], day: date, procedure: str, votes: CouncilVotes, reading: CouncilReading = USED
) -> Float[np.ndarray, " a"]:
    r"""What each actor counts for on a day, with the largest member state at one.

    .. math:: c_a = v_a / \max_b v_b, \qquad c_{\text{Commission}} = c_{\text{Parliament}} = \kappa

    :math:`\kappa = 1` in the reading used: a view centred on the Council, in which the two other bodies are actors
    beside the states and none is stronger than the strongest of them. Thomson & Hosli (2006), JCMS 44(2), find that
    such a view forecasts decisions better than one in which they outweigh the states. `assumed` beyond that.
    """
    held = votes.on(day, population=reading.population)
    most = max(held.values())
    other = reading.share * {"largest": most, "average": sum(held.values()) / len(held), "all": sum(held.values())}[
        reading.of
    ]  # fmt: skip
    heard = procedure == CODECISION or reading.consulted
    bodies = {COMMISSION: other, PARLIAMENT: other if heard else 0.0}
    return np.array([_votes_of(actor, held, bodies, day) for actor in actors]) / most


def _votes_of(actor: str, held: Mapping[str, float], bodies: Mapping[str, float], day: date) -> float:
    if actor in bodies:
        return bodies[actor]
    if actor not in STATES:
        raise DataError(f"unknown actor {actor!r}. {nearest(actor, (*STATES, *bodies))}")
    if actor not in held:
        raise DataError(f"{actor} ({STATES[actor]}) has no votes in the Council on {day}: not a member then.")
    return held[actor]


def require_table(path: Path, expected: str = "Expected a table as CSV.") -> None:
    """Raise DataError unless there is a file, of a size that is read; nothing of it is read here."""
    try:
        found = path.stat()
    except FileNotFoundError:
        raise DataError(f"{path} is missing. {expected}") from None
    except OSError as fault:
        raise DataError(f"{path}: cannot be read ({fault.strerror}).") from None
    if not stat.S_ISREG(found.st_mode):
        raise DataError(f"{path}: no regular file (a folder, pipe or device). {expected}")
    if found.st_size > LARGEST:
        raise DataError(f"{path}: larger than {LARGEST:,} bytes. Such a table is small; is it another file?")


def read_table(path: Path) -> tuple[tuple[str, ...], list[dict[str, str]]]:
    """The columns and the rows of a table; what is no text is refused."""
    require_table(path)
    try:
        reader = csv.DictReader(StringIO(path.read_bytes().decode().removeprefix("\ufeff"), newline=""))
        rows = list(reader)
    except OSError as fault:
        raise DataError(f"{path}: cannot be read ({fault.strerror}).") from None
    except UnicodeDecodeError as fault:
        raise DataError(f"{path}: cannot be read as text: byte {fault.start + 1:,} is no UTF-8.") from None
    except csv.Error as fault:
        raise DataError(f"{path}: cannot be read as CSV ({fault}).") from None
    return tuple(reader.fieldnames or ()), rows


def read_council_votes(path: Path) -> CouncilVotes:
    """The table of votes and populations, a row for each member state."""
    rows = {row.get("country", ""): row for row in read_table(path)[1]}
    missing = [name for name in STATES.values() if name not in rows]
    if missing:
        raise DataError(f"{path.name}: no row for {missing[0]}. Expected a column country and one row a member state.")
    return CouncilVotes(
        MappingProxyType({one.column: MappingProxyType(_column(rows, one.column, path)) for one in REGIMES})
    )


def _column(rows: Mapping[str, Mapping[str, str]], column: str, path: Path) -> dict[str, float]:
    if column not in next(iter(rows.values())):
        raise DataError(f"{path.name}: no column {column}. Expected {', '.join(one.column for one in REGIMES)}.")
    cells = {code: (name, rows[name][column]) for code, name in STATES.items()}
    held = {code: _number(cell, f"{path.name}, {name}, {column}") for code, (name, cell) in cells.items() if cell}
    if not column.startswith("p"):
        return held
    return {code: _whole(people, rows[STATES[code]]) for code, people in held.items()}


def _whole(people: float, row: Mapping[str, str]) -> float:
    """A population whose last zero was lost on the way (Luxembourg 2014: 537 for 5,370) is ten times as large."""
    others = [float(cell) for name, cell in row.items() if name.startswith("p") and cell]
    return people * 10 if people < median(others) / _LOST_DIGIT else people


def _number(cell: str, where: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = float("nan")
    if not (np.isfinite(value) and value > 0):
        raise DataError(f"{where}: {cell!r} is no number above 0.")
    return value
