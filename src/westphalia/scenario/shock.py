"""A scenario as shocks of the trade model: year by year, together and each lever alone."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Float

from westphalia.scenario.effect import Decision, Effect, combined
from westphalia.scenario.levers import Embargo, Lifting, Retaliation, TariffWar, TradeCost, TradeLever
from westphalia.scenario.limits import years_of
from westphalia.scenario.places import EVERYBODY
from westphalia.scenario.schema import Scenario
from westphalia.scenario.standing import Standing, strengths
from westphalia.scenario.strategy import decisions, strategic
from westphalia.trade.equilibrium import Closure, TradeParameters, TradeShock
from westphalia.world.baseline import Baseline


@dataclass(frozen=True)
class Decisions:
    """Duties chosen by the players of optimal tariffs, optimal answers and tariff wars; empty where there is none."""

    chosen: tuple[Decision, ...] = ()


@dataclass(frozen=True, eq=False)
class Compiled:
    """One year of a scenario: the shock of all levers together, who acts (`imposers`), what a reader should know.

    `effects` are those of the levers in force by their names, on `baseline`.
    """

    baseline: Baseline
    shock: TradeShock
    effects: tuple[tuple[str, Effect], ...]
    imposers: tuple[str, ...]
    notes: tuple[str, ...]

    @cached_property
    def parts(self) -> tuple[tuple[str, TradeShock], ...]:
        """The shock of each lever alone, worked out when it is asked for.

        Each part is one lever's own change against the base, what lifts it counted in; a retaliation's holds the
        duties it worked out in the whole, a strategic lever's those it chose there.
        """
        if len(self.effects) == 1:
            return ((self.effects[0][0], self.shock),)
        return tuple((name, combined(self.baseline, [effect])) for name, effect in self.effects)


def trade_levers(scenario: Scenario) -> tuple[TradeLever, ...]:
    """The levers that move trade, in the order of the file."""
    return tuple(lever for lever in scenario.levers if isinstance(lever, TradeLever))


def first_year(scenario: Scenario) -> int:
    """First year in which any trade lever is in force, also where the horizon begins later, as far as the outlook goes.

    A lever without dates is in force from the horizon's first year on, which is also taken where none ever is.
    """
    begun = [lever.from_ for lever in trade_levers(scenario) if lever.from_ is not None]
    first = min(_years_in_force(scenario), default=scenario.horizon[0])
    earlier = min(begun, default=first)
    return max(years_of(scenario.outlook)[0] + 1, earlier) if earlier < scenario.horizon[0] else first


def settled_year(scenario: Scenario) -> int:
    """Last year of the horizon in which any trade lever is in force; its last year where none ever is."""
    return max(_years_in_force(scenario), default=scenario.horizon[1])


def _years_in_force(scenario: Scenario) -> list[int]:
    """Years in which any lever acts by itself; an answer by rule stands and falls with the duty it answers."""
    levers = trade_levers(scenario)
    acts = [strategic(lever) or not isinstance(lever, Retaliation) for lever in levers]
    years = range(scenario.horizon[0], scenario.horizon[1] + 1)
    return [year for year in years if any(np.multiply(acts, strengths(levers, year)))]


def compiled(
    scenario: Scenario,
    baseline: Baseline,
    elasticity: Float[np.ndarray, " s"],
    year: int,
    decisions: Decisions,
    long_run: Float[np.ndarray, " s"] | None = None,
) -> Compiled:
    """The shock of one year, its parts, who acts and what to know.

    `elasticity` says what is left of a barred trade; `long_run`, the same unless given, turns trade effects into costs.
    """  # fmt: skip
    levers = trade_levers(scenario)
    effects = Standing(levers, baseline, elasticity, year, decisions.chosen, long_run).effects()
    names = labels(levers)
    return Compiled(
        baseline=baseline,
        shock=combined(baseline, effects.values()),
        effects=tuple((names[k], effect) for k, effect in effects.items()),
        imposers=_imposers(levers),
        notes=(*_as_of(scenario, year), *_notes(levers, effects.keys())),
    )


def labels(levers: Sequence[TradeLever]) -> tuple[str, ...]:
    """What to call each lever: its name, else its kind, counted where there are several."""
    plain = Counter(lever.label for lever in levers)
    seen: Counter[str] = Counter()
    found = []
    for lever in levers:
        seen[lever.label] += 1
        found.append(lever.label if plain[lever.label] == 1 else f"{lever.label} {seen[lever.label]}")
    return tuple(found)


def decide(scenario: Scenario, baseline: Baseline, parameters: TradeParameters, closure: Closure) -> Decisions:
    """The duties chosen by optimal tariffs, optimal answers and tariff wars, at full strength.

    They are chosen once, as of the last year in which each is in force; a ramp leads up to them.
    """
    levers = trade_levers(scenario)
    if not any(strategic(lever) for lever in levers):
        return Decisions()
    years = range(scenario.horizon[0], scenario.horizon[1] + 1)
    standing = Standing(levers, baseline, parameters.elasticity, years[-1])
    return Decisions(decisions(standing, parameters, closure, years))


def _imposers(levers: Sequence[TradeLever]) -> tuple[str, ...]:
    codes: list[str] = []
    for lever in levers:
        if isinstance(lever, TariffWar):
            codes += [code for player in lever.players for code in player]
        elif not isinstance(lever, Lifting):
            codes += lever.imposer
    return tuple(code for code in dict.fromkeys(codes) if code != EVERYBODY)


def _as_of(scenario: Scenario, year: int) -> tuple[str, ...]:
    """What the year leaves out of the scenario's course: levers on their way up or down, and their end."""
    levers = trade_levers(scenario)
    named = zip(labels(levers), strengths(levers, year), strict=True)
    found = [f"{name} counts with {100 * x:g}% of its full strength, as in {year}" for name, x in named if 0 < x < 1]
    if year == settled_year(scenario) < scenario.horizon[1]:
        found.append(
            f"No lever of trade is in force after {year}: the figures once all have adjusted are what those of {year} "
            "would do if they stayed, which the scenario does not suppose"
        )
    return tuple(found)


def _notes(levers: Sequence[TradeLever], in_force: Collection[int]) -> tuple[str, ...]:
    """What each lever in force leaves out, and which levers are not in force."""
    found = []
    for k, name in enumerate(labels(levers)):
        lever = levers[k]
        if k not in in_force and not isinstance(lever, Lifting):
            found.append(f"{name} is not in force")
        elif isinstance(lever, TradeCost | Embargo) and lever.diversion is not None:
            found.append(f"{name}: trade that goes round through third countries is booked as direct trade")
        elif strategic(lever) and any(isinstance(one, Retaliation) and not strategic(one) for one in levers):
            found.append(f"{name}: the duties are chosen without foresight of an answer by rule")
    return tuple(found)
