r"""What the draws' independence is worth: the same draws with the no-deal values of all who decide drawn together.

One view of how things go on without a deal may lie behind all of these values. Then they are low together, when much is
agreed, or high together, when little is; drawn each by itself they even out. The truth may lie between.
"""

from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from jaxtyping import Bool, Float, Int

from westphalia.bargaining.acceptance import acceptance, quantiles_of_sizes, robust
from westphalia.bargaining.draws import Chances, chances, draws_at
from westphalia.settlement.settled import Settlement

__all__ = ["MOST_DRAWS", "Dependence", "Drawn", "dependence", "tied"]

MOST_DRAWS: Final = 500


@dataclass(frozen=True)
class Drawn:
    """Packages agreed over draws: `sizes` their number in each, `robust` those agreed in nine of ten."""

    sizes: Int[np.ndarray, " d"]
    robust: Bool[np.ndarray, " p"]

    @property
    def empty(self) -> float:
        """Share of draws in which no package is agreed."""
        return float((self.sizes == 0).mean())

    @property
    def size_quantiles(self) -> Float[np.ndarray, "3"]:
        """Number of packages agreed: one draw in ten has fewer, half have fewer, one in ten has more."""
        return quantiles_of_sizes(self.sizes)


@dataclass(frozen=True)
class Dependence:
    """The same `number` of draws, no-deal values each by itself and all together; `robust` in nine of ten draws.

    Packages robust by themselves are counted over all draws of the settlement, all else over these.
    """

    number: int
    alone: Drawn
    together: Drawn

    @property
    def in_both(self) -> int:
        """Packages agreed in nine of ten draws either way."""
        return int((self.alone.robust & self.together.robust).sum())


def dependence(of: Settlement) -> Dependence | None:
    r"""Acceptance with one chance for the no-deal values of all who decide; None without draws.

    .. math:: d_a = F_a^{-1}(u) \ \forall a

    Every value keeps its own range and distribution, and every other number its draw: what changes is that they move
    together. At most 500 draws, the first of those the settlement has.
    """
    drawn, number = of.agreed.drawn, min(of.number or 0, MOST_DRAWS)
    if drawn is None or of.agreed.robust is None:
        return None
    at = chances(of.ranges, number, np.random.default_rng(of.situation.seed))
    found = acceptance(draws_at(of.deciding.ranges, tied(at, of.deciding.actors)), of.grid, of.deciding.rule)
    return Dependence(number, Drawn(drawn.sizes[:number], of.agreed.robust), Drawn(found.sizes, robust(found)))


def tied(at: Chances, who: Int[np.ndarray, " v"]) -> Chances:
    """The chances of some actors, with the first one's of no deal for all of them."""
    held = {field.name: getattr(at, field.name)[:, who] for field in fields(at)}
    return Chances(**held | {"no_deal": np.repeat(held["no_deal"][:, :1], len(who), axis=1)})
