"""Sectors of one country: who works there, what is made, sold and bought, and how many jobs are at risk."""

from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.outcome import TradeOutcome
from westphalia.report.charts import BLUE, ORANGE, Chart, Mark, bars, draw
from westphalia.report.names import Link, sector_name
from westphalia.report.tables import Cell, Row, Table, label, quantity
from westphalia.units import MILLION, THOUSAND, per_cent
from westphalia.wording import CHANGE, PERCENT, Unit, with_range
from westphalia.world.countries import the

_SECTORS: Final = 10
_PEOPLE: Final = Unit(scale=THOUSAND, signed=True, decimals=1)
_LINKS: Final = (Link("how it is computed", "#how-jobs"), Link("what a range covers", "#how-range"))
ALIKE: Final = (
    "Jobs by sector are shares of value added, as if every sector paid the same wage (assumed): oil and finance seem "
    "to employ more people than they do, farms and shops fewer."
)


def jobs_sentence(trade: TradeOutcome, country: str) -> str:
    """How much of a country's work is in sectors that shrink, in people where their number is known."""
    work = trade.work(country)
    share = with_range(*trade.spread(work.at_risk), PERCENT)
    where = f"Jobs in {the(country)} at risk, in sectors that shrink: {share} of all work"
    if work.people is None:
        return f"{where}."
    people = with_range(*trade.spread(work.at_risk * work.people), Unit(scale=THOUSAND, after=" thousand", decimals=0))
    return f"{where}, {people} of {work.people / MILLION:,.1f} million people. The model moves them to other sectors."


def work_table(trade: TradeOutcome, country: str, ident: str) -> Table:
    """The sectors that lose or gain most jobs."""
    known = trade.work(country).people is not None
    return Table(
        id=f"{ident}-work",
        caption=f"Work in {the(country)} by sector",
        corner="Sector",
        columns=("share of all work", "employment", "part of all work", *(["jobs, thousands"] if known else [])),
        rows=tuple(_work_row(trade, country, k) for k in largest_sectors(trade, country)),
        note=f"The sectors where most work is lost or gained. {jobs_sentence(trade, country)} {ALIKE}",
        links=_LINKS,
    )


def made_table(trade: TradeOutcome, country: str, ident: str) -> Table:
    """The same sectors: what they make, at which price, and what is sold and bought abroad."""
    return Table(
        id=f"{ident}-made",
        caption=f"Output, prices and trade of {the(country)} by sector",
        corner="Sector",
        columns=("output, volume", "producer price, real", "exports", "imports"),
        rows=tuple(_made_row(trade, country, k) for k in largest_sectors(trade, country)),
        note="The sectors where most work is lost or gained. The producer price is against the country's own consumer "
        "prices; exports and imports are values in the numeraire.",
        links=_LINKS,
    )


def largest_sectors(trade: TradeOutcome, country: str) -> list[int]:
    """Places of the sectors where most work is lost or gained in the reference run, from loss to gain."""
    moved = trade.work(country).moved[trade.reference]
    largest = np.argsort(-np.abs(moved))[:_SECTORS]
    return [int(k) for k in largest[np.argsort(moved[largest])]]


def _work_row(trade: TradeOutcome, country: str, k: int) -> Row:
    work = trade.work(country)
    moved, share = work.moved[:, k], work.share[:, k]
    cells = [
        quantity(*trade.spread(share), PERCENT, "#how-jobs"),
        _change(trade, _over(moved, share)),
        _change(trade, moved),
    ]
    if work.people is not None:
        cells.append(quantity(*trade.spread(moved * work.people), _PEOPLE, "#how-jobs"))
    return Row(_name(trade, k), tuple(cells), note=_kind(trade, k))


def _made_row(trade: TradeOutcome, country: str, k: int) -> Row:
    inside = trade.group(country)
    weight = trade.employment_share[:, inside, k] * trade.equilibrium.baseline.value_added[inside]
    cells = (
        _change(trade, _mean(trade.output_hat[:, inside, k], weight) - 1),
        _change(trade, _mean(trade.producer_price_hat[:, inside, k], weight) - 1),
        _traded(trade, trade.sector_exports[:, inside, k], trade.sector_exports_new[:, inside, k]),
        _traded(trade, trade.sector_imports[:, inside, k], trade.sector_imports_new[:, inside, k]),
    )
    return Row(_name(trade, k), cells, note=_kind(trade, k))


def _name(trade: TradeOutcome, k: int) -> str:
    return sector_name(trade.axes.sectors.labels[k])


def _kind(trade: TradeOutcome, k: int) -> str:
    return "goods" if trade.goods[k] else "services"


def _change(trade: TradeOutcome, values: Float[np.ndarray, " v"]) -> Cell:
    return quantity(*trade.spread(values), CHANGE, "#how-jobs")


def _traded(trade: TradeOutcome, before: Float[np.ndarray, "v k"], after: Float[np.ndarray, "v k"]) -> Cell:
    old, new = before.sum(axis=1), after.sum(axis=1)
    return _change(trade, new / old - 1) if (old > 0).all() else label("none")


def _over(above: Float[np.ndarray, " v"], below: Float[np.ndarray, " v"]) -> Float[np.ndarray, " v"]:
    return np.asarray(np.divide(above, below, out=np.zeros_like(above), where=below > 0))


def _mean(values: Float[np.ndarray, "v k"], weight: Float[np.ndarray, "v k"]) -> Float[np.ndarray, " v"]:
    """Mean over the members of a bloc by value added in the sector; 1 where nobody works in it."""
    total = weight.sum(axis=1)
    return np.asarray(np.divide((values * weight).sum(axis=1), total, out=np.ones_like(total), where=total > 0))


def work_chart(trade: TradeOutcome, country: str, ident: str) -> Chart:
    """Work lost and gained by sector as shares of all work, goods and services in colours of their own."""
    moved = trade.work(country).moved
    marks = []
    for k in largest_sectors(trade, country):
        value, low, high = map(per_cent, trade.spread(moved[:, k]))
        marks.append(Mark(_name(trade, k), "", value, low, high, _kind(trade, k)))
    heading = f"Work lost and gained in {the(country)} by sector"
    words = (
        "Per cent of all work, reference run; a thin line runs from the lowest to the highest run. "
        f"{jobs_sentence(trade, country)} {ALIKE}"
    )
    colours = {"goods": BLUE, "services": ORANGE}
    drawing = draw(bars(marks, colours, "per cent of all work"), f"{ident}-work-bars", heading, words)
    return Chart(f"{ident}-work-bars", heading, words, drawing, work_table(trade, country, ident))
