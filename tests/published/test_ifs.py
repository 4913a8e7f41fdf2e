"""Institute for Fiscal Studies (2025) on what points of UK GDP cost a year, with the GDP of the shipped outlook.

The sums are round; the base year is stated for neither. The tests cannot see which GDP the authors used.
"""

import csv
from pathlib import Path

import numpy as np

from westphalia.defence.spending import spending
from westphalia.world.economies import macro


def _published(row: str) -> tuple[float, float]:
    with Path(__file__).with_name("ifs.csv").open(encoding="utf-8") as file:
        found = {r["id"]: r for r in csv.DictReader(file)}[row]
    return float(found["published"]), float(found["printed_to"])


def _cost(points: float, year: int) -> float:
    gdp = np.array([macro("GBR").at("gdp_nac_bn", year)])
    return float(spending(np.array([[points]]), gdp)[0, 0])


def test_two_tenths_of_a_point_round_to_the_published_six_in_2024_and_2027() -> None:
    published, step = _published("V01")
    assert [round(_cost(0.002, year), 1) for year in (2024, 2027)] == [5.7, 6.4]
    for year in (2024, 2025, 2026, 2027):
        assert step * round(_cost(0.002, year) / step) == published


def test_nine_tenths_miss_the_published_thirty_by_more_than_a_tenth() -> None:
    published, _ = _published("V08")
    assert -0.12 < _cost(0.009, 2025) / published - 1 < -0.10
