"""Published effects of sanctions with the scenario of each, trade in energy with Russia, and prices of its oil.

Effects run from −0.3% to −14% because their scenarios differ: they stand side by side and are never averaged.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log1p
from types import MappingProxyType
from typing import Final, Literal

from westphalia.world.studies import Study, parameters, study
from westphalia.world.table import read_rows, unknown

Metric = Literal["income", "exports", "imports", "share", "oil price", "oil revenue"]
METRICS: Final[Mapping[str, Metric]] = MappingProxyType(
    {
        "real_income": "income",
        "gdp": "income",
        "exports_loss": "exports",
        "imports_change": "imports",
        "sanctions_potential": "share",
        "share_of_scenario": "share",
        "oil_discount": "oil price",
        "oil_price": "oil price",
    }
)
"""What each measure of a published effect is about."""
_OIL_REVENUE: Final = ("share of oil revenue", "EUR m a day")


@dataclass(frozen=True)
class SanctionsEffect:
    """One published effect: who sanctions, what is covered, over which time, and the estimate itself.

    `estimate` holds value, range, unit, source and provenance as printed. `of` names the effect of which this one is
    a share: a relation, not a fall of its own.
    """

    id: str
    episode: str
    senders: str
    covers: str
    horizon: str
    metric: Metric
    estimate: Study
    of: str
    note: str


@dataclass(frozen=True)
class EnergyFact:
    """One quoted fact on trade in energy with Russia; shares and changes are fractions.

    `quality` is official, partial (some months of a year), press or estimate; `quoted_by` says where it was read.
    """

    topic: str
    geography: str
    period: str
    value: float
    unit: str
    quality: str
    source: str
    quoted_by: str
    provenance: str
    note: str


@dataclass(frozen=True)
class OilFact:
    """One fact on prices, caps, revenue or volumes of Russian oil, in `unit`."""

    id: str
    words: str
    period: str
    value: float
    unit: str
    kind: str
    source: str
    provenance: str
    note: str


@dataclass(frozen=True)
class GravityEffect:
    """An effect on trade in logs at given prices, with whether it was read or is remembered."""

    words: str
    log_change: float
    confirmed: bool


@lru_cache(maxsize=1)
def sanctions_effects() -> tuple[SanctionsEffect, ...]:
    """Every published effect, in the order of the table."""
    return tuple(_effect(row) for row in read_rows("sanctions_effects.csv"))


def sanctions_effect(name: str) -> SanctionsEffect:
    """One effect by its identifier; an unknown one is an error that offers the nearest."""
    for candidate in sanctions_effects():
        if candidate.id == name:
            return candidate
    raise unknown("effect of sanctions", name, [candidate.id for candidate in sanctions_effects()])


def resolved(effect: SanctionsEffect) -> float | None:
    """The value in the estimate's unit; of a share of another effect, that share of it. None where only a range is."""
    value = effect.estimate.value
    if not effect.of or value is None:
        return value
    whole = resolved(sanctions_effect(effect.of))
    return None if whole is None else value * whole


def _effect(row: dict[str, str]) -> SanctionsEffect:
    said = study(row["study"])
    words = {name: row[name] for name in ("id", "episode", "senders", "covers", "horizon", "of", "note")}
    metric = "oil revenue" if said.unit in _OIL_REVENUE else METRICS[said.measure]
    return SanctionsEffect(metric=metric, estimate=said, **words)


@lru_cache(maxsize=1)
def energy_trade() -> tuple[EnergyFact, ...]:
    """Every fact on trade in energy with Russia, in the order of the table."""
    return tuple(
        EnergyFact(value=float(row.pop("value")), **row) for row in map(dict, read_rows("russia_energy_trade.csv"))
    )


@lru_cache(maxsize=1)
def oil_facts() -> tuple[OilFact, ...]:
    """Every fact on prices, caps, revenue and volumes of Russian oil."""
    return tuple(OilFact(value=float(row.pop("value")), **row) for row in map(dict, read_rows("oil_facts.csv")))


def oil_fact(name: str) -> OilFact:
    """One fact on oil by its identifier; an unknown one is an error that offers the nearest."""
    for candidate in oil_facts():
        if candidate.id == name:
            return candidate
    raise unknown("fact on oil", name, [candidate.id for candidate in oil_facts()])


def shown_elasticities() -> tuple[float, float, float]:
    """The elasticities at which an equivalent duty is shown: 3, 4 and 6, the central one second."""
    row = next(p for p in parameters() if p.symbol == "eps")
    return float(row.low), float(row.central), float(row.high)


def gravity_effects() -> tuple[GravityEffect, ...]:
    """Effects of sanctions on trade found by gravity: Russia 2014, and a complete sanction, which is not confirmed."""
    complete = next(p for p in parameters() if p.symbol == "beta_full")
    russia = study("chowdhry-2022-exports").value or 0.0
    return (
        GravityEffect("down by 36%, Russia 2014", log1p(-russia), confirmed=True),
        GravityEffect("down by 77%, complete sanction", float(complete.high), confirmed=False),
    )
