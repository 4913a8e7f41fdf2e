"""In what manner figures are said: signs, refusals, years, notes, and the words of a report's own date."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from westphalia.errors import EvidenceError
from westphalia.evidence.days.dateline import printed_date
from westphalia.evidence.documents.clues import whole_words
from westphalia.evidence.read import Reading, read_text

ON = date(2025, 6, 4)


def _read(text: str) -> Reading:
    return read_text(text, "report.txt", ON)


@given(st.integers(0, 999), st.integers(0, 9), st.sampled_from(["-", "−", "–", "minus "]))
def test_a_sign_that_stands_alone_belongs_to_the_number(whole: int, tenth: int, sign: str) -> None:
    (figure,) = _read(f"Output in Chile changed by {sign}{whole}.{tenth}% in May.").figures
    assert figure.value == -float(f"{whole}.{tenth}")
    assert figure.span.text == f"{sign}{whole}.{tenth}%"


@given(st.integers(1, 40), st.integers(41, 99), st.sampled_from(["-", "–", " - ", " – ", " -"]))
def test_a_dash_between_numbers_is_no_sign(low: int, high: int, dash: str) -> None:
    figures = _read(f"Output in Chile may change by {low}{dash}{high}% in May.").figures
    assert [f.value for f in figures][-1] == high


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("Spain will not impose a 15% tariff on goods from the US.", "denied"),
        ("Spain won't impose a 15% tariff on goods from the US.", "denied"),
        ("Spain has ruled out a 15% tariff on goods from the US.", "denied"),
        ("Spain rejected a 15% tariff on goods from the US.", "denied"),
        ("A 15% tariff on goods from the US has been ruled out.", "denied"),
        ("Spain dropped plans for a 15% tariff on goods from the US.", "withdrawn"),
        ("Spain shelved its 15% tariff on goods from the US.", "withdrawn"),
        ("Spain's 15% tariff on goods from the US was scrapped.", "withdrawn"),
        ("Spain will impose a 15% tariff on goods from the US.", None),
        ("Spain will not only impose a 15% tariff on goods from the US.", None),
        ("Spain did not wait, but imposed a 15% tariff on goods from the US.", None),
        ("Spain threatened a 15% tariff on goods from the US.", "threatened"),
    ],
)
def test_what_the_report_says_will_not_be(sentence: str, modality: str | None) -> None:
    (figure,) = _read(sentence).figures
    assert (figure.measure, figure.modality) == ("tariff_rate", modality)


@pytest.mark.parametrize(
    ("sentence", "manner"),
    [
        ("By Nato's estimate the UK spent 2.3% of GDP on defence in 2024.", (None, "observed")),
        ("The UK spent 2.3% of GDP on defence in 2024 by Nato's estimate.", (None, "observed")),
        ("The UK, which by Nato's estimate spent 2.3% of its GDP on defence, wants more.", (None, "observed")),
        ("The UK is estimated to have spent 2.3% of GDP on defence.", (None, "observed")),
        ("Nato estimated the UK's defence budget at 2.3% of GDP in 2024.", (None, None)),
        ("Nato estimated the UK's defence budget at 2.3% of GDP in 2026.", ("expected", "expected")),
        ("Nato estimates the UK's defence budget at 2.3% of GDP.", ("expected", "expected")),
        ("By Nato's estimate the UK will have spent 2.3% of GDP on defence.", ("expected", "expected")),
        ("Nato forecast that the UK would spend an estimated 2.3% of GDP on defence.", ("expected", "expected")),
    ],
)
def test_an_estimate_of_what_was_is_not_expected(sentence: str, manner: tuple[str | None, str | None]) -> None:
    (figure,) = [f for f in _read(sentence).figures if f.measure == "defence_share"]
    assert (figure.modality, figure.outlook) == manner


@given(st.integers(1, 9), st.sampled_from(["last year", "in 2024", "this year", "in 2019", "two years ago"]))
def test_the_year_a_share_belongs_to(tenth: int, when: str) -> None:
    years = {"last year": 2024, "in 2024": 2024, "this year": 2025, "in 2019": 2019, "two years ago": 2023}
    shares = [f for f in _read(f"Poland spent 4.{tenth}% of GDP on defence {when}.").figures if f.unit != "year"]
    assert [(f.year, f.role) for f in shares] == [(years[when], "current")]


def test_a_goal_for_next_year_has_its_date() -> None:
    (figure,) = _read("Poland will spend 4.5% of GDP on defence next year.").figures
    assert (figure.role, figure.no_date, figure.year) == ("target", False, None)
    assert figure.by is not None and figure.by.end == date(2026, 12, 31)


def test_a_conversion_shares_year_and_outlook() -> None:
    euro, dollar = _read("In 2023 Poland spent €30bn ($33bn) on its armed forces.").figures
    assert (euro.year, euro.outlook) == (dollar.year, dollar.outlook) == (2023, "observed")


def test_a_year_after_a_conversion_holds_for_both() -> None:
    pounds, dollars = _read("Exports of whisky were worth £5bn ($6bn) last year.").figures
    assert (pounds.year, dollars.year) == (2024, 2024)


def test_up_to_is_no_rise() -> None:
    (figure,) = _read("The EU announced duties on US goods worth up to €26bn.").figures
    assert (figure.direction, figure.bound, figure.subject) == (None, "at_most", ("EU27",))


def test_a_value_hard_to_believe_is_low_and_says_why() -> None:
    (figure,) = _read("The US will impose a 1500% tariff on goods from Chile.").figures
    assert figure.confidence == "low"
    assert figure.note is not None and "above 1000%" in figure.note


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("PARIS, March 3 (Newswire) - France said on Sunday, 2 March 2025, it would spend 3%.", date(2025, 3, 3)),
        ("ROME, 2 Jan - On 30 December 2024 Italy announced a 3% levy.", date(2025, 1, 2)),
        ("Published: 5 June 2025\nROME, June 4 - On 3 June 2024 Italy set a levy.", date(2025, 6, 5)),
    ],
)
def test_a_dateline_without_a_year_takes_the_nearest(text: str, day: date) -> None:
    found = printed_date(text)
    assert found is not None and found[0] == day


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Published: 31 April 2025\n\nA 20% levy.", "the printed date 31 April 2025 does not exist"),
        ("A 20% levy is near. So it was on 3 May 2025.", "“3 May 2025” stands in running text"),
        ("A 20% levy is near.", "prints no date of its own, and"),
    ],
)
def test_a_report_without_a_date_says_what_was_seen(text: str, says: str) -> None:
    with pytest.raises(EvidenceError, match=says):
        read_text(text, "report.txt")


def test_clues_tell_who_holds_the_office_from_who_was_elected_to_it() -> None:
    text = (
        "President Joe Biden was silent on President Trump's 20% levy. "
        "On Thursday, Prime Minister Keir Starmer wished Americans a happy Thanksgiving in 2024."
    )
    evidence = read_text(text, "report.txt").document.report_date_evidence
    assert "“President Joe Biden” holds the office" in evidence
    assert "“President Trump”: elected, not yet in office (from 2025-01-20)" in evidence


@given(st.text(alphabet="ab ,", min_size=1, max_size=30), st.data())
def test_quotes_of_clues_end_with_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    pieces = text.replace(",", " ").split()
    assert all(piece in pieces for piece in whole_words(text, start, end).replace(",", " ").split())


@pytest.mark.parametrize(
    ("sentence", "measure"),
    [
        ("Italy spends 2.05 per cent of national income on its forces.", "defence_share"),
        ("Italy spends 2.1 per cent of GDP on its military.", "defence_share"),
        ("Italy wants 5% of GDP a year on defence.", "defence_share"),
        ("A survey of 9,000 people found most in favour of sending peacekeepers.", "other"),
        ("Italy would send a force of 9,000 men to keep the peace.", "force_size"),
    ],
)
def test_what_a_figure_measures(sentence: str, measure: str) -> None:
    (figure,) = _read(sentence).figures
    assert figure.measure == measure


def test_both_ends_of_a_budget_are_shares() -> None:
    figures = _read("The cut takes overseas aid from 0.5% to 0.3%.").figures
    assert [(f.kind, f.role) for f in figures] == [("share", "from"), ("share", "to")]


@settings(deadline=None)  # a slow machine is no fault of the reading
@given(st.integers(25, 60))
def test_every_figure_of_an_endless_list_is_read(number: int) -> None:
    listed = ", ".join(f"{k}% on goods from Chile" for k in range(1, number + 1))
    figures = _read(f"The US announced duties of {listed}.").figures
    assert [f.value for f in figures] == list(range(1, number + 1))
    assert {f.measure for f in figures} == {"tariff_rate"}
