"""What a defence budget costs, by date of arrival and year."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.scenario.levers import DefenceBudget
from westphalia.scenario.starts import is_estimated

COUNTERFACTUALS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "constant_share": "a constant share of GDP",
        "flat_real": "spending flat in real terms",
        "flat_cash": "flat cash",
        "previous_plan": "the plan before",
    }
)


@dataclass(frozen=True, eq=False)
class EscapeRoom:
    """How much of a path the EU's escape clause for defence leaves out of its test, fraction of GDP by date and year.

    `inside` is left out while the clause lasts, `above` counts; both over the share of `reference_year`.
    """

    reference_year: int
    reference_share: float
    inside: Float[np.ndarray, "r t"]
    above: Float[np.ndarray, "r t"]


@dataclass(frozen=True, eq=False, kw_only=True)
class SpendingOutcome:
    """What a defence budget costs one country, in its currency (bn), by date of arrival `r` and year `t`.

    `extra[c]` is spending minus the counterfactual named c, one of `COUNTERFACTUALS`. Sums are nominal, or in constant
    prices where the lever says so; `gdp` is the outlook's, nominal. `prices` is the level of prices of each year in
    those of the sums: the outlook's deflator over that of `prices_of`, ones where nominal. `rates` are units
    of another currency for one of the country's, the outlook's yearly average, of `prices_of` where prices are
    constant; `rates_at_start` are those of the start itself. `measured` is what shares are of, over GDP: 1, less where
    an edition divides by income.
    """

    lever: DefenceBudget
    country: str
    currency: str
    prices_of: int
    measured: float
    years: Int[np.ndarray, " t"]
    reached: Int[np.ndarray, " r"]
    share: Float[np.ndarray, "r t"]
    gdp: Float[np.ndarray, " t"]
    prices: Float[np.ndarray, " t"]
    spending: Float[np.ndarray, "r t"]
    extra: dict[str, Float[np.ndarray, "r t"]]
    rates: dict[str, Float[np.ndarray, " t"]]
    rates_at_start: dict[str, float]
    assumed_from: int
    outlook: str
    escape: EscapeRoom | None = None

    @property
    def start(self) -> int:
        """The last year before the plan, in which nothing is extra."""
        return int(self.years[0])

    @property
    def price_basis(self) -> str:
        """In which prices the sums are, in words: nominal, or of the year all sums are in."""
        return "nominal" if self.nominal else f"prices of {self.prices_of}"

    @property
    def shown_year(self) -> int:
        """The year whose cost is named first: the middle year of arrival, or the nearest year that was run."""
        arrival = self.lever.arrival
        return int(np.clip(arrival[len(arrival) // 2], self.years[0], self.years[-1]))

    @property
    def shown(self) -> int:
        """Place of `shown_year` among the years."""
        return int(np.searchsorted(self.years, self.shown_year))

    @property
    def nominal(self) -> bool:
        """Whether sums are in prices of each year."""
        return self.lever.price_basis == "nominal"


@dataclass(frozen=True, eq=False)
class BudgetGroup:
    """One defence budget with everybody who follows it, and those who cannot with the reason."""

    lever: DefenceBudget
    members: tuple[SpendingOutcome, ...]
    left_out: tuple[tuple[str, str], ...]

    def total(self, values: str, currency: str, year: int) -> Float[np.ndarray, " r"]:
        """Sum over the members in a year, bn of a currency: `spending`, or what is extra against a counterfactual."""
        found = 0.0
        for one in self.members:
            t = int(year - one.years[0])
            if 0 <= t < len(one.years):
                array = one.spending if values == "spending" else one.extra[values]
                found = found + array[:, t] * one.rates[currency][t]
        return np.atleast_1d(np.asarray(found, dtype=float))

    def at_start(self, currency: str) -> float:
        r"""What the goal would cost a year at each member's start, :math:`\sum_j (s^*_j - s_j) Y_j`, bn.

        GDP and exchange rates are those of the year each starts from, whatever the prices of other sums.
        """
        rises = ((m.share[0, -1] - m.share[0, 0]) * m.measured * m.gdp[0] for m in self.members)
        return sum(float(rise) * m.rates_at_start[currency] for rise, m in zip(rises, self.members, strict=True))

    @property
    def starts_estimated(self) -> bool:
        """Whether the edition only estimates what some member spends at the start."""
        return any(is_estimated(self.lever, one.country, one.start) for one in self.members)

    @property
    def starts(self) -> tuple[int, ...]:
        """The years from which members start, each once and in order: one, unless their last measured years differ."""
        return tuple(sorted({m.start for m in self.members}))

    @property
    def years(self) -> Int[np.ndarray, " t"]:
        """Every year that all members have."""
        return np.arange(max(m.start for m in self.members), int(self.members[0].years[-1]) + 1)
