"""Sums of immobilised assets, loans and rebuilding in a report, against the figures held; texts are made up here."""

import re
from pathlib import Path

import pytest

from westphalia.api import read
from westphalia.check.assets import check_assets
from westphalia.check.readings import check_readings
from westphalia.check.verdict import Verdict


def _verdicts(folder: Path, sentence: str, on: str = "12 May 2026") -> dict[str, Verdict]:
    """The verdict on each sum of a one-sentence report."""
    path = folder / "report.txt"
    path.write_text(f"Example City, {on}\n\nWhat was said\n\n{sentence}\n", encoding="utf-8")
    reading = read(str(path))
    return {f.span.text: found[0] for f in reading.figures if (found := check_assets(f, reading))}


@pytest.mark.parametrize(
    ("sentence", "printed", "word", "said"),
    [
        (
            "About €210bn of Russian assets are frozen in the EU.",
            "€210bn",
            "matches",
            "in the EU, end of December 2025",
        ),
        (
            "Euroclear holds €195bn of Russian money.",
            "€195bn",
            "matches",
            "at Euroclear, Brussels, end of December 2025",
        ),
        ("Euroclear holds €183bn of Russian money.", "€183bn", "superseded since", "held now: €195bn"),
        (
            "Some €300bn of Russian assets are frozen.",
            "€300bn",
            "depends on the definition",
            "€260bn.*\\$280bn.*not averaged",
        ),
        ("The G7 lent Ukraine $50bn on the proceeds.", "$50bn", "matches", "ERA loans"),
        ("The loans to Ukraine are worth €45bn.", "€45bn", "matches", "ERA loans, in euros"),
        ("The EU agreed to borrow €90bn for Ukraine.", "€90bn", "matches", "loan of the EU"),
        ("Britain will lend Ukraine £2.26bn.", "£2.26bn", "matches", "ERA loan of the United Kingdom"),
        ("Rebuilding Ukraine will cost $588bn.", "$588bn", "matches", "edition 5"),
        ("Rebuilding Ukraine will cost $524bn.", "$524bn", "superseded since", "held now: \\$588bn"),
        ("Russia has €205bn of frozen assets in Belgium.", "€205bn", "not supported", "none of the figures held"),
    ],
)
def test_a_sum_is_held_against_what_its_nearest_words_name(
    tmp_path: Path, sentence: str, printed: str, word: str, said: str
) -> None:

    found = _verdicts(tmp_path, sentence)[printed]
    assert found.word == word
    assert re.search(said, found.sentence)
    assert found.comparisons
    assert found.sources


@pytest.mark.parametrize(
    "sentence",
    [
        "The EU agreed to borrow €90bn for its railways.",
        "Euroclear handed over €1.6bn of proceeds of Russian assets.",
        "A loan to Ukraine of €140bn was dropped.",
        "Russian assets of 210 dollars are frozen.",
        "Ukraine needs 300 soldiers to guard frozen assets.",
    ],
)
def test_another_kind_of_sum_or_one_far_from_all_held_is_left_alone(tmp_path: Path, sentence: str) -> None:
    assert _verdicts(tmp_path, sentence) == {}


def test_two_sums_in_one_sentence_are_each_held_against_their_own(tmp_path: Path) -> None:
    found = _verdicts(tmp_path, "The G7 lent Ukraine $50bn, and €210bn of Russian assets stay frozen in the EU.")
    assert {printed: verdict.comparisons[0].label for printed, verdict in found.items()} == {
        "$50bn": "ERA loans",
        "€210bn": "assets in the EU, end of December 2025",
    }


def test_what_was_published_later_is_said_to_be(tmp_path: Path) -> None:
    found = _verdicts(tmp_path, "Rebuilding Ukraine will cost $524bn.", "12 May 2025")
    assert found["$524bn"].word == "matches"
    early = _verdicts(tmp_path, "Rebuilding Ukraine will cost $588bn.", "12 May 2025")
    assert "the figure held was published after the report" in early["$588bn"].caveats


def test_the_check_is_one_of_the_routes_of_every_figure(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        "Example City, 12 May 2026\n\nA loan\n\nThe G7 lent Ukraine $50bn on the proceeds.\n", encoding="utf-8"
    )
    reading = read(str(path))
    (found,) = (v for verdicts in check_readings([reading], []).values() for v in verdicts if v.route == "table")
    assert (found.word, found.comparisons[0].unit) == ("matches", "USD bn")
