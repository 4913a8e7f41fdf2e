"""The model's answer to the US duties of 2018-19: imports of 2019 by partner and product group."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from expost_customs import AFTER, BEFORE, OTHERS, Customs
from jaxtyping import Float

from westphalia.trade.equilibrium import CLOSURES, Closure, TradeParameters, TradeShock
from westphalia.trade.solve import no_shock, solve
from westphalia.world.baseline import Baseline
from westphalia.world.horizon import adjustment
from westphalia.world.load import ELASTICITY_SETS, elasticity_citation, load_elasticities

US = "USA"
ROUNDING = 1e-9
HORIZONS = {"long run": 1.0, "half way": 0.5, "short run": adjustment(1)}


@dataclass(frozen=True)
class Variant:
    """One way to run the model: who pays for imbalances, which elasticities, what share of them is reached."""

    closure: Closure
    elasticities: str
    horizon: str

    @property
    def parameters(self) -> TradeParameters:
        """Elasticities times the share that is reached within the horizon."""
        reached = HORIZONS[self.horizon]
        citation = f"{elasticity_citation(self.elasticities)}; times {reached:g}"
        return TradeParameters(load_elasticities(self.elasticities) * reached, citation)


REFERENCE = Variant("fixed_world_share", "fgo", "long run")


def variants() -> Iterator[Variant]:
    """All closures with all sets of elasticities and all horizons."""
    for horizon, closure, elasticities in product(HORIZONS, CLOSURES, ELASTICITY_SETS):
        yield Variant(closure, elasticities, horizon)


@dataclass(frozen=True, eq=False)
class Concordance:
    """Which countries of the base are a partner, and which of its sectors a product group."""

    countries: Float[np.ndarray, "partner i"]
    sectors: Float[np.ndarray, "group s"]

    def joined(self, values: Float[np.ndarray, "i s"]) -> Float[np.ndarray, "partner group"]:
        """Sums over the countries of a partner and the sectors of a group."""
        return np.asarray(self.countries @ values @ self.sectors.T)

    def spread(self, values: Float[np.ndarray, "partner group"]) -> Float[np.ndarray, "i s"]:
        """The value of a cell given to each country and sector in it, for rates."""
        return np.asarray(self.countries.T @ values @ self.sectors)

    def split(
        self, values: Float[np.ndarray, "partner group"], flow: Float[np.ndarray, "i s"]
    ) -> Float[np.ndarray, "i s"]:
        """Amounts of a cell divided over its countries and sectors as the flow is; totals stay where there is one."""
        total = self.joined(flow)
        scale = np.divide(values, total, out=np.zeros_like(total), where=total > 0)
        return np.asarray(self.spread(scale) * flow)


def concordance(baseline: Baseline, customs: Customs) -> Concordance:
    """Countries counted alone are themselves; all others but the United States belong together."""
    countries, sectors = baseline.axes.countries.labels, baseline.axes.sectors.labels
    partner = [c if c in customs.partners else OTHERS for c in countries]
    member = np.array([[p == own and c != US for c, own in zip(countries, partner, strict=True)]
                       for p in customs.partners])  # fmt: skip
    covered = np.array([[s in group.split("+") for s in sectors] for group in customs.groups])
    return Concordance(member.astype(float), covered.astype(float))


@dataclass(frozen=True, eq=False)
class Prediction:
    """US imports of the model before and after, USD bn of the base, and the change of the imports counted in 2017.

    `change` is a factor by cell, the sectors and countries within a cell weighted as the model's imports before.
    """

    before: Float[np.ndarray, "partner group"]
    after: Float[np.ndarray, "partner group"]
    change: Float[np.ndarray, "partner group"]


@dataclass(frozen=True, eq=False)
class Experiment:
    """The base, the customs record and how they meet."""

    baseline: Baseline
    customs: Customs
    places: Concordance

    @property
    def us(self) -> int:
        """Place of the United States."""
        return self.baseline.axes.countries.index(US)

    @property
    def base_imports(self) -> Float[np.ndarray, "partner group"]:
        """What the base has the United States import, USD bn."""
        return self.places.joined(self.baseline.flow[self.us])

    def duties(self, rate: Float[np.ndarray, "partner group"]) -> TradeShock:
        """The base's duties with those of the United States on goods replaced by rates of the record."""
        tariff = self.baseline.tariff.copy()
        covered = self.places.sectors.any(axis=0)
        tariff[self.us] = np.where(covered, self.places.spread(rate), tariff[self.us])
        tariff[self.us, self.us] = 0.0
        return TradeShock(tariff)

    def imports_under(self, shock: TradeShock, variant: Variant) -> Float[np.ndarray, "i s"]:
        """US imports by country and sector of the base under duties, USD bn."""
        return np.asarray(solve(self.baseline, shock, variant.parameters, variant.closure).flow_new[self.us])

    def predicted(self, before: TradeShock, after: TradeShock, variant: Variant) -> Prediction:
        """From the world under some duties to that under others, both reached from the base.

        Not from the base as read, because the closure `balanced` removes imbalances first.
        """
        old, new = (self.imports_under(shock, variant) for shock in (before, after))
        imports = self.customs.imports_of(BEFORE)
        hat = np.divide(new, old, out=np.ones_like(new), where=old > 0)
        later = self.places.joined(self.places.split(imports, old) * hat)
        change = np.divide(later, imports, out=np.ones_like(imports), where=imports > 0)
        return Prediction(self.places.joined(old), self.places.joined(new), change)

    def undone_and_redone(self, variant: Variant) -> Prediction:
        """From the duties of 2017 to those of 2019 in a world of 2022 in all else.

        The base has the duties in force in 2022. They are taken off first, so that China has the shares the model
        says it would have had, and the duties of 2019 change those.
        """
        return self.predicted(*(self.duties(self.customs.rate(year)) for year in (BEFORE, AFTER)), variant)

    def put_on_top(self, variant: Variant) -> Prediction:
        """When (1 + t of 2019)/(1 + t of 2017) multiplies what is paid in 2022.

        A check: it lets duties shrink shares of China that the same duties have already shrunk.
        """
        step = (1 + self.customs.rate(AFTER)) / (1 + self.customs.rate(BEFORE)) - 1
        tariff = self.baseline.tariff.copy()
        tariff[self.us] = (1 + tariff[self.us]) * (1 + self.places.spread(step)) - 1
        tariff[self.us, self.us] = 0.0
        return self.predicted(no_shock(self.baseline), TradeShock(tariff), variant)

    def with_counted_imports(self) -> "Experiment":
        """The same on a base whose US goods imports have the origins and duties that customs counted in 2017.

        What the United States imports of each product group stays, and so does all other trade; exporters make more
        or less. Where a country would then use more of a good than it buys (small cells of ores and metals), its
        inputs of it are cut to what it buys.
        """
        base, us = self.baseline, self.us
        placed = self.places.split(self.customs.imports_of(BEFORE), base.flow[us])
        total, counted = (self.places.joined(flow).sum(axis=0) for flow in (base.flow[us], placed))
        flow, tariff = base.flow.copy(), self.duties(self.customs.rate(BEFORE)).tariff_new
        abroad = self.places.spread(np.ones_like(self.base_imports)) > 0
        flow[us] = np.where(abroad, placed * ((total / counted) @ self.places.sectors), flow[us])
        bought = (flow * (1 + tariff)).sum(axis=1)
        used = np.einsum("nsk,nk->ns", base.input_share, flow.sum(axis=0))
        kept = np.minimum(1.0, np.divide(bought, used, out=np.ones_like(used), where=used > 0) * (1 - ROUNDING))
        name = f"{base.name}, US imports as counted in {BEFORE}"
        changed = replace(base, name=name, flow=flow, tariff=tariff, input_share=base.input_share * kept[:, :, None])
        return replace(self, baseline=changed)
