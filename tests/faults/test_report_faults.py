"""Reports that cannot be read: one line that names the file, what is wrong and what to do; nothing is written."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

INVALID = 3
KEPT = b"the page of yesterday"
ENORMOUS = 100_000_000
LITTLE_MEMORY_KIB = 200_000


def assert_refused(done: subprocess.CompletedProcess[str], name: str, *words: str) -> None:
    assert done.returncode == INVALID, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert name in done.stderr
    for word in words:
        assert re.search(word, done.stderr, flags=re.IGNORECASE), f"{word!r} is not in {done.stderr!r}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "brief.html").write_bytes(KEPT)
    return tmp_path


def assert_untouched(folder: Path, *names: str) -> None:
    assert (folder / "brief.html").read_bytes() == KEPT
    assert {path.name for path in folder.iterdir()} == {"brief.html", *names}


CONTENTS = {
    "empty": (b"", ["empty|no text"]),
    "blank": (b" \n\t\n ", ["empty|no text|blank"]),
    "binary": (bytes(range(256)) * 40, ["binary|not text|control", "text"]),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(2000), ["PNG", "plain text"]),
    "latin-1": (
        "The duty rises by £22bn, says the café owner. ".encode("latin-1") * 9,
        ["UTF-8", "iconv|convert|save"],
    ),
    "utf-16": ("The duty rises to 20% on 4 March 2025. ".encode("utf-16") * 9, ["UTF-8|binary"]),
}


@pytest.mark.parametrize("command", ["brief", "read"])
@pytest.mark.parametrize("kind", sorted(CONTENTS))
def test_file_that_is_no_text(westphalia: Any, folder: Path, command: str, kind: str) -> None:
    content, words = CONTENTS[kind]
    (folder / "report.txt").write_bytes(content)
    assert_refused(westphalia(command, "report.txt"), "report.txt", *words)
    assert_untouched(folder, "report.txt")


@pytest.mark.parametrize("command", ["brief", "read"])
def test_missing_file(westphalia: Any, folder: Path, command: str) -> None:
    assert_refused(westphalia(command, "missing.txt"), "missing.txt", "no such file|not found|does not exist|no file")
    assert_untouched(folder)


def test_folder_in_place_of_a_file(westphalia: Any, folder: Path) -> None:
    (folder / "reports").mkdir()
    assert_refused(westphalia("brief", "reports"), "reports", "folder|directory")
    assert_untouched(folder, "reports")


def test_no_figures(westphalia: Any, folder: Path) -> None:
    text = "LISBON, 4 March 2025 – The ministers met at noon. They parted as friends.\n"
    (folder / "report.txt").write_text(text, encoding="utf-8")
    assert_refused(westphalia("brief", "report.txt"), "report.txt", "no figure")
    assert_untouched(folder, "report.txt")


def test_no_date_asks_for_one(westphalia: Any, folder: Path) -> None:
    (folder / "report.txt").write_text("Somebody wants a duty of 20% on imports.\n", encoding="utf-8")
    assert_refused(westphalia("brief", "report.txt"), "report.txt", "--date")
    assert_untouched(folder, "report.txt")


def test_one_bad_report_among_good_ones(westphalia: Any, folder: Path) -> None:
    good = "LISBON, 4 March 2025 – The US put a 25% tariff on goods from France.\n"
    (folder / "good.txt").write_text(good, encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"")
    assert_refused(westphalia("brief", "good.txt", "bad.txt"), "bad.txt")
    assert_untouched(folder, "good.txt", "bad.txt")


def test_standard_input_that_is_no_text(folder: Path) -> None:
    program = Path(sys.executable).with_name("westphalia")
    done = subprocess.run(
        [program, "brief", "-"],
        cwd=folder,
        input=b"\xff\xfe\x00\x9c" * 50,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == INVALID, done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert b"standard input" in done.stderr
    assert_untouched(folder)


WATCH = (
    "import resource, subprocess, sys\n"
    "done = subprocess.run(sys.argv[2:])\n"
    "open(sys.argv[1], 'w').write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))\n"
    "sys.exit(done.returncode)\n"
)


@pytest.mark.skipif(sys.platform != "linux", reason="needs the memory account of a child, in KiB")
def test_enormous_file_is_refused_unread(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """100 MB: refused by its size, so memory stays that of an empty run."""
    with (folder / "big.txt").open("wb") as file:
        file.truncate(ENORMOUS)
    peak = tmp_path_factory.mktemp("memory") / "peak"
    program = Path(sys.executable).with_name("westphalia")
    done = subprocess.run(
        [sys.executable, "-c", WATCH, peak, program, "brief", "big.txt"],
        cwd=folder, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert_refused(done, "big.txt", "100", "MB|bytes")
    assert int(peak.read_text(encoding="utf-8")) < LITTLE_MEMORY_KIB
    assert_untouched(folder, "big.txt")
