"""What a figure measures, by the nearest cue words of its sentence."""

import re
from functools import lru_cache

from westphalia.evidence.claims import Measure
from westphalia.evidence.numbers.actor_patterns import CHARGE_LIST
from westphalia.evidence.numbers.gifts import is_gift
from westphalia.evidence.numbers.scene import Scene
from westphalia.evidence.words.vocabulary import word_set

_I = re.IGNORECASE
_TARIFF = re.compile(
    r"\b(?:tariffs?|(?:import|customs|export|anti-dumping|countervailing) (?:dut(?:y|ies)|tax(?:es)?|lev(?:y|"
    r"ies))|surcharges?|duties|duty(?! cycle)|lev(?:y|ies)"
    r"|border tax(?:es)?)\b(?!-free)",
    _I,
)
_DEFENCE = re.compile(
    r"\b(?:defen[cs]e(?! (?:minist|secretar|chief|committee))|militar(?:y|ies)(?! (?:aid|assistance|support|"
    r"help))|rearm\w*|re-arm\w*|armed forces|"
    r"army|armies|"
    r"armaments?)\b",
    _I,
)
_SPENDING = re.compile(
    r"\b(?:spend\w*|spent|budgets?|expenditures?|outlays?|invest\w*|fund(?:s|ing|ed)?|devot\w+|allocat\w+|target|"
    r"goal|benchmark|plans?|package|programme|program|pay|cost\w*|borrow\w*|loans?|mobilis\w+|lent|lend|"
    r"free[sd]?|freeing|rearm\w*|re-arm\w*|mobiliz\w+|"
    r"unlock\w*|uplift|needs?|needed|(?:cash|spending|budget) boost)\b|"
    r"\b(?:hik|rais|boost|lift|increas|tak|bring|push)\w* (?:\w+ )?(?:defen[cs]e|military)\b"
    r"(?= (?:to|from|by|up to)\b)",
    _I,
)
_EXPORTS = re.compile(r"\b(?:exports?|exporters|overseas sales|foreign sales|sales to|sales abroad|shipments)\b", _I)
_LOSS = re.compile(
    r"\b(?:hits?|hitting|los(?:e|es|s|ses|ing)|lost|cut(?:s|ting)?|falls?|fell|fallen|drop(?:s|ped)?|declin\w+|"
    r"shrink\w*|shrank|reduc\w+|dent\w*|"
    r"cost(?:s|ing)?|wip(?:e|ed|es|ing)|blow|slump\w*|down|knock\w*|plung\w+|collaps\w+|damage|shav\w+|tumbl\w+|"
    r"shortfall|forgone|evaporat\w+|"
    r"fewer|lower|less|eras\w+|slic\w+|tak(?:e|es|ing)\s\S+\s?\S*\soff)\b",
    _I,
)
_GROWTH = re.compile(
    r"(?<!of )(?<!of its )(?<!of their )(?<!of the )\b(?:GDP|gross domestic product|econom(?:y|ies)|economic output|"
    r"growth|output)\b"
)
_CHANGE = re.compile(
    r"\b(?:shrink\w*|shrank|contract\w*|grow\w*|grew|los(?:e|s|es|ing)|lost|cut\w*|reduc\w+|fall\w*|fell|drop\w*|"
    r"declin\w+|lower\w*|shav\w+|knock\w*|"
    r"hit|cost\w*|wip\w+|smaller|larger|expand\w*|boost\w*|slow\w*|dent\w*|weaker|recession|rise|rose)\b",
    _I,
)
_AID = re.compile(
    r"\b(?:aid|assistance|donat\w+|grants?|loans?|humanitarian|support packages?|aid packages?|"
    r"packages? of (?:support|help|weapons|arms)|military support|financial support|"
    r"weapons|arms deliveries|help for)\b",
    _I,
)
_AID_BUDGET = re.compile(
    r"\b(?:(?:foreign|international|overseas|development|humanitarian) (?:aid|assistance|spending)|aid budget|aid)\b",
    _I,
)
_TROOPS = re.compile(
    r"\b(?:troops?|soldiers?|force|forces|peacekeep\w*|deploy\w*|contingent|boots on the ground|garrison|"
    r"brigades?|mission|personnel|servicemen|"
    r"men under arms|station\w*|army|strong)\b",
    _I,
)
_HARM = re.compile(
    r"\b(?:killed|dead|died|deaths?|wounded|injured|casualt\w+|lost their lives|captured|prisoners?|evacuat\w+|"
    r"homes?|fled)\b",
    _I,
)
_NOT_SENT = re.compile(
    r"\b(?:exercises?|drills?|manoeuvres|maneuvers|parade|war games|recruit\w*|enlist\w*|conscript\w*|veterans|"
    r"desert\w*|took part|tak(?:e|es|ing) part|lost|losses)\b",
    _I,
)
_PERSONS = word_set("persons troops soldiers personnel peacekeepers servicemen")
_WEAPON = re.compile(r"^(?:drones|missiles|rockets|uavs|shaheds|projectiles|bombs)$")
_SHOT = re.compile(
    r"\b(?:intercept\w*|sh(?:ot|oot\w*) down|down(?:ed|ing)|destroy\w*|neutrali[sz]\w+|repel\w*|brought down|"
    r"launch\w*|fir(?:ed|ing)|attack\w*|struck|"
    r"swarm\w*|jammed)\b",
    _I,
)
_WAR_END = re.compile(
    r"\b(?:end(?:s|ed|ing)?|stop(?:s|ped|ping)?|settl(?:e|es|ed|ing)|resolv\w+|finish\w*|"
    r"halt\w*)\b[^.;,]{0,45}\b(?:war|conflict|fighting|hostilities|invasion|bloodshed)\b",
    _I,
)
_OTHER = re.compile(
    r"\b(?:real[- ]terms|growth (?:for|in|of|rate)|inflation|interest|unemployment|deficit|debt|polls?|polled|"
    r"surveyed|approval|turnout|shares? pric\w+|"
    r"share index|stocks?|exported|imported|bought|sold|"
    r"index|yields?|vote[sd]?|votes|"
    r"voters|seats|population|emissions?|wages?|salaries|mortgages?|borrowing costs|pensions?|health|education|"
    r"welfare|(?:income|sales|corporation|value-added|carbon|digital services|wealth) tax(?:es)?|VAT)\b",
    _I,
)
_CHARGES = re.compile(CHARGE_LIST)
_CORE_DEFENCE = re.compile(
    r"^(?: (?:a|per|every) year)? (?:on|for|to|of)\b(?:.{0,30}?\bdefen[cs]e|"
    r" (?:(?:its|their|his|her|our|the|core) )?(?:(?:own|armed) )?(?:military|forces|army|armies|arms|armaments|"
    r"rearm\w+|soldiers|weapons)\b)",
    _I,
)


_CHANGED_BY = re.compile(r"\bby (?:about |around |some |nearly |at least |a further |another )?$")
_OFF_OUTPUT = re.compile(r"^ (?:(?:off|from) (?:[\w’'.]+ ){0,4})?(?:GDP|growth|output|economy)\b")
_GROWTH_IS = re.compile(r"\bgrowth\b[^.;]{0,90}\b(?:is|was|of|by|at) $")
_OF_GOODS = re.compile(
    r"^ of (?:[\w’'.]+ ){0,4}(?:goods|exports?|imports?|products|trade|sales|shipments|territory|people)\b"
)
_GOES_TO = re.compile(r"^ (?:would go |will go |goes )?(?:on|to|for) (?!(?:the )?[\ue000\ue001])(?P<what>[^,.;]{3,50})")
_NOT_A_PURPOSE = re.compile(
    r"\d|\b(?:tim\w+|now|next|last|years?|months?|decades?|it|them|spend\w*|goods|imports?|exports?|products|"
    r"cars|all|per|one|"
    r"two|three|four|five|six|seven|eight|nine|ten)\b",
    _I,
)
_FORCE_OF = re.compile(
    r"\b(?:force|forces|contingent|mission|army)\b[^.;]{0,20} of |"
    r"\b(?:deploy|send|station|commit|involv|includ|compris|number)\w*\b[^.;]{0,40}$",
    _I,
)
_TO_BE_SENT = re.compile(r"^(?: [a-z]+){0,4} (?:sent|deployed|stationed|based)\b")
_ASKED = re.compile(r"\b(?:survey\w*|poll\w*|question\w*|interview\w*|respond\w*|sample|petition\w*)\b", _I)


@lru_cache(maxsize=512)
def _spans(pattern: re.Pattern[str], text: str) -> tuple[tuple[int, int], ...]:
    """Where a cue stands in a sentence, kept for the next figure of the same sentence."""
    return tuple(m.span() for m in pattern.finditer(text))


def _distance(pattern: re.Pattern[str], scene: Scene) -> float:
    """Characters to the nearest match in the sentence; a clause border counts as forty."""
    left, right = scene.clause
    best = float("inf")
    start, tail = scene.start, scene.tail
    for a, b in _spans(pattern, scene.sentence.text):
        best = min(best, max(a - tail, start - b, 0) + 40 * (b <= left or a >= right))
    return best


def _nearest(scene: Scene, options: list[tuple[Measure, float]]) -> Measure:
    measure, distance = min(options, key=lambda option: option[1])
    return measure if distance < float("inf") else "other"


def _both(scene: Scene, first: re.Pattern[str], second: re.Pattern[str]) -> float:
    """Distance to the first cue where the sentence holds the second too, not the same word."""
    return _distance(first, scene) if _spans(second, scene.sentence.text) else float("inf")


def _of_per_cent(scene: Scene) -> Measure:
    text, unit = scene.sentence.text, scene.amount.unit
    other = min(_distance(_OTHER, scene), _distance(_AID_BUDGET, scene))
    if unit in ("percent_of_gdp", "percent_of_national_income"):
        if _CHANGED_BY.search(text[: scene.start]):
            return "other"
        defence = _both(scene, _DEFENCE, _SPENDING)
        close = _CORE_DEFENCE.match(text[scene.tail :])
        if close or defence <= other:
            return "defence_share" if defence < float("inf") or close else "other"
        return "gdp_change" if _distance(_CHANGE, scene) < 25 and other == float("inf") else "other"
    if _CHARGES.search(scene.masked[: scene.start]):
        return "tariff_rate"
    if _GROWTH_IS.search(text[: scene.start]) and _DEFENCE.search(text):
        return "other"
    of_goods = scene.amount.kind == "share" and _OF_GOODS.match(text[scene.tail :])
    if unit in ("fraction", "times") or of_goods or (_elsewhere(scene) and not _TARIFF.search(text)):
        return "other"
    if _OFF_OUTPUT.match(text[scene.tail :]):
        return "gdp_change"
    defence = _both(scene, _DEFENCE, _SPENDING)
    if scene.amount.range_end is None and not _is_level(text, scene.start):
        defence = float("inf")
    return _nearest(
        scene,
        [
            ("tariff_rate", _distance(_TARIFF, scene)),
            ("exports_loss", _both(scene, _EXPORTS, _LOSS)),
            ("gdp_change", _both(scene, _GROWTH, _CHANGE)),
            ("defence_share", defence if unit == "percent" else float("inf")),
            ("other", other),
        ],
    )


def _elsewhere(scene: Scene) -> bool:
    """Whether the figure goes to something that is not defence: "1.5 per cent to roads"."""
    goes = _GOES_TO.match(scene.masked[scene.tail :])
    if goes is None:
        return False
    return not (_DEFENCE.search(goes.group("what")) or _NOT_A_PURPOSE.search(goes.group("what")))


def _is_level(text: str, start: int) -> bool:
    """Whether a bare per cent is a level ("to 2.5 per cent", "spent 2.1 per cent"), not a change ("by 5 per cent")."""
    before = text[max(0, start - 30) : start]
    return not re.search(r"\b(?:by|a|an|another|up|down|further)\s(?:about |around |some |nearly |at least )?$", before)


def _of_money(scene: Scene) -> Measure:
    text = scene.sentence.text
    exports = _both(scene, _EXPORTS, _LOSS)
    defence = _both(scene, _DEFENCE, _SPENDING)
    aid = 0.0 if is_gift(scene) else _distance(_AID, scene)
    if exports < float("inf") and exports <= defence:
        return "exports_loss"
    options: list[tuple[Measure, float]] = [("aid", aid), ("defence_spending", defence)]
    if _LOSS.search(text):
        options.append(("gdp_change", _both(scene, _GROWTH, _CHANGE)))
    options.append(("other", _distance(_OTHER, scene)))
    return _nearest(scene, options)


def _of_count(scene: Scene) -> Measure:
    text, unit = scene.sentence.text, scene.amount.unit
    if _WEAPON.match(unit):
        return "intercepted" if _SHOT.search(text) else "other"
    if unit in _PERSONS and scene.amount.value >= 100 and not _HARM.search(text) and not _NOT_SENT.search(text):
        people = unit == "persons" and scene.amount.rule == "count.noun"
        return "force_size" if (_are_sent(scene) if people else _TROOPS.search(text)) else "other"
    return "other"


def _are_sent(scene: Scene) -> bool:
    """Whether people make up a force: "a force of 30,000 men", "sending 9,000 people"."""
    text = scene.sentence.text
    if _ASKED.search(text) or not _TROOPS.search(text):
        return False
    return bool(_FORCE_OF.search(text[: scene.start]) or _TO_BE_SENT.match(text[scene.tail :]))


def _of_duration(scene: Scene) -> Measure:
    found = _WAR_END.search(scene.sentence.text[: scene.start])
    near = found and scene.start - found.end() < 60
    ahead = re.search(r"\b(?:in|within|inside|under|less than) (?:\S+ )?$", scene.sentence.text[: scene.start])
    return "war_end_time" if near and (ahead or scene.amount.rule == "duration.in_one") else "other"


def measure(scene: Scene) -> Measure:
    """What the figure measures, read from its own sentence; "other" where no cue is near."""
    kind = scene.amount.kind
    if kind in ("rate", "share"):
        return _of_per_cent(scene)
    if kind == "money":
        return _of_money(scene)
    return _of_count(scene) if kind == "count" else _of_duration(scene)


def cues(scene: Scene, start: int = 0, end: int | None = None) -> frozenset[str]:
    """What a stretch of the sentence speaks of: tariff, defence, exports, growth, or something else."""
    text = scene.sentence.text[start:end]
    found = {
        "tariff": _TARIFF,
        "defence": _DEFENCE,
        "exports": _EXPORTS,
        "growth": _GROWTH,
        "aid": _AID_BUDGET,
        "other": _OTHER,
    }
    return frozenset(name for name, pattern in found.items() if pattern.search(text))
