"""A ledger under two writers, killed, out of room, locked, read-only, and files that are no ledger."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from ledgers import dump, duty_reading, filled
from westphalia.errors import LedgerError, NotStored, WestphaliaError
from westphalia.ledger.database import connect
from westphalia.ledger.schema import TABLES, VERSION
from westphalia.ledger.store import open_ledger

REPORTS = 30
REPORT = "OSLO, 4 March 2025 – Norway will lift what it spends on defence from 2.1% to 3.4% of GDP by 2029.\n"
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


def _append_many(path: str, first: int, count: int) -> None:
    with open_ledger(path) as ledger:
        for k in range(first, first + count):
            ledger.append(duty_reading("25%", f"word{k} and word{k * 7919}", f"{k}.txt"))


def _assert_whole(path: Path) -> int:
    """The ledger opens, is sound, and holds whole reports only; how many."""
    with open_ledger(path, create=False) as ledger:
        assert [row[0] for row in ledger.rows("PRAGMA integrity_check")] == ["ok"]
        assert list(ledger.rows("PRAGMA foreign_key_check")) == []
        reports = [row[0] for row in ledger.rows("SELECT hash FROM reports")]
        with_claims = {row[0] for row in ledger.rows("SELECT report FROM claims")}
        assert set(reports) == with_claims
        numbers = {row[0] for row in ledger.rows("SELECT report FROM numbers")}
        copies = {row[0] for row in ledger.rows("SELECT from_report FROM links WHERE kind = 'duplicate'")}
        assert numbers | copies == set(reports)
    return len(reports)


# --- writers and kills ------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_two_writers_at_once_lose_nothing(path: Path) -> None:
    spawn = get_context("spawn")
    writers = [spawn.Process(target=_append_many, args=(str(path), k * REPORTS, REPORTS)) for k in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=120)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert _assert_whole(path) == 2 * REPORTS
    with open_ledger(path) as ledger:
        assert {row[0] for row in ledger.rows("SELECT source_file FROM reports")} == {f"{k}.txt" for k in range(60)}


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0.0, 0.05, 0.15, 0.4])
def test_killed_at_any_moment_it_holds_whole_reports_only(path: Path, delay: float) -> None:
    writer = get_context("spawn").Process(target=_append_many, args=(str(path), 0, 100_000))
    writer.start()
    while not path.exists():
        time.sleep(0.005)
    time.sleep(delay)
    assert writer.pid is not None
    os.kill(writer.pid, signal.SIGKILL)
    writer.join(timeout=30)
    assert writer.exitcode == -signal.SIGKILL
    with filled(path):
        pass
    held = _assert_whole(path)
    _append_many(str(path), 0, held + 3)
    assert _assert_whole(path) == held + 3


def test_a_report_that_fails_half_way_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with filled(path, duty_reading("25%", "north")) as ledger:
        before = dump(ledger)

        def fails(*_: object) -> Iterator[object]:
            raise RuntimeError("power cut")

        monkeypatch.setattr("westphalia.ledger.store.links_between", fails)
        with pytest.raises(RuntimeError):
            ledger.append(duty_reading("20%", "south", "b.txt"))
        assert dump(ledger) == before
        monkeypatch.undo()
        assert ledger.append(duty_reading("20%", "south", "b.txt")).is_new


# --- nothing is changed or deleted ------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
def test_rows_cannot_be_changed_deleted_or_replaced(path: Path, table: str) -> None:
    reading = duty_reading("25%", "north")
    with filled(path, reading, duty_reading("20%", "south", "b.txt")) as ledger:
        from datetime import UTC, datetime

        from ledgers import verdict

        ledger.append_verdicts(reading, [verdict(reading.figures[0].claim)])
        ledger.decide(f"{reading.figures[0].claim}/figure", "accept", "Ann", datetime(2025, 3, 4, tzinfo=UTC))
        before = dump(ledger)
        assert before[table]
    with closing(sqlite3.connect(path)) as other:
        column = other.execute(f"SELECT name FROM pragma_table_info('{table}') LIMIT 1 OFFSET 1").fetchone()[0]
        for change in (
            f"UPDATE {table} SET {column} = {column}",
            f"DELETE FROM {table}",
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                other.execute(change)
    with open_ledger(path) as ledger:
        assert dump(ledger) == before


@pytest.mark.parametrize(
    "replacing",
    [
        "INSERT OR REPLACE INTO meta (key, value) VALUES ('schema', '2')",
        "INSERT OR REPLACE INTO decisions (seq, claim, decision, by, at) SELECT 1, id, 'reject', 'x', 'y' FROM claims",
        "INSERT OR REPLACE INTO links (kind, from_claim, to_claim, why) "
        "SELECT kind, from_claim, to_claim, 'other' FROM links",
    ],
)
def test_a_row_cannot_take_the_place_of_another(path: Path, replacing: str) -> None:
    from datetime import UTC, datetime

    reading = duty_reading("25%", "north")
    with filled(path, reading, duty_reading("20%", "south", "b.txt")) as ledger:
        ledger.decide(f"{reading.figures[0].claim}/figure", "accept", "Ann", datetime(2025, 3, 4, tzinfo=UTC))
    with closing(sqlite3.connect(path)) as other, pytest.raises(sqlite3.IntegrityError, match="never replaced"):
        other.execute(replacing)


# --- no room, no lock, no right ---------------------------------------------------------------------------------


def test_a_full_disk_is_said_and_what_was_stored_stays(path: Path) -> None:
    with filled(path, duty_reading("25%", "north")) as ledger:
        before = dump(ledger)
        pages = ledger._database.execute("PRAGMA page_count").fetchone()[0]
        ledger._database.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(NotStored, match=r"ledger\.sqlite: cannot be written .* Free some space and run"):
            for k in range(50):
                ledger.append(duty_reading("20%", f"word{k}" * 400, f"{k}.txt"))
        assert dump(ledger)["reports"][:1] == before["reports"]
    assert _assert_whole(path) >= 1


_LIMITED = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from westphalia.cli import main
sys.argv = ["westphalia", "read", *sys.argv[2:]]
main()
"""


def test_a_limit_on_the_size_of_files_is_one_line_and_exit_1(tmp_path: Path, path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT, encoding="utf-8")
    for limit, code in ((100_000, 1), (50_000_000, 0)):
        done = subprocess.run(
            [sys.executable, "-c", _LIMITED, str(limit), str(report), "--ledger", str(path)],
            cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        if code:
            assert re.fullmatch(r"westphalia: .*ledger\.sqlite: cannot be written .*\n", done.stderr)
    assert _assert_whole(path) == 1


def test_a_locked_ledger_is_waited_for_and_then_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("westphalia.ledger.database.PATIENCE", 0.1)
    monkeypatch.setattr("westphalia.ledger.store.PATIENCE", 0.1)
    with filled(path, duty_reading("25%", "north")) as ledger, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with pytest.raises(NotStored, match=r"ledger\.sqlite: locked by another program for 0\.1 seconds"):
            ledger.append(duty_reading("20%", "south", "b.txt"))
        assert time.monotonic() - began >= 0.1
        assert not ledger.append(duty_reading("25%", "north")).is_new
        other.execute("ROLLBACK")
        assert ledger.append(duty_reading("20%", "south", "b.txt")).is_new


def _as_nobody(path: Path, act: str) -> tuple[int, str]:
    """What an act on a ledger ends with, for a user who may only read it."""
    code = f"""
import os, sys
import westphalia.ledger.records, westphalia.evidence.read
from ledgers import duty_reading
from pathlib import Path
from westphalia.ledger.store import open_ledger
reading = duty_reading("20%", "south", "b.txt")
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
from westphalia.errors import WestphaliaError
path = Path(sys.argv[1])
try:
    {act}
except WestphaliaError as error:
    print(error); sys.exit(error.exit_code)
"""
    folder = str(Path(__file__).resolve().parents[1])
    environment = os.environ | {"PYTHONPATH": folder}
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment,
    )
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


@pytest.fixture
def read_only(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "ledger.sqlite"
        filled(path, duty_reading("25%", "north")).close()
        path.chmod(0o444)
        folder.chmod(0o555)
        yield path
        folder.chmod(0o755)


def test_a_read_only_ledger_is_read_and_not_written(read_only: Path) -> None:
    count = "print(next(open_ledger(path, create=False).rows('SELECT count(*) FROM claims'))[0])"
    assert _as_nobody(read_only, count) == (0, "1\n")
    code, said = _as_nobody(read_only, "open_ledger(path).append(reading)")
    assert code == 3
    assert re.search(r"ledger\.sqlite: (read-only|cannot be opened)", said)


# --- files that are no ledger -----------------------------------------------------------------------------------


def _other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE notes (line TEXT)")
        database.execute("INSERT INTO notes VALUES ('kept')")
        database.commit()


def _newer(path: Path) -> None:
    filled(path).close()
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA user_version = {VERSION + 1}")


def _damaged(path: Path) -> None:
    filled(path, *(duty_reading("25%", f"word{k}", f"{k}.txt") for k in range(5))).close()
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 12] = b"\x7f" * (4096 * 11)
    path.write_bytes(content)


NOT_LEDGERS = {
    "text": (lambda path: path.write_text("no database" * 100), "not a ledger"),
    "other": (_other_database, "database of another program"),
    "newer": (_newer, f"schema version {VERSION + 1}, expected {VERSION}"),
    "folder": (lambda path: path.mkdir(), "it is a folder"),
    "damaged": (_damaged, "damaged|not a ledger"),
}


@pytest.mark.parametrize("kind", sorted(NOT_LEDGERS))
@pytest.mark.parametrize("create", [True, False])
def test_what_is_no_ledger_is_refused_and_left_alone(path: Path, kind: str, create: bool) -> None:
    make, words = NOT_LEDGERS[kind]
    make(path)
    content = path.read_bytes() if path.is_file() else None
    with pytest.raises(LedgerError, match=words) as refused, open_ledger(path, create) as ledger:
        ledger.append(duty_reading("25%", "north"))
    assert "ledger.sqlite" in str(refused.value)
    assert refused.value.exit_code == 3
    assert content is None or path.read_bytes() == content
    assert not path.with_name("ledger.sqlite-journal").exists()


def test_an_absent_ledger_is_made_only_when_something_is_kept(tmp_path: Path, path: Path) -> None:
    with pytest.raises(LedgerError, match=r"no such ledger.*westphalia read"):
        connect(path, create=False)
    assert not path.exists()
    path.touch()
    with pytest.raises(LedgerError, match="an empty file"):
        connect(path, create=False)
    assert filled(path, duty_reading("25%", "north")).total_changes
    with pytest.raises(LedgerError, match="there is no folder"):
        open_ledger(tmp_path / "nowhere" / "l.sqlite")


def test_every_refusal_is_an_error_of_this_package() -> None:
    assert issubclass(LedgerError, WestphaliaError)
    assert (LedgerError.exit_code, NotStored.exit_code) == (3, 1)


# --- on the command line ----------------------------------------------------------------------------------------


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def _main(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    from westphalia.cli import main

    monkeypatch.setattr(sys, "argv", ["westphalia", *arguments])
    with pytest.raises(SystemExit) as stop:
        main()
    return int(stop.value.code or 0)


def _assert_refused(code: int, out: str, err: str, wanted: int, *words: str) -> None:
    assert out == ""
    assert len(err.splitlines()) == 1, err
    assert err.startswith("westphalia: ")
    for word in words:
        assert re.search(word, err), f"{word!r} is not in {err!r}"
    assert code == wanted


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ("timeline --ledger none.sqlite", 3, r"none\.sqlite: no such ledger.* --ledger FILE"),
        ("figures --ledger report.txt", 3, r"report\.txt: not a ledger, expected .* --ledger FILE"),
        ("issues tarifs", 2, "Did you mean tariffs"),
        ("who Lea", 2, "nobody of ledger.sqlite is called so"),
        ("timeline --actor Lea", 2, "nobody of ledger.sqlite is called so"),
        ("timeline --since soon", 2, "--since.*YYYY-MM-DD"),
        ("timeline --country germani", 2, "--country.*DEU"),
        ("show 00000000@1-2", 2, r"no claim of ledger\.sqlite begins so"),
        ("accept 00000000@1-2", 2, "--by"),
        ("accept 00000000@1-2 --by Ann", 2, r"no claim of ledger\.sqlite begins so"),
        ("export --format csv", 2, "jsonl, annotations, claimreview"),
        ("export -o ledger.sqlite", 2, "cannot be written"),
        ("export -o nowhere/a.json", 2, "no folder"),
        ("tmeline", 2, "(?i)did you mean 'timeline'"),
    ],
)
def test_a_mistake_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], report: Path, arguments: str, code: int,
    words: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(report.parent)
    filled(Path("ledger.sqlite"), duty_reading("25%", "north", attributed_to="Bo Chen")).close()
    got = _main(monkeypatch, "ledger", *arguments.split())
    said = capsys.readouterr()
    _assert_refused(got, said.out, said.err, code, words)


def test_reports_that_cannot_be_read_do_not_stop_the_others(westphalia: Any, report: Path) -> None:
    done = westphalia("read", "missing.txt", report, "--json", "--ledger", "l.sqlite")
    assert done.returncode == 1
    assert re.search(r"^westphalia: missing\.txt: no such file", done.stderr)
    assert '"reports": [' in done.stdout
    assert westphalia("ledger", "figures", "--ledger", "l.sqlite", "--json").returncode == 0
    alone = westphalia("read", "missing.txt", "--json")
    _assert_refused(alone.returncode, alone.stdout, alone.stderr, 3, "missing.txt: no such file")


def test_a_folder_with_a_bad_report_is_read_to_the_end(westphalia: Any, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"\xff\xfe\x00 not text")
    (folder / "b.txt").write_text(REPORT, encoding="utf-8")
    (folder / "c.dat").write_text("left out", encoding="utf-8")
    done = westphalia("read", "reports")
    assert done.returncode == 1
    assert "2.1%" in done.stdout
    assert re.search(r"^westphalia: reports/a\.txt: ", done.stderr, flags=re.MULTILINE)
    assert re.search(r"^reports: left out c\.dat", done.stderr, flags=re.MULTILINE)


def test_a_report_dated_ahead_is_said(westphalia: Any, tmp_path: Path) -> None:
    (tmp_path / "ahead.txt").write_text(REPORT.replace("4 March 2025", "4 March 2079"), encoding="utf-8")
    done = westphalia("read", "ahead.txt")
    assert done.returncode == 0
    assert re.search(r"ahead\.txt: dated 2079-03-04 .* after today", done.stderr)
