"""Who pays for a yearly sum under each key, and what published perimeters lack."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.defence import autonomy
from westphalia.errors import DataError, ScenarioError
from westphalia.outcome.autonomy import CHOSEN, KEYS, AutonomyOutcome, PerimeterGap
from westphalia.scenario.levers import Autonomy
from westphalia.scenario.schema import Scenario
from westphalia.scenario.starts import edition_share
from westphalia.simulate.rates import conversion, units_per_national
from westphalia.world.countries import countries, members
from westphalia.world.economies import economies, macro
from westphalia.world.exposure import distance_to_moscow, exposed_border

PERIMETERS: Final = ("EU27", "EU_NATO", "EU27_GBR_NOR", "NATO_EUROPE", "NEC")


def autonomy_outcome(lever: Autonomy, scenario: Scenario) -> AutonomyOutcome:
    """The lever's sum shared under each key, in EUR and at the GDP of the year of the edition's shares."""
    held, left_out = _held(lever, scenario.outlook)
    year = _year_of_shares(held, lever.edition)
    ally = _Allies(held, year, lever.edition, scenario.outlook)
    total = lever.amount * _to_euro(lever.currency, scenario.outlook, year)
    keys = {
        "income": autonomy.income_key(ally.gdp),
        "gap": autonomy.gap_key(ally.share, ally.gdp, lever.target),
        "capacity": autonomy.capacity_key(ally.gdp, ally.gdp / ally.population, ally.debt, autonomy.ALPHA),
        "exposure": autonomy.exposure_key(ally.gdp, ally.distance, autonomy.DELTA),
    }
    weights = np.array([lever.key.get(name, 0.0) for name in KEYS])
    used = weights > 0
    mixed = autonomy.mixed_key(np.stack(list(keys.values()))[used], weights[used])
    cap = None if lever.cap is None else autonomy.cap_of_gdp(ally.gdp, lever.cap)
    try:
        by_key = {CHOSEN: autonomy.allocation(total, mixed, cap)}
    except DataError as error:
        field = "key" if lever.cap is None else "cap"
        raise ScenarioError(f"levers[{scenario.levers.index(lever)}].{field}: {error}") from None
    refused = {}
    for name, key in keys.items():
        try:
            by_key[name] = autonomy.allocation(total, key, cap)
        except DataError as error:
            refused[name] = str(error)
    return AutonomyOutcome(
        lever=lever,
        year=year,
        allies=held,
        left_out=left_out,
        total=total,
        gdp=ally.gdp,
        population=ally.population,
        share=ally.share,
        distance=ally.distance,
        border=ally.border,
        gap=autonomy.gap(ally.share, ally.gdp, lever.target),
        by_key=by_key,
        refused=refused,
        outlook=scenario.outlook,
    )


@lru_cache
def perimeter_gaps(
    target: float, points: float, year: int, edition: str, outlook: str, codes: Sequence[str] = PERIMETERS
) -> tuple[PerimeterGap, ...]:
    """What each perimeter lacks to a target by its members' shares, and what some points of its GDP are, bn EUR."""
    found = []
    for code in codes:
        inside = [c for c in members(code) if c in economies(outlook)]
        measured = [c for c in inside if edition_share(c, edition) is not None]
        ally = _Allies(tuple(measured), year, edition, outlook)
        gdp = _euro_gdp(inside, outlook, year)
        found.append(
            PerimeterGap(
                code,
                len(inside),
                float(gdp.sum()),
                autonomy.need_from_gap(ally.share, ally.gdp, target),
                autonomy.need_from_points(gdp, points),
            )
        )
    return tuple(found)


def _year_of_shares(codes: Sequence[str], edition: str) -> int:
    """The latest year for which the edition has all of them."""
    years = [share.year for code in codes if (share := edition_share(code, edition)) is not None]
    if not years:
        raise DataError(f"autonomy: no ally has a share in {edition}. Name another edition.")
    return min(years)


class _Allies:
    """What the keys need of each ally: GDP in bn EUR, people in millions, debt and share of GDP, km."""

    def __init__(self, codes: tuple[str, ...], year: int, edition: str, outlook: str) -> None:
        self.gdp = _euro_gdp(codes, outlook, year)
        self.population = np.array([macro(c, outlook).at("population_m", year) for c in codes])
        self.debt = np.array([macro(c, outlook).at("gross_debt", year) for c in codes])
        shares = [edition_share(c, edition) for c in codes]
        self.share = np.array([np.nan if s is None else s.share for s in shares])
        self.distance = np.array([distance_to_moscow(c) for c in codes])
        self.border = np.array([exposed_border(c) for c in codes])


def _held(lever: Autonomy, outlook: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The members with an outlook and a share in the edition, and the others with what is missing."""
    held, left_out = [], []
    for code in members(lever.members):
        name = countries()[code].name
        if code not in economies(outlook):
            left_out.append((code, f"{name} is not in the outlook {outlook}"))
        elif edition_share(code, lever.edition) is None:
            left_out.append((code, f"{name} has no share in {lever.edition}"))
        else:
            held.append(code)
    return tuple(held), tuple(left_out)


def _euro_gdp(codes: Sequence[str], outlook: str, year: int) -> Float[np.ndarray, " j"]:
    at = np.array([year])
    return np.array(
        [macro(c, outlook).at("gdp_nac_bn", year) * float(units_per_national(c, "EUR", outlook, at)[0]) for c in codes]
    )


def _to_euro(currency: str, outlook: str, year: int) -> float:
    """Euros for one unit of a currency, the outlook's average of a year."""
    return float(conversion(currency, "EUR", outlook, np.array([year]))[0])
