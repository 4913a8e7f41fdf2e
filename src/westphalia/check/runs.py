"""What verdicts of the trade model share: its source, its words, a row and a range."""

from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.check.verdict import Comparison
from westphalia.outcome import Outcome, TradeOutcome
from westphalia.wording import CHANGE, currency_unit, with_range

SOURCE: Final = "westphalia-trade"
SPREAD: Final = (
    "the range is the lowest and highest of all runs (closures × elasticity sets × services elasticities): a spread "
    "of models, not a probability; the first number is the reference run, which may lie near one end"
)


def trade_of(outcome: Outcome) -> TradeOutcome:
    """The trade side of a run that has one."""
    assert outcome.trade is not None
    return outcome.trade


def row(
    trade: TradeOutcome, label: str, values: Float[np.ndarray, " v"], unit: str = "fraction", note: str | None = None
) -> Comparison:
    """A comparison with the reference run, between the lowest and the highest run."""
    value, low, high = trade.spread(values)
    return Comparison(label=label, value=value, low=low, high=high, unit=unit, source=SOURCE, note=note)


def share_range(values: Float[np.ndarray, " v"], trade: TradeOutcome) -> str:
    """The reference run's change and its range in per cent, in the digits of the tables."""
    return with_range(*trade.spread(values), CHANGE)


def money_range(values: Float[np.ndarray, " v"], trade: TradeOutcome, currency: str) -> str:
    """The reference run and its range in billions of a currency, in the digits of the tables."""
    return with_range(*trade.spread(values), currency_unit(currency))
