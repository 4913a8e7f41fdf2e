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
        ("The €5bn that the US has given Ukraine came late.", [("USA", "UKR")]),
        ("Britain gave £12bn and Germany pledged €17bn in aid to Ukraine.", [("GBR", "UKR"), ("DEU", "UKR")]),
        ("Finland gave Ukraine €300m in aid and will send €20m in aid to Moldova.", [("FIN", "UKR"), ("FIN", "MDA")]),
        ("The mission holds 10,000 troops sent by France to Ukraine.", [("FRA", "UKR")]),
    ],
)
def test_who_gives_to_whom(sentence: str, gifts: list[tuple[str, str | None]]) -> None:
    found = [figure for figure in _figures(sentence) if figure.measure in ("aid", "force_size")]
    assert [(f.subject, f.target) for f in found] == [((by,), (to,) if to else ()) for by, to in gifts]


@pytest.mark.parametrize(
    ("text", "donor"),
    [
        ("The US has given €115 billion since 2022 to Ukraine.", "USA"),
        ("Norway will send 85 billion kroner over the next two years to Ukraine.", "NOR"),
        ("€115bn allocated by the United States to Ukraine was not enough.", "USA"),
        ("The €5bn pledged by Norway last year to Kyiv has come.", "NOR"),
        ("Aid to Ukraine has fallen. The US gave €115 billion in three years.", "USA"),
        ("Italy gave €1bn in aid to Ukraine. It has promised another €2bn.", "ITA"),
        ("Aid for Kyiv: officials were glad. Norway pledged $5bn, they said.", "NOR"),
    ],
)
def test_what_is_given_to_ukraine_is_aid(text: str, donor: str) -> None:
    figure = [figure for figure in _figures(text) if figure.kind == "money"][-1]
    assert (figure.measure, figure.subject, figure.target) == ("aid", (donor,), ("UKR",))


@pytest.mark.parametrize(
    "text",
    [
        "Aid to Ukraine has fallen. Germany promised €500 billion for roads.",
        "Aid to Ukraine has fallen. Germany gave carmakers €5 billion.",
        "Aid to Ukraine has fallen. Germany gave €5 billion in bonuses.",
        "Aid to Ukraine has fallen. Russia has committed $140 billion.",
        "Aid to Ukraine has fallen. It was a long day. Germany gave €5 billion.",
        "Aid to farmers has fallen. Germany gave €5 billion.",
        "Ukraine was calm. Germany gave €5 billion.",
        "A $5bn offer for the Ukrainian bank failed.",
        "Ukraine lost €5bn.",
    ],
)
def test_other_sums_are_not(text: str) -> None:
    assert _figures(text)[-1].measure == "other"
