"""What levers of one scenario cannot say together: refused with the path and the way out."""

from collections.abc import Sequence

import numpy as np

from westphalia.errors import DataError
from westphalia.scenario.levers import Lever, Lifting, OptimalTariff, Retaliation, Tariff, TariffWar
from westphalia.scenario.levers.barrier import Barrier
from westphalia.scenario.levers.base import Misplaced
from westphalia.scenario.levers.dated import Dated
from westphalia.scenario.levers.lifting import LIFTABLE
from westphalia.scenario.levers.partners import BetweenPartners
from westphalia.scenario.places import EVERYBODY, blocs, held, mask, pairs, sector_mask
from westphalia.world.baseline import Baseline


def levers_agree(levers: Sequence[Lever], baseline: Baseline) -> None:
    """Refuse levers that do nothing where they say something, or that contradict each other."""
    for k, lever in enumerate(levers):
        if isinstance(lever, BetweenPartners | OptimalTariff):
            _hits_somebody(k, lever, baseline)
        if isinstance(lever, Barrier):
            _goes_through_third_countries(k, lever, baseline)
        if isinstance(lever, Tariff):
            _exemptions_spare_something(k, lever, baseline)
            _takes_a_place_of_its_own(k, lever, levers, baseline)
        elif isinstance(lever, Lifting):
            _lifts_something(k, lever, levers)
        elif isinstance(lever, Retaliation):
            _answers_something(k, lever, levers, baseline)
        elif isinstance(lever, TariffWar):
            _players_are_apart(k, lever, baseline)


def _hits_somebody(k: int, lever: BetweenPartners | OptimalTariff, baseline: Baseline) -> None:
    if not pairs(lever.imposer, lever.target, baseline).any():
        raise Misplaced(("levers", k, "target"), f"{_list(lever.target)} lies within {_list(lever.imposer)}, and "
                        "nobody hits his own. Name a target outside")  # fmt: skip


def _exemptions_spare_something(k: int, lever: Tariff, baseline: Baseline) -> None:
    hit, sectors = pairs(lever.imposer, lever.target, baseline), sector_mask(lever.sectors, baseline)
    for j, spared in enumerate(lever.except_):
        path = ("levers", k, "except", j)
        if not (hit & mask(spared.target or (EVERYBODY,), baseline)).any():
            raise Misplaced((*path, "target"), f"{_list(spared.target or ())} is not hit by the duty, so there is "
                            "nothing to exempt. Drop it or add it to the lever's target")  # fmt: skip
        if not (sectors & sector_mask(spared.sectors or "all", baseline)).any():
            raise Misplaced((*path, "sectors"), "the duty does not hit them, so there is nothing to exempt. Drop them")


def _takes_a_place_of_its_own(k: int, lever: Tariff, levers: Sequence[Lever], baseline: Baseline) -> None:
    """Two duties cannot both stand in the place of the base's."""
    if lever.basis != "in_place":
        return
    hit = lever.imports_hit(baseline)
    for other in levers[:k]:
        if not isinstance(other, Tariff) or other.basis != "in_place" or not _overlap(lever, other):
            continue
        if (hit & other.imports_hit(baseline)).any():
            raise Misplaced(("levers", k, "basis"), f"{other.label} takes the place of the same duties of the base. "
                            "Give them targets, sectors or years of their own")  # fmt: skip


def _lifts_something(k: int, lever: Lifting, levers: Sequence[Lever]) -> None:
    named = {other.name: other for other in levers if other.name}
    for word in lever.lifts:
        path = ("levers", k, "lifts")
        if word not in named:
            raise Misplaced(path, f"no lever is called {word!r}. {_known(named)}")
        other = named[word]
        if other.kind not in LIFTABLE:
            raise Misplaced(
                path, f"{word} is of kind {other.kind}, and {', '.join(LIFTABLE)} can be lifted. Set its until"
            )
        ended = getattr(other, "until", None)
        if lever.from_ is not None and ended is not None and lever.from_ > ended:
            raise Misplaced(
                ("levers", k, "from"), f"{word} ends in {ended}, before it would be lifted. Drop one of the dates"
            )
        begun = getattr(other, "from_", None)
        if lever.until is not None and begun is not None and lever.until < begun:
            raise Misplaced(
                ("levers", k, "until"), f"{word} begins in {begun}, after the lifting is over. Move one of the dates"
            )


def _answers_something(k: int, lever: Retaliation, levers: Sequence[Lever], baseline: Baseline) -> None:
    """Everybody who answers is hit by what he answers, and every word of `answers` means a tariff."""
    path = ("levers", k)
    named = {other.name: other for other in levers if other.name}
    answered: list[Tariff | OptimalTariff] = []
    for word in lever.answers:
        found = [named[word]] if word in named else _tariffs_of(word, k, levers, named, baseline)
        for other in found:
            if not isinstance(other, Tariff | OptimalTariff):
                raise Misplaced(
                    (*path, "answers"), f"{word} is of kind {other.kind}; a retaliation answers tariffs. Name one"
                )
            answered.append(other)
    if not any(_overlap(lever, one) for one in answered):
        raise Misplaced((*path, "from"), f"it is never in force together with {_list(lever.answers)}, so it answers "
                        "nothing. Move one of the dates")  # fmt: skip
    if lever.rule == "optimal" and EVERYBODY in lever.imposer:
        raise Misplaced((*path, "rule"), "the best answer is one bloc's. Name who answers, or write a tariff_war")
    hit = np.any([pairs(one.imposer, one.target, baseline) for one in answered], axis=0)
    if EVERYBODY in lever.imposer:
        return
    for code in lever.imposer:
        (bloc,) = blocs([code], baseline)
        if not hit[np.ix_(~bloc, bloc)].any():
            raise Misplaced((*path, "imposer"), f"{code} is not hit by {_list(lever.answers)}, so it answers nothing. "
                            "Drop it, or name a tariff that hits it")  # fmt: skip


def _overlap(one: Dated, other: Dated) -> bool:
    """Whether there is a year in which both are in force."""
    begins = [lever.from_ for lever in (one, other) if lever.from_ is not None]
    ends = [lever.until for lever in (one, other) if lever.until is not None]
    return not begins or not ends or max(begins) <= min(ends)


def _goes_through_third_countries(k: int, lever: Barrier, baseline: Baseline) -> None:
    if lever.diversion is None or lever.diversion.via is None:
        return
    sides = {label for code in (*lever.imposer, *lever.target) if code != EVERYBODY
             for label in held(code, baseline.axes.countries)}  # fmt: skip
    for code in lever.diversion.via:
        if code in sides:
            raise Misplaced(("levers", k, "diversion", "via"), f"{code} is one of the two sides, not a third country. "
                            "Name others, or leave via out")  # fmt: skip


def _tariffs_of(
    word: str, k: int, levers: Sequence[Lever], named: dict[str, Lever], baseline: Baseline
) -> list[Tariff | OptimalTariff]:
    """All tariffs of the imposers a code stands for."""
    path, known = ("levers", k, "answers"), baseline.axes.countries
    try:
        who = set(held(word, known))
    except DataError:
        raise Misplaced(path, f"{word!r} is neither a lever nor a code of the base. {_known(named)}") from None
    found = [
        other for other in levers
        if isinstance(other, Tariff | OptimalTariff) and who & {c for code in other.imposer for c in held(code, known)}
    ]  # fmt: skip
    if not found:
        raise Misplaced(path, f"{word} imposes no tariff in this scenario. {_known(named)}")
    return found


def _players_are_apart(k: int, lever: TariffWar, baseline: Baseline) -> None:
    sides = np.array([mask(player, baseline) for player in lever.players])
    twice = sides.sum(axis=0) > 1
    if twice.any():
        label = baseline.axes.countries.labels[int(np.argmax(twice))]
        raise Misplaced(("levers", k, "players"), f"{label} fights on two sides. Name it once")


def _known(named: dict[str, Lever]) -> str:
    return f"Levers with a name: {', '.join(named)}" if named else "Give the lever meant a name"


def _list(codes: Sequence[str]) -> str:
    return ", ".join(codes)
