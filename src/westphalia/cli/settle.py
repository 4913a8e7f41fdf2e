"""The command on situations: what positions imply, which packages all would accept, and how far to trust either."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from westphalia.cli.options import Json
from westphalia.cli.output import console, emit
from westphalia.errors import UsageError, nearest

if TYPE_CHECKING:
    from westphalia.settlement import Settlement
    from westphalia.situation import Situation

SHIPPED = "shipped"


def settle(
    situation: Annotated[
        str | None, typer.Argument(help="shipped situation or file; without it the shipped ones are listed")
    ] = None,
    issue: Annotated[str | None, typer.Option("--issue", metavar="NAME", help="one issue alone")] = None,
    draws: Annotated[int, typer.Option("--draws", metavar="N", help="draws of what was coded")] = 1000,
    backtest: Annotated[
        str | None,
        typer.Option(
            "--backtest", metavar="DIR",
            help=f"errors of the models on decisions of the EU in a folder; {SHIPPED}: as they come with the package",
        ),
    ] = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """What positions imply: compromise, bargain and packages all would accept, each with its limits."""
    if backtest is not None:
        if situation is not None or issue is not None:
            raise UsageError("settle: --backtest scores models on past decisions and takes no situation or issue.")
        _backtest(None if backtest == SHIPPED else Path(backtest), as_json)
    elif situation is None:
        if issue is not None:
            raise UsageError("settle: --issue shows one issue of a situation, and none is named. Name one before it.")
        _listed(as_json)
    else:
        _settle(situation, issue, draws, as_json)


def _backtest(folder: Path | None, as_json: bool) -> None:
    from westphalia.report.backtest import backtest_json, backtest_tables
    from westphalia.report.printed import print_tables

    if as_json:
        emit({"backtest": backtest_json(folder)})
    else:
        print_tables(backtest_tables(folder), console())


def _listed(as_json: bool) -> None:
    from westphalia.report.settle import situations_table
    from westphalia.report.settle_json import situations_json

    if as_json:
        emit({"situations": situations_json()})
        return
    from westphalia.report.printed import print_tables

    print_tables((situations_table(),), console())


def _settle(name: str, issue: str | None, draws: int, as_json: bool) -> None:
    from westphalia.settlement import settle as settled
    from westphalia.situation import load_situation

    found = load_situation(name)
    chosen = None if issue is None else _issue(found, issue)
    answers = settled(found, draws)
    if as_json:
        from westphalia.report.settle_json import issue_json, settle_json

        emit({"settlement": settle_json(answers) if chosen is None else issue_json(answers, chosen)})
        return
    _print(answers, chosen)


def _print(answers: "Settlement", chosen: int | None) -> None:
    """What the numbers stand on, then the answers in short and in full, then what is left out."""
    from westphalia.report.printed import print_tables
    from westphalia.report.settle import issue_tables, settle_tables
    from westphalia.report.settle_lines import issue_lines, limit_lines, origins_line, short_lines, title_line

    terminal = console()
    terminal.print(title_line(answers), style="bold", markup=False)
    terminal.print(origins_line(answers), markup=False)
    terminal.print()
    for line in short_lines(answers) if chosen is None else issue_lines(answers, chosen):
        terminal.print(line, markup=False)
    print_tables(settle_tables(answers) if chosen is None else issue_tables(answers, chosen), terminal)
    terminal.print()
    terminal.print("Not modelled", style="bold")
    for line in limit_lines(answers):
        terminal.print(f"· {line}", markup=False)


def _issue(situation: "Situation", name: str) -> int:
    """Which issue is meant."""
    if name not in situation.issue_names:
        raise UsageError(f"--issue: no issue is called {name!r}. {nearest(name, situation.issue_names)}")
    return situation.issue_names.index(name)
