"""What is refused of a settlement, each in one line with the way out; and what is an answer, not a fault."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from westphalia.cli import app
from westphalia.errors import ScenarioError, UsageError, WestphaliaError
from westphalia.settlement import settle
from westphalia.situation import read_situation

NUMBER = {"low": 1.0, "mode": 1.0, "high": 1.0, "assumed": "for a test"}
NO_DEAL = {"low": -0.5, "mode": -0.5, "high": -0.5, "assumed": "for a test"}


def _issue(name: str, steps: int) -> dict[str, Any]:
    levels = [{"name": f"{name} {k}", "at": k / (steps - 1)} for k in range(steps)]
    return {"name": name, "title": name, "low": "none", "high": "all", "levels": levels}


def _content(issues: int = 2, steps: int = 3) -> dict[str, Any]:
    names = [f"x{k}" for k in range(issues)]
    return {
        "title": "A test",
        "date": "2025-02-24",
        "actors": [{"name": a, "title": a, "veto": True, "capability": NUMBER, "no_deal": NO_DEAL} for a in ("a", "b")],
        "issues": [_issue(name, steps) for name in names],
        "positions": [
            {"actor": a, "issue": name, "date": "2025-02-01", "salience": NUMBER, "assumed": "for a test",
             "low": place, "mode": place, "high": place}
            for a, place in (("a", 0.0), ("b", 1.0)) for name in names
        ],
    }  # fmt: skip


@pytest.mark.parametrize("draws", [0, -3])
def test_fewer_than_one_draw_is_refused(draws: int) -> None:
    with pytest.raises(UsageError, match=rf"draws: {draws}\. Expected 1 or more"):
        settle(read_situation(_content()), draws)


def test_more_draws_than_anybody_needs_are_refused_before_one_is_drawn() -> None:
    of = read_situation(_content())
    assert settle(of, 20_000).number == 20_000
    for draws in (20_001, 10**9):
        with pytest.raises(UsageError, match=rf"draws: {draws:,} are more than 20,000\. Ask for fewer") as refused:
            settle(of, draws)
        assert refused.value.exit_code == 2


def test_draws_of_more_packages_than_a_minute_counts_are_refused_with_both_ways_out() -> None:
    of = read_situation(_content(issues=8, steps=5))
    assert settle(of, 6_400).number == 6_400
    assert settle(of, None).number is None
    said = r"6,401 draws of 390,625 packages for 2 who decide .* Ask for 6,400 draws or fewer, or give .* fewer levels"
    with pytest.raises(UsageError, match=said):
        settle(of, 6_401)


def test_contradictory_conditions_name_each_other() -> None:
    content = _content()
    steps = ["x0 0", "x0 1", "x0 2"]
    content["conditions"] = [
        {"when": {"x0": steps}, "needs": {"x1": ["x1 0"]}, "why": "for a test"},
        {"when": {"x1": ["x1 1"]}, "needs": {"x0": ["x0 1"]}, "why": "for a test"},
        {"when": {"x0": steps}, "needs": {"x1": ["x1 2"]}, "why": "for a test"},
    ]
    with pytest.raises(ScenarioError, match=r"conditions\[0\] and conditions\[2\]: together they leave no package"):
        settle(read_situation(content))


def test_too_many_packages_are_refused_with_the_way_out() -> None:
    with pytest.raises(ScenarioError, match=r"48,828,125 combinations are more than 5,000,000\. Give some"):
        settle(read_situation(_content(issues=11, steps=5)))


def test_an_issue_that_is_nothing_to_those_who_decide_has_no_bargain() -> None:
    content = _content()
    content["actors"].append({"name": "c", "title": "c", "capability": NUMBER, "no_deal": NO_DEAL})
    nothing = {"low": 0.0, "mode": 0.0, "high": 0.0, "assumed": "for a test"}
    for one in content["positions"]:
        if one["issue"] == "x1":
            one["salience"] = nothing
    content["positions"].append(deepcopy(content["positions"][0]) | {"actor": "c", "issue": "x1"})
    of = settle(read_situation(content), None)
    assert of.bargain.nash is not None
    assert of.bargain.nash[0] == pytest.approx(0.5)
    assert of.bargain.nash[1] != of.bargain.nash[1]
    assert of.points.compromise[1] == 0


def test_everybody_at_one_place_is_answered() -> None:
    content = _content()
    for one in content["positions"]:
        one |= {"low": 0.5, "mode": 0.5, "high": 0.5}
    of = settle(read_situation(content), 3)
    assert of.points.compromise == pytest.approx([0.5, 0.5])
    assert of.readings.forecast == pytest.approx(0.5)
    assert of.trades == ()
    assert of.swings == ()


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["ukraine-2025"], "neither a file nor a shipped situation. Did you mean ukraine-2025-02", 3),
        (["ukraine-2025-02", "--issue", "teritory"], "no issue is called 'teritory'. Did you mean territory", 2),
        (["ukraine-2025-02", "--draws", "0"], "draws: 0. Expected 1 or more", 2),
        (["ukraine-2025-02", "--draws", "1000000000"], "draws: 1,000,000,000 are more than 20,000", 2),
        (["ukraine-2025-02", "--draws", "20001", "--consequences"], "draws: 20,001 are more than 20,000", 2),
        (["--issue", "territory"], "none is named. Name one before", 2),
        (["--draws", "5"], "--draws are of the codings of a situation, and none is named. Name one before", 2),
        (["--consequences"], "--consequences are of packages of a situation, and none is named", 2),
        (["--backtest", "shipped", "--draws", "3"], "takes no situation, issue, draws or consequences", 2),
        (["ukraine-2025-02", "--backtest", "shipped"], "--backtest scores models on past decisions", 2),
        (["--backtest", "nowhere"], "nowhere is no folder", 3),
    ],
)  # fmt: skip
def test_commands_refuse_in_one_line(arguments: list[str], said: str, code: int) -> None:
    done = CliRunner().invoke(app, ["settle", *arguments])
    assert isinstance(done.exception, WestphaliaError), done.output
    assert said in str(done.exception)
    assert "\n" not in str(done.exception)
    assert done.exception.exit_code == code
    assert not done.stdout


@pytest.mark.parametrize(
    ("form", "fails"),
    [
        (["--consequences"], "westphalia.report.settle_consequences.settle_consequences_lines"),
        ([], "westphalia.report.settle_lines.limit_lines"),
        (["--issue", "x0"], "westphalia.report.settle.issue_tables"),
    ],
)
def test_nothing_is_printed_of_a_page_that_fails(
    form: list[str], fails: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise UsageError("the last part fails")

    monkeypatch.setattr(fails, refuse)
    path = tmp_path / "deal.yaml"
    path.write_text(json.dumps(_content()), encoding="utf-8")
    done = CliRunner().invoke(app, ["settle", str(path), "--draws", "3", *form])
    assert str(done.exception) == "the last part fails"
    assert not done.stdout


def test_no_package_at_all_is_printed_as_an_answer(tmp_path: Path) -> None:
    content = _content()
    for one in content["actors"]:
        one["no_deal"] = {"low": -0.2, "mode": -0.2, "high": -0.2, "assumed": "for a test"}
    path = tmp_path / "deal.yaml"
    path.write_text(json.dumps(content), encoding="utf-8")
    done = CliRunner().invoke(app, ["settle", str(path), "--draws", "3"])
    assert done.exit_code == 0, done.output
    said = " ".join(done.stdout.split())
    assert "no package of 9 is better than no deal for all who must agree, at no-deal values that are assumed" in said
    assert "it takes what no deal is to a or to b to leave none" in said
    assert "nearest to agreement" in said
    assert "no zone" in said
