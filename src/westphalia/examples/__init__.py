"""Example reports, in our own words around public facts."""

from importlib.resources import files
from pathlib import Path
from typing import Final

from westphalia.errors import DataError

__all__ = ["SITUATION", "example_reports"]

SITUATION: Final = "transatlantic-tariffs-2025"
"""The negotiation that the example reports lead up to; the rule for reports of one's own would not find it in them."""


def example_reports() -> tuple[Path, ...]:
    """The example reports that come with the package, by date."""
    folder = Path(str(files(__name__))) / "reports"
    found = tuple(sorted(folder.glob("*.txt")))
    if not found:
        raise DataError(f"{folder}: no example reports, expected *.txt. Install the package again.")
    return found
