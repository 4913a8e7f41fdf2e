"""Sanctions taken by themselves: what the coalition's do, what all states' would, and a cap on oil by year."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

import numpy as np
from jaxtyping import Float, Int

from westphalia.errors import NotConverged, UsageError
from westphalia.outcome import NoEquilibrium, Variant
from westphalia.outcome.sanctions import LeverEquivalent, OilCapOutcome, SanctionsOutcome
from westphalia.sanctions import measures
from westphalia.scenario.levers import Embargo, Lifting, OilCap, TradeCost
from westphalia.scenario.levers.diversion import cost_hat
from westphalia.scenario.limits import years_of
from westphalia.scenario.places import EVERYBODY, held
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shock import Decisions, compiled, labels, settled_year
from westphalia.simulate.runs import TOLERANCE, trade_parameters
from westphalia.simulate.trade import all_variants
from westphalia.trade.equilibrium import TradeEquilibrium
from westphalia.trade.welfare import real_income_hat
from westphalia.world.baseline import Baseline
from westphalia.world.economies import economies, macro
from westphalia.world.sanctions import shown_elasticities

Sanction = TradeCost | Embargo
MARGINS: Final = ("G", "H49", "H50", "H52")
"""Wholesale, land and water transport, warehousing: services to a buyer abroad that go with the goods."""
SHARES: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
_EASED: Final = "trade becomes easier, and all states cannot lift what only the coalition holds"
_ALL_ALREADY: Final = "all states take part already"


class Sides(NamedTuple):
    """The countries of a base on each side, and the levers of the coalition by place; the others answer it."""

    senders: tuple[str, ...]
    targets: tuple[str, ...]
    own: frozenset[int]


def has_sanctions(scenario: Scenario) -> bool:
    """Whether a scenario holds a barrier between a coalition and its targets."""
    return any(isinstance(lever, Sanction) for lever in scenario.levers)


def sanctions_outcome(scenario: Scenario, variants: Sequence[Variant] | None = None) -> SanctionsOutcome:
    """The scenario's barriers by themselves: 2 equilibria for each closure and elasticity set, or each of `variants`.

    The first run is the reference. In the second world all states impose the coalition's barriers and nobody is left
    to go round through; where the coalition's own may be gone round, a third has them without that. Levers that are no
    sanctions are left aside. Refused where there are none, or where the target is everybody.
    """
    from westphalia.world.load import load_baseline

    alone = _sanctions_alone(scenario)
    baseline = load_baseline(scenario.base)
    sides = _sides(alone, baseline)
    everybody, reason = _of_all_states(alone, sides, baseline)
    runs = _Runs(baseline, sides)
    chosen = tuple(variants or _variants(alone.base))
    for variant, found in _solved(alone, baseline, chosen):
        runs.add(variant, found)
    if not runs.rows:
        raise NotConverged(f"{scenario.title}: no run has an equilibrium. {runs.failed[0].reason}")
    whole, why = _target_changes(everybody, baseline, sides, runs.variants) if everybody else ({}, "")
    closed = _closed_changes(alone, baseline, sides, runs)
    return SanctionsOutcome(
        base=scenario.base,
        year=baseline.year,
        settled_year=settled_year(alone),
        equivalents=tuple(_equivalents(alone)),
        left_aside=_left_aside(scenario),
        parts=tuple(_parts(baseline)),
        targets=sides.targets,
        senders=sides.senders,
        variants=tuple(runs.variants),
        failed=tuple(runs.failed),
        closed_change=closed,
        global_change=np.array([whole.get(variant, np.nan) for variant in runs.variants]),
        global_reason=reason or why,
        **{name: np.array([row[name] for row in runs.rows]) for name in runs.rows[0]},
    )


def _sanctions_alone(scenario: Scenario) -> Scenario:
    """The scenario with its barriers and what lifts them, and nothing else."""
    names = {lever.name for lever in scenario.levers if isinstance(lever, Sanction)}
    if not has_sanctions(scenario):
        kinds = ", ".join(dict.fromkeys(lever.kind for lever in scenario.levers))
        raise UsageError(
            f"sanctions: {scenario.title}: no trade_cost and no embargo among its levers ({kinds}). "
            "Name a scenario with one, such as eu-energy-embargo; what others lead to says `westphalia run`."
        )
    kept: list[Sanction | Lifting] = []
    for lever in scenario.levers:
        if isinstance(lever, Sanction):
            kept.append(lever)
        elif isinstance(lever, Lifting) and (lifted := tuple(word for word in lever.lifts if word in names)):
            kept.append(lever.model_copy(update={"lifts": lifted}))
    return scenario.model_copy(update={"levers": tuple(kept)})


def _left_aside(scenario: Scenario) -> tuple[str, ...]:
    return tuple(lever.label for lever in scenario.levers if not isinstance(lever, Sanction | Lifting))


def _barriers(scenario: Scenario) -> tuple[tuple[int, Sanction], ...]:
    return tuple((k, lever) for k, lever in enumerate(scenario.levers) if isinstance(lever, Sanction))


def _sides(scenario: Scenario, baseline: Baseline) -> Sides:
    """Who acts against whom: the first barrier says it; one imposed by its targets alone is an answer."""
    axis = baseline.axes.countries

    def behind(codes: Sequence[str]) -> set[str]:
        return {label for code in codes for label in held(code, axis)}

    barriers = _barriers(scenario)
    if any(EVERYBODY in lever.target for _, lever in barriers):
        raise UsageError(
            f"sanctions: {scenario.title}: the target is everybody, so that no coalition stands against it. "
            "Name the countries it is against."
        )
    targets = behind(barriers[0][1].target)
    own = [(k, lever) for k, lever in barriers if not behind(lever.imposer) <= targets]
    targets |= {label for _, lever in own for label in behind(lever.target)}
    senders = {label for _, lever in own for label in behind(lever.imposer)} - targets
    return Sides(
        tuple(label for label in axis.labels if label in senders),
        tuple(label for label in axis.labels if label in targets),
        frozenset(k for k, _ in own),
    )


def _of_all_states(scenario: Scenario, sides: Sides, baseline: Baseline) -> tuple[Scenario | None, str]:
    """The same barriers imposed by everybody else, with nobody to go round through; or why there is no such world."""
    own = [lever for k, lever in _barriers(scenario) if k in sides.own]
    if any((getattr(lever, "cost", None) or 0) < 0 or (getattr(lever, "trade_effect", None) or 0) > 0 for lever in own):
        return None, _EASED
    if len(sides.senders) + len(sides.targets) == len(baseline.axes.countries):
        return None, _ALL_ALREADY
    levers = tuple(
        lever.model_copy(update={"imposer": (EVERYBODY,), "diversion": None}) if k in sides.own else lever
        for k, lever in enumerate(scenario.levers)
    )
    return scenario.model_copy(update={"levers": levers}), ""


def _variants(base: str) -> tuple[Variant, ...]:
    """Closures × elasticity sets with services at their convention; the first is the reference."""
    every = all_variants(base)
    return tuple(variant for variant in every if variant.services == every[0].services)


def _solved(
    scenario: Scenario, baseline: Baseline, variants: Sequence[Variant]
) -> Iterator[tuple[Variant, TradeEquilibrium | NotConverged]]:
    """Each run with its equilibrium or why there is none; a closure is left where its first run has none."""
    from westphalia.trade.batch import solve_batch

    year = settled_year(scenario)
    for closure, same in groupby(variants, key=lambda variant: variant.closure):
        first, *others = same
        for together in ([first], others):
            parameters = [trade_parameters(variant, scenario) for variant in together]
            shocks = [compiled(scenario, baseline, p.elasticity, year, Decisions()).shock for p in parameters]
            solved = list(solve_batch(baseline, shocks, parameters, closure, TOLERANCE))
            yield from zip(together, solved, strict=True)
            if any(isinstance(found, NotConverged) for found in solved):
                break


def _parts(baseline: Baseline) -> dict[str, Int[np.ndarray, " s"]]:
    """The sectors of each part of trade that a base has: goods, the margins on them, other services."""
    carries = np.isin(baseline.axes.sectors.labels, MARGINS) & ~baseline.goods
    parts = {"goods": baseline.goods, "margins on goods": carries, "other services": ~(baseline.goods | carries)}
    return {name: np.flatnonzero(hit) for name, hit in parts.items() if hit.any()}


class _Runs:
    """Runs as they come, each reduced to trade between the sides and real incomes."""

    def __init__(self, baseline: Baseline, sides: Sides) -> None:
        self.senders = baseline.axes.countries.indices(sides.senders)
        self.targets = baseline.axes.countries.indices(sides.targets)
        self.parts = _parts(baseline)
        self.variants: list[Variant] = []
        self.failed: list[NoEquilibrium] = []
        self.rows: list[dict[str, Float[np.ndarray, ...]]] = []

    def add(self, variant: Variant, found: TradeEquilibrium | NotConverged) -> None:
        """Keep one run more, or why it has no equilibrium."""
        if isinstance(found, NotConverged):
            self.failed.append(NoEquilibrium(variant, str(found)))
            return
        self.variants.append(variant)
        change = real_income_hat(found) - 1
        self.rows.append(
            self._trade(found)
            | {
                "target_income": np.asarray(found.income[self.targets].sum()),
                "target_change": target_change(found, self.targets),
                "sender_income": found.income[self.senders],
                "sender_change": change[self.senders],
            }
        )

    def _trade(self, found: TradeEquilibrium) -> dict[str, Float[np.ndarray, "..."]]:
        """Trade in both directions before and after, in all and by part."""
        rows = {}
        sides = {"imports": (self.senders, self.targets), "exports": (self.targets, self.senders)}
        for words, (buyers, sellers) in sides.items():
            for new, flow in (("", found.baseline.flow), ("_new", found.flow_new)):
                by_sector = flow[np.ix_(buyers, sellers)].sum(axis=(0, 1))
                rows[words + new] = np.asarray(by_sector.sum())
                rows[f"{words}_parts{new}"] = np.array([by_sector[s].sum() for s in self.parts.values()])
        return rows


def target_change(found: TradeEquilibrium, targets: Int[np.ndarray, " k"]) -> Float[np.ndarray, ""]:
    r"""Change of the targets' real income together, :math:`\sum I(\hat W - 1)/\sum I`."""
    income = found.income[targets]
    return np.asarray((income * (real_income_hat(found)[targets] - 1)).sum() / income.sum())


def _target_changes(
    scenario: Scenario, baseline: Baseline, sides: Sides, variants: Sequence[Variant]
) -> tuple[dict[Variant, float], str]:
    """The targets' change in each run where all states take part, and why some run has none."""
    targets = baseline.axes.countries.indices(sides.targets)
    changes, reason = {}, ""
    for variant, found in _solved(scenario, baseline, variants):
        if isinstance(found, NotConverged):
            reason = reason or f"if all states took part: {found}"
        else:
            changes[variant] = float(target_change(found, targets))
    return changes, reason


def _closed_changes(scenario: Scenario, baseline: Baseline, sides: Sides, runs: "_Runs") -> Float[np.ndarray, " v"]:
    """The targets' change in each run where nothing goes round the coalition; its own run where nothing does."""
    leaks = [k for k, lever in _barriers(scenario) if k in sides.own and lever.diversion is not None]
    if not leaks:
        return np.array([row["target_change"] for row in runs.rows])
    levers = (x.model_copy(update={"diversion": None}) if k in leaks else x for k, x in enumerate(scenario.levers))
    closed = scenario.model_copy(update={"levers": tuple(levers)})
    changes, _ = _target_changes(closed, baseline, sides, runs.variants)
    return np.array([changes.get(variant, np.nan) for variant in runs.variants])


def _equivalents(scenario: Scenario) -> Iterator[LeverEquivalent]:
    """Each barrier at full strength as a duty, at the elasticities shown."""
    elasticity = np.array(shown_elasticities())
    barriers = [lever for _, lever in _barriers(scenario)]
    for name, lever in zip(labels(barriers), barriers, strict=True):
        direct = np.full(elasticity.shape, np.inf) if isinstance(lever, Embargo) else lever.direct_hat(elasticity, 1.0)
        duty = cost_hat(direct, elasticity, lever.diversion) - 1
        with np.errstate(divide="ignore"):
            log_change = np.log(measures.trade_left(duty, elasticity))
        yield LeverEquivalent(name, elasticity, log_change, duty)


def oil_cap_outcome(lever: OilCap, scenario: Scenario) -> OilCapOutcome:
    """A cap on oil in each year it is in force within the horizon, or before it as far as the outlook goes."""
    first = max(lever.from_ or scenario.horizon[0], years_of(scenario.outlook)[0])
    years = np.arange(first, (lever.until or scenario.horizon[1]) + 1)
    known = lever.exporter in economies(scenario.outlook)
    gdp = [macro(lever.exporter, scenario.outlook).at("gdp_usd_bn", int(y)) if known else np.nan for y in years]
    return OilCapOutcome(
        lever=lever,
        years=years,
        cap=np.array([lever.cap_in(int(year)) for year in years]),
        shares=np.array(SHARES),
        gdp=np.array(gdp, dtype=float),
    )
