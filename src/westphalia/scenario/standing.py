"""Where a scenario's trade levers stand in a year: how strong each is, whom it answers, what it does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float

from westphalia.scenario.effect import Chosen, Decision, Effect, combined
from westphalia.scenario.levers import Embargo, Lifting, OptimalTariff, Retaliation, Tariff, TradeCost, TradeLever
from westphalia.scenario.places import held, mask
from westphalia.world.baseline import Baseline

ANSWERED = (Tariff, OptimalTariff)


def strengths(levers: Sequence[TradeLever], year: int) -> tuple[float, ...]:
    """Share of its full strength each lever has in a year, after what lifts it; a lifting has none of its own."""
    liftings = [lever for lever in levers if isinstance(lever, Lifting)]
    return tuple(_strength(lever, liftings, year) for lever in levers)


def _strength(lever: TradeLever, liftings: Sequence[Lifting], year: int) -> float:
    if isinstance(lever, Lifting):
        return 0.0
    strength = lever.strength(year)
    for lifting in liftings:
        if lever.name in lifting.lifts:
            strength *= lifting.left(year)
    return strength


@dataclass(frozen=True)
class Standing:
    """The trade levers of a scenario on a base in one year, with the duties chosen where levers leave them open.

    A barrier given as a trade effect costs what it costs, however long ago it began: its cost follows from the effect
    by the elasticities of the long run, where those of the year differ.
    """

    levers: tuple[TradeLever, ...]
    baseline: Baseline
    elasticity: Float[np.ndarray, " s"]
    year: int
    decided: tuple[Decision, ...] = ()
    long_run: Float[np.ndarray, " s"] | None = None

    def effects(self) -> Mapping[int, Effect]:
        """What each lever in force does, by its place; answers are worked out from the duties they answer."""
        strong = {k: x for k, x in enumerate(strengths(self.levers, self.year)) if x > 0}
        found = {k: self._effect(k, strength) for k, strength in strong.items()}
        for k, strength in strong.items():
            lever = self.levers[k]
            if isinstance(lever, Retaliation) and lever.rule != "optimal":
                found[k] = lever.effect(self.baseline, self.hit_by(lever, found), strength)
        return found

    def _effect(self, k: int, strength: float) -> Effect:
        lever = self.levers[k]
        if isinstance(lever, TradeCost):
            return lever.effect(self.baseline, self.elasticity, strength, self.long_run)
        if isinstance(lever, Tariff | Embargo):
            return lever.effect(self.baseline, self.elasticity, strength)
        chosen = (Chosen(one.cells, one.tariff, strength) for one in self.decided if one.lever == k)
        return Effect(chosen=tuple(chosen))

    def hit_by(self, answer: Retaliation, effects: Mapping[int, Effect]) -> Float[np.ndarray, "n i s"]:
        """Additional duties of the levers a retaliation answers, together and without all others."""
        rows = self.answered(answer)
        some = (_of_importers(effects[k], mine) for k, mine in rows.items() if k in effects)
        return np.asarray(np.maximum(combined(self.baseline, some).tariff_new - self.baseline.tariff, 0.0))

    def answered(self, answer: Retaliation) -> Mapping[int, Bool[np.ndarray, " n"]]:
        """The levers a retaliation answers, by place, with the imposers whose duties it answers."""
        found = {}
        for k, lever in enumerate(self.levers):
            if isinstance(lever, ANSWERED):
                mine = mask(lever.imposer, self.baseline) & self._named(lever, answer.answers)
                if mine.any():
                    found[k] = mine
        return found

    def _named(self, lever: TradeLever, answers: tuple[str, ...]) -> Bool[np.ndarray, " n"]:
        countries = self.baseline.axes.countries
        if lever.name in answers:
            return np.ones(len(countries), dtype=bool)
        named = np.zeros(len(countries), dtype=bool)
        for word in answers:
            if not any(word == other.name for other in self.levers):
                named |= countries.mask(held(word, countries))
        return named


def _of_importers(effect: Effect, importers: Bool[np.ndarray, " n"]) -> Effect:
    """The part of an effect on duties that some importers bring about."""
    rows = importers[:, None, None]

    def part(duty: np.ndarray | None) -> np.ndarray | None:
        return None if duty is None else duty * rows

    chosen = tuple(Chosen(c.cells & rows, c.tariff, c.strength) for c in effect.chosen)
    return Effect(part(effect.duty_on_top), part(effect.duty_to_total), chosen=chosen)
