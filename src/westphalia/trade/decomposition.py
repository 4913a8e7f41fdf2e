r"""Why real income changes: terms of trade, duties, barriers; by source of income; by lever.

After Caliendo & Parro (2015), Review of Economic Studies 82(1), section 2, carried from small to finite shocks and
extended by imbalances, barriers, hours and scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from jaxtyping import Float

from westphalia.errors import ScenarioError
from westphalia.trade.equilibrium import TradeEquilibrium
from westphalia.trade.path import Cells, Place, cells, places

STEPS = 8


@dataclass(frozen=True, eq=False)
class RealIncomeParts:
    r"""The log change of real income, :math:`\ln (I'/I)/\hat P`, in parts; none depends on the numeraire.

    `total` less the sum of all parts is `remainder`, the error of adding up `steps` small changes. The sectors of
    the first four are those of the goods traded, taxed, hindered or made.
    """

    terms_of_trade: Float[np.ndarray, "n s"]
    volume_of_trade: Float[np.ndarray, "n s"]
    barriers: Float[np.ndarray, "n s"]
    scale: Float[np.ndarray, "n s"]
    transfers: Float[np.ndarray, " n"]
    hours: Float[np.ndarray, " n"]
    total: Float[np.ndarray, " n"]
    steps: int

    @property
    def by_country(self) -> dict[str, Float[np.ndarray, " n"]]:
        """The six parts summed over sectors, by name."""
        return {
            "terms_of_trade": np.asarray(self.terms_of_trade.sum(axis=1)),
            "volume_of_trade": np.asarray(self.volume_of_trade.sum(axis=1)),
            "barriers": np.asarray(self.barriers.sum(axis=1)),
            "transfers": self.transfers,
            "hours": self.hours,
            "scale": np.asarray(self.scale.sum(axis=1)),
        }

    @property
    def remainder(self) -> Float[np.ndarray, " n"]:
        """What the parts leave unexplained."""
        return np.asarray(self.total - sum(self.by_country.values()))


def real_income_parts(eq: TradeEquilibrium, steps: int = STEPS) -> RealIncomeParts:
    r"""Real income in terms of trade, volume of trade, barriers, transfers, hours and scale.

    For a small change, with every flow at basic prices and sums over trade abroad unless home is named,

    .. math::
        I_n\, d\ln\frac{I_n}{P_n} &=
        \underbrace{\sum_{m s} x_{mns}\, d\ln\frac{c_{ns}}{P_n}
        - \sum_{i s} x_{nis}\, d\ln\frac{c_{is}}{P_n}}_{\text{terms of trade}}
        + \underbrace{\sum_{i s} t_{nis} x_{nis}\, d\ln\frac{x_{nis}}{c_{is} d_{nis}}}_{\text{volume of trade}}
        - \underbrace{\sum_{i s} x_{nis}\, d\ln d_{nis}}_{\text{barriers}} \\
        &\quad + \underbrace{dT_n - T_n\, d\ln P_n}_{\text{transfers}}
        + \underbrace{w_n L_n\, d\ln L_n}_{\text{hours}}
        + \underbrace{\textstyle\sum_s Y_{ns}\, d\ln (c^0_{ns}/c_{ns})}_{\text{scale}}

    *Derivation.* Costs: :math:`d\ln c^0_b = \beta_b\, d\ln w + \sum_a \gamma_{ab}\, d\ln P_a`. Times Y and
    summed, with :math:`\sum_b \gamma_{ab} Y_b = X_a - \alpha_a I`, this is
    :math:`wL\, d\ln w = \sum_b Y_b\, d\ln c^0_b - \sum_a X_a\, d\ln P_a + I\, d\ln P`. Prices:
    :math:`X_a\, d\ln P_a = \sum_i (1+t)x\,(d\ln c_i + d\ln d) + \sum_i x\, dt`. Put both into
    :math:`dI = wL\,(d\ln w + d\ln L) + dR + dT` with :math:`dR = \sum t x\, d\ln x + x\, dt`: the changes of duties
    cancel, home sales too, and since imports less exports are T the terms of trade may be deflated by P
    if transfers are:
    :math:`dT - T\, d\ln P = P\, d(T/P)`.

    *Finite shocks.* The parts are integrals along the path of `westphalia.trade.path.part_of`, divided by I at each
    point: averages of both ends of a step times the change, over `steps` and over half as many steps, and from the two
    the limit (Richardson extrapolation). The sum does not depend on the path; the parts do, a little. An embargo has
    no finite :math:`d\ln d`; there :math:`u = d^{-\varepsilon}` runs from 1 to 0, and with :math:`x = u N/F`, F the
    price of the good to the power −ε, :math:`x\, d\ln d = -N\, du/(\varepsilon F)`. That stays finite, and all
    barriers are computed so, with the logarithmic mean of F: where only u moves F is linear in u and the step exact.

    Source for the first two parts: Caliendo & Parro (2015), section 2; the rest follows. Uses `steps` − 1 more
    solutions. Raises NotConverged where one of the worlds in between has no solution.
    """
    if steps < 2 or steps % 2:
        raise ScenarioError(f"steps is {steps}; expected an even number of 2 or more, such as {STEPS}.")
    barred = cells(eq)
    path = places(eq, steps, barred)
    start, elasticity = next(path), eq.parameters.elasticity
    sums: list[_Parts] = []
    for middle in path:
        end = next(path)
        fine = zip(_between(start, middle, barred, elasticity), _between(middle, end, barred, elasticity), strict=True)
        coarse = _between(start, end, barred, elasticity)
        sums.append(_Parts(*((4 * (a + b) - whole) / 3 for (a, b), whole in zip(fine, coarse, strict=True))))
        start = end
    parts = _Parts(*(np.asarray(sum(part)) for part in zip(*sums, strict=True)))
    total = np.log(eq.income_new / eq.income / eq.consumer_price_hat)
    return RealIncomeParts(**parts._asdict(), total=np.asarray(total), steps=steps)


@dataclass(frozen=True, eq=False)
class IncomeSources:
    r"""The log change of real income by source; exact, the five sum to :math:`\ln (I'/I)/\hat P`.

    `wage` and `consumer_prices` depend on the numeraire, one by one; their sum `real_wage` does not, nor do the rest.
    """

    wage: Float[np.ndarray, " n"]
    consumer_prices: Float[np.ndarray, " n"]
    hours: Float[np.ndarray, " n"]
    revenue: Float[np.ndarray, " n"]
    transfers: Float[np.ndarray, " n"]

    @property
    def real_wage(self) -> Float[np.ndarray, " n"]:
        """What an hour of work buys: wage and consumer prices together."""
        return np.asarray(self.wage + self.consumer_prices)


def income_sources(eq: TradeEquilibrium) -> IncomeSources:
    r"""Real income by source: labour (wage and hours), duties, transfers, consumer prices.

    .. math::
        \ln \frac{I'/I}{\hat P} = \ln \hat w - \ln \hat P
        + \frac{VA(\hat L - 1)}{\Lambda} + \frac{R'/\hat w - R}{\Lambda} + \frac{T'/\hat w - T}{\Lambda}, \qquad
        \Lambda = \frac{I'/\hat w - I}{\ln (I'/\hat w) - \ln I}

    Income is counted in hours of the country's own work, and the logarithmic mean Λ makes the sum exact
    (Montgomery 1937; Vartia 1976). Where duties are handed out they are income here, though their
    price is in `consumer_prices`: a tariff shows as revenue gained and prices lost.
    """
    wage, base = eq.wage_hat, eq.baseline
    mean = _log_mean(eq.income_new / wage, eq.income)
    return IncomeSources(
        wage=np.asarray(np.log(wage)),
        consumer_prices=np.asarray(-np.log(eq.consumer_price_hat)),
        hours=np.asarray(base.value_added * (eq.labour_hat - 1) / mean),
        revenue=np.asarray((eq.revenue_new / wage - base.tariff_revenue) / mean),
        transfers=np.asarray((eq.transfer_new / wage - base.transfer) / mean),
    )


@dataclass(frozen=True, eq=False)
class Contributions:
    """What each lever does alone and what only all together do: the sum is the total."""

    alone: tuple[Float[np.ndarray, "..."], ...]
    interaction: Float[np.ndarray, "..."]
    total: Float[np.ndarray, "..."]


def contributions(total: Float[np.ndarray, "..."], alone: Sequence[Float[np.ndarray, "..."]]) -> Contributions:
    r"""Effects of levers: each one alone, and the interaction :math:`\Delta - \sum_k \Delta_k`.

    All are effects, zero where nothing happens (real income hat − 1, not real income hat). The interaction is no
    error: duties on both sides, say, do less together than the sum of each alone, since trade is smaller already.
    """
    if any(part.shape != total.shape for part in alone):
        shapes = ", ".join(str(part.shape) for part in alone)
        raise ScenarioError(
            f"contributions: the total has shape {total.shape}, the levers {shapes}; expected the same."
        )
    interaction = total - sum(alone, start=np.zeros_like(total))
    return Contributions(alone=tuple(alone), interaction=np.asarray(interaction), total=total)


def as_change(part: Float[np.ndarray, " n"], total: Float[np.ndarray, " n"]) -> Float[np.ndarray, " n"]:
    r"""A part of a log change as a part of the change itself: :math:`p\,(e^{g} - 1)/g` where the parts sum to g."""
    still = np.abs(total) < np.sqrt(np.finfo(float).eps)
    return np.asarray(part * np.where(still, 1 + total / 2, np.expm1(total) / np.where(still, 1.0, total)))


class _Parts(NamedTuple):
    terms_of_trade: Float[np.ndarray, "n s"]
    volume_of_trade: Float[np.ndarray, "n s"]
    barriers: Float[np.ndarray, "n s"]
    scale: Float[np.ndarray, "n s"]
    transfers: Float[np.ndarray, " n"]
    hours: Float[np.ndarray, " n"]


def _between(a: Place, b: Place, barred: Cells, elasticity: Float[np.ndarray, " s"]) -> _Parts:
    """The parts of the step from one place to the next, every coefficient the mean of both ends."""
    price = np.exp(a.log_price), np.exp(b.log_price)
    barriers, hindered = _barriers(a, b, barred, elasticity)
    return _Parts(
        terms_of_trade=_terms_of_trade(a, b),
        volume_of_trade=_duty_times_volume(a, b) + hindered,
        barriers=barriers,
        scale=_mean(_output(a), _output(b), a, b) * (b.log_scale - a.log_scale),
        transfers=_mean(price[0], price[1], a, b) * (b.transfer / price[1] - a.transfer / price[0]),
        hours=_mean(a.labour_income, b.labour_income, a, b) * (b.log_labour - a.log_labour),
    )


def _terms_of_trade(a: Place, b: Place) -> Float[np.ndarray, "n s"]:
    """Own prices on what is exported less others' prices on what is imported; sales at home cancel."""
    log_price, log_cost = (b.log_price - a.log_price)[:, None], b.log_cost - a.log_cost
    bought = _mean(a.flow, b.flow, a, b)
    paid = np.einsum("nis,is->ns", bought, log_cost) - bought.sum(axis=1) * log_price
    return np.asarray(_mean(_output(a), _output(b), a, b) * (log_cost - log_price) - paid)


def _duty_times_volume(a: Place, b: Place) -> Float[np.ndarray, "n s"]:
    r""":math:`\sum_i t c\, \Delta(x/c)`, what is shipped at constant prices; the part that melts is in `_barriers`."""
    cost = np.exp(a.log_cost), np.exp(b.log_cost)
    wedge = _mean(a.tariff * cost[0], b.tariff * cost[1], a, b)
    return np.asarray((wedge * (b.flow / cost[1] - a.flow / cost[0])).sum(axis=1))


def _barriers(
    a: Place, b: Place, barred: Cells, elasticity: Float[np.ndarray, " s"]
) -> tuple[Float[np.ndarray, "n s"], Float[np.ndarray, "n s"]]:
    r""":math:`-\sum_i x\, \Delta\ln d` and :math:`-\sum_i t x\, \Delta\ln d`, both through u = d^(−ε)."""
    n, _, s = barred
    half = (b.barrier - a.barrier) / (2 * elasticity[s] * _log_mean(b.rivals, a.rivals))
    lost, hindered = np.zeros_like(a.log_cost), np.zeros_like(a.log_cost)
    for place in (a, b):
        part = half * place.pull / place.income[n]
        np.add.at(lost, (n, s), part)
        np.add.at(hindered, (n, s), part * place.tariff[barred])
    return lost, hindered


def _output(place: Place) -> Float[np.ndarray, "n s"]:
    return np.asarray(place.flow.sum(axis=0))


def _mean(at_a: np.ndarray, at_b: np.ndarray, a: Place, b: Place) -> np.ndarray:
    """The mean of a value over income at both ends."""
    income = (a.income, b.income)
    over = [
        value / level.reshape(-1, *(1,) * (value.ndim - 1)) for value, level in zip((at_a, at_b), income, strict=True)
    ]
    return np.asarray((over[0] + over[1]) / 2)


def _log_mean(new: Float[np.ndarray, " n"], old: Float[np.ndarray, " n"]) -> Float[np.ndarray, " n"]:
    """(new − old)/(ln new − ln old), their common value where they agree."""
    log_ratio = np.log(new / old)
    still = np.abs(log_ratio) < np.sqrt(np.finfo(float).eps)
    return np.asarray(np.where(still, (new + old) / 2, (new - old) / np.where(still, 1.0, log_ratio)))
