"""Those who decide, by themselves: what they want, the rule among them, and what each package is worth to them."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from jaxtyping import Bool, Float32, Int

from westphalia.bargaining.draws import Ranges
from westphalia.bargaining.packages import Grid, package_utilities
from westphalia.bargaining.preferences import Preferences, Rule


@dataclass(frozen=True)
class Deciding:
    """Arrays of those who decide alone; `actors` are their rows among all. `drawn` is None without draws."""

    actors: Int[np.ndarray, " v"]
    ranges: Ranges
    rule: Rule
    grid: Grid
    drawn: Preferences | None

    @property
    def mode(self) -> Preferences:
        """The likeliest coding."""
        return self.ranges.mode

    @property
    def players(self) -> Bool[np.ndarray, " v"]:
        """Who bargains: those with a veto, or everybody who decides where nobody has one."""
        return self.rule.veto if self.rule.veto.any() else np.ones_like(self.rule.veto)

    @cached_property
    def utilities(self) -> Float32[np.ndarray, "v p"]:
        """Utility of every package, at the likeliest coding."""
        return package_utilities(self.mode, self.grid)

    def with_mode(self, mode: Preferences) -> "Deciding":
        """The same with another likeliest coding and nothing uncertain."""
        return replace(self, ranges=Ranges(mode, mode, mode), drawn=None)


def deciding(ranges: Ranges, rule: Rule, grid: Grid, draws: Preferences | None) -> Deciding:
    """Those who decide, taken out of all actors."""
    who = deciders_of(rule)
    return Deciding(
        who,
        Ranges(*(one.of_actors(who) for one in (ranges.low, ranges.mode, ranges.high))),
        Rule(rule.veto[who], rule.votes[who], rule.quota),
        grid,
        None if draws is None else draws.of_actors(who),
    )


def deciders_of(rule: Rule) -> Int[np.ndarray, " v"]:
    """Every veto and, where there is a quota, everybody with votes."""
    return np.flatnonzero(rule.veto | ((rule.votes > 0) & (rule.quota > 0)))
