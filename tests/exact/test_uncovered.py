"""Figures whose quantity the tables hold: checked where a rule reads them, else said not to be recognised. Made up."""

from datetime import date

import pytest

from westphalia.check.readings import check_figure
from westphalia.check.verdict import Verdict
from westphalia.evidence.read import read_text


def _verdict(sentence: str, printed: str, on: date = date(2025, 11, 10)) -> Verdict:
    reading = read_text(sentence, "note.txt", on)
    figure = next(one for one in reading.figures if one.span.text == printed)
    return check_figure(figure, reading, [])[0]


@pytest.mark.parametrize(
    ("sentence", "printed", "said"),
    [
        ("Sanctions have cut Russian output by 1.5%, the Kiel Institute says.", "1.5%", "sanctions of 2014 as applied"),
        ("The price cap lowered Russian oil revenue by 11%, CREA reckons.", "11%", "price cap of $60 fully enforced"),
        ("Sanctions cut exports to Russia by 36%, the Kiel Institute found.", "36%", "Kiel Institute for the World"),
    ],
)
def test_a_published_effect_of_sanctions_is_named_with_its_scenario(sentence: str, printed: str, said: str) -> None:
    found = _verdict(sentence, printed)
    assert (found.route, found.word) == ("study", "depends on the definition")
    assert said in found.sentence
    assert "Other published effects" in found.sentence
    assert found.sources


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("Sanctions have cut Russian output by 1.5%, officials say.", "1.5%"),
        ("Sanctions have cut Russian output by 1.9%, the Kiel Institute says.", "1.9%"),
        ("Sanctions have cut Russian output by 11%, CREA reckons.", "11%"),
        ("The embargo cut exports to Russia by 36%.", "36%"),
    ],
)
def test_a_number_alone_or_of_something_else_is_no_published_effect(sentence: str, printed: str) -> None:
    found = _verdict(sentence, printed)
    assert found.word == "cannot be checked"
    assert "not recognised as a published effect of sanctions" in found.sentence or "not recognised" in found.sentence
    assert "tariff" not in found.sentence


@pytest.mark.parametrize(
    ("printed", "how", "word"),
    [
        ("80%", "just under 80%", "matches"),
        ("81%", "just under 81%", "matches"),
        ("90%", "just under 90%", "not supported"),
        ("80%", "80%", "rounds to"),
        ("79.7%", "79.7%", "depends on the definition"),
        ("70%", "70%", "not supported"),
    ],
)
def test_a_share_downed_is_held_against_the_month_named(printed: str, how: str, word: str) -> None:
    found = _verdict(f"In October 2025 Ukraine shot down {how} of the drones launched by Russia.", printed)
    assert (found.route, found.word) == ("table", word)
    assert "5,300 drones launched in October 2025" in found.sentence
    assert any("not the event" in caveat for caveat in found.caveats)


@pytest.mark.parametrize(
    "sentence",
    [
        "This autumn Ukraine shot down 80% of the drones launched by Russia.",
        "In October 2025 Ukraine shot down 80% of the drones and missiles launched by Russia.",
        "In October 2025 Ukraine bought 80% of the drones made by its factories.",
    ],
)
def test_a_share_without_a_month_a_kind_or_what_was_downed_is_left_alone(sentence: str) -> None:
    assert _verdict(sentence, "80%").route is None


@pytest.mark.parametrize(
    ("sentence", "printed", "command"),
    [
        ("Mr Trump wants $500bn of minerals from Ukraine.", "$500bn", "minerals"),
        ("America is to get 50% of the proceeds of Ukrainian minerals.", "50%", "minerals"),
        ("America has committed $65bn to Ukraine.", "$65bn", "westphalia support"),
    ],
)
def test_a_figure_not_recognised_says_so_and_where_to_look(sentence: str, printed: str, command: str) -> None:
    found = _verdict(sentence, printed)
    assert found.word == "cannot be checked"
    assert "not recognised" in found.sentence
    assert command in found.sentence
    assert "concerns" not in found.sentence
