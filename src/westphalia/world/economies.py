"""Output, prices and public finance by country: the IMF's World Economic Outlook, by vintage, carried to 2035."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.errors import DataError
from westphalia.units import PER_CENT
from westphalia.world.countries import country, currency_on
from westphalia.world.table import read_rows, unknown

LATEST_VINTAGE: Final = "WEO-2025-10"
LAST_YEAR: Final = 2035
_LAST_PUBLISHED: Final = 2030
_UNIT_OF_THE_OUTLOOK: Final = {"LBR": "USD", "SOM": "USD", "SLE": "SLL"}
_COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "gdp_nac_bn": "gdp_nac_bn",
        "gdp_usd_bn": "gdp_usd_bn",
        "deflator": "deflator_index",
        "real_growth": "real_growth_pct",
        "inflation": "inflation_pct",
        "population_m": "population_m",
        "unemployment": "unemployment_pct",
        "current_account": "current_account_pct_gdp",
        "revenue": "revenue_pct_gdp",
        "expenditure": "expenditure_pct_gdp",
        "net_lending": "net_lending_pct_gdp",
        "primary_balance": "primary_balance_pct_gdp",
        "gross_debt": "gross_debt_pct_gdp",
        "net_debt": "net_debt_pct_gdp",
    }
)


@dataclass(frozen=True)
class Vintage:
    """One edition of the outlook: its table, the day of publication and its row in sources.csv."""

    id: str
    published: date
    table: str
    source: str


_VINTAGES: Final[Mapping[str, Vintage]] = MappingProxyType(
    {
        "WEO-2025-04": Vintage("WEO-2025-04", date(2025, 4, 22), "macro_weo_2025_04.csv", "weo-2025-04"),
        "WEO-2025-10": Vintage("WEO-2025-10", date(2025, 10, 14), "macro_weo_2025_10.csv", "weo-2025-10"),
    }
)


@dataclass(frozen=True, eq=False)
class Macro:
    r"""An economy by calendar year: money in bn (national currency and USD), rates and shares of GDP as fractions.

    From `assumed_from` on, real growth g, deflator growth π and primary balance stay at the last published
    year's. GDP in dollars grows with real output and the deflator of the United States, so that the exchange rate
    moves with the difference of inflation (constant in real terms):

    .. math:: Y_t = Y_{t-1} (1 + g)(1 + \pi), \qquad Y^\$_t = Y^\$_{t-1} (1 + g)(1 + \pi^{US})

    Everything else is NaN from there on, as is what the outlook does not give. The first year has no deflator
    growth. An economy whose figures end before 2030 (Afghanistan, Bolivia, Venezuela …) is not carried on.
    Balances, revenue, expenditure and debt are of general government, over GDP.
    """

    iso3: str
    vintage: str
    published: date
    currency: str
    years: Int[np.ndarray, " t"]
    gdp_nac_bn: Float[np.ndarray, " t"]
    gdp_usd_bn: Float[np.ndarray, " t"]
    deflator: Float[np.ndarray, " t"]
    real_growth: Float[np.ndarray, " t"]
    deflator_growth: Float[np.ndarray, " t"]
    inflation: Float[np.ndarray, " t"]
    population_m: Float[np.ndarray, " t"]
    unemployment: Float[np.ndarray, " t"]
    current_account: Float[np.ndarray, " t"]
    revenue: Float[np.ndarray, " t"]
    expenditure: Float[np.ndarray, " t"]
    net_lending: Float[np.ndarray, " t"]
    primary_balance: Float[np.ndarray, " t"]
    gross_debt: Float[np.ndarray, " t"]
    net_debt: Float[np.ndarray, " t"]
    assumed_from: int
    source: str

    def at(self, series: str, year: int) -> float:
        """One value of a series, such as `at("gdp_nac_bn", 2024)`; an error outside the years."""
        first, last = int(self.years[0]), int(self.years[-1])
        if not first <= year <= last:
            raise DataError(
                f"{self.iso3} {series} {year}: {self.vintage} runs from {first} to {last}; choose such a year."
            )
        return float(getattr(self, series)[year - first])


@lru_cache(maxsize=len(_VINTAGES))
def _by_economy(vintage: str) -> dict[str, list[dict[str, str]]]:
    grouped: dict[str, list[dict[str, str]]] = {}
    for row in read_rows(_VINTAGES[vintage].table):
        grouped.setdefault(row["iso3"], []).append(row)
    return grouped


def economies(vintage: str = LATEST_VINTAGE) -> tuple[str, ...]:
    """ISO codes of the economies a vintage covers."""
    if vintage not in _VINTAGES:
        raise unknown("vintage", vintage, _VINTAGES)
    return tuple(_by_economy(vintage))


@lru_cache(maxsize=512)
def macro(iso3: str, vintage: str = LATEST_VINTAGE) -> Macro:
    """One economy through 2035, as the outlook of a vintage has it; years after its last are assumed."""
    if iso3 not in economies(vintage):
        name = country(iso3).name
        raise DataError(
            f"{iso3} ({name}) is not among the {len(economies(vintage))} economies of {vintage}; choose another."
        )
    rows, edition = _by_economy(vintage)[iso3], _VINTAGES[vintage]
    last = int(rows[-1]["year"])
    years = np.arange(int(rows[0]["year"]), (LAST_YEAR if last == _LAST_PUBLISHED else last) + 1)
    series = {name: _published(rows, column, years) for name, column in _COLUMNS.items()}
    deflator = series["deflator"]
    series["deflator_growth"] = np.concatenate([[np.nan], deflator[1:] / deflator[:-1] - 1])
    _carry(series, last - int(years[0]), _dollar_inflation(vintage))
    return Macro(
        iso3=iso3,
        vintage=vintage,
        published=edition.published,
        currency=_UNIT_OF_THE_OUTLOOK.get(iso3) or currency_on(iso3, edition.published),
        years=years,
        assumed_from=last + 1,
        source=edition.source,
        **{name: _read_only(values) for name, values in series.items()},
    )


def _published(rows: list[dict[str, str]], column: str, years: Int[np.ndarray, " t"]) -> Float[np.ndarray, " t"]:
    """A column by year, NaN where the outlook gives nothing; per cent become fractions."""
    scale = PER_CENT if "_pct" in column else 1.0
    values = np.full(len(years), np.nan)
    for row in rows:
        if row.get(column):
            values[int(row["year"]) - int(years[0])] = float(row[column]) * scale
    return values


def _dollar_inflation(vintage: str) -> float:
    """Growth of the deflator of the United States in the last published year."""
    before, latest = (float(row["deflator_index"]) for row in _by_economy(vintage)["USA"][-2:])
    return latest / before - 1


def _carry(series: dict[str, Float[np.ndarray, " t"]], last: int, dollar_inflation: float) -> None:
    """Continue growth, prices and primary balance after position `last`, in place."""
    after = slice(last + 1, None)
    for name in ("real_growth", "deflator_growth", "primary_balance"):
        series[name][after] = series[name][last]
    prices = np.cumprod(1 + series["deflator_growth"][after])
    output = np.cumprod(1 + series["real_growth"][after]) * prices
    series["deflator"][after] = series["deflator"][last] * prices
    series["gdp_nac_bn"][after] = series["gdp_nac_bn"][last] * output
    # a currency that loses value by inflation goes on losing it: dollars grow with real output and dollar prices
    dollars = np.cumprod((1 + series["real_growth"][after]) * (1 + dollar_inflation))
    series["gdp_usd_bn"][after] = series["gdp_usd_bn"][last] * dollars


def _read_only(values: Float[np.ndarray, " t"]) -> Float[np.ndarray, " t"]:
    values.setflags(write=False)
    return values
