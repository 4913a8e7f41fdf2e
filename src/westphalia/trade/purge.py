"""A baseline purged of its imbalances, and worlds after a shock seen from there."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np
from jaxtyping import Float

from westphalia.trade.equilibrium import TradeEquilibrium, TradeParameters
from westphalia.world.baseline import Baseline

_KEPT = 10  # with their solver storage 16 MB each for 80 countries and 50 sectors; nine parameter sets are shown


@dataclass(frozen=True, eq=False)
class Purge:
    """The baseline with all imbalances gone, T' = 0, and what changed from the observed one on the way there."""

    baseline: Baseline
    wage_hat: Float[np.ndarray, " n"]
    labour_hat: Float[np.ndarray, " n"]
    cost_hat: Float[np.ndarray, "i s"]
    price_hat: Float[np.ndarray, "n s"]
    consumer_price_hat: Float[np.ndarray, " n"]
    residual: float


_purges: WeakKeyDictionary[Baseline, OrderedDict[tuple[object, ...], Purge]] = WeakKeyDictionary()


def identity(parameters: TradeParameters) -> tuple[object, ...]:
    """Equal for parameters that give equal results."""
    scale = b"" if parameters.scale is None else parameters.scale.tobytes()
    return parameters.elasticity.tobytes(), scale, parameters.labour_supply, parameters.revenue


def kept_purge(baseline: Baseline, parameters: TradeParameters, residual: float) -> Purge | None:
    """The purge of a baseline found before, if it is as exact as this."""
    kept, key = _purges.get(baseline, OrderedDict()), identity(parameters)
    if key not in kept or kept[key].residual > residual:
        return None
    kept.move_to_end(key)
    return kept[key]


def keep(found: TradeEquilibrium) -> Purge:
    """The purge that an equilibrium without shock and transfers stands for; the last few are kept for a baseline."""
    purge = Purge(
        purged_by(found), found.wage_hat, found.labour_hat, found.cost_hat, found.price_hat, found.consumer_price_hat,
        found.residual,
    )  # fmt: skip
    kept = _purges.setdefault(found.baseline, OrderedDict())
    kept[identity(found.parameters)] = purge
    kept.move_to_end(identity(found.parameters))
    while len(kept) > _KEPT:
        kept.popitem(last=False)
    return purge


def purged_by(found: TradeEquilibrium) -> Baseline:
    """The baseline that an equilibrium without transfers stands for."""
    flow = np.ascontiguousarray(found.flows.whole())
    return replace(found.baseline, name=f"{found.baseline.name}, balanced", flow=flow)


def seen_from(purge: Purge, found: TradeEquilibrium) -> TradeEquilibrium:
    r"""A world without transfers, found from the observed baseline, as a change of the purged one.

    .. math::
        \hat w = \hat w^{\text{from observed}} / \hat w^{\text{purge}}, \qquad
        \hat P = \hat P^{\text{from observed}} / \hat P^{\text{purge}}, \qquad \dots

    Exact changes compose: levels are the same, and each condition is that of the world found over that of the purge,
    so that the residuals add up at most. Not so where duties relieve the income tax, which is relative to those of
    the baseline: there the shock is solved on the purged baseline itself.
    """
    return replace(
        found,
        baseline=purge.baseline,
        wage_hat=found.wage_hat / purge.wage_hat,
        labour_hat=found.labour_hat / purge.labour_hat,
        cost_hat=found.cost_hat / purge.cost_hat,
        price_hat=found.price_hat / purge.price_hat,
        consumer_price_hat=found.consumer_price_hat / purge.consumer_price_hat,
        income=purge.baseline.final_demand.sum(axis=1),
        residual=found.residual + purge.residual,
    )
