r"""Public finance as published, written so that the debt equation returns it exactly when nothing is shocked.

Countries run along `c`, calendar years along `t`; the first is the year before the first year of any lever.
Balances and debt are of general government, over GDP, as fractions.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int

from westphalia.economy.debt import charge, debt_path, snowball
from westphalia.errors import DataError

__all__ = ["FiscalBaseline", "fiscal_baseline", "nominal_growth"]


@dataclass(frozen=True, eq=False, kw_only=True)
class FiscalBaseline:
    r"""Output, budget and debt without a shock: GDP in bn of national currency, nominal; the rest fractions.

    `interest` is the rate implied by the published balances, `adjustment` (stock-flow) what the debt equation
    leaves unexplained; both, with `growth`, are NaN in the first year.

    .. math:: d_t = \frac{1 + i_t}{1 + \gamma_t} d_{t-1} - pb_t + sfa_t, \qquad
        nl_t = pb_t - \frac{i_t}{1 + \gamma_t} d_{t-1}
    """

    years: Int[np.ndarray, " t"]
    gdp: Float[np.ndarray, "c t"]
    growth: Float[np.ndarray, "c t"]
    primary_balance: Float[np.ndarray, "c t"]
    debt: Float[np.ndarray, "c t"]
    interest: Float[np.ndarray, "c t"]
    adjustment: Float[np.ndarray, "c t"]
    net_lending: Float[np.ndarray, "c t"]

    @property
    def earns_interest(self) -> Bool[np.ndarray, " c"]:
        """True where the state earns more interest than it pays, so that the implied rate on its debt is negative.

        Norway, Denmark, Kuwait …: added debt is then costed below what a lender would ask. Say so beside it.
        """
        return np.asarray((self.interest[:, 1:] < 0).any(axis=1))


def fiscal_baseline(
    years: Int[np.ndarray, " t"],
    gdp: Float[np.ndarray, "c t"],
    primary_balance: Float[np.ndarray, "c t"],
    net_lending: Float[np.ndarray, "c t"],
    debt: Float[np.ndarray, "c t"],
) -> FiscalBaseline:
    r"""Baseline whose debt equation returns the debt handed in: implied rate, and the rest as stock-flow adjustment.

    .. math:: i_t = \frac{pb_t - nl_t}{d_{t-1}} (1 + \gamma_t), \qquad
        sfa_t = d_t - \frac{1 + i_t}{1 + \gamma_t} d_{t-1} + pb_t

    Where net lending and debt end before the years do (the IMF's outlook ends in 2030), rate and adjustment stay
    at their last, and debt follows from the equation: assumed, not published. :math:`pb - nl` is interest paid
    net of interest received, so i is a net rate on gross debt. A gap anywhere else is refused, not filled.
    """
    last = _last_known(years, gdp, primary_balance, net_lending, debt)
    growth = nominal_growth(gdp)
    before = np.roll(debt, 1, axis=1)
    interest = _held((primary_balance - net_lending) / before * (1 + growth), last)
    factor = snowball(interest, growth)
    adjustment = _held(debt - factor * before + primary_balance, last)
    path = debt_path(debt[:, 0], factor, adjustment - primary_balance)
    balance = primary_balance - charge(interest, growth, path)
    balance[:, 0] = net_lending[:, 0]
    return FiscalBaseline(
        years=years, gdp=gdp, growth=growth, primary_balance=primary_balance, debt=path,
        interest=interest, adjustment=adjustment, net_lending=balance,
    )  # fmt: skip


def nominal_growth(gdp: Float[np.ndarray, "*a t"]) -> Float[np.ndarray, "*a t"]:
    r"""Nominal growth, :math:`\gamma_t = Y_t / Y_{t-1} - 1`; NaN in the first year."""
    growth = np.full_like(gdp, np.nan)
    growth[..., 1:] = gdp[..., 1:] / gdp[..., :-1] - 1
    return growth


def _held(series: Float[np.ndarray, "c t"], last: Int[np.ndarray, " c"]) -> Float[np.ndarray, "c t"]:
    """The series up to each country's last known year, then that year's value."""
    at = np.minimum(np.arange(series.shape[1]), last[:, None])
    held = np.take_along_axis(series, at, axis=1)
    held[:, 0] = np.nan
    return np.asarray(held)


def _last_known(
    years: Int[np.ndarray, " t"],
    gdp: Float[np.ndarray, "c t"],
    primary_balance: Float[np.ndarray, "c t"],
    net_lending: Float[np.ndarray, "c t"],
    debt: Float[np.ndarray, "c t"],
) -> Int[np.ndarray, " c"]:
    """Place of the last year with net lending and debt, by country; gaps before it are refused."""
    _refuse("GDP", years, ~(np.isfinite(gdp) & (gdp > 0)))
    _refuse("primary balance", years, ~np.isfinite(primary_balance))
    known = np.isfinite(net_lending) & np.isfinite(debt)
    last = years.size - 1 - np.argmax(known[:, ::-1], axis=1)
    inside = np.arange(years.size) <= np.maximum(last, 1)[:, None]
    _refuse("debt", years, inside & ~np.isfinite(debt))
    _refuse("net lending", years, inside & ~np.isfinite(net_lending) & (np.arange(years.size) > 0))
    _refuse("debt (zero leaves no implied interest rate)", years, inside & (debt == 0))
    return np.asarray(last)


def _refuse(what: str, years: Int[np.ndarray, " t"], faulty: Bool[np.ndarray, "c t"]) -> None:
    """An error that names the first country and year whose figure is missing or cannot be used."""
    if faulty.any():
        place, t = np.argwhere(faulty)[0]
        raise DataError(
            f"fiscal baseline: no usable {what} for country {place} (counted from 0) in {years[t]}. "
            f"Leave that country out and name it, or begin in another year."
        )
