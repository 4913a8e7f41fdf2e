"""One situation and the answers of every model to it, each computed when it is first asked for."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from jaxtyping import Bool, Float, Float32

from westphalia.bargaining.draws import Ranges, draw
from westphalia.bargaining.packages import Grid, package_utilities
from westphalia.bargaining.preferences import Preferences, Rule
from westphalia.errors import UsageError
from westphalia.settlement.answers import (
    Agreed,
    Bargain,
    Imposing,
    Joint,
    Origins,
    Points,
    Readings,
    Swing,
    TextAnswer,
    Trade,
)
from westphalia.settlement.bargain import bargain
from westphalia.settlement.deciding import Deciding, deciders_of, deciding
from westphalia.settlement.imposing import imposing
from westphalia.settlement.origins import origins
from westphalia.settlement.packages import agreed_packages
from westphalia.settlement.points import points
from westphalia.settlement.readings import readings
from westphalia.settlement.refusals import Refusals, refusals
from westphalia.settlement.texts import texts
from westphalia.settlement.tornado import joint, swings
from westphalia.settlement.trades import agreed_frontier, trades
from westphalia.settlement.zone import Zone, zone
from westphalia.situation.arrays import grid_of, ranges_of, rule_of, taking_part, without_deal
from westphalia.situation.schema import Situation

LARGEST_NUMBER: Final = 20_000
"""Draws that may be asked for: a share is then known to 0.7 percentage points, and no coding is known so well."""
LARGEST_WORK: Final = 5_000_000_000
"""Utilities that may be computed, draws times packages times those who decide: about a minute."""


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
    def deciding(self) -> Deciding:
        """Those who decide, by themselves: every veto and, where there is a quota, everybody with votes."""
        return deciding(self.ranges, self.rule, self.grid, self.draws)

    @property
    def deciders(self) -> tuple[str, ...]:
        """Names of those who decide: the labels of axis `v`."""
        return tuple(self.situation.actor_names[a] for a in self.deciding.actors)

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
        return agreed_packages(self.deciding)

    @cached_property
    def refusals(self) -> Refusals | None:
        """The same where what vetoes rule out in public is taken at their word; None where nothing is coded so."""
        return refusals(self.situation, self.grid, self.agreed.at_mode)

    @cached_property
    def zone(self) -> Zone:
        """How many packages are agreed as coded, and under other choices of what no deal is worth and what binds."""
        kept = None if self.refusals is None else self.refusals.kept
        return zone(self.deciding, without_deal(self.situation), self.agreed.at_mode, kept)

    @cached_property
    def texts(self) -> tuple[TextAnswer, ...]:
        """Texts on the table: for whom they are better than no deal, and what is better for everybody who decides."""
        drawn = self.agreed.drawn
        return texts(self.situation, self.mode, self.deciding, None if drawn is None else drawn.probability)

    @cached_property
    def frontier(self) -> Bool[np.ndarray, " p"]:
        """Of the packages agreed at the mode, those that no other betters for all who bargain."""
        return agreed_frontier(self.deciding, self.agreed.at_mode)

    @cached_property
    def trades(self) -> tuple[Trade, ...]:
        """The exchange of concessions best for each two actors, from the compromise."""
        return trades(self.mode, self.points.compromise)

    @cached_property
    def readings(self) -> Readings:
        """The challenge model on every issue, under each reading of its description: a comparison."""
        return readings(self.mode, taking_part(self.situation))

    @cached_property
    def bargain(self) -> Bargain:
        """The bargain of those who decide, against what no deal is worth to each."""
        return bargain(self.deciding)

    @cached_property
    def imposing(self) -> tuple[Imposing, ...]:
        """What making no deal dearer would do, for each who bargains, for two of three and for all of them."""
        drawn = self.agreed.drawn
        return imposing(self.deciding, None if drawn is None else drawn.sizes)

    @cached_property
    def swings(self) -> tuple[Swing, ...]:
        """Every number with a range moved alone to its ends: the tornado, and the values at which answers flip."""
        return swings(self.ranges, self.deciding)

    @cached_property
    def joint(self) -> Joint:
        """How many packages are agreed with all values of no deal at their lowest together, and at their highest."""
        return joint(self.deciding)

    def swings_on(self, issue: int) -> tuple[Swing, ...]:
        """The same for the numbers of one issue alone."""
        return swings(self.ranges, self.deciding, issue)

    @property
    def results(self) -> tuple[Float[np.ndarray, "..."], ...]:
        """The numbers a run record takes the hash of: places of the compromise, and how sure each package is."""
        drawn = self.agreed.drawn
        sure = self.agreed.at_mode.astype(float) if drawn is None else drawn.probability
        return self.points.compromise, sure


def settle(situation: Situation, draws: int | None = 1000) -> Settlement:
    """What a situation implies under each model, at its likeliest coding and over draws of what is not known.

    Nothing is computed until an answer is asked for; draws of None leave the likeliest coding alone. No forecast stands
    alone: every point comes with the interval of its inputs, the historical error of its model, and the other models.
    """
    if draws is not None and draws < 1:
        raise UsageError(f"draws: {draws}. Expected 1 or more; 1,000 are usual.")
    if draws is not None and draws > LARGEST_NUMBER:
        raise UsageError(f"draws: {draws:,} are more than {LARGEST_NUMBER:,}. Ask for fewer; 1,000 are usual.")
    rule, grid = rule_of(situation), grid_of(situation)
    if draws is not None:
        _not_too_many(draws, grid, len(deciders_of(rule)))
    return Settlement(situation, ranges_of(situation), rule, grid, draws)


def _not_too_many(draws: int, grid: Grid, deciders: int) -> None:
    """Refuses what would take more than about a minute, before anything is drawn."""
    work = draws * grid.number * deciders
    if work > LARGEST_WORK:
        raise UsageError(
            f"draws: {draws:,} draws of {grid.number:,} packages for {deciders} who decide are {work:,} utilities, "
            f"more than {LARGEST_WORK:,}. Ask for {LARGEST_WORK // (grid.number * deciders):,} draws or fewer, or give "
            "some issues fewer levels."
        )
