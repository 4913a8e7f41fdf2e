r"""The published numbers on European autonomy, the force and the budget's answer: V13 to V17 and V31 to V34.

A need for Europe has as many sizes as there are Europes; each row is shown with the perimeters that were tried, so
that nobody takes the nearest one for a confirmation.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from westphalia.check.verification_budgets import forecast_output
from westphalia.check.verification_inputs import (
    EDITION,
    VINTAGE,
    YEAR,
    Recipe,
    Recomputed,
    Setting,
    absent_words,
    allies,
    gdp,
    gdp_in,
)
from westphalia.defence.autonomy import need_from_gap, need_from_points
from westphalia.defence.forces import pool
from westphalia.wording import money, percent, tidy_percent
from westphalia.world.countries import members
from westphalia.world.money import average_rate
from westphalia.world.multipliers import Driver, semi_elasticity
from westphalia.world.studies import parameters

_TARGET: Final = 0.035
_DEPLOYED: Final = 64_000.0
_LOST: Final = 0.01
_EXPORTS_LOST: Final = 0.026
_EXPORTS_QUOTED: Final = 854.9
_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "EU27": "EU27",
        "EU27_GBR_NOR": "EU27, the United Kingdom and Norway",
        "EU_NATO": "EU members of NATO",
        "NATO_EUROPE": "NATO Europe",
        "NEC": "NATO Europe and Canada",
    }
)


def points_need(points: float, name: str) -> float:
    r"""Money a year when a perimeter adds the same part of GDP, EUR bn: :math:`p \sum_j Y_j`."""
    return need_from_points(gdp_in("EUR", members(name), YEAR), points)


def gap_need(target: float, name: str) -> float:
    r"""Money a year that lifts each state of a perimeter to the target, EUR bn: :math:`\sum_j \max(0, s^*-s_j) Y_j`."""
    group = allies(name, "EUR")
    return need_from_gap(group.share, group.gdp, target)


def _points(points: float, name: str) -> Setting:
    return Setting(f"{tidy_percent(points)} of GDP, {_NAMES[name]}", points_need(points, name))


def _gap(target: float, name: str) -> Setting:
    return Setting(f"gap to {tidy_percent(target)}, {_NAMES[name]}", gap_need(target, name))


def _from_points(points: float, name: str, *tried: Setting) -> Recomputed:
    output = money(points_need(1.0, name), "EUR")
    how = f"{tidy_percent(points)} of the GDP of {YEAR} of the {_NAMES[name]}, {output} ({VINTAGE})"
    return Recomputed(points_need(points, name), how, tried)


def _from_gap(target: float, name: str, *tried: Setting) -> Recomputed:
    what = f"{_NAMES[name]}: sum of what each lacks to {tidy_percent(target)}"
    how = f"{what}, shares {EDITION} × GDP of {YEAR} ({VINTAGE}){absent_words(allies(name, 'EUR'))}"
    return Recomputed(gap_need(target, name), how, tried)


def _extra_for_europe() -> Recomputed:
    return _from_points(0.015, "EU27", _points(0.015, "EU27_GBR_NOR"))


def _gap_of_europe() -> Recomputed:
    return _from_gap(_TARGET, "EU_NATO", _gap(_TARGET, "NATO_EUROPE"), _gap(_TARGET, "NEC"))


def _just_under_two() -> Recomputed:
    return _from_points(_TARGET - 0.019, "EU27", _gap(_TARGET, "NATO_EUROPE"), _points(0.015, "EU27_GBR_NOR"))


def _five_per_cent() -> Recomputed:
    return _from_gap(0.05, "EU_NATO", _points(0.034, "EU27"), _gap(0.05, "NATO_EUROPE"))


def _rotation() -> Recomputed:
    given = next(row for row in parameters() if row.symbol == "R")
    low, central, high = (float(multiple) for multiple in (given.low, given.central, given.high))
    tried = tuple(Setting(f"R = {multiple:g}", pool(_DEPLOYED, multiple, 0.0)) for multiple in (low, high))
    how = f"R = {central:g} soldiers for each of {_DEPLOYED:,.0f} in place, everybody deployable"
    return Recomputed(pool(_DEPLOYED, central, 0.0), how, tried)


def _headroom() -> Recomputed:
    drivers: dict[Driver, str] = {
        "investment": "investment-led",
        "average": "average",
        "consumption": "consumption-led",
    }
    tried = tuple(
        Setting(f"η {semi_elasticity(d).central:g}, {words}", lost_balance(d)) for d, words in drivers.items()
    )
    eta, output = semi_elasticity("exports").central, money(forecast_output(), "GBP")
    how = f"η = {eta:g} (export-led) × {percent(_LOST, 0)} of the {output} of V07"
    return Recomputed(lost_balance("exports"), how, tried)


def lost_balance(driver: Driver) -> float:
    r"""What the budget loses where one hundredth of UK output is lost, GBP bn: :math:`\eta\, x\, Y`."""
    return semi_elasticity(driver).central * _LOST * forecast_output()


def _exports_over_output() -> Recomputed:
    output = gdp("GBR", YEAR)
    how = f"£22bn of lost exports over UK GDP of {YEAR}, {money(output, 'GBP')} ({VINTAGE}): not a loss of GDP"
    return Recomputed(22.0 / output, how)


def _lost_exports() -> Recomputed:
    """The share of the study on the exports it quotes, and on those of the trade model's base year."""
    ours = _EXPORTS_LOST * base_exports("GBR", "GBP")
    sold = money(_EXPORTS_QUOTED, "GBP")
    how = f"2.6% of the {sold} of goods and services exported in 2023, as the formula quotes them"
    return Recomputed(
        _EXPORTS_LOST * _EXPORTS_QUOTED, how, (Setting("exports of 2022 in icio-2022, basic prices", ours),)
    )


def base_exports(iso3: str, currency: str) -> float:
    r"""Exports of goods and services in the base year, bn of a currency at the mean rate of that year:
    :math:`\sum_{n \ne i, s} X_{nis}`.
    """
    from westphalia.trade.accounts import exports
    from westphalia.world.load import load_baseline

    baseline = load_baseline("icio-2022")
    sold = exports(baseline.flow)[baseline.axes.countries.index(iso3)].sum()
    return float(sold) * average_rate(currency, baseline.year) / average_rate("USD", baseline.year)


def _printed_rate() -> Recomputed:
    return Recomputed(261.6 / 250.0, "the two sums the report prints, $261.6bn over €250bn: its own rate of exchange")


_LOWER_BASELINE: Final = (
    "another definition: the source puts its sum at 3.4% of the EU's GDP, hence starts from about 1.6%, below the "
    "alliance's shares"
)

ALLIES: Final[Mapping[str, Recipe]] = MappingProxyType(
    {
        "V13": Recipe(_extra_for_europe, "bruegel-kiel-2025-02"),
        "V14": Recipe(_gap_of_europe, "bruegel-kiel-2025-02"),
        "V15": Recipe(_just_under_two, "kiel-guns-2025-02"),
        "V16": Recipe(_five_per_cent, "nef-2025", miss=_LOWER_BASELINE),
        "V17": Recipe(_rotation, "times-2025-04"),
        "V31": Recipe(_lost_exports, "citp-2024-11"),
        "V32": Recipe(_exports_over_output, "citp-2024-11"),
        "V33": Recipe(_headroom, "obr-2025-03"),
        "V34": Recipe(_printed_rate, ""),
    }
)
