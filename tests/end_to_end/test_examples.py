"""`demo`: the main job on the reports that come with the package."""

import re
from typing import Any

import pytest

from westphalia.check import VOCABULARY
from westphalia.examples import example_reports


def test_there_are_examples_of_different_days() -> None:
    days = {found[0] for path in example_reports() if (found := re.match(r"\d{4}-\d\d-\d\d", path.name))}
    assert len(example_reports()) >= 3
    assert len(days) == len(example_reports())


@pytest.mark.parametrize("path", example_reports(), ids=lambda path: path.stem)
def test_every_example_has_figures(path: Any) -> None:
    from westphalia.evidence.read import read_report

    reading = read_report(path, None)
    assert len(reading.figures) >= 3
    assert path.name.startswith(reading.document.report_date.isoformat())


def test_the_summary_names_every_report_and_uses_the_vocabulary(example_brief: Any) -> None:
    printed = " ".join(example_brief.printed.split())
    assert sum(word in printed for word in VOCABULARY) >= 3
    assert "(" in printed
    assert max(len(line) for line in example_brief.printed.splitlines()) <= 120


def test_progress_is_on_stderr_and_ends_with_the_place(example_brief: Any) -> None:
    assert example_brief.progress.splitlines()[-1] == "wrote brief.html"
    assert "wrote" not in example_brief.printed


def test_the_page_holds_every_report(example_brief: Any) -> None:
    for path in example_reports():
        assert path.name in example_brief.page


def test_demo_makes_the_same_page_as_brief(westphalia: Any, example_brief: Any, tmp_path: Any) -> None:
    done = westphalia("demo", "--quiet")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert (tmp_path / "brief.html").read_text(encoding="utf-8") == example_brief.page
