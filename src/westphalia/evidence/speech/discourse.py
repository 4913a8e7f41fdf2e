"""Who he, she, they and it stand for when they speak: the persons a reader has in mind at a place of the text."""

from dataclasses import dataclass, field, replace
from typing import Literal

from westphalia.evidence.lines.cast import Actor, Cast
from westphalia.evidence.lines.phrases import Phrase
from westphalia.evidence.names.heads import AIDES
from westphalia.evidence.speech.frame import Frame
from westphalia.evidence.speech.subjects import main_subject
from westphalia.evidence.words.vocabulary import word_set

_REACH = 2  # lines back that a pronoun may refer to
_REMEMBERED = 5  # lines back that "the institute" or "the two leaders" may refer to
_PAIRS = word_set("leaders men women presidents ministers pair sides politicians chancellors premiers")
_SAME_HEAD = AIDES | word_set("official diplomat source envoy")
_MEETING = word_set("spoke met meets meet call called talks meeting discussed hosted welcomed received phoned")
_PAPERS = word_set("newspaper paper magazine broadcaster channel daily agency outlet tabloid weekly station")
_OWNERS: dict[str, Literal["f", "m"] | None] = {"his": "m", "her": "f"}
_GENDER: dict[str, Literal["f", "m"]] = {"he": "m", "she": "f"}


@dataclass(slots=True)
class Discourse:
    """What has been said so far: the last speaker and the subject of each line."""

    cast: Cast
    speaker: Actor | None = None
    spoke_in: int = -9
    subjects: dict[int, Actor] = field(default_factory=dict)

    def heard(self, actor: Actor, line: int) -> None:
        """Remember who spoke in a line."""
        self.speaker, self.spoke_in = actor, line

    def actor(self, phrase: Phrase, number: int) -> Actor:
        """Whom a subject stands for; a pronoun is looked for in its line, then in the lines before."""
        if phrase.sort != "pronoun":
            return self._named(phrase, number)
        word = phrase.head.word
        found = self._they(phrase, number) if word == "they" else self._one(phrase, number, _GENDER[word])
        if found is None:
            return Actor(phrase, None, "pronoun", unresolved=f"“{word}”: nobody or several could be meant")
        return replace(found, phrase=phrase, sort="pronoun")

    def _named(self, phrase: Phrase, number: int) -> Actor:
        """Whom a noun phrase stands for; "his office", "the institute", "the two leaders" refer to what came before."""
        actor = self.cast.resolve(phrase)
        if phrase.sort == "institution" and phrase.tags == "dC" and not phrase.head.word.isupper():
            return replace(actor, name=None, unresolved=f"“{actor.name}” describes somebody without naming him")
        if phrase.sort == "office" and phrase.tags[-1] == "a":
            return replace(actor, name=None, unresolved=f"“{actor.name}” describes somebody without naming him")
        if phrase.sort != "office" or phrase.parts:
            return actor
        first = phrase.tokens[0].word
        if first in _OWNERS and phrase.head.word != "counterpart":
            return self._owned(phrase, actor, number)
        if first in ("the", "both") and phrase.head.word in _PAIRS:
            return self._pair(number) or actor
        if first == "the" and phrase.head.word in _SAME_HEAD:
            return self._described_before(phrase, number) or actor
        again = self._again(phrase, number) if first == "the" else None
        if again is not None:
            return again
        if first == "the" and set(phrase.tags) <= set("dlB"):
            return self._mentioned(phrase, number) or actor
        return actor

    def _described_before(self, phrase: Phrase, number: int) -> Actor | None:
        """Who was called so at more length before: "the spokesperson", "the official"."""
        if not set(phrase.tags) <= set("dlrj"):
            return None
        wanted = AIDES if phrase.head.word in AIDES else {phrase.head.word}
        for at in range(number, max(-1, number - 1 - _REMEMBERED), -1):
            for other in reversed(self.cast.phrases[at]):
                longer = other.sort == "person" or len(other.tokens) > len(phrase.tokens)
                if other.start < phrase.start and longer and wanted & {t.word for t in other.tokens}:
                    return self.cast.resolve(other)
        return None

    def _again(self, phrase: Phrase, number: int) -> Actor | None:
        """The last speaker under a bare title: "the president" who has that office, "the spokesperson" who was one."""
        last = self.speaker
        if (
            last is None
            or last.name is None
            or number - self.spoke_in > _REMEMBERED
            or not set(phrase.tags) <= set("dlrJ")
        ):
            return None
        return last if last.name in self.cast.holders_named(phrase) else None

    def _owned(self, phrase: Phrase, actor: Actor, number: int) -> Actor:
        """ "his office", "her spokesman": whose, where that is clear."""
        gender = _OWNERS[phrase.tokens[0].word]
        owner = self._one(phrase, number, gender) if gender else None
        if owner is None or owner.name is None or actor.sort != "office":
            return actor
        rest = self.cast.text[phrase.tokens[1].start : phrase.end]
        return replace(actor, name=f"{owner.name}’s {rest}", code=owner.code, behalf=owner.name)

    def _pair(self, number: int) -> Actor | None:
        """The persons named together last."""
        for back in range(1, _REMEMBERED + 1):
            subject = self.subject(number - back) if number >= back else None
            if subject is not None and len(subject.members) > 1 and subject.name:
                return subject
            met = self._both(number - back) if number >= back else None
            if met is not None:
                return met
        return None

    def _both(self, number: int) -> Actor | None:
        """The two persons of a line that tells of a call or meeting."""
        if not any(token.word in _MEETING for token in self.cast.lines[number].tokens):
            return None
        people = {a.name: a for p in _persons(self.cast, number) for a in self._singles(p) if a.sort != "pronoun"}
        if len(people) != 2 or any(a.phrase.head.tag not in "nr" for a in people.values()):
            return None
        first, second = people.values()
        return replace(first, name=f"{first.name}; {second.name}", members=(first, second))

    def _mentioned(self, phrase: Phrase, number: int) -> Actor | None:
        """The institution named before whose name holds the noun: "the institute", "the newspaper"."""
        word = phrase.head.word
        for at in range(number - 1, max(-1, number - 1 - _REMEMBERED), -1):
            for other in reversed(self.cast.phrases[at]):
                named = word in self.cast.text[other.start : other.end].lower().split()
                if (named and other.sort == "institution") or (word in _PAPERS and other.sort == "outlet"):
                    return self.cast.resolve(other)
            for token in self.cast.lines[at].tokens:
                if token.tag == "i" and token.word.split()[-1] == word:
                    return self.cast.institution(token)
        return None

    def it(self, number: int, frame: Frame) -> Actor | None:
        """The institution that opens the sentence, spoke last or is the subject of the line before: "it said"."""
        main = main_subject(frame.line, self.cast.phrases_of(frame.line))
        if (
            main is not None
            and frame.it is not None
            and main.last < frame.it
            and main.sort in ("institution", "office")
        ):
            return self._named(main, number)
        near = self.speaker if self.speaker and number - self.spoke_in <= _REACH else self.subject(number - 1)
        return (
            near
            if near and near.gender is None and near.sort in ("institution", "country", "outlet", "office")
            else None
        )

    def subject(self, number: int) -> Actor | None:
        """The main subject of a line: its first noun phrase that no preposition governs."""
        if number not in self.subjects and 0 <= number < len(self.cast.lines):
            found = main_subject(self.cast.lines[number], self.cast.phrases[number])
            if found is not None:
                self.subjects[number] = self.actor(found, number)
        return self.subjects.get(number)

    def _one(self, phrase: Phrase, number: int, gender: Literal["f", "m"]) -> Actor | None:
        main = main_subject(self.cast.lines[number], self.cast.phrases[number])
        if main is not None and main is not phrase and main.sort == "pronoun" and main.first < phrase.first:
            return self.subject(number) if _GENDER.get(main.head.word) == gender else None
        leads = main is phrase
        own = [] if leads else [p for p in _persons(self.cast, number) if p.last < phrase.first]
        here = _fitting([a for p in own for a in self._singles(p)], gender)
        if len({a.name for a in here}) == 1:
            return here[0]
        if here:
            return self._subject_of(here, number, phrase)
        for back in range(1, _REACH + 1):
            found = self._in_line(number - back, gender)
            if found is not None:
                return found
            if number - back >= 0 and self._people(number - back, gender):
                return None
        return None

    def _subject_of(self, here: list[Actor], number: int, phrase: Phrase) -> Actor | None:
        """The main subject among several persons of a line."""
        main = main_subject(self.cast.lines[number], self.cast.phrases[number])
        if main is None or main.last >= phrase.first:
            return None
        leading = [a for a in here if a.phrase.first >= main.first and a.phrase.last <= main.last]
        return leading[0] if len(leading) == 1 else None

    def _in_line(self, number: int, gender: Literal["f", "m"]) -> Actor | None:
        """Whom he or she means in an earlier line: its speaker, else its subject, else its only person."""
        if number < 0:
            return None
        if self.spoke_in == number and self.speaker and _fits(self.speaker, gender):
            return self.speaker
        subject = self.subject(number)
        if subject is not None and subject.name and not subject.members and _fits(subject, gender):
            return subject
        people = self._people(number, gender)
        return people[0] if len({a.name for a in people}) == 1 else None

    def _people(self, number: int, gender: Literal["f", "m"]) -> list[Actor]:
        return _fitting([a for p in _persons(self.cast, number) for a in self._singles(p)], gender)

    def _singles(self, phrase: Phrase) -> list[Actor]:
        actor = self.cast.resolve(phrase)
        return [a for a in (actor.members or (actor,)) if a.name]

    def _they(self, phrase: Phrase, number: int) -> Actor | None:
        """Several named together, a plural, or the unnamed source or institution that spoke last."""
        for back in range(_REACH + 1):
            at = number - back
            if at < 0:
                break
            subject = self.subject(at) if back or not _before_subject(self.cast, at, phrase) else None
            if (
                subject is not None
                and subject.phrase.start != phrase.start
                and (subject.members or subject.phrase.plural)
            ):
                return subject if subject.name else None
            if (
                back
                and self.spoke_in == at
                and self.speaker
                and self.speaker.sort in ("office", "institution", "country")
            ):
                return self.speaker if self.speaker.gender is None else None
        return None


def _before_subject(cast: Cast, number: int, phrase: Phrase) -> bool:
    main = main_subject(cast.lines[number], cast.phrases[number])
    return main is None or main.first >= phrase.first


def _persons(cast: Cast, number: int) -> list[Phrase]:
    return [p for p in cast.phrases[number] if p.sort in ("person", "office")]


def _fits(actor: Actor, gender: Literal["f", "m"]) -> bool:
    return actor.sort in ("person", "office", "pronoun") and actor.gender in (gender, None) and not actor.phrase.plural


def _fitting(actors: list[Actor], gender: Literal["f", "m"]) -> list[Actor]:
    """Persons whose gender fits; those known to fit before those whose gender is open."""
    fitting = [a for a in actors if a.phrase.head.tag in "nr" and _fits(a, gender) and (a.gender or a.sort == "person")]
    sure = [a for a in fitting if a.gender == gender]
    return sure or fitting


def spoken_by(discourse: Discourse, frame: Frame, number: int, earlier: Actor | None) -> Actor | None:
    """Who speaks in a frame: its own subject, the one taken up from an earlier verb, or the line's main subject."""
    if frame.it is not None:
        return discourse.it(number, frame)
    if not frame.shared and frame.subject is not None:
        return discourse.actor(frame.subject, number)
    if earlier is not None and earlier.sort == "outlet" and frame.way == "participle":
        return _told_of(discourse, frame, earlier)
    if earlier is not None:
        return earlier
    main = main_subject(frame.line, discourse.cast.phrases_of(frame.line))
    return discourse.actor(main, number) if main is not None and main.first < frame.cue else None


def _told_of(discourse: Discourse, frame: Frame, outlet: Actor) -> Actor:
    """The subject of what an outlet reports, who speaks on: "the paper reported X had called – urging Y to"."""
    for phrase in discourse.cast.phrases_of(frame.line):
        if outlet.phrase.last < phrase.first < frame.cue and phrase.sort in ("person", "office", "country"):
            return discourse.cast.resolve(phrase)
    return outlet
