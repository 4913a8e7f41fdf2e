"""Processes of their own: started cold, timed from outside, with the account of their memory."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
PROGRAM = str(Path(sys.executable).with_name("westphalia"))


@dataclass(frozen=True)
class Finished:
    """Wall clock and processor time in seconds, peak resident memory in MB, and what was printed."""

    seconds: float
    processor: float
    megabytes: float
    output: str


def finished(command: Sequence[str | Path], folder: Path, *, one_core: bool = False) -> Finished:
    """Run a command to its end. Raises with its own words when it fails."""
    environment = os.environ | (ONE_CORE if one_core else {})
    began = time.perf_counter()
    with subprocess.Popen(
        [str(part) for part in command], cwd=folder, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=_first_core if one_core else None,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        output = running.stdout.read()
        _, status, used = os.wait4(running.pid, 0)
        seconds = time.perf_counter() - began
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}: exit code {running.returncode}\n{output}")
    scale = 1 if sys.platform == "darwin" else 1024
    return Finished(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * scale / 1e6, output)


def _first_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
