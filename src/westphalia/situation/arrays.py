r"""A situation as the arrays that models of bargaining take: actors along `a`, issues along `q`, all scales 0 to 1.

Labels stay in the situation: row `a` is `situation.actor_names[a]`, column `q` is `situation.issue_names[q]`, and step
`l` of an issue is `situation.issues[q].levels[l]`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import prod
from typing import Final, Literal

import numpy as np
from jaxtyping import Bool, Float

from westphalia.bargaining.draws import Ranges
from westphalia.bargaining.packages import LARGEST, Condition, Grid, excluded_by, package_grid
from westphalia.bargaining.preferences import LINEAR, QUADRATIC, Preferences, Rule
from westphalia.errors import DataError, ScenarioError
from westphalia.situation.issue import StatusQuo
from westphalia.situation.schema import Situation

ABSENT: Final = 0.5
"""Place an actor is given on an issue it has no position on; with salience 0 there, it changes nothing."""
End = Literal["low", "mode", "high"]
_LOSS: Final = {"linear": LINEAR, "quadratic": QUADRATIC}


def ranges_of(situation: Situation) -> Ranges:
    r"""Lowest, likeliest and highest of everything coded.

    Positions become places on their scale, :math:`(x - l)/(h - l)`. Salience is coded on one scale for all actors, as
    the weight of an actor on an issue is its capability times its salience there; it is divided by the largest of all,
    so that 1 is what matters most to anybody.
    """
    return Ranges(*(_preferences(situation, end) for end in ("low", "mode", "high")))


def rule_of(situation: Situation) -> Rule:
    """Who must agree: every veto, and votes up to the quota where there is one."""
    veto = np.array([actor.veto for actor in situation.actors])
    return Rule(veto, np.array([actor.votes for actor in situation.actors]), situation.quota)


def grid_of(situation: Situation) -> Grid:
    """Every package of the situation's levels that its conditions allow; too many or none are refused."""
    number = prod(len(issue.levels) for issue in situation.issues)
    if number > LARGEST:
        raise ScenarioError(
            f"issues: {_sizes(situation)}: {number:,} combinations are more than {LARGEST:,}. "
            "Give some issues fewer levels, or leave issues out."
        )
    levels = tuple(np.array([issue.place(level.at) for level in issue.levels]) for issue in situation.issues)
    conditions = tuple(_condition(situation, k) for k in range(len(situation.conditions)))
    try:
        return package_grid(levels, conditions)
    except DataError:
        named = [f"conditions[{k}]" for k in excluded_by(levels, conditions)]
        raise ScenarioError(_emptied(named)) from None


def _sizes(situation: Situation) -> str:
    """How many issues have how many levels: 3 issues of 10 levels and 1 of 4."""
    sizes = Counter(len(issue.levels) for issue in situation.issues).most_common()
    found = [f"{many} of {size}" for size, many in sizes]
    (size, many), rest = sizes[0], found[1:]
    return " and ".join([f"{many} {'issue' if many == 1 else 'issues'} of {size} levels", *rest])


def _emptied(named: Sequence[str]) -> str:
    if len(named) == 1:
        return f"{named[0]}: it leaves no package. Drop it, or add levels to what it needs."
    return f"{' and '.join(named)}: together they leave no package. Drop one of them, or add levels to what one needs."


def taking_part(situation: Situation) -> Bool[np.ndarray, "a q"]:
    """Who has a position that matters to it on which issue."""
    return np.array(
        [
            [(held := situation.held.get((actor, issue))) is not None and held.salience.mode > 0
             for issue in situation.issue_names]
            for actor in situation.actor_names
        ]
    )  # fmt: skip


def status_quo(situation: Situation) -> Float[np.ndarray, " q"]:
    """Where each issue stands on the day it is coded, as a place from 0 to 1; NaN where it stands nowhere."""
    return _standing(situation, [one.status_quo for one in situation.issues])


def without_deal(situation: Situation) -> Float[np.ndarray, " q"]:
    """Where each issue goes if talks fail, as a place from 0 to 1; NaN where nothing is coded."""
    return _standing(situation, [one.without for one in situation.issues])


def _standing(situation: Situation, stands: Sequence[StatusQuo | None]) -> Float[np.ndarray, " q"]:
    places = zip(situation.issues, stands, strict=True)
    return np.array([np.nan if one is None else issue.place(one.at) for issue, one in places], dtype=float)


def _preferences(situation: Situation, end: End) -> Preferences:
    position = np.full((len(situation.actors), len(situation.issues)), ABSENT)
    salience = np.zeros_like(position)
    largest = max(held.salience.mode for held in situation.held.values())
    for (actor, issue), held in situation.held.items():
        a, q = situation.actor_names.index(actor), situation.issue_names.index(issue)
        position[a, q] = situation.issues[q].place(getattr(held, end))
        salience[a, q] = getattr(held.salience, end) / largest
    return Preferences(
        position=position,
        salience=salience,
        capability=np.array([getattr(actor.capability, end) for actor in situation.actors]),
        no_deal=np.array([getattr(actor.no_deal, end) for actor in situation.actors]),
        loss=_LOSS[situation.loss],
    )


def _condition(situation: Situation, number: int) -> Condition:
    one = situation.conditions[number]
    return Condition(*_end(situation, one.when), *_end(situation, one.needs))


def _end(situation: Situation, side: Mapping[str, tuple[str, ...]]) -> tuple[int, tuple[int, ...]]:
    ((name, levels),) = side.items()
    return situation.issue_names.index(name), tuple(situation.issue(name).step(level) for level in levels)
