"""Copies of one story count as one, different reports on one event do not."""

import random
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from westphalia.evidence.words.similar import (
    RESEMBLANCE,
    SKETCH_SIZE,
    containment,
    is_copy,
    resemblance,
    shingles,
    sketch,
)

STORY = """Ministers agree a levy of 15 per cent on steel

BERN, 3 April 2025 — The finance ministers of nine countries agreed on Thursday to put a levy of 15 per cent on steel
from outside their customs union, ending four months of talks that had twice been close to failing.

The levy will start on 1 July and be looked at again after two years. "It was this or nothing," the host of the
meeting, Ada Brandt, told reporters as the delegations left. She declined to say which of the nine had held out.

Makers of cars and machines had warned that dearer steel would cost them orders. An institute in Lausanne reckons
that the price of sheet steel will rise by 6 per cent within a year, less than the levy itself, because some of the
imports will be replaced by the mills of the union.

The mills, for their part, had wanted 25 per cent. Their association called the result a first step and said that two
furnaces now cold could be lit again before the winter. Unions welcomed the plan with a reservation: they want the
money raised to be spent on training in the valleys where mills have closed.

Three neighbours that sell most of their steel to the union said they would answer in kind. One of them is expected
to name goods next week, among them cheese, watches and medicines. Trade lawyers doubt that either side will wait for
a ruling, which could take until 2027.
"""
OTHER = """Steel levy of 15 per cent: what it means

After four months of on-off negotiation, the nine have a deal. From 1 July foreign steel will carry a charge of 15 per
cent at the border, the finance ministers said in Bern on Thursday, with a review two years later.

Omar Keane, who runs a workshop with thirty people near the frontier, did the sum on an envelope. He buys 400 tonnes a
year, half of it abroad. "It was this or nothing, they say. For me it is this and nothing," he said.

Economists are calmer. Sheet steel may become 6 per cent dearer within twelve months, the Lausanne institute thinks,
since domestic mills will step in. Those mills asked for 25 per cent and got less, yet talk of relighting furnaces.

Abroad the mood is sour. Retaliation against cheese, watches and medicines is being prepared in at least one capital,
officials there said, and nobody seems inclined to leave the quarrel to the judges.
"""


def _similarity(a: str, b: str) -> float:
    """Resemblance of two texts by all their shingles; two texts without words are alike."""
    one, other = set(shingles(a).tolist()), set(shingles(b).tolist())
    return len(one & other) / len(one | other) if one or other else 1.0


def _copy(story: str) -> str:
    """The story as another paper prints it: own headline, a local paragraph put in, the end cut."""
    _, *rest = story.split("\n\n")
    local = "Two mills of our region took part in the talks through their association and stay open for now."
    return "\n\n".join(["Border charge on steel is coming", *rest[:2], local, *rest[2:-1]])


def _random_text(seed: int, words: int) -> str:
    chance = random.Random(seed)
    return " ".join(f"w{chance.randrange(5000)}" for _ in range(words))


def test_a_copy_with_headline_tail_and_insertion_changed_is_one_story() -> None:
    a, b = sketch(STORY), sketch(_copy(STORY))
    assert _similarity(STORY, _copy(STORY)) > RESEMBLANCE
    assert is_copy(a, b) and is_copy(b, a)


def test_a_copy_cut_to_its_first_half_is_one_story() -> None:
    half = "\n\n".join(STORY.split("\n\n")[:3])
    assert _similarity(STORY, half) < RESEMBLANCE
    assert containment(sketch(STORY), sketch(half)) > 0.9
    assert is_copy(sketch(STORY), sketch(half))


def test_two_reports_on_one_event_are_two_stories() -> None:
    assert _similarity(STORY, OTHER) < 0.05
    assert not is_copy(sketch(STORY), sketch(OTHER))


def test_a_long_report_that_holds_a_short_one_is_no_copy() -> None:
    short = STORY.split("\n\n")[1]
    assert containment(sketch(STORY), sketch(short)) > 0.9
    assert not is_copy(sketch(STORY), sketch(short))


def test_case_spacing_and_quotation_marks_do_not_count() -> None:
    assert _similarity(STORY, STORY.upper().replace("\n", "  ").replace('"', "“")) == 1.0


def _mixed(number: int) -> int:
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        number = (number ^ number >> shift) * factor % 2**64
    return number ^ number >> 31


def test_numbers_are_those_of_plain_arithmetic() -> None:
    words = ["the", "levy", "is", "20", "per", "cent", "from", "wednesday"]
    step, wanted = 0x9E3779B97F4A7C15, []
    numbers = [_mixed((crc32(word.encode()) + step) % 2**64) for word in words]
    for k in range(len(words) - 4):
        run = 0
        for number in numbers[k : k + 5]:
            run = _mixed((run + step + number) % 2**64)
        wanted.append(run)
    assert sketch("The levy is 20 per cent, from Wednesday.") == tuple(sorted(wanted))


@pytest.mark.parametrize("kept", [300, 1000, 2000, 2900])
def test_sketches_estimate_the_resemblance_of_long_texts(kept: int) -> None:
    words = _random_text(1, 3000).split()
    whole, part = " ".join(words), " ".join(words[:kept])
    error = resemblance(sketch(whole), sketch(part)) - _similarity(whole, part)
    assert abs(error) < 3 * 0.5 / SKETCH_SIZE**0.5


@given(st.text(max_size=200), st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_likeness_is_symmetric_and_short_texts_are_exact(a: str, b: str) -> None:
    one, other = sketch(a), sketch(b)
    assert resemblance(one, other) == resemblance(other, one) == pytest.approx(_similarity(a, b))
    assert resemblance(one, one) == 1.0
    assert 0.0 <= containment(one, other) <= 1.0
    assert len(one) <= SKETCH_SIZE and list(one) == shingles(a).tolist()[:SKETCH_SIZE]
