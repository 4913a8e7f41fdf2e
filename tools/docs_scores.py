"""Scores in the documentation: computes them anew and writes them between their marks.

`python tools/docs_scores.py` runs the reader on the development and held-out passages and the checker on its figures.
"""

import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from tests.evidence.evaluate import scores_table  # noqa: E402

from checker import TABLES  # noqa: E402


def refresh(page: Path, tables: dict[str, Callable[[], str]]) -> None:
    """Write each table of a page between its marks."""
    text = page.read_text(encoding="utf-8")
    for name, table in tables.items():
        before, mark, rest = text.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition(f"<!-- end of {name} -->")
        if not (mark and end):
            raise SystemExit(f"{page}: has no marks for {name}")
        text = f"{before}{mark}{table()}\n{end}{after}"
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    refresh(ROOT / "docs" / "checking.md", dict(TABLES))
    refresh(ROOT / "docs" / "evaluation.md", {"scores": scores_table})
