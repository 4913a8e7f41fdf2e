"""The date of a report that prints none."""

from datetime import date

from westphalia.errors import EvidenceError


def infer_date(text: str, source_file: str) -> tuple[date, tuple[str, ...]]:
    """The day that fits the clues of a text, and the clues; an error where they do not settle one."""
    raise EvidenceError(f"{source_file}: prints no date and its clues do not settle one. Give it: --date YYYY-MM-DD")
