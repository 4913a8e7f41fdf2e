"""What one scenario leads to: arrays along an axis of runs, and the rows a reader sees."""

from dataclasses import dataclass

from westphalia.outcome.spending import COUNTERFACTUALS, SpendingOutcome
from westphalia.outcome.trade import (
    GOODS,
    SERVICES,
    Effect,
    Measure,
    NoEquilibrium,
    TradeOutcome,
    TradePath,
    TradeRuns,
    Variant,
    Work,
)
from westphalia.scenario.schema import Scenario

__all__ = [
    "COUNTERFACTUALS", "GOODS", "SERVICES", "Effect", "Measure", "NoEquilibrium", "Outcome",
    "SpendingOutcome", "TradeOutcome", "TradePath", "TradeRuns", "Variant", "Work",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Outcome:
    """Everything one scenario leads to."""

    scenario: Scenario
    trade: TradeOutcome | None
    spending: tuple[SpendingOutcome, ...]
