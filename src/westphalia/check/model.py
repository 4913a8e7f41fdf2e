"""A figure against our own models: a range over closures and elasticities, per cent first."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from jaxtyping import Float

from westphalia.check.verdict import Comparison, Verdict, Word
from westphalia.evidence.claims import Figure, Reading
from westphalia.outcome import GOODS, SERVICES, Outcome, SpendingOutcome, TradeOutcome
from westphalia.scenario.levers import Tariff
from westphalia.units import billions
from westphalia.wording import listed, money, number, percent
from westphalia.world.countries import the
from westphalia.world.economies import macro
from westphalia.world.money import average_rate

_SPREAD = "spread of models (closures × elasticity sets × services elasticities), not a probability"
_SOURCE = "westphalia-trade"
_BUDGET_SOURCE = "westphalia-defence"
_COUNTERFACTUALS = {
    "flat_cash": "flat cash",
    "flat_real": "flat in real terms",
    "constant_share": "a constant share of GDP",
}


def check_model(figure: Figure, reading: Reading, outcomes: Sequence[Outcome]) -> tuple[Verdict, ...]:
    """Verdicts of the models on a figure they can answer; nothing where they cannot."""
    if figure.measure == "exports_loss" and len(figure.subject) == 1:
        outcome = _behind(figure, reading, outcomes)
        return (_exports_loss(figure, reading, outcome),) if outcome else ()
    if figure.measure == "tariff_rate":
        return tuple(_tariff(figure, o) for o in outcomes if _cites(o, figure) and o.trade)[:1]
    if figure.measure == "defence_share" and figure.role in ("to", "target"):
        return tuple(_target(figure, s) for o in outcomes for s in o.spending if figure.claim in s.lever.claims)[:1]
    return ()


def _cites(outcome: Outcome, figure: Figure) -> bool:
    return any(figure.claim in lever.claims for lever in outcome.scenario.levers)


def _behind(figure: Figure, reading: Reading, outcomes: Sequence[Outcome]) -> Outcome | None:
    """The tariff run drafted from the same report, nearest before the figure in its text."""
    prefix = figure.claim.partition("@")[0]
    at = figure.span.start
    runs = [
        (abs(at - int(c.partition("@")[2].partition("-")[0])), k)
        for k, o in enumerate(outcomes)
        if o.trade is not None
        for lever in o.scenario.levers
        if isinstance(lever, Tariff)
        for c in lever.claims
        if c.startswith(prefix)
    ]
    return outcomes[min(runs)[1]] if runs else None


def _exports_loss(figure: Figure, reading: Reading, outcome: Outcome) -> Verdict:
    trade, subject = _trade_of(outcome), figure.subject[0]
    loss = -trade.export_change(subject)
    rows = _export_rows(trade, subject)
    if figure.kind == "money":
        word, sentence, amounts = _loss_in_money(figure, reading, outcome, loss)
        rows += amounts
    else:
        word = _inside(figure.normalised, loss)
        sentence = (
            f"Our model: exports of {the(subject)} fall by {_range(loss, trade)} under "
            f"“{outcome.scenario.title}”, against {figure.span.text} printed."
        )
    return Verdict(
        claim=figure.claim,
        route="model",
        word=word,
        rule="printed loss inside the spread of models: depends on the definition; outside: not supported",
        sentence=sentence,
        comparisons=tuple(rows),
        caveats=(
            f"the range is a {_SPREAD}",
            "not a replication of a published study: here goods to the country that raises the duty fall by far more "
            "and services rise; look at the rows, not at the total",
            f"values in the numeraire ({trade.numeraire}); the volume row is free of it",
        ),
        sources=(_SOURCE,),
    )


def _export_rows(trade: TradeOutcome, subject: str) -> list[Comparison]:
    """Changes of exports, goods and services apart, to the world and to those who impose the duty."""
    partners = tuple(p for p in trade.imposers if p != subject)
    rows = [
        _row(trade, "exports, goods and services", trade.export_change(subject)),
        _row(trade, "exports, goods", trade.export_change(subject, kind=GOODS)),
        _row(trade, "exports, services", trade.export_change(subject, kind=SERVICES)),
        _row(trade, "export volume, goods and services", trade.export_change(subject, volume=True)),
    ]
    for words, kind in (("goods and services", None), ("goods", GOODS), ("services", SERVICES)):
        towards = f"exports to {listed(map(the, partners))}, {words}"
        rows.append(_row(trade, towards, trade.export_change(subject, partners, kind)))
    return rows


def _loss_in_money(
    figure: Figure, reading: Reading, outcome: Outcome, loss: Float[np.ndarray, " v"]
) -> tuple[Word, str, list[Comparison]]:
    """The loss in the printed currency at base-year prices, and rescaled by nominal GDP to the report's year."""
    trade, subject, currency = _trade_of(outcome), figure.subject[0], figure.unit
    at_base = loss * trade.export_level(subject) * _units_per_usd(currency, trade.year)
    growth = _nominal_growth(subject, trade.year, reading.document.report_date)
    at_report = at_base * growth
    year = reading.document.report_date.year
    rows = [
        _row(trade, f"loss at {trade.year} prices", at_base, f"{currency} bn"),
        _row(
            trade, f"loss rescaled to {year}", at_report, f"{currency} bn",
            note=f"assumed: exports grow with nominal GDP, × {growth:.3f}",
        ),
    ]  # fmt: skip
    spread = f"{money(at_report.min(), currency, 0)} to {money(at_report.max(), currency, 0)}"
    sentence = (
        f"Our model: exports of {the(subject)} fall by {_range(loss, trade)} under “{outcome.scenario.title}”; "
        f"{money(at_base[trade.central], currency)} at {trade.year} prices, "
        f"{money(at_report[trade.central], currency)} ({spread}) rescaled to {year} (assumed), "
        f"against {figure.span.text} printed."
    )
    return _inside(billions(figure.value), at_report), sentence, rows


def _inside(value: float, spread: Float[np.ndarray, " v"]) -> Word:
    return "depends on the definition" if spread.min() <= value <= spread.max() else "not supported"


def _tariff(figure: Figure, outcome: Outcome) -> Verdict:
    trade = _trade_of(outcome)
    imposer = trade.imposers[0]
    income, price = trade.income_change(imposer), trade.price_change(imposer)
    return Verdict(
        claim=figure.claim,
        route="model",
        word="cannot be checked",
        rule="a duty is a choice, not a measurement: the model says what follows from it",
        sentence=(
            f"A duty of {figure.span.text} is a choice, not a measurement. In our model real income of {the(imposer)} "
            f"changes by {_range(income, trade, signed=True)}."
        ),
        comparisons=(
            _row(trade, f"real income of {the(imposer)}", income),
            _row(trade, f"consumer prices in {the(imposer)}, relative to world labour income", price),
        ),
        caveats=(f"the range is a {_SPREAD}",),
        sources=(_SOURCE,),
    )


def _target(figure: Figure, budget: SpendingOutcome) -> Verdict:
    lever = budget.lever
    arrival = lever.arrival
    when = f"by {arrival[0]}" if len(arrival) == 1 else f"in {arrival[0]}–{arrival[-1]} (dates assumed)"
    at = int(np.searchsorted(budget.years, arrival[len(arrival) // 2]))
    year = int(budget.years[at])
    rows = [_cost_row(budget, name, values[:, at], f"in {year}") for name, values in budget.extra.items()]
    last = int(budget.years[-1])
    rows += [
        _cost_row(budget, name, values.sum(axis=1), f"added up over {lever.start}–{last}")
        for name, values in budget.extra.items()
    ]
    costs = [
        f"{_cost(row, budget)} more than {_COUNTERFACTUALS[name]}"
        for name, row in zip(budget.extra, rows, strict=False)
    ]
    return Verdict(
        claim=figure.claim,
        route="model",
        word="cannot be checked",
        rule="a target is a choice, not a measurement: the model says what it costs",
        sentence=(
            f"A target is a choice, not a measurement. Reaching {figure.span.text} {when} costs {the(budget.country)} "
            f"in {year} {listed(costs)} (nominal)."
        ),
        comparisons=tuple(rows),
        caveats=(
            "the range is over the dates of arrival; growth, inflation and financing are not varied",
            *((f"GDP from {budget.assumed_from} on is assumed",) if last >= budget.assumed_from else ()),
        ),
        sources=(_BUDGET_SOURCE,),
    )


def _cost_row(budget: SpendingOutcome, name: str, values: Float[np.ndarray, " r"], when: str) -> Comparison:
    return Comparison(
        label=f"extra spending {when}, against {_COUNTERFACTUALS[name]}", value=float(values.mean()),
        low=float(values.min()), high=float(values.max()), unit=f"{budget.currency} bn", source=_BUDGET_SOURCE,
    )  # fmt: skip


def _cost(row: Comparison, budget: SpendingOutcome) -> str:
    spread = f" ({number(row.low or 0)} to {number(row.high or 0)})" if row.low != row.high else ""
    return f"{money(row.value, budget.currency)}{spread}"


def _trade_of(outcome: Outcome) -> TradeOutcome:
    assert outcome.trade is not None
    return outcome.trade


def _row(
    trade: TradeOutcome, label: str, values: Float[np.ndarray, " v"], unit: str = "fraction", note: str | None = None
) -> Comparison:
    return Comparison(
        label=label, value=float(values[trade.central]), low=float(values.min()), high=float(values.max()),
        unit=unit, source=_SOURCE, note=note,
    )  # fmt: skip


def _range(values: Float[np.ndarray, " v"], trade: TradeOutcome, *, signed: bool = False) -> str:
    central, low, high = (percent(float(x), signed=signed) for x in (values[trade.central], values.min(), values.max()))
    return f"{central} ({low} to {high})"


def _units_per_usd(currency: str, year: int) -> float:
    return average_rate(currency, year) / average_rate("USD", year)


def _nominal_growth(iso3: str, base_year: int, on: date) -> float:
    economy = macro(iso3)
    gdp = dict(zip(economy.years.tolist(), economy.gdp_nac_bn.tolist(), strict=True))
    return float(gdp[on.year] / gdp[base_year])
