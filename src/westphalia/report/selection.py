"""Which countries a scenario is shown for, and which of them comes first."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

from westphalia.outcome import Outcome
from westphalia.scenario.levers import Lever, OptimalTariff, Retaliation, Tariff, TariffWar
from westphalia.scenario.levers.partners import BetweenPartners
from westphalia.scenario.places import EVERYBODY
from westphalia.world.countries import members

_MOST_ADDED: Final = 4
_LARGEST: Final = 3


def _named(outcome: Outcome) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those whose trade a lever hits by name, and those who act."""
    between = [lever for lever in outcome.scenario.levers if isinstance(lever, BetweenPartners | OptimalTariff)]
    hit = dict.fromkeys(c for lever in between for c in lever.target if c != EVERYBODY)
    return tuple(hit), outcome.trade.imposers if outcome.trade else ()


def anybody_answers(levers: Iterable[Lever]) -> bool:
    """Whether somebody retaliates, or two duties are set against each other: each hits who imposes the other."""
    listed = tuple(levers)
    duties = [lever for lever in listed if isinstance(lever, Tariff)]
    opposed = any(_hits(one, other) and _hits(other, one) for one, other in combinations(duties, 2))
    return opposed or any(isinstance(lever, Retaliation | TariffWar) for lever in listed)


def _hits(duty: Tariff, other: Tariff) -> bool:
    own, others = _all_members(duty.imposer), _all_members(other.imposer)
    return bool((others - own) & (others if EVERYBODY in duty.target else _all_members(duty.target)))


def _all_members(codes: Iterable[str]) -> set[str]:
    return {member for code in codes for member in members(code)}


def shown_countries(outcome: Outcome, countries: Sequence[str]) -> tuple[str, ...]:
    """The countries asked for that the base holds, and those a lever names that were not asked for.

    Where it names many, those it hits come before those who act, who are often dozens.
    """
    hit, acting = ([c for c in dict.fromkeys(codes) if c not in countries] for codes in _named(outcome))
    hit = hit[:_MOST_ADDED]
    added = dict.fromkeys((*acting[: _MOST_ADDED - len(hit)], *hit))
    return tuple(c for c in (*countries, *added) if outcome.trade is not None and outcome.trade.holds(c))


def annual_countries(outcome: Outcome, countries: Sequence[str]) -> tuple[str, ...]:
    """The countries asked for that the yearly accounts hold; where they hold none, the largest three they do."""
    annual = outcome.annual
    if annual is None:
        return ()
    touched = {code for code in annual.countries if annual.extra[:, annual.place(code)].any()}
    known = set(annual.countries) if outcome.trade is not None else touched
    all_of = set(annual.countries)
    held = [code for code in countries if known & set(members(code)) and set(members(code)) <= all_of]
    dollars = annual.rates["USD"][:, 0] * annual.baseline.gdp[:, 0]
    largest = sorted(annual.countries, key=lambda code: -dollars[annual.place(code)])
    return tuple(held) or tuple(largest[:_LARGEST])


def leading_countries(outcome: Outcome, countries: Sequence[str]) -> tuple[str, ...]:
    """The country shown in most detail, then those who act: the first one hit by name, else the first asked for."""
    if outcome.trade is None:
        return annual_countries(outcome, countries)
    hit, acting = _named(outcome)
    shown = shown_countries(outcome, countries)
    first = [c for c in hit if c in shown] or list(shown)
    return tuple(dict.fromkeys((*first[:1], *(c for c in acting if c in shown))))
