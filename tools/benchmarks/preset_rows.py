"""Presets from file to table: cold in a process of their own, warm within one, and where time goes."""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

from child import PROGRAM, Finished, finished
from rows import Note, Row

INSIDE = Path(__file__).with_name("inside.py")
COLD_RUNS = 3
COLD_SECONDS, WARM_MILLISECONDS = 1.5, 150
HEAVIEST = 6
_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \|(\s+)(\S+)")
_RUN = "import sys; sys.argv = ['westphalia', 'run', {!r}]; from westphalia.cli import main; main()"


def presets(folder: Path) -> Iterable[Row | Note]:
    """Every preset: cold by wall and processor, warm with its parts; imports of the slowest without trade."""
    slowest, seconds = "", 0.0
    for name, moves_trade in _presets():
        runs = [finished([PROGRAM, "run", name], folder) for _ in range(COLD_RUNS)]
        yield from _cold(name, runs, moves_trade)
        yield from _warm(name, folder)
        if not moves_trade and median(run.processor for run in runs) > seconds:
            slowest, seconds = name, median(run.processor for run in runs)
    yield from _imports(slowest, folder)


def _presets() -> Iterator[tuple[str, bool]]:
    """The names of all presets, and whether the trade model is asked."""
    from westphalia.scenario.files import load_scenario
    from westphalia.scenario.files import presets as names
    from westphalia.scenario.levers import TradeLever

    for name in names():
        yield name, any(isinstance(lever, TradeLever) for lever in load_scenario(name).levers)


def _cold(name: str, runs: list[Finished], moves_trade: bool) -> Iterator[Row | Note]:
    """With a target where the trade model is not asked."""
    wall, processor = (median(values) for values in zip(*((r.seconds, r.processor) for r in runs), strict=True))
    of_all = f"run {name}, fresh process, median of {COLD_RUNS}"
    if moves_trade:
        yield Note(of_all, f"{wall:.2f} s, processor time {processor:.2f} s")
        return
    yield Row(of_all, "s", COLD_SECONDS, wall)
    yield Row("its processor time, which others on the machine disturb less", "s", COLD_SECONDS, processor)


def _warm(name: str, folder: Path) -> Iterator[Row | Note]:
    """By the clock and by the processor, with its parts."""
    figures = finished([sys.executable, INSIDE, "preset", name], folder).output.split()
    load, simulate, show, wall = (1000 * float(figure) for figure in figures)
    yield Row("the second time in one process", "ms", WARM_MILLISECONDS, wall)
    yield Row(
        "its processor time, which others on the machine disturb less", "ms", WARM_MILLISECONDS, load + simulate + show
    )
    yield Note("parts of that", f"load {load:.0f} ms, simulate {simulate:.0f} ms, tables {show:.0f} ms")


def _imports(name: str, folder: Path) -> Iterator[Note]:
    """Import time of a cold run by package, its own modules alone, and the heaviest of ours with all they pull in."""
    output = finished([sys.executable, "-X", "importtime", "-c", _RUN.format(name)], folder).output
    found = [(int(own), int(whole), module) for own, whole, _, module in _IMPORT.findall(output)]
    yield Note(f"imports of run {name}, all", f"{sum(own for own, _, _ in found) / 1e6:.2f} s")
    packages: dict[str, int] = {}
    for own, _, module in found:
        parts = module.split(".")
        package = ".".join(parts[:2]) if parts[0] == "westphalia" else parts[0]
        packages[package] = packages.get(package, 0) + own
    yield Note("by package, own time", _listed(sorted(packages.items(), key=lambda item: -item[1])))
    ours = sorted(((m, whole) for _, whole, m in found if m.startswith("westphalia")), key=lambda item: -item[1])
    yield Note("heaviest of ours, with what they pull in", _listed(ours))


def _listed(figures: list[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {microseconds / 1000:.0f} ms" for name, microseconds in figures[:HEAVIEST])
