r"""Defence budgets: paths of the share of GDP, what they cost, and against what.

Every array of years begins in the starting year :math:`t_0`, the last year before the plan; counterfactuals
continue from what is spent there, so the extra in :math:`t_0` is zero. Money is in the unit of the GDP handed
in, nominal. Where the date of arrival is open, the axis `r` holds one path for each date.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
from jaxtyping import Float, Int

from westphalia.errors import DataError

__all__ = [
    "Shape",
    "constant_share",
    "cumulative",
    "date_spread",
    "extra_by_counterfactual",
    "extra_spending",
    "flat_cash",
    "flat_real",
    "gdp_path",
    "share_path",
    "spending",
]

Shape = Literal["linear", "front_loaded", "step"]


def share_path(years: Int[np.ndarray, " t"], points: Mapping[int, float], shape: Shape) -> Float[np.ndarray, " t"]:
    r"""Share of GDP by year through the points given; after the last point it stays.

    Between two points, with :math:`\tau = (t - t_k)/(t_{k+1} - t_k)`,

    .. math:: s_t = s_k + (s_{k+1} - s_k)\, w(\tau), \qquad
        w = \tau \;\text{(linear)}, \quad 1 - (1-\tau)^2 \;\text{(front-loaded)}, \quad [\tau = 1] \;\text{(step)}

    The front-loaded form is a convention: three quarters of the way at half time. A year before the first
    point has no known share and is refused.
    """
    known = np.array(sorted(points))
    if known.size == 0 or years.min() < known[0]:
        first = f"first known share is of {known[0]}" if known.size else "no share is known"
        raise DataError(f"share path: asked for {years.min()}, but the {first}. Begin the years there.")
    share = np.array([points[year] for year in known])
    left = np.clip(np.searchsorted(known, years, side="right") - 1, 0, None)
    right = np.minimum(left + 1, known.size - 1)
    tau = (years - known[left]) / np.maximum(known[right] - known[left], 1)
    return np.asarray(share[left] + (share[right] - share[left]) * _progress(tau, shape))


def _progress(tau: Float[np.ndarray, " t"], shape: Shape) -> Float[np.ndarray, " t"]:
    """Part of the way done, w, when the part tau of the time has passed."""
    if shape == "front_loaded":
        return np.asarray(1 - (1 - tau) ** 2)
    return np.floor(tau) if shape == "step" else tau


def date_spread(
    years: Int[np.ndarray, " t"], points: Mapping[int, float], target: float, reached: Sequence[int], shape: Shape
) -> Float[np.ndarray, "r t"]:
    """Share of GDP by possible date of arrival: where nobody gave a date, one path for each.

    All dates count as equally likely; that is an assumption of whoever lists them, not a forecast.
    """
    if not len(reached):
        raise DataError("date spread: no year in which the target may be reached. Give at least one.")
    return np.stack([share_path(years, {**points, int(year): target}, shape) for year in reached])


def gdp_path(
    gdp: float, real_growth: Float[np.ndarray, " t"], inflation: Float[np.ndarray, " t"]
) -> Float[np.ndarray, " t"]:
    r"""Nominal GDP in the years that follow one with the GDP given.

    .. math:: Y_t = Y_{t-1} (1 + g_t)(1 + \pi_t)

    g is real growth, π the change of the GDP deflator.
    """
    return np.asarray(gdp * np.cumprod((1 + real_growth) * (1 + inflation)))


def spending(share: Float[np.ndarray, "r t"], gdp: Float[np.ndarray, " t"]) -> Float[np.ndarray, "r t"]:
    r"""Defence spending, :math:`G_t = s_t Y_t`."""
    return np.asarray(share * gdp)


def flat_cash(plan: Float[np.ndarray, "r t"]) -> Float[np.ndarray, "r t"]:
    r"""Counterfactual: the same money every year, :math:`G^c_t = G_{t_0}`."""
    return np.repeat(plan[:, :1], plan.shape[1], axis=1)


def flat_real(plan: Float[np.ndarray, "r t"], deflator: Float[np.ndarray, " t"]) -> Float[np.ndarray, "r t"]:
    r"""Counterfactual: the same purchasing power every year, :math:`G^c_t = G_{t_0} P_t / P_{t_0}`.

    P is the GDP deflator; prices of defence goods may rise faster, which this does not see.
    """
    return np.asarray(plan[:, :1] * (deflator / deflator[0]))


def constant_share(plan: Float[np.ndarray, "r t"], gdp: Float[np.ndarray, " t"]) -> Float[np.ndarray, "r t"]:
    r"""Counterfactual: the same share of GDP every year, :math:`G^c_t = s_{t_0} Y_t`."""
    return np.asarray(plan[:, :1] * (gdp / gdp[0]))


def extra_spending(
    plan: Float[np.ndarray, "r t"], counterfactual: Float[np.ndarray, "r t"]
) -> Float[np.ndarray, "r t"]:
    r"""What the plan adds, :math:`E_t = G_t - G^c_t`; a previous plan is `spending` of its own share path."""
    return np.asarray(plan - counterfactual)


def extra_by_counterfactual(
    plan: Float[np.ndarray, "r t"], gdp: Float[np.ndarray, " t"], deflator: Float[np.ndarray, " t"]
) -> dict[str, Float[np.ndarray, "r t"]]:
    """What the plan adds against flat cash, flat real and constant share, under these names.

    The same plan has three prices; a sum without its counterfactual says nothing.
    """
    return {
        "flat_cash": extra_spending(plan, flat_cash(plan)),
        "flat_real": extra_spending(plan, flat_real(plan, deflator)),
        "constant_share": extra_spending(plan, constant_share(plan, gdp)),
    }


def cumulative(extra: Float[np.ndarray, "r t"]) -> Float[np.ndarray, "r t"]:
    r"""Sum from the starting year to each year, :math:`\sum_{u \le t} E_u`, not discounted."""
    return np.cumsum(extra, axis=1)
