r"""The yearly loop: what spending and trade do to output, budget and debt, and levers in one account.

Arrays run along `v` (settings, closures, dates or draws), `c` countries, `t` calendar years. Shocks are
fractions of baseline GDP; in the first year, the one before any lever, they are zero. Settings do not meet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Float

from westphalia.economy.baseline import FiscalBaseline, nominal_growth
from westphalia.economy.debt import charge, debt_path, snowball
from westphalia.economy.rules import loan_saving
from westphalia.errors import DataError

__all__ = ["DEFAULT_KERNEL", "AnnualPath", "Parameters", "Spending", "TradeEffect", "annual"]

# Assumed: the multiplier M is the effect of a year's spending over that year and the three after, with its peak
# in the year after. The estimates are of sums over one to two years and do not say how it arrives.
DEFAULT_KERNEL = (0.25, 0.35, 0.25, 0.15)
_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False, kw_only=True)
class Spending:
    r"""One spending lever: what is extra over its counterfactual, who pays, and the part bought at home.

    `debt`, `tax`, `cuts` and `common` are :math:`\varphi_D + \varphi_T + \varphi_C + \varphi_U = 1`; the last is debt
    that a union of states takes up together and that stands in no member's own. `domestic` is 1 where the money
    buys at home (imports within it are the leakage of `Parameters`), 0 for cash sent abroad. `cuts_multiplier`
    is of the programme that is cut: near 0 for aid, larger for public services. `lent` is the stock of a loan that
    is part of the debt, over baseline GDP, and `lent_at` its rate.
    """

    extra: Float[np.ndarray, "v c t"]
    debt: float
    tax: float
    cuts: float
    common: float = 0.0
    domestic: Float[np.ndarray, "v c t"] | float = 1.0
    lent: Float[np.ndarray, "v c t"] | None = None
    lent_at: float = 0.0
    cuts_multiplier: Float[np.ndarray, " v"]

    def __post_init__(self) -> None:
        parts = (self.debt, self.tax, self.cuts, self.common)
        if min(parts) < 0 or abs(sum(parts) - 1) > _ROUNDING:
            raise DataError(
                f"financing: debt {self.debt:g}, tax {self.tax:g}, cuts {self.cuts:g}, common debt {self.common:g} "
                f"add up to {sum(parts):g}. "
                f"Give parts of the extra spending, none negative, that add up to 1."
            )
        _refuse_shock("extra spending", self.extra)


@dataclass(frozen=True, eq=False, kw_only=True)
class TradeEffect:
    r"""What a trade lever does: change of output, of the income that is taxed, and duties collected.

    `tax_base` may differ from `output`, as duties paid at home are income of the state and no loss of output.
    `semi_elasticity` depends on what falls: 0.28 led by exports, 0.7 by consumption, 0.5 on average.
    """

    output: Float[np.ndarray, "v c t"]
    tax_base: Float[np.ndarray, "v c t"]
    revenue: Float[np.ndarray, "v c t"]
    semi_elasticity: Float[np.ndarray, "v c"]

    def __post_init__(self) -> None:
        for name in ("output", "tax_base", "revenue"):
            _refuse_shock(f"trade effect on {name}", getattr(self, name))


@dataclass(frozen=True, eq=False, kw_only=True)
class Parameters:
    r"""Multiplier M, leakage ℓ, tax multiplier, semi-elasticity η of the budget to demand, and the kernel K of lags.

    A multiplier that already nets imports goes with leakage 0; taking both counts imports twice.
    """

    multiplier: Float[np.ndarray, " v"]
    leakage: Float[np.ndarray, " v"]
    tax_multiplier: Float[np.ndarray, " v"]
    semi_elasticity: Float[np.ndarray, " v"]
    kernel: Float[np.ndarray, " l"] = field(default_factory=lambda: np.array(DEFAULT_KERNEL))

    def __post_init__(self) -> None:
        if abs(self.kernel.sum() - 1) > _ROUNDING:
            raise DataError(
                f"kernel: {self.kernel.tolist()} adds up to {self.kernel.sum():g}; scale it to add up to 1."
            )
        if not ((self.leakage >= 0) & (self.leakage <= 1)).all():
            raise DataError(f"leakage: {self.leakage.tolist()}; give parts of spending between 0 and 1.")


@dataclass(frozen=True, eq=False, kw_only=True)
class AnnualPath:
    """Output, budget and debt with the levers; GDP in bn of national currency, the rest fractions of GDP.

    `channels` (trade, demand, leakage, taxes, cuts) add up to `gdp_change`; `balance_channels` (spending,
    activity, duties) to the change of the primary balance. `interest_saved` is what loans at another rate save.
    """

    gdp_change: Float[np.ndarray, "v c t"]
    gdp: Float[np.ndarray, "v c t"]
    growth: Float[np.ndarray, "v c t"]
    primary_balance: Float[np.ndarray, "v c t"]
    debt: Float[np.ndarray, "v c t"]
    net_lending: Float[np.ndarray, "v c t"]
    channels: dict[str, Float[np.ndarray, "v c t"]]
    balance_channels: dict[str, Float[np.ndarray, "v c t"]]
    interest_saved: Float[np.ndarray, "v c t"]


def annual(
    baseline: FiscalBaseline, spending: Sequence[Spending], trade: Sequence[TradeEffect], parameters: Parameters
) -> AnnualPath:
    r"""Output, budget and debt by year under all levers at once.

    .. math::
        x &= \sum_j \Delta_j + \sum_k \big[ M (1 - \ell)\, K * h_k e_k
            - m_T \varphi_{T,k}\, K * e_k - m_{C,k} \varphi_{C,k}\, K * e_k \big] \\
        pb &= pb^0 + \sum_j \eta_j b_j + \eta \sum_k x_k - \sum_k \varphi_{D,k} e_k + \sum_j r_j \\
        Y &= Y^0 (1 + x), \qquad
        d_t = \frac{1 + i_t}{1 + \gamma_t} d_{t-1} - pb_t + sfa_t - z_t, \qquad
        nl_t = pb_t - \frac{i_t}{1 + \gamma_t} d_{t-1} + z_t

    e extra spending, h its part spent at home, :math:`(K * e)_t = \sum_l K_l e_{t-l}`; Δ change of output by a
    trade lever, b of the income taxed, r duties, z interest saved by loans (`rules.loan_saving`). Interest rate,
    prices and the stock-flow adjustment stay at the baseline's; spending levers meet only in growth, which divides
    debt.
    """
    _refuse_shapes(baseline, spending, trade, parameters)
    still = np.zeros((parameters.multiplier.size, *baseline.gdp.shape))
    channels = _output_channels(spending, trade, parameters, still)
    balance_channels = _balance_channels(spending, trade, parameters, channels, still)
    x = sum(channels.values(), still)
    gdp = baseline.gdp * (1 + x)
    growth = nominal_growth(gdp)
    primary = baseline.primary_balance + sum(balance_channels.values(), still)
    interest = np.broadcast_to(baseline.interest, gdp.shape)
    start = np.broadcast_to(baseline.debt[:, 0], gdp.shape[:2])
    saved = sum((_saved(k, x, interest, growth) for k in spending if k.lent is not None), still)
    debt = debt_path(start, snowball(interest, growth), baseline.adjustment - primary - saved)
    lending = primary - charge(interest, growth, debt) + saved
    lending[..., 0] = baseline.net_lending[:, 0]
    return AnnualPath(
        gdp_change=x, gdp=gdp, growth=growth, primary_balance=primary, debt=debt, net_lending=lending,
        channels=channels, balance_channels=balance_channels, interest_saved=saved,
    )  # fmt: skip


def _saved(
    lever: Spending,
    x: Float[np.ndarray, "v c t"],
    interest: Float[np.ndarray, "v c t"],
    growth: Float[np.ndarray, "v c t"],
) -> Float[np.ndarray, "v c t"]:
    """Interest that a loan at another rate saves, over GDP; nothing without a loan."""
    if lever.lent is None:
        return np.zeros_like(x)
    return loan_saving(lever.lent / (1 + x), interest, lever.lent_at, growth)


def _output_channels(
    spending: Sequence[Spending],
    trade: Sequence[TradeEffect],
    parameters: Parameters,
    still: Float[np.ndarray, "v c t"],
) -> dict[str, Float[np.ndarray, "v c t"]]:
    """Change of output by what causes it."""
    multiplier, leakage, tax = map(_along_v, (parameters.multiplier, parameters.leakage, parameters.tax_multiplier))
    at_home = sum((response(k.extra * k.domestic, parameters.kernel) for k in spending), still)
    taxed = sum((k.tax * response(k.extra, parameters.kernel) for k in spending), still)
    cut = sum((k.cuts * _along_v(k.cuts_multiplier) * response(k.extra, parameters.kernel) for k in spending), still)
    return {
        "trade": sum((j.output for j in trade), still),
        "demand": multiplier * at_home,
        "leakage": still - multiplier * leakage * at_home,
        "taxes": still - tax * taxed,
        "cuts": still - cut,
    }


def _balance_channels(
    spending: Sequence[Spending],
    trade: Sequence[TradeEffect],
    parameters: Parameters,
    channels: dict[str, Float[np.ndarray, "v c t"]],
    still: Float[np.ndarray, "v c t"],
) -> dict[str, Float[np.ndarray, "v c t"]]:
    """Change of the primary balance by what causes it; taxes and cuts that pay for spending cancel with it."""
    by_demand = sum((effect for name, effect in channels.items() if name != "trade"), still)
    by_trade = sum((j.semi_elasticity[:, :, None] * j.tax_base for j in trade), still)
    return {
        "spending": still - sum((k.debt * k.extra for k in spending), still),
        "activity": by_trade + _along_v(parameters.semi_elasticity) * by_demand,
        "duties": sum((j.revenue for j in trade), still),
    }


def response(extra: Float[np.ndarray, "v c t"], kernel: Float[np.ndarray, " l"]) -> Float[np.ndarray, "v c t"]:
    r"""Spending as it works through the years, :math:`(K * e)_t = \sum_l K_l e_{t-l}`; none before the first."""
    arrived = np.zeros_like(extra)
    for lag, weight in enumerate(kernel[: extra.shape[-1]]):
        arrived[..., lag:] += weight * extra[..., : extra.shape[-1] - lag]
    return arrived


def _along_v(values: Float[np.ndarray, " v"]) -> Float[np.ndarray, "v 1 1"]:
    return values[:, None, None]


def _refuse_shock(what: str, shock: Float[np.ndarray, "v c t"]) -> None:
    if not np.isfinite(shock).all():
        place = tuple(int(p) for p in np.argwhere(~np.isfinite(shock))[0])
        raise DataError(f"{what}: {shock[place]} at [v c t] = {list(place)}. Give a fraction of baseline GDP.")
    if shock.size and np.abs(shock[..., 0]).max() > _ROUNDING:
        raise DataError(
            f"{what}: {np.abs(shock[..., 0]).max():g} of GDP in the first year, which is the last before any lever. "
            f"Begin the years one earlier."
        )


def _refuse_shapes(
    baseline: FiscalBaseline, spending: Sequence[Spending], trade: Sequence[TradeEffect], parameters: Parameters
) -> None:
    expected = (parameters.multiplier.size, *baseline.gdp.shape)
    for what, shock in [("extra spending", k.extra) for k in spending] + [("trade effect", j.output) for j in trade]:
        if shock.shape != expected:
            raise DataError(
                f"{what}: {list(shock.shape)} settings, countries, years; the baseline and parameters have "
                f"{list(expected)}. Bring them to the same."
            )
