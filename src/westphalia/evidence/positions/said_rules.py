"""Positions told by what somebody says: what he will or will not do, what must be, and what he makes of it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from westphalia.evidence.claims import Statement
from westphalia.evidence.lines.phrases import Phrase
from westphalia.evidence.lines.tokens import Token
from westphalia.evidence.positions.actors import Holder
from westphalia.evidence.positions.clauses import Group, group_at, object_end, subject_of
from westphalia.evidence.positions.issues import issue_of
from westphalia.evidence.positions.said_view import SaidView
from westphalia.evidence.positions.said_words import (
    ABLE,
    ANSWER,
    BLOCKING,
    BUDGET,
    COULD,
    COUNTER,
    DEEDS,
    FIRST_PERSON,
    FORBIDDEN,
    GIVING,
    GRAVE,
    IDLE,
    IMPOSE,
    MONEY,
    MUST,
    PENALTY,
    PROVIDED,
    REFUSED,
    RULED_OUT,
    SEVERE,
    STEADFAST,
    SUBJECTS,
    SUFFER,
    VAGUE,
    WILL,
    base,
    judgement,
)  # fmt: skip
from westphalia.evidence.positions.stance_rules import TALKING, Draft
from westphalia.evidence.positions.stances import BE, NOT

_TRIGGERS = WILL | MUST | COULD | BE | {
    "need", "needs", "has", "have", "had", "needed", "requires", "require", "cannot", "can’t", "can't", "going",
}  # fmt: skip

_NOBODY = ("no", "nothing", "nobody", "none", "neither")
_GUESSING = frozenset(("express", "voice", "hope", "expect", "believe", "think", "predict", "fear", "doubt", "suggest"))
_CONSEQUENCE = re.compile(r"\b(?:because|since|so|meant|means|meaning)\b")
_ALONE = ("if", "whether", "when", "how", "what", "why", "unless")


class SaidReader(SaidView):
    """Positions of one view that modals and judgements tell."""

    def drafts(self) -> Iterator[Draft]:
        """The positions of the view, in order."""
        if _TRIGGERS.isdisjoint(self.view.words):
            return
        for at, token in enumerate(self.view.tokens):
            if token.word in _TRIGGERS and token.tag in "uxlc":
                found = self._at(at, token)
                if found is not None:
                    yield found

    def _at(self, at: int, token: Token) -> Draft | None:
        word = token.word
        if word in WILL:
            return self._will(at)
        if word in MUST or (word in ("need", "needs", "has", "have", "had", "needed") and self._obliges(at)):
            return self._must(at)
        if word in ("need", "needs", "requires", "require", "needed"):
            return self._need(at)
        if word in COULD or word in ("cannot", "can’t", "can't"):
            return self._can(at)
        if word in ("going",) and self.view.tags[at + 1 : at + 2] == "m":
            return self._will(at)
        if word not in BE or self._statement(at) is None:
            return None
        return self._refusing(at) or self._judged(at)

    def _refusing(self, at: int) -> Draft | None:
        """ "I am not signing": what somebody says he does not do."""
        view, verb = self.view, at + 1
        if not view.inside:
            return None
        while verb < len(view.tokens) and view.tags[verb] in "xv":
            verb += 1
        if verb >= len(view.tokens) or base(view.tokens[verb].word) not in DEEDS | REFUSED:
            return None
        group = self._group(at, verb)
        subject = subject_of(view, group)
        first_person = isinstance(subject, Token) and subject.word in FIRST_PERSON
        holder = self.actors.of(subject, view) if group.negated and first_person else None
        if holder is None or not view.tokens[verb].word.endswith("ing"):
            return None
        return self._draft(holder, "rejects", self._opening(group.first), verb, verb, "refusing")

    def _will(self, at: int) -> Draft | None:
        view, verb = self.view, self._verb(at)
        if verb is None or self._has_to(at, verb):
            return None
        group = self._group(at, verb)
        statement = self._statement(at)
        first = self._opening(group.first)
        if view.tokens[first - 1].word in _ALONE if first else False:
            return None
        if statement is not None and statement.cue_lemma in _GUESSING and not view.inside:
            return None
        negated = any(view.tokens[n].word in NOT for n in range(group.first, verb))
        if group.first and view.tokens[group.first - 1].word == "there" and not negated and statement is not None:
            return self._there(statement, first, verb)
        if (view.tokens[first].word in _NOBODY or view.tokens[verb].word == "no") and statement is not None:
            return self._nobody(statement, first, verb)
        subject = subject_of(view, group)
        holder = self._own(subject, statement, first)
        if holder is None:
            if statement is not None and base(view.tokens[verb].word) in SUFFER and not negated:
                return self._threat(statement, subject, first, verb)
            return self._plainly(subject, statement, group, verb, negated)
        stance = self._promised(holder, verb, negated, first)
        if stance is None:
            return None
        kept = first if negated and stance == "pledges" else verb
        return self._draft(holder, stance, first, kept, verb, f"will: {view.tokens[verb].word}")

    def _threat(self, statement: Statement, subject: Phrase | Token | None, first: int, verb: int) -> Draft | None:
        """ "Peru will pay a heavy tariff if …": what somebody says will befall another."""
        view = self.view
        speaker, whom = self.actors.speaker(statement), self.actors.of(subject, view) if subject else None
        clause = self.text[view.tokens[verb].start : view.tokens[len(view.tokens) - 1].end]
        if speaker is None or not statement.speaker_code or not PENALTY.search(clause):
            return None
        grave = PROVIDED.search(clause) or GRAVE.search(clause)
        if not grave and statement.cue_lemma not in (
            "warn",
            "threaten",
            "vow",
        ):
            return None
        if isinstance(subject, Phrase) and whom is None:
            return None
        found = self._draft(speaker, "threatens", first, verb, verb, "threat", "conditional")
        if found is None or not whom:
            return found
        return replace(found, target=whom.name, target_codes=whom.codes)

    def _promised(self, holder: Holder, verb: int, negated: bool, first: int) -> str | None:
        view, word = self.view, base(self.view.tokens[verb].word)
        end = object_end(view, verb + 1)
        words = self.text[view.tokens[first].start : view.tokens[end - 1].end]
        if TALKING.match(self.text[view.tokens[verb].start : view.tokens[end - 1].end]):
            return None
        if negated:
            if word in STEADFAST:
                return "pledges"
            if word in REFUSED and word != "be":
                return "rejects"
            return "rules out" if word in DEEDS and issue_of(words) else None
        if word in BLOCKING:
            return "rejects"
        if word in COUNTER:
            return "threatens" if self._is_reprisal(verb) else None
        named = issue_of(words) is not None or "#" in view.tags[verb:end]
        lasting = word in ("keep", "continue") and self.view.inside
        if word in IDLE or not (word in DEEDS and (named or lasting)):
            return None
        if word in IMPOSE and issue_of(words) in ("tariffs", "sanctions"):
            return "will impose"
        if holder.sort == "country" and word in BUDGET:
            return "plans"
        return "commits" if holder.sort in ("country", "institution") else "pledges"

    def _is_reprisal(self, verb: int) -> bool:
        """Whether a verb of answering means deeds rather than words."""
        view = self.view
        words = self.text[view.tokens[verb].start : view.tokens[object_end(view, verb + 1) - 1].end]
        return ANSWER.search(words) is None

    def _plainly(
        self, subject: Phrase | Token | None, statement: Statement | None, group: Group, verb: int, negated: bool
    ) -> Draft | None:
        """What the writer, or an unnamed source, says that somebody will do."""
        view = self.view
        word = base(view.tokens[verb].word)
        holder = self.actors.of(subject, view)
        if holder is None or self.actors.is_anothers(holder, view.tokens[verb].start):
            return None
        if word in COUNTER and statement is not None and not negated and self._is_reprisal(verb):
            return self._draft(holder, "threatens", group.first, verb, verb, f"will: {word}")
        if (
            word not in DEEDS
            or word in IDLE
            or (statement is not None and statement.speaker_code and view.tags[group.first - 1 : group.first] != "h")
        ):
            return None
        end = object_end(view, verb + 1)
        words = self.text[view.tokens[verb].start : view.tokens[end - 1].end]
        if not (issue_of(words) or MONEY.search(words)) or TALKING.match(words):
            return None
        if negated:
            stance = "rejects" if word in REFUSED else "rules out"
        elif word in IMPOSE and issue_of(words) in ("tariffs", "sanctions"):
            stance = "will impose"
        else:
            stance = "plans" if word in BUDGET or holder.sort == "person" else "commits"
        return self._draft(holder, stance, group.first, verb, verb, f"will: {word}")

    def _there(self, statement: Statement, first: int, verb: int) -> Draft | None:
        """ "There will be very severe tariffs"."""
        speaker = self.actors.speaker(statement)
        view = self.view
        words = self.text[view.tokens[verb].start : view.tokens[object_end(view, verb + 1) - 1].end]
        if speaker is None or not statement.speaker_code or not SEVERE.search(words):
            return None
        return self._draft(speaker, "threatens", first, verb, verb, "there will be")

    def _nobody(self, statement: Statement, first: int, verb: int) -> Draft | None:
        """ "No soldier will …", "Nothing about us can …"."""
        speaker = self.actors.speaker(statement)
        if speaker is None or not (statement.speaker_code or self.view.inside):
            return None
        return self._draft(speaker, "rules out", first, first, verb, "nobody")

    def _must(self, at: int) -> Draft | None:
        view, verb = self.view, self._verb(at)
        statement = self._statement(at)
        speaker = self.actors.speaker(statement)
        if verb is None or speaker is None:
            return None
        group = group_at(view.line, at)
        first = self._opening(group.first)
        word = view.tokens[at].word
        if word in ("should", "had") and (view.tags[verb + 1 : verb + 2] == "u" or view.tags[verb] in "CrB"):
            return None
        if view.tokens[first].word in _NOBODY and word != "must":
            return self._draft(speaker, "opposes", first, first, verb, "nobody should")
        if (first and view.tokens[first - 1].word in _ALONE) or view.tokens[first].word in _ALONE:
            return None
        end = max(object_end(view, verb + 1), verb + 1)
        words = self.text[view.tokens[first].start : view.tokens[end - 1].end]
        subject = subject_of(view, group)
        vague = any(base(t.word) in VAGUE for t in view.tokens[at + 1 : verb + 1])
        named = issue_of(words) or MONEY.search(words)
        vague = (
            vague
            and subject is not None
            and (isinstance(subject, Token) or self._own(subject, statement, first) is not None)
        )
        if not named and (vague or not (word == "must" or isinstance(subject, Phrase))):
            return None
        if group.modal in WILL and not MONEY.search(words):
            whom = self.actors.of(subject, view)
            if whom is None or not whom.codes or statement is None or _CONSEQUENCE.search(self._before(first)):
                return None
        negated = any(view.tokens[n].word in NOT for n in range(group.first, verb))
        stance = "urges" if word in ("should", "ought") else "demands"
        if word not in MUST and MONEY.search(words):
            stance = "estimates need"
        return self._draft(speaker, "urges against" if negated else stance, first, first, verb, f"must: {word}")

    def _need(self, at: int) -> Draft | None:
        view = self.view
        if view.tags[at + 1 : at + 2] not in tuple("dlaj#vCrB"):
            return None
        statement = self._statement(at)
        speaker = self.actors.speaker(statement)
        if speaker is None:
            return None
        group = group_at(view.line, at)
        first = self._opening(group.first)
        holder = self._own(subject_of(view, group), statement, first)
        end = object_end(view, at + 1)
        if view.tags[at - 1 : at] in ("d", "m"):
            return None
        stance = "estimates need" if "#" in view.tags[at:end] else "wants"
        if holder is None and stance == "estimates need" and not view.inside:
            holder = speaker
        if holder is None:
            return None
        return self._draft(holder, stance, first, at, at, "need")

    def _can(self, at: int) -> Draft | None:
        view, verb = self.view, self._verb(at)
        statement = self._statement(at)
        if verb is None or statement is None:
            return None
        group = self._group(at, verb)
        first = self._opening(group.first)
        word = view.tokens[verb].word
        negated = view.tokens[at].word not in COULD or any(view.tokens[n].word in NOT for n in range(group.first, verb))
        if view.tokens[first].word in _NOBODY or view.tokens[verb].word == "no":
            return self._nobody(statement, first, verb)
        subject = subject_of(view, group)
        if isinstance(subject, Token) and subject.word == "you" and negated and view.inside:
            speaker = self.actors.speaker(statement)
            return self._draft(speaker, "urges", first, first, verb, "you cannot") if speaker else None
        holder = self._own(subject, statement, first) or (self.actors.of(subject, view) if word in GIVING else None)
        if holder is None:
            return self._forbidden(statement, subject, first, verb) if negated and word in FORBIDDEN else None
        if negated:
            return self._draft(holder, "rejects", first, verb, verb, "cannot") if word in REFUSED - {"be"} else None
        stance = "claims ability" if word in ABLE else "offers" if word in GIVING else None
        return self._draft(holder, stance, first, verb, verb, f"could: {word}") if stance else None

    def _forbidden(self, statement: Statement, subject: Phrase | Token | None, first: int, verb: int) -> Draft | None:
        """ "Iran cannot have a bomb": what somebody says another must not do."""
        speaker = self.actors.speaker(statement)
        if speaker is None or not statement.speaker_code or not isinstance(subject, Phrase):
            return None
        return self._draft(speaker, "rejects", first, first, verb, "another cannot")

    def _judged(self, at: int) -> Draft | None:
        """ "Backing Ukraine is essential", "it was the right approach"."""
        view = self.view
        statement = self._statement(at)
        speaker = self.actors.speaker(statement)
        if speaker is None:
            return None
        end = object_end(view, at + 1)
        if end <= at + 1:
            return None
        group = group_at(view.line, at)
        first = self._opening(group.first)
        before = self.text[view.tokens[first].start : view.tokens[group.first].start]
        after = self.text[view.tokens[at].end : view.tokens[end - 1].end]
        stance = "rules out" if RULED_OUT.search(after) and not group.negated else judgement(after)
        if group.negated and stance is not None:
            stance = {"approves": "opposes", "opposes": "approves"}.get(stance)
        if stance is None or not (stance == "supports" or SUBJECTS.search(before) or issue_of(before)):
            return None
        if before.strip().lower() in ("it", "that") and view.tags[end : end + 1] == "t":
            return self._draft(speaker, stance, first, first, end, "judgement")
        return self._draft(speaker, stance, first, first, at, "judgement")
