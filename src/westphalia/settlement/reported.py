"""Which situation a report is about, and what it says on the issues of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from westphalia.evidence.claims import Position as Said
from westphalia.evidence.claims import Reading
from westphalia.situation import Situation, load_situation, situations
from westphalia.situation.files import situation_day
from westphalia.world.countries import members

NEAR: Final = 120
"""Days a report may lie before or after the day a situation is coded as of. `assumed`: positions move within months."""
ENOUGH: Final = 2
"""Pairs of an actor and a matter that reports must speak of before a situation is shown beside them. `assumed`."""


@dataclass(frozen=True)
class Reported:
    """A position of a report beside the actor and the issue of a situation it speaks of."""

    reading: Reading
    said: Said
    actor: str
    issue: str


def reported(situation: Situation, readings: Sequence[Reading]) -> tuple[Reported, ...]:
    """Every position of the reports by an actor on an issue of the situation, in the order of the reports."""
    found = []
    for reading in readings:
        if abs((reading.document.report_date - situation.date).days) > NEAR:
            continue
        for said in reading.positions:
            found += [
                Reported(reading, said, actor.name, issue.name)
                for actor in situation.actors
                if actor.country is not None and _speaks(said, actor.country)
                for issue in situation.issues
                if said.issue in issue.about
            ]
    return tuple(found)


def _speaks(said: Said, country: str) -> bool:
    """Whether a position is that of a country, or of a bloc as a whole; a member does not speak for its bloc."""
    return country in said.codes or (len(members(country)) > 1 and set(members(country)) <= set(said.codes))


def situation_of(readings: Sequence[Reading]) -> str | None:
    """Name of the situation that ships and is most spoken of in the reports; None where none is spoken of enough."""
    best, most = None, ENOUGH - 1
    days = [reading.document.report_date for reading in readings]
    for name in situations():
        if not any(abs((day - situation_day(name)).days) <= NEAR for day in days):
            continue
        matters = _matters(load_situation(name), readings)
        if len(matters) > most:
            best, most = name, len(matters)
    return best


def _matters(situation: Situation, readings: Sequence[Reading]) -> set[tuple[str, str]]:
    """Who and what of a situation the reports speak of: positions, and duties of one of its actors on another."""
    found = {(one.actor, str(one.said.issue)) for one in reported(situation, readings)}
    if not any("tariffs" in issue.about for issue in situation.issues):
        return found
    codes = {actor.country: actor.name for actor in situation.actors if actor.country is not None}
    for reading in readings:
        near = abs((reading.document.report_date - situation.date).days) <= NEAR
        for figure in reading.figures if near else ():
            both = [[codes[code] for code in side if code in codes] for side in (figure.subject, figure.target)]
            if figure.measure == "tariff_rate" and all(both):
                found |= {(name, "tariffs") for side in both for name in side}
    return found
