r"""Every package of a negotiation on a grid: one step of each issue, less what conditions leave out.

Packages run along `p`. Only feasible ones are counted: package 0 is the first combination of steps that every
condition allows, with the last issue running fastest.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import prod
from typing import Final

import numpy as np
from jaxtyping import Bool, Float, Float32, Int

from westphalia.bargaining.preferences import Preferences, issue_shares
from westphalia.errors import DataError

__all__ = [
    "LARGEST", "Condition", "Grid", "Halves", "excluded_by", "halves", "level_tables", "nearest_package",
    "package_grid", "package_utilities", "places", "steps", "sums",
]  # fmt: skip

LARGEST: Final = 5_000_000
"""Combinations of steps a grid may have before any condition."""
Levels = tuple[Float[np.ndarray, " _"], ...]


@dataclass(frozen=True)
class Condition:
    """A link between two issues: if the step on one is among these, the step on the other is among those.

    It says what cannot be had without what ("US backstop only with a European force"), in steps counted from zero.
    """

    if_issue: int
    if_steps: tuple[int, ...]
    then_issue: int
    then_steps: tuple[int, ...]


@dataclass(frozen=True)
class Grid:
    """The packages on the table: places of the steps of every issue, and which combinations are feasible."""

    levels: Levels
    feasible: Bool[np.ndarray, " c"]

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of steps of each issue."""
        return tuple(len(one) for one in self.levels)

    @cached_property
    def combinations(self) -> Int[np.ndarray, " p"]:
        """Which combination of steps each package is."""
        return np.flatnonzero(self.feasible)

    @property
    def number(self) -> int:
        """Number of feasible packages."""
        return len(self.combinations)

    @cached_property
    def split(self) -> int:
        """How many issues are in the first half, so that both halves have about as many combinations."""
        sizes = [prod(self.shape[:first]) + prod(self.shape[first:]) for first in range(len(self.shape) + 1)]
        return int(np.argmin(sizes))


@dataclass(frozen=True)
class Halves:
    r"""Utility from the first and from the second half of the issues, for every combination of their steps.

    A package's utility is the sum of two numbers looked up here: :math:`U_{ap} = F_{a,i(p)} + G_{a,j(p)}`.
    """

    first: Float32[np.ndarray, "*d a f"]
    second: Float32[np.ndarray, "*d a g"]


def package_grid(levels: Levels, conditions: tuple[Condition, ...] = ()) -> Grid:
    """The grid of all combinations of steps that the conditions allow."""
    _check_levels(levels)
    shape = tuple(len(one) for one in levels)
    feasible = _allowed(shape, conditions)
    if not feasible.any():
        together = " and ".join(f"conditions[{one}]" for one in excluded_by(levels, conditions))
        raise DataError(f"{together}: together they leave no package. Drop one of them, or widen its steps.")
    return Grid(levels, feasible.ravel())


def excluded_by(levels: Levels, conditions: tuple[Condition, ...]) -> tuple[int, ...]:
    """Conditions that together exclude every package, and of which none can be left out; empty if some remain."""
    shape = tuple(len(one) for one in levels)
    kept = list(range(len(conditions)))
    if _allowed(shape, conditions).any():
        return ()
    for one in range(len(conditions)):
        fewer = [other for other in kept if other != one]
        if not _allowed(shape, tuple(conditions[other] for other in fewer)).any():
            kept = fewer
    return tuple(kept)


def steps(grid: Grid, packages: Int[np.ndarray, " p"]) -> Int[np.ndarray, "p q"]:
    """Step of each package on each issue, counted from zero."""
    return np.stack(np.unravel_index(grid.combinations[packages], grid.shape), axis=-1)


def places(grid: Grid, packages: Int[np.ndarray, " p"]) -> Float[np.ndarray, "p q"]:
    """Place in [0, 1] of each package on each issue."""
    found = steps(grid, packages)
    return np.stack([level[found[:, issue]] for issue, level in enumerate(grid.levels)], axis=-1)


def nearest_package(grid: Grid, settlement: Float[np.ndarray, " q"]) -> int:
    r"""The feasible package nearest to a settlement, every issue counted alike: least :math:`\sum_q |y_q - x_q|`.

    Of several that are equally near, the first. Distances are rounded as those of :func:`package_utilities` are.
    """
    tables = tuple(-np.abs(level - place)[None] for level, place in zip(grid.levels, settlement, strict=True))
    return int(np.argmax(sums(grid, halves(grid, tables))[0]))


def level_tables(preferences: Preferences, grid: Grid) -> tuple[Float[np.ndarray, "*d a _"], ...]:
    r"""What each step of an issue is worth to each actor, an array for each issue.

    .. math:: u_{aq\ell} = -\frac{s_{aq}}{\sum_q s_{aq}} |y_{q\ell} - x_{aq}|^p

    Utilities are additive over issues, so these small tables hold all there is to know of a coding or a draw.
    """
    if preferences.position.shape[-1] != len(grid.levels):
        raise DataError(f"grid: {len(grid.levels)} issues, but positions on {preferences.position.shape[-1]}.")
    shares = issue_shares(preferences.salience)
    return tuple(
        -shares[..., issue, None] * np.abs(level - preferences.position[..., issue, None]) ** preferences.loss
        for issue, level in enumerate(grid.levels)
    )


def halves(grid: Grid, tables: tuple[Float[np.ndarray, "*d a _"], ...]) -> Halves:
    """Successive outer sums of the tables of the first issues, and of those of the others."""
    return Halves(_outer(tables[: grid.split], tables), _outer(tables[grid.split :], tables))


def sums(grid: Grid, parts: Halves, packages: slice = slice(None)) -> Float32[np.ndarray, "*d a p"]:
    """Utility of packages next to each other on the grid, from its two halves."""
    first, second = np.divmod(grid.combinations[packages], parts.second.shape[-1])
    found = np.take(parts.first, first, axis=-1)
    found += np.take(parts.second, second, axis=-1)
    return found


def package_utilities(preferences: Preferences, grid: Grid) -> Float32[np.ndarray, "*d a p"]:
    r"""Utility of every package for every actor, :math:`U_{ap} = \sum_q u_{aq\ell(p)}`.

    In single precision: two halves and their sum are rounded, by at most :math:`2^{-25}` each, so a utility is right
    to a ten-millionth of the scale whatever the number of issues. Tests of acceptance allow for ten times that.
    """
    return sums(grid, halves(grid, level_tables(preferences, grid)))


def _outer(
    tables: tuple[Float[np.ndarray, "*d a _"], ...], like: tuple[Float[np.ndarray, "*d a _"], ...]
) -> Float32[np.ndarray, "*d a c"]:
    total = np.zeros((*like[0].shape[:-1], 1))
    for table in tables:
        total = (total[..., :, None] + table[..., None, :]).reshape(*table.shape[:-1], -1)
    return total.astype(np.float32)


def _check_levels(levels: Levels) -> None:
    if not levels:
        raise DataError("levels: a grid has no issue. Give at least one.")
    for issue, one in enumerate(levels):
        rises = all(here < there for here, there in pairwise(one))
        if not (len(one) and rises and one[0] >= 0 and one[-1] <= 1):
            raise DataError(f"levels[{issue}]: {one.tolist()}. Expected places from 0 to 1, each above the last.")
    if (size := prod(len(one) for one in levels)) > LARGEST:
        raise DataError(
            f"packages: {size:,} combinations are more than {LARGEST:,}. "
            "Give some issues fewer steps, or use the settlement on continuous scales, which needs no grid."
        )


def _allowed(shape: tuple[int, ...], conditions: tuple[Condition, ...]) -> Bool[np.ndarray, "..."]:
    """Which combinations of steps every condition allows."""
    allowed = np.ones(shape, dtype=bool)
    for place, condition in enumerate(conditions):
        asked = _chosen(shape, condition.if_issue, condition.if_steps, f"conditions[{place}].if")
        given = _chosen(shape, condition.then_issue, condition.then_steps, f"conditions[{place}].then")
        allowed &= ~asked | given
    return allowed


def _chosen(shape: tuple[int, ...], issue: int, chosen: tuple[int, ...], where: str) -> Bool[np.ndarray, "..."]:
    """Combinations whose step on an issue is among those chosen, with length one along every other issue."""
    if not 0 <= issue < len(shape):
        raise DataError(f"{where}_issue: {issue}. There are {len(shape)} issues, counted from 0.")
    unknown = [one for one in chosen if not 0 <= one < shape[issue]]
    if unknown:
        raise DataError(f"{where}_steps: {unknown[0]}. Issue {issue} has {shape[issue]} steps, counted from 0.")
    found = np.isin(np.arange(shape[issue]), chosen)
    return found.reshape([-1 if other == issue else 1 for other in range(len(shape))])
