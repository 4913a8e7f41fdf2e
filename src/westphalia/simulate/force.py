"""A force: who can send whom, for how long, at what cost."""

from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.defence import forces
from westphalia.outcome.force import COSTS, MULTIPLES, WILLINGNESS, ForceOutcome
from westphalia.scenario.levers import Force
from westphalia.scenario.schema import Scenario
from westphalia.simulate.rates import units_per_national
from westphalia.units import THOUSAND
from westphalia.world.countries import countries, members
from westphalia.world.economies import economies, macro
from westphalia.world.forces import force_states, personnel

EVERYBODY: Final = ("NATO_EUROPE", "CAN")


def force_outcome(lever: Force, scenario: Scenario) -> ForceOutcome:
    """Pool, ceilings, contributions and cost of a force; an ally whose army is not known is named and left out."""
    allies, left_out = _allies(lever)
    armies = [personnel(code) for code in allies]
    land = np.array([float(army.land_forces or 0) for army in armies])
    committed = np.array([float(army.committed or 0) for army in armies])
    free = forces.available(land, committed)
    ceiling = forces.ceiling(free, lever.willingness, lever.multiple, lever.not_deployable)
    named = np.array([float(lever.sent.get(code, 0)) for code in allies])
    # whoever names a number has said how willing it is; it is held to what its whole army can keep up
    whole = forces.ceiling(free, 1.0, lever.multiple, lever.not_deployable)
    ceiling = np.where(named > 0, np.minimum(named, whole), ceiling)
    sent = forces.contributions(float(lever.deployed), ceiling, named)
    multiples = np.array(sorted({*MULTIPLES, lever.multiple}))
    willing = np.array(sorted({*WILLINGNESS, lever.willingness}))
    years = np.arange(lever.from_ or scenario.date.year, scenario.horizon[1] + 1)
    deployed = lever.deployed * np.array([lever.strength(int(year)) for year in years])
    return ForceOutcome(
        lever=lever,
        allies=allies,
        left_out=left_out,
        land_forces=land,
        committed=committed,
        unknown_commitments=tuple(c for c, army in zip(allies, armies, strict=True) if army.committed is None),
        ceiling=ceiling,
        sends=sent.by_ally,
        above_ceiling=sent.above_ceiling,
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
        cost={"chosen": _cost(deployed, lever.cost)} | {name: _cost(deployed, each) for name, each in COSTS.items()},
    )


def _cost(deployed: Float[np.ndarray, " t"], millions: float) -> Float[np.ndarray, " t"]:
    """Bn a year for soldiers at millions each."""
    return np.asarray(deployed * millions / THOUSAND)


def cost_by_ally(outcome: ForceOutcome, scenario: Scenario) -> dict[str, Float[np.ndarray, " t"]]:
    """What each ally pays for its own soldiers, bn national currency by year, prices risen with its GDP deflator.

    What nobody sends costs nobody anything; setting up is paid like the soldiers, in the first year.
    """
    lever, found = outcome.lever, {}
    for code, men in zip(outcome.allies, outcome.sends, strict=True):
        if code not in economies(scenario.outlook) or not men:
            continue
        economy = macro(code, scenario.outlook)
        at = outcome.years - economy.years[0]
        prices = economy.deflator[at] / economy.at("deflator", lever.prices)
        to_national = 1 / units_per_national(code, lever.currency, scenario.outlook, np.array([lever.prices]))
        running = outcome.cost["chosen"] * men / lever.deployed
        once = np.where(outcome.years == outcome.years[0], lever.set_up * men / lever.deployed, 0.0)
        found[code] = np.asarray((running + once) * prices * to_national)
    return found


def _allies(lever: Force) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Those who may send soldiers and whose army is known, and the others with the reason."""
    codes = dict.fromkeys(code for group in lever.contributors or EVERYBODY for code in members(group))
    codes |= dict.fromkeys(lever.sent)
    held, left_out = [], []
    for code in codes:
        if code in force_states() and personnel(code).land_forces is not None:
            held.append(code)
        else:
            left_out.append((code, f"the size of the army of {countries()[code].name} is not held"))
    return tuple(held), tuple(left_out)
