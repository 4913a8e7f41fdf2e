"""From the gaps in the equilibrium conditions to changes of the unknowns that close them, to first order."""

from typing import Any

import numpy as np
from jaxtyping import Float

from westphalia.trade.conditions import Conditions
from westphalia.trade.system import Prepared

Block = Float[np.ndarray, "s n b"]


def closing_steps(found: Conditions, base: Prepared, inverse: Float[np.ndarray, "z z"]) -> list[Any]:
    r"""Steps of wages, prices, expenditures (and outputs).

    What the sectors of a country have in common moves by the Newton step of `inverse`, the inverse Jacobian between
    countries. What sets its sectors apart moves as if it traded with nobody else: prices through its own costs by
    :math:`(I - \lambda_n \Gamma_n^\top)^{-1}`, expenditures through its own sales by the transpose. A third fewer
    sweeps than with a Newton step of each wage alone, four fifths fewer with one sector.
    """
    price, common_price = _apart(found.price_gap, base.bought_weight)
    expenditure, common_expenditure = _apart(found.expenditure_gap, base.bought_weight)
    gaps = [found.wage_gap, common_price, common_expenditure]
    if found.output_gap is not None:
        output, common_output = _apart(found.output_gap, base.made_weight)
        gaps.append(common_output)
    change = -(inverse @ np.concatenate(gaps).astype(inverse.dtype)).astype(float)
    common = change.reshape(len(gaps), -1, change.shape[-1])
    price_push = price + _apart(base.home_labour * common[0], base.bought_weight)[0]
    spent = base.expenditure_or_one
    steps = [
        common[0],
        common[1] + _by_country(base.home_feedback, price_push),
        common[2] + _by_country(base.home_feedback.transpose(0, 2, 1), spent * expenditure) / spent,
    ]
    return steps if found.output_gap is None else [*steps, common[3] + output]


def _apart(gap: Block, weight: Float[np.ndarray, "s n 1"]) -> tuple[Any, Any]:
    """What sets the sectors of a country apart, and their mean."""
    common = (weight * gap).sum(axis=0)
    return gap - common, common


def _by_country(matrices: Float[np.ndarray, "n k s"], values: Block) -> Any:
    return (matrices @ values.transpose(1, 0, 2)).transpose(1, 0, 2)
