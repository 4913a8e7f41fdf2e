"""Long-range attacks on Ukraine by month, as one side announced them: counts, scatter, and how they were reported.

The table holds monthly aggregates only. Daily rows, for scores and for single days, come from a file the user has.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Final, Literal, get_args

from westphalia.errors import DataError
from westphalia.world.table import read_rows, unknown
from westphalia.world.user_table import shown, user_table

Kind = Literal["drones", "missiles"]
Regime = Literal["destroyed only", "lost at times", "destroyed and lost", "merged"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
REGIMES: Final[tuple[Regime, ...]] = get_args(Regime)
SOURCE: Final = "attacks-monthly"
_TABLE: Final = "attacks_monthly.csv"
_COLUMNS: Final = {
    "drones": ("drones_launched", "drones_destroyed", "drones_lost_or_suppressed"),
    "missiles": ("missiles_launched", "missiles_destroyed", "missiles_not_reach"),
}
_MOST_BYTES: Final = 5_000_000
_MOST_DIGITS: Final = 5  # of a daily count; a hundred times the largest yet has fewer
_ENDS_EARLY: Final = 7


@dataclass(frozen=True)
class AttackDay:
    """One day of one kind: announced as launched, destroyed, and lost or suppressed."""

    day: date
    launched: int
    downed: int
    lost: int


@dataclass(frozen=True)
class AttackMonth:
    """One month of one kind, as announced by the side attacked.

    `lost` did not reach a target without being destroyed (lost, or suppressed by jamming); None where the reporting
    regime has no such figure. `variance` is that of daily counts, over the days covered less one. `largest` is the
    largest daily count. `changed` says that reporting changed within the month.
    """

    month: date
    kind: Kind
    launched: int
    downed: int
    lost: int | None
    days: int
    zero_days: int
    variance: float
    largest: int
    regime: Regime
    changed: bool

    @property
    def complete(self) -> bool:
        """Whether every day of the month is covered."""
        return self.days == monthrange(self.month.year, self.month.month)[1]

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return self.month.replace(day=monthrange(self.month.year, self.month.month)[1])

    @property
    def stopped(self) -> int:
        """All that is announced as not having reached a target: destroyed, and lost where that is reported."""
        return self.downed + (self.lost or 0)

    @property
    def mean(self) -> float:
        """Launched a day."""
        return self.launched / self.days


@dataclass(frozen=True)
class LargestDay:
    """The largest daily count of a month; the table does not hold on which day it fell."""

    month: date
    count: int


@lru_cache(maxsize=2)
def attack_months(kind: Kind) -> tuple[AttackMonth, ...]:
    """Every month held of a kind, whole months in order; a month without a regime is an error."""
    if kind not in KINDS:
        raise unknown("kind of attack", kind, KINDS)
    return tuple(month_of_row(row, place) for place, row in enumerate(read_rows(_TABLE), 2) if row["kind"] == kind)


def month_of_row(row: dict[str, str], place: int) -> AttackMonth:
    """One row of the table, checked: known regime, no more stopped than launched, days that fit the month."""
    where = f"{_TABLE}, row {place}, {row['month']} {row['kind']}"
    if row["regime"] not in REGIMES:
        raise DataError(
            f"{where}: reporting regime {row['regime']!r}. A month needs one of {', '.join(REGIMES)}, since what "
            "counts as downed depends on it."
        )
    made = AttackMonth(
        month=date.fromisoformat(f"{row['month']}-01"),
        kind="drones" if row["kind"] == "drones" else "missiles",
        launched=int(row["launched"]),
        downed=int(row["downed"]),
        lost=int(row["lost"]) if row["lost"] else None,
        days=int(row["days"]),
        zero_days=int(row["zero_days"]),
        variance=float(row["variance"]),
        largest=int(row["largest_day"]),
        regime=next(regime for regime in REGIMES if regime == row["regime"]),
        changed=row["changed"] == "yes",
    )
    if made.stopped > made.launched:
        raise DataError(f"{where}: {made.stopped} downed or lost of {made.launched} launched. Correct the counts.")
    if not made.zero_days <= made.days <= made.last_day.day:
        raise DataError(f"{where}: {made.days} days covered, {made.zero_days} with none. Correct the days.")
    return made


def attack_month(kind: Kind, month: date) -> AttackMonth | None:
    """The month a day lies in; None where it is not held."""
    return next((m for m in attack_months(kind) if m.month == month.replace(day=1)), None)


def largest_day(before: date, kind: Kind = "drones") -> LargestDay | None:
    """The largest daily count among the months that had ended before a day; None where none had.

    The table does not say on which day a month's largest fell, so the running month is left out.
    """
    ended = _ended(before, kind)
    top = max(ended, key=lambda m: m.largest, default=None)
    return None if top is None else LargestDay(top.month, top.largest)


def record_month(before: date, kind: Kind = "drones") -> AttackMonth | None:
    """The whole month with the largest total among those that had ended before a day; None where none had."""
    return max((m for m in _ended(before, kind) if m.complete), key=lambda m: m.launched, default=None)


def _ended(before: date, kind: Kind) -> list[AttackMonth]:
    return [m for m in attack_months(kind) if m.last_day < before]


def read_daily(path: str | Path, kind: Kind) -> tuple[AttackDay, ...]:
    """The days of a file the user has, in order; refused whole where a row cannot be right.

    Columns `date`, `<kind>_launched`, `<kind>_destroyed` and `<kind>_lost_or_suppressed` (`missiles_not_reach`).
    """
    columns = ("date", *_COLUMNS[kind])
    table = user_table(Path(path), f"a short row a day with {', '.join(columns)}", _MOST_BYTES)
    days = tuple(_day(row, kind, f"{path}, line {line}") for line, row in table.lines(columns))
    for earlier, later in pairwise(days):
        if later.day <= earlier.day:
            raise DataError(f"{path}: {later.day} comes after {earlier.day}. Sort the days, each once.")
    return days


def _day(row: dict[str, str], kind: Kind, where: str) -> AttackDay:
    launched, downed, lost = (_count(row, name, where) for name in _COLUMNS[kind])
    try:
        day = date.fromisoformat(row["date"])
    except ValueError:
        raise DataError(f"{where}: date {shown(row['date'])}. Write it as YYYY-MM-DD.") from None
    if downed > launched:
        raise DataError(f"{where}: {downed} destroyed of {launched} launched. No more can be destroyed than launched.")
    return AttackDay(day, launched, downed, lost)


def _count(row: dict[str, str], name: str, where: str) -> int:
    cell = row[name].strip()
    if not (cell.isascii() and cell.isdigit()):
        raise DataError(f"{where}: {name} {shown(cell)}. Expected a whole number of zero or more.")
    if len(cell.lstrip("0")) > _MOST_DIGITS:
        raise DataError(f"{where}: {name} {shown(cell)}. Expected at most {10**_MOST_DIGITS - 1:,} on a day.")
    return int(cell.lstrip("0") or "0")


def months_of(days: Sequence[AttackDay], kind: Kind) -> tuple[AttackMonth, ...]:
    """Days added up by month, each with its reporting regime.

    The regime is inferred from the figure of those lost: never given yet: `destroyed only`; given on at least half of
    a month's days with attacks: `destroyed and lost`; after the last month of that: `merged`; else `lost at times`.
    A month of the second kind whose last seven days with attacks have no such figure saw reporting change.
    More destroyed or lost than launched is refused for a month, not for a day: reports of one day may tell of the night
    before, and the public counts have such a day (28 December 2024: 16 launched, 15 destroyed, 11 lost).
    """
    grouped = [list(rows) for _, rows in groupby(days, key=lambda d: (d.day.year, d.day.month))]
    given = [_given(rows) for rows in grouped]
    usual = [place for place, share in enumerate(given) if share >= 1 / 2]
    first = next((place for place, share in enumerate(given) if share > 0), len(given))
    last = usual[-1] if usual else len(given)
    return tuple(_month(rows, kind, _regime(place, given[place], first, last)) for place, rows in enumerate(grouped))


def _given(rows: Iterable[AttackDay]) -> float:
    """On which part of the days with attacks some were said to be lost."""
    attacked = [row for row in rows if row.launched]
    return sum(row.lost > 0 for row in attacked) / len(attacked) if attacked else 0.0


def _regime(place: int, given: float, first: int, last: int) -> Regime:
    if place < first:
        return "destroyed only"
    if given >= 1 / 2:
        return "destroyed and lost"
    return "merged" if place > last else "lost at times"


def _month(rows: Sequence[AttackDay], kind: Kind, regime: Regime) -> AttackMonth:
    counts = [row.launched for row in rows]
    mean = sum(counts) / len(counts)
    late = [row for row in rows if row.launched][-_ENDS_EARLY:]
    made = AttackMonth(
        month=rows[0].day.replace(day=1),
        kind=kind,
        launched=sum(counts),
        downed=sum(row.downed for row in rows),
        lost=None if regime == "destroyed only" else sum(row.lost for row in rows),
        days=len(rows),
        zero_days=counts.count(0),
        variance=sum((count - mean) ** 2 for count in counts) / max(1, len(counts) - 1),
        largest=max(counts),
        regime=regime,
        changed=regime == "destroyed and lost" and not any(row.lost for row in late),
    )
    if made.stopped > made.launched:
        raise DataError(
            f"{made.month:%Y-%m} {kind}: {made.stopped} destroyed or lost of {made.launched} launched. Correct them."
        )
    return made
