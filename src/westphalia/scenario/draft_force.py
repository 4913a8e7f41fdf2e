"""Soldiers to be deployed in a report → a proposed force: who sends, the pool behind it, what it costs."""

import datetime
import re
from collections.abc import Sequence
from typing import Any, Final

from westphalia.evidence.claims import Figure
from westphalia.scenario.levers import Force
from westphalia.scenario.proposal import Basis, Draft, LeftOpen, Place, proposal
from westphalia.scenario.short_names import short_name
from westphalia.units import per_cent
from westphalia.wording import listed
from westphalia.world.countries import members, the
from westphalia.world.forces import FIRMNESS, Pledge, force_states, personnel, pledges

UKRAINE: Final = "UKR"
MULTIPLE: Final = 4
ALLIES: Final = ("NATO_EUROPE", "CAN")
NOT_MODELLED: Final = (
    "whether there is a ceasefire, and whether parliaments agree",
    "ships, aircraft, logistics and intelligence that a force on land rests on",
    "fighting and losses",
    "what the soldiers would otherwise do; standing commitments are taken off where they are known",
)
_WHOLE_ARMY: Final = 0.5
_HARMED: Final = r"casualt\w*|killed|wounded|dead|died|injured|captured|los(?:t|ses|ing)"
_POOL: Final = r"in (?:a |the )?(?:pool|reserve|rotation)|to rotate|rotating"
_BEFORE: Final = re.compile(rf"\b(?:pool|reserves?|{_HARMED})\b[^.;:,]{{0,30}}$", re.I)
_AFTER: Final = re.compile(rf"^\W*(?:\w+\W+){{0,2}}(?:{_POOL}|{_HARMED})\b", re.I)
_TOGETHER: Final = re.compile(r"\b(?:Europe\w*|multinational|international|joint|coalition|allied|allies)\b", re.I)


def draft_force(place: Place) -> Draft:
    """The scenario of soldiers in place for years; raises LeftOpen for a pool, losses, an army, a claim or others."""
    figure, on = place.figure, place.report_date
    _is_a_plan(figure)
    senders = _senders(figure)
    contributors, who = _contributors(figure, senders, on)
    deployed, first = round(figure.normalised), on.year + 1
    lever = {
        "kind": "force",
        "name": "force",
        "deployed": deployed,
        "multiple": float(MULTIPLE),
        "contributors": contributors,
        "sent": {contributors[0]: deployed} if len(contributors) == 1 else {},
        "willingness": _default("willingness"),
        "cost": _default("cost"),
        "currency": _default("currency"),
        "prices": _default("prices"),
        "from": first,
    }
    where = f" in {short_name(figure.target[0])}" if len(figure.target) == 1 and figure.target != ("ALL",) else ""
    key = ("force", str(deployed), *(contributors if len(contributors) == 1 else ()), where)
    return proposal(
        key,
        f"A force of {deployed:,} soldiers{where}",
        lever,
        Basis((place,), _notes(figure, first, who), NOT_MODELLED),
    )


def _default(field: str) -> Any:
    return Force.model_fields[field].default


def _is_a_plan(figure: Figure) -> None:
    """Refuse what is no number of soldiers to be deployed."""
    claimed = "claimed" in (figure.modality or "") and figure.outlook != "expected"
    if figure.outlook == "observed" or figure.role in ("from", "current") or claimed:
        raise LeftOpen("it is what is, was or is claimed to be, not soldiers to be deployed")
    before, after = _around(figure)
    if _BEFORE.search(before) or _AFTER.search(after):
        raise LeftOpen("it is a pool or a number of losses, not soldiers in place at one time")


def _around(figure: Figure) -> tuple[str, str]:
    """The words of the sentence before and after a figure."""
    context = figure.context
    begins, ends = figure.span.start - context.start, figure.span.end - context.start
    return context.text[:begins], context.text[ends:]


def _senders(figure: Figure) -> tuple[str, ...]:
    """The countries a report names as senders, as far as they may send; raises LeftOpen where none may."""
    within = {code for subject in figure.subject for code in members(subject)}
    allies = {code for group in ALLIES for code in members(group)} | {p.iso3 for p in pledges() if _may_send(p)}
    if within and not within & allies:
        raise LeftOpen(
            f"it is about soldiers of {listed(map(the, figure.subject))}; the accounts of a force hold allies in "
            "Europe, Canada and others who offered soldiers for one"
        )
    armies = [personnel(code).armed_forces for code in within & allies if code in force_states()]
    if armies and figure.normalised > _WHOLE_ARMY * sum(armies):
        raise LeftOpen(f"it is more than half of all soldiers of {listed(map(the, figure.subject))}, not a force sent")
    return tuple(code for code in figure.subject if code in allies)


def _contributors(figure: Figure, senders: Sequence[str], on: datetime.date) -> tuple[tuple[str, ...], str]:
    """Codes of who sends, empty for every ally with a known army, and the words that say so."""
    alone = len(figure.subject) == len(senders) == 1 and not _TOGETHER.search(figure.context.text)
    if alone and _keeps_up(senders[0], figure.normalised):
        return tuple(senders), f"{the(senders[0])} sends them alone, as the report names nobody else"
    everybody = "every ally in Europe, and Canada, with a known army sends by what it can keep up"
    if figure.target and UKRAINE not in figure.target:
        return (), everybody
    said = latest_pledges(on)
    if not said and senders and not _TOGETHER.search(figure.context.text):
        return tuple(senders), f"those the report names send them: {listed(map(the, senders))}"
    if not said:
        return (), f"{everybody}: the table of what states have offered begins after the report"
    willing = [code for code, pledge in said.items() if _may_send(pledge)]
    declined = {code for code in said if code not in willing}
    found = tuple(dict.fromkeys(c for c in (*senders, *willing) if c not in declined and c in force_states()))
    if not found:
        return (), f"{everybody}: none who had spoken by then offered soldiers"
    return found, f"those send soldiers who are named or had spoken by then and not declined: {listed(map(the, found))}"


def latest_pledges(on: datetime.date) -> dict[str, Pledge]:
    """The last public statement of each state about sending soldiers up to a day; a request is none."""
    known = [p for p in pledges() if p.iso3 and p.firmness and p.date <= on]
    return {p.iso3: p for p in known if p.iso3}


def _may_send(pledge: Pledge) -> bool:
    """Whether a statement leaves open or promises that soldiers go: undecided or firmer."""
    return pledge.firmness is not None and FIRMNESS.index(pledge.firmness) >= FIRMNESS.index("undecided")


def _keeps_up(code: str, soldiers: float) -> bool:
    """Whether one country's land forces suffice to keep that many in place."""
    land = personnel(code).land_forces if code in force_states() else None
    return land is not None and soldiers * MULTIPLE <= land


def _notes(figure: Figure, first: int, who: str) -> tuple[str, ...]:
    bound = {"at_most": "the report's “up to” is taken as the number", "at_least": "the report's least is the number"}
    return (
        f"in place from {first}, the year after the report, to the end of the horizon",
        f"one soldier in {MULTIPLE} is in place at a time",
        who,
        f"whoever names no number would commit {per_cent(_default('willingness')):g}% of its land forces",
        f"a soldier in place costs {_default('currency')} {_default('cost'):g} million a year at prices of "
        f"{_default('prices')}, which is assumed",
        "paid by debt: how it is paid was not read in the report",
        *((bound[figure.bound],) if figure.bound else ()),
    )
