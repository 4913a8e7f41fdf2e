"""Output, budget and debt by country and year with all levers at once, beside the outlook without them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
from jaxtyping import Bool, Float, Int

from westphalia.economy.annual import AnnualPath, Parameters, Spending, TradeEffect
from westphalia.economy.baseline import FiscalBaseline
from westphalia.economy.channels import required_offset
from westphalia.scenario.economy import Economy
from westphalia.trade.equilibrium import Closure

Setting = Literal["low", "central", "high", "budget feels less", "budget feels more"]
SETTINGS: Final[tuple[Setting, ...]] = ("central", "low", "high", "budget feels less", "budget feels more")
END: Final[Mapping[Setting, Setting]] = MappingProxyType(
    {
        "low": "low", "central": "central", "high": "high", "budget feels less": "central",
        "budget feels more": "central",
    }
)  # fmt: skip
"""Which end of the spans of output's answer a setting takes."""
OTHER_END: Final[Mapping[Setting, Setting]] = MappingProxyType(
    {
        "low": "high", "central": "central", "high": "low", "budget feels less": "central",
        "budget feels more": "central",
    }
)  # fmt: skip
"""Which end it takes of what works against output: imports, taxes, cuts."""
FELT: Final[Mapping[Setting, Setting]] = MappingProxyType(
    {
        "low": "central", "central": "central", "high": "central", "budget feels less": "low",
        "budget feels more": "high",
    }
)  # fmt: skip
"""Which end it takes of what the budget feels of output; varied by itself, since nothing ties it to the multiplier."""


@dataclass(frozen=True)
class Case:
    """One run of the accounts: how strongly output answers, who pays for imbalances, and the dates of arrival."""

    setting: Setting
    closure: Closure | None
    dates: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Shock:
    """What one lever puts into the accounts: spending or trade, with its name."""

    lever: str
    spending: Spending | None = None
    trade: TradeEffect | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class AnnualOutcome:
    """The yearly accounts along cases `v`, countries `c` and years `t`; fractions of GDP, GDP in national bn, nominal.

    The first year is the last before any lever. `reference` marks the cases whose mean is shown: the central setting
    under the reference closure, over all dates of arrival. The range is over all cases. `extra` is what the levers
    add to spending, fraction of the outlook's GDP; `rates` turn national currency into others. `economy` is what the
    scenario supposes of how output and budgets answer.
    """

    countries: tuple[str, ...]
    currencies: tuple[str, ...]
    years: Int[np.ndarray, " t"]
    assumed_from: int
    outlook: str
    left_out: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    cases: tuple[Case, ...]
    reference: Bool[np.ndarray, " v"]
    baseline: FiscalBaseline
    economy: Economy
    parameters: Parameters
    shocks: tuple[Shock, ...]
    path: AnnualPath
    extra: Float[np.ndarray, "v c t"]
    rates: dict[str, Float[np.ndarray, "c t"]]

    @cached_property
    def offset(self) -> Float[np.ndarray, "v c t"]:
        """Rise of the primary balance over GDP that would hold debt at the outlook's, by case, country and year."""
        return required_offset(self.baseline, self.path)

    def place(self, country: str) -> int:
        """Place of a country along `c`."""
        return self.countries.index(country)

    def spread(self, values: Float[np.ndarray, "v ..."]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Mean of the reference cases, lowest and highest of all."""
        shown = np.asarray(values[self.reference].mean(axis=0))
        return shown, np.asarray(values.min(axis=0)), np.asarray(values.max(axis=0))

    def change(self, name: str, country: str) -> Float[np.ndarray, "v t"]:
        """Change against the outlook, fraction of GDP: `gdp`, `primary_balance`, `net_lending`, `debt`, `extra`.

        `offset` is the rise of the primary balance that would hold debt at the outlook's in each year.
        """
        c = self.place(country)
        if name == "gdp":
            return self.path.gdp_change[:, c]
        if name == "extra":
            return self.extra[:, c]
        if name == "offset":
            return self.offset[:, c]
        return np.asarray(getattr(self.path, name)[:, c] - getattr(self.baseline, name)[c])
