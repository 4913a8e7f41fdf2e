"""The names other people may rely on. A name that comes, goes or moves shows up here and in the changelog."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "westphalia"
PUBLIC = {
    "westphalia": {
        "__version__",
        "brief",
        "compare",
        "draws",
        "explain",
        "explain_accounts",
        "load_base",
        "read",
        "run",
        "settle",
    },
    "westphalia.api": {
        "brief",
        "compare",
        "draws",
        "explain",
        "explain_accounts",
        "load_base",
        "read",
        "run",
        "settle",
    },
    "westphalia.settlement": {"Settlement", "settle"},
    "westphalia.check": {
        "Comparison",
        "Route",
        "VOCABULARY",
        "Verdict",
        "Word",
        "check_figure",
        "check_readings",
        "study_scenarios",
    },
    "westphalia.cli": {"app", "main"},
    "westphalia.comparison": {"Comparison", "comparison", "named_scenarios"},
    "westphalia.defence.spending": {
        "Shape",
        "constant_share",
        "cumulative",
        "date_spread",
        "extra_by_counterfactual",
        "extra_spending",
        "flat_cash",
        "flat_real",
        "gdp_path",
        "share_path",
        "spending",
    },
    "westphalia.ensemble": {"Ensemble", "LEVELS", "Prior", "Quantiles", "elasticity_prior", "ensemble"},
    "westphalia.attacks.counts": {
        "dispersion",
        "distribution",
        "interval",
        "moments",
        "negative_binomial",
        "negative_binomial_size",
        "rejects_poisson",
        "student_quantile",
        "total",
        "total_range",
    },
    "westphalia.attacks.level": {"Level", "crps", "level", "log_score", "month_scatter", "next_total"},
    "westphalia.attacks.shares": {
        "DownedShare",
        "beta_binomial",
        "downed_share",
        "one_regime",
        "pooled_share",
        "share_change",
    },
    "westphalia.bargaining.acceptance": {
        "Acceptance",
        "ROBUST",
        "ROUNDING",
        "TOLERANCE",
        "acceptance",
        "accepts",
        "agreed",
        "reaches",
        "robust",
        "win_set",
    },
    "westphalia.bargaining.certainty": {"Bounds", "Certainty", "certain", "utility_bounds"},
    "westphalia.bargaining.compromise": {
        "capability_elasticity",
        "compromise",
        "influence",
        "weighted_median",
        "weighted_spread",
    },
    "westphalia.bargaining.draws": {"Chances", "Ranges", "at_mode", "chances", "draw", "draws_at"},
    "westphalia.bargaining.exchange": {"Exchange", "best_exchange", "exchange_gains"},
    "westphalia.bargaining.gains": {"Gains", "gain_of", "gains_of_players", "steepness"},
    "westphalia.bargaining.interior_point": {"Furthest", "furthest_along", "largest_product", "product_gap"},
    "westphalia.bargaining.nash": {
        "Bargain",
        "Zone",
        "best_gains",
        "kalai_smorodinsky",
        "nash",
        "shares_of_power",
        "zone_of_agreement",
    },
    "westphalia.bargaining.negmas_adapter": {"negmas_frontier", "negmas_nash", "negmas_utilities"},
    "westphalia.bargaining.package_points": {"PackagePoint", "kalai_smorodinsky_package", "nash_package"},
    "westphalia.bargaining.packages": {
        "Condition",
        "Grid",
        "Halves",
        "LARGEST",
        "excluded_by",
        "halves",
        "level_tables",
        "nearest_package",
        "package_grid",
        "package_utilities",
        "places",
        "steps",
        "sums",
    },
    "westphalia.bargaining.pareto": {"Improvement", "dominated_by", "frontier"},
    "westphalia.bargaining.pivots": {
        "Emptied",
        "Pivotality",
        "concessions",
        "emptied_by",
        "imposed",
        "pivotality",
        "with_no_deal",
    },
    "westphalia.bargaining.power": {"banzhaf", "shapley_shubik"},
    "westphalia.bargaining.two_players": {
        "Imposed",
        "TwoPlayer",
        "imposed",
        "rubinstein_share",
        "two_player_settlement",
    },
    "westphalia.bargaining.voting": {"LARGEST_CORE", "LARGEST_UNCOVERED", "beats", "core", "nakamura", "uncovered"},
    "westphalia.minerals.positions": {"distance", "distance_together", "equal_weights", "place_on_scale", "stated"},
    "westphalia.minerals.royalties": {"break_even_revenue", "discount_factor", "npv", "revenue_path", "royalties"},
    "westphalia.outcome": {
        "AidOutcome",
        "AnnualOutcome",
        "AssetsOutcome",
        "AutonomyOutcome",
        "BudgetGroup",
        "COUNTERFACTUALS",
        "Effect",
        "EscapeRoom",
        "ForceOutcome",
        "GOODS",
        "Lender",
        "LeverEquivalent",
        "Measure",
        "MineralsOutcome",
        "NoEquilibrium",
        "OilCapOutcome",
        "Outcome",
        "PerimeterGap",
        "ReconstructionOutcome",
        "SanctionsOutcome",
        "SERVICES",
        "SpendingOutcome",
        "TradeOutcome",
        "TradePath",
        "TradeRuns",
        "Variant",
        "Work",
    },
    "westphalia.trade.policy": {"BestTariff", "Instrument", "NashTariffs", "Variation", "best_tariff", "nash_tariffs"},
    "westphalia.evidence.documents.document": {
        "MAX_BYTES",
        "decode",
        "document_of",
        "load_report",
        "make_document",
        "read_bytes",
    },
    "westphalia.examples": {"SITUATION", "example_reports"},
    "westphalia.report.brief": {"Brief", "render_brief"},
    "westphalia.scenario.draft": {"Draft", "Drafting", "NotDrafted", "Quotation", "draft"},
    "westphalia.scenario.files": {
        "dump_scenario",
        "load_scenario",
        "preset_text",
        "presets",
        "read_scenario",
        "scenario_schema",
        "schema_text",
    },
    "westphalia.scenario.levers": {
        "Aid",
        "AidReplacement",
        "Autonomy",
        "DefenceBudget",
        "Embargo",
        "Exclusion",
        "Force",
        "ImmobilisedAssets",
        "LEVERS",
        "Lever",
        "Lifting",
        "MineralsDeal",
        "OilCap",
        "OptimalTariff",
        "Reconstruction",
        "Retaliation",
        "SpendingLever",
        "Tariff",
        "TariffWar",
        "TradeCost",
        "TradeLever",
    },
    "westphalia.simulate": {
        "Effect",
        "Outcome",
        "SpendingOutcome",
        "TradeOutcome",
        "Variant",
        "all_variants",
        "settled",
        "simulate",
    },
    "westphalia.check.superlatives": {"CHECKS", "check_superlatives", "checked_superlatives"},
    "westphalia.world.tracker_file": {"read_tracker"},
    "westphalia.check.readings": {"check_figure", "check_readings", "study_scenarios"},
    "westphalia.check.verification": {"Standing", "Verified", "failed", "standings", "verify"},
    "westphalia.defence.autonomy": {
        "ALPHA",
        "DEBT_REFERENCE",
        "DELTA",
        "allocation",
        "cap_of_gdp",
        "capacity_key",
        "closed",
        "closed_together",
        "exposure_key",
        "gap",
        "gap_key",
        "income_key",
        "mixed_key",
        "need_from_gap",
        "need_from_points",
        "share_after",
    },
    "westphalia.defence.burden": {
        "Fairness",
        "RankTest",
        "benefit_share",
        "burden_share",
        "concordance",
        "distance_between_keys",
        "rank_correlation",
        "rank_of_fairness",
        "share_by_key",
    },
    "westphalia.defence.forces": {
        "Contributions",
        "MissionCost",
        "annual_cost",
        "available",
        "ceiling",
        "contributions",
        "displaced_share",
        "frontier",
        "largest_force",
        "mission_cost",
        "pool",
        "rotation_multiple",
        "shortfall",
        "shortfall_by_ally",
        "smallest_willingness",
    },
    "westphalia.economy.annual": {"AnnualPath", "DEFAULT_KERNEL", "Parameters", "Spending", "TradeEffect", "annual"},
    "westphalia.economy.baseline": {"FiscalBaseline", "fiscal_baseline", "nominal_growth"},
    "westphalia.economy.channels": {
        "ByLever",
        "Deviation",
        "by_lever",
        "debt_channels",
        "deviation",
        "required_offset",
    },
    "westphalia.economy.debt": {"charge", "debt_path", "snowball"},
    "westphalia.economy.rules": {"escape_room", "loan_saving"},
    "westphalia.report.annual": {
        "AnnualPart",
        "annual_chart",
        "annual_json",
        "annual_lines",
        "annual_part",
        "annual_summary",
        "annual_table",
        "assumption_table",
        "group_annual_table",
        "shown_years",
    },
    "westphalia.register": {
        "Between",
        "Change",
        "Counts",
        "Designation",
        "Register",
        "Shared",
        "Snapshot",
        "Unread",
        "Version",
        "View",
        "between",
        "counts",
        "differences",
        "load",
        "open_register",
        "overlap",
        "view",
    },
    "westphalia.sanctions.measures": {
        "FADES_IN",
        "ad_valorem_equivalent",
        "burden",
        "burden_share",
        "coalition_potential",
        "iceberg_equivalent",
        "left_after_lifting",
        "log_effect",
        "trade_left",
    },
    "westphalia.sanctions.oil": {
        "DAYS",
        "export_revenue",
        "lost_share",
        "net_price",
        "price_on_board",
        "revenue_per_dollar_of_cap",
        "revenue_per_point_capped",
        "setting_behind",
    },
    "westphalia.settlement.consequences": {
        "Consequences",
        "Part",
        "Terms",
        "consequences",
        "deal_terms",
        "without_place",
    },
    "westphalia.settlement.effects": {"ACCOUNTS", "MEASURES", "TRADE", "Effects", "Spread", "effects", "nothing"},
    "westphalia.settlement.terms": {"Term", "deal_scenario", "lever_names", "standing", "terms_of"},
    "westphalia.settlement.forecasts": {
        "MODEL",
        "Came",
        "Error",
        "Forecast",
        "IssueForecast",
        "Negotiation",
        "Outcome",
        "Weighted",
        "forecast",
        "outcome",
    },
    "westphalia.settlement.forecast_log": {
        "FIRST",
        "Entry",
        "Log",
        "Sealed",
        "append",
        "canonical",
        "read_log",
        "require_head",
    },
    "westphalia.settlement.forecast_intake": {"add_forecast", "add_outcome", "forecast_named"},
    "westphalia.settlement.forecast_scores": {"HIT", "Against", "Group", "Scored", "Scores", "scores"},
    "westphalia.support.aid": {
        "TARGET",
        "added",
        "arms_part",
        "average",
        "bought_at_home",
        "gap_key",
        "income_key",
        "kappa",
        "mixed_key",
        "published_key",
        "reached",
        "replaced",
    },
    "westphalia.support.assets": {
        "NEVER",
        "Payback",
        "Service",
        "break_even_yield",
        "cover",
        "held_assets",
        "payback",
        "proceeds",
        "repaid_after",
        "service",
        "share_by_lender",
        "standstill_yield",
        "yield_path",
    },
    "westphalia.support.reconstruction": {
        "Rebuilding",
        "need_over_output",
        "rebuilding",
    },
}
COMMANDS = {
    "attacks", "brief", "compare", "corrections", "demo", "explain", "forecasts", "ledger", "levers", "minerals",
    "presets", "read", "register", "run", "sanctions", "settle", "sources", "studies", "support", "validate",
}  # fmt: skip
LEVERS = {
    "aid", "aid_replacement", "autonomy", "defence_budget", "embargo", "exclusion", "force", "immobilised_assets",
    "lifting", "minerals_deal", "oil_cap", "optimal_tariff", "reconstruction", "retaliation", "tariff", "tariff_war",
    "trade_cost",
}  # fmt: skip
PRESETS = {
    "era-yield-falls", "eu-energy-embargo", "eu-us-15", "europe-alone-250bn", "february-2025", "force-30000",
    "force-30000-at-3", "force-30000-at-5", "liberation-day", "nato-3.5-by-2035", "nato-5-by-2035", "november-2024",
    "replace-us-aid", "sanctions-lifted", "uk-2.5-by-2027", "uk-2.5-no-date", "us-tariff-20", "us-tariff-20-china-60",
}  # fmt: skip


def _declared() -> set[str]:
    """Modules with a public list."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        targets = [t for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign) for t in _targets(node)]
        if "__all__" in targets:
            parts = path.relative_to(SOURCE.parent).with_suffix("").parts
            found.add(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


def _targets(node: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [t.id for t in targets if isinstance(t, ast.Name)]


def test_every_public_list_is_frozen_here() -> None:
    assert _declared() == set(PUBLIC)


@pytest.mark.parametrize("module", sorted(PUBLIC))
def test_public_names(module: str) -> None:
    loaded = import_module(module)
    assert set(loaded.__all__) == PUBLIC[module]
    assert all(hasattr(loaded, name) for name in PUBLIC[module])


def test_commands() -> None:
    from typer.main import get_command

    from westphalia.cli import app

    assert set(get_command(app).commands) == COMMANDS


def test_levers() -> None:
    from typing import get_args

    from westphalia.scenario.levers import Lever

    union = get_args(Lever)[0]
    assert {kind.model_fields["kind"].default for kind in get_args(union)} == LEVERS


def test_presets() -> None:
    from westphalia.scenario.files import presets

    assert set(presets()) == PRESETS
