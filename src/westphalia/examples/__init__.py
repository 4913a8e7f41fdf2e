"""Example reports, in our own words around public facts."""

from importlib.resources import files
from pathlib import Path

from westphalia.errors import DataError

__all__ = ["example_reports"]


def example_reports() -> tuple[Path, ...]:
    """The example reports that come with the package, by date."""
    folder = Path(str(files(__name__))) / "reports"
    found = tuple(sorted(folder.glob("*.txt")))
    if not found:
        raise DataError(f"{folder}: no example reports, expected *.txt. Install the package again.")
    return found
