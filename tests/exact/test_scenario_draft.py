"""Claims → proposed scenarios: who, whom, how much, when, and what is assumed."""

from datetime import date
from typing import Any

import pytest

from westphalia.evidence.claims import DateInterval, Document, Figure, Reading, Span
from westphalia.scenario.draft import draft
from westphalia.scenario.files import dump_scenario, read_scenario
from westphalia.scenario.strict_yaml import parse_yaml


def _reading(text: str, on: date, *figures: dict[str, Any], name: str = "report.txt") -> Reading:
    """A reading built by hand: each figure names the words it stands on (the first occurrence)."""
    document = Document(
        doc_id=name, source_file=name, text=text, report_date=on, report_date_status="given", report_date_evidence=()
    )
    return Reading(document=document, figures=tuple(_figure(document, k, f) for k, f in enumerate(figures)), dates=())


def _figure(document: Document, k: int, given: dict[str, Any]) -> Figure:
    words, value = given["words"], given["value"]
    start = document.text.index(words)
    span = document.span(start, start + len(words))
    fields: dict[str, Any] = {
        "id": f"f{k}",
        "span": span,
        "value": value,
        "unit": "percent",
        "kind": "share",
        "concerns": "test",
        "lever": None,
        "salience": "core",
        "approx": False,
        "attributed_to": None,
        "claim": document.claim_id(span),
        "normalised": round(value / 100, 12),
        "context": document.span(0, len(document.text)),
        "rule": "by hand",
        "confidence": "high",
    }
    return Figure(**(fields | {key: x for key, x in given.items() if key != "words"}))


def _by(year: int) -> DateInterval:
    words = f"by {year}"
    span = Span(start=0, end=len(words), text=words)
    return DateInterval(span=span, start=None, end=date(year, 12, 31), rule="by hand")


TARIFF = {"measure": "tariff_rate", "kind": "rate", "subject": ("USA",), "target": ("ALL",)}
EUROS = "Washington plans a duty of 35% on goods from the EU. Germany will raise defence from 2.1% to 3.5% by 2029."
GERMANY = {"measure": "defence_share", "subject": ("DEU",)}
FROM = {**GERMANY, "words": "2.1%", "value": 2.1, "role": "from"}
TO = {**GERMANY, "words": "3.5%", "value": 3.5, "role": "to", "by": _by(2029)}
ON = date(2025, 3, 10)


def test_a_duty_becomes_a_tariff_with_its_claim_and_its_assumptions() -> None:
    reading = _reading(EUROS, ON, TARIFF | {"words": "35%", "value": 35, "target": ("EU27",)})
    (made,), left = draft([reading])
    lever = made.lever
    assert left == ()
    assert (lever.kind, lever.imposer, lever.target, lever.rate, lever.sectors) == (
        "tariff", ("USA",), ("EU27",), 0.35, "goods",
    )  # fmt: skip
    assert made.claims == (reading.figures[0].claim,)
    assert made.scenario.title == "35% US tariff on goods from the EU"
    assert made.scenario.date == ON
    assert made.scenario.horizon == (2026, 2035)
    assert "no starting date is set" in lever.assumed
    assert made.scenario.not_modelled[0] == "retaliation by other governments, unless a retaliation lever is added"
    assert made.quotations[0].text == "35%"
    assert made.quotations[0].context == EUROS


@pytest.mark.parametrize(
    ("imposer", "target", "sectors", "title"),
    [
        (("DEU",), ("CHN", "GBR"), "all", "7.5% German tariff on goods and services from China and the UK"),
        (("EU27",), ("USA",), ("C29",), "7.5% EU tariff on motor vehicles, trailers and semi-trailers from the US"),
        (("CHN", "RUS"), ("ALL",), "goods", "7.5% Chinese and Russian tariff on goods from all countries"),
    ],
)
def test_titles_are_made_from_the_figure(
    imposer: tuple[str, ...], target: tuple[str, ...], sectors: Any, title: str
) -> None:
    figure = TARIFF | {"words": "7.5%", "value": 7.5, "subject": imposer, "target": target, "sectors": sectors}
    (made,), _ = draft([_reading("A duty of 7.5% is planned.", ON, figure)])
    assert made.scenario.title == title


def test_a_dated_target_becomes_a_dated_path_from_the_edition_current_then() -> None:
    (made,), left = draft([_reading(EUROS, ON, FROM, TO)])
    lever = made.lever
    assert left == ()
    assert lever.country == "DEU"
    assert lever.share == {2024: 0.0212, 2029: 0.035}
    assert (lever.target, lever.reached, lever.edition, lever.definition) == (None, (), "NATO-2024-06", "nato")
    assert made.scenario.title == "Germany: defence to 3.5% of GDP by 2029"
    assert "to which the printed 2.1% rounds" in lever.assumed
    assert len(made.claims) == 2


def test_a_target_without_a_date_spreads_over_six_years_after_the_report() -> None:
    (made,), _ = draft([_reading(EUROS, ON, FROM, TO | {"by": None, "no_date": True})])
    assert made.lever.share == {2024: 0.0212}
    assert made.lever.target == 0.035
    assert made.lever.reached == (2028, 2029, 2030, 2031, 2032, 2033)
    assert "the report gives no date" in made.lever.assumed
    assert made.scenario.title == "Germany: defence to 3.5% of GDP, no date given"


def test_an_undated_target_of_a_late_report_is_left_open() -> None:
    drafts, (left,) = draft([_reading(EUROS, date(2028, 3, 10), TO | {"by": None, "no_date": True})])
    assert drafts == ()
    assert left.reason == "the report gives no date, and arrival as late as 2036 is beyond the horizon, 2035"


def test_a_duty_of_an_old_report_is_drafted_within_the_outlook() -> None:
    (made,), _ = draft([_reading(EUROS, date(2016, 3, 10), TARIFF | {"words": "35%", "value": 35})])
    assert made.scenario.horizon == (2019, 2035)


def test_a_country_with_initials_goes_by_them() -> None:
    (made,), _ = draft([_reading(EUROS, ON, TO | {"subject": ("GBR",)})])
    assert made.scenario.title == "UK: defence to 3.5% of GDP by 2029"
    assert made.lever.share == {2024: 0.0233, 2029: 0.035}


def test_a_later_report_starts_from_the_later_edition() -> None:
    text, on = "Germany will raise defence to 3.5% by 2029.", date(2025, 9, 10)
    (made,), _ = draft([_reading(text, on, TO)])
    assert made.lever.share[2024] == 0.02
    assert made.lever.edition == "NATO-2025-08"


def test_a_printed_start_that_the_table_does_not_support_is_kept_and_named() -> None:
    reading = _reading(EUROS.replace("2.1%", "2.6%"), ON, FROM | {"words": "2.6%", "value": 2.6}, TO)
    (made,), _ = draft([reading])
    assert made.lever.share == {2025: 0.026, 2029: 0.035}
    assert (made.lever.edition, made.lever.definition) == ("report of 2025-03-10", "as-reported")
    assert "NATO-2024-06 has 2.12% for 2024" in made.lever.assumed


def test_without_a_table_the_report_is_the_start_and_without_both_nothing_is_drafted() -> None:
    japan = {"subject": ("JPN",)}
    (made,), _ = draft([_reading(EUROS, ON, FROM | japan, TO | japan)])
    assert made.lever.share[2025] == 0.021
    assert "no table has it" in made.lever.assumed
    drafts, (left,) = draft([_reading(EUROS, ON, TO | {"subject": ("KEN",)})])
    assert drafts == ()
    assert "no share of Kenya to start from" in left.reason


def test_the_start_may_stand_in_another_report() -> None:
    here = _reading("Japan aims at 3.5% by 2029.", ON, TO | {"subject": ("JPN",)}, name="b.txt")
    there = _reading("Japan spends 1.4% now.", date(2025, 3, 1), {
        "measure": "defence_share", "subject": ("JPN",), "words": "1.4%", "value": 1.4, "role": "current",
    }, name="a.txt")  # fmt: skip
    (made,), _ = draft([here, there])
    assert made.lever.share == {2025: 0.014, 2029: 0.035}
    assert made.claims == (here.figures[0].claim, there.figures[0].claim)
    assert "a.txt" in made.scenario.reference


def test_the_same_proposal_in_two_reports_is_one_draft_that_cites_both() -> None:
    figure = TARIFF | {"words": "35%", "value": 35, "target": ("EU27",)}
    first = _reading(EUROS, ON, figure, name="one.txt")
    second = _reading("Again: 35% on the EU.", date(2025, 3, 20), figure, name="two.txt")
    (made,), _ = draft([first, second])
    assert made.claims == (first.figures[0].claim, second.figures[0].claim)
    assert made.scenario.date == ON
    assert made.scenario.reference == "one.txt, report of 10 March 2025; two.txt, report of 20 March 2025"
    assert [q.source_file for q in made.quotations] == ["one.txt", "two.txt"]


def test_undated_targets_merge_across_reports_though_their_spreads_differ() -> None:
    undated = TO | {"by": None}
    one = _reading(EUROS, date(2024, 12, 1), FROM, undated, name="one.txt")
    two = _reading("Berlin still wants 3.5%.", ON, undated, name="two.txt")
    drafts, _ = draft([one, two])
    assert len(drafts) == 1
    assert drafts[0].lever.reached[0] == 2027


def test_another_rate_is_another_draft() -> None:
    text = "Some say 10%, some say 60%."
    ten, sixty = ({**TARIFF, "words": w, "value": v} for w, v in (("10%", 10), ("60%", 60)))
    drafts, _ = draft([_reading(text, ON, ten, sixty)])
    assert [d.lever.rate for d in drafts] == [0.1, 0.6]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"subject": ()}, "who imposes"),
        ({"target": ()}, "whose goods"),
        ({"role": "current"}, "duty in force"),
        ({"role": "bound"}, "a bound"),
        ({"value": 3500, "normalised": 35.0}, "35 is above 10"),
        ({"subject": ("XKX",)}, "part of the rest of the world"),
        ({"modality": "denied"}, "the report says it is denied"),
        ({"modality": "withdrawn"}, "the report says it is withdrawn"),
    ],
)
def test_what_a_report_leaves_too_open_is_not_drafted(change: dict[str, Any], reason: str) -> None:
    drafts, (left,) = draft([_reading(EUROS, ON, TARIFF | {"words": "35%", "value": 35} | change)])
    assert drafts == ()
    assert reason in left.reason
    assert left.text == "35%"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"subject": ("NATO",), "by": _by(2050)}, "by 2050 is beyond the horizon, 2035"),
        ({"subject": ("NATO",), "normalised": 0.9}, "0.9 is not between 0 and 0.5"),
        ({"subject": ("BRICS",)}, "more than half of BRICS"),
        ({"subject": ()}, "whose budget"),
        ({"by": _by(2023)}, "2023, is not after the start of the path, 2024"),
        ({"by": _by(2050)}, "by 2050 is beyond the horizon, 2035"),
        ({"normalised": 0.9}, "0.9 is not between 0 and 0.5"),
        ({"subject": ("AFG",)}, "does not reach 2035"),
    ],
)
def test_budgets_that_cannot_be_reckoned_are_not_drafted(change: dict[str, Any], reason: str) -> None:
    drafts, (left,) = draft([_reading(EUROS, ON, TO | change)])
    assert drafts == ()
    assert reason in left.reason


def test_present_shares_and_other_figures_propose_nothing() -> None:
    loss = {"measure": "exports_loss", "kind": "money", "words": "35%", "value": 35, "subject": ("GBR",)}
    assert draft([_reading(EUROS, ON, FROM, loss)]) == ((), ())


def test_doubts_of_the_reading_are_passed_on() -> None:
    reading = _reading(
        EUROS, ON, TARIFF | {"words": "35%", "value": 35, "modality": "conditional", "confidence": "low"}
    )
    reading = reading.model_copy(
        update={"document": reading.document.model_copy(update={"report_date_status": "inferred"})}
    )
    (made,), _ = draft([reading])
    for doubt in ("calls “35%” conditional", "low confidence", "date of report.txt is inferred"):
        assert doubt in made.lever.assumed


def test_products_widened_to_sectors_and_notes_of_the_reading_are_assumptions() -> None:
    steel = TARIFF | {"words": "35%", "value": 35, "sectors": ("C24A",), "note": "on C$29.8bn of goods only"}
    (made,), _ = draft([_reading(EUROS, ON, steel)])
    assert "whole sectors" in made.lever.assumed
    assert "C$29.8bn" in made.lever.assumed


def test_a_draft_is_a_scenario_file() -> None:
    drafts, _ = draft([_reading(EUROS, ON, TARIFF | {"words": "35%", "value": 35}, FROM, TO)])
    for made in drafts:
        again = read_scenario(parse_yaml(dump_scenario(made.scenario), "draft"))
        assert again == made.scenario
        assert again.sha256 == made.scenario.sha256
