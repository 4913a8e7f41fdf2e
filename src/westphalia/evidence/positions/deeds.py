"""Positions told by deeds and judgements: measures announced or adopted, things called names, words disowned."""

import re
from collections.abc import Iterator

from westphalia.evidence.claims import Statement
from westphalia.evidence.positions.actors import Actors
from westphalia.evidence.positions.clauses import View, group_at, object_end, subject_of, subjects
from westphalia.evidence.positions.issues import issue_of
from westphalia.evidence.positions.said_words import ANNOUNCING, COMMITTING, IMPOSING, LABELS, MONEY, judgement
from westphalia.evidence.positions.stance_rules import Draft
from westphalia.evidence.words.vocabulary import word_set

_MOVE = re.compile(
    r"^(?:a |the |its |new |fresh )*(?:move|plan|plans|decision|intention)s?(?: today| on \w+day)? to (?P<verb>\w+)"
)
_PARTICLES = word_set("up out down off over back away")
_PLANS = word_set("plan plans intention intentions desire wish appetite interest")
_IMPOSED = ("sanctions", "tariffs")
_TRIGGERS = IMPOSING | LABELS | COMMITTING | _PLANS
_NEW = re.compile(
    r"^(?:a |an |the |its |their |his |new |fresh |more |further |another |additional |extra |[\w-]+ ){0,5}"
    r"(?:round|package|set|wave|sanctions?|tariffs?|lev(?:y|ies)|dut(?:y|ies)|bans?|measures|restrictions|embargo)\b"
)


class DeedReader:
    """Positions of one view that deeds and names tell."""

    def __init__(self, view: View, actors: Actors, text: str) -> None:
        self.view, self.actors, self.text = view, actors, text

    def drafts(self) -> Iterator[Draft]:
        """The positions of the view, in order."""
        if _TRIGGERS.isdisjoint(self.view.words):
            return
        for at, token in enumerate(self.view.tokens):
            if token.word not in _TRIGGERS or token.tag not in "lcCr":
                continue
            found = (
                self._deed(at, token.word) or self._name(at, token.word) or self._done(at, token.word) or self._none(at)
            )
            if found is not None:
                yield found

    def _made(self, at: int, stance: str, end: int, modality: str, rule: str) -> Draft | None:
        view = self.view
        group = group_at(view.line, at)
        if group.negated or group.be:
            return None
        by = view.tokens[group.first - 1].word == "by" if group.first else False
        earlier = subjects(view, group.first) if by else []
        holder = self.actors.of(earlier[-1][0] if earlier else subject_of(view, group), view)
        if holder is None:
            return None
        tokens = view.tokens
        first = at + 2 if tokens[at + 1].word in _PARTICLES and at + 2 < end else at + 1
        first = at if rule == "name" else first
        return Draft(
            holder, stance, tokens[at].start, tokens[end - 1].end, tokens[first].start, modality, f"{rule}: "
            + tokens[at].word,
        )  # fmt: skip

    def _object(self, at: int) -> tuple[str, int]:
        view = self.view
        end = object_end(view, at + 1)
        return (self.text[view.tokens[at + 1].start : view.tokens[end - 1].end], end) if end > at + 1 else ("", at + 1)

    def _deed(self, at: int, word: str) -> Draft | None:
        """ "Adopted an 18th package of sanctions", "announced a further £350m for air defence"."""
        if word not in IMPOSING or at + 1 >= len(self.view.tokens):
            return None
        words, end = self._object(at)
        issue = issue_of(words)
        if not words or words.startswith("no ") or self.view.tags[at + 1] in "tfPm":
            return None
        announced = word in ANNOUNCING
        move = _MOVE.match(words)
        if announced and move:
            stance = "will impose" if issue in _IMPOSED else "plans"
            return self._made(at, stance, end, "announced", "deed")
        if issue in _IMPOSED and (_NEW.match(words) or "tariff" in words[:40] or "levy" in words[:40]):
            return self._made(at, "will impose", end, "announced" if announced else "done", "deed")
        if announced and MONEY.search(words[:40]) and issue:
            return self._made(at, "pledges", end, "announced", "deed")
        return None

    def _name(self, at: int, word: str) -> Draft | None:
        """ "Called it theft", "described the deal as historic"."""
        if word not in LABELS:
            return None
        view = self.view
        end = object_end(view, at + 1)
        end += end < len(view.tokens) and view.tags[end] == "Q"
        if end <= at + 2:
            return None
        words = self.text[view.tokens[at + 1].start : view.tokens[end - 1].end]
        stance = judgement(words)
        if stance is None or view.tags[at + 1] in "tfPm":
            return None
        return self._made(at, stance, end, "stated", "name")

    def _none(self, at: int) -> Draft | None:
        """ "Has no plans to …", "says it has no such plans"."""
        view, no = self.view, at - 1
        if view.tokens[at].word not in _PLANS or at < 2:
            return None
        while no > 0 and view.tags[no] in "lj" and view.tokens[no].word in ("such", "current", "immediate"):
            no -= 1
        if view.tokens[no].word not in ("no", "any") or view.tokens[no - 1].word not in ("has", "have", "had"):
            return None
        holder = self.actors.of(subject_of(view, group_at(view.line, no - 1)), view)
        if holder is None:
            return None
        end = object_end(view, at + 1)
        tokens = view.tokens
        return Draft(
            holder, "rejects", tokens[no - 1].start, tokens[end - 1].end, tokens[at].start, "stated", "no plans"
        )

    def _done(self, at: int, word: str) -> Draft | None:
        """ "We have stepped up our support": what somebody says his side has done for another."""
        view = self.view
        if word not in COMMITTING or view.tokens[at - 1].word not in ("have", "has", "’ve", "'ve") or not view.inside:
            return None
        words, end = self._object(at)
        if issue_of(words) not in ("aid", "weapons", "defence_spending"):
            return None
        return self._made(at, "commits", end, "stated, done", "done")


def disavowals(actors: Actors, statements: tuple[Statement, ...]) -> Iterator[Draft]:
    """Statements that disown another's words, as positions of those who disown them."""
    known = {statement.id: statement for statement in statements}
    for statement in statements:
        other = known.get(statement.disavows or "")
        holder = actors.speaker(statement)
        if other is None or holder is None:
            continue
        start, end = statement.content[0].start, statement.content[-1].end
        start = min(start, statement.cue.start) if statement.cue else start
        about = f"remarks of {other.speaker}" if other.speaker else "remarks"
        yield Draft(holder, "disavows", start, end, start, "stated", "disavows", about=about)
