"""The bargain of those who decide against no deal: Nash and Kalai-Smorodinsky, on scales and on packages."""

from dataclasses import replace

import numpy as np
from jaxtyping import Bool, Float

from westphalia.bargaining.nash import Bargain as Settled
from westphalia.bargaining.nash import kalai_smorodinsky, nash
from westphalia.bargaining.package_points import kalai_smorodinsky_package, nash_package
from westphalia.bargaining.preferences import Preferences
from westphalia.settlement.answers import Bargain
from westphalia.settlement.deciding import Deciding


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
        nash_package=nash_package(gains, of.mode.capability[players]).package,
        kalai_smorodinsky_package=kalai_smorodinsky_package(gains).package,
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
    return replace(mode, position=position, salience=salience), matters


def _placed(found: Settled, matters: Bool[np.ndarray, " q"]) -> Float[np.ndarray, " q"] | None:
    """A settlement on all issues, NaN on those that are nothing to the players; None without a zone of agreement."""
    if not found.agreed:
        return None
    places = np.full(matters.shape, np.nan)
    places[matters] = found.settlement
    return places
