"""Kroner and crowns, which several nations have: whose they are by the nation named nearest."""

import re
from collections.abc import Iterable

from westphalia.evidence.gazetteer import Mention
from westphalia.evidence.numerals import Numeral
from westphalia.evidence.unit_words import Unit
from westphalia.world.countries import countries

_WORD = re.compile(r"(?:[ \u00a0\u202f]|-)(?P<word>kroner|krone|crowns)\b", re.IGNORECASE)
_HOLDERS = {"kroner": ("NOR", "DNK"), "krone": ("NOR", "DNK"), "crowns": ("NOR", "DNK", "SWE", "CZE")}
_AFTER = 3  # a nation named after the sum counts as that much farther away
_LEAST = 100.0


def crowns(text: str, numeral: Numeral, mentions: Iterable[Mention]) -> Unit | None:
    """Money in kroner or crowns; named "kroner" where the text names no nation that has them."""
    found = _WORD.match(text, numeral.end)
    if found is None:
        return None
    word = found.group("word").lower()
    near = [m for m in mentions if m.actor in _HOLDERS[word]]
    nation = min(near, key=lambda m: _distance(m, numeral), default=None)
    if word == "crowns" and (nation is None or numeral.value < _LEAST):
        return None
    code = countries()[nation.actor].currency if nation else "kroner"
    return Unit("money", code, numeral.start, found.end(), found.end(), "money.crowns")


def _distance(mention: Mention, numeral: Numeral) -> int:
    return max(numeral.start - mention.end, _AFTER * (mention.start - numeral.end))
