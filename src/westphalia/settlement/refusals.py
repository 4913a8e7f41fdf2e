r"""Packages that cross nothing anybody who must agree has ruled out in public.

Utilities add up, so that in the models enough of one thing makes up for any other. Governments say of some things that
nothing makes up for them. Whether they mean it, no model knows; so the packages are counted both ways.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Int

from westphalia.bargaining.packages import Grid, steps
from westphalia.situation.schema import Refusal, Situation

__all__ = ["Line", "Refusals", "refusals"]


@dataclass(frozen=True)
class Line:
    """One thing ruled out: by whom (a row of the actors), on which issue, and how many packages have it."""

    actor: int
    issue: int
    refusal: Refusal
    packages: int


@dataclass(frozen=True)
class Refusals:
    r"""What the vetoes rule out, and the packages left.

    `crossed` says which packages cross a line of which veto, a row for each of `vetoes` (rows of the actors);
    `agreed` are those accepted by utility that cross none; `without` how many there would be if this veto's words
    were not held to.
    """

    vetoes: tuple[int, ...]
    lines: tuple[Line, ...]
    crossed: Bool[np.ndarray, "v p"]
    agreed: Bool[np.ndarray, " p"]
    without: Int[np.ndarray, " v"]

    @property
    def kept(self) -> Bool[np.ndarray, " p"]:
        """Packages with nothing that a veto rules out, agreed or not."""
        return np.asarray(~self.crossed.any(axis=0))


def refusals(situation: Situation, grid: Grid, agreed: Bool[np.ndarray, " p"]) -> Refusals | None:
    r"""The packages agreed that cross no line, :math:`W \setminus \bigcup_{a \in V} R_a`; None without lines."""
    step = steps(grid, np.arange(grid.number))
    vetoes = tuple(a for a, actor in enumerate(situation.actors) if actor.veto)
    crossed = np.zeros((len(vetoes), grid.number), dtype=bool)
    lines = []
    for v, a in enumerate(vetoes):
        for q, name in enumerate(situation.issue_names):
            held = situation.held[situation.actor_names[a], name]
            if held.rules_out is None:
                continue
            has = np.isin(step[:, q], [situation.issues[q].step(level) for level in held.rules_out.levels])
            crossed[v] |= has
            lines.append(Line(a, q, held.rules_out, int(has.sum())))
    if not lines:
        return None
    none = agreed & ~crossed.any(axis=0)
    others = (np.delete(crossed, v, axis=0).any(axis=0) for v in range(len(vetoes)))
    without = np.array([int((agreed & ~other).sum()) for other in others])
    return Refusals(vetoes, tuple(lines), crossed, none, without)
