"""People at work, against independent orders of magnitude, and the table against its own rule."""

import pytest

from westphalia.errors import DataError
from westphalia.world.labour import employment
from westphalia.world.load import load_baseline, sources
from westphalia.world.table import read_rows


def test_known_countries() -> None:
    britain = employment("GBR")
    assert (britain.year, britain.persons, britain.labour_force) == (2024, 33_874_000, 35_359_000)
    assert britain.unemployment == 0.042
    assert britain.source in {source.id for source in sources()}
    assert employment("TWN").year == 2020
    assert "2019" in employment("TWN").note


def test_persons_follow_from_the_labour_force() -> None:
    rows = read_rows("employment.csv")
    assert len(rows) == len({row["iso3"] for row in rows}) == 188
    for row in rows:
        country = employment(row["iso3"])
        expected = country.labour_force * (1 - country.unemployment)
        assert abs(country.persons - expected) <= 1000, row["iso3"]
        assert 0 < country.unemployment < 0.5


def test_no_country_counts_thousands_for_millions() -> None:
    population = {
        row["iso3"]: float(row["population_m"]) * 1e6
        for row in read_rows("macro_weo_2025_10.csv")
        if row["year"] == "2024" and row["population_m"]
    }
    shares = {row["iso3"]: int(row["persons"]) / population[row["iso3"]] for row in read_rows("employment.csv")
              if row["iso3"] in population}  # fmt: skip
    assert len(shares) > 150
    assert {code: share for code, share in shares.items() if not 0.1 < share < 0.8} == {}


def test_every_country_of_the_base_but_the_rest_of_the_world_is_counted() -> None:
    codes = load_baseline().axes.countries.labels
    assert all(employment(code).persons > 10_000 for code in codes if code != "ROW")
    with pytest.raises(DataError, match="ROW, the rest of the world, has no count"):
        employment("ROW")


def test_an_unknown_country_is_named() -> None:
    with pytest.raises(DataError, match="unknown country with a count of people at work 'GBX'"):
        employment("GBX")
