"""Whom a figure concerns: who acts, on whose goods or for whom, and on what."""

import re
from dataclasses import dataclass
from typing import Literal

from westphalia.evidence.claims import Measure
from westphalia.evidence.gazetteer import Mention
from westphalia.evidence.scene import PERSON, M, Scene

Actors = tuple[str, ...]
Certainty = Literal["grammar", "nearest", "carried", "none"]

_POSS = r"(?:[’']s|s?[’'])?"
_THE = r"(?:the |The )?"
_LIST = rf"{_THE}{M}(?:(?:, | and |, and | or | as well as |-){_THE}{M})*"
_WARE = (
    r"(?:goods|imports?|products|exports|shipments|merchandise|cars|vehicles|wares|items|sales|steel|aluminium|"
    r"aluminum|wine|wines|spirits|"
    r"pharmaceuticals|drugs|chips|semiconductors|trucks|lorries|cheese|food|everything|anything|purchases|trade|"
    r"deliveries|produce|makers|manufacturers|carmakers|firms|companies|exporters)"
)
_NO_VERB = (
    r"(?!(?:on|against|for|from|to|of|in|with|by|and|or|will|would|could|may|might|must|has|have|had|is|are|was|"
    r"were|be|been|face|faces|faced|"
    r"facing|hit|pay|pays|said|says|saying|called|wants|that|which|who|if|after|before|over|into|threatened|"
    r"proposed to|impose|imposes|imposed|put|puts|slap|slapped|announced|raised|whose)\b)"
)
_OWNED = re.compile(
    rf"(?P<m>{M}){_POSS} (?:{_NO_VERB}[\w%.’-]+ ){{0,5}}(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|import tax(?:es)?)\b"
)
_BY = re.compile(
    rf"\b(?:imposed|levied|threatened|announced|introduced|set|proposed|applied|charged|put in place|brought in|"
    rf"planned|ordered|unveiled|decided) (?:\w+ ){{0,2}}?by (?:{_THE})(?P<m>{M})"
)
_INTO = re.compile(
    rf"\b{_WARE}(?: [\w\ue000\ue001’'-]+){{0,5}}? (?:into|to|entering|sold in|bound for|shipped to|arriving in|"
    rf"reaching|coming into|headed for|destined for) {_THE}(?P<m>{M})(?! (?:goods|imports|products))"
)
_IMPOSE = re.compile(
    r"\b(?:impos\w*|slap\w*|levy(?:ing)?|lev(?:y|ies|ied)|put(?:s|ting)?|plac(?:e|es|ed|ing)|hit(?:s|ting)?|"
    r"introduc\w+|charg\w+|appl(?:y|ies|ied|ying)|threaten\w*|rais\w+|"
    r"announc\w+|set(?:s|ting)?|increas\w+|doubl\w+|unveil\w*|bring(?:s|ing)? in|brought in|slash\w*|cut(?:s|"
    r"ting)?|lower\w*|lift\w*|propos\w+|plan\w*|want\w*|order\w*|add\w*|"
    r"retaliat\w*|respond\w*|answer\w*|agreed|accept\w*|pledg\w+|vow\w*)\b"
)
_SUFFER = re.compile(
    rf"(?P<list>{_LIST}){_POSS}(?: {_WARE})?(?: (?:sold |going |shipped |exported )?(?:to|into|"
    rf"in) {_THE}{M})?,? (?:will |would |could |may |might |is |are |was |were |be |to |now |also |has |have |"
    rf"had |been |instead |that |which )*"
    r"(?:fac(?:e|es|ed|ing)|be hit|hit with|hit by|be subject|subject to|pay|pays|paid|charged|attracts?|taxed|"
    r"incurs?|(?:be )?slapped|suffers?|gets?|got|be met|confronted)\b"
)
_ON = re.compile(
    rf"\b(?:on|against|for|upon|from) (?:all |most |its |their |many |some |certain |the |other |imported |"
    rf"almost all |nearly all |virtually all )*"
    rf"(?:(?:{_NO_VERB}[\w-]+,? (?:and )?){{0,4}}(?:coming |made |shipped |imported |sold |produced |arriving |"
    rf"bought )?(?:from|of|by|in|made in) )?(?P<list>{_LIST})"
)
_HITS = re.compile(
    rf"\b(?:hit|hits|hitting|slap|slaps|slapped|target\w*|punish\w*) (?P<list>{_LIST})(?: {_WARE})?,? (?:with|by)\b"
)
_GOODS_OF = re.compile(
    rf"(?P<list>{_LIST}){_POSS} (?:[a-z-]+ ){{0,2}}?(?:goods|imports|exports|products|shipments|exporters|cars|steel)\b"
)
_ALL = re.compile(
    r"\b(?:blanket|universal|across[- ]the[- ]board|global|worldwide|flat|all(?: \w+){0,2} (?:imports|countries|"
    r"goods|trading partners|partners|products)|every (?:country|import|trading partner|nation|product)|everyone|"
    r"all its trading partners|on imports|on everything|whole world|rest of the world)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:[Ii]t|[Tt]hey|[Hh]e|[Ss]he|[Ww]e|the country|the (?:island|kingdom|republic|alliance|"
    r"nation))\b(?! (?:was|is) (?:unclear|not clear|likely|expected that))"
)
_AFTER_FIGURE = re.compile(rf"^(?: of [^,;.]{{0,40}}?)?,? (?:in|for|by|from) {_THE}(?P<m>{M})(?![’'])")
_EXPORTS_OF = re.compile(
    rf"(?P<m>{M}){_POSS} (?:[a-z-]+ ){{0,3}}?(?:exports?|exporters|shipments|overseas sales|sales)\b"
)
_EXPORTS_FROM = re.compile(rf"\b(?:exports?|shipments|sales) (?:of \w+ )?(?:from|by|of) {_THE}(?P<m>{M})")
_EXPORTS_TO = re.compile(rf"\b(?:exports?|shipments|sales)(?: of \w+(?: \w+)?)? (?:to|into) {_THE}(?P<list>{_LIST})")
_FOR = re.compile(rf"\b(?:to|for|in|defend|protect|behind|towards|with) {_THE}(?P<m>{M})")
_LEADING = re.compile(rf"^[“\"'‘]?(?:[\w’-]+,? ){{0,4}}?(?P<list>{_LIST})")


@dataclass(frozen=True, slots=True)
class Parties:
    """Who acts and who is acted upon, and how sure the reading is."""

    subject: Actors = ()
    target: Actors = ()
    certainty: Certainty = "none"


def _first(scene: Scene, found: re.Match[str] | None, group: str = "m") -> Actors:
    return scene.actors(*found.span(group)) if found else ()


def _closest(scene: Scene, pattern: re.Pattern[str], group: str = "m") -> re.Match[str] | None:
    """The match nearest to the figure, in its clause before others."""
    matches = list(pattern.finditer(scene.masked))
    left, right = scene.clause

    def far(m: re.Match[str]) -> int:
        gap = max(m.start(group) - scene.tail, scene.start - m.end(group), 0)
        return gap + 60 * (m.end() <= left or m.start(group) >= right)

    return min(matches, key=far, default=None)


def main_subject(scene: Scene) -> Actors:
    """The actors that open the sentence."""
    found = _LEADING.match(scene.masked)
    if found:
        return scene.actors(*found.span("list"))
    return (scene.mentions[0].actor,) if scene.mentions else ()


def nearest_before(scene: Scene) -> Actors:
    """The actor before the figure that governs it: past closed asides, and through it, they, he or she."""
    before = scene.before()
    if not before:
        return ()
    nearest = before[0]
    between = scene.masked[nearest.end - scene.sentence.start : scene.start]
    if _PRONOUN.search(between):
        people = [m for m in before if m.sort == "person"]
        if re.search(r"\b[HhSs]?he\b", between) and people:
            return (people[0].actor,)
        first = main_subject(scene)
        return first if first and before[-1].end <= scene.amount.start else (nearest.actor,)
    return _with_partners(scene, nearest, before)


def _with_partners(scene: Scene, nearest: Mention, before: list[Mention]) -> Actors:
    """The nearest actor and those joined to it by "and" or a comma."""
    actors, last = [nearest.actor], nearest
    for m in before[1:]:
        gap = scene.masked[m.end - scene.sentence.start : last.start - scene.sentence.start]
        if not re.fullmatch(r"(?:,| and|, and) (?:the )?", gap):
            break
        actors.append(m.actor)
        last = m
    return tuple(dict.fromkeys(reversed(actors)))


def _share_of(scene: Scene) -> Parties:
    right = _AFTER_FIGURE.match(scene.masked[scene.tail : scene.next_start])
    if right:
        at = scene.tail + right.start("m")
        return Parties(scene.actors(at, at + 1), (), "grammar")
    paired = _respectively(scene)
    if paired:
        return Parties(paired, (), "grammar")
    left = nearest_before(scene)
    if left:
        return Parties(
            left, (), "grammar" if scene.before()[0].end >= scene.sentence.start + scene.clause[0] else "nearest"
        )
    after = [m for m in scene.mentions if m.start >= scene.amount.tail]
    return Parties((after[0].actor,), (), "nearest") if after else Parties()


def _respectively(scene: Scene) -> Actors:
    """The k-th actor of a list for the k-th figure of a list closed by "respectively"."""
    if not re.search(r"\brespectively\b", scene.sentence.text[scene.tail :]):
        return ()
    places = [a for a in scene.others if a.kind == scene.amount.kind]
    found = [m for m in re.finditer(_LIST, scene.masked) if m.end() < places[0].start - scene.sentence.start]
    listed = scene.actors(*found[-1].span()) if found else ()
    k = places.index(scene.amount)
    return (listed[k],) if len(listed) == len(places) else ()


def _imposer(scene: Scene) -> tuple[Actors, Certainty]:
    for pattern in (_BY, _OWNED, _INTO):
        found = _closest(scene, pattern)
        if found and not (pattern is _OWNED and _is_target(scene.masked, found.start())):
            return _first(scene, found)[:1], "grammar"
    verbs = [v for v in _IMPOSE.finditer(scene.masked) if v.start() < scene.start]
    for verb in reversed(verbs):
        ahead = [m for m in scene.before() if m.end - scene.sentence.start <= verb.start()]
        between = scene.masked[ahead[0].end - scene.sentence.start : verb.start()] if ahead else ""
        people = [m for m in ahead if m.sort == "person"]
        if ahead and re.search(r"\b[HhSs]?[Hh]e\b", between) and people:
            return (people[0].actor,), "grammar"
        if ahead and _PRONOUN.search(between):
            return main_subject(scene)[:1], "nearest"
        if ahead and not _is_target(scene.masked, ahead[0].start - scene.sentence.start):
            return (ahead[0].actor,), "grammar" if len(between) < 40 else "nearest"
    return (), "none"


def _is_target(text: str, at: int) -> bool:
    return bool(re.search(r"\b(?:on|against|from) (?:the |all |most )?$", text[max(0, at - 18) : at]))


def _targets(scene: Scene, imposer: Actors) -> Actors:
    after = _ON.search(scene.masked, scene.tail, scene.next_start)
    if after and after.start() - scene.tail < 70:
        found = tuple(a for a in _first(scene, after, "list") if a not in imposer)
        if found:
            return found
    for pattern in (_HITS, _SUFFER):
        match = _closest(scene, pattern, "list")
        if match and match.start() < scene.start:
            found = tuple(a for a in _first(scene, match, "list") if a not in imposer)
            if found and match.start() >= scene.previous_end - 1:
                return found
    before = list(_ON.finditer(scene.masked, 0, scene.start))
    for match in reversed(before):
        found = tuple(a for a in _first(scene, match, "list") if a not in imposer)
        if found:
            return found
    if _ALL.search(scene.sentence.text):
        return ("ALL",)
    for pattern in (_SUFFER, _GOODS_OF):
        match = _closest(scene, pattern, "list")
        found = tuple(a for a in _first(scene, match, "list") if a not in imposer)
        if found:
            return found
    return ()


def _tariff(scene: Scene) -> Parties:
    imposer, certainty = _imposer(scene)
    return Parties(imposer, _targets(scene, imposer), certainty)


def _exports(scene: Scene) -> Parties:
    to = _first(scene, _closest(scene, _EXPORTS_TO, "list"), "list")
    for pattern in (_EXPORTS_OF, _EXPORTS_FROM):
        found = _closest(scene, pattern)
        if found:
            return Parties(_first(scene, found)[:1], to, "grammar")
    right = _AFTER_FIGURE.match(scene.masked[scene.tail : scene.next_start])
    if right:
        return Parties(scene.actors(scene.tail + right.start("m"), scene.tail + right.end("m")), to, "grammar")
    left = tuple(a for a in nearest_before(scene) if a not in to)
    return Parties(left[:1], to, "nearest" if left else "none")


def _given(scene: Scene) -> Parties:
    """Who gives or deploys, and for whom."""
    after = _FOR.search(scene.masked, scene.tail)
    ahead = list(_FOR.finditer(scene.masked, 0, scene.start))
    target = _first(scene, after) or (_first(scene, ahead[-1]) if ahead else ())
    first = main_subject(scene)
    subject = tuple(a for a in (first or nearest_before(scene)) if a not in target)
    return Parties(subject, target[:1], "nearest" if subject else "none")


def _weapons(scene: Scene) -> Parties:
    """Whose drones or missiles, and who says to have stopped them."""
    a, b = scene.start, scene.tail
    owner = scene.actors(a, b + 1)
    first = main_subject(scene)
    return Parties(owner or first[:1], tuple(x for x in first[:1] if x not in owner), "grammar" if owner else "nearest")


def _ended(scene: Scene) -> Parties:
    found = nearest_before(scene)
    people = [m for m in scene.before() if m.sort == "person"]
    return Parties((people[0].actor,) if people else found[:1], (), "nearest")


def parties(scene: Scene, measure: Measure) -> Parties:
    """Subject and target of a figure by what it measures."""
    if measure == "tariff_rate":
        return _tariff(scene)
    if measure == "exports_loss":
        return _exports(scene)
    if measure in ("aid", "force_size"):
        return _given(scene)
    if measure == "intercepted":
        return _weapons(scene)
    if measure == "war_end_time":
        return _ended(scene)
    if scene.amount.kind in ("count", "duration"):
        return Parties()
    return _share_of(scene)


def is_person(mark: str) -> bool:
    """Whether a masked actor is a person."""
    return mark.startswith(PERSON)
