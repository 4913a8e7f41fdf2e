"""Who pays for a trade imbalance: the transfers of the named closures."""

from typing import Any

import numpy as np
from jaxtyping import Float

from westphalia.trade.equilibrium import Closure
from westphalia.trade.system import Prepared


def transfer_new(closure: Closure, base: Prepared, labour_income: Float[np.ndarray, "n b"]) -> Any:
    r"""Transfers T' of the counterfactual; they add to zero over the world.

    .. math::
        \text{fixed\_world\_share:}\quad T'_n &= T_n \, \Sigma \hat w \hat L VA / \Sigma VA \\
        \text{share\_of\_own\_gdp:}\quad T'_n &= \hat w_n \hat L_n VA_n (T_n/VA_n - \mu), \qquad
        \mu = \Sigma T \hat w \hat L / \Sigma \hat w \hat L VA \\
        \text{balanced:}\quad T'_n &= 0

    `balanced` stands on a baseline purged of its imbalances first, Ossa (2014), American Economic Review 104(12).
    """
    world_income = labour_income.sum(axis=0)
    if closure == "fixed_world_share":
        return base.transfer * (world_income / base.value_added.sum())
    if closure == "share_of_own_gdp":
        own = base.transfer / base.value_added * labour_income
        return own - own.sum(axis=0) / world_income * labour_income
    return 0.0 * labour_income
