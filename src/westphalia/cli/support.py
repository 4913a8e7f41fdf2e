"""The command on aid to Ukraine: totals by donor and year from the release held, or from a tracker's file."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from westphalia.cli.options import Json
from westphalia.cli.output import console, emit
from westphalia.errors import UsageError

if TYPE_CHECKING:
    from westphalia.world.aid import EuAs, Period, Tracker


def support(
    donors: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DONOR]...", help="ISO-3 codes, groups such as EU27, or EU_INSTITUTIONS; all without"),
    ] = None,
    tracker: Annotated[
        Path | None,
        typer.Option("--tracker", metavar="FILE", help="monthly file of the Kiel tracker, for any month and release"),
    ] = None,
    release: Annotated[
        int | None, typer.Option("--release", metavar="N", help="release: of the file, or the one held (29)")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="YYYY-MM", help="last month counted; the release's last without")
    ] = None,
    eu: Annotated[
        str,
        typer.Option("--eu", metavar="donor|members", help="the EU's aid: its institutions', or charged to members"),
    ] = "donor",
    as_json: Json = False,
) -> None:
    """Aid to Ukraine by donor and year: allocations, commitments, disbursements, and shares of GDP."""
    from westphalia.report import support as page

    held = _tracker(tracker, release)
    found = page.support(held, donors or (), _span(held, to), _eu(eu))
    if as_json:
        emit({"support": page.support_json(found)})
        return
    from westphalia.report.printed import print_tables

    print_tables((page.support_table(found),), console())


def _tracker(file: Path | None, release: int | None) -> "Tracker":
    """The release held, or the file's; a file without its release is refused."""
    from westphalia.world import aid
    from westphalia.world.tracker_file import read_tracker

    if file is not None:
        return read_tracker(file, release)
    return aid.tracker(aid.RELEASE if release is None else release)


def _span(held: "Tracker", to: str | None) -> "Period":
    from westphalia.world.aid import FIRST_YEAR, Period

    if to is None:
        return held.span
    match = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", to)
    if match is None or int(match[1]) < FIRST_YEAR:
        raise UsageError(f"--to: {to!r} is no month from {FIRST_YEAR} on. Write it as YYYY-MM, e.g. 2025-02.")
    return Period(FIRST_YEAR, int(match[1]), int(match[2]))


def _eu(way: str) -> "EuAs":
    if way == "donor":
        return "donor"
    if way == "members":
        return "members"
    raise UsageError(f"--eu: {way!r} is neither. Write donor, or members; its aid is never counted twice.")
