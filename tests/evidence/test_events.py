"""Events form by form: who, where, when, expected or done."""

from datetime import date

import pytest

from westphalia.evidence.claims import Event
from westphalia.evidence.read import read_text

ON = date(2025, 6, 4)  # a Wednesday


def events(text: str) -> tuple[Event, ...]:
    return read_text(f"{text} It costs 3 million euros.", "made-up.txt", ON).events


@pytest.mark.parametrize(
    ("text", "kind", "who", "where", "start", "modality"),
    [
        (
            "Emmanuel Macron met Friedrich Merz in Paris on Monday.",
            "meeting", {"Emmanuel Macron", "Friedrich Merz"}, "Paris", "2025-06-02", "happened",
        ),
        (
            "Emmanuel Macron will meet Friedrich Merz in Paris on Friday.",
            "meeting", {"Emmanuel Macron", "Friedrich Merz"}, "Paris", "2025-06-06", "scheduled",
        ),
        (
            "Donald Trump spoke to Vladimir Putin by phone on Tuesday.",
            "call", {"Donald Trump", "Vladimir Putin"}, None, "2025-06-03", "happened",
        ),
        (
            "Talks between Russian and US diplomats took place in Riyadh last week.",
            "talks", {"Russia", "US"}, "Riyadh", "2025-05-26", "happened",
        ),
        (
            "Emmanuel Macron arrived in Kyiv on Sunday.",
            "arrival", {"Emmanuel Macron"}, "Kyiv", "2025-06-01", "happened",
        ),
        (
            "Russian drones struck a depot in Kharkiv overnight.",
            "attack", {"Russia"}, "Kharkiv", "2025-06-03", "happened",
        ),
    ],
)  # fmt: skip
def test_an_event_with_those_who_take_part_its_place_and_day(
    text: str, kind: str, who: set[str], where: str | None, start: str, modality: str
) -> None:
    (event,) = events(text)
    assert event.type == kind
    assert set(event.who) == who
    assert event.where == where
    assert event.date_start == date.fromisoformat(start)
    assert event.modality == modality


@pytest.mark.parametrize(
    "text",
    [
        "Emmanuel Macron said on Tuesday that he was content.",
        "Emmanuel Macron did not meet Friedrich Merz on Monday.",
        "Emmanuel Macron refused to meet Friedrich Merz.",
        "Emmanuel Macron wants to meet Friedrich Merz.",
    ],
)
def test_no_event_where_nothing_takes_place(text: str) -> None:
    assert events(text) == ()
