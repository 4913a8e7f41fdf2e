"""Many reports at once: the same readings in the same order, whoever reads them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from westphalia.errors import EvidenceError
from westphalia.evidence.batch import read_reports
from westphalia.evidence.read import read_report, reading_json

ON = date(2025, 4, 9)
MANY = 80


def _written(folder: Path, count: int) -> list[Path]:
    paths = []
    for number in range(count):
        path = folder / f"{number:03}.txt"
        path.write_text(f"The levy is {number + 1}%, Ada Brandt said. “It is too much.”\n", encoding="utf-8")
        paths.append(path)
    return paths


def test_two_processes_read_what_one_reads_and_tell_of_what_neither_can(tmp_path: Path) -> None:
    paths = _written(tmp_path, MANY)
    paths[70].write_bytes(b"\xff\xff")
    paths[3].unlink()
    failed: dict[int, list[str]] = {1: [], 2: []}
    read = {
        workers: list(read_reports(paths, ON, workers, fail=lambda p, w=workers: failed[w].append(str(p))))
        for workers in (1, 2)
    }
    assert [reading.document.source_file for reading in read[2]] == [
        path.name for k, path in enumerate(paths) if k not in (3, 70)
    ]
    assert [reading_json(r) for r in read[1]] == [reading_json(r) for r in read[2]]
    assert read[1] == read[2]
    assert failed[1] == failed[2]
    assert ["003.txt: no such file" in failed[2][0], "not UTF-8" in failed[2][1]] == [True, True]


def test_a_folder_stands_for_its_reports_and_what_is_left_out_is_told(tmp_path: Path) -> None:
    _written(tmp_path, 3)
    (tmp_path / "notes.csv").write_text("a,b\n", encoding="utf-8")
    told: list[str] = []
    read = list(read_reports([tmp_path], ON, tell=told.append))
    assert [reading.figures[0].value for reading in read] == [1, 2, 3]
    assert read[0] == read_report(tmp_path / "000.txt", ON)
    assert len(told) == 1 and "notes.csv" in told[0]


def test_without_anybody_to_tell_the_first_problem_is_raised(tmp_path: Path) -> None:
    readings = read_reports([*_written(tmp_path, 1), tmp_path / "absent.txt"], ON)
    assert next(readings).figures[0].value == 1
    with pytest.raises(EvidenceError, match=r"absent\.txt: no such file"):
        next(readings)


@pytest.mark.parametrize(("workers", "most"), [(1, 1), (2, 130)])
def test_no_more_reports_are_taken_up_than_are_read_soon(tmp_path: Path, workers: int, most: int) -> None:
    paths, taken = _written(tmp_path, 400), []

    def names() -> Iterator[Path]:
        for path in paths:
            taken.append(path)
            yield path

    readings = read_reports(names(), ON, workers)
    next(readings)
    assert len(taken) <= most
    readings.close()
