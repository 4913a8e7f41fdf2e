"""Kroner and crowns, which several nations have: whose they are by the nation named nearest."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from westphalia.evidence.names.gazetteer import Mention
from westphalia.evidence.numbers.unit_words import Unit
from westphalia.evidence.words.numerals import Numeral
from westphalia.world.countries import countries

_WORD = re.compile(r"(?:[ \u00a0\u202f]|-)(?P<word>kroner|krone|crowns)\b", re.IGNORECASE)
_HOLDERS = {"kroner": ("NOR", "DNK"), "krone": ("NOR", "DNK"), "crowns": ("NOR", "DNK", "SWE", "CZE")}
_AFTER = 3  # a nation named after the sum counts as that much farther away
_LEAST = 100.0
_NEAR = 40
_DATELINE = re.compile(r"^(?P<city>[A-Z]{4,})\b(?=[,/ ]|\.)", re.MULTILINE)
_HEAD = 600


def crowns(text: str, numeral: Numeral, mentions: Sequence[Mention]) -> Unit | None:
    """Money in kroner or crowns, `mentions` being in order; "kroner" where no nation near has them."""
    found = _WORD.match(text, numeral.end)
    if found is None:
        return None
    word = found.group("word").lower()
    at = bisect_left(mentions, numeral.start, key=lambda m: m.start)
    near = [m for m in mentions[max(0, at - _NEAR) : at + _NEAR] if m.actor in _HOLDERS[word]]
    nation = min(near, key=lambda m: _distance(m, numeral), default=None)
    actor = nation.actor if nation else _of_dateline(text, _HOLDERS[word])
    if word == "crowns" and (actor is None or numeral.value < _LEAST):
        return None
    code = countries()[actor].currency if actor else "kroner"
    return Unit("money", code, numeral.start, found.end(), found.end(), "money.crowns")


def _of_dateline(text: str, holders: tuple[str, ...]) -> str | None:
    """The one whose capital opens a line near the head of the text in capital letters: "OSLO, June 3"."""
    found = _DATELINE.search(text, 0, _HEAD)
    city = found.group("city").title() if found else ""
    return next((actor for actor in holders if city in countries()[actor].capitals), None)


def _distance(mention: Mention, numeral: Numeral) -> int:
    return max(numeral.start - mention.end, _AFTER * (mention.start - numeral.end))
