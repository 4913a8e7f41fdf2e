"""Mistakes on the command line, in scenario files, in the solver: one line, the exit code, nothing half written."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

OK, FAILURE, USAGE, INVALID, INTERRUPTED = 0, 1, 2, 3, 130
REPORT = "WASHINGTON, 4 March 2025 – The US will put a 25% tariff on goods from the UK, the White House said.\n"
KEPT = b"the page of yesterday"
SCENARIO = """\
title: A duty
date: 2025-03-04
base: icio-2022
levers:
  - {name: duty, kind: tariff, imposer: USA, target: GBR, sectors: %(sectors)s, rate: %(rate)s, from: 2025,
     assumed: made up for a test}
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def scenario(folder: Path, sectors: str = "goods", rate: str = "0.20") -> Path:
    path = folder / "mine.yaml"
    path.write_text(SCENARIO % {"sectors": sectors, "rate": rate}, encoding="utf-8")
    return path


def assert_one_line(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """Exactly one line on stderr that holds the words, nothing on stdout, and the exit code."""
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert done.stderr.startswith("westphalia: ")
    for word in words:
        assert re.search(word, done.stderr, flags=re.IGNORECASE), f"{word!r} is not in {done.stderr!r}"
    assert done.returncode == code


def test_unknown_command_suggests_the_known_one(westphalia: Any) -> None:
    assert_one_line(westphalia("breif"), USAGE, "breif", "did you mean 'brief'", "--help")


def test_unknown_option_suggests_the_known_one(westphalia: Any, report: Path) -> None:
    assert_one_line(westphalia("brief", report, "--countri", "GBR"), USAGE, "--countri", "--country", "--help")


def test_no_report(westphalia: Any) -> None:
    assert_one_line(westphalia("brief"), USAGE, "REPORT", "--help")


@pytest.mark.parametrize(
    ("given", "meant"), [("GRB", "GBR"), ("germani", "DEU"), ("Germany", "DEU"), ("UK", "GBR"), ("EU72", "EU27")]
)
@pytest.mark.parametrize("command", ["brief", "run"])
def test_unknown_country_suggests_the_known_one(
    westphalia: Any, report: Path, command: str, given: str, meant: str
) -> None:
    done = westphalia(command, report if command == "brief" else "us-tariff-20", "--country", given)
    assert_one_line(done, USAGE, "--country", given, f"did you mean .*{meant}", "ISO-3")


def test_country_like_no_other(westphalia: Any, report: Path) -> None:
    assert_one_line(westphalia("brief", report, "--country", "0000"), USAGE, "--country", "0000", "ISO-3", "EU27")


@pytest.mark.parametrize("given", ["24-02-2025", "2025-02-30", "yesterday", ""])
def test_invalid_date(westphalia: Any, report: Path, given: str) -> None:
    assert_one_line(westphalia("brief", report, "--date", given), USAGE, "--date", re.escape(given), "YYYY-MM-DD")


@pytest.mark.parametrize(
    ("place", "reason"),
    [("nowhere/brief.html", "no folder"), (".", "folder"), ("report.txt/brief.html", "no folder"),
     ("report.txt", "one of the reports")],
)  # fmt: skip
def test_unwritable_output_is_refused_before_anything_is_computed(
    westphalia: Any, report: Path, place: str, reason: str
) -> None:
    done = westphalia("brief", report, "-o", place)
    assert_one_line(done, USAGE, re.escape(place), reason, "-o")
    assert report.read_text(encoding="utf-8") == REPORT
    assert [path.name for path in report.parent.iterdir()] == ["report.txt"]


def test_unknown_preset_suggests_the_known_one(westphalia: Any) -> None:
    assert_one_line(westphalia("run", "us-tarif-20"), INVALID, "us-tarif-20", "us-tariff-20")


def test_rate_written_as_per_cent(westphalia: Any, tmp_path: Path) -> None:
    done = westphalia("run", scenario(tmp_path, rate="20"))
    assert_one_line(done, INVALID, r"mine\.yaml", r"levers\[0\].*rate", "20", "0.2")


def test_unknown_sector(westphalia: Any, tmp_path: Path) -> None:
    done = westphalia("run", scenario(tmp_path, sectors="[C92]"))
    assert_one_line(done, INVALID, "C92", "sector", "C29")


def test_unknown_base(westphalia: Any, tmp_path: Path) -> None:
    path = scenario(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("icio-2022", "icio-2202"), encoding="utf-8")
    assert_one_line(westphalia("run", path), INVALID, "icio-2202", "icio-2022")


def test_unknown_field(westphalia: Any, tmp_path: Path) -> None:
    path = scenario(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("rate:", "colour: red, rate:"), encoding="utf-8")
    assert_one_line(westphalia("validate", path), INVALID, r"mine\.yaml", r"levers\[0\]", "colour", "rate")


def test_missing_field(westphalia: Any, tmp_path: Path) -> None:
    path = scenario(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("rate: 0.20, ", ""), encoding="utf-8")
    assert_one_line(westphalia("validate", path), INVALID, r"mine\.yaml", r"levers\[0\]\.rate", "missing", "fraction")


def test_lever_without_origin(westphalia: Any, tmp_path: Path) -> None:
    path = scenario(tmp_path)
    path.write_text(
        path.read_text(encoding="utf-8").replace(",\n     assumed: made up for a test", ""), encoding="utf-8"
    )
    assert_one_line(westphalia("validate", path), INVALID, r"mine\.yaml", r"levers\[0\]", "assumed")


@pytest.mark.parametrize("text", ["", "title: [", "- 1\n- 2\n", "\x00\x01", "title: x\n"])
def test_scenario_that_is_none(westphalia: Any, tmp_path: Path, text: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    assert_one_line(westphalia("validate", path), INVALID, r"mine\.yaml")


@pytest.mark.parametrize("change", ["duty.rate=20", "duty.raet=0.2", "levy.rate=0.2", "duty.rate", "duty.rate=much"])
def test_change_that_does_not_fit(westphalia: Any, tmp_path: Path, change: str) -> None:
    done = westphalia("run", scenario(tmp_path), "--set", change)
    assert done.returncode in (USAGE, INVALID)
    assert_one_line(done, done.returncode, re.escape(change.partition("=")[0].partition(".")[2] or change))


def _main(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    from westphalia.cli import main

    monkeypatch.setattr(sys, "argv", ["westphalia", *arguments])
    with pytest.raises(SystemExit) as stop:
        main()
    return int(stop.value.code or 0)


@pytest.fixture
def out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tolerance below the last bit of a float: no solver gets there; one variant is enough to see it."""
    from westphalia.simulate import all_variants

    monkeypatch.setattr("westphalia.simulate.trade.TOLERANCE", 1e-40)
    monkeypatch.setattr("westphalia.simulate.all_variants", lambda base: all_variants(base)[:1])


@pytest.mark.usefixtures("out_of_reach")
def test_solver_that_does_not_converge(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code = _main(monkeypatch, "run", str(scenario(tmp_path)))
    said = capsys.readouterr()
    assert code == FAILURE
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert re.search(r"residual \S+ after \d+ sweeps, wanted 1e-40", said.err)


@pytest.mark.usefixtures("out_of_reach")
def test_brief_keeps_the_old_page_when_the_solver_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], report: Path
) -> None:
    page = report.with_name("brief.html")
    page.write_bytes(KEPT)
    code = _main(monkeypatch, "brief", str(report), "-o", str(page), "--quiet")
    assert code == FAILURE
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert page.read_bytes() == KEPT
    assert {path.name for path in report.parent.iterdir()} == {"report.txt", "brief.html"}


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("old", [None, KEPT])
def test_interrupted(report: Path, old: bytes | None) -> None:
    page = report.with_name("brief.html")
    if old is not None:
        page.write_bytes(old)
    # what runs in the background ignores the signal, and its children do; a handler of its own makes it count
    program = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    program += "from westphalia.cli import main; main()"
    running = subprocess.Popen(
        [sys.executable, "-c", program, "brief", report, "-o", page],
        cwd=report.parent, stderr=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert running.stderr is not None
    first = running.stderr.readline()
    running.send_signal(signal.SIGINT)
    out, rest = running.communicate(timeout=60)
    assert running.returncode == INTERRUPTED, rest.decode()
    assert (first + rest).decode().splitlines()[-1].startswith("westphalia: interrupted")
    assert b"Traceback" not in rest
    assert out == b""
    assert (page.read_bytes() if page.exists() else None) == old
    assert {path.name for path in report.parent.iterdir()} <= {"report.txt", "brief.html"}


def test_the_page_is_whole_or_absent(tmp_path: Path) -> None:
    """A full disk half-way through: the old page stays, no part is left."""
    from westphalia.cli.output import write_whole
    from westphalia.errors import UsageError

    page = tmp_path / "brief.html"
    page.write_bytes(KEPT)

    def pieces() -> Iterator[str]:
        yield "<!doctype html>"
        raise OSError(28, "No space left on device")

    with pytest.raises(UsageError, match=r"brief\.html: cannot be written \(No space left on device\)"):
        write_whole(page, pieces())
    assert page.read_bytes() == KEPT
    assert [path.name for path in tmp_path.iterdir()] == ["brief.html"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("arguments", [("presets",), ("presets", "--json"), ("settle",)])
def test_output_that_has_no_room(arguments: tuple[str, ...]) -> None:
    program = Path(sys.executable).with_name("westphalia")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run([program, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == FAILURE
    assert done.stderr.count("\n") == 1 and "the output could not be written" in done.stderr


def test_what_a_terminal_would_obey_is_not_printed(westphalia: Any) -> None:
    done = westphalia("run", "red\x1b[31m.yaml")
    assert done.returncode == INVALID
    assert "\x1b" not in done.stderr and "red\ufffd[31m.yaml" in done.stderr
