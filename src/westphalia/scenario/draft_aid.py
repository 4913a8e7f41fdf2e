"""More aid to Ukraine that a government promises → a proposed sum of aid beyond today's; or one donor replaced."""

import re
from typing import Final

from westphalia.evidence.claims import Figure
from westphalia.scenario.draft_aid_replacement import draft_replacement, says_replaced
from westphalia.scenario.draft_autonomy import says_increase
from westphalia.scenario.proposal import Basis, Draft, LeftOpen, Place, proposal
from westphalia.units import BILLION
from westphalia.wording import money
from westphalia.world.countries import members, the

NOT_MODELLED: Final = (
    "what the aid does where it arrives",
    "whether it is bought at home, which is assumed by its kind",
    "the answer of interest rates and of monetary policy",
    "pledges that the outlook already holds",
)
_RECIPIENT: Final = "UKR"
_NO_MORE: Final = re.compile(r"\bno\W+(?:more|further)\b", re.IGNORECASE)
_GIVEN: Final = ("allocated", "delivered")
_IN_KIND: Final = re.compile(
    r"\b(?:military|weapons?|arms|ammunition|missiles?|shells|tanks?|air defence|defence)\b", re.I
)


def draft_aid(place: Place) -> Draft:
    """The scenario of a promise of more aid; raises LeftOpen where it is given already, is all aid, or has no span.

    A sum that makes up for a donor that stops is drafted as such.
    """
    figure = place.figure
    if says_replaced(figure):
        return draft_replacement(place)
    _is_a_promise_of_more(figure)
    donor, (first, last) = _donor(figure), _years(figure, place.report_date.year)
    billions = figure.normalised / BILLION
    in_kind = _IN_KIND.search(figure.context.text) is not None
    lever = {
        "kind": "aid",
        "name": "aid",
        "donor": donor,
        "recipient": _RECIPIENT,
        "amount": billions,
        "currency": figure.unit,
        "form": "military" if in_kind else "money",
        "from": first,
    } | ({} if last is None else {"until": last})
    notes = (
        "the report gives it as an increase, and so it comes on top of today's aid",
        "military, in kind, as its sentence speaks of arms" if in_kind else "in money, as its sentence names no arms",
        f"in {first} alone, the year the report names" if last else f"every year from {first} on",
        "paid by debt: how it is paid was not read in the report",
    )
    when = f"in {first}" if last else f"a year from {first} on"
    title = f"{money(billions, figure.unit)} more aid to Ukraine {when}, from {the(donor)}"
    return proposal(("aid", donor, figure.unit, f"{billions:.6g}"), title, lever, Basis((place,), notes, NOT_MODELLED))


def _is_a_promise_of_more(figure: Figure) -> None:
    """Refuse what has been given, what is a total, a conversion, and what goes to somebody else."""
    if figure.equivalent_of is not None:
        raise LeftOpen("it is a sum the report gives in another currency as well, drafted from there")
    if figure.outlook == "observed" or figure.money_status in _GIVEN or figure.role in ("from", "current"):
        raise LeftOpen("it is aid that was given; what governments have given stands in `westphalia support`")
    if figure.target and _RECIPIENT not in figure.target:
        raise LeftOpen(f"it goes to {the(figure.target[0])}, and aid is followed for Ukraine alone")
    if _NO_MORE.search(figure.context.text):
        raise LeftOpen("the report says that aid stops, and not who makes up for it")
    if not says_increase(figure):
        raise LeftOpen(
            "the report gives it as all aid, and the lever is what comes beyond today's; `westphalia support` says "
            "what is given today"
        )


def _donor(figure: Figure) -> str:
    if len(figure.subject) != 1:
        raise LeftOpen("the report does not say who gives it" if not figure.subject else "several give it together")
    members(figure.subject[0])
    return figure.subject[0]


def _years(figure: Figure, report: int) -> tuple[int, int | None]:
    """First and last year of the aid; without an end where it is a sum a year."""
    if figure.per == "year":
        return (figure.year or report + 1), None
    if figure.year is not None:
        return figure.year, figure.year
    raise LeftOpen("the report does not say over which years it is given")
