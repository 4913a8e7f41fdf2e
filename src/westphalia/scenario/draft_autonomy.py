"""A yearly sum Europe is said to need for defence → a proposed sum that allies share."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from westphalia.evidence.claims import Figure
from westphalia.scenario.draft_defence import percent_words
from westphalia.scenario.draft_group import group_edition
from westphalia.scenario.levers import Autonomy
from westphalia.scenario.proposal import Basis, Draft, LeftOpen, Place, proposal
from westphalia.scenario.short_names import short_name
from westphalia.units import BILLION
from westphalia.wording import money
from westphalia.world.countries import members, the
from westphalia.world.needs import Need, needs
from westphalia.world.studies import study

RAMP: Final = 4
PERIMETER: Final[Mapping[str, str]] = MappingProxyType(
    {
        "EU27": "EU_NATO",
        "EU": "EU_NATO",
        "EUROPE": "NATO_EUROPE",
        "NATO": "NATO",
        "EU_NATO": "EU_NATO",
        "NATO_EUROPE": "NATO_EUROPE",
        "NEC": "NEC",
        "EU27_GBR_NOR": "EU27_GBR_NOR",
    }
)
NOT_MODELLED: Final = (
    "what the money buys",
    "command, intelligence, space and nuclear forces",
    "the answer of interest rates and of monetary policy",
    "spending in one country that buys in another",
    "plans that the outlook already holds",
)
_SAME: Final = 0.5
_SAID: Final = re.compile(
    r"\b(?:increas\w*|extra|additional\w*|more(?! than)|rais\w+|on top|further|boost\w*|rise)\b", re.I
)


def says_increase(figure: Figure) -> bool:
    """Whether the words around a sum say that it comes on top of what is spent."""
    return _SAID.search(figure.context.text) is not None


def draft_autonomy(place: Place) -> Draft:
    """The scenario of a yearly need; raises LeftOpen where it is no need, no yearly sum, or nobody shares it."""
    figure = place.figure
    _is_a_yearly_need(figure)
    perimeter = _perimeter(figure)
    same = need_named(figure)
    counted = _counted(figure, same)
    edition = group_edition(perimeter, place.report_date)
    first = place.report_date.year + 1
    target = (same and same.to_share) or Autonomy.model_fields["target"].default
    billions = figure.normalised / BILLION
    lever = {
        "kind": "autonomy",
        "name": "need",
        "members": perimeter,
        "amount": billions,
        "currency": figure.unit,
        "key": {"income": 1.0},
        "target": target,
        "edition": edition.edition,
        "from": first,
        "ramp": RAMP,
    }
    notes = (
        f"{the(perimeter)} share it, as the report speaks of {short_name(figure.subject[0])}; it draws no line around "
        "who pays",
        "shared by GDP",
        counted,
        f"from {first}, the year after the report, in {RAMP} equal yearly steps",
        f"the gap of each is counted to {percent_words(target)} of GDP, from its share of {edition.year} in "
        f"{edition.edition}",
        "paid by debt of each, none of it common: how it is paid was not read in the report",
    )
    title = f"{money(billions, figure.unit)} a year more for defence, shared by {the(perimeter)}"
    key = ("autonomy", perimeter, figure.unit, f"{billions:.6g}")
    return proposal(key, title, lever, Basis((place,), notes, NOT_MODELLED))


def _is_a_yearly_need(figure: Figure) -> None:
    """Refuse a sum already spent, a conversion, a bound from above, and one that is not a year's."""
    if figure.equivalent_of is not None:
        raise LeftOpen("it is a sum the report gives in another currency as well, drafted from there")
    if figure.outlook == "observed" or figure.role in ("from", "current"):
        raise LeftOpen("it is what is or was spent, not a need")
    if figure.per != "year":
        raise LeftOpen("the report does not say that it is a sum a year")


def _perimeter(figure: Figure) -> str:
    if not figure.subject:
        raise LeftOpen("the report does not say who needs to spend it")
    if len(figure.subject) == 1 and figure.subject[0] in PERIMETER:
        return PERIMETER[figure.subject[0]]
    if len(figure.subject) == 1 and len(members(figure.subject[0])) == 1:
        raise LeftOpen(
            f"a sum of {the(figure.subject[0])} alone is shared by nobody; write a defence_budget lever with the "
            "share of GDP it makes (docs/scenarios.md)"
        )
    raise LeftOpen("it is no sum of the EU, of Europe or of NATO, so nobody is known to share it")


def need_named(figure: Figure) -> Need | None:
    """The published yearly need that gives the printed sum and whose author or publisher the report names."""
    said = f"{figure.attributed_to or ''} {figure.context.text}"
    return next((need for need in needs() if _gives(need, figure) and _is_named(need, said)), None)


def _gives(need: Need, figure: Figure) -> bool:
    same_sum = need.amount is not None and abs(need.amount - figure.normalised / BILLION) < _SAME
    return same_sum and need.currency == figure.unit and need.flow == "a year"


def _is_named(need: Need, said: str) -> bool:
    """By a name its own words begin with (Bruegel, Kiel), or by the publisher's full name."""
    names = (*re.findall(r"[A-Z]\w{2,}", need.words.partition(":")[0]), study(need.study).publisher)
    return any(re.search(rf"\b{re.escape(name)}\b", said) for name in names)


def _counted(figure: Figure, same: Need | None) -> str:
    """What the sum counts, as far as the report or the study it names says; raises LeftOpen where both are silent."""
    if says_increase(figure):
        return "the report gives it as an increase, and so it comes on top of what is spent"
    if same is not None and study(same.study).flow == "extra":
        return (
            f"the report gives it as all spending; {study(same.study).publisher} gives it as the increase, and so it "
            "is taken"
        )
    raise LeftOpen(
        "the report gives it as all spending, and no study it names gives it as an increase; the lever is an increase"
    )
