"""Places, packages and actors of a situation in words."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.bargaining.packages import steps
from westphalia.report.tables import Cell, label, quantity, range_alone
from westphalia.settlement import Settlement
from westphalia.situation.issue import Issue
from westphalia.wording import MISSING, PERCENT, Unit, listed, written

UTILITY: Final = Unit(decimals=2)
_POINTS: Final = Unit(scale=0.01, decimals=0)
_FRACTION: Final = "fraction"
_SHOWN: Final = 3
_HEAD: Final = 28
_THOUSANDTH: Final = 0.001


def issue_heads(of: Settlement) -> tuple[str, ...]:
    """The issues as heads of rows: their titles, or their handles where titles would be cut to the same words."""
    titles = [issue.title for issue in of.situation.issues]
    if len({title[:_HEAD] for title in titles}) == len(titles):
        return tuple(titles)
    return tuple(name.replace("_", " ") for name in of.situation.issue_names)


def unit_of(issue: Issue) -> Unit:
    """How values of an issue are written: in its unit, in per cent, or without one in points from 0 to 100."""
    if issue.unit is None:
        return _POINTS
    return PERCENT if issue.unit == _FRACTION else Unit(after=f"\u00a0{issue.unit}")


def value_of(issue: Issue, place: float) -> float:
    """A place from 0 to 1 as it is written: on the scale of its unit, or as it is."""
    return place if issue.unit is None else issue.value(place)


def place_text(issue: Issue, place: float) -> str:
    """A place in numbers; a dash where there is none."""
    return MISSING if np.isnan(place) else written(value_of(issue, place), unit_of(issue))


def nearest_level(issue: Issue, place: float) -> str:
    """The level a place is nearest to; a dash where there is no place."""
    if np.isnan(place):
        return MISSING
    return min(issue.levels, key=lambda level: abs(issue.place(level.at) - place)).name


def place_cell(issue: Issue, place: float, low: float, high: float, href: str) -> Cell:
    """A place with its range."""
    return quantity(value_of(issue, place), value_of(issue, low), value_of(issue, high), unit_of(issue), href)


def range_cell(issue: Issue, low: float, high: float, href: str) -> Cell:
    """A range of places."""
    return range_alone(value_of(issue, low), value_of(issue, high), unit_of(issue), href)


def level_cell(issue: Issue, place: float, href: str = "") -> Cell:
    """The level a place is nearest to."""
    return label(nearest_level(issue, place), href)


def actor_title(of: Settlement, decider: int) -> str:
    """Who one of those who decide is, in words."""
    return of.situation.actors[int(of.deciding.actors[decider])].title


def actor_titles(of: Settlement, deciders: Iterable[int]) -> str:
    """Several of those who decide, in words."""
    return listed(actor_title(of, one) for one in deciders)


def level_names(of: Settlement, package: int) -> tuple[str, ...]:
    """The level a package has on each issue."""
    found = steps(of.grid, np.array([package]))[0]
    return tuple(issue.levels[step].name for issue, step in zip(of.situation.issues, found, strict=True))


def differences(of: Settlement, first: Iterable[str], second: Iterable[str]) -> str:
    """Where one package differs from another: the second's level on each issue that differs."""
    rows = zip(issue_heads(of), first, second, strict=True)
    found = [f"{head}: {there}" for head, here, there in rows if here != there]
    return "; ".join(found) if found else "the same"


def largest(values: Float[np.ndarray, " q"], number: int = _SHOWN) -> list[int]:
    """Issues with the largest values, the largest first."""
    return [int(q) for q in np.argsort(-values, kind="stable")[:number]]


def share_text(part: float, whole: float = 1.0) -> str:
    """A part of a whole in per cent: some are never none, and nearly all are never all."""
    share = part / whole
    if 0 < share < _THOUSANDTH:
        return "under 0.1%"
    if 1 - _THOUSANDTH < share < 1:
        return "over 99.9%"
    return written(share, PERCENT, 0 if share in (0, 1) else 1)
