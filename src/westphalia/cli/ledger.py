"""Commands on the ledger: what it holds, what is decided on it, what leaves it."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from westphalia.cli.options import LEDGER_VARIABLE, Json, day
from westphalia.cli.output import console, emit, listed, require_place, say, write_whole
from westphalia.errors import UsageError

if TYPE_CHECKING:
    from westphalia.evidence.claims import ClaimKind
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
        wanted = _selection(held, ("event", "statement", "position"), (since, until), actor, country)
        _show(held, wanted, timeline_table, as_json)


@app.command()
def who(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="person or institution; all without it")] = None,
    ledger: File = DEFAULT, since: Since = None, until: Until = None, country: Land = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Everybody named, or all that one of them says and does."""
    from westphalia.cli.ledger_tables import actor_table, record_table
    from westphalia.evidence.claims import CLAIM_KINDS
    from westphalia.ledger.sides import actors

    with _held(ledger) as held:
        wanted = _selection(held, CLAIM_KINDS, (since, until), name, country)
        if name is not None:
            _show(held, wanted, record_table, as_json)
        else:
            _show_rows(held, actors(held, wanted), "actors", actor_table, as_json)


@app.command()
def issues(
    issue: Annotated[str | None, typer.Argument(metavar="[ISSUE]", help="one issue; all without it")] = None,
    ledger: File = DEFAULT, since: Since = None, until: Until = None, actor: Actor = None, country: Land = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Issues there are positions on, or who wants what on one."""
    from westphalia.cli.ledger_tables import issue_table, position_table
    from westphalia.ledger.lookup import issue as known_issue
    from westphalia.ledger.sides import issues as held_issues

    with _held(ledger) as held:
        wanted = _selection(held, ("position",), (since, until), actor, country)
        if issue is not None:
            _show(held, replace(wanted, issue=known_issue(issue)), position_table, as_json)
        else:
            _show_rows(held, held_issues(held, wanted), "issues", issue_table, as_json)


@app.command()
def figures(
    ledger: File = DEFAULT, since: Since = None, until: Until = None, actor: Actor = None, country: Land = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Every figure, who gives it and what it concerns."""
    from westphalia.cli.ledger_tables import figure_table
    from westphalia.ledger.sides import conflicts

    with _held(ledger) as held:
        table = partial(figure_table, contradicted={claim for group in conflicts(held) for claim in group})
        _show(held, _selection(held, ("figure",), (since, until), actor, country), table, as_json)


@app.command()
def contradictions(
    ledger: File = DEFAULT, since: Since = None, until: Until = None, actor: Actor = None, country: Land = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Quantities on which reports differ."""
    from westphalia.cli.ledger_tables import contradiction_table
    from westphalia.ledger.sides import contradictions as found

    with _held(ledger) as held:
        wanted = _selection(held, ("figure",), (since, until), actor, country)
        _show_rows(held, list(found(held, wanted)), "contradictions", contradiction_table, as_json)


@app.command()
def show(
    name: Id, ledger: File = DEFAULT,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="REPORT", help="a file: does the claim still stand in it?")
    ] = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """All that is known of a claim, verdict or report."""
    from westphalia.cli.ledger_show import details, print_details

    with _held(ledger) as held:
        found = details(held, name, against)
        if as_json:
            emit(found)
        else:
            print_details(found, console())


@app.command()
def accept(name: Id, by: By, note: Note = None, ledger: File = DEFAULT, as_json: Json = False) -> None:
    """Record that a person accepts a claim or verdict."""
    _tell(_decided(ledger, name, "accept", by, note), as_json)


@app.command()
def reject(name: Id, by: By, note: Note = None, ledger: File = DEFAULT, as_json: Json = False) -> None:
    """Record that a person rejects it; nothing is deleted."""
    _tell(_decided(ledger, name, "reject", by, note), as_json)


@app.command()
def export(
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="jsonl, annotations or claimreview")
    ] = "jsonl",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="in place of the screen")
    ] = None,
    include_claims: Annotated[
        bool, typer.Option("--include-claims", help="claimreview: figures not reviewed too, as plain claims")
    ] = False,
    ledger: File = DEFAULT,
) -> None:
    """The ledger as JSON Lines, annotations or ClaimReview."""
    from westphalia.ledger.export import exported

    with _held(ledger) as held:
        pieces = exported(held, form, include_claims=include_claims)
        if output is None:
            for piece in pieces:
                typer.echo(piece, nl=False)
            return
        require_place(output, [str(ledger)])
        write_whole(output, pieces)
        say(f"wrote {output}")


def _decided(path: Path, name: str, decision: Literal["accept", "reject"], by: str, note: str | None) -> dict[str, Any]:
    """A decision as it was stored; the clock is read here and nowhere else."""
    from westphalia.ledger.lookup import claim_or_verdict

    now = datetime.now(UTC).replace(microsecond=0)
    with _held(path) as held:
        target = claim_or_verdict(held, name)
        who = held.decide(target, decision, by, now, note)
    return {"target": target, "decision": decision, "by": who, "at": now, "note": note}


def _tell(made: dict[str, Any], as_json: bool) -> None:
    if as_json:
        emit(made)
    else:
        typer.echo("{decision}ed {target}: {by}, {at:%Y-%m-%d %H:%M} UTC".format(**made))


def _show_rows(held: "Ledger", rows: list[Any], key: str, table: Any, as_json: bool) -> None:
    if as_json:
        emit({key: rows})
    elif rows:
        console().print(table(rows))
    else:
        say(f"{held.path}: no {key} in it.")


def _held(path: Path) -> "Ledger":
    from westphalia.ledger.store import open_ledger

    return open_ledger(path, create=False)


def _selection(
    held: "Ledger", kinds: tuple["ClaimKind", ...], days: tuple[str | None, str | None], actor: str | None,
    country: str | None,
) -> "Selection":  # fmt: skip
    from westphalia.ledger.lookup import codes, names
    from westphalia.ledger.records import Selection

    return Selection(
        kinds=kinds,
        since=day(days[0], "--since"),
        until=day(days[1], "--until"),
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
