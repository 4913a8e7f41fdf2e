"""Numbers as a reader sees them: signs, decimals, currencies, ranges."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from westphalia.report.comparisons import unit_of
from westphalia.report.tables import over, quantity, range_alone
from westphalia.wording import (
    CHANGE,
    MISSING,
    NO_SPREAD,
    PERCENT,
    SHARE,
    Unit,
    currency_unit,
    tidy_percent,
    with_range,
    written,
)

_NUMBERS = st.floats(-1e4, 1e4, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (-0.024, CHANGE, "−2.4%"),
        (0.024, CHANGE, "+2.4%"),
        (0.024, PERCENT, "2.4%"),
        (-0.00034, CHANGE, "−0.03%"),
        (-0.000004, CHANGE, "0.00%"),
        (0.0233, SHARE, "2.33%"),
        (22.0, currency_unit("GBP"), "£22bn"),
        (-8.13, currency_unit("GBP"), "−£8.1bn"),
        (261.6, currency_unit("USD"), "$261.6bn"),
        (1234.0, currency_unit("EUR"), "€1,234bn"),
        (3.5, currency_unit("PLN"), "PLN\u00a03.5bn"),
        (6.1, currency_unit("GBP", signed=True), "+£6.1bn"),
        (30000, Unit(after=" persons"), "30,000 persons"),
        (math.nan, CHANGE, MISSING),
    ],
)
def test_values_as_printed(value: float, unit: Unit, shown: str) -> None:
    assert written(value, unit) == shown


def test_the_range_stands_in_brackets_without_its_unit() -> None:
    assert with_range(-0.024, -0.031, -0.012, CHANGE) == "−2.4% (−3.1 to −1.2)"
    assert with_range(21.8, 20.3, 23.1, currency_unit("GBP")) == "£21.8bn (20.3 to 23.1)"


def test_a_range_of_one_number_says_so() -> None:
    assert with_range(22.0, 22.0, 22.0, currency_unit("GBP")) == f"£22bn ({NO_SPREAD})"


def test_a_narrow_range_gets_the_decimals_it_needs() -> None:
    assert with_range(0.0241, 0.02405, 0.02414, PERCENT) == "2.41% (2.40 to 2.41)"


@given(_NUMBERS, _NUMBERS, _NUMBERS)
def test_central_value_and_ends_never_print_a_negative_zero(a: float, b: float, c: float) -> None:
    low, central, high = sorted((a, b, c))
    shown = with_range(central, low, high, CHANGE)
    for part in shown.replace("(", " ").replace(")", " ").split():
        digits = part.strip("−+%").replace(",", "")
        if digits.replace(".", "").isdigit() and float(digits) == 0:
            assert not part.startswith(("−", "+", "-"))


@given(st.lists(_NUMBERS, min_size=1, max_size=9))
def test_every_number_of_a_table_has_a_range(values: list[float]) -> None:
    cell = over(values, values[0], CHANGE, "#how-exports")
    assert cell.spread
    assert cell.href == "#how-exports"


def test_a_range_without_a_value_is_written_as_far_as_it_is_known() -> None:
    assert range_alone(0.15, 0.17, PERCENT, "#s").text == "15.0% to 17.0%"
    assert range_alone(0.1, None, PERCENT, "#s").text == "10.0% or more"
    assert range_alone(None, 30.0, currency_unit("EUR"), "#s").text == "up to €30bn"
    assert range_alone(None, None, PERCENT, "#s").text == MISSING


def test_only_a_change_with_one_sign_throughout_is_coloured() -> None:
    assert quantity(-0.02, -0.03, -0.01, CHANGE, "").sign == -1
    assert quantity(0.02, 0.01, 0.03, CHANGE, "").sign == 1
    assert quantity(0.02, -0.01, 0.03, CHANGE, "").sign == 0
    assert quantity(0.02, 0.01, 0.03, PERCENT, "").sign == 0


@pytest.mark.parametrize(("rate", "shown"), [(0.2, "20%"), (0.025, "2.5%"), (0.0233, "2.33%"), (1.0, "100%")])
def test_a_chosen_rate_has_no_zeros_nobody_wrote(rate: float, shown: str) -> None:
    assert tidy_percent(rate) == shown


@pytest.mark.parametrize(
    ("words", "value", "shown"),
    [
        ("fraction", 0.024, "2.4%"),
        ("GBP bn", 22.0, "£22bn"),
        ("USD per EUR", 1.0464, "1.0464 USD per EUR"),
        ("share of GDP", 0.008, "0.80% of GDP"),
        ("persons", 30000, "30,000 persons"),
    ],
)
def test_units_of_comparisons(words: str, value: float, shown: str) -> None:
    assert written(value, unit_of(words)) == shown
