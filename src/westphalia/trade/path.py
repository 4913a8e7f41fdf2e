r"""The path from the observed world to a shock: the same shock at several strengths.

A decomposition of a finite change adds up small ones, so it needs the worlds in between.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from jaxtyping import Float

from westphalia.errors import NotConverged
from westphalia.trade.batch import solve_batch
from westphalia.trade.equilibrium import Closure, TradeEquilibrium, TradeShock
from westphalia.world.baseline import Baseline


class Place(NamedTuple):
    r"""One world on the path, as the decomposition needs it.

    `log_` is the log of the change since the observed world. On the cells whose barrier changes, `barrier` is
    :math:`u = \hat d^{-\varepsilon}`, `rivals` the price of the good against consumer prices,
    :math:`F = (\hat P_{ns}/\hat P_n)^{-\varepsilon}`, and `pull` is N in :math:`x = u N/F`; all are finite in an
    embargo (u = 0).
    """

    flow: Float[np.ndarray, "n i s"]
    tariff: Float[np.ndarray, "n i s"]
    barrier: Float[np.ndarray, " c"]
    pull: Float[np.ndarray, " c"]
    rivals: Float[np.ndarray, " c"]
    log_cost: Float[np.ndarray, "i s"]
    log_scale: Float[np.ndarray, "i s"]
    log_price: Float[np.ndarray, " n"]
    log_labour: Float[np.ndarray, " n"]
    labour_income: Float[np.ndarray, " n"]
    transfer: Float[np.ndarray, " n"]
    income: Float[np.ndarray, " n"]


class Cells(NamedTuple):
    """Importer, exporter and sector of the cells whose barrier the shock changes."""

    importer: np.ndarray
    exporter: np.ndarray
    sector: np.ndarray


def cells(eq: TradeEquilibrium) -> Cells:
    """The cells with trade whose barrier the shock changes."""
    if eq.shock.iceberg_hat is None:
        return Cells(*np.zeros((3, 0), dtype=int))
    return Cells(*np.nonzero((eq.shock.iceberg_hat != 1) & (eq.baseline.flow > 0)))


def places(eq: TradeEquilibrium, steps: int, barred: Cells) -> Iterator[Place]:
    """The observed world, the shock at 1/steps, 2/steps … of its strength, and the shock itself."""
    yield _observed(eq.baseline, barred)
    # a baseline purged of imbalances has no transfers under any closure, and must not be purged again
    closure: Closure = "fixed_world_share" if eq.closure == "balanced" else eq.closure
    shocks = (part_of(eq, k / steps) for k in range(1, steps))
    for found in solve_batch(eq.baseline, shocks, eq.parameters, closure, eq.tolerance):
        if isinstance(found, NotConverged):
            raise found
        yield _place(found, barred)
    yield _place(eq, barred)


def part_of(eq: TradeEquilibrium, strength: float) -> TradeShock:
    r"""The shock at a strength σ between 0 and 1.

    .. math::
        1 + t(\sigma) = (1+t)^{1-\sigma} (1+t')^{\sigma}, \qquad
        \hat d(\sigma) = \hat d^{\,\sigma}, \qquad \hat d(\sigma)^{-\varepsilon} = (1 - \sigma)^2 \text{ for an embargo}

    An embargo has no finite :math:`\hat d` to take a root of; shares of the market close, slowly at the end, where a
    country that bought nearly everything there feels it most.
    """
    before, shock = eq.baseline.tariff, eq.shock
    tariff = np.exp((1 - strength) * np.log1p(before) + strength * np.log1p(shock.tariff_new)) - 1
    tariff[shock.tariff_new == before] = before[shock.tariff_new == before]
    if shock.iceberg_hat is None:
        return TradeShock(tariff)
    closed = np.isinf(shock.iceberg_hat)
    closing = np.broadcast_to((1 - strength) ** (-2 / eq.parameters.elasticity), closed.shape)
    return TradeShock(tariff, np.where(closed, closing, np.where(closed, 1.0, shock.iceberg_hat) ** strength))


def _observed(baseline: Baseline, barred: Cells) -> Place:
    countries, sectors = baseline.output.shape
    none = np.zeros((countries, sectors))
    return Place(
        flow=baseline.flow,
        tariff=baseline.tariff,
        barrier=np.ones(len(barred.sector)),
        pull=baseline.flow[barred],
        rivals=np.ones(len(barred.sector)),
        log_cost=none,
        log_scale=none,
        log_price=np.zeros(countries),
        log_labour=np.zeros(countries),
        labour_income=baseline.value_added,
        transfer=baseline.transfer,
        income=np.asarray(baseline.final_demand.sum(axis=1)),
    )


def _place(eq: TradeEquilibrium, barred: Cells) -> Place:
    log_cost = np.log(eq.cost_hat)
    return Place(
        flow=eq.flow_new,
        tariff=eq.shock.tariff_new,
        barrier=_barrier(eq, barred),
        pull=_pull(eq, barred),
        rivals=_rivals(eq, barred),
        log_cost=log_cost,
        log_scale=_constant_returns_log_cost(eq) - log_cost,
        log_price=np.log(eq.consumer_price_hat),
        log_labour=np.log(eq.labour_hat),
        labour_income=eq.wage_hat * eq.labour_hat * eq.baseline.value_added,
        transfer=eq.transfer_new,
        income=eq.income_new,
    )


def _barrier(eq: TradeEquilibrium, barred: Cells) -> Float[np.ndarray, " c"]:
    if eq.shock.iceberg_hat is None:
        return np.zeros(0)
    return np.asarray(eq.shock.iceberg_hat[barred] ** -eq.parameters.elasticity[barred.sector])


def _pull(eq: TradeEquilibrium, barred: Cells) -> Float[np.ndarray, " c"]:
    r""":math:`N = x \hat X (\hat c\, \hat b/\hat P_n)^{-\varepsilon}/\hat b`, with b̂ = (1+t')/(1+t)."""
    n, i, s = barred
    duty_hat = (1 + eq.shock.tariff_new[barred]) / (1 + eq.baseline.tariff[barred])
    spending_hat = eq.expenditure_new[n, s] / eq.baseline.expenditure[n, s]
    delivered = eq.cost_hat[i, s] * duty_hat / eq.consumer_price_hat[n]
    return np.asarray(eq.baseline.flow[barred] * spending_hat / duty_hat * delivered ** -eq.parameters.elasticity[s])


def _rivals(eq: TradeEquilibrium, barred: Cells) -> Float[np.ndarray, " c"]:
    n, _, s = barred
    return np.asarray((eq.price_hat[n, s] / eq.consumer_price_hat[n]) ** -eq.parameters.elasticity[s])


def _constant_returns_log_cost(eq: TradeEquilibrium) -> Float[np.ndarray, "i s"]:
    r""":math:`\ln \hat c^0_{is} = \beta_{is} \ln \hat w_i + \sum_a \gamma_{i,as} \ln \hat P_{ia}`."""
    inputs = np.einsum("nsk,ns->nk", eq.baseline.input_share, np.log(eq.price_hat))
    return np.asarray(eq.baseline.value_added_share * np.log(eq.wage_hat)[:, None] + inputs)
