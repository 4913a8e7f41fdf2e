"""Scores of the models of bargaining on decisions of the European Union; the decisions themselves are not shipped."""

import csv
from collections.abc import Callable
from pathlib import Path

from westphalia.settlement.backtest import backtest
from westphalia.settlement.decisions import read_decisions
from westphalia.world.backtest import COLUMNS, TABLE, to_rows

Say = Callable[[str], None]


def build(source: Path, to: Path, say: Say) -> None:
    """Score the decisions in `bargaining/` of the source folder and write what is shipped."""
    found = backtest(read_decisions(source / "bargaining"))
    with (to / TABLE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(to_rows(found))
    say(f"{TABLE}: {len(found.scores)} models on {found.counts.issues} issues")
