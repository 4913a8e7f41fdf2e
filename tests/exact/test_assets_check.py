"""Sums of immobilised assets, loans and rebuilding in a report, against the figures held; texts are made up here."""

import re
from pathlib import Path

import pytest

from westphalia.api import read
from westphalia.check.assets import check_assets
from westphalia.check.readings import check_readings
from westphalia.check.verdict import Verdict
from westphalia.world.assets import STATEMENTS, era_loans, funds, holdings
from westphalia.world.load import sources


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
        ("Russia has €230bn of frozen assets in Belgium.", "€230bn", "not supported", "none of the figures held"),
        (
            "Russia has €205bn of frozen assets in Belgium.",
            "€205bn",
            "cannot be checked",
            "moves between them: .*€195bn",
        ),
        (
            "Euroclear earned €6.9bn on Russian assets in 2024.",
            "€6.9bn",
            "matches",
            "interest earned at Euroclear in 2024 \\(Euroclear, annual results\\)",
        ),
        ("Euroclear paid tax of €1.1bn on what Russian assets earned.", "€1.1bn", "matches", "tax on the interest"),
        ("Direct damage in Ukraine is put at $195bn.", "$195bn", "matches", "direct damage, edition 5.*World Bank"),
        ("Direct damage in Ukraine is put at $160bn.", "$160bn", "depends on the definition", "\\$152bn.*\\$176bn"),
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
    early = _verdicts(tmp_path, "Rebuilding Ukraine will cost $588bn.", "12 May 2025")["$588bn"]
    assert early.word == "cannot be checked"
    assert "known now, nothing held from then" in early.sentence
    assert "the figure held was published after the report" in early.caveats


def test_a_stock_of_ten_months_later_is_no_match(tmp_path: Path) -> None:
    found = _verdicts(tmp_path, "About €210bn of Russian assets are frozen in the EU.", "25 February 2025")["€210bn"]
    assert found.word == "cannot be checked"
    assert "figure of a later day: €210bn" in found.sentence
    assert "known now, nothing held from then" in found.sentence


def test_an_edition_of_the_reports_own_day_came_in_time(tmp_path: Path) -> None:
    found = _verdicts(tmp_path, "Rebuilding Ukraine will cost $524bn.", "25 February 2025")["$524bn"]
    assert found.word == "matches"
    assert not any("published after" in caveat for caveat in found.caveats)


@pytest.mark.parametrize("printed", ["$300bn", "$280bn", "$310bn", "€280bn", "£230bn"])
def test_rival_totals_hold_in_any_currency_with_their_authors(tmp_path: Path, printed: str) -> None:
    sentence = f"Some {printed} of Russian assets has been frozen in the West."
    found = _verdicts(tmp_path, sentence, "25 February 2025")[printed]
    assert found.word == "depends on the definition"
    for said in ("€260bn", "$280bn", "€300bn", "Euronews", "Kyiv Post", "Babel", "not averaged"):
        assert said in found.sentence
    assert any("asserted by the G7" in (one.note or "") for one in found.comparisons)
    assert "at the year's rates" in found.sentence


def test_a_total_above_every_estimate_at_any_rate_is_not_supported(tmp_path: Path) -> None:
    found = _verdicts(tmp_path, "Some $400bn of Russian assets has been frozen in the West.", "25 February 2025")
    assert found["$400bn"].word == "not supported"


def test_a_stock_between_two_dates_held_depends_on_the_date(tmp_path: Path) -> None:
    found = _verdicts(tmp_path, "About €185bn of Russian assets is held by Euroclear.", "10 November 2025")["€185bn"]
    assert found.word == "depends on the definition"
    for said in ("€183bn", "€191bn", "€195bn", "December 2024", "May 2024", "Euroclear, annual results"):
        assert said in found.sentence


def test_who_says_a_figure_and_whether_it_was_read_stands_in_its_row(tmp_path: Path) -> None:
    (row,) = _verdicts(tmp_path, "Britain will lend Ukraine £2.26bn.")["£2.26bn"].comparisons
    assert row.note == "Kyiv Post: read as quoted"
    rows = _verdicts(tmp_path, "About €210bn of Russian assets are frozen in the EU.")["€210bn"].comparisons
    assert rows[0].note == "European Council: origin named, original not read"


def test_the_check_is_one_of_the_routes_of_every_figure(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        "Example City, 12 May 2026\n\nA loan\n\nThe G7 lent Ukraine $50bn on the proceeds.\n", encoding="utf-8"
    )
    reading = read(str(path))
    (found,) = (v for verdicts in check_readings([reading], []).values() for v in verdicts if v.route == "table")
    assert (found.word, found.comparisons[0].unit) == ("matches", "USD bn")


def test_what_a_range_depends_on_is_named(tmp_path: Path) -> None:
    by_date = _verdicts(tmp_path, "Euroclear holds €185bn of Russian money.", "10 November 2025")["€185bn"]
    assert "depends on the date: " in by_date.sentence
    by_both = _verdicts(tmp_path, "Euroclear holds $200bn of Russian money.", "10 November 2025")["$200bn"]
    assert "depends on the date and the rate of exchange: " in by_both.sentence


def test_the_list_of_sources_names_the_bodies_behind_what_was_compiled_here() -> None:
    """Everybody whom a row of these tables credits stands in the entry that a page prints."""
    entry = next(source.provenance for source in sources() if source.id == STATEMENTS)
    said = {one.said_by for one in (*holdings(), *era_loans(), *funds())}
    bodies = {re.split(r",| on \d| in May| after ", name.replace(" quoted by Novinite", ""))[0] for name in said}
    assert {body for body in bodies if body.removeprefix("the ") not in entry} == set()
