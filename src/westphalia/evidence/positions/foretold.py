"""Positions told by what will become of a measure: duties that take effect, dangers warned of, what will not be."""

import re
from collections.abc import Iterator

from westphalia.evidence.claims import Statement
from westphalia.evidence.positions.actors import Actors, Holder
from westphalia.evidence.positions.clauses import View, group_at, object_end
from westphalia.evidence.positions.issues import issue_of
from westphalia.evidence.positions.said_words import COUNTER, WILL
from westphalia.evidence.positions.stance_rules import Draft
from westphalia.evidence.positions.stances import NOT
from westphalia.evidence.words.vocabulary import word_set

_DUTY = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|sanctions|bans?|embargo)\b", re.IGNORECASE)
_EFFECT = re.compile(
    r"^(?:take effect|come into (?:force|effect)|apply|be (?:imposed|introduced|raised|doubled|extended|tightened)|"
    r"rise|go (?:up|into effect)|start|begin|hit)\b"
)
_MEASURE = re.compile(
    r"\b(?:tariffs?|sanctions|levy|duties|deal|plan|proposal|move|decision|grab|cuts?|freeze|ban|measures?|policy|"
    r"withdrawal|pause|delay|ultimatum|concessions?|retaliation|(?:seiz|cutt|impos|giv|send|lift|rais|scrapp|confiscat|"
    r"abandon|withdraw|freez|arm|push)ing)\b",
    re.IGNORECASE,
)
_WARNING = word_set("warn caution")
_MAY = WILL | word_set("could can may might risks risked")
_DONE = re.compile(r"^be (?:\w+ )?\w+(?:ed|en|wn|lt|ut|old|ought)\b")
_STARTS = ",;:.-tbhc(Q"


class ForetoldReader:
    """Positions of one view that foretell what becomes of a measure."""

    def __init__(self, view: View, actors: Actors, text: str) -> None:
        self.view, self.actors, self.text = view, actors, text

    def drafts(self) -> Iterator[Draft]:
        """The positions of the view, in order."""
        if _MAY.isdisjoint(self.view.words):
            return
        for at, token in enumerate(self.view.tokens):
            if token.word in _MAY and (token.tag in "uxl"):
                found = self._at(at, token.word)
                if found is not None:
                    yield found

    def _at(self, at: int, word: str) -> Draft | None:
        view = self.view
        statement = self.actors.statement_at(view.tokens[at].start)
        speaker = self.actors.speaker(statement)
        first = self._opening(group_at(view.line, at).first)
        verb = self._verb(at)
        if statement is None or speaker is None or verb is None or first == at:
            return None
        end = object_end(view, verb + 1)
        subject = self.text[view.tokens[first].start : view.tokens[at - 1].end]
        words = self.text[view.tokens[verb].start : view.tokens[end - 1].end]
        negated = any(t.word in NOT for t in view.tokens[at:verb])
        stance = self._stance(statement, word, subject, words, negated)
        return self._draft(speaker, stance, first, verb, end) if stance else None

    def _stance(self, statement: Statement, word: str, subject: str, words: str, negated: bool) -> str | None:
        if statement.cue_lemma in _WARNING and not negated and _MEASURE.search(subject):
            return None if words.split(" ")[0] in COUNTER else "warns against"
        if word not in WILL or not statement.speaker_code:
            return None
        if not negated and _DUTY.search(subject) and _EFFECT.match(words):
            return "will impose"
        inanimate = subject.lower() == "it" or _MEASURE.search(subject) is not None
        return "rules out" if negated and inanimate and _DONE.match(words) and issue_of(subject + words) else None

    def _opening(self, first: int) -> int:
        while first > 0 and self.view.tags[first - 1] not in _STARTS:
            first -= 1
        return first

    def _verb(self, at: int) -> int | None:
        """The first token after a modal that is neither adverb nor negation."""
        tags = self.view.tags
        while at + 1 < len(tags) and tags[at + 1] in "vxw":
            at += 1
        return at + 1 if at + 1 < len(tags) and tags[at + 1] in "ulcCrB" else None

    def _draft(self, speaker: Holder, stance: str, first: int, verb: int, end: int) -> Draft:
        tokens = self.view.tokens
        return Draft(
            speaker, stance, tokens[first].start, tokens[end - 1].end, tokens[first].start, "stated",
            f"foretold: {tokens[verb].word}",
        )  # fmt: skip
