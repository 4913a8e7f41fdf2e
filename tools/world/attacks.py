"""Attack counts by month: the one aggregate that may ship. Daily rows stay in the folder they came from.

The terms of the digitised announcements are not confirmed, so no day of theirs is written: neither a row, nor the day
on which a month's largest count fell, nor what was downed on it. A month of which only some days are covered is left
out, since an aggregate of three days is hardly one.
"""

import csv
from collections.abc import Callable
from pathlib import Path

from westphalia.world.attacks import KINDS, AttackMonth, months_of, read_daily

Say = Callable[[str], None]

COLUMNS = (
    "month", "kind", "launched", "downed", "lost", "days", "zero_days", "variance", "largest_day", "regime", "changed",
)  # fmt: skip


def build(source: Path, tables: Path, say: Say) -> None:
    """Write `attacks_monthly.csv` from the daily table, saying where reporting changes."""
    daily = source / "policy" / "attacks_daily_public_counts.csv"
    with (tables / "attacks_monthly.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for kind in KINDS:
            months = months_of(read_daily(daily, kind), kind)
            writer.writerows(_row(month) for month in months if month.complete)
            begins = [m for k, m in enumerate(months) if k == 0 or months[k - 1].regime != m.regime]
            said = "; ".join(f"{m.month:%Y-%m} {m.regime}" for m in begins)
            partial = ", ".join(f"{m.month:%Y-%m}" for m in months if not m.complete)
            say(f"attacks, {kind}: {len(months)} months; {said}; left out as not complete: {partial or 'none'}")


def _row(month: AttackMonth) -> tuple[object, ...]:
    return (
        f"{month.month:%Y-%m}", month.kind, month.launched, month.downed, "" if month.lost is None else month.lost,
        month.days, month.zero_days, f"{month.variance:.4f}", month.largest, month.regime,
        "yes" if month.changed else "",
    )  # fmt: skip
