"""What the trade model says of one scenario: run by run, year by year, and as rows a reader sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from jaxtyping import Bool, Float, Int

from westphalia.axes import Axes
from westphalia.errors import DataError
from westphalia.scenario.places import held
from westphalia.scenario.shock import Decisions
from westphalia.trade.equilibrium import Closure, TradeEquilibrium
from westphalia.world.countries import groups, members
from westphalia.world.labour import employment

GOODS: Final = 0
SERVICES: Final = 1


@dataclass(frozen=True)
class Variant:
    """One reading of the trade model: who pays for imbalances, and how easily buyers switch."""

    closure: Closure
    elasticities: str
    services: float


@dataclass(frozen=True, eq=False)
class Measure:
    """One quantity of one country run by run, with its level in the base where it has one."""

    key: str
    label: str
    unit: Literal["fraction", "USD bn"]
    values: Float[np.ndarray, " v"]
    baseline: Float[np.ndarray, " v"] | None = None


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


@dataclass(frozen=True)
class NoEquilibrium:
    """A run that ended without an equilibrium, and why; it counts in no range and is said wherever ranges are."""

    variant: Variant
    reason: str


@dataclass(frozen=True, eq=False, kw_only=True)
class TradeRuns:
    """Runs of the trade model along an axis `v`, and what they say of a country or a bloc.

    Exports are at basic prices, split by kind `g` (goods, services), in the numeraire. Baselines stand per run,
    because the balanced closure compares with its own balanced world.
    """

    axes: Axes
    goods: Bool[np.ndarray, " s"]
    duties_known: Bool[np.ndarray, " n"]
    imposers: tuple[str, ...]
    exports: Float[np.ndarray, "v i n g"]
    exports_new: Float[np.ndarray, "v i n g"]
    export_volume_new: Float[np.ndarray, "v i n g"]
    income: Float[np.ndarray, "v n"]
    real_income_hat: Float[np.ndarray, "v n"]
    consumer_price_hat: Float[np.ndarray, "v n"]
    wage_hat: Float[np.ndarray, "v n"]
    labour_hat: Float[np.ndarray, "v n"]
    revenue: Float[np.ndarray, "v n"]
    revenue_new: Float[np.ndarray, "v n"]
    residual: Float[np.ndarray, " v"]
    walras_gap: Float[np.ndarray, " v"]
    sweeps: Int[np.ndarray, " v"]

    def group(self, country: str) -> Int[np.ndarray, " k"]:
        """Places of a country, or of the members of a bloc that the base knows."""
        return self.axes.countries.indices(held(country, self.axes.countries))

    def holds(self, country: str) -> bool:
        """Whether a country, or a member of a group, is one of the base."""
        found = members(country) if country in groups() else ()
        return any(code in self.axes.countries for code in (country, *found))

    def export_change(
        self, country: str, partners: Sequence[str] = (), kind: int | None = None, *, volume: bool = False
    ) -> Float[np.ndarray, " v"]:
        r"""Relative change of exports by variant, :math:`\sum x' / \sum x - 1`; a bloc's own trade left out.

        NaN where the base has no such exports.
        """
        after = self.export_volume_new if volume else self.exports_new
        new, old = (self._exports_of(flow, country, partners, kind) for flow in (after, self.exports))
        return np.asarray(np.divide(new, old, out=np.full_like(old, np.nan), where=old > 0) - 1)

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

    def revenue_change(self, country: str) -> Float[np.ndarray, " v"]:
        """Change of duty revenue by variant, USD bn in the numeraire."""
        inside = self.group(country)
        return np.asarray((self.revenue_new - self.revenue)[:, inside].sum(axis=1))

    def knows_duties(self, country: str) -> bool:
        """Whether the base holds the duties a country collects, or the scenario sets one on all goods it imports."""
        return bool(self.duties_known[self.group(country)].all())

    def measures(self, country: str) -> tuple[Measure, ...]:
        """Income, prices, revenue and exports of one country or bloc run by run, goods and services apart."""
        found = [
            Measure("real_income", "Real income", "fraction", self.income_change(country)),
            Measure("real_wage", "Real wage", "fraction", self.wage_change(country)),
            Measure("consumer_price", "Consumer prices", "fraction", self.price_change(country)),
        ]
        if (self.labour_hat != 1).any():
            hours = self._weighted(self.labour_hat - 1, country)
            found.append(Measure("hours", "Hours worked", "fraction", hours))
        if self.knows_duties(country):
            found.append(Measure("tariff_revenue", "Duty revenue", "USD bn", self.revenue_change(country)))
        found += self._exports("exports", "Exports", country)
        volume = self.export_change(country, volume=True)
        found.append(Measure("export_volume", "Export volume, goods and services", "fraction", volume))
        partners = tuple(p for p in self.imposers if not set(self.group(p)) & set(self.group(country)))
        if partners:
            found += self._exports("exports_to_imposer", f"Exports to {', '.join(partners)}", country, partners)
        return tuple(found)

    def _exports(self, key: str, words: str, country: str, partners: tuple[str, ...] = ()) -> list[Measure]:
        kinds: tuple[tuple[str, str, int | None], ...] = (
            ("", "goods and services", None), ("_goods", "goods", GOODS), ("_services", "services", SERVICES),
        )  # fmt: skip
        return [
            Measure(
                f"{key}{suffix}", f"{words}, {what}", "fraction", self.export_change(country, partners, kind),
                self.export_level(country, partners, kind),
            )
            for suffix, what, kind in kinds
            if kind != SERVICES or not self.goods.all()
        ]  # fmt: skip

    def _weighted(self, change: Float[np.ndarray, "v n"], country: str) -> Float[np.ndarray, " v"]:
        inside = self.group(country)
        weight = self.income[:, inside]
        return np.asarray((change[:, inside] * weight).sum(axis=1) / weight.sum(axis=1))


@dataclass(frozen=True, eq=False, kw_only=True)
class TradePath(TradeRuns):
    """Year by year: the duties in force in each year, met by elasticities that have grown since the first of them.

    The axis `v` runs over `closures`, and over `years` within each; elasticities are those of the reference run
    times `adjustment`, the share of the long run reached.
    """

    years: Int[np.ndarray, " t"]
    adjustment: Float[np.ndarray, " t"]
    closures: tuple[Closure, ...]

    def by_year(self, values: Float[np.ndarray, " v"]) -> Float[np.ndarray, "c t"]:
        """Values of all runs as a row of years for each closure; the first closure is the reference."""
        return np.asarray(values.reshape(len(self.closures), len(self.years)))


@dataclass(frozen=True, eq=False, kw_only=True)
class TradeOutcome(TradeRuns):
    """What the trade model says once everybody has adjusted, along an axis of variants `v`.

    All levers in force in `settled_year` count. `reference` is the variant shown first: a convention, not a middle;
    it often lies near one end of the spread. `equilibrium` is that run in full, `path` the way there, `failed` the
    variants that have no equilibrium. `decisions` are the duties that players chose.
    """

    year: int
    settled_year: int
    notes: tuple[str, ...]
    decisions: Decisions
    variants: tuple[Variant, ...]
    failed: tuple[NoEquilibrium, ...]
    reference: int
    sector_exports: Float[np.ndarray, "v i s"]
    sector_exports_new: Float[np.ndarray, "v i s"]
    sector_imports: Float[np.ndarray, "v n s"]
    sector_imports_new: Float[np.ndarray, "v n s"]
    employment_share: Float[np.ndarray, "v i s"]
    employment_hat: Float[np.ndarray, "v i s"]
    output_hat: Float[np.ndarray, "v i s"]
    producer_price_hat: Float[np.ndarray, "v i s"]
    equilibrium: TradeEquilibrium
    path: TradePath | None
    numeraire: str
    tolerance: float

    def spread(self, by_variant: Float[np.ndarray, " v"]) -> tuple[float, float, float]:
        """The reference run's value, then the lowest and the highest of all variants."""
        return float(by_variant[self.reference]), float(by_variant.min()), float(by_variant.max())

    def effects(self, country: str) -> tuple[Effect, ...]:
        """What changes for one country or bloc: the reference run's value between the lowest and highest of all."""
        return tuple(
            Effect(
                m.key, m.label, m.unit, *self.spread(m.values),
                None if m.baseline is None else float(m.baseline[self.reference]),
            )
            for m in self.measures(country)
        )  # fmt: skip

    def work(self, country: str) -> "Work":
        r"""Employment by sector: :math:`\lambda_{is}(\hat L_{is} - 1)` as shares of all work, and how many work there.

        The members of a bloc count by their people at work; where the table has no count of one, by value added.
        """
        inside = self.group(country)
        people = _people([self.axes.countries.labels[k] for k in inside])
        weight = self.equilibrium.baseline.value_added[inside] if people is None else people
        weight = (weight / weight.sum())[:, None]
        share, hat = self.employment_share[:, inside], self.employment_hat[:, inside]
        moved = share * (hat - 1) * weight
        return Work(
            people=None if people is None else float(people.sum()),
            share=np.asarray((share * weight).sum(axis=1)),
            moved=np.asarray(moved.sum(axis=1)),
            at_risk=np.asarray(-np.minimum(moved, 0).sum(axis=(1, 2))),
        )


def _people(labels: Sequence[str]) -> Float[np.ndarray, " k"] | None:
    """People at work in some countries; nothing where the table lacks one."""
    try:
        return np.array([employment(label).persons for label in labels], dtype=float)
    except DataError:
        return None


@dataclass(frozen=True, eq=False)
class Work:
    """Who works where in a country or bloc, run by run: share of each sector, and what moves, in shares of all work.

    `people` is how many work there, None where that is not known. With fixed hours what some sectors lose others gain;
    the sum of the falls is what is `at_risk`: in a bloc of every member's, for nobody moves between countries here.
    """

    people: float | None
    share: Float[np.ndarray, "v s"]
    moved: Float[np.ndarray, "v s"]
    at_risk: Float[np.ndarray, " v"]
