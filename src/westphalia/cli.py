"""The terminal: parse, call, render."""

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from westphalia.errors import DataError, UsageError, WestphaliaError
from westphalia.version import __version__

if TYPE_CHECKING:
    from westphalia.evidence.claims import Reading

JSON_VERSION = "1"
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

Reports = Annotated[
    list[str], typer.Argument(metavar="REPORT", help="text files of news reports; - reads standard input")
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


@app.command()
def brief(
    reports: Reports, output: Output = Path("brief.html"), on: On = None, country: Country = None, quiet: Quiet = False,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Read reports and write one self-contained page: figures with verdicts, and what follows from the levers."""
    from westphalia.report.text import print_summary

    _require_place(output, reports)
    made = _make_brief(reports, on, country, quiet)
    _write_brief(made, output)
    if as_json:
        from westphalia.report.data import brief_json

        _emit(brief_json(made))
    elif not quiet:
        print_summary(made, _console())
        _say(f"wrote {output}")


@app.command()
def demo(output: Output = Path("brief.html"), quiet: Quiet = False) -> None:
    """The main job on the example reports that come with the package."""
    from westphalia.examples import example_reports

    brief([str(path) for path in example_reports()], output=output, quiet=quiet)


@app.command()
def read(reports: Reports, on: On = None, as_json: Json = False) -> None:
    """Read the figures and dates of reports."""
    from westphalia.evidence.read import reading_json

    readings = _read(reports, on)
    if as_json:
        _emit({"reports": [reading_json(reading) for reading in readings]})
        return
    from westphalia.report.text import print_reading

    for reading in readings:
        print_reading(reading, _console())


@app.command()
def run(
    scenario: Annotated[str, typer.Argument(help="preset or file; several stack with +")],
    changes: Annotated[
        list[str] | None, typer.Option("--set", metavar="LEVER.FIELD=VALUE", help="change one value; repeatable")
    ] = None,
    country: Country = None,
    as_json: Json = False,
) -> None:
    """Run a scenario and print what follows, with ranges."""
    from westphalia.report.data import outcome_json
    from westphalia.report.text import print_outcome
    from westphalia.scenario.files import load_scenario
    from westphalia.simulate import simulate

    shown = _countries(country)
    outcome = simulate(load_scenario(scenario, changes or ()))
    if as_json:
        _emit(outcome_json(outcome, shown))
    else:
        print_outcome(outcome, shown, _console())


@app.command()
def presets(as_json: Json = False) -> None:
    """List the scenarios that come with the package."""
    from westphalia.scenario.files import load_scenario
    from westphalia.scenario.files import presets as names

    rows = [{"preset": name} | _headline(load_scenario(name)) for name in names()]
    _table(rows, as_json, "presets")


@app.command()
def validate(scenario: Annotated[str, typer.Argument(help="scenario file or preset")], as_json: Json = False) -> None:
    """Check a scenario file without running it."""
    from westphalia.scenario.files import load_scenario

    loaded = load_scenario(scenario)
    if as_json:
        _emit({"valid": True, "sha256": loaded.sha256} | _headline(loaded))
    else:
        typer.echo(f"valid: {loaded.title} (sha256 {loaded.sha256[:12]})")


@app.command()
def studies(as_json: Json = False) -> None:
    """Published estimates that stand beside our own, and how their scenarios differ."""
    from westphalia.world.studies import studies as held

    rows = [
        {
            "study": s.title, "publisher": s.publisher, "published": s.published, "measure": s.measure,
            "subject": s.subject, "value": s.value, "low": s.low, "high": s.high, "unit": s.unit, "counts": s.counts,
            "source": s.source,
        }
        for s in held()
    ]  # fmt: skip
    short = ("source", "published", "measure", "subject", "value", "low", "high", "unit")
    _table(rows if as_json else [{key: row[key] for key in short} for row in rows], as_json, "studies")


@app.command()
def sources(as_json: Json = False) -> None:
    """Every source of the shipped tables: publisher, edition, date, terms."""
    from dataclasses import asdict

    from westphalia.world.load import sources as held

    rows = [asdict(s) for s in held()]
    _table(rows if as_json else [{k: r[k] for k in ("id", "publisher", "edition", "terms")} for r in rows],
           as_json, "sources")  # fmt: skip


def main() -> None:
    """Run the command line; every known error becomes one line and its exit code."""
    try:
        code = app(standalone_mode=False)
    except WestphaliaError as error:
        _fail(str(error), error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get(SHOW_TRACEBACK):
            raise
        said = getattr(error, "format_message", None)
        if said is None:
            _fail(f"unexpected {type(error).__name__}: {error}. {_REPORT_IT}", WestphaliaError.exit_code)
        _fail(f"{said()} {_help_hint(error)}", getattr(error, "exit_code", UsageError.exit_code))
    if code == INTERRUPTED:
        _fail("interrupted; no half-written file was left.", INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


def _help_hint(error: Any) -> str:
    """Where a mistake on the command line can be looked up."""
    context = getattr(error, "ctx", None)
    return f"See {context.command_path if context else 'westphalia'} --help."


def _make_brief(reports: list[str], on: str | None, country: list[str] | None, quiet: bool) -> Any:
    from westphalia.report.assemble import assemble_brief

    shown = _countries(country)
    readings = _read(reports, on)
    return assemble_brief(readings, shown, progress=(lambda _: None) if quiet else _say)


def _read(reports: Iterable[str], on: str | None) -> "list[Reading]":
    from westphalia.evidence.document import MAX_BYTES
    from westphalia.evidence.read import read_document

    given = _day(on)
    return [
        read_document(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input", given)
        if name == "-"
        else read_document(Path(name), name, given)
        for name in reports
    ]


def _write_brief(made: Any, output: Path) -> None:
    """The page whole or not at all: written beside its place and moved there."""
    from westphalia.report.brief import render_brief

    page = render_brief(made)
    part = output.with_name(f".{output.name}.part")
    try:
        part.write_text(page, encoding="utf-8")
        part.replace(output)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror}). Give another place with -o FILE.") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _require_place(output: Path, reports: Iterable[str]) -> None:
    """Refuse a place that cannot take the page before anything is computed, and never write over a report."""
    if output.is_dir():
        reason = "it is a folder"
    elif not output.parent.is_dir():
        reason = f"there is no folder {output.parent}"
    elif output.exists() and any(output.samefile(name) for name in reports if Path(name).exists()):
        reason = "it is one of the reports"
    else:
        return
    raise UsageError(f"{output}: cannot be written ({reason}). Give another place with -o FILE.")


def _countries(extra: list[str] | None) -> tuple[str, ...]:
    from westphalia.world.countries import shown_codes

    try:
        return shown_codes(extra or ())
    except DataError as unknown:
        raise UsageError(f"--country: {unknown}") from None


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--date: {text!r} is not a date. Write it as YYYY-MM-DD, e.g. 2025-02-24.") from None


def _headline(scenario: Any) -> dict[str, Any]:
    return {"title": scenario.title, "date": scenario.date, "base": scenario.base, "levers": len(scenario.levers)}


def _emit(data: dict[str, Any]) -> None:
    def plain(value: object) -> str:
        if isinstance(value, date | datetime):
            return value.isoformat()
        raise TypeError(f"{value!r} has no JSON form")

    typer.echo(json.dumps({"schema": f"westphalia/{JSON_VERSION}"} | data, ensure_ascii=False, indent=1, default=plain))


def _table(rows: list[dict[str, Any]], as_json: bool, name: str) -> None:
    if as_json:
        _emit({name: rows})
        return
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in rows[0]:
        table.add_column(column)
    for row in rows:
        table.add_row(*("" if v is None else str(v) for v in row.values()))
    _console().print(table)


def _console() -> Any:
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 120, soft_wrap=False, highlight=False)


def _say(text: str) -> None:
    typer.echo(text, err=True)


def _fail(text: str, code: int) -> None:
    typer.echo(f"westphalia: {' '.join(text.split())}", err=True)
    sys.exit(code)
