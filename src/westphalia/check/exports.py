"""Lost exports against the trade model: in value and in volume, per cent first, goods and services apart."""

from datetime import date
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.check.runs import SOURCE, SPREAD, money_range, row, share_range, trade_of
from westphalia.check.verdict import Comparison, Verdict, Word
from westphalia.errors import DataError
from westphalia.evidence.claims import Figure, Reading
from westphalia.outcome import GOODS, SERVICES, Outcome, TradeOutcome
from westphalia.scenario.places import EVERYBODY
from westphalia.units import billions
from westphalia.wording import listed, percent
from westphalia.world.countries import members, the
from westphalia.world.economies import macro
from westphalia.world.money import average_rate

_RULE: Final = (
    "inside the runs, or published by a study though outside them: depends on the definition, which is named; outside "
    "them and in no study the report leads to: not supported"
)
_CLASS: Final = "models of this class have predicted past trade reforms poorly: a difference is no refutation"
_Losses = dict[str, Float[np.ndarray, " v"]]


def check_exports_loss(
    figure: Figure, reading: Reading, outcome: Outcome, replay: Outcome | None, *, published: bool
) -> Verdict:
    """Lost exports against the run of the duty the report names, and of the scenario of the study behind them.

    A figure outside all runs that a study publishes depends on the model and its horizon; a model does not refute it.
    """
    trade, subject, buyers = trade_of(outcome), figure.subject[0], _buyers(figure)
    losses = {
        "value": -trade.export_change(subject, buyers),
        "volume": -trade.export_change(subject, buyers, volume=True),
    }
    rows = _export_rows(trade, subject)
    held, value, worth = losses, figure.normalised, ""
    if figure.kind == "money":
        held, worth, sums = _in_money(figure, reading.document.report_date, trade, losses)
        value, rows = billions(figure.value), [*rows, *sums]
    if replay is not None:
        rows += _replay_rows(replay, subject)
    word, fit = _judge(value, held, published=published)
    return Verdict(
        claim=figure.claim,
        route="model",
        word=word,
        rule=_RULE,
        sentence=f"{_sentence(figure, outcome, losses, worth)} The printed {figure.span.text} {fit}; no replication of "
        "any study.",
        comparisons=tuple(rows),
        caveats=_caveats(trade, value, held),
        sources=(SOURCE,),
    )


def _sentence(figure: Figure, outcome: Outcome, losses: _Losses, worth: str) -> str:
    trade, subject, buyers = trade_of(outcome), figure.subject[0], _buyers(figure)
    change = ", ".join(f"{share_range(-loss, trade)} in {measure}" for measure, loss in losses.items())
    goods, services = (trade.export_change(subject, buyers, kind)[trade.reference] for kind in (GOODS, SERVICES))
    to = f" to {listed(map(the, buyers))}" if buyers else ""
    return (
        f"Our model of “{outcome.scenario.title}” (base {trade.year}, long run, nobody retaliates): exports of "
        f"{the(subject)}{to} {change}{worth}; goods {percent(goods, signed=True)}, services "
        f"{percent(services, signed=True)}."
    )


def _caveats(trade: TradeOutcome, value: float, held: _Losses) -> tuple[str, ...]:
    return (
        SPREAD,
        *(f"{int((runs >= value).sum())} of {runs.size} runs lose as much in {m}" for m, runs in held.items()),
        "here goods to the country that raises the duty fall by far more than in published studies and services "
        "rise, as its wages do: look at the rows, not at the total",
        f"value is in the numeraire ({trade.numeraire}); volume is at {trade.year} prices and free of it",
        f"money is per cent × the exports of {trade.year} the base holds, which are below balance-of-payments "
        "totals for some countries",
        _CLASS,
    )


def _buyers(figure: Figure) -> tuple[str, ...]:
    """Those to whom the exports of a figure go; nobody where it means exports to the world."""
    return tuple(place for place in figure.target if place != EVERYBODY and place not in figure.subject)


def _judge(value: float, held: _Losses, *, published: bool) -> tuple[Word, str]:
    """The word for a printed loss, and the measures whose runs include it."""
    inside = [measure for measure, runs in held.items() if runs.min() <= value <= runs.max()]
    if inside:
        only = "" if len(inside) == len(held) else " only"
        return "depends on the definition", f"lies inside the runs in {listed(inside)}{only}"
    outside = f"lies outside all runs, in {listed(held)}"
    if published:
        return "depends on the definition", f"{outside}: a published study with another model and horizon gives it"
    return "not supported", outside


def _export_rows(trade: TradeOutcome, subject: str) -> list[Comparison]:
    """Changes of exports, goods and services apart, to the world and to those who impose the duty."""
    partners = tuple(p for p in trade.imposers if not set(members(p)) & set(members(subject)))
    rows = [
        row(trade, "exports, goods and services", trade.export_change(subject)),
        row(trade, "exports, goods", trade.export_change(subject, kind=GOODS)),
        row(trade, "exports, services", trade.export_change(subject, kind=SERVICES)),
        row(trade, "export volume, goods and services", trade.export_change(subject, volume=True)),
    ]
    kinds = (("goods and services", None), ("goods", GOODS), ("services", SERVICES)) if partners else ()
    for words, kind in kinds:
        towards = f"exports to {listed(map(the, partners))}, {words}"
        rows.append(row(trade, towards, trade.export_change(subject, partners, kind)))
    return rows


def _replay_rows(replay: Outcome, subject: str) -> list[Comparison]:
    """The study's own scenario in our model, in the same measures as the report's."""
    trade = trade_of(replay)
    towards = listed(map(the, trade.imposers))
    imposer = trade.imposers[0]
    note = f"our model of the study's own scenario: {replay.scenario.title}"
    return [
        row(trade, "exports, goods and services", trade.export_change(subject), note=note),
        row(
            trade, f"exports to {towards}, goods and services", trade.export_change(subject, trade.imposers), note=note
        ),
        row(trade, f"real income of {the(imposer)}", trade.income_change(imposer), note=note),
    ]


def _in_money(figure: Figure, on: date, trade: TradeOutcome, losses: _Losses) -> tuple[_Losses, str, list[Comparison]]:
    """The losses in the printed currency to hold the figure against, their words, and their rows.

    Of base-year exports, and rescaled to the report's year with nominal GDP where that is known.
    """
    subject, unit = figure.subject[0], f"{figure.unit} bn"
    exports = float(trade.export_level(subject, _buyers(figure))[trade.reference])
    price = exports * average_rate(figure.unit, trade.year) / average_rate("USD", trade.year)
    growth = _nominal_growth(subject, trade.year, on)
    held, rows = {}, []
    for measure, loss in losses.items():
        priced = f"at {trade.year} prices" if measure == "volume" else f"of {trade.year} exports, in the numeraire"
        held[measure] = loss * price
        rows.append(row(trade, f"loss in {measure}, {priced}", held[measure], unit))
        if growth is not None:
            held[measure] = held[measure] * growth
            note = f"assumed: exports grow with nominal GDP, × {growth:.3f}"
            rows.append(row(trade, f"loss in {measure}, rescaled to {on.year}", held[measure], unit, note))
    sums = " or ".join(money_range(runs, trade, figure.unit) for runs in held.values())
    basis = f"of {trade.year} exports" if growth is None else f"rescaled to {on.year} (assumed)"
    return held, f", a loss of {sums} {basis}", rows


def _nominal_growth(place: str, base_year: int, on: date) -> float | None:
    """Nominal GDP of the report's year over that of the base year; None for a bloc or a year without figures."""
    if members(place) != (place,):
        return None
    economy = macro(place)
    try:
        return economy.at("gdp_nac_bn", on.year) / economy.at("gdp_nac_bn", base_year)
    except DataError:
        return None
