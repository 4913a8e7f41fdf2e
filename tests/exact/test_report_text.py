"""The summary in the terminal: short, with ranges, in the words of the page, colourless where nobody sees colour."""

import io
import re

import pytest
from rich.console import Console

from briefs import hand_brief, hand_page, hand_reading
from westphalia.check import VOCABULARY
from westphalia.report.headlines import found
from westphalia.report.printed import print_outcome
from westphalia.report.text import print_reading, print_summary

_MOST_LINES = 60


def _printed(show: object, width: int = 100, **options: object) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, **options)  # type: ignore[arg-type]
    show(console)  # type: ignore[operator]
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 100, 120])
def test_the_summary_fits(width: int) -> None:
    lines = _printed(lambda c: print_summary(hand_brief(), c), width).splitlines()
    assert len(lines) <= _MOST_LINES
    assert max(len(line) for line in lines) <= width


def test_every_figure_of_substance_stands_in_it_with_its_verdicts() -> None:
    printed = _printed(lambda c: print_summary(hand_brief(), c), 120)
    brief = hand_brief()
    for _, figure in brief.figures:
        if figure.salience == "core":
            line = next(line for line in printed.splitlines() if line.startswith(figure.span.text))
            assert all(v.word in line for v in brief.verdicts[figure.claim])
    assert "Two minutes" in printed


def test_page_and_terminal_say_what_was_found_in_the_same_words() -> None:
    printed = " ".join(_printed(lambda c: print_summary(hand_brief(), c), 120).split())
    assert found(hand_brief()) in printed
    assert found(hand_brief()) in hand_page()


def test_every_change_has_its_range() -> None:
    outcome = hand_brief().outcomes[0]
    printed = _printed(lambda c: print_outcome(outcome, ("GBR", "DEU"), c), 120)
    row = next(line for line in printed.splitlines() if line.startswith("Germany"))
    assert len(re.findall(r"[−+]?\d[\d.,]*% \([−+]?\d[\d.]* to [−+]?\d[\d.]*\)", row)) == 4
    assert "not a probability" in printed


def test_no_colour_off_a_terminal_and_none_when_unwanted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in _printed(lambda c: print_summary(hand_brief(), c))
    assert "\x1b[3" in _printed(lambda c: print_summary(hand_brief(), c), force_terminal=True, color_system="standard")
    monkeypatch.setenv("NO_COLOR", "1")
    plain = _printed(lambda c: print_summary(hand_brief(), c), force_terminal=True, color_system="standard")
    assert not re.search(r"\x1b\[(?:3[0-7]|9[0-7])", plain)


def test_a_reading_is_listed_figure_by_figure() -> None:
    reading = hand_reading()
    printed = _printed(lambda c: print_reading(reading, c), 140)
    for figure in reading.figures:
        assert figure.span.text in printed
        assert figure.claim in printed


def test_large_sums_are_listed_in_words_of_money() -> None:
    printed = _printed(lambda c: print_reading(hand_reading(), c), 140)
    for words in ("£22bn", "€250bn", "$261.6bn"):
        assert f" {words} " in printed
    assert "e+" not in printed


def test_markup_in_a_report_stays_text() -> None:
    reading = hand_reading()
    figure = reading.figures[0].model_copy(update={"concerns": "a [bold]tariff[/bold] [/]"})
    odd = reading.model_copy(update={"figures": (figure,)})
    assert "[bold]tariff[/bold] [/]" in _printed(lambda c: print_reading(odd, c), 200)


def test_only_words_of_the_vocabulary_are_verdicts() -> None:
    said = {v.word for several in hand_brief().verdicts.values() for v in several}
    assert said <= set(VOCABULARY)
