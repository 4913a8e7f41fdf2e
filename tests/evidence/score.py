"""How well a reading agrees with a careful reading by hand: figures and dates found, and their fields.

Run as a program on one report and its reading by hand, it writes the scores:
python tests/evidence/score.py REPORT.txt GOLD.json YYYY-MM-DD
"""

import json
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from westphalia.evidence.claims import DateInterval, Reading
from westphalia.evidence.read import figures_json, read_report

Item = dict[str, Any]
FIELDS = ("value", "unit", "kind", "lever", "salience", "approx", "role", "per")


@dataclass
class Score:
    """What was found, what was missed, what was wrong, and which fields differ."""

    right: int = 0
    given: int = 0
    wanted: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    def add(self, other: "Score") -> None:
        """Take in the counts and lists of another."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f} recall {self.recall:.3f} ({self.right} right of {self.given} given, "
            f"{self.wanted} wanted); missed {self.missed}; false {self.false}; differing {self.differing}"
        )


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Common characters over those of the shorter span."""
    common = min(a[1], b[1]) - max(a[0], b[0])
    return max(common, 0) / max(1, min(a[1] - a[0], b[1] - b[0]))


def place(item: Item) -> tuple[int, int]:
    return item["span"]["start"], item["span"]["end"]


def paired(found: Iterable[Item], wanted: Iterable[Item]) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Pairs of a reading and the reading by hand that overlap by half, then what is false, then what is missed."""
    left, pairs, false = list(wanted), [], []
    for item in found:
        mate = max(left, key=lambda w: overlap(place(item), place(w)), default=None)
        if mate is None or overlap(place(item), place(mate)) < 0.5:
            false.append(item)
        else:
            left.remove(mate)
            pairs.append((item, mate))
    return pairs, false, left


def same_source(found: str | None, wanted: str | None) -> bool:
    """Whether two sources name the same: every long word of ours is in the other, or both name nobody."""
    if wanted is None or wanted.startswith("unattributed"):
        return found is None
    words = re.findall(r"\w{4,}", (found or "").lower())
    return bool(words) and all(word in wanted.lower() for word in words)


def differences(found: Item, wanted: Item, names: dict[str, str]) -> list[str]:
    """Fields in which a figure differs from the same figure read by hand."""
    out = [
        f"{key}: {found.get(key)!r}, by hand {wanted.get(key)!r}" for key in FIELDS if found.get(key) != wanted.get(key)
    ]
    if not same_source(found.get("attributed_to"), wanted.get("attributed_to")):
        out.append(f"attributed_to: {found.get('attributed_to')!r}, by hand {wanted.get('attributed_to')!r}")
    if names.get(found.get("equivalent_of", "")) != wanted.get("equivalent_of"):
        out.append("equivalent_of")
    rate = "implied_rate_usd_per_eur"
    if wanted.get(rate) is not None and found.get(rate) != wanted[rate]:
        out.append(f"{rate}: {found.get(rate)}")
    modality = wanted.get("modality")
    if modality and not (found.get("modality") and modality.startswith(found["modality"])):
        out.append(f"modality: {found.get('modality')!r}, by hand {modality!r}")
    return [f"{wanted['span']['text']}: {text}" for text in out]


def score_figures(reading: Reading, gold: Item) -> Score:
    """Figures of a reading against those read by hand; what is optional there is neither wanted nor false."""
    found = figures_json(reading)
    wanted = [item for item in gold["figures"] if not item.get("optional")]
    optional = [item for item in gold["figures"] if item.get("optional")]
    pairs, false, missed = paired(found, wanted)
    false = [item for item in false if not any(overlap(place(item), place(o)) >= 0.5 for o in optional)]
    names = {ours["id"]: theirs["id"] for ours, theirs in pairs}
    return Score(
        right=len(pairs),
        given=len(pairs) + len(false),
        wanted=len(wanted),
        missed=[item["span"]["text"] for item in missed],
        false=[item["span"]["text"] for item in false],
        differing=[text for ours, theirs in pairs for text in differences(ours, theirs, names)],
    )


def same_day(found: date | None, wanted: str | None) -> bool:
    """Whether a day agrees with one written to the year, the day or the minute."""
    if found is None or wanted is None:
        return found is None and wanted is None
    written = wanted.split("T")[0]
    return found.isoformat().startswith(written)


def score_dates(intervals: Iterable[DateInterval], gold: Item, accepted: Callable[[DateInterval], bool]) -> Score:
    """Date expressions against those of the events read by hand; `accepted` says which further ones are right."""
    events = [event for event in gold["events"] if event["date_expr"]]
    score = Score(wanted=len(events))
    left = list(events)
    for one in intervals:
        score.given += 1
        span = (one.span.start, one.span.end)
        mate = next((e for e in left if overlap(span, (e["date_expr"]["start"], e["date_expr"]["end"])) >= 0.5), None)
        if mate is None:
            score.false += [] if accepted(one) else [one.span.text]
            score.given -= accepted(one)
            continue
        left.remove(mate)
        if same_day(one.start, mate["date_start"]) and same_day(one.end, mate["date_end"]):
            score.right += 1
        else:
            score.differing.append(f"{one.span.text}: {one.start} to {one.end}")
    score.missed = [event["date_expr"]["text"] for event in left]
    return score


def main(report: str, gold: str, on: str) -> str:
    """The scores of a report in words."""
    reading = read_report(report, date.fromisoformat(on))
    wanted = json.loads(Path(gold).read_text(encoding="utf-8"))
    dates = score_dates(reading.dates, wanted, lambda _: False)
    return f"figures: {score_figures(reading, wanted)}\ndates: {dates}\n"


if __name__ == "__main__":
    sys.stdout.write(main(*sys.argv[1:4]))
