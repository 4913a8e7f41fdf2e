"""What verdicts of the trade model share: its source, its words, a row and a range."""

from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.check.verdict import Comparison
from westphalia.outcome import Outcome, TradeOutcome
from westphalia.wording import money, number, percent

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
    return Comparison(
        label=label, value=float(values[trade.reference]), low=float(values.min()), high=float(values.max()),
        unit=unit, source=SOURCE, note=note,
    )  # fmt: skip


def share_range(values: Float[np.ndarray, " v"], trade: TradeOutcome, decimals: int = 1) -> str:
    """The reference run and its range in per cent."""
    first, low, high = (percent(float(x), decimals) for x in (values[trade.reference], values.min(), values.max()))
    return f"{first} ({low} to {high})"


def money_range(values: Float[np.ndarray, " v"], trade: TradeOutcome, currency: str) -> str:
    """The reference run and its range in billions of a currency."""
    first = money(float(values[trade.reference]), currency)
    return f"{first} ({number(float(values.min()))} to {number(float(values.max()))})"
