"""Claims without a figure, that something is larger or smaller than ever: found, checked and shown as cards."""

from collections.abc import Iterable, Iterator
from typing import Any

from westphalia.check.superlatives import checked_superlatives
from westphalia.evidence.claims import Reading
from westphalia.report.contents import Brief, Record
from westphalia.report.figures import Card, check_of
from westphalia.wording import day
from westphalia.world.countries import the


def records(readings: Iterable[Reading]) -> tuple[Record, ...]:
    """Every claim of the kind that some table can follow, with its verdict, in the order of the text."""
    return tuple(record for reading in readings for record in _of(reading))


def _of(reading: Reading) -> Iterator[Record]:
    for said, (verdict, *later) in checked_superlatives(reading):
        yield Record(reading, said, verdict, next(iter(later), None))


def record_cards(brief: Brief) -> tuple[Card, ...]:
    """A card for each, as for a figure: the words that compare marked in their sentence."""
    return tuple(_card(brief, record, f"record-{place}") for place, record in enumerate(brief.records, start=1))


def _card(brief: Brief, record: Record, anchor: str) -> Card:
    said, document = record.said, record.reading.document
    checks = (
        check_of(verdict, f"{anchor}-check-{place}", f"“{said.words}”", record.reading, brief)
        for place, verdict in enumerate(record.verdicts)
    )
    return Card(
        anchor=anchor,
        ident=said.claim,
        printed=f"“{said.words}”",
        concerns="a claim of a record, without a figure",
        facts=(f"said for {the(said.speaker)}" if said.speaker else "whose claim it is stays open",),
        report=document.source_file,
        report_day=day(document.report_date),
        before=said.sentence[: said.start],
        marked=said.words,
        after=said.sentence[said.end :],
        checks=tuple(checks),
        chart=None,
        core=True,
    )


def records_json(brief: Brief) -> list[dict[str, Any]]:
    """Claim, words, verdict of the report's day, and the later one, of each."""
    return [
        {
            "claim": one.said.claim,
            "words": one.said.words,
            "verdict": one.verdict.model_dump(mode="json"),
            "later": one.later and one.later.model_dump(mode="json"),
        }
        for one in brief.records
    ]
