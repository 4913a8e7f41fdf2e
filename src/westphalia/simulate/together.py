"""The outcome of several drafts' levers at once; what the trade model said of one of them is not solved again."""

from collections.abc import Sequence
from dataclasses import replace

from westphalia.outcome import Outcome, TradeOutcome
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shock import trade_levers
from westphalia.simulate import settled, simulate
from westphalia.simulate.annual import annual_outcome


def simulated_together(scenario: Scenario, outcomes: Sequence[Outcome]) -> Outcome:
    """What follows from a scenario; trade is that of the outcome whose scenario holds the same levers of trade.

    The trade model sees levers of trade, base, behaviour and the years alone, so the equal part has an equal answer.
    """
    known = next((o.trade for o in outcomes if o.trade is not None and _same_trade(o.scenario, scenario)), None)
    return simulate(scenario) if known is None else _with_trade(scenario, known)


def _same_trade(one: Scenario, other: Scenario) -> bool:
    parts = ("base", "behaviour", "horizon", "outlook")
    return trade_levers(one) == trade_levers(other) and all(getattr(one, p) == getattr(other, p) for p in parts)


def _with_trade(scenario: Scenario, trade: TradeOutcome) -> Outcome:
    moving_trade = trade_levers(scenario)
    rest = tuple(lever for lever in scenario.levers if lever not in moving_trade)
    without = Outcome(scenario, trade) if not rest else settled(scenario.model_copy(update={"levers": rest}))
    whole = replace(without, scenario=scenario, trade=trade)
    return replace(whole, annual=annual_outcome(scenario, whole))
