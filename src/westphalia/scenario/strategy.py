"""Duties the scenario leaves to the model: the best tariff, the best answer, the Nash equilibrium of a war."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from jaxtyping import Bool

from westphalia.errors import ScenarioError
from westphalia.scenario.effect import Decision, Effect, combined
from westphalia.scenario.levers import OptimalTariff, Retaliation, TariffWar, TradeLever
from westphalia.scenario.places import mask, sector_mask
from westphalia.scenario.standing import Standing, strengths
from westphalia.trade.equilibrium import Closure, TradeParameters, TradeShock

if TYPE_CHECKING:
    from westphalia.trade.policy import Instrument


class Player(NamedTuple):
    """One who chooses duties: for which lever, under what name, with what instrument."""

    lever: int
    name: str
    instrument: "Instrument"


def decisions(
    standing: Standing, parameters: TradeParameters, closure: Closure, years: Sequence[int]
) -> tuple[Decision, ...]:
    """The duties chosen by every strategic lever, each as of the last of the years in which it is in force.

    All who choose in one year play against each other; one alone chooses given everything else. Nobody foresees
    the answers of reciprocal, proportional or fixed retaliation to what he chooses.
    """
    last = {k: max(strong) for k, strong in _in_force(standing.levers, years).items() if strong}
    found: list[Decision] = []
    for year in sorted(set(last.values())):
        game = Standing(standing.levers, standing.baseline, standing.elasticity, year)
        chosen = _played(game, _players(game), parameters, closure)
        found += [one for one in chosen if last[one.lever] == year]
    return tuple(found)


def strategic(lever: TradeLever) -> bool:
    """Whether the model chooses the lever's duties."""
    return isinstance(lever, OptimalTariff | TariffWar) or (isinstance(lever, Retaliation) and lever.rule == "optimal")


def _in_force(levers: Sequence[TradeLever], years: Sequence[int]) -> dict[int, list[int]]:
    places = [k for k, lever in enumerate(levers) if strategic(lever)]
    return {k: [year for year in years if strengths(levers, year)[k] > 0] for k in places}


def _players(game: Standing) -> tuple[Player, ...]:
    """Everybody who chooses in a year; two who would choose the same duty are refused."""
    strong = strengths(game.levers, game.year)
    players = [
        player for k, lever in enumerate(game.levers) if strong[k] > 0 for player in _of_lever(game, k, lever)
    ]  # fmt: skip
    for k, one in enumerate(players):
        for other in players[:k]:
            if (one.instrument.cells & other.instrument.cells).any():
                raise ScenarioError(
                    f"{other.name} and {one.name} both choose the same duties. Let one of the levers do it."
                )
    return tuple(players)


def _of_lever(game: Standing, k: int, lever: TradeLever) -> tuple[Player, ...]:
    if isinstance(lever, TariffWar):
        return _warring(game, k, lever)
    if isinstance(lever, OptimalTariff):
        sides = mask(lever.imposer, game.baseline), mask(lever.target, game.baseline)
        return (_player(game, k, lever.imposer, sides, lever),)
    if isinstance(lever, Retaliation) and lever.rule == "optimal":
        hit = np.any(list(game.answered(lever).values()), axis=0)
        return (_player(game, k, lever.imposer, (mask(lever.imposer, game.baseline), hit), lever),)
    return ()


def _warring(game: Standing, k: int, war: TariffWar) -> tuple[Player, ...]:
    sides = [mask(codes, game.baseline) for codes in war.players]
    together = np.any(sides, axis=0)
    return tuple(
        _player(game, k, codes, (side, together & ~side), war) for codes, side in zip(war.players, sides, strict=True)
    )


def _player(
    game: Standing,
    k: int,
    codes: Sequence[str],
    sides: tuple[Bool[np.ndarray, " n"], Bool[np.ndarray, " n"]],
    lever: OptimalTariff | TariffWar | Retaliation,
) -> Player:
    from westphalia.trade.policy import Instrument

    sectors = sector_mask(lever.sectors or "goods", game.baseline)
    own, others = sides
    if isinstance(lever, Retaliation):
        return Player(k, "+".join(codes), Instrument(own, others & ~own, sectors, "uniform"))
    return Player(k, "+".join(codes), Instrument(own, others & ~own, sectors, lever.by, largest=lever.largest))


def _played(
    game: Standing, players: Sequence[Player], parameters: TradeParameters, closure: Closure
) -> tuple[Decision, ...]:
    """What the players choose, given what all other levers do in the year."""
    from westphalia.trade.policy import best_tariff, nash_tariffs

    effects = game.effects()
    _require_no_rent(players, effects)
    given = combined(game.baseline, effects.values())
    if len(players) == 1:
        best = best_tariff(game.baseline, given, parameters, closure, players[0].instrument)
        return (_decision(players[0], best.shock, best.first_order_residual, best.evaluations),)
    instruments = [player.instrument for player in players]
    nash = nash_tariffs(game.baseline, given, parameters, closure, instruments)
    return tuple(
        _decision(player, nash.shock, residual, nash.rounds)
        for player, residual in zip(players, nash.first_order_residual, strict=True)
    )


def _require_no_rent(players: Sequence[Player], effects: Mapping[int, Effect]) -> None:
    """Refuse to choose a duty where a barrier leaves rent: it would take the barrier's place, which stays."""
    for player in players:
        for k, effect in effects.items():
            if effect.rent_hat is not None and (player.instrument.cells & (effect.rent_hat != 1)).any():
                raise ScenarioError(
                    f"{player.name} chooses duties where levers[{k}] leaves rent, which counts as a duty and "
                    "would be chosen away. Set rent_share to 0, or let the chosen duties spare that trade."
                )


def _decision(player: Player, shock: TradeShock, residual: float, steps: int) -> Decision:
    return Decision(player.lever, player.name, player.instrument.cells, shock.tariff_new, float(residual), steps)
