r"""The minerals agreement of 30 April 2025 as a hold-out: what positions of February implied, and what was signed.

Two sides run along `s` (the United States, then Ukraine), issues along `q`, on scales from 0 to 1; NaN is not stated.
Nothing is fitted to the text. The scales were drawn with the text at hand, though, and equal steps are assumed, so an
error here says less than one on a scale drawn before.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from jaxtyping import Bool, Float, Int

from westphalia.bargaining.compromise import compromise
from westphalia.bargaining.preferences import Preferences
from westphalia.bargaining.scores import mean_absolute_error
from westphalia.world.minerals import SCALES, SIGNED, MineralsPosition, Scale

LAST_DAY: Final = date(2025, 2, 23)
"""The last day whose positions count: from the next day on there were texts of both."""
SIDES: Final = ("USA", "UKR")
FRAMEWORK: Final = "framework text"
MATERIAL_SHARE: Final = 0.1236 / (0.1236 + 0.0086)
"""The part of the United States in the material capability of the two in 2022: Correlates of War, National Material
Capabilities (Singer 1987), index .1236 and .0086. What a state has and not what it can bring to bear on one issue: the
far end of a range that begins at equal capability."""
_ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class HoldoutScore:
    """One forecast: on how many issues it says something and how far it was off, on these and on those of both sides.

    `together` is None where it says nothing on an issue that both sides had stated.
    """

    forecast: str
    issues: int
    mae: float
    together: float | None
    later: bool = False


@dataclass(frozen=True, eq=False)
class MineralsHoldout:
    """Positions of February, forecasts from them, and the text signed.

    `equal` is the compromise of both sides with equal capability and salience, `material` that with material
    capability; NaN where a side is silent. `reach_low` to `reach_high` is where it lies with equal capability
    whatever a silent side wants. `framework` is the text of 26 February, later than the positions.
    """

    scales: tuple[Scale, ...]
    position: Float[np.ndarray, "s q"]
    framework: Float[np.ndarray, " q"]
    signed: Float[np.ndarray, " q"]
    equal: Float[np.ndarray, " q"]
    material: Float[np.ndarray, " q"]
    reach_low: Float[np.ndarray, " q"]
    reach_high: Float[np.ndarray, " q"]
    scores: tuple[HoldoutScore, ...]

    @property
    def stated(self) -> Int[np.ndarray, " q"]:
        """How many of the two sides had stated a position on each issue."""
        return np.asarray(np.isfinite(self.position).sum(axis=0))

    @property
    def both(self) -> Bool[np.ndarray, " q"]:
        """Issues on which a compromise can be computed."""
        return np.asarray(self.stated == len(SIDES))

    @property
    def one_side(self) -> tuple[Scale, ...]:
        """Issues on which one side alone had stated a position: no model says anything there."""
        return tuple(scale for scale, n in zip(self.scales, self.stated, strict=True) if n == 1)

    @property
    def reached(self) -> Bool[np.ndarray, " q"]:
        """Whether some position of the silent side would have brought the compromise to what was signed."""
        low, high = self.reach_low - _ROUNDING, self.reach_high + _ROUNDING
        return np.asarray((self.signed >= low) & (self.signed <= high))


def minerals_holdout() -> MineralsHoldout:
    """The agreement against forecasts from what either side had stated by 23 February 2025."""
    from westphalia.simulate.minerals import position_distances

    found = position_distances()
    position = np.stack([last_stated(side, found.positions, found.place) for side in SIDES])
    framework, signed = (_text(name, found.positions, found.place) for name in (FRAMEWORK, SIGNED))
    equal, material = (_compromise(position, share) for share in (0.5, MATERIAL_SHARE))
    return MineralsHoldout(
        scales=SCALES,
        position=position,
        framework=framework,
        signed=signed,
        equal=equal,
        material=material,
        reach_low=_compromise(np.nan_to_num(position, nan=0.0), 0.5),
        reach_high=_compromise(np.nan_to_num(position, nan=1.0), 0.5),
        scores=_scores(position, framework, signed, (equal, material)),
    )


def last_stated(
    side: str, positions: tuple[MineralsPosition, ...], place: Float[np.ndarray, "p q"]
) -> Float[np.ndarray, " q"]:
    """What a side alone last said on each issue by the last day that counts; NaN where it was silent."""
    found = np.full(place.shape[1], np.nan)
    for one, coded in zip(positions, place, strict=True):  # in order of time
        if one.actors == (side,) and one.date <= LAST_DAY:
            found = np.where(np.isfinite(coded), coded, found)
    return found


def _text(
    name: str, positions: tuple[MineralsPosition, ...], place: Float[np.ndarray, "p q"]
) -> Float[np.ndarray, " q"]:
    return np.asarray(place[[one.document for one in positions].index(name)])


def _compromise(position: Float[np.ndarray, "s q"], share: float) -> Float[np.ndarray, " q"]:
    """The compromise where both sides are stated, every issue mattering the same to both (assumed); else NaN."""
    both = np.isfinite(position).all(axis=0)
    found = np.full(position.shape[1], np.nan)
    stated = position[:, both]
    sides = Preferences(stated, np.ones_like(stated), np.array([share, 1 - share]), np.full(len(SIDES), -1.0))
    found[both] = compromise(sides)
    return found


def _scores(
    position: Float[np.ndarray, "s q"],
    framework: Float[np.ndarray, " q"],
    signed: Float[np.ndarray, " q"],
    points: tuple[Float[np.ndarray, " q"], Float[np.ndarray, " q"]],
) -> tuple[HoldoutScore, ...]:
    forecasts = (
        ("compromise, equal capability", points[0], False),
        ("compromise, by material", points[1], False),
        ("asked by the United States", position[0], False),
        ("asked by Ukraine", position[1], False),
        ("middle of every scale", np.full(signed.shape, 0.5), False),
        ("framework text", framework, True),
    )
    both = np.isfinite(position).all(axis=0)
    return tuple(_score(name, signed - forecast, both, later) for name, forecast, later in forecasts)


def _score(name: str, residual: Float[np.ndarray, " q"], both: Bool[np.ndarray, " q"], later: bool) -> HoldoutScore:
    known = np.isfinite(residual)
    common = known & both
    together = mean_absolute_error(residual[common]) if common.any() else None
    return HoldoutScore(name, int(known.sum()), mean_absolute_error(residual[known]), together, later)
