"""The two real reports against a careful reading by hand."""

from typing import Any

import pytest
from tests.evidence.conftest import REAL
from tests.evidence.score import score_dates, score_figures

from westphalia.evidence.claims import DateInterval, Reading
from westphalia.evidence.read import figures_json, read_report

# Expressions of date that no event of the readings by hand cites, looked up in the texts one by one.
ALSO_RIGHT = {
    ("2024", "2024-01-01", "2024-12-31"),
    ("Armistice Day", "2024-11-11", "2024-11-11"),
    ("on Remembrance Sunday", "2024-11-10", "2024-11-10"),
    ("this week", "2025-02-24", "2025-03-02"),
    ("2022", "2022-01-01", "2022-12-31"),
}
pytestmark = pytest.mark.shared


@pytest.fixture(params=REAL)
def case(request: pytest.FixtureRequest, real: Any) -> tuple[Reading, dict[str, Any]]:
    path, on, gold = real(request.param)
    return read_report(path, on), gold


def test_every_figure_is_found_with_all_its_fields(case: tuple[Reading, dict[str, Any]]) -> None:
    score = score_figures(*case)
    assert (score.missed, score.false, score.differing) == ([], [], [])
    assert score.right == score.wanted == len(case[1]["figures"])


def test_every_date_expression_is_found_with_its_days(case: tuple[Reading, dict[str, Any]]) -> None:
    def accepted(one: DateInterval) -> bool:
        return (one.span.text, str(one.start), str(one.end)) in ALSO_RIGHT

    score = score_dates(case[0].dates, case[1], accepted)
    assert (score.missed, score.false, score.differing) == ([], [], [])
    assert score.precision == score.recall == 1.0


def test_no_trap_is_read_as_a_figure(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, gold = case
    traps = [(trap["span"]["start"], trap["span"]["end"]) for trap in gold["traps"]]
    assert len(traps) >= 8
    for figure in reading.figures:
        assert not any(a <= figure.span.start < b for a, b in traps)


def test_a_programme_title_is_no_date(real: Any) -> None:
    path, on, gold = real("2024-11-11-paris")
    (title,) = [trap for trap in gold["traps"] if "programme title" in trap["why"]]
    start, end = title["span"]["start"], title["span"]["end"]
    assert not [d for d in read_report(path, on).dates if start <= d.span.start < end]


@pytest.mark.parametrize("name", REAL)
def test_the_day_of_the_report_is_inferred_with_reasons(name: str, real: Any) -> None:
    path, on, _ = real(name)
    document = read_report(path).document
    assert (document.report_date, document.report_date_status) == (on, "inferred")
    assert len(document.report_date_evidence) >= 5


def test_parties_of_the_levers(case: tuple[Reading, dict[str, Any]]) -> None:
    wanted = {
        "us_tariff_rate_all_imports": (("USA",), ("ALL",), "goods"),
        "uk_exports_loss": (("GBR",), (), None),
        "uk_defence_spend_share": (("GBR",), (), None),
        "us_defence_spend_share": (("USA",), (), None),
        "fr_defence_spend_share": (("FRA",), (), None),
        "nato_defence_spend_share": (("NATO",), (), None),
        "eu_extra_defence_spend": (("EU27",), (), None),
        "ua_drones_intercepted": (("UKR",), ("RUS",), None),
    }
    seen = [f for f in case[0].figures if f.lever in wanted]
    assert seen
    for figure in seen:
        assert (figure.subject, figure.target, figure.sectors) == wanted[figure.lever or ""]


def test_the_conversion_is_named_after_its_currencies(real: Any) -> None:
    path, on, _ = real("2025-02-24-washington")
    *_, converted = figures_json(read_report(path, on))
    assert converted["implied_rate_usd_per_eur"] == 1.0464
    assert "implied_rate" not in converted


def test_the_pledge_without_a_date_says_so(real: Any) -> None:
    path, on, _ = real("2024-11-11-paris")
    pledged = {f.span.text: f for f in read_report(path, on).figures}["2.5% of the national income"]
    assert (pledged.role, pledged.no_date, pledged.by) == ("to", True, None)
