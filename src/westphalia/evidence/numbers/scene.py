"""The sentence a figure stands in, with its actors masked so that patterns can speak of them."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from westphalia.evidence.claims import DateInterval
from westphalia.evidence.names.gazetteer import Mention
from westphalia.evidence.names.registry import Registry
from westphalia.evidence.numbers.figures import Amount
from westphalia.evidence.words.text import Sentence, clause_bounds
from westphalia.evidence.words.vocabulary import any_of

PLACE, PERSON = "\ue000", "\ue001"
M = f"[{PLACE}{PERSON}]+"  # a masked actor, for use inside patterns

_OPENS_ASIDE = any_of(
    """which who whose where set agreed made signed based led born like including such_as once long now then [a-z]+ed
    the a an its their"""
)
_ASIDE = re.compile(rf",\s{_OPENS_ASIDE}\b[^,;]{{0,120}},|\([^()]*\)|\s[–—]\s[^–—]{{0,120}}\s[–—]\s")


@dataclass(frozen=True)
class Scene:
    """One figure in its sentence: offsets of `masked` and `text` are those of the sentence."""

    amount: Amount
    sentence: Sentence
    mentions: tuple[Mention, ...]
    masked: str
    registry: Registry
    others: tuple[Amount, ...]
    openings: tuple[int, ...] = (0,)
    preceding: Sentence | None = None

    @property
    def start(self) -> int:
        """Where the figure begins in the sentence."""
        return self.amount.start - self.sentence.start

    @property
    def tail(self) -> int:
        """Where the figure's last unit word ends in the sentence."""
        return self.amount.tail - self.sentence.start

    @cached_property
    def clause(self) -> tuple[int, int]:
        """The figure's clause, in the sentence."""
        left, right = clause_bounds(self.sentence, self.amount.start)
        return left - self.sentence.start, max(right - self.sentence.start, self.tail)

    @property
    def next_start(self) -> int:
        """Where the next figure of the sentence begins; its end where there is none."""
        later = [a.start - self.sentence.start for a in self.others if a.start > self.amount.start]
        return min(later, default=len(self.sentence.text))

    @property
    def next_rate_start(self) -> int:
        """Where the next per cent of the sentence begins; its end where there is none."""
        later = [a.start - self.sentence.start for a in self.rates if a.start > self.amount.start]
        return min(later, default=len(self.sentence.text))

    @property
    def previous_rate_end(self) -> int:
        """Where the per cent before this one in the sentence ends; 0 where there is none."""
        earlier = [a.tail - self.sentence.start for a in self.rates if a.start < self.amount.start]
        return max(earlier, default=0)

    @property
    def rates(self) -> list[Amount]:
        """The per cents of the sentence."""
        return [a for a in self.others if a.kind in ("rate", "share")]

    def at(self, position: int) -> Mention | None:
        """The actor at a place of the masked sentence."""
        return next((m for m in self.mentions if m.start <= self.sentence.start + position < m.end), None)

    def actors(self, start: int, end: int) -> tuple[str, ...]:
        """Codes of the actors masked in a stretch, in order, each once."""
        a, b = self.sentence.start + start, self.sentence.start + end
        return tuple(dict.fromkeys(m.actor for m in self.mentions if a <= m.start < b))

    def before(self) -> list[Mention]:
        """Actors named before the figure, nearest first, those in closed asides left out."""
        asides = [
            (self.sentence.start + a.start(), self.sentence.start + a.end())
            for a in _ASIDE.finditer(self.sentence.text)
            if not a.start() <= self.start < a.end()
        ]
        found = [m for m in self.mentions if m.end <= self.amount.start]
        return [m for m in reversed(found) if not any(a <= m.start < b for a, b in asides)]


def masked(sentence: Sentence, mentions: tuple[Mention, ...]) -> str:
    """The sentence with each actor replaced, letter by letter, by a mark for places or for persons."""
    out = list(sentence.text)
    for m in mentions:
        a, b = m.start - sentence.start, min(m.end - sentence.start, len(out))
        out[a:b] = (PERSON if m.sort == "person" else PLACE) * (b - a)
    return "".join(out)


def dates_in(sentence: Sentence, dates: tuple[DateInterval, ...]) -> tuple[DateInterval, ...]:
    """The dates that begin in a sentence, of those of the text in order."""
    low, high = (bisect_left(dates, at, key=lambda d: d.span.start) for at in (sentence.start, sentence.end))
    return dates[low:high]
