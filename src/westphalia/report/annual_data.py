"""The yearly accounts as plain data for `--json`: the same numbers as on the page, with ranges and origins."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

import numpy as np
from jaxtyping import Float

from westphalia.outcome import AnnualOutcome
from westphalia.report.annual_accounts import Account, accounts
from westphalia.report.annual_notes import (
    UNANSWERED,
    assumptions,
    different_cases,
    outlook_words,
    range_words,
    varied_axes,
)

_UNITS: Final = {
    "gdp": "bn of currency, nominal",
    "extra": "bn of currency, nominal",
    "outlook": "fraction of GDP",
    "with_levers": "fraction of GDP",
    "change": "extra and gdp: fraction of the outlook's GDP; the rest: difference of fractions of GDP",
}


def annual_json(annual: AnnualOutcome, countries: Sequence[str]) -> dict[str, Any]:
    """Years, cases, what is assumed with sources, and for each country the outlook and what the levers change."""
    return {
        "years": annual.years.tolist(),
        "assumed_from": annual.assumed_from,
        "outlook": {"id": annual.outlook, "words": outlook_words(annual)},
        "levers": [shock.lever for shock in annual.shocks],
        "range": range_words(annual),
        "cases": {"number": different_cases(annual), "every_combination_of": varied_axes(annual)},
        "parameters": [asdict(one) for one in assumptions(annual)],
        "kernel": annual.parameters.kernel.tolist(),
        "not_modelled": UNANSWERED,
        "notes": list(annual.notes),
        "left_out": dict(annual.left_out),
        "earns_interest": [c for c, e in zip(annual.countries, annual.baseline.earns_interest, strict=True) if e],
        "units": _UNITS,
        "countries": {one.code: _account_json(annual, one) for one in accounts(annual, countries)},
    }


def _account_json(annual: AnnualOutcome, one: Account) -> dict[str, Any]:
    return {
        "currency": one.currency,
        "gdp": one.gdp.tolist(),
        "extra": _spread(annual, one.extra),
        "outlook": {name: values.tolist() for name, values in one.outlook.items()},
        "with_levers": {name: _spread(annual, values) for name, values in one.level.items()},
        "change": {name: _spread(annual, values) for name, values in one.change.items()},
    }


def _spread(annual: AnnualOutcome, values: Float[np.ndarray, "v t"]) -> dict[str, list[float]]:
    central, low, high = (row.tolist() for row in annual.spread(values))
    return {"central": central, "low": low, "high": high}
