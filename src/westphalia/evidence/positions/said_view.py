"""A view as the rules of what somebody says read it: its modals, their verbs and subjects, and what they tell."""

from westphalia.evidence.claims import Statement
from westphalia.evidence.lines.phrases import Phrase
from westphalia.evidence.lines.tokens import Token
from westphalia.evidence.positions.actors import Actors, Holder
from westphalia.evidence.positions.clauses import Group, View, group_at, object_end
from westphalia.evidence.positions.said_words import FIRST_PERSON
from westphalia.evidence.positions.stance_rules import Draft

_SUBJECT_STARTS = ",;:.-tbhc(Q"


class SaidView:
    """One view with those who act in it, and the parts of its clauses with a modal."""

    def __init__(self, view: View, actors: Actors, text: str) -> None:
        self.view, self.actors, self.text = view, actors, text

    def _obliges(self, at: int) -> bool:
        """Whether "to" and a verb follow: "has to pay"."""
        return self.view.tags[at + 1 : at + 2] == "m" and self.view.tags[at + 2 : at + 3] in ("l", "c", "u", "v")

    def _verb(self, at: int) -> int | None:
        """The verb that a modal governs."""
        tags, tokens = self.view.tags, self.view.tokens
        number = at + 1
        while number < len(tags) and (tags[number] in "uvxwm" or tokens[number].word in ("be", "have")):
            number += 1
        if tags[number : number + 2] == "lm" and tokens[number].word == "able":
            number += 2
        if number >= len(tags):
            return None
        passed = any(t.word in ("be", "have") for t in tokens[at + 1 : number])
        return number if tags[number] in "lcCrBjf#" or (passed and tags[number] not in ".,;:") else None

    def _group(self, modal: int, verb: int) -> Group:
        """The verb group of a modal and its verb."""
        first = group_at(self.view.line, modal).first
        return Group(first, verb, tuple(t.word for t in self.view.tokens[first:verb]))

    def _statement(self, at: int) -> Statement | None:
        return self.actors.statement_at(self.view.tokens[at].start)

    def _span(self, first: int, end: int) -> tuple[int, int]:
        tokens = self.view.tokens
        return tokens[first].start, tokens[end - 1].end

    def _opening(self, first: int) -> int:
        """Where the clause of a verb group begins: after the last comma, conjunction, relative or verb of saying."""
        at = first
        while at > 0 and (self.view.tags[at - 1] not in _SUBJECT_STARTS or self._hyphen(at - 1)):
            at -= 1
        return at

    def _hyphen(self, at: int) -> bool:
        """Whether a dash joins two words: "the US-UK deal"."""
        tokens = self.view.tokens
        return self.view.tags[at] == "-" and 0 < at < len(tokens) - 1 and tokens[at + 1].start == tokens[at].end

    def _draft(self, holder: Holder, stance: str, first: int, start: int, verb: int, rule: str,
               modality: str = "stated") -> Draft | None:  # fmt: skip
        end = max(object_end(self.view, verb + 1), verb + 1)
        low, high = self._span(first, end)
        low = self.view.tokens[first].start
        return Draft(holder, stance, low, high, self.view.tokens[start].start, modality, rule)

    def _has_to(self, at: int, verb: int) -> bool:
        """Whether "would have to" stands there: what follows from something rather than what is promised."""
        between = self.view.tokens[at + 1 : verb]
        return any(t.word == "have" for t in between) and between[-1].tag == "m"

    def _own(self, subject: Phrase | Token | None, statement: Statement | None, first: int) -> Holder | None:
        """The holder where somebody speaks of himself, his country or what is his."""
        speaker = self.actors.speaker(statement)
        if speaker is None:
            return None
        if isinstance(subject, Token) and subject.word in FIRST_PERSON:
            return speaker
        if self.view.inside and self.view.tokens[first].word in ("our", "my"):
            return speaker
        holder = self.actors.of(subject, self.view)
        if holder is None:
            return None
        same = holder.name == speaker.name or bool(set(holder.codes) & set(speaker.codes))
        return holder if same else None

    def _before(self, first: int) -> str:
        """The words of the line before a clause."""
        return self.text[self.view.line.start : self.view.tokens[first].start][-40:] if first else ""
