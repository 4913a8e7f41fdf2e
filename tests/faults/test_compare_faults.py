"""What `compare` refuses: one line, the exit code, and what to do."""

import sys
from pathlib import Path
from typing import Any

import pytest

from westphalia.cli import main
from westphalia.comparison import named_scenarios
from westphalia.errors import WestphaliaError
from westphalia.scenario.files import preset_text

USAGE, INVALID = 2, 3
UK, NATO = "uk-2.5-by-2027", "nato-5-by-2035"


def assert_one_line(said: str, *words: str) -> None:
    assert len(said.splitlines()) == 1, said
    assert all(word in said for word in words), said


def refused(code: int, *names: str, changes: tuple[str, ...] = ()) -> str:
    """What is said of scenarios that are refused with an exit code."""
    with pytest.raises(WestphaliaError) as caught:
        named_scenarios(names, changes)
    assert caught.value.exit_code == code
    return str(caught.value)


def test_the_command_says_it_on_one_line(westphalia: Any) -> None:
    done = westphalia("compare", UK)
    assert done.stdout == ""
    assert done.stderr.splitlines() == [f"westphalia: {refused(USAGE, UK)}"]
    assert done.returncode == USAGE


@pytest.mark.parametrize(("names", "said"), [((UK,), "1 scenario,"), ((), "0 scenarios,"), ((UK,) * 7, "7 scenarios")])
def test_too_few_and_more_than_can_be_shown(names: tuple[str, ...], said: str) -> None:
    assert_one_line(refused(USAGE, *names), said, "two to 6")


def test_the_same_scenario_twice(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(preset_text(UK), encoding="utf-8")
    for other in (UK, str(file)):
        error = refused(USAGE, UK, other)
        assert_one_line(error, f"A ({UK})", f"B ({other})", "same scenario", "sha256", "--set B.")


def test_a_name_that_is_none() -> None:
    assert_one_line(refused(INVALID, UK, "nato-5-by-2053"), "neither a file nor a preset", NATO)
    assert_one_line(refused(INVALID, UK, "gone.yaml"), "gone.yaml", "no such file")


def test_a_change_that_fits_one_scenario_only() -> None:
    error = refused(INVALID, UK, NATO, changes=("uk_defence.reached=2029",))
    assert_one_line(error, NATO, "no lever is called 'uk_defence'", "--set B.LEVER.FIELD=VALUE")


@pytest.mark.parametrize("change", ["C.uk_defence.reached=2029", "Z.horizon=[2025, 2030]"])
def test_a_letter_that_is_none(change: str) -> None:
    assert_one_line(refused(USAGE, UK, NATO, changes=(change,)), f"no scenario {change[0]}", "A and B")


def test_an_invalid_value_says_where() -> None:
    error = refused(INVALID, UK, NATO, changes=("A.uk_defence.target=2.5",))
    assert_one_line(error, UK, "levers[0].target", "0.025")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [((UK, NATO, "--country", "GRB"), ("--country", "GBR")), ((), ("SCENARIO", "--help"))],
)
def test_what_the_command_line_refuses_itself(
    arguments: tuple[str, ...],
    words: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["westphalia", "compare", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    printed, said = capsys.readouterr()
    assert (stopped.value.code, printed) == (USAGE, "")
    assert_one_line(said.removesuffix("\n"), *words)
