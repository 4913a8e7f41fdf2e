"""The calendar and the network: days in words, states, repeats told once, labels that never meet."""

import re
from datetime import date, timedelta
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stated import two_readings
from westphalia.report.diary import day_words, diary
from westphalia.report.network import MOST, Bond, Network, arrangement, network, turned
from westphalia.report.network_drawing import network_chart
from westphalia.report.parties import Party, parties

_DAY = date(2025, 2, 24)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (_DAY, _DAY, "Mon 24 February 2025"),
        (date(2025, 2, 17), date(2025, 2, 23), "17–23 February 2025"),
        (date(2025, 2, 24), date(2025, 3, 2), "24 February – 2 March 2025"),
        (date(2024, 12, 30), date(2025, 1, 5), "30 December 2024 – 5 January 2025"),
        (date(2027, 1, 1), date(2027, 12, 31), "2027"),
        (date(2025, 1, 1), date(2027, 12, 31), "2025–2027"),
        (None, date(2029, 12, 31), "by 31 December 2029"),
        (_DAY, None, "from 24 February 2025"),
        (None, None, "no day given"),
    ],
)
def test_days_in_words(start: date | None, end: date | None, words: str) -> None:
    assert day_words(start, end) == words


def test_an_event_told_twice_stands_once_with_its_later_state() -> None:
    held = diary(two_readings(), parties(two_readings()))
    meeting = next(e for e in held.dated if e.type == "meeting")
    assert len(held.dated) == 3
    assert (meeting.state, len(meeting.claims), len(meeting.passages)) == ("happened", 2, 2)
    assert meeting.names == "Emmanuel Macron and Jan Malicki"
    assert [e.slug for e in held.dated if e.type == "summit"] == ["cancelled"]
    assert [e.inferred for e in held.dated if e.type == "call"] == [True]


def test_the_order_of_the_reports_changes_nothing() -> None:
    known = parties(two_readings())
    assert diary(two_readings(), known) == diary(two_readings()[::-1], known)


def test_what_is_long_past_or_has_no_day_stands_apart() -> None:
    first, second = two_readings()
    old = first.events[0].model_copy(update={"date_start": _DAY - timedelta(900), "date_end": _DAY - timedelta(899)})
    open_day = first.events[1].model_copy(update={"date_start": None, "date_end": None})
    held = diary([first.model_copy(update={"events": (old, open_day)})], parties((first, second)))
    assert (len(held.earlier), len(held.dated), len(held.undated)) == (1, 0, 1)


def test_who_meets_whom_leaves_out_what_was_called_off() -> None:
    found = network(diary(two_readings(), parties(two_readings())).entries)
    assert [(b.pair[0].name, b.pair[1].name, b.tie) for b in found.bonds] == [
        ("Emmanuel Macron", "Jan Malicki", "done"),
        ("Emmanuel Macron", "Volodymyr Zelenskyy", "done"),
    ]


def _boxes(svg: str) -> list[tuple[float, float, float, float]]:
    """Boxes of all labels as a browser at most draws them: half its height a letter at the size of a telephone."""
    out = []
    for x, y, anchor, rest, words in re.findall(
        r'<text x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)"([^>]*)>([^<]*)</text>', svg
    ):
        size = 16 if "minor-label" in rest else 20
        left = float(x) if anchor == "start" else float(x) - len(words) * size * 0.5
        out.append((left, float(y) - size * 0.75, left + len(words) * size * 0.5, float(y) + size * 0.2))
    return out


_NAMES = st.lists(
    st.text("ABCDEFGHabcdefgh ", min_size=1, max_size=40).map(str.strip).filter(bool),
    min_size=2,
    max_size=24,
    unique=True,
)


@settings(max_examples=40, deadline=None)
@given(_NAMES, st.randoms(use_true_random=False))
def test_no_two_labels_meet_and_none_leaves_the_drawing(names: list[str], chance: object) -> None:
    people = tuple(Party(name, "FRA" if k % 3 else None, is_country=k % 5 == 0) for k, name in enumerate(names))
    pairs = [p for p in combinations(people, 2) if chance.random() < 0.4] or [(people[0], people[1])]  # type: ignore[attr-defined]
    event = diary(two_readings(), parties(two_readings())).dated[0]
    bonds = tuple(Bond(pair, "done", (event,)) for pair in pairs)
    chart = network_chart(Network(people[:MOST], bonds, people[MOST:]))
    assert chart is not None
    boxes = _boxes(chart.svg)
    assert len(boxes) >= len(people[:MOST])
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    height = float(re.findall(r'viewBox="0 0 \d+ (\d+)"', chart.svg)[0])
    assert all(left >= 0 and right <= 660 and top >= 0 and bottom <= height for left, top, right, bottom in boxes)


@given(st.integers(4, 20), st.integers(0, 10**6))
@settings(max_examples=30, deadline=None)
def test_an_arrangement_is_an_order_and_no_worse_than_the_given_one(number: int, seed: int) -> None:
    draws = np.random.default_rng(seed)
    pairs = np.array(list(combinations(range(number), 2)))
    ties = pairs[draws.random(len(pairs)) < 0.2]
    order = arrangement(number, ties)
    assert sorted(order) == list(range(number))
    assert sorted(turned(order, ties)) == list(range(number))
    assert order == arrangement(number, ties)
    assert _length(order, ties) + 4 * _crossings(order, ties) <= _length(range(number), ties) + 4 * _crossings(
        range(number), ties
    )


def _length(order: object, ties: np.ndarray) -> int:
    """Length along the circle, tie by tie."""
    seats = {who: k for k, who in enumerate(order)}  # type: ignore[arg-type, var-annotated]
    gaps = [abs(seats[int(a)] - seats[int(b)]) for a, b in ties]
    return sum(min(gap, len(seats) - gap) for gap in gaps)


def _crossings(order: object, ties: np.ndarray) -> int:
    """Pairs of ties that cross, pair by pair."""
    seats = {who: k for k, who in enumerate(order)}  # type: ignore[arg-type, var-annotated]
    spans = [tuple(sorted((seats[int(a)], seats[int(b)]))) for a, b in ties]
    if len(spans) > 60:
        return 0
    return sum(a < c < b < d or c < a < d < b for (a, b), (c, d) in combinations(spans, 2))
