"""Sums and forces given to a country: whether they are, and who gives them where that stands after the figure."""

import re

from westphalia.evidence.numbers.actor_patterns import GIVE, LIST, THE
from westphalia.evidence.numbers.scene import M, Scene

_ABOUT = "(?:with |up to |at least |about |around |some |another |a further |more than )*"
_IN_BRACKETS = r"(?: \([^)]*\))?"
_OF_WHAT = r"(?: (?:more|in|of)(?: [\w-]+){0,2}?)?"
_NOT_ITS_MONEY = rf"(?!{M}|[’']| (?:\w+ )?(?:assets|reserves|profits)\b)"
_BE = "(?: (?:has|have|had|was|were|is|are|been|being|already))*"
_GIVING = re.compile(rf"\b{GIVE}\b[^.;,]{{0,40}}$")
_GIVES = re.compile(rf"\b{GIVE} {THE}{M} {_ABOUT}$")
_GIVEN_TO = re.compile(rf"^{_IN_BRACKETS}{_OF_WHAT} (?:to|for) {THE}{M}")
_BY = re.compile(rf"^{_IN_BRACKETS}[^,;:.()]{{0,40}}? {GIVE}(?: (?:to|for) {THE}{M})? by (?P<list>{LIST})")
_FROM = re.compile(rf"^{_IN_BRACKETS}{_OF_WHAT}(?: (?:to|for) {THE}{M})? from (?P<list>{LIST}){_NOT_ITS_MONEY}")
_THAT_IT_GAVE = re.compile(rf"^{_IN_BRACKETS}{_OF_WHAT}(?: (?:that|which))? (?P<list>{LIST}){_BE} {GIVE}\b")
_BOUGHT = re.compile(r"\b(?:buy(?:s|ing)?|bought|purchas\w+|order\w*|import\w*)\b")


def is_gift(scene: Scene) -> bool:
    """Whether money is given to a country: "gave Ukraine €5bn", "will send €5bn to Kyiv"."""
    before, after = scene.masked[: scene.start], scene.masked[scene.tail :]
    return bool(_GIVES.search(before)) or (bool(_GIVING.search(before)) and bool(_GIVEN_TO.match(after)))


def giver_after(scene: Scene) -> tuple[str, ...]:
    """Who gives, where that follows the figure: "€5bn sent by Italy", "€5bn in aid from Italy", "€5bn that Italy gave"."""
    later = [a.start - scene.sentence.start for a in scene.others if a.equivalent_of is None]
    after = scene.masked[scene.tail : min((at for at in later if at >= scene.tail), default=None)]
    bought = _BOUGHT.search(scene.masked[slice(*scene.clause)])
    for pattern in (_BY, _THAT_IT_GAVE, *(() if bought else (_FROM,))):
        if found := pattern.match(after):
            return scene.actors(scene.tail + found.start("list"), scene.tail + found.end("list"))
    return ()
