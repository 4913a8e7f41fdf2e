"""The terminal: parse, call, render."""

from westphalia.cli.program import app, main

__all__ = ["app", "main"]
