"""One run in detail, by year, sector, partner, closure or definition: tables of the page for whoever asks for them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from westphalia.errors import UsageError
from westphalia.outcome import Outcome, TradeOutcome
from westphalia.report.annual import annual_table
from westphalia.report.annual_accounts import accounts
from westphalia.report.definitions import definitions_table
from westphalia.report.duties import closure_table, variant_table
from westphalia.report.exports import country_detail
from westphalia.report.tables import Table
from westphalia.report.work import made_table, work_table
from westphalia.report.years import path_table

_IDENT: Final = "run"


def asked_for(names: Iterable[str]) -> tuple[str, ...]:
    """Names of details, each known and once."""
    chosen = tuple(dict.fromkeys(names))
    for name in chosen:
        if name not in DETAILS:
            raise UsageError(f"--by: {name!r} is not a way to take a run apart. Choose from {', '.join(DETAILS)}.")
    return chosen


def detail_tables(outcome: Outcome, countries: Iterable[str], by: Iterable[str]) -> tuple[Table, ...]:
    """The tables of `DETAILS` asked for, country by country."""
    return tuple(table for country in countries for name in by for table in _tables(outcome, country, name))


def _tables(outcome: Outcome, country: str, name: str) -> tuple[Table, ...]:
    found: list[Table] = []
    if outcome.trade is not None and name in _OF_TRADE:
        found += _OF_TRADE[name](outcome.trade, country)
    if name == "year" and outcome.annual is not None and accounts(outcome.annual, (country,)):
        found.append(annual_table(outcome.annual, country, _IDENT))
    if name == "definition":
        found += [definitions_table(b.country, b.start, _IDENT) for b in outcome.spending if b.country == country]
    return tuple(found)


def _by_year(trade: TradeOutcome, country: str) -> tuple[Table, ...]:
    return () if trade.path is None else (path_table(trade.path, country, _IDENT),)


def _by_sector(trade: TradeOutcome, country: str) -> tuple[Table, ...]:
    exports = country_detail(trade, country, _IDENT, drawn=False).sectors
    return (work_table(trade, country, _IDENT), made_table(trade, country, _IDENT), *([exports] if exports else []))


def _by_partner(trade: TradeOutcome, country: str) -> tuple[Table, ...]:
    return (country_detail(trade, country, _IDENT, drawn=False).partners,)


def _by_closure(trade: TradeOutcome, country: str) -> tuple[Table, ...]:
    return closure_table(trade, (country,), _IDENT), variant_table(trade, country, _IDENT)


_OF_TRADE: Final[Mapping[str, Callable[[TradeOutcome, str], tuple[Table, ...]]]] = {
    "year": _by_year,
    "sector": _by_sector,
    "partner": _by_partner,
    "closure": _by_closure,
}
WITHOUT_TRADE: Final = ("year", "definition")
"""Ways that need no trade: the years of the accounts, and what a budget's start is by other definitions."""
DETAILS: Final = (*_OF_TRADE, "definition")
