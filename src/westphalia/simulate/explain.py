"""Why a result comes out: by lever, by channel, by source of income; the reference run taken apart."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from westphalia.outcome import Measure, Outcome, TradeOutcome, TradeRuns
from westphalia.scenario.shock import compiled
from westphalia.simulate.runs import TOLERANCE, frame, stacked, summary, trade_parameters
from westphalia.trade.decomposition import (
    Contributions,
    IncomeSources,
    RealIncomeParts,
    as_change,
    contributions,
    income_sources,
    real_income_parts,
)


@dataclass(frozen=True, eq=False)
class Contribution:
    """One quantity of one country: what each lever does alone, what only all together do, and the total."""

    measure: Measure
    alone: tuple[float, ...]
    interaction: float
    total: float


@dataclass(frozen=True, eq=False)
class Explanation:
    """The reference run of a scenario taken apart.

    `alone` are the runs of each lever of `levers` by itself, in that order; the changes of real income by channel
    (`parts`) and by source (`sources`) are in logs.
    """

    outcome: TradeOutcome
    levers: tuple[str, ...]
    alone: TradeRuns
    parts: RealIncomeParts
    sources: IncomeSources

    def by_lever(self, country: str) -> tuple[Contribution, ...]:
        """Every measure of a country or bloc by lever and interaction; they sum to the total."""
        together = {measure.key: measure for measure in self.outcome.measures(country)}
        found = []
        for measure in self.alone.measures(country):
            total = together[measure.key].values[self.outcome.reference]
            split: Contributions = contributions(np.asarray(total), [np.asarray(x) for x in measure.values])
            alone = tuple(float(part) for part in split.alone)
            found.append(Contribution(measure, alone, float(split.interaction), float(total)))
        return tuple(found)

    def by_channel(self, country: str) -> dict[str, float]:
        """Change of real income by channel, as fractions of income; they sum to the change but for the remainder."""
        named = self.parts.by_country | {"remainder": self.parts.remainder}
        return {name: self._change(values, country) for name, values in named.items()}

    def by_source(self, country: str) -> dict[str, float]:
        """Change of real income by what the income comes from, as fractions of income."""
        sources = self.sources
        named = {
            "real_wage": sources.real_wage, "hours": sources.hours, "revenue": sources.revenue,
            "transfers": sources.transfers,
        }  # fmt: skip
        return {name: self._change(values, country) for name, values in named.items()}

    def _change(self, part: Float[np.ndarray, " n"], country: str) -> float:
        """A part of the log change as a part of the change; members of a bloc weighted by income, as everywhere."""
        inside = self.outcome.group(country)
        weight = self.outcome.income[self.outcome.reference, inside]
        return float((as_change(part, self.parts.total)[inside] * weight).sum() / weight.sum())


def explained(outcome: Outcome) -> Explanation | None:
    """The reference run by lever, channel and source of income; None where no lever moves trade."""
    from westphalia.trade.solve import solve
    from westphalia.world.load import load_baseline

    trade, scenario = outcome.trade, outcome.scenario
    if trade is None:
        return None
    baseline, variant = load_baseline(scenario.base), trade.variants[trade.reference]
    parameters = trade_parameters(variant, scenario)
    supposed = compiled(scenario, baseline, parameters.elasticity, trade.settled_year, trade.decisions)
    alone = [solve(baseline, shock, parameters, variant.closure, TOLERANCE) for _, shock in supposed.parts]
    shared = frame(baseline, trade.imposers, trade.equilibrium.shock)
    return Explanation(
        outcome=trade,
        levers=tuple(label for label, _ in supposed.parts),
        alone=TradeRuns(**shared, **stacked(summary(eq) for eq in alone)),
        parts=real_income_parts(trade.equilibrium),
        sources=income_sources(trade.equilibrium),
    )
