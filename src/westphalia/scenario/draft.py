"""Claims → proposed scenarios: one draft for each lever a government is said to pull.

A draft cites its claims, quotes them and says what it assumes. What the reports leave too open is not drafted,
with the reason. The rules look at measure, role, subject, target and date of a figure; at its words only where they
tell a pool from the soldiers in place, and an increase from all spending. Sanctions are drafted from positions, because
they are seldom said in figures.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from westphalia.evidence.claims import Figure, Reading
from westphalia.scenario.draft_aid import draft_aid
from westphalia.scenario.draft_autonomy import draft_autonomy
from westphalia.scenario.draft_defence import NO_DATE, draft_budget, is_target
from westphalia.scenario.draft_force import draft_force
from westphalia.scenario.draft_group import draft_group, is_group
from westphalia.scenario.draft_minerals import draft_minerals, proposes_minerals
from westphalia.scenario.draft_sanctions import draft_sanctions, proposes_sanctions
from westphalia.scenario.draft_tariff import draft_tariff
from westphalia.scenario.proposal import Draft, Drafting, LeftOpen, NotDrafted, Place, Quotation, Said, reference

__all__ = ["Draft", "Drafting", "NotDrafted", "Quotation", "draft"]

_NOT_TO_BE: Final = ("denied", "withdrawn")
_REFUSABLE: Final = ("tariff_rate", "defence_share", "defence_spending", "force_size", "aid")
_POSITIONS: Final = ((proposes_sanctions, draft_sanctions), (proposes_minerals, draft_minerals))


def draft(readings: Sequence[Reading]) -> Drafting:
    """The scenarios some reports propose, those of figures first, and the figures and positions that led to none.

    The same proposal in several reports is one draft that cites them all and keeps the first report's date.
    """
    places = [Place(figure, reading) for reading in readings for figure in reading.figures]
    shares = [place for place in places if place.figure.measure == "defence_share"]
    drafts: dict[tuple[str, ...], Draft] = {}
    left: list[NotDrafted] = []
    from_figures = (found for place in places for found in _proposals(place, shares))
    for found in (*from_figures, *_from_positions(readings)):
        if isinstance(found, NotDrafted):
            left.append(found)
        else:
            drafts[found.key] = _merged(drafts[found.key], found) if found.key in drafts else found
    return Drafting(_dated_once(tuple(drafts.values())), tuple(left))


def _dated_once(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The drafts without undated targets that the same report gives with one date elsewhere; that one cites them."""
    kept = {draft.key: draft for draft in drafts}
    for undated in drafts:
        if undated.key[-1] != NO_DATE:
            continue
        same = [d for d in drafts if d.key[:-1] == undated.key[:-1] and d is not undated and _one_report(d, undated)]
        if len(same) == 1:
            kept[same[0].key] = _merged(kept[same[0].key], undated)
            del kept[undated.key]
    return tuple(kept.values())


def _one_report(one: Draft, other: Draft) -> bool:
    """Whether two drafts rest on one report alone."""
    return len({claim.partition("@")[0] for claim in (*one.claims, *other.claims)}) == 1


def _proposals(place: Place, shares: Sequence[Place]) -> Iterator[Draft | NotDrafted]:
    """What one figure proposes: nothing, a draft, or one for each country it is about."""
    figure = place.figure
    if figure.modality in _NOT_TO_BE and figure.measure in _REFUSABLE:
        yield _left(figure, f"the report says it is {figure.modality}")
    elif figure.measure == "tariff_rate":
        yield _tried(figure, partial(draft_tariff, place))
    elif figure.measure == "defence_share" and is_target(figure):
        if not figure.subject:
            yield _left(figure, "the report does not say whose budget it is")
        for country in figure.subject:
            budget = partial(draft_group, place, country)
            yield _tried(figure, budget if is_group(country) else partial(draft_budget, place, country, shares))
    elif figure.measure == "force_size":
        yield _tried(figure, partial(draft_force, place))
    elif figure.measure == "defence_spending":
        yield _tried(figure, partial(draft_autonomy, place))
    elif figure.measure == "aid":
        yield _tried(figure, partial(draft_aid, place))


def _from_positions(readings: Sequence[Reading]) -> Iterator[Draft | NotDrafted]:
    """What positions propose: a rule on a class of persons, a minerals deal, or nothing with the reason."""
    for reading in readings:
        for position in reading.positions:
            for proposes, make in _POSITIONS:
                if proposes(position):
                    yield _told(Said(position, reading), make)


def _told(said: Said, make: Callable[[Said], Draft]) -> Draft | NotDrafted:
    try:
        return make(said)
    except LeftOpen as reason:
        return NotDrafted(said.position.claim, said.position.span.text, str(reason))


def _tried(figure: Figure, make: Callable[[], Draft]) -> Draft | NotDrafted:
    try:
        return make()
    except LeftOpen as reason:
        return _left(figure, str(reason))


def _left(figure: Figure, reason: str) -> NotDrafted:
    return NotDrafted(figure.claim, figure.span.text, reason)


def _merged(first: Draft, again: Draft) -> Draft:
    """One draft that cites the claims of both; date, assumptions and numbers stay the first report's."""
    quotations = tuple(dict.fromkeys((*first.quotations, *again.quotations)))
    claims = tuple(dict.fromkeys(q.claim for q in quotations))
    lever = first.lever.model_copy(update={"claims": claims})
    scenario = first.scenario.model_copy(update={"levers": (lever,), "reference": reference(quotations)})
    return replace(first, scenario=scenario, quotations=quotations)
