"""Dates of arrival of several budgets at once: every one with every other, as far as that can be run."""

from collections.abc import Sequence
from math import prod
from typing import Final

from westphalia.scenario.levers import DefenceBudget, Lever
from westphalia.wording import listed

MOST_TOGETHER: Final = 216
"""Combinations of dates; three budgets with six dates each."""


def fewer_dates(levers: Sequence[Lever]) -> tuple[tuple[Lever, ...], tuple[str, ...]]:
    r"""The levers with as many dates of arrival as can be combined, and a note where some were dropped.

    Dates of :math:`b` budgets combine to :math:`\prod_b D_b`. Above `MOST_TOGETHER` each keeps its first, middle and
    last date, then its first and last, then its middle one alone: the mean over equally likely dates stays near.
    """
    dated = [lever for lever in levers if isinstance(lever, DefenceBudget) and len(lever.reached) > 1]
    for keep in (None, 3, 2, 1):
        dates = {id(lever): _kept(lever.arrival, keep) for lever in dated}
        if prod(map(len, dates.values())) <= MOST_TOGETHER:
            break
    fewer = [lever for lever in dated if len(dates[id(lever)]) < len(lever.reached)]
    found = tuple(
        lever.model_copy(update={"reached": dates[id(lever)]}) if lever in fewer else lever for lever in levers
    )
    if not fewer:
        return found, ()
    said = "; ".join(f"{lever.label} {listed(map(str, dates[id(lever)]))}" for lever in fewer)
    return found, (f"Too many dates of arrival to combine all; run are {said}",)


def _kept(years: tuple[int, ...], keep: int | None) -> tuple[int, ...]:
    last = len(years) - 1
    if keep is None or len(years) <= keep:
        return years
    return tuple(years[k] for k in {1: (last // 2,), 2: (0, last), 3: (0, last // 2, last)}[keep])
