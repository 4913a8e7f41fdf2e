r"""The equilibrium conditions of the trade model, in exact changes.

Caliendo & Parro (2015), Review of Economic Studies 82(1), section 2, in the exact changes of Dekle, Eaton &
Kortum (2008), with labour supply, tax relief and scale economies. n importer, i exporter, s sector of the
good, k using sector, b scenario of a batch (one scenario is a batch of one). Written with what NumPy and
jax.numpy share, so that either can evaluate it.
"""

from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float

from westphalia.trade.closure import transfer_new
from westphalia.trade.kernel import over_exporters, over_importers
from westphalia.trade.system import Prepared, System


class State(NamedTuple):
    """The unknowns: logs of changes in wages, prices and expenditures, and of output where scale matters."""

    log_wage_hat: Float[np.ndarray, "n b"]
    log_price_hat: Float[np.ndarray, "s n b"]
    log_expenditure_hat: Float[np.ndarray, "s n b"]
    log_output_hat: Float[np.ndarray, "s n b"] | None


class Conditions(NamedTuple):
    """What the conditions say at a state: gaps (zero in equilibrium) and the levels behind them."""

    wage_gap: Float[np.ndarray, "n b"]
    price_gap: Float[np.ndarray, "s n b"]
    expenditure_gap: Float[np.ndarray, "s n b"]
    output_gap: Float[np.ndarray, "s n b"] | None
    supply: Float[np.ndarray, "s n b"]
    spent: Float[np.ndarray, "s n b"]
    demand: Float[np.ndarray, "s n b"]
    output: Float[np.ndarray, "s n b"]
    earned: Float[np.ndarray, "n b"]
    labour_income: Float[np.ndarray, "n b"]
    labour_hat: Float[np.ndarray, "n b"]
    tax_relief_hat: Float[np.ndarray, "n b"]
    consumer_price_hat: Float[np.ndarray, "n b"]
    revenue: Float[np.ndarray, "n b"]
    transfer: Float[np.ndarray, "n b"]
    income: Float[np.ndarray, "n b"]
    expenditure: Float[np.ndarray, "s n b"]


def conditions(state: State, system: System) -> Conditions:
    r"""Gaps of every equilibrium condition at a state.

    .. math::
        \hat c_{is} &= \hat w_i^{\beta_{is}} \prod_a \hat P_{ia}^{\gamma_{i,as}}, \qquad
        \Phi_{ns} = \sum_i K_{nis} \hat c_{is}^{-\varepsilon_s}, \qquad
        \hat P_{ns} = \Phi_{ns}^{-1/\varepsilon_s} \\
        Y'_{is} &= \sum_n \pi'_{nis} X'_{ns}/(1+t'_{nis}), \qquad
        R'_n = \sum_{is} \tfrac{t'_{nis}}{1+t'_{nis}} \pi'_{nis} X'_{ns} \\
        \hat w_n \hat L_n VA_n &= \sum_s \beta_{ns} Y'_{ns}, \qquad
        I'_n = \hat w_n \hat L_n VA_n + R'_n + T'_n \\
        X'_{na} &= \sum_b \gamma_{n,ab} Y'_{nb} + \alpha_{na} I'_n
    """
    xp: Any = state.log_wage_hat.__array_namespace__()
    base = system.base
    constant_returns = _log_cost_hat(state, base, xp)
    supply = xp.exp(-system.elasticity * _with_scale(constant_returns, state, system))
    net = over_exporters(system.net_kernel, supply)
    duty = over_exporters(system.duty_kernel, supply)
    phi = net + duty
    expenditure_hat = xp.exp(state.log_expenditure_hat)
    spent = base.expenditure * expenditure_hat
    demand = spent / phi
    output = supply * over_importers(system.net_kernel, demand)
    revenue = xp.sum(demand * duty, axis=0)

    earned = xp.sum(base.value_added_share * output, axis=0)
    relief = tax_relief_hat(earned, revenue, system)
    log_consumer_price = xp.sum(base.final_share * state.log_price_hat, axis=0)
    labour_hat = xp.exp(system.labour_supply * (xp.log(relief) + state.log_wage_hat - log_consumer_price))
    labour_income = xp.exp(state.log_wage_hat) * labour_hat * base.value_added

    transfer = transfer_new(system.closure, base, labour_income)
    income = labour_income + revenue + transfer
    expenditure = _by_country(base.input_share, output, xp) + base.final_share * income
    return Conditions(
        wage_gap=xp.log(earned / labour_income),
        price_gap=-xp.log(phi) / system.elasticity - state.log_price_hat,
        expenditure_gap=(expenditure - spent) / (base.expenditure_or_one * expenditure_hat),
        output_gap=output_gap(state, output, constant_returns, base, xp),
        supply=supply,
        spent=spent,
        demand=demand,
        output=output,
        earned=earned,
        labour_income=labour_income,
        labour_hat=labour_hat,
        tax_relief_hat=relief,
        consumer_price_hat=xp.exp(log_consumer_price),
        revenue=revenue,
        transfer=transfer,
        income=income,
        expenditure=expenditure,
    )


def _log_cost_hat(state: State, base: Prepared, xp: Any) -> Any:
    """Unit cost at constant returns."""
    inputs = _by_country(xp.matrix_transpose(base.input_share), state.log_price_hat, xp)
    return base.value_added_share * state.log_wage_hat + inputs


def _with_scale(constant_returns: Float[np.ndarray, "s i b"], state: State, system: System) -> Any:
    r"""Unit cost with scale economies, :math:`\hat c = \hat c^0 (\hat Y/\hat c^0)^{-\psi}`."""
    if system.scale is None or state.log_output_hat is None:
        return constant_returns
    return constant_returns - system.scale * (state.log_output_hat - constant_returns)


def tax_relief_hat(earned: Float[np.ndarray, "n b"], revenue: Float[np.ndarray, "n b"], system: System) -> Any:
    r""":math:`\hat\tau = 1/(1 - (R' - g R)/(\hat w \hat L VA))`, g the growth of world labour income; 1 if lump-sum."""
    growth = earned.sum(axis=0) / system.base.value_added.sum()
    return 1 / (1 - system.recycled * (revenue - growth * system.base.revenue) / earned)


def output_gap(
    state: State,
    output: Float[np.ndarray, "s i b"],
    constant_returns: Float[np.ndarray, "s i b"],
    base: Prepared,
    xp: Any,
) -> Any:
    """Against the output the state assumes; a sector that makes nothing is given the output of constant returns."""
    if state.log_output_hat is None:
        return None
    output_hat = xp.where(base.made, output, 1.0) / xp.where(base.made, base.output, 1.0)
    return xp.where(base.made, xp.log(output_hat), constant_returns) - state.log_output_hat


def _by_country(matrices: Float[np.ndarray, "n s k"], values: Float[np.ndarray, "k n b"], xp: Any) -> Any:
    """The sectors of each country through the matrix of the country, ``[n s k] @ [n k b]``."""
    return xp.permute_dims(matrices @ xp.permute_dims(values, (1, 0, 2)), (1, 0, 2))
