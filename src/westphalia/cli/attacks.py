"""The command on attacks: monthly totals with ranges, shares by reporting regime, rules for claims."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from westphalia.cli.options import Json
from westphalia.cli.output import console, emit
from westphalia.errors import UsageError

if TYPE_CHECKING:
    from westphalia.outcome.attacks import AttackOutcome
    from westphalia.world.attacks import AttackDay, Kind


def attacks(
    kind: Annotated[str, typer.Option("--kind", metavar="drones|missiles", help="what is counted")] = "drones",
    daily: Annotated[
        Path | None,
        typer.Option("--daily", metavar="FILE", help="daily counts of your own: months and scores from it"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Attacks on Ukraine by month as announced: totals with ranges, shares by reporting regime, rules for claims."""
    from westphalia.report import attacks as page

    found, days = _found(_kind(kind), daily)
    if as_json:
        emit(page.attack_json(found))
        return
    from westphalia.report.printed import print_tables

    for line in (*page.attack_lines(found), *((page.largest_words(days),) if days else ())):
        console().print(line, markup=False)
    scored = page.scores_table(found, "attacks")
    tables = (page.months_table(found, "attacks"), page.shares_table(found, "attacks"))
    print_tables((*tables, *((scored,) if scored else ()), page.claims_table("attacks")), console())


def _kind(name: str) -> "Kind":
    from westphalia.world.attacks import KINDS

    for kind in KINDS:
        if kind == name:
            return kind
    raise UsageError(f"--kind: {name!r} is no kind of attack. Choose {' or '.join(KINDS)}.")


def _found(kind: "Kind", daily: Path | None) -> "tuple[AttackOutcome, tuple[AttackDay, ...]]":
    """The months that ship, or those of a file of days with scores of past forecasts."""
    from westphalia.simulate.attacks import attack_outcome, scored
    from westphalia.world.attacks import attack_months, months_of, read_daily

    if daily is None:
        return attack_outcome(kind, attack_months(kind)), ()
    days = read_daily(daily, kind)
    return scored(attack_outcome(kind, months_of(days, kind)), days), days
