r"""The equilibrium conditions in reverse: from derivatives in their results to derivatives in what goes in.

Hand-written reverse mode of `westphalia.trade.conditions` at an equilibrium, where every level is known. A bar is
the derivative of one scalar J in a quantity. Each equation of the left column gives the line on the right:

.. math::
    X'_{na} = \sum_b \gamma_{n,ab} Y'_{nb} + \alpha_{na} I'_n \quad&\Rightarrow\quad
        \bar Y_{nb} \mathrel{+}= \sum_a \gamma_{n,ab} \bar X_{na}, \quad
        \bar I_n \mathrel{+}= \sum_a \alpha_{na} \bar X_{na} \\
    I' = E' + R' + T', \quad E' = \hat w \hat L VA \quad&\Rightarrow\quad
        \bar E, \bar R, \bar T \mathrel{+}= \bar I \\
    \log \hat L = \kappa (\log\hat\tau + \log\hat w - \log\hat P) \quad&\Rightarrow\quad
        \overline{\log\hat\tau}, \overline{\log\hat w}, -\overline{\log\hat P} \mathrel{+}=
        \kappa\,\overline{\log\hat L} \\
    y_n = \sum_s \beta_{ns} Y'_{ns} \quad&\Rightarrow\quad \bar Y_{ns} \mathrel{+}= \beta_{ns} \bar y_n \\
    x'_{nis} = \frac{K_{nis} \hat c_{is}^{-\varepsilon_s} X'_{ns}}{(1+t'_{nis})\,\Phi_{ns}}, \quad
    Y'_{is} = \sum_n x'_{nis}, \quad R'_n = \sum_{is} t'_{nis} x'_{nis} \quad&\Rightarrow\quad
        \bar h_{ns} = \sum_i x'_{nis} (\bar Y_{is} + t'_{nis} \bar R_n), \quad
        \overline{\log X} \mathrel{+}= \bar h, \quad \overline{\log\Phi} \mathrel{-}= \bar h \\
    \Phi_{ns} = \sum_i K_{nis} \hat c_{is}^{-\varepsilon_s} \quad&\Rightarrow\quad
        \overline{\log\hat c}_{is} \mathrel{-}= \varepsilon_s \sum_n x'_{nis} \Bigl(\bar Y_{is} + t'_{nis}\bar R_n +
        (1+t'_{nis})\,\overline{\log\Phi}_{ns}/X'_{ns}\Bigr) \\
    \log\hat c = (1+\psi)\log\hat c^0 - \psi\log\hat Y, \quad
    \log\hat c^0_{ib} = \beta_{ib}\log\hat w_i + \sum_a \gamma_{i,ab}\log\hat P_{ia} \quad&\Rightarrow\quad
        \overline{\log\hat P}_{ia} \mathrel{+}= \sum_b \gamma_{i,ab}\,\overline{\log\hat c^0}_{ib}

The shares π' are flows over spending, so the flows of the equilibrium hold all that is needed, and one pass
costs as much memory traffic as one sweep of the solver.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int

from westphalia.trade.equilibrium import Closure, TradeEquilibrium
from westphalia.trade.measure import Cotangents

Vector = Float[np.ndarray, " z"]


class Seeds(NamedTuple):
    """Derivatives of a scalar in the results of the conditions; `log_` where it is in the log of the quantity.

    `bought` and `sold` are sums of derivatives in the logs of flows, over exporters and over importers. The last
    three are derivatives in the unknowns themselves.
    """

    expenditure: Float[np.ndarray, "s n"]
    output: Float[np.ndarray, "s n"]
    income: Float[np.ndarray, " n"]
    transfer: Float[np.ndarray, " n"]
    revenue: Float[np.ndarray, " n"]
    earned: Float[np.ndarray, " n"]
    log_labour_income: Float[np.ndarray, " n"]
    log_labour: Float[np.ndarray, " n"]
    log_tax_relief: Float[np.ndarray, " n"]
    log_consumer_price: Float[np.ndarray, " n"]
    log_phi: Float[np.ndarray, "s n"]
    log_cost: Float[np.ndarray, "s n"]
    bought: Float[np.ndarray, "s n"]
    sold: Float[np.ndarray, "s n"]
    log_wage: Float[np.ndarray, " n"]
    log_price: Float[np.ndarray, "s n"]
    log_expenditure: Float[np.ndarray, "s n"]
    log_output: Float[np.ndarray, "s n"]

    def plus(self, other: "Seeds") -> "Seeds":
        """The derivatives of a sum."""
        return Seeds(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


_BY_COUNTRY = (
    "income", "transfer", "revenue", "earned", "log_wage", "log_consumer_price",
    "log_labour_income", "log_labour", "log_tax_relief",
)  # fmt: skip


class Pulled(NamedTuple):
    """Derivatives in the unknowns, and those behind the derivatives in duties, costs and parameters."""

    log_wage: Float[np.ndarray, " n"]
    log_price: Float[np.ndarray, "s n"]
    log_expenditure: Float[np.ndarray, "s n"]
    log_output: Float[np.ndarray, "s n"]
    output: Float[np.ndarray, "s n"]
    revenue: Float[np.ndarray, " n"]
    log_phi_per_spending: Float[np.ndarray, "s n"]
    log_cost: Float[np.ndarray, "s n"]
    log_labour: Float[np.ndarray, " n"]


@dataclass(frozen=True, eq=False)
class World:
    """The levels of one equilibrium in solver storage; `duty` holds t'x' of the importers `levying` any duty."""

    flow: Float[np.ndarray, "s n i"]
    duty: Float[np.ndarray, "s r i"]
    levying: Int[np.ndarray, " r"]
    collected: Float[np.ndarray, "s n"]
    output: Float[np.ndarray, "s n"]
    per_output: Float[np.ndarray, "s n"]
    per_expenditure: Float[np.ndarray, "s n"]
    earned: Float[np.ndarray, " n"]
    labour_income: Float[np.ndarray, " n"]
    relief: "Relief | None"
    closure: Closure
    imbalance: Float[np.ndarray, " n"]
    value_added: Float[np.ndarray, " n"]
    input_share: Float[np.ndarray, "n s k"]
    value_added_share: Float[np.ndarray, "s n"]
    final_share: Float[np.ndarray, "s n"]
    elasticity: Float[np.ndarray, "s 1"]
    scale: Float[np.ndarray, "s 1"]
    labour_supply: float


class Relief(NamedTuple):
    r"""Derivatives of :math:`\log\hat\tau` in a country's own R' and y, and in the growth of world labour income."""

    by_revenue: Float[np.ndarray, " n"]
    by_earned: Float[np.ndarray, " n"]
    by_growth: Float[np.ndarray, " n"]


def world_of(eq: TradeEquilibrium) -> World:
    """What the reverse pass needs of an equilibrium."""
    base, tariff = eq.baseline, eq.shock.tariff_new
    levying = np.flatnonzero((tariff != 0).any(axis=(1, 2)))
    flow, output, spending = _sector_first(eq.flow_new), _sector_first(eq.output_new), _sector_first(eq.expenditure_new)
    duty = flow[:, levying] * _sector_first(tariff[levying])
    collected = np.zeros_like(spending)
    collected[:, levying] = duty.sum(axis=2)
    value_added_share = _sector_first(base.value_added_share)
    earned = (value_added_share * output).sum(axis=0)
    scale = eq.parameters.scale
    return World(
        flow=flow,
        duty=duty,
        levying=levying,
        collected=collected,
        output=output,
        per_output=_inverse(output),
        per_expenditure=_inverse(spending),
        earned=earned,
        labour_income=eq.wage_hat * eq.labour_hat * base.value_added,
        relief=_relief(eq, earned) if eq.parameters.revenue == "income_tax" else None,
        closure=eq.closure,
        imbalance=base.transfer,
        value_added=base.value_added,
        input_share=base.input_share,
        value_added_share=value_added_share,
        final_share=_sector_first(base.final_share),
        elasticity=eq.parameters.elasticity[:, None],
        scale=np.zeros((len(output), 1)) if scale is None else scale[:, None],
        labour_supply=float(eq.parameters.labour_supply),
    )


def outcome_seeds(eq: TradeEquilibrium, world: World, given: Cotangents) -> Seeds:
    """The derivatives of an outcome, in solver storage and in logs where the conditions use logs."""
    seeds = no_seeds(world)._asdict()
    for name in ("income", "transfer", "revenue"):
        seeds[name] = _or(getattr(given, f"{name}_new"), seeds[name])
    for name in ("output", "expenditure"):
        seeds[name] = _sector_first(_or(getattr(given, f"{name}_new"), seeds[name].T))
    for name in ("labour", "tax_relief", "consumer_price", "wage"):
        seeds[f"log_{name}"] = _or(getattr(given, f"{name}_hat"), seeds[f"log_{name}"]) * getattr(eq, f"{name}_hat")
    for name in ("cost", "price"):
        in_hat = _or(getattr(given, f"{name}_hat"), seeds[f"log_{name}"].T)
        seeds[f"log_{name}"] = _sector_first(in_hat * getattr(eq, f"{name}_hat"))
    if given.flow_new is not None:
        in_log_flow = _sector_first(given.flow_new) * world.flow
        seeds["bought"], seeds["sold"] = in_log_flow.sum(axis=2), in_log_flow.sum(axis=1)
    return Seeds(**seeds)


def numeraire_seeds(world: World, degree: float) -> Seeds:
    r"""What keeps the numeraire :math:`\Sigma E' = \Sigma VA` when an outcome is homogeneous of a `degree` in money.

    .. math:: \overline{\log E}_n = -\mathrm{degree}\; E'_n / \Sigma VA
    """
    share = world.labour_income / world.labour_income.sum()
    return no_seeds(world)._replace(log_labour_income=-degree * share)


def gap_seeds(world: World, multiplier: Vector) -> Seeds:
    r"""Derivatives of :math:`\lambda^\top G` in the results of the conditions, for a multiplier on every gap.

    .. math::
        G^w &= \log(y/E'), & G^P &= -\log\Phi/\varepsilon - \log\hat P, \\
        G^X &= X'_{new}/X' - 1, & G^Y &= \log\hat Y_{new} - \log\hat Y
    """
    wage, price, expenditure, output = split(multiplier, world)
    return no_seeds(world)._replace(
        earned=wage / world.earned,
        log_labour_income=-wage,
        log_phi=-price / world.elasticity,
        log_price=-price,
        expenditure=expenditure * world.per_expenditure,
        log_expenditure=-expenditure,
        output=output * world.per_output,
        log_output=-output,
    )


def pull(world: World, seeds: Seeds) -> Pulled:
    """The conditions in reverse, last equation first; see the head of the module."""
    income = seeds.income + (world.final_share * seeds.expenditure).sum(axis=0)
    output = seeds.output + _apply_transposed(seeds.expenditure.T, world.input_share).T
    labour_income = income + _transfer_in_reverse(world, income + seeds.transfer)
    log_labour_income = seeds.log_labour_income + world.labour_income * labour_income

    log_labour = seeds.log_labour + log_labour_income
    hours = world.labour_supply * log_labour
    revenue, earned = _relief_in_reverse(world, seeds.log_tax_relief + hours)
    revenue, earned = revenue + income + seeds.revenue, earned + seeds.earned
    output = output + world.value_added_share * earned

    bought = seeds.bought + _apply(world.flow, output) + world.collected * revenue
    log_phi_per_spending = (seeds.log_phi - bought) * world.per_expenditure
    sold = seeds.sold + world.output * output + _sold_in_reverse(world, log_phi_per_spending, revenue)
    log_cost = seeds.log_cost - world.elasticity * sold
    constant_returns = (1 + world.scale) * log_cost
    log_consumer_price = seeds.log_consumer_price - hours
    return Pulled(
        log_wage=seeds.log_wage + log_labour_income + hours + (world.value_added_share * constant_returns).sum(axis=0),
        log_price=seeds.log_price
        + world.final_share * log_consumer_price
        + _apply(world.input_share, constant_returns.T).T,
        log_expenditure=seeds.log_expenditure + bought,
        log_output=seeds.log_output - world.scale * log_cost,
        output=output,
        revenue=revenue,
        log_phi_per_spending=log_phi_per_spending,
        log_cost=log_cost,
        log_labour=log_labour,
    )


def _transfer_in_reverse(world: World, transfer: Float[np.ndarray, " n"]) -> Float[np.ndarray, " n"]:
    r"""From derivatives in T' to derivatives in labour income; E the labour income, ρ = T/VA.

    .. math::
        T' = T\,\Sigma E/\Sigma VA &\Rightarrow \bar E_n = \textstyle\sum_m T_m \bar T_m/\Sigma VA \\
        T' = E(\rho - \mu),\ \mu = \Sigma\rho E/\Sigma E &\Rightarrow
            \bar E_n = (\rho_n - \mu)(\bar T_n - \textstyle\sum_m E_m \bar T_m/\Sigma E)
    """
    if world.closure == "fixed_world_share":
        return np.full_like(transfer, world.imbalance @ transfer / world.value_added.sum())
    if world.closure == "share_of_own_gdp":
        rate, share = world.imbalance / world.value_added, world.labour_income / world.labour_income.sum()
        return np.asarray((rate - rate @ share) * (transfer - share @ transfer))
    return np.zeros_like(transfer)


def _relief(eq: TradeEquilibrium, earned: Float[np.ndarray, " n"]) -> Relief:
    r"""Derivatives of the log of tax relief.

    .. math::
        \hat\tau^{-1} = 1 - (R' - gR)/y \quad\Rightarrow\quad
        d\log\hat\tau = \tfrac{\hat\tau}{y}\bigl(dR' - R\,dg - \tfrac{R'-gR}{y}\,dy\bigr)
    """
    world_income = eq.baseline.value_added.sum()
    extra = eq.revenue_new - earned.sum() / world_income * eq.baseline.tariff_revenue
    per_earned = eq.tax_relief_hat / earned
    return Relief(per_earned, -per_earned * extra / earned, -per_earned * eq.baseline.tariff_revenue / world_income)


def _relief_in_reverse(
    world: World, log_tax_relief: Float[np.ndarray, " n"]
) -> tuple[Float[np.ndarray, " n"], Float[np.ndarray, " n"]]:
    """From derivatives in the log of tax relief to those in revenue and in labour income earned."""
    if world.relief is None:
        return np.zeros_like(log_tax_relief), np.zeros_like(log_tax_relief)
    by_revenue, by_earned, by_growth = world.relief
    return log_tax_relief * by_revenue, log_tax_relief * by_earned + by_growth @ log_tax_relief


def _sold_in_reverse(
    world: World, per_spending: Float[np.ndarray, "s n"], revenue: Float[np.ndarray, " n"]
) -> Float[np.ndarray, "s n"]:
    r""":math:`\sum_n x'_{nis} u_{ns} + t'_{nis} x'_{nis} (u_{ns} + \bar R_n)`, u the derivative in log Φ over X'."""
    levied = (per_spending + revenue)[:, world.levying]
    return np.asarray(_apply_transposed(per_spending, world.flow) + _apply_transposed(levied, world.duty))


def no_seeds(world: World) -> Seeds:
    """Zero everywhere."""
    cells = np.zeros_like(world.output)
    countries = np.zeros_like(world.earned)
    return Seeds(**(dict.fromkeys(Seeds._fields, cells) | dict.fromkeys(_BY_COUNTRY, countries)))


def stacked(pulled: Pulled, world: World) -> Vector:
    """The derivatives in the unknowns as one vector; outputs are unknowns only with scale economies."""
    blocks = [pulled.log_wage, pulled.log_price, pulled.log_expenditure, pulled.log_output]
    return np.concatenate([block.ravel() for block in blocks[: 4 if world.scale.any() else 3]])


def split(
    point: Vector, world: World
) -> tuple[Float[np.ndarray, " n"], Float[np.ndarray, "s n"], Float[np.ndarray, "s n"], Float[np.ndarray, "s n"]]:
    """A vector over all unknowns as wages, prices, expenditures and outputs, these zero where scale does not matter."""
    countries = world.earned.size
    blocks = point[countries:].reshape(-1, *world.output.shape)
    return point[:countries], blocks[0], blocks[1], blocks[2] if len(blocks) > 2 else np.zeros_like(blocks[0])


def _or(values: np.ndarray | None, otherwise: np.ndarray) -> np.ndarray:
    return otherwise if values is None else values


def _inverse(values: np.ndarray) -> np.ndarray:
    """1/x, and zero where there is nothing."""
    return np.asarray(np.divide(1.0, values, out=np.zeros_like(values), where=values > 0))


def _sector_first(values: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(np.moveaxis(values, -1, 0))


def _apply(matrices: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """One matrix times one vector, for each leading index."""
    return np.asarray((matrices @ vectors[..., None])[..., 0])


def _apply_transposed(vectors: np.ndarray, matrices: np.ndarray) -> np.ndarray:
    """One vector times one matrix, for each leading index."""
    return np.asarray((vectors[..., None, :] @ matrices)[..., 0, :])
