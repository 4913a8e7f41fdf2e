"""Jobs and sectors exposed to a duty: every country in one table, and the sectors of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from westphalia.outcome import TradeOutcome
from westphalia.report.names import Link, country_name, sector_name
from westphalia.report.tables import Row, Table, label, quantity
from westphalia.report.work import ALIKE, largest_sectors, work_table
from westphalia.units import THOUSAND
from westphalia.wording import PERCENT, Unit, listed, with_range

_WORST: Final = 3
_PEOPLE: Final = Unit(scale=THOUSAND, decimals=0)
_LINKS: Final = (Link("how it is computed", "#how-jobs"), Link("what a range covers", "#how-range"))


@dataclass(frozen=True)
class Exposure:
    """Jobs at risk in every country shown, and the sectors of those after the first, which has a drawing of its own."""

    countries: Table
    sectors: tuple[Table, ...]


def exposure(trade: TradeOutcome, shown: Sequence[str], first: str, ident: str) -> Exposure | None:
    """Jobs by country and sector; None where the base has one sector, between which nobody moves."""
    if len(trade.axes.sectors) < 2:
        return None
    others = [code for code in shown if code != first]
    return Exposure(
        countries=jobs_table(trade, tuple(dict.fromkeys((first, *shown))), ident),
        sectors=tuple(work_table(trade, code, f"{ident}-{code.lower()}") for code in others),
    )


def jobs_table(trade: TradeOutcome, shown: Sequence[str], ident: str) -> Table:
    """A row for each country: work in sectors that shrink, as a share and in people, and the sectors that lose most."""
    return Table(
        id=f"{ident}-exposed",
        caption="Jobs at risk by country, and the sectors most exposed",
        corner="Country",
        columns=("share of all work", "jobs, thousands", "most exposed sectors, share of all work lost"),
        rows=tuple(_row(trade, code) for code in shown),
        note=f"Jobs at risk are those in sectors that shrink; the model moves them to other sectors. {ALIKE}",
        links=_LINKS,
    )


def _row(trade: TradeOutcome, code: str) -> Row:
    work = trade.work(code)
    people = (
        label("people at work not known")
        if work.people is None
        else quantity(*trade.spread(work.at_risk * work.people), _PEOPLE, "#how-jobs")
    )
    share = quantity(*trade.spread(work.at_risk), PERCENT, "#how-jobs")
    return Row(country_name(code), (share, people, label(_worst(trade, code))))


def worst_sectors(trade: TradeOutcome, code: str) -> list[int]:
    """Places of the sectors that lose most work in the reference run, from the largest loss; those that lose none
    are no part of it."""
    moved = trade.work(code).moved[trade.reference]
    return [k for k in largest_sectors(trade, code) if moved[k] < 0][:_WORST]


def _worst(trade: TradeOutcome, code: str) -> str:
    """The sectors that lose most work, each with its share of all work and the range."""
    moved = trade.work(code).moved
    said = [
        f"{sector_name(trade.axes.sectors.labels[k])} {with_range(*_spread(trade, -moved[:, k]), PERCENT)}"
        for k in worst_sectors(trade, code)
    ]
    return listed(said) or "none loses work"


def _spread(trade: TradeOutcome, values: np.ndarray) -> tuple[float, float, float]:
    central, low, high = trade.spread(values)
    return float(central), float(low), float(high)


def exposure_json(trade: TradeOutcome, countries: Sequence[str]) -> list[dict[str, Any]]:
    """Jobs at risk by country, with range, and the sectors that lose most work; nothing for a base of one sector."""
    return [_country_json(trade, code) for code in countries] if len(trade.axes.sectors) > 1 else []


def _country_json(trade: TradeOutcome, code: str) -> dict[str, Any]:
    work, names = trade.work(code), trade.axes.sectors.labels
    keys = ("value", "low", "high")
    return {
        "country": code,
        "at_risk_share": dict(zip(keys, _spread(trade, work.at_risk), strict=True)),
        "people_at_work": work.people,
        "most_exposed": [
            {"sector": names[k], **dict(zip(keys, _spread(trade, -work.moved[:, k]), strict=True))}
            for k in worst_sectors(trade, code)
        ],
    }
