"""Who is shown for a scenario, and its levers in words."""

from dataclasses import replace
from functools import cache

import pytest

from briefs import COUNTRIES, hand_brief
from westphalia.outcome import Outcome
from westphalia.report.levers import _SENTENCES, lever_heads, lever_words
from westphalia.report.selection import anybody_answers, leading_countries, shown_countries
from westphalia.scenario.levers import (
    LEVERS,
    DefenceBudget,
    Embargo,
    Lever,
    Lifting,
    OptimalTariff,
    Retaliation,
    Tariff,
    TariffWar,
    TradeCost,
)


@cache
def _first() -> Outcome:
    return hand_brief().outcomes[0]


def _outcome(**changes: object) -> Outcome:
    """The outcome of the brief under another duty: who is shown depends on the lever and the base alone."""
    duty = Tariff(**({"imposer": "USA", "target": "ALL", "rate": 0.2, "assumed": "test"} | changes))
    trade = replace(_first().trade, imposers=duty.imposer)
    return replace(_first(), scenario=_first().scenario.model_copy(update={"levers": (duty,)}), trade=trade)


@pytest.mark.parametrize(
    ("changes", "added", "leading"),
    [
        ({}, (), ("GBR", "USA")),
        ({"target": "EU27"}, (), ("EU27", "USA")),
        ({"target": "VNM"}, ("VNM",), ("VNM", "USA")),
        ({"imposer": "CAN", "target": "USA"}, ("CAN",), ("USA", "CAN")),
        (
            {"imposer": ("CAN", "MEX"), "target": ("JPN", "KOR", "IND")},
            ("CAN", "JPN", "KOR", "IND"),
            ("JPN", "CAN"),
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


@pytest.mark.parametrize(
    ("lever", "words"),
    [
        (
            Tariff(
                imposer="USA",
                target="ALL",
                rate=0.1,
                rates={"CHN": 0.6},
                except_=[{"target": "MEX", "share": 0.5}],
                basis="total",
                until=2028,
                **{"from": 2026},
                ramp=2,
                assumed="test",
            ),
            "The United States raises the duties on goods from all countries to 10% in all (60% on China); exempt: 50% "
            "of goods from Mexico, from 2026 until 2028, rising over 2 years.",
        ),
        (
            Retaliation(imposer=("EU27", "CHN"), answers="USA", rule="proportional", factor=0.5, assumed="test"),
            "The European Union and China answer the duties of the United States with 0.50 times the rate on the "
            "sectors hit.",
        ),
        (
            TradeCost(
                imposer=("EU27", "GBR"), target="RUS", cost=0.25, direction="both", rent_share=0.5, assumed="test"
            ),
            "The European Union and the United Kingdom: trade with Russia, goods dearer by 25%; 50% of the barrier "
            "stays as rent.",
        ),
        (
            Embargo(
                imposer="EU27", target="RUS", sectors=("B06",), diversion={"share": 0.3, "cost": 0.2}, assumed="test"
            ),
            "The European Union stops trade with Russia, extraction of crude petroleum and natural gas; 30% of the "
            "trade may go round, 20% dearer.",
        ),
        (
            OptimalTariff(imposer="USA", by="sector", assumed="test"),
            "The United States sets the duties on goods from all countries that raise own real income most, one for "
            "each sector.",
        ),
        (
            TariffWar(players=("USA", ["CHN", "RUS"]), assumed="test"),
            "Tariff war of the United States and China+Russia on goods: each sets the duties that serve it best "
            "against the others', one rate for all.",
        ),
        (
            Lifting(lifts="oil", share=0.5, **{"from": 2027}, assumed="test"),
            "50% of “oil” is lifted, from 2027 on.",
        ),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_every_trade_lever_in_words(lever: Lever, words: str) -> None:
    assert lever_words(lever) == words


def test_no_lever_is_without_words() -> None:
    assert set(_SENTENCES) == set(LEVERS.values())


def test_handles_become_words_of_a_column_head_and_stay_where_two_would_share_them() -> None:
    handles = ("gbr_defence", "nato_defence", "force", "usa_tariff", "deu_aid", "oil_cap")
    assert lever_heads(handles) == (
        "UK defence", "NATO defence", "force", "US tariff", "Germany aid", "oil cap",
    )  # fmt: skip
    assert lever_heads(("usa_tariff", "us_tariff", "eu_tariff")) == ("usa_tariff", "us_tariff", "EU tariff")
