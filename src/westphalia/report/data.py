"""Results as plain data for `--json`: the same numbers as on the page, with their ranges."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from westphalia.outcome import GOODS, SERVICES, Outcome, SpendingOutcome, TradeOutcome, TradePath
from westphalia.report.annual_data import annual_json
from westphalia.report.change_words import changes_json
from westphalia.report.chosen import chosen_duties
from westphalia.report.contents import Brief
from westphalia.report.corrections import corrections_json
from westphalia.report.deal import deal_json
from westphalia.report.exposed import exposure_json
from westphalia.report.policy import policy_json
from westphalia.report.records import records_json
from westphalia.report.selection import annual_countries
from westphalia.report.stated_data import stated_json
from westphalia.report.together import together_json
from westphalia.report.why_annual import annual_why_json
from westphalia.simulate.explain import Explanation
from westphalia.simulate.explain_annual import AnnualExplanation


def brief_json(brief: Brief) -> dict[str, Any]:
    """Figures with verdicts, scenarios with outcomes, and the run record."""
    from westphalia.evidence.read import reading_json

    return {
        "reports": [reading_json(reading) for reading in brief.readings],
        "verdicts": {claim: [v.model_dump(mode="json") for v in found] for claim, found in brief.verdicts.items()},
        "superlatives": records_json(brief),
        "outcomes": [outcome_json(outcome, brief.countries) for outcome in brief.outcomes],
        "together": together_json(brief),
        "deal": deal_json(brief),
        "not_drafted": dict(brief.undrafted),
        **stated_json(brief),
        "sources": [asdict(source) for source in brief.sources],
        "record": brief.record.model_dump(mode="json"),
        "corrections": corrections_json(brief.corrections),
        "changes": None if brief.changes is None else changes_json(brief.changes),
    }


def outcome_json(outcome: Outcome, countries: Sequence[str], details: Sequence[str] = ()) -> dict[str, Any]:
    """One run: the scenario, its effects by country with ranges and by year, and the cost of its budgets by year.

    `details` name further tables, as on the command line: sector, partner, closure (years are always there).
    """
    absent = outcome.absent(countries)
    held = [c for c in countries if c not in absent]
    return {
        "scenario": outcome.scenario.model_dump(mode="json", by_alias=True),
        "sha256": outcome.scenario.sha256,
        "trade": _trade_json(outcome.trade, held, details) if outcome.trade else None,
        "not_in_base": list(absent),
        "spending": [_spending_json(budget) for budget in outcome.spending],
        **policy_json(outcome),
        "annual": annual_json(outcome.annual, annual_countries(outcome, countries)) if outcome.annual else None,
    }


def _trade_json(trade: TradeOutcome, countries: Sequence[str], details: Sequence[str]) -> dict[str, Any]:
    found = {
        "year": trade.year,
        "settled_year": trade.settled_year,
        "numeraire": trade.numeraire,
        "range": "lowest and highest over the variants: a spread of models, not a probability",
        "variants": [asdict(v) for v in trade.variants],
        "failed": [asdict(f) for f in trade.failed],
        "reference": trade.reference,
        "residual": float(trade.residual.max()),
        "walras_gap": float(trade.walras_gap.max()),
        "notes": [*chosen_duties(trade), *trade.notes],
        "effects": {c: [asdict(effect) for effect in trade.effects(c)] for c in countries},
        "jobs": exposure_json(trade, countries),
        "path": _path_json(trade.path, countries) if trade.path else None,
    }
    if "closure" in details:
        found["by_variant"] = {c: {m.key: m.values.tolist() for m in trade.measures(c)} for c in countries}
    if "sector" in details:
        found["by_sector"] = {c: _sectors_json(trade, c) for c in countries}
    if "partner" in details:
        found["by_partner"] = {c: _partners_json(trade, c) for c in countries}
    return found


def _path_json(path: TradePath, countries: Sequence[str]) -> dict[str, Any]:
    """By country and measure a row of years for each closure."""
    return {
        "years": path.years.tolist(),
        "adjustment": path.adjustment.tolist(),
        "closures": list(path.closures),
        "changes": {c: {m.key: path.by_year(m.values).tolist() for m in path.measures(c)} for c in countries},
    }


def _sectors_json(trade: TradeOutcome, country: str) -> list[dict[str, Any]]:
    """Every sector in the reference run: trade in USD bn, employment in shares of all work and in persons."""
    inside, r, work = trade.group(country), trade.reference, trade.work(country)
    people = work.people
    return [
        {
            "sector": sector,
            "goods": bool(trade.goods[k]),
            "exports": float(trade.sector_exports[r, inside, k].sum()),
            "exports_new": float(trade.sector_exports_new[r, inside, k].sum()),
            "imports": float(trade.sector_imports[r, inside, k].sum()),
            "imports_new": float(trade.sector_imports_new[r, inside, k].sum()),
            "employment_share": float(work.share[r, k]),
            "jobs_moved_share": float(work.moved[r, k]),
            "jobs_moved": None if people is None else float(work.moved[r, k] * people),
        }
        for k, sector in enumerate(trade.axes.sectors.labels)
    ]


def _partners_json(trade: TradeOutcome, country: str) -> list[dict[str, Any]]:
    """Every partner in the reference run: exports and imports, goods and services apart, USD bn."""
    inside, r = trade.group(country), trade.reference
    rows = []
    for k, partner in enumerate(trade.axes.countries.labels):
        if k in inside:
            continue
        flows = {
            "exports": trade.exports[r, inside, k], "exports_new": trade.exports_new[r, inside, k],
            "imports": trade.exports[r, k, inside], "imports_new": trade.exports_new[r, k, inside],
        }  # fmt: skip
        by_kind = {
            f"{name}_{kind}": float(flow[:, g].sum())
            for name, flow in flows.items()
            for g, kind in ((GOODS, "goods"), (SERVICES, "services"))
        }
        rows.append({"partner": partner} | by_kind)
    return rows


def explanation_json(
    outcome: Outcome,
    trade: tuple[Explanation | None, Sequence[str]],
    annual: tuple[AnnualExplanation | None, Sequence[str]],
) -> dict[str, Any]:
    """The reference run taken apart, trade and yearly accounts, each with the countries it is shown for."""
    (why, shown), (yearly, accounted) = trade, annual
    return {
        "scenario": outcome.scenario.model_dump(mode="json", by_alias=True),
        "sha256": outcome.scenario.sha256,
        **({} if why is None else _why_json(why, shown)),
        "annual": None if yearly is None else annual_why_json(yearly, accounted),
    }


def _why_json(why: Explanation, countries: Sequence[str]) -> dict[str, Any]:
    """By channel and source of income, and by lever with the interaction."""
    return {
        "levers": list(why.levers),
        "steps": why.parts.steps,
        "by_channel": {c: why.by_channel(c) for c in countries},
        "by_source": {c: why.by_source(c) for c in countries},
        "by_lever": {
            c: [
                {
                    "key": part.measure.key, "label": part.measure.label, "unit": part.measure.unit,
                    "alone": list(part.alone), "interaction": part.interaction, "total": part.total,
                }
                for part in why.by_lever(c)
            ]
            for c in countries
        },
    }  # fmt: skip


def _spending_json(budget: SpendingOutcome) -> dict[str, Any]:
    return {
        "country": budget.country,
        "currency": budget.currency,
        "unit": f"{budget.currency} bn, {budget.price_basis}",
        "years": budget.years.tolist(),
        "reached": budget.reached.tolist(),
        "share": budget.share.tolist(),
        "spending": budget.spending.tolist(),
        "extra": {name: values.tolist() for name, values in budget.extra.items()},
        "assumed_from": budget.assumed_from,
        "prices_of": None if budget.nominal else budget.prices_of,
        "measured": budget.measured,
        "escape": None
        if budget.escape is None
        else {
            "reference_year": budget.escape.reference_year,
            "reference_share": budget.escape.reference_share,
            "inside": budget.escape.inside.tolist(),
            "above": budget.escape.above.tolist(),
        },
    }
