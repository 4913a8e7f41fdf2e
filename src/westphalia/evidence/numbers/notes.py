"""What a reader should know beside a figure: goods only partly covered, names not known, values hard to believe."""

import re

from westphalia.evidence.numbers.drafts import Draft
from westphalia.evidence.words.vocabulary import word_set
from westphalia.world.countries import countries

_MOST = {"tariff_rate": 10.0, "defence_share": 0.5}
_WORTH = re.compile(
    r"^ (?:tariffs? |dut(?:y|ies) |lev(?:y|ies) |rates? )?(?:on|against) (?:about |around |some |up to |another |"
    r"a further |nearly |over )*$"
)
_OF_GOODS = re.compile(
    r"^ (?:worth )?of (?:[\w’'.-]+ ){0,4}?(?:goods|imports|exports|products|merchandise|trade|wares|shipments)\b"
)
_GOODS_WORTH = re.compile(
    r"^ (?:tariffs? |dut(?:y|ies) |lev(?:y|ies) )?(?:on|against) [^,;.]{0,60}?\b(?:goods|imports|exports|products|"
    r"merchandise|trade|wares|shipments) (?:[a-z]+ [\w.’']+ )?(?:worth|valued at) (?:about |around |some |up to |"
    r"nearly |over )*$"
)
_NAME = r"(?P<name>[^\W\d_a-z][^\W\d_]{3,}(?: [^\W\d_a-z][^\W\d_]{2,}){0,2})"
_ONTO = re.compile(
    rf"^ (?:[a-z]+ )?(?:tariffs? |dut(?:y|ies) |lev(?:y|ies) |rate )?(?:on|against|for) "
    rf"(?:(?:all |most )?(?:goods|imports|products|exports|everything|those) (?:from|of) )?{_NAME}(?=[,.;:]|$| [a-z])"
)
_OPENS = re.compile(
    rf"^{_NAME}(?:[’']s (?:government|defen[cs]e|military)\b| (?:(?:will|would|is|has|now|currently|also|plans?|wants?|"
    rf"aims?|promised|pledged|agreed|to) )*"
    r"(?:spends?|spent|spend|raise|devotes?|devoted|impose|charge|put|slap|increase)\b)"
)
_LAND = re.compile(r"(?:ia|land|lands|stan|istan|esia|onia|avia|any|guay|dor|burg|bia|nica|republic)$", re.IGNORECASE)
_KNOWN_WORDS = word_set(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August
    September October November December Labour Congress Parliament Ministers Officials Britons Americans"""
)


def _covered(draft: Draft) -> str | None:
    """ "25% on €5bn of goods": the rate holds for that much only."""
    if draft.measure != "tariff_rate":
        return None
    scene, text = draft.scene, draft.scene.sentence.text
    sums = [a for a in scene.others if a.kind == "money" and a.start >= scene.amount.tail]
    for money in sums[:1]:
        start, end = money.start - scene.sentence.start, money.tail - scene.sentence.start
        between = text[scene.tail : start]
        if (_WORTH.match(between) and _OF_GOODS.match(text[end:])) or _GOODS_WORTH.match(between):
            printed = text[start : money.end - scene.sentence.start]
            return f"on {printed} of goods only, not on all"
    return None


def _unknown_name(draft: Draft) -> str | None:
    """A name where a country stands, which no table knows."""
    scene, text = draft.scene, draft.scene.sentence.text
    found = None
    if draft.measure == "tariff_rate" and not draft.parties.target:
        found = _ONTO.match(text[scene.tail : scene.next_start])
        at = scene.tail
    elif draft.measure in ("tariff_rate", "defence_share", "defence_spending") and not draft.parties.subject:
        found, at = _OPENS.match(text), 0
        found = found if found and _LAND.search(found.group("name").split()[0]) else None
    if found is None or scene.at(at + found.start("name")) or found.group("name").split()[0] in _KNOWN_WORDS:
        return None
    last = found.group("name").split()[-1]
    if last in scene.registry.persons or any(found.group("name") == c.name for c in countries().values()):
        return None
    return f"names {found.group('name')}, which is no country known here"


def beyond_belief(draft: Draft, normalised: float) -> str | None:
    """A duty above 1000% or more than half of an economy for defence: likely a slip of the pen."""
    most = _MOST.get(draft.measure)
    if most is None or 0 <= normalised <= most:
        return None
    if normalised < 0:
        return "below zero, which such a figure cannot be: perhaps a slip in the report"
    return f"above {most:.0%}, hard to believe: perhaps a slip in the report"


def notes(draft: Draft, normalised: float) -> str | None:
    """Everything to be known beside a figure, joined by semicolons; None where there is nothing."""
    understood = "“of GDP” is understood" if draft.understood else None
    found = [understood, _covered(draft), _unknown_name(draft), beyond_belief(draft, normalised)]
    return "; ".join(note for note in found if note) or None
