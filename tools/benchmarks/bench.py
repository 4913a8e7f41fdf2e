"""Speed and memory beside their targets: figures and ratios, never a pass or a fail (`make bench`).

python bench.py [NAME …] measures what is named alone: one of the functions in MEASURES, without a leading underscore.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median

from bargaining_rows import bargaining
from child import PROGRAM, finished
from machine import machine_facts
from preset_rows import presets
from register_rows import register
from rows import Note, Row
from trade_rows import absent, batches, draws, equilibria, gegravity, gradients, scipy, stress

ROOT = Path(__file__).resolve().parents[2]
INSIDE = Path(__file__).with_name("inside.py")
SHARED_REPORTS = ROOT.parent / "shared" / "reports"
HELP_RUNS = 9
WORLD_RUNS = 5
BRIEF_RUNS = 3
READING_SECONDS = "3"
BATCH = 10_000  # reports


def _reports() -> tuple[list[Path], str]:
    found = sorted(SHARED_REPORTS.glob("*.txt"))
    if found:
        return found, "the two news reports"
    from westphalia.examples import example_reports

    return list(example_reports())[:2], "two bundled examples"


def _inside(folder: Path, *arguments: str, one_core: bool = False) -> float:
    return float(finished([sys.executable, INSIDE, *arguments], folder, one_core=one_core).output)


def _world(folder: Path) -> Iterable[Row]:
    seconds = median(_inside(folder, "world") for _ in range(WORLD_RUNS))
    yield Row(f"loading the world, fresh process, median of {WORLD_RUNS}", "ms", 300, 1000 * seconds)


def _help(folder: Path) -> Iterable[Row]:
    seconds = median(finished([PROGRAM, "--help"], folder).seconds for _ in range(HELP_RUNS))
    yield Row(f"westphalia --help, fresh process, median of {HELP_RUNS}", "s", 0.4, seconds)


def _brief(folder: Path) -> Iterable[Row]:
    reports, words = _reports()
    runs = [finished([PROGRAM, "brief", *reports, "-o", "brief.html"], folder) for _ in range(BRIEF_RUNS)]
    yield Row(f"brief on {words}, cold, median of {BRIEF_RUNS}", "s", 8, median(run.seconds for run in runs))
    yield Row("its processor time, which others on the machine disturb less", "s", 8, median(r.processor for r in runs))
    yield Row("its peak memory", "MB", 500, max(run.megabytes for run in runs))


def _reading(folder: Path) -> Iterable[Row]:
    texts = folder / "texts"
    texts.mkdir()
    for report in _reports()[0]:
        shutil.copy(report, texts)
    speed = _inside(folder, "reading", str(texts), READING_SECONDS, one_core=True)
    yield Row("reading, one core (half of 100 a second on two)", "reports/s", 50, speed, more=True)


def _single(folder: Path) -> Iterable[Row]:
    for kind, words in (("dated", "a dated report of 5 kB"), ("undated", "an undated report of 5 kB")):
        yield Row(f"reading {words}, processor time", "ms", 20, 1000 * _inside(folder, "single", kind, one_core=True))
    yield Row("reading a report of 1 MB, processor time", "s", 1, _inside(folder, "single", "megabyte", one_core=True))


def _batch(folder: Path) -> Iterable[Row]:
    output = finished([sys.executable, INSIDE, "batch", str(BATCH), "2"], folder).output
    speed, early, late = map(float, output.split())
    yield Row(f"reading {BATCH:,} made-up reports with two processes", "reports/s", 100, speed, more=True)
    yield Row(f"memory of all processes after {BATCH // 10:,} reports", "MB", 500, early)
    yield Row(f"and after {BATCH:,}, which should be no more", "MB", 1.1 * early, late)


MEASURES: tuple[Callable[[Path], Iterable[Row | Note]], ...] = (
    equilibria, batches, draws, gradients, gegravity, scipy, absent,
    _world, _help, _brief, _reading, _single, _batch, presets, register, stress, bargaining,
)  # fmt: skip


def main() -> None:
    """Measure everything, or what is named, and print the table."""
    named = [measure for measure in MEASURES if measure.__name__.strip("_") in sys.argv[1:]]
    print("\n".join(machine_facts()), end="\n\n", flush=True)
    print(f"{'figure':<62}{'target':>16}{'measured':>18}{'ratio':>8}", flush=True)
    for measure in named or MEASURES:
        with tempfile.TemporaryDirectory() as folder:
            try:
                for row in measure(Path(folder)):
                    print(row, flush=True)
            except (RuntimeError, OSError) as error:
                print(f"{measure.__name__.strip('_'):<62}not measured: {str(error).splitlines()[-1]}", flush=True)
    print("\nratio: 1 or less is on target")


if __name__ == "__main__":
    main()
