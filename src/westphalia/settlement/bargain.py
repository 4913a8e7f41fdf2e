"""The bargain of those who decide against no deal: Nash and Kalai-Smorodinsky, on scales and on packages."""

import numpy as np
from jaxtyping import Bool, Float

from westphalia.bargaining.acceptance import TOLERANCE
from westphalia.bargaining.nash import Bargain as Settled
from westphalia.bargaining.nash import kalai_smorodinsky, nash
from westphalia.bargaining.preferences import Preferences
from westphalia.settlement.answers import Bargain
from westphalia.settlement.deciding import Deciding


def best_package(gains: Float[np.ndarray, "n p"], capability: Float[np.ndarray, " n"]) -> int | None:
    r"""The Nash package among those everybody gains from; None where there is none.

    .. math:: \arg\max_{p:\, g_{np} > 0} \sum_n \alpha_n \ln g_{np}, \qquad \alpha_n = c_n / \sum_n c_n

    Where some package leaves everybody no worse off but none leaves everybody better off, the one with the most for
    those who can gain, counted with a gain of a millionth for those who cannot.
    """
    held = np.flatnonzero((gains >= -TOLERANCE).all(axis=0))
    if not held.size:
        return None
    power = capability / capability.sum()
    return int(held[np.argmax(power @ np.log(np.maximum(gains[:, held], TOLERANCE)))])


def fairest_package(gains: Float[np.ndarray, "n p"]) -> int | None:
    r"""The Kalai-Smorodinsky package: the least of what each gets of its best, :math:`g_{np} / \max_p g_{np}`, is most.

    The best is over packages nobody loses from; None where there is none.
    """
    held = np.flatnonzero((gains >= -TOLERANCE).all(axis=0))
    if not held.size:
        return None
    reached = gains[:, held] / np.maximum(gains[:, held].max(axis=1, keepdims=True), TOLERANCE)
    return int(held[np.lexsort((-reached.sum(axis=0), -reached.min(axis=0)))[0]])


def bargain(of: Deciding) -> Bargain:
    """Nash and Kalai-Smorodinsky, with no deal explicit: whether there is a zone of agreement, and on whom it hangs."""
    players = of.players
    settled, matters = _matters(of)
    found, fair = nash(settled, players), kalai_smorodinsky(settled, players)
    gains = package_gains(of)
    return Bargain(
        players=players,
        room=found.zone.room,
        price=found.zone.price,
        nash=_placed(found, matters),
        nash_gains=found.gain if found.agreed else None,
        kalai_smorodinsky=_placed(fair, matters),
        nash_package=best_package(gains, of.mode.capability[players]),
        kalai_smorodinsky_package=fairest_package(gains),
    )


def nash_point(of: Deciding) -> Float[np.ndarray, " q"] | None:
    """The Nash settlement alone; None without a zone of agreement."""
    settled, matters = _matters(of)
    return _placed(nash(settled, of.players), matters)


def package_gains(of: Deciding) -> Float[np.ndarray, "n p"]:
    """Gains of the players over no deal from every package."""
    return np.asarray(of.utilities[of.players] - of.mode.no_deal[of.players, None])


def _matters(of: Deciding) -> tuple[Preferences, Bool[np.ndarray, " q"]]:
    """The coding on the issues that matter to some player, and which these are: no bargain settles the others."""
    mode = of.mode
    matters = (mode.salience[of.players] > 0).any(axis=0)
    position, salience = mode.position[:, matters], mode.salience[:, matters]
    idle = salience.sum(axis=1) == 0
    salience[idle] = 1.0
    return Preferences(position, salience, mode.capability, mode.no_deal, loss=mode.loss), matters


def _placed(found: Settled, matters: Bool[np.ndarray, " q"]) -> Float[np.ndarray, " q"] | None:
    """A settlement on all issues, NaN on those that are nothing to the players; None without a zone of agreement."""
    if not found.agreed:
        return None
    places = np.full(matters.shape, np.nan)
    places[matters] = found.settlement
    return places
