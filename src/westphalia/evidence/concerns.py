"""What each figure concerns: measure, parties, role, date, source, lever and a phrase of the sentence itself."""

import re
from dataclasses import dataclass, replace

from westphalia.evidence.attribution import speaker
from westphalia.evidence.claims import DateInterval, Document, Figure, Kind, Measure, Role
from westphalia.evidence.figures import Amount, amounts
from westphalia.evidence.lever_name import lever_name
from westphalia.evidence.measures import has_cue, measure
from westphalia.evidence.parties import Actors, Parties, parties
from westphalia.evidence.registry import Registry
from westphalia.evidence.scene import Scene, masked
from westphalia.evidence.sectors import Sectors, sectors_of
from westphalia.evidence.text import Sentence

_YEARS = {
    "second": 1 / 31557600, "minute": 1 / 525960, "hour": 1 / 8766, "day": 1 / 365.25, "week": 7 / 365.25,
    "fortnight": 14 / 365.25, "month": 1 / 12, "year": 1.0, "decade": 10.0, "century": 100.0,
}  # fmt: skip
_TARGET = re.compile(
    r"\b(?:to|target of|goal of|benchmark of|of at least|reach(?:es|ing)?|hit(?:ting)?|meet(?:ing)?|aims? (?:for|"
    r"at)|guideline of)\s"
    r"(?:(?:at least|about|around|some|nearly|a|an|the|up to|as much as|its|as high as|over|more than|"
    r"the alliance’s|the alliance's) )*$"
)
_TARGET_AFTER = re.compile(
    r"^(?:[- ](?:of[- ]GDP|GDP|defen[cs]e|spending|of national income))*[- ](?:target|goal|pledge|benchmark|"
    r"guideline|commitment)\b"
)
_SPENDS = re.compile(
    r"\b(?:spends?|spent|spending|currently|now|devotes?|devoted|at present|today|stands? at|stood at|last year|"
    r"already|accounts? for|amounts? to|equivalent to|worth)\b"
)
_SHALL = re.compile(
    r"\b(?:will|would|should|must|to (?:spend|raise|increase|lift|boost|devote|invest)|shall|pledg\w+|promis\w+|"
    r"vow\w*|commit\w*|demand\w*|target|goal|aim\w*|plan\w*|propos\w+|urg\w+|call(?:ed|s|ing)? (?:on|for)|"
    r"agreed)\b"
)
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
    ("threatened", re.compile(r"\bthreaten\w*\b")),
    ("proposed", re.compile(r"\b(?:propos\w+|suggest\w+)\b")),
    ("pledged", re.compile(r"\b(?:pledg\w+|promis\w+|vow\w*|commit\w*)\b")),
    ("expected", re.compile(r"\b(?:expected to|forecast\w*|predict\w*|project\w*|estimat\w*)\b")),
)
_WHEN_UNSAID = re.compile(
    r"\b(?:did not|didn[’']t|declined to|refused to|would not|without) (?:say(?:ing)?|specify(?:ing)?|giv(?:e|"
    r"ing)|set(?:ting)?)\b[^.]{0,30}\b(?:when|date|timetable|deadline|timeline)\b"
)
_GOAL_WORD = re.compile(r"\b(?:target|goal|level|pledge|figure|threshold)\b")
_TOKEN = re.compile(r"\S+")
_EDGE = re.compile(r"^[\s,;:–—“”\"'‘(-]+|[\s,;:–—“”\"'‘(-]+$")
_PHRASE_WORDS = 14


@dataclass(frozen=True)
class Reader:
    """What the reading of a document's figures rests on."""

    document: Document
    sentences: tuple[Sentence, ...]
    registry: Registry
    dates: tuple[DateInterval, ...]


@dataclass(frozen=True)
class _Draft:
    scene: Scene
    measure: Measure
    parties: Parties
    unit: str
    kind: Kind
    carried: bool = False
    understood: bool = False
    sectors: Sectors = None


def _scenes(reader: Reader) -> list[Scene]:
    text = reader.document.text
    known = frozenset(m.end for m in reader.registry.mentions)
    found = amounts(text, reader.sentences, known)
    by_sentence: dict[int, list[Amount]] = {}
    for one in found:
        by_sentence.setdefault(one.sentence, []).append(one)
    out = []
    for number, group in by_sentence.items():
        sentence = reader.sentences[number]
        mentions = reader.registry.between(sentence.start, sentence.end)
        mask = masked(sentence, mentions)
        out += [Scene(one, sentence, mentions, mask, reader.registry, tuple(group)) for one in group]
    return out


def _drafts(scenes: list[Scene]) -> list[_Draft]:
    out: list[_Draft] = []
    for scene in scenes:
        if scene.amount.equivalent_of is not None:
            base = out[scene.amount.equivalent_of]
            out.append(replace(base, scene=scene, unit=scene.amount.unit, kind="money"))
            continue
        out.append(_draft(scene, out))
    return _paired(out)


def _draft(scene: Scene, earlier: list[_Draft]) -> _Draft:
    what, carried = measure(scene), False
    if what == "other" and scene.amount.kind in ("rate", "share") and not has_cue(scene):
        what, carried = _carried_measure(scene, earlier), True
    who = parties(scene, what)
    if what == "tariff_rate":
        who, carried = _carried_imposer(scene, who, earlier, carried)
    if what == "defence_share" and not who.subject:
        who = next((d.parties for d in reversed(earlier) if d.measure == what), who)
    unit, kind, understood = _unit(scene, what)
    sectors = sectors_of(scene.sentence.text) if what == "tariff_rate" else None
    return _Draft(scene, what, who, unit, kind, carried and what != "other", understood, sectors)


def _carried_measure(scene: Scene, earlier: list[_Draft]) -> Measure:
    """The measure of the last per cent of the paragraph, where the sentence says nothing new."""
    for draft in reversed(earlier):
        if draft.scene.sentence.paragraph != scene.sentence.paragraph:
            break
        same_income = draft.unit == scene.amount.unit or scene.amount.unit == "percent"
        if draft.kind in ("rate", "share") and same_income and draft.measure in ("tariff_rate", "defence_share"):
            return draft.measure
    return "other"


def _carried_imposer(scene: Scene, who: Parties, earlier: list[_Draft], carried: bool) -> tuple[Parties, bool]:
    """Who imposes, from the last tariff before, where the sentence does not say."""
    if who.subject and who.subject != who.target:
        return who, carried
    last = next((d.parties for d in reversed(earlier) if d.measure == "tariff_rate" and d.parties.subject), None)
    if last is None or set(last.subject) & set(who.target):
        return replace(who, subject=()), carried
    return Parties(last.subject, who.target, "carried"), True


def _unit(scene: Scene, what: Measure) -> tuple[str, Kind, bool]:
    """Unit and kind once the measure is known; "of GDP" is understood for shares of defence spending."""
    amount = scene.amount
    if what == "defence_share" and amount.unit == "percent":
        of = next((a.unit for a in scene.others if a.unit.startswith("percent_of")), "percent_of_gdp")
        return of, "share", True
    if what == "force_size" and amount.unit in ("persons", "soldiers", "personnel", "servicemen"):
        return "troops", amount.kind, False
    return amount.unit, "rate" if what == "tariff_rate" else amount.kind, False


def _paired(drafts: list[_Draft]) -> list[_Draft]:
    """Both ends of a range share measure and parties: the end with the plainer reading lends them."""
    for k, draft in enumerate(drafts):
        other = draft.scene.amount.range_with
        if other is None or other >= len(drafts) or other < k:
            continue
        mate = drafts[other]
        base = draft if draft.measure != "other" else mate
        unit = mate.unit if mate.unit.startswith("percent_of") else draft.unit
        kind = mate.kind if mate.unit.startswith("percent_of") else draft.kind
        for at in (k, other):
            target = base.parties.target or mate.parties.target
            joint = replace(base.parties, target=target)
            drafts[at] = replace(
                drafts[at], measure=base.measure, parties=joint, unit=unit, kind=kind, sectors=base.sectors
            )
    return drafts


def _role(draft: _Draft) -> Role | None:
    amount, text = draft.scene.amount, draft.scene.sentence.text
    if amount.range_end in ("from", "to"):
        return "from" if amount.range_end == "from" else "to"
    if draft.measure in ("defence_share", "defence_spending"):
        before, after = text[: draft.scene.start], text[draft.scene.tail :]
        if _TARGET.search(before) or _TARGET_AFTER.match(after):
            return "target"
        left = draft.scene.clause[0]
        if draft.measure == "defence_share" and _SHALL.search(text[left : draft.scene.start]):
            return "target"
        if draft.measure == "defence_share":
            return "current"
    return "bound" if amount.range_end or amount.bound else None


def _by(draft: _Draft, role: Role | None, reader: Reader) -> DateInterval | None:
    """The date by which a level is to be reached, from its sentence or from the next one about the target."""
    if role not in ("to", "target") and draft.measure != "tariff_rate":
        return None
    s = draft.scene.sentence
    future = [
        d
        for d in reader.dates
        if s.start <= d.span.start < s.end and d.rule in ("by", "in_year", "latest", "from_date")
    ]
    after = [d for d in future if d.span.start >= draft.scene.amount.tail]
    limit = s.start + draft.scene.next_start if len(draft.scene.others) > 1 and role == "target" else s.end
    near = [d for d in after if d.span.start < limit]
    if near or future:
        return (near or after or future)[0]
    return _by_next(draft, reader) if role else None


def _by_next(draft: _Draft, reader: Reader) -> DateInterval | None:
    at = draft.scene.amount.sentence + 1
    if at >= len(reader.sentences) or draft.measure != "defence_share":
        return None
    s = reader.sentences[at]
    if not _GOAL_WORD.search(s.text) or _WHEN_UNSAID.search(s.text):
        return None
    return next(
        (d for d in reader.dates if s.start <= d.span.start < s.end and d.rule in ("by", "in_year", "latest")), None
    )


def _modality(draft: _Draft) -> str | None:
    text = draft.scene.sentence.text
    left, right = draft.scene.clause
    clause = text[left:right]
    found = [
        name
        for name, pattern in _MODALITY
        if pattern.search(text if name in ("claimed", "conditional", "reported") else clause)
    ]
    if draft.measure != "intercepted" and draft.scene.amount.kind != "count":
        found = [name for name in found if name != "claimed"]
    conditional = ["conditional"] if "conditional" in found else []
    return ", ".join([name for name in found if name != "conditional"][:1] + conditional) or None


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


def _normalised(draft: _Draft) -> float:
    amount = draft.scene.amount
    if draft.unit == "basis_points":
        return amount.value / 10000
    if draft.unit.startswith("percent"):
        return float(f"{amount.value / 100:.12g}")
    return amount.value * _YEARS[draft.unit] if amount.kind == "duration" else amount.value


def _confidence(draft: _Draft) -> str:
    if draft.measure == "other":
        return "medium" if draft.scene.amount.kind in ("rate", "share", "money") else "high"
    if draft.carried or draft.parties.certainty in ("carried", "none"):
        return "low"
    return "high" if draft.parties.certainty == "grammar" else "medium"


def _lever(draft: _Draft) -> str | None:
    words = draft.scene.sentence.text
    if draft.measure == "other" and draft.unit == "regions" and any(a.unit == "drones" for a in draft.scene.others):
        return "drone_regions"
    who: Actors = draft.parties.subject
    return lever_name(draft.measure, who, draft.parties.target, draft.sectors, words, draft.unit)


def _salience(draft: _Draft, lever: str | None) -> str:
    if lever or draft.measure != "other":
        return "core"
    return "core" if draft.kind in ("money", "rate", "share") and draft.unit != "fraction" else "minor"


def _source(draft: _Draft, lever: str | None) -> str | None:
    if lever is None and draft.kind not in ("money", "rate", "share"):
        return None
    found = speaker(draft.scene)
    return found.replace("’", "'") if found else None


def _figure(k: int, draft: _Draft, drafts: list[_Draft], reader: Reader) -> Figure:
    amount, document = draft.scene.amount, reader.document
    span = document.span(amount.start, amount.end)
    role, lever = _role(draft), _lever(draft)
    by = _by(draft, role, reader)
    base = drafts[amount.equivalent_of].scene.amount if amount.equivalent_of is not None else None
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
            "equivalent_of": None if base is None else f"f{(amount.equivalent_of or 0) + 1}",
            "implied_rate": float(f"{amount.value / base.value:.6g}") if base and base.value else None,
            "implied_rate_pair": f"{amount.unit}/{base.unit}" if base and base.value else None,
            "modality": _modality(draft) if lever else None,
            "note": "“of GDP” is understood" if draft.understood else None,
            "claim": document.claim_id(span),
            "normalised": _normalised(draft),
            "measure": draft.measure,
            "subject": draft.parties.subject,
            "target": draft.parties.target,
            "sectors": draft.sectors,
            "by": by,
            "no_date": role in ("to", "target") and by is None,
            "context": document.span(draft.scene.sentence.start, draft.scene.sentence.end),
            "rule": amount.rule,
            "confidence": _confidence(draft),
        }
    )


def read_figures(reader: Reader) -> tuple[Figure, ...]:
    """Every figure of a document, in the order of the text."""
    drafts = _drafts(_scenes(reader))
    return tuple(_figure(k, draft, drafts, reader) for k, draft in enumerate(drafts))
