"""The rows of the trade model in the table of figures: speed, the peers, and the stress set."""

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from child import finished
from rows import Note, Row

HERE = Path(__file__).parent
DRAWS, DRAW_WORKERS = 1000, 2
BATCH = 64
STRESS = 10_000
NOT_MEASURED = (
    ("GTAP in GEMPACK", "licence and data are sold"),
    ("KITE, KITE.jl", "need R or Julia, which pip cannot install"),
    ("Liberation Day port, CPModel-JAX", "no package on PyPI"),
    ("cgelab, sanction-simulator", "one region; no prices: no problem in common"),
)
EQUILIBRIA = (
    ("us20", "80×50, US duty of 20 % on goods, to 1e-9, one core", 35),
    ("one_sector", "194 countries, one sector, US duty of 20 %, to 1e-12", 5),
    ("everywhere", "80×50, duties of all up by 25 points, to 1e-9", 60),
    ("embargo", "80×50, embargo on goods RUS–EU both ways, to 1e-9", 50),
)


def _measured(folder: Path, *arguments: str, one_core: bool = True) -> dict[str, float]:
    output = finished([sys.executable, HERE / "trade_speed.py", *arguments], folder, one_core=one_core).output
    return dict(json.loads(output.splitlines()[-1]))


def equilibria(folder: Path) -> Iterable[Row | Note]:
    """Processor time of single equilibria, with what moving their matrices through the processor would take alone."""
    for name, words, target in EQUILIBRIA:
        got = _measured(folder, name)
        yield Row(words, "ms", target, got["ms"])
        yield Note("once for the base, not in it", f"{got['once_ms']:.1f} ms")
        yield Note("sweeps, residual", f"{got['sweeps']:.0f}, {got['residual']:.0e}")
        yield _bound(folder, got["sweep_bytes"], got["sweeps"])


def _bound(folder: Path, sweep_bytes: float, sweeps: float) -> Note:
    """What a perfect program would need if it only read the matrices of every sweep, as fast as a copy moves bytes."""
    speed = _measured(folder, "bandwidth", str(int(sweep_bytes)))
    times = ", ".join(
        f"{1000 * sweeps * sweep_bytes / speed[kind]:.1f} ms {words} ({speed[kind] / 1e9:.0f} GB/s)"
        for kind, words in (("cache", "from cache"), ("memory", "from memory"))
    )
    return Note(f"bound by bandwidth: {sweep_bytes / 1e6:.1f} MB a sweep", times)


def batches(folder: Path) -> Iterable[Row | Note]:
    """Scenarios solved side by side."""
    got = _measured(folder, "batch", str(BATCH))
    yield Row(f"{BATCH} scenarios of 80×50 in batches, each", "ms", 12, got["ms"])
    yield Note("the same one by one, each; not converged", f"{got['alone_ms']:.1f} ms; {got['failed']:.0f}")


def draws(folder: Path) -> Iterable[Row | Note]:
    """Draws of all elasticities, and memory that should not grow with their number."""
    got = _measured(folder, "draws", str(DRAWS), str(DRAW_WORKERS))
    yield Row(f"{DRAWS:,} draws of elasticities, 80×50, on two cores", "s", 30, got["seconds"])
    yield Row(
        f"peak memory after {DRAWS:,} draws: no more than after {DRAWS // 10}",
        "MB",
        1.1 * got["early_mb"],
        got["late_mb"],
    )
    yield Note("draws not converged", f"{got['failed']:.0f}")


def gradients(folder: Path) -> Iterable[Row | Note]:
    """The gradient of US real income in every duty of the world."""
    got = _measured(folder, "gradient")
    yield Row("gradient in all 80·80·50 duties, over one solve", "solves", 3, got["ratio"])
    yield Note("passes, residual of the adjoint", f"{got['sweeps']:.0f}, {got['residual']:.0e}; {got['ms']:.0f} ms")


def gegravity(folder: Path) -> Iterable[Note]:
    """gegravity on its own example, in an environment of its own, and the same world and shock here."""
    got = _peer(folder, "gegravity")
    assert isinstance(got, dict)
    for words, key in (("the shock alone", "s"), ("with its baseline and tables", "whole_s")):
        theirs, ours = got[f"theirs_{key}"], got[f"ours_{key}"]
        yield Note(
            f"gegravity 0.3, its 30 countries: {words}",
            f"{theirs / ours:.0f} times ours ({theirs:.2f} s, {1000 * ours:.1f} ms)",
        )
    yield Note(
        "residuals; size installed",
        f"{got['theirs_residual']:.0e}, ours {got['ours_residual']:.0e}; {got['size_mb']:.0f} MB",
    )
    yield Note("real GDP", f"{got['words']}")
    yield Note("largest difference; it holds shares of world spending", f"{100 * got['apart']:.3f} points")


def scipy(folder: Path) -> Iterable[Note]:
    """The plain methods of scipy on the conditions of two of the worlds above."""
    for kind, words in (("one_sector", "194×1 to 1e-12"), ("us20", "80×50 to 1e-9")):
        for got in _peer(folder, "scipy", kind):
            ratio = got["seconds"] / got["ours_s"]
            yield Note(
                f"scipy {got['method']}, {words}",
                f"{ratio:.1f} times ours ({got['seconds']:.2f} s, {got['count']} passes, to {got['residual']:.0e})",
            )
            if not got["residual"] <= got["wanted"]:
                yield Note("", f"short of the tolerance: {got['ended']}")


def absent(folder: Path) -> Iterable[Note]:
    """Programs that cannot be run here, each with its reason."""
    for name, reason in NOT_MEASURED:
        yield Note(name, f"not measured: {reason}")


def _peer(folder: Path, *arguments: str) -> Any:
    output = finished([sys.executable, HERE / "trade_peers.py", *arguments], folder, one_core=True).output
    return json.loads(output.splitlines()[-1])


def stress(folder: Path) -> Iterable[Note]:
    """The stress set, counted."""
    command = [sys.executable, HERE / "trade_stress.py", str(STRESS), "0", str(os.cpu_count() or 1)]
    for line in finished([*command, "--report"], folder, one_core=False).output.splitlines():
        yield Note("", line)
