"""What follows from duties: income, prices, revenue and exports, by country, partner, sector and closure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.outcome import Effect, TradeOutcome
from westphalia.report.charts import BLUE, GREEN, VERMILION, Chart, Mark, dot_and_range, draw
from westphalia.report.chosen import trade_notes
from westphalia.report.exports import TRADE_LINKS, CountryDetail, country_detail, services_are
from westphalia.report.methods import ANCHORS
from westphalia.report.names import CLOSURES, ELASTICITIES, Link, country_name
from westphalia.report.tables import Cell, Row, Table, label, over, quantity
from westphalia.report.why import channel_table, lever_table
from westphalia.report.work import made_table, work_chart
from westphalia.report.years import path_chart
from westphalia.simulate.explain import Explanation
from westphalia.units import per_cent
from westphalia.wording import CHANGE, change_unit, listed
from westphalia.world.countries import the

_MEASURES: Final = {
    "exports": "goods and services",
    "exports_goods": "goods",
    "exports_services": "services",
    "export_volume": "volume, goods and services",
}
_NOTES: Final = {
    "real_income": "includes all duties handed back to households",
    "real_wage": "what an hour of work buys; without duties handed back",
    "consumer_price": "mostly the choice of numeraire: compare with the wage",
}
_FIRST: Final = ("real_income", "real_wage", "consumer_price", "tariff_revenue")
SPREAD: Final = "Spread of models, not probability"


@dataclass(frozen=True)
class Supposed:
    """What the tables of a scenario must say of it: its title, whether anybody answers, what its duties are."""

    title: str
    answered: bool = False
    duties: str = ""


@dataclass(frozen=True)
class TradePart:
    """Everything shown about one trade outcome."""

    headline: Table
    notes: tuple[str, ...]
    years: Chart | None
    work: Chart | None
    made: Table | None
    why: tuple[Table, ...]
    chart: Chart
    closures: Table
    variants: Table
    details: tuple[CountryDetail, ...]


def trade_part(why: Explanation, shown: Sequence[str], first: str, ident: str, about: Supposed) -> TradePart:
    """Tables and charts of one trade outcome for the countries shown; `first` gets the drawings."""
    trade = why.outcome
    many = len(trade.axes.sectors) > 1
    by_lever = lever_table(why, first, ident)
    closures = closure_table(trade, shown, ident)
    ordered = dict.fromkeys((first, *shown))
    return TradePart(
        headline=headline_table(trade, shown, ident, about),
        notes=trade_notes(trade),
        years=None if trade.path is None else path_chart(trade.path, first, ident),
        work=work_chart(trade, first, ident) if many else None,
        made=made_table(trade, first, ident) if many else None,
        why=(channel_table(why, shown, ident), *([] if by_lever is None else [by_lever])),
        chart=_closure_chart(trade, shown, ident, about.title, closures),
        closures=closures,
        variants=variant_table(trade, first, ident),
        details=tuple(country_detail(trade, c, ident, drawn=c == first) for c in ordered),
    )


def headline_table(trade: TradeOutcome, countries: Sequence[str], ident: str, about: Supposed) -> Table:
    """One row for each measure, one column for each country, a range in every cell."""
    effects = {c: {e.key: e for e in trade.effects(c)} for c in countries}
    measures = {e.key: e.label for c in countries for e in trade.effects(c)}
    rows: list[Row] = []
    for key in sorted(measures, key=lambda k: _FIRST.index(k) if k in _FIRST else len(_FIRST)):
        heading = _heading(key, trade)
        if heading not in {row.head for row in rows}:
            rows.append(Row(heading))
        cells = tuple(_effect_cell(effects[c].get(key), key) for c in countries)
        words = _MEASURES.get(key.replace("_to_imposer", ""), measures[key])
        rows.append(Row(words, cells, note=_measure_note(key, trade, about)))
    return Table(
        id=f"{ident}-headline",
        caption=f"{about.title}: what changes, by country",
        corner="Change of",
        columns=tuple(country_name(c) for c in countries),
        rows=tuple(rows),
        note=f"First the reference run, in brackets the lowest and highest of {len(trade.variants)} variants. "
        f"{SPREAD}. {services_are(trade)}Exports of a bloc leave out trade among its members. Nominal values in the "
        f"numeraire: {trade.numeraire}.",
        links=(*TRADE_LINKS, Link("why this run comes first", "#how-reference")),
    )


def _effect_cell(effect: Effect | None, key: str) -> Cell:
    if effect is None:
        return _absent(key)
    return quantity(effect.value, effect.low, effect.high, change_unit(effect.unit), _how(key))


def _how(key: str) -> str:
    anchor = f"how-{key.removesuffix('_goods').removesuffix('_services').replace('_', '-')}"
    return f"#{anchor}" if anchor in ANCHORS else "#how-trade"


def _absent(key: str) -> Cell:
    """Why a country has no such number."""
    if key == "tariff_revenue":
        return label("not known", remark="the base holds no duties of this country")
    return label("imposes the duty")


def _heading(key: str, trade: TradeOutcome) -> str:
    if key.startswith("exports_to_imposer"):
        return f"Exports to {listed(the(c) for c in trade.imposers)}"
    return "All exports" if key.startswith("export") else "Income, prices, revenue"


def _measure_note(key: str, trade: TradeOutcome, about: Supposed) -> str:
    if key == "tariff_revenue":
        return "; ".join(words for words in (f"USD bn of {trade.year}, in the numeraire", about.duties) if words)
    if key == "real_income" and not about.answered:
        return f"{_NOTES[key]}; nobody retaliates"
    if key == "exports_to_imposer_services":
        return services_reason(trade)
    return _NOTES.get(key, "")


def services_reason(trade: TradeOutcome) -> str:
    """Why services sold to the imposer rise, where they do: its wages rise against those of everybody else."""
    inside = np.concatenate([trade.group(c) for c in trade.imposers])
    wages, weights = trade.wage_hat[trade.reference], trade.income[trade.reference]
    others = np.setdiff1d(np.arange(len(wages)), inside)
    dearer = np.average(wages[inside], weights=weights[inside]) > np.average(wages[others], weights=weights[others])
    return f"wages in {listed(the(c) for c in trade.imposers)} rise relative to others" if dearer else ""


def closure_table(trade: TradeOutcome, countries: Sequence[str], ident: str) -> Table:
    """Three answers to "who pays for an imbalance", side by side; ranges over elasticities within each."""
    used = list(dict.fromkeys(v.closure for v in trade.variants))
    measures = (
        ("Exports, goods and services", trade.export_change, "exports"),
        ("Real income", trade.income_change, "real-income"),
    )
    rows = []
    for words, values, how in measures:
        rows.append(Row(words))
        for c in countries:
            by_variant = values(c)
            rows.append(Row(country_name(c), tuple(_closure_cell(trade, by_variant, name, how) for name in used)))
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
    """The variant of a closure that shares most with the reference."""
    first = trade.variants[trade.reference]

    def distance(k: int) -> tuple[bool, bool]:
        v = trade.variants[k]
        return v.elasticities != first.elasticities, v.services != first.services

    return min(places, key=distance)


def _closure_chart(trade: TradeOutcome, countries: Sequence[str], ident: str, title: str, twin: Table) -> Chart:
    used = list(dict.fromkeys(v.closure for v in trade.variants))
    colours = dict(zip((CLOSURES.get(name, name) for name in used), (BLUE, VERMILION, GREEN), strict=False))
    marks = []
    for panel, values in (("Exports, goods and services", trade.export_change), ("Real income", trade.income_change)):
        for c in countries:
            change = values(c)
            low, high = map(per_cent, trade.spread(change)[1:])
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
    many = len(services) > 1
    columns = tuple(f"{w}, services ε {s:g}" if many else w for w in ("exports", "real income") for s in services)
    return Table(
        id=f"{ident}-variants",
        caption=f"{SPREAD}: every run for {the(country)}",
        corner="Closure; elasticities of goods",
        columns=columns,
        rows=tuple(rows),
        note="Each cell is one run: together they are the range in brackets everywhere else. "
        + ("A services elasticity of 5 is a convention; 2.5 and 1.5 stand beside it." if many else ""),
        links=TRADE_LINKS,
        single_runs=True,
    )


def _single_run(trade: TradeOutcome, values: Float[np.ndarray, " v"], key: tuple[str, str, float], href: str) -> Cell:
    for k, v in enumerate(trade.variants):
        if (v.closure, v.elasticities, v.services) == key:
            value = float(values[k])
            cell = over([value], value, CHANGE, href)
            return Cell(cell.text, "", href, sign=cell.sign)
    return label("not run")


def trade_lines(trade: TradeOutcome, countries: Sequence[str]) -> tuple[str, ...]:
    """One line for each country: exports, goods and services apart, and real income, each with its range."""
    lines = []
    for c in countries:
        effects = {
            e.key: quantity(e.value, e.low, e.high, CHANGE, "") for e in trade.effects(c) if e.unit == "fraction"
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
