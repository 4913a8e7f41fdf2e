"""One situation on the page and in the terminal: its tables in order."""

from westphalia.report.settle_deciders import deciders_table
from westphalia.report.settle_dependence import dependence_table
from westphalia.report.settle_origins import positions_table, sources_table
from westphalia.report.settle_refusals import refusals_table
from westphalia.report.settle_swings import package_swings_table, point_swings_table
from westphalia.report.settle_tables import (
    chosen_table,
    compromise_table,
    imposing_table,
    models_table,
    named_packages,
    packages_table,
    texts_table,
)
from westphalia.report.settle_trades import trades_table
from westphalia.report.settle_zone import zone_table
from westphalia.report.tables import Row, Table, label
from westphalia.settlement import Settlement
from westphalia.situation import load_situation, situations
from westphalia.wording import day


def situations_table() -> Table:
    """The situations that ship, a line each."""
    rows = []
    for name in situations():
        one = load_situation(name)
        size = f"{len(one.actors)} actors, {len(one.issues)} issues"
        rows.append(Row(name, (label(one.title), label(day(one.date)), label(size))))
    return Table(
        id="situations",
        caption="Situations that ship",
        corner="Situation",
        columns=("what is negotiated", "as of", "size"),
        rows=tuple(rows),
        note="westphalia settle NAME answers one; a file of your own is answered the same way.",
    )


def settle_tables(of: Settlement, ident: str = "settle") -> tuple[Table, ...]:
    """Models by issue, packages, who decides, texts, pressure, and what flips the answer."""
    every = tuple(range(len(of.situation.issues)))
    return (
        compromise_table(of, ident, every),
        models_table(of, ident, every),
        packages_table(of, ident),
        zone_table(of, ident),
        *((chosen_table(of, ident),) if named_packages(of) else ()),
        deciders_table(of, ident),
        *((together,) if (together := dependence_table(of, ident)) is not None else ()),
        *((refusals_table(of, of.refusals, ident),) if of.refusals is not None else ()),
        *((texts_table(of, ident),) if of.texts else ()),
        *((trades_table(of, ident),) if of.trades else ()),
        imposing_table(of, ident),
        package_swings_table(of, ident),
        point_swings_table(of, ident),
    )


def issue_tables(of: Settlement, issue: int, ident: str = "settle") -> tuple[Table, ...]:
    """One issue alone: who stands where, what each model implies, and what moves the compromise on it."""
    return (
        positions_table(of, ident, issue),
        sources_table(of, ident, (issue,)),
        compromise_table(of, ident, (issue,)),
        models_table(of, ident, (issue,)),
        point_swings_table(of, ident, issue),
    )
