"""Exchanges of concessions between two actors, from the compromise, and who pays for them."""

from typing import Final

import numpy as np

from westphalia.report.names import Link
from westphalia.report.settle_words import issue_heads, place_text
from westphalia.report.tables import Cell, Row, Table, label
from westphalia.settlement import Settlement
from westphalia.settlement.answers import Trade
from westphalia.wording import MISSING, Unit, counted, written

PARETO: Final = "#how-pareto"
_MOST: Final = 8
LEAST: Final = 0.01
"""Exchanges that gain each of the two less are not listed, in utility: less than the coding can tell. `assumed`."""
_GAIN: Final = Unit(decimals=3, signed=True)


def trades_table(of: Settlement, ident: str) -> Table:
    """The exchanges from which two actors would gain most, each giving way on what matters more to the other."""
    listed = [one for one in of.trades if one.exchange.gain >= LEAST]
    rows = [_row(of, one) for one in listed[:_MOST]] or [Row("no two", tuple(label(MISSING) for _ in range(5)))]
    return Table(
        id=f"{ident}-trades",
        caption="Exchanges between two: each gives way on what matters more to the other",
        corner="First of the two",
        columns=("second", "the second gives way on", "the first gives way on", "gain of each", "who loses most by it"),
        rows=tuple(rows),
        note="From the compromise, at the rate at which both gain the same; gains in utility. A trade between two is "
        f"often paid by a third. Gains below {LEAST:g} are not listed.{_rest(len(listed) - _MOST)}{_best(of, listed)}",
        links=(Link("how exchanges are found", PARETO),),
        single_runs=True,
    )


def _best(of: Settlement, listed: list[Trade]) -> str:
    """The best exchange where none is listed."""
    best = written(of.trades[0].exchange.gain, _GAIN)
    return "" if listed else f" The best of {counted(len(of.trades), 'pair')} would bring each {best}."


def _rest(number: int) -> str:
    return f" {counted(number, 'further pair')} not shown." if number > 0 else ""


def _row(of: Settlement, one: Trade) -> Row:
    first, second = (of.situation.actors[a].title for a in one.actors)
    return Row(
        first,
        (
            label(second),
            *(label(_move(of, one, q)) for q in one.exchange.issues),
            Cell(written(one.exchange.gain, _GAIN), "", PARETO),
            label(_loser(of, one)),
        ),
    )


def _move(of: Settlement, one: Trade, q: int) -> str:
    issue = of.situation.issues[q]
    before, after = (float(place[q]) for place in (of.points.compromise, one.exchange.settlement))
    return f"{issue_heads(of)[q]}: {place_text(issue, before)} to {place_text(issue, after)}"


def _loser(of: Settlement, one: Trade) -> str:
    """Who loses most, and how much; nobody where nobody does."""
    worst = int(np.argmin(one.exchange.effect))
    lost = float(one.exchange.effect[worst])
    return f"{of.situation.actors[worst].title} {written(lost, _GAIN)}" if lost < 0 else "nobody"
