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


@pytest.mark.parametrize(
    ("sentence", "gifts"),
    [
        ("The EU said €115bn allocated by the United States to Ukraine was the most aid.", [("USA", "UKR")]),
        ("Europe's aid is above the €115bn allocated to Ukraine by the United States.", [("USA", "UKR")]),
        ("Europe gave more aid than the €115bn that the United States allocated to Ukraine.", [("USA", "UKR")]),
        ("€5bn ($6bn) of military aid was given by Italy's government to Ukraine.", [("ITA", "UKR")] * 2),
        ("Europe has given Ukraine €140bn in aid, against €115bn from the US.", [("EU27", "UKR"), ("USA", "UKR")]),
        ("Norway will buy €1bn in weapons from the United States for Ukraine.", [("NOR", "UKR")]),
        ("Germany spent €5bn in aid for refugees from Ukraine.", [("DEU", None)]),
        ("Belgium sent Ukraine a loan of €5bn in aid from Russian assets.", [("BEL", "UKR")]),
        ("The mission holds 10,000 troops sent by France to Ukraine.", [("FRA", "UKR")]),
    ],
)
def test_who_gives_to_whom(sentence: str, gifts: list[tuple[str, str | None]]) -> None:
    found = [figure for figure in _figures(sentence) if figure.measure in ("aid", "force_size")]
    assert [(f.subject, f.target) for f in found] == [((by,), (to,) if to else ()) for by, to in gifts]
