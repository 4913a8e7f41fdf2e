r"""Every coded number moved alone, from its lowest to its highest: what it does to the answers, and where they flip.

All others stay at the mode, so a difference between two answers is that number's and no noise. Which packages are
agreed depends on those who decide alone; the compromise depends on everybody.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from jaxtyping import Bool, Float

from westphalia.bargaining.acceptance import accepts, agreed
from westphalia.bargaining.compromise import compromise
from westphalia.bargaining.draws import Ranges
from westphalia.bargaining.packages import package_utilities
from westphalia.bargaining.preferences import Preferences
from westphalia.settlement.answers import Moved, Swing
from westphalia.settlement.bargain import best_package
from westphalia.settlement.deciding import Deciding, only

__all__ = ["swings"]

_HALVINGS = 20
_OF_ACTORS: tuple[Moved, ...] = ("no deal", "capability")
_OF_ISSUES: tuple[Moved, ...] = ("position", "salience")
_FIELDS: dict[Moved, str] = {
    "position": "position",
    "salience": "salience",
    "capability": "capability",
    "no deal": "no_deal",
}


@dataclass(frozen=True)
class _Answer:
    """Compromise, number of packages agreed, and the Nash package (None where none is agreed)."""

    compromise: Float[np.ndarray, " q"]
    agreed: int
    package: int | None


@dataclass(frozen=True)
class _Base:
    """The answers at the mode, kept so that one actor's move computes that actor's part alone."""

    ranges: Ranges
    of: Deciding

    @cached_property
    def accepted(self) -> Bool[np.ndarray, "v p"]:
        """Who accepts which package at the mode."""
        return accepts(self.of.utilities, self.of.mode.no_deal)

    @cached_property
    def answer(self) -> _Answer:
        """Everything at the mode."""
        return self.answer_at(self.ranges.mode, int(self.of.actors[0]))

    def answer_at(self, moved: Preferences, actor: int) -> _Answer:
        """The answers where one actor's numbers differ from the mode."""
        settled = compromise(moved)
        at = np.flatnonzero(self.of.actors == actor)
        if not at.size:
            return _Answer(settled, self.answer.agreed, self.answer.package)
        (v,) = at
        mine = package_utilities(only(moved, np.array([actor])), self.of.grid)
        accepted = self.accepted.copy()
        accepted[v] = accepts(mine, moved.no_deal[[actor]])[0]
        found = np.flatnonzero(agreed(accepted, self.of.rule))
        utilities = self.of.utilities[:, found]
        utilities[v] = mine[0, found]
        deciding = only(moved, self.of.actors)
        best = best_package(utilities - deciding.no_deal[:, None], deciding.capability)
        return _Answer(settled, len(found), None if best is None else int(found[best]))


def swings(ranges: Ranges, of: Deciding) -> tuple[Swing, ...]:
    """One entry for each number with a range, in the order of actors and, within an actor, of kinds and issues."""
    base = _Base(ranges, of)
    return tuple(_swing(base, kind, actor, issue) for kind, actor, issue in _uncertain(ranges))


def _uncertain(ranges: Ranges) -> Iterator[tuple[Moved, int, int | None]]:
    """Numbers whose low and high differ, of those that count at all."""
    actors, issues = ranges.mode.position.shape
    for a in range(actors):
        for kind in _OF_ACTORS:
            if _value(ranges.low, kind, a, None) < _value(ranges.high, kind, a, None):
                yield kind, a, None
        for kind in _OF_ISSUES:
            for q in range(issues):
                matters = ranges.mode.salience[a, q] > 0
                if matters and _value(ranges.low, kind, a, q) < _value(ranges.high, kind, a, q):
                    yield kind, a, q


def _swing(base: _Base, kind: Moved, actor: int, issue: int | None) -> Swing:
    low, mode, high = (_value(one, kind, actor, issue) for one in (base.ranges.low, base.ranges.mode, base.ranges.high))

    def answer(value: float) -> _Answer:
        return base.answer_at(_moved(base.ranges.mode, kind, actor, issue, value), actor)

    ends = answer(low), base.answer, answer(high)
    where = issue if issue is not None else _largest_move(ends)
    left, middle, right = (float(one.compromise[where]) for one in ends)
    return Swing(
        kind, actor, issue, (low, mode, high),
        (left, middle, right),
        (ends[0].agreed, ends[1].agreed, ends[2].agreed),
        _flip(answer, ends, (low, mode, high), lambda one: one.agreed > 0),
        _flip(answer, ends, (low, mode, high), lambda one: one.package),
    )  # fmt: skip


def _largest_move(ends: tuple[_Answer, _Answer, _Answer]) -> int:
    """Issue on which the compromise moves most between the ends."""
    return int(np.argmax(np.abs(ends[2].compromise - ends[0].compromise)))


def _flip(
    answer: Callable[[float], _Answer],
    ends: tuple[_Answer, _Answer, _Answer],
    values: tuple[float, float, float],
    read: Callable[[_Answer], object],
) -> float | None:
    """The value nearest to the mode found at which what is read of the answer changes, by halving; None without one."""
    found = []
    for end in (0, 2):
        if read(ends[end]) != read(ends[1]):
            same, other = values[1], values[end]
            for _ in range(_HALVINGS):
                middle = (same + other) / 2
                same, other = (middle, other) if read(answer(middle)) == read(ends[1]) else (same, middle)
            found.append(other)
    return min(found, key=lambda value: abs(value - values[1]), default=None)


def _value(of: Preferences, kind: Moved, actor: int, issue: int | None) -> float:
    values = getattr(of, _FIELDS[kind])
    return float(values[actor] if issue is None else values[actor, issue])


def _moved(of: Preferences, kind: Moved, actor: int, issue: int | None, value: float) -> Preferences:
    values = getattr(of, _FIELDS[kind]).copy()
    values[actor if issue is None else (actor, issue)] = value
    return replace(of, **{_FIELDS[kind]: values})
