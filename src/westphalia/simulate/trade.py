"""The trade model run on a scenario: once for each variant, once everybody has adjusted."""

from collections.abc import Iterator, Sequence
from itertools import groupby, product
from typing import Final

import numpy as np

from westphalia.errors import NotConverged
from westphalia.outcome import NoEquilibrium, TradeOutcome, Variant
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shock import compiled, decide, settled_year, trade_levers
from westphalia.simulate.runs import (
    TOLERANCE,
    Shocks,
    by_sector,
    frame,
    stacked,
    summary,
    trade_parameters,
)
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
    baseline, first, settled = load_baseline(scenario.base), variants[0], settled_year(scenario)
    parameters = trade_parameters(first, scenario)
    decisions = decide(scenario, baseline, parameters, first.closure)
    supposed = compiled(scenario, baseline, parameters.elasticity, settled, decisions)
    runs, failed = _Runs(), []
    for variant, found in _solved(scenario, baseline, variants, Shocks(scenario, baseline, decisions)):
        if isinstance(found, NotConverged):
            failed.append(NoEquilibrium(variant, str(found)))
        else:
            runs.add(variant, found)
    if runs.reference is None:
        raise NotConverged(f"{scenario.title}: no variant has an equilibrium. {failed[0].reason}")
    return TradeOutcome(
        **frame(baseline, supposed.imposers, supposed.shock),
        year=baseline.year,
        settled_year=settled,
        notes=supposed.notes,
        decisions=decisions,
        variants=tuple(runs.variants),
        failed=tuple(failed),
        reference=0,
        equilibrium=runs.reference,
        path=None,
        numeraire=NUMERAIRE,
        tolerance=TOLERANCE,
        **stacked(runs.rows),
    )


class _Runs:
    """Runs as they come: the first in full, of all others only what an outcome keeps."""

    def __init__(self) -> None:
        self.reference: TradeEquilibrium | None = None
        self.variants: list[Variant] = []
        self.rows: list[dict[str, np.ndarray]] = []

    def add(self, variant: Variant, found: TradeEquilibrium) -> None:
        """Keep one run more."""
        self.reference = self.reference or found
        self.variants.append(variant)
        self.rows.append(summary(found) | by_sector(found))


def _solved(
    scenario: Scenario, baseline: Baseline, variants: Sequence[Variant], doing: Shocks
) -> Iterator[tuple[Variant, TradeEquilibrium | NotConverged]]:
    """Each variant with its equilibrium or why there is none, one at a time; variants of a closure are a batch."""
    from westphalia.trade.batch import solve_batch

    year = settled_year(scenario)
    for closure, same in groupby(variants, key=lambda variant: variant.closure):
        together = tuple(same)
        parameters = [trade_parameters(variant, scenario) for variant in together]
        shocks = (doing.of(year, p.elasticity) for p in parameters)
        yield from zip(together, solve_batch(baseline, shocks, parameters, closure, TOLERANCE), strict=True)
