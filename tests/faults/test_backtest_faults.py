"""Bad input of a backtest: one clear line each, with the file, the value and what was expected."""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from time import process_time
from types import MappingProxyType
from typing import Any

import pytest

from westphalia.errors import DataError
from westphalia.report.backtest import backtest_json
from westphalia.settlement.council import LARGEST, STATES, CouncilVotes, capabilities, regime
from westphalia.settlement.decisions import ISSUES, POSITIONS, read_decisions
from westphalia.world.backtest import from_rows, shipped_backtest, to_rows

VOTES = "eu_council_weights.csv"
ISSUE = {
    "isnr": "a1", "prnr": "a", "proc": "COD", "rp": "0.0", "out": "40.0", "intro_iso": "1999-02-01",
    "finact_iso": "2000-06-01",
}  # fmt: skip
OTHER = ISSUE | {"isnr": "b1", "prnr": "b", "out": "80.0", "rp": ""}
ACTORS = {"com": ("0", "50"), "de": ("100", "80"), "lu": ("50", "20")}
Table = list[dict[str, str]]
Made = dict[str, Table]


def _positions(issue: str) -> Iterator[dict[str, str]]:
    for actor, (position, salience) in ACTORS.items():
        yield {"isnr": issue, "actor": actor, "position": position, "salience": salience}


def _votes() -> Table:
    rows = []
    for name in STATES.values():
        later = name in ("Bulgaria", "Romania", "Croatia")
        votes = {"v15": "" if later else "5", "v25t": "" if later else "5", "v25": "10", "p2014a": "50000"}
        rows.append({"country": name} | votes)
    return rows


@pytest.fixture
def made() -> Made:
    return {ISSUES: [dict(ISSUE), dict(OTHER)], POSITIONS: [*_positions("a1"), *_positions("b1")], VOTES: _votes()}


def _write(folder: Path, made: Made) -> Path:
    for name, rows in made.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder


def test_a_small_folder_is_scored(tmp_path: Path, made: Made) -> None:
    """What the faults below start from is good: two issues, and every model says something on the first."""
    data: dict[str, Any] = backtest_json(_write(tmp_path, made))
    assert data["counts"]["issues"] == 2
    assert not data["shipped"]
    assert {one["issues"] for one in data["models"]} == {1, 2}


def _set(table: str, row: int, column: str, value: str) -> Callable[[Made], None]:
    def change(made: Made) -> None:
        made[table][row][column] = value

    return change


def _without(table: str, column: str) -> Callable[[Made], None]:
    def change(made: Made) -> None:
        made[table] = [{k: v for k, v in row.items() if k != column} for row in made[table]]

    return change


def _undecided(made: Made) -> None:
    for row in made[ISSUES]:
        row["out"] = ""


def _two_actors(made: Made) -> None:
    made[POSITIONS] = [row for row in made[POSITIONS] if row["actor"] != "lu"]


def _no_salience(made: Made) -> None:
    for row in made[POSITIONS]:
        row["salience"] = "0"


def _again(table: str) -> Callable[[Made], None]:
    def change(made: Made) -> None:
        made[table].append(dict(made[table][0]))

    return change


def _no_luxembourg(made: Made) -> None:
    made[VOTES] = [row for row in made[VOTES] if row["country"] != "Luxembourg"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_set(POSITIONS, 0, "position", "100.5"), r"line 2, a1 com, position: 100\.5 is off the scale\. .*0 to 100"),
        (_set(POSITIONS, 1, "salience", "-3"), r"line 3, a1 de, salience: -3 is off the scale"),
        (_set(POSITIONS, 1, "position", "much"), r"a1 de, position: 'much' is no number"),
        (_set(POSITIONS, 1, "position", "nan"), r"a1 de, position: nan is off the scale"),
        (_set(POSITIONS, 1, "actor", "gb"), r"a1 gb: unknown actor"),
        (_set(POSITIONS, 1, "actor", "com"), r"a1 com: stands twice"),
        (_set(POSITIONS, 1, "isnr", "c9"), r"c9 de: no such issue in deu3_issues\.csv"),
        (_set(POSITIONS, 1, "actor", "ro"), r"ro \(Romania\) has no votes in the Council on 2000-06-01: not a member"),
        (_set(ISSUES, 0, "out", "140"), r"deu3_issues\.csv, a1, out: 140 is off the scale"),
        (_set(ISSUES, 0, "rp", "-1"), r"deu3_issues\.csv, a1, rp: -1 is off the scale"),
        (_set(ISSUES, 0, "finact_iso", "in May"), r"a1: 'in May' is no day of adoption or introduction"),
        (_set(ISSUES, 0, "finact_iso", "1990-05-01"), r"1990-05-01: votes in the Council are held from 1995-01-01 on"),
        (_again(ISSUES), r"issue a1 stands twice"),
        (_again(POSITIONS), r"a1 com: stands twice"),
        (_undecided, r"no issue has an outcome \(column out\)"),
        (_two_actors, r"no issue has 3 actors of known position and salience"),
        (_no_salience, r"nobody has salience above zero on 2 issues"),
        (_without(ISSUES, "out"), r"deu3_issues\.csv: no column out\. Expected isnr"),
        (_without(POSITIONS, "salience"), r"deu3_positions_long\.csv: no column salience"),
        (_without(VOTES, "v25"), r"eu_council_weights\.csv: no column v25"),
        (_without(VOTES, "country"), r"no row for Austria\. Expected a column country"),
        (_no_luxembourg, r"no row for Luxembourg"),
        (_set(VOTES, 0, "v15", "four"), r"Austria, v15: 'four' is no number above 0"),
    ],
)
def test_bad_rows_are_one_clear_line(tmp_path: Path, made: Made, change: Callable[[Made], None], said: str) -> None:
    change(made)
    with pytest.raises(DataError, match=said) as found:
        backtest_json(_write(tmp_path, made))
    assert "\n" not in str(found.value)


@pytest.mark.parametrize("name", [ISSUES, POSITIONS])
def test_a_missing_file_is_named(tmp_path: Path, made: Made, name: str) -> None:
    _write(tmp_path, made)
    (tmp_path / name).unlink()
    with pytest.raises(DataError, match=f"{name} is missing. A folder to score holds"):
        read_decisions(tmp_path)


def test_one_file_of_votes_is_expected(tmp_path: Path, made: Made) -> None:
    _write(tmp_path, made)
    (tmp_path / "eu_council_weights_2.csv").write_text("country\n", encoding="utf-8")
    with pytest.raises(DataError, match="2 files eu_council_weights"):
        read_decisions(tmp_path)
    with pytest.raises(DataError, match="is no folder"):
        read_decisions(tmp_path / "nowhere")


def test_bytes_and_short_lines_are_refused(tmp_path: Path, made: Made) -> None:
    _write(tmp_path, made)
    text = (tmp_path / POSITIONS).read_text(encoding="utf-8")
    (tmp_path / POSITIONS).write_text(text + "a1,fr\n", encoding="utf-8")
    with pytest.raises(DataError, match="line 8: not as many cells as columns"):
        read_decisions(tmp_path)
    for name in (ISSUES, POSITIONS, VOTES):
        _write(tmp_path, made)
        whole = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(whole[:9] + b"\xff" + whole[9:])
        with pytest.raises(DataError, match=f"{name}: cannot be read as text: byte 10 is no UTF-8") as found:
            read_decisions(tmp_path)
        assert "codec" not in str(found.value)


def test_a_cell_without_end_is_no_table(tmp_path: Path, made: Made) -> None:
    _write(tmp_path, made)
    (tmp_path / ISSUES).write_text("isnr\n" + "a" * 200_000 + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=f"{ISSUES}: cannot be read as CSV"):
        read_decisions(tmp_path)


@pytest.mark.parametrize("name", [ISSUES, POSITIONS, VOTES])
def test_all_files_are_seen_to_be_there_before_one_is_read(tmp_path: Path, made: Made, name: str) -> None:
    """Each of the others is broken, and the one that is no file is named all the same."""
    _write(tmp_path, made)
    for other in {ISSUES, POSITIONS, VOTES} - {name}:
        (tmp_path / other).write_bytes(b"\xff")
    (tmp_path / name).unlink()
    with pytest.raises(DataError, match=r"is missing\.|0 files eu_council_weights"):
        read_decisions(tmp_path)
    (tmp_path / name).mkdir()
    with pytest.raises(DataError, match=f"{name}: no regular file"):
        read_decisions(tmp_path)


@pytest.mark.parametrize("name", [ISSUES, POSITIONS, VOTES])
def test_a_table_beyond_all_size_is_not_read(tmp_path: Path, made: Made, name: str) -> None:
    _write(tmp_path, made)
    with (tmp_path / name).open("ab") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(DataError, match=f"{name}: larger than 50,000,000 bytes"):
        read_decisions(tmp_path)


def test_time_to_look_for_issues_that_stand_twice_grows_with_their_number_alone(tmp_path: Path, made: Made) -> None:
    """Thirty thousand, the last of them twice: pair by pair that took 18 seconds."""
    many = [dict(ISSUE) | {"isnr": f"a{k}"} for k in range(30_000)]
    made[ISSUES] = [*many, many[-1]]
    _write(tmp_path, made)
    began = process_time()
    with pytest.raises(DataError, match="issue a29999 stands twice"):
        read_decisions(tmp_path)
    assert process_time() - began < 4


def test_votes_of_a_day_and_of_an_actor_not_known() -> None:
    votes = CouncilVotes(MappingProxyType({"v15": MappingProxyType({"de": 10.0})}))
    with pytest.raises(DataError, match="unknown actor 'xx'"):
        capabilities(("de", "xx"), date(2000, 1, 1), "COD", votes)
    with pytest.raises(DataError, match="held from 1995-01-01 on"):
        regime(date(1994, 12, 31))


def test_an_empty_cell_of_the_shipped_table_is_named() -> None:
    rows = list(to_rows(shipped_backtest()))
    rows[0] = rows[0] | {"value": ""}
    with pytest.raises(DataError, match="issues: value is empty"):
        from_rows(rows)
