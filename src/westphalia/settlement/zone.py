r"""What the number of packages agreed hangs on: the worth of no deal, and whether public refusals bind.

Both are choices of the coder that no data decide, so the same count is taken under other choices and shown beside it.
"""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Bool, Float

from westphalia.bargaining.acceptance import win_set
from westphalia.bargaining.packages import package_utilities
from westphalia.bargaining.preferences import LINEAR, QUADRATIC, Preferences, utility
from westphalia.settlement.deciding import Deciding

__all__ = ["Zone", "zone"]


@dataclass(frozen=True)
class Zone:
    r"""Packages agreed as coded and under other choices; None where a choice is not coded.

    `status_quo` is what the places the issues go to without an agreement would be worth to each who decides,
    :math:`U_v(y^0)`: what no deal is worth less than that is the cost of going on without one. `as_status_quo` counts
    packages if that cost were nil, `at_their_word` those that cross no public refusal of a veto, `both` those that pass
    either test.
    """

    as_coded: int
    status_quo: Float[np.ndarray, " v"] | None
    as_status_quo: int | None
    at_their_word: int | None
    both: int | None
    other_loss: int


def zone(
    of: Deciding, place: Float[np.ndarray, " q"], agreed: Bool[np.ndarray, " p"], kept: Bool[np.ndarray, " p"] | None
) -> Zone:
    """The counts; `place` is where issues go without a deal, NaN if unknown, `kept` the packages no veto refuses."""
    worth = utility(of.mode, place) if np.isfinite(place).all() else None
    anew = None if worth is None else win_set(of.utilities, worth, of.rule)
    return Zone(
        as_coded=int(agreed.sum()),
        status_quo=worth,
        as_status_quo=None if anew is None else int(anew.sum()),
        at_their_word=None if kept is None else int((agreed & kept).sum()),
        both=None if anew is None or kept is None else int((anew & kept).sum()),
        other_loss=int(win_set(package_utilities(_other_loss(of.mode), of.grid), of.mode.no_deal, of.rule).sum()),
    )


def _other_loss(preferences: Preferences) -> Preferences:
    return replace(preferences, loss=LINEAR if preferences.loss == QUADRATIC else QUADRATIC)
