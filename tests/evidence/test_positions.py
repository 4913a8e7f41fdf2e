"""Who wants, pledges or refuses what, in sentences of many makes."""

from datetime import date

import pytest

from westphalia.evidence.claims import Position
from westphalia.evidence.read import read_text

DAY = date(2025, 3, 5)


def positions(text: str) -> list[Position]:
    return list(read_text(f"Growth was 2%. {text}", "x.txt", DAY).positions)


def told(text: str) -> list[tuple[str, str]]:
    return [(p.actor, p.stance) for p in positions(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Poland wants the EU to impose new sanctions on Russia.", [("Poland", "wants")]),
        ("France is expected to impose new sanctions on Iran on Monday.", [("France", "will impose")]),
        ("A plan to send troops to Ukraine was rejected by Italy last week.", [("Italy", "rejects")]),
        ("Germany, which backs the plan, spends 2.1% of its GDP on defence.", [("Germany", "supports")]),
        ("Spain does not support the plan to seize frozen Russian assets.", [("Spain", "opposes")]),
        ("Norway has ruled out sending troops to Ukraine.", [("Norway", "rules out")]),
        ("Canada urged Hungary not to block the sanctions against Russia.", [("Canada", "urges against")]),
        ("Britain and France are reported to be working on a force of 30,000 men.", [("UK; France", "plans")]),
    ],
)
def test_stance_with_its_subject(text: str, wanted: list[tuple[str, str]]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Poland is expected to hold talks with Germany on Monday.",
        "Questions were raised about the support of Ukraine by Germany in 2024.",
        "France has not ruled out a ban on Russian gas.",
    ],
)
def test_no_position(text: str) -> None:
    assert told(text) == []
