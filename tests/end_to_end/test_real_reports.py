"""`brief` on the two real reports: every figure has its verdicts, every lever its consequences."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from westphalia.check import VOCABULARY

pytestmark = pytest.mark.shared
PARIS, WASHINGTON = "2024-11-11-paris", "2025-02-24-washington"
OWN_MODELS = {"westphalia-defence", "westphalia-trade"}
STANDARD = {"GBR", "USA", "FRA", "DEU", "EU27", "CHN"}


@pytest.fixture(scope="session")
def gold(shared: Path) -> dict[str, Any]:
    names = (PARIS, WASHINGTON)
    return {n: json.loads((shared / "reports" / "gold" / f"{n}.json").read_text(encoding="utf-8")) for n in names}


@pytest.fixture(scope="session")
def data(real_brief: Any) -> dict[str, Any]:
    return dict(real_brief.data)


def _figure(data: dict[str, Any], report: int, start: int, end: int) -> dict[str, Any]:
    """The figure that stands at a place of a report, the place of the gold reading."""
    (found,) = [f for f in data["reports"][report]["figures"] if f["span"]["start"] < end and start < f["span"]["end"]]
    return dict(found)


@pytest.fixture(scope="session")
def verdicts(data: dict[str, Any], gold: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Verdicts by report and gold identifier: `paris f3`."""
    found = {}
    for report, name in enumerate((PARIS, WASHINGTON)):
        for figure in gold[name]["figures"]:
            ours = _figure(data, report, figure["span"]["start"], figure["span"]["end"])
            found[f"{name[11:]} {figure['id']}"] = data["verdicts"][ours["claim"]]
    return found


def _route(verdicts: list[dict[str, Any]], route: str, known: str | None = None) -> dict[str, Any]:
    (found,) = [v for v in verdicts if v["route"] == route and (known is None or v["known"] == known)]
    return dict(found)


def test_all_figures_of_the_gold_readings_have_verdicts(verdicts: dict[str, list[dict[str, Any]]]) -> None:
    assert len(verdicts) == 21
    for name, several in verdicts.items():
        assert several, name
        assert all(v["word"] in VOCABULARY and v["rule"] and v["sentence"] for v in several), name


def test_no_figure_is_read_that_is_none(data: dict[str, Any]) -> None:
    assert [len(report["figures"]) for report in data["reports"]] == [11, 10]


@pytest.mark.parametrize(
    ("name", "then", "now"),
    [
        ("paris f7", 2.33, None),
        ("washington f6", 3.38, 3.21),
        ("washington f7", 2.06, None),
        ("washington f8", 2.33, None),
    ],
)
def test_defence_shares_against_two_editions(
    verdicts: dict[str, list[dict[str, Any]]], name: str, then: float, now: float | None
) -> None:
    first = _route(verdicts[name], "table", "then")
    assert first["word"] == "rounds to"
    assert round(100 * first["comparisons"][0]["value"], 2) == then
    assert first["comparisons"][0]["as_of"] == "2024-06-17"
    if now is not None:
        later = _route(verdicts[name], "table", "now")
        assert later["word"] == "superseded since"
        assert round(100 * later["comparisons"][0]["value"], 2) == now


def test_conversion_against_the_rate_of_the_day(verdicts: dict[str, list[dict[str, Any]]]) -> None:
    several = [v for name in ("washington f9", "washington f10") for v in verdicts[name] if v["route"] == "arithmetic"]
    assert several
    told = " ".join(v["sentence"] for v in several)
    assert "1.0464" in told
    assert "1.0465" in told
    assert {v["word"] for v in several} <= {"matches", "rounds to"}
    assert any(c["as_of"] == "2025-02-21" for v in several for c in v["comparisons"])


def test_what_the_22_billion_rests_on(verdicts: dict[str, list[dict[str, Any]]]) -> None:
    study = _route(verdicts["paris f3"], "study")
    assert study["word"] == "depends on the definition"
    assert "60%" in study["sentence"]
    assert "China" in study["sentence"]
    assert "Sussex" in study["sentence"] or "Inclusive Trade Policy" in study["sentence"]


def test_our_range_on_the_22_billion(verdicts: dict[str, list[dict[str, Any]]]) -> None:
    model = [v for v in verdicts["paris f3"] if v["route"] == "model"]
    assert model
    text = " ".join(v["sentence"] + " ".join(v["caveats"]) for v in model)
    assert "%" in text
    assert "2022" in text
    assert "£" in text
    ranged = [c for v in model for c in v["comparisons"] if c["low"] is not None]
    assert ranged
    assert all(c["low"] <= c["value"] <= c["high"] for c in ranged)


@pytest.mark.parametrize("name", ["paris f1", "paris f5"])
def test_what_no_route_covers_says_why(verdicts: dict[str, list[dict[str, Any]]], name: str) -> None:
    (only,) = [v for v in verdicts[name] if v["word"] == "cannot be checked"]
    assert only["route"] is None
    assert len(only["sentence"]) > 60


@pytest.mark.parametrize(
    ("name", "word", "said"),
    [
        ("washington f1", "cannot be checked", ("90,000, 120,000 or 150,000", "€12.0bn (6.2 to 30.0)", "short")),
        ("washington f5", "cannot be checked", ("(dates assumed)", "bn or €", "the United States carries", "Iceland")),
        ("washington f9", "depends on the definition", ("€253.2bn", "€361.0bn", "proves nothing", "Kiel €300bn")),
        ("paris f8", "cannot be checked", ("£5.7bn (4.6 to 6.1)", "public debt by +", "points of GDP (")),
    ],
)
def test_the_models_answer_force_target_and_need(
    verdicts: dict[str, list[dict[str, Any]]], name: str, word: str, said: tuple[str, ...]
) -> None:
    model = _route(verdicts[name], "model")
    assert model["word"] == word
    assert [words for words in said if words not in model["sentence"]] == []


def test_every_lever_of_the_second_report_is_drafted(data: dict[str, Any]) -> None:
    kinds = [lever["kind"] for outcome in data["outcomes"] for lever in outcome["scenario"]["levers"]]
    assert sorted(kinds) == [
        "autonomy", "defence_budget", "defence_budget", "exclusion", "force", "minerals_deal", "tariff",
    ]  # fmt: skip
    same_sum_in_dollars, new_sanctions = data["not_drafted"].values()
    assert "another currency" in same_sum_in_dollars
    assert new_sanctions.startswith("no measure is named")


def test_the_ban_for_a_class_is_drafted_in_the_words_of_the_report_and_moves_nothing(data: dict[str, Any]) -> None:
    (outcome,) = [o for o in data["outcomes"] if o["scenario"]["levers"][0]["kind"] == "exclusion"]
    (rule,) = outcome["exclusions"]
    assert (rule["imposer"], rule["target"], rule["measures"]) == (["GBR"], "RUS", ["travel_ban"])
    assert "politicians" in rule["persons"]
    assert (rule["gdp_effect"], rule["number"]) == (0.0, None)
    assert outcome["annual"] is None


def test_the_tariff_is_drafted_from_its_claim(data: dict[str, Any], gold: dict[str, Any]) -> None:
    span = gold[PARIS]["figures"][1]["span"]
    claim = _figure(data, 0, span["start"], span["end"])["claim"]
    levers = [lever for outcome in data["outcomes"] for lever in outcome["scenario"]["levers"]]
    (tariff,) = [lever for lever in levers if lever["kind"] == "tariff"]
    assert tariff["imposer"] == ["USA"]
    assert tariff["target"] == ["ALL"]
    assert tariff["rate"] == 0.20
    assert claim in tariff["claims"]


def test_the_budget_is_drafted_with_a_spread_of_dates(data: dict[str, Any], gold: dict[str, Any]) -> None:
    places = [gold[PARIS]["figures"][k]["span"] for k in (6, 7)]
    claims = {_figure(data, 0, p["start"], p["end"])["claim"] for p in places}
    levers = [lever for outcome in data["outcomes"] for lever in outcome["scenario"]["levers"]]
    (budget,) = [lever for lever in levers if lever["kind"] == "defence_budget" and lever["country"] == "GBR"]
    assert budget["target"] == 0.025
    assert len(budget["reached"]) > 1
    assert budget["share"] == {"2024": 0.0233}
    assert budget["assumed"]
    assert claims <= set(budget["claims"])


def _trade(data: dict[str, Any]) -> dict[str, Any]:
    (found,) = [outcome["trade"] for outcome in data["outcomes"] if outcome["trade"]]
    return dict(found)


def test_the_range_spans_closures_elasticities_and_services(data: dict[str, Any]) -> None:
    trade = _trade(data)
    assert len(trade["variants"]) == 27
    for field, count in (("closure", 3), ("elasticities", 3), ("services", 3)):
        assert len({v[field] for v in trade["variants"]}) == count
    assert trade["residual"] <= 1e-9
    assert abs(trade["walras_gap"]) <= 1e-10
    assert trade["numeraire"]


def _effects(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for country, several in _trade(data)["effects"].items():
        for effect in several:
            yield country, effect


def test_every_effect_lies_in_its_range(data: dict[str, Any]) -> None:
    assert {country for country, _ in _effects(data)} == STANDARD
    assert all(e["low"] <= e["value"] <= e["high"] for _, e in _effects(data))


def test_effects_have_the_size_of_the_literature(data: dict[str, Any]) -> None:
    central = {(country, e["key"]): e["value"] for country, e in _effects(data)}
    assert -0.04 < central["GBR", "exports"] < -0.01
    assert -0.60 < central["GBR", "exports_to_imposer_goods"] < -0.40
    assert central["GBR", "exports_to_imposer_services"] > 0
    assert abs(central["GBR", "real_income"]) < 0.003
    assert central["USA", "tariff_revenue"] > 100


def test_the_cost_of_the_budget_stands_beside_named_counterfactuals(data: dict[str, Any]) -> None:
    (budget,) = [b for outcome in data["outcomes"] for b in outcome["spending"]]
    assert budget["currency"] == "GBP"
    assert set(budget["extra"]) == {"flat_cash", "flat_real", "constant_share"}
    assert len(budget["reached"]) == len(budget["spending"])


def test_the_run_record_names_what_was_read(data: dict[str, Any]) -> None:
    record = data["record"]
    assert {entry["name"] for entry in record["reports"]} == {f"{PARIS}.txt", f"{WASHINGTON}.txt"}
    hashes = [entry["sha256"] for key in ("reports", "scenarios", "tables") for entry in record[key]]
    assert all(re.fullmatch(r"[0-9a-f]{64}", h) for h in [*hashes, record["results_sha256"]])
    assert record["solved"][0]["worst_residual"] <= 1e-9


def test_every_source_a_verdict_names_is_listed(data: dict[str, Any]) -> None:
    listed = {source["id"] for source in data["sources"]}
    named = {s for several in data["verdicts"].values() for v in several for s in v["sources"]} - OWN_MODELS
    assert named
    assert named <= listed


def test_the_page_shows_every_figure_and_the_numbers_behind(real_brief: Any, data: dict[str, Any]) -> None:
    for claim in data["verdicts"]:
        assert claim.replace("@", "-") in real_brief.page or claim in real_brief.page
    for number in ("2.33%", "3.38%", "3.21%", "2.06%", "1.0464", "1.0465", "£22bn", "60%"):
        assert number in real_brief.page, number
    assert "Other numbers (6)" in real_brief.page


def test_progress_goes_to_stderr(real_brief: Any) -> None:
    assert "21 figures" in real_brief.progress
    json.loads(real_brief.printed)
