"""Facts about the machine that figures of speed are worth nothing without."""

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("numpy", "scipy", "pydantic", "vl-convert-python")


def machine_facts() -> tuple[str, ...]:
    """Processor, cores, load, memory and versions, one line each."""
    return (
        f"processor   {_processor()}, {os.cpu_count()} cores, load {_load()} in the last minute",
        f"memory      {_memory()}",
        f"system      {platform.system()} {platform.release()}, {platform.machine()}",
        f"versions    Python {sys.version.split()[0]}, " + ", ".join(f"{name} {version(name)}" for name in PACKAGES),
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    return next((x.partition(":")[2].strip() for x in lines if x.startswith("model name")), platform.processor() or "?")


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _memory() -> str:
    if not hasattr(os, "sysconf"):
        return "unknown"
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.1f} GiB"
