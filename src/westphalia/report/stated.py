"""What was said, wanted, disputed, disowned and foreseen: everything the page shows beside figures and scenarios."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from westphalia.evidence.claims import Reading
from westphalia.report.diary import Diary, diary
from westphalia.report.disagreements import Dispute, disputes
from westphalia.report.doubts import DoubtKind, Utterance, doubts, utterances
from westphalia.report.parties import parties
from westphalia.report.speakers import Speakers, speakers
from westphalia.report.stories import told_once
from westphalia.report.wishes import GlanceGroup, IssueBlock, Wish, glance, issue_blocks, wishes


@dataclass(frozen=True)
class Stated:
    """Statements, positions and events of all reports, each person under one name."""

    wishes: tuple[Wish, ...]
    utterances: tuple[Utterance, ...]
    diary: Diary
    speakers: Speakers

    @cached_property
    def blocks(self) -> tuple[IssueBlock, ...]:
        """Positions by issue."""
        return issue_blocks(self.wishes)

    @cached_property
    def glance(self) -> tuple[GlanceGroup, ...]:
        """Actors and issues in one table."""
        return glance(self.wishes, self.blocks)

    @cached_property
    def disputes(self) -> tuple[Dispute, ...]:
        """Who stands against whom."""
        return disputes(self.blocks)

    @cached_property
    def doubts(self) -> tuple[DoubtKind, ...]:
        """Statements that must not be repeated as facts."""
        return doubts(self.utterances)


def stated(readings: Sequence[Reading]) -> Stated:
    """What the reports hold beside their figures; what copies of one story repeat, once."""
    readings = told_once(readings)
    known = parties(readings)
    return Stated(wishes(readings, known), utterances(readings, known), diary(readings, known), speakers(readings))
