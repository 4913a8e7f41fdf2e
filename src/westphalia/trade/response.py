"""How one player answers: his welfare as a hill over his rates, a coarse scan of it, and its top."""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float

from westphalia.errors import NotConverged
from westphalia.trade.ascent import Height, Hill, Rates, Summit, climb, slope_left
from westphalia.trade.equilibrium import Closure, TradeEquilibrium, TradeParameters, TradeShock
from westphalia.trade.gradient import gradient
from westphalia.trade.instrument import Instrument
from westphalia.trade.measure import Cotangents, TradeMeasure, logarithm, welfare
from westphalia.trade.solve import solve
from westphalia.world.baseline import Baseline

FIRST_ORDER = 1e-6
_SCANNED = (0.0, 0.1, 0.2, 0.35, 0.6, 1.0, 2.0, 5.0)
_SCAN_TOLERANCE = 1e-8
_CLIMB_TOLERANCE = 1e-11


@dataclass(frozen=True, eq=False)
class Game:
    """The world in which duties are chosen: what is given, with the duties chosen so far."""

    baseline: Baseline
    shock: TradeShock
    parameters: TradeParameters
    closure: Closure

    def under(self, shock: TradeShock) -> "Game":
        """The same world after a player's move."""
        return replace(self, shock=shock)

    def shock_of(self, instrument: Instrument, rates: Rates) -> TradeShock:
        """The shock in which a player sets these rates and all else stays."""
        tariff = np.where(instrument.cells, instrument.spread(rates), self.shock.tariff_new)
        return TradeShock(tariff, self.shock.iceberg_hat)

    def world(self, start: TradeEquilibrium | None, tolerance: float = _CLIMB_TOLERANCE) -> TradeEquilibrium:
        """The equilibrium as things stand."""
        return solve(self.baseline, self.shock, self.parameters, self.closure, tolerance, start)


@dataclass(frozen=True, eq=False)
class Response:
    """A player's best answer, the world under it and the worlds solved to find it."""

    summit: Summit
    world: TradeEquilibrium
    evaluations: int


@dataclass(frozen=True, eq=False)
class Scan:
    """The best of the uniform rates tried: rate, log of welfare and world; and how many were tried."""

    rate: float
    value: float
    world: TradeEquilibrium
    evaluations: int


def gain(instrument: Instrument) -> TradeMeasure:
    """Log of the bloc's welfare over that of the baseline, members weighted by observed income."""

    def evaluate(world: TradeEquilibrium) -> tuple[float, Cotangents]:
        weights = world.income * instrument.importers
        return logarithm(welfare(weights / weights.sum())).evaluate(world)

    return TradeMeasure("log of the bloc's welfare", evaluate)


def best_response(game: Game, instrument: Instrument, start: TradeEquilibrium | None) -> Response:
    """The top reached from the best of the coarse scan; never below it."""
    scanned = scan(game, instrument, start)
    point = np.full(instrument.count, np.log1p(scanned.rate))
    summit = climb(hill(game, instrument, scanned.world), point, first_curvature(game, instrument), FIRST_ORDER)
    world = summit.reached.world or scanned.world
    return Response(summit, world, scanned.evaluations + summit.evaluations)


def scan(game: Game, instrument: Instrument, start: TradeEquilibrium | None) -> Scan:
    """The best of a few uniform rates between zero and the largest; rates without an equilibrium are passed over."""
    measure, best, cause = gain(instrument), None, None
    rates = [rate for rate in _SCANNED if rate < instrument.largest]
    for rate in rates:
        moved = game.under(game.shock_of(instrument, np.full(instrument.count, rate)))
        try:
            start = moved.world(start, _SCAN_TOLERANCE)
        except NotConverged as stopped:
            cause = stopped
            continue
        value = measure(start)
        if best is None or value > best.value:
            best = Scan(rate, value, start, len(rates))
    if best is None:
        raise NotConverged(f"tariff choice: no rate from 0 to {rates[-1]:g} has an equilibrium. Last cause: {cause}")
    return best


def hill(game: Game, instrument: Instrument, start: TradeEquilibrium) -> Hill:
    """The player's welfare over the logs of one plus his rates; each world starts from the one before."""
    last = start

    def height(point: Rates) -> Height:
        nonlocal last
        try:
            last = game.under(game.shock_of(instrument, np.expm1(point))).world(last)
        except NotConverged:
            return Height(-np.inf, np.zeros_like(point), None)
        return _height(instrument, last, point)

    return Hill(height, float(np.log1p(instrument.largest)), _unit(game, instrument))


def residual(game: Game, instrument: Instrument, point: Rates, world: TradeEquilibrium) -> float:
    """A player's first-order residual at a world that others have moved too."""
    return slope_left(hill(game, instrument, world), point, _height(instrument, world, point).slope)


def first_curvature(game: Game, instrument: Instrument) -> Float[np.ndarray, "r r"]:
    r"""Imports times elasticity: a slope of :math:`-m\,\varepsilon\,(\log(1+t) - \log(1+t^*))` per unit of income."""
    imports = instrument.gathered(game.baseline.flow)
    responsive = instrument.gathered(game.baseline.flow * game.parameters.elasticity)
    elasticity = np.divide(responsive, imports, out=np.ones_like(imports), where=imports > 0)
    return np.diag(elasticity * _unit(game, instrument))


def _height(instrument: Instrument, world: TradeEquilibrium, point: Rates) -> Height:
    found = gradient(world, gain(instrument))
    return Height(found.value, instrument.gathered(found.tariff) * np.exp(point), world)


def _unit(game: Game, instrument: Instrument) -> Rates:
    """Observed imports under each rate over the bloc's value added; one where there are none."""
    imports = instrument.gathered(game.baseline.flow) / game.baseline.value_added[instrument.importers].sum()
    return np.where(imports > 0, imports, 1.0)
