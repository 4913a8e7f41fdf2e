"""Figures of docs/expost.md as tables of the page and as a file."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Figure:
    """One number of a table; per cent is written only where it is printed."""

    table: str
    row: str
    column: str
    value: float


def tables(figures: list[Figure]) -> tuple[str, ...]:
    """Names of the tables, in order."""
    return tuple(dict.fromkeys(figure.table for figure in figures))


def markdown(figures: list[Figure], table: str) -> str:
    """A table as Markdown, rows and columns in the order of the figures."""
    own = [figure for figure in figures if figure.table == table]
    rows, columns = (list(dict.fromkeys(getattr(f, part) for f in own)) for part in ("row", "column"))
    value = {(figure.row, figure.column): figure.value for figure in own}
    lines = ["| | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    for row in rows:
        lines.append(f"| {row} | " + " | ".join(_printed(value.get((row, c), np.nan), c) for c in columns) + " |")
    return "\n".join(lines)


def _printed(value: float, column: str) -> str:
    if np.isnan(value):
        return "–"
    if column == "cells":
        return f"{value:.0f}"
    number = (
        f"{100 * value:.1f}" if column.endswith("%") else f"{value:.1f}" if column.endswith("bn") else f"{value:.2f}"
    )
    return number.replace("-", "−")


def refreshed(page: str, figures: list[Figure]) -> str:
    """The page with each table between its marks."""
    for table in tables(figures):
        before, mark, rest = page.partition(f"<!-- {table} -->\n")
        _, end, after = rest.partition(f"<!-- end of {table} -->")
        if not (mark and end):
            raise SystemExit(f"docs/expost.md has no marks for the table {table!r}")
        page = f"{before}{mark}{markdown(figures, table)}\n{end}{after}"
    return page


def write_figures(path: Path, figures: list[Figure]) -> None:
    """Write every figure to six decimals."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("table", "row", "column", "value"))
        writer.writerows((f.table, f.row, f.column, f"{f.value:.6f}") for f in figures)


def read_figures(path: Path) -> list[Figure]:
    """The figures as written."""
    with path.open(newline="", encoding="utf-8") as file:
        return [Figure(r["table"], r["row"], r["column"], float(r["value"])) for r in csv.DictReader(file)]
