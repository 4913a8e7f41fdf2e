"""Who is shown for a scenario, and its levers in words."""

from dataclasses import replace
from functools import cache

import pytest

from briefs import COUNTRIES, hand_brief
from westphalia.outcome import Outcome
from westphalia.report.follows import lever_words
from westphalia.report.selection import anybody_answers, leading_countries, shown_countries
from westphalia.scenario.levers import DefenceBudget, Tariff


@cache
def _first() -> Outcome:
    return hand_brief().outcomes[0]


def _outcome(**changes: object) -> Outcome:
    """The outcome of the brief under another duty: who is shown depends on the lever and the base alone."""
    duty = Tariff(**({"imposer": "USA", "target": "ALL", "rate": 0.2, "assumed": "test"} | changes))
    return replace(_first(), scenario=_first().scenario.model_copy(update={"levers": (duty,)}))


@pytest.mark.parametrize(
    ("changes", "added", "leading"),
    [
        ({}, (), ("GBR", "USA")),
        ({"target": "EU27"}, (), ("EU27", "USA")),
        ({"target": "VNM"}, ("VNM",), ("VNM", "USA")),
        ({"imposer": "CAN", "target": "USA"}, ("CAN",), ("USA", "CAN")),
        (
            {"imposer": ("CAN", "MEX"), "target": ("JPN", "KOR", "IND")},
            ("CAN", "MEX", "JPN", "KOR"),
            ("JPN", "CAN", "MEX"),
        ),
    ],
)
def test_those_a_duty_names_are_shown(
    changes: dict[str, object], added: tuple[str, ...], leading: tuple[str, ...]
) -> None:
    outcome = _outcome(**changes)
    assert shown_countries(outcome, COUNTRIES) == (*COUNTRIES, *added)
    assert leading_countries(outcome, COUNTRIES) == leading


def test_a_country_the_base_does_not_hold_is_left_out() -> None:
    assert shown_countries(_first(), (*COUNTRIES, "AND")) == COUNTRIES


@pytest.mark.parametrize(
    ("duties", "answered"),
    [
        ((("USA", "ALL"),), False),
        ((("USA", "CHN"), ("USA", "ALL")), False),
        ((("USA", "ALL"), ("CHN", "USA")), True),
        ((("USA", "EU27"), ("DEU", "USA")), True),
        ((("USA", "CHN"), ("CAN", "CHN")), False),
        ((("USA", "CHN"), ("EU27", "USA")), False),
    ],
)
def test_an_answer_hits_the_one_who_began(duties: tuple[tuple[str, str], ...], answered: bool) -> None:
    levers = [Tariff(imposer=by, target=on, rate=0.1, assumed="test") for by, on in duties]
    assert anybody_answers(levers) is answered
    assert anybody_answers(levers[::-1]) is answered


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "The United States adds 20% to the duties on goods from all countries."),
        (
            {"target": "EU27", "from": 2026},
            "The United States adds 20% to the duties on goods from the European Union, from 2026 on.",
        ),
        (
            {"imposer": ("CAN", "MEX"), "target": "USA"},
            "Canada and Mexico add 20% to the duties on goods from the United States.",
        ),
        (
            {"sectors": ("C29",), "rate": 0.025},
            "The United States adds 2.5% to the duties on motor vehicles, trailers and semi-trailers from "
            "all countries.",
        ),
    ],
)
def test_duties_in_words(changes: dict[str, object], words: str) -> None:
    assert lever_words(_outcome(**changes).scenario.levers[0]) == words


def test_budgets_in_words() -> None:
    lever = DefenceBudget(
        country="GBR", share={2024: 0.0233}, target=0.025, reached=(2027, 2028), definition="nato",
        edition="NATO-2024-06", price_basis="nominal", assumed="test",
    )  # fmt: skip
    said = lever_words(lever)
    assert "2.33% of GDP in 2024, then 2.5%" in said
    assert "2027–2028, each as likely as another" in said
    dated = lever_words(DefenceBudget(**(lever.model_dump() | {"reached": (2029,)})))
    assert "reached in 2029" in dated
