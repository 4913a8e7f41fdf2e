"""The yearly accounts: output, budget and debt of each country with the levers beside the outlook without them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.outcome import AnnualOutcome
from westphalia.report.annual_accounts import Account, account, accounts, together
from westphalia.report.annual_data import annual_json
from westphalia.report.annual_notes import (
    UNANSWERED,
    Assumption,
    answer_words,
    assumed_words,
    assumptions,
    different_cases,
    earning_words,
    left_out_words,
    outlook_words,
    range_words,
)
from westphalia.report.charts import Chart, FanPoint, draw, fan
from westphalia.report.names import Link, titled
from westphalia.report.tables import Cell, Row, Table, base_level, label, quantity
from westphalia.report.why_annual import annual_channel_table, annual_lever_table
from westphalia.simulate.explain_annual import AnnualExplanation
from westphalia.units import per_cent
from westphalia.wording import CHANGE, PERCENTAGE_POINTS, SHARE, Unit, currency_unit, with_range, written
from westphalia.world.countries import the
from westphalia.world.load import sources

__all__ = [
    "AnnualPart", "annual_chart", "annual_json", "annual_lines", "annual_part", "annual_summary", "annual_table",
    "assumption_table", "group_annual_table", "shown_years",
]  # fmt: skip

ONE_SCENARIO: Final = "Output, budget and debt"
ALL_LEVERS: Final = "All levers together"
_MIDDLE: Final = 2030
_LINKS: Final = (
    Link("how it is computed", "#how-annual"),
    Link("how debt follows", "#how-debt"),
    Link("what a range covers", "#how-range"),
)
_BASIS: Final = "pp: percentage points of GDP, against the outlook without the levers. Balance: minus is a deficit."


_PANELS: Final = {"gdp": "GDP", "net_lending": "Balance", "debt": "Debt", "extra": "Extra spending"}


@dataclass(frozen=True)
class AnnualPart:
    """Everything shown about the yearly accounts: a chart of the first country, the years of each."""

    summary: Table
    chart: Chart
    others: tuple[Table, ...]
    why: tuple[Table, ...]
    everybody: Table | None
    assumptions: Table


def annual_part(
    annual: AnnualOutcome, why: AnnualExplanation | None, countries: Sequence[str], ident: str, of: str = ONE_SCENARIO
) -> AnnualPart:
    """The page's part on the yearly accounts; those of many countries stand in one more table. `of` opens captions.

    The years of countries after the first are left to `run --by year` where no lever costs money: the page of many
    duties would be a third longer.
    """
    shown = [one.code for one in accounts(annual, countries)]
    others = shown[1:] if annual.extra.any() else []
    return AnnualPart(
        summary=annual_summary(annual, countries, ident, of),
        chart=annual_chart(annual, shown[0], ident, of),
        others=tuple(annual_table(annual, code, ident, of) for code in others),
        why=() if why is None else annual_why_tables(why, shown, ident),
        everybody=group_annual_table(annual, ident) if set(annual.countries) - set(shown) else None,
        assumptions=assumption_table(annual, ident),
    )


def annual_why_tables(why: AnnualExplanation, shown: Sequence[str], ident: str) -> tuple[Table, ...]:
    """Channels of all shown; and by lever, for the first one held, where there are several levers."""
    last = shown_years(why.annual)[-1]
    held = [code for code in shown if code in why.annual.countries][:1] if len(why.levers) > 1 else []
    by_lever = [annual_lever_table(why, code, last, ident) for code in held]
    return (annual_channel_table(why, shown, last, ident), *by_lever)


@dataclass(frozen=True)
class _Measure:
    key: str
    words: str
    unit: Unit
    anchor: str


_MEASURES: Final = (
    _Measure("extra", "extra spending", PERCENTAGE_POINTS, "#how-extra"),
    _Measure("gdp", "GDP", CHANGE, "#how-annual"),
    _Measure("primary_balance", "balance before interest", PERCENTAGE_POINTS, "#how-annual"),
    _Measure("net_lending", "balance (net lending)", PERCENTAGE_POINTS, "#how-debt"),
    _Measure("debt", "debt", PERCENTAGE_POINTS, "#how-debt"),
)


def _measures(annual: AnnualOutcome) -> tuple[_Measure, ...]:
    """What is shown; extra spending only where a lever spends."""
    return _MEASURES if annual.extra.any() else _MEASURES[1:]


def shown_years(annual: AnnualOutcome) -> tuple[int, ...]:
    """2030, the last year of the outlook, and the last of the accounts."""
    years = annual.years.tolist()
    return tuple(dict.fromkeys(year for year in (_MIDDLE, years[-1]) if year in years[1:]))


def _cell(annual: AnnualOutcome, values: Float[np.ndarray, " v"], unit: Unit, href: str) -> Cell:
    central, low, high = annual.spread(values)
    return quantity(float(central), float(low), float(high), unit, href)


def _is_assumed(annual: AnnualOutcome, year: int) -> bool:
    return year >= annual.assumed_from


def _year_words(annual: AnnualOutcome, year: int) -> str:
    return f"{year}, assumed" if _is_assumed(annual, year) else str(year)


def annual_summary(annual: AnnualOutcome, countries: Sequence[str], ident: str, of: str = ONE_SCENARIO) -> Table:
    """What the levers change in 2030 and in the last year, a row a country."""
    shown, rows = accounts(annual, countries), []
    for year in shown_years(annual):
        rows.append(Row(_year_words(annual, year)))
        rows += [_summary_row(annual, one, year) for one in shown]
    spends = ("extra spending, nominal",) if annual.extra.any() else ()
    return Table(
        id=f"{ident}-annual",
        caption=f"{of}: what changes in {' and in '.join(map(str, shown_years(annual)))}",
        corner="Country",
        columns=(*spends, *(m.words for m in _measures(annual))),
        rows=tuple(rows),
        note=_full_note(annual, countries),
        links=_LINKS,
    )


def _summary_row(annual: AnnualOutcome, one: Account, year: int) -> Row:
    t = annual.years.tolist().index(year)
    money = [_money_cell(annual, one, t)] if annual.extra.any() else []
    cells = [_cell(annual, one.change[m.key][:, t], m.unit, m.anchor) for m in _measures(annual)]
    return Row(one.name, (*money, *cells), assumed=_is_assumed(annual, year))


def _money_cell(annual: AnnualOutcome, one: Account, t: int) -> Cell:
    return _cell(annual, one.extra[:, t], currency_unit(one.currency, signed=True), "#how-extra")


def _full_note(annual: AnnualOutcome, countries: Sequence[str]) -> str:
    shown = [one.code for one in accounts(annual, countries)]
    several = "Groups: members weighted by GDP at the outlook's exchange rates." if _has_groups(annual, shown) else ""
    return _joined(
        _BASIS,
        f"Outlook: {outlook_words(annual)}.",
        range_words(annual),
        answer_words(annual),
        assumed_words(annual),
        several,
        _noted(annual),
        left_out_words(annual, countries),
        earning_words(annual, shown),
    )


def _has_groups(annual: AnnualOutcome, codes: Sequence[str]) -> bool:
    return any(code not in annual.countries for code in codes)


def _noted(annual: AnnualOutcome) -> str:
    return " ".join(f"{note}." for note in annual.notes)


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def annual_table(annual: AnnualOutcome, country: str, ident: str, of: str = ONE_SCENARIO) -> Table:
    """One country year by year: balance and debt of the outlook beside those with the levers."""
    one = account(annual, country)
    spends = ("extra spending, nominal",) if annual.extra.any() else ()
    return Table(
        id=f"{ident}-annual-{one.code.lower()}",
        caption=f"{of}, year by year: {the(country)}",
        corner="Year",
        columns=(*spends, "GDP", "balance: outlook", "balance: with the levers", "debt: outlook",
                 "debt: with the levers", "to hold debt"),
        rows=tuple(_yearly_row(annual, one, t) for t in range(len(annual.years))),
        note=_joined(
            "Balance (net lending; minus is a deficit) and debt of general government over GDP; GDP against the "
            "outlook's. To hold debt: by how much the balance before interest would have to be better in that year "
            "for debt to be the outlook's, had it been so the year before.",
            range_words(annual),
            "The outlook is not varied.",
            assumed_words(annual),
            UNANSWERED,
            earning_words(annual, [country]),
        ),
        links=_LINKS,
    )  # fmt: skip


def _yearly_row(annual: AnnualOutcome, one: Account, t: int) -> Row:
    assumed = _is_assumed(annual, int(annual.years[t]))
    cells = [_money_cell(annual, one, t)] if annual.extra.any() else []
    cells.append(_cell(annual, one.change["gdp"][:, t], CHANGE, "#how-annual"))
    for key in ("net_lending", "debt"):
        cells.append(base_level(float(one.outlook[key][t]), SHARE, "#how-debt"))
        cells.append(_cell(annual, one.level[key][:, t], SHARE, "#how-debt"))
    cells.append(_cell(annual, one.change["offset"][:, t], PERCENTAGE_POINTS, "#how-debt"))
    return Row(str(annual.years[t]), tuple(cells), note="assumed" if assumed else "", assumed=assumed)


def group_annual_table(annual: AnnualOutcome, ident: str) -> Table:
    """Every country in one compact table, the largest rise of debt first, and all of them together."""
    last = shown_years(annual)[-1]
    t = annual.years.tolist().index(last)
    every = [account(annual, code) for code in annual.countries]
    every.sort(key=lambda one: -float(annual.spread(one.change["debt"][:, t])[0]))
    years = shown_years(annual)
    return Table(
        id=f"{ident}-annual-all",
        caption=f"All {len(every)} countries: what changes in {' and in '.join(map(str, years))}",
        corner="Country",
        columns=tuple(f"{_year_words(annual, year)}: {m.words}" for year in years for m in _compact(annual)),
        rows=tuple(_compact_row(annual, one, years) for one in (together(annual), *every)),
        note=_joined(
            _BASIS, range_words(annual), assumed_words(annual),
            "Together: weighted by GDP at the outlook's exchange rates.", left_out_words(annual),
            earning_words(annual, annual.countries),
        ),
        links=_LINKS,
    )  # fmt: skip


def _compact(annual: AnnualOutcome) -> tuple[_Measure, ...]:
    return tuple(m for m in _measures(annual) if m.key != "primary_balance")


def _compact_row(annual: AnnualOutcome, one: Account, years: Sequence[int]) -> Row:
    places = [annual.years.tolist().index(year) for year in years]
    cells = [_cell(annual, one.change[m.key][:, t], m.unit, m.anchor) for t in places for m in _compact(annual)]
    return Row(one.name, tuple(cells))


def assumption_table(annual: AnnualOutcome, ident: str) -> Table:
    """What the answer of output and budget rests on: each number with its range and its source."""
    return Table(
        id=f"{ident}-annual-assumptions",
        caption="What the yearly accounts rest on",
        corner="Number",
        columns=("value", "source", "how it was read"),
        rows=tuple(_assumption_row(one) for one in assumptions(annual)),
        note="Per unit of spending, taxes or GDP.",
        links=_LINKS[:1],
    )


def _assumption_row(one: Assumption) -> Row:
    value = quantity(one.central, one.low, one.high, Unit(decimals=2), "#how-annual")
    origin = next((titled(s) for s in sources() if s.id == one.source), one.source)
    return Row(one.words[:1].upper() + one.words[1:], (value, label(origin), label(one.status)))


def annual_chart(annual: AnnualOutcome, country: str, ident: str, of: str = ONE_SCENARIO) -> Chart:
    """The same as a picture: GDP, balance, debt and extra spending, each on its own scale."""
    one = account(annual, country)
    panels = [m for m in _measures(annual) if m.key != "primary_balance"]
    panels.sort(key=lambda m: m.key == "extra")
    points = [_point(annual, one, m, t) for m in panels for t in range(len(annual.years))]
    heading = f"{of}, year by year: {the(country)}"
    words = (
        "Change against the outlook without the levers, per cent of GDP; each panel has its own scale. The band runs "
        f"over all {different_cases(annual):,} cases, the line is the reference, dashed from "
        f"{annual.assumed_from} on, where the outlook is assumed. A fall of the balance is a larger deficit."
    )
    name = f"{ident}-annual-chart-{one.code.lower()}"
    drawing = draw(fan(points, annual.assumed_from, "per cent of GDP", one_scale=False), name, heading, words)
    return Chart(name, heading, words, drawing, annual_table(annual, country, ident, of))


def _point(annual: AnnualOutcome, one: Account, measure: _Measure, t: int) -> FanPoint:
    central, low, high = (per_cent(float(x)) for x in annual.spread(one.change[measure.key][:, t]))
    return FanPoint(_PANELS[measure.key], int(annual.years[t]), central, low, high, {})


def annual_lines(annual: AnnualOutcome, countries: Sequence[str]) -> tuple[str, ...]:
    """The first country in 2030 and in the last year, and the debt of the others."""
    first, *others = accounts(annual, countries)
    lines = [_line(annual, first, year) for year in shown_years(annual)]
    if others:
        last = shown_years(annual)[-1]
        words = "; ".join(_debt_words(annual, one) for one in others)
        lines.append(f"Debt of others, {_year_words(annual, last)}: {words}")
    return tuple(lines)


def _line(annual: AnnualOutcome, one: Account, year: int) -> str:
    t = annual.years.tolist().index(year)
    money = [(f"extra spending {_said(annual, one.extra[:, t], currency_unit(one.currency, signed=True))}")]
    parts = [f"{m.words} {_said(annual, one.change[m.key][:, t], m.unit)}" for m in _compact(annual)[-3:]]
    words = ", ".join((*(money if annual.extra.any() else ()), *parts))
    return f"{one.name}, {_year_words(annual, year)}, all levers against the outlook: {words}"


def _debt_words(annual: AnnualOutcome, one: Account) -> str:
    t = annual.years.tolist().index(shown_years(annual)[-1])
    return f"{one.name} {_said(annual, one.change['debt'][:, t], PERCENTAGE_POINTS)}"


def _said(annual: AnnualOutcome, values: Float[np.ndarray, " v"], unit: Unit) -> str:
    central, low, high = (float(x) for x in annual.spread(values))
    return written(central, unit) if low == high else with_range(central, low, high, unit)
