r"""What one scenario changes for each actor of a negotiation, model by model, so that several can be added up.

Actors with a country or group run along `a`; models along `m`: variants of the trade model, and for the yearly
accounts settings × closures. Fractions, but for extra spending (bn US dollars a year, nominal). NaN: not known.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.economy.baseline import FiscalBaseline, fiscal_baseline
from westphalia.errors import DataError
from westphalia.outcome import AnnualOutcome, Outcome, TradeOutcome
from westphalia.outcome.annual import SETTINGS
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shock import trade_levers
from westphalia.simulate import all_variants, simulate
from westphalia.simulate.together import simulated_together
from westphalia.trade.equilibrium import CLOSURES
from westphalia.world.countries import groups, members, the
from westphalia.world.economies import economies, macro

__all__ = ["ACCOUNTS", "MEASURES", "TRADE", "Effects", "Spread", "effects", "nothing"]

TRADE: Final = ("real_income", "exports")
"""Measures of the trade model, once everybody has adjusted."""
ACCOUNTS: Final = ("gdp", "net_lending", "debt", "extra")
"""Measures of the yearly accounts: the first three in the last year, extra spending a year on average."""
MEASURES: Final = (*TRADE, *ACCOUNTS)
_MODELS: Final = tuple(product(SETTINGS, CLOSURES))
_RATIOS: Final = ("net_lending", "debt")


@dataclass(frozen=True, eq=False)
class Spread:
    r"""One measure for every actor: what is shown, and under each model the lowest and highest over dates of arrival.

    Spreads add up model by model, :math:`\sum_k x_k^m`, so that the range of a sum is that of its models and not the
    sum of ranges. A model without an equilibrium is NaN and counts in no range.
    """

    shown: Float[np.ndarray, " a"]
    low: Float[np.ndarray, "m a"]
    high: Float[np.ndarray, "m a"]

    def __add__(self, other: "Spread") -> "Spread":
        """Both together, model by model."""
        return Spread(self.shown + other.shown, self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Spread") -> "Spread":
        """What the one has over the other, model by model; early dates against early ones."""
        return Spread(self.shown - other.shown, self.low - other.low, self.high - other.high)

    @property
    def lowest(self) -> Float[np.ndarray, " a"]:
        """Lowest of all models."""
        return np.asarray(np.fmin.reduce(np.fmin(self.low, self.high), axis=0))

    @property
    def highest(self) -> Float[np.ndarray, " a"]:
        """Highest of all models."""
        return np.asarray(np.fmax.reduce(np.fmax(self.low, self.high), axis=0))


@dataclass(frozen=True, eq=False)
class Effects:
    """Every measure of one scenario; `unknown` says of which country what is not known, and why.

    `notes` are what a reader should know of it: soldiers that cannot be sent, sums that count inside a budget, whom a
    lever could not reach, models without an equilibrium.
    """

    by_measure: Mapping[str, Spread]
    unknown: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[str, ...] = ()

    def __add__(self, other: "Effects") -> "Effects":
        """Both together, model by model."""
        return Effects(
            {name: self.by_measure[name] + other.by_measure[name] for name in MEASURES},
            {**self.unknown, **other.unknown},
            tuple(dict.fromkeys((*self.notes, *other.notes))),
        )

    def __sub__(self, other: "Effects") -> "Effects":
        """What the one has over the other, model by model."""
        return Effects(
            {name: self.by_measure[name] - other.by_measure[name] for name in MEASURES},
            {**self.unknown, **other.unknown},
            tuple(dict.fromkeys((*self.notes, *other.notes))),
        )

    @property
    def moves(self) -> bool:
        """Whether anything changes for anybody."""
        return any(np.nan_to_num(one.low).any() or np.nan_to_num(one.high).any() for one in self.by_measure.values())


def nothing(codes: tuple[str, ...], base: str) -> Effects:
    """No change for anybody."""
    models = {name: len(all_variants(base)) if name in TRADE else len(_MODELS) for name in MEASURES}
    return Effects({name: _alike(np.zeros((models[name], len(codes)))) for name in MEASURES})


def effects(scenario: Scenario | None, codes: tuple[str, ...], base: str) -> Effects:
    """What a scenario changes for some countries or groups, worked out once in a process; nothing for no scenario."""
    return nothing(codes, base) if scenario is None else _kept(_Run(scenario.sha256, scenario), codes)


@dataclass(frozen=True)
class _Run:
    """A scenario known by its hash: two with the same levers are one."""

    sha256: str
    scenario: Scenario = field(compare=False)


@lru_cache(maxsize=256)
def _kept(run: _Run, codes: tuple[str, ...]) -> Effects:
    outcome = _outcome(run.scenario)
    unknown: dict[str, str] = {}
    still = nothing(codes, run.scenario.base).by_measure
    found = dict(still)
    if outcome.trade is not None:
        found |= _trade(outcome.trade, codes, run.scenario.base, unknown)
    if outcome.annual is not None:
        found |= _accounts(outcome.annual, codes, run.scenario.horizon, unknown)
    return Effects(found, unknown, tuple(dict.fromkeys(_notes(outcome, codes))))


def _notes(outcome: Outcome, codes: tuple[str, ...]) -> Iterator[str]:
    """What is to be said beside the numbers, as far as it touches these countries."""
    if outcome.trade is not None and outcome.trade.failed:
        yield f"{len(outcome.trade.failed)} of the trade model's variants have no equilibrium and count in no range"
    if outcome.annual is None:
        return
    yield from outcome.annual.notes
    inside = {member for code in codes for member in _inside(code)}
    for code, why in outcome.annual.left_out:
        if code in inside:
            yield why if why.startswith(the(code)) else f"{the(code)}: {why}"


def _outcome(scenario: Scenario) -> Outcome:
    """The outcome of a scenario; scenarios with the same levers of trade share what the trade model says of them."""
    moving = trade_levers(scenario)
    if not moving:
        return simulate(scenario)
    alone = scenario.model_copy(update={"levers": moving, "title": "Levers of trade", "not_modelled": ()})
    return simulated_together(scenario, [_trade_alone(_Run(alone.sha256, alone))])


@lru_cache(maxsize=8)
def _trade_alone(run: _Run) -> Outcome:
    return simulate(run.scenario)


def _trade(trade: TradeOutcome, codes: tuple[str, ...], base: str, unknown: dict[str, str]) -> dict[str, Spread]:
    """Real income and exports by variant; NaN for a variant without an equilibrium and a country the base lacks."""
    variants = all_variants(base)
    rows = [variants.index(variant) for variant in trade.variants]
    found = {}
    for name, of in (("real_income", trade.income_change), ("exports", trade.export_change)):
        by_variant = np.full((len(variants), len(codes)), np.nan)
        for a, code in enumerate(codes):
            if trade.holds(code):
                by_variant[rows, a] = of(code)
            else:
                unknown[code] = f"{the(code)} is not in base {base}"
        found[name] = _alike(by_variant, rows[trade.reference])
    return found


def _alike(by_model: Float[np.ndarray, "m a"], reference: int = 0) -> Spread:
    """A spread without dates of arrival."""
    return Spread(by_model[reference], by_model, by_model)


def _accounts(
    annual: AnnualOutcome, codes: tuple[str, ...], horizon: tuple[int, int], unknown: dict[str, str]
) -> dict[str, Spread]:
    """GDP, balance and debt in the last year and extra spending a year, by case of the accounts."""
    cases = {name: np.zeros((len(annual.cases), len(codes))) for name in ACCOUNTS}
    reached = {*annual.countries, *dict(annual.left_out)}
    for a, code in enumerate(codes):
        if reached.isdisjoint(_inside(code)):
            continue
        why = _why_unknown(annual, code)
        if why:
            unknown[code] = why
            for values in cases.values():
                values[:, a] = np.nan
            continue
        for name, found in _of_country(annual, code, horizon).items():
            cases[name][:, a] = found
    return {name: _by_model(annual, values) for name, values in cases.items()}


def _why_unknown(annual: AnnualOutcome, code: str) -> str:
    """Why there are no accounts of a country or of a member of a group; empty where there are."""
    absent = (member for member in _inside(code) if member not in annual.countries)
    return next((why for member in absent if (why := _without_outlook(member, annual))), "")


def _without_outlook(member: str, annual: AnnualOutcome) -> str:
    """What the outlook lacks of a country that is not in the accounts; empty where no lever reached it."""
    if member not in economies(annual.outlook):
        return f"{the(member)}: not in the outlook {annual.outlook}"
    try:
        _still(member, annual)
    except DataError as error:
        return f"{the(member)}: {error}"
    return ""


def _inside(code: str) -> tuple[str, ...]:
    return members(code) if code in groups() else (code,)


def _still(member: str, annual: AnnualOutcome) -> FiscalBaseline:
    """The outlook of a country that no lever touches, in the years of the accounts."""
    economy = macro(member, annual.outlook)
    at = annual.years - economy.years[0]
    rows = (economy.gdp_nac_bn, economy.primary_balance, economy.net_lending, economy.gross_debt)
    return fiscal_baseline(annual.years, *(row[at][None] for row in rows))


def _of_country(
    annual: AnnualOutcome, code: str, horizon: tuple[int, int]
) -> dict[str, Float[np.ndarray, " v"] | float]:
    r"""Every account of a country or group, by case; members no lever touches stand as the outlook has them.

    .. math:: \Delta r = \frac{\sum_c r_c Y_c}{\sum_c Y_c} - \frac{\sum_c r^0_c Y^0_c}{\sum_c Y^0_c}, \qquad
        \bar e = \frac1T \sum_t \sum_c e_{ct} Y^0_{ct}

    Weights are GDP in US dollars at the outlook's rates, with and without the levers.
    """
    shown = (annual.years >= horizon[0]) & (annual.years <= horizon[1])
    before = np.stack([_dollars(member, annual) for member in _inside(code)])
    moved = [_moved(annual, member) for member in _inside(code)]
    after = before[:, -1] * np.stack([1 + one["gdp"][:, -1] for one in moved], axis=-1)
    extra = sum(one["extra"] * dollars for one, dollars in zip(moved, before, strict=True))
    found = {
        "gdp": after.sum(axis=1) / before[:, -1].sum() - 1,
        "extra": np.asarray(extra)[:, shown].sum(axis=1) / (horizon[1] - horizon[0] + 1),
    }
    for name in _RATIOS:
        new = np.stack([one[name][:, -1] for one in moved], axis=-1)
        old = np.array([one[f"{name} before"][0, -1] for one in moved])
        found[name] = (new * after).sum(axis=1) / after.sum(axis=1) - old @ before[:, -1] / before[:, -1].sum()
    return found


def _dollars(member: str, annual: AnnualOutcome) -> Float[np.ndarray, " t"]:
    if member in annual.countries:
        c = annual.place(member)
        return np.asarray(annual.baseline.gdp[c] * annual.rates["USD"][c])
    economy = macro(member, annual.outlook)
    return np.asarray(economy.gdp_usd_bn[annual.years - economy.years[0]])


def _moved(annual: AnnualOutcome, member: str) -> dict[str, Float[np.ndarray, "v t"]]:
    """GDP's change and extra spending over the outlook's GDP, and the ratios with and without the levers."""
    cases = len(annual.cases)
    if member not in annual.countries:
        still = _still(member, annual)
        rows = {name: np.broadcast_to(getattr(still, name)[0], (cases, len(annual.years))) for name in _RATIOS}
        none = np.zeros((cases, len(annual.years)))
        return {"gdp": none, "extra": none, **rows, **{f"{name} before": row for name, row in rows.items()}}
    c = annual.place(member)
    return {
        "gdp": annual.path.gdp_change[:, c],
        "extra": annual.extra[:, c],
        **{name: getattr(annual.path, name)[:, c] for name in _RATIOS},
        **{f"{name} before": getattr(annual.baseline, name)[c][None] for name in _RATIOS},
    }


def _by_model(annual: AnnualOutcome, values: Float[np.ndarray, "v a"]) -> Spread:
    """Cases by model; where no lever moves trade, the same under every closure."""
    low, high = (np.full((len(_MODELS), values.shape[1]), np.nan) for _ in range(2))
    for m, rows in enumerate(_rows(annual)):
        if rows:
            low[m], high[m] = values[rows].min(axis=0), values[rows].max(axis=0)
    return Spread(values[annual.reference].mean(axis=0), low, high)


def _rows(annual: AnnualOutcome) -> Iterator[list[int]]:
    """Cases of each model, one for each date of arrival."""
    for setting, closure in _MODELS:
        yield [
            v for v, case in enumerate(annual.cases)
            if case.setting == setting and case.closure in (None, closure)
        ]  # fmt: skip
