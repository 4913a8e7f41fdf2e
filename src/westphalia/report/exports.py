"""Exports of one country by partner and by sector, goods and services apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.outcome import GOODS, SERVICES, TradeOutcome
from westphalia.report.charts import BLUE, ORANGE, Chart, Mark, bars, draw
from westphalia.report.names import Link, country_name, inside, sector_name
from westphalia.report.tables import Cell, Row, Table, base_level, quantity
from westphalia.wording import CHANGE, currency_unit
from westphalia.world.countries import the

TRADE_LINKS: Final = (Link("how it is computed", "#how-trade"), Link("what a range covers", "#how-range"))
_REMAINDER: Final = "ROW"
_PARTNERS: Final = 6
_SECTORS: Final = 8
_DOLLARS: Final = currency_unit("USD", signed=True)
_LEVEL: Final = currency_unit("USD")
_LEVELS: Final = (
    "Levels are the base's, not observed: where final demand is bought is estimated and balanced (What is estimated). "
    "The runs that balance trade first compare with a balanced world of their own."
)
_OWN_LEVELS: Final = "Levels are the base's; runs that balance trade first compare with a balanced world of their own."


@dataclass(frozen=True)
class CountryDetail:
    """Exports of one country by partner and by sector."""

    name: str
    partners: Table
    sectors: Table | None
    charts: tuple[Chart, ...]


def country_detail(trade: TradeOutcome, country: str, ident: str, *, drawn: bool) -> CountryDetail:
    """Tables of one country, and a drawing where it is wanted."""
    slug = f"{ident}-{country.lower()}"
    partners = partner_rows(trade, country)
    table = _partner_table(trade, country, partners, slug)
    sectors = sector_rows(trade, country) if len(trade.axes.sectors) > 1 else ()
    by_sector = _sector_table(trade, country, sectors, slug) if sectors else None
    charts = [_partner_chart(trade, country, partners, slug, table)] if drawn else []
    if drawn and by_sector:
        charts.append(_sector_chart(trade, country, sectors, slug, by_sector))
    return CountryDetail(the(country), table, by_sector, tuple(charts))


@dataclass(frozen=True)
class PartnerRow:
    """Exports to one partner by variant `v` and kind `g`, before and after, USD bn."""

    name: str
    before: Float[np.ndarray, "v g"]
    after: Float[np.ndarray, "v g"]


def partner_rows(trade: TradeOutcome, country: str) -> tuple[PartnerRow, ...]:
    """Exports to those who impose the duty, to the largest other partners, and to all other countries."""
    labels = trade.axes.countries.labels
    home = trade.group(country)
    members = {k for k, label in enumerate(labels) if inside(label, "EU27")}
    bloc = "EU27" if members and members.isdisjoint(home.tolist()) else ""
    blocs = [c for c in dict.fromkeys((*trade.imposers, bloc)) if c and not inside(country, c)]
    taken = set(home.tolist()) | {k for c in blocs for k in trade.group(c).tolist()}
    size = trade.exports[trade.reference][home].sum(axis=(0, 2))
    largest = [k for k in np.argsort(-size).tolist() if k not in taken][:_PARTNERS]
    rest = np.array([k for k in range(len(labels)) if k not in taken and k not in largest], dtype=np.intp)
    groups = [(country_name(c), np.setdiff1d(trade.group(c), home)) for c in blocs]
    groups += [(_partner_name(labels[k]), np.array([k])) for k in largest]
    groups += [("all other countries", rest)] if rest.size else []
    return tuple(PartnerRow(name, *_flows(trade, home, to)) for name, to in groups if to.size)


def services_are(trade: TradeOutcome) -> str:
    """What a table means by services, where it has any."""
    if trade.goods.all():
        return ""
    return "Services are everything but goods: services to mining, electricity, gas, water and construction too. "


def _partner_name(code: str) -> str:
    """A country's name; the remainder of the world is what the base has no table of, not what a table leaves out."""
    return "countries not in the base's tables" if code == _REMAINDER else country_name(code)


def _flows(
    trade: TradeOutcome, home: Int[np.ndarray, " k"], to: Int[np.ndarray, " m"]
) -> tuple[Float[np.ndarray, "v g"], Float[np.ndarray, "v g"]]:
    before, after = (flow[:, home][:, :, to].sum(axis=(1, 2)) for flow in (trade.exports, trade.exports_new))
    return before, after


def _partner_table(trade: TradeOutcome, country: str, partners: Sequence[PartnerRow], slug: str) -> Table:
    total = sum((p.before.sum(axis=1) for p in partners), start=np.zeros(len(trade.variants)))
    kinds = (GOODS,) if trade.goods.all() else (GOODS, SERVICES)
    rows = []
    for p in partners:
        cells = [_level(trade, p.before[:, k]) for k in kinds]
        cells += [_relative_cell(trade, p.before[:, k], p.after[:, k]) for k in kinds]
        cells += [_dollar_cell(trade, (p.after - p.before)[:, k]) for k in kinds]
        cells.append(_share_cell(trade, (p.after - p.before).sum(axis=1), total))
        rows.append(Row(p.name, tuple(cells)))
    words = [("goods", "services")[k] for k in kinds]
    columns = [f"{w}, {trade.year}, in the base" for w in words] + [f"{w}, change" for w in words]
    columns += [f"{w}, change in USD" for w in words] + ["part of the change of all exports"]
    return Table(
        id=f"{slug}-partners",
        caption=f"Exports of {the(country)} by partner, goods and services apart",
        corner="Exports to",
        columns=tuple(columns),
        rows=tuple(rows),
        note=f"The last column adds up to the change of all exports, in percentage points. {_levels(trade)} "
        f"{services_are(trade)}".rstrip(),
        links=TRADE_LINKS,
    )


def _levels(trade: TradeOutcome) -> str:
    """What the levels of a base are: estimated in part, or as its owner gave them."""
    return _LEVELS if trade.equilibrium.baseline.estimated else _OWN_LEVELS


def _level(trade: TradeOutcome, values: Float[np.ndarray, " v"]) -> Cell:
    return base_level(float(values[trade.reference]), _LEVEL, "#how-exports")


def _dollar_cell(trade: TradeOutcome, values: Float[np.ndarray, " v"]) -> Cell:
    return quantity(*trade.spread(values), _DOLLARS, "#how-exports")


def _relative_cell(trade: TradeOutcome, before: Float[np.ndarray, " v"], after: Float[np.ndarray, " v"]) -> Cell:
    change = np.divide(after, before, out=np.full_like(after, np.nan), where=before > 0) - 1
    return quantity(*trade.spread(change), CHANGE, "#how-exports")


def _share_cell(trade: TradeOutcome, change: Float[np.ndarray, " v"], total: Float[np.ndarray, " v"]) -> Cell:
    return quantity(*trade.spread(change / total), CHANGE, "#how-exports")


def _partner_chart(trade: TradeOutcome, country: str, partners: Sequence[PartnerRow], slug: str, twin: Table) -> Chart:
    colours = {"goods": BLUE} if trade.goods.all() else {"goods": BLUE, "services": ORANGE}
    marks = []
    for p in partners:
        for kind, words in enumerate(colours):
            change = (p.after - p.before)[:, kind]
            marks.append(Mark(p.name, "", *trade.spread(change), words))
    heading = f"Exports of {the(country)} by partner: change in USD bn"
    words = (
        "Bars show the reference run, goods and services apart; a thin line runs from the lowest to the highest run."
    )
    drawing = draw(
        bars(marks, colours, f"change, USD bn of {trade.year}, in the numeraire"), f"{slug}-bars", heading, words
    )
    return Chart(f"{slug}-bars", heading, words, drawing, twin)


@dataclass(frozen=True)
class SectorRow:
    """Exports of one sector, or of the rest of a kind, by variant, before and after, USD bn."""

    name: str
    kind: str
    before: Float[np.ndarray, " v"]
    after: Float[np.ndarray, " v"]


def sector_rows(trade: TradeOutcome, country: str) -> tuple[SectorRow, ...]:
    """The sectors whose exports change most in money, sorted, then the rest of goods and of services."""
    home = trade.group(country)
    before, after = trade.sector_exports[:, home].sum(axis=1), trade.sector_exports_new[:, home].sum(axis=1)
    change = (after - before)[trade.reference]
    largest = np.argsort(-np.abs(change))[:_SECTORS]
    chosen = largest[np.argsort(change[largest])]
    left = np.setdiff1d(np.arange(len(trade.goods)), chosen)
    groups = [(sector_name(trade.axes.sectors.labels[k]), trade.goods[k], np.array([k])) for k in chosen.tolist()]
    groups += [
        ("All other goods", True, left[trade.goods[left]]),
        ("All other services", False, left[~trade.goods[left]]),
    ]
    return tuple(
        SectorRow(name, "goods" if goods else "services", before[:, k].sum(axis=1), after[:, k].sum(axis=1))
        for name, goods, k in groups if k.size
    )  # fmt: skip


def _sector_table(trade: TradeOutcome, country: str, sectors: Sequence[SectorRow], slug: str) -> Table:
    total = sum((s.before for s in sectors), start=np.zeros(len(trade.variants)))
    rows = tuple(
        Row(
            s.name,
            (
                _level(trade, s.before),
                _relative_cell(trade, s.before, s.after),
                _dollar_cell(trade, s.after - s.before),
                _share_cell(trade, s.after - s.before, total),
            ),
            note=s.kind,
        )
        for s in sectors
    )
    bloc = " Trade among the members is included." if len(trade.group(country)) > 1 else ""
    return Table(
        id=f"{slug}-sectors",
        caption=f"Exports of {the(country)} by sector: the largest changes",
        corner="Sector",
        columns=(f"exports, {trade.year}, in the base", "change", "change in USD", "part of the change of all exports"),
        rows=rows,
        note=f"Sorted by change in money.{bloc} {_levels(trade)}",
        links=TRADE_LINKS,
    )


def _sector_chart(trade: TradeOutcome, country: str, sectors: Sequence[SectorRow], slug: str, twin: Table) -> Chart:
    marks = [Mark(s.name, "", *trade.spread(s.after - s.before), s.kind) for s in sectors]
    heading = f"Exports of {the(country)} by sector: change in USD bn"
    words = "The sectors that change most in money, reference run; a thin line runs from the lowest to the highest run."
    colours = {"goods": BLUE, "services": ORANGE}
    drawing = draw(
        bars(marks, colours, f"change, USD bn of {trade.year}, in the numeraire"), f"{slug}-sector-bars", heading, words
    )
    return Chart(f"{slug}-sector-bars", heading, words, drawing, twin)
