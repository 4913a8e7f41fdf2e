"""Copies of one story: what a copy repeats is shown once, what it says beyond that is kept."""

from collections.abc import Iterable, Iterator, Sequence

from westphalia.evidence.claims import Reading
from westphalia.evidence.words.similar import Sketch, is_copy, sketch
from westphalia.ledger.duplicates import COPY_DAYS
from westphalia.ledger.entries import entries


def told_once(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Readings in which no report repeats a claim of the report it is a copy of; the first report stays whole."""
    if len(readings) < 2:
        return tuple(readings)
    said: dict[str, set[str]] = {}
    found = []
    for reading, story in zip(readings, stories(readings), strict=True):
        before = said.setdefault(story, set())
        signed = [(entry.signature, entry.claim) for entry in entries(reading, "")]
        repeated = {id(claim) for signature, claim in signed if signature in before}
        before.update(signature for signature, _ in signed)
        found.append(_without(reading, repeated) if repeated else reading)
    return tuple(found)


def stories(readings: Iterable[Reading]) -> Iterator[str]:
    """For each reading the hash of the first report of its story: its own where it copies none within a week."""
    firsts: list[tuple[Reading, Sketch]] = []
    for reading in readings:
        mine = sketch(reading.document.text)
        copied = (one for one, other in firsts if _near(one, reading) and is_copy(other, mine))
        first = next(copied, reading)
        if first is reading:
            firsts.append((reading, mine))
        yield first.document.sha256


def _near(one: Reading, other: Reading) -> bool:
    return abs((one.document.report_date - other.document.report_date).days) <= COPY_DAYS


def _without(reading: Reading, repeated: set[int]) -> Reading:
    kinds = ("figures", "statements", "positions", "events")
    return reading.model_copy(
        update={kind: tuple(claim for claim in getattr(reading, kind) if id(claim) not in repeated) for kind in kinds}
    )
