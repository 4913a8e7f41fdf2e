"""The stress set: random shocks to random worlds, each solved and checked, or refused with its reason.

python trade_stress.py [COUNT [FIRST_SEED [WORKERS]]] [--report]

Every case either converges and passes checks 1 and 2 of docs/trade.md, or says NotConverged or ScenarioError with the
residual and the likely cause. Anything else is a fault, shown with the seed that makes it again; the exit code is then
1, unless only a --report is asked for.
"""

import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from stress_checks import checked
from stress_worlds import LARGEST, Case, random_case

from westphalia.errors import DataError, NotConverged, ScenarioError
from westphalia.trade.solve import solve

SHOWN = 20  # faults
_WHY = ("Likely cause", "residual")


@dataclass(frozen=True)
class Outcome:
    """How one case ended: status, its cause where it was refused, residual over tolerance, and what is at fault."""

    seed: int
    words: str
    status: str
    cause: str
    residual: float
    faults: tuple[str, ...]
    seconds: float


def outcome(seed: int, largest: int = LARGEST) -> Outcome:
    """The case of a seed, solved and checked; every warning counts as a fault."""
    case = random_case(seed, largest)
    began = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        status, cause, residual, wrong = _ended(case)
    return Outcome(seed, case.words, status, cause, residual, wrong, time.process_time() - began)


def _ended(case: Case) -> tuple[str, str, float, tuple[str, ...]]:
    try:
        eq = solve(case.baseline, case.shock, case.parameters, case.closure, case.tolerance)
    except NotConverged as error:
        missing = tuple(f"NotConverged does not say {word!r}: {error}" for word in _WHY if word not in str(error))
        return "NotConverged", _cause(str(error)), 0.0, missing
    except ScenarioError as error:
        return "ScenarioError", _cause(str(error)), 0.0, ()
    except (DataError, ArithmeticError, ValueError, Warning) as error:
        return type(error).__name__, _cause(str(error)), 0.0, (f"{type(error).__name__}: {error}",)
    try:
        found = checked(case, eq)
        refused = ", the way back refused" if found.way_back_refused else ""
        return f"{eq.method}{refused}", "", eq.residual / case.tolerance, found.faults
    except (NotConverged, ScenarioError, DataError, ArithmeticError, ValueError, Warning) as error:
        return eq.method, "", eq.residual / case.tolerance, (f"a check ended in {type(error).__name__}: {error}",)


def _cause(message: str) -> str:
    """The reason without the names and numbers of the case."""
    reason = message.rpartition("Likely cause: ")[2]
    return re.sub(r"\b[CS]\d{3}\b|[-+]?\d[\d.,]*(?:e[-+]?\d+)?%?", "…", reason)[:110]


def outcomes(seeds: Iterable[int], workers: int) -> Iterator[Outcome]:
    """Outcomes of the cases, in order."""
    if workers == 1:
        yield from map(outcome, seeds)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(outcome, seeds, chunksize=20)


def summary(ended: list[Outcome]) -> Iterator[str]:
    """Counts by outcome and by cause, the worst residual, faults by kind and the first of them with their seeds."""
    for status, count in Counter(o.status for o in ended).most_common():
        yield f"{count:>7,}  {status}"
        for cause, number in Counter(o.cause for o in ended if o.status == status and o.cause).most_common():
            yield f"         {number:>7,}  {cause}"
    wrong = [o for o in ended if o.faults]
    worst = max(ended, key=lambda o: o.residual)
    slowest = max(ended, key=lambda o: o.seconds)
    yield f"worst residual of a returned result: {worst.residual:.2f} × tolerance (seed {worst.seed})"
    yield f"processor time {sum(o.seconds for o in ended):.0f} s, at most {slowest.seconds:.1f} s (seed {slowest.seed})"
    yield f"cases at fault: {len(wrong)} of {len(ended):,}"
    for kind, number in Counter(_cause(fault) for o in wrong for fault in o.faults).most_common():
        yield f"         {number:>7,}  {kind}"
    for o in wrong[:SHOWN]:
        yield f"  {o.words}, {o.status}"
        yield from (f"      {fault}" for fault in o.faults)


def main() -> None:
    """Run as many cases as asked for and print the account."""
    given = [x for x in sys.argv[1:] if x != "--report"]
    count, first, workers = (int(x) for x in (*given, *("10000", "0", "1")[len(given) :]))
    ended = list(outcomes(range(first, first + count), workers))
    print("\n".join(summary(ended)))
    sys.exit(any(o.faults for o in ended) and "--report" not in sys.argv)


if __name__ == "__main__":
    main()
