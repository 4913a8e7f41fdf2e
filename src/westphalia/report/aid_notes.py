"""What a reader should know beside the tables of aid replaced: what is arms and what money, and what is not counted."""

from typing import Final

from westphalia.outcome.aid import AidOutcome
from westphalia.wording import SHARE, currency_unit, percent, tidy_percent, written
from westphalia.world.aid import ERA_ALLOCATED, ERA_LENDER, INSTITUTIONS, YEAR_END, Period, tracker
from westphalia.world.countries import the
from westphalia.world.economies import macro

_EURO: Final = currency_unit("EUR")
_NOTHING: Final = 0.005
_SMALL: Final = 0.05
"""Part of its mean below which the aid of who stops is said to be about zero."""


def _named(code: str) -> str:
    """A country at the start of a sentence."""
    return the(code)[0].upper() + the(code)[1:]


def carried_lines(outcome: AidOutcome) -> tuple[str, ...]:
    """What the donor that stops carries all the same as a member of the EU; nothing where it carries none."""
    who = outcome.lever.withdrawn
    if who not in outcome.donors:
        return ()
    part = written(float(outcome.chosen[outcome.donors.index(who)]), _EURO)
    return (
        f"{_named(who)} replaces nothing of its own, but carries {part} a year of what goes through the EU's "
        "institutions, as every member does",
    )


def stays_words(outcome: AidOutcome) -> str:
    """That the aid withdrawn is in no sum of today or then; nothing where who stops does not stand in the table."""
    said = "".join(f" {line}." for line in carried_lines(outcome))
    return f"{said} Its own aid is neither in aid now nor in aid then." if said else ""


def loan_words(outcome: AidOutcome) -> str:
    """What the mean of the United States is without its ERA loan; nothing of another donor or window."""
    window, stopped = outcome.lever.window, outcome.withdrawn
    year, loan = ERA_ALLOCATED
    if outcome.lever.withdrawn != ERA_LENDER or not window.first <= year <= window.last:
        return ""
    without = stopped.allocated - loan
    return (
        f" The tracker's mean of {window.words}, {written(stopped.allocated / window.years, _EURO)} a year and "
        f"{percent(stopped.military / stopped.allocated, 0)} of it military, holds {written(loan, _EURO)} of October "
        f"{year}, evidently the American part of the ERA loans (assumed), which Russian assets are to serve. "
        f"Without it: {written(without / window.years, _EURO)} and {percent(stopped.military / without, 0)}."
    )


def flat_words(outcome: AidOutcome) -> str:
    """That the sum stays the same in euros, and what it is of the donors' GDP in its first and its last year."""
    first, last = min(outcome.weight), max(outcome.weight)
    if not outcome.weight[last] < outcome.weight[first]:
        return ""
    full = "At full strength the" if outcome.lever.ramp else "The"
    return (
        f" {full} sum stays the same in euros from {first} to {last} and so shrinks against GDP: from "
        f"{written(outcome.weight[first], SHARE)} of that of all donors to {written(outcome.weight[last], SHARE)}."
    )


def saved_words(outcome: AidOutcome) -> str:
    """That who stops saves nothing in these accounts, and what the outlook holds of the year in which it was made."""
    published = macro(outcome.donors[0], outcome.outlook).published
    edition, release = f"the outlook of {published:%B %Y}", tracker(outcome.lever.release)
    who, before = _named(outcome.lever.withdrawn), outcome.lever.window
    said = f" {who} saves nothing in these accounts, which hold only what others add"
    if published.year <= before.last or YEAR_END not in release.months(published.year):
        return f"{said}."
    then = release.totals(Period(published.year, published.year), "donor")
    gave = then[outcome.lever.withdrawn].allocated
    if gave < _SMALL * outcome.withdrawn.allocated / before.years:
        said += f": it gave {written(gave, _EURO)} in {published.year}, so {edition} has its aid at about zero already"
    mean = release.totals(before, "donor")[INSTITUTIONS].allocated / before.years
    return said + "." + _risen(then[INSTITUTIONS].allocated, mean, published.year, edition)


def _risen(gave: float, mean: float, year: int, edition: str) -> str:
    if gave <= mean:
        return ""
    return (
        f" Of Europe's rise {edition} holds a part already, that of {year}, and the sum comes on top of it: the "
        f"EU's institutions gave {written(gave, _EURO)} in {year}, against a mean of {written(mean, _EURO)}."
    )


def misfit_lines(outcome: AidOutcome) -> tuple[str, ...]:
    """What of the military part is more than all that is bilateral; nothing where it fits."""
    if outcome.unplaced < _NOTHING:
        return ()
    lever = outcome.lever
    return (
        f"The military part, {percent(lever.military, 0)} of the sum, is more than the "
        f"{percent(1 - lever.through_eu, 0)} that are bilateral: {written(outcome.unplaced * outcome.total, _EURO)} a "
        "year of it do not fit, and are money through the EU's institutions, which give no arms in the tracker",
    )


def through_words(outcome: AidOutcome) -> str:
    """That the EU's part is money, and what of the military part does not fit beside it."""
    if not outcome.lever.through_eu:
        return ""
    through = tidy_percent(outcome.lever.through_eu)
    misfit = "".join(f" {line}." for line in misfit_lines(outcome))
    return (
        f" The {through} through the EU's institutions are money, as all of their aid is in the tracker; arms are "
        f"bilateral.{misfit}"
    )
