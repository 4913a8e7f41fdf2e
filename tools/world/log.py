"""The log of a build: each change is printed once and kept as a row of `repairs.csv`."""

import csv
from collections.abc import Callable
from pathlib import Path

Say = Callable[[str], None]
COLUMNS = ("base", "step", "country", "sector", "quantity", "before", "after", "unit", "note")


class Log:
    """Rows of `repairs.csv`, printed as they arrive."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._rows: list[dict[str, str]] = []

    def __call__(
        self, base: str, step: str, quantity: str, before: float | None = None, after: float | None = None,
        country: str = "", sector: str = "", unit: str = "", note: str = "",
    ) -> None:  # fmt: skip
        """Print one change and keep it."""
        told = ["" if value is None else f"{value:.6g}" for value in (before, after)]
        row = dict(zip(COLUMNS, (base, step, country, sector, quantity, *told, unit, note), strict=True))
        self._rows.append(row)
        arrow = " → ".join(value for value in told if value)
        parts = (base, step, country, sector, quantity, arrow, unit, f"({note})" if note else "")
        self._say(" · ".join(part for part in parts if part))

    def write(self, path: Path) -> None:
        """Write the rows as CSV."""
        with path.open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(self._rows)
