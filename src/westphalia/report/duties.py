"""What follows from duties: income, prices, revenue and exports, by country, partner, sector and closure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.outcome import GOODS, SERVICES, TradeOutcome
from westphalia.report.charts import BLUE, GREEN, ORANGE, VERMILION, Chart, Mark, bars, dot_and_range, draw
from westphalia.report.names import Link, country_name, inside, the
from westphalia.report.tables import CHANGE, Cell, Row, Table, label, money, over
from westphalia.units import per_cent
from westphalia.wording import listed

CLOSURES: Final = {
    "fixed_world_share": "deficits keep their share of world income",
    "share_of_own_gdp": "deficits keep their share of own GDP",
    "balanced": "trade balanced first",
}
ELASTICITIES: Final = {
    "fgo": "Fontagné, Guimbard & Orefice 2022",
    "caliendo-parro": "Caliendo & Parro 2015",
    "broad": "broad groups of Ignatenko et al. 2025",
}
SPREAD: Final = "Spread of models, not probability"
_PARTNERS: Final = 6
_SECTORS: Final = 8
_DOLLARS: Final = money("USD", signed=True)
_LEVEL: Final = money("USD")
_LINKS: Final = (Link("how it is computed", "#how-trade"), Link("what a range covers", "#how-range"))


@dataclass(frozen=True)
class CountryDetail:
    """Exports of one country by partner and by sector."""

    name: str
    partners: Table
    sectors: Table | None
    chart: Chart | None


@dataclass(frozen=True)
class TradePart:
    """Everything shown about one trade outcome."""

    headline: Table
    chart: Chart
    closures: Table
    variants: Table
    details: tuple[CountryDetail, ...]
    lines: tuple[str, ...]


def trade_part(trade: TradeOutcome, countries: Sequence[str], ident: str, title: str) -> TradePart:
    """Tables and charts of one trade outcome for the countries shown; the first gets the drawings."""
    known = [c for c in countries if _present(trade, c)]
    closures = closure_table(trade, known, ident)
    return TradePart(
        headline=headline_table(trade, known, ident, title),
        chart=_closure_chart(trade, known, ident, title, closures),
        closures=closures,
        variants=variant_table(trade, known[0], ident),
        details=tuple(_detail(trade, c, ident, drawn=c == known[0]) for c in known),
        lines=trade_lines(trade, known),
    )


def _present(trade: TradeOutcome, code: str) -> bool:
    return any(inside(c, code) for c in trade.axes.countries.labels)


def headline_table(trade: TradeOutcome, countries: Sequence[str], ident: str, title: str) -> Table:
    """One row for each measure, one column for each country, a range in every cell."""
    effects = {c: {e.key: e for e in trade.effects(c)} for c in countries}
    measures = {e.key: e.label for c in countries for e in trade.effects(c)}
    rows = []
    for key, words in measures.items():
        cells = []
        for c in countries:
            e = effects[c].get(key)
            unit = _DOLLARS if e and e.unit == "USD bn" else CHANGE
            cells.append(over([e.low, e.high], e.central, unit, _how(key)) if e else label("imposes the duty"))
        rows.append(Row(_measure_words(words, trade), tuple(cells), note=_measure_note(key, trade)))
    return Table(
        id=f"{ident}-headline",
        caption=f"{title}: what changes, by country",
        corner="Change of",
        columns=tuple(country_name(c) for c in countries),
        rows=tuple(rows),
        note=f"In brackets the lowest and highest of {len(trade.variants)} variants. {SPREAD}. "
        f"Exports of a bloc leave out trade among its members. Nominal values in the numeraire: {trade.numeraire}.",
        links=_LINKS,
    )


def _how(key: str) -> str:
    return f"#how-{key.removesuffix('_goods').removesuffix('_services').replace('_', '-')}"


def _measure_words(words: str, trade: TradeOutcome) -> str:
    """The row's name with countries in words instead of codes."""
    for code in trade.imposers:
        words = words.replace(f"Exports to {code}", f"Exports to {the(code)}").replace(f", {code},", f", {the(code)},")
    return words


def _measure_note(key: str, trade: TradeOutcome) -> str:
    if key == "tariff_revenue":
        return f"USD bn at {trade.year} prices"
    return {"real_income": "what income buys", "consumer_price": "relative to the numeraire"}.get(key, "")


def closure_table(trade: TradeOutcome, countries: Sequence[str], ident: str) -> Table:
    """Three answers to "who pays for an imbalance", side by side; ranges over elasticities within each."""
    used = list(dict.fromkeys(v.closure for v in trade.variants))
    rows = []
    for words, values, how in (
        ("exports", trade.export_change, "exports"),
        ("real income", trade.income_change, "real-income"),
    ):
        for c in countries:
            by_variant = values(c)
            cells = tuple(_closure_cell(trade, by_variant, name, how) for name in used)
            rows.append(Row(f"{country_name(c)}: {words}", cells))
    return Table(
        id=f"{ident}-closures",
        caption="Three closures side by side: who pays when trade does not balance",
        corner="Change of",
        columns=tuple(CLOSURES.get(name, name) for name in used),
        rows=tuple(rows),
        note="In brackets the lowest and highest over elasticity sets and services elasticities, closure held.",
        links=(Link("the closures in words", "#how-closure"),),
    )


def _closure_cell(trade: TradeOutcome, by_variant: Float[np.ndarray, " v"], closure: str, how: str) -> Cell:
    places = [k for k, v in enumerate(trade.variants) if v.closure == closure]
    return over(by_variant[places].tolist(), float(by_variant[_closest(trade, places)]), CHANGE, f"#how-{how}")


def _closest(trade: TradeOutcome, places: Sequence[int]) -> int:
    """The variant of a closure that shares most with the central one."""
    central = trade.variants[trade.central]

    def distance(k: int) -> tuple[bool, bool]:
        v = trade.variants[k]
        return v.elasticities != central.elasticities, v.services != central.services

    return min(places, key=distance)


def _closure_chart(trade: TradeOutcome, countries: Sequence[str], ident: str, title: str, twin: Table) -> Chart:
    used = list(dict.fromkeys(v.closure for v in trade.variants))
    colours = dict(zip((CLOSURES.get(name, name) for name in used), (BLUE, VERMILION, GREEN), strict=False))
    marks = []
    for panel, values in (("Exports, goods and services", trade.export_change), ("Real income", trade.income_change)):
        for c in countries:
            change = values(c)
            low, high = per_cent(float(change.min())), per_cent(float(change.max()))
            for name in used:
                places = [k for k, v in enumerate(trade.variants) if v.closure == name]
                value = per_cent(float(change[_closest(trade, places)]))
                marks.append(Mark(country_name(c), panel, value, low, high, CLOSURES.get(name, name)))
    heading = f"{title}: exports and real income by country"
    words = (
        f"Change in per cent for {listed(country_name(c) for c in countries)}. Grey bars run from the lowest to the "
        f"highest of {len(trade.variants)} variants; a symbol for each closure."
    )
    drawing = draw(dot_and_range(marks, colours, "change, per cent"), f"{ident}-map", heading, words)
    return Chart(f"{ident}-map", heading, words, drawing, twin)


def variant_table(trade: TradeOutcome, country: str, ident: str) -> Table:
    """Every single run for one country: closure and elasticity set by services elasticity."""
    exports, income = trade.export_change(country), trade.income_change(country)
    services = list(dict.fromkeys(v.services for v in trade.variants))
    rows = []
    for closure, elasticities in dict.fromkeys((v.closure, v.elasticities) for v in trade.variants):
        cells = []
        for values, how in ((exports, "exports"), (income, "real-income")):
            for s in services:
                cells.append(_single_run(trade, values, (closure, elasticities, s), f"#how-{how}"))
        rows.append(
            Row(f"{CLOSURES.get(closure, closure)}; {ELASTICITIES.get(elasticities, elasticities)}", tuple(cells))
        )
    columns = tuple(f"{words}, services ε {s:g}" for words in ("exports", "real income") for s in services)
    return Table(
        id=f"{ident}-variants",
        caption=f"{SPREAD}: every run for {the(country)}",
        corner="Closure; elasticities of goods",
        columns=columns,
        rows=tuple(rows),
        note="Each cell is one run: together they are the range in brackets everywhere else. "
        "A services elasticity of 5 is a convention; 2.5 and 1.5 stand beside it.",
        links=_LINKS,
        single_runs=True,
    )


def _single_run(trade: TradeOutcome, values: Float[np.ndarray, " v"], key: tuple[str, str, float], href: str) -> Cell:
    for k, v in enumerate(trade.variants):
        if (v.closure, v.elasticities, v.services) == key:
            value = float(values[k])
            cell = over([value], value, CHANGE, href)
            return Cell(cell.text, "", href, sign=cell.sign)
    return label("not run")


def _detail(trade: TradeOutcome, country: str, ident: str, *, drawn: bool) -> CountryDetail:
    slug = f"{ident}-{country.lower()}"
    partners = partner_rows(trade, country)
    table = _partner_table(trade, country, partners, slug)
    chart = _partner_chart(trade, country, partners, slug, table) if drawn else None
    return CountryDetail(country_name(country), table, sector_table(trade, country, slug), chart)


@dataclass(frozen=True)
class PartnerRow:
    """Exports to one partner by variant `v` and kind `g`, before and after, USD bn."""

    name: str
    before: Float[np.ndarray, "v g"]
    after: Float[np.ndarray, "v g"]


def partner_rows(trade: TradeOutcome, country: str) -> tuple[PartnerRow, ...]:
    """Exports to those who impose the duty, to the largest other partners, and to everybody else."""
    labels = trade.axes.countries.labels
    home = trade.group(country)
    bloc = "EU27" if not any(inside(labels[k], "EU27") for k in home) else ""
    blocs = [c for c in dict.fromkeys((*trade.imposers, bloc)) if c and not inside(country, c)]
    taken = set(home.tolist()) | {k for c in blocs for k in trade.group(c).tolist()}
    size = trade.exports[trade.central][home].sum(axis=(0, 2))
    largest = [k for k in np.argsort(-size).tolist() if k not in taken][:_PARTNERS]
    rest = np.array([k for k in range(len(labels)) if k not in taken and k not in largest], dtype=np.intp)
    groups = [(country_name(c), np.setdiff1d(trade.group(c), home)) for c in blocs]
    groups += [(country_name(labels[k]), np.array([k])) for k in largest]
    groups += [("everybody else", rest)] if rest.size else []
    return tuple(PartnerRow(name, *_flows(trade, home, to)) for name, to in groups if to.size)


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
        cells = [_level_cell(trade, p.before[:, k]) for k in kinds]
        cells += [_relative_cell(trade, p.before[:, k], p.after[:, k]) for k in kinds]
        cells += [_level_cell(trade, (p.after - p.before)[:, k], _DOLLARS) for k in kinds]
        cells.append(_share_cell(trade, (p.after - p.before).sum(axis=1), total))
        rows.append(Row(p.name, tuple(cells)))
    words = [("goods", "services")[k] for k in kinds]
    columns = [f"{w}, {trade.year}" for w in words] + [f"{w}, change" for w in words]
    columns += [f"{w}, change in USD" for w in words] + ["part of the change of all exports"]
    return Table(
        id=f"{slug}-partners",
        caption=f"Exports of {the(country)} by partner, goods and services apart",
        corner="Exports to",
        columns=tuple(columns),
        rows=tuple(rows),
        note="The last column adds up to the change of all exports, in percentage points.",
        links=_LINKS,
    )


def _level_cell(trade: TradeOutcome, values: Float[np.ndarray, " v"], unit: object = None) -> Cell:
    return over(values.tolist(), float(values[trade.central]), _LEVEL if unit is None else _DOLLARS, "#how-exports")


def _relative_cell(trade: TradeOutcome, before: Float[np.ndarray, " v"], after: Float[np.ndarray, " v"]) -> Cell:
    change = np.divide(after, before, out=np.full_like(after, np.nan), where=before > 0) - 1
    return over(change.tolist(), float(change[trade.central]), CHANGE, "#how-exports")


def _share_cell(trade: TradeOutcome, change: Float[np.ndarray, " v"], total: Float[np.ndarray, " v"]) -> Cell:
    part = change / total
    return over(part.tolist(), float(part[trade.central]), CHANGE, "#how-exports")


def _partner_chart(trade: TradeOutcome, country: str, partners: Sequence[PartnerRow], slug: str, twin: Table) -> Chart:
    colours = {"goods": BLUE} if trade.goods.all() else {"goods": BLUE, "services": ORANGE}
    marks = []
    for p in partners:
        for kind, words in enumerate(colours):
            change = (p.after - p.before)[:, kind]
            marks.append(
                Mark(p.name, "", float(change[trade.central]), float(change.min()), float(change.max()), words)
            )
    heading = f"Exports of {the(country)} by partner: change in USD bn"
    words = "Bars show the central run, goods and services apart; a thin line runs from the lowest to the highest run."
    drawing = draw(bars(marks, colours, f"change, USD bn at {trade.year} prices"), f"{slug}-bars", heading, words)
    return Chart(f"{slug}-bars", heading, words, drawing, twin)


def sector_table(trade: TradeOutcome, country: str, slug: str) -> Table | None:
    """Exports by sector: the largest losses and gains in money, and the rest of goods and of services."""
    if len(trade.axes.sectors) == 1:
        return None
    home = trade.group(country)
    before, after = trade.sector_exports[:, home].sum(axis=1), trade.sector_exports_new[:, home].sum(axis=1)
    change = (after - before)[trade.central]
    order = np.argsort(-np.abs(change))[:_SECTORS]
    chosen = order[np.argsort(change[order])]
    total = before.sum(axis=1)
    groups = [(_sector_name(trade, k), np.array([k])) for k in chosen.tolist()]
    left = np.setdiff1d(np.arange(len(trade.goods)), chosen)
    groups += [("all other goods", left[trade.goods[left]]), ("all other services", left[~trade.goods[left]])]
    rows = tuple(
        Row(name, _sector_cells(trade, before[:, k].sum(axis=1), after[:, k].sum(axis=1), total))
        for name, k in groups if k.size
    )  # fmt: skip
    bloc = " Trade among the members is included." if len(home) > 1 else ""
    return Table(
        id=f"{slug}-sectors",
        caption=f"Exports of {the(country)} by sector: the largest changes",
        corner="Sector",
        columns=(f"exports, {trade.year}", "change", "change in USD", "part of the change of all exports"),
        rows=rows,
        note=f"Sorted by change in money.{bloc}",
        links=_LINKS,
    )


def _sector_cells(
    trade: TradeOutcome, before: Float[np.ndarray, " v"], after: Float[np.ndarray, " v"], total: Float[np.ndarray, " v"]
) -> tuple[Cell, ...]:
    return (
        _level_cell(trade, before),
        _relative_cell(trade, before, after),
        _level_cell(trade, after - before, _DOLLARS),
        _share_cell(trade, after - before, total),
    )


def _sector_name(trade: TradeOutcome, place: int) -> str:
    from westphalia.world.load import sectors

    code = trade.axes.sectors.labels[place]
    kind = "goods" if trade.goods[place] else "services"
    return f"{next((s.name for s in sectors() if s.code == code), code)} ({kind})"


def trade_lines(trade: TradeOutcome, countries: Sequence[str]) -> tuple[str, ...]:
    """One line for each country: exports, goods and services apart, and real income, each with its range."""
    lines = []
    for c in countries:
        effects = {
            e.key: over([e.low, e.high], e.central, CHANGE, "") for e in trade.effects(c) if e.unit == "fraction"
        }
        said = [
            f"{words} {effects[key].text} ({effects[key].spread})"
            for key, words in (
                ("exports", "exports"), ("exports_goods", "of which goods"), ("exports_services", "services"),
                ("real_income", "real income"),
            )
            if key in effects
        ]  # fmt: skip
        lines.append(f"{country_name(c)}: {'; '.join(said)}")
    return tuple(lines)
