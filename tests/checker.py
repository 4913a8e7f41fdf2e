"""The checker against figures whose truth is known: answers by hand, a count of each outcome, and the rates."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any, Final, Literal

import yaml

from westphalia.check import Verdict, check_readings
from westphalia.evidence.claims import Figure, Reading
from westphalia.evidence.read import read_text

TEXTS: Final = Path(__file__).parent / "evidence" / "texts" / "checker"
ROUTES: Final = ("table", "arithmetic")
Answer = Literal["flagged", "passed", "none"]
PARTS: Final = ("development", "held_out")
_Z: Final = 1.959964


@dataclass(frozen=True)
class Judged:
    """One figure by hand, and what the checker said of it: flagged, passed, or nothing."""

    paragraph: str
    text: str
    truth: Literal["right", "wrong", "open"]
    check: str
    answer: Answer
    read: bool


def judged(part: str) -> list[Judged]:
    """Every figure by hand of a part (development, held_out) with the checker's answer."""
    paragraphs = yaml.safe_load((TEXTS / f"{part}.yaml").read_text(encoding="utf-8"))
    return [one for paragraph in paragraphs for one in _of_paragraph(paragraph)]


def _of_paragraph(paragraph: Mapping[str, Any]) -> Iterable[Judged]:
    reading = read_text(paragraph["text"], "made-up.txt", paragraph["date"])
    verdicts = check_readings([reading], [])
    for wanted in paragraph["figures"]:
        figure = _figure(wanted, paragraph["text"], reading)
        said = _answer(verdicts[figure.claim]) if figure else "none"
        yield Judged(
            paragraph["id"], wanted["text"], wanted["truth"], wanted["check"], said, read=figure is not None
        )  # fmt: skip


def _figure(wanted: Mapping[str, Any], text: str, reading: Reading) -> Figure | None:
    """The figure read where a wanted one stands: half of the shorter span in common."""
    places = list(re.finditer(rf"(?<![\w.,]){re.escape(wanted['text'])}", text))
    start, end = places[wanted.get("nth", 1) - 1].span()
    for figure in reading.figures:
        common = min(figure.span.end, end) - max(figure.span.start, start)
        if common * 2 >= min(figure.span.end - figure.span.start, end - start):
            return figure
    return None


def _answer(verdicts: Iterable[Verdict]) -> Answer:
    """Flagged where a route says *not supported* of the figure as known on its day; passed at any other verdict."""
    words = [v.word for v in verdicts if v.route in ROUTES and v.known != "now" and v.word != "cannot be checked"]
    return "flagged" if "not supported" in words else "passed" if words else "none"


@dataclass(frozen=True)
class Rate:
    """So many of so many, with the 95% interval of Wilson (1927)."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        return self.hits / self.of

    @property
    def interval(self) -> tuple[float, float]:
        n, p = self.of, self.value
        middle, half = p + _Z**2 / (2 * n), _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        return (middle - half) / (1 + _Z**2 / n), (middle + half) / (1 + _Z**2 / n)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{100 * self.value:.1f}% ({100 * low:.1f}–{100 * high:.1f}), {self.hits} of {self.of}"


def rates(figures: Iterable[Judged]) -> dict[str, Rate]:
    """The measures by name. An abstention flags nothing: it counts against sensitivity, not against specificity."""
    found = list(figures)
    wrong, right, unanswerable = ([f for f in found if f.truth == truth] for truth in ("wrong", "right", "open"))
    flagged, spared = _count(wrong, "flagged"), len(right) - _count(right, "flagged")
    confirmed, answered = _count(right, "passed"), len(wrong) + len(right) - _count([*wrong, *right], "none")
    return {
        "sensitivity": Rate(flagged, len(wrong)),
        "specificity": Rate(spared, len(right)),
        "accuracy": Rate(flagged + spared, len(wrong) + len(right)),
        "coverage": Rate(answered, len(wrong) + len(right)),
        "sensitivity where answered": Rate(flagged, len(wrong) - _count(wrong, "none")),
        "specificity where answered": Rate(confirmed, len(right) - _count(right, "none")),
        "accuracy where answered": Rate(flagged + confirmed, answered),
        "accuracy, abstentions as errors": Rate(flagged + confirmed, len(wrong) + len(right)),
        "no verdict where none is possible": Rate(_count(unanswerable, "none"), len(unanswerable)),
    }


def _count(figures: Iterable[Judged], answer: Answer) -> int:
    return sum(figure.answer == answer for figure in figures)


def measured_table() -> str:
    """The rates of both parts as a table in Markdown."""
    measured = {part: rates(judged(part)) for part in PARTS}
    lines = ["| | development | held out |", "|---|---|---|"]
    for name in measured["development"]:
        lines.append(f"| {name} | {measured['development'][name]} | {measured['held_out'][name]} |")
    return "\n".join(lines)


def missed_table() -> str:
    """The figures that did not end as they should, as a table in Markdown."""
    expected = {"right": "passed", "wrong": "flagged", "open": "none"}
    lines = ["| where | figure | truth | check | answer |", "|---|---|---|---|---|"]
    for one in (one for part in PARTS for one in judged(part)):
        if one.answer != expected[one.truth]:
            answer = one.answer if one.answer != "none" else "none" if one.read else "none: not read as a figure"
            lines.append(f"| {one.paragraph} | {one.text} | {one.truth} | {one.check} | {answer} |")
    return "\n".join(lines)


TABLES: Final = {"measured": measured_table, "missed": missed_table}


def between(page: str, name: str) -> str:
    """What a page holds between the marks of a table."""
    return page.partition(f"<!-- {name} -->\n")[2].partition(f"\n<!-- end of {name} -->")[0]
