"""Outcomes of a trade equilibrium as numbers that can be differentiated: a value and its cotangents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from jaxtyping import Bool, Float

from westphalia.errors import UsageError
from westphalia.trade.equilibrium import TradeEquilibrium


@dataclass(frozen=True, eq=False)
class Cotangents:
    r"""Derivative of an outcome in each quantity of an equilibrium, all other quantities held.

    Fields are named as in `TradeEquilibrium` and have the same axes; None where the quantity does not enter.
    `tariff_new` and `labour_supply` hold what enters the outcome directly, as duties do in the value of imports
    at the buyer's price, and not through the equilibrium.
    """

    wage_hat: Float[np.ndarray, " n"] | None = None
    labour_hat: Float[np.ndarray, " n"] | None = None
    tax_relief_hat: Float[np.ndarray, " n"] | None = None
    cost_hat: Float[np.ndarray, "i s"] | None = None
    price_hat: Float[np.ndarray, "n s"] | None = None
    consumer_price_hat: Float[np.ndarray, " n"] | None = None
    expenditure_new: Float[np.ndarray, "n s"] | None = None
    flow_new: Float[np.ndarray, "n i s"] | None = None
    output_new: Float[np.ndarray, "i s"] | None = None
    revenue_new: Float[np.ndarray, " n"] | None = None
    transfer_new: Float[np.ndarray, " n"] | None = None
    income_new: Float[np.ndarray, " n"] | None = None
    tariff_new: Float[np.ndarray, "n i s"] | None = None
    labour_supply: float | None = None

    def times(self, factor: float) -> "Cotangents":
        """All derivatives times a number."""
        return Cotangents(**{name: factor * value for name, value in self._given().items()})

    def plus(self, other: "Cotangents") -> "Cotangents":
        """The derivatives of a sum."""
        mine, theirs = self._given(), other._given()
        both = {name: mine[name] + theirs[name] for name in mine.keys() & theirs.keys()}
        return Cotangents(**(mine | theirs | both))

    def _given(self) -> dict[str, Any]:
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True, eq=False)
class TradeMeasure:
    """A number read off an equilibrium: its name and a function that gives the value and its cotangents.

    An outcome of one's own is a `TradeMeasure` with such a function; nothing else is needed for its gradient.
    """

    name: str
    evaluate: Callable[[TradeEquilibrium], tuple[float, Cotangents]]

    def __call__(self, eq: TradeEquilibrium) -> float:
        """The value at an equilibrium."""
        return self.evaluate(eq)[0]


Countries = Float[np.ndarray, " n"]


def real_income(weights: Countries) -> TradeMeasure:
    r"""Weighted sum of changes in real income, :math:`\sum_n \omega_n (I'_n/I_n)/\hat P_n`."""

    def evaluate(eq: TradeEquilibrium) -> tuple[float, Cotangents]:
        hat = weights * eq.income_new / eq.income / eq.consumer_price_hat
        return float(hat.sum()), Cotangents(
            income_new=hat / eq.income_new, consumer_price_hat=-hat / eq.consumer_price_hat
        )

    return TradeMeasure("real income", evaluate)


def welfare(weights: Countries) -> TradeMeasure:
    r"""Weighted sum of changes in welfare, :math:`\sum_n \omega_n \hat W_n`, as in `westphalia.trade.welfare`.

    .. math::
        \hat W = \delta\,\frac{I'}{I \hat P} + (1-\delta)\frac{\hat w \hat L}{\hat P}, \qquad
        \delta = \frac{I}{I - k (1 - \theta) VA}, \quad k = \frac{\kappa}{1 + \kappa}, \quad
        \theta = \frac{R'}{\hat w \hat L VA} \text{ or } 0

    so that :math:`d\delta = \delta^2 \frac{VA}{I} ((1-\theta)\,dk - k\,d\theta)`. Equals real income for κ = 0.
    """

    def evaluate(eq: TradeEquilibrium) -> tuple[float, Cotangents]:
        kappa, price, earned = eq.parameters.labour_supply, eq.consumer_price_hat, eq.baseline.value_added
        k, hours_pay = kappa / (1 + kappa), eq.wage_hat * eq.labour_hat
        relieved = eq.parameters.revenue == "income_tax"
        taxed = eq.revenue_new / (hours_pay * earned) if relieved else np.zeros_like(price)
        delta = eq.income / (eq.income - k * (1 - taxed) * earned)
        real, pay = eq.income_new / eq.income / price, hours_pay / price
        hat = weights * (delta * real + (1 - delta) * pay)
        in_delta = weights * (real - pay) * delta**2 * earned / eq.income
        in_taxed = -k * in_delta
        in_log_pay = weights * (1 - delta) * pay - in_taxed * taxed
        return float(hat.sum()), Cotangents(
            income_new=weights * delta * real / eq.income_new,
            wage_hat=in_log_pay / eq.wage_hat,
            labour_hat=in_log_pay / eq.labour_hat,
            consumer_price_hat=-hat / price,
            revenue_new=in_taxed / (hours_pay * earned) if relieved else None,
            labour_supply=float((in_delta * (1 - taxed)).sum() / (1 + kappa) ** 2),
        )

    return TradeMeasure("welfare", evaluate)


def real_wage(weights: Countries) -> TradeMeasure:
    r"""Weighted sum of changes in real wages, :math:`\sum_n \omega_n \hat w_n/\hat P_n`."""

    def evaluate(eq: TradeEquilibrium) -> tuple[float, Cotangents]:
        hat = weights * eq.wage_hat / eq.consumer_price_hat
        return float(hat.sum()), Cotangents(wage_hat=hat / eq.wage_hat, consumer_price_hat=-hat / eq.consumer_price_hat)

    return TradeMeasure("real wage", evaluate)


def consumer_price(weights: Countries) -> TradeMeasure:
    r"""Weighted sum of changes in consumer prices, :math:`\sum_n \omega_n \hat P_n`, in units of the numeraire."""

    def evaluate(eq: TradeEquilibrium) -> tuple[float, Cotangents]:
        return float(weights @ eq.consumer_price_hat), Cotangents(consumer_price_hat=weights)

    return TradeMeasure("consumer price", evaluate)


def revenue(weights: Countries) -> TradeMeasure:
    r"""Weighted sum of duties collected, :math:`\sum_n \omega_n R'_n`, USD bn in units of the numeraire."""

    def evaluate(eq: TradeEquilibrium) -> tuple[float, Cotangents]:
        return float(weights @ eq.revenue_new), Cotangents(revenue_new=weights)

    return TradeMeasure("revenue from duties", evaluate)


def output(weights: Float[np.ndarray, "i s"]) -> TradeMeasure:
    r"""Weighted sum of gross output, :math:`\sum_{is} \omega_{is} Y'_{is}`, USD bn in units of the numeraire."""

    def evaluate(eq: TradeEquilibrium) -> tuple[float, Cotangents]:
        return float((weights * eq.output_new).sum()), Cotangents(output_new=weights)

    return TradeMeasure("output", evaluate)


def trade_value(weights: Float[np.ndarray, "n i s"]) -> TradeMeasure:
    r"""Weighted sum of flows at basic prices, :math:`\sum_{nis} \omega_{nis} x'_{nis}`, USD bn."""

    def evaluate(eq: TradeEquilibrium) -> tuple[float, Cotangents]:
        return float((weights * eq.flow_new).sum()), Cotangents(flow_new=weights)

    return TradeMeasure("trade", evaluate)


def trade_volume(weights: Float[np.ndarray, "n i s"]) -> TradeMeasure:
    r"""Weighted sum of flows at the exporter's baseline prices, :math:`\sum \omega_{nis} x'_{nis}/\hat c_{is}`."""

    def evaluate(eq: TradeEquilibrium) -> tuple[float, Cotangents]:
        by_flow = weights / eq.cost_hat
        volume = (by_flow * eq.flow_new).sum(axis=0)
        return float(volume.sum()), Cotangents(flow_new=by_flow, cost_hat=-volume / eq.cost_hat)

    return TradeMeasure("volume of trade", evaluate)


def abroad(
    importers: Bool[np.ndarray, " n"], exporters: Bool[np.ndarray, " i"], sectors: Bool[np.ndarray, " s"]
) -> Float[np.ndarray, "n i s"]:
    """One for every flow between these countries in these sectors, zero for the others and for sales at home."""
    chosen = importers[:, None, None] & exporters[:, None] & sectors
    return np.where(np.eye(len(importers), dtype=bool)[:, :, None], 0.0, chosen.astype(float))


def logarithm(measure: TradeMeasure) -> TradeMeasure:
    """The log of an outcome, whose derivatives are relative ones."""

    def evaluate(eq: TradeEquilibrium) -> tuple[float, Cotangents]:
        value, cotangents = measure.evaluate(eq)
        if not value > 0:
            raise UsageError(f"log of {measure.name}: the value is {value:g}; a log needs a value above zero.")
        return float(np.log(value)), cotangents.times(1 / value)

    return TradeMeasure(f"log of {measure.name}", evaluate)


def weighted_sum(measures: Sequence[TradeMeasure], weights: Sequence[float]) -> TradeMeasure:
    """A sum of outcomes, each times its weight."""

    def evaluate(eq: TradeEquilibrium) -> tuple[float, Cotangents]:
        total, cotangents = 0.0, Cotangents()
        for measure, weight in zip(measures, weights, strict=True):
            value, derivatives = measure.evaluate(eq)
            total, cotangents = total + weight * value, cotangents.plus(derivatives.times(weight))
        return total, cotangents

    return TradeMeasure(" + ".join(f"{w:g} × {m.name}" for m, w in zip(measures, weights, strict=True)), evaluate)
