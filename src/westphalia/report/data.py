"""Results as plain data for `--json`: the same numbers as on the page, with their ranges."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from westphalia.outcome import Outcome, SpendingOutcome, TradeOutcome
from westphalia.report.contents import Brief
from westphalia.report.selection import absent_countries
from westphalia.report.stated_data import stated_json


def brief_json(brief: Brief) -> dict[str, Any]:
    """Figures with verdicts, scenarios with outcomes, and the run record."""
    from westphalia.evidence.read import reading_json

    return {
        "reports": [reading_json(reading) for reading in brief.readings],
        "verdicts": {claim: [v.model_dump(mode="json") for v in found] for claim, found in brief.verdicts.items()},
        "outcomes": [outcome_json(outcome, brief.countries) for outcome in brief.outcomes],
        "not_drafted": dict(brief.undrafted),
        **stated_json(brief),
        "sources": [asdict(source) for source in brief.sources],
        "record": brief.record.model_dump(mode="json"),
    }


def outcome_json(outcome: Outcome, countries: Sequence[str]) -> dict[str, Any]:
    """One run: the scenario, its effects by country with ranges, and the cost of its budgets by year."""
    absent = absent_countries(outcome, countries)
    return {
        "scenario": outcome.scenario.model_dump(mode="json", by_alias=True),
        "sha256": outcome.scenario.sha256,
        "trade": _trade_json(outcome.trade, [c for c in countries if c not in absent]) if outcome.trade else None,
        "not_in_base": list(absent),
        "spending": [_spending_json(budget) for budget in outcome.spending],
    }


def _trade_json(trade: TradeOutcome, countries: Sequence[str]) -> dict[str, Any]:
    return {
        "year": trade.year,
        "numeraire": trade.numeraire,
        "range": "lowest and highest over the variants: a spread of models, not a probability",
        "variants": [asdict(v) for v in trade.variants],
        "reference": trade.reference,
        "residual": float(trade.residual.max()),
        "walras_gap": float(trade.walras_gap.max()),
        "effects": {c: [asdict(effect) for effect in trade.effects(c)] for c in countries},
    }


def _spending_json(budget: SpendingOutcome) -> dict[str, Any]:
    return {
        "country": budget.country,
        "currency": budget.currency,
        "unit": f"{budget.currency} bn, nominal",
        "years": budget.years.tolist(),
        "reached": budget.reached.tolist(),
        "share": budget.share.tolist(),
        "spending": budget.spending.tolist(),
        "extra": {name: values.tolist() for name, values in budget.extra.items()},
        "assumed_from": budget.assumed_from,
    }
