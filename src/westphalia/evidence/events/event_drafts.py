"""Events as the clauses of a text tell them, before duplicates are joined and days inferred."""

from dataclasses import dataclass, replace

from westphalia.evidence.claims import DateInterval, EventType, Occurrence
from westphalia.evidence.events.event_clauses import (
    Chain,
    Site,
    chain_before,
    place_in,
    place_of_visit,
    reach,
    subject_of,
)
from westphalia.evidence.events.event_frames import Form, VerbForm
from westphalia.evidence.events.event_parties import Party, names_several
from westphalia.evidence.lines.phrases import Phrase, starting_at
from westphalia.evidence.words.vocabulary import word_set

_NEAR_VERBS = word_set("to both also will now then")


_GUESTS = word_set("visiting fellow newly-elected then")
_SEVERAL = word_set("we them ones men women two pair both")


@dataclass(frozen=True, slots=True)
class Draft:
    """An event of one clause: its type, tokens, those who take part, its day and place, and how it stands."""

    type: EventType
    site: Site
    at: int
    first: int
    last: int
    who: tuple[Party, ...]
    day: DateInterval | None
    where: str | None
    modality: Occurrence
    rule: str
    mood: str = "plain"
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb in its clause: its auxiliaries, subject, end, what follows it directly, its day and place."""

    site: Site
    at: int
    form: Form
    chain: Chain
    subject: Phrase | None
    end: int
    day_at: int | None
    place: tuple[str, int] | None

    @property
    def day(self) -> DateInterval | None:
        """The day of the clause."""
        return self.site.day(self.day_at) if self.day_at is not None else None

    @property
    def first(self) -> int:
        """The first token of the clause."""
        return self.subject.first if self.subject and self.subject.first <= self.chain.first else self.chain.first

    def is_several(self) -> bool:
        """Whether the subject is several, or a body of several."""
        subject = self.subject
        if subject is None:
            before = self.site.word(self.chain.before)
            tag = self.site.tag(self.chain.before)
            return (tag == "l" and before.endswith("s")) or before in _SEVERAL
        return subject.plural or names_several(subject) or subject.tokens[0].word == "they"

    @property
    def words(self) -> set[str]:
        """The words of the clause from the verb on."""
        return {self.site.word(k) for k in range(self.at, self.end)}

    def other(self, words: tuple[str, ...]) -> Phrase | None:
        """The phrase after the verb, or after one of some prepositions right behind it."""
        at = self.at + 1
        while self.site.tag(at) in "vw" and at < self.end:
            at += 1
        if "" in words:
            found = self._object(at)
            if found:
                return found
        upto = min(self.end, at + 8)
        while at < upto and self.site.word(at) not in words and self.site.tag(at) in "vwflPCgdi":
            at += 1
        if self.site.word(at) not in words:
            return None
        further = at + 2 if self.site.word(at + 1) in _GUESTS else at + 1
        return starting_at(self.site.phrases, further)

    def _object(self, at: int) -> Phrase | None:
        """The phrase that begins at a token, or after the adjectives that do."""
        held = self.site.phrase_over(at)
        if held is not None and held.first < at <= held.last and not held.parts:
            return replace(held, first=at)
        for k in range(at, min(at + 4, self.end)):
            found = starting_at(self.site.phrases, k)
            if found or (self.site.tag(k) not in "dCJkja#" and self.site.word(k) not in _GUESTS):
                return found
        return None


def united(*groups: tuple[Party, ...]) -> tuple[Party, ...]:
    """Those of several groups, each once."""
    return tuple({party.name: party for group in groups for party in group}.values())


def verb_clause(site: Site, at: int, form: VerbForm, last: Phrase | None) -> Clause | None:
    """The clause of a verb form; None where the form is no verb there."""
    shape = _shape(site, at, form)
    if shape is None:
        return None
    chain = chain_before(site, at)
    subject = subject_of(site, chain, last)
    end = reach(site, at)
    if subject is None and chain.first <= 2 and shape == "gerund" and site.tag(end) == ",":
        subject = starting_at(site.phrases, end + 1)
    place = place_of_visit(site, at) if form.lemma in ("visit", "tour") else None
    place = place or place_in(site, at + 1, end)
    if place is None and form.family == "depart":
        goal = at + 1 + (site.word(at + 1) in ("off", "out"))
        place = place_of_visit(site, goal) if site.word(goal) == "for" and site.tag(goal + 1) == "g" else None
    if place is None and form.family == "attack" and site.tag(at + 1) in ("g", "C"):
        place = place_of_visit(site, at)
    return Clause(site, at, shape, chain, subject, end, _day_at(site, at, chain, subject, end), place)


def _shape(site: Site, at: int, form: VerbForm) -> Form | None:
    before, tag = site.word(at - 1), site.tag(at - 1)
    forms = form.forms
    if "gerund" in forms:
        return (
            "gerund"
            if tag in "fbu" or before in ("been", "by", "of") or (tag == "v" and site.tag(at - 2) == "u")
            else None
        )
    if tag and tag in "da#s" and not ("past" in forms and tag in "a"):
        return None
    if tag == "l" and before not in _NEAR_VERBS and forms & {"base", "present"} and "past" not in forms:
        return None
    if tag and tag in "fP" and forms <= {"base", "present"}:
        return None
    if "past" in forms or "participle" in forms:
        return "past"
    if "present" in forms:
        return "present" if tag not in "um" else None
    return "base"


def _day_at(site: Site, at: int, chain: Chain, subject: Phrase | None, end: int) -> int | None:
    """The token that tells the day of a verb: after it, between subject and verb, or before the subject."""
    after = [k for k in site.days_within(at + 1, end) if site.tag(k + 1) != "s"]
    if after:
        return after[0]
    apart = subject.last + 1 if subject and subject.last < chain.first else chain.first
    apart = chain.first if site.tag(chain.before) == "k" else apart
    between = [] if "h" in site.line.tags[apart:at] else site.days_within(apart, at)
    if between:
        return between[-1]
    if site.tag(chain.before) == "k":
        return None
    first = subject.first if subject and subject.first < at else chain.first
    for k in (first - 1, first - 2 if site.tag(first - 1) == "," else -1):
        if k >= 0 and site.tag(k) == "w":
            return k
    if site.word(first - 1) == "when":
        at = first - 3 if site.tag(first - 2) == "," else first - 2
        return at if site.day(at) is not None else None
    if subject and site.day(subject.first) is not None:
        return subject.first
    if site.tag(0) == "w" and site.tag(1) == "," and not set(site.line.tags[2:first]) & set("c.;:-hu"):
        return 0
    return None
