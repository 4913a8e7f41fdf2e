"""The number grammar, form by form."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from westphalia.errors import EvidenceError
from westphalia.evidence.claims import Figure
from westphalia.evidence.numerals import numerals, words_value
from westphalia.evidence.read import read_text

ON = date(2025, 6, 4)


def figures(text: str) -> tuple[Figure, ...]:
    try:
        return read_text(text, "made-up.txt", ON).figures
    except EvidenceError as problem:
        assert "no figures" in str(problem)
        return ()


@pytest.mark.parametrize(
    ("text", "span", "value", "unit"),
    [
        ("It cost £22bn.", "£22bn", 22e9, "GBP"),
        ("It cost €250 billion.", "€250 billion", 250e9, "EUR"),
        ("It cost $1.5tn.", "$1.5tn", 1.5e12, "USD"),
        ("It cost $2.5 trillion.", "$2.5 trillion", 2.5e12, "USD"),
        ("It cost C$5bn.", "C$5bn", 5e9, "CAD"),
        ("It cost A$5m.", "A$5m", 5e6, "AUD"),
        ("It cost US$40 million.", "US$40 million", 40e6, "USD"),
        ("It cost 40bn zloty.", "40bn zloty", 40e9, "PLN"),
        ("It cost 40 mld zł.", "40 mld zł", 40e9, "PLN"),
        ("It cost 700 million euros.", "700 million euros", 700e6, "EUR"),
        ("It cost EUR 20 bn.", "EUR 20 bn", 20e9, "EUR"),
        ("It cost 20bn EUR.", "20bn EUR", 20e9, "EUR"),
        ("A €100-billion fund.", "€100-billion", 100e9, "EUR"),
        ("It cost two billion dollars.", "two billion dollars", 2e9, "USD"),
        ("It cost half a million pounds.", "half a million pounds", 5e5, "GBP"),
        ("It cost £3,500.50.", "£3,500.50", 3500.5, "GBP"),
        ("It cost ¥1.1tn.", "¥1.1tn", 1.1e12, "JPY"),
        ("It cost $261.6 billion.", "$261.6 billion", 261.6e9, "USD"),
        ("It rose 20%.", "20%", 20, "percent"),
        ("It rose 20 per cent.", "20 per cent", 20, "percent"),
        ("It rose 20 percent.", "20 percent", 20, "percent"),
        ("It rose 20pc.", "20pc", 20, "percent"),
        ("It rose five per cent.", "five per cent", 5, "percent"),
        ("It rose 2½ per cent.", "2½ per cent", 2.5, "percent"),
        ("It rose 0.25 percentage points.", "0.25 percentage points", 0.25, "percentage_points"),
        ("It rose 25 basis points.", "25 basis points", 25, "basis_points"),
        ("They want 2.5% of GDP.", "2.5% of GDP", 2.5, "percent_of_gdp"),
        ("They got 2 per cent of national income.", "2 per cent of national income", 2, "percent_of_national_income"),
        ("They want 2.5 per cent of the country's GDP.", "2.5 per cent of the country's GDP", 2.5, "percent_of_gdp"),
        ("It lasted two minutes.", "two minutes", 2, "minute"),
        ("An hour-long talk.", "hour-long", 1, "hour"),
        ("A 90-day pause.", "90-day", 90, "day"),
        ("He could do it in a day.", "in a day", 1, "day"),
        ("He could do it within one week.", "within one week", 1, "week"),
        ("A 30-year-old soldier.", "30-year-old", 30, "year"),
        ("He sent 30,000 men.", "30,000 men", 30000, "persons"),
        ("He sent 1,500 heavily armed soldiers.", "1,500", 1500, "troops"),
        ("It hit six regions.", "six", 6, "regions"),
        ("The 27-nation bloc.", "27-nation", 27, "nations"),
        ("A 5,000-strong brigade.", "5,000-strong", 5000, "troops"),
        ("Two hundred and fifty thousand shells.", "Two hundred and fifty thousand shells", 250000, "shells"),
        ("The front is 1,000km long.", "1,000km", 1000, "km"),
        ("They lost two-thirds of it.", "two-thirds", 0.666667, "fraction"),
        ("One in five agreed.", "One in five", 0.2, "fraction"),
    ],
)  # fmt: skip
def test_forms(text: str, span: str, value: float, unit: str) -> None:
    (found,) = figures(text)
    assert (found.span.text, found.unit) == (span, unit)
    assert found.value == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize(
    "text",
    [
        "It was agreed in 2022.",
        "The 2024 elections were fair.",
        "They met at 11:00 GMT, then at 5pm and at 9.30am.",
        "The second round is the 11th so far.",
        "No 10 officials said so.",
        "He told BBC One and Radio 4.",
        "World War One ended.",
        "The G7 leaders flew F-35 jets and a Boeing 737.",
        "Article 5 guarantees stand, said page 10 of chapter two.",
        "Ring +44 20 7946 0958 for details.",
        "He is one of the few who came.",
        "One possible topic is trade.",
        "On 11 November and May 9 they marched.",
        "It happened on 24-25 June and on October 7.",
        "They live at 10 Downing Street.",
        "She won 6-4 and he was born on 1/3.",
        "The two sides met, then the two spoke.",
        "One day he will see.",
        "Several thousand came, then hundreds of thousands.",
        "The Covid-19 pandemic, COP29 and the 1990s.",
        "A quarter of a century passed.",
        "The Type 45 destroyers and Storm Shadow 2 missiles.",
        "A two-state solution, one-on-one.",
    ],
)
def test_numerals_that_are_no_figures(text: str) -> None:
    assert [f.span.text for f in figures(text)] == []


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Growth of 10–15% is expected.", [(10, "percent", "bound"), (15, "percent", "bound")]),
        ("It is between 10% and 15%.", [(10, "percent", "bound"), (15, "percent", "bound")]),
        ("It needs 25,000 to 30,000 volunteers.", [(25000, "volunteers", "bound"), (30000, "volunteers", "bound")]),
        ("It costs €10-15bn.", [(10e9, "EUR", "bound"), (15e9, "EUR", "bound")]),
        ("It costs $10 to $15 billion.", [(10e9, "USD", "bound"), (15e9, "USD", "bound")]),
        ("It costs between 3 and 4 billion euros.", [(3e9, "EUR", "bound"), (4e9, "EUR", "bound")]),
        ("Prices rose from 10% to 15%.", [(10, "percent", "from"), (15, "percent", "to")]),
        ("Prices rose to 15% from 10%.", [(15, "percent", "to"), (10, "percent", "from")]),
        ("Rates ranging from 10% to 15% apply.", [(10, "percent", "bound"), (15, "percent", "bound")]),
    ],
)
def test_ranges(text: str, ends: list[tuple[float, str, str]]) -> None:
    found = figures(text)
    assert [(f.value, f.unit, f.role) for f in found] == ends
    assert [f.range_with for f in found] == [found[1].id, found[0].id]


@pytest.mark.parametrize(
    ("words", "approx", "bound"),
    [
        ("around", True, None),
        ("nearly", True, None),
        ("an estimated", True, None),
        ("up to", True, "at_most"),
        ("over", True, "at_least"),
        ("more than", True, "at_least"),
        ("at least", False, "at_least"),
        ("no more than", False, "at_most"),
        ("exactly", False, None),
    ],
)
def test_bounds(words: str, approx: bool, bound: str | None) -> None:
    (found,) = figures(f"It cost {words} £5bn.")
    assert (found.approx, found.bound) == (approx, bound)


def test_over_a_place_is_no_bound() -> None:
    (found,) = figures("They flew over six regions.")
    assert (found.approx, found.bound) == (False, None)


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("It costs £5bn a year.", "year"),
        ("It costs £5bn ($6bn) annually.", "year"),
        ("It costs £5bn per month.", "month"),
        ("An annual £5bn is needed.", "year"),
        ("It costs £5bn.", None),
    ],
)
def test_rates_in_time(text: str, per: str | None) -> None:
    assert {f.per for f in figures(text)} == {per}


def test_conversions_in_brackets() -> None:
    pound, dollar, euro = figures("It costs about £10bn ($12.5bn; €11.9bn).")
    assert (dollar.equivalent_of, euro.equivalent_of) == (pound.id, pound.id)
    assert (dollar.implied_rate, dollar.implied_rate_pair) == (1.25, "USD/GBP")
    assert (euro.implied_rate, euro.implied_rate_pair) == (1.19, "EUR/GBP")
    assert pound.approx and dollar.approx


def test_brackets_that_convert_nothing() -> None:
    first, second = figures("Sales fell to £10bn (down £2bn).")
    assert (first.equivalent_of, second.equivalent_of) == (None, None)


def test_currency_is_inherited_in_the_sentence_only() -> None:
    found = figures("The fund has €5bn now and 6bn next year. It employs 6,000 people.")
    assert [(f.value, f.unit) for f in found] == [(5e9, "EUR"), (6e9, "EUR"), (6000, "persons")]


@given(st.integers(min_value=1, max_value=999_999))
def test_numbers_in_words_are_read_back(number: int) -> None:
    assert words_value(in_words(number)) == number
    (found,) = numerals(f"It took {in_words(number)} shells.")
    assert found.value == number


@given(st.integers(min_value=1, max_value=10**12), st.sampled_from([",", "\u202f", "\u00a0"]))
def test_grouped_digits_are_read_back(number: int, separator: str) -> None:
    (found,) = numerals(f"{number:,}".replace(",", separator))
    assert found.value == number


_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen"""
_TENS = """twenty thirty forty fifty sixty seventy eighty ninety"""
UNITS, TENS = _UNITS.split(), ["", "", *_TENS.split()]


def in_words(number: int) -> str:
    """A number in British words."""
    if number < 20:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = f" and {in_words(number % 100)}" if number % 100 else ""
        return f"{UNITS[number // 100]} hundred{rest}"
    rest = number % 1000
    joined = "" if not rest else f" and {in_words(rest)}" if rest < 100 else f" {in_words(rest)}"
    return f"{in_words(number // 1000)} thousand{joined}"
