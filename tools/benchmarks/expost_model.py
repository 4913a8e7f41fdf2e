"""The model's answer to the US duties of 2018-19: imports of 2019 by partner and product group."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from expost_customs import AFTER, BEFORE, OTHERS, Customs
from jaxtyping import Float

from westphalia.trade.equilibrium import CLOSURES, Closure, TradeParameters, TradeShock
from westphalia.trade.solve import no_shock, solve
from westphalia.world.baseline import Baseline
from westphalia.world.load import ELASTICITY_SETS, elasticity_citation, load_elasticities

US = "USA"
HORIZONS = {"long run": 1.0, "half way": 0.5, "short run": 0.38}


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

    def change(
        self, before: Float[np.ndarray, "i s"], after: Float[np.ndarray, "i s"]
    ) -> Float[np.ndarray, "partner group"]:
        """Factor of change by cell: the record's imports of 2017, divided as the model's are, times its changes."""
        imports = self.customs.imports_of(BEFORE)
        placed = self.places.split(imports, before)
        hat = np.divide(after, before, out=np.ones_like(after), where=before > 0)
        return np.divide(self.places.joined(placed * hat), imports, out=np.ones_like(imports), where=imports > 0)

    def undone_and_redone(self, variant: Variant) -> Float[np.ndarray, "partner group"]:
        """Change from the world with the duties of 2017 to that with the duties of 2019, both reached from the base.

        The base of 2022 has the duties in force. They are taken off first, so that China's shares are those it would
        have had, and the duties of 2019 then change a world of 2022 in all but US duties.
        """
        shocks = [self.duties(self.customs.rate(year)) for year in (BEFORE, AFTER)]
        before, after = (self.imports_under(shock, variant) for shock in shocks)
        return self.change(before, after)

    def put_on_top(self, variant: Variant) -> Float[np.ndarray, "partner group"]:
        """Change when (1 + t of 2019)/(1 + t of 2017) multiplies what is paid in 2022.

        The check: it lets duties shrink shares of China that the same duties have already shrunk.
        """
        step = (1 + self.customs.rate(AFTER)) / (1 + self.customs.rate(BEFORE)) - 1
        tariff = self.baseline.tariff.copy()
        tariff[self.us] = (1 + tariff[self.us]) * (1 + self.places.spread(step)) - 1
        tariff[self.us, self.us] = 0.0
        # not from the base as read: the closure `balanced` removes imbalances first
        before = self.imports_under(no_shock(self.baseline), variant)
        return self.change(before, self.imports_under(TradeShock(tariff), variant))
