"""`demo`: the main job on the reports that come with the package."""

import re
from typing import Any

import pytest

from westphalia.check import VOCABULARY
from westphalia.examples import example_reports


def test_there_are_examples_of_different_days() -> None:
    days = {found[0] for path in example_reports() if (found := re.match(r"\d{4}-\d\d-\d\d", path.name))}
    assert len(example_reports()) >= 3
    assert len(days) == len(example_reports())


@pytest.mark.parametrize("path", example_reports(), ids=lambda path: path.stem)
def test_every_example_has_figures(path: Any) -> None:
    from westphalia.evidence.read import read_report

    reading = read_report(path, None)
    assert len(reading.figures) >= 3
    assert path.name.startswith(reading.document.report_date.isoformat())


def test_the_summary_names_every_report_and_uses_the_vocabulary(example_brief: Any) -> None:
    printed = " ".join(example_brief.printed.split())
    assert sum(word in printed for word in VOCABULARY) >= 3
    assert "(" in printed
    assert max(len(line) for line in example_brief.printed.splitlines()) <= 120


def test_progress_is_on_stderr_and_ends_with_the_place(example_brief: Any) -> None:
    assert example_brief.progress.splitlines()[-1] == "wrote brief.html"
    assert "wrote" not in example_brief.printed


def test_the_page_holds_every_report(example_brief: Any) -> None:
    for path in example_reports():
        assert path.name in example_brief.page


WASHINGTON = "2025-04-02-washington.txt"
RATES = {("ALL",): 0.10, ("EU27",): 0.20, ("JPN",): 0.24, ("CHN",): 0.34, ("VNM",): 0.46, ("GBR",): 0.10}


def test_every_partner_of_an_enumeration_has_its_own_rate() -> None:
    """“Goods from A will face a duty of x%, those from B y%”: each rate with its partner, none with its neighbour's."""
    drafts = _drafts(WASHINGTON)
    found = {(lever.target, round(lever.rate, 4)) for lever in drafts if lever.kind == "tariff"}
    assert set(RATES.items()) <= found
    assert not found & {(("JPN",), 0.20), (("CHN",), 0.24), (("VNM",), 0.34)}


def test_the_budgets_of_the_examples_have_their_years() -> None:
    for name, country, year, share in (
        ("2025-03-04-brussels.txt", "GBR", 2027, 0.025),
        ("2025-06-25-the-hague.txt", "DEU", 2029, 0.035),
    ):
        (budget,) = [lever for lever in _drafts(name) if lever.kind == "defence_budget" and not lever.is_group]
        assert (budget.country, budget.share[year]) == (country, share)


def _drafts(name: str) -> list[Any]:
    from westphalia.evidence.read import read_report
    from westphalia.scenario.draft import draft

    (path,) = [path for path in example_reports() if path.name == name]
    return [lever for found in draft([read_report(path, None)]).drafts for lever in found.scenario.levers]


def test_both_ends_of_a_published_range_are_found() -> None:
    """“15 to 17 per cent”: the study gives that range and no single value."""
    from westphalia.check import check_readings
    from westphalia.evidence.read import read_report

    (path,) = [path for path in example_reports() if path.name == "2025-03-04-brussels.txt"]
    reading = read_report(path, None)
    verdicts = check_readings([reading], [])
    ends = [f for f in reading.figures if f.measure == "exports_loss"]
    assert [f.value for f in ends] == [15, 17]
    for figure in ends:
        (study,) = [v for v in verdicts[figure.claim] if v.route == "study"]
        assert study.word == "matches"
        assert "15% to 17%" in study.sentence


def test_exports_to_one_buyer_are_held_against_exports_to_that_buyer() -> None:
    """“cut EU exports to the United States by 15 to 17 per cent”: not against EU exports to the world."""
    from westphalia.check import check_readings
    from westphalia.evidence.read import read_report
    from westphalia.scenario.draft import draft
    from westphalia.simulate import all_variants, simulate

    (path,) = [path for path in example_reports() if path.name == "2025-03-04-brussels.txt"]
    reading = read_report(path, None)
    drafts = [d.scenario for d in draft([reading]).drafts if d.scenario.levers[0].kind == "tariff"]
    (scenario,) = [s for s in drafts if s.levers[0].target == ("EU27",)]
    outcome = simulate(scenario, all_variants()[:3])
    assert outcome.trade is not None
    change = outcome.trade.export_change("EU27", ("USA",))[0]
    (figure,) = [f for f in reading.figures if f.measure == "exports_loss" and f.value == 15]
    (model,) = [v for v in check_readings([reading], [outcome])[figure.claim] if v.route == "model"]
    assert "exports of the European Union to the United States" in model.sentence
    assert f"{abs(100 * change):.1f}%" in model.sentence
