"""How far a sum of aid or defence money has come: proposed, pledged, allocated or delivered."""

import re

from westphalia.evidence.claims import Figure, MoneyStatus
from westphalia.evidence.words.vocabulary import any_of

_FUNDS = re.compile(
    r"\b(?:aid|assistance|support|loans?|grants?|packages?|funds?|funding|military|defen[cs]e|weapons?|arms|drones?|"
    r"missiles?|ammunition|reconstruction|rebuild\w*|guarantees?|budget|donations?|relief|troops|armed forces|army)\b",
    re.IGNORECASE,
)
_TRADE = re.compile(r"\b(?:exports?|imports?|exporters|sales|trade|tariffs?|gas|oil|shares|market)\b", re.IGNORECASE)
_GIVE = (
    "(?:give|provide|send|deliver|contribute|spend|pay|lend|donate|transfer|allocate|invest|devote|earmark|release|"
    "mobilise|mobilize|borrow|offer|supply|disburse|set aside|raise|find|hand over)"
)
_WORDS: tuple[tuple[MoneyStatus, str], ...] = (
    ("proposed", rf"""propos(?:ed|es|ing|al|als) plan(?:s|ned|ning)?_(?:to|for) suggest(?:ed|s|ing) float(?:ed|s|ing)
        consider(?:ed|s|ing) (?:would|could|may|might|should)_(?:also_)?{_GIVE} wants?_to_{_GIVE} call(?:ed|s|ing)?_for
        seek(?:s|ing)? request(?:ed|s|ing) ask(?:ed|s|ing)_(?:for|to) demand(?:ed|s|ing) needs?"""),
    ("pledged", rf"""pledg(?:ed|es|ing|e) promis(?:ed|es|ing|e) commit(?:ted|s|ting|ment)? vow(?:ed|s|ing)?
        agreed_to_{_GIVE} agree(?:d|s) (?:will|to)_(?:also_)?{_GIVE} announc(?:ed|es|ing) offer(?:ed|s|ing)"""),
    ("allocated", """allocat(?:ed|es|ing) earmark(?:ed|s|ing) approv(?:ed|es|ing) budget(?:ed|s|ing) set_aside
        sets_aside signed(?:_off)? authori[sz](?:ed|es|ing) appropriat(?:ed|es|ing) adopted"""),
    ("delivered", """delivered disbursed paid(?:_out)? transferred sent spent spends spending gave given provided
        donated received has_given have_given handed_over released"""),
)  # fmt: skip
_STATUS = re.compile(
    r"\b(?:" + "|".join(f"(?P<{status}>{any_of(words)})" for status, words in _WORDS) + r")\b", re.IGNORECASE
)
_CUT = re.compile(r"[;:]|\b(?:while|although|whereas|but|after|before)\b|, (?:and|which|who|against|compared)\b")
_NOT = re.compile(
    r"\b(?:not|never|no|without|yet to|still|unspent|refus\w+|reject\w*|block\w*|fail\w*)\b|n[’']t\b", re.IGNORECASE
)
_FORESEEN = re.compile(r"\b(?:will|would|could|may|might|should|is to|are to|to) (?:have )?(?:be )?$", re.IGNORECASE)


def money_status(figure: Figure, sentence_text: str) -> MoneyStatus | None:
    """How far the money has come by the verb of its clause; None where the sentence does not say.

    The verb nearest before the sum decides, else the first after it; one that is denied decides nothing.
    """
    if figure.kind != "money" or figure.modality in ("denied", "withdrawn"):
        return None
    start = _place(figure, sentence_text)
    if start is None:
        return None
    low, high = _clause(sentence_text, start, start + len(figure.span.text))
    clause = sentence_text[low:high]
    given = figure.measure in ("aid", "defence_spending")
    if not given and (_FUNDS.search(clause) is None or _TRADE.search(clause)):
        return None
    return _decided(clause, start - low)


def _place(figure: Figure, sentence: str) -> int | None:
    """Where the figure begins in its sentence."""
    offset = figure.span.start - figure.context.start
    if sentence[offset : offset + len(figure.span.text)] == figure.span.text:
        return offset
    found = sentence.find(figure.span.text)
    return found if found >= 0 else None


def _clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The stretch between the breaks around a figure."""
    low, high = 0, len(sentence)
    for cut in _CUT.finditer(sentence):
        if cut.end() <= start:
            low = cut.end()
        elif cut.start() >= end:
            high = cut.start()
            break
    return low, high


def _decided(clause: str, at: int) -> MoneyStatus | None:
    found = list(_STATUS.finditer(clause))
    before = [m for m in found if m.end() <= at]
    after = [m for m in found if m.start() >= at]
    deciding = before[-1] if before else after[0] if after else None
    if deciding is None or _NOT.search(clause[max(0, deciding.start() - 25) : deciding.start()]):
        return None
    status = next(status for status, _ in _WORDS if deciding.group(status))
    foreseen = _FORESEEN.search(clause[: deciding.start()]) is not None
    return "pledged" if status == "delivered" and foreseen else status
