"""A percentage said of sanctions on Russia, against the published effects: its value, and who published it.

A number alone proves nothing: the sentence must name who published the effect and what fell, and the value must round
to the one printed. Each effect belongs to its own scenario, which the verdict names.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from westphalia.check.verdict import Comparison, Verdict, printed
from westphalia.evidence.claims import Figure
from westphalia.units import per_cent
from westphalia.world.sanctions import Metric, SanctionsEffect, sanctions_effects

_SANCTIONS: Final = re.compile(r"\b(?:sanction\w*|embargo\w*|(?:price|oil) caps?|oil ban|decoupling)\b", re.IGNORECASE)
_RUSSIA: Final = re.compile(r"\bRussia|\bMoscow\b|\bKremlin\b")
_ABOUT: Final[Mapping[Metric, re.Pattern[str]]] = MappingProxyType(
    {
        "exports": re.compile(r"\bexport\w*|\bsales\b", re.IGNORECASE),
        "imports": re.compile(r"\bimport\w*", re.IGNORECASE),
        "income": re.compile(r"\b(?:output|GDP|incomes?|economy|welfare)\b", re.IGNORECASE),
        "oil revenue": re.compile(r"\brevenues?\b|\bearnings\b", re.IGNORECASE),
    }
)
_SHORT: Final[Mapping[str, str]] = MappingProxyType(
    {"Centre for Research on Energy and Clean Air": "CREA", "Kiel Institute for the World Economy": "Kiel"}
)
_RATIOS: Final = ("fraction", "share of exports", "share of oil revenue")
_RULE: Final = (
    "a published effect of sanctions on Russia whose publisher or author the sentence names, of what the sentence says "
    "fell, rounded as printed; an effect belongs to its own scenario"
)


def check_sanctions_effect(figure: Figure) -> tuple[Verdict, ...]:
    """The published effects that give a percentage, where the sentence names who published them; else nothing."""
    said = f"{figure.attributed_to or ''} {figure.context.text}"
    if (
        figure.kind not in ("rate", "share")
        or figure.direction == "rise"
        or not (_SANCTIONS.search(said) and _RUSSIA.search(said))
    ):
        return ()
    found = [effect for effect in sanctions_effects() if _meant(effect, said) and _agrees(effect, figure)]
    return (_verdict(figure, found),) if found else ()


def _meant(effect: SanctionsEffect, said: str) -> bool:
    """Whether a sentence names the publisher or an author of an effect, and what it is an effect on."""
    about = _ABOUT.get(effect.metric)
    if about is None or not about.search(said):
        return False
    study = effect.estimate
    names = {study.publisher, _SHORT.get(study.publisher, study.publisher)}
    names |= {author.split()[-1] for author in study.authors}
    return any(re.search(rf"\b{re.escape(name)}\b", said) for name in names if name)


def _agrees(effect: SanctionsEffect, figure: Figure) -> bool:
    study = effect.estimate
    if study.value is None or study.unit not in _RATIOS:
        return False
    return printed(figure).agreement(per_cent(abs(study.value)), study.decimals) is not None


def _verdict(figure: Figure, found: list[SanctionsEffect]) -> Verdict:
    told = "; ".join(
        f"{one.estimate.printed}, {one.estimate.label}: {one.episode}, by {one.senders}, {one.covers}" for one in found
    )
    beside = [one for one in sanctions_effects() if one.metric == found[0].metric and one not in found]
    others = "; ".join(f"{one.estimate.printed}, {one.estimate.by}: {one.episode}" for one in beside)
    unread = any("not read" in one.estimate.provenance for one in found)
    notes = (f"of this effect: {one.note.rstrip('.')}" for one in found if one.note)
    return Verdict(
        claim=figure.claim,
        route="study",
        word="depends on the definition",
        rule=_RULE,
        sentence=f"“{figure.span.text}” is a published effect of sanctions in one scenario ({told}). "
        f"Other published effects of the kind: {others}.",
        comparisons=tuple(_comparison(one) for one in (*found, *beside)),
        caveats=(
            *dict.fromkeys(notes),
            *(("the study itself was not read here, only a report of it",) if unread else ()),
        ),
        sources=tuple(dict.fromkeys(one.estimate.source for one in (*found, *beside))),
    )


def _comparison(effect: SanctionsEffect) -> Comparison:
    study = effect.estimate
    return Comparison(
        label=f"{study.publisher}: {study.title}", value=study.value, low=study.low, high=study.high,
        unit=study.unit, as_of=study.published, source=study.source, note=study.counts or None, study=study.id,
    )  # fmt: skip
