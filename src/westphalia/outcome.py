"""What one scenario leads to: arrays along an axis of variants, and the rows a reader sees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
from jaxtyping import Bool, Float, Int

from westphalia.axes import Axes
from westphalia.scenario.levers import DefenceBudget
from westphalia.scenario.schema import Scenario
from westphalia.trade.equilibrium import Closure
from westphalia.world.countries import members

ElasticitySet = Literal["fgo", "caliendo-parro", "broad"]
GOODS: Final = 0
SERVICES: Final = 1
COUNTERFACTUALS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "constant_share": "a constant share of GDP",
        "flat_real": "spending flat in real terms",
        "flat_cash": "flat cash",
    }
)


@dataclass(frozen=True)
class Variant:
    """One reading of the trade model: who pays for imbalances, and how easily buyers switch."""

    closure: Closure
    elasticities: ElasticitySet
    services: float


@dataclass(frozen=True)
class Effect:
    """One outcome for one country: the reference run's value with the lowest and highest of the variants."""

    key: str
    label: str
    unit: Literal["fraction", "USD bn"]
    value: float
    low: float
    high: float
    baseline: float | None = None


@dataclass(frozen=True, eq=False)
class TradeOutcome:
    """What the trade model says, along an axis of variants `v`; `reference` is the variant shown first.

    The reference run is a convention, not a middle: it often lies near one end of the spread.

    Exports are at basic prices, split by kind `g` (goods, services), in the numeraire; volumes are the same
    flows at baseline prices. Baselines stand per variant, because the balanced closure compares with its
    own balanced world.
    """

    axes: Axes
    goods: Bool[np.ndarray, " s"]
    duties_known: Bool[np.ndarray, " n"]
    year: int
    imposers: tuple[str, ...]
    variants: tuple[Variant, ...]
    reference: int
    exports: Float[np.ndarray, "v i n g"]
    exports_new: Float[np.ndarray, "v i n g"]
    export_volume_new: Float[np.ndarray, "v i n g"]
    sector_exports: Float[np.ndarray, "v i s"]
    sector_exports_new: Float[np.ndarray, "v i s"]
    income: Float[np.ndarray, "v n"]
    real_income_hat: Float[np.ndarray, "v n"]
    consumer_price_hat: Float[np.ndarray, "v n"]
    wage_hat: Float[np.ndarray, "v n"]
    revenue: Float[np.ndarray, "v n"]
    revenue_new: Float[np.ndarray, "v n"]
    residual: Float[np.ndarray, " v"]
    walras_gap: Float[np.ndarray, " v"]
    sweeps: Int[np.ndarray, " v"]
    numeraire: str
    tolerance: float
    seconds: float

    def group(self, country: str) -> Int[np.ndarray, " k"]:
        """Places of a country, or of the members of a bloc that the base knows."""
        labels = [c for c in members(country) if c in self.axes.countries]
        return self.axes.countries.indices(labels or [country])

    def export_change(
        self, country: str, partners: Sequence[str] = (), kind: int | None = None, *, volume: bool = False
    ) -> Float[np.ndarray, " v"]:
        r"""Relative change of exports by variant, :math:`\sum x' / \sum x - 1`; a bloc's own trade left out."""
        after = self.export_volume_new if volume else self.exports_new
        new, old = (self._exports_of(flow, country, partners, kind) for flow in (after, self.exports))
        return np.asarray(new / old - 1)

    def export_level(
        self, country: str, partners: Sequence[str] = (), kind: int | None = None
    ) -> Float[np.ndarray, " v"]:
        """Baseline exports by variant, USD bn of the base's year; a bloc's own trade left out."""
        return self._exports_of(self.exports, country, partners, kind)

    def _exports_of(
        self, flow: Float[np.ndarray, "v i n g"], country: str, partners: Sequence[str], kind: int | None
    ) -> Float[np.ndarray, " v"]:
        inside = self.group(country)
        outside = np.setdiff1d(np.arange(len(self.axes.countries)), inside)
        to = np.intersect1d(outside, np.concatenate([self.group(p) for p in partners])) if partners else outside
        chosen = flow[:, inside][:, :, to]
        return np.asarray((chosen if kind is None else chosen[..., kind : kind + 1]).sum(axis=(1, 2, 3)))

    def income_change(self, country: str) -> Float[np.ndarray, " v"]:
        r"""Real-income change by variant, :math:`\sum_n I_n(\hat W_n - 1) / \sum_n I_n` over a bloc's members."""
        return self._weighted(self.real_income_hat - 1, country)

    def wage_change(self, country: str) -> Float[np.ndarray, " v"]:
        r"""Change of the real wage by variant, :math:`\hat w/\hat P - 1`: without duties handed back."""
        return self._weighted(self.wage_hat / self.consumer_price_hat - 1, country)

    def price_change(self, country: str) -> Float[np.ndarray, " v"]:
        """Change of consumer prices by variant, relative to the numeraire; income-weighted over a bloc."""
        return self._weighted(self.consumer_price_hat - 1, country)

    def knows_duties(self, country: str) -> bool:
        """Whether the base holds the duties a country collects, or the scenario sets them."""
        imposing = np.isin(self.group(country), np.concatenate([self.group(p) for p in self.imposers]))
        return bool((self.duties_known[self.group(country)] | imposing).all())

    def revenue_change(self, country: str) -> Float[np.ndarray, " v"]:
        """Change of duty revenue by variant, USD bn in the numeraire."""
        inside = self.group(country)
        return np.asarray((self.revenue_new - self.revenue)[:, inside].sum(axis=1))

    def _weighted(self, change: Float[np.ndarray, "v n"], country: str) -> Float[np.ndarray, " v"]:
        inside = self.group(country)
        weight = self.income[:, inside]
        return np.asarray((change[:, inside] * weight).sum(axis=1) / weight.sum(axis=1))

    def spread(self, by_variant: Float[np.ndarray, " v"]) -> tuple[float, float, float]:
        """The reference run's value, then the lowest and the highest of all variants."""
        return float(by_variant[self.reference]), float(by_variant.min()), float(by_variant.max())

    def effect(
        self, key: str, label: str, unit: Literal["fraction", "USD bn"], by_variant: Float[np.ndarray, " v"],
        baseline: float | None = None,
    ) -> Effect:  # fmt: skip
        """The reference run's value between the lowest and highest of all variants."""
        return Effect(key, label, unit, *self.spread(by_variant), baseline)

    def effects(self, country: str) -> tuple[Effect, ...]:
        """Income, prices, revenue and exports of one country or bloc, goods and services apart."""
        level = self.export_level
        partners = tuple(p for p in self.imposers if not set(self.group(p)) & set(self.group(country)))
        rows = [
            self.effect("real_income", "Real income", "fraction", self.income_change(country)),
            self.effect("real_wage", "Real wage", "fraction", self.wage_change(country)),
            self.effect("consumer_price", "Consumer prices", "fraction", self.price_change(country)),
        ]
        if self.knows_duties(country):
            rows.append(self.effect("tariff_revenue", "Duty revenue", "USD bn", self.revenue_change(country)))
        kinds: tuple[tuple[str, str, int | None], ...] = (
            ("", "goods and services", None), ("_goods", "goods", GOODS), ("_services", "services", SERVICES),
        )  # fmt: skip
        for suffix, words, kind in kinds:
            if kind == SERVICES and self.goods.all():
                continue
            change, base = self.export_change(country, kind=kind), float(level(country, kind=kind)[self.reference])
            rows.append(self.effect(f"exports{suffix}", f"Exports, {words}", "fraction", change, base))
        volume = self.export_change(country, volume=True)
        rows.append(self.effect("export_volume", "Export volume, goods and services", "fraction", volume))
        for suffix, words, kind in kinds if partners else ():
            if kind == SERVICES and self.goods.all():
                continue
            change = self.export_change(country, partners, kind)
            base = float(level(country, partners, kind)[self.reference])
            names = ", ".join(partners)
            rows.append(
                self.effect(f"exports_to_imposer{suffix}", f"Exports to {names}, {words}", "fraction", change, base)
            )
        return tuple(rows)


@dataclass(frozen=True, eq=False)
class SpendingOutcome:
    """What a defence budget costs, in national currency (bn, nominal), by date of arrival `r` and year `t`.

    `extra[c]` is spending minus the counterfactual named c, one of `COUNTERFACTUALS`.
    """

    lever: DefenceBudget
    country: str
    currency: str
    years: Int[np.ndarray, " t"]
    reached: Int[np.ndarray, " r"]
    share: Float[np.ndarray, "r t"]
    gdp: Float[np.ndarray, " t"]
    spending: Float[np.ndarray, "r t"]
    extra: dict[str, Float[np.ndarray, "r t"]]
    assumed_from: int

    @property
    def shown_year(self) -> int:
        """The year whose cost is named first: the middle year of arrival, or the nearest year that was run."""
        arrival = self.lever.arrival
        return int(np.clip(arrival[len(arrival) // 2], self.years[0], self.years[-1]))

    @property
    def shown(self) -> int:
        """Place of `shown_year` among the years."""
        return int(np.searchsorted(self.years, self.shown_year))


@dataclass(frozen=True, eq=False)
class Outcome:
    """Everything one scenario leads to."""

    scenario: Scenario
    trade: TradeOutcome | None
    spending: tuple[SpendingOutcome, ...]
