r"""The residual: how far a state is from equilibrium, as one number. Every search stops by it and by nothing else."""

from functools import reduce

import numpy as np
from jaxtyping import Float

from westphalia.trade.anderson import Distance
from westphalia.trade.conditions import Conditions
from westphalia.trade.system import System

WALRAS = 10.0
ROUNDING = 2 * np.finfo(float).eps


def distance(found: Conditions, system: System) -> Distance:
    r"""The residual of each scenario, the largest relative error over all conditions, and its largest gap.

    .. math::
        r = \max\Big( \max_n \frac{|E_n - W_n| + |B_n| + u W_n}{\min(W_n,\, Z_n)},\;
            \max_{ns} \Big|\log\frac{\Phi_{ns}^{-1/\varepsilon_s}}{\hat P_{ns}}\Big|,\;
            \max_{ns} \Big|\frac{X'_{ns}}{\hat X_{ns} X_{ns}} - 1\Big|,\;
            \max_{is} \Big|\log\frac{\hat Y_{is}}{\hat Y^0_{is}}\Big|,\;
            10\,\frac{|\sum_n (E_n - W_n)|}{\sum_n VA_n} \Big)

    :math:`E_n = \sum_s \beta_{ns} Y'_{ns}` is what labour earns, :math:`W_n = \hat w_n \hat L_n VA_n` what it is paid
    and :math:`B_n = \sum_s (\hat X_{ns} X_{ns} - X'_{ns})` what n spends beyond its demand; :math:`Z_n` is what it
    sells and buys abroad, :math:`\hat X, \hat Y^0` what the state assumes (outputs with scale economies only),
    :math:`u W_n` two roundings, which no balance can be told from. :math:`E_n - W_n - B_n` is what the balance of
    payments of n is out by, and that moves with the wage in proportion to :math:`\varepsilon Z_n`: a country with a
    billionth of its income in trade earns its income to nine digits at almost any wage. So a wage is known as far as
    the balance closes relative to trade. A country that trades with nobody has no wage relative to others, and income
    alone counts. The last term keeps the equation implied by the others (Walras) within a tenth of the tolerance.
    """
    gaps = [found.wage_gap[None], found.price_gap, found.expenditure_gap]
    if found.output_gap is not None:
        gaps.append(found.output_gap)
    # over sectors first: of what is left a batch takes the place of one scenario
    gap = reduce(np.maximum, [np.abs(gap).max(axis=0) for gap in gaps]).max(axis=0)
    excess = found.earned - found.labour_income
    walras = WALRAS * np.abs(excess.sum(axis=0)) / system.base.value_added.sum()
    return Distance(np.maximum(np.maximum(gap, walras), wage_error(found, system).max(axis=0)), gap)


def wage_error(found: Conditions, system: System) -> Float[np.ndarray, "n b"]:
    """What the balance of payments of each country is out by, relative to its income or its trade if that is less.

    Of a country with more than half of the world's income the wage bill is out by what those of all others are out by
    together, which is not lost in its digits.
    """
    income, excess = found.labour_income, found.earned - found.labour_income
    others = income.sum(axis=0) - income
    most = income > others
    if most.any():
        excess = np.where(most, np.where(most, 0.0, excess).sum(axis=0), excess)
    overspent = (found.spent - found.expenditure).sum(axis=0)
    out_by = np.abs(excess) + np.abs(overspent) + ROUNDING * np.minimum(income, others)
    against = np.where(system.trades, np.minimum(np.maximum(trade(found, system), 0.0), income), income)
    return np.asarray(out_by / against)


def trade(found: Conditions, system: System) -> Float[np.ndarray, "n b"]:
    """Exports and imports of each country at basic prices."""
    home = (system.home_kernel * found.demand * found.supply).sum(axis=0)
    return np.asarray(found.output.sum(axis=0) + found.spent.sum(axis=0) - found.revenue - 2 * home)
