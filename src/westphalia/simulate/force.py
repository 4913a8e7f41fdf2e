"""A force: who can send whom, for how long, at what cost."""

from collections.abc import Sequence

import numpy as np
from jaxtyping import Float, Int

from westphalia.defence import forces
from westphalia.outcome.force import EDITION, MULTIPLES, WILLINGNESS, ForceOutcome, cost_anchors
from westphalia.scenario.levers import Force
from westphalia.scenario.schema import Scenario
from westphalia.scenario.starts import edition_share
from westphalia.simulate.rates import units_per_national
from westphalia.units import THOUSAND
from westphalia.world.countries import countries
from westphalia.world.definitions import measured_over_gdp
from westphalia.world.economies import economies, macro
from westphalia.world.forces import force_states, personnel


def force_outcome(lever: Force, scenario: Scenario) -> ForceOutcome:
    """Pool, ceilings, contributions and cost of a force; an ally whose army is not known is named and left out."""
    allies, left_out = _allies(lever)
    armies = [personnel(code) for code in allies]
    land = np.array([float(army.land_forces or 0) for army in armies])
    committed = np.array([float(army.committed or 0) for army in armies])
    free = forces.available(land, committed)
    named = np.array([float(lever.sent.get(code, 0)) for code in allies])
    ceiling = _ceiling(lever, free, named, lever.multiple)
    sent = forces.contributions(float(lever.deployed), ceiling, named)
    multiples = np.array(sorted({*MULTIPLES, lever.multiple}))
    willing = np.array(sorted({*WILLINGNESS, lever.willingness}))
    years = np.arange(lever.from_ or scenario.date.year, scenario.horizon[1] + 1)
    deployed = lever.deployed * np.array([lever.strength(int(year)) for year in years])
    mission = forces.mission_cost(deployed, lever.cost / THOUSAND, lever.set_up)
    at_anchors = {name: forces.annual_cost(deployed, each / THOUSAND) for name, each in cost_anchors().items()}
    return ForceOutcome(
        lever=lever,
        allies=allies,
        left_out=left_out,
        land_forces=land,
        committed=committed,
        unknown_commitments=tuple(c for c, army in zip(allies, armies, strict=True) if army.committed is None),
        ceiling=ceiling,
        ceiling_by_multiple=np.stack([_ceiling(lever, free, named, m) for m in multiples.tolist()]),
        sends=sent.by_ally,
        above_ceiling=sent.above_ceiling,
        displaced=_displaced(lever, allies, sent.by_ally, years[:1], scenario.outlook),
        short=sent.short,
        pool=float(forces.pool(float(lever.deployed), lever.multiple, lever.not_deployable)),
        pools={m: float(forces.pool(float(lever.deployed), m, lever.not_deployable)) for m in MULTIPLES},
        multiples=multiples,
        willingness=willing,
        largest=forces.frontier(free, multiples, willing, lever.not_deployable),
        least_willingness=forces.smallest_willingness(
            float(lever.deployed), free, lever.multiple, lever.not_deployable
        ),
        years=years,
        deployed=deployed,
        mission=mission,
        cost={"chosen": mission.running} | at_anchors,
    )


def _ceiling(
    lever: Force, free: Float[np.ndarray, " j"], named: Float[np.ndarray, " j"], multiple: float
) -> Float[np.ndarray, " j"]:
    """What each can keep in place at a multiple: what it has named, or else the lever's willingness.

    Whoever names a number has said how willing it is; it is held to what its whole army can keep up.
    """
    alike = forces.ceiling(free, lever.willingness, multiple, lever.not_deployable)
    whole = forces.ceiling(free, 1.0, multiple, lever.not_deployable)
    return np.where(named > 0, np.minimum(named, whole), alike)


def _displaced(
    lever: Force, allies: Sequence[str], sends: Float[np.ndarray, " j"], year: Int[np.ndarray, " t"], outlook: str
) -> Float[np.ndarray, " j"]:
    """Part of the defence spending of a year that the soldiers each ally sends cost; NaN where it has no share."""
    found = np.full(len(allies), np.nan)
    for j, code in enumerate(allies):
        share = edition_share(code, EDITION)
        if share is not None and code in economies(outlook):
            gdp = macro(code, outlook).at("gdp_nac_bn", int(year[0]))
            budget = share.share * measured_over_gdp(code, EDITION, share.year, outlook) * gdp
            cost = forces.annual_cost(float(sends[j]), lever.cost / THOUSAND)
            found[j] = forces.displaced_share(cost * float(_to_national(lever, code, year, outlook)[0]), budget)
    return found


def cost_by_ally(outcome: ForceOutcome, scenario: Scenario) -> dict[str, Float[np.ndarray, " t"]]:
    """What each ally pays for its own soldiers, bn national currency by year, prices risen with its GDP deflator.

    What nobody sends costs nobody anything; setting up is paid like the soldiers, in the first year.
    """
    lever, found = outcome.lever, {}
    for code, men in zip(outcome.allies, outcome.sends, strict=True):
        if code not in economies(scenario.outlook) or not men:
            continue
        running = outcome.cost["chosen"] * men / lever.deployed
        once = np.where(outcome.years == outcome.years[0], lever.set_up * men / lever.deployed, 0.0)
        found[code] = np.asarray((running + once) * _to_national(lever, code, outcome.years, scenario.outlook))
    return found


def _to_national(lever: Force, code: str, years: Int[np.ndarray, " t"], outlook: str) -> Float[np.ndarray, " t"]:
    """National currency, at the prices of each year, for one unit of the lever's at the prices of its costs."""
    economy = macro(code, outlook)
    prices = economy.deflator[years - economy.years[0]] / economy.at("deflator", lever.prices)
    return np.asarray(prices / units_per_national(code, lever.currency, outlook, np.array([lever.prices])))


def _allies(lever: Force) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Those who may send soldiers and whose army is known, and the others with the reason."""
    codes = lever.senders
    held, left_out = [], []
    for code in codes:
        if code in force_states() and personnel(code).land_forces is not None:
            held.append(code)
        else:
            left_out.append((code, f"the size of the army of {countries()[code].name} is not held"))
    return tuple(held), tuple(left_out)
