"""Options that several commands share, and what their values mean."""

import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from westphalia.errors import DataError, UsageError

if TYPE_CHECKING:
    from westphalia.world.baseline import Baseline

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHOWN = 40
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
ScenarioName = Annotated[str, typer.Argument(help="preset or file; several stack with +")]
Changes = Annotated[
    list[str] | None, typer.Option("--set", metavar="LEVER.FIELD=VALUE", help="change one value; repeatable")
]
Base = Annotated[
    Path | None, typer.Option("--base", metavar="DIR", help="a base that ships, or a folder with a world of your own")
]
Output = Annotated[Path, typer.Option("-o", "--output", help="where the page is written")]
Quiet = Annotated[bool, typer.Option("--quiet", help="no summary and no progress")]
Sheet = Annotated[
    Path | None, typer.Option("--sheet", metavar="FILE", help="also write one printable A4 page with the essentials")
]
Earlier = Annotated[
    Path | None, typer.Option("--diff", metavar="OLD.html", help="say what changed since an earlier page")
]
SituationOf = Annotated[
    str | None,
    typer.Option("--situation", metavar="NAME", help="deal of section 6: shipped or a file; else by the reports"),
]
Keep = Annotated[
    Path | None, typer.Option("--ledger", metavar="FILE", help="keep what was read in this ledger; made where absent")
]


def day(text: str | None, option: str = "--date") -> date | None:
    """The day an option names; None where it is not given."""
    if text is None:
        return None
    if _DAY.fullmatch(text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    raise UsageError(f"{option}: {text[:_SHOWN]!r} is not a date. Write it as YYYY-MM-DD, e.g. 2025-02-24.")


def countries(extra: list[str] | None, base: str | None = None) -> tuple[str, ...]:
    """The countries to show: the standard ones and those asked for; a base of one's own brings its own labels."""
    from westphalia.world.countries import shown_codes
    from westphalia.world.load import BASES, load_baseline

    try:
        if base is None or base in BASES:
            return shown_codes(extra or ())
        return _of_own_base(load_baseline(base), extra or [], shown_codes())
    except DataError as unknown:
        raise UsageError(f"--country: {unknown}") from None


def _of_own_base(baseline: "Baseline", extra: list[str], standard: tuple[str, ...]) -> tuple[str, ...]:
    """Those asked for by the base's own labels, else by code, and the standard ones it has, else its largest."""
    from westphalia.world.countries import code_of

    labels = baseline.axes.countries
    asked = tuple(code if code in labels else code_of(code) for code in extra)
    known = tuple(code for code in standard if code in labels)
    by_size = sorted(zip(baseline.value_added.tolist(), labels.labels, strict=True), reverse=True)
    return tuple(dict.fromkeys((*(known or [label for _, label in by_size[: len(standard)]]), *asked)))
