"""The terminal: what every command answers, where it says it, and with which exit code."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ("brief", "demo", "ledger", "presets", "read", "run", "sources", "studies", "validate")
GIVES_JSON = {
    "presets": (["presets"], "presets"),
    "studies": (["studies"], "studies"),
    "sources": (["sources"], "sources"),
    "validate": (["validate", "us-tariff-20"], "valid"),
}
REPORT = "OSLO, 4 March 2025 – Norway will lift what it spends on defence from 2.1% to 3.4% of GDP by 2029.\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(westphalia: Any, command: str) -> None:
    done = westphalia(command, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"Usage: westphalia {command}")
    assert done.stderr == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_does(command: str) -> None:
    from typer.main import get_command

    from westphalia.cli import app

    options = get_command(app).commands[command].params
    assert [p.name for p in options if not getattr(p, "help", None)] == []


@pytest.mark.parametrize("command", sorted(GIVES_JSON))
def test_json_has_a_versioned_schema_and_stands_alone_on_stdout(westphalia: Any, command: str) -> None:
    arguments, key = GIVES_JSON[command]
    done = westphalia(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert data["schema"] == "westphalia/1"
    assert data[key]


def test_read_gives_the_fields_of_the_gold_readings(westphalia: Any, report: Path) -> None:
    done = westphalia("read", report, "--json")
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)["reports"][0]["figures"]
    assert [(f["value"], f["kind"]) for f in figures] == [(2.1, "share"), (3.4, "share")]
    for figure in figures:
        assert REPORT[figure["span"]["start"] : figure["span"]["end"]] == figure["span"]["text"]


def test_version(westphalia: Any) -> None:
    from westphalia import __version__

    assert westphalia("--version").stdout == f"westphalia {__version__}\n"


def test_without_arguments_the_commands_are_listed(westphalia: Any) -> None:
    done = westphalia()
    for command in COMMANDS:
        assert re.search(rf"^  {command} ", done.stdout + done.stderr, flags=re.MULTILINE)


def test_no_colour_codes_off_a_terminal(westphalia: Any, report: Path) -> None:
    for arguments in (["read", report], ["presets"], ["sources"], ["--help"]):
        assert "\x1b" not in westphalia(*arguments).stdout


def test_standard_input_is_a_report(westphalia: Any) -> None:
    done = westphalia("read", "-", "--json", input=REPORT)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["reports"][0]["figures"]) == 2


def test_a_reader_that_stops_early_is_no_failure(westphalia: Any) -> None:
    import subprocess
    import sys

    program = Path(sys.executable).with_name("westphalia")
    done = subprocess.run(
        f"'{program}' sources --json | head -c 20", shell=True, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""


def test_brief_and_read_are_deterministic(westphalia: Any, report: Path) -> None:
    assert westphalia("read", report, "--json").stdout == westphalia("read", report, "--json").stdout


def test_the_same_lever_gives_the_same_hash_as_file_and_as_flag(westphalia: Any, tmp_path: Path) -> None:
    from importlib.resources import files

    text = files("westphalia.scenario").joinpath("presets", "us-tariff-20.yaml").read_text(encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    mine.write_text(text, encoding="utf-8")
    by_name, by_file = (json.loads(westphalia("validate", x, "--json").stdout) for x in ("us-tariff-20", mine))
    assert by_name["sha256"] == by_file["sha256"]
