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
DRAWS = 1000


def settle(
    situation: Annotated[
        str | None, typer.Argument(help="shipped situation or file; without it the shipped ones are listed")
    ] = None,
    issue: Annotated[str | None, typer.Option("--issue", metavar="NAME", help="one issue alone")] = None,
    draws: Annotated[
        int | None, typer.Option("--draws", metavar="N", help=f"draws of what was coded [default: {DRAWS}]")
    ] = None,
    backtest: Annotated[
        str | None,
        typer.Option(
            "--backtest", metavar="DIR",
            help=f"errors of the models on decisions of the EU in a folder; {SHIPPED}: as they come with the package",
        ),
    ] = None,
    with_consequences: Annotated[
        bool, typer.Option("--consequences", help="what would follow economically of the packages named, by actor")
    ] = False,
    as_json: Json = False,
) -> None:  # fmt: skip
    """What positions imply: compromise, bargain and packages all would accept, each with its limits."""
    if backtest is not None:
        if situation is not None or issue is not None or draws is not None or with_consequences:
            raise UsageError(
                "settle: --backtest scores models on past decisions and takes no situation, issue, draws or "
                "consequences."
            )
        _backtest(None if backtest == SHIPPED else Path(backtest), as_json)
    elif situation is None:
        _nothing_of_one(issue, draws, with_consequences)
        _listed(as_json)
    elif with_consequences:
        if issue is not None:
            raise UsageError("settle: --consequences is of packages, which settle every issue. Leave --issue out.")
        _followed(situation, DRAWS if draws is None else draws, as_json)
    else:
        _settle(situation, issue, DRAWS if draws is None else draws, as_json)


def _nothing_of_one(issue: str | None, draws: int | None, with_consequences: bool) -> None:
    """Refuses what is of one situation where none is named."""
    asked = {
        "--issue shows one issue": issue is not None,
        "--draws are of the codings": draws is not None,
        "--consequences are of packages": with_consequences,
    }
    for what, given in asked.items():
        if given:
            raise UsageError(f"settle: {what} of a situation, and none is named. Name one before it.")


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


def _followed(name: str, draws: int, as_json: bool) -> None:
    """What would follow of the packages named and of texts; all is computed before a line of it is printed."""
    from westphalia.report.settle_consequences import (
        settle_consequences,
        settle_consequences_json,
        settle_consequences_lines,
    )
    from westphalia.settlement import settle as settled
    from westphalia.situation import load_situation

    answers = settled(load_situation(name), draws)
    if as_json:
        emit({"consequences": settle_consequences_json(answers)})
        return
    from westphalia.report.printed import print_tables
    from westphalia.report.settle_lines import origins_line, title_line

    tables, lines = tuple(settle_consequences(answers)), tuple(settle_consequences_lines(answers))
    title, origins = title_line(answers), origins_line(answers)
    terminal = console()
    terminal.print(title, style="bold", markup=False)
    terminal.print(origins, markup=False)
    print_tables(tables, terminal)
    terminal.print()
    terminal.print("In short", style="bold")
    for line in lines:
        terminal.print(f"· {line}", markup=False)


def _print(answers: "Settlement", chosen: int | None) -> None:
    """What the numbers stand on, the answers in short and in full, and what is left out: all made, then printed."""
    from westphalia.report.printed import print_tables
    from westphalia.report.settle import issue_tables, settle_tables
    from westphalia.report.settle_lines import (
        issue_lines,
        key_lines,
        limit_lines,
        origins_line,
        short_lines,
        title_line,
    )
    from westphalia.report.settle_words import for_terminal

    title, origins, limits = title_line(answers), origins_line(answers), tuple(limit_lines(answers))
    lines = tuple(short_lines(answers) if chosen is None else issue_lines(answers, chosen))
    tables = settle_tables(answers) if chosen is None else issue_tables(answers, chosen)
    shown = tuple(map(for_terminal, tables))
    terminal = console()
    terminal.print(title, style="bold", markup=False)
    terminal.print(origins, markup=False)
    terminal.print()
    for line in key_lines():
        terminal.print(f"· {line}", style="dim", markup=False)
    terminal.print()
    for line in lines:
        terminal.print(line, markup=False)
    print_tables(shown, terminal)
    terminal.print()
    terminal.print("Not modelled", style="bold")
    for line in limits:
        terminal.print(f"· {line}", markup=False)


def _issue(situation: "Situation", name: str) -> int:
    """Which issue is meant."""
    if name not in situation.issue_names:
        raise UsageError(f"--issue: no issue is called {name!r}. {nearest(name, situation.issue_names)}")
    return situation.issue_names.index(name)
