"""What levers do to the cells of a base, and how several of them make one shock."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Bool, Float

from westphalia.trade.equilibrium import TradeShock
from westphalia.world.baseline import Baseline


class Chosen(NamedTuple):
    """Duties chosen by a player on the cells of his instrument, and the share of the way taken to them."""

    cells: Bool[np.ndarray, "n i s"]
    tariff: Float[np.ndarray, "n i s"]
    strength: float


@dataclass(frozen=True, eq=False)
class Decision:
    """The duties one player chose, t' on the cells of his instrument, and how well the first-order condition holds.

    `lever` is the place among the trade levers; `steps` counts evaluations (one player) or rounds (several).
    """

    lever: int
    player: str
    cells: Bool[np.ndarray, "n i s"]
    tariff: Float[np.ndarray, "n i s"]
    first_order_residual: float
    steps: int


@dataclass(frozen=True, eq=False)
class Effect:
    """One lever in one year: what it adds to duties and by what it multiplies costs; None where it does nothing.

    `duty_on_top` adds to all others; `duty_to_total` lifts a duty to an all-inclusive one, of which the highest
    counts. `rent_hat` raises the price a buyer pays and leaves the proceeds in the buyer's country, as a duty
    would; `iceberg_hat` is lost on the way.
    """

    duty_on_top: Float[np.ndarray, "n i s"] | None = None
    duty_to_total: Float[np.ndarray, "n i s"] | None = None
    rent_hat: Float[np.ndarray, "n i s"] | None = None
    iceberg_hat: Float[np.ndarray, "n i s"] | None = None
    chosen: tuple[Chosen, ...] = ()


def combined(baseline: Baseline, effects: Iterable[Effect]) -> TradeShock:
    r"""The shock of several levers together, whatever their order.

    .. math::
        1 + t' = \Big(1 + t + \max\big(\textstyle\sum_j a_j,\ \max_j b_j\big)\Big) \prod_j \hat r_j, \qquad
        \hat d = \prod_j \hat d_j

    with a the duties on top (negative where one takes the place of a higher duty of the base), b > 0 what lifts the
    base's duty to an all-inclusive one (where there is none, the sum stands) and r̂ the barriers kept as rent. A duty
    a player chose takes the place of t' on his cells. An embargo (d̂ infinite) outweighs any cost.
    """
    some = tuple(effects)
    moved = any(e.duty_on_top is not None or e.duty_to_total is not None for e in some)
    on_top: Any = sum(e.duty_on_top for e in some if e.duty_on_top is not None)
    for effect in some:
        if effect.duty_to_total is not None:
            lifted = effect.duty_to_total > 0
            on_top = np.where(lifted, np.maximum(on_top, effect.duty_to_total), on_top)
    tariff = baseline.tariff + on_top if moved else baseline.tariff
    for effect in some:
        if effect.rent_hat is not None:
            tariff = (1 + tariff) * effect.rent_hat - 1
    for chosen in (c for effect in some for c in effect.chosen):
        moved = tariff + chosen.strength * (chosen.tariff - tariff)
        tariff = np.where(chosen.cells, moved, tariff)
    return TradeShock(tariff, _product([e.iceberg_hat for e in some if e.iceberg_hat is not None]))


def _product(factors: list[Float[np.ndarray, "n i s"]]) -> Float[np.ndarray, "n i s"] | None:
    return reduce(np.multiply, factors) if factors else None
