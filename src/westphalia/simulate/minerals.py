"""The stream of royalties a lever describes, and the coded positions as places on scales."""

from functools import lru_cache
from types import MappingProxyType

import numpy as np
from jaxtyping import Float, Int

from westphalia.minerals import positions as scales
from westphalia.minerals.royalties import break_even_revenue, npv, revenue_path, royalties
from westphalia.outcome.minerals import (
    FIRST_CASH,
    LEADS,
    OPENING_ASK,
    RATES,
    ROYALTIES,
    MineralsOutcome,
    PositionDistances,
    RoyaltyGrid,
)
from westphalia.scenario.levers import MineralsDeal
from westphalia.world.minerals import SCALES, SIGNED, MineralsPosition, Scale, minerals_positions


def minerals_outcome(lever: MineralsDeal) -> MineralsOutcome:
    """What the fund gets each year and what that is worth in the year of the agreement."""
    years = lever.from_ + np.arange(1, lever.years + 1)
    revenue = _revenue(lever, years)
    full = float(revenue.max())
    worth = npv(_profile(lever, revenue, full), lever.royalty, lever.share, lever.discount)
    values = _values(lever, revenue)
    return MineralsOutcome(
        lever=lever,
        years=years,
        revenue=revenue,
        paid=royalties(revenue, lever.royalty, lever.share),
        npv=full * worth,
        low=min(values),
        high=max(values),
        worth_of_one=worth,
        needed=MappingProxyType(
            {goal: break_even_revenue(goal, worth) for goal in (OPENING_ASK, FIRST_CASH)} if worth > 0 else {}
        ),
        grid=royalty_grid(lever.share, lever.ramp, lever.years),
    )


def _revenue(lever: MineralsDeal, years: Int[np.ndarray, " t"]) -> Float[np.ndarray, " t"]:
    if lever.revenue is not None:
        return revenue_path(lever.revenue, lever.lead, lever.ramp, lever.years)
    named = sorted(lever.path.items())
    return np.asarray(np.interp(years, [year for year, _ in named], [amount for _, amount in named], left=0.0))


def _profile(lever: MineralsDeal, revenue: Float[np.ndarray, " t"], full: float) -> Float[np.ndarray, " t"]:
    """The shape of the stream, one at full output."""
    if lever.revenue is not None:
        return revenue_path(1.0, lever.lead, lever.ramp, lever.years)
    return revenue / full if full else revenue


def _values(lever: MineralsDeal, revenue: Float[np.ndarray, " t"]) -> list[float]:
    """Present values over the rates of the grid and, for a level of revenue, its leads; the lever's own among them.

    Revenue without a lead is of projects that run already: full output at once is among the values then.
    """
    rates = (lever.discount, *RATES)
    if lever.revenue is None:
        return [npv(revenue, lever.royalty, lever.share, rate) for rate in rates]
    starts = [(lead, lever.ramp) for lead in (lever.lead, *LEADS)] + ([] if lever.lead else [(0, 1)])
    paths = [revenue_path(lever.revenue, lead, ramp, lever.years) for lead, ramp in starts]
    return [npv(path, lever.royalty, lever.share, rate) for path in paths for rate in rates]


@lru_cache
def royalty_grid(share: float, ramp: int, years: int) -> RoyaltyGrid:
    """What 1 bn of revenue a year at full output is worth under each lead, rate and royalty."""
    paths = [revenue_path(1.0, lead, ramp, years) for lead in LEADS]
    worth = [[[npv(path, royalty, share, rate) for royalty in ROYALTIES] for rate in RATES] for path in paths]
    return RoyaltyGrid(share, ramp, years, LEADS, RATES, ROYALTIES, np.array(worth))


@lru_cache(maxsize=1)
def position_distances() -> PositionDistances:
    """Every position against the text both sides signed, on each issue and together."""
    held = minerals_positions()
    place = np.array([[_place(one, scale) for scale in SCALES] for one in held])
    text = place[[one.document for one in held].index(SIGNED)]
    distance = scales.distance(place, text)
    together = scales.distance_together(distance, scales.equal_weights(len(SCALES)))
    issues = tuple(scale.issue for scale in SCALES)
    return PositionDistances(held, issues, place, distance, together, scales.stated(distance))


def _place(position: MineralsPosition, scale: Scale) -> float:
    """Place of a position on a scale; NaN where it is not stated."""
    coded = position.codes.get(scale.issue)
    if coded is None:
        return float("nan")
    if not scale.steps:
        return float(coded.code)
    return scales.place_on_scale(scale.steps.index(coded.code), len(scale.steps))
