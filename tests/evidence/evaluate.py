"""How well the reader reads a folder of reports that were also read by hand, and what it missed.

.venv/bin/python tests/evidence/evaluate.py FOLDER [--kind statements] [--no-misses] [--infer-date] [--json FILE]
What is measured and how a match is decided stands in docs/evaluation.md.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.evidence.comparison import KINDS, Scores, compare
from tests.evidence.gold import Gold, GoldError, golds
from tests.evidence.score import Score

from westphalia.errors import EvidenceError
from westphalia.evidence.read import read_text, reading_json

REPORTS = "reports"
TEXTS = Path(__file__).resolve().parent / "texts"
FOLDERS = {"development": "development", "held out": "held_out_statements"}
_NOTHING: dict[str, Any] = {}


def evaluate(folder: str | Path, infer_date: bool = False) -> Scores:
    """Every score over all reports of a folder; `reports` counts those that were read, and lists the refused."""
    out = {name: Score() for name in (REPORTS, *(name for names in KINDS.values() for name in names))}
    for gold in golds(Path(folder)):
        for name, score in _one(gold, infer_date).items():
            out[name].add(score)
    return out


def _one(gold: Gold, infer_date: bool) -> Scores:
    read = Score(wanted=1)
    try:
        ours = reading_json(read_text(gold.text, gold.name, None if infer_date else gold.day))
        read.right = read.given = 1
    except EvidenceError as refusal:
        ours = _NOTHING
        read.missed = [str(refusal)]
    return compare(gold, ours) | {REPORTS: read}


def shown(kind: str | None) -> list[str]:
    """The scores of one kind, or all, with the reports first."""
    return [REPORTS, *(name for group, names in KINDS.items() if kind in (None, group) for name in names)]


def table(scores: Scores, names: list[str]) -> str:
    """The scores as a table in Markdown."""
    rows = ["| kind | right | given | wanted | precision | recall |", "|---|--:|--:|--:|--:|--:|"]
    for name in names:
        one = scores[name]
        precision = f"{one.precision:.3f}" if one.given else "–"
        recall = f"{one.recall:.3f}" if one.wanted else "–"
        rows.append(f"| {name} | {one.right} | {one.given} | {one.wanted} | {precision} | {recall} |")
    widths = [max(len(row.split("|")[i].strip()) for row in rows if "--" not in row) for i in range(1, 7)]
    return "\n".join(_row(row, widths) for row in rows) + "\n"


def _row(row: str, widths: list[int]) -> str:
    cells = [cell.strip() for cell in row.split("|")[1:-1]]
    if set(row) <= set("|-:"):
        return "|" + "|".join("-" * (w + 2) if i == 0 else "-" * (w + 1) + ":" for i, w in enumerate(widths)) + "|"
    padded = [cells[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(cells[1:], widths[1:], strict=True))]
    return "| " + " | ".join(padded) + " |"


def scores_table() -> str:
    """Precision and recall on the development and on the held-out passages, side by side, as a table in Markdown."""
    found = [evaluate(TEXTS / folder) for folder in FOLDERS.values()]
    head = " | ".join(f"{name}: precision | recall" for name in FOLDERS)
    rows = [f"| kind | {head} |", "|---|" + "--:|--:|" * len(found)]
    for name in shown(None):
        if any(scores[name].wanted for scores in found):
            rows.append(f"| {name} | " + " | ".join(_pair(scores[name]) for scores in found) + " |")
    return "\n".join(rows)


def _pair(score: Score) -> str:
    precision = f"{score.precision:.2f} ({score.right} of {score.given})" if score.given else "–"
    recall = f"{score.recall:.2f} ({score.right} of {score.wanted})" if score.wanted else "–"
    return f"{precision} | {recall}"


def misses(scores: Scores, names: list[str]) -> str:
    """What was missed, false or differing, kind by kind."""
    lines = []
    for name in names:
        for what in ("missed", "false", "differing"):
            entries = getattr(scores[name], what)
            lines += [f"\n{name}, {_WORDS.get((name, what), what)} ({len(entries)}):"] if entries else []
            lines += [f"  {entry}" for entry in entries]
    return "".join(f"{line}\n" for line in lines)


_WORDS = {(REPORTS, "missed"): "refused", ("speakers", "missed"): "abstained", ("speakers", "false"): "wrong"}


def as_json(scores: Scores) -> dict[str, Any]:
    """The scores as plain data."""
    return {name: vars(one) | {"precision": one.precision, "recall": one.recall} for name, one in scores.items()}


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="evaluate", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="*.yaml, or *.txt with *.json beside them or in gold/")
    parser.add_argument("--kind", choices=KINDS, help="only this kind")
    parser.add_argument("--misses", action=argparse.BooleanOptionalAction, default=True, help="list what went wrong")
    parser.add_argument("--infer-date", action="store_true", help="keep the day of the report from the reader")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the scores and lists to a file")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Write the scores of a folder; 0, or 2 where nothing can be scored."""
    given = _arguments().parse_args(arguments)
    try:
        scores = evaluate(given.folder, given.infer_date)
    except GoldError as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    if not scores[REPORTS].wanted:
        sys.stderr.write(
            f"{given.folder}: no reports with a reading by hand, expected *.yaml, or *.txt with a *.json of the same "
            "name beside it or in gold/. Give the folder that holds them.\n"
        )
        return 2
    names = shown(given.kind)
    sys.stdout.write(table(scores, names) + (misses(scores, names) if given.misses else ""))
    if given.json:
        given.json.write_text(json.dumps(as_json(scores), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
