"""What `compare` refuses: one line, the exit code, and what to do."""

from pathlib import Path
from typing import Any

import pytest

USAGE, INVALID = 2, 3
UK, NATO = "uk-2.5-by-2027", "nato-5-by-2035"


def assert_one_line(done: Any, code: int, *words: str) -> None:
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert all(word in done.stderr for word in words), done.stderr
    assert done.returncode == code


def test_one_scenario_is_too_few(westphalia: Any) -> None:
    assert_one_line(westphalia("compare", UK), USAGE, "1 scenario,", "two to 6")


def test_no_scenario_is_a_missing_argument(westphalia: Any) -> None:
    assert_one_line(westphalia("compare"), USAGE, "SCENARIO", "--help")


def test_more_than_can_be_shown(westphalia: Any) -> None:
    assert_one_line(westphalia("compare", *[UK] * 7), USAGE, "7 scenarios", "two to 6")


def test_the_same_scenario_twice(westphalia: Any, tmp_path: Path) -> None:
    from westphalia.scenario.files import preset_text

    (tmp_path / "mine.yaml").write_text(preset_text(UK), encoding="utf-8")
    for other in (UK, "mine.yaml"):
        done = westphalia("compare", UK, other)
        assert_one_line(done, USAGE, f"A ({UK})", f"B ({other})", "same scenario", "sha256", "--set B.")


def test_a_name_that_is_none(westphalia: Any) -> None:
    assert_one_line(westphalia("compare", UK, "nato-5-by-2053"), INVALID, "neither a file nor a preset", NATO)
    assert_one_line(westphalia("compare", UK, "gone.yaml"), INVALID, "gone.yaml", "no such file")


def test_a_change_that_fits_one_scenario_only(westphalia: Any) -> None:
    done = westphalia("compare", UK, NATO, "--set", "uk_defence.reached=2029")
    assert_one_line(done, INVALID, NATO, "no lever is called 'uk_defence'", "--set B.LEVER.FIELD=VALUE")


@pytest.mark.parametrize("change", ["C.uk_defence.reached=2029", "Z.horizon=[2025, 2030]"])
def test_a_letter_that_is_none(westphalia: Any, change: str) -> None:
    assert_one_line(westphalia("compare", UK, NATO, "--set", change), USAGE, f"no scenario {change[0]}", "A and B")


def test_an_unknown_country(westphalia: Any) -> None:
    assert_one_line(westphalia("compare", UK, NATO, "--country", "GRB"), USAGE, "--country", "GBR")


def test_an_invalid_value_says_where(westphalia: Any) -> None:
    done = westphalia("compare", UK, NATO, "--set", "A.uk_defence.target=2.5")
    assert_one_line(done, INVALID, UK, "levers[0].target", "0.025")
