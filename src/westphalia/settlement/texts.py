"""Texts on the table: better than no deal for whom, ruled out by whom, and what would be better for all."""

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
        crosses=_crossed(situation, text),
    )


def _crossed(situation: Situation, text: Text) -> tuple[tuple[int, int], ...]:
    """Levels of a text that a veto rules out in public: rows of the actors, columns of the issues."""
    found = []
    for a, actor in enumerate(situation.actors):
        for q, issue in enumerate(situation.issue_names):
            held = situation.held.get((actor.name, issue))
            ruled_out = held.rules_out if actor.veto and held is not None else None
            if ruled_out is not None and text.levels[issue] in ruled_out.levels:
                found.append((a, q))
    return tuple(found)


def _package(of: Deciding, steps: tuple[int, ...]) -> int | None:
    """Which package a text is; None where conditions leave it out."""
    combination = int(np.ravel_multi_index(steps, of.grid.shape))
    found = int(np.searchsorted(of.grid.combinations, combination))
    there = found < of.grid.number and of.grid.combinations[found] == combination
    return found if there else None
