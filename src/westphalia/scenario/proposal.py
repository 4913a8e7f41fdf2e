"""What drafting gives: proposed scenarios with their quotations, and figures left undrafted with the reason."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import ValidationError

from westphalia.evidence.claims import Figure, Position, Reading
from westphalia.scenario.faults import invalid
from westphalia.scenario.levers import Lever
from westphalia.scenario.limits import FIRST_YEAR
from westphalia.scenario.schema import Scenario
from westphalia.world.economies import LAST_YEAR

_PLAIN: Final = ("stated", "announced", "done", "")


@dataclass(frozen=True)
class Quotation:
    """Where a report says it: claim, words, the sentence around them, the report, and to whom it is attributed."""

    claim: str
    text: str
    context: str
    source_file: str
    report_date: datetime.date
    attributed_to: str | None


@dataclass(frozen=True)
class NotDrafted:
    """A figure that moves a lever but led to no scenario, with the reason."""

    claim: str
    text: str
    reason: str


@dataclass(frozen=True)
class Draft:
    """A proposed scenario of one lever; nothing is applied until a person takes it.

    `key` tells what is proposed apart from who reports it: drafts of one key are one proposal. `notes` say what
    the reports leave open and the draft assumes.
    """

    key: tuple[str, ...]
    scenario: Scenario
    quotations: tuple[Quotation, ...]
    notes: tuple[str, ...]

    @property
    def lever(self) -> Lever:
        """The one lever of the scenario."""
        return self.scenario.levers[0]

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims the lever rests on."""
        return self.lever.claims


class Drafting(NamedTuple):
    """The drafts in the order of the reports, and what was left undrafted."""

    drafts: tuple[Draft, ...]
    not_drafted: tuple[NotDrafted, ...]


@dataclass(frozen=True)
class Basis:
    """What a draft rests on: the places it cites, what it assumes, and what its models leave out."""

    cited: tuple["Place | Said", ...]
    notes: tuple[str, ...]
    not_modelled: tuple[str, ...]


class LeftOpen(Exception):
    """Why no scenario can be drafted from a figure; turned into a NotDrafted by `draft`."""


@dataclass(frozen=True)
class Place:
    """A figure in its reading."""

    figure: Figure
    reading: Reading

    @property
    def report_date(self) -> datetime.date:
        """Date of the report."""
        return self.reading.document.report_date

    @property
    def quotation(self) -> Quotation:
        """The figure as a quotation."""
        figure, document = self.figure, self.reading.document
        return Quotation(
            figure.claim, figure.span.text, figure.context.text, Path(document.source_file).name,
            document.report_date, figure.attributed_to,
        )  # fmt: skip

    @property
    def doubts(self) -> tuple[str, ...]:
        """What the reader should know about the reading itself."""
        figure, found = self.figure, []
        if figure.modality:
            found.append(f"the report calls “{figure.span.text}” {figure.modality}")
        if figure.confidence == "low":
            found.append(f"“{figure.span.text}” was read with low confidence")
        return (*found, *_date_doubts(self.reading))


@dataclass(frozen=True)
class Said:
    """A position in its reading, where a draft rests on words and not on a figure."""

    position: Position
    reading: Reading

    @property
    def report_date(self) -> datetime.date:
        """Date of the report."""
        return self.reading.document.report_date

    @property
    def quotation(self) -> Quotation:
        """The position as a quotation."""
        position, document = self.position, self.reading.document
        return Quotation(
            position.claim, position.span.text, position.span.text, Path(document.source_file).name,
            document.report_date, position.actor,
        )  # fmt: skip

    @property
    def doubts(self) -> tuple[str, ...]:
        """What the reader should know about the reading itself."""
        position, found = self.position, []
        if position.modality not in _PLAIN:
            found.append(f"the report calls it {position.modality}")
        if position.confidence == "low":
            found.append(f"“{position.span.text}” was read with low confidence")
        return (*found, *_date_doubts(self.reading))


def _date_doubts(reading: Reading) -> tuple[str, ...]:
    document = reading.document
    inferred = document.report_date_status == "inferred"
    return (f"the date of {Path(document.source_file).name} is inferred",) if inferred else ()


def proposal(key: tuple[str, ...], title: str, lever: Mapping[str, object], basis: Basis) -> Draft:
    """A draft with its lever cited and its assumptions written in; what the schema refuses is left open."""
    first, quotations = basis.cited[0], tuple(place.quotation for place in basis.cited)
    notes = (*basis.notes, *dict.fromkeys(doubt for cited in basis.cited for doubt in cited.doubts))
    origin = {"claims": tuple(dict.fromkeys(q.claim for q in quotations)), "assumed": "; ".join(notes)}
    content = {
        "title": title,
        "date": first.report_date,
        "reference": reference(quotations),
        "not_modelled": basis.not_modelled,
        "horizon": (min(max(first.report_date.year + 1, FIRST_YEAR), LAST_YEAR), LAST_YEAR),
        "levers": ({**lever, **origin},),
    }
    try:
        return Draft(key, Scenario.model_validate(content), quotations, notes)
    except ValidationError as error:
        raise LeftOpen(str(invalid(error))) from None


def reference(quotations: tuple[Quotation, ...]) -> str:
    """The reports behind a draft, by date."""
    reports = sorted({(q.report_date, q.source_file) for q in quotations})
    return "; ".join(f"{name}, report of {on.day} {on:%B %Y}" for on, name in reports)
