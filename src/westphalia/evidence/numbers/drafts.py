"""Figures in the making: each with its measure, parties and unit, some carried over from what was said before."""

import re
from dataclasses import dataclass, replace

from westphalia.evidence.claims import Kind, Measure
from westphalia.evidence.numbers.actor_patterns import GIVE
from westphalia.evidence.numbers.gifts import RECEIVER, follows_aid, gives_on, goes_to
from westphalia.evidence.numbers.measures import cues, measure
from westphalia.evidence.numbers.parties import BLOCS, Parties, calls_on_others, parties
from westphalia.evidence.numbers.scene import M, Scene
from westphalia.evidence.numbers.sectors import Sectors, sectors_of

_COMPARED = re.compile(r"^ (smaller|lower|larger|higher|bigger|weaker|less|more|down|up)\b")
_THE = re.compile(r"\b(?:the|that|this|his|her|its|their) $", re.IGNORECASE)
_THAT_IS = re.compile(
    r"^(?:In (?:money|cash|absolute) ?(?:terms)?, )?(?:That|This|It|The (?:sum|rise|increase))\b|^In (?:money|cash)\b"
)
_STOP = re.compile(r"[,;:()]|\s[–—]\s")
_AND_GIVES = re.compile(rf"\b(?:and|while|then) [^.;]{{0,30}}\b{GIVE}\b[^.;,]{{0,30}}$")
_SENTENCES_BACK = 3
_CHANGED = re.compile(
    r"\b(?:up|down|by|rose|fell|grew|rising|falling|growing|dropped|climbed) (?:about |some |nearly )?$"
)
_BUDGET = re.compile(
    r"\b(?:aid|spending|budgets?|outlays|funding|expenditure) (?:back |further |down |up )?from (?:[^,;.]|\.\d){0,40}$"
)
_AIMED = re.compile(
    r"\b(?:ambition|target|goal|aim|hope|rising|rise|increase|going|then|later|eventually|ultimately)\b[^,;.]{0,24}"
    r"\b(?:for|of|to|at|reach(?:ing)?) (?:about |around |at least |some )?$"
)


@dataclass(frozen=True)
class Draft:
    """A figure with its measure, parties, unit and kind; `carried` where an earlier sentence lent them."""

    scene: Scene
    measure: Measure
    parties: Parties
    unit: str
    kind: Kind
    carried: bool = False
    understood: bool = False
    sectors: Sectors = None


def drafts(scenes: list[Scene]) -> list[Draft]:
    """Every figure of a text with its measure and parties."""
    out: list[Draft] = []
    for scene in scenes:
        if scene.amount.equivalent_of is not None:
            out.append(replace(out[scene.amount.equivalent_of], scene=scene, unit=scene.amount.unit, kind="money"))
        else:
            out.append(_draft(scene, out))
    return _paired(out)


def _draft(scene: Scene, earlier: list[Draft]) -> Draft:
    parallel = _parallel(scene, earlier)
    if parallel:
        return replace(parallel, scene=scene, unit=scene.amount.unit, kind=scene.amount.kind, carried=True)
    again = _given_again(scene, earlier)
    if again:
        return replace(again, scene=scene, unit=scene.amount.unit, kind=scene.amount.kind, carried=True)
    what = measure(scene)
    back = _named_again(scene, earlier) if what == "other" else None
    if back:
        return replace(back, scene=scene, carried=True)
    carried = what == "other" and (found := _carried_measure(scene, earlier)) != "other"
    what = found if carried else what
    who = parties(scene, what)
    if what == "aid" and carried:
        who = _donor(who, scene, earlier)
    if what == "tariff_rate":
        who, lent = _with_imposer(scene, who, earlier)
        carried = carried or lent
    if what in ("defence_share", "defence_spending") and not who.subject:
        who = _spender(scene, earlier)
    if what == "intercepted" and not who.subject:
        who = next((d.parties for d in reversed(earlier) if d.measure == what and _same_paragraph(d.scene, scene)), who)
    unit, kind, understood = _unit(scene, what, earlier)
    sectors = sectors_of(_own_words(scene)) if what == "tariff_rate" else None
    return Draft(scene, what, who, unit, kind, carried, understood, sectors)


def _same_paragraph(one: Scene, other: Scene) -> bool:
    return one.sentence.paragraph == other.sentence.paragraph


def _spender(scene: Scene, earlier: list[Draft]) -> Parties:
    """Who spends, where the sentence does not say: a country of the sentence before or a bloc of the last few.

    Where others are called on, only a bloc will do. Else it is the country the text speaks from, unless the
    text is about the alliance.
    """
    base, at = scene.sentence.start, scene.amount.sentence
    if any(base <= start < scene.amount.start for start in scene.registry.strangers):
        return Parties()
    lenders = [
        d for d in reversed(earlier) if d.parties.subject and (d.measure.startswith("defence") or d.measure == "aid")
    ]
    for draft in lenders:
        back, bloc = at - draft.scene.amount.sentence, draft.parties.subject[0] in BLOCS
        if back <= (_SENTENCES_BACK if bloc else 0 if calls_on_others(scene) else 1):
            return Parties(draft.parties.subject, (), "carried")
    home = scene.registry.home
    alliance = any(m.actor == "NATO" for m in scene.registry.mentions)
    return Parties((home,), (), "carried") if home and not alliance else Parties()


def _own_words(scene: Scene) -> str:
    """The clause of a figure, up to the next rate."""
    stop = _STOP.search(scene.sentence.text, scene.tail)
    end = min(scene.next_rate_start, stop.start() if stop else len(scene.sentence.text))
    return scene.sentence.text[max(scene.clause[0], scene.previous_rate_end) : end]


def _parallel(scene: Scene, earlier: list[Draft]) -> Draft | None:
    """ "0.6 per cent smaller …, and 1 per cent smaller …": the second speaks of the same thing as the first."""
    own = _COMPARED.match(scene.sentence.text[scene.tail :])
    if own is None or scene.amount.kind != "rate":
        return None
    for draft in reversed(earlier):
        if draft.scene.sentence.start != scene.sentence.start:
            return None
        other = _COMPARED.match(draft.scene.sentence.text[draft.scene.tail :])
        if other and other.group(1) == own.group(1):
            return draft
    return None


def _given_again(scene: Scene, earlier: list[Draft]) -> Draft | None:
    """ "… has given Ukraine €5bn and will send another €2bn": the same giver and the same receiver."""
    last = earlier[-1] if earlier else None
    if last is None or last.measure != "aid" or last.scene.sentence.start != scene.sentence.start or goes_to(scene):
        return None
    gap = scene.masked[last.scene.tail : scene.start]
    return last if scene.amount.kind == "money" and _AND_GIVES.search(gap) and not re.search(M, gap) else None


def _named_again(scene: Scene, earlier: list[Draft]) -> Draft | None:
    """ "The 5%" after "5% of GDP": the same figure again."""
    if scene.amount.kind not in ("rate", "share") or not _THE.search(scene.sentence.text[: scene.start]):
        return None
    if cues(scene) - {"defence"}:
        return None
    same = [d for d in earlier if d.scene.amount.value == scene.amount.value and d.kind in ("rate", "share")]
    return next((d for d in reversed(same) if d.measure != "other"), None)


def _carried_measure(scene: Scene, earlier: list[Draft]) -> Measure:
    """The measure of the last per cent or sum a few sentences before, where the sentence says nothing else."""
    said = cues(scene)
    if scene.amount.kind == "money":
        return _carried_money(scene, earlier, said)
    changed = _CHANGED.search(scene.sentence.text[: scene.start])
    if scene.amount.kind not in ("rate", "share") or scene.amount.unit == "fraction" or changed:
        return "other"
    for draft in reversed(earlier):
        if draft.scene.amount.sentence < scene.amount.sentence - _SENTENCES_BACK:
            break
        same_income = draft.unit == scene.amount.unit or scene.amount.unit == "percent"
        if draft.measure == "defence_share" and same_income and _may_be_share(scene, said):
            return "defence_share"
        if draft.measure == "tariff_rate" and draft.kind == "rate" and not said:
            return "tariff_rate"
    return "other"


def _may_be_share(scene: Scene, said: frozenset[str]) -> bool:
    """Whether nothing but defence is spoken of, and that in the figure's own clause."""
    left, right = scene.clause
    if scene.amount.unit == "percentage_points" or said - {"defence"}:
        return False
    return not said or "defence" in cues(scene, left, right)


def _donor(who: Parties, scene: Scene, earlier: list[Draft]) -> Parties:
    """Who gives a sum that was carried over as aid: whom its sentence names, else the donor of the sentence before."""
    last = earlier[-1].parties if _aid_goes_on(scene, earlier) and not scene.mentions else Parties()
    subject = tuple(a for a in who.subject or last.subject if a != RECEIVER)
    return Parties(subject, (RECEIVER,), "carried")


def _aid_goes_on(scene: Scene, earlier: list[Draft]) -> bool:
    """Whether the last figure, no more than a sentence ago, is aid to the same receiver."""
    last = earlier[-1] if earlier else None
    near = last is not None and last.scene.amount.sentence >= scene.amount.sentence - 1
    return last is not None and near and last.measure == "aid" and RECEIVER in last.parties.target


def _carried_money(scene: Scene, earlier: list[Draft], said: frozenset[str]) -> Measure:
    if gives_on(scene) and not said - {"aid"} and (follows_aid(scene) or _aid_goes_on(scene, earlier)):
        return "aid"
    if said - {"defence"} or not _THAT_IS.match(scene.sentence.text) or not earlier:
        return "other"
    last = earlier[-1]
    near = last.scene.amount.sentence >= scene.amount.sentence - 1
    return "defence_spending" if near and last.measure in ("defence_share", "defence_spending") else "other"


def _with_imposer(scene: Scene, who: Parties, earlier: list[Draft]) -> tuple[Parties, bool]:
    """Who imposes, from the last duty before, where the sentence does not say."""
    if who.subject and who.subject != who.target:
        return who, False
    last = next((d.parties for d in reversed(earlier) if d.measure == "tariff_rate" and d.parties.subject), None)
    if last is None or set(last.subject) & set(who.target):
        return replace(who, subject=()), False
    return Parties(last.subject, who.target, "carried"), True


def _unit(scene: Scene, what: Measure, earlier: list[Draft]) -> tuple[str, Kind, bool]:
    """Unit and kind once the measure is known; "of GDP" is understood for shares of defence spending."""
    amount = scene.amount
    if what == "defence_share" and amount.unit == "percent":
        before = [d.unit for d in reversed(earlier) if d.scene.amount.sentence >= amount.sentence - _SENTENCES_BACK]
        units = [a.unit for a in scene.others] + before
        return next((u for u in units if u.startswith("percent_of")), "percent_of_gdp"), "share", True
    if what == "force_size" and amount.unit in ("persons", "soldiers", "personnel", "servicemen"):
        return "troops", amount.kind, False
    if what == "other" and amount.unit == "percent":
        return _level(scene)
    return amount.unit, "rate" if what == "tariff_rate" else amount.kind, False


def _level(scene: Scene) -> tuple[str, Kind, bool]:
    """A bare per cent as the level of a budget, or of the income that the figure before it is a share of."""
    amount, text = scene.amount, scene.sentence.text
    if amount.range_end in ("from", "to") and _BUDGET.search(text[: scene.start]):
        return amount.unit, "share", False
    last = next((a for a in reversed(scene.others) if a.tail <= amount.start), None)
    if last and last.unit.startswith("percent_of") and amount.kind == "rate":
        between = text[last.tail - scene.sentence.start : scene.start]
        if _AIMED.search(between) and not cues(scene, last.tail - scene.sentence.start) - {"defence"}:
            return last.unit, "share", True
    return amount.unit, amount.kind, False


def _paired(found: list[Draft]) -> list[Draft]:
    """Both ends of a range share measure and parties: the end with the plainer reading lends them."""
    for k, draft in enumerate(found):
        other = draft.scene.amount.range_with
        if other is None or other >= len(found) or other < k:
            continue
        mate = found[other]
        base = draft if draft.measure != "other" else mate
        whole = mate if mate.unit.startswith("percent_of") else draft
        who = replace(base.parties, target=base.parties.target or mate.parties.target)
        for at in (k, other):
            unit = found[at].unit if whole.kind == "money" else whole.unit
            found[at] = replace(
                found[at], measure=base.measure, parties=who, unit=unit, kind=whole.kind, sectors=base.sectors
            )
    return found
