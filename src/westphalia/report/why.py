"""Why a result comes out as it does: by lever, by channel and by source of income, for the reference run."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from westphalia.report.levers import lever_heads
from westphalia.report.names import Link, country_name
from westphalia.report.tables import Cell, Row, Table, label
from westphalia.simulate.explain import Explanation
from westphalia.wording import MISSING, change_unit, written
from westphalia.world.countries import the

CHANNELS: Final = {
    "terms_of_trade": ("Terms of trade", "prices of what it sells against prices of what it buys"),
    "volume_of_trade": ("Volume of trade", "taxed imports given up"),
    "barriers": ("Other barriers", "what they use up"),
    "transfers": ("Transfers", "what pays for imbalances, at the country's own prices"),
    "hours": ("Hours worked", ""),
    "scale": ("Economies of scale", ""),
    "remainder": ("Remainder", "of adding up small steps"),
}
SOURCES: Final = {
    "real_wage": ("Real wage", "what an hour of work buys"),
    "hours": ("Hours worked", ""),
    "revenue": ("Duties handed back", ""),
    "transfers": ("Transfers", "what pays for imbalances, in hours of own work"),
}
_SHOWN: Final = ("real_income", "real_wage", "tariff_revenue", "exports", "exports_goods", "exports_services")
_TOTAL: Final = "Real income, in all"
_SMALL: Final = 5e-7
_LINKS: Final = (Link("how it is taken apart", "#how-why"),)


def trade_why_tables(why: Explanation, countries: Sequence[str], ident: str) -> list[Table]:
    """The trade side by channel and source, then by lever where there are several."""
    by_lever = (lever_table(why, country, ident) for country in countries)
    return [channel_table(why, countries, ident), *(table for table in by_lever if table is not None)]


def channel_table(why: Explanation, countries: Sequence[str], ident: str) -> Table:
    """Change of real income by channel, then by source of income, a column for each country."""
    channels = {c: why.by_channel(c) for c in countries}
    sources = {c: why.by_source(c) for c in countries}
    totals = tuple(_cell(sum(channels[c].values()), "fraction") for c in countries)
    rows = [Row("By channel"), *_rows(CHANNELS, channels), Row(_TOTAL, totals)]
    rows += [Row("By source of income"), *_rows(SOURCES, sources), Row(_TOTAL, totals)]
    return Table(
        id=f"{ident}-why",
        caption="Why real income changes, reference run",
        corner="Part of the change",
        columns=tuple(country_name(c) for c in countries),
        rows=tuple(rows),
        note="Parts sum to the change of real income, in percentage points of income: what each adds to it, so that "
        "the real wage's part can differ in the last digit from its own change. Duties handed back are income; "
        "what they add to prices is in the real wage. Where the base holds no duties of a country, giving up taxed "
        "imports costs it nothing here.",
        links=_LINKS,
        single_runs=True,
    )


def _rows(words: Mapping[str, tuple[str, str]], parts: Mapping[str, Mapping[str, float]]) -> list[Row]:
    """A row for each part that is there in any country."""
    return [
        Row(said, tuple(_cell(found[key], "fraction") for found in parts.values()), note=note)
        for key, (said, note) in words.items()
        if any(abs(found[key]) > _SMALL for found in parts.values())
    ]


def lever_table(why: Explanation, country: str, ident: str) -> Table | None:
    """What each lever does alone, what only all together do, and the total; nothing where there is one lever."""
    if len(why.levers) == 1:
        return None
    found = [c for c in why.by_lever(country) if c.measure.key in _SHOWN]
    rows = [
        Row(
            c.measure.label,
            tuple(_cell(value, c.measure.unit) for value in (*c.alone, c.interaction, c.total)),
        )
        for c in found
    ]
    return Table(
        id=f"{ident}-levers",
        caption=f"By lever: {the(country)}, reference run",
        corner="Change of",
        columns=(*(f"{head} alone" for head in lever_heads(why.levers)), "interaction", "all together"),
        rows=tuple(rows),
        note="Each lever by itself against the base, and what only all of them together do; the row sums to the total. "
        "A retaliation's own part holds the duties it answers with, not those it answers.",
        links=_LINKS,
        single_runs=True,
    )


def _cell(value: float, unit: str) -> Cell:
    if math.isnan(value):
        return label(MISSING)
    return Cell(written(value, change_unit(unit)), "", "#how-why", sign=(value > _SMALL) - (value < -_SMALL))
