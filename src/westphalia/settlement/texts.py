"""Texts on the table: who would accept them, and whether everybody who decides would like something else better."""

import numpy as np
from jaxtyping import Float

from westphalia.bargaining.acceptance import accepts, agreed
from westphalia.bargaining.pareto import dominated_by
from westphalia.bargaining.preferences import Preferences, utility
from westphalia.settlement.answers import TextAnswer
from westphalia.settlement.deciding import Deciding
from westphalia.situation.schema import Situation, Text


def texts(
    situation: Situation, mode: Preferences, of: Deciding, probability: Float[np.ndarray, " p"] | None
) -> tuple[TextAnswer, ...]:
    """Every text on the table: its worth to all, who accepts it, and a package better for all who decide."""
    return tuple(_answer(situation, one, mode, of, probability) for one in situation.texts)


def _answer(
    situation: Situation, text: Text, mode: Preferences, of: Deciding, probability: Float[np.ndarray, " p"] | None
) -> TextAnswer:
    steps = tuple(issue.step(text.levels[issue.name]) for issue in situation.issues)
    worth = utility(mode, np.array([level[step] for level, step in zip(of.grid.levels, steps, strict=True)]))
    accepted = accepts(worth[:, None], mode.no_deal)[:, 0]
    package = _package(of, steps)
    better = dominated_by(of.utilities, worth[of.actors])
    return TextAnswer(
        title=text.title,
        steps=steps,
        package=package,
        utility=worth,
        accepted=accepted,
        agreed=bool(agreed(accepted[of.actors, None], of.rule)[0]),
        probability=None if probability is None or package is None else float(probability[package]),
        better=None if better is None else better.best,
        gains=None if better is None else better.gain,
    )


def _package(of: Deciding, steps: tuple[int, ...]) -> int | None:
    """Which package a text is; None where conditions leave it out."""
    combination = int(np.ravel_multi_index(steps, of.grid.shape))
    found = int(np.searchsorted(of.grid.combinations, combination))
    there = found < of.grid.number and of.grid.combinations[found] == combination
    return found if there else None


def broken_conditions(situation: Situation, text: Text) -> tuple[int, ...]:
    """Conditions of the situation that a text does not keep."""
    return tuple(
        k
        for k, one in enumerate(situation.conditions)
        if all(text.levels[name] in levels for name, levels in one.when.items())
        and not all(text.levels[name] in levels for name, levels in one.needs.items())
    )
