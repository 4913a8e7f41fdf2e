"""A register of two hand-made lists: additions, amendments, delistings, a corrupt record, two times, shared numbers."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from register_files import (
    FEBRUARY,
    JANUARY,
    MARCH,
    NORTH,
    SOUTH,
    entry,
    ftm_lines,
    load_text,
    sanction,
    state,
    subject,
    uk_xml,
    write,
)
from westphalia.errors import UsageError
from westphalia.register import Register, between, counts, differences, open_register, overlap, view
from westphalia.register.counts import BY
from westphalia.report.register import counts_line

ROOT = Path(__file__).resolve().parents[2]
FIRST = [
    entry(1, type="Individual", measures=["AssetFreeze", "TravelBan"], source="UN", un="EXi.001"),
    entry(2, type="Ship", imo="IMO 1234567", regime=SOUTH, listed="15/06/2023", measures=["ProhibitionOfPortEntry"]),
    *(entry(k, listed=f"0{k}/01/2024") for k in range(3, 10)),
    entry(
        10, reason="Example reason,\n  on two lines.", names=[("Example Trading Ten", "Primary Name"), ("Ten", "Alias")]
    ),
]
# Entry 1 has lost a measure, 3 is gone, 11 is there for the first time, and 4 cannot be read: 30 February.
SECOND = [
    FIRST[0] | {"measures": ["TravelBan"]},
    FIRST[1],
    FIRST[3] | {"listed": "30/02/2024"},
    *FIRST[4:],
    entry(11, listed="10/02/2025", regime=SOUTH),
    entry(12, listed="11/02/2025", regime=SOUTH, measures=["NewMeasure"]),
]
FOREIGN = [
    subject("NK-1", "Person", ["un-example-1"]),
    subject("NK-2", "Vessel", imoNumber=["IMO1234567"]),
    subject("NK-3"),
    sanction(1, "NK-1", unscId=["EXi.001"], listingDate=["2021-05"], startDate=["2021-06-01"]),
    sanction(2, "NK-2", provisions=["Port ban", "Asset freeze"]),
    sanction(3, "NK-3", startDate=[]),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two lists of one authority a month apart, and one of another in between."""
    load_text(tmp_path, uk_xml(FIRST, "31/01/2025"), JANUARY)
    load_text(tmp_path, uk_xml(SECOND), FEBRUARY)
    load_text(tmp_path, ftm_lines(FOREIGN), date(2025, 2, 10), "EX")
    return tmp_path


@contextmanager
def held(folder: Path) -> Iterator[Register]:
    with open_register(folder / "r.db") as register:
        yield register


def _counted(register: Register, by: Any, **at: Any) -> tuple[int, dict[str, int]]:
    known = {"on": None, "known": None, "authority": "UK"} | at
    found = counts(register, by, view(register, **known))
    return found.total, found.numbers


# --- what a list says ------------------------------------------------------------------------------------------


def test_the_first_list_is_all_new(tmp_path: Path) -> None:
    made = load_text(tmp_path, uk_xml(FIRST), JANUARY)
    assert (made.designations, made.added, made.amended, made.delisted, made.unread) == (10, 10, 0, 0, ())


def test_additions_amendments_delistings_and_a_corrupt_record(folder: Path) -> None:
    with held(folder) as register:
        _, made = [one for one in register.snapshots() if one.authority == "UK"]
        assert (made.designations, made.added, made.amended, made.delisted) == (10, 2, 1, 1)
        ((place, key, reason),) = made.unread
        assert (place, key) == (3, "EXA0004")
        assert reason == "'30/02/2024' is not a date, expected DD/MM/YYYY"
        found = {c.key: (c.kind, c.fields) for c in differences(register, between(register, "UK", None, None))}
    assert found == {
        "EXA0001": ("amended", ("measures",)), "EXA0003": ("delisted", ()), "EXA0011": ("added", ()),
        "EXA0012": ("added", ()),
    }  # fmt: skip


def test_a_record_that_cannot_be_read_is_not_delisted(folder: Path) -> None:
    with held(folder) as register:
        assert "EXA0004" in state(register, "UK", FEBRUARY)
        assert register.versions("EXA0004")[0].absent_on is None


def test_every_field_of_the_uk_list_is_kept(folder: Path) -> None:
    with held(folder) as register:
        (ten,) = register.versions("EXA0010", "UK")
        one, later = register.versions("EXA0001")
        (ship,) = register.versions("EXA0002")
    assert ten.designation.names == (("alias", "Ten"), ("primary name", "Example Trading Ten"))
    assert ten.designation.reason == "Example reason, on two lines."
    assert (ten.file, ten.designation.place, ten.seen_on) == ("UK-2025-01-31.list", 10, "2025-01-31")
    assert (one.designation.subject_type, one.designation.source) == ("individual", "UN")
    assert one.designation.measures == ("AssetFreeze", "TravelBan")
    assert later.designation.measures == ("TravelBan",)
    assert one.designation.ids == (("un", "EXi.001"),)
    assert ship.designation.ids == (("imo", "1234567"),)
    assert ship.designation.listed_on == "2023-06-15"


def test_measures_in_words_stand_in_for_flags(tmp_path: Path) -> None:
    words = "<SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed><UniqueID>"
    text = uk_xml([entry(1, measures=[])]).replace("<UniqueID>", words)
    load_text(tmp_path, text, JANUARY)
    with held(tmp_path) as register:
        assert register.versions("EXA0001")[0].designation.measures == ("AssetFreeze", "TravelBan")


def test_sanctions_are_joined_to_subjects_wherever_they_stand(tmp_path: Path) -> None:
    load_text(tmp_path, ftm_lines(FOREIGN), JANUARY, "EX")
    load_text(tmp_path, ftm_lines(reversed(FOREIGN)), JANUARY, "EX", "other.db")
    found = []
    for name in ("r.db", "other.db"):
        with open_register(tmp_path / name) as register:
            found.append(state(register, "EX", JANUARY))
            (one,) = register.versions("ex-0001")
    assert found[0] == found[1]
    assert one.designation.subject_type == "individual"
    assert one.designation.listed_on == "2021-05"
    assert one.designation.regime == SOUTH
    assert one.designation.measures == ("AssetFreeze",)
    assert one.designation.ids == (("ftm", "NK-1"), ("ftm", "un-example-1"), ("un", "EXi.001"))


def test_a_sanction_without_its_subject_is_reported(tmp_path: Path) -> None:
    many = [line for k in range(20) for line in (subject(f"S{k}"), sanction(k, f"S{k}"))]
    made = load_text(
        tmp_path, ftm_lines([*many, sanction(99, "nobody"), sanction(98, "S1", startDate=["soon"])]), JANUARY
    )
    assert made.designations == 20
    assert [(one.place, one.key) for one in made.unread] == [(41, "ex-0099"), (42, "ex-0098")]
    assert made.unread[1].reason == "startDate: 'soon' is not a date, expected YYYY-MM-DD"


def test_one_entry_twice_is_one_and_two_under_one_identifier_are_none(tmp_path: Path) -> None:
    twins = [*FIRST, FIRST[4], FIRST[5] | {"regime": SOUTH}]
    made = load_text(tmp_path, uk_xml(twins), JANUARY)
    assert made.designations == 9
    assert [(one.place, one.key) for one in made.unread] == [(6, "EXA0006")]
    assert made.unread[0].reason == "the identifier stands twice with different content, again in record 12"


# --- two times -------------------------------------------------------------------------------------------------


def test_valid_time_and_transaction_time(folder: Path) -> None:
    with held(folder) as register:
        assert _counted(register, "type") == (11, {"entity": 9, "individual": 1, "ship": 1})
        assert _counted(register, "type", known=JANUARY)[0] == 10
        assert _counted(register, "type", known=date(2025, 2, 27))[0] == 10
        assert _counted(register, "type", on=date(2023, 1, 1))[0] == 2
        # Before it was missing, 3 was in force; 11 was listed in the meantime, which was only known later.
        assert _counted(register, "type", on=date(2025, 2, 20))[0] == 12
        assert _counted(register, "type", on=date(2025, 2, 20), known=JANUARY)[0] == 10


def test_counts_by_every_key(folder: Path) -> None:
    with held(folder) as register:
        assert _counted(register, "regime")[1] == {NORTH: 8, SOUTH: 3}
        assert _counted(register, "measure")[1] == {
            "AssetFreeze": 8, "NewMeasure": 1, "ProhibitionOfPortEntry": 1, "TravelBan": 1,
        }  # fmt: skip
        assert _counted(register, "month")[1] == {"2022-03": 2, "2023-06": 1, "2024-01": 6, "2025-02": 2}
        assert _counted(register, "authority", authority=None)[1] == {"UK": 11, "EX": 3}
        assert _counted(register, "month", authority="EX")[1] == {"2021-05": 1, "2022-03": 1, "not stated": 1}


@pytest.mark.parametrize("several", [False, True])
def test_rows_by_measure_are_said_to_sum_to_more_only_where_they_do(several: bool, tmp_path: Path) -> None:
    listed = [entry(1), entry(2, measures=["AssetFreeze", *["TravelBan"] * several])]
    load_text(tmp_path, uk_xml(listed), JANUARY)
    with held(tmp_path) as register:
        found = counts(register, "measure", view(register, None, None, "UK"))
    assert (sum(found.numbers.values()) > found.total) is several
    assert ("the rows sum to more" in counts_line(found)) is several


def test_an_entry_without_a_date_counts_from_the_day_it_was_first_seen(folder: Path) -> None:
    with held(folder) as register:
        assert _counted(register, "type", authority="EX", on=date(2025, 2, 9))[0] == 2
        assert _counted(register, "type", authority="EX", on=date(2025, 2, 10))[0] == 3


def test_an_end_that_a_list_states_is_no_delisting(tmp_path: Path) -> None:
    ended = [subject("A"), subject("B"), sanction(1, "A"), sanction(2, "B")]
    load_text(tmp_path, ftm_lines(ended), JANUARY, "EX")
    ended[2:] = [sanction(1, "A", endDate=["2025-02-10"]), sanction(2, "B", status=["Expired"])]
    load_text(tmp_path, ftm_lines(ended), FEBRUARY, "EX")
    with held(tmp_path) as register:
        found = {c.key: (c.kind, c.fields) for c in differences(register, between(register, None, None, None))}
        assert found == {"ex-0001": ("amended", ("ended_on",)), "ex-0002": ("amended", ("status",))}
        for on, number in ((date(2025, 2, 9), 2), (date(2025, 2, 10), 1), (FEBRUARY, 0)):
            assert _counted(register, "type", authority="EX", on=on)[0] == number


def test_an_inferred_end_does_not_move_when_an_ended_entry_is_amended(tmp_path: Path) -> None:
    middle, later = date(2025, 2, 15), date(2025, 3, 15)
    said = [{}, {"status": ["Inactive"]}, {"status": ["Inactive"], "reason": ["Example, amended"]}]
    for on, words in zip((JANUARY, middle, later), said, strict=True):
        load_text(tmp_path, ftm_lines([subject("A"), sanction(1, "A", **words)]), on, "EX")
    load_text(tmp_path, ftm_lines([subject("A"), sanction(1, "A", status=["Active"])]), MARCH, "EX")
    again = date(2025, 4, 15)
    load_text(tmp_path, ftm_lines([subject("A"), sanction(1, "A", status=["Inactive"])]), again, "EX")
    with held(tmp_path) as register:
        for known in (middle, date(2025, 2, 20), later):
            days = (date(2025, 2, 14), middle, date(2025, 3, 1))
            assert [_counted(register, "type", authority="EX", on=on, known=known)[0] for on in days] == [1, 0, 0]
        for on, number in ((date(2025, 3, 1), 1), (date(2025, 4, 14), 1), (again, 0)):
            assert _counted(register, "type", authority="EX", on=on, known=again)[0] == number


def test_a_designation_that_comes_back_leaves_its_gap(tmp_path: Path) -> None:
    load_text(tmp_path, uk_xml(FIRST), JANUARY)
    load_text(tmp_path, uk_xml(FIRST[:9]), FEBRUARY)
    load_text(tmp_path, uk_xml([*FIRST[:9], FIRST[9] | {"listed": "15/03/2025"}]), MARCH)
    with held(tmp_path) as register:
        assert [one.absent_on for one in register.versions("EXA0010")] == ["2025-02-28", None]
        days = [date(2025, 2, 27), date(2025, 3, 10), MARCH]
        assert [_counted(register, "type", on=on)[0] for on in days] == [10, 9, 10]
        assert [c.kind for c in differences(register, between(register, "UK", JANUARY, MARCH))] == ["amended"]


def test_nothing_is_known_before_the_first_list(folder: Path) -> None:
    with held(folder) as register, pytest.raises(UsageError, match="the first is of 2025-01-31"):
        view(register, None, date(2024, 12, 31), None)


# --- authorities side by side ----------------------------------------------------------------------------------


def test_overlap_is_by_official_numbers_and_never_by_name(folder: Path) -> None:
    with held(folder) as register:
        found = overlap(register, view(register, None, None, None))
    assert [(r.first, r.second, r.scheme, r.numbers, r.of_first, r.of_second) for r in found] == [
        ("EX", "UK", "imo", 1, 1, 1), ("EX", "UK", "un", 1, 1, 1), ("EX", "UK", "any", 2, 2, 2),
    ]  # fmt: skip


def test_equal_names_are_no_overlap(tmp_path: Path) -> None:
    load_text(tmp_path, uk_xml([entry(1, names=[("Example Trading A", "Primary Name")])]), JANUARY)
    load_text(tmp_path, ftm_lines([subject("A"), sanction(1, "A")]), JANUARY, "EX")
    with held(tmp_path) as register:
        assert overlap(register, view(register, None, None, None)) == []


# --- the command -----------------------------------------------------------------------------------------------


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[str, str]]:
    """What a command on a register prints and what it says on the way, run within this process."""
    from westphalia.cli import app

    monkeypatch.setenv("COLUMNS", "100")

    def run(*arguments: str) -> tuple[str, str]:
        app(["register", *arguments], standalone_mode=False)
        captured = capsys.readouterr()
        return captured.out, captured.err

    return run


COMMANDS = (("versions",), ("diff", "--authority", "UK"), ("overlap",), *(("counts", "--by", key) for key in BY))


@pytest.mark.parametrize("command", COMMANDS)
def test_no_name_is_shown_unless_one_entry_is_asked_for(folder: Path, said: Any, command: tuple[str, ...]) -> None:
    place = str(folder / "r.db")
    assert "Example Trading" not in "".join(said(*command, "--in", place) + said(*command, "--json", "--in", place))


def test_one_entry_is_shown_with_its_names_and_where_it_stands(folder: Path, said: Any) -> None:
    shown, _ = said("show", "EXA0010", "--in", str(folder / "r.db"))
    assert "Example Trading Ten" in shown
    assert "“Example reason, on two lines.” (the list's own words: UK-2025-01-31.list, record 10," in shown
    gone, _ = said("show", "EXA0003", "--in", str(folder / "r.db"))
    assert re.search(r"delisted +by 2025-02-28, inferred", gone)


def test_json_has_documented_keys_only(folder: Path, said: Any) -> None:
    known = set(re.findall(r"`([a-z_0-9]+)", (ROOT / "docs" / "interfaces.md").read_text(encoding="utf-8")))
    for command in (*COMMANDS, ("show", "EXA0001")):
        data = json.loads(said(*command, "--json", "--in", str(folder / "r.db"))[0])
        assert data["schema"] == "westphalia/1"
        assert set(_keys(data)) - known == set(), command


def _keys(data: Any) -> Iterator[str]:
    if isinstance(data, list):
        for item in data:
            yield from _keys(item)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from _keys(value)


def test_a_list_loaded_twice_adds_nothing(tmp_path: Path, said: Any) -> None:
    path = write(tmp_path / "list.xml", uk_xml(SECOND))
    command = ("load", str(path), "--authority", "UK", "--as-of", "2025-02-28", "--in", str(tmp_path / "r.db"))
    printed, warned = said(*command)
    assert printed.startswith("UK as of 2025-02-28: 10 designations read from list.xml; 10 added")
    assert "record 3 not read, EXA0004" in warned
    again, remark = said(*command)
    assert again == ""
    assert "is held already; nothing was added" in remark


def test_a_list_that_lost_many_is_doubted(folder: Path, said: Any) -> None:
    path = write(folder / "short.xml", uk_xml(SECOND[:2]))
    command = ("load", str(path), "--authority", "UK", "--as-of", "2025-03-31", "--in", str(folder / "r.db"))
    assert "9 of 11 designations (82%) are in this list no more: is it complete?" in " ".join(said(*command)[1].split())


def test_the_real_command(folder: Path, westphalia: Any) -> None:
    done = westphalia("register", "diff", "--authority", "UK", "--in", "r.db")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("UK, 2025-01-31 to 2025-02-28: 2 added, 1 amended, 1 delisted (delisted: inferred")
