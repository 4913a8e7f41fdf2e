"""A cap on oil by year, and a rule that keeps a class of persons out: tables, sentences and plain data."""

from typing import Any, Final

import numpy as np

from westphalia.outcome import OilCapOutcome
from westphalia.report.names import Link, country_name, whom
from westphalia.report.tables import Cell, Row, Table, label, quantity
from westphalia.scenario.levers import Exclusion
from westphalia.scenario.levers.exclusion import NO_EFFECT
from westphalia.wording import (
    MISSING,
    SHARE,
    Unit,
    currency_unit,
    listed,
    money,
    tidy_percent,
    with_range,
    written,
)
from westphalia.world.countries import the

_OIL: Final = "#how-oil"
_EXCLUSION: Final = "#how-exclusion"
_BARREL: Final = currency_unit("USD", "")
_DOLLARS: Final = currency_unit("USD")
_SMALL: Final = Unit(before="$", after="bn", decimals=2)
_MEASURES: Final = {
    "travel_ban": "may not enter",
    "visa_refusal": "gets no visa",
    "residence_ban": "may not stay",
}


def oil_cap_table(outcome: OilCapOutcome, ident: str) -> Table:
    """Every year: the cap, revenue with and without it, what it takes, over shares of the sales under it."""
    return Table(
        id=f"{ident}-years",
        caption=f"The cap on {country_name(outcome.lever.exporter)}'s oil by year: what it takes of revenue",
        corner="Year",
        columns=("cap", "without the cap", "taken by the cap", "of GDP", "a dollar off the cap", "a point more capped"),
        rows=tuple(_year_row(outcome, t) for t in range(len(outcome.years))),
        note=_oil_note(outcome),
        links=(Link("how a cap is counted", _OIL),),
        single_runs=True,
    )


def _year_row(outcome: OilCapOutcome, t: int) -> Row:
    lost, by_share = outcome.lost, outcome.lost_by_share[:, t]
    ends = float(by_share.min()), float(by_share.max())
    gdp = float(outcome.gdp[t])
    cells = (
        label(f"{written(float(outcome.cap[t]), _BARREL)}"),
        Cell(written(float(outcome.without[t]), _DOLLARS), "", _OIL),
        quantity(float(lost[t]), *ends, _DOLLARS, _OIL),
        quantity(float(lost[t]) / gdp, ends[0] / gdp, ends[1] / gdp, SHARE, _OIL) if gdp > 0 else label(MISSING),
        Cell(written(float(outcome.per_dollar[t]), _SMALL), "", _OIL),
        Cell(written(float(outcome.per_point[t]), _SMALL), "", _OIL),
    )
    return Row(f"{outcome.years[t]}", cells)


def _oil_note(outcome: OilCapOutcome) -> str:
    lever = outcome.lever
    outside = "the price on board" if lever.shadow_price is None else f"{written(lever.shadow_price, _BARREL)} a barrel"
    return (
        f"USD bn a year at {lever.volume:g} million barrels a day and {written(lever.on_board, _BARREL)} a barrel on "
        f"board; {tidy_percent(lever.capped)} of sales capped, in brackets from none to all; sales outside the cap "
        f"bring {outside}, with it and without. Without it those that obey it would bring the price on board: what the "
        f"cap takes, and takes more a point, is counted from there. Price and volume do not answer the "
        "cap, and nothing here moves output, budget or debt."
    )


def oil_cap_lines(outcome: OilCapOutcome) -> tuple[str, ...]:
    """What a cap takes in its first and last year, over shares of sales under it."""
    ends = dict.fromkeys((0, len(outcome.years) - 1))
    said = (
        f"{outcome.years[t]}: {_taken(outcome, t)} of {money(float(outcome.without[t]), 'USD')}"
        for t in ends
        if len(outcome.years)
    )
    who = country_name(outcome.lever.exporter)
    return (
        f"Cap on {who}'s oil, revenue it takes (brackets: from no sale to all sales capped): {listed(said)}. It moves "
        "no account: the two published readings of its effect disagree.",
    )


def _taken(outcome: OilCapOutcome, t: int) -> str:
    by_share = outcome.lost_by_share[:, t]
    return with_range(float(outcome.lost[t]), float(by_share.min()), float(by_share.max()), _DOLLARS)


def oil_cap_json(outcome: OilCapOutcome) -> dict[str, Any]:
    """The same as plain data: by year, and by share of the sales under the cap."""
    return {
        "unit": "USD bn a year; prices in USD a barrel",
        "exporter": outcome.lever.exporter,
        "years": outcome.years.tolist(),
        "cap": outcome.cap.tolist(),
        "on_board": outcome.lever.on_board,
        "capped": outcome.lever.capped,
        "without": outcome.without.tolist(),
        "revenue": outcome.revenue.tolist(),
        "lost": outcome.lost.tolist(),
        "shares": outcome.shares.tolist(),
        "lost_by_share": outcome.lost_by_share.tolist(),
        "per_dollar": outcome.per_dollar.tolist(),
        "per_point": outcome.per_point.tolist(),
        "gdp": np.where(np.isfinite(outcome.gdp), outcome.gdp, np.nan).tolist(),
    }


def exclusion_table(levers: tuple[Exclusion, ...], ident: str) -> Table:
    """Each rule: who keeps out whom, by which measures, and that no account moves."""
    return Table(
        id=f"{ident}-rules",
        caption="Rules that keep a class of persons out: their effect on output is about zero",
        corner="Who imposes it",
        columns=("on whom", "what they may not do", "how many", "effect on output"),
        rows=tuple(
            Row(
                listed(country_name(code) for code in lever.imposer),
                (
                    label(f"{lever.persons} of {the(lever.target)}"),
                    label(measures_words(lever)),
                    label("not known"),
                    label(f"about zero: {NO_EFFECT}", _EXCLUSION),
                ),
            )
            for lever in levers
        ),
        note="A rule for a class names nobody: it signals, and its effect on persons is not counted here.",
        links=(Link("why it is about zero", _EXCLUSION),),
    )


def measures_words(lever: Exclusion) -> str:
    """What the class may not do: may not enter and gets no visa."""
    return listed(_MEASURES[measure] for measure in lever.measures)


def exclusion_line(lever: Exclusion) -> str:
    """The rule in a sentence with its effect: about zero, and why."""
    who = whom(lever.imposer)
    return (
        f"{who[:1].upper()}{who[1:]} against {lever.persons} of {the(lever.target)}: effect on output about zero, as "
        f"{NO_EFFECT}; it signals. How many persons it meets is not known."
    )


def exclusion_json(lever: Exclusion) -> dict[str, Any]:
    """The rule as plain data."""
    return {
        "imposer": list(lever.imposer),
        "target": lever.target,
        "persons": lever.persons,
        "measures": list(lever.measures),
        "number": None,
        "gdp_effect": 0.0,
        "reason": NO_EFFECT,
    }
