"""Codes of a scenario on the axes of a base: whose countries a code stands for, and which cells two sides share."""

from collections.abc import Iterable
from typing import Final, Literal

import numpy as np
from jaxtyping import Bool

from westphalia.axes import Axis
from westphalia.errors import DataError, ScenarioError
from westphalia.world.baseline import Baseline
from westphalia.world.countries import groups, members

EVERYBODY: Final = "ALL"
Sectors = Literal["goods", "all"] | tuple[str, ...]


def held(code: str, countries: Axis) -> tuple[str, ...]:
    """The base's countries behind a code; members a base folds into its rest of the world are left out.

    A label of the base stands for itself, even where the same letters name a group elsewhere.
    """
    if code == EVERYBODY:
        return countries.labels
    if code in countries:
        return (code,)
    if code not in groups():
        countries.index(code)
    found = tuple(member for member in members(code) if member in countries)
    if not found:
        raise DataError(f"no member of {code} is a country of the base. Known: {', '.join(countries.labels[:8])} …")
    return found


def mask(codes: Iterable[str], baseline: Baseline) -> Bool[np.ndarray, " n"]:
    """True for every country of the base that one of the codes stands for."""
    countries = baseline.axes.countries
    return countries.mask(label for code in codes for label in held(code, countries))


def blocs(codes: Iterable[str], baseline: Baseline) -> Bool[np.ndarray, "b n"]:
    """One row for each who acts: a country alone, a group as one; ALL is everybody for himself."""
    rows: list[np.ndarray] = []
    for code in codes:
        rows += (
            list(np.eye(len(baseline.axes.countries), dtype=bool)) if code == EVERYBODY else [mask([code], baseline)]
        )
    return np.array(rows)


def pairs(imposer: Iterable[str], target: Iterable[str], baseline: Baseline) -> Bool[np.ndarray, "n i"]:
    """Who hits whom, imposers first; nobody hits a member of the group he acts in."""
    acting, hit = blocs(imposer, baseline), mask(target, baseline)
    return np.asarray((acting[:, :, None] & ~acting[:, None, :]).any(axis=0) & hit)


def sector_mask(sectors: Sectors, baseline: Baseline) -> Bool[np.ndarray, " s"]:
    """True for the sectors meant: all goods, everything, or those named."""
    if sectors == "goods":
        return baseline.goods
    if sectors == "all":
        return np.ones_like(baseline.goods)
    return baseline.axes.sectors.mask(sectors)


def cells(
    imposer: Iterable[str], target: Iterable[str], sectors: Sectors, baseline: Baseline, who: str
) -> Bool[np.ndarray, "n i s"]:
    """Imports of the imposers from the targets in the sectors meant; a label the base lacks is named with the lever."""
    try:
        hit = pairs(imposer, target, baseline)[:, :, None] & sector_mask(sectors, baseline)
    except DataError as error:
        raise ScenarioError(f"{who}: {error} The base is {baseline.name}.") from None
    return np.asarray(hit)
