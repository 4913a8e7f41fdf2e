r"""What a stream of royalties is worth today, and how large the yearly revenue must be for a sum to come true.

Years run along `t`, counted from the agreement: t = 1 is the first year after it. Money is real (prices of one year),
in bn of one currency. Revenues are always somebody's assumption: no value of reserves enters here.
"""

import numpy as np
from jaxtyping import Float

from westphalia.errors import DataError

__all__ = ["break_even_revenue", "discount_factor", "npv", "revenue_path", "royalties"]


def revenue_path(level: float, lead: int, ramp: int, years: int) -> Float[np.ndarray, " t"]:
    r"""Revenue of the projects in each year after the agreement.

    .. math:: R_t = \bar R \min\Big(1,\; \max\big(0, \tfrac{t - L}{m}\big)\Big), \quad t = 1, \dots, H

    Nothing in the L lead years (exploration, licences, building), then m equal steps up to the level. Source of long
    leads: mines take 10 to 20 years from discovery to output.
    """
    if lead < 0 or ramp < 1 or years < 1:
        raise DataError(
            f"lead {lead}, ramp {ramp}, horizon {years} years. Lead is 0 or more, ramp and horizon are 1 or more."
        )
    t = np.arange(1, years + 1)
    return np.asarray(_amount("revenue", level) * np.clip((t - lead) / ramp, 0, 1))


def discount_factor(rate: float, years: int) -> Float[np.ndarray, " t"]:
    r"""What one of year t is worth today, :math:`(1+r)^{-t}`, r real."""
    if not rate > -1:
        raise DataError(f"discount rate: {rate} is not above -1. Rates are fractions; for 10 per cent write 0.10.")
    return np.asarray((1 + rate) ** -np.arange(1.0, years + 1))


def royalties(revenue: Float[np.ndarray, " t"], royalty: float, share: float) -> Float[np.ndarray, " t"]:
    r"""What goes to the fund each year, :math:`s\,\rho\,R_t`: a share s of royalties at a rate ρ of revenue."""
    return np.asarray(_part("share of royalties", share) * _part("royalty rate", royalty) * revenue)


def npv(revenue: Float[np.ndarray, " t"], royalty: float, share: float, rate: float) -> float:
    r"""Net present value of the stream.

    .. math:: \mathrm{NPV} = \sum_{t=1}^{H} \frac{s\,\rho\,R_t}{(1+r)^t}

    Before costs of anything the fund does with it, and whoever then receives it.
    """
    return float((royalties(revenue, royalty, share) * discount_factor(rate, revenue.size)).sum())


def break_even_revenue(target: float, worth_of_one: float) -> float:
    r"""Yearly revenue at full production whose stream is worth a sum, :math:`\bar R^* = V / \mathrm{NPV}(1)`.

    `worth_of_one` is the NPV of a path whose level is one: the honest unit, as no revenue is known.
    """
    if not worth_of_one > 0:
        raise DataError(
            "break-even: a stream that is worth nothing within the horizon reaches no sum. Lengthen the horizon, "
            "or shorten the lead."
        )
    return _amount("sum to reach", target) / worth_of_one


def _part(what: str, value: float) -> float:
    if not 0 <= value <= 1:
        raise DataError(f"{what}: {value} is not between 0 and 1. Write a fraction: for 50 per cent 0.5.")
    return value


def _amount(what: str, value: float) -> float:
    if not 0 <= value < np.inf:
        raise DataError(f"{what}: {value} is not an amount of zero or more.")
    return value
