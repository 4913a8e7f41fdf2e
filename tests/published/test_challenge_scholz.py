"""Scholz, Calbert and Smith (2011) on EC emission standards, and how far the answer hangs on the reading.

`challenge_emission_standards.csv` holds the ten actors (their Table 1); `challenge_scholz_table2.csv` their Table 2 by
round, the means of the public code's log, and the medians of an earlier prototype of ours. Positions are years, 4 to
10; the outcome was 8.833.

What this cannot see: which reading is right. One case with ten rounds fits the public code's reading; among the
compromises of one side it cannot tell the nearest from any other (here they coincide), and no outcome was a target.
"""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from westphalia.bargaining.challenge import PRINTED_PAPER, PUBLIC_CODE, READINGS, ReadOff, challenge, spread

HERE = Path(__file__).parent
OUTCOME = 8.833
BY_NAME = {reading.name: reading for reading in READINGS}


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


ACTORS = _rows("challenge_emission_standards.csv")
POSITION, SALIENCE, CAPABILITY = (
    np.array([float(row[column]) for row in ACTORS]) for column in ("position", "salience", "capability")
)


def _published(column: str) -> np.ndarray:
    return np.array([float(row[column]) for row in _rows("challenge_scholz_table2.csv") if row[column]])


def _medians(name: str, rounds: int = 10) -> np.ndarray:
    return challenge(POSITION, SALIENCE, CAPABILITY, BY_NAME[name], rounds).median[1:]


def test_the_actors_are_those_of_the_table(shared: Path) -> None:
    with (shared / "data" / "bargaining" / "bdm1994_emission_standards.csv").open(encoding="utf-8") as file:
        beside = [[float(row[c]) for c in ("Capability", "Position", "Salience")] for row in csv.DictReader(file)]
    np.testing.assert_array_equal(np.array(beside), np.stack([CAPABILITY, POSITION, SALIENCE], axis=1))


def test_the_start_is_the_compromise() -> None:
    start = challenge(POSITION, SALIENCE, CAPABILITY, PUBLIC_CODE, 1)
    assert abs(start.mean[0] - 7.389955686853766) < 1e-12
    assert start.median[0] == 7.0


def test_means_of_the_public_code_to_its_six_digits() -> None:
    path = challenge(POSITION, SALIENCE, CAPABILITY, PUBLIC_CODE, 10)
    np.testing.assert_allclose(path.mean[1:], _published("code_mean"), rtol=0, atol=5.1e-7)


def test_medians_of_the_public_code_to_four_digits() -> None:
    np.testing.assert_allclose(_medians("public code", 8), _published("reproduced_median"), rtol=0, atol=5.1e-5)


def test_table_2_has_seven_of_eight_medians_and_every_mean_within_its_gap() -> None:
    """Cut off after one digit. Round 2 is a miss: 9.6 here, 9.9 printed."""
    path = challenge(POSITION, SALIENCE, CAPABILITY, PUBLIC_CODE, 8)
    cut = np.floor(path.median[1:] * 10) / 10
    same = np.abs(cut - _published("printed_median")) < 1e-9
    assert same.tolist() == [True, False, True, True, True, True, True, True]
    assert abs(cut[1] - 9.6) < 1e-9
    assert np.abs(path.mean[1:] - _published("printed_mean")).max() < 0.062


def test_plain_distances_fit_table_2_worse() -> None:
    plain, bent = _medians("public code, plain distances", 8), _medians("public code", 8)
    np.testing.assert_allclose(plain, _published("plain_distance_median"), rtol=0, atol=5.1e-3)
    printed = _published("printed_median")
    misses = [(np.abs(np.floor(found * 10) / 10 - printed) > 1e-9).sum() for found in (bent, plain)]
    assert misses == [1, 2]


def test_the_printed_paper_stays_at_seven() -> None:
    np.testing.assert_allclose(_medians("printed paper"), 7.0, rtol=0, atol=1e-12)


def test_with_drift_half_likely_it_is_four_by_round_four() -> None:
    medians = _medians("printed paper, Q = 0.5")
    np.testing.assert_allclose(medians[3:], 4.0, rtol=0, atol=1e-12)
    assert medians[2] > 6


def test_with_all_pairs_and_least_movement_it_is_ten() -> None:
    medians = _medians("public code, least movement")
    assert [f"{m:.1f}" for m in medians[3:5]] == ["10.0", "10.0"]
    assert f"{medians[9]:.2f}" == "9.88"


def test_readings_go_from_one_end_of_the_scale_to_the_other() -> None:
    side_by_side = spread(POSITION, SALIENCE, CAPABILITY)
    assert abs(side_by_side.lowest - 4.0) < 1e-9
    assert abs(side_by_side.highest - 10.0) < 1e-6
    assert side_by_side.forecast[0] == pytest.approx(9.96198, abs=1e-5)
    assert np.abs(side_by_side.forecast - OUTCOME).min() > 1  # no reading is near; the weighted mean is 1.44 away


def test_full_yielding_is_no_difference_here_and_reading_off_is_one() -> None:
    """Which is why the outcome cannot tell whether the branch that never fires in the public code matters."""
    for reading in (PUBLIC_CODE, PRINTED_PAPER):
        other = replace(reading, full_yield=not reading.full_yield)
        pair = [challenge(POSITION, SALIENCE, CAPABILITY, r, 10).median for r in (reading, other)]
        np.testing.assert_array_equal(*pair)
    mean = challenge(POSITION, SALIENCE, CAPABILITY, replace(PUBLIC_CODE, read_off=ReadOff.MEAN)).forecast
    assert abs(float(mean) - 7.349174) < 1e-6
