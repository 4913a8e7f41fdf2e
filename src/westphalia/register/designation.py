"""What a register holds of a designation, and the words a list may use for it.

A designation is one entry of an official list of sanctions. A rule that excludes a class of people (a travel ban on
politicians, say) names nobody and is none: it is the lever `exclusion` of a scenario.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Final, Literal, NamedTuple, get_args

Day = str  # 2022-03-01; where a list knows no more, 2022-03 or 2022, which sort before every day they hold
Hash = Callable[[bytes], object]  # told all bytes of a list as they are read
SubjectType = Literal["individual", "entity", "ship", "other"]
SUBJECT_TYPES: Final = get_args(SubjectType)
UNKNOWN_REGIME: Final = "not stated"
ENDED: Final = ("inactive", "expired", "delisted", "revoked", "removed", "terminated")
_LONGEST_TAG: Final = 6  # words of a measure that are put into one; more are a sentence and stay as they are
_DIGEST: Final = 16
_SHORT: Final = 200  # signs of a text that is worth remembering: it comes again, and thousands of them are little
_ISO: Final = re.compile(r"([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)(?:(?<=-..)[T ].*)?")
_BRITISH: Final = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")


class BadValue(ValueError):
    """A value of one record that cannot be used; the record is reported and the others are read."""


@dataclass(frozen=True, slots=True)
class Designation:
    """One entry of a list: who is meant by key, under what regime, with which measures, from when until when.

    `names` and `ids` are pairs of a kind and a text. Names are kept for the user's own eyes and never compared; ids are
    official numbers (UN reference, IMO number, FollowTheMoney entity). `source` is who decided, where the list says so.
    `reason` is the list's own text. `place` is the number of the record in the file; of JSON lines, the line.
    """

    key: str
    subject_type: SubjectType
    regime: str
    measures: tuple[str, ...]
    listed_on: Day | None
    ended_on: Day | None = None
    updated_on: Day | None = None
    source: str = ""
    status: str = ""
    names: tuple[tuple[str, str], ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    place: int = 0

    def __post_init__(self) -> None:
        if not self.key:
            raise BadValue("no identifier")
        if self.listed_on and self.ended_on and self.ended_on < self.listed_on:
            raise BadValue(f"ended on {self.ended_on}, before it was listed on {self.listed_on}")


class Unread(NamedTuple):
    """A record that could not be read: where it is, its key if that could be read, and why."""

    place: int
    key: str | None
    reason: str


# The columns a version is stored and compared by, in this order.
FIELDS: Final = (
    "subject_type", "regime", "measures", "listed_on", "ended_on", "updated_on", "source", "status", "names", "ids",
    "reason",
)  # fmt: skip
Columns = tuple[str, ...]
Pairs = tuple[tuple[str, str], ...]


def columns(one: Designation) -> Columns:
    """The content of a designation as text, one item for each of FIELDS; what has no order is sorted."""
    return (
        one.subject_type,
        one.regime,
        _measures(one.measures),
        one.listed_on or "",
        one.ended_on or "",
        one.updated_on or "",
        one.source,
        one.status,
        _lines(one.names),
        _listed(one.ids),
        one.reason,
    )


def _listed(items: tuple[str, ...] | Pairs) -> str:
    """As JSON, which SQLite can count by."""
    return json.dumps(sorted(set(items)), ensure_ascii=False)


_listed_again = lru_cache(maxsize=10_000)(_listed)


def _measures(items: tuple[str, ...]) -> str:
    """Most lists of measures come again and again."""
    return (_listed_again if sum(map(len, items)) + len(items) < _SHORT else _listed)(items)


def _lines(pairs: Pairs) -> str:
    """A pair a line; `plain` has left no line and no tab in either."""
    return "\n".join(["\t".join(pair) for pair in sorted(set(pairs))])


def pairs(lines: str) -> Pairs:
    """The pairs in some lines."""
    return tuple((kind, text) for kind, _, text in (line.partition("\t") for line in lines.splitlines()))


def digest(content: Columns) -> bytes:
    """What two versions with the same content share."""
    return blake2b("\x1f".join(content).encode(), digest_size=_DIGEST).digest()


def plain(text: str) -> str:
    """The text on one line, without signs that cannot be printed (or stored: half characters)."""
    if text.isprintable():
        return text.strip() if "  " not in text else " ".join(text.split())
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def measure(text: str) -> str:
    """A measure as one word, as the UK list writes it: `Asset freeze` is AssetFreeze; a whole sentence stays."""
    words = text.split()
    if len(words) > _LONGEST_TAG or not all(word.isalpha() for word in words):
        return plain(text)
    return "".join(word[0].upper() + word[1:] for word in words)


def iso_day(text: str) -> Day | None:
    """A date as ISO 8601 writes it, perhaps a month or a year only, perhaps with a time; None for no text."""
    return (_iso_day if len(text) < _SHORT else _iso_day.__wrapped__)(text)


@lru_cache(maxsize=50_000)
def _iso_day(text: str) -> Day | None:
    if not text.strip():
        return None
    found = _ISO.fullmatch(text.strip())
    if found is None or not _exists(found[1]):
        raise BadValue(f"{text.strip()[:40]!r} is not a date, expected YYYY-MM-DD")
    return found[1]


def british_day(text: str) -> Day | None:
    """A date as the UK list writes it, 01/03/2022, or as ISO 8601 does; None for no text."""
    return (_british_day if len(text) < _SHORT else _british_day.__wrapped__)(text)


@lru_cache(maxsize=50_000)
def _british_day(text: str) -> Day | None:
    found = _BRITISH.fullmatch(text.strip())
    if found is None:
        return iso_day(text)
    day = f"{found[3]}-{found[2]}-{found[1]}"
    if not _exists(day):
        raise BadValue(f"{text.strip()[:40]!r} is not a date, expected DD/MM/YYYY")
    return day


def _exists(day: Day) -> bool:
    try:
        date.fromisoformat(day + "-01-01"[len(day) - len("2022") :])
    except ValueError:
        return False
    return True
