"""The checker's sensitivity, specificity and accuracy on figures of known truth, as printed in docs/checking.md."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker import PARTS, TABLES, TEXTS, Rate, between, judged, rates
from westphalia.check.arithmetic import check_arithmetic
from westphalia.evidence.read import read_text

PAGE = Path(__file__).parents[2] / "docs" / "checking.md"
FLOORS = {"sensitivity": 0.80, "specificity": 0.96, "accuracy": 0.90, "coverage": 0.80}


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, Rate]]:
    return {part: rates(judged(part)) for part in PARTS}


@pytest.mark.parametrize("name", TABLES)
def test_the_page_prints_what_is_measured(name: str) -> None:
    assert between(PAGE.read_text(encoding="utf-8"), name) == TABLES[name](), "refresh with: make docs"


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", FLOORS)
def test_the_measures_do_not_fall(measured: dict[str, dict[str, Rate]], part: str, name: str) -> None:
    assert measured[part][name].value >= FLOORS[name], str(measured[part][name])


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_said_where_nothing_can_be(measured: dict[str, dict[str, Rate]], part: str) -> None:
    assert measured[part]["no verdict where none is possible"].value == 1


def test_the_set_is_large_and_balanced() -> None:
    found = [one for part in PARTS for one in judged(part)]
    count = {truth: sum(one.truth == truth for one in found) for truth in ("right", "wrong", "open")}
    assert len(found) >= 90
    assert min(count["right"], count["wrong"]) >= 45
    assert count["open"] >= 20
    assert len({one.check for one in found}) == 8


def test_a_figure_by_hand_has_its_reason() -> None:
    for part in PARTS:
        for paragraph in yaml.safe_load((TEXTS / f"{part}.yaml").read_text(encoding="utf-8")):
            assert isinstance(paragraph["date"], date)
            for one in paragraph["figures"]:
                assert one["truth"] == "open" or one["source"]
                assert (one["truth"] == "right") == ("error" not in one), one


def test_wilsons_interval() -> None:
    """By hand: 9 of 10 → (0.9 + 0.19207 ± 1.96 √(0.009 + 0.0096)) / 1.384146."""
    low, high = Rate(9, 10).interval
    assert abs(low - 0.59585) < 1e-4
    assert abs(high - 0.98212) < 1e-4


def _words(text: str, printed: str) -> list[str]:
    read = read_text(text, "made-up.txt", date(2024, 9, 12))
    return [v.word for f in read.figures if printed in f.span.text for v in check_arithmetic(f, read)]


@pytest.mark.parametrize(
    ("text", "printed", "words"),
    [
        ("The rate rose from 2.0 per cent to 2.5 per cent, an increase of 25 per cent.", "25", ["matches"]),
        ("The rate rose from 20 per cent to 25 per cent, a rise of 5%.", "5%", ["depends on the definition"]),
        ("The rate rose from 2.0 per cent to 2.5 per cent, an increase of 40 per cent.", "40", ["not supported"]),
        ("The budget rose from £20bn to £30bn, an increase of about 48 per cent.", "48", ["rounds to"]),
        ("The budget rose from £20bn to £30bn, an increase of more than 40 per cent.", "40", ["rounds to"]),
        ("The budget rose from £20bn to £30bn, an increase of more than 60 per cent.", "60", ["not supported"]),
        ("The budget fell from £20bn to £30bn, a fall of 50 per cent.", "50", []),
        ("The budget rose from £20bn to £30bn while wages rose by 9 per cent.", "9", []),
        ("The budget rose from £20bn to €30bn, an increase of 9 per cent.", "9", []),
        ("Some 30% of the £50bn budget, or £15bn, is spent.", "£15bn", ["matches"]),
        ("The sum of £12bn over three years, or £4bn a year, was promised.", "£4bn", ["matches"]),
        ("The sum of £12bn over three years, or £4bn, was promised.", "£4bn", []),
        ("The plan has £3bn for roads and £4bn for rail, a total of £7bn since 2019.", "£7bn", []),
        ("The plan costs £7bn and has £3bn for roads, £4bn for rail and more.", "£7bn", []),
    ],
)
def test_relations_by_their_words(text: str, printed: str, words: list[str]) -> None:
    assert _words(text, printed) == words


@given(st.integers(10, 999), st.integers(10, 999), st.integers(0, 1))
def test_a_change_computed_from_unrounded_levels_is_never_flagged(before: int, after: int, decimals: int) -> None:
    """Levels with one digit more than is printed: what a newsroom computes from them must pass."""
    change = 100 * abs(after - before) / before
    verb, noun = ("rose", "rise") if after > before else ("fell", "fall")
    text = f"The budget {verb} from £{before / 10:.0f}bn to £{after / 10:.0f}bn, a {noun} of {change:.{decimals}f}%."
    assert "not supported" not in _words(text, "%")


@given(st.lists(st.integers(1, 9999), min_size=2, max_size=5), st.integers(-9999, 9999))
def test_sums_of_whole_parts_pass_and_others_do_not(parts: list[int], off: int) -> None:
    """Parts with one decimal each: a total off by more than their rounding together is flagged."""
    total, names = sum(parts) + off, ("ships", "planes", "roads", "rail", "radars")
    if total <= 0:
        return
    told = [f"£{part / 10:.1f}bn for {name}" for part, name in zip(parts, names, strict=False)]
    text = f"The plan has {', '.join(told[:-1])} and {told[-1]}, a total of £{total / 10:.1f}bn."
    found = _words(text, f"£{total / 10:.1f}bn")
    if off == 0:
        assert "not supported" not in found
    elif abs(off) > (len(parts) + 1) / 2 + 1e-9 and f"£{total / 10:.1f}bn" not in "".join(told):
        assert found == ["not supported"]
