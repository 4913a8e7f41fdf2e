"""What a brief holds, before anything is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from westphalia.check.superlative import Superlative
from westphalia.check.verdict import Verdict
from westphalia.evidence.claims import Figure, Reading
from westphalia.outcome import Outcome
from westphalia.record import RunRecord
from westphalia.report.corrections import Correction
from westphalia.report.stories import told_once
from westphalia.scenario.combined import Combination
from westphalia.settlement import Settlement
from westphalia.settlement.reported import Reported
from westphalia.simulate.explain import Explanation
from westphalia.simulate.explain_annual import AnnualExplanation
from westphalia.world.load import Source
from westphalia.world.studies import Study

if TYPE_CHECKING:
    from westphalia.report.changes import Changes


@dataclass(frozen=True)
class Together:
    """All drafts in one scenario with what follows; no outcome where they fit no one scenario."""

    combination: Combination
    outcome: Outcome | None
    yearly: AnnualExplanation | None

    @property
    def own_run(self) -> tuple[Outcome, ...]:
        """The run of all levers, where it is one of its own: of one lever it is that lever's."""
        several = self.outcome is not None and len(self.outcome.scenario.levers) > 1
        return (self.outcome,) if several and self.outcome is not None else ()


@dataclass(frozen=True)
class Deal:
    """What a situation implies, by which name it is called, and what the reports say on its issues."""

    name: str
    settlement: Settlement
    said: tuple[Reported, ...]


@dataclass(frozen=True)
class Record:
    """A claim without a figure, that something is larger or smaller than ever, with its verdict of the report's day.

    `later` is the one with months after the report; None where none are held.
    """

    reading: Reading
    said: Superlative
    verdict: Verdict
    later: Verdict | None = None

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Both, that of the report's day first."""
        return (self.verdict,) if self.later is None else (self.verdict, self.later)


@dataclass(frozen=True)
class Brief:
    """All that the page and the terminal summary show; nothing is computed while they are drawn.

    `verdicts` are keyed by claim, `undrafted` says for a claim with a lever why no scenario was drafted from it,
    `countries` are the codes shown in every table, the first one in most detail; `reasons` take the trade side of each
    outcome apart, `yearly` its yearly accounts; `beside` names the scenarios of studies that were run here
    because a figure was held against them; `together` is all levers in one scenario, None where none was drafted;
    `records` are claims without a figure that compare with all of the past, with their verdicts;
    `deal` is the situation the reports are about with the models' answers, None where none is held;
    `corrections` is the log the page shows, `changes` what differs from an earlier page, where one was given.
    """

    title: str
    readings: tuple[Reading, ...]
    verdicts: Mapping[str, tuple[Verdict, ...]]
    outcomes: tuple[Outcome, ...]
    reasons: tuple[Explanation | None, ...]
    yearly: tuple[AnnualExplanation | None, ...]
    beside: tuple[str, ...]
    record: RunRecord
    sources: tuple[Source, ...]
    studies: tuple[Study, ...]
    estimated: tuple[str, ...]
    not_modelled: tuple[str, ...]
    countries: tuple[str, ...]
    command: str
    undrafted: Mapping[str, str]
    together: Together | None = None
    records: tuple[Record, ...] = ()
    deal: Deal | None = None
    corrections: tuple[Correction, ...] = ()
    changes: "Changes | None" = None

    @property
    def runs(self) -> tuple[Outcome, ...]:
        """Every scenario drafted, and all levers together where they are several."""
        return (*self.outcomes, *(self.together.own_run if self.together is not None else ()))

    @cached_property
    def once(self) -> tuple[Reading, ...]:
        """The readings without what copies of one story repeat."""
        return told_once(self.readings)

    @property
    def figures(self) -> tuple[tuple[Reading, Figure], ...]:
        """Every figure with the reading it stands in, in the order of the reports; once where reports are copies."""
        return tuple((reading, figure) for reading in self.once for figure in reading.figures)
