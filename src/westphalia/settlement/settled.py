"""One situation and the answers of every model to it, each computed when it is first asked for."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Float32, Int

from westphalia.bargaining.draws import Ranges, draw
from westphalia.bargaining.packages import Grid, package_utilities
from westphalia.bargaining.preferences import Preferences, Rule
from westphalia.errors import UsageError
from westphalia.settlement.answers import Agreed, Origins, Points
from westphalia.settlement.origins import origins
from westphalia.settlement.packages import agreed_packages, deciders_of, only
from westphalia.settlement.points import points
from westphalia.situation.arrays import grid_of, ranges_of, rule_of
from westphalia.situation.schema import Situation


@dataclass(frozen=True)
class Settlement:
    """What a situation implies: its arrays, and the answers of the models side by side.

    Rows of arrays are `situation.actors`, columns `situation.issues`; steps of a package are levels of its issues.
    Without draws (`number` None) everything is at the likeliest coding.
    """

    situation: Situation
    ranges: Ranges
    rule: Rule
    grid: Grid
    number: int | None

    @property
    def mode(self) -> Preferences:
        """The likeliest coding."""
        return self.ranges.mode

    @cached_property
    def draws(self) -> Preferences | None:
        """Draws of everything coded, seeded by the situation; None where none were asked for."""
        if self.number is None:
            return None
        return draw(self.ranges, self.number, np.random.default_rng(self.situation.seed))

    @cached_property
    def deciders(self) -> Int[np.ndarray, " v"]:
        """Who decides, as rows of the arrays: every veto and, where there is a quota, everybody with votes."""
        return deciders_of(self.rule)

    @cached_property
    def utilities(self) -> Float32[np.ndarray, "a p"]:
        """Utility of every package for every actor, at the likeliest coding."""
        return package_utilities(self.mode, self.grid)

    @cached_property
    def origins(self) -> Origins:
        """How many of the numbers were stated, inferred and assumed: to be read before any of the answers."""
        return origins(self.situation)

    @cached_property
    def points(self) -> Points:
        """The compromise and its baselines, issue by issue, with both bands."""
        return points(self.situation, self.mode, self.draws)

    @cached_property
    def agreed(self) -> Agreed:
        """Packages that all who must agree accept: at the mode, within the ranges, and over draws."""
        drawn = None if self.draws is None else only(self.draws, self.deciders)
        return agreed_packages(self.ranges, self.grid, self.rule, self.utilities, drawn)


def settle(situation: Situation, draws: int | None = 1000) -> Settlement:
    """What a situation implies under each model, at its likeliest coding and over draws of what is not known.

    Nothing is computed until an answer is asked for; draws of None leave the likeliest coding alone. No forecast stands alone: every point comes with the interval of
    its inputs, the historical error of its model, and the answers of the others.
    """
    if draws is not None and draws < 1:
        raise UsageError(f"draws: {draws}. Expected 1 or more; 1,000 are usual.")
    return Settlement(situation, ranges_of(situation), rule_of(situation), grid_of(situation), draws)
