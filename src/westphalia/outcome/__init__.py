"""What one scenario leads to: arrays along an axis of runs, and the rows a reader sees."""

from collections.abc import Iterable
from dataclasses import dataclass

from westphalia.outcome.aid import AidOutcome
from westphalia.outcome.annual import AnnualOutcome
from westphalia.outcome.assets import AssetsOutcome, Lender, ReconstructionOutcome
from westphalia.outcome.autonomy import AutonomyOutcome, PerimeterGap
from westphalia.outcome.force import ForceOutcome
from westphalia.outcome.minerals import MineralsOutcome
from westphalia.outcome.sanctions import LeverEquivalent, OilCapOutcome, SanctionsOutcome
from westphalia.outcome.spending import COUNTERFACTUALS, BudgetGroup, EscapeRoom, SpendingOutcome
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
from westphalia.scenario.levers import Aid, Exclusion
from westphalia.scenario.schema import Scenario

__all__ = [
    "COUNTERFACTUALS", "GOODS", "SERVICES", "AidOutcome", "AnnualOutcome", "AssetsOutcome", "AutonomyOutcome",
    "BudgetGroup", "Effect", "EscapeRoom", "ForceOutcome", "Lender", "LeverEquivalent", "Measure", "MineralsOutcome",
    "NoEquilibrium", "OilCapOutcome", "Outcome", "PerimeterGap", "ReconstructionOutcome", "SanctionsOutcome",
    "SpendingOutcome", "TradeOutcome", "TradePath", "TradeRuns", "Variant", "Work",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Outcome:
    """Everything one scenario leads to."""

    scenario: Scenario
    trade: TradeOutcome | None
    budgets: tuple[BudgetGroup, ...] = ()
    autonomy: tuple[AutonomyOutcome, ...] = ()
    forces: tuple[ForceOutcome, ...] = ()
    aid: tuple[Aid, ...] = ()
    aid_replaced: tuple[AidOutcome, ...] = ()
    assets: tuple[AssetsOutcome, ...] = ()
    rebuilding: tuple[ReconstructionOutcome, ...] = ()
    oil_caps: tuple[OilCapOutcome, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    minerals: tuple[MineralsOutcome, ...] = ()
    annual: AnnualOutcome | None = None

    @property
    def spending(self) -> tuple[SpendingOutcome, ...]:
        """The defence budgets of single countries; those of groups stand in `budgets`."""
        return tuple(one for group in self.budgets if not group.lever.is_group for one in group.members)

    def absent(self, countries: Iterable[str]) -> tuple[str, ...]:
        """Those of some countries that the base of the trade model does not hold, so that nothing is said of them."""
        return tuple(c for c in countries if self.trade is not None and not self.trade.holds(c))
