"""Which way a clause looks from the day of the report: back, ahead, or neither."""

import re
from functools import lru_cache
from typing import Literal

from westphalia.evidence.words.text import Sentence, clause_bounds
from westphalia.evidence.words.vocabulary import any_of

Direction = Literal["past", "future", "present"]

_FUTURE = any_of(
    r"""will shall [’']ll going_to about_to to_be_\w+ed to_be_held to_follow plans?_to hopes?_to intends?_to wants_to
    (?:is|are)_(?:also_|now_|still_|both_)?(?:expected|due|set|scheduled|likely|planning|preparing|poised)_(?:to|for)
    (?:is|are)_(?:slated|supposed|hoping)_(?:to|for)
    (?:is|are)_to (?:agreed|pledged|vowed|promised|planned|scheduled|invited|summoned|ready|expected|due|set)_to
    scheduled_for due_on planned_for set_for expected_on upcoming is_heading are_heading be_heading would"""
)
_IRREGULAR = any_of(
    """said told held met spoke took made went came saw led left began gave won lost fell rose hit struck sent wrote
    became got had was were did brought kept found thought bought fought taught caught ran sat stood understood
    paid laid put shot flew grew drew knew threw chose broke drove spent built lent drank sank rang sang swore wore tore
    withdrew overtook has have been seen"""
)
_PRESENT = any_of(
    """meets? holds? arrives? travels? visits? hosts? gathers? begins? opens? starts? heads? flies convenes? comes?
    votes? takes? is are faces? marks? expires? ends? kicks?_off gets? goes leaves? delivers? publishes sits? joins?
    needs? wants? requires? resumes? returns? runs? continues?"""
)
_NO_VERB = any_of("so-called united need indeed proceed speed increased")
_OWNERS = ("’s", "'s", r"\ba", r"\ban", "the", "his", "her", r"\bits", "their", "this", r"\bto", r"\bon")
_NO_NOUN = "".join(f"(?<!{word} )" for word in _OWNERS)
_VERB = re.compile(
    rf"(?P<future>(?<![\w’']){_FUTURE}\b(?: not| also| soon| both)?"
    r"(?: be\b| have been\b| have\b)?(?: [a-z]+\b)?)|"
    rf"(?P<past>\b(?:{_IRREGULAR}|(?!{_NO_VERB}\b)[a-z]{{2,}}ed)\b(?!-))|(?P<present>{_NO_NOUN}\b{_PRESENT}\b)"
)


def _name(found: re.Match[str] | None) -> Direction | None:
    return found.lastgroup if found else None  # type: ignore[return-value]


_PROMISED = re.compile(r"(?:agreed|pledged|vowed|promised) to\b")  # "on Monday, they agreed to …" is done
_LIKENED = re.compile(r"\b(?:[Aa]s|[Ll]ike|[Uu]nlike|[Tt]han)(?: on| in| at)? $")
_DONE_BEFORE = re.compile(
    r"\b(?:(?:following|since)\b|after(?= (?:having )?[a-z]+ing\b)|(?P<noun>after\b))"
    r"(?! (?:that|which|he|she|they|it)\b)",
    re.IGNORECASE,
)
_STILL_AHEAD = re.compile(
    r"\b(?:ahead of|prior to|in advance of|(?:on )?the eve of|before) (?:[\w’'-]+ ){0,3}$", re.IGNORECASE
)
_STOP = re.compile(r"[;:(“”\"]|, (?:and|but) | (?:that|who|which|when|while) ")
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_PLANNED = re.compile(
    r"\b(?:was|were|had been) (?:originally |initially |also )?(?:to|due|set|scheduled|supposed|expected)\b"
)


def direction(sentence: Sentence, start: int, end: int) -> Direction:
    """Direction of the clause around an expression; without any verb it looks back, as news does."""
    return told_direction(sentence, start, end) or "past"


def was_planned(sentence: Sentence, start: int) -> bool:
    """Whether the clause before an expression tells of what was due, on whichever side of the report it fell."""
    left = clause_bounds(sentence, start)[0]
    return _PLANNED.search(sentence.text, max(0, left - sentence.start), start - sentence.start) is not None


def hung_on(sentence: Sentence, start: int) -> Literal["past", "either", "future"] | None:
    """Direction of what only hangs on its clause: "following talks on …" is done, "ahead of …’s summit" to come.

    After a clause that looks ahead, "after talks on …" may be either; None where nothing of the kind stands before it.
    """
    text, at = sentence.text, start - sentence.start
    at += 3 if text.startswith("of ", at) else 0
    low = max(0, at - 120)
    if _STILL_AHEAD.search(text, max(0, at - 60), at):
        return None if _DAY.search(text, 0, at) else "future"
    found = list(_DONE_BEFORE.finditer(text, low, at))
    if not found or _STOP.search(text, found[-1].end(), at) or _finite(text, found[-1].end(), at):
        return None
    main = list(_VERB.finditer(text, 0, found[-1].start()))
    ahead = bool(main) and _name(main[-1]) == "future"
    return "either" if ahead and found[-1]["noun"] else "past"


def _finite(text: str, low: int, high: int) -> bool:
    """Whether a verb of its own stands in a stretch."""
    return any(m.lastgroup != "past" or not m.group().endswith("ed") for m in _VERB.finditer(text, low, high))


def told_direction(sentence: Sentence, start: int, end: int) -> Direction | None:
    """Direction of the clause around an expression: by the verb before it, or else the verb after it.

    Where the clause has no verb, the next clause decides for an opening clause ("On Sunday, …"), the one
    before for others; what is likened to is past. None without any verb.
    """
    left, right = clause_bounds(sentence, start)
    text, base = sentence.text, sentence.start
    if _LIKENED.search(text, max(0, start - base - 12), start - base):
        return "past"
    if not _has_verb(text):
        return None
    before = list(_VERB.finditer(text, left - base, start - base))
    found = before[-1] if before else _VERB.search(text, end - base, right - base)
    if found is None:
        earlier = list(_VERB.finditer(text, 0, left - base))
        found = earlier[-1] if earlier else _VERB.search(text, end - base)
    behind = found is not None and found.start() >= end - base
    return "past" if found and behind and _PROMISED.match(found.group()) else _name(found)


@lru_cache(maxsize=16)
def _has_verb(text: str) -> bool:
    return _VERB.search(text) is not None
