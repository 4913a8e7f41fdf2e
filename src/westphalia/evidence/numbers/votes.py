"""The two sides of a vote: "MPs voted 295 to four", "by 311 votes to 112", "51-49"."""

import re
from dataclasses import replace

from westphalia.evidence.numbers.elision import Found
from westphalia.evidence.numbers.unit_words import Unit
from westphalia.evidence.words.numerals import Numeral

_VOTES = re.compile(
    r"\b(?:vote[sd]?|voting|ballot|parliament|senate|senators|congress|MPs|MEPs|lawmakers|deputies|legislators|"
    r"bundestag|duma|rada|sejm|knesset|assembly|chamber|commons|lords|lower house|upper house|the house)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\b(?:vot(?:ed|es|ing)|votes?|vote (?:of|was)|margin of|tally of|passed|(?:pass|approv|adopt|back|reject|defeat|"
    r"carri|ratif|endors|support|clear|vot|agree)[a-z]*(?: [\w’'-]+){0,6} by)(?: by)?(?: a| about)? $",
    re.IGNORECASE,
)
_TO = re.compile(r" (?:votes )?(?:to|against) (?:just |only )?|[-–]| (?:votes )?in favou?r(?: (?:and|to|with)|,) ")
_SIDE = re.compile(
    r" (?:votes |voted |voting )?(?:in favou?r|against(?! (?:a|the|it|its|his|her)\b.{0,30}\d)|abstain(?:ed|ing))\b"
)
_NO_UNIT_NEXT = re.compile(r"(?! (?:per|percent|billion|million|years?|months?|days?)\b|\s?%)")
_MOST, _AROUND, _LEAD = 2000, 150, 60


def lend_votes(text: str, found: list[tuple[Found, int]], starts: list[int]) -> list[tuple[Found, int]]:
    """Numerals, each with the number of its sentence, once both sides of a vote are counted as votes.

    `starts` holds where each sentence begins.
    """
    out = list(found)
    for k, (one, at) in enumerate(out):
        if one.unit is not None or not _may_be(one.numeral):
            continue
        left = out[k - 1][0] if k and out[k - 1][1] == at else None
        right = out[k + 1][0] if k + 1 < len(out) and out[k + 1][1] == at else None
        sided = _opens(text, one, right) or _closes(text, left, one) or _SIDE.match(text, one.numeral.end)
        if sided and _VOTES.search(text, max(starts[at], one.start - _AROUND), one.numeral.end + _AROUND):
            out[k] = (_as_votes(one), at)
    return out


def _may_be(numeral: Numeral) -> bool:
    return numeral.scale == 1 and numeral.value < _MOST and numeral.value == int(numeral.value)


def _opens(text: str, one: Found, right: Found | None) -> bool:
    """Whether a number is the first of the two."""
    if right is None or right.unit is not None or not _may_be(right.numeral):
        return False
    before = text[max(0, one.start - _LEAD) : one.start]
    joined = _TO.fullmatch(text, one.numeral.end, right.numeral.start)
    return bool(joined and _LEADS.search(before) and _NO_UNIT_NEXT.match(text, right.numeral.end))


def _closes(text: str, left: Found | None, one: Found) -> bool:
    """Whether a number is the second of the two."""
    if left is None or left.unit is None or left.unit.name != "votes":
        return False
    return _TO.fullmatch(text, left.unit.tail, one.start) is not None


def _as_votes(one: Found) -> Found:
    end = one.numeral.end
    unit = Unit("count", "votes", one.numeral.start, end, end, "count.votes")
    return replace(one, unit=unit, elided=True)
