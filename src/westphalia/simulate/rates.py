"""Exchange rates of the outlook: yearly averages, as its GDP in dollars over that in national currency has them."""

from functools import lru_cache
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.errors import DataError
from westphalia.world.countries import countries
from westphalia.world.economies import economies, macro

SHOWN_CURRENCIES: Final = ("USD", "EUR")
_QUOTED_BY: Final = {"EUR": "DEU", "USD": "USA", "GBP": "GBR"}


def units_per_national(code: str, currency: str, outlook: str, years: Int[np.ndarray, " t"]) -> Float[np.ndarray, " t"]:
    """Units of a currency for one of a country's own, by year, as the outlook's GDP in both has them."""
    return np.asarray(_usd(code, outlook, years) / _usd(_issuer(currency, outlook), outlook, years))


def conversion(currency: str, into: str, outlook: str, years: Int[np.ndarray, " t"]) -> Float[np.ndarray, " t"]:
    """Units of one currency for one of another, by year."""
    return units_per_national(_issuer(currency, outlook), into, outlook, years)


def _usd(code: str, outlook: str, years: Int[np.ndarray, " t"]) -> Float[np.ndarray, " t"]:
    """US dollars for one unit of what a country's GDP is counted in."""
    economy = macro(code, outlook)
    at = years - economy.years[0]
    return np.asarray(economy.gdp_usd_bn[at] / economy.gdp_nac_bn[at])


@lru_cache
def _issuer(currency: str, outlook: str) -> str:
    """A country whose GDP the outlook counts in a currency."""
    known = economies(outlook)
    issuers = (_QUOTED_BY.get(currency), *(code for code, c in countries().items() if c.currency == currency))
    found = next((code for code in issuers if code in known), None)
    if found is None:
        raise DataError(f"no economy of {outlook} counts in {currency}. Give the sum in EUR or USD.")
    return found
