"""Whose a position is: subjects of clauses as actors with the countries they stand for."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from westphalia.evidence.claims import Statement
from westphalia.evidence.lines.cast import Actor
from westphalia.evidence.lines.material import Material
from westphalia.evidence.lines.offices import short_name
from westphalia.evidence.lines.phrases import Phrase
from westphalia.evidence.lines.tokens import Token
from westphalia.evidence.names.heads import AIDES
from westphalia.evidence.positions.clauses import View, subjects
from westphalia.evidence.words.vocabulary import word_set

_GOVERNMENTS = word_set("government administration cabinet")
_GENERIC = word_set(
    """leaders officials ministers diplomats sources people economists analysts experts critics source person
    authorities observers reporters residents side sides both group campaign statement draft report document study
    plan proposal ministry team readout survey poll analysis paper man woman mother father figures researchers
    representatives aides advisers workers soldiers lawyer judge farmer trader boss head director executive"""
)
_MEMBERS = word_set("leaders allies members countries states nations governments ministers")
_PAPERS = word_set("statement communique communiqué draft document readout declaration text transcript")
_BLOCS = {"EU27": "EU", "NATO": "Nato"}
_COUNTED = re.compile(r"^\d\d-(?:nation|member|country|state|strong)$")
_REGIONS = word_set("european western nordic baltic arab allied")
_BLOC_WORDS = word_set("bloc alliance")
_SPOKES = word_set("spokesman spokeswoman spokesperson spokespeople mouthpiece")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who takes a position, and the countries he stands for."""

    name: str
    codes: tuple[str, ...] = ()
    sort: str = "person"


class Actors:
    """Subjects as holders of positions, pronouns resolved through statements and the line before."""

    def __init__(self, material: Material, statements: tuple[Statement, ...]) -> None:
        self.material = material
        self.statements = statements
        self._mentions = {s.speaker_mention.start: s for s in statements if s.speaker_mention}
        self._pieces = sorted((p.start, p.end, n) for n, s in enumerate(statements) for p in s.content)
        self._holders: dict[tuple[int, int], Holder | None] = {}
        self._persons = {n.person for n in material.registry.names}
        self._starts = [piece[0] for piece in self._pieces]

    def statement_at(self, position: int) -> Statement | None:
        """The innermost statement whose words hold a place of the text."""
        at = bisect_right(self._starts, position)
        for start, end, number in reversed(self._pieces[max(0, at - 6) : at]):
            if start <= position < end:
                return self.statements[number]
        return None

    def speaker(self, statement: Statement | None) -> Holder | None:
        """Whose position the words of a statement are: of a spokesperson's, the principal's."""
        if statement is None or not statement.speaker:
            return None
        if statement.speaker.rsplit(" ", 1)[-1].lower() in _PAPERS:
            return None
        if statement.speaker.lower().removeprefix("the ") in _GOVERNMENTS:
            code = statement.speaker_code or self.material.registry.home
            return Holder(f"{short_name(code)} government", (code,), "country") if code else None
        codes = (statement.speaker_code,) if statement.speaker_code else ()
        if statement.on_behalf_of:
            principal = statement.on_behalf_of
            unnamed = self.is_person(principal) and not self.is_person(statement.speaker)
            return Holder(f"{principal} (spokesperson)" if unnamed else principal, codes, "institution")
        return Holder(statement.speaker, codes)

    def is_anothers(self, holder: Holder, position: int) -> bool:
        """Whether a holder is neither he whose words stand at a place of the text nor of his side."""
        speaker = self.speaker(self.statement_at(position))
        if speaker is None or not speaker.codes:
            return False
        return holder.name != speaker.name and not set(holder.codes) & set(speaker.codes)

    def is_person(self, name: str) -> bool:
        """Whether a name is that of a person of the text."""
        return name in self._persons

    def of(self, subject: Phrase | Token | None, view: View) -> Holder | None:
        """The holder a subject stands for; None where it stays open."""
        if subject is None:
            return None
        if isinstance(subject, Token):
            return self._pronoun(subject, view)
        if subject.sort == "pronoun":
            return self._pronoun(subject.tokens[0], view)
        return self._meant(self._named(subject), subject.start, view)

    def _meant(self, holder: Holder | None, position: int, view: View) -> Holder | None:
        """The holder named in somebody's words: himself where he is disavowed; in a quotation only his own side."""
        statement = self.statement_at(position)
        if holder is None or statement is None:
            return holder
        speaker = self.speaker(statement)
        if statement.disavowed_by and speaker is not None:
            return speaker
        own = speaker is not None and (holder.name == speaker.name or bool(set(holder.codes) & set(speaker.codes)))
        return holder if own or not view.inside else None

    def _named(self, phrase: Phrase) -> Holder | None:
        place = (phrase.start, phrase.end)
        if place not in self._holders:
            self._holders[place] = self._found(phrase)
        return self._holders[place]

    def _found(self, phrase: Phrase) -> Holder | None:
        if phrase.parts:
            found = [self._named(part) for part in phrase.parts]
            known = [one for one in found if one is not None]
            codes = tuple(dict.fromkeys(code for one in known for code in one.codes))
            return Holder("; ".join(one.name for one in known), codes) if len(known) == len(found) else None
        mention = self._mentions.get(phrase.start)
        actor = self.material.cast.resolve(phrase)
        if phrase.sort == "office":
            return self._office(phrase, actor)
        if actor.name is None and mention is not None:
            return self.speaker(mention)
        return _holder(actor)

    def _office(self, phrase: Phrase, actor: Actor) -> Holder | None:
        word = phrase.head.word
        if word in _GOVERNMENTS:
            code = actor.code or self._country_of(phrase.start)
            return Holder(f"{short_name(code)} government", (code,), "country") if code else None
        if word in _BLOC_WORDS:
            return self._bloc(word, phrase.start)
        if word in AIDES or word in _SPOKES:
            return self._principal(actor)
        bloc = next((t.word for t in phrase.tokens if t.word in _BLOC_WORDS), None)
        if word in _MEMBERS and bloc:
            return self._bloc(bloc, phrase.start, any(_COUNTED.search(t.word) for t in phrase.tokens))
        if word in _MEMBERS and actor.code in _BLOCS:
            return Holder(_BLOCS[actor.code], (actor.code,), "country")
        placed = any(t.tag in "agi" or t.word in _REGIONS for t in phrase.tokens)
        if word in _GENERIC and not (placed or "n" in phrase.tags):
            return None
        if actor.name is None and placed and not phrase.plural:
            text = self.material.text[phrase.start : phrase.end]
            return Holder(text.removeprefix("the ").removeprefix("The "), actor.codes)
        return _holder(actor)

    def _bloc(self, word: str, position: int, counted: bool = False) -> Holder | None:
        """The bloc or the alliance: the one the speaker stands for, or the one that the text names."""
        statement = self.statement_at(position)
        code = statement.speaker_code if statement and statement.speaker_code in _BLOCS else None
        meant = code or ("EU27" if word == "bloc" else "NATO")
        named = code or counted or any(m.actor == meant for m in self.material.registry.mentions)
        return Holder(_BLOCS[meant], (meant,), "country") if named else None

    def _principal(self, actor: Actor) -> Holder | None:
        if actor.behalf is None:
            return None
        name = f"{actor.behalf} (spokesperson)" if self.is_person(actor.behalf) else actor.behalf
        return Holder(name, actor.codes, "institution")

    def _country_of(self, position: int) -> str | None:
        """The country whose government "the government" is: that of the speaker, or of the report."""
        statement = self.statement_at(position)
        return (statement.speaker_code if statement else None) or self.material.registry.home

    def _pronoun(self, token: Token, view: View) -> Holder | None:
        mention = self._mentions.get(token.start)
        if mention is not None:
            return self.speaker(mention)
        statement = self.statement_at(token.start)
        speaker = self.speaker(statement)
        if token.word == "country":
            code = statement.speaker_code if statement else None
            return Holder(short_name(code), (code,), "country") if code else None
        if token.tag == "y":
            return speaker if token.word in ("i", "we") else None
        if statement is not None:
            return self._within(token, view, statement, speaker)
        return self._before(token, view)

    def _within(self, token: Token, view: View, statement: Statement, speaker: Holder | None) -> Holder | None:
        """He, she, it or they in somebody's words: the speaker, where the words are the writer's."""
        if view.inside or speaker is None:
            return None
        gender = self.material.cast.gender_of(speaker.name)
        person = self.is_person(speaker.name)
        if token.word in ("he", "she"):
            fits = person and gender in (None, "m" if token.word == "he" else "f")
            return speaker if fits else self._before(token, view)
        if token.word == "it" and not person:
            at = next((n for n, t in enumerate(view.tokens) if t.start == token.start), 0)
            named = self._fitting(token, [s for s, _ in subjects(view, at)])
            unnamed = speaker.name.rsplit(" ", 1)[-1].lower() in _GENERIC | _SPOKES | {"official"}
            return None if unnamed and named is None else named or speaker
        if token.word == "it" and speaker.codes:
            code = speaker.codes[0]
            return Holder(short_name(code), (code,), "country")
        return speaker if token.word == "they" and not person else None

    def _before(self, token: Token, view: View) -> Holder | None:
        """The one that an earlier clause of the line, or the line before, has as its subject."""
        at = next((n for n, t in enumerate(view.tokens) if t.start == token.start), 0)
        here = self._fitting(token, [s for s, _ in subjects(view, at)])
        if here is not None:
            return here
        if at and (view.tags[at - 1] in "bhtf") and token.word in ("he", "she"):
            others = [p for p in view.phrases if p.last < at and p.sort in ("person", "office")]
            agents = [p for p in others if p.first and view.tokens[p.first - 1].word == "by"]
            if others:
                return self._fitting(token, list(agents))
        number = self.material.cast.line_at(view.line.start)
        lines = self.material.lines
        for back in (1, 2):
            if number - back < 0 or lines[number - back].paragraph < view.line.paragraph - 1:
                return None
            earlier = View(lines[number - back], self.material.text)
            found = [s for s, _ in subjects(earlier, len(earlier.tags))]
            fitting = self._fitting(token, found)
            if fitting is not None or found:
                return fitting
        return None

    def _fitting(self, token: Token, found: list[Phrase | Token]) -> Holder | None:
        """The one holder among subjects that a pronoun can stand for; None where two can."""
        named = [self._named(s) for s in found if isinstance(s, Phrase) and s.sort != "pronoun"]
        held = {h.name: h for h in named if h is not None and self._fits(token.word, h)}
        return next(iter(held.values())) if len(held) == 1 else None

    def _fits(self, word: str, holder: Holder) -> bool:
        if word in ("he", "she"):
            gender = self.material.cast.gender_of(holder.name)
            return holder.sort == "person" and ";" not in holder.name and gender in (None, "m" if word == "he" else "f")
        if word == "it":
            return holder.sort in ("country", "institution")
        several = ";" in holder.name or (holder.name.endswith("s") and holder.sort != "person")
        return several or bool(set(holder.codes) & set(_BLOCS))


def _holder(actor: Actor) -> Holder | None:
    if actor.name is None:
        return None
    sort = "person" if actor.sort in ("person", "office") and actor.gender else actor.sort
    return Holder(actor.name, actor.codes if not actor.former else (), sort)
