"""A scenario run once for each draw of the elasticities, on several processors, in bounded memory."""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.ensemble.priors import elasticity_prior
from westphalia.errors import NotConverged, UsageError
from westphalia.outcome import Measure, Outcome, TradeRuns, Variant
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shock import Compiled, Decisions, compiled, settled_year
from westphalia.simulate.runs import TOLERANCE, frame, stacked, summary, trade_parameters, with_behaviour
from westphalia.trade.equilibrium import TradeEquilibrium, TradeParameters
from westphalia.world.baseline import Baseline

CHUNK: Final = 20
"""Draws a process solves together; memory grows with it and not with the number of draws."""
LEVELS: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
_AHEAD: Final = 2
_THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_FEW: Final = 2 * CHUNK


@dataclass(frozen=True)
class Quantiles:
    """One quantity of one country over all draws that have an equilibrium, at `LEVELS`."""

    country: str
    key: str
    label: str
    unit: str
    values: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Ensemble:
    """A scenario over draws of the elasticities; how many had no equilibrium is part of the answer."""

    scenario: Scenario
    variant: Variant
    prior: str
    seed: int
    draws: int
    failed: int
    reasons: tuple[str, ...]
    quantiles: tuple[Quantiles, ...]


@dataclass(frozen=True, eq=False)
class _Task:
    """What every process needs to know of the ensemble."""

    scenario: Scenario
    variant: Variant
    decisions: Decisions
    countries: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _Solved:
    """One chunk reduced to the measures of the countries asked for, run by run, and the reasons of what failed."""

    measures: dict[str, tuple[Measure, ...]]
    reasons: tuple[str, ...]


def ensemble(outcome: Outcome, countries: Sequence[str], draws: int, workers: int | None = None) -> Ensemble:
    """Quantiles of every measure of some countries over `draws` of the elasticities, around an outcome's reference run.

    Seeded by the scenario; the answer does not depend on the number of processes. A draw without equilibrium is
    counted and said. Duties that players choose stay those of the outcome.
    """
    trade, scenario = outcome.trade, outcome.scenario
    if draws < 1:
        raise UsageError(f"{draws} is no number of draws. Give 1 or more, such as 200.")
    if trade is None:
        raise UsageError(f"{scenario.title!r} moves no trade, so no elasticity can be drawn. Leave the draws out.")
    variant = trade.variants[trade.reference]
    prior = elasticity_prior(variant, scenario.base)
    drawn = prior.draws(np.random.default_rng(scenario.seed), draws)
    task = _Task(scenario, variant, trade.decisions, tuple(countries))
    chunks = [drawn[k : k + CHUNK] for k in range(0, draws, CHUNK)]
    solved = list(_solved(task, chunks, workers or _processors()))
    reasons = tuple(reason for chunk in solved for reason in chunk.reasons)
    if len(reasons) == draws:
        raise NotConverged(f"none of {draws} draws has an equilibrium. The first: {reasons[0]}")
    return Ensemble(
        scenario=scenario,
        variant=variant,
        prior=prior.words,
        seed=scenario.seed,
        draws=draws,
        failed=len(reasons),
        reasons=tuple(dict.fromkeys(reasons)),
        quantiles=tuple(row for country in task.countries for row in _quantiles(country, solved)),
    )


def _quantiles(country: str, solved: Sequence[_Solved]) -> Iterator[Quantiles]:
    chunks = [chunk.measures[country] for chunk in solved if chunk.measures]
    for same in zip(*chunks, strict=True):
        over = np.concatenate([measure.values for measure in same])
        values = tuple(float(value) for value in np.quantile(over, LEVELS))
        yield Quantiles(country, same[0].key, same[0].label, same[0].unit, values)


def _solved(task: _Task, chunks: Sequence[Float[np.ndarray, "d s"]], workers: int) -> Iterator[_Solved]:
    """Every chunk in order; a few are solved here, many by processes that hold a bounded number of them."""
    if workers == 1 or sum(map(len, chunks)) <= _FEW:
        yield from (_chunk(task, chunk) for chunk in chunks)
        return
    waiting: deque[Future[_Solved]] = deque()
    with _one_thread_each(), ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for chunk in chunks:
            with _interrupts_kept_here():
                waiting.append(pool.submit(_chunk, task, chunk))
            if len(waiting) >= _AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Processes share the processors already: matrix products in them must not start threads of their own.

    A process reads these variables when it starts, hence they are set before and put back after.
    """
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value


@contextmanager
def _interrupts_kept_here() -> Iterator[None]:
    """Processes started within are deaf to Ctrl-C, which is this one's to answer."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _chunk(task: _Task, drawn: Float[np.ndarray, "d s"]) -> _Solved:
    from westphalia.trade.batch import solve_batch
    from westphalia.world.load import load_baseline

    baseline = load_baseline(task.scenario.base)
    central, behaviour = trade_parameters(task.variant, task.scenario), task.scenario.behaviour
    around = replace(central, citation=f"drawn around {central.citation}")
    parameters = [with_behaviour(replace(around, elasticity=elasticity), behaviour) for elasticity in drawn]
    supposed = [_supposed(task, baseline, each) for each in parameters]
    found = list(solve_batch(baseline, [s.shock for s in supposed], parameters, task.variant.closure, TOLERANCE))
    rows = [summary(eq) for eq in found if isinstance(eq, TradeEquilibrium)]
    reasons = tuple(str(reason) for reason in found if isinstance(reason, NotConverged))
    if not rows:
        return _Solved({}, reasons)
    runs = TradeRuns(**frame(baseline, supposed[0].imposers, supposed[0].shock), **stacked(rows))
    return _Solved({country: runs.measures(country) for country in task.countries}, reasons)


def _supposed(task: _Task, baseline: Baseline, parameters: TradeParameters) -> Compiled:
    year = settled_year(task.scenario)
    return compiled(task.scenario, baseline, parameters.elasticity, year, task.decisions)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
