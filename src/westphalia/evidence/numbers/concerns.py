"""What each figure concerns: measure, parties, role, date, source, lever and a phrase of the sentence itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from westphalia.evidence.claims import DateInterval, Document, Figure, Role
from westphalia.evidence.names.registry import Registry
from westphalia.evidence.numbers.attribution import speaker
from westphalia.evidence.numbers.drafts import Draft, drafts
from westphalia.evidence.numbers.figures import Amount, amounts
from westphalia.evidence.numbers.lever_name import lever_name
from westphalia.evidence.numbers.manner import direction, modality, outlook, year_of
from westphalia.evidence.numbers.money_status import money_status
from westphalia.evidence.numbers.notes import beyond_belief, notes
from westphalia.evidence.numbers.scene import Scene, dates_in, masked
from westphalia.evidence.words.text import Sentence

_YEARS = {
    "second": 1 / 31557600, "minute": 1 / 525960, "hour": 1 / 8766, "day": 1 / 365.25, "week": 7 / 365.25,
    "fortnight": 14 / 365.25, "month": 1 / 12, "year": 1.0, "decade": 10.0, "century": 100.0,
}  # fmt: skip
_TARGET = re.compile(
    r"\b(?:(?<!up )to|target of|goal of|benchmark of|of at least|reach(?:es|ing)?|hit(?:ting)?|meet(?:ing)?|"
    r"aims? (?:for|"
    r"at)|guideline of)\s"
    r"(?:(?:at least|about|around|some|nearly|a|an|the|up to|as much as|its|as high as|over|more than|"
    r"the alliance’s|the alliance's) )*$"
)
_TARGET_AFTER = re.compile(
    r"^(?:[- ](?:of[- ]GDP|GDP|defen[cs]e|spending|of national income))*[- ](?:target|goal|pledge|benchmark|"
    r"guideline|commitment)\b"
)
_SPENDS = re.compile(
    r"\b(?:spends?|spent|currently|now|devotes?|devoted|contributes?|contributed|at present|stands? at|stood at|"
    r"(?:is|was) at|"
    r"already|accounts? for|accounted for|amounts? to|amounted to|"
    r"(?:budget|spending|outlays|expenditure|share) (?:is|was|of|came to|comes to))\b"
)
_SHALL = re.compile(
    r"\b(?:will|would|should|must|wants?|means? to|to (?:spend|raise|increase|lift|boost|devote|invest)|shall|"
    r"pledg\w+|promis\w+|"
    r"vow\w*|commit\w*|demand\w*|target|goal|aim\w*|plan\w*|propos\w+|urg\w+|call(?:ed|s|ing)? (?:on|for)|"
    r"agreed)\b"
)
_REJECTED = re.compile(r"\b(?:exclud\w*|exempt\w*|opt\w* out|reject\w*|rebuff\w*|refus\w*|oppos\w*)\b[^.;]{0,60}$")
_DONE = re.compile(
    r"\b(?:already|has|have)\b[^.;,]{0,20}\b(?:raised|increased|lifted|ramped up|boosted|brought|taken|risen|"
    r"grown|pushed|"
    r"doubled|reached|climbed|cut|fallen)\b[^.;,]{0,40}\bto (?:more than |over |nearly |about |almost )?$"
)
_SHALL_GO = re.compile(
    r"^(?: of [\w ]{1,30}?)? (?:to be (?:spent|invested|devoted|reached)|will|would|should|must|is to|are to|shall)\b"
)
_WHEN_UNSAID = re.compile(
    r"\b(?:did not|didn[’']t|declined to|refused to|would not|without) (?:say(?:ing)?|specify(?:ing)?|giv(?:e|"
    r"ing)|set(?:ting)?)\b[^.]{0,30}\b(?:when|date|timetable|deadline|timeline)\b"
)
_PER_CENT = re.compile(r"%|per ?cent")
_CAME = re.compile(
    r"\b(?:rose|fell|grew|climbed|dropped|jumped|slipped|went|shrank|sank|increased|decreased|declined|"
    r"(?:has|have|had) (?:since )?(?:risen|fallen|grown|climbed|dropped|gone|slipped|increased|declined|come down))\b"
    r"(?! (?:target|goal))"
)
_UP_TO_NOW = re.compile(r"\bto (?:[a-z]+ )?$")
_AND_THEN = re.compile(r"(?:\band|\bthen|,) (?:then )?(?:to )?$")
_LATER = re.compile(r"^(?: of GDP)? (?:by|in the next|in the following|after|from) ")
_TURNS = re.compile(
    r"[;:]|\b(?:will|would|should|must|spen[dt]s?|wants?|is|was|are|were|ha[sd]|have|to|from|now|aims?|plans?|against|"
    r"but|while|than)\b|\d{4}.*\d{4}"
)
_GOAL_WORD = re.compile(r"\b(?:target|goal|level|pledge|figure|threshold)\b")
_TOKEN = re.compile(r"\S+")
_EDGE = re.compile(r"^[\s,;:–—“”\"'‘(-]+|[\s,;:–—“”\"'‘(-]+$")
_PHRASE_WORDS = 14
_MANY, _FEW = 24, 12
_REFUSABLE = ("tariff_rate", "defence_share")
_AIMS = ("by", "in_year", "latest", "from_date")
_DAYS = ("period", "day", "weekday", "month")
_GOAL = re.compile(r"\b(?:goal|target|benchmark|guideline|pledge)\b[^.;]{0,60}\b(?:is|was|of|at|stands at|remains)\s$")
_IN_FORCE_BEFORE = re.compile(r"\b(?:existing|current|present|already|now|currently|remaining|in force)\b[^,;]{0,30}$")
_IN_FORCE_AFTER = re.compile(
    r"^[^,;.]{0,60}?\b(?:already|in force|stays?|remains?|currently|ha(?:s|ve) (?:paid|faced)|average tariff|"
    r"still (?:apply|applies))\b"
)


@dataclass(frozen=True)
class Reader:
    """What the reading of a document's figures rests on."""

    document: Document
    sentences: tuple[Sentence, ...]
    registry: Registry
    dates: tuple[DateInterval, ...]


def _scenes(reader: Reader) -> list[Scene]:
    text = reader.document.text
    found = amounts(text, reader.sentences, reader.registry.mentions)
    by_sentence: dict[int, list[Amount]] = {}
    for one in found:
        by_sentence.setdefault(one.sentence, []).append(one)
    out = []
    openings = tuple(s.start for s in reader.sentences)
    for number, whole in by_sentence.items():
        last = reader.sentences[number - 1] if number else None
        for sentence, group in _stretches(reader.sentences[number], whole):
            mentions = reader.registry.between(sentence.start, sentence.end)
            mask = masked(sentence, mentions)
            shared = sentence, mentions, mask, reader.registry, tuple(group), openings, last
            out += [Scene(one, *shared) for one in group]
    return out


def _stretches(sentence: Sentence, group: list[Amount]) -> Iterator[tuple[Sentence, list[Amount]]]:
    """A sentence with its figures; an endless list of them in stretches, so that each is read in a few lines."""
    if len(group) <= _MANY:
        yield sentence, group
        return
    start = sentence.start
    for k in range(0, len(group), _FEW):
        part, rest = group[k : k + _FEW], group[k + _FEW :]
        end = rest[0].start if rest else sentence.end
        yield (
            Sentence(start, end, sentence.text[start - sentence.start : end - sentence.start], sentence.paragraph),
            part,
        )
        start = end


def _role(draft: Draft) -> Role | None:
    amount = draft.scene.amount
    if amount.range_end in ("from", "to"):
        reached = amount.range_end == "to" and draft.measure.startswith("defence") and _has_come(draft.scene)
        return "current" if reached else amount.range_end
    if draft.measure in ("defence_share", "defence_spending") and (role := _spending_role(draft)):
        return role
    if draft.measure == "tariff_rate" and _in_force(draft):
        return "current"
    return "bound" if amount.range_end or amount.bound else None


def _has_come(scene: Scene) -> bool:
    """Whether a change from one level to another is told as past: "fell from 3.7 to 3.4 per cent"."""
    before = scene.sentence.text[: scene.start]
    told = [m.end() for m in _CAME.finditer(before)]
    return bool(told) and not _SHALL.search(before, told[-1]) and not _SHALL.search(before[: told[-1]][-60:])


def _spending_role(draft: Draft) -> Role | None:
    """Whether a level of spending is aimed at or present."""
    text, left = draft.scene.sentence.text, draft.scene.clause[0]
    left = 0 if text[: draft.scene.start].endswith("(") else left
    before, after = text[: draft.scene.start], text[draft.scene.tail :]
    if _REJECTED.search(before):
        return None
    if _DONE.search(before) or (_UP_TO_NOW.search(before) and _has_come(draft.scene)):
        return "current"
    if _TARGET.search(before) or _TARGET_AFTER.match(after) or _GOAL.search(before):
        return "target"
    if draft.measure == "defence_spending":
        return None
    joined = _AND_THEN.search(before) and _LATER.match(after) and _SHALL.search(before)
    if _SHALL.search(text[left : draft.scene.start]) or _SHALL_GO.match(after) or joined:
        return "target"
    return "current" if _SPENDS.search(text) else None


def _in_force(draft: Draft) -> bool:
    """Whether a duty is said to be in force already."""
    text, low = draft.scene.sentence.text, max(draft.scene.clause[0], draft.scene.previous_rate_end)
    before, after = text[low : draft.scene.start], text[draft.scene.tail : draft.scene.next_rate_start]
    return bool(_IN_FORCE_BEFORE.search(before) or _IN_FORCE_AFTER.match(after))


def _by(draft: Draft, role: Role | None, reader: Reader) -> DateInterval | None:
    """The date by which a level is to be reached: after the figure and before the next, or in its clause before it."""
    if role not in ("to", "target") and (draft.measure != "tariff_rate" or role in ("from", "current")):
        return None
    scene, s = draft.scene, draft.scene.sentence
    mate = scene.amount.range_with
    later = [a.start for a in scene.others if a.start > scene.amount.start and a.equivalent_of is None]
    limit = min([x for x in later if mate is None or x != _start_of(scene, mate)], default=s.end)
    left = s.start + scene.clause[0]
    for d in dates_in(s, reader.dates):
        ahead = scene.amount.tail <= d.span.start < limit or left <= d.span.start < scene.amount.start
        aims = (*_AIMS, "month", "period") if role else (*_AIMS, "day", "weekday", "month")
        begun = d.rule in _DAYS and (d.start is None or d.start <= reader.document.report_date)
        if ahead and d.rule in aims and _lies_ahead(d, reader) and not begun:
            return d
    return _by_next(draft, reader) if role in ("to", "target") else None


def _start_of(scene: Scene, mate: int) -> int:
    """Where the other end of the figure's range begins; the ends stand next to each other."""
    near = [a.start for a in scene.others if a.range_with is not None and a.start != scene.amount.start]
    return min(near, key=lambda start: abs(start - scene.amount.start), default=mate)


def _lies_ahead(d: DateInterval, reader: Reader) -> bool:
    last = d.end or d.start
    return last is not None and last >= reader.document.report_date


def _by_next(draft: Draft, reader: Reader) -> DateInterval | None:
    """The date in the next sentence, where that speaks of the target."""
    at = draft.scene.amount.sentence + 1
    if at >= len(reader.sentences) or draft.measure != "defence_share":
        return None
    s = reader.sentences[at]
    if not _GOAL_WORD.search(s.text) or _WHEN_UNSAID.search(s.text) or _PER_CENT.search(s.text):
        return None
    return next((d for d in dates_in(s, reader.dates) if d.rule in _AIMS and _lies_ahead(d, reader)), None)


def phrase(scene: Scene) -> str:
    """The words around the figure, as they stand: its clause, at most fourteen words."""
    text = scene.sentence.text
    left, right = scene.clause
    tokens = [m.span() for m in _TOKEN.finditer(text, left, right)]
    at = next((k for k, (a, b) in enumerate(tokens) if b > scene.start), 0)
    first = max(0, min(at - 4, len(tokens) - _PHRASE_WORDS))
    chosen = tokens[first : first + _PHRASE_WORDS]
    words = text[chosen[0][0] : chosen[-1][1]] if chosen else text[scene.start : scene.tail]
    return _EDGE.sub("", re.sub(r"\s+", " ", words)).rstrip(".")


def _normalised(draft: Draft) -> float:
    amount = draft.scene.amount
    if draft.unit == "basis_points":
        return amount.value / 10000
    if draft.unit.startswith("percent"):
        return float(f"{amount.value / 100:.12g}")
    return amount.value * _YEARS[draft.unit] if amount.kind == "duration" else amount.value


def _confidence(draft: Draft) -> str:
    if draft.measure == "other":
        return "medium" if draft.scene.amount.kind in ("rate", "share", "money") else "high"
    if draft.carried or draft.parties.certainty in ("carried", "none"):
        return "low"
    return "high" if draft.parties.certainty == "grammar" else "medium"


def _lever(draft: Draft) -> str | None:
    words = draft.scene.sentence.text
    if draft.measure == "other" and draft.unit == "regions" and any(a.unit == "drones" for a in draft.scene.others):
        return "drone_regions"
    return lever_name(draft.measure, draft.parties, draft.sectors, words, draft.unit)


def _salience(draft: Draft, lever: str | None) -> str:
    if lever or draft.measure != "other":
        return "core"
    return "core" if draft.kind in ("money", "rate", "share") and draft.unit not in ("fraction", "times") else "minor"


def _source(draft: Draft, lever: str | None) -> str | None:
    if lever is None and draft.kind not in ("money", "rate", "share"):
        return None
    found = speaker(draft.scene)
    return found.replace("’", "'") if found else None


def _lender(draft: Draft, found: list[Draft], k: int) -> Draft:
    """The figure whose verb and year hold for this one: the sum it converts, or the share that opens its list."""
    base = draft.scene.amount.equivalent_of
    if base is not None:
        return _lender(found[base], found, base)
    last = found[k - 1] if k else None
    if last is None or not draft.understood or last.measure != draft.measure or draft.scene.amount.range_end:
        return draft
    gap = draft.scene.sentence.text[last.scene.tail : draft.scene.start]
    same = last.scene.sentence.start == draft.scene.sentence.start and not _TURNS.search(gap)
    return _lender(last, found, k - 1) if same else draft


def _manner(k: int, found: list[Draft], told: tuple[str | None, str | None], reader: Reader) -> dict[str, object]:
    """Whether a figure is refused, and its year, direction and outlook, by the verb that holds for it."""
    (role, lever), draft, lender = told, found[k], _lender(found[k], found, k)
    aimed = role in ("to", "target")
    year, now = None if aimed else year_of(lender.scene, reader.dates), reader.document.report_date.year
    ahead = None if year is None else year > now
    said = modality(draft.scene, draft.measure, year is not None and year < now)
    weighs = draft.measure != "other" or draft.kind in ("money", "rate", "share")
    look = outlook(lender.scene, draft.measure, aimed, said, ahead) if weighs else None
    return {
        "modality": said if lever or draft.measure in _REFUSABLE else None,
        "year": year,
        "direction": direction(lender.scene, draft.measure) if weighs else None,
        "outlook": None if role == "from" and look == "expected" else look,
    }


def _conversion(amount: Amount, found: list[Draft]) -> dict[str, object]:
    """The sum that a figure converts, and at which rate."""
    if amount.equivalent_of is None:
        return {}
    base = found[amount.equivalent_of].scene.amount
    rate = float(f"{amount.value / base.value:.6g}") if base.value else None
    pair = f"{amount.unit}/{base.unit}" if base.value else None
    return {"equivalent_of": f"f{amount.equivalent_of + 1}", "implied_rate": rate, "implied_rate_pair": pair}


def _figure(k: int, draft: Draft, found: list[Draft], reader: Reader) -> Figure:
    amount, document = draft.scene.amount, reader.document
    span = document.span(amount.start, amount.end)
    role, lever = _role(draft), _lever(draft)
    by = _by(draft, role, reader)
    normalised = _normalised(draft)
    return Figure.model_validate(
        {
            "id": f"f{k + 1}",
            "span": span,
            "value": amount.value,
            "unit": draft.unit,
            "kind": draft.kind,
            "concerns": phrase(draft.scene),
            "lever": lever,
            "salience": _salience(draft, lever),
            "approx": amount.approx,
            "attributed_to": _source(draft, lever),
            "role": role,
            "bound": amount.bound,
            "range_with": None if amount.range_with is None else f"f{amount.range_with + 1}",
            "per": amount.per,
            "note": notes(draft, normalised),
            "claim": document.claim_id(span),
            "normalised": normalised,
            "measure": draft.measure,
            "subject": draft.parties.subject,
            "target": draft.parties.target,
            "sectors": draft.sectors,
            "by": by,
            "no_date": role in ("to", "target") and by is None and draft.measure.startswith("defence"),
            "context": document.span(draft.scene.sentence.start, draft.scene.sentence.end),
            "rule": amount.rule,
            "confidence": "low" if beyond_belief(draft, normalised) else _confidence(draft),
            **_conversion(amount, found),
            **_manner(k, found, (role, lever), reader),
        }
    )


def read_figures(reader: Reader) -> tuple[Figure, ...]:
    """Every figure of a document, in the order of the text."""
    drafts_found = drafts(_scenes(reader))
    found = (_figure(k, draft, drafts_found, reader) for k, draft in enumerate(drafts_found))
    return tuple(_with_status(figure) for figure in found)


def _with_status(figure: Figure) -> Figure:
    status = money_status(figure, figure.context.text)
    return figure.model_copy(update={"money_status": status}) if status else figure
