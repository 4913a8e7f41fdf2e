"""No text makes the time of reading grow faster than its length: four times as much takes about four times as long.

Each pattern is what some rule looks at again and again. A rule that goes back over all it has seen takes sixteen times
as long for four times the text; the limit between leaves room for a busy machine. What the test cannot see: growth
that begins only beyond the lengths here.
"""

import time
from collections.abc import Callable
from datetime import date
from itertools import count

import pytest

from westphalia.errors import EvidenceError
from westphalia.evidence.documents.document import make_document
from westphalia.evidence.read import read_text
from westphalia.evidence.words.similar import sketch

ON = date(2025, 4, 9)
TIMES = 4
MOST = 8.0  # times as long, for `TIMES` the text
TRIES = 3
LENGTH = 4_000  # characters
REPORT = "Mr Hale said on Monday that France would spend 3% of GDP on defence by 2030. "
SAME = {
    "double quotes": "“ ", "closed quotes": "“a b c.” ", "straight quotes": 'a "b c" ', "single quotes": "‘a b’ ",
    "brackets": "(", "mixed brackets": "[( ", "rates": "20%, ", "separators": "1,", "versions": "1.",
    "names": "Ada Brandt ", "listed names": "Ada Brandt, ", "titles": "Mr Hale ", "offices": "The president met it. ",
    "commas": "a, ", "said": "said ", "he said": "he said ", "X said Y said": "Ada said Omar said ",
    "dashes": "a – b ", "long dashes": "—", "hyphens": "A-", "one line": REPORT, "lines": f"{REPORT}\n",
    "short lines": "a b\n", "weekdays": "on Monday. ", "years": "in 2024 ", "questions": "who ", "to": "to ",
    "capitals": "A ", "banks": "Bank ", "stops": ". ", "omissions": "…", "colons": "A: ", "initials": "U.S. ",
    "open paragraphs": "“He said no. We go\n", "quotes over sentences": "he said “a. B” and ",
    "answers": "“We will go,” he said. ", "denials": "Mr Hale said that. A spokesman denied that. ",
    "counterparts": "His French counterpart said so. ", "pairs": "the two leaders said it. ",
    "countries": "France and Germany and ", "duties": "France will impose tariffs of 20% on China. ",
    "wishes": "France wants a deal. ", "visits": "The king will visit Berlin on Friday. ",
    "fractions": "half of it. ", "sources": "according to the minister, ", "letters": "a", "numbers": "1 ",
    "invisible marks": "a\u200e ", "tags": "<p>a</p>", "open tags": "<p ", "cells": "a\tb\n",
}  # fmt: skip
OTHERS: dict[str, Callable[[int], str]] = {
    "other names": lambda k: f"Ada{k} Brandt{k} met Omar{k} Keane{k} in Paris. ",
    "other ministers": lambda k: f"Minister Ada{k} Brandt{k} said the minister would go. ",
    "other quotes": lambda k: f"“We will go to {k} now,” said Ada{k} Brandt{k}.\n",
    "other sums": lambda k: f"It costs £{k}bn (${k + 1}bn).\n",
}
HEAVY = ("rates", "fractions", "X said Y said", "he said", "duties", "other sums", "numbers", "weekdays", "brackets")


def _text(name: str, length: int) -> str:
    if name in SAME:
        return SAME[name] * (length // len(SAME[name]))
    parts, size = [], 0
    for k in count():
        parts.append(OTHERS[name](k))
        size += len(parts[-1])
        if size >= length:
            return "".join(parts)
    raise AssertionError


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _growth(work: Callable[[str], object], once: str, more: str) -> float:
    """How much longer the longer text takes, by the best of a few tries of both."""
    least = [float("inf"), float("inf")]
    for _ in range(TRIES):
        least = [min(best, _seconds(lambda t=text: work(t))) for best, text in zip(least, (once, more), strict=True)]
        if least[1] <= MOST * least[0]:
            break
    return least[1] / least[0]


def _read(text: str) -> None:
    try:
        read_text(text, "hostile.txt", ON)
    except EvidenceError as problem:
        assert "hostile.txt" in str(problem)


def _dated(text: str) -> None:
    try:
        make_document(text, "hostile.txt")
    except EvidenceError as problem:
        assert "--date" in str(problem)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*SAME, *OTHERS])
def test_more_text_takes_longer_in_proportion(name: str) -> None:
    length = LENGTH // 3 if name in HEAVY else LENGTH
    _read(_text(name, 1_000))
    assert _growth(_read, _text(name, length), _text(name, TIMES * length)) <= MOST


@pytest.mark.parametrize("name", ["other names", "answers", "lines", "hyphens"])
def test_so_do_the_patterns_that_once_did_not(name: str) -> None:
    _read(_text(name, 1_000))
    assert _growth(_read, _text(name, LENGTH), _text(name, TIMES * LENGTH)) <= MOST


@pytest.mark.parametrize("name", ["years", "other ministers", "letters", "lines"])
def test_a_long_report_is_searched_for_its_day_at_its_beginning(name: str) -> None:
    assert _growth(_dated, _text(name, 5 * LENGTH), _text(name, 5 * TIMES * LENGTH)) <= MOST


@pytest.mark.parametrize("text", ["1," * 3_000, "Le ministre a dit mardi que la taxe passera en 2024 et que personne"])
def test_a_text_without_an_english_sentence_gives_nothing_or_says_so(text: str) -> None:
    with pytest.raises(EvidenceError, match=r"hostile\.txt"):
        read_text(text, "hostile.txt", ON)


def test_a_sketch_grows_with_the_text() -> None:
    assert _growth(sketch, _text("other names", 4 * LENGTH), _text("other names", 4 * TIMES * LENGTH)) <= MOST


def test_the_measure_sees_what_grows_with_the_square() -> None:
    def work(text: str) -> int:
        return sum(text.count("ab", 0, end) for end in range(0, len(text), 16))

    assert _growth(work, "a" * (4 * LENGTH), "a" * (4 * TIMES * LENGTH)) > MOST
