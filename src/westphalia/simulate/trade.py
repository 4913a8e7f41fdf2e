"""The trade model run on a scenario: once for each variant, once everybody has adjusted."""

from collections.abc import Iterator, Sequence
from itertools import groupby, product
from time import perf_counter
from typing import Final

import numpy as np

from westphalia.errors import NotConverged
from westphalia.outcome import NoEquilibrium, TradeOutcome, Variant
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shock import Compiled, Decisions, compiled, decide, settled_year, trade_levers
from westphalia.simulate.runs import TOLERANCE, frame, stacked, summary, trade_parameters
from westphalia.trade.equilibrium import CLOSURES, NUMERAIRE, TradeEquilibrium
from westphalia.world.baseline import Baseline

SERVICES_ELASTICITIES: Final = (5.0, 2.5, 1.5)


def all_variants(base: str = "icio-2022") -> tuple[Variant, ...]:
    """Closures × elasticity sets × services elasticities; the first is the reference run.

    A base with one set of its own (the one-sector base, a world of one's own) varies in its closures alone.
    """
    from westphalia.world.load import elasticity_sets

    sets = elasticity_sets(base)
    services = SERVICES_ELASTICITIES if len(sets) > 1 else SERVICES_ELASTICITIES[:1]
    return tuple(Variant(*v) for v in product(CLOSURES, sets, services))


def trade_outcome(scenario: Scenario, variants: Sequence[Variant]) -> TradeOutcome | None:
    """What the trade model says of a scenario; None where it holds no lever of trade."""
    from westphalia.world.load import load_baseline

    if not trade_levers(scenario):
        return None
    began, baseline, first = perf_counter(), load_baseline(scenario.base), variants[0]
    decisions = decide(scenario, baseline, trade_parameters(first, scenario.base), first.closure)
    settled = settled_year(scenario)
    solved = list(_solved(scenario, baseline, variants, decisions, settled))
    runs = [(variant, found) for variant, _, found in solved if isinstance(found, TradeEquilibrium)]
    if not runs:
        raise NotConverged(f"{scenario.title}: no variant has an equilibrium. {solved[0][2]}")
    return TradeOutcome(
        **frame(baseline, solved[0][1].imposers),
        year=baseline.year,
        settled_year=settled,
        notes=solved[0][1].notes,
        decisions=decisions,
        variants=tuple(variant for variant, _ in runs),
        failed=tuple(NoEquilibrium(v, str(found)) for v, _, found in solved if isinstance(found, NotConverged)),
        reference=0,
        equilibrium=runs[0][1],
        path=None,
        numeraire=NUMERAIRE,
        tolerance=TOLERANCE,
        seconds=perf_counter() - began,
        **stacked(summary(found) | _by_sector(found) for _, found in runs),
    )


def _solved(
    scenario: Scenario, baseline: Baseline, variants: Sequence[Variant], decisions: Decisions, year: int
) -> Iterator[tuple[Variant, Compiled, TradeEquilibrium | NotConverged]]:
    """Each variant with its compiled scenario, and its equilibrium or why there is none; a closure at a time."""
    from westphalia.trade.batch import solve_batch

    for closure, same in groupby(variants, key=lambda variant: variant.closure):
        together = tuple(same)
        parameters = [trade_parameters(variant, scenario.base) for variant in together]
        supposed = [compiled(scenario, baseline, p.elasticity, year, decisions) for p in parameters]
        found = solve_batch(baseline, [each.shock for each in supposed], parameters, closure, TOLERANCE)
        yield from zip(together, supposed, found, strict=True)


def _by_sector(eq: TradeEquilibrium) -> dict[str, np.ndarray]:
    """What every run keeps of each sector."""
    from westphalia.trade import accounts

    before, after = accounts.observed(eq.baseline), accounts.counterfactual(eq)
    return {
        "sector_exports": before.exports.sum(axis=1),
        "sector_exports_new": after.exports.sum(axis=1),
        "sector_imports": before.imports.sum(axis=1),
        "sector_imports_new": after.imports.sum(axis=1),
        "employment_share": before.employment_share,
        "employment_hat": accounts.employment_hat(eq),
        "output_hat": accounts.output_hat(eq),
        "producer_price_hat": accounts.producer_price_hat(eq),
    }
