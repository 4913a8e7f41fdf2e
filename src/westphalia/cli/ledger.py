"""Commands on the ledger: what it holds, what is decided on it, what leaves it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from westphalia.cli.options import LEDGER_VARIABLE, Json, day
from westphalia.cli.output import console, listed, say
from westphalia.errors import UsageError

if TYPE_CHECKING:
    from westphalia.ledger.records import Selection
    from westphalia.ledger.store import Ledger

app = typer.Typer(
    name="ledger",
    help="What was read, kept: who said what and when, where they differ, what a person decided.",
    rich_markup_mode=None,
)
File = Annotated[
    Path,
    typer.Option("--ledger", metavar="FILE", envvar=LEDGER_VARIABLE, help="the ledger", show_envvar=True),
]
Since = Annotated[str | None, typer.Option("--since", metavar="YYYY-MM-DD", help="first day shown")]
Until = Annotated[str | None, typer.Option("--until", metavar="YYYY-MM-DD", help="last day shown")]
Actor = Annotated[
    str | None, typer.Option("--actor", metavar="NAME", help="only what this person or institution says or does")
]
Land = Annotated[
    str | None, typer.Option("--country", metavar="ISO", help="only what a country or bloc says or does, or is about")
]
Id = Annotated[str, typer.Argument(metavar="ID", help="a claim, verdict or report, by the beginning of its identifier")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="who decides")]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="why")]
DEFAULT = Path("ledger.sqlite")


@app.callback(invoke_without_command=True)
def _group(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(UsageError.exit_code)


@app.command()
def timeline(
    ledger: File = DEFAULT, since: Since = None, until: Until = None, actor: Actor = None, country: Land = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """What was done, said and wanted, day by day."""
    from westphalia.cli.ledger_tables import timeline_table

    with _held(ledger) as held:
        wanted = _selection(held, ("event", "statement", "position"), since, until, actor, country)
        _show(held, wanted, timeline_table, as_json)


@app.command()
def figures(
    ledger: File = DEFAULT, since: Since = None, until: Until = None, actor: Actor = None, country: Land = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Every figure with who gives it, what it concerns and whether another report differs."""
    from westphalia.cli.ledger_tables import figure_table

    with _held(ledger) as held:
        _show(held, _selection(held, ("figure",), since, until, actor, country), figure_table, as_json)


def _held(path: Path) -> "Ledger":
    from westphalia.ledger.store import open_ledger

    return open_ledger(path, create=False)


def _selection(
    held: "Ledger", kinds: tuple[str, ...], since: str | None, until: str | None, actor: str | None, country: str | None
) -> "Selection":
    from westphalia.ledger.lookup import codes, names
    from westphalia.ledger.records import Selection

    return Selection(
        kinds=kinds,
        since=day(since, "--since"),
        until=day(until, "--until"),
        names=names(held, actor) if actor is not None else None,
        codes=codes(country) if country is not None else None,
    )


def _show(held: "Ledger", wanted: "Selection", table: Any, as_json: bool) -> None:
    """The selected claims as a table, or one after the other as JSON; none is said, not shown as an empty table."""
    from westphalia.ledger.records import records

    found = records(held, wanted)
    if as_json:
        with listed("claims") as items:
            for record in found:
                items.add(record)
        return
    rows = list(found)
    if rows:
        console().print(table(rows))
    else:
        say(f"{held.path}: nothing of that kind. Widen --since, --until, --actor or --country.")
