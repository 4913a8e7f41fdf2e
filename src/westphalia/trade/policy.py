"""Duties chosen rather than given: the best of one country or bloc, and the Nash equilibrium of several."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from westphalia.errors import NotConverged, ScenarioError
from westphalia.trade.ascent import Rates, Summit, climb
from westphalia.trade.equilibrium import Closure, TradeEquilibrium, TradeParameters, TradeShock
from westphalia.trade.instrument import Instrument, Variation
from westphalia.trade.response import FIRST_ORDER, Game, best_response, gain, hill, residual, scan
from westphalia.world.baseline import Baseline

__all__ = ["BestTariff", "Instrument", "NashTariffs", "Variation", "best_tariff", "nash_tariffs"]

MAX_ROUNDS = 30
_ANSWERED_TO = 0.05
_WORTH_A_LEAP = 1e-7


@dataclass(frozen=True, eq=False)
class BestTariff:
    """The duties that serve a country or bloc best and the world under them.

    `welfare_hat` is the bloc's welfare over that of the baseline. `first_order_residual` is what a small change of any
    one duty would still gain: bn of welfare per unit of log(1 + t), per bn of imports observed under that duty; zero
    at a bound that holds. `evaluations` counts the worlds solved.
    """

    rates: Rates
    shock: TradeShock
    equilibrium: TradeEquilibrium
    welfare_hat: float
    first_order_residual: float
    evaluations: int


@dataclass(frozen=True, eq=False)
class NashTariffs:
    """Duties of which no player gains by changing his own, with every player's first-order residual."""

    rates: tuple[np.ndarray, ...]
    shock: TradeShock
    equilibrium: TradeEquilibrium
    welfare_hat: tuple[float, ...]
    first_order_residual: tuple[float, ...]
    rounds: int
    evaluations: int


def best_tariff(
    baseline: Baseline,
    shock: TradeShock,
    parameters: TradeParameters,
    closure: Closure,
    instrument: Instrument,
) -> BestTariff:
    r"""The duties that maximise a bloc's welfare, everybody else's given.

    .. math::
        \max_{0 \le t_k \le \bar t} \log W, \quad W = \frac{\sum_{n\in B} I_n \hat W_n}{\sum_{n\in B} I_n}; \qquad
        \frac{\partial \log W}{\partial \log(1+t_k)} = 0 \text{ or at a bound}

    The duties chosen take the place of t' on the instrument's cells. A coarse scan of uniform rates, then uphill with
    the exact gradient of the model; the top found is never below the scan. Welfare is that of
    `westphalia.trade.welfare.welfare_hat`, weighted by observed income: no politics, no foresight of answers. With
    imbalances that others pay for whatever the duty there may be no best duty short of the largest.
    """
    response = best_response(Game(baseline, shock, parameters, closure), instrument, None)
    _require_top(response.summit.residual)
    return BestTariff(
        rates=np.expm1(response.summit.point),
        shock=response.world.shock,
        equilibrium=response.world,
        welfare_hat=float(np.exp(response.summit.reached.value)),
        first_order_residual=response.summit.residual,
        evaluations=response.evaluations,
    )


def nash_tariffs(
    baseline: Baseline,
    shock: TradeShock,
    parameters: TradeParameters,
    closure: Closure,
    instruments: Sequence[Instrument],
) -> NashTariffs:
    r"""Duties that are best answers to each other.

    .. math:: t^p \in \arg\max_{0 \le t \le \bar t^p} \log W_p(t, t^{-p}) \quad \text{for every player } p

    Ossa (2014), American Economic Review 104(12), section II. The players answer each other in turn until at the
    common world no first-order residual is left and no player's coarse scan finds anything better. Other equilibria,
    such as autarky, may exist; this is the one reached by best answers from the duties given.
    """
    _require_apart(instruments)
    play, world = _first_answers(Game(baseline, shock, parameters, closure), instruments), None
    for rounds in range(1, MAX_ROUNDS + 1):
        world = play.game.world(world)
        residuals = [residual(play.game, player.instrument, player.summit.point, world) for player in play.players]
        if max(residuals) <= FIRST_ORDER:
            leapt = _leapt(play, world)
            if leapt.players is play.players:
                return _nash(leapt, world, residuals, rounds)
            play = leapt
        play = _answered(play, world, max(residuals))
    raise _not_settled(residuals)


@dataclass(frozen=True, eq=False)
class _Player:
    """A player and what he knows of his hill."""

    instrument: Instrument
    summit: Summit


@dataclass(frozen=True, eq=False)
class _Play:
    """A game as it stands: the duties chosen so far, who chose them and the worlds solved."""

    game: Game
    players: tuple[_Player, ...]
    evaluations: int

    def after(self, k: int, summit: Summit, evaluations: int) -> "_Play":
        """The game after the move of player k."""
        instrument = self.players[k].instrument
        players = (*self.players[:k], _Player(instrument, summit), *self.players[k + 1 :])
        game = self.game.under(self.game.shock_of(instrument, np.expm1(summit.point)))
        return _Play(game, players, self.evaluations + evaluations)


def _first_answers(game: Game, instruments: Sequence[Instrument]) -> _Play:
    """Everybody's best answer from scratch, each to the answers given before."""
    players: list[_Player] = []
    evaluations, start = 0, None
    for instrument in instruments:
        response = best_response(game, instrument, start)
        players.append(_Player(instrument, response.summit))
        start, game = response.world, game.under(response.world.shock)
        evaluations += response.evaluations
    return _Play(game, tuple(players), evaluations)


def _answered(play: _Play, world: TradeEquilibrium, left: float) -> _Play:
    """One more answer by everybody in turn, as exact as the round deserves."""
    tolerance = max(FIRST_ORDER / 2, _ANSWERED_TO * left)
    for k, player in enumerate(play.players):
        known = player.summit
        summit = climb(hill(play.game, player.instrument, world), known.point, known.curvature, tolerance)
        play = play.after(k, summit, summit.evaluations)
        world = summit.reached.world or world
    return play


def _leapt(play: _Play, world: TradeEquilibrium) -> _Play:
    """The first player whom the coarse scan serves better moves there; else nobody."""
    evaluations = 0
    for k, player in enumerate(play.players):
        found = scan(play.game, player.instrument, world)
        evaluations += found.evaluations
        if found.value > gain(player.instrument)(world) + _WORTH_A_LEAP:
            response = best_response(play.game, player.instrument, world)
            return play.after(k, response.summit, evaluations + response.evaluations)
    return replace(play, evaluations=play.evaluations + evaluations)


def _nash(play: _Play, world: TradeEquilibrium, residuals: Sequence[float], rounds: int) -> NashTariffs:
    return NashTariffs(
        rates=tuple(np.expm1(player.summit.point) for player in play.players),
        shock=world.shock,
        equilibrium=world,
        welfare_hat=tuple(float(np.exp(gain(player.instrument)(world))) for player in play.players),
        first_order_residual=tuple(residuals),
        rounds=rounds,
        evaluations=play.evaluations + rounds,
    )


def _require_apart(instruments: Sequence[Instrument]) -> None:
    """Refuse a game without players, and two players who set the same duty."""
    if not instruments:
        raise ScenarioError("Nash tariffs: no player; give an instrument for each.")
    taken = sum(instrument.cells.astype(int) for instrument in instruments)
    if np.max(taken) > 1:
        n, i, s = (int(k) for k in np.argwhere(taken > 1)[0])
        raise ScenarioError(
            f"Nash tariffs: two players set the duty of importer {n} on exporter {i} in sector {s}; "
            "a country or sector can belong to one player only."
        )


def _require_top(left: float) -> None:
    """Refuse duties that a small change would still improve."""
    if not left <= FIRST_ORDER:
        raise NotConverged(
            f"best tariff: first-order residual {left:.1e}, wanted {FIRST_ORDER:.0e}. Likely cause: welfare still "
            "rises towards duties under which no equilibrium is found, as it does for a country whose imports the "
            "others must go on paying for; use the closure 'balanced', or lower `largest`."
        )


def _not_settled(residuals: Sequence[float]) -> NotConverged:
    k = int(np.argmax(residuals))
    return NotConverged(
        f"Nash tariffs: after {MAX_ROUNDS} rounds player {k + 1} of {len(residuals)} has a first-order residual "
        f"of {residuals[k]:.1e}, wanted {FIRST_ORDER:.0e}. Likely cause: answers that chase each other, or duties next "
        "to which no equilibrium is found; lower `largest`, or start from duties closer to the answer."
    )
