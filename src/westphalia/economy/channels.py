r"""What moved the debt, lever by lever and channel by channel, and what would hold it where it was."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from westphalia.economy.annual import AnnualPath, Parameters, Spending, TradeEffect, annual
from westphalia.economy.baseline import FiscalBaseline
from westphalia.economy.debt import charge, snowball

__all__ = ["ByLever", "Deviation", "by_lever", "debt_channels", "deviation", "required_offset"]


@dataclass(frozen=True, eq=False, kw_only=True)
class Deviation:
    """Change against the baseline, as fractions of GDP: output, primary balance, net lending, debt."""

    gdp_change: Float[np.ndarray, "v c t"]
    primary_balance: Float[np.ndarray, "v c t"]
    net_lending: Float[np.ndarray, "v c t"]
    debt: Float[np.ndarray, "v c t"]

    def __sub__(self, other: "Deviation") -> "Deviation":
        return Deviation(
            gdp_change=self.gdp_change - other.gdp_change,
            primary_balance=self.primary_balance - other.primary_balance,
            net_lending=self.net_lending - other.net_lending,
            debt=self.debt - other.debt,
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class ByLever:
    """Each lever alone (spending in its order, then trade), what is left over when they meet, and all at once."""

    alone: tuple[Deviation, ...]
    interaction: Deviation
    total: Deviation


def deviation(baseline: FiscalBaseline, path: AnnualPath) -> Deviation:
    """What the levers change against the baseline."""
    return Deviation(
        gdp_change=path.gdp_change,
        primary_balance=path.primary_balance - baseline.primary_balance,
        net_lending=path.net_lending - baseline.net_lending,
        debt=path.debt - baseline.debt,
    )


def by_lever(
    baseline: FiscalBaseline, spending: Sequence[Spending], trade: Sequence[TradeEffect], parameters: Parameters
) -> ByLever:
    r"""Change against the baseline by lever, :math:`\Delta = \sum_k \Delta_k + \text{interaction}`.

    Output and primary balance are linear in the levers: their interaction is zero. Debt and net lending are not,
    since growth divides debt: theirs is of second order, a hundredth of a percentage point for shocks of 1% of GDP.
    """
    alone = [annual(baseline, [lever], [], parameters) for lever in spending]
    alone += [annual(baseline, [], [lever], parameters) for lever in trade]
    total = deviation(baseline, annual(baseline, spending, trade, parameters))
    single = tuple(deviation(baseline, path) for path in alone)
    rest = total
    for lever in single:
        rest = rest - lever
    return ByLever(alone=single, interaction=rest, total=total)


def debt_channels(baseline: FiscalBaseline, path: AnnualPath) -> dict[str, Float[np.ndarray, "v c t"]]:
    r"""Change of debt over GDP by what caused it, added up from the first year; the parts sum to it exactly.

    .. math:: d_t - d^0_t = \sum_{u \le t} \Big[ -\Delta pb_u
        + \Delta\frac{i_u d_{u-1}}{1 + \gamma_u} - \Delta\frac{\gamma_u d_{u-1}}{1 + \gamma_u} \Big]

    `spending` financed by debt, `activity` (the budget's answer to output) and `duties` are the parts of the
    primary balance; `interest` is what the interest bill changes, `growth` what growth takes off the debt less,
    which is also where a smaller GDP raises the ratio of an unchanged debt.
    """
    rate = np.broadcast_to(baseline.interest, path.debt.shape)
    return {
        **{name: 0 - _added_up(part) for name, part in path.balance_channels.items()},
        "interest": _added_up(
            charge(rate, path.growth, path.debt)
            - charge(baseline.interest, baseline.growth, baseline.debt)
            - path.interest_saved
        ),
        "growth": _added_up(
            charge(baseline.growth, baseline.growth, baseline.debt) - charge(path.growth, path.growth, path.debt)
        ),
    }


def _added_up(flow: Float[np.ndarray, "v c t"]) -> Float[np.ndarray, "v c t"]:
    """Sum from the first year, in which no lever acts, to each year."""
    return np.nancumsum(flow, axis=-1)


def required_offset(baseline: FiscalBaseline, path: AnnualPath) -> Float[np.ndarray, "v c t"]:
    r"""Rise of the primary balance, over GDP, that holds debt at the baseline's in every year; zero in the first.

    .. math:: e^*_t = pb^{req}_t - pb_t, \qquad
        pb^{req}_t = \frac{1 + i_t}{1 + \gamma_t} d^0_{t-1} + sfa_t - d^0_t

    With debt held the year before. The offset's own effect on output is not counted: what it takes from demand
    lowers the balance again, by η times its multiplier.
    """
    factor = snowball(np.broadcast_to(baseline.interest, path.debt.shape), path.growth)
    required = factor[..., 1:] * baseline.debt[:, :-1] + baseline.adjustment[:, 1:] - baseline.debt[:, 1:]
    offset = np.zeros_like(path.debt)
    offset[..., 1:] = required - path.primary_balance[..., 1:]
    return offset
