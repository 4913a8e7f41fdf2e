"""The equilibria of many trade shocks, or of one shock under many parameters, solved side by side."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, repeat

import numpy as np

from westphalia.errors import NotConverged, ScenarioError
from westphalia.trade.equilibrium import Closure, Problem, TradeEquilibrium, TradeParameters, TradeShock
from westphalia.trade.purge import Purge, identity, keep, kept_purge, seen_from
from westphalia.trade.search import no_change, search_batch
from westphalia.trade.solve import PURGE_TOLERANCE, TOLERANCE, equilibrium, no_shock, purged, require_closure
from westphalia.trade.system import build_batch, forget
from westphalia.trade.verdict import verdict
from westphalia.world.baseline import Baseline

CHUNK = 16

Verdict = TradeEquilibrium | NotConverged


def solve_batch(
    baseline: Baseline,
    shocks: Iterable[TradeShock] | TradeShock,
    parameters: Iterable[TradeParameters] | TradeParameters,
    closure: Closure = "fixed_world_share",
    tolerance: float = TOLERANCE,
    chunk: int = CHUNK,
) -> Iterator[Verdict]:
    """The counterfactual worlds of many scenarios in the order given; where there is none, NotConverged as a value.

    One shock or one set of parameters serves all scenarios. The same conditions, tolerance and safeguards as `solve`:
    products over exporters are matrix products over a chunk of scenarios, those that have converged leave it, and one
    that stalls is solved by itself. No more than `chunk` scenarios are taken from the iterables, solved and held at a
    time. A shock or parameters that `solve` refuses raise ScenarioError here too.
    """
    require_closure(closure)
    if chunk < 1:
        raise ScenarioError(f"chunk is {chunk}; a batch is solved in chunks of one scenario or more.")
    if isinstance(shocks, TradeShock) and isinstance(parameters, TradeParameters):
        shocks = [shocks]
    return _verdicts(_problems(baseline, shocks, parameters, closure, tolerance), chunk)


def _problems(
    baseline: Baseline,
    shocks: Iterable[TradeShock] | TradeShock,
    parameters: Iterable[TradeParameters] | TradeParameters,
    closure: Closure,
    tolerance: float,
) -> Iterator[Problem]:
    many = not isinstance(shocks, TradeShock) and not isinstance(parameters, TradeParameters)
    each_shock = repeat(shocks) if isinstance(shocks, TradeShock) else shocks
    each_parameters = repeat(parameters) if isinstance(parameters, TradeParameters) else parameters
    try:
        for shock, parameter in zip(each_shock, each_parameters, strict=many):
            yield Problem(baseline, shock, parameter, closure, tolerance)
    except ValueError as unequal:
        raise ScenarioError(
            "there are not as many shocks as parameters; give one for all or one for each."
        ) from unequal


def _verdicts(problems: Iterator[Problem], chunk: int) -> Iterator[Verdict]:
    while asked := list(islice(problems, chunk)):
        started = time.perf_counter()
        found = _solved(asked) if asked[0].closure != "balanced" else _balanced(asked)
        together = (time.perf_counter() - started) / len(asked)
        while asked:
            started = time.perf_counter()
            one = next(found)
            asked.pop(0)
            seconds = together + time.perf_counter() - started
            yield one if isinstance(one, NotConverged) else replace(one, seconds=seconds)
            del one


def _solved(problems: list[Problem]) -> Iterator[Verdict]:
    """Verdicts on problems with the same baseline, closure and tolerance, searched now and handed out one by one."""
    one = problems[0]
    system = build_batch(one.baseline, [p.shock for p in problems], [p.parameters for p in problems], one.closure)
    start = np.tile(no_change(system), (len(problems), 1))
    solution = search_batch(system, start, one.tolerance)
    return (
        verdict(problem, system, solution, b) if solution.error[b] <= one.tolerance else equilibrium(problem)
        for b, problem in enumerate(tuple(problems))
    )


def _balanced(problems: list[Problem]) -> Iterator[Verdict]:
    """Verdicts where the baseline is purged of its imbalances first, once for each set of parameters."""
    one = problems[0]
    if len({identity(problem.parameters) for problem in problems}) > 1:
        return _balanced_each(problems)
    try:
        baseline = purged(one.baseline, one.parameters, one.tolerance)
    except NotConverged as failed:
        return repeat(failed, len(problems))
    return _solved([replace(problem, baseline=baseline) for problem in problems])


def _balanced_each(problems: list[Problem]) -> Iterator[Verdict]:
    """Each set of parameters has a purged baseline of its own.

    Both the purges and the worlds after them are found as batches from the observed baseline, where all kernels are
    shared.
    """
    return map(_after_purge, tuple(problems), _purges(problems), _solved(problems))


def _purges(problems: list[Problem]) -> list[Purge | NotConverged]:
    """The purge of each problem: kept from before, or found together with the others that are not."""
    one = problems[0]
    found = {
        identity(p.parameters): kept_purge(p.baseline, p.parameters, max(PURGE_TOLERANCE, p.tolerance / 10))
        for p in problems
    }
    missing = {identity(p.parameters): p for p in problems if found[identity(p.parameters)] is None}
    asked = [replace(p, shock=no_shock(one.baseline), tolerance=PURGE_TOLERANCE) for p in missing.values()]
    made = zip(missing, _solved(asked) if asked else (), strict=True)
    every = found | {key: eq if isinstance(eq, NotConverged) else keep(eq) for key, eq in made}
    return [every[identity(p.parameters)] for p in problems]


def _after_purge(problem: Problem, purge: Purge | NotConverged, direct: Verdict) -> Verdict:
    if isinstance(purge, NotConverged):
        return next(_balanced([problem]))
    start = seen_from(purge, direct) if isinstance(direct, TradeEquilibrium) else None
    if start is not None and problem.parameters.revenue == "lump_sum" and start.residual <= problem.tolerance:
        return start
    found = equilibrium(replace(problem, baseline=purge.baseline), start)
    forget(purge.baseline)  # no other scenario of the batch stands on it
    return found
