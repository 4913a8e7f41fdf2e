"""Commands on a register of designations: lists go in, counts and differences come out."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from westphalia.cli.options import Json, day
from westphalia.cli.output import console, emit, say, warn
from westphalia.errors import UsageError

if TYPE_CHECKING:
    from westphalia.register.counts import By

app = typer.Typer(
    name="register",
    help="Sanctions lists you supply, kept by two times: what changed, how many, what authorities share. No names.",
    rich_markup_mode=None,
)
In = Annotated[Path, typer.Option("--in", metavar="FILE", help="the register")]
Whose = Annotated[
    str | None, typer.Option("--authority", metavar="NAME", help="whose list; needed where there are several")
]
On = Annotated[
    str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="in force on this day; the day known unless told")
]
Known = Annotated[
    str | None, typer.Option("--known", metavar="YYYY-MM-DD", help="as known on this day; the newest list unless told")
]
DEFAULT = Path("register.sqlite")


@app.callback(invoke_without_command=True)
def _group(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(UsageError.exit_code)


@app.command()
def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="UK Sanctions List (XML) or FollowTheMoney entities")],
    authority: Annotated[str, typer.Option("--authority", metavar="NAME", help="whose list it is")],
    as_of: Annotated[str, typer.Option("--as-of", metavar="YYYY-MM-DD", help="the day the list is of")],
    register: In = DEFAULT, as_json: Json = False,
) -> None:  # fmt: skip
    """Add a list as it was on a day, whole or not at all."""
    from westphalia.register.store import load as loaded
    from westphalia.report.register import loaded_line, loaded_warnings, snapshot_json

    on = day(as_of, "--as-of")
    if on is None:
        raise UsageError("--as-of: empty, expected the day of the list as YYYY-MM-DD.")
    made = loaded(register, file, authority, on)
    if as_json:
        emit({"snapshot": snapshot_json(made) if made else None})
    elif made is None:
        say(f"{file}: this list of {authority} as of {on} is held already; nothing was added.")
    else:
        typer.echo(loaded_line(made))
        for line in loaded_warnings(made):
            warn(line)


@app.command()
def versions(register: In = DEFAULT, as_json: Json = False) -> None:
    """The lists held, and how each differs from the one before."""
    from westphalia.register.store import open_register
    from westphalia.report.register import snapshot_json, snapshot_table

    with open_register(register) as held:
        found = held.snapshots()
    if as_json:
        emit({"snapshots": [snapshot_json(one) for one in found]})
    else:
        console().print(snapshot_table(found))


@app.command()
def diff(
    authority: Whose = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="YYYY-MM-DD", help="from the list newest on this day")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="YYYY-MM-DD", help="to the list newest on this day")
    ] = None,
    register: In = DEFAULT, as_json: Json = False,
) -> None:  # fmt: skip
    """What was added, amended and delisted between two lists."""
    from westphalia.register.differences import between, differences
    from westphalia.register.store import open_register
    from westphalia.report.register import SHOWN, change_table, changes_line, summary

    with open_register(register) as held:
        lists = between(held, authority, day(since, "--since"), day(until, "--until"))
        found = summary(lists, differences(held, lists), None if as_json else SHOWN)
    if as_json:
        emit(asdict(found))
        return
    typer.echo(changes_line(found))
    if found.changes:
        console().print(change_table(found))
    more = sum(found.totals.values()) - len(found.changes)
    if more:
        say(f"… and {more:,} more; --json lists all.")


@app.command()
def counts(
    by: Annotated[str, typer.Option("--by", metavar="KEY", help="regime, measure, month, authority or type")],
    on: On = None, known: Known = None, authority: Whose = None, register: In = DEFAULT, as_json: Json = False,
) -> None:  # fmt: skip
    """How many designations are in force, by one key."""
    from westphalia.register.counts import counts as counted
    from westphalia.register.known import view
    from westphalia.register.store import open_register
    from westphalia.report.register import counts_line, counts_table

    key = _key(by)
    with open_register(register) as held:
        found = counted(held, key, view(held, day(on, "--on"), day(known, "--known"), authority))
    if as_json:
        rows = [{"value": value, "number": number} for value, number in found.numbers.items()]
        emit(asdict(found) | {"numbers": rows})
        return
    if found.numbers:
        console().print(counts_table(found))
    typer.echo(counts_line(found))


def _key(by: str) -> "By":
    from westphalia.register.counts import BY

    if by in BY:
        return cast("By", by)
    raise UsageError(f"--by: {by!r} is no key, expected {', '.join(BY[:-1])} or {BY[-1]}.")


@app.command()
def overlap(on: On = None, known: Known = None, register: In = DEFAULT, as_json: Json = False) -> None:
    """What authorities share, by official numbers alone."""
    from westphalia.register.known import view
    from westphalia.register.overlap import overlap as shared
    from westphalia.register.store import open_register
    from westphalia.report.register import overlap_table

    with open_register(register) as held:
        looked_at = view(held, day(on, "--on"), day(known, "--known"), None)
        found = shared(held, looked_at)
    if as_json:
        emit({"on": looked_at.on, "known": looked_at.known, "overlap": [asdict(row) for row in found]})
    elif found:
        console().print(overlap_table(found))
        typer.echo("Equal numbers only, never names: no screening, and nothing to decide on compliance with.")
    else:
        say(f"{register}: no official number is in the lists of two authorities on {looked_at.on}.")


@app.command()
def show(
    key: Annotated[str, typer.Argument(metavar="ID", help="a designation by the identifier its list gives it")],
    authority: Whose = None, register: In = DEFAULT, as_json: Json = False,
) -> None:  # fmt: skip
    """All that was ever said under one identifier, names included."""
    from westphalia.register.store import open_register
    from westphalia.report.register import version_json, version_table

    with open_register(register) as held:
        found = held.versions(key, authority)
    if as_json:
        emit({"versions": [version_json(one) for one in found]})
        return
    for one in found:
        console().print(version_table(one))
