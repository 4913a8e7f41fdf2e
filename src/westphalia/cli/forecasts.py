"""Commands on a log of forecasts: sealed when they are made, held against what came about, never rewritten."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from westphalia.cli.options import Json, day
from westphalia.cli.output import console, emit, say
from westphalia.errors import UsageError

app = typer.Typer(
    name="forecasts",
    help="A dated, sealed log of forecasts: add, check the chain, enter outcomes, score against no change.",
    rich_markup_mode=None,
)
File = Annotated[str, typer.Argument(metavar="FILE", help="the log")]


@app.callback(invoke_without_command=True)
def _group(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(UsageError.exit_code)


def _place(log: str, given: str = "FILE") -> Path:
    """Where a log is; an empty name would be the folder one is in."""
    if not log:
        raise UsageError(f"{given}: '' names no file. Give the place of a log, e.g. forecasts.jsonl.")
    return Path(log)


@app.command()
def add(
    situation: Annotated[str, typer.Argument(metavar="SITUATION", help="a shipped situation or a file")],
    log: Annotated[str, typer.Option("--log", metavar="FILE", help="the log; made where absent")],
    on: Annotated[
        str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="day it was made; today unless told")
    ] = None,
    as_json: Json = False,
) -> None:
    """Seal the forecast of a situation behind the last entry."""
    from westphalia.report.forecasts import PUBLISH, added_line, entry_json, held_line
    from westphalia.settlement.forecast_intake import add_forecast

    today = date.today()
    sealed = add_forecast(_place(log, "--log"), situation, day(on, "--on") or today, today)
    if as_json:
        emit({"log": str(log), "added": entry_json(sealed) if sealed else None})
    elif sealed is None:
        say(held_line(str(log)))
    else:
        typer.echo(added_line(str(log), sealed))
        say(PUBLISH)


@app.command()
def outcome(
    log: File,
    situation: Annotated[
        str, typer.Argument(metavar="SITUATION", help="the situation, or 8 or more digits of its hash")
    ],
    issue: Annotated[str, typer.Option("--issue", metavar="NAME", help="which of its issues")],
    value: Annotated[float, typer.Option("--value", metavar="X", help="what came about, in the units of its scale")],
    source: Annotated[str, typer.Option("--source", metavar="TEXT", help="where that is read")],
    on: Annotated[str, typer.Option("--on", metavar="YYYY-MM-DD", help="the day it came about")],
    correction: Annotated[
        str | None, typer.Option("--correction", metavar="TEXT", help="why it differs from the one entered before")
    ] = None,
    beyond_scale: Annotated[
        bool, typer.Option("--beyond-scale", help="it came about beyond the end of the scale given as --value")
    ] = False,
    as_json: Json = False,
) -> None:
    """Seal what came about on an issue that was forecast."""
    from westphalia.report.forecasts import added_line, entry_json, held_line
    from westphalia.settlement.forecast_intake import add_outcome
    from westphalia.settlement.forecasts import Came

    came = Came(issue, value, day(on, "--on") or date.today(), source, correction, beyond_scale)
    sealed = add_outcome(_place(log), situation, came, date.today())
    if as_json:
        emit({"log": str(log), "added": entry_json(sealed) if sealed else None})
    elif sealed is None:
        say(held_line(str(log)))
    else:
        typer.echo(added_line(str(log), sealed))


@app.command()
def check(
    log: File,
    head: Annotated[
        str | None, typer.Option("--head", metavar="HASH", help="a head published earlier: is it still in the chain?")
    ] = None,
    as_json: Json = False,
) -> None:
    """Compute every seal anew; what was changed, removed or moved ends with exit code 4."""
    from westphalia.report.forecasts import PUBLISH, check_json, check_line
    from westphalia.settlement.forecast_log import read_log, require_head

    held = read_log(_place(log))
    if head is not None:
        require_head(held, head)
    if as_json:
        emit(check_json(held))
        return
    typer.echo(check_line(held))
    say(PUBLISH)


@app.command()
def score(log: File, as_json: Json = False) -> None:
    """How forecasts did against no change and the middle of the scale."""
    from westphalia.report.forecasts import score_notes, score_table, scored_table, scores_json
    from westphalia.settlement.forecast_log import read_log
    from westphalia.settlement.forecast_scores import scores

    held = read_log(_place(log))
    found = scores(held)
    if as_json:
        emit(scores_json(held, found))
        return
    if not found.scored:
        say(f"{log}: no forecast has an outcome yet. Enter one with `westphalia forecasts outcome`.")
        return
    screen = console()
    screen.print(score_table(found))
    screen.print()
    screen.print(scored_table(found))
    for line in score_notes(found):
        screen.print(line, markup=False)


@app.command()
def show(log: File, as_json: Json = False) -> None:
    """The entries, and each forecast issue by issue."""
    from westphalia.report.forecasts import entry_table, forecast_note, forecast_table, log_json
    from westphalia.settlement.forecast_log import read_log

    held = read_log(_place(log))
    if as_json:
        emit(log_json(held))
        return
    screen = console()
    screen.print(entry_table(held))
    for sealed, made in held.forecasts:
        screen.print(f"\nLine {sealed.line}: {made.situation.title}, made {made.made}", style="bold", markup=False)
        screen.print(forecast_table(made))
        screen.print(forecast_note(made), markup=False)
