"""The bargain of those who decide against no deal: Nash and Kalai-Smorodinsky, on scales and on packages."""

import numpy as np
from jaxtyping import Float

from westphalia.bargaining.acceptance import TOLERANCE
from westphalia.settlement.answers import Bargain
from westphalia.settlement.deciding import Deciding

__all__ = ["bargain", "best_package", "fairest_package"]


def best_package(gains: Float[np.ndarray, "v p"], capability: Float[np.ndarray, " v"]) -> int | None:
    r"""The Nash package among those everybody gains from; None where there is none.

    .. math:: \arg\max_{p:\, g_{vp} > 0} \sum_v \alpha_v \ln g_{vp}, \qquad \alpha_v = c_v / \sum_v c_v

    Where some package leaves everybody no worse off but none leaves everybody better off, the one with the most for
    those who can gain, counted with a gain of a millionth for those who cannot.
    """
    held = np.flatnonzero((gains >= -TOLERANCE).all(axis=0))
    if not held.size:
        return None
    power = capability / capability.sum()
    return int(held[np.argmax(power @ np.log(np.maximum(gains[:, held], TOLERANCE)))])


def fairest_package(gains: Float[np.ndarray, "v p"]) -> int | None:
    r"""The Kalai-Smorodinsky package: the least of what each gets of its best, :math:`g_{vp} / \max_p g_{vp}`, is most.

    The best is over packages nobody loses from; None where there is none.
    """
    held = np.flatnonzero((gains >= -TOLERANCE).all(axis=0))
    if not held.size:
        return None
    reached = gains[:, held] / np.maximum(gains[:, held].max(axis=1, keepdims=True), TOLERANCE)
    return int(held[np.lexsort((-reached.sum(axis=0), -reached.min(axis=0)))[0]])


def bargain(of: Deciding) -> Bargain:
    """Nash and Kalai-Smorodinsky, with no deal explicit: where there is a zone of agreement, and who stands furthest.

    Players are those who decide; capability is what each brings to bear.
    """
    gains = of.utilities - of.mode.no_deal[:, None]
    return Bargain(
        no_deal=of.mode.no_deal,
        room=float(gains.min(axis=0).max()),
        furthest=int(np.argmin(gains[:, int(np.argmax(gains.min(axis=0)))])),
        nash=None,
        nash_gains=None,
        kalai_smorodinsky=None,
        nash_package=best_package(gains, of.mode.capability),
        kalai_smorodinsky_package=fairest_package(gains),
    )
