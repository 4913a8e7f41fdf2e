r"""The published numbers on the ERA loans and on rebuilding: V21 and V22.

The total of the loans is a sum over five currencies, so it is shown twice: at the rates its formula was written with,
and at the reference rates of the European Central Bank of each loan's day. Neither is chosen for coming closer.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from westphalia.check.verification_inputs import VINTAGE, YEAR, Recipe, Recomputed, Setting
from westphalia.support.reconstruction import need_over_output
from westphalia.wording import listed, money, number
from westphalia.world.assets import EraLoan, assessments, era_loans
from westphalia.world.economies import macro
from westphalia.world.money import exchange_rate

_FORMULA_RATES: Final[Mapping[str, float]] = MappingProxyType(
    {"USD": 1.0, "EUR": 1.085, "GBP": 1.30, "CAD": 0.722, "JPY": 1 / 152}
)
"""US dollars for one unit, as the formula of V21 rounds the rates of late October 2024."""

_G7_DAY: Final = date(2024, 10, 25)
"""Day of the G7 leaders' statement on the loans."""

_EDITION: Final = 4


def loans_at_formula_rates() -> float:
    """The five loans in USD bn at the rates of the formula."""
    return sum(loan.amount * _FORMULA_RATES[loan.currency] for loan in era_loans())


def loans_at_ecb_rates(on: date | None = None) -> float:
    """The five loans in USD bn at the European Central Bank's rates of one day, or else of each loan's own."""
    return sum(loan.amount * _dollars(loan, on or loan.on) for loan in era_loans())


def _dollars(loan: EraLoan, on: date) -> float:
    """US dollars for one unit of a loan's currency, by way of the euro."""
    return exchange_rate("USD", on).per_euro / exchange_rate(loan.currency, on).per_euro


def _era_total() -> Recomputed:
    parts = listed(money(loan.amount, loan.currency) for loan in era_loans())
    tried = (
        Setting("at the European Central Bank's rates of each loan's day", loans_at_ecb_rates()),
        Setting("at its rates of 25 October 2024", loans_at_ecb_rates(_G7_DAY)),
    )
    return Recomputed(loans_at_formula_rates(), f"{parts}, at the rates the formula was written with", tried)


def need_over_gdp(vintage: str) -> float:
    """Need of the fourth assessment over Ukraine's GDP of 2024 in dollars, as a vintage of the outlook has it."""
    need = next(one.need for one in assessments() if one.edition == _EDITION)
    return need_over_output(need, macro("UKR", vintage).at("gdp_usd_bn", YEAR))


def _need_ratio() -> Recomputed:
    output = macro("UKR", VINTAGE).at("gdp_usd_bn", YEAR)
    later = Setting("GDP of 2024 in the outlook of October 2025", need_over_gdp("WEO-2025-10"))
    return Recomputed(
        need_over_gdp(VINTAGE), f"$524bn over Ukraine's GDP of {YEAR}, ${number(output)}bn ({VINTAGE})", (later,)
    )


ASSETS: Final[Mapping[str, Recipe]] = MappingProxyType(
    {"V21": Recipe(_era_total, "era-2024"), "V22": Recipe(_need_ratio, "rdna-4")}
)
