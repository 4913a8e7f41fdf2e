"""Figures taken inside a fresh process; printed as one number per line for bench.py.

python inside.py world                    seconds to load the base, imports done before
python inside.py equilibrium              median seconds of one equilibrium of a blanket 20% US duty, to 1e-9
python inside.py reading FOLDER SECONDS   reports read in one second, each with its own numbers
"""

import sys
import time
from pathlib import Path
from statistics import median

REPEATS = 15
TOLERANCE = 1e-9
RATE = 0.20


def world() -> float:
    """Seconds from the files of the package to the base in memory."""
    import numpy  # noqa: F401

    from westphalia.world.load import load_baseline

    began = time.perf_counter()
    load_baseline("icio-2022")
    return time.perf_counter() - began


def equilibrium() -> float:
    """Median seconds of the solver alone; the first solution, which warms caches, is left out."""
    from westphalia.scenario.levers import Tariff
    from westphalia.trade.equilibrium import TradeParameters, TradeShock
    from westphalia.trade.solve import solve
    from westphalia.world.countries import members
    from westphalia.world.load import load_baseline, load_elasticities

    baseline = load_baseline("icio-2022")
    lever = Tariff(imposer=("USA",), target=("ALL",), rate=RATE, assumed="a benchmark")
    shock = TradeShock(lever.apply(baseline.tariff, baseline, members))
    parameters = TradeParameters(elasticity=load_elasticities("fgo"), citation="a benchmark")
    taken = []
    for _ in range(REPEATS + 1):
        began = time.perf_counter()
        solve(baseline, shock, parameters, tolerance=TOLERANCE)
        taken.append(time.perf_counter() - began)
    return median(taken[1:])


def reading(folder: str, seconds: str) -> float:
    """Reports read per second. Each copy carries a number of its own, so no answer can be remembered."""
    from westphalia.evidence.read import read_text

    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(folder).glob("*.txt"))]
    for text in texts:
        read_text(text, "warm.txt", None)
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < float(seconds):
        read_text(f"{texts[count % len(texts)]}\nIt also counted {count + 3:,} ships.\n", "report.txt", None)
        count += 1
    return count / (time.perf_counter() - began)


if __name__ == "__main__":
    print({"world": world, "equilibrium": equilibrium, "reading": reading}[sys.argv[1]](*sys.argv[2:]))
