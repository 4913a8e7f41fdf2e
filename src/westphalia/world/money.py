"""Exchange rates: what the European Central Bank published, by day, from 2014 on."""

import gzip
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from westphalia.errors import DataError
from westphalia.world.table import TABLES, unknown

SOURCE: Final = "ecb-rates"
_FILE: Final = "exchange_rates.csv.gz"
_LONGEST_GAP: Final = timedelta(days=10)


@dataclass(frozen=True)
class ExchangeRate:
    """Units of a currency for one euro, on the day the rate was published; `source` is a row of sources.csv."""

    currency: str
    date: date
    per_euro: float
    source: str = SOURCE


@lru_cache(maxsize=1)
def _published() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The currencies, the days (ISO) and the untouched line of each day."""
    header, *lines = gzip.decompress((TABLES / _FILE).read_bytes()).decode().splitlines()
    return tuple(header.split(",")[1:]), tuple(line[:10] for line in lines), tuple(lines)


def rated_currencies() -> tuple[str, ...]:
    """Codes of the currencies with rates, the euro among them."""
    return ("EUR", *_published()[0])


@lru_cache(maxsize=4096)
def exchange_rate(currency: str, on: date) -> ExchangeRate:
    """The last reference rate published on or before a day, in units for one euro.

    Refused before 2014, more than ten days after the last rate (the rouble ends on 1 March 2022) and for
    currencies the bank does not quote.
    """
    codes, days, lines = _published()
    if currency == "EUR":
        return ExchangeRate("EUR", on, 1.0)
    if currency not in codes:
        raise unknown("currency", currency, rated_currencies())
    if on.isoformat() < days[0]:
        raise DataError(f"{currency} on {on}: the rates begin on {days[0]}; give a later date or a rate of your own.")
    column = codes.index(currency) + 1
    for place in range(bisect_right(days, on.isoformat()) - 1, -1, -1):
        found = date.fromisoformat(days[place])
        if on - found > _LONGEST_GAP:
            break
        cell = lines[place].split(",")[column]
        if cell:
            return ExchangeRate(currency, found, float(cell))
    raise _not_published(currency, on)


def _not_published(currency: str, on: date) -> DataError:
    column = _published()[0].index(currency) + 1
    quoted = [line[:10] for line in _published()[2] if line.split(",")[column]]
    return DataError(
        f"{currency} on {on}: the European Central Bank published no rate within {_LONGEST_GAP.days} days before; "
        f"its rates run from {quoted[0]} to {quoted[-1]}. Give a date in that span or a rate of your own."
    )


@lru_cache(maxsize=256)
def average_rate(currency: str, year: int) -> float:
    """Mean of a year's daily reference rates in units for one euro, as the bank itself averages them.

    Refused for a year the rates do not cover to its end.
    """
    if currency == "EUR":
        return 1.0
    exchange_rate(currency, date(year, 12, 31))
    exchange_rate(currency, date(year, 1, 1) + _LONGEST_GAP)
    codes, _, lines = _published()
    column = codes.index(currency) + 1
    cells = [line.split(",")[column] for line in lines if line.startswith(f"{year}-")]
    rates = [float(cell) for cell in cells if cell]
    return sum(rates) / len(rates)
