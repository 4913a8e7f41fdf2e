"""Whose figures are, and to whom: what a country says of itself, and who gives to whom."""

from datetime import date

import pytest

from westphalia.evidence.claims import Figure
from westphalia.evidence.read import read_text

ON = date(2025, 6, 25)


def _figures(text: str) -> tuple[Figure, ...]:
    return read_text(text, "report.txt", ON).figures


@pytest.mark.parametrize(
    ("sentence", "subjects"),
    [
        (
            "Germany promised more after the UK said it spent 2.3% of its GDP on defence, and Poland 4.1%.",
            [("GBR",), ("POL",)],
        ),
        ("France and Italy argued, the UK said it spent 2.3% of its GDP on defence.", [("GBR",)]),
        ("In Berlin, Spain has said on Monday that it spent 1.3% of its GDP on defence.", [("ESP",)]),
        ("Germany told the UK it spent 2.3% of its GDP on defence.", [("DEU",)]),
        ("Nato allies said they spent 2.3% of their GDP on defence.", [("NATO",)]),
    ],
)
def test_what_a_country_says_of_it_is_of_itself(sentence: str, subjects: list[tuple[str, ...]]) -> None:
    assert [figure.subject for figure in _figures(sentence)] == subjects
