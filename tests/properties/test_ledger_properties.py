"""The ledger holds what it is given, whatever the text; sums over it do not depend on the order of adding."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from ledgers import document_of, dump, duty_reading, filled, link_pairs, reading_of, tariff
from westphalia.errors import UsageError
from westphalia.evidence.claims import Reading
from westphalia.ledger.entries import packed, unpacked
from westphalia.ledger.export import exported
from westphalia.ledger.phrases import one_line, shortened
from westphalia.ledger.quantity import differ
from westphalia.ledger.records import Selection, records
from westphalia.ledger.selectors import AROUND, selector, standing
from westphalia.ledger.sides import conflicts
from westphalia.ledger.store import Ledger

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=300)
DUTIES = st.lists(
    st.tuples(st.sampled_from(["10%", "20%", "20.4%", "25%"]), st.integers(0, 12), st.sampled_from(["Ann Lee", "Bo"])),
    min_size=1, max_size=4, unique=True,
)  # fmt: skip


def _readings(duties: Sequence[tuple[str, int, str]]) -> list[Reading]:
    start = date(2025, 3, 1)
    return [
        duty_reading(printed, f"word{k}x{k * 7919}", f"{k}.txt", start + timedelta(days=days), attributed_to=by)
        for k, (printed, days, by) in enumerate(duties)
    ]


def _ledger(folder: str, name: str, readings: Sequence[Reading]) -> Ledger:
    return filled(Path(folder) / name, *readings)


@given(before=TEXTS, after=TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_text_comes_back_as_it_was(before: str, after: str) -> None:
    doc = document_of(f"{before}25%{after}")
    start = doc.text.index("25%")
    with TemporaryDirectory() as folder, _ledger(folder, "a", [reading_of(doc, tariff(doc, "25%"))]) as ledger:
        (row,) = ledger.rows("SELECT text, hash FROM reports")
        assert (row["text"], row["hash"]) == (doc.text, doc.sha256)
        (held,) = records(ledger, Selection())
        span = held["claim"]["span"]
        assert doc.text[span["start"] : span["end"]] == span["text"] == "25%"
        assert span["start"] == start
        for form in ("annotations", "claimreview"):
            json.loads("".join(exported(ledger, form, include_claims=form == "claimreview")))
        assert json.loads(next(exported(ledger, "jsonl", include_claims=False)))["id"] == held["id"]


@given(duties=DUTIES)
@settings(max_examples=25, deadline=None)
def test_adding_everything_again_changes_nothing(duties: list[tuple[str, int, str]]) -> None:
    readings = _readings(duties)
    with TemporaryDirectory() as folder, _ledger(folder, "a", readings) as ledger:
        before, changes = dump(ledger), ledger.total_changes
        for reading in reversed(readings):
            assert not ledger.append(reading).is_new
        assert ledger.total_changes == changes
        assert dump(ledger) == before


@given(duties=DUTIES)
@settings(max_examples=25, deadline=None)
def test_what_is_contradicted_does_not_depend_on_the_order(duties: list[tuple[str, int, str]]) -> None:
    readings = _readings(duties)
    found = []
    with TemporaryDirectory() as folder:
        for k, order in enumerate(list(permutations(readings))[:3]):
            with _ledger(folder, str(k), order) as ledger:
                found.append({frozenset(group) for group in conflicts(ledger)})
    assert all(one == found[0] for one in found)
    at_odds = {a for a, b in permutations(duties, 2) if abs(a[1] - b[1]) <= 1 and not _may_agree(a[0], b[0])}
    assert sum(map(len, found[0])) == len(at_odds)


def _may_agree(one: str, other: str) -> bool:
    return one == other or {one, other} == {"20%", "20.4%"}


@given(duties=DUTIES)
@settings(max_examples=25, deadline=None)
def test_contradictions_are_between_near_days_and_different_values(duties: list[tuple[str, int, str]]) -> None:
    with TemporaryDirectory() as folder, _ledger(folder, "a", _readings(duties)) as ledger:
        for one, other in link_pairs(ledger, "contradiction"):
            (a, day_a, _), (b, day_b, _) = (duties[int(name.removesuffix(".txt"))] for name in (one, other))
            assert a != b
            assert {a, b} != {"20%", "20.4%"}
            assert abs(day_a - day_b) <= 1
        for later, earlier in link_pairs(ledger, "supersession"):
            (a, day_a, by_a), (b, day_b, by_b) = (duties[int(n.removesuffix(".txt"))] for n in (later, earlier))
            assert (day_a > day_b, by_a, a != b) == (True, by_b, True)


@given(text=TEXTS, start=st.integers(0, 300), length=st.integers(0, 40))
def test_a_selector_finds_its_own_place_and_no_other_text(text: str, start: int, length: int) -> None:
    from hashlib import sha256

    begin = min(start, len(text))
    end = min(begin + length, len(text))
    place = selector(text, begin, end)
    assert max(len(place.prefix), len(place.suffix)) <= AROUND
    assert place.prefix + place.exact + place.suffix in text
    digest = sha256(text.encode()).hexdigest()
    at = standing(place, digest, text)
    assert (at.same_text, at.at_place, at.prefix, at.suffix) == (True, True, True, True)
    assert standing(place, digest, text + "x").orphaned


@given(text=st.text(max_size=300), about=st.text(max_size=80), most=st.integers(10, 90))
def test_a_shortened_sentence_is_short_enough_and_nothing_is_invented(text: str, about: str, most: int) -> None:
    cut = shortened(text, about, most)
    assert len(cut) <= most
    assert cut.removeprefix("…").removesuffix("…").strip() in one_line(text)


@given(before=st.lists(st.sampled_from(["words", "of", "it"]), max_size=40), after=st.integers(0, 40))
def test_the_figure_stays_in_a_shortened_sentence(before: list[str], after: int) -> None:
    text = " ".join([*before, "£22bn", *["more"] * after])
    assert "£22bn" in shortened(text, "£22bn", 74)


@given(st.lists(st.integers(0, 2**64 - 1), max_size=300))
def test_a_sketch_comes_back(numbers: list[int]) -> None:
    assert unpacked(packed(tuple(numbers))) == tuple(numbers)


@given(*[st.tuples(st.floats(-1e6, 1e6), st.floats(0, 1e6))] * 2)
def test_differing_is_mutual_and_nothing_differs_from_itself(a: tuple[float, float], b: tuple[float, float]) -> None:
    one, other = ((low, low + width) for low, width in (a, b))
    assert differ(one, other) == differ(other, one)
    assert not differ(one, one)


@given(given_id=st.text(max_size=40))
@settings(max_examples=40, deadline=None)
def test_any_identifier_is_found_or_refused_in_words(given_id: str) -> None:
    from westphalia.ledger.lookup import target

    with TemporaryDirectory() as folder, _ledger(folder, "a", _readings([("10%", 1, "Ann Lee")])) as ledger:
        try:
            name, _ = target(ledger, given_id)
        except UsageError as refused:
            assert repr(given_id) in str(refused)
        else:
            assert name.startswith(given_id)
