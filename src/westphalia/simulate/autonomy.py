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
    known = tuple(code for code in members(lever.members) if code in economies(scenario.outlook))
    year = _year_of_shares(known, lever.edition)
    held = tuple(code for code in known if edition_share(code, lever.edition, year) is not None)
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
        left_out=_left_out(lever, held, year, scenario.outlook),
        total=total,
        gdp=ally.gdp,
        population=ally.population,
        share=ally.share,
        distance=ally.distance,
        border=ally.border,
        gap=autonomy.gap(ally.share, ally.gdp, lever.target),
        by_key=by_key,
        refused=refused,
        perimeters=_perimeters(year, lever.edition, scenario.outlook),
        outlook=scenario.outlook,
    )


@lru_cache
def _perimeters(year: int, edition: str, outlook: str) -> tuple[PerimeterGap, ...]:
    """GDP and shares of the members of each perimeter in which somebody has a share of the year."""
    found = []
    for code in PERIMETERS:
        inside = tuple(c for c in members(code) if c in economies(outlook))
        shares = _shares(inside, edition, year)
        if np.isfinite(shares).any():
            found.append(PerimeterGap(code, inside, _euro_gdp(inside, outlook, year), shares))
    return tuple(found)


def _year_of_shares(codes: Sequence[str], edition: str) -> int:
    """The year for which the edition has a share of most of them, the latest if there are several."""
    years = {share.year for code in codes if (share := edition_share(code, edition)) is not None}
    if not years:
        raise DataError(f"autonomy: no ally has a share in {edition}. Name another edition.")
    return max(years, key=lambda year: (np.isfinite(_shares(codes, edition, year)).sum(), year))


def _shares(codes: Sequence[str], edition: str, year: int) -> Float[np.ndarray, " j"]:
    """Share of GDP of each in a year; NaN where the edition has none."""
    found = (edition_share(code, edition, year) for code in codes)
    return np.array([np.nan if share is None else share.share for share in found])


class _Allies:
    """What the keys need of each ally: GDP in bn EUR, people in millions, debt and share of GDP, km."""

    def __init__(self, codes: tuple[str, ...], year: int, edition: str, outlook: str) -> None:
        self.gdp = _euro_gdp(codes, outlook, year)
        self.population = np.array([macro(c, outlook).at("population_m", year) for c in codes])
        self.debt = np.array([macro(c, outlook).at("gross_debt", year) for c in codes])
        self.share = _shares(codes, edition, year)
        self.distance = np.array([distance_to_moscow(c) for c in codes])
        self.border = np.array([exposed_border(c) for c in codes])


def _left_out(lever: Autonomy, held: Sequence[str], year: int, outlook: str) -> tuple[tuple[str, str], ...]:
    """The members that are not held, with what is missing: an outlook, or a share of the year."""
    reasons = {True: f"has no share for {year} in {lever.edition}", False: f"is not in the outlook {outlook}"}
    return tuple(
        (code, f"{countries()[code].name} {reasons[code in economies(outlook)]}")
        for code in members(lever.members)
        if code not in held
    )


def _euro_gdp(codes: Sequence[str], outlook: str, year: int) -> Float[np.ndarray, " j"]:
    at = np.array([year])
    return np.array(
        [macro(c, outlook).at("gdp_nac_bn", year) * float(units_per_national(c, "EUR", outlook, at)[0]) for c in codes]
    )


def _to_euro(currency: str, outlook: str, year: int) -> float:
    """Euros for one unit of a currency, the outlook's average of a year."""
    return float(conversion(currency, "EUR", outlook, np.array([year]))[0])
