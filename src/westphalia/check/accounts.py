"""What a country's target does to its debt and output in the yearly accounts: one sentence and its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from westphalia.check.verdict import Comparison
from westphalia.outcome import AnnualOutcome, Outcome, SpendingOutcome
from westphalia.scenario.levers.financed import Paid
from westphalia.units import PER_CENT
from westphalia.wording import CHANGE, Unit, listed, tidy_percent, with_range

SOURCE: Final = "westphalia-defence"
_POINTS: Final = Unit(scale=PER_CENT, after=" points of GDP", decimals=1, signed=True)
_SMALL: Final = Unit(scale=PER_CENT, after="%", decimals=2, signed=True)
_PAID: Final[Mapping[Paid, str]] = MappingProxyType({"debt": "debt", "tax": "taxes", "cuts": "cuts elsewhere"})


@dataclass(frozen=True)
class Effect:
    """A sentence with the rows and caveats behind it; empty where the accounts cannot say."""

    sentence: str = ""
    rows: tuple[Comparison, ...] = ()
    caveats: tuple[str, ...] = ()


def effect_on_accounts(outcome: Outcome, budget: SpendingOutcome) -> Effect:
    """Debt and GDP in the last year against the outlook, where the budget is all the scenario changes."""
    annual, country = outcome.annual, budget.country
    if annual is None or country not in annual.countries or len(outcome.scenario.levers) != 1:
        return Effect()
    debt, gdp = _last(annual, "debt", country), _last(annual, "gdp", country)
    year = int(annual.years[-1])
    return Effect(
        sentence=(
            f" If paid by {_paid(budget)}, it changes public debt by {with_range(*debt, _POINTS)} and GDP by "
            f"{with_range(*gdp, _small(gdp))} in {year}, against the outlook {annual.outlook}."
        ),
        rows=(
            _row(f"public debt in {year} against the outlook", debt, "share of GDP"),
            _row(f"GDP in {year} against the outlook", gdp, "fraction"),
        ),
        caveats=(
            "debt and GDP: the range is over published multipliers, imports, taxes and the dates of arrival; interest "
            "rates do not answer",
        ),
    )


def _last(annual: AnnualOutcome, name: str, country: str) -> tuple[float, float, float]:
    """Mean of the reference cases in the last year, lowest and highest of all."""
    central, low, high = annual.spread(annual.change(name, country))
    return float(central[-1]), float(low[-1]), float(high[-1])


def _small(values: tuple[float, float, float]) -> Unit:
    """Two decimals where an effect on GDP is below one per cent."""
    return _SMALL if max(map(abs, values)) < PER_CENT else CHANGE


def _paid(budget: SpendingOutcome) -> str:
    parts = {words: budget.lever.paid_by(part) for part, words in _PAID.items()}
    used = {words: share for words, share in parts.items() if share}
    if len(used) == 1:
        return next(iter(used))
    return listed(f"{words} ({tidy_percent(share)})" for words, share in used.items())


def _row(label: str, values: tuple[float, float, float], unit: str) -> Comparison:
    central, low, high = values
    return Comparison(label=label, value=central, low=low, high=high, unit=unit, source=SOURCE)
