"""Westphalia: from a headline to its consequences."""

from westphalia.api import brief, compare, draws, explain, explain_accounts, load_base, read, run, settle
from westphalia.version import __version__

__all__ = [
    "__version__",
    "brief",
    "compare",
    "draws",
    "explain",
    "explain_accounts",
    "load_base",
    "read",
    "run",
    "settle",
]
