"""What holds of a register whatever the lists: order within a list, comparison with itself, two times, sums."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from register_files import NORTH, SOUTH, Record, dump, entry, load_text, state, uk_xml
from westphalia.register import Register, between, counts, differences, open_register, view
from westphalia.register.counts import BY

BEGIN = date(2025, 1, 1)
DAYS = [BEGIN + timedelta(days=30 * k) for k in range(4)]
MEASURES = ["AssetFreeze", "TravelBan", "Deflagging"]
ENTRIES = st.builds(
    entry, st.integers(1, 8), type=st.sampled_from(["Individual", "Entity", "Ship"]),
    regime=st.sampled_from([NORTH, SOUTH]), measures=st.lists(st.sampled_from(MEASURES), unique=True, max_size=3),
    listed=st.dates(date(2024, 1, 1), date(2025, 6, 1)).map(lambda day: f"{day:%d/%m/%Y}"),
    reason=st.none() | st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=12),
)  # fmt: skip
LISTS = st.lists(ENTRIES, min_size=1, max_size=8, unique_by=lambda one: one["key"])
HISTORIES = st.lists(LISTS, min_size=1, max_size=4)
QUICK = settings(max_examples=20, deadline=None)


def _filled(folder: Path, history: Sequence[Sequence[Record]]) -> Path:
    for on, entries in zip(DAYS, history, strict=False):
        load_text(folder, uk_xml(entries), on)
    return folder / "r.db"


@given(entries=LISTS, data=st.data())
@QUICK
def test_the_order_of_records_does_not_matter(entries: list[Record], data: st.DataObject) -> None:
    other = data.draw(st.permutations(entries))
    found = []
    with TemporaryDirectory() as one, TemporaryDirectory() as two:
        for folder, order in ((Path(one), entries), (Path(two), other)):
            with open_register(_filled(folder, [order])) as register:
                found.append(state(register, "UK", DAYS[0]))
    assert found[0] == found[1]
    assert len(found[0]) == len(entries)


@given(history=HISTORIES)
@QUICK
def test_what_differs_applied_to_one_list_gives_the_other(history: list[list[Record]]) -> None:
    with TemporaryDirectory() as folder, open_register(_filled(Path(folder), history)) as register:
        days = DAYS[: len(history)]
        for k, since in enumerate(days):
            assert list(differences(register, between(register, "UK", since, since))) == []
            for until in days[k:]:
                assert _applied(register, since, until) == state(register, "UK", until)


def _applied(register: Register, since: date, until: date) -> dict[str, tuple[str, ...]]:
    held = state(register, "UK", since)
    for change in differences(register, between(register, "UK", since, until)):
        assert (change.key in held) == (change.kind != "added")
        if change.kind == "delisted":
            assert held.pop(change.key) == change.content
        else:
            held[change.key] = change.content
    return held


@given(history=HISTORIES)
@QUICK
def test_a_list_says_what_its_entries_say(history: list[list[Record]]) -> None:
    with TemporaryDirectory() as folder, open_register(_filled(Path(folder), history)) as register:
        for on, entries, made in zip(DAYS, history, register.snapshots(), strict=False):
            held = state(register, "UK", on)
            assert set(held) == {one["key"] for one in entries}
            assert {key: content[1] for key, content in held.items()} == {e["key"]: e["regime"] for e in entries}
            assert made.designations == len(held)


@given(history=HISTORIES, on=st.dates(date(2024, 1, 1), date(2025, 12, 1)))
@QUICK
def test_what_was_known_on_a_day_never_changes(history: list[list[Record]], on: date) -> None:
    with TemporaryDirectory() as folder:
        known: list[list[Any]] = []
        before: list[tuple[object, ...]] = []
        for k in range(len(history)):
            load_text(Path(folder), uk_xml(history[k]), DAYS[k])
            with open_register(Path(folder) / "r.db") as register:
                now = [[counts(register, by, view(register, on, day, "UK")) for by in BY] for day in DAYS[: k + 1]]
            assert now[:k] == known
            known = now
            rows = dump(Path(folder) / "r.db")
            assert set(before) <= set(rows)
            before = rows


@given(history=HISTORIES, on=st.dates(date(2024, 1, 1), date(2025, 12, 1)))
@QUICK
def test_counts_sum_to_the_designations_in_force(history: list[list[Record]], on: date) -> None:
    with TemporaryDirectory() as folder, open_register(_filled(Path(folder), history)) as register:
        looked_at = view(register, on, None, None)
        found = {by: counts(register, by, looked_at) for by in BY}
        (total,) = {one.total for one in found.values()}
        assert {sum(found[by].numbers.values()) for by in BY if by != "measure"} == {total}
        carried = found["measure"].numbers
        assert sum(carried.values()) >= total
        assert all(number <= total for number in carried.values())
        last = [e for e in history[-1] if _day(e["listed"]) <= on]
        if on >= DAYS[len(history) - 1]:
            assert total == len(last)
            assert sum(carried.values()) == sum(max(1, len(e["measures"])) for e in last)


def _day(text: str) -> date:
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)
