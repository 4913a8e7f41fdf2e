"""What must be known of a run beside its numbers: duties that were chosen, variants without equilibrium."""

import numpy as np

from westphalia.outcome import TradeOutcome, Variant
from westphalia.report.names import CLOSURES, country_name
from westphalia.scenario.effect import Decision
from westphalia.wording import percent


def chosen_duties(trade: TradeOutcome) -> tuple[str, ...]:
    """One line for each player: the duty, or the lowest and highest of them, and the first-order residual."""
    return tuple(_line(decision, trade) for decision in trade.decisions.chosen)


def _line(decision: Decision, trade: TradeOutcome) -> str:
    chosen = decision.tariff[decision.cells & (trade.equilibrium.baseline.flow > 0)]
    player = " and ".join(map(country_name, decision.player.split("+")))
    low, high = (percent(float(x)) for x in (chosen.min(), chosen.max())) if chosen.size else ("0.0%", "0.0%")
    spread = low if low == high else f"{low} to {high}, median {percent(float(np.median(chosen)))}"
    return (
        f"Duty chosen by {player}: {spread}; first-order residual {decision.first_order_residual:.0e}. "
        "Best for the model's real income in the reference run, kept in all others; no forecast of what anybody does."
    )


def trade_notes(trade: TradeOutcome) -> tuple[str, ...]:
    """What a reader must know of a run: variants without equilibrium, duties that were chosen, what is not in force."""
    failed = [f"No equilibrium: {_variant_words(f.variant)}. {f.reason}" for f in trade.failed]
    return (*chosen_duties(trade), *(f"{note}." for note in trade.notes), *failed)


def _variant_words(variant: Variant) -> str:
    return f"{CLOSURES[variant.closure]}, elasticities {variant.elasticities}, services {variant.services:g}"
