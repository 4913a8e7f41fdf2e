"""Speed of the trade model inside a fresh process; each figure printed as one line of JSON.

python trade_speed.py NAME [ARGUMENT …], with NAME one of
  us20 | one_sector | everywhere | embargo   milliseconds of one equilibrium, its sweeps, and what comes once
  batch COUNT                                milliseconds for each scenario of a batch
  draws COUNT WORKERS                        seconds for draws of elasticities, peak memory after a tenth and after all
  gradient                                   the gradient in every duty over one solve
  bandwidth BYTES                            bytes a second that a copy moves, in memory and within so many bytes
"""

import json
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np

from westphalia.trade.equilibrium import TradeParameters, TradeShock
from westphalia.trade.solve import solve
from westphalia.trade.system import System, build_system
from westphalia.world.baseline import Baseline
from westphalia.world.countries import members
from westphalia.world.load import load_baseline, load_elasticities

REPEATS = 15
CITED = "a benchmark"
MANY_SECTORS, ONE_SECTOR = "icio-2022", "goods-2023-194"
CHUNK = 32
SPREAD = 0.2  # standard deviation of the log of an elasticity among the draws
MEMORY_BYTES = 256 << 20


class Problem(NamedTuple):
    """What `solve` is given."""

    baseline: Baseline
    shock: TradeShock
    parameters: TradeParameters
    tolerance: float


def _parameters(name: str) -> TradeParameters:
    elasticity = load_elasticities("fgo") if name == MANY_SECTORS else load_elasticities("broad", base=name)
    return TradeParameters(elasticity=elasticity, citation=CITED)


def _duty(baseline: Baseline, importers: list[int], rate: float) -> TradeShock:
    """The rate on top of the baseline on all foreign goods of these importers."""
    tariff = baseline.tariff.copy()
    tariff[np.ix_(importers, range(len(tariff)), np.flatnonzero(baseline.goods))] += rate
    home = np.arange(len(tariff))
    tariff[home, home] = baseline.tariff[home, home]
    return TradeShock(tariff)


def problem(kind: str) -> Problem:
    """One of the worlds and shocks that are timed."""
    name = ONE_SECTOR if kind == "one_sector" else MANY_SECTORS
    baseline = load_baseline(name)
    usa = baseline.axes.countries.index("USA")
    if kind == "everywhere":
        shock = _duty(baseline, list(range(len(baseline.flow))), 0.25)
    elif kind == "embargo":
        shock = _embargo(baseline)
    else:
        shock = _duty(baseline, [usa], 0.20)
    return Problem(baseline, shock, _parameters(name), 1e-12 if kind == "one_sector" else 1e-9)


def _embargo(baseline: Baseline) -> TradeShock:
    """No goods between Russia and any member of the European Union, either way."""
    countries = baseline.axes.countries.labels
    russia, union = countries.index("RUS"), [k for k, code in enumerate(countries) if code in members("EU")]
    iceberg = np.ones_like(baseline.flow)
    goods = np.flatnonzero(baseline.goods)
    iceberg[np.ix_([russia], union, goods)] = iceberg[np.ix_(union, [russia], goods)] = np.inf
    return TradeShock(baseline.tariff, iceberg)


def _seconds(action: Callable[[], object]) -> float:
    """Processor time, which others on the machine disturb less; with one thread an idle machine takes as long."""
    began = time.process_time()
    action()
    return time.process_time() - began


def one(kind: str) -> dict[str, float]:
    """Median milliseconds of an equilibrium, its sweeps, what the first one takes on top, bytes read in a sweep."""
    given = problem(kind)
    first = _seconds(lambda: solve(*given[:3], tolerance=given.tolerance))
    taken = [_seconds(lambda: solve(*given[:3], tolerance=given.tolerance)) for _ in range(REPEATS)]
    eq = solve(*given[:3], tolerance=given.tolerance)
    system = build_system(*given[:3], "fixed_world_share")
    return {
        "ms": 1000 * median(taken), "sweeps": eq.sweeps, "residual": eq.residual, "walras_gap": eq.walras_gap,
        "once_ms": 1000 * max(0.0, first - median(taken)), "sweep_bytes": sweep_bytes(system),
    }  # fmt: skip


def sweep_bytes(system: System) -> int:
    """Bytes of the matrices in the conditions, each read once; vectors and what steers the search are left out."""
    return sum(map(_bytes, (system.net_kernel, system.duty_kernel, system.base.input_share)))


def _bytes(values: object) -> int:
    if isinstance(values, np.ndarray):
        return values.nbytes
    return sum(map(_bytes, values)) if isinstance(values, tuple) else 0


def batch(count: str) -> dict[str, float]:
    """Milliseconds for each scenario: duties of 20 % by as many importers, one each."""
    from westphalia.trade.batch import solve_batch

    baseline, parameters = load_baseline(MANY_SECTORS), _parameters(MANY_SECTORS)
    shocks = [_duty(baseline, [n], 0.20) for n in range(int(count))]

    def found() -> list[object]:
        return list(solve_batch(baseline, shocks, parameters, "fixed_world_share", 1e-9, CHUNK))

    found()
    taken = [_seconds(found) for _ in range(3)]
    alone = _seconds(lambda: [solve(baseline, shock, parameters) for shock in shocks])
    failed = sum(isinstance(eq, Exception) for eq in found())
    return {"ms": 1000 * median(taken) / int(count), "alone_ms": 1000 * alone / int(count), "failed": failed}


def _drawn(first: int, count: int) -> list[TradeParameters]:
    centre = load_elasticities("fgo")
    return [
        TradeParameters(centre * np.exp(SPREAD * np.random.default_rng(seed).standard_normal(len(centre))), CITED)
        for seed in range(first, first + count)
    ]


def _draws(first: int, count: int) -> tuple[float, float, int]:
    """Peak megabytes of this process after a tenth of the draws and after all, and how many failed."""
    from westphalia.trade.batch import solve_batch

    given = problem("us20")
    peaks, failed = [0.0, 0.0], 0
    drawn = _drawn(first, count)
    shocks = [given.shock] * count
    for k, eq in enumerate(solve_batch(given.baseline, shocks, drawn, "fixed_world_share", 1e-9, CHUNK), start=1):
        failed += isinstance(eq, Exception)
        peaks[k > count // 10] = _peak_megabytes()
    return peaks[0], peaks[1], failed


def draws(count: str, workers: str) -> dict[str, float]:
    """Seconds for draws of all elasticities by some processes with one core each, and the peaks of their memory."""
    share = int(count) // int(workers)
    began = time.perf_counter()
    with ProcessPoolExecutor(int(workers), mp_context=multiprocessing.get_context("spawn")) as pool:
        ended = list(pool.map(_draws, range(0, int(count), share), [share] * int(workers)))
    seconds = time.perf_counter() - began
    early, late, failed = (sum(column) for column in zip(*ended, strict=True))
    return {"seconds": seconds, "early_mb": early, "late_mb": late, "failed": failed}


def _peak_megabytes() -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def gradient_ratio() -> dict[str, float]:
    """Processor time of the gradient of US real income in all duties, over that of the solve it belongs to."""
    from westphalia.trade.gradient import gradient
    from westphalia.trade.measure import real_income

    given = problem("us20")
    eq = solve(*given[:3], tolerance=given.tolerance)
    weights = np.zeros(len(eq.income))
    weights[given.baseline.axes.countries.index("USA")] = 1.0
    found = gradient(eq, real_income(weights))
    solves = median(_seconds(lambda: solve(*given[:3], tolerance=given.tolerance)) for _ in range(REPEATS))
    gradients = median(_seconds(lambda: gradient(eq, real_income(weights))) for _ in range(REPEATS))
    return {"ratio": gradients / solves, "ms": 1000 * gradients, "sweeps": found.sweeps, "residual": found.residual}


def bandwidth(size: str) -> dict[str, float]:
    """Bytes a second, read and written, of a copy that leaves the caches and of one that stays within `size` bytes."""
    return {"memory": _copied(MEMORY_BYTES), "cache": _copied(int(size))}


def _copied(size: int) -> float:
    source, target = np.ones(size // 16), np.empty(size // 16)
    times = max(3, MEMORY_BYTES // size)

    def copies() -> Iterator[float]:
        for _ in range(REPEATS):
            began = time.perf_counter()
            for _ in range(times):
                np.copyto(target, source)
            yield (time.perf_counter() - began) / times

    return 2 * source.nbytes / min(copies())


MEASURES: dict[str, Callable[..., dict[str, float]]] = {
    "batch": batch, "draws": draws, "gradient": gradient_ratio, "bandwidth": bandwidth,
}  # fmt: skip

if __name__ == "__main__":
    name, *given = sys.argv[1:]
    print(json.dumps(MEASURES[name](*given) if name in MEASURES else one(name)))
