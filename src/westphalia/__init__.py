"""Westphalia: from a headline to its consequences."""

__version__ = "0.1.0"
