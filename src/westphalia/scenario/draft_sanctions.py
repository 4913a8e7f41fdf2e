"""Positions on sanctions in a report → a proposed rule that keeps a class of persons out; all else is left open.

Sanctions are seldom said in figures, so these drafts start from positions. A class rule can be drafted from its words
alone. Sanctions on trade cannot: how much of which trade they stop is what their effect hangs on.
"""

import re
from typing import Final

from westphalia.evidence.claims import Position, Reading
from westphalia.evidence.names.gazetteer import place_mentions
from westphalia.evidence.words.text import sentences
from westphalia.scenario.levers.exclusion import NO_EFFECT, Measure
from westphalia.scenario.proposal import Basis, Draft, LeftOpen, Said, proposal
from westphalia.scenario.short_names import short_name
from westphalia.wording import listed
from westphalia.world.countries import members, the

NOT_MODELLED: Final = (
    "how many persons the rule meets, and who they are",
    "what it signals, to whom, and how it is answered",
    "other sanctions of the same day, of which the report names no measure",
)
_IMPOSING: Final = frozenset(("will impose", "plans", "pledges", "proposes"))
_LIFTED: Final = re.compile(r"\b(?:lift|ease|suspend|relax|scrap|drop|unfreez)\w*\b", re.I)
_TRAVEL: Final = re.compile(
    r"\b(?:travel (?:bans?|sanctions?|restrictions?)|visa (?:bans?|restrictions?)|entry bans?|exclusion from)\b", re.I
)
_FROZEN: Final = re.compile(r"\b(?:asset freezes?|freez\w+ (?:\w+ ){0,2}assets|blacklist\w*|sanctions? lists?)\b", re.I)
_TRADE: Final = re.compile(
    r"\b(?:embargo\w*|(?:import|export|trade) (?:bans?|controls?|curbs?)|ban on (?:\w+ ){0,2}(?:imports?|exports?)|"
    r"price cap|oil|gas|coal|alumini\w+|tankers?|shadow fleet|banks?|SWIFT)\b"
)
_PURPOSE: Final = (
    r"in (?:a bid|an effort|an attempt|order|response)|to (?:put|heap|raise|increase|keep|step)|as|over|after|because|"
    r"amid|from|until|by|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|that|who|which|such"
)
_ON_WHOM: Final = re.compile(
    r"\b(?:travel|visa|entry) (?:bans?|sanctions?|restrictions?)\s+(?:for|on|against|to)\s+"
    rf"(?P<persons>[^,.;:]+?)(?=\s+(?:{_PURPOSE})\b|[,.;:]|$)",
    re.I,
)
_BARRED: Final = (
    r"face (?:exclusion|(?:an? )?(?:\w+ )?bans?)|"
    r"be (?:excluded|banned|barred|kept out|denied (?:entry|visas?)|refused (?:entry|visas?))"
)
_KEPT_OUT: Final = re.compile(
    rf"(?P<persons>[^.;:]+?),?\s+(?:will|would|are to|could|may)\s+(?:now\s+|also\s+)?(?:{_BARRED})\b"
)
_NAMED: Final = re.compile(r"\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+\b")
_TOWARDS: Final = re.compile(r"\b(?:on|against) (?:the )?$")
_VISA: Final = re.compile(r"\bvisas?\b", re.I)


def proposes_sanctions(position: Position) -> bool:
    """Whether a position says that somebody imposes or widens sanctions; who supports or rejects them does not."""
    return position.issue == "sanctions" and position.stance in _IMPOSING


def draft_sanctions(said: Said) -> Draft:
    """The scenario of a rule that keeps a class of persons out; raises LeftOpen for any other sanction."""
    position = said.position
    here, after = _sentences(said.reading, position)
    _is_a_class_rule(f"{position.object} {here}", here)
    persons = _class(position.object, here, after)
    imposers = tuple(position.codes)
    if not imposers:
        raise LeftOpen("the report does not say who imposes it")
    target = _target(persons, here, imposers)
    measure: Measure = "visa_refusal" if _VISA.search(position.object) else "travel_ban"
    lever = {
        "kind": "exclusion",
        "name": "exclusion",
        "imposer": imposers,
        "target": target,
        "persons": persons,
        "measures": (measure,),
        "from": said.report_date.year,
    }
    who = listed(short_name(code) for code in imposers)
    title = f"Travel ban of {who} for a class of persons of {short_name(target)}"
    notes = (
        f"the class is taken in the report's words; its effect on output is about zero, as {NO_EFFECT}",
        "in force from the year of the report, as a rule needs no ratification to begin; no date was read",
    )
    return proposal(("exclusion", *imposers, target, persons), title, lever, Basis((said,), notes, NOT_MODELLED))


def _sentences(reading: Reading, position: Position) -> tuple[str, str]:
    """The sentence of a position and the one after it."""
    text, found = reading.document.text, sentences(reading.document.text)
    place = max((k for k, s in enumerate(found) if s.start <= position.span.start), default=0)
    words = [text[s.start : s.end].replace("\n", " ") for s in found[place : place + 2]]
    return (words or [position.span.text])[0], (words[1:] or [""])[0]


def _is_a_class_rule(words: str, sentence: str) -> None:
    """Refuse sanctions that are lifted, that freeze assets, that stop trade, and those that name no measure."""
    if _LIFTED.search(words):
        raise LeftOpen(
            "sanctions are to be eased, and which of them is not said; the preset sanctions-lifted holds those on trade"
        )
    if _TRAVEL.search(words):
        return
    if _FROZEN.search(sentence):
        raise LeftOpen("a freeze is on persons and firms one by one, and moves no trade in the model")
    if _TRADE.search(words):
        raise LeftOpen("a measure is named, but not how much of which trade it stops; write an embargo or a trade_cost")
    raise LeftOpen("no measure is named: what sanctions do hangs on what they stop, and the report says only that "
                   "there are some")  # fmt: skip


def _class(words: str, here: str, after: str) -> str:
    """The class of persons: who is said to be kept out, there or in the next sentence, else whom the ban is on."""
    found = _KEPT_OUT.search(after) or _KEPT_OUT.search(here) or _ON_WHOM.search(words) or _ON_WHOM.search(here)
    if found is None:
        raise LeftOpen("whom the rule keeps out is not said")
    persons = " ".join(found["persons"].split()).strip(" ,“”\"'")
    if _NAMED.search(persons) and not place_mentions(persons):
        raise LeftOpen("it names persons, not a class; the register of designations holds those that a user supplies")
    opens = persons.split(" ")[0]
    return persons if place_mentions(opens) else persons[:1].lower() + persons[1:]


def _target(persons: str, sentence: str, imposers: tuple[str, ...]) -> str:
    """The country whose persons they are: one the class names, else one the sentence turns against."""
    own = {code for imposer in imposers for code in members(imposer)} | set(imposers)
    named = [m.actor for m in place_mentions(persons) if m.actor not in own]
    against = [m.actor for m in place_mentions(sentence) if m.actor not in own and _TOWARDS.search(sentence[: m.start])]
    for found in (dict.fromkeys(named), dict.fromkeys(against)):
        single = [code for code in found if len(members(code)) == 1]
        if len(single) == 1:
            return single[0]
        if len(single) > 1:
            raise LeftOpen(f"whose persons they are is left open: {listed(map(the, single))}")
    raise LeftOpen("whose persons they are is not said")
