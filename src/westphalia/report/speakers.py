"""How much of what was said has a speaker, and why the rest stays open."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from westphalia.evidence.claims import Reading
from westphalia.wording import counted


@dataclass(frozen=True)
class Speakers:
    """Statements and quotations, those with a speaker, why the others have none, and terms in quotation marks."""

    statements: int
    named: int
    quotations: int
    quotations_named: int
    open: tuple[tuple[str, int], ...]
    terms: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """How many quotations have a speaker and why the rest stays open, in words."""
        if not self.statements:
            return "No statement was read."
        have = "has" if self.quotations == 1 else "have"
        share = f"{self.quotations_named} of {counted(self.quotations, 'quotation')} {have} a speaker. "
        return (share if self.quotations else "") + self._left_open

    @property
    def _left_open(self) -> str:
        left = self.statements - self.named
        if not left:
            return f"Every one of {counted(self.statements, 'statement')} has a speaker."
        why = ", ".join(f"{reason} ({number})" for reason, number in self.open)
        return f"Speakers left open: {left} of {counted(self.statements, 'statement')}, because: {why}."


def speakers(readings: Sequence[Reading]) -> Speakers:
    """The count over all reports."""
    said = [statement for reading in readings for statement in reading.statements]
    reasons = Counter(s.unresolved or "no reason recorded" for s in said if not s.speaker)
    quoted = [
        (reading.document.claim_id(span), s) for reading in readings for s in reading.statements for span in s.quoted
    ]
    return Speakers(
        statements=len(said),
        named=sum(bool(s.speaker) for s in said),
        quotations=len({place for place, _ in quoted}),
        quotations_named=len({place for place, s in quoted if s.speaker}),
        open=tuple(reasons.most_common()),
        terms=tuple(dict.fromkeys(term.text for reading in readings for term in reading.terms)),
    )
