"""Proceeds, loan and lenders of a lever on immobilised assets; a plan of rebuilding: tables in, outcomes out."""

from datetime import date
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.errors import DataError, ScenarioError
from westphalia.outcome.assets import ENDS, OWN, PATHS, AssetsOutcome, Lender, ReconstructionOutcome
from westphalia.scenario.levers import ImmobilisedAssets, Reconstruction
from westphalia.scenario.schema import Scenario
from westphalia.simulate.rates import units_per_national
from westphalia.support import assets as model
from westphalia.support.reconstruction import rebuilding
from westphalia.world.assets import assessments, era_loans, gross_yield, latest_assets, latest_year, windfall_span
from westphalia.world.countries import members
from westphalia.world.economies import economies, macro
from westphalia.world.money import exchange_rate

FLOOR: Final = 0.015
"""Yield at the end of the falling path; assumed."""
FALLS_UNTIL: Final = 2030
_FIRST: Final = 2024


def assets_outcome(lever: ImmobilisedAssets, scenario: Scenario) -> AssetsOutcome:
    """Proceeds and service of every year from the lever's first to the end of the horizon, along each rate path."""
    years = _years(lever, scenario)
    lenders = _lenders(lever, scenario, lever.lapse or int(years[-1]))
    loan = sum(one.euros for one in lenders)
    held, share = _assets(lever, scenario.date), _share(lever)
    names, yields = _yields(lever, years)
    stock = np.stack([model.held_assets(a, years, lever.lapse) for a in held])
    flow = np.stack([model.proceeds(float(w), yields, a) for w, a in zip(share, stock, strict=True)])
    served = model.service(flow, loan, lever.rate, lever.amortisation)
    released = None if lever.lapse is None else years >= lever.lapse
    paid = model.payback(flow, loan, lever.rate, released)
    return AssetsOutcome(
        lever=lever,
        years=years,
        paths=names,
        yields=yields,
        assumed_from=latest_year() + 1,
        assets=held,
        share=share,
        proceeds=flow,
        loan=loan,
        service=served,
        payback=paid,
        repaid_after=model.repaid_after(paid, flow, lever.rate),
        break_even=np.array(
            [model.break_even_yield(served.due, float(w), a)[0] for w, a in zip(share, stock, strict=True)]
        ),
        standstill=np.array(
            [model.standstill_yield(loan, lever.rate, float(w), float(a)) for w, a in zip(share, held, strict=True)]
        ),
        lenders=lenders,
    )


def _years(lever: ImmobilisedAssets, scenario: Scenario) -> Int[np.ndarray, " t"]:
    first, last = lever.from_, scenario.horizon[1]
    if first > last:
        raise ScenarioError(
            f"levers[{scenario.levers.index(lever)}].from: {first} is after the horizon, which ends in {last}. Name an "
            f"earlier year, or set horizon to [{scenario.horizon[0]}, {first}]."
        )
    if lever.lapse is not None and lever.lapse > last:
        raise ScenarioError(
            f"levers[{scenario.levers.index(lever)}].lapse: {lever.lapse} is after the horizon, which ends in {last}. "
            f"Leave it out, or set horizon to [{scenario.horizon[0]}, {lever.lapse}]."
        )
    return np.arange(first, last + 1)


def _assets(lever: ImmobilisedAssets, on: date) -> Float[np.ndarray, " v"]:
    """The stock, the same at every end: a yield is interest over it, so another year's does not go with it."""
    rate = 1.0 if lever.assets is None else exchange_rate(lever.currency, on).per_euro
    return np.full(len(ENDS), (latest_assets() if lever.assets is None else lever.assets) / rate)


def _share(lever: ImmobilisedAssets) -> Float[np.ndarray, " v"]:
    """What the scenario gives, without a range; else centre, low and high of what was handed over."""
    if lever.windfall is not None:
        return np.full(len(ENDS), lever.windfall)
    span = windfall_span()
    return np.array([span.central, span.low, span.high])


def _yields(lever: ImmobilisedAssets, years: Int[np.ndarray, " t"]) -> tuple[tuple[str, ...], Float[np.ndarray, "p t"]]:
    """The scenario's rate path and then the others, each once."""
    last = latest_year()
    points = {
        "held": {last: gross_yield(last)},
        "as_in_2024": {_FIRST: gross_yield(_FIRST)},
        "falling": {last: gross_yield(last), FALLS_UNTIL: FLOOR},
    }
    first = lever.path if lever.yields is None else OWN
    if lever.yields is not None:
        points = {OWN: lever.yields, **points}
    names = (first, *(name for name in PATHS if name in points and name != first))
    return names, np.stack([model.yield_path(years, points[name]) for name in names])


def _lenders(lever: ImmobilisedAssets, scenario: Scenario, year: int) -> tuple[Lender, ...]:
    """Who has lent, in its own currency and in euros: of a table's loan at its own day, else at the scenario's date."""
    if lever.loans is None:
        lent = [(one.lender, one.amount, one.currency, one.on) for one in era_loans()]
    else:
        lent = [(code, loan.amount, loan.currency, scenario.date) for code, loan in lever.loans.items()]
    euros = np.array([amount / exchange_rate(currency, on).per_euro for _, amount, currency, on in lent])
    parts = model.share_by_lender(euros)
    return tuple(
        Lender(code, amount, currency, float(euro), float(part), _gdp(code, currency, scenario.outlook, year))
        for (code, amount, currency, _), euro, part in zip(lent, euros, parts, strict=True)
    )


def _gdp(code: str, currency: str, outlook: str, year: int) -> float:
    """GDP of a lender in a currency, bn, the members' together for a group; NaN where the outlook lacks one of them."""
    total, at = 0.0, np.array([year])
    for member in members(code):
        if member not in economies(outlook) or year > int(macro(member, outlook).years[-1]):
            return np.nan
        try:
            rate = float(units_per_national(member, currency, outlook, at)[0])
        except DataError:
            return np.nan
        total += macro(member, outlook).at("gdp_nac_bn", year) * rate
    return total


def reconstruction_outcome(lever: Reconstruction, scenario: Scenario) -> ReconstructionOutcome:
    """A plan of rebuilding by year, from the lever's first on, in the lever's currency, beside the country's output."""
    latest = assessments()[-1]
    years = np.arange(lever.from_, lever.from_ + lever.years)
    need = latest.need if lever.need is None else lever.need
    if lever.need is None and lever.currency != latest.currency:
        raise ScenarioError(
            f"levers[{scenario.levers.index(lever)}].currency: {lever.currency}, and the assessment's need is in "
            f"{latest.currency}. Write need in {lever.currency}, or leave the currency out."
        )
    prices_of = latest.as_of.year if lever.need is None else lever.from_
    damage = np.where(years <= (lever.until or years[-1]), lever.damage, 0.0)
    plan = rebuilding(need, damage, np.full(years.shape, lever.repair), lever.private)
    return ReconstructionOutcome(
        lever=lever,
        years=years,
        need=need,
        damage=damage,
        plan=plan,
        output=_real_output(lever, scenario.outlook, years, prices_of),
        prices_of=prices_of,
        edition=latest.edition if lever.need is None else None,
        outlook=scenario.outlook,
        assumed_from=macro(lever.country, scenario.outlook).assumed_from if lever.country in economies(scenario.outlook)
        else int(years[0]),
    )  # fmt: skip


def _real_output(
    lever: Reconstruction, outlook: str, years: Int[np.ndarray, " t"], prices_of: int
) -> Float[np.ndarray, " t"]:
    r"""Output at the prices and the exchange rate of one year, bn of the lever's currency; NaN without an outlook.

    .. math:: Y_t\, \frac{P_p}{P_t}\, e_p

    The need is of the prices of p; over output at the prices of t it would fall with inflation alone.
    """
    if lever.country not in economies(outlook):
        return np.full(years.shape, np.nan)
    economy = macro(lever.country, outlook)
    known = np.isin(years, economy.years)
    if prices_of not in economy.years:
        return np.full(years.shape, np.nan)
    try:
        rate = float(units_per_national(lever.country, lever.currency, outlook, np.array([prices_of]))[0])
    except DataError:
        return np.full(years.shape, np.nan)
    at = years[known] - int(economy.years[0])
    found = np.full(years.shape, np.nan)
    found[known] = economy.gdp_nac_bn[at] * economy.at("deflator", prices_of) / economy.deflator[at] * rate
    return found
