"""The trade model year by year: the levers in force in each year, met by elasticities that grow with time."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from westphalia.errors import NotConverged
from westphalia.outcome import TradeOutcome, TradePath
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shock import compiled, first_year, labels, trade_levers
from westphalia.simulate.runs import TOLERANCE, Shocks, frame, stacked, summary, trade_parameters
from westphalia.trade.equilibrium import CLOSURES, Closure, TradeParameters, TradeShock
from westphalia.world.baseline import Baseline

World = tuple[TradeShock, TradeParameters]


def trade_path(scenario: Scenario, settled: TradeOutcome) -> TradePath | None:
    r"""Every year from the first lever or the horizon's start on, under every closure, at the reference's elasticities.

    .. math:: \varepsilon_s(y) = a(y - y_0)\, \varepsilon_s

    with a the share of the long run reached (`world.horizon`) and y_0 the first year in which anything changes. Years
    do not lean on each other: each is the observed world under the duties of that year, given that much time. With
    `balanced` the imbalances are taken out once, at the elasticities of the long run. A closure under which some
    year has no equilibrium is left out; nothing where that is all of them.
    """
    from westphalia.world.horizon import adjustment
    from westphalia.world.load import load_baseline

    baseline, reference = load_baseline(scenario.base), settled.variants[settled.reference]
    years = np.arange(min(scenario.horizon[0], first_year(scenario)), scenario.horizon[1] + 1)
    shocks = Shocks(scenario, baseline, settled.decisions)
    start = _first_year(scenario, baseline, settled, shocks)
    reached = np.array([adjustment(int(year) - start) if year >= start else 1.0 for year in years])
    long_run = trade_parameters(reference, scenario)
    worlds: list[World] = []
    for year, share in zip(years.tolist(), reached.tolist(), strict=True):
        parameters = replace(long_run, elasticity=share * long_run.elasticity)
        worlds.append((shocks.of(year, parameters.elasticity, long_run.elasticity), parameters))
    rows = {closure: found for closure in CLOSURES if (found := _years(baseline, worlds, long_run, closure))}
    if not rows:
        return None
    return TradePath(
        **frame(baseline, settled.imposers, settled.equilibrium.shock),
        years=years,
        adjustment=reached,
        closures=tuple(rows),
        **stacked(row for found in rows.values() for row in found),
    )


def lever_paths(scenario: Scenario, settled: TradeOutcome) -> dict[str, TradePath]:
    """The path of each trade lever by itself, what lifts it counted in, under the reference closure alone.

    A lever's own part is that of `compiled`: a retaliation holds the duties it works out in the whole.
    """
    from westphalia.world.load import load_baseline

    whole, baseline = settled.path, load_baseline(scenario.base)
    if whole is None:
        return {}
    names = labels(trade_levers(scenario))
    if len(names) == 1:
        return {names[0]: whole}
    closure, long_run = whole.closures[0], trade_parameters(settled.variants[settled.reference], scenario)
    still = compiled(scenario, baseline, long_run.elasticity, scenario.horizon[0], settled.decisions)
    worlds: dict[str, list[World]] = {}
    for k, (year, share) in enumerate(zip(whole.years.tolist(), whole.adjustment.tolist(), strict=True)):
        parameters = replace(long_run, elasticity=share * long_run.elasticity)
        supposed = compiled(scenario, baseline, parameters.elasticity, year, settled.decisions, long_run.elasticity)
        for name, shock in supposed.parts:
            before = worlds.setdefault(name, [(_nothing(still.shock, baseline), parameters)] * k)
            before.append((shock, parameters))
        for listed in worlds.values():
            listed += [(_nothing(still.shock, baseline), parameters)] * (k + 1 - len(listed))
    found = {}
    for name, own in worlds.items():
        rows = _years(baseline, own, long_run, closure)
        if rows:
            shared = frame(baseline, settled.imposers, settled.equilibrium.shock)
            found[name] = TradePath(
                **shared, years=whole.years, adjustment=whole.adjustment, closures=(closure,), **stacked(rows)
            )
    return found


def _nothing(like: TradeShock, baseline: Baseline) -> TradeShock:
    """A shock that changes nothing."""
    return replace(like, tariff_new=baseline.tariff, iceberg_hat=None)


def _first_year(scenario: Scenario, baseline: Baseline, settled: TradeOutcome, shocks: Shocks) -> int:
    """First year that differs from the base; an answer begins with the duty it answers."""
    elasticity = settled.equilibrium.parameters.elasticity
    for year in range(first_year(scenario), scenario.horizon[1] + 1):
        shock = shocks.of(year, elasticity)
        costs_move = shock.iceberg_hat is not None and bool((shock.iceberg_hat != 1).any())
        if costs_move or (shock.tariff_new != baseline.tariff).any():
            return year
    return scenario.horizon[0]


def _years(
    baseline: Baseline, worlds: Sequence[World], long_run: TradeParameters, closure: Closure
) -> list[dict[str, np.ndarray]]:
    """The summary of each year; nothing where a year has no equilibrium under the closure."""
    from westphalia.trade.batch import solve_batch
    from westphalia.trade.solve import purged

    # a world rid of its imbalances keeps rid of them under any rule for transfers
    rule: Closure = "fixed_world_share" if closure == "balanced" else closure
    new = [k == 0 or not _same(worlds[k - 1], worlds[k]) for k in range(len(worlds))]
    different = [world for world, is_new in zip(worlds, new, strict=True) if is_new]
    try:
        observed = purged(baseline, long_run) if closure == "balanced" else baseline
    except NotConverged:
        return []
    shocks, parameters = zip(*different, strict=True)
    rows = []
    for eq in solve_batch(observed, shocks, parameters, rule, TOLERANCE):
        if isinstance(eq, NotConverged):
            return []
        rows.append(summary(eq))
    return [rows[place - 1] for place in np.cumsum(new)]


def _same(one: World, other: World) -> bool:
    """Whether two years are one and the same world."""
    (shock, parameters), (shock_too, parameters_too) = one, other
    costs, costs_too = shock.iceberg_hat, shock_too.iceberg_hat
    same_costs = costs is costs_too or (costs is not None and costs_too is not None and (costs == costs_too).all())
    same_duties = (shock.tariff_new == shock_too.tariff_new).all()
    return bool(same_costs and same_duties and (parameters.elasticity == parameters_too.elasticity).all())
