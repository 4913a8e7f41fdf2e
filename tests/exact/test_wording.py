"""Numbers in words: signs, zeros, units."""

from datetime import date

import pytest

from westphalia.wording import MINUS, day, listed, money, number, percent


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
        (-3.0, "EUR", f"{MINUS}€3.0bn"),
        (40.0, "PLN", "PLN\u00a040.0bn"),
        (-0.01, "USD", "$0.0bn"),
    ],
)
def test_money_carries_its_currency(amount, currency, text):
    assert money(amount, currency) == text


def test_lists_and_days_read_as_prose():
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed([]) == ""
    assert day(date(2025, 2, 4)) == "4 February 2025"
