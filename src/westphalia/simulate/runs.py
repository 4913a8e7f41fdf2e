"""What every run of the trade model has: parameters of its variant, a frame, and the arrays an outcome keeps."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np
from jaxtyping import Float

from westphalia.outcome import Variant
from westphalia.scenario.behaviour import Behaviour
from westphalia.scenario.levers import Lifting, OptimalTariff, Retaliation, Tariff, TariffWar
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shock import Decisions, compiled, trade_levers
from westphalia.scenario.standing import strengths
from westphalia.trade.equilibrium import TradeEquilibrium, TradeParameters, TradeShock
from westphalia.world.baseline import Baseline

TOLERANCE: Final = 1e-9
Sectors = Float[np.ndarray, " s"]
_KEPT: Final = 9  # a few MB each; as many as there are sets of elasticities
_DUTIES: Final = (Tariff, OptimalTariff, TariffWar, Retaliation, Lifting)


def trade_parameters(variant: Variant, scenario: Scenario) -> TradeParameters:
    """The elasticities of a variant with where they come from, and the behaviour a scenario asks for."""
    from westphalia.world.load import load_world

    world = load_world(scenario.base, variant.elasticities, variant.services)
    return with_behaviour(TradeParameters(world.elasticity, world.elasticity_source), scenario.behaviour)


def with_behaviour(parameters: TradeParameters, behaviour: Behaviour) -> TradeParameters:
    r"""The parameters with hours, scale and use of revenue as a scenario has them; :math:`\psi_s = s/\varepsilon_s`."""
    return replace(
        parameters,
        labour_supply=behaviour.labour_supply,
        scale=behaviour.scale / parameters.elasticity if behaviour.scale else None,
        revenue=behaviour.revenue,
    )


class Shocks:
    """What the levers of a scenario do in each year, worked out once where they do the same.

    Duties do the same at any elasticity; what a barrier is worth depends on it.
    """

    def __init__(self, scenario: Scenario, baseline: Baseline, decisions: Decisions) -> None:
        self._scenario, self._baseline, self._decisions = scenario, baseline, decisions
        self._levers = trade_levers(scenario)
        self._alike = all(isinstance(lever, _DUTIES) for lever in self._levers)
        self._known: dict[tuple[object, ...], TradeShock] = {}

    def of(self, year: int, elasticity: Sectors, long_run: Sectors | None = None) -> TradeShock:
        """The shock of all levers together, as in `compiled`."""
        apart = () if self._alike else (elasticity.tobytes(), None if long_run is None else long_run.tobytes())
        key = strengths(self._levers, year), *apart
        if key not in self._known:
            found = compiled(self._scenario, self._baseline, elasticity, year, self._decisions, long_run)
            self._known[key] = found.shock
            if len(self._known) > _KEPT:
                self._known.pop(next(iter(self._known)))
        return self._known[key]


def frame(baseline: Baseline, imposers: tuple[str, ...], shock: TradeShock) -> dict[str, Any]:
    """What all runs of one scenario share.

    Duties of a country are known where the base holds them, or where the scenario sets one on all goods it imports.
    """
    at_home = np.eye(len(baseline.axes.countries), dtype=bool)
    bought = (baseline.flow > 0) & ~at_home[:, :, None] & baseline.goods
    taxed = ((shock.tariff_new > baseline.tariff) | ~bought).all(axis=(1, 2))
    return {
        "axes": baseline.axes,
        "goods": baseline.goods,
        "duties_known": np.asarray((baseline.tariff_known | at_home).all(axis=1) | taxed),
        "imposers": imposers,
    }


def stacked(rows: Iterable[dict[str, np.ndarray]]) -> dict[str, Any]:
    """The arrays of several runs, each name along a first axis of runs."""
    listed = list(rows)
    return {name: np.stack([row[name] for row in listed]) for name in listed[0]}


@dataclass(frozen=True, eq=False)
class Traded:
    """What a base trades abroad by kind and sector, and who works where: what all runs on it are held against."""

    exports: Float[np.ndarray, "i n g"]
    sector_exports: Float[np.ndarray, "i s"]
    sector_imports: Float[np.ndarray, "n s"]
    employment_share: Float[np.ndarray, "i s"]


_traded: WeakKeyDictionary[Baseline, Traded] = WeakKeyDictionary()


def traded(baseline: Baseline) -> Traded:
    """Added up once and kept while the base lives."""
    from westphalia.trade.accounts import observed

    if baseline not in _traded:
        before = observed(baseline)
        kinds = [before.exports[..., kind].sum(axis=-1) for kind in (baseline.goods, ~baseline.goods)]
        _traded[baseline] = Traded(
            np.stack(kinds, axis=-1), before.exports.sum(axis=1), before.imports.sum(axis=1), before.employment_share
        )
    return _traded[baseline]


def summary(eq: TradeEquilibrium) -> dict[str, np.ndarray]:
    """One equilibrium reduced to what every run keeps; the full arrays are let go."""
    from westphalia.trade.welfare import real_income_hat

    after = eq.abroad
    return {
        "exports": traded(eq.baseline).exports,
        "exports_new": after.value,
        "export_volume_new": after.volume,
        "income": eq.income,
        "real_income_hat": real_income_hat(eq),
        "consumer_price_hat": eq.consumer_price_hat,
        "wage_hat": eq.wage_hat,
        "labour_hat": eq.labour_hat,
        "revenue": eq.baseline.tariff_revenue,
        "revenue_new": eq.revenue_new,
        "residual": np.asarray(eq.residual),
        "walras_gap": np.asarray(eq.walras_gap),
        "sweeps": np.asarray(eq.sweeps),
    }


def by_sector(eq: TradeEquilibrium) -> dict[str, np.ndarray]:
    """What a settled run keeps of each sector besides."""
    from westphalia.trade import accounts

    before, after = traded(eq.baseline), eq.abroad
    return {
        "sector_exports": before.sector_exports,
        "sector_exports_new": after.exports,
        "sector_imports": before.sector_imports,
        "sector_imports_new": after.imports,
        "employment_share": before.employment_share,
        "employment_hat": accounts.employment_hat(eq),
        "output_hat": accounts.output_hat(eq),
        "producer_price_hat": accounts.producer_price_hat(eq),
    }
