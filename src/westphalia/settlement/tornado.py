r"""Every coded number moved alone, from its lowest to its highest: what it does to the answers, and where they flip.

All others stay at the mode, so a difference between two answers is that number's and no noise. Which packages are
agreed depends on those who decide alone; the compromise depends on everybody.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from math import prod

import numpy as np
from jaxtyping import Float, Int

from westphalia.bargaining.acceptance import TOLERANCE, accepts, enough, win_set
from westphalia.bargaining.compromise import compromise
from westphalia.bargaining.draws import Ranges
from westphalia.bargaining.packages import halves, level_tables
from westphalia.bargaining.preferences import Preferences
from westphalia.settlement.answers import Joint, Moved, Swing
from westphalia.settlement.deciding import Deciding

_HALVINGS = 10
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
    """Number of packages agreed, and the Nash package (None where none is, or none that all who bargain accept)."""

    agreed: int
    package: int | None


@dataclass(frozen=True)
class _Others:
    """What is left to one who decides: packages no other veto refuses, and what the others make of each of them.

    `first` and `second` say which combination of each half of the issues a package has, `votes` those of the others
    who accept it, `worth` the others' part of the product of gains, minus infinity where one who bargains would lose.
    """

    packages: Int[np.ndarray, " o"]
    first: Int[np.ndarray, " o"]
    second: Int[np.ndarray, " o"]
    votes: Float[np.ndarray, " o"]
    worth: Float[np.ndarray, " o"]


def _others(of: Deciding, v: int) -> _Others:
    accepted = accepts(of.utilities, of.mode.no_deal)
    among = np.arange(len(of.actors)) != v
    packages = np.flatnonzero(accepted[among & of.rule.veto].all(axis=0))
    first, second = np.divmod(of.grid.combinations[packages], prod(of.grid.shape[of.grid.split :]))
    players = of.players & among
    gains = of.utilities[players][:, packages] - of.mode.no_deal[players, None]
    return _Others(
        packages, first, second,
        votes=of.rule.votes[among] @ accepted[among][:, packages],
        worth=np.where((gains >= -TOLERANCE).all(axis=0), of.mode.capability[players] @ _log(gains), -np.inf),
    )  # fmt: skip


def _log(gains: Float[np.ndarray, "*n p"]) -> Float[np.ndarray, "*n p"]:
    return np.asarray(np.log(np.maximum(gains, TOLERANCE)))


@dataclass(frozen=True)
class _Base:
    """The answer at the mode, kept so that one number's move computes one actor's part alone."""

    ranges: Ranges
    of: Deciding

    @cached_property
    def others(self) -> tuple[_Others, ...]:
        """For each of those who decide, what the others leave."""
        return tuple(_others(self.of, v) for v in range(len(self.of.actors)))

    @cached_property
    def agreed(self) -> int:
        """Number of packages agreed at the mode."""
        return self.answer_at(self.ranges.mode, 0).agreed

    def decider(self, actor: int) -> int | None:
        """Which of those who decide an actor is; None where it decides nothing."""
        at = np.flatnonzero(self.of.actors == actor)
        return int(at[0]) if at.size else None

    def answer_at(self, moved: Preferences, v: int) -> _Answer:
        """The answer where the numbers of one who decides differ from the mode."""
        of, left = self.of, self.others[v]
        mine = moved.of_actors(of.actors[[v]])
        parts = halves(of.grid, level_tables(mine, of.grid))
        utilities = parts.first[0].take(left.first) + parts.second[0].take(left.second)
        accepted = accepts(utilities[None], mine.no_deal)[0]
        agreed = enough(left.votes + of.rule.votes[v] * accepted, of.rule)
        if of.rule.veto[v]:
            agreed &= accepted
        found = np.flatnonzero(agreed & accepted if of.players[v] else agreed)
        worth = left.worth[found]
        if of.players[v]:
            worth = worth + mine.capability[0] * _log(utilities[found] - np.float32(mine.no_deal[0]))
        best = int(np.argmax(worth)) if found.size else None
        if best is None or worth[best] == -np.inf:
            return _Answer(int(agreed.sum()), None)
        return _Answer(int(agreed.sum()), int(left.packages[found[best]]))


def swings(ranges: Ranges, of: Deciding, on: int | None = None) -> tuple[Swing, ...]:
    """One entry for each number with a range, in the order of actors and, within an actor, of kinds and issues.

    With an issue, its own numbers alone.
    """
    base = _Base(ranges, of)
    return tuple(_swing(base, *number) for number in _uncertain(ranges) if on is None or number[2] == on)


def joint(of: Deciding) -> Joint:
    r"""Packages agreed with every :math:`d_v` at its lowest, and at its highest: many small moves make a large one."""
    low, high = (win_set(of.utilities, end.no_deal, of.rule).sum() for end in (of.ranges.low, of.ranges.high))
    return Joint(int(low), int(high))


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
    moved = [_moved(base.ranges.mode, kind, actor, issue, value) for value in (low, mode, high)]
    settled = [compromise(one) for one in moved]
    on = int(np.argmax(np.abs(settled[2] - settled[0]))) if issue is None else issue
    points = float(settled[0][on]), float(settled[1][on]), float(settled[2][on])
    v = base.decider(actor)
    if v is None:
        number = base.agreed
        return Swing(kind, actor, issue, on, (low, mode, high), points, (number, number, number), None, None)

    def answer(value: float) -> _Answer:
        return base.answer_at(_moved(base.ranges.mode, kind, actor, issue, value), v)

    ends = base.answer_at(moved[0], v), base.answer_at(moved[1], v), base.answer_at(moved[2], v)
    return Swing(
        kind, actor, issue, on, (low, mode, high), points, (ends[0].agreed, ends[1].agreed, ends[2].agreed),
        _flip(answer, ends, (low, mode, high), lambda one: one.agreed > 0),
        _flip(answer, ends, (low, mode, high), lambda one: one.package),
    )  # fmt: skip


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
