"""Whom a figure concerns: who acts, and who is acted upon."""

import re
from dataclasses import dataclass

from westphalia.evidence.claims import Measure
from westphalia.evidence.names.gazetteer import Mention
from westphalia.evidence.numbers.actor_patterns import GIVE, LIST, POSS, THE
from westphalia.evidence.numbers.duties import Actors, Certainty, closest, found_actors, imposer, leading, targets
from westphalia.evidence.numbers.gifts import giver_after, giver_before, goes_to, receiver_after
from westphalia.evidence.numbers.scene import M, Scene

BLOCS = ("EU27", "NATO")
_PRONOUN = re.compile(
    r"\b(?:[Ii]t|[Tt]hey|[Hh]e|[Ss]he|[Ww]e|the (?:country|island|kingdom|republic|nation))\b"
    r"(?! (?:was|is) (?:unclear|not clear|likely|expected that))"
)
_SAYS_OF_ITSELF = re.compile(
    r"^ (?:(?:has|have|had) )?(?:sa(?:id|ys)|add(?:ed|s)|announce[ds]|argue[ds]|claim(?:ed|s)|confirm(?:ed|s)|"
    r"declare[ds]|estimate[ds]|insist(?:ed|s)|report(?:ed|s)|state[ds]|warn(?:ed|s))"
    r"(?: on \w+day)?(?: that)? it\b"
)
_OF_OTHERS = re.compile(
    r"\b(?:call\w* (?:on|for)|urg\w+|demand\w*|told|tell\w*|want\w*|press\w*|push\w*|ask\w*)\b[^.;]{0,40}\b"
    r"(?:nations|allies|members|countries|them|others|governments|capitals|partners)\b"
)
_HE = re.compile(r"\b[HhSs]?[Hh]e\b")
_AFTER_FIGURE = re.compile(rf"^(?: of [^,;.]{{0,40}}?)?,? (?:in|for|by|from) {THE}(?P<m>{M})(?![’'])")
_EXPORT = r"(?i:exports?|exporters|shipments|overseas sales|sales)"
_EXPORTS_OF = re.compile(rf"(?P<m>{M}){POSS} (?:[a-z-]+ ){{0,3}}?{_EXPORT}\b")
_EXPORTS_FROM = re.compile(rf"\b{_EXPORT} (?:of \w+ )?(?:from|by|of) {THE}(?P<m>{M})")
_EXPORTS_TO = re.compile(rf"\b{_EXPORT}(?: of [\w\ue000\ue001]+(?: \w+)?)? (?:to|into) (?P<list>{LIST})")
_LAUNCHED_BY = re.compile(rf"\b(?:used|launched|fired|sent) by {THE}(?P<m>{M})")
_LAUNCHED = re.compile(rf"(?P<m>{M})(?: (?:also|has|had|have|forces|troops|then))* (?:launched|fired|sent|used)\b")
_BUDGET_OF = re.compile(
    rf"(?P<m>{M}){POSS} (?:[a-z]+ ){{0,2}}(?:defen[cs]e|military) (?:budget|spending|outlays?|expenditures?)\b"
)
_OUTPUT_OF = re.compile(rf"(?P<m>{M}){POSS} (?:[a-z]+ ){{0,2}}(?:GDP|econom(?:y|ic)|growth|output|gross domestic)\b")
_GIVES_TO = re.compile(rf"\b{GIVE} {THE}(?P<m>{M}) (?=[^.;]{{0,40}}$)")
_COUNTERED = re.compile(
    r"\b(?:tariffs?|duties|duty|levies|levy|counter-?measures?|counter-?tariffs?|retaliat\w+)\b[^.;]{0,60}"
    r"\b(?:on|against|worth|cover\w*|hitting|target\w*)\b[^.;]{0,40}$"
)
_FOR = re.compile(rf"\b(?:to|for|in|defend|protect|behind|towards|with) {THE}(?P<m>{M})")
_JOINED = re.compile(r"(?:,| and|, and) (?:the )?")
_BY_SOURCE = re.compile(r"\b(?:[Bb]y|[Aa]ccording to|on) (?:the )?$")
_BESIDE = re.compile(r"\b(?:than|but|except|unlike|besides|apart from) (?:the )?$")
_GOES_ON = re.compile(r"^,? and\b|^, (?!which|who|where)")
_SOURCE_WORD = re.compile(
    r"^[’']s? (?:[a-z]+ ){0,2}(?:estimates?|figures|reckoning|counts?|data|calculations?|forecasts?)\b"
)


@dataclass(frozen=True, slots=True)
class Parties:
    """Who acts and who is acted upon, and how sure the reading is."""

    subject: Actors = ()
    target: Actors = ()
    certainty: Certainty = "none"


def _governing(scene: Scene) -> list[Mention]:
    """Actors before the figure, nearest first, without the source of an estimate and those compared with."""
    base = scene.sentence.start
    return [
        m
        for m in scene.before()
        if not (_BY_SOURCE.search(scene.masked[: m.start - base]) and _SOURCE_WORD.match(scene.masked[m.end - base :]))
        and not (_BESIDE.search(scene.masked[: m.start - base]) and _GOES_ON.match(scene.masked[m.end - base :]))
    ]


def calls_on_others(scene: Scene) -> bool:
    """Whether somebody wants nations, allies or members to do something: they act, not the speaker."""
    return bool(_OF_OTHERS.search(scene.masked[: scene.start]))


def nearest_before(scene: Scene) -> Actors:
    """The actor before the figure that governs it: past closed asides, and through it, they, he or she.

    What a country says of "it" is of itself; another pronoun stands for the actor that opens the sentence.
    """
    before = _governing(scene)
    if not before:
        return ()
    nearest = before[0]
    between = scene.masked[nearest.end - scene.sentence.start : scene.start]
    if nearest.sort == "person" and calls_on_others(scene):
        return ()
    if nearest.sort != "person" and _SAYS_OF_ITSELF.match(between):
        return (nearest.actor,)
    if _PRONOUN.search(between):
        people = [m for m in before if m.sort == "person"]
        if _HE.search(between) and people:
            return (people[0].actor,)
        blocs = [m for m in before if m.actor in BLOCS and m.sort != "person"]
        if re.search(r"\b[Tt]hey\b", between) and blocs:
            return (blocs[0].actor,)
        return leading(scene) or (nearest.actor,)
    return _with_partners(scene, nearest, before)


def _with_partners(scene: Scene, nearest: Mention, before: list[Mention]) -> Actors:
    """The nearest actor and those joined to it by "and" or a comma."""
    actors, last = [nearest.actor], nearest
    for m in before[1:]:
        gap = scene.masked[m.end - scene.sentence.start : last.start - scene.sentence.start]
        if not _JOINED.fullmatch(gap):
            break
        actors.append(m.actor)
        last = m
    return tuple(dict.fromkeys(reversed(actors)))


def _right_after(scene: Scene) -> Actors:
    """The actor of "in France", "for the UK" right after the figure."""
    right = _AFTER_FIGURE.match(scene.masked[scene.tail : scene.next_start])
    return scene.actors(scene.tail + right.start("m"), scene.tail + right.end("m")) if right else ()


def _holder(scene: Scene, measure: Measure) -> Parties:
    """Whose share, spending or output it is."""
    beside = _respectively(scene) if scene.amount.kind == "money" else _right_after(scene) or _respectively(scene)
    if scene.amount.kind == "money" and measure == "other":
        beside = beside or found_actors(scene, closest(scene, _EXPORTS_OF))
    if beside:
        return Parties(beside, (), "grammar")
    if measure == "other" and scene.amount.kind == "money" and _COUNTERED.search(scene.masked[: scene.start]):
        who, certainty = imposer(scene)
        if who:
            return Parties(who, targets(scene, who), certainty)
    left = nearest_before(scene)
    own = {"defence_spending": _BUDGET_OF, "defence_share": _BUDGET_OF, "gdp_change": _OUTPUT_OF}.get(measure)
    owner = found_actors(scene, closest(scene, own)) if own and scene.previous_rate_end == 0 else ()
    if owner:
        return Parties(owner, (), "grammar")
    if left:
        own_clause = _governing(scene)[0].end >= scene.sentence.start + scene.clause[0]
        return Parties(left, (), "grammar" if own_clause else "nearest")
    after = [m for m in scene.mentions if m.start >= scene.amount.tail]
    return Parties((after[0].actor,), (), "nearest") if after and measure != "other" else Parties()


def _respectively(scene: Scene) -> Actors:
    """The k-th actor of a list for the k-th figure of a list closed by "respectively"."""
    if not re.search(r"\brespectively\b", scene.sentence.text[scene.tail :]):
        return ()
    places = [a for a in scene.others if a.kind == scene.amount.kind]
    found = [m for m in re.finditer(LIST, scene.masked) if m.end() < places[0].start - scene.sentence.start]
    listed = scene.actors(*found[-1].span()) if found else ()
    k = places.index(scene.amount)
    return (listed[k],) if len(listed) == len(places) else ()


def _tariff(scene: Scene) -> Parties:
    who, certainty = imposer(scene)
    return Parties(who, targets(scene, who), certainty)


def _exports(scene: Scene) -> Parties:
    to = found_actors(scene, closest(scene, _EXPORTS_TO, "list"), "list")
    for pattern in (_EXPORTS_OF, _EXPORTS_FROM):
        found = closest(scene, pattern)
        if found:
            return Parties(found_actors(scene, found)[:1], to, "grammar")
    right = _right_after(scene)
    if right:
        return Parties(right, to, "grammar")
    left = tuple(a for a in nearest_before(scene) if a not in to)
    return Parties(left[:1], to, "nearest" if left else "none")


def _given(scene: Scene) -> Parties:
    """Who gives or deploys, and for whom."""
    donor = giver_after(scene)
    handed = _last(_GIVES_TO, scene.masked, scene.start)
    if handed and not (donor or goes_to(scene)):
        return Parties(_giver(scene, handed.start()), scene.actors(*handed.span("m")), "grammar")
    donor = donor or giver_before(scene)
    after = _FOR.search(scene.masked, scene.tail)
    ahead = list(_FOR.finditer(scene.masked, 0, scene.start))
    beside = receiver_after(scene) or found_actors(scene, after)
    receiver = beside or found_actors(scene, handed or (ahead[-1] if ahead else None))
    target = tuple(a for a in receiver if a not in donor)
    subject = tuple(a for a in (donor or leading(scene) or nearest_before(scene)) if a not in target)
    return Parties(subject, target[:1], "grammar" if donor else "nearest" if subject else "none")


def _giver(scene: Scene, verb: int) -> Actors:
    """Who stands before a verb of giving; the opening of the sentence where a pronoun does."""
    before = [m for m in scene.before() if m.end <= scene.sentence.start + verb]
    if not before:
        return ()
    between = scene.masked[before[0].end - scene.sentence.start : verb]
    return leading(scene) if _PRONOUN.search(between) else _with_partners(scene, before[0], before)


def _weapons(scene: Scene) -> Parties:
    """Whose drones or missiles, and who says to have stopped them."""
    owner = scene.actors(scene.start, scene.tail + 1)
    launched = _LAUNCHED_BY.search(scene.masked, scene.tail) or _last(_LAUNCHED, scene.masked, scene.start)
    if not owner and launched:
        owner = scene.actors(*launched.span("m"))
    others = tuple(x for x in leading(scene)[:1] if x not in owner)
    return Parties(owner, others, "grammar" if owner else "none")


def _last(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """The last match before a place."""
    return next(iter(reversed(list(pattern.finditer(text, 0, end)))), None)


def _ended(scene: Scene) -> Parties:
    people = [m for m in scene.before() if m.sort == "person"]
    return Parties((people[0].actor,) if people else nearest_before(scene)[:1], (), "nearest")


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
    return Parties() if scene.amount.kind in ("count", "duration") else _holder(scene, measure)
