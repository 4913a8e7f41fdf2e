"""Complements told by their words: "willingness to …", "the need for …", "France over its delay", "no signs of …"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from westphalia.evidence.positions.issues import issue_of
from westphalia.evidence.positions.said_words import DEEDS
from westphalia.evidence.words.vocabulary import any_of

_REACH = 160
_FEELINGS: tuple[tuple[str, str, str], ...] = (
    ("offers", "willingness readiness openness preparedness", "to"),
    ("supports", "support backing approval", "for of"),
    ("opposes", "opposition objections? resistance hostility", "to"),
    ("opposes", """concerns? unease alarm dismay anger frustration regrets? disappointment misgivings reservations
        outrage fears?""", "about over at with that for"),
    ("rejects", "refusal rejection unwillingness reluctance", "to of"),
    ("wants", "desire hopes? interest wish", "to for that in"),
    ("plans", "intention intent plans", "to of"),
    ("approves", "satisfaction delight pleasure", "with at that over"),
)  # fmt: skip
_PLAN = any_of(
    r"""plans? decisions? proposals? ideas? moves? offers? deals? agreements? accords? talks bills? drafts?
    polic(?:y|ies) measures? tariffs? sanctions demands? opposition objections? veto threats? target goal approach
    package pause cuts? ceasefire truce levy levies duties law"""
)
_SMALL = r"(?:(?!(?:over|for|that|which|who|and|but)\b)[^\s,;:.]+ )"
_WORDED = {
    "need": re.compile(r"(?:the|a) (?:\w+ )?(?:need|importance|necessity) (?:for|of|to)\b"),
    "from": re.compile(r"(?:\S+ ){1,4}from\b"),
    "whomfor": re.compile(r"(?!for\b)(?:\S+ ){1,3}for (?!the (?:first|last|second) time)"),
    "commitment": re.compile(r"(?:\S+ ){0,3}(?:commitment|pledge|promise|support|offer|demand|call)s?\b"),
    "plan": re.compile(rf"{_SMALL}{{0,5}}{_PLAN}\b"),
    "over": re.compile(rf"{_SMALL}{{1,8}}(?:over|for) (?P<object>\S)"),
    "sign": re.compile(
        r"no (?:\w+ )?(?:signs?|indications?|inclination|appetite|willingness|interest|intention) "
        r"(?:of|to|in) (?P<object>\S)"
    ),
    "report": re.compile(
        r"(?:\w+ ){0,2}(?:suggestions?|reports?|talk|speculation|prospects?|possibility|claims?|hopes|idea)"
        r"(?: of| that| claiming that| suggesting that| claiming| suggesting)? (?P<object>\S)"
    ),
    "could": re.compile(
        r"(?:that )?(?P<object>(?:the |its |their |his )?(?:(?!may|might|would|will)[\w’'-]+ ){1,5}?)"
        r"(?:could|should) (?:also )?(?P<verb>\w+)"
    ),
    "wish": re.compile(r"(?:that )?(?P<object>\w)(?:[\w’'-]+ ){0,6}?(?:would|will|can|could|may|might) "),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """Where the object of a complement begins in a stretch of text, and the stance that its words give."""

    object_start: int
    stance: str = ""


@lru_cache(maxsize=1)
def _feelings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (stance, re.compile(rf"(?:\S+ ){{0,3}}?{any_of(words)} (?:{'|'.join(links.split())}) (?P<object>\S)"))
        for stance, words, links in _FEELINGS
    )


def is_worded(kind: str) -> bool:
    """Whether a kind of complement is told by its words."""
    return kind in _WORDED or kind in ("feeling", "aversion")


def wording(text: str, kind: str) -> Wording | None:
    """The complement of a kind that begins a stretch of text; None where its words do not stand there."""
    words = text[:_REACH]
    if kind in ("feeling", "aversion"):
        return _feeling(words, kind == "aversion")
    found = _WORDED[kind].match(words)
    if found is None:
        return None
    own = found.start("object") if "object" in found.re.groupindex else 0
    named = issue_of(words[own:]) is not None or ("verb" in found.re.groupindex and found["verb"] in DEEDS)
    if kind in ("report", "could", "sign") and not named:
        return None
    return Wording(own)


def _feeling(words: str, averse: bool) -> Wording | None:
    for stance, pattern in _feelings():
        found = pattern.match(words) if not averse or stance in ("opposes", "rejects") else None
        if found is not None and issue_of(words[found.start("object") :]) is not None:
            return Wording(found.start("object"), stance)
    return None
