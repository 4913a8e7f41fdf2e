"""Packages of a made-up negotiation of ten actors: their utilities, acceptance over draws, uncovered ones, and memory.

python bargaining_rows.py NAME takes one figure in this process and prints milliseconds (all of them, or the median).
"""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median

import numpy as np
from child import finished
from rows import Note, Row

from westphalia.bargaining.acceptance import acceptance as accepted
from westphalia.bargaining.draws import Ranges, draw
from westphalia.bargaining.packages import Grid, package_grid, package_utilities
from westphalia.bargaining.preferences import Preferences, Rule
from westphalia.bargaining.voting import uncovered

ACTORS, DRAWS, REPEATS = 10, 1_000, 9
LARGE = (6, 6, 5, 4, 4, 3, 3, 3, 2)  # steps of nine issues: 155,520 packages
MIDDLE = (5, 5, 5, 4, 4, 5, 2)  # 20,000
LARGEST = (10, 10, 10, 10, 10, 10, 5)  # 5,000,000
PLANE = (31, 31)  # 961


def bargaining(folder: Path) -> Iterable[Row | Note]:
    """Each figure in a process of its own, so that its memory is its own."""
    once, many, most, plane = (
        finished([sys.executable, Path(__file__), name], folder, one_core=True)
        for name in ("utilities", "acceptance", "largest", "plane")
    )
    first, warm = map(float, once.output.split())
    yield Row("utilities of 155,520 packages for 10 actors, the first time", "ms", 60, first)
    yield Row(f"the same, median of {REPEATS}", "ms", 60, warm)
    yield Row("acceptance over 1,000 draws on 20,000 packages, 10 actors", "s", 5, float(many.output) / 1000)
    yield Row("peak memory of that process", "MB", 200, many.megabytes)
    yield Row("uncovered packages of 961", "s", 1.5, float(plane.output) / 1000)
    yield Note(
        "acceptance over 5 draws on 5,000,000 packages", f"{float(most.output) / 1000:.1f} s, {most.megabytes:.0f} MB"
    )


def utilities() -> str:
    """The first call and the median of later ones, with the grid there already."""
    mode, grid = _ranges(len(LARGE)).mode, _grid(LARGE)
    first, *others = (_milliseconds(lambda: package_utilities(mode, grid)) for _ in range(REPEATS + 1))
    return f"{first} {median(others)}"


def acceptance() -> str:
    """Four vetoes, and six of ten votes."""
    return _accepted(MIDDLE, DRAWS)


def largest() -> str:
    """The largest grid that is taken, a few draws of it."""
    return _accepted(LARGEST, 5)


def plane() -> str:
    """Majority of three on two issues."""
    found = package_utilities(_ranges(2, actors=3).mode, _grid(PLANE))
    return str(_milliseconds(lambda: uncovered(found, Rule(np.zeros(3, dtype=bool), np.ones(3), 2.0))))


def _accepted(shape: tuple[int, ...], number: int) -> str:

    ranges, grid = _ranges(len(shape)), _grid(shape)
    rule = Rule(np.arange(ACTORS) < 4, np.ones(ACTORS), 6.0)
    draws = draw(ranges, number, np.random.default_rng(1))
    return str(_milliseconds(lambda: accepted(draws, grid, rule)))


def _ranges(issues: int, actors: int = ACTORS) -> Ranges:
    """Made-up actors: positions a tenth either way, salience and capability by half, no deal by a twentieth."""

    rng = np.random.default_rng(0)
    position, salience = rng.random((actors, issues)), rng.random((actors, issues)) + 0.1
    capability, no_deal = rng.random(actors) + 0.1, -0.3 - 0.2 * rng.random(actors)
    return Ranges(
        *(
            Preferences(
                np.clip(position + 0.1 * sign, 0, 1),
                salience * 1.5**sign,
                capability * 1.5**sign,
                no_deal + 0.05 * sign,
            )
            for sign in (-1, 0, 1)
        )
    )


def _grid(shape: tuple[int, ...]) -> Grid:
    return package_grid(tuple(np.linspace(0, 1, size) for size in shape))


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    print({one.__name__: one for one in (utilities, acceptance, largest, plane)}[sys.argv[1]]())
