"""How a report stands to what somebody said: asserted, conditional, claimed by a belligerent, expected, not stated."""

import re

from westphalia.evidence.claims import Status
from westphalia.evidence.lines.cast import Actor
from westphalia.evidence.speech.frame import Frame

_BELLIGERENTS = ("RUS", "UKR")
_FORCES = re.compile(
    r"\b(?:defen[cs]e ministry|ministry of defen[cs]e|military|army|air force|armed forces|general staff|navy|forces|"
    r"intelligence|kremlin|governor|commander|troops)\b",
    re.IGNORECASE,
)
_COMBAT = re.compile(
    r"\b(?:shot down|shoot down|downed|intercept\w*|destroy\w*|captur\w+|seiz\w+|liberat\w+|repell?ed|repulsed|"
    r"casualties|killed|wounded|shelled|neutrali[sz]ed|thwarted|(?:village|town|city) (?:is|was|has))\b|"
    r"\b(?:hit|struck|attacked|fired|launched|taken|took|advanced|lost)\b.{0,60}\b(?:drones?|missiles?|rockets?|troops|"
    r"village|town|city|positions?|depots?|targets?|ships?|aircraft|tanks?|plants?|refiner\w+|base|workshop|hospital)\b",
    re.DOTALL,
)
_IF = re.compile(r"^\W*(?:that )?(?:if|unless|provided|should|in the event|in case|as long as)\b", re.IGNORECASE)
_THREAT_IF = re.compile(
    r"\b(?:would|will|could|can|must|’ll)\b.{0,160}\b(?:if|unless|once|provided|as long as|only when)\b", re.DOTALL
)
_DISTANCE = re.compile(
    r"\b(?:distanc(?:ed|es|ing) (?:him|her|them|it)?self|distanced|disown\w*|disavow\w*|repudiat\w+|"
    r"(?:do(?:es)?|did|was|were|is|are)(?: not|n[’']t) (?:speak(?:ing)? for|represent|reflect)|"
    r"(?:spoke|speaking|acted|acting|speaks) (?:only )?(?:in a personal capacity|for (?:him|her)self)|"
    r"(?:private|personal|own) (?:opinion|view|capacity)|(?:does|did|do) not (?:work (?:here|for)|act for)|"
    r"(?:no|not any) (?:authority|mandate) to (?:speak|negotiate)|no longer (?:works|speaks) for|"
    r"walked back|rowed back|(?:not|no) (?:the |our |his |her |its )?(?:official )?(?:position|policy|view) of)\b"
)


def status_of(frame: Frame, speaker: Actor | None, content: str, sentence: str) -> Status:
    """The status of a statement by its cue, its speaker and its words."""
    if frame.way == "silence":
        return "not stated"
    if frame.ahead:
        return "expected, not yet said"
    if speaker is not None and _of_belligerent(speaker) and _COMBAT.search(content):
        return "claimed by a belligerent"
    if speaker is not None and speaker.sort == "outlet" and frame.lemma in ("report", "claim", "say", "allege"):
        return "reported, unconfirmed"
    if frame.lemma in ("deny", "reject"):
        return "disputed"
    if _IF.match(content) or _THREAT_IF.search(content) or " unless " in content:
        return "conditional"
    return "asserted"


def _of_belligerent(speaker: Actor) -> bool:
    """Whether the military or the government of a warring country speaks about its war."""
    if speaker.code not in _BELLIGERENTS:
        return False
    return speaker.sort == "country" or bool(_FORCES.search(speaker.name or ""))


def distances(sentence: str) -> bool:
    """Whether a sentence takes distance from somebody's words."""
    return _DISTANCE.search(sentence) is not None
