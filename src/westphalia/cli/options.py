"""Options that several commands share, and what their values mean."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from westphalia.errors import DataError, UsageError

LEDGER_VARIABLE = "WESTPHALIA_LEDGER"
Reports = Annotated[
    list[str],
    typer.Argument(metavar="REPORT", help="news reports: text, HTML or PDF; a folder of them; - reads standard input"),
]
On = Annotated[
    str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="day of the reports, where they do not say")
]
Json = Annotated[bool, typer.Option("--json", help="results as JSON with a versioned schema")]
Country = Annotated[
    list[str] | None, typer.Option("--country", metavar="ISO", help="further country (ISO-3 code or group); repeatable")
]
Output = Annotated[Path, typer.Option("-o", "--output", help="where the page is written")]
Quiet = Annotated[bool, typer.Option("--quiet", help="no summary and no progress")]
Keep = Annotated[
    Path | None, typer.Option("--ledger", metavar="FILE", help="keep what was read in this ledger; made where absent")
]


def day(text: str | None, option: str = "--date") -> date | None:
    """The day an option names; None where it is not given."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option}: {text!r} is not a date. Write it as YYYY-MM-DD, e.g. 2025-02-24.") from None


def countries(extra: list[str] | None) -> tuple[str, ...]:
    """The countries to show: the standard ones and those asked for."""
    from westphalia.world.countries import shown_codes

    try:
        return shown_codes(extra or ())
    except DataError as unknown:
        raise UsageError(f"--country: {unknown}") from None
