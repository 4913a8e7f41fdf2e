"""Duties and lost exports against the trade model: a range over closures and elasticities, per cent first."""

from datetime import date
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.check.verdict import Comparison, Verdict, Word
from westphalia.evidence.claims import Figure, Reading
from westphalia.outcome import GOODS, SERVICES, Outcome, TradeOutcome
from westphalia.scenario.levers.tariff import EVERYBODY
from westphalia.units import billions
from westphalia.wording import listed, money, number, percent
from westphalia.world.countries import the
from westphalia.world.economies import macro
from westphalia.world.money import average_rate

_SOURCE: Final = "westphalia-trade"
_SPREAD: Final = (
    "the range is the lowest and highest of all runs (closures × elasticity sets × services elasticities): a spread "
    "of models, not a probability; the first number is the reference run, which may lie near one end"
)
_CLASS: Final = "models of this class have predicted past trade reforms poorly: a difference is no refutation"
_LONG_RUN: Final = "long run, nobody retaliates, duties handed back to households"


def check_duty(figure: Figure, outcome: Outcome) -> Verdict:
    """What follows for the country that imposes a duty; the duty itself cannot be checked."""
    trade = _trade_of(outcome)
    imposer = trade.imposers[0]
    income, wage = trade.income_change(imposer), trade.wage_change(imposer)
    return Verdict(
        claim=figure.claim,
        route="model",
        word="cannot be checked",
        rule="a duty is a choice, not a measurement: the model says what follows from it",
        sentence=(
            f"A duty of {figure.span.text} is a choice, not a measurement. In our model ({_LONG_RUN}) real income of "
            f"{the(imposer)} changes by {_range(income, trade, 2)} and its real wage by {_range(wage, trade, 2)}."
        ),
        comparisons=(
            _row(trade, f"real income of {the(imposer)}, duties handed back", income),
            _row(trade, f"real wage in {the(imposer)}", wage),
        ),
        caveats=(_SPREAD,),
        sources=(_SOURCE,),
    )


def check_exports_loss(figure: Figure, reading: Reading, outcome: Outcome, replay: Outcome | None) -> Verdict:
    """Lost exports against the run of the duty the report names, and of the scenario of the study behind them."""
    trade, subject, buyers = _trade_of(outcome), figure.subject[0], _buyers(figure)
    losses = {
        "value": -trade.export_change(subject, buyers),
        "volume": -trade.export_change(subject, buyers, volume=True),
    }
    rows = _export_rows(trade, subject)
    held, value, worth = losses, figure.normalised, ""
    if figure.kind == "money":
        amounts = {measure: _in_money(figure, reading, trade, loss) for measure, loss in losses.items()}
        rows += [row for measure in losses for row in _money_rows(figure, reading, trade, measure, amounts[measure])]
        held, value = {m: rescaled for m, (_, rescaled) in amounts.items()}, billions(figure.value)
        sums = " or ".join(_money_range(runs, trade, figure.unit) for runs in held.values())
        worth = f", a loss of {sums} rescaled to {reading.document.report_date.year} (assumed)"
    if replay is not None:
        rows += _replay_rows(replay, subject)
    word, fit = _judge(value, held)
    change = ", ".join(f"{_range(-loss, trade)} in {measure}" for measure, loss in losses.items())
    goods, services = (trade.export_change(subject, buyers, kind)[trade.reference] for kind in (GOODS, SERVICES))
    to = f" to {listed(map(the, buyers))}" if buyers else ""
    return Verdict(
        claim=figure.claim,
        route="model",
        word=word,
        rule="inside the runs: depends on the definition, which is named; outside all: our model does not give it",
        sentence=(
            f"Our model of “{outcome.scenario.title}” (base {trade.year}, long run, nobody retaliates): exports of "
            f"{the(subject)}{to} {change}{worth}; goods {percent(goods, signed=True)}, services "
            f"{percent(services, signed=True)}. The printed {figure.span.text} {fit}; no replication of any study."
        ),
        comparisons=tuple(rows),
        caveats=(
            _SPREAD,
            *(f"{int((runs >= value).sum())} of {runs.size} runs lose as much in {m}" for m, runs in held.items()),
            "here goods to the country that raises the duty fall by far more than in published studies and services "
            "rise, as its wages do: look at the rows, not at the total",
            f"value is in the numeraire ({trade.numeraire}); volume is at {trade.year} prices and free of it",
            f"money is per cent × the exports of {trade.year} the base holds, which are below balance-of-payments "
            "totals for some countries",
            _CLASS,
        ),
        sources=(_SOURCE,),
    )


def _buyers(figure: Figure) -> tuple[str, ...]:
    """Those to whom the exports of a figure go; nobody where it means exports to the world."""
    return tuple(place for place in figure.target if place != EVERYBODY and place not in figure.subject)


def _judge(value: float, held: dict[str, Float[np.ndarray, " v"]]) -> tuple[Word, str]:
    """The word for a printed loss, and the measures whose runs include it."""
    inside = [measure for measure, runs in held.items() if runs.min() <= value <= runs.max()]
    if not inside:
        return "not supported", f"lies outside all runs, in {listed(held)}"
    only = "" if len(inside) == len(held) else " only"
    return "depends on the definition", f"lies inside the runs in {listed(inside)}{only}"


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


def _replay_rows(replay: Outcome, subject: str) -> list[Comparison]:
    """The study's own scenario in our model, in the same measures as the report's."""
    trade = _trade_of(replay)
    towards = listed(map(the, trade.imposers))
    imposer = trade.imposers[0]
    note = f"our model of the study's own scenario: {replay.scenario.title}"
    return [
        _row(trade, "exports, goods and services", trade.export_change(subject), note=note),
        _row(
            trade, f"exports to {towards}, goods and services", trade.export_change(subject, trade.imposers), note=note
        ),
        _row(trade, f"real income of {the(imposer)}", trade.income_change(imposer), note=note),
    ]


def _in_money(
    figure: Figure, reading: Reading, trade: TradeOutcome, loss: Float[np.ndarray, " v"]
) -> tuple[Float[np.ndarray, " v"], Float[np.ndarray, " v"]]:
    """The loss in the printed currency, of base-year exports and rescaled by nominal GDP to the report's year."""
    subject = figure.subject[0]
    exports = float(trade.export_level(subject, _buyers(figure))[trade.reference])
    at_base = loss * exports * average_rate(figure.unit, trade.year) / average_rate("USD", trade.year)
    return at_base, at_base * _nominal_growth(subject, trade.year, reading.document.report_date)


def _money_rows(
    figure: Figure, reading: Reading, trade: TradeOutcome, measure: str,
    amounts: tuple[Float[np.ndarray, " v"], Float[np.ndarray, " v"]],
) -> list[Comparison]:  # fmt: skip
    on = reading.document.report_date
    growth = _nominal_growth(figure.subject[0], trade.year, on)
    unit = f"{figure.unit} bn"
    at_base, rescaled = amounts
    priced = f"at {trade.year} prices" if measure == "volume" else f"of {trade.year} exports, in the numeraire"
    note = f"assumed: exports grow with nominal GDP, × {growth:.3f}"
    return [
        _row(trade, f"loss in {measure}, {priced}", at_base, unit),
        _row(trade, f"loss in {measure}, rescaled to {on.year}", rescaled, unit, note),
    ]


def _nominal_growth(iso3: str, base_year: int, on: date) -> float:
    economy = macro(iso3)
    gdp = dict(zip(economy.years.tolist(), economy.gdp_nac_bn.tolist(), strict=True))
    return float(gdp[on.year] / gdp[base_year])


def _trade_of(outcome: Outcome) -> TradeOutcome:
    assert outcome.trade is not None
    return outcome.trade


def _row(
    trade: TradeOutcome, label: str, values: Float[np.ndarray, " v"], unit: str = "fraction", note: str | None = None
) -> Comparison:
    return Comparison(
        label=label, value=float(values[trade.reference]), low=float(values.min()), high=float(values.max()),
        unit=unit, source=_SOURCE, note=note,
    )  # fmt: skip


def _range(values: Float[np.ndarray, " v"], trade: TradeOutcome, decimals: int = 1) -> str:
    first, low, high = (percent(float(x), decimals) for x in (values[trade.reference], values.min(), values.max()))
    return f"{first} ({low} to {high})"


def _money_range(values: Float[np.ndarray, " v"], trade: TradeOutcome, currency: str) -> str:
    first = money(float(values[trade.reference]), currency)
    return f"{first} ({number(float(values.min()))} to {number(float(values.max()))})"
