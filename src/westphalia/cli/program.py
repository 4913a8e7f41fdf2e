"""The command line as a whole: its commands, and what becomes of an error."""

import os
import sys
from errno import ENOSPC
from typing import Annotated, Any

import typer

from westphalia.cli import (
    attacks,
    compare,
    forecasts,
    ledger,
    minerals,
    models,
    register,
    reports,
    sanctions,
    settle,
    support,
)  # fmt: skip
from westphalia.cli.output import fail
from westphalia.errors import UsageError, WestphaliaError
from westphalia.version import __version__

INTERRUPTED = 130
SHOW_TRACEBACK = "WESTPHALIA_TRACEBACK"
_REPORT_IT = (
    f"This is a fault of the program: please report it, with what {SHOW_TRACEBACK}=1 before the command prints."
)

app = typer.Typer(
    name="westphalia",
    help="From a headline to its consequences: read reports, check every figure, compute what follows.",
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(reports.brief)
app.command()(reports.demo)
app.command()(reports.read)
app.command()(reports.corrections)
app.add_typer(ledger.app, name="ledger")
app.add_typer(register.app, name="register")
app.command()(models.run)
app.command()(models.explain)
app.command()(compare.compare)
app.command()(minerals.minerals)
app.command()(attacks.attacks)
app.command()(models.levers)
app.command()(models.presets)
app.command()(models.validate)
app.command()(models.studies)
app.command()(models.sources)
app.command()(sanctions.sanctions)
app.command()(settle.settle)
app.add_typer(forecasts.app, name="forecasts")
app.command()(support.support)


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="print the version and stop")] = False,
) -> None:
    if version:
        typer.echo(f"westphalia {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(UsageError.exit_code)


def main() -> None:
    """Run the command line; every known error becomes one line and its exit code."""
    _one_thread()
    try:
        code = app(standalone_mode=False)
    except WestphaliaError as error:
        fail(str(error), error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        _silence()
        sys.exit(0)
    except Exception as error:
        if isinstance(error, OSError) and error.errno == ENOSPC:
            _silence()
            fail(f"the output could not be written ({error.strerror}). Make room, or send it elsewhere.", 1)
        if os.environ.get(SHOW_TRACEBACK):
            raise
        said = getattr(error, "format_message", None)
        if said is None:
            fail(f"unexpected {type(error).__name__}: {error}. {_REPORT_IT}", WestphaliaError.exit_code)
        fail(f"{said()} {_help_hint(error)}", getattr(error, "exit_code", UsageError.exit_code))
    if code == INTERRUPTED:
        fail("interrupted; no half-written file was left.", INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


def _silence() -> None:
    """Whatever is still to be printed goes nowhere, so that the end says nothing of its own."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _one_thread() -> None:
    """The matrices are small: threads of the linear algebra would only wait for each other. Said before it loads."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _help_hint(error: Any) -> str:
    """Where a mistake on the command line can be looked up."""
    context = getattr(error, "ctx", None)
    return f"See {context.command_path if context else 'westphalia'} --help."
