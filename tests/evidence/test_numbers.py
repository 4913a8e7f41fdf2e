"""The number grammar, form by form."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from westphalia.errors import EvidenceError
from westphalia.evidence.claims import Figure
from westphalia.evidence.read import read_text
from westphalia.evidence.words.numerals import numerals, words_value

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
        ("It cost $1.2 bln.", "$1.2 bln", 1.2e9, "USD"),
        ("It cost 5bn quid.", "5bn quid", 5e9, "GBP"),
        ("It cost £450million.", "£450million", 450e6, "GBP"),
        ("It cost £2bn-a-year.", "£2bn", 2e9, "GBP"),
        ("It cost CHF5 million.", "CHF5 million", 5e6, "CHF"),
        ("It cost ₹5 lakh crore.", "₹5 lakh crore", 5e12, "INR"),
        ("It cost Rs 12,34,567.", "Rs 12,34,567", 1234567, "INR"),
        ("It cost 1.234.567 euros.", "1.234.567 euros", 1234567, "EUR"),
        ("It rose 3,5 per cent.", "3,5 per cent", 3.5, "percent"),
        ("It rose 25bps.", "25bps", 25, "basis_points"),
        ("It slowed by 0.2 of a percentage point.", "0.2 of a percentage point", 0.2, "percentage_points"),
        ("The 2% GDP target stands.", "2% GDP", 2, "percent_of_gdp"),
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
        ("They held a minute’s silence.", "a minute’s", 1, "minute"),
        ("It lasted two and a half hours.", "two and a half hours", 2.5, "hour"),
        ("It lasted half an hour.", "half an hour", 0.5, "hour"),
        ("They have perhaps a year left.", "a year", 1, "year"),
        ("He told 650 MPs.", "650 MPs", 650, "mps"),
        ("Some 3.4m cars were sold.", "3.4m cars", 3.4e6, "cars"),
        ("Sales abroad, a fifth, went by sea.", "a fifth", 0.2, "fraction"),
        ("Nearly half of voters agree.", "half", 0.5, "fraction"),
        ("They want half the money back.", "half", 0.5, "fraction"),
        ("Two dozen ministers met.", "Two dozen ministers", 24, "ministers"),
        ("We sent three-quarters of a million shells.", "three-quarters of a million shells", 750000, "shells"),
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
    ("text", "said"),
    [
        ("Poland spends 4.7% of GDP; Germany spends 2.4 and France barely 2.1.",
         [(4.7, "percent_of_gdp"), (2.4, "percent_of_gdp"), (2.1, "percent_of_gdp")]),
        ("Some 54 per cent agree, down from 61 in March.", [(54, "percent"), (61, "percent")]),
        ("Labour is on 24 per cent, Reform on 29.", [(24, "percent"), (29, "percent")]),
        ("He would wait 10 or 12 days, rather than 50.", [(10, "day"), (12, "day"), (50, "day")]),
        ("A levy of 15% applies. We can live with 15.", [(15, "percent"), (15, "percent")]),
        ("It killed 12 people, wounding at least 34.", [(12, "persons"), (34, "persons")]),
        ("The death toll has risen to 35.", [(35, "persons")]),
        ("They downed 101 of 127 drones, 25 of them near Odesa.", [(101, "drones"), (127, "drones"), (25, "drones")]),
        ("Of the 81 drones, 62 were shot down.", [(81, "drones"), (62, "drones")]),
        ("It launched 30 missiles, of which 25 were downed.", [(30, "missiles"), (25, "missiles")]),
        ("France will send 5,000 soldiers and Britain 10,000.", [(5000, "troops"), (10000, "troops")]),
        ("It lost 1,100 troops on Monday and 1,250 on Tuesday.", [(1100, "troops"), (1250, "troops")]),
        ("It sent 12 howitzers in May and another six in June.", [(12, "howitzers"), (6, "howitzers")]),
        ("MPs voted 295 to four.", [(295, "votes"), (4, "votes")]),
        ("The Senate passed it by 51-49.", [(51, "votes"), (49, "votes")]),
        ("The brigade is some 1,800 strong.", [(1800, "troops")]),
        ("The number of troops would fall from 40,000 to 30,000.", [(40000, "troops"), (30000, "troops")]),
        ("The budget rises from £20bn to €30bn.", [(20e9, "GBP"), (30e9, "EUR")]),
        ("It fell to 1.09tn roubles ($13.2bn) from 1.24tn.", [(1.09e12, "RUB"), (13.2e9, "USD"), (1.24e12, "RUB")]),
        ("Yields rose 4 basis points to 4.35%.", [(4, "basis_points"), (4.35, "percent")]),
        ("The cut takes aid from 0.5% to 0.3%.", [(0.5, "percent"), (0.3, "percent")]),
        ("We get to 2.5% of national income and have an ambition for 3%.",
         [(2.5, "percent_of_national_income"), (3, "percent_of_national_income")]),
        ("Norway can deliver 4bn to 5bn cubic metres.", [(4e9, "cubic metres"), (5e9, "cubic metres")]),
    ],
)  # fmt: skip
def test_units_said_once(text: str, said: list[tuple[float, str]]) -> None:
    assert [(f.value, f.unit) for f in figures(text)] == said


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Norway will give 5 billion kroner.", "NOK"),
        ("Denmark will give 5 billion kroner.", "DKK"),
        ("COPENHAGEN, June 3 (Newswire) - The fund has 5 billion kroner.", "DKK"),
        ("The fund has 5 billion kroner.", "kroner"),
        ("Sweden will give 5 billion crowns.", "SEK"),
    ],
)
def test_kroner_are_those_of_the_nation_named(text: str, unit: str) -> None:
    (found,) = figures(text)
    assert (found.value, found.unit, found.kind) == (5e9, unit, "money")


@pytest.mark.parametrize(
    "text",
    [
        "Taxes rose 3% for those older than 50.",
        "The talks lasted five hours, from 10am to 3pm.",
        "He lived to 90 after growth of 3%.",
        "Tariffs of 25% will apply from 1 August to 30 September.",
        "Voters aged 12 gave it 60%.",
        "Real Madrid won 3-1, and 40% of MPs saw it.",
        "The mission of 20 May cost £5m.",
        "Ten ministers flew in at 10 and left at 11.",
        "Ten ministers and Mr Trump, 78, met.",
        "The 12 players beat England 3-1 and Wales 2-0.",
        "Lawmakers with 31% met at 10 Downing Street.",
    ],
)
def test_numbers_that_take_no_unit(text: str) -> None:
    assert len(figures(text)) == 1


@given(st.integers(2, 400), st.integers(2, 400))
def test_both_sides_of_a_vote_are_read(ayes: int, noes: int) -> None:
    found = figures(f"Parliament voted {ayes} to {noes} on Friday.")
    assert [(f.value, f.unit) for f in found] == [(ayes, "votes"), (noes, "votes")]


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
        "It was a game of two halves, and he is half Polish.",
        "In the third quarter and the second half it was quiet.",
        "More than a year after the vote, about a month ago, it ended.",
        "Russia fired Kh-101s from Tu-95 bombers, S-400 systems and Su-34 jets.",
        "Mr Merz, 69, met a man of 54 on the 9/11 anniversary.",
        "A fence 10m high, the 100m race and a 5m wall.",
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
