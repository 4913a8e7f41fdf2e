r"""What is not known of the actors, as draws: every coded number has a low, a likeliest and a high.

The same chances are used for the same actor and issue whatever the ranges are (common random numbers), so two
codings that differ in one number have the same draws everywhere else, and a difference between them is no noise.
"""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.bargaining.preferences import Preferences
from westphalia.errors import DataError

__all__ = ["Chances", "Ranges", "at_mode", "chances", "draw", "draws_at"]

OUTER: Final = NormalDist().inv_cdf(0.9)
"""Standard normal value that one in ten exceeds, 1.2816: low and high of a ratio are its 10% and 90% points."""
_SMALLEST: Final = 2.0**-54
_FIELDS: Final = ("position", "salience", "capability", "no_deal")


@dataclass(frozen=True)
class Ranges:
    r"""Three codings of one negotiation: the lowest, the likeliest and the highest of every number.

    Salience and capability enter as ratios: a low of zero is only possible where mode and high are zero too.
    """

    low: Preferences
    mode: Preferences
    high: Preferences

    def __post_init__(self) -> None:
        for name in _FIELDS:
            low, mode, high = (getattr(one, name) for one in (self.low, self.mode, self.high))
            _ordered(name, low, mode, high)
        if not self.low.loss == self.mode.loss == self.high.loss:
            raise DataError("loss: low, mode and high have different exponents. Give all three the same.")
        _no_ratio_to_zero(self.low.salience, self.high.salience)


@dataclass(frozen=True)
class Chances:
    r"""Uniform chances in [0, 1), one for each number of each actor in each draw."""

    position: Float[np.ndarray, "d a q"]
    salience: Float[np.ndarray, "d a q"]
    capability: Float[np.ndarray, "d a"]
    no_deal: Float[np.ndarray, "d a"]


def at_mode(ranges: Ranges) -> Preferences:
    """The likeliest coding, without any draw."""
    return ranges.mode


def draw(ranges: Ranges, number: int, generator: np.random.Generator) -> Preferences:
    """Draws of the preferences, one along the first axis for each; the first of many are those of few."""
    return draws_at(ranges, chances(ranges, number, generator))


def chances(ranges: Ranges, number: int, generator: np.random.Generator) -> Chances:
    """Chances in an order that depends on the number of actors and issues alone, and not on any range."""
    if number < 1:
        raise DataError(f"draws: {number} asked for. Expected 1 or more; 1,000 are usual.")
    actors, issues = ranges.mode.position.shape
    every = generator.random((number, actors, 2 * issues + 2))
    return Chances(every[..., :issues], every[..., issues : 2 * issues], every[..., -2], every[..., -1])


def draws_at(ranges: Ranges, at: Chances) -> Preferences:
    """The preferences that stand at given chances: each number rises with its own chance and with no other."""
    low, mode, high = ranges.low, ranges.mode, ranges.high
    return Preferences(
        position=_triangular(low.position, mode.position, high.position, at.position),
        salience=_ratio(low.salience, mode.salience, high.salience, at.salience),
        capability=_ratio(low.capability, mode.capability, high.capability, at.capability),
        no_deal=np.clip(low.no_deal + at.no_deal * (high.no_deal - low.no_deal), low.no_deal, high.no_deal),
        loss=mode.loss,
    )


def _triangular(
    low: Float[np.ndarray, "..."], mode: Float[np.ndarray, "..."], high: Float[np.ndarray, "..."],
    chance: Float[np.ndarray, "d ..."],
) -> Float[np.ndarray, "d ..."]:  # fmt: skip
    r"""Quantile of the triangular distribution on [l, h] with mode m.

    .. math:: F^{-1}(u) = l + \sqrt{u (h-l)(m-l)} \text{ if } u (h-l) \le m-l, \quad h - \sqrt{(1-u)(h-l)(h-m)}
    """
    below = low + np.sqrt(chance * (high - low) * (mode - low))
    above = high - np.sqrt((1 - chance) * (high - low) * (high - mode))
    return np.asarray(np.clip(np.where(chance * (high - low) <= mode - low, below, above), low, high))


def _ratio(
    low: Float[np.ndarray, "..."], mode: Float[np.ndarray, "..."], high: Float[np.ndarray, "..."],
    chance: Float[np.ndarray, "d ..."],
) -> Float[np.ndarray, "d ..."]:  # fmt: skip
    r"""Quantile of a log-normal in two pieces: median m, 10% and 90% points l and h.

    .. math:: F^{-1}(u) = m \exp(\sigma_\pm \Phi^{-1}(u)), \qquad
        \sigma_- = \frac{\ln(m/l)}{\Phi^{-1}(0.9)}, \quad \sigma_+ = \frac{\ln(h/m)}{\Phi^{-1}(0.9)}

    The lower piece below the median, the upper above it, so that one draw in ten lies below l and one above h wherever
    between them the mode is. Where m is their geometric mean it is the ordinary log-normal. Zero stays.
    """
    known = low > 0
    below, above = (
        np.log(np.where(known, a, 1.0) / np.where(known, b, 1.0)) / OUTER for a, b in ((mode, low), (high, mode))
    )
    value = _normal(chance)
    return np.asarray(mode * np.exp(np.where(value < 0, below, above) * value))


def _normal(chance: Float[np.ndarray, "*d"]) -> Float[np.ndarray, "*d"]:
    """Standard normal values at chances; a chance of zero stands for half of the smallest other one."""
    inverse = np.frompyfunc(NormalDist().inv_cdf, 1, 1)
    return np.asarray(inverse(np.maximum(chance, _SMALLEST)), dtype=float)


def _ordered(
    name: str, low: Float[np.ndarray, "*a"], mode: Float[np.ndarray, "*b"], high: Float[np.ndarray, "*c"]
) -> None:
    if not low.shape == mode.shape == high.shape:
        raise DataError(f"{name}: low, mode and high have shapes {low.shape}, {mode.shape} and {high.shape}.")
    wrong = ~((low <= mode) & (mode <= high))
    if wrong.any():
        where = tuple(int(place) for place in np.argwhere(wrong)[0])
        numbers = ", ".join(f"{one[where]:g}" for one in (low, mode, high))
        raise DataError(f"{name}{list(where)}: {numbers}. Expected low ≤ mode ≤ high.")


def _no_ratio_to_zero(low: Float[np.ndarray, "a q"], high: Float[np.ndarray, "a q"]) -> None:
    wrong = (low == 0) & (high > 0)
    if wrong.any():
        actor, issue = (int(place) for place in np.argwhere(wrong)[0])
        raise DataError(
            f"salience[{actor}, {issue}]: from 0 to {high[actor, issue]:g}. It is drawn as a ratio: "
            "give a low above zero, or zero throughout."
        )
