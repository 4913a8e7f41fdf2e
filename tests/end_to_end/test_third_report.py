"""A report nobody tuned for: its own brief, its own levers, and nothing of any other report in it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

TEXT = Path(__file__).resolve().parents[1] / "evidence" / "texts" / "third.txt"


@pytest.fixture(scope="session")
def data(third_brief: Any) -> dict[str, Any]:
    return dict(third_brief.data)


@pytest.fixture(scope="session")
def levers(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {lever["kind"]: lever for outcome in data["outcomes"] for lever in outcome["scenario"]["levers"]}


def test_the_duty_on_the_union_is_drafted(levers: dict[str, dict[str, Any]]) -> None:
    tariff = levers["tariff"]
    assert (tariff["imposer"], tariff["target"], tariff["sectors"]) == (["USA"], ["EU27"], "goods")
    assert tariff["rate"] == 0.35
    assert tariff["claims"]


def test_the_budget_with_a_date_is_drafted(levers: dict[str, dict[str, Any]]) -> None:
    budget = levers["defence_budget"]
    assert budget["country"] == "DEU"
    assert budget["share"]["2029"] == 0.035
    assert budget["claims"]


def test_the_further_country_is_shown(data: dict[str, Any]) -> None:
    (trade,) = [outcome["trade"] for outcome in data["outcomes"] if outcome["trade"]]
    assert "POL" in trade["effects"]


def test_every_claim_stands_in_the_text(data: dict[str, Any]) -> None:
    text = TEXT.read_text(encoding="utf-8")
    figures = data["reports"][0]["figures"]
    assert figures
    for figure in figures:
        span = figure["span"]
        assert text[span["start"] : span["end"]] == span["text"]
        assert data["verdicts"][figure["claim"]]


@pytest.mark.shared
def test_no_name_of_the_two_reports_leaks_in(third_brief: Any, real_reports: tuple[Path, ...]) -> None:
    """Names of people and places that the two reports hold and this one does not are nowhere in what was read."""
    own = TEXT.read_text(encoding="utf-8")
    theirs = {w for path in real_reports for w in _names(path.read_text(encoding="utf-8"))} - _names(own)
    assert len(theirs) > 60
    said = _said(third_brief)
    assert sorted(name for name in theirs - COMMON if re.search(rf"\b{re.escape(name)}\b", said)) == []


def test_no_number_of_the_two_reports_leaks_in(third_brief: Any) -> None:
    """Their numbers are neither read nor supposed here; the matrix of published studies may hold them."""
    own, said = TEXT.read_text(encoding="utf-8"), _said(third_brief)
    for number in ("22bn", "261.6", "250 billion", "30,000", "30000.0,", "2.33", "in a day"):
        assert number not in own
        assert number not in said


COMMON = {
    # words of the two reports that open a sentence, and places a table of results must be free to name
    "Russia", "Russian", "Ukraine", "Britain", "British", "France", "French", "Paris", "London", "Europe", "European",
    "Europeans", "EU", "UK", "US", "Nato", "GDP", "United", "States", "World", "Economy", "Institute", "Kiel", "Study",
    "The", "A", "In", "On", "As", "No", "It", "They", "Some", "Trade", "Among", "During", "Last", "However", "Germany",
}  # fmt: skip


def _names(text: str) -> set[str]:
    """Capitalised words that do not open a sentence."""
    return set(re.findall(r"(?<=[a-z,;] )[A-Z][a-zé]{3,}\b", text))


def _said(brief: Any) -> str:
    """What was read from the report: figures with their context, sentences, scenarios; tables of results aside."""
    data = brief.data
    parts = [data["reports"], [o["scenario"] for o in data["outcomes"]], data["not_drafted"]]
    return json.dumps(parts, ensure_ascii=False)
