r"""What a sanction amounts to: the duty that would cut as much trade, what a coalition reaches, and who bears it.

Arrays run along sectors or elasticities `e`, along senders `n` and along years `t`. Effects on trade are in logs at
given prices, costs and losses fractions; a loss is positive. Money is in bn of one currency and year.
"""

from typing import Final

import numpy as np
from jaxtyping import Bool, Float, Int

from westphalia.errors import DataError

__all__ = [
    "FADES_IN",
    "ad_valorem_equivalent",
    "burden",
    "burden_share",
    "coalition_potential",
    "iceberg_equivalent",
    "left_after_lifting",
    "log_effect",
    "trade_left",
]

FADES_IN: Final = 8
"""Years until trade has forgotten a sanction that was lifted.

Source: Global Sanctions Data Base, about eight years; that it fades in equal steps is assumed.
"""


def log_effect(change: Float[np.ndarray, " e"]) -> Float[np.ndarray, " e"]:
    r"""Effect on trade in logs of a relative change at given prices.

    .. math:: \beta = \ln(1 + \Delta)

    −0.36 gives −0.446. Trade that stops altogether has no finite effect and is refused.
    """
    _refuse("change of trade", change, ~((change > -1) & (change < np.inf)), "above -1; an embargo is -1")
    return np.asarray(np.log1p(change))


def trade_left(cost: Float[np.ndarray, " e"], elasticity: Float[np.ndarray, " e"]) -> Float[np.ndarray, " e"]:
    r"""Share of trade left at given prices by a cost, :math:`e^{\beta} = (1+\tau)^{-\varepsilon}`; zero if infinite."""
    _refuse("cost of trade", cost, ~(cost > -1), "above -1")
    return np.asarray((1 + cost) ** -_elastic(elasticity))


def iceberg_equivalent(
    log_change: Float[np.ndarray, " e"], elasticity: Float[np.ndarray, " e"]
) -> Float[np.ndarray, " e"]:
    r"""Factor by which trade would have to become dearer on the way to lose as much.

    .. math:: \ln \hat d = -\beta / \varepsilon

    What is lost on the way is lost for both; a duty of the same size would leave its revenue with the buyer's state.
    Source: the gravity equation :math:`\ln X_{ij} = FE + \beta S_{ij}` with :math:`X \propto d^{-\varepsilon}`.
    """
    _refuse("log change of trade", log_change, ~np.isfinite(log_change), "finite; an embargo has no equivalent")
    return np.asarray(np.exp(-log_change / _elastic(elasticity)))


def ad_valorem_equivalent(
    log_change: Float[np.ndarray, " e"], elasticity: Float[np.ndarray, " e"]
) -> Float[np.ndarray, " e"]:
    r"""Duty that would cut as much trade at given prices, :math:`\tau = e^{-\beta/\varepsilon} - 1`.

    Trade down by 36% is a duty of 12% at an elasticity of 4, of 16% at 3 and of 8% at 6.
    """
    return np.asarray(iceberg_equivalent(log_change, elasticity) - 1)


def coalition_potential(loss: Float[np.ndarray, " v"], global_loss: Float[np.ndarray, " v"]) -> Float[np.ndarray, " v"]:
    r"""Share of the loss that all states together could inflict with the same measures, run by run.

    .. math:: \kappa = \frac{1 - \hat W_{\text{target}}(\text{coalition})}{1 - \hat W_{\text{target}}(\text{all})}

    NaN where all states together inflict no loss. Source: Chowdhry, Hinz, Kamin & Wanner (2022), 57.9% for 2014.
    """
    return _over(loss, global_loss, global_loss > 0)


def burden(sender_loss: Float[np.ndarray, " n"], target_loss: float) -> Float[np.ndarray, " n"]:
    r"""Loss of each sender for one unit of the target's, in the same money, :math:`b_n = L_n / L_{\text{target}}`.

    Negative for a sender who gains. NaN for all where the target loses nothing.
    """
    return _over(sender_loss, np.full(sender_loss.shape, target_loss), np.full(sender_loss.shape, target_loss > 0))


def burden_share(sender_loss: Float[np.ndarray, " n"]) -> Float[np.ndarray, " n"]:
    r"""Part of what those senders lose who lose, :math:`\max(0, L_n) / \sum_m \max(0, L_m)`; NaN if nobody does.

    Who gains bears nothing, and its gain lightens no other's burden.
    """
    borne = np.maximum(sender_loss, 0.0)
    total = np.full(borne.shape, borne.sum())
    return _over(borne, total, total > 0)


def left_after_lifting(years: Int[np.ndarray, " t"], fades_in: int = FADES_IN) -> Float[np.ndarray, " t"]:
    r"""Share of a sanction's effect on trade that is left when it has been lifted for some years.

    .. math:: \ell(y) = 1 - \min(1,\; y / 8)

    y counts the years since, the first one as 1. A lever `lifting` with `ramp: 8` fades in the same steps.
    """
    _refuse("years since lifting", years, years < 0, "zero or more")
    return np.asarray(1 - np.minimum(1.0, years / fades_in))


def _elastic(elasticity: Float[np.ndarray, " e"]) -> Float[np.ndarray, " e"]:
    _refuse("elasticity", elasticity, ~((elasticity > 0) & (elasticity < np.inf)), "above zero")
    return elasticity


def _over(
    part: Float[np.ndarray, " k"], whole: Float[np.ndarray, " k"], where: Bool[np.ndarray, " k"]
) -> Float[np.ndarray, " k"]:
    """A ratio where it means something, NaN elsewhere."""
    return np.asarray(np.divide(part, whole, out=np.full(part.shape, np.nan), where=where))


def _refuse(what: str, values: np.ndarray, wrong: Bool[np.ndarray, " k"], expected: str) -> None:
    """Name the first value that is wrong."""
    if wrong.any():
        place = int(np.argmax(wrong))
        raise DataError(f"{what}: {values[place]} at place {place} (counted from 0) is not {expected}.")
