"""Paragraphs with their figures by hand: read from a file, found again in a reading, and compared."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from westphalia.evidence.claims import Figure
from westphalia.evidence.read import read_text

EXACT = (
    *("unit", "measure", "role", "bound", "per", "no_date"),
    *("year", "direction", "outlook", "modality", "note", "attributed_to"),
)
LISTS = ("subject", "target", "sectors")


@dataclass
class Tally:
    """Figures right, given and wanted, fields right and compared, and what went wrong."""

    right: int = 0
    given: int = 0
    wanted: int = 0
    fields_right: int = 0
    fields: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.given

    @property
    def recall(self) -> float:
        return self.right / self.wanted

    def __str__(self) -> str:
        return (
            f"figures: precision {self.precision:.3f} recall {self.recall:.3f} of {self.wanted}; "
            f"fields {self.fields_right} of {self.fields}; wrong: {self.wrong}"
        )


def placed(paragraph: dict[str, Any]) -> list[dict[str, Any]]:
    """The figures by hand with their places in the text, in order."""
    out, at = [], 0
    for wanted in paragraph["figures"]:
        found = re.compile(rf"(?<![\d.,]){re.escape(wanted['text'])}").search(paragraph["text"], at)
        assert found is not None, wanted["text"]
        at = found.end()
        out.append(wanted | {"span": found.span()})
    return out


def _meets(figure: Figure, wanted: dict[str, Any]) -> bool:
    common = min(figure.span.end, wanted["span"][1]) - max(figure.span.start, wanted["span"][0])
    shorter = min(figure.span.end - figure.span.start, wanted["span"][1] - wanted["span"][0])
    return common >= 0.5 * shorter


def differing(figure: Figure, wanted: dict[str, Any]) -> tuple[int, list[str]]:
    """How many fields were compared, and those that differ."""
    compared = [key for key in (*EXACT, *LISTS, "by") if key in wanted]
    wrong = [key for key in EXACT if key in wanted and getattr(figure, key) != wanted[key]]
    wrong += [key for key in LISTS if key in wanted and getattr(figure, key) != tuple(wanted[key])]
    if "by" in wanted and (figure.by is None or figure.by.end != wanted["by"]):
        wrong.append("by")
    return len(compared), wrong


def tally(path: Path) -> Tally:
    """The reader against every paragraph of a file."""
    score = Tally()
    for paragraph in yaml.safe_load(path.read_text(encoding="utf-8")):
        left, optional = placed(paragraph), paragraph.get("optional", [])
        score.wanted += len(left)
        for figure in read_text(paragraph["text"], "made-up.txt", paragraph["date"]).figures:
            mate = next((w for w in left if _meets(figure, w)), None)
            if mate is None:
                if not any(text in figure.span.text or figure.span.text in text for text in optional):
                    score.given += 1
                    score.wrong.append(f"false: {figure.span.text}")
                continue
            left.remove(mate)
            score.given += 1
            compared, wrong = differing(figure, mate)
            score.right += abs(figure.value - mate["value"]) < 1e-5 * abs(mate["value"]) and "unit" not in wrong
            score.fields += compared
            score.fields_right += compared - len(wrong)
            score.wrong += [f"{figure.span.text}: {key} {getattr(figure, key)}" for key in wrong]
        score.wrong += [f"missed: {w['text']}" for w in left]
    return score
