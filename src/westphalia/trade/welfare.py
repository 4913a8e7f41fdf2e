"""What an equilibrium means for welfare, and closed forms to hold it against."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float

from westphalia.trade.accounts import real_wage_hat
from westphalia.trade.equilibrium import TradeEquilibrium
from westphalia.world.baseline import Baseline


@dataclass(frozen=True, eq=False)
class Partial:
    """Values by country, and where they are defined; elsewhere the value is NaN and means nothing."""

    values: Float[np.ndarray, " n"]
    defined: Bool[np.ndarray, " n"]


def real_income_hat(eq: TradeEquilibrium) -> Float[np.ndarray, " n"]:
    r"""Change of what a country's final spending buys (1.01: one per cent more).

    .. math:: (I'_n/I_n) / \hat P_n

    Income includes duties and transfers, so it depends on the closure. Caliendo & Parro (2015), section 2.
    """
    return np.asarray(eq.income_new / eq.income / eq.consumer_price_hat)


def log_real_wage_hat(eq: TradeEquilibrium) -> Float[np.ndarray, " n"]:
    r"""Log change of what an hour of work buys, :math:`\log(\hat w_n/\hat P_n)`; free of duties and transfers."""
    return np.asarray(np.log(real_wage_hat(eq)))


def welfare_hat(eq: TradeEquilibrium) -> Float[np.ndarray, " n"]:
    r"""Change of welfare when hours are chosen: real income less what the extra work is worth.

    .. math::
        \hat W = \delta \hat I/\hat P + (1-\delta)\,\hat w \hat L/\hat P, \qquad
        \delta = I / \bigl(I - \tfrac{\kappa}{1+\kappa}(1 - \theta)\, VA\bigr)

    with θ the part of labour income that was taxed away: R'/(ŵL̂VA) where duties relieve the income tax, none
    where they are handed out. Ignatenko, Macedoni, Lashkaripour & Simonovska (2025), J. Int. Econ. 157; their
    case has no duties in the baseline. Equals real income for κ = 0.

    Where duties are handed out this is utility, consumption less :math:`L^{1+1/\kappa}`. Where they relieve the income
    tax it is the published formula, and more than utility: it prices the work at ŵ/P̂, where the household that
    chose it had τ̂ŵ/P̂. Utility is lower by :math:`(\delta - 1)(\hat\tau - 1)\,\hat w \hat L/\hat P`. For the paper's
    duties of 2 April 2025 the formula gives +1.24%, utility +0.61%; with retaliation +0.05 and −0.42%.
    """
    kappa, price_hat = eq.parameters.labour_supply, eq.consumer_price_hat
    earned, earned_hat = eq.baseline.value_added, eq.wage_hat * eq.labour_hat
    taxed = eq.revenue_new / (earned_hat * earned) if eq.parameters.revenue == "income_tax" else 0.0
    delta = eq.income / (eq.income - kappa / (1 + kappa) * (1 - taxed) * earned)
    return np.asarray(delta * real_income_hat(eq) + (1 - delta) * earned_hat / price_hat)


def autarky_loss(baseline: Baseline, elasticity: Float[np.ndarray, " s"]) -> Partial:
    r"""Share of the real wage a country would lose without any foreign trade.

    .. math:: 1 - \exp \sum_s \alpha_{ns} \bigl[(I - \Gamma_n^{\top})^{-1} (\ln \lambda_{nn}/\varepsilon)\bigr]_s

    with λ the share of home goods in spending and Γ[a, b] = γ_n,ab; without inputs it is
    :math:`1 - \prod_s \lambda_{nns}^{\alpha_{ns}/\varepsilon_s}`. Arkolakis, Costinot & Rodríguez-Clare (2012), AER
    102(1); with inputs Costinot & Rodríguez-Clare (2014), Handbook of International Economics 4. Not
    defined where a country buys a good it does not make. It is real income where T = 0 and no duty is levied.
    """
    share = _home_share(baseline)
    defined = np.asarray((share > 0).all(axis=1))
    loss = 1 - np.exp(_through_inputs(baseline, share, elasticity))
    return Partial(np.where(defined, loss, np.nan), defined)


def acr_log_wage(eq: TradeEquilibrium) -> Partial:
    r"""Log real wage from the change of home shares alone: minus the sum of `autarky_loss` with λ̂ for λ.

    .. math::
        \log(\hat w_n/\hat P_n) =
        -\sum_s \alpha_{ns} \bigl[(I - \Gamma_n^{\top})^{-1} (\ln \hat\lambda/\varepsilon)\bigr]_s

    Arkolakis, Costinot & Rodríguez-Clare (2012), eq. 1. Holds for constant returns and any foreign shock, and
    also for a country's own duties as far as the wage, not income, is meant.
    """
    home = np.arange(len(eq.income))
    share = _home_share(eq.baseline)
    demand = (eq.flow_new * (1 + eq.shock.tariff_new)).sum(axis=1)
    spent_home = eq.flow_new[home, home] * (1 + eq.shock.tariff_new[home, home])
    share_new = np.divide(spent_home, demand, out=np.ones_like(demand), where=demand > 0)
    defined = ((share > 0) & (share_new > 0)).all(axis=1)
    share_hat = np.divide(share_new, share, out=np.ones_like(share), where=share > 0)
    log_wage = -_through_inputs(eq.baseline, share_hat, eq.parameters.elasticity)
    return Partial(np.where(defined, log_wage, np.nan), defined)


def _home_share(baseline: Baseline) -> Float[np.ndarray, "n s"]:
    home = np.arange(len(baseline.axes.countries))
    return baseline.trade_share[home, home]


def _through_inputs(
    baseline: Baseline, share: Float[np.ndarray, "n s"], elasticity: Float[np.ndarray, " s"]
) -> Float[np.ndarray, " n"]:
    """Final demand's weight on log shares over elasticities, directly and through all inputs."""
    log_price = np.log(np.where(share > 0, share, 1.0)) / elasticity
    links = np.eye(share.shape[1]) - baseline.input_share.transpose(0, 2, 1)
    total = np.linalg.solve(links, log_price[:, :, None])[:, :, 0]
    return np.asarray((baseline.final_share * total).sum(axis=1))
