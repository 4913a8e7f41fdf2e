r"""What each player gains over no deal, as concave functions over a box.

Players run along `a`, pieces along `z`. A piece is a stretch of an issue's scale, filled from its lower end:
:math:`y_q = \sum_{z \in q} v_z`, :math:`0 \le v_z \le \omega_z`. With linear loss a scale is cut at every ideal point,
which makes each gain a linear function of the pieces. A piece is worth at least as much to everybody as those above it,
so filling them in order loses nobody anything. With quadratic loss each scale is one piece.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from westphalia.bargaining.preferences import LINEAR, Preferences, issue_shares
from westphalia.errors import DataError

__all__ = ["Gains", "gain_of", "gains_of_players", "steepness"]

_THIN = 1e-9


@dataclass(frozen=True)
class Gains:
    r"""What each player gains over no deal, :math:`g_a(v) = k_a + \sum_z (b_{az} v_z - h_{az} v_z^2)`, and the box."""

    constant: Float[np.ndarray, " a"]
    slope: Float[np.ndarray, "a z"]
    curvature: Float[np.ndarray, "a z"]
    width: Float[np.ndarray, " z"]
    issue: Int[np.ndarray, " z"]

    def settlement(self, filled: Float[np.ndarray, " z"]) -> Float[np.ndarray, " q"]:
        """Place on each issue's scale, from how far each piece is filled."""
        return np.asarray(np.clip(np.bincount(self.issue, filled), 0, 1))

    def filled(self, settlement: Float[np.ndarray, " q"]) -> Float[np.ndarray, " z"]:
        """How far each piece is filled by a settlement, in order."""
        start = np.cumsum(self.width) - self.width
        start = start - start[np.searchsorted(self.issue, self.issue)]
        return np.asarray(np.clip(settlement[self.issue] - start, 0, self.width))


def gains_of_players(preferences: Preferences) -> Gains:
    r"""Gains over no deal of actors all of whom are players.

    .. math:: g_a(y) = -d_a - \sum_q \frac{s_{aq}}{\sum_q s_{aq}} |y_q - x_{aq}|^p
    """
    idle = ~(preferences.salience > 0).any(axis=0)
    if idle.any():
        issue = int(np.argmax(idle)) + 1
        raise DataError(f"issue {issue}: no player has salience on it, so no bargain settles it. Leave the issue out.")
    pieces = _cut if preferences.loss == LINEAR else _whole
    return pieces(preferences.position, issue_shares(preferences.salience), -preferences.no_deal)


def gain_of(gains: Gains, filled: Float[np.ndarray, " z"]) -> Float[np.ndarray, " a"]:
    r"""Gains at a point of the box, :math:`g_a(v)`."""
    return np.asarray(gains.constant + gains.slope @ filled - gains.curvature @ filled**2)


def steepness(gains: Gains, filled: Float[np.ndarray, " z"]) -> Float[np.ndarray, "a z"]:
    r"""Marginal gains, :math:`\partial g_a / \partial v_z = b_{az} - 2 h_{az} v_z`."""
    return np.asarray(gains.slope - 2 * gains.curvature * filled)


def _whole(position: Float[np.ndarray, "a q"], share: Float[np.ndarray, "a q"], cost: Float[np.ndarray, " a"]) -> Gains:
    r"""Quadratic loss, :math:`-s (y - x)^2 = -s x^2 + 2 s x y - s y^2`: one piece an issue."""
    issues = position.shape[1]
    constant = cost - (share * position**2).sum(axis=1)
    return Gains(constant, 2 * share * position, share, np.ones(issues), np.arange(issues))


def _cut(position: Float[np.ndarray, "a q"], share: Float[np.ndarray, "a q"], cost: Float[np.ndarray, " a"]) -> Gains:
    r"""Linear loss: :math:`+s` on each piece below the ideal point, :math:`-s` on each above it."""
    cuts = [_knots(column) for column in position.T]
    issue = np.repeat(np.arange(len(cuts)), [cut.size - 1 for cut in cuts])
    middle = np.concatenate([(cut[1:] + cut[:-1]) / 2 for cut in cuts])
    slope = np.where(middle < position[:, issue], 1.0, -1.0) * share[:, issue]
    width = np.concatenate([np.diff(cut) for cut in cuts])
    return Gains(cost - (share * position).sum(axis=1), slope, np.zeros_like(slope), width, issue)


def _knots(ideal: Float[np.ndarray, " a"]) -> Float[np.ndarray, " k"]:
    """Ends of the pieces of one scale; ideal points as good as equal share one."""
    inner = np.unique(ideal[(ideal > _THIN) & (ideal < 1 - _THIN)])
    inner = inner[np.diff(inner, prepend=0.0) > _THIN]
    return np.asarray(np.concatenate([[0.0], inner, [1.0]]))
