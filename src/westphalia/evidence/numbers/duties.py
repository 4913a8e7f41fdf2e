"""Who imposes a duty, and on whose goods."""

import re
from typing import Literal

from westphalia.evidence.numbers.actor_patterns import DUTY, EVERY, LIST, OWN_WORD, POSS, THE, WARE, WORD
from westphalia.evidence.numbers.scene import M, Scene
from westphalia.evidence.words.vocabulary import any_of

Actors = tuple[str, ...]
Certainty = Literal["grammar", "nearest", "carried", "none"]

_DONE = any_of(
    """imposed levied threatened announced introduced set proposed applied charged put_in_place brought_in planned
    ordered unveiled decided"""
)
_BY = re.compile(rf"\b{_DONE} (?:\w+ ){{0,2}}?by {THE}(?P<m>{M})")
_NO_DEAL = r"(?! (?:deals?|agreements?|talks|wars?|row|truce|pact|policy|threats?|negotiat\w*|disputes?)\b)"
_OWNED = re.compile(rf"(?P<m>{M}){POSS} (?:{OWN_WORD} ){{0,5}}{DUTY}\b{_NO_DEAL}")
_IMPORTS_OF = re.compile(rf"(?P<m>{M}){POSS} imports (?:of (?:\w+ )?)?(?:from|of)\b")
_OWNED_AFTER = re.compile(rf"^ (?P<m>{M}){POSS} (?:{OWN_WORD} ){{0,3}}{DUTY}\b")
_REACHING = any_of(
    "into to entering sold_in bound_for shipped_to arriving_in reaching coming_into headed_for destined_for sent_to"
)
_INTO = re.compile(
    rf"\b{WARE}(?: [\w\ue000\ue001’'-]+){{0,5}}? {_REACHING} {THE}(?P<m>{M})(?! (?:goods|imports|products))"
)
_IN_FORCE = re.compile(
    rf"\b(?:t(?:ake|akes|ook|aking) effect|c(?:ome|omes|ame) into (?:force|effect)|in force)\b[^.;]{{0,30}}? "
    rf"in {THE}(?P<m>{M})"
)
_IMPOSE = re.compile(
    r"\b"
    + any_of(
        r"""impos\w* slap\w* levying lev(?:y|ies|ied) put(?:s|ting)? plac(?:e|es|ed|ing) hit(?:s|ting)? introduc\w+
    charg\w+ appl(?:y|ies|ied|ying) threaten\w* rais\w+ announc\w+ set(?:s|ting)? increas\w+ doubl\w+ unveil\w*
    bring(?:s|ing)?_in brought_in slash\w* cut(?:s|ting)? lower\w* lift\w* propos\w+ plan\w* want\w* order\w*
    add\w* withdr\w+ suspend\w* scrap\w* remov\w+ keep\w* kept maintain\w* retaliat\w* respond\w*
    answer\w* agreed accept\w* pledg\w+ vow\w*"""
    )
    + r"\b"
)
_PASSIVE = re.compile(r"\b(?:be|been|being|is|are|was|were|get|gets|got|to be)\s(?:\w+ly )?$")
_RELATIVE = re.compile(
    rf"^,? (?:which |that )?{THE}(?P<m>{M})(?: \w+){{0,3}}? (?:impos|threaten|announc|propos|charg|demand|plan|want)\w*"
)
_AUXILIARY = any_of(
    "will would could may might is are was were be to now also has have had been instead that which still"
)
_BEAR = any_of(
    r"""fac(?:e|es|ed|ing) be_hit hit_with hit_by be_subject subject_to pay pays paid charged attracts? taxed
    incurs? slapped suffers? gets? got be_met confronted bear bears"""
)
_SUFFER = re.compile(
    rf"(?P<list>{LIST}){POSS}(?: {WARE})?(?: (?:sold |going |shipped |exported )?(?:to|into|in) {THE}{M})?,?"
    rf" (?:{_AUXILIARY} )*{_BEAR}\b"
)
_MADE = "(?:coming |made |shipped |imported |sold |produced |arriving |bought )?(?:from|of|by|in|made in)"
_ON = re.compile(
    rf"\b(?:on|against|upon|applied to|charged on) (?:{EVERY} )*(?:(?:{WORD},? (?:and )?|[\d.,$£€]+ (?:m|b|"
    rf"tr)illion of |[\w$£€.,]+ of )"
    rf"{{0,4}}(?:(?:into|to) {THE}{M} )?{_MADE} )?(?P<list>{LIST})"
)
_FOR = re.compile(rf"^ (?:tariffs? |duty |rate )?for (?:{EVERY} )*(?:{WORD} )?(?P<list>{LIST})")
_ON_OF = re.compile(rf"\b(?:on|against) [^,;]{{0,30}}? (?:worth )?of (?:{WORD} )?(?P<list>{LIST})")
_HITS = re.compile(
    rf"\b(?:hit|hits|hitting|slap|slaps|slapped|target\w*|punish\w*|charge[sd]?|charging) "
    rf"(?:(?:{EVERY} )*{WARE} {_MADE} )?(?P<list>{LIST})(?: {WARE})?"
    r"(?:,? (?:with|by)| an?)\b"
)
_CHARGED = re.compile(rf"\b(?:charg\w+|bill\w*) (?:(?:{EVERY} )*{WARE} {_MADE} )?(?P<list>{LIST})(?: {WARE})?,? $")
_GOODS_OF = re.compile(rf"(?P<list>{LIST}){POSS} (?:[a-z-]+ ){{0,2}}?{WARE}\b")
_FROM = re.compile(rf"\b(?:{WARE}|those) (?:coming |made |imported )?(?:from|of) (?P<list>{LIST})")
_ALL_AFTER = re.compile(
    rf"\bon (?:all|every|any|almost all|nearly all|virtually all)\b(?: {WORD}){{0,3}}|\bon (?:imports|imported|"
    rf"foreign)\b|"
    r"\bon (?:the )?rest of the world",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b"
    + any_of(
        r"""blanket universal across[-_]the[-_]board global worldwide flat everyone whole_world rest_of_the_world
    all(?:_\w+){0,2}_(?:imports|countries|goods|trading_partners|partners|products|importers)
    every_(?:country|import|trading_partner|nation|product) all_its_trading_partners on_imports on_everything"""
    )
    + r"\b",
    re.IGNORECASE,
)
_ELSEWHERE = any_of("abroad overseas everywhere elsewhere all any other every")
_ON_WARE = re.compile(
    rf"\b(?:on|against) (?:{EVERY} )*(?:[a-z-]+ ){{0,2}}?{WARE}\b(?! (?:from|of|made in) (?!{_ELSEWHERE}))",
    re.IGNORECASE,
)
_NEAR = 80
_STOP = re.compile(r"[,;:()]|\s[–—]\s")
_HE = re.compile(r"\b[HhSs]?[Hh]e\b")
_THEY = re.compile(r"\b(?:[Ii]t|[Tt]hey|[Ww]e|[Hh]is government|[Hh]er government|[Ii]ts government)\b")


def leading(scene: Scene) -> Actors:
    """The actors that open the sentence."""
    found = re.match(rf"^[“\"'‘]?(?:[\w’-]+[,:]? ){{0,4}}?(?P<list>{LIST})", scene.masked)
    if found:
        return scene.actors(*found.span("list"))
    return (scene.mentions[0].actor,) if scene.mentions else ()


def closest(scene: Scene, pattern: re.Pattern[str], group: str = "m") -> re.Match[str] | None:
    """The match nearest to the figure, in its clause before others."""
    left, right = scene.clause

    def far(m: re.Match[str]) -> int:
        gap = max(m.start(group) - scene.tail, scene.start - m.end(group), 0)
        return gap + 60 * (m.end() <= left or m.start(group) >= right)

    return min(pattern.finditer(scene.masked), key=far, default=None)


def found_actors(scene: Scene, found: re.Match[str] | None, group: str = "m") -> Actors:
    """Codes of the actors in a group of a match; none without a match."""
    return scene.actors(*found.span(group)) if found else ()


def _is_other(scene: Scene, pattern: re.Pattern[str], found: re.Match[str]) -> bool:
    """Whether a match names the hit rather than the imposer: "on US tariffs", "exports to German firms"."""
    if pattern is _OWNED:
        return _is_object(scene.masked, found.start())
    mention = scene.at(found.start("m"))
    return pattern is _INTO and (mention is None or mention.sort == "demonym")


def _near(scene: Scene, found: re.Match[str]) -> bool:
    return max(found.start() - scene.tail, scene.start - found.end()) < _NEAR


def _is_object(text: str, at: int) -> bool:
    return bool(
        re.search(
            r"\b(?:on|against|from|with|between|(?:tariffs?|dut(?:y|ies)|rates?) for) (?:the |all |most )?$",
            text[max(0, at - 24) : at],
        )
    )


def imposer(scene: Scene) -> tuple[Actors, Certainty]:
    """Who imposes the duty of a figure: by passive, possession, destination of the goods, or subject of the verb."""
    masked, base = scene.masked, scene.sentence.start
    after = _RELATIVE.match(masked[scene.tail :]) or _OWNED_AFTER.match(masked[scene.tail :])
    if after:
        return scene.actors(scene.tail + after.start("m"), scene.tail + after.end("m")), "grammar"
    for pattern in (_BY, _IMPORTS_OF, _OWNED, _IN_FORCE, _INTO):
        found = closest(scene, pattern)
        if found and _near(scene, found) and not _is_other(scene, pattern, found):
            return found_actors(scene, found)[:1], "grammar"
    for verb in reversed(list(_IMPOSE.finditer(masked, 0, scene.start))):
        if _PASSIVE.search(masked[: verb.start()]):
            continue
        ahead = [m for m in scene.before() if m.end - base <= verb.start() and not _is_object(masked, m.start - base)]
        if not ahead:
            continue
        between = masked[ahead[0].end - base : verb.start()]
        people = [m for m in ahead if m.sort == "person"]
        if people and (_HE.search(between) or re.search(r"\b(?:[Hh]is|[Hh]er) ", between)):
            return (people[0].actor,), "grammar"
        if _THEY.search(between):
            return leading(scene)[:1], "nearest"
        return (ahead[0].actor,), "grammar" if len(between) < 40 else "nearest"
    return (), "none"


def _others(scene: Scene, found: re.Match[str] | None, own: Actors) -> Actors:
    return tuple(actor for actor in found_actors(scene, found, "list") if actor not in own)


def _after(scene: Scene, own: Actors) -> Actors:
    """Whose goods, in the words right after the figure: up to a comma or the next rate."""
    end = scene.next_rate_start
    stop = _STOP.search(scene.masked, scene.tail, end)
    end = stop.start() if stop else end
    beside = _FOR.match(scene.masked[scene.tail : end])
    if beside:
        start = scene.tail + beside.start("list")
        return tuple(a for a in scene.actors(start, scene.tail + beside.end("list")) if a not in own)
    for pattern in (_ON, _ON_OF, _SUFFER):
        found = _others(scene, pattern.search(scene.masked, scene.tail, end), own)
        if found:
            return found
    return ("ALL",) if _ALL_AFTER.search(scene.masked, scene.tail, end) else ()


def _before(scene: Scene, own: Actors) -> Actors:
    """Whose goods, in the words between the rate before and the figure."""
    low = scene.previous_rate_end
    for pattern in (_CHARGED, _SUFFER, _HITS, _ON, _ON_OF, _FROM, _GOODS_OF):
        matches = list(pattern.finditer(scene.masked, low, scene.start))
        for match in reversed(matches):
            found = _others(scene, match, own)
            if found:
                return found
    if low == 0:
        return ()
    between = [m for m in scene.before() if m.start >= scene.sentence.start + low and m.actor not in own]
    return (between[0].actor,) if between else ()


def targets(scene: Scene, own: Actors) -> Actors:
    """Whose goods a duty falls on, the imposer's own left out; ("ALL",) for everybody's; none where not said."""
    found = _after(scene, own) or _before(scene, own)
    if found:
        return found
    if _ALL.search(scene.masked):
        return ("ALL",)
    for pattern in (_ON, _SUFFER):
        anywhere = _others(scene, closest(scene, pattern, "list"), own)
        if anywhere and scene.previous_rate_end == 0:
            return anywhere
    return ("ALL",) if _ON_WARE.search(scene.masked, scene.tail, scene.next_rate_start) else ()
