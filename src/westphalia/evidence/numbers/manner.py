"""In what manner a figure is said: as denied, possible or pledged, rising or falling, measured or to come, for when."""

import re
from functools import lru_cache
from typing import Literal

from westphalia.evidence.claims import DateInterval, Measure
from westphalia.evidence.numbers.figures import Amount
from westphalia.evidence.numbers.scene import Scene, dates_in
from westphalia.evidence.words.vocabulary import any_of

Direction = Literal["rise", "fall"]
Outlook = Literal["observed", "expected"]

_NOT = r"(?:not|never|no longer)"
_DENIED = re.compile(
    rf"\b(?:(?:will|would|shall|does|do|did|is|are|was|were|has|have|can|could|should|may|must) {_NOT}"
    rf"(?! (?:only|just|merely|yet (?:known|clear)|say|specify|rule out|be (?:enough|sufficient)))|"
    r"(?:wo|would|do|does|did|is|are|was|were|has|have|ca|could|should)n[’']t(?! (?:only|just|say|rule out))|cannot|"
    r"refus(?:es|ed|ing|al) (?:to|of)|refus(?:es|ed|ing) |rul(?:es|ed|ing) out|rejects?|rejected|rejecting|"
    r"rebuff(?:s|ed|ing)|den(?:ies|ied|ying)|dismiss(?:es|ed|ing)|oppos(?:es|ed|ing)|resist(?:s|ed|ing)|"
    r"(?:has|have|with|had|there (?:is|are|were)|sees?) no (?:plans?|intention|desire|need)|stopped short of|"
    r"balk(?:s|ed|ing) at|against (?:any|raising|imposing|plans?)|neither)\b",
    re.IGNORECASE,
)
_NOT_THIS = re.compile(
    r"\b(?:but|instead|rather|until|unless|although|though|whereas|while|said|says|because)\b|, (?:and|which|who)\b|"
    r"\b(?:below|less than|lower than|under|more than|above|exceed\w*|beyond|at least) (?:a |an )?$|: ",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"^[^,;.:]{0,70}? (?:(?:is|are|was|were|has been|have been|had been) (?:\w+ )?"
    r"(?:ruled out|rejected|dismissed|denied|off the table|out of the question)|"
    r"(?:will|would) not (?:be|come|go|apply|happen|take effect))\b"
)
_DROP = any_of(
    r"""dropp(?:ed|ing) scrapp(?:ed|ing) shelv(?:ed|ing) abandon(?:ed|ing|s) withdr[ea]w(?:n|ing|s)? cancell?(?:ed|ing)
    suspend(?:ed|ing|s) call(?:ed|ing)_off back(?:ed|ing)_(?:down|away|off)_(?:from|on) climb(?:ed|ing)_down
    rescind(?:ed|ing|s) revok(?:ed|ing|es) repeal(?:ed|ing|s) reversed ditch(?:ed|ing|es) paus(?:ed|ing|es)
    drops scraps shelves cancels gave_up giving_up given_up lift(?:ed|ing)_(?:its|his|the|their|her|a)"""
)
_WITHDRAWN = re.compile(rf"\b{_DROP}\b", re.IGNORECASE)
_WITHDRAWN_AFTER = re.compile(
    r"^[^,;.:]{0,70}? (?:(?:is|are|was|were|be|been|being|has been|have been|had been|will be) (?:\w+ )?"
    r"(?:dropped|scrapped|shelved|abandoned|withdrawn|cancelled|canceled|suspended|called off|rescinded|revoked|"
    r"repealed|lifted|ditched|paused|put on hold|on hold))\b"
)
_TO_SOMETHING = re.compile(r"\b(?:to|by|from|below|under) (?:about |around |some |just |nearly |only )?$")
_MODALITY = (
    (
        "claimed",
        re.compile(
            r"\b(?:defen[cs]e ministry|military|army|air force|general staff|armed forces|"
            r"kremlin)\b[^.;]{0,40}\b(?:said|says|claimed|reported)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "reported",
        re.compile(r"\b(?:reportedly|(?:are|is|were|was) (?:reported|said|believed|understood|thought) to)\b"),
    ),
    ("potential", re.compile(r"\b(?:potential(?:ly)?|possible|possibly|could|might|may)\b")),
    ("conditional", re.compile(r"\b(?:if|in the event of|unless|provided that|were to)\b")),
    ("rejected", re.compile(r"\b(?:exempt\w*|opt(?:s|ed|ing)? out|reject\w*|rebuff\w*|refus\w*)\b")),
    ("threatened", re.compile(r"\bthreaten\w*\b")),
    ("proposed", re.compile(r"\b(?:propos\w+|suggest\w+)\b")),
    ("pledged", re.compile(r"\b(?:pledg\w+|promis\w+|vow\w*|commit\w*)\b")),
    ("expected", re.compile(r"\b(?:expected to|forecast\w*|predict\w*|project\w*|estimat\w*)\b")),
)
_WHOLE_SENTENCE = ("claimed", "conditional", "reported")

_UP = re.compile(
    r"\b(?:gr[eo]w\w*|ris(?:e|es|en|ing)|rose|up(?! to\b)|gain\w*|boost\w*|increas\w+|expand\w*|climb\w*|"
    r"jump\w*|surg\w+|larger|higher|bigger|stronger|added?|adding|rais(?:e|es|ed|ing)|hik(?:e|es|ed|ing)|"
    r"lift(?:s|ed|ing)?|soar\w*|doubl(?:e|es|ed|ing)|extra|additional|further)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:shrink\w*|shrank|shrunk|contract(?:s|ed|ion|ing)?|f[ae]ll(?:s|en|ing)?|drop(?:s|ped|ping)?|declin\w+|"
    r"los(?:e|es|s|ses|ing)|lost|cut(?:s|ting)?|hits?|hitting|reduc\w+|lower\w*|down|slump\w*|plung\w+|tumbl\w+|"
    r"collaps\w+|smaller|weaker|dent(?:s|ed)?|shav\w+|knock\w*|wip\w+|costs?|costing|fewer|less|halv\w+|blow|"
    r"damag\w+|shortfall|slash\w*|slid\w*|sank|sink\w*|trim\w*|evaporat\w+|forgone|eras\w+|slic\w+|recession)\b",
    re.IGNORECASE,
)
_CHANGING = ("exports_loss", "gdp_change")
_CHANGE_NEAR = re.compile(
    r"\b(?:by|up|down|of|a|an|another|further|to|from|gr[eo]w\w*|rose|fell|shrank|gained|lost|jumped|slid|cut|"
    r"climbed|dropped) (?:about |around |some |nearly |at least |more than |almost |over |a |an |further |another )*$"
)
_FORECAST = re.compile(
    r"\b(?:could|would|will|may|might|shall|can|should|forecasts?|forecasting|predict\w*|project(?:s|ed|ing|ions?)|"
    r"warn\w*|estimat\w+|potential\w*|possibl[ey]|risks?|expect\w*|fear\w*|likely|outlook|if|prospect|threaten\w*|"
    r"plans? to|is to|are to|set to|due to|going to|aims? to|pledg\w+|promis\w+|vow\w*|stands? to|"
    r"next (?:year|month|quarter|decade)|scenario|wants? to|hopes? to|call(?:s|ed|ing)? (?:for|on)|"
    r"demand\w*|urg(?:es|ed|ing)|proposed?|proposals?|faces?|facing|reckons?)\b",
    re.IGNORECASE,
)
_ESTIMATED = re.compile(r"^estimat\w+$", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:was|were|had|spent|grew|rose|fell|shrank|lost|dropped|climbed|jumped|exported|imported|sold|bought|came to|"
    r"stood|reached|gave|given|sent|paid|earned|slid|sank|tumbled|plunged|slumped|doubled|devoted|"
    r"allocated|totalled|totaled|amounted|contracted|expanded|increased|decreased|declined|surged|soared|"
    r"accounted|gained|slowed|shot down|intercepted|destroyed|launched|fired|has|have)\b"
)
_OFFICIAL = re.compile(
    r"\b(?:ONS|Office for National Statistics|Eurostat|Destatis|INSEE|Istat|statistics (?:office|agency|bureau|"
    r"authority)|HMRC|Census Bureau|Bureau of Economic Analysis|"
    r"(?:official|trade|customs) (?:figures|data|statistics))\b"
)
_LAST_TIME = re.compile(
    r"\b(?:last (?:year|month|quarter|week)|in the (?:first|second|third|fourth|last) (?:quarter|half)|"
    r"(?:a|two|three|\d+) years? ago)\b"
)
_PRESENT = re.compile(r"\b(?:spends?|currently|now|devotes?|stands? at|already|today)\b")
_EXPECTED_BY = ("potential", "conditional", "proposed", "pledged", "expected", "threatened")
_YEAR_WORD = re.compile(r"\byears?\b", re.IGNORECASE)
_NEXT_THOUGHT = re.compile(r"[;:]|, (?:and|while|but)|\b(?:up|down) from\b")
_OPENING = 4
_REFUSABLE = ("tariff_rate", "defence_share", "defence_spending", "aid", "force_size")
_LEVEL = ("defence_share", "defence_spending", "tariff_rate", "aid")


def _stretch(scene: Scene) -> str:
    """The words before a figure, from the last semicolon on."""
    return scene.sentence.text[: scene.start].rsplit(";", 1)[-1]


def refused(scene: Scene) -> str | None:
    """Whether the sentence says that the figure will not be: "denied" or "withdrawn"."""
    before, after = _stretch(scene), scene.sentence.text[scene.tail :]
    if _governs(_WITHDRAWN, before) and not _TO_SOMETHING.search(before):
        return "withdrawn"
    if _WITHDRAWN_AFTER.match(after):
        return "withdrawn"
    return "denied" if _governs(_DENIED, before) or _DENIED_AFTER.match(after) else None


def _governs(pattern: re.Pattern[str], before: str) -> bool:
    """Whether the last match reaches to the end of a stretch: no turn of thought stands between."""
    ends = [m.end() for m in pattern.finditer(before)]
    return bool(ends) and not _NOT_THIS.search(before, ends[-1])


@lru_cache(maxsize=64)
def _marks(text: str) -> tuple[bool, bool]:
    """Whether a sentence or clause looks ahead at all, and whether it tells of the past."""
    return any(not _ESTIMATED.match(m.group()) for m in _FORECAST.finditer(text)), bool(_PAST.search(text))


@lru_cache(maxsize=64)
def _names(text: str, whole: bool) -> tuple[str, ...]:
    """The modalities of a sentence, or those of a clause."""
    return tuple(n for n, pattern in _MODALITY if (n in _WHOLE_SENTENCE) == whole and pattern.search(text))


def _measured(clause: str, measure: Measure, gone_by: bool) -> bool:
    """Whether an estimate is of what was: told in the past, or a level in a year gone by; and nothing looks ahead."""
    ahead, past = _marks(clause)
    return not ahead and (past or (gone_by and measure in _LEVEL))


def modality(scene: Scene, measure: Measure, gone_by: bool) -> str | None:
    """How sure the report is of what it says: denied, withdrawn, claimed, potential, conditional, pledged …

    `gone_by` says that the figure's year is before that of the report: an estimate of it is not expected.
    """
    if measure in _REFUSABLE and (not_to_be := refused(scene)):
        return not_to_be
    text = scene.sentence.text
    clause = text[slice(*scene.clause)]
    found = [*_names(text, True), *_names(clause, False)]
    found = [name for name, _ in _MODALITY if name in found]
    if measure != "intercepted" and scene.amount.kind != "count":
        found = [name for name in found if name != "claimed"]
    if _measured(clause, measure, gone_by):
        found = [name for name in found if name != "expected"]
    conditional = ["conditional"] if "conditional" in found else []
    return ", ".join([name for name in found if name != "conditional"][:1] + conditional) or None


def direction(scene: Scene, measure: Measure) -> Direction | None:
    """Whether the figure is a rise or a fall, by the nearest word of change; None for levels and where unsure."""
    if scene.amount.value < 0 and measure in ("gdp_change", "other"):
        return "fall"
    text = scene.sentence.text
    if measure not in _CHANGING:
        level = measure in _LEVEL or scene.amount.range_end in ("from", "to")
        if level or measure != "other" or not _CHANGE_NEAR.search(text[: scene.start]):
            return None
    up, down = (_gap(pattern, scene) for pattern in (_UP, _DOWN))
    if up == down:
        return "fall" if measure == "exports_loss" else None
    return "rise" if up < down else "fall"


def _gap(pattern: re.Pattern[str], scene: Scene) -> float:
    """Characters to the nearest word of change, before the figure or right after it, in its clause or the next."""
    text = scene.sentence.text
    best = float("inf")
    for found in pattern.finditer(text):
        ahead = found.start() >= scene.tail
        gap = found.start() - scene.tail if ahead else scene.start - found.end()
        crossed = text[scene.tail : found.start()] if ahead else text[found.end() : scene.start]
        if gap < 0:
            continue
        cost = 12 * ahead + 40 * (", " in crossed or " and " in crossed or ";" in crossed)
        best = min(best, gap + cost)
    return best if best < 130 else float("inf")


def outlook(scene: Scene, measure: Measure, aimed: bool, said: str | None, ahead: bool | None) -> Outlook | None:
    """Whether the figure was measured or is to come; None where the clause does not tell.

    Statistics, the past tense and years gone by are observed; forecasts, plans, "could" and years ahead expected.
    `aimed` says that the figure is a level aimed at, `ahead` whether its year is after that of the report.
    """
    if measure == "intercepted":
        return "observed"
    text, before = scene.sentence.text, scene.sentence.text[: scene.start]
    clause = text[slice(*scene.clause)]
    if aimed or ahead or (said and any(name in said for name in _EXPECTED_BY)):
        return "expected"
    if _marks(clause)[0]:
        return "expected"
    if _LAST_TIME.search(clause) or _OFFICIAL.search(text) or (ahead is False and _marks(clause)[1]):
        return "observed"
    if _marks(text)[0]:
        return "expected" if _FORECAST.search(before) and measure in _CHANGING else _told(clause, measure)
    if measure == "defence_share" and _PRESENT.search(clause):
        return "observed"
    return _told(clause, measure) or _told(before, measure)


def _told(words: str, measure: Measure) -> Outlook | None:
    """Observed where the words tell of the past; duties and goals are never observed by that alone."""
    return "observed" if measure != "tariff_rate" and _marks(words)[1] else None


def year_of(scene: Scene, dates: tuple[DateInterval, ...]) -> int | None:
    """The calendar year a quantity belongs to, where its clause or the words right after it name one.

    The date after the figure and before the next goes first, then the one before it in the clause; "In 2024, …"
    at the head of the sentence holds for all that lack their own.
    """
    base = scene.sentence.start
    years = [
        (d.span.start - base, d.start.year)
        for d in dates_in(scene.sentence, dates)
        if d.start and d.end and d.start.year == d.end.year and _yearly(d)
    ]
    later = [a.start - base for a in scene.others if a.start > scene.amount.start and _is_new(a)]
    limit = min(later, default=len(scene.sentence.text))
    stop = _NEXT_THOUGHT.search(scene.sentence.text, scene.tail, limit)
    limit = stop.start() if stop else limit
    after = [year for at, year in years if scene.tail <= at < limit]
    taken = [a.tail - base for a in scene.others if a.tail - base < scene.start]
    left = scene.clause[0]
    free = [(at, year) for at, year in years if not any(left <= tail <= at for tail in taken)]
    before = [year for at, year in free if left <= at < scene.start]
    opening = [year for at, year in years if at < _OPENING]
    return next(iter([*after[:1], *before[-1:], *opening[:1]]), None)


def _is_new(amount: Amount) -> bool:
    """Whether a figure opens a new quantity: no conversion, no length of time."""
    return amount.equivalent_of is None and amount.kind != "duration"


def _yearly(interval: DateInterval) -> bool:
    """Whether a date names a year: 2022, in 2022, last year, two years ago."""
    return interval.rule in ("in_year", "year") or (
        interval.rule in ("period", "ago") and bool(_YEAR_WORD.search(interval.span.text))
    )
