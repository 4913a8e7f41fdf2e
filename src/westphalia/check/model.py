"""A figure against our own models: a range over closures and elasticities, per cent first."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from jaxtyping import Float

from westphalia.check.verdict import Comparison, Verdict, Word
from westphalia.evidence.claims import Figure, Reading
from westphalia.outcome import GOODS, SERVICES, Outcome, SpendingOutcome, TradeOutcome
from westphalia.scenario.levers import DefenceBudget, Tariff
from westphalia.units import billions
from westphalia.wording import listed, money, percent
from westphalia.world.countries import countries
from westphalia.world.economies import macro
from westphalia.world.money import average_rate

_SPREAD = "spread of models (closures × elasticity sets × services elasticities), not a probability"
_SOURCE = "westphalia-trade"
_BUDGET_SOURCE = "westphalia-defence"


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
    name = countries()[subject].name
    loss = -trade.export_change(subject)
    rows = [_row(trade, f"{name}: loss of exports, goods and services", loss)]
    for kind, words in ((GOODS, "goods"), (SERVICES, "services")):
        rows.append(_row(trade, f"{name}: loss of exports, {words}", -trade.export_change(subject, kind=kind)))
    partners = tuple(p for p in trade.imposers if p != subject)
    for kind, words in ((GOODS, "goods"), (SERVICES, "services")):
        change = -trade.export_change(subject, partners, kind)
        rows.append(_row(trade, f"{name}: loss of exports of {words} to {listed(partners)}", change))
    if figure.kind == "money":
        word, sentence, amounts = _loss_in_money(figure, reading, outcome, loss)
        rows += amounts
    else:
        word = _inside(figure.normalised, loss)
        sentence = f"Our model: {name}'s exports fall by {_range(loss, trade)} under {outcome.scenario.title}."
    return Verdict(
        claim=figure.claim,
        route="model",
        word=word,
        rule="printed loss inside the spread of models: depends on the definition; outside: not supported",
        sentence=sentence,
        comparisons=tuple(rows),
        caveats=(
            f"the range is a {_SPREAD}",
            "the composition differs from published studies: goods to the country that raises the duty fall by far "
            "more, services rise; look at the rows, not at the total",
            "the base year is a war year with estimated destinations of final demand",
        ),
        sources=(_SOURCE,),
    )


def _loss_in_money(
    figure: Figure, reading: Reading, outcome: Outcome, loss: Float[np.ndarray, " v"]
) -> tuple[Word, str, list[Comparison]]:
    """The loss in the printed currency at base-year prices, and rescaled by nominal GDP to the report's year."""
    trade, subject, currency = _trade_of(outcome), figure.subject[0], figure.unit
    name = countries()[subject].name
    at_base = loss * trade.export_level(subject) * _units_per_usd(currency, trade.year)
    growth = _nominal_growth(subject, trade.year, reading.document.report_date)
    at_report = at_base * growth
    year = reading.document.report_date.year
    rows = [
        _row(trade, f"{name}: loss at {trade.year} prices", at_base, f"{currency} bn"),
        _row(
            trade, f"{name}: loss rescaled to {year}", at_report, f"{currency} bn",
            note=f"assumed: exports grow with nominal GDP, × {growth:.3f}",
        ),
    ]  # fmt: skip
    spread = f"{money(at_report.min(), currency, 0)} to {money(at_report.max(), currency, 0)}"
    sentence = (
        f"Our model: {name}'s exports fall by {_range(loss, trade)} under “{outcome.scenario.title}”; "
        f"at {trade.year} prices {money(at_base[trade.central], currency)}, rescaled to {year} "
        f"{money(at_report[trade.central], currency)} ({spread}), against {figure.span.text} printed."
    )
    return _inside(billions(figure.value), at_report), sentence, rows


def _inside(value: float, spread: Float[np.ndarray, " v"]) -> Word:
    return "depends on the definition" if spread.min() <= value <= spread.max() else "not supported"


def _tariff(figure: Figure, outcome: Outcome) -> Verdict:
    trade = _trade_of(outcome)
    imposer = trade.imposers[0]
    name = countries()[imposer].name
    income, price = trade.income_change(imposer), trade.price_change(imposer)
    return Verdict(
        claim=figure.claim,
        route="model",
        word="cannot be checked",
        rule="a duty is a choice, not a measurement: the model says what follows from it",
        sentence=(
            f"A duty of {figure.span.text} is a choice, not a measurement. In our model it changes {name}'s real "
            f"income by {_range(income, trade, signed=True)}; see What follows."
        ),
        comparisons=(
            _row(trade, f"{name}: real income", income),
            _row(trade, f"{name}: consumer prices, relative to world labour income", price),
        ),
        caveats=(f"the range is a {_SPREAD}",),
        sources=(_SOURCE,),
    )


def _target(figure: Figure, budget: SpendingOutcome) -> Verdict:
    name = countries()[budget.country].name
    extra = budget.extra["constant_share"][:, -1]
    middle = float(np.median(extra))
    lever: DefenceBudget = budget.lever
    when = f"by {max(lever.share)}" if lever.target is None else f"in {lever.reached[0]}–{lever.reached[-1]} (assumed)"
    year = int(budget.years[-1])
    return Verdict(
        claim=figure.claim,
        route="model",
        word="cannot be checked",
        rule="a target is a choice, not a measurement: the model says what it costs",
        sentence=(
            f"A target is a choice, not a measurement. Reaching {figure.span.text} {when} costs {name} "
            f"{money(middle, budget.currency)} more in {year} than holding the starting share "
            f"(nominal; {money(extra.min(), budget.currency)} to {money(extra.max(), budget.currency)} "
            "over the dates of arrival)."
        ),
        comparisons=(
            Comparison(
                label=f"{name}: extra spending in {year} against a constant share", value=middle,
                low=float(extra.min()), high=float(extra.max()), unit=f"{budget.currency} bn", source=_BUDGET_SOURCE,
            ),
        ),
        caveats=tuple(
            [f"GDP from {budget.assumed_from} on is assumed"] if year >= budget.assumed_from else []
        ),
        sources=(_BUDGET_SOURCE,),
    )  # fmt: skip


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
