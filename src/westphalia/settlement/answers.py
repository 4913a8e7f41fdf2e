r"""The answers a situation gives: what each model implies, side by side, and never one number for them all.

Issues run along `q`, actors along `a`, those who decide along `v` (the vetoes, and with a quota everybody with votes),
packages along `p`, draws along `d`. Every place is on a scale from 0 to 1, every utility between -1 and 0.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from jaxtyping import Bool, Float

from westphalia.bargaining.acceptance import Acceptance
from westphalia.bargaining.certainty import Certainty
from westphalia.bargaining.exchange import Exchange
from westphalia.bargaining.pivots import Emptied, Pivotality

Moved = Literal["position", "salience", "capability", "no deal"]


@dataclass(frozen=True)
class Band:
    """Low and high on each issue."""

    low: Float[np.ndarray, " q"]
    high: Float[np.ndarray, " q"]


@dataclass(frozen=True)
class Points:
    r"""What the positions imply issue by issue, with what is uncertain kept in two layers that are never merged.

    `inputs` is the interval of the compromise over draws of what was coded, one in ten below and one in ten above,
    `middle` its median over them (both None without draws): a range that reaches further to one side of its likeliest
    value draws the middle away from `compromise`, which is at the likeliest value of every number. `model` is what an
    interval had to be to hold four of five outcomes of EU decisions, `spread` the weighted standard deviation of the
    positions. `status_quo` is NaN where an issue stands nowhere.
    """

    compromise: Float[np.ndarray, " q"]
    median: Float[np.ndarray, " q"]
    mean: Float[np.ndarray, " q"]
    equal_capability: Float[np.ndarray, " q"]
    status_quo: Float[np.ndarray, " q"]
    spread: Float[np.ndarray, " q"]
    inputs: Band | None
    middle: Float[np.ndarray, " q"] | None
    model: Band


@dataclass(frozen=True)
class Bargain:
    r"""The bargain of the players, on continuous scales and on the packages, against explicit no-deal values.

    Players are those with a veto, or everybody who decides where nobody has one. `room` is the largest gain over no
    deal that all of them can have at once, in utility: below zero there is no zone of agreement, no point and no
    package. `price` says on whom that hangs: shares that sum to one, zero for whoever could yield. Points are NaN on
    issues that are nothing to any player. Between the levels of packages there may be a zone and yet no package in it.
    """

    players: Bool[np.ndarray, " v"]
    room: float
    price: Float[np.ndarray, " v"]
    nash: Float[np.ndarray, " q"] | None
    nash_gains: Float[np.ndarray, " v"] | None
    kalai_smorodinsky: Float[np.ndarray, " q"] | None
    nash_package: int | None
    kalai_smorodinsky_package: int | None


@dataclass(frozen=True)
class Agreed:
    r"""Packages that all who must agree accept.

    `at_mode` at the likeliest coding, with `pivots` (how many there would be without each veto) and, where there is
    none, `emptied`: who leaves none and how far the best one misses. `bounds` are those agreed whatever is true inside
    the ranges coded, and those agreed if something inside them is. `core` are those no other package beats (None where
    there are too many to compare). `drawn` counts over draws along those who decide; `robust` are those agreed in nine
    of ten draws (both None without draws).
    """

    at_mode: Bool[np.ndarray, " p"]
    pivots: Pivotality
    emptied: Emptied | None
    bounds: Certainty
    core: Bool[np.ndarray, " p"] | None
    drawn: Acceptance | None
    robust: Bool[np.ndarray, " p"] | None


@dataclass(frozen=True)
class Trade:
    """Two actors (rows of the arrays), and the exchange of concessions from which both gain most, each the same."""

    actors: tuple[int, int]
    exchange: Exchange


@dataclass(frozen=True)
class TextAnswer:
    """A text on the table: what it is worth to whom, and what everybody who decides would like better.

    `package` is None where the situation's own conditions rule the text out; `better` is the package that leaves
    nobody who decides worse off and gives them most together, None where there is none. `crosses` are levels of it that
    a veto has ruled out in public, by actor and issue: better than no deal in the model all the same, it may be.
    """

    title: str
    steps: tuple[int, ...]
    package: int | None
    utility: Float[np.ndarray, " a"]
    accepted: Bool[np.ndarray, " a"]
    agreed: bool
    probability: float | None
    better: int | None
    gains: Float[np.ndarray, " v"] | None
    crosses: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Imposing:
    """No deal made dearer by `cost` for those named: packages agreed, and where the Nash point goes."""

    raised: tuple[int, ...]
    cost: float
    agreed: int
    empty: float | None
    nash: Float[np.ndarray, " q"] | None
    nash_package: int | None


@dataclass(frozen=True)
class Swing:
    """One coded number moved alone to its low and to its high, all others at the mode.

    `compromise` is the compromise on issue `on`: the number's own, or for one without an issue that on which it moves
    most; `agreed` the number of packages agreed; `flips_at` the value at which a first package is agreed or the last
    one is lost, `package_at` the one at which another package is the Nash package; None where none is in the range.
    """

    kind: Moved
    actor: int
    issue: int | None
    on: int
    values: tuple[float, float, float]
    compromise: tuple[float, float, float]
    agreed: tuple[int, int, int]
    flips_at: float | None
    package_at: float | None


@dataclass(frozen=True)
class Joint:
    """Packages agreed with no deal worth its lowest, and its highest, to all who decide at once."""

    lowest: int
    highest: int


@dataclass(frozen=True)
class Readings:
    """The challenge model on one issue: the forecast of each reading of its description, in the order of `names`."""

    names: tuple[str, ...]
    forecast: Float[np.ndarray, "q r"]


@dataclass(frozen=True)
class Basis:
    """How many numbers of one kind were stated, inferred and assumed."""

    kind: str
    stated: int
    inferred: int
    assumed: int

    @property
    def number(self) -> int:
        """All of them."""
        return self.stated + self.inferred + self.assumed


@dataclass(frozen=True)
class Origins:
    """What the numbers stand on, by kind; the first is all together."""

    kinds: tuple[Basis, ...]
