"""One run in detail: by year, sector, partner, closure; the tables of the page for whoever asks for them by name."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from westphalia.errors import UsageError
from westphalia.outcome import Outcome, TradeOutcome
from westphalia.report.annual import annual_table
from westphalia.report.annual_accounts import accounts
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
    of_trade = () if outcome.trade is None else DETAILS[name](outcome.trade, country)
    annual = outcome.annual
    if name != "year" or annual is None or not accounts(annual, (country,)):
        return of_trade
    return (*of_trade, annual_table(annual, country, _IDENT))


def _by_year(trade: TradeOutcome, country: str) -> tuple[Table, ...]:
    return () if trade.path is None else (path_table(trade.path, country, _IDENT),)


def _by_sector(trade: TradeOutcome, country: str) -> tuple[Table, ...]:
    exports = country_detail(trade, country, _IDENT, drawn=False).sectors
    return (work_table(trade, country, _IDENT), made_table(trade, country, _IDENT), *([exports] if exports else []))


def _by_partner(trade: TradeOutcome, country: str) -> tuple[Table, ...]:
    return (country_detail(trade, country, _IDENT, drawn=False).partners,)


def _by_closure(trade: TradeOutcome, country: str) -> tuple[Table, ...]:
    return closure_table(trade, (country,), _IDENT), variant_table(trade, country, _IDENT)


DETAILS: Final[Mapping[str, Callable[[TradeOutcome, str], tuple[Table, ...]]]] = {
    "year": _by_year,
    "sector": _by_sector,
    "partner": _by_partner,
    "closure": _by_closure,
}
