"""Numbers in words: signs, zeros, units."""

from datetime import date

import pytest

from westphalia.report.tables import base_level, quantity
from westphalia.wording import CHANGE, MINUS, counted, currency_unit, day, listed, money, number, percent, with_range


@pytest.mark.parametrize(
    ("value", "decimals", "signed", "text"),
    [
        (-2.44, 1, False, f"{MINUS}2.4"),
        (2.44, 1, True, "+2.4"),
        (-0.04, 1, True, "0.0"),
        (1234567.0, 0, False, "1,234,567"),
    ],
)
def test_number_has_a_true_minus_and_no_negative_zero(value, decimals, signed, text):
    assert number(value, decimals, signed=signed) == text


def test_percent_takes_fractions():
    assert percent(0.0233, 2) == "2.33%"
    assert percent(-0.507) == f"{MINUS}50.7%"


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (22.04, "GBP", "£22.0bn"),
        (-3.0, "EUR", f"{MINUS}€3bn"),
        (40.0, "PLN", "PLN\u00a040bn"),
        (-0.01, "USD", f"{MINUS}$0.01bn"),
        (-0.001, "USD", "$0.00bn"),
        (261.64, "USD", "$261.6bn"),
        (30561.5, "USD", "$30,562bn"),
    ],
)
def test_money_carries_its_currency(amount, currency, text):
    assert money(amount, currency) == text


@pytest.mark.parametrize("amount", [0.04, 0.96, 6.0, 22.04, 261.64, 999.9, 30561.5])
def test_a_sentence_and_a_table_write_the_same_sum(amount):
    assert base_level(amount, currency_unit("GBP"), "").text == money(amount, "GBP")
    assert quantity(amount, amount - 1, amount + 1, currency_unit("GBP"), "").text in with_range(
        amount, amount - 1, amount + 1, currency_unit("GBP")
    )


def test_how_many_of_a_thing():
    assert [counted(k, "figure") for k in (0, 1, 2)] == ["no figures", "1 figure", "2 figures"]


def test_lists_and_days_read_as_prose():
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed([]) == ""
    assert day(date(2025, 2, 4)) == "4 February 2025"


@pytest.mark.parametrize(
    ("central", "low", "high", "shown"),
    [
        (0.000034, 0.00002, 0.000044, "+0.003% (+0.002 to +0.004)"),
        (0.012, 0.0117, 0.0123, "+1.2% (+1.17 to +1.23)"),
        (0.01, 0.01, 0.0104, "+1.0% (+1.00 to +1.04)"),
    ],
)
def test_rounding_sets_no_value_outside_its_range(central: float, low: float, high: float, shown: str) -> None:
    assert with_range(central, low, high, CHANGE) == shown
    assert quantity(central, low, high, CHANGE, "").text == shown.partition(" (")[0]
