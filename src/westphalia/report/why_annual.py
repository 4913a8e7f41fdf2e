"""Why GDP, the budget and debt come out as they do: by lever with the interaction, and by channel."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from jaxtyping import Float

from westphalia.economy.channels import Deviation
from westphalia.report.levers import lever_heads
from westphalia.report.names import Link, country_name
from westphalia.report.tables import Cell, Row, Table
from westphalia.simulate.explain_annual import AnnualExplanation
from westphalia.wording import CHANGE, MINUS, PERCENTAGE_POINTS, Unit, written
from westphalia.world.countries import the

MEASURES: Final = {
    "gdp_change": ("GDP", CHANGE),
    "primary_balance": ("Balance before interest", PERCENTAGE_POINTS),
    "net_lending": ("Balance (net lending)", PERCENTAGE_POINTS),
    "debt": ("Debt", PERCENTAGE_POINTS),
}
OUTPUT_CHANNELS: Final = {
    "trade": ("Trade", "real income in the trade model"),
    "demand": ("Spending", "what the extra buys, before imports are taken off"),
    "leakage": ("Imports", "the part that buys abroad"),
    "taxes": ("Taxes", "where they pay for the extra"),
    "cuts": ("Cuts elsewhere", "where they pay for the extra"),
}
DEBT_CHANNELS: Final = {
    "spending": ("Spending", "the extra paid by debt, added up"),
    "activity": ("Activity", "taxes and benefits follow GDP"),
    "duties": ("Duties", "collected by the state"),
    "interest": ("Interest", "on debt that differs from the outlook's"),
    "growth": ("Growth", "another GDP under the same debt"),
}
_SMALL: Final = 5e-7
_LINKS: Final = (Link("how it is taken apart", "#how-annual-why"),)
_MEAN: Final = "Reference cases, their mean; no range: the parts of a range do not add up."


def annual_lever_table(why: AnnualExplanation, country: str, year: int, ident: str) -> Table:
    """What each lever does alone by a year, what only all together do, and the total."""
    c, t = why.annual.place(country), why.annual.years.tolist().index(year)
    parts = (*why.by_lever.alone, why.by_lever.interaction, why.by_lever.total)
    rows = tuple(
        Row(words, tuple(_cell(_at(part, key, c)[t], unit) for part in parts))
        for key, (words, unit) in MEASURES.items()
    )
    return Table(
        id=f"{ident}-annual-levers-{country.lower()}",
        caption=f"By lever: what changes in {the(country)} by {_year_words(why, year)}",
        corner="Change of",
        columns=(*(f"{head} alone" for head in lever_heads(why.levers)), "interaction", "all together"),
        rows=rows,
        note=f"{_MEAN} Each lever by itself against the outlook, and what only all of them do; the row sums to the "
        "total. Levers meet in growth, which divides debt, and levers of trade in the trade model. pp: percentage "
        "points of GDP.",
        links=_LINKS,
        single_runs=True,
    )


def annual_channel_table(why: AnnualExplanation, countries: Sequence[str], year: int, ident: str) -> Table:
    """Change of GDP, then of debt, by what caused it, a column for each country held."""
    annual = why.annual
    held = [code for code in countries if code in annual.countries] or list(annual.countries[:1])
    places, t = [annual.place(code) for code in held], annual.years.tolist().index(year)
    rows = [Row("GDP, by channel"), *_channel_rows(why.channels, OUTPUT_CHANNELS, places, t, CHANGE)]
    rows.append(_sum_row("GDP, in all", why.channels, places, t, CHANGE))
    rows += [Row("Debt, by channel")]
    rows += _channel_rows(why.debt_channels, DEBT_CHANNELS, places, t, PERCENTAGE_POINTS)
    rows.append(_sum_row("Debt, in all", why.debt_channels, places, t, PERCENTAGE_POINTS))
    return Table(
        id=f"{ident}-annual-why",
        caption=f"Why GDP and debt change by {_year_words(why, year)}",
        corner="Part of the change",
        columns=tuple(country_name(code) for code in held),
        rows=tuple(rows),
        note=f"{_MEAN} GDP in per cent of the outlook's; debt in percentage points of GDP (pp), added up from the "
        "first year. Parts sum to the whole.",
        links=_LINKS,
        single_runs=True,
    )


def _year_words(why: AnnualExplanation, year: int) -> str:
    return f"{year} (assumed)" if year >= why.annual.assumed_from else str(year)


def _at(part: Deviation, key: str, c: int) -> Float[np.ndarray, " t"]:
    """Mean over the reference cases of one measure of one country, by year."""
    return np.asarray(getattr(part, key)[:, c].mean(axis=0))


def _channel_rows(
    parts: Mapping[str, Float[np.ndarray, "v c t"]],
    words: Mapping[str, tuple[str, str]],
    places: Sequence[int],
    t: int,
    unit: Unit,
) -> list[Row]:
    """A row for each channel that moves anything in some country."""
    return [
        Row(said, tuple(_cell(value, unit) for value in found), note=note)
        for key, (said, note) in words.items()
        if np.abs(found := parts[key][:, places, t].mean(axis=0)).max() > _SMALL
    ]


def _sum_row(
    head: str, parts: Mapping[str, Float[np.ndarray, "v c t"]], places: Sequence[int], t: int, unit: Unit
) -> Row:
    total = sum(part[:, places, t].mean(axis=0) for part in parts.values())
    return Row(head, tuple(_cell(value, unit) for value in np.asarray(total)))


def _cell(value: float, unit: Unit) -> Cell:
    text = written(value, unit)
    return Cell(text, "", "#how-annual-why", sign=1 if text.startswith("+") else -1 if text.startswith(MINUS) else 0)


def annual_why_json(why: AnnualExplanation, countries: Sequence[str]) -> dict[str, Any]:
    """By lever and by channel, a row of years each: means over the reference cases, fractions of GDP."""
    held = [code for code in countries if code in why.annual.countries] or list(why.annual.countries[:1])
    return {
        "years": why.annual.years.tolist(),
        "assumed_from": why.annual.assumed_from,
        "cases": "mean of the reference cases",
        "levers": list(why.levers),
        "countries": {code: _country_json(why, why.annual.place(code)) for code in held},
    }


def _country_json(why: AnnualExplanation, c: int) -> dict[str, Any]:
    split = why.by_lever
    return {
        "by_lever": {
            key: {
                "alone": [_at(part, key, c).tolist() for part in split.alone],
                "interaction": _at(split.interaction, key, c).tolist(),
                "total": _at(split.total, key, c).tolist(),
            }
            for key in MEASURES
        },
        "gdp_by_channel": {name: part[:, c].mean(axis=0).tolist() for name, part in why.channels.items()},
        "debt_by_channel": {name: part[:, c].mean(axis=0).tolist() for name, part in why.debt_channels.items()},
    }
