"""Figures taken inside a fresh process; printed as numbers in one line for bench.py.

python inside.py world                    seconds to load the base, imports done before
python inside.py reading FOLDER SECONDS   reports read in one second, each with its own numbers
python inside.py single KIND              processor seconds for one made-up report: dated, undated or megabyte
python inside.py preset NAME              seconds of the processor to load, simulate and show a preset the second time,
                                          and by the clock for all of it
python inside.py batch COUNT WORKERS      reports read in one second, and MB held after a tenth of them and after all
"""

import multiprocessing
import os
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

REPEATS = 15
for _library in ("OMP", "OPENBLAS", "MKL"):  # before NumPy, as the command line does
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")


def world() -> float:
    """Seconds from the files of the package to the base in memory."""
    import numpy  # noqa: F401

    from westphalia.world.load import load_baseline

    began = time.perf_counter()
    load_baseline("icio-2022")
    return time.perf_counter() - began


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


def single(kind: str) -> float:
    """Processor seconds for one report with its day, the best of several; "undated" leaves the day to be found out."""
    from reports import FIRST_DAY, LENGTH, report

    from westphalia.errors import EvidenceError
    from westphalia.evidence.read import read_text

    texts = [report(k, 1_000_000 if kind == "megabyte" else LENGTH, dated=kind != "undated") for k in range(3)]
    taken = []
    for _ in range(2 if kind == "megabyte" else REPEATS):
        began = time.process_time()
        for text in texts:
            try:
                read_text(text, "report.txt")
            except EvidenceError:
                read_text(text, "report.txt", FIRST_DAY)
        taken.append((time.process_time() - began) / len(texts))
    return min(taken)


def preset(name: str) -> str:
    """Processor seconds for the parts of a run from file to table, the second time in this process; seconds in all."""
    from io import StringIO

    from rich.console import Console

    from westphalia.report.printed import print_outcome
    from westphalia.scenario.files import load_scenario
    from westphalia.simulate import simulate
    from westphalia.world.countries import shown_codes

    marks: list[float] = []
    began = 0.0
    for _ in range(2):
        began = time.perf_counter()
        marks = [time.process_time()]
        scenario = load_scenario(name)
        marks.append(time.process_time())
        outcome = simulate(scenario)
        marks.append(time.process_time())
        print_outcome(outcome, shown_codes(), Console(file=StringIO(), width=120, highlight=False))
        marks.append(time.process_time())
    taken = time.perf_counter() - began
    return " ".join(f"{figure:.6f}" for figure in (*(after - before for before, after in pairwise(marks)), taken))


def batch(count: str, workers: str) -> str:
    """Reports read per second by several processes, and the memory that all of them hold on the way."""
    from reports import written

    from westphalia.evidence.batch import read_reports

    held, number = [], 0
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        for number, reading in enumerate(read_reports(written(int(count), Path(folder)), None, int(workers)), start=1):
            if number in (int(count) // 10, int(count)):
                held.append(_megabytes())
            Path(folder, reading.document.source_file).unlink()
        seconds = time.perf_counter() - began
    return " ".join(f"{figure:.1f}" for figure in (number / seconds, *held))


def _megabytes() -> float:
    """Memory resident now in this process and those it started."""
    pids = [os.getpid(), *(child.pid for child in multiprocessing.active_children())]
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) for pid in pids)
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    measures = {"world": world, "reading": reading, "single": single, "preset": preset, "batch": batch}
    print(measures[sys.argv[1]](*sys.argv[2:]))
