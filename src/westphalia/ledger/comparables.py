"""What a claim can be held against in other reports: a quantity, a speaker's stand, a quotation."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from westphalia.evidence.claims import Figure, Position, Reading, Statement
from westphalia.evidence.positions.stance_sides import side_of
from westphalia.evidence.words.vocabulary import word_set
from westphalia.ledger.doubt import is_unsure
from westphalia.ledger.entries import Entry
from westphalia.ledger.quantity import differ, quantity, value_range
from westphalia.world.countries import office_holders

QUANTITY, TOLD, STAND, WORDS = "quantity", "told", "stand", "words"
SPOKEN, DISOWNED = "spoken", "disowned"
_SMALL = word_set("the a an of to in on for and or with its their his her that this by as at be")
_WORD = re.compile(r"[\w%£€$]+")
_FEWEST_WORDS: Final = 4


@dataclass(frozen=True)
class Comparable:
    """A claim under a key: claims of the same key speak of the same thing. `low` and `high` are for numbers."""

    key: str
    claim: str
    value: str
    low: float = math.nan
    high: float = math.nan

    @property
    def sort(self) -> str:
        """What kind of thing the key stands for."""
        return self.key.partition("|")[0]

    def differs(self, other: "Comparable") -> bool:
        """Whether two values exclude each other; numbers that rounding may explain do not."""
        if math.isnan(self.low):
            return self.value != other.value
        return differ((self.low, self.high), (other.low, other.high))


def comparables(entries: Iterable[Entry], reading: Reading) -> tuple[Comparable, ...]:
    """The keys of the claims of a report, each once, without those under which it says different things itself."""
    said = {statement.id: statement for statement in reading.statements}
    under: dict[str, list[Comparable]] = defaultdict(list)
    for entry in entries:
        if entry.origin != "proposed":
            for one in _keys(entry, reading, said):
                under[one.key].append(one)
    return tuple(group[0] for group in under.values() if not _at_odds(group))


def _at_odds(group: list[Comparable]) -> bool:
    """Whether a report is at odds with itself; then what differs between the two is something it does not say."""
    if math.isnan(group[0].low):
        return len({one.value for one in group}) > 1
    return max(one.low for one in group) > min(one.high for one in group)


def _keys(entry: Entry, reading: Reading, said: Mapping[str, Statement]) -> Iterator[Comparable]:
    claim = entry.claim
    if isinstance(claim, Figure):
        yield from _figure_keys(entry.id, claim, reading)
    elif isinstance(claim, Position):
        yield from _stand(entry.id, claim, reading.document.report_date)
    elif isinstance(claim, Statement):
        yield from _quotations(entry.id, claim, said)


def _figure_keys(name: str, figure: Figure, reading: Reading) -> Iterator[Comparable]:
    what = quantity(figure, reading.dates)
    if what is None:
        return
    low, high = value_range(figure)
    value = f"{figure.bound or ''} {figure.normalised:.12g}".strip()
    yield Comparable(f"{QUANTITY}|{what}", name, value, low, high)
    for who in _voices(figure.attributed_to, reading.document.report_date):
        yield Comparable(f"{TOLD}|{who}|{what}", name, value, low, high)


def _stand(name: str, position: Position, on: date) -> Iterator[Comparable]:
    """Where an actor stands on a lever, or on an object in the same words: for it or against it."""
    side = side_of(position.stance)
    what = position.lever or _content_words(position.object)
    if side != "other" and what and not is_unsure(position.modality):
        for who in _voices(position.actor, on):
            yield Comparable(f"{STAND}|{who}|{position.issue}|{what}|{position.target or ''}", name, side)


def _quotations(name: str, statement: Statement, said: Mapping[str, Statement]) -> Iterator[Comparable]:
    """The quotations of a statement by words and speaker; of a disavowal those of what it disowns."""
    disowned = said.get(statement.disavows or "")
    if disowned:
        yield from _quoted(name, disowned, DISOWNED)
    elif statement.status not in ("disavowed", "disavows"):
        yield from _quoted(name, statement, SPOKEN)


def _quoted(name: str, said: Statement, value: str) -> Iterator[Comparable]:
    for words in dict.fromkeys(_plain_words(span.text) for span in said.quoted):
        if said.speaker and words.count(" ") >= _FEWEST_WORDS - 1:
            yield Comparable(f"{WORDS}|{said.speaker.split()[-1].casefold()}|{words}", name, value)


def _plain_words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _content_words(text: str) -> str:
    return " ".join(sorted({*_WORD.findall(text.casefold())} - _SMALL))


def _voices(name: str | None, on: date) -> list[str]:
    """Under whom a stand is looked up: the person or institution, and the office held; nobody for several at once."""
    return [] if name is None or ";" in name else [name.casefold(), *filter(None, [office(name, on)])]


@lru_cache(maxsize=4096)
def office(name: str, on: date) -> str | None:
    """The office a person held on a day, "GBR Prime Minister"; None for one who held none, or several."""
    held = {f"{h.iso3} {h.role}" for h in office_holders() if h.person == name and h.holds(on)}
    return held.pop() if len(held) == 1 else None
