r"""What a package would change economically for each actor: its terms added up, and all of them run together.

Nothing of this enters a utility: positions and salience stay as they were coded, whatever a term would cost.
Actors run along `a`, packages along `p`, issues along `q`; the levels of an issue along `l`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.scenario.levers import TradeLever
from westphalia.scenario.schema import Scenario
from westphalia.settlement.effects import Effects, effects, nothing
from westphalia.settlement.terms import Term, deal_scenario, lever_names, no_deal_levels, standing, terms_of
from westphalia.situation.schema import Actor, Situation

__all__ = ["Alike", "Consequences", "Part", "Terms", "consequences", "deal_terms", "without_place"]

NO_COUNTRY: Final = "the situation names no country or group for it"


@dataclass(frozen=True, eq=False)
class Part:
    """One level with its levers, by name, and what it changes by itself; without levers nothing is modelled."""

    term: Term
    levers: tuple[str, ...]
    effects: Effects


@dataclass(frozen=True)
class Alike:
    """A level, and the other levels of its issue whose levers change just the same."""

    term: Term
    levels: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Consequences:
    r"""What one package changes for each actor against the base, which is the world without any lever.

    .. math:: x_a(y) = \sum_q x_a(y_q) + \iota_a(y)

    `together` is the run of all terms; the terms by themselves, `parts`, add up to `total`, and the interaction
    :math:`\iota` is the rest. Nothing is run until it is asked for. Where issues go to levels with levers if talks
    fail, `no_deal` is what those change, and `beyond_no_deal` takes it off. `standing` and `beyond_status_quo` are the
    same for the day the situation is of, which need not last.
    """

    situation: Situation
    package: Mapping[str, str]
    terms: tuple[Term, ...]
    scenario: Scenario | None

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """Actors with a country or group: the labels of axis `a`."""
        return _placed(self.situation)

    @property
    def moving(self) -> tuple[Term, ...]:
        """Levels with levers."""
        return tuple(term for term in self.terms if term.levers)

    @property
    def unmoved(self) -> tuple[Term, ...]:
        """Levels without levers, of which no economic effect is modelled."""
        return tuple(term for term in self.terms if not term.levers)

    @cached_property
    def together(self) -> Effects:
        """What all terms change, run together."""
        return effects(self.scenario, _codes(self.actors), self.situation.consequences.base)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Every level with levers by itself."""
        return tuple(_part(self.situation, term, _codes(self.actors)) for term in self.moving)

    @cached_property
    def total(self) -> Effects:
        """The sum of the terms."""
        still = nothing(_codes(self.actors), self.situation.consequences.base)
        return sum((part.effects for part in self.parts), still)

    @cached_property
    def interaction(self) -> Effects:
        """What only all terms together do."""
        return self.together - self.total

    @cached_property
    def no_deal(self) -> Effects | None:
        """What the levers change that hold if talks fail; None where none do, so that no deal is the base."""
        return self._of_levels(no_deal_levels(self.situation))

    @cached_property
    def beyond_no_deal(self) -> Effects:
        """What the package changes against where things go if talks fail."""
        return self.together if self.no_deal is None else self.together - self.no_deal

    @cached_property
    def standing(self) -> Effects | None:
        """What the status quo's own levers change; None where it has none and so is the base."""
        return self._of_levels(standing(self.situation))

    @cached_property
    def beyond_status_quo(self) -> Effects:
        """What the package changes against the world as it stands on the day of the situation."""
        return self.together if self.standing is None else self.together - self.standing

    @cached_property
    def alike(self) -> tuple[Alike, ...]:
        """Levels that change the same as others of their issue, such as forces larger than can be manned."""
        found = ((term, self._same_as(term)) for term in self.moving if not _trades(term) and term not in self.idle)
        return tuple(Alike(term, levels) for term, levels in found if levels)

    def _same_as(self, term: Term) -> tuple[str, ...]:
        codes, names = _codes(self.actors), [level.name for level in self.situation.issue(term.issue).levels]
        own = _part(self.situation, term, codes).effects
        others = [
            other for name in names if name != term.level for other in terms_of(self.situation, {term.issue: name})
        ]
        with_levers = [other for other in others if other.levers and not _trades(other)]
        return tuple(one.level for one in with_levers if not (_part(self.situation, one, codes).effects - own).moves)

    def _of_levels(self, levels: Mapping[str, str]) -> Effects | None:
        scenario = deal_scenario(self.situation, levels)
        return None if scenario is None else effects(scenario, _codes(self.actors), self.situation.consequences.base)

    @cached_property
    def idle(self) -> tuple[Term, ...]:
        """Levels whose levers move none of these measures, such as a fund that reinvests what it gets."""
        spending = [term for term in self.moving if not _trades(term)]
        codes = _codes(self.actors)
        return tuple(term for term in spending if not _part(self.situation, term, codes).effects.moves)


@dataclass(frozen=True, eq=False)
class Terms:
    """Every level of every issue by itself, so that what a package changes is looked up and added, not run.

    `parts` are by issue, then by level, in the order of the situation. `no_deal` is the sum of the levels to which
    issues go if talks fail, zero where those have no levers.
    """

    situation: Situation
    actors: tuple[Actor, ...]
    parts: tuple[tuple[Part, ...], ...]

    @cached_property
    def no_deal(self) -> Effects:
        """What comes without a deal, added up as packages are."""
        levels = no_deal_levels(self.situation).items()
        found = (part.effects for issue in self.parts for part in issue if (part.term.issue, part.term.level) in levels)
        return sum(found, nothing(_codes(self.actors), self.situation.consequences.base))

    def packages(self, measure: str, steps: Int[np.ndarray, "p q"]) -> Float[np.ndarray, "a p"]:
        r"""One measure of many packages, the sum of their terms: :math:`X_{ap} = \sum_q x_{aq\ell(p)}`.

        Interactions are left out; `consequences` runs a package together and measures them. NaN: not known.
        """
        tables = self._tables([[part.effects.by_measure[measure].shown for part in issue] for issue in self.parts])
        return _added(tables, steps)

    def ranges(
        self, measure: str, steps: Int[np.ndarray, "p q"]
    ) -> tuple[Float[np.ndarray, "a p"], Float[np.ndarray, "a p"]]:
        r"""Lowest and highest of the sum over models, each added up by itself: :math:`\min_m \sum_q x^m_{aq\ell(p)}`.

        Models are gone through one by one, so that no more than two of them are held for all packages at a time.
        """
        spreads = [[part.effects.by_measure[measure] for part in issue] for issue in self.parts]
        lowest = highest = np.full((len(self.actors), len(steps)), np.nan)
        for m in range(len(spreads[0][0].low)):
            lowest = np.fmin(lowest, _added(self._tables([[s.low[m] for s in issue] for issue in spreads]), steps))
            highest = np.fmax(highest, _added(self._tables([[s.high[m] for s in issue] for issue in spreads]), steps))
        return lowest, highest

    def _tables(self, rows: list[list[Float[np.ndarray, " a"]]]) -> list[Float[np.ndarray, "a l"]]:
        return [np.stack(issue, axis=-1) for issue in rows]


def consequences(situation: Situation, package: Mapping[str, str]) -> Consequences:
    """What a package, a level by issue, changes for every actor with a country: by term, and run together."""
    terms = terms_of(situation, package)
    return Consequences(situation, dict(package), terms, deal_scenario(situation, package))


def deal_terms(situation: Situation) -> Terms:
    """Every level of a situation by itself; a level is run once in a process."""
    actors = _placed(situation)
    codes = _codes(actors)
    return Terms(
        situation,
        actors,
        tuple(
            tuple(
                _part(situation, term, codes)
                for level in issue.levels
                for term in terms_of(situation, {issue.name: level.name})
            )
            for issue in situation.issues
        ),
    )


def without_place(situation: Situation) -> tuple[tuple[Actor, str], ...]:
    """Actors of whom nothing economic can be said, and why."""
    return tuple((actor, NO_COUNTRY) for actor in situation.actors if actor.country is None)


def _part(situation: Situation, term: Term, codes: tuple[str, ...]) -> Part:
    base = situation.consequences.base
    if not term.levers:
        return Part(term, (), nothing(codes, base))
    scenario = deal_scenario(situation, {term.issue: term.level})
    return Part(term, lever_names(term), effects(scenario, codes, base))


def _trades(term: Term) -> bool:
    return any(isinstance(lever, TradeLever) for lever in term.levers)


def _placed(situation: Situation) -> tuple[Actor, ...]:
    return tuple(actor for actor in situation.actors if actor.country is not None)


def _codes(actors: Sequence[Actor]) -> tuple[str, ...]:
    return tuple(actor.country for actor in actors if actor.country is not None)


def _added(tables: Sequence[Float[np.ndarray, "a l"]], steps: Int[np.ndarray, "p q"]) -> Float[np.ndarray, "a p"]:
    """The sum of the issues that move anything."""
    total = np.zeros((len(tables[0]), len(steps)))
    for issue, table in enumerate(tables):
        if table.any():
            total += np.take(table, steps[:, issue], axis=1)
    return total
