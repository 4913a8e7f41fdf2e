"""Positions told by a verb, adjective or noun of stance with somebody who has it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from westphalia.evidence.lines.phrases import Phrase, ending_at, starting_at
from westphalia.evidence.lines.tokens import Token
from westphalia.evidence.positions.actors import Actors, Holder
from westphalia.evidence.positions.antecedents import clause_before
from westphalia.evidence.positions.clauses import Group, View, group_at, is_supposed, shared_subject, subject_of
from westphalia.evidence.positions.complements import Found, complement
from westphalia.evidence.positions.issues import issue_of
from westphalia.evidence.positions.said_words import DEEDS, WILL, judgement
from westphalia.evidence.positions.stances import NEGATED, Frame, adjectives, nouns, verbs
from westphalia.evidence.words.vocabulary import any_of, word_set

_MUST_NOT = word_set("should must ought may might could can can’t cannot couldn’t shouldn’t")
_MAY = word_set("could may might")
_PURPOSE = word_set("reaffirm urge demand press reject oppose push persuade convince call reiterate")
_TALK = any_of(
    r"""meet\w* visit\w* take_(?:over|office|up_(?:office|his|her|the)|the_(?:oath|stage|chair)) assume\w*
    (?:co-)?chair\w* be_sworn form_part serve go_into get_into speculat\w* prejudge dwell name_names
    speak\w* talk(?:s|ing)? fly travel\w* arrive\w* attend\w*
    host(?:s|ing)?_(?:a_|the_|an_)?(?:\w+_)?(?:talks|summit|conference|meeting|leaders)
    (?:co-)?host\w*_(?:\S+_){1,6}(?:call|talks|summit|conference|meeting)
    discuss\w* hear
    comment answer explain sit_down address\w* brief\w*_reporters retire resign stand_down run_for leave
    hold_(?:talks|a_meeting|a_call|a_phone|a_news|a_press|an_emergency|the|its|an|elections) take_place be_drawn
    say tell give_(?:\w+_){0,2}(?:details|dates?|evidence|timetable|numbers|answer) make_(?:a_speech|an_announcement)
    return convene gather vote\w* decide consider
    (?:take_part|participate)_in_(?:(?:the|a)_)?(?:g7_|g20_)?(?:talks|meeting|summit|call|negotiations)
    specify clarify confirm take_questions publish set_out outline join_(?:him|her|them|other|his|her)"""
)
_NAMED_TALKS = re.compile(r"^talks\b")
TALKING = re.compile(rf"^(?:to |not to |for )?{_TALK}\b", re.IGNORECASE)
_POLICY = re.compile(
    r"\b(?:decisions?|moves?|plans?|proposals?|offers?|deals?|agreements?|accords?|steps?|announcements?|pledges?|"
    r"sanctions|tariffs?|packages?|pacts?|ceasefires?|efforts?|idea|demands?|measures?|bill|treaty|text|draft|scheme|"
    r"policy|bans?|cuts?|increases?|rise|truce|talks|calls?|levy|levies|duties|process|peace|initiatives?|commitments?|funding|aid|"
    r"blueprint|goal|target|settlement|terms|conditions|concessions|request|suggestions?|project|missions?|"
    r"mandate|troops|soldiers|force|deployment|membership|guarantees?|invitation|it|them|that|this|loan|spending|budgets?|timetable|timeline|deadline|date|approach|course|support|attempts?|"
    r"billion|million)\b|[£€$]",
    re.IGNORECASE,
)
_BEYOND = re.compile(r"\b(?:showing|that|which|who|suggesting|by|after|over)\b")
_HEAD = re.compile(
    r"\b(?:decision|move|plan|proposal|offer|deal|agreement|idea|demand|measure|condition|step|scheme|text|draft|terms|"
    r"conditions|demands|proposals|plans|measures|ceasefire|truce|force|guarantees|sanctions|tariffs?|request|goal)$"
)
_RELATIVE = word_set("rejects opposes supports wants demands proposes approves") | {"rules out"}
_NEEDS_POLICY = word_set("approves opposes supports rejects commits plans")
_OFFERED = re.compile(
    r"^(?:the|this|that|any|a|an|his|its|their)? ?(?:\w+ )?(?:offers?|proposals?|ideas?|demands?|calls?)\b"
)
_HITS_BACK = re.compile(
    r"^(?:to )?(?:retaliate|respond|hit back|strike back|punish)\b|\bcounter-?measures\b|\bretaliation\b"
)
_AVOID = re.compile(r"(?:avoid|refrain|desist|stop short|hold back|hold off)\b")
_REPORTED = {"believed": "believed", "thought": "believed"}
_IMPOSED = re.compile(r"^(?:to )?(?:impose|slap|levy)\b")


@dataclass(frozen=True, slots=True)
class Draft:
    """A position as a rule finds it: offsets of its words, from the verb of stance to the end of its object."""

    holder: Holder
    stance: str
    start: int
    end: int
    object_start: int
    modality: str
    rule: str
    target: str | None = None
    about: str = ""
    target_codes: tuple[str, ...] = ()


def words_to(found: Found, tokens: tuple[Token, ...], text: str) -> str:
    """The words of a complement from its verb on."""
    start = found.verb if found.verb is not None else found.start
    return text[tokens[start].start : tokens[found.end - 1].end]


@lru_cache(maxsize=1)
def triggers() -> frozenset[str]:
    """Words that may tell a stance."""
    return frozenset((*verbs(), *adjectives(), *nouns()))


class StanceReader:
    """Positions of one view, left to right; what lies in the object of another is part of it."""

    def __init__(self, view: View, actors: Actors, text: str) -> None:
        self.view, self.actors, self.text = view, actors, text

    def drafts(self) -> Iterator[Draft]:
        """The positions that words of stance tell."""
        done, words = 0, triggers()
        if words.isdisjoint(self.view.words):
            return
        for at, token in enumerate(self.view.tokens):
            if token.word not in words or token.tag not in "lcuCrBfJPj":
                continue
            found = self._at(at, token)
            if found is not None and (at >= done or found.rule.startswith("passive")):
                yield found
                done = max(done, self.view.line.index(found.end - 1))

    def _at(self, at: int, token: Token) -> Draft | None:
        word = token.word
        frames = adjectives().get(word)
        if frames:
            found = self._adjective(at, frames)
            if found:
                return found
        frames = verbs().get(word)
        named = at > 0 and self.view.tags[at - 1] in "dPs#" and frames is not None and frames[0].form == "base"
        if frames and not named:
            found = self._verb(at, frames)
            if found:
                return found
        frames = nouns().get(word)
        return self._noun(at, frames) if frames else None

    def _verb(self, at: int, frames: tuple[Frame, ...]) -> Draft | None:
        group = group_at(self.view.line, at)
        form = frames[0].form
        if form == "past" and group.be:
            return self._passive(at, frames, group)
        if form == "past" and self.view.tokens[at + 1 : at + 2] and self.view.tokens[at + 1].word == "by":
            return self._passive(at, frames, group)
        for frame in frames:
            found = complement(self.view, self.text, at, frame)
            draft = self._draft(group, frame, found) if found is not None else None
            if draft is not None:
                return draft
        return self._relative(at, frames[0], group)

    def _relative(self, at: int, frame: Frame, group: Group) -> Draft | None:
        """ "A condition that Ukraine has rejected": the object is what the relative clause takes up."""
        view = self.view
        after = view.tags[at + 1 : at + 2]
        if frame.stance not in _RELATIVE or frame.form == "ing" or after not in (".", ",", ";", "w", ""):
            return None
        subject = subject_of(view, group)
        if not isinstance(subject, Phrase) or subject.first == 0:
            return None
        before = view.tags[subject.first - 1]
        about = clause_before(view, self.text, subject.first - 1 if before in "th" else subject.first)
        holder = self.actors.of(subject, view)
        if group.negated or holder is None:
            return None
        if not _HEAD.search(about):
            return None
        return Draft(
            holder, frame.stance, subject.start, view.tokens[at].end, view.tokens[at].start, "stated",
            f"relative: {view.tokens[at].word}", about=about,
        )  # fmt: skip

    def _draft(self, group: Group, frame: Frame, found: Found, modality: str = "stated") -> Draft | None:
        holder = self._subject(group, frame)
        if holder is None or (self._foretells(group, frame) and self.actors.is_anothers(holder, self._place(group))):
            return None
        return self._made(holder, found.stance or frame.stance, group, found, modality)

    def _foretells(self, group: Group, frame: Frame) -> bool:
        """Whether a verb tells what is to come rather than what is: "would reject", but not "would like"."""
        return group.modal in WILL and frame.kind != "would"

    def _place(self, group: Group) -> int:
        return self.view.tokens[group.verb].start

    def _subject(self, group: Group, frame: Frame) -> Holder | None:
        """Who takes the stance of a verb in that form."""
        view = self.view
        before = view.tags[group.first - 1 : group.first]
        if group.modal in _MUST_NOT and group.modal not in _MAY:
            return None
        if frame.form == "base" and not group.modal and before == "m":
            if view.tokens[group.verb].word not in _PURPOSE:
                return None
            return self.actors.of(shared_subject(view, group.first - 1, replace(group, words=())), view)
        if frame.form == "ing" and not group.be and before not in (",", "-") and not self._absolute(group):
            return None
        return self._held(group)

    def _held(self, group: Group) -> Holder | None:
        """Whom the subject of a group stands for; nobody in a clause of "if"."""
        subject = subject_of(self.view, group)
        if subject is None or is_supposed(self.view, subject):
            return None
        return self.actors.of(subject, self.view)

    def _absolute(self, group: Group) -> bool:
        """Whether "with Spain and Belgium seeking" has its own subject."""
        phrase = ending_at(self.view.phrases, group.first - 1)
        return phrase is not None and phrase.first > 0 and self.view.tokens[phrase.first - 1].word == "with"

    def _made(self, holder: Holder, stance: str, group: Group, found: Found, modality: str) -> Draft | None:
        tokens = self.view.tokens
        words = self.text[tokens[found.start].start : tokens[found.end - 1].end]
        if stance in ("pledges", "plans", "offers") and _HITS_BACK.search(words):
            stance = "threatens"
        if stance == "plans" and tokens[group.verb].word.startswith("consider") and judgement(words):
            stance = judgement(words) or stance
        if stance == "opposes" and tokens[group.verb].word.startswith("dismiss") and _OFFERED.search(words):
            stance = "rejects"
        if group.negated:
            stance = NEGATED.get(stance, "")
        if found.negated:
            stance = {"urges": "urges against", "demands": "urges against", "warns against": "warns against"}.get(
                stance, stance)  # fmt: skip
        elif stance in ("urges", "demands") and _AVOID.match(words_to(found, tokens, self.text)):
            stance = "urges against"
        elif stance in ("urges against", "warns against") and found.whom is not None:
            return None
        if stance == "rejects" and words.startswith(("to rule out", "to exclude", "to comment", "to say")):
            return None
        if (
            not stance
            or (stance != "offers" and TALKING.match(words) and not _NAMED_TALKS.match(words))
            or (stance in _NEEDS_POLICY and not self._is_policy(words, found))
        ):
            return None
        target = self.actors.of(found.whom, self.view) if found.whom is not None else None
        if found.whom is not None and target is None and not isinstance(found.whom, Token):
            name: str | None = self.text[found.whom.start : found.whom.end]
        else:
            name = target.name if target and target.name != holder.name else None
        if stance == "expects" and name is None and issue_of(words) is None:
            return None
        return Draft(
            holder, stance, tokens[group.first].start, tokens[found.end - 1].end, tokens[found.start].start,
            modality, f"verb: {tokens[group.verb].word}", name,
            target_codes=target.codes if target else (),
        )  # fmt: skip

    def _is_policy(self, words: str, found: Found) -> bool:
        if found.verb is not None:
            return True
        head = _BEYOND.split(words, maxsplit=1)[0]
        return _POLICY.search(head) is not None or issue_of(head) is not None

    def _passive(self, at: int, frames: tuple[Frame, ...], group: Group) -> Draft | None:
        """ "Rejected by Mr X": the object is what was rejected."""
        view = self.view
        if frames[0].stance not in ("rejects", "opposes", "supports", "approves", "proposes") or group.negated:
            return None
        if all(f.kind not in "ng" or f.particle == ("of",) for f in frames):
            return None
        by = at + 1
        while by < len(view.tokens) and (view.tags[by] in "vw" or view.tokens[by].word in ("forward", "down")):
            by += 1
        if by + 1 >= len(view.tokens) or view.tokens[by].word != "by":
            return None
        phrase = starting_at(view.phrases, by + 1)
        holder = self.actors.of(phrase, view)
        before = clause_before(view, self.text, group.first)
        if phrase is None or holder is None or not (_POLICY.search(before) or issue_of(before)):
            return None
        return Draft(
            holder, frames[0].stance, view.tokens[at].start, phrase.end, view.tokens[at].start, "stated",
            f"passive: {view.tokens[at].word}", about=before,
        )  # fmt: skip

    def _adjective(self, at: int, frames: tuple[Frame, ...]) -> Draft | None:
        if not (self._stands(at) or (at and self.view.tags[at - 1] in "uvxw")):
            return None
        for frame in frames:
            found = complement(self.view, self.text, at, frame)
            if found is None:
                continue
            group = group_at(self.view.line, at - 1 if self._stands(at) else at)
            if group.modal in _MUST_NOT or not (group.be or self._stands(at)):
                return None
            if frame.stance in ("reported", "is expected to"):
                return self._to_come(at, group, frame, found)
            holder = self._held(group)
            return self._made(holder, frame.stance, group, found, "stated") if holder else None
        return None

    def _stands(self, at: int) -> bool:
        """Whether "stands ready", "remains open" takes the place of be."""
        return at > 0 and self.view.tokens[at - 1].word in _LINKING

    def _to_come(self, at: int, group: Group, frame: Frame, found: Found) -> Draft | None:
        """ "Is expected to call on …": the stance is that of the verb to come, where it has one."""
        view = self.view
        holder = self.actors.of(subject_of(view, group), view)
        if holder is None or found.verb is None or group.negated:
            return None
        verb, inner = self._main(found.verb)
        word = view.tokens[at].word
        expected = frame.stance == "is expected to"
        modality = "expected" if expected else _REPORTED.get(word, "reported, unconfirmed")
        if inner is not None and (not expected or inner[0].stance in _FORETOLD):
            made = self._made(holder, inner[0].stance, replace(group, verb=verb, words=()), inner[1], modality)
            return made if made else None
        words = self.text[view.tokens[verb].start : view.tokens[found.end - 1].end]
        if view.tokens[verb].word in _REGARD and judgement(words):
            return self._made(holder, judgement(words) or "", replace(group, verb=verb, words=()), found, modality)
        if not expected or TALKING.match(words) or view.tokens[verb].word not in DEEDS | set(verbs()):
            return None
        stance = "will impose" if _IMPOSED.match(words) else "is expected to"
        return Draft(
            holder, stance, view.tokens[at].start, view.tokens[found.end - 1].end, view.tokens[verb].start,
            modality, f"to come: {word}",
        )  # fmt: skip

    def _main(self, verb: int) -> tuple[int, tuple[Frame, Found] | None]:
        """The main verb of an infinitive past have and be, with its frame where it has one."""
        view = self.view
        while verb + 1 < len(view.tokens) and view.tokens[verb].word in _AUXILIARIES:
            verb += 1
        for frame in verbs().get(view.tokens[verb].word, ()):
            found = complement(self.view, self.text, verb, frame)
            if found is not None:
                return verb, (frame, found)
        return verb, None

    def _noun(self, at: int, frames: tuple[Frame, ...]) -> Draft | None:
        """ "Mr Starmer's proposal to …", "their demand for …"."""
        view = self.view
        owner = self._owner(at)
        if owner is None:
            return None
        for frame in frames:
            found = complement(self.view, self.text, at, frame)
            holder = self.actors.of(owner, view) if found else None
            if found and holder:
                found = replace(found, end=self._noun_end(found))
                words = self.text[view.tokens[found.start].start : view.tokens[found.end - 1].end]
                if TALKING.match(words):
                    return None
                return Draft(
                    holder, frame.stance, owner.start, view.tokens[found.end - 1].end, view.tokens[found.start].start,
                    "described", f"noun: {view.tokens[at].word}",
                )  # fmt: skip
        return None

    def _noun_end(self, found: Found) -> int:
        """Where the complement of a noun ends: at the verb of its clause."""
        for at in range(found.start + 2, found.end - 1):
            if self.view.tokens[at].word in _MAIN and self.view.tags[at + 1] in "mxvf":
                return at
        cut = re.search(r"(?<![tmhu])u", self.view.tags[found.start : found.end])
        return found.start + cut.start() if cut and cut.start() else found.end

    def _owner(self, at: int) -> Phrase | Token | None:
        view, first = self.view, at
        while first > 0 and view.tags[first - 1] in "ljC#v" and at - first < 4:
            first -= 1
        if first == 0:
            return None
        token = view.tokens[first - 1]
        if token.tag == "s":
            return ending_at(view.phrases, first - 2) or self._inner(first - 2)
        if token.tag == "d" and token.word != "no" and first > 1 and view.tokens[first - 2].word in _HAVING:
            return subject_of(view, group_at(view.line, first - 2))
        if token.word in _POSSESSIVES:
            return token._replace(tag="e" if token.word == "its" else "p", word=_POSSESSIVES[token.word])
        return None

    def _inner(self, last: int) -> Phrase | None:
        """The owner within a longer phrase: "the government" of "the government's push"."""
        if last < 0 or self.view.tags[last] not in "gnioBra":
            return None
        first = last - 1 if last and self.view.tags[last - 1] == "d" else last
        sort = {"g": "country", "a": "country", "n": "person", "i": "institution", "o": "outlet"}
        return Phrase(self.view.line, first, last, sort.get(self.view.tags[last], "office"))  # type: ignore[arg-type]


_MAIN = word_set("appeared appears seemed seems looked looks failed came comes went met fell faced faces ran drew won")
_HAVING = word_set("have has had ’ve 've")
_LINKING = word_set("stands stand stood remains remain remained seems appears seem appear sounds")
_FORETOLD = {
    "urges", "urges against", "demands", "pushes for", "rejects", "opposes", "warns against", "reaffirms", "proposes",
    "offers", "rules out",
}  # fmt: skip
_REGARD = word_set("regard see view consider call describe")
_AUXILIARIES = word_set("be have been")
_POSSESSIVES = {"his": "he", "her": "she", "its": "it", "their": "they"}
