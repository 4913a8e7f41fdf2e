"""Westphalia: from a headline to its consequences."""

from westphalia.api import brief, read, run

__version__ = "0.1.0"
__all__ = ["__version__", "brief", "read", "run"]
