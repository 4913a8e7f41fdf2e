"""What is said of a situation answered: words defined before they are used, origins of every number, heads, counts."""

import pytest

from westphalia.report.methods_deal import DEAL_METHODS
from westphalia.report.settle_lines import key_lines, short_lines
from westphalia.report.settle_origins import positions_table, sources_table
from westphalia.report.settle_trades import LEAST, trades_table
from westphalia.report.settle_words import about, issue_heads, shortened, three_digits
from westphalia.settlement import Settlement, settle
from westphalia.situation import load_situation
from westphalia.world.backtest import shipped_backtest


@pytest.fixture(scope="module")
def shipped() -> Settlement:
    return settle(load_situation("ukraine-2025-02"), 3)


def test_the_table_of_sources_has_every_position_and_every_refusal(shipped: Settlement) -> None:
    rows = [row for row in sources_table(shipped, "x").rows if row.cells]
    held = shipped.situation.held.values()
    assert len(rows) == len(held) + sum(one.rules_out is not None for one in held)
    one = next(one for one in held if one.rules_out is not None and one.source)
    assert any(str(one.source) in row.cells[3].text and row.cells[2].text == one.basis for row in rows)
    assert positions_table(shipped, "x", 0).columns[-2:] == ("as of", "known how")
    alone = [row for row in sources_table(shipped, "x", (0,)).rows if row.cells]
    assert [row.cells for row in alone] == [row.cells for row in rows[: len(alone)]]


def test_nothing_is_said_to_be_agreed_before_the_word_is_defined(shipped: Settlement) -> None:
    said = " ".join(short_lines(shipped))
    assert "consent" not in said and "accept" not in said
    assert said.index("such a package is called agreed here") < said.index("are agreed in nine of ten")
    assert "at no-deal values that are assumed" in said
    assert len(key_lines()) == 5


def test_heads_are_titles_cut_between_words_and_never_alike() -> None:
    heads = issue_heads(settle(load_situation("transatlantic-tariffs-2025"), None))
    titles = [one.title for one in load_situation("transatlantic-tariffs-2025").issues]
    assert len(set(heads)) == len(titles)
    for head, title in zip(heads, titles, strict=True):
        assert len(head) <= 31
        assert set(head.replace("…", "").split()) <= set(title.split()) | {title.split(",")[0].split()[-1]}
    assert shortened("one two of the three", 12) == "one two…"


def test_counts_and_soldiers_have_three_digits_in_sentences() -> None:
    assert [about(n) for n in (873, 17_239, 17_200, 47_925)] == ["873", "about 17,200", "17,200", "about 47,900"]
    assert three_digits(19_955.0) == 20_000
    assert three_digits(0.4567) == 0.4567


def test_exchanges_too_small_to_tell_are_not_listed(shipped: Settlement) -> None:
    table = trades_table(shipped, "x")
    listed = [one for one in shipped.trades if one.exchange.gain >= LEAST]
    assert 0 < len(listed) < len(shipped.trades) or [row.head for row in table.rows] == ["no two"]
    assert not listed or len(table.rows) == min(len(listed), 8)


def test_what_is_said_of_the_challenge_model_is_in_the_backtest() -> None:
    (words,) = (text for anchor, _, _, text, _ in DEAL_METHODS if anchor == "how-challenge")
    held = shipped_backtest()
    readings = [one for one in held.scores if one.model.startswith("challenge")]
    misses, hits = [100 * one.mae for one in readings], [100 * one.hits for one in readings]
    pairwise = [100 * one.hits for one in readings if "pairwise" in one.model]
    nash = [100 * one.mae for one in held.scores if one.model.startswith("Nash, far")]
    assert f"missed by {min(misses):.0f} to {max(misses):.0f} points" in words
    assert f"within 10 points were {min(hits):.0f}% to {max(hits):.0f}%" in words
    assert f"the pairwise reading {min(pairwise):.0f}% to {max(pairwise):.0f}%" in words
    assert f"{min(nash):.1f} or {max(nash):.1f}" in words
    compromise_score = held.score("compromise")
    assert f"compromise by {100 * compromise_score.mae:.0f};" in words
    assert f"the compromise {100 * compromise_score.hits:.0f}%" in words
