"""Copies of one story are found among many texts, and a turn of phrase makes no copies."""

import random
from pathlib import Path

import pytest

from ledgers import document_of
from westphalia.evidence.claims import Reading
from westphalia.ledger.store import Ledger, open_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return open_ledger(tmp_path / "l.sqlite")


def _random_text(seed: int, words: int) -> str:
    chance = random.Random(seed)
    return " ".join(f"w{chance.randrange(5000)}" for _ in range(words))


def _copy_of(ledger: Ledger, text: str, name: str) -> str | None:
    with_nothing = Reading(document=document_of(text, name), figures=(), dates=())
    return ledger.append(with_nothing).copy_of


def test_copies_are_found_among_many(ledger: Ledger) -> None:
    texts = [_random_text(seed, 300) for seed in range(60)]
    copies = [f"{' '.join(text.split()[:240])} {_random_text(1000 + k, 20)}" for k, text in enumerate(texts)]
    with ledger:
        assert {_copy_of(ledger, text, f"{k}.txt") for k, text in enumerate(texts)} == {None}
        assert [_copy_of(ledger, text, f"copy-{k}.txt") for k, text in enumerate(copies)] == [
            f"{k}.txt" for k in range(60)
        ]


def test_a_phrase_in_every_report_makes_no_copies(ledger: Ledger) -> None:
    phrase = "all rights are reserved and no part of this report may be printed again"
    with ledger:
        assert {_copy_of(ledger, f"{_random_text(k, 200)} {phrase}", f"{k}.txt") for k in range(150)} == {None}
