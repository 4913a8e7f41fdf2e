"""Sums and forces given to a country: whether they are, and who gives them where that stands after the figure."""

import re

from westphalia.evidence.numbers.actor_patterns import GIVE, LIST, THE
from westphalia.evidence.numbers.scene import M, Scene
from westphalia.evidence.words.vocabulary import any_of

RECEIVER = "UKR"
"""The country whose aid is followed: sums carried over from a sentence on aid, or given in the passive, are its."""
_ENEMY = "RUS"
_GIVEN = any_of(
    """given sent lent provided donated granted handed(?:_over)? offered pledged promised transferred contributed
    supplied allocated committed disbursed"""
)
_AUXILIARY = any_of("has have had will would could may might also already since now then alone is_to was_to")
_ABOUT = "(?:with |up to |at least |about |around |some |another |a further |more than )*"
_IN_BRACKETS = r"(?: \([^)]*\))?"
_OF_WHAT = r"(?: (?:more|in|of)(?: [\w-]+){0,2}?)?"
_NOT_ITS_MONEY = rf"(?!{M}|[’']| (?:\w+ )?(?:assets|reserves|profits)\b)"
_WHEN = (
    r"(?: (?:(?:since|in|during|over|for|by|until|between) (?:[\w-]+ ){0,4}?(?:\d{4}|years?|months?|quarters?|war|"
    r"invasion)|last year|this year|(?:a|per|every|each) year|so far|in total))?"
)
_BE = "(?: (?:has|have|had|was|were|is|are|been|being|already))*"
_GIVING = re.compile(rf"\b{GIVE}\b[^.;,]{{0,40}}$")
_GIVES = re.compile(rf"\b{GIVE} {THE}{M} {_ABOUT}$")
_GIVES_ON = re.compile(rf"\b{GIVE} (?:(?:it|them|{THE}{M}) )?(?:a total of )?{_ABOUT}$")
_GIVEN_TO = re.compile(rf"^{_IN_BRACKETS}{_OF_WHAT}{_WHEN} (?:to|for) {THE}{M}")
_IS_GIVEN_TO = re.compile(
    rf"{_IN_BRACKETS}{_OF_WHAT}(?:{_BE} {_GIVEN}(?: by {LIST})?|(?: (?:that|which))? {LIST}{_BE} {GIVE})"
    rf"{_WHEN}(?: (?:to|for))? {THE}(?P<m>{M})"
)
_NO_MORE = re.compile(rf"^{_IN_BRACKETS}{_WHEN}(?=[,.;:]| and\b| while\b| but\b|$)")
_AID = re.compile(r"\b(?:aid|assistance|(?:military|financial) (?:support|help)|support (?:to|for))\b", re.IGNORECASE)
_BY = re.compile(rf"^{_IN_BRACKETS}[^,;:.()]{{0,40}}? {GIVE}(?: (?:to|for) {THE}{M})? by (?P<list>{LIST})")
_FROM = re.compile(rf"^{_IN_BRACKETS}{_OF_WHAT}(?: (?:to|for) {THE}{M})? from (?P<list>{LIST}){_NOT_ITS_MONEY}")
_THAT_IT_GAVE = re.compile(rf"^{_IN_BRACKETS}{_OF_WHAT}(?: (?:that|which))? (?P<list>{LIST}){_BE} {GIVE}\b")
_WHO_GIVES = re.compile(rf"(?P<list>{LIST})(?: {_AUXILIARY})* {GIVE}\b(?:(?!\b{GIVE}\b)[^,;:.]){{0,40}}$")
_BOUGHT = re.compile(r"\b(?:buy(?:s|ing)?|bought|purchas\w+|order\w*|import\w*)\b")


def is_gift(scene: Scene) -> bool:
    """Whether money is given to a country: "gave Ukraine €5bn", "will send €5bn to Kyiv"."""
    before = scene.masked[: scene.start]
    if _GIVES.search(before) or (_GIVING.search(before) and goes_to(scene)):
        return True
    return receiver_after(scene) == (RECEIVER,)


def goes_to(scene: Scene) -> bool:
    """Whether a receiver follows the figure: "€5bn in 2025 to Kyiv"."""
    return bool(_GIVEN_TO.match(scene.masked[scene.tail :]))


def receiver_after(scene: Scene) -> tuple[str, ...]:
    """Who is given to, where verb and receiver follow: "€5bn sent by Italy to Kyiv", "€5bn that Italy gave Kyiv"."""
    found = _IS_GIVEN_TO.match(scene.masked, scene.tail)
    return scene.actors(*found.span("m")) if found else ()


def gives_on(scene: Scene) -> bool:
    """Whether a sum is given, and nothing says to whom or what for: "it gave €5bn in 2024."; never by the enemy."""
    if any(m.actor == _ENEMY for m in scene.mentions):
        return False
    return bool(_GIVES_ON.search(scene.masked[: scene.start]) and _NO_MORE.match(scene.masked[scene.tail :]))


def follows_aid(scene: Scene) -> bool:
    """Whether the sentence before names aid, and Ukraine."""
    last = scene.preceding
    if last is None or not _AID.search(last.text):
        return False
    return any(m.actor == RECEIVER for m in scene.registry.between(last.start, last.end))


def giver_after(scene: Scene) -> tuple[str, ...]:
    """Who gives, where that follows the figure: "€5bn sent by Italy", "€5bn from Italy", "€5bn that Italy gave"."""
    later = [a.start - scene.sentence.start for a in scene.others if a.equivalent_of is None]
    after = scene.masked[scene.tail : min((at for at in later if at >= scene.tail), default=None)]
    bought = _BOUGHT.search(scene.masked[slice(*scene.clause)])
    for pattern in (_BY, _THAT_IT_GAVE, *(() if bought else (_FROM,))):
        if found := pattern.match(after):
            return scene.actors(scene.tail + found.start("list"), scene.tail + found.end("list"))
    return ()


def giver_before(scene: Scene) -> tuple[str, ...]:
    """Who stands before the nearest verb of giving: "Italy gave €1bn and Spain will give €2bn"."""
    found = _WHO_GIVES.search(scene.masked[: scene.start])
    return scene.actors(*found.span("list")) if found else ()
