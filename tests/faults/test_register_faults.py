"""Lists that are damaged, hostile or no lists at all, and registers that are none: one clear line, nothing stored."""

import os
import re
import signal
import sqlite3
import time
import tracemalloc
from contextlib import closing
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from register_files import FEBRUARY, JANUARY, MARCH, dump, entry, ftm_lines, load_text, sanction, subject, uk_xml, write
from westphalia.errors import DataError, NotStored, UsageError, WestphaliaError
from westphalia.register import load, open_register
from westphalia.register.followthemoney import MAX_ITEMS, MAX_LINE
from westphalia.register.intake import MAX_BYTES, opened
from westphalia.register.uk_list import MAX_RECORD

GOOD = uk_xml(entry(k) for k in range(1, 21))
FTM = ftm_lines(one for k in range(20) for one in (subject(f"S{k}"), sanction(k, f"S{k}")))
LAUGHS = """<?xml version="1.0"?><!DOCTYPE Designations [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<Designations><Designation><UniqueID>&b;</UniqueID></Designation></Designations>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE Designations [<!ENTITY a SYSTEM "{}">]>
<Designations><Designation><UniqueID>&a;</UniqueID></Designation></Designations>"""
REMOTE = """<?xml version="1.0"?><!DOCTYPE Designations SYSTEM "{}"><Designations></Designations>"""
DEEP = f"<Designations><Designation>{'<a>' * 60_000}</Designation></Designations>"
LONG = f"<Designations><Designation><UniqueID>{'x' * (2 * MAX_RECORD)}</UniqueID></Designation></Designations>"
BAD_DATES = ["30/02/2024", "2024", "31.12.2024", "12/31/2024", "yesterday", "00/00/0000", "2024-W01-1", "٠١/٠١/٢٠٢٤"]


def _refused(folder: Path, data: str | bytes, said: str, authority: str = "UK", on: date = FEBRUARY) -> None:
    """A list is refused in one line that names its file, and a register with a list in it is as it was."""
    register, path = folder / "r.db", folder / "bad.list"
    if not register.exists():
        load_text(folder, GOOD, JANUARY)
    before = register.read_bytes()
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    with pytest.raises(WestphaliaError, match=said) as refused:
        load(register, path, authority, on)
    message = str(refused.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    assert len(message) < 500 + len(str(path))
    assert register.read_bytes() == before
    assert sorted(p.name for p in folder.iterdir() if p.name.startswith("r.db")) == ["r.db"]


# --- XML -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (GOOD.replace("</Designations>", "</Designation>"), r"line 23: not well-formed XML \(mismatched tag"),
        (GOOD[: len(GOOD) // 2], r"line \d+: not well-formed XML \((no element found|unclosed token)"),
        (GOOD.replace("EXA0007", "&nowhere;"), r"line \d+: not well-formed XML \(undefined entity"),
        (GOOD.replace("Example Trading 7", "Example \xe9").encode("latin-1"), r"line 9: not well-formed XML"),
        (GOOD.replace("utf-8", "utf-99"), "line 1: not well-formed XML .unknown encoding"),
        ("<html><body>Not found</body></html>", "its root element is 'html', expected 'Designations'"),
        ("<Designations></Designations>", "no designation in it"),
        (LAUGHS, "line 1: a document type declaration .DOCTYPE., which may declare entities"),
        (REMOTE.format("http://localhost:9/list.dtd"), "a document type declaration"),
        (DEEP, "more than 1,000,000 bytes or 20,000 elements in a row without the end of a record"),
        (LONG, "elements in a row"),
        (f"<!-- {'x' * (2 * MAX_RECORD)} --><Designations/>", "elements before its first"),
        (f"<Designations{' ' * (2 * MAX_RECORD)}/>", "elements before its first"),
        (uk_xml([entry(1)], "01/03/2025"), "generated on 2025-03-01, after the day 2025-02-28"),
        (uk_xml([entry(1)], "soon"), "DateGenerated: 'soon' is not a date"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_trusted_is_refused(tmp_path: Path, data: str | bytes, said: str) -> None:
    _refused(tmp_path, data, said)


def test_another_file_is_never_read(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.txt", "EXA-SECRET")
    os.utime(secret, (0, 0))
    _refused(tmp_path, OUTSIDE.format(secret.as_uri()), "a document type declaration")
    assert secret.stat().st_atime < 1


def test_a_root_within_the_root_is_none(tmp_path: Path) -> None:
    within = f"</Designation><Designations>{'<Designation/>' * 5000}</Designations>"
    made = load_text(tmp_path, GOOD.replace("</Designation>", within, 1), JANUARY)
    assert (made.designations, made.unread) == (20, ())


def test_nesting_that_ends_in_time_is_ignored(tmp_path: Path) -> None:
    nested = f"<UniqueID>EXA0001</UniqueID>{'<a>' * 10_000}{'</a>' * 10_000}"
    made = load_text(tmp_path, GOOD.replace("<UniqueID>EXA0001</UniqueID>", nested), JANUARY)
    assert (made.designations, made.unread) == (20, ())


@pytest.mark.parametrize("text", BAD_DATES)
def test_a_date_in_an_impossible_form_costs_one_record(tmp_path: Path, text: str) -> None:
    entries = [entry(k) for k in range(1, 21)] + [entry(21, listed=text)]
    made = load_text(tmp_path, uk_xml(entries), JANUARY)
    if text == "2024":
        assert made.unread == ()
    else:
        ((place, key, reason),) = made.unread
        assert (place, key) == (21, "EXA0021")
        assert "is not a date, expected" in reason


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"key": None}, "no identifier"), ({"key": "  "}, "no identifier"), ({"regime": None}, "no RegimeName"),
        ({"listed": None}, "no DateDesignated"), ({"type": "Planet"}, "IndividualEntityShip: 'Planet', expected"),
    ],
)  # fmt: skip
def test_a_bad_record_is_reported_and_the_others_are_read(tmp_path: Path, fields: dict[str, Any], said: str) -> None:
    made = load_text(tmp_path, uk_xml([entry(99, **fields), *(entry(k) for k in range(1, 21))]), JANUARY)
    assert made.designations == 20
    ((place, _, reason),) = made.unread
    assert place == 1
    assert said in reason


def test_a_flag_that_is_neither_true_nor_false(tmp_path: Path) -> None:
    made = load_text(tmp_path, GOOD.replace("<Deflag>false", "<Deflag>perhaps", 1), JANUARY)
    assert made.unread[0].reason == "Deflag: 'perhaps', expected true or false"


def test_records_without_an_identifier_leave_delistings_in_doubt(tmp_path: Path) -> None:
    load_text(tmp_path, GOOD, JANUARY)
    made = load_text(tmp_path, GOOD.replace("<UniqueID>EXA0007</UniqueID>", ""), FEBRUARY)
    assert (made.delisted, made.in_doubt) == (1, 1)


# --- JSON lines ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("{}\n" * 5 + FTM, "5 of 25 records cannot be read, the first is record 1 .no entity with properties.; exp"),
        (FTM[: len(FTM) - 30], "line 40: the file ends within a record"),
        (FTM + "{" + "[" * MAX_LINE, f"line 41: longer than {MAX_LINE:,} bytes"),
        (ftm_lines([subject("A")]), "no entity of the schema Sanction"),
        ("{" * 3 + "\n", "no entity of the schema Sanction"),
        (FTM.replace("ex-", "é-").replace('\\u00e9', "\xe9").encode("latin-1"), "no entity of the schema Sanction"),
    ],
)  # fmt: skip
def test_lines_that_are_no_list_are_refused(tmp_path: Path, data: str | bytes, said: str) -> None:
    _refused(tmp_path, data, said, authority="EX")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": "ex-99", "schema": "Sanction", "properties": {"entity": ["S1", "S2"]}}', "entity: 2 subjects, exp"),
        ('{"id": "ex-99", "schema": "Sanction", "properties": {"entity": "S1"}}', "entity: 'S1', expected a list"),
        ('{"id": "ex-99", "schema": "Sanction", "properties": {"entity": ["S1"], "program": [3]}}', "program: "),
        ('{"id": "ex-99", "schema": "Sanction", "properties": {"entity": ["S1"], "endDate": ["1999"]}}', ""),
        ('{"id": "ex-99", "schema": "Sanction", "properties": {"entity": ["S1"], "startDate": ["1-2"]}}', "startDate"),
        ('{"id": "ex-99", "schema": "Sanction", "properties": {"entity": ["S1"], "startDate": ["2024"],'
         '"endDate": ["2023"]}}', "ended on 2023, before it was listed on 2024"),
        ("[" * 100_000, "no JSON in UTF-8"),
        ('{"id": 7, "schema": "Sanction", "properties": {}}', "no id or no schema"),
        ("[1]", "no entity with properties"),
    ],
)  # fmt: skip
def test_a_bad_line_is_reported_and_the_others_are_read(tmp_path: Path, line: str, said: str) -> None:
    made = load_text(tmp_path, f"{FTM}{line}\n", JANUARY, "EX")
    if not said:
        assert (made.designations, made.unread) == (21, ())
    else:
        assert made.designations == 20
        assert made.unread[0].place == 41
        assert made.unread[0].reason.startswith(said)


@pytest.mark.parametrize("referents", [5, True, "abc", {"a": 1}, [7]])
def test_referents_that_are_no_list_of_strings_match_nothing(tmp_path: Path, referents: Any) -> None:
    bad = subject("B") | {"referents": referents}
    made = load_text(tmp_path, FTM + ftm_lines([bad, sanction(99, "B")]), JANUARY, "EX")
    assert made.designations == 20
    assert [(one.place, one.key) for one in made.unread] == [(41, None), (42, "ex-0099")]
    assert made.unread[0].reason.startswith("referents: ")


def test_a_subject_with_two_contents_is_none_and_the_same_twice_is_one(tmp_path: Path) -> None:
    twice = [subject("S3"), subject("S4", name=["Example Other"]), subject("S5", name=["B", "A"])]
    made = load_text(tmp_path, FTM + ftm_lines([*twice, subject("S5", name=["A", "B"])]), JANUARY, "EX")
    assert made.designations == 18
    assert [(one.place, one.key) for one in made.unread] == [(10, "ex-0004"), (12, "ex-0005")]
    assert made.unread[0].reason == "entity: its subject stands twice with different content, in lines 9 and 42"
    again = FTM + ftm_lines([subject("T", name=["B", "A"]), sanction(99, "T"), subject("T", name=["A", "B"])])
    assert load_text(tmp_path, again, FEBRUARY, "EX").unread == ()


def test_half_a_character_is_no_harm(tmp_path: Path) -> None:
    text = ftm_lines([subject("A", name=["Example \ud800 Trading"]), sanction(1, "A")])
    load_text(tmp_path, text, JANUARY, "EX")
    with open_register(tmp_path / "r.db") as register:
        assert register.versions("ex-0001")[0].designation.names == (("name", "Example Trading"),)


def test_large_records_are_not_kept_in_memory(tmp_path: Path) -> None:
    path, long = tmp_path / "large.list", "x" * 2_000_000
    with path.open("w", encoding="utf-8") as file:
        for k in range(10):
            aliases = [f"{k} {long}"]
            file.write(ftm_lines([subject(f"S{k}", referents=aliases), sanction(k, f"S{k}")]))
    tracemalloc.start()
    try:
        made = load(tmp_path / "r.db", path, "EX", JANUARY)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert made is not None
    assert made.added == 10
    assert peak < 30e6


def test_a_property_of_too_many_values_costs_one_record(tmp_path: Path) -> None:
    bad = sanction(99, "S1", provisions=["a"] * (MAX_ITEMS + 1))
    made = load_text(tmp_path, FTM + ftm_lines([bad]), JANUARY, "EX")
    assert made.unread == ((41, "ex-0099", "provisions: 20,001 values, expected at most 20,000"),)


# --- files -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "empty, expected a list"), (b"PK\x03\x04", "begins with b'PK"), (b"Name,Regime\n", "begins with b'Name"),
     (FTM.encode("utf-16"), "in UTF-16, expected UTF-8")],
)  # fmt: skip
def test_what_is_no_list_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    _refused(tmp_path, data, said)


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "huge.xml"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(
        DataError, match=r"huge.xml: 2,000,000,001 bytes, expected at most 2,000,000,000. Give the list"
    ):
        load(tmp_path / "r.db", path, "UK", JANUARY)
    assert not (tmp_path / "r.db").exists()


@pytest.mark.parametrize("name", ["nowhere.xml", "."])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(DataError, match=r"cannot be read \(No such file|a folder, expected a file"):
        load(tmp_path / "r.db", tmp_path / name, "UK", JANUARY)
    assert not (tmp_path / "r.db").exists()


@pytest.mark.parametrize(("text", "authority"), [(GOOD, "UK"), (FTM, "EX")])
def test_a_list_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, authority: str
) -> None:
    from westphalia.register import store

    def changed(path: Path) -> Any:
        found = opened(path)
        path.write_text(text.replace("Trading", "Handel"), encoding="utf-8")
        return found

    monkeypatch.setattr(store, "opened", changed)
    with pytest.raises(DataError, match="changed while it was read"):
        load_text(tmp_path, text, JANUARY, authority)
    assert not (tmp_path / "r.db").exists()


# --- order and form --------------------------------------------------------------------------------------------


def test_a_list_out_of_order_is_refused(tmp_path: Path) -> None:
    load_text(tmp_path, GOOD, FEBRUARY)
    other = GOOD.replace("EXA0007", "EXA0077")
    _refused(tmp_path, other, "of 2025-01-31, expected a day after 2025-02-28", on=JANUARY)
    _refused(tmp_path, other, "of 2025-02-28, expected a day after 2025-02-28", on=FEBRUARY)


def test_a_list_of_another_form_is_refused(tmp_path: Path) -> None:
    _refused(tmp_path, FTM, "followthemoney, expected uk-xml as the lists of UK before it")


def test_an_authority_without_a_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--authority: empty"):
        load(tmp_path / "r.db", write(tmp_path / "a.xml", GOOD), " ", JANUARY)


# --- registers -------------------------------------------------------------------------------------------------


def _other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE mine (a)")


def _newer_register(path: Path) -> None:
    load_text(path.parent, GOOD, JANUARY, register=path.name)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 7")


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda path: write(path, "not a database, but a text of some length"), "not a register, expected an SQLite"),
        (_other_database, "an SQLite database of another program, expected a register"),
        (_newer_register, "a register of schema version 7, expected 1"),
        (lambda path: path.mkdir(), "it is a folder, expected a file"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_register_is_left_alone(tmp_path: Path, made: Any, said: str) -> None:
    path = tmp_path / "r.db"
    made(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(DataError, match=said):
        load(path, write(tmp_path / "a.xml", GOOD), "UK", MARCH)
    with pytest.raises(DataError, match=said), open_register(path):
        pass
    assert (path.read_bytes() if path.is_file() else None) == before


def test_no_register_and_no_folder(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such register, expected a file made by"), open_register(tmp_path / "r.db"):
        pass
    with pytest.raises(DataError, match="there is no folder"):
        load(tmp_path / "nowhere" / "r.db", write(tmp_path / "a.xml", GOOD), "UK", JANUARY)


def test_a_register_locked_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("westphalia.register.database.PATIENCE", 0.05)
    load_text(tmp_path, GOOD, JANUARY)
    with closing(sqlite3.connect(tmp_path / "r.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NotStored, match=r"locked by another program for 0.05 seconds"):
            load(tmp_path / "r.db", write(tmp_path / "a.xml", GOOD), "UK", FEBRUARY)


@pytest.mark.parametrize("table", ["snapshots", "unread", "designations", "versions", "changes"])
def test_rows_are_never_changed_or_deleted(tmp_path: Path, table: str) -> None:
    load_text(tmp_path, uk_xml([*(entry(k) for k in range(20)), entry(99, regime=None)]), JANUARY)
    before = dump(tmp_path / "r.db")
    with closing(sqlite3.connect(tmp_path / "r.db")) as database:
        column = database.execute(f"SELECT name FROM pragma_table_info('{table}') LIMIT 1").fetchone()[0]
        for query in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = {column}"):
            with pytest.raises(sqlite3.IntegrityError, match="a register is append-only"):
                database.execute(query)
    assert dump(tmp_path / "r.db") == before


# --- interruptions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["stage", "_merged"])
def test_a_load_that_is_interrupted_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    from westphalia.register import store

    whole = getattr(store, place)

    def interrupted(*given: Any) -> None:
        whole(*given)
        raise KeyboardInterrupt

    def load_interrupted(on: date) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(store, place, interrupted)
            with pytest.raises(KeyboardInterrupt):
                load_text(tmp_path, GOOD.replace("EXA0007", "EXA0077"), on)

    load_interrupted(JANUARY)
    assert not (tmp_path / "r.db").exists()
    load_text(tmp_path, GOOD, JANUARY)
    before = dump(tmp_path / "r.db")
    load_interrupted(FEBRUARY)
    assert dump(tmp_path / "r.db") == before


def test_a_load_that_fails_leaves_the_register_another_has_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from westphalia.register import store

    whole = store.stage

    def meanwhile(*given: Any) -> None:
        monkeypatch.setattr(store, "stage", whole)
        with pytest.raises(DataError, match="line 1: a document type declaration"):
            load_text(tmp_path, LAUGHS, JANUARY, "EX")
        assert load_text(tmp_path, FTM, JANUARY, "THIRD").added == 20
        whole(*given)

    monkeypatch.setattr(store, "stage", meanwhile)
    assert load_text(tmp_path, GOOD, JANUARY).added == 20
    with open_register(tmp_path / "r.db") as register:
        assert [one.authority for one in register.snapshots()] == ["THIRD", "UK"]


def test_an_empty_file_of_the_users_stays(tmp_path: Path) -> None:
    (tmp_path / "r.db").touch()
    with pytest.raises(DataError):
        load_text(tmp_path, LAUGHS, JANUARY)
    with pytest.raises(DataError, match=r"r\.db: an empty file, expected a register"), open_register(tmp_path / "r.db"):
        pass
    assert load_text(tmp_path, GOOD, JANUARY).added == 20


@pytest.mark.skipif(os.name != "posix", reason="only POSIX takes away a file that is open")
def test_a_register_taken_away_while_it_is_stored_is_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from westphalia.register import store

    whole = store._is_held

    def unlinked(*given: Any) -> bool:
        (tmp_path / "r.db").unlink()
        return whole(*given)

    load_text(tmp_path, GOOD, JANUARY)
    monkeypatch.setattr(store, "_holds", lambda *_: False)
    monkeypatch.setattr(store, "_is_held", unlinked)
    with pytest.raises(NotStored, match="taken away by another program"):
        load_text(tmp_path, GOOD, FEBRUARY)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_killed_while_it_stores_a_register_is_as_it_was(tmp_path: Path) -> None:
    load_text(tmp_path, GOOD, JANUARY)
    before = dump(tmp_path / "r.db")
    writer = get_context("spawn").Process(target=_stop_before_commit, args=(tmp_path,))
    writer.start()
    until = time.monotonic() + 30
    while not (tmp_path / "stored").exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert (tmp_path / "stored").exists()
    assert writer.pid is not None
    os.kill(writer.pid, signal.SIGKILL)
    writer.join(timeout=30)
    assert dump(tmp_path / "r.db") == before
    assert load_text(tmp_path, GOOD.replace("EXA0007", "EXA0077"), FEBRUARY).added == 1


def _stop_before_commit(folder: Path) -> None:
    from westphalia.register import store

    whole = store._merged

    def stops(*given: Any) -> None:
        whole(*given)
        (folder / "stored").touch()
        time.sleep(60)

    store._merged = stops  # type: ignore[assignment]
    load_text(folder, GOOD.replace("EXA0007", "EXA0088"), FEBRUARY)


# --- the command line ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("load", "a.xml", "--authority", "UK", "--as-of", "2025-02-30"), 2, "--as-of: '2025-02-30' is not a date"),
        (("load", "a.xml", "--authority", "UK", "--as-of", "9999-12-31"), 2, "--as-of: 9999-12-31 is to come"),
        (("load", "a.xml", "--authority", "UK", "--as-of", "20250131"), 2, "--as-of: '20250131' is not a date. Write"),
        (("counts", "--by", "type", "--on", "2025-W05-5"), 2, "--on: '2025-W05-5' is not a date. Write it as YYYY"),
        (("show", "ex-0001", "--authority", "Z"), 2, "no list of 'Z'; it holds EX, UK. Give one of them with"),
        (("counts", "--by", "name"), 2, "--by: 'name' is no key, expected regime, measure, month, authority or type"),
        (("counts", "--by", "type", "--authority", "EU"), 2, "no list of 'EU'; it holds EX, UK"),
        (("diff",), 2, "several lists; it holds EX, UK. Give one of them with --authority"),
        (("diff", "--authority", "UK", "--since", "2024-01-01"), 2, "no list of UK had been seen, the first is of"),
        (("diff", "--authority", "UK", "--since", "2025-03-01", "--until", "2025-02-01"), 2, "--since: 2025-03-01 is"),
        (("show", "EXA9999"), 2, "no designation 'EXA9999'"),
        (("show", "EXA9999", "--in", "nowhere.db"), 3, "nowhere.db: no such register"),
    ],
)  # fmt: skip
def test_every_mistake_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, said: str
) -> None:
    from westphalia.cli import app

    load_text(tmp_path, GOOD, JANUARY)
    load_text(tmp_path, GOOD.replace("EXA0007", "EXA0077"), FEBRUARY)
    load_text(tmp_path, FTM, JANUARY, "EX")
    monkeypatch.chdir(tmp_path)
    given = arguments if "--in" in arguments else (*arguments, "--in", "r.db")
    with pytest.raises(WestphaliaError, match=re.escape(said)) as refused:
        app(["register", *given], standalone_mode=False)
    assert refused.value.exit_code == code
