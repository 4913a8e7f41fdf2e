r"""Decisions of the European Union with the positions that were coded before them: reading the files and checking them.

A folder holds `deu3_issues.csv`, `deu3_positions_long.csv` and one `eu_council_weights*.csv`. The rows are not part of
this package; what is shipped are scores computed from them. Issues run along `q`, actors along `a`, scales from 0 to 1.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from jaxtyping import Bool, Float, Int

from westphalia.errors import DataError, nearest
from westphalia.settlement.council import (
    COMMISSION,
    PARLIAMENT,
    STATES,
    USED,
    CouncilReading,
    CouncilVotes,
    capabilities,
    read_council_votes,
    read_table,
    require_table,
)
from westphalia.units import PER_CENT

ISSUES: Final = "deu3_issues.csv"
POSITIONS: Final = "deu3_positions_long.csv"
VOTES: Final = "eu_council_weights*.csv"
ACTORS: Final = (COMMISSION, PARLIAMENT, *STATES)
LEAST_ACTORS: Final = 3
"""An issue with fewer actors of known position and salience is left out: two make a line, not a negotiation."""
_ISSUE_COLUMNS: Final = ("isnr", "prnr", "proc", "rp", "out", "intro_iso", "finact_iso")
_POSITION_COLUMNS: Final = ("isnr", "actor", "position", "salience")
_TOP: Final = 100.0
_Coded = tuple[float, float | None]


@dataclass(frozen=True)
class Decisions:
    """Issues that were decided, with who wanted what; positions without salience are taken out and counted.

    `position` and `salience` are zero where `stated` is false; `reference` is NaN where the data hold none.
    """

    issues: tuple[str, ...]
    proposals: tuple[str, ...]
    procedures: tuple[str, ...]
    days: tuple[date, ...]
    outcome: Float[np.ndarray, " q"]
    reference: Float[np.ndarray, " q"]
    position: Float[np.ndarray, "q a"]
    salience: Float[np.ndarray, "q a"]
    stated: Bool[np.ndarray, "q a"]
    votes: CouncilVotes
    undecided: int
    too_few: int
    without_salience: int

    @cached_property
    def cluster(self) -> Int[np.ndarray, " q"]:
        """Number of the proposal an issue belongs to: issues of one are decided together."""
        return np.unique(np.array(self.proposals), return_inverse=True)[1]

    def capability(self, reading: CouncilReading = USED) -> Float[np.ndarray, "q a"]:
        """What each actor counts for on each issue by the Council's rule; zero where it is not stated."""
        found = np.zeros(self.position.shape)
        for q, day in enumerate(self.days):
            there = self.stated[q]
            names = [actor for actor, here in zip(ACTORS, there, strict=True) if here]
            found[q, there] = capabilities(names, day, self.procedures[q], self.votes, reading)
        return found


def batches(counts: Bool[np.ndarray, "q a"]) -> Iterator[tuple[Int[np.ndarray, " d"], Int[np.ndarray, "d n"]]]:
    """Issues on which equally many actors count, with the places of these actors: so each batch is a full array."""
    number = counts.sum(axis=1)
    for n in np.unique(number[number > 0]):
        rows = np.flatnonzero(number == n)
        yield rows, np.nonzero(counts[rows])[1].reshape(len(rows), n)


def read_decisions(folder: Path) -> Decisions:
    """The decisions in a folder laid out as the data; a missing file, column or vote is one error."""
    if not folder.is_dir():
        raise DataError(f"{folder} is no folder. Give one that holds {ISSUES}, {POSITIONS} and {VOTES}.")
    votes = _all_there(folder)
    issues = _issues(folder / ISSUES)
    coded = _coded(folder / POSITIONS, issues)
    decided = [row for row in issues.values() if row["out"].strip()]
    if not decided:
        raise DataError(f"{ISSUES}: no issue has an outcome (column out), so no forecast can be scored.")
    scored = [row for row in decided if len(_complete(coded.get(row["isnr"], {}))) >= LEAST_ACTORS]
    if not scored:
        raise DataError(f"{POSITIONS}: no issue has {LEAST_ACTORS} actors of known position and salience.")
    position, salience, stated = _arrays([_complete(coded[row["isnr"]]) for row in scored])
    all_coded = sum(len(coded[row["isnr"]]) for row in scored)
    return Decisions(
        issues=tuple(row["isnr"] for row in scored),
        proposals=tuple(row["prnr"] for row in scored),
        procedures=tuple(row["proc"] for row in scored),
        days=tuple(_decided_on(row) for row in scored),
        outcome=np.array([_place(row["out"], f"{ISSUES}, {row['isnr']}, out") for row in scored]),
        reference=np.array([_reference(row) for row in scored]),
        position=position,
        salience=salience,
        stated=stated,
        votes=read_council_votes(votes),
        undecided=len(issues) - len(decided),
        too_few=len(decided) - len(scored),
        without_salience=all_coded - int(stated.sum()),
    )


def _issues(path: Path) -> dict[str, dict[str, str]]:
    rows = _rows(path, _ISSUE_COLUMNS)
    names = [row["isnr"] for row in rows]
    twice = next((name for name, number in Counter(names).items() if number > 1), None)
    if twice is not None:
        raise DataError(f"{path.name}: issue {twice} stands twice. Keep one row an issue.")
    return dict(zip(names, rows, strict=True))


def _coded(path: Path, issues: Mapping[str, object]) -> dict[str, dict[str, _Coded]]:
    """Position and salience by issue and actor."""
    found: dict[str, dict[str, _Coded]] = {}
    for line, row in enumerate(_rows(path, _POSITION_COLUMNS), start=2):
        where = f"{path.name}, line {line}, {row['isnr']} {row['actor']}"
        if row["isnr"] not in issues:
            raise DataError(f"{where}: no such issue in {ISSUES}.")
        if row["actor"] not in ACTORS:
            raise DataError(f"{where}: unknown actor. {nearest(row['actor'], ACTORS)}")
        if row["actor"] in found.setdefault(row["isnr"], {}):
            raise DataError(f"{where}: stands twice. Keep one row an issue and actor.")
        salience = _place(row["salience"], f"{where}, salience") if row["salience"].strip() else None
        found[row["isnr"]][row["actor"]] = (_place(row["position"], f"{where}, position"), salience)
    return found


def _complete(coded: Mapping[str, _Coded]) -> dict[str, tuple[float, float]]:
    """The actors whose salience is known too."""
    return {actor: (place, salience) for actor, (place, salience) in coded.items() if salience is not None}


def _arrays(
    coded: Sequence[Mapping[str, tuple[float, float]]],
) -> tuple[Float[np.ndarray, "q a"], Float[np.ndarray, "q a"], Bool[np.ndarray, "q a"]]:
    nobody = (np.nan, np.nan)
    both = np.array([[known.get(actor, nobody) for actor in ACTORS] for known in coded])
    stated = np.isfinite(both[..., 0])
    idle = ~(np.nan_to_num(both[..., 1]).sum(axis=1) > 0)
    if idle.any():
        raise DataError(f"{POSITIONS}: nobody has salience above zero on {int(idle.sum())} issues. Leave them out.")
    place, salience = np.nan_to_num(both[..., 0]), np.nan_to_num(both[..., 1])
    return place, salience, stated


def _decided_on(row: Mapping[str, str]) -> date:
    """The day of adoption; of introduction where the data hold none."""
    cell = row["finact_iso"].strip() or row["intro_iso"].strip()
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise DataError(
            f"{ISSUES}, {row['isnr']}: {cell!r} is no day of adoption or introduction, so nobody's votes are known. "
            "Expected year-month-day in finact_iso or intro_iso."
        ) from None


def _reference(row: Mapping[str, str]) -> float:
    return _place(row["rp"], f"{ISSUES}, {row['isnr']}, rp") if row["rp"].strip() else float("nan")


def _place(cell: str, where: str) -> float:
    """A place on a scale from 0 to 100, as a fraction."""
    try:
        value = float(cell)
    except ValueError:
        raise DataError(f"{where}: {cell!r} is no number. Scales run from 0 to 100.") from None
    if not 0 <= value <= _TOP:
        raise DataError(f"{where}: {value:g} is off the scale. Scales run from 0 to 100.")
    return value * PER_CENT


def _all_there(folder: Path) -> Path:
    """The file of votes, once all three are seen to be there, before any is read."""
    for path in (folder / ISSUES, folder / POSITIONS):
        require_table(path, f"A folder to score holds {ISSUES}, {POSITIONS} and {VOTES}.")
    found = sorted(folder.glob(VOTES))
    if len(found) != 1:
        raise DataError(f"{folder}: {len(found)} files {VOTES}. Expected one, with the votes of each member state.")
    require_table(found[0])
    return found[0]


def _rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    known, rows = read_table(path)
    missing = [name for name in columns if name not in known]
    if missing:
        raise DataError(f"{path.name}: no column {missing[0]}. Expected {', '.join(columns)}.")
    short = next((line for line, row in enumerate(rows, start=2) if None in row.values() or None in row), None)
    if short:
        raise DataError(f"{path.name}, line {short}: not as many cells as columns.")
    return rows
