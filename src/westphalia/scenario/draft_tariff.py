"""A duty in a report → a proposed tariff."""

from typing import Final

from westphalia.evidence.claims import Figure
from westphalia.scenario.places import EVERYBODY
from westphalia.scenario.proposal import Basis, Draft, LeftOpen, Place, proposal
from westphalia.scenario.schema import DEFAULT_BASE
from westphalia.scenario.short_names import adjective, sector_words, short_name
from westphalia.units import per_cent
from westphalia.world.countries import countries, members
from westphalia.world.load import load_baseline

NOT_MODELLED: Final = (
    "retaliation by other governments, unless a retaliation lever is added",
    "exchange-rate overshooting and monetary policy",
    "confidence, investment and uncertainty before the duty starts",
    "investment, unemployment and other dynamics from year to year",
    "exemptions the lever does not list, quotas, rules of origin and evasion through third countries",
)


def draft_tariff(place: Place) -> Draft:
    """The scenario of one announced duty; raises LeftOpen where the report does not say enough."""
    figure = place.figure
    _say_enough(figure)
    sectors = figure.sectors or "goods"
    lever: dict[str, object] = {
        "kind": "tariff",
        "name": f"{figure.subject[0].lower()}_tariff",
        "imposer": figure.subject,
        "target": figure.target,
        "sectors": sectors,
        "rate": figure.normalised,
        "from": _first_year(figure),
    }
    key = ("tariff", *sorted(figure.subject), ">", *sorted(figure.target), str(sectors), f"{figure.normalised:.6g}")
    return proposal(key, _title(figure), lever, Basis((place,), _notes(figure), NOT_MODELLED))


def _say_enough(figure: Figure) -> None:
    """Refuse a duty without who and whom, one already in force, and a country the base does not hold."""
    if not figure.subject:
        raise LeftOpen("the report does not say who imposes the duty")
    if not figure.target:
        raise LeftOpen("the report does not say whose goods bear the duty")
    if figure.role in ("from", "current"):
        raise LeftOpen("it is the duty in force, not a new one")
    if figure.role == "bound":
        raise LeftOpen("it is a bound, not the rate itself")
    known = load_baseline(DEFAULT_BASE).axes.countries
    for code in (*figure.subject, *figure.target):
        inside = code == EVERYBODY or code not in countries() or any(c in known for c in members(code))
        if not inside:
            raise LeftOpen(f"{countries()[code].name} is part of the rest of the world in base {DEFAULT_BASE}")


def _first_year(figure: Figure) -> int | None:
    day = (figure.by.start or figure.by.end) if figure.by else None
    return day.year if day else None


def _title(figure: Figure) -> str:
    """Such as: 20% US tariff on goods from all countries."""
    who = _joined([adjective(code) for code in figure.subject])
    everybody = EVERYBODY in figure.target
    whom = "all countries" if everybody else _joined([short_name(code) for code in figure.target])
    sectors = figure.sectors or "goods"
    what = {"goods": "goods", "all": "goods and services"}.get(str(sectors)) or _joined(
        [sector_words(code) for code in sectors]
    )
    return f"{per_cent(figure.normalised):.6g}% {who} tariff on {what} from {whom}"


def _notes(figure: Figure) -> tuple[str, ...]:
    """What the report leaves open, and what the draft takes instead."""
    notes = ["nobody answers with duties of their own", "the duty comes on top of the base's duties, without exemption"]
    if figure.sectors is None:
        notes.append("all goods bear it and no service does, as the report names no products")
    elif not isinstance(figure.sectors, str):
        notes.append("the products named are taken as whole sectors of the base, which hold more than them")
    if figure.note:
        notes.append(figure.note)
    if _first_year(figure) is None:
        notes.append("no starting date is set")
    return tuple(notes)


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
