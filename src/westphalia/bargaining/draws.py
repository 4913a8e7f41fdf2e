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
_CENTRAL: Final = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125,
     1971.5909503065514427, 133.14166789178437745, 3.3871328727963666080),
    (5226.4952788528545610, 28729.085735721942674, 39307.895800092710610, 21213.794301586595867, 5394.1960214247511077,
     687.18700749205790830, 42.313330701600911252, 1.0),
)  # fmt: skip
_OUTSIDE: Final = (
    (7.7454501427834140764e-4, 2.27238449892691845833e-2, 0.241780725177450611770, 1.27045825245236838258,
     3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 1.51986665636164571966e-2, 0.148103976427480074590,
     0.689767334985100004550, 1.67638483018380384940, 2.05319162663775882187, 1.0),
)  # fmt: skip
_FAR: Final = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
     0.296560571828504891230, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720),
    (2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
     1.48753612908506148525e-2, 0.136929880922735805310, 0.599832206555887937690, 1.0),
)  # fmt: skip
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
    """Standard normal values at chances; a chance of zero stands for half of the smallest other one.

    Wichura (1988), algorithm AS 241, PPND16: three quotients of polynomials, right to one part in 10**16.
    """
    at = np.maximum(chance, _SMALLEST)
    from_middle = np.asarray(at - 0.5)
    value = np.empty_like(from_middle)
    central = np.abs(from_middle) <= 0.425
    middle = from_middle[central]
    value[central] = middle * _quotient(_CENTRAL, 0.180625 - middle * middle)
    outside = np.sqrt(-np.log(np.minimum(at, 1 - at)[~central]))
    value[~central] = np.where(outside <= 5, _quotient(_OUTSIDE, outside - 1.6), _quotient(_FAR, outside - 5))
    return np.where(central, value, np.copysign(value, from_middle))


def _quotient(of: tuple[tuple[float, ...], tuple[float, ...]], at: Float[np.ndarray, " n"]) -> Float[np.ndarray, " n"]:
    """One polynomial over another, each from the highest power down."""
    above, below = (np.polyval(one, at) for one in of)
    return np.asarray(above / below)


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
