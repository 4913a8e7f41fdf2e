"""Commands of the trade model, wrongly used: one line, the right exit code, nothing on standard output."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from worlds import TWO_BY_TWO, folder_of

USAGE, INVALID = 2, 3
OWN = """title: own
date: 2024-11-11
levers:
  - {kind: tariff, imposer: USA, target: ALL, rate: 0.2, assumed: test}
"""


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (
            ("run", "us-tariff-20", "--by", "decade"),
            USAGE,
            r"--by: 'decade' is not a way .* year, sector, partner, closure, definition",
        ),
        (("run", "us-tariff-20", "--draws", "0"), USAGE, r"--draws: 0 is no number of draws\. Give 1 or more"),
        (("run", "us-tariff-20", "--draws", "many"), USAGE, r"--draws.*valid integer"),
        (("run", "uk-2.5-no-date", "--draws", "5"), USAGE, r"--draws: .* moves no trade"),
        (("run", "uk-2.5-no-date", "--by", "sector"), USAGE, r"--by sector: uk-2.5-no-date moves no trade"),
        (("run", "us-tariff-20", "--base", "nowhere"), INVALID, r"base: unknown base 'nowhere'"),
        (("run", "us-tariff-20", "--base", "no/where"), INVALID, r"base: no/where: there is no such folder"),
        (("run", "us-tariff-20", "--country", "Atlantis"), USAGE, r"--country: .*Atlantis"),
        (("explain", "nothing"), INVALID, r"nothing: neither a file nor a preset"),
        (
            ("studies", "--beside", "citp"),
            INVALID,
            r"no scenario of a study is called 'citp'\. Did you mean citp-2024-11\?",
        ),
    ],
)
def test_one_line_and_the_right_code(
    westphalia: Any, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = westphalia(*arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert re.search(said, done.stderr), done.stderr


@pytest.mark.parametrize(
    ("lever", "said"),
    [
        ("{kind: retaliation, imposer: CHN, answers: nobody, assumed: test}", r"levers\[1\]"),
        ("{kind: lifting, lifts: nothing, from: 2027, assumed: test}", r"levers\[1\]"),
        ("{kind: tariff_war, players: [USA], assumed: test}", r"levers\[1\]\.players"),
        ("{kind: trade_cost, imposer: EU27, target: RUS, cost: -1.5, assumed: test}", r"levers\[1\]\.cost: .*-1"),
        ("{kind: trade_cost, imposer: EU27, target: RUS, assumed: test}", r"levers\[1\].*cost"),
        ("{kind: embargo, imposer: EU27, target: EU27, assumed: test}", r"levers\[1\]"),
        ("{kind: tariff, imposer: USA, target: CHN, rate: 25, assumed: test}", r"for 25 per cent write 0\.25"),
        ("{kind: tariff, imposer: USA, target: CHN, rate: 0.1, ramp: 3, assumed: test}", r"ramp without from"),
        (
            "{kind: tariff, imposer: USA, target: CHN, rate: 0.1, from: 2028, until: 2026, assumed: test}",
            r"until 2026 is before from 2028",
        ),
        (
            "{kind: tariff, imposer: USA, target: CHN, rate: 0.1, except: [{target: MEX}], assumed: test}",
            r"levers\[1\].*MEX",
        ),
        ("{kind: optimal_tariff, imposer: USA, by: product, assumed: test}", r"levers\[1\]\.by"),
        ("{kind: boycott, imposer: USA, assumed: test}", r"levers\[1\].*boycott"),
        ("{kind: embargo, imposer: USA, target: RUS, source: ' '}", r"levers\[1\]: no origin"),
        (
            "{kind: embargo, imposer: EU27, target: RUS, diversion: {share: 0.2, cost: 0.1, via: DEU}, assumed: a}",
            r"levers\[1\]\.diversion\.via: DEU is one of the two sides",
        ),
    ],
)
def test_a_lever_that_cannot_be(westphalia: Any, tmp_path: Path, lever: str, said: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(f"{OWN}  - {lever}\n", encoding="utf-8")
    done = westphalia("validate", str(path), cwd=tmp_path)
    assert done.returncode == INVALID, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert re.search(said, done.stderr), done.stderr


def test_an_embargo_that_empties_a_good_is_refused(westphalia: Any, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    lever = "{kind: embargo, imposer: ALL, target: SAU, sectors: all, assumed: test}"
    path.write_text(f"{OWN}  - {lever}\n", encoding="utf-8")
    done = westphalia("run", str(path), cwd=tmp_path)
    assert done.returncode == INVALID, done.stderr
    assert done.stdout == ""
    assert "without any supplier of" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_answer_that_never_meets_its_duty_is_refused(westphalia: Any, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    duty = OWN.replace("imposer: USA", "name: us, from: 2026, until: 2027, imposer: USA")
    path.write_text(f"{duty}  - {{kind: retaliation, imposer: CHN, answers: us, from: 2029, assumed: test}}\n")
    done = westphalia("validate", str(path), cwd=tmp_path)
    assert done.returncode == INVALID
    assert re.search(r"levers\[1\]\.from: it is never in force together with us", done.stderr), done.stderr


def test_a_world_without_the_usual_countries_and_with_services_nobody_trades(westphalia: Any, tmp_path: Path) -> None:
    folder_of(tmp_path / "small", TWO_BY_TWO, goods="cars")
    path = tmp_path / "own.yaml"
    path.write_text(f"{OWN.replace('USA', 'Home').replace('ALL', 'Abroad')}base: small\n", encoding="utf-8")
    shown = westphalia("run", str(path), "--by", "sector", "--by", "partner", cwd=tmp_path)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Base: small, 2022 (made up for a test)." in shown.stdout
    data = westphalia("run", str(path), "--json", cwd=tmp_path)
    effects = json.loads(data.stdout, parse_constant=pytest.fail)["trade"]["effects"]["Home"]
    (services,) = (effect for effect in effects if effect["key"] == "exports_services")
    assert services["value"] is None
