"""One run: baseline, levers and parameters in, an Outcome out. The only place where models meet."""

from collections.abc import Sequence
from dataclasses import replace

from westphalia.errors import ScenarioError
from westphalia.outcome import Effect, Outcome, SpendingOutcome, TradeOutcome, Variant
from westphalia.scenario.levers import (
    Aid,
    AidReplacement,
    Autonomy,
    DefenceBudget,
    Exclusion,
    Force,
    ImmobilisedAssets,
    MineralsDeal,
    OilCap,
    Reconstruction,
)
from westphalia.scenario.schema import Scenario
from westphalia.simulate.aid import aid_outcome
from westphalia.simulate.annual import annual_outcome
from westphalia.simulate.assets import assets_outcome, reconstruction_outcome
from westphalia.simulate.autonomy import autonomy_outcome
from westphalia.simulate.force import force_outcome
from westphalia.simulate.minerals import minerals_outcome
from westphalia.simulate.path import trade_path
from westphalia.simulate.sanctions import oil_cap_outcome
from westphalia.simulate.spending import budget_group
from westphalia.simulate.trade import all_variants, trade_outcome

__all__ = ["Effect", "Outcome", "SpendingOutcome", "TradeOutcome", "Variant", "all_variants", "settled", "simulate"]


def simulate(scenario: Scenario, variants: Sequence[Variant] | None = None) -> Outcome:
    """What follows from a scenario, once everybody has adjusted and year by year on the way there."""
    outcome = settled(scenario, variants)
    if outcome.trade is not None:
        outcome = replace(outcome, trade=replace(outcome.trade, path=trade_path(scenario, outcome.trade)))
    return replace(outcome, annual=annual_outcome(scenario, outcome))


def settled(scenario: Scenario, variants: Sequence[Variant] | None = None) -> Outcome:
    """What follows from a scenario: the trade model once all have adjusted, the budget accounts for its budgets."""
    if not scenario.levers:
        raise ScenarioError(f"scenario {scenario.title!r}: no levers. Add at least one, e.g. a tariff.")
    levers = scenario.levers
    return Outcome(
        scenario=scenario,
        trade=trade_outcome(scenario, tuple(variants or all_variants(scenario.base))),
        budgets=tuple(budget_group(lever, scenario) for lever in levers if isinstance(lever, DefenceBudget)),
        autonomy=tuple(autonomy_outcome(lever, scenario) for lever in levers if isinstance(lever, Autonomy)),
        forces=tuple(force_outcome(lever, scenario) for lever in levers if isinstance(lever, Force)),
        aid=tuple(lever for lever in levers if isinstance(lever, Aid)),
        aid_replaced=tuple(aid_outcome(lever, scenario) for lever in levers if isinstance(lever, AidReplacement)),
        assets=tuple(assets_outcome(lever, scenario) for lever in levers if isinstance(lever, ImmobilisedAssets)),
        rebuilding=tuple(
            reconstruction_outcome(lever, scenario) for lever in levers if isinstance(lever, Reconstruction)
        ),
        oil_caps=tuple(oil_cap_outcome(lever, scenario) for lever in levers if isinstance(lever, OilCap)),
        minerals=tuple(minerals_outcome(lever) for lever in levers if isinstance(lever, MineralsDeal)),
        exclusions=tuple(lever for lever in levers if isinstance(lever, Exclusion)),
    )
