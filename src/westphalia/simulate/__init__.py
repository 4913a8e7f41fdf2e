"""One run: baseline, levers and parameters in, an Outcome out. The only place where models meet."""

from collections.abc import Sequence
from dataclasses import replace

from westphalia.errors import ScenarioError
from westphalia.outcome import Effect, Outcome, SpendingOutcome, TradeOutcome, Variant
from westphalia.scenario.levers import DefenceBudget
from westphalia.scenario.schema import Scenario
from westphalia.simulate.path import trade_path
from westphalia.simulate.spending import spending_outcome
from westphalia.simulate.trade import all_variants, trade_outcome

__all__ = ["Effect", "Outcome", "SpendingOutcome", "TradeOutcome", "Variant", "all_variants", "settled", "simulate"]


def simulate(scenario: Scenario, variants: Sequence[Variant] | None = None) -> Outcome:
    """What follows from a scenario, once everybody has adjusted and year by year on the way there."""
    outcome = settled(scenario, variants)
    if outcome.trade is None:
        return outcome
    return replace(outcome, trade=replace(outcome.trade, path=trade_path(scenario, outcome.trade)))


def settled(scenario: Scenario, variants: Sequence[Variant] | None = None) -> Outcome:
    """What follows from a scenario: the trade model once all have adjusted, the budget accounts for its budgets."""
    if not scenario.levers:
        raise ScenarioError(f"scenario {scenario.title!r}: no levers. Add at least one, e.g. a tariff.")
    budgets = [lever for lever in scenario.levers if isinstance(lever, DefenceBudget)]
    return Outcome(
        scenario=scenario,
        trade=trade_outcome(scenario, tuple(variants or all_variants(scenario.base))),
        spending=tuple(spending_outcome(lever, scenario.horizon) for lever in budgets),
    )
