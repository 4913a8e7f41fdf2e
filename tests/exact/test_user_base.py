"""A user's own world: every array by hand, the same world through both forms, and back to the last digit."""

import tempfile
from pathlib import Path
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings

from strategies import World as Recipe
from strategies import random_baseline, worlds
from westphalia.trade.equilibrium import TradeParameters, TradeShock
from westphalia.trade.solve import solve
from westphalia.world.baseline import Baseline
from westphalia.world.export import write_world
from westphalia.world.load import (
    elasticity_citation,
    elasticity_sets,
    load_baseline,
    load_elasticities,
    load_world,
)
from westphalia.world.user_base import World, read_world
from worlds import KITE_TWO_BY_ONE, TWO_BY_TWO, folder_of

ARRAYS = ("flow", "tariff", "input_share", "goods", "tariff_known")


def assert_same(found: World, wanted: World) -> None:
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(found.baseline, name), getattr(wanted.baseline, name), err_msg=name)
    np.testing.assert_array_equal(found.elasticity, wanted.elasticity)
    for name in ("name", "year", "axes", "estimated"):
        assert getattr(found.baseline, name) == getattr(wanted.baseline, name)
    assert (found.source, found.elasticity_source) == (wanted.source, wanted.elasticity_source)


def test_two_countries_two_sectors_by_hand(tmp_path: Path) -> None:
    world = read_world(folder_of(tmp_path / "small", TWO_BY_TWO, goods="cars"))
    base = world.baseline
    assert (base.name, base.year, world.source) == ("small", 2022, "made up for a test")
    assert base.axes.countries.labels == ("Home", "Abroad")
    assert base.axes.sectors.labels == ("cars", "haircuts")
    np.testing.assert_array_equal(base.flow[:, :, 0], [[60, 20], [10, 150]])
    np.testing.assert_array_equal(base.flow[:, :, 1], [[100, 0], [0, 200]])
    np.testing.assert_array_equal(base.tariff[:, :, 0], [[0, 0.1], [0, 0]])
    np.testing.assert_array_equal(base.input_share[0], [[0.3, 0.1], [0.2, 0]])
    np.testing.assert_allclose(base.value_added, [125, 252], rtol=1e-15)
    np.testing.assert_allclose(base.expenditure, [[82, 100], [160, 200]], rtol=1e-15)
    np.testing.assert_allclose(base.final_demand, [[82 - 21 - 10, 100 - 14], [160 - 68, 200 - 50]], rtol=1e-14)
    np.testing.assert_allclose(base.transfer, [10, -10], rtol=0, atol=1e-12)
    np.testing.assert_array_equal(world.elasticity, [8, 5])
    assert base.goods.tolist() == [True, False]
    assert base.tariff_known.all()


def test_factor_shares_in_place_of_value_added(tmp_path: Path) -> None:
    files = {name: text for name, text in TWO_BY_TWO.items() if name != "value_added.csv"}
    shares = {"factor_shares.csv": "country,sector,value\nHome,cars,0.5\nHome,haircuts,.9\nAbroad,cars,.6\n"}
    shares["factor_shares.csv"] += "Abroad,haircuts,0.75"
    found = read_world(folder_of(tmp_path / "a", files | shares, name="b"))
    assert_same(found, read_world(folder_of(tmp_path / "b", TWO_BY_TWO)))


def test_millions_and_other_currencies_become_usd_bn(tmp_path: Path) -> None:
    bn = read_world(folder_of(tmp_path / "bn", TWO_BY_TWO)).baseline
    million = read_world(folder_of(tmp_path / "m", TWO_BY_TWO, unit="USD million")).baseline
    euro = read_world(folder_of(tmp_path / "e", TWO_BY_TWO, unit="EUR bn", usd_bn_per_unit="1.05")).baseline
    np.testing.assert_allclose(million.flow, bn.flow / 1000, rtol=1e-15)
    np.testing.assert_allclose(euro.value_added, 1.05 * bn.value_added, rtol=1e-14)


def test_three_countries_without_inputs_duties_or_some_cells(tmp_path: Path) -> None:
    files = {
        "flows.csv": "importer,exporter,sector,value\nA,A,x,5\nB,A,x,1\nB,B,y,4\nC,C,x,2\nC,B,y,1\nA,C,x,1",
        "value_added.csv": "sector,value,country\nx,6,A\ny,5,B\nx,3,C",
        "elasticities.csv": "sector,value\nx,4\ny,4",
    }
    base = read_world(folder_of(tmp_path / "three", files, goods="x")).baseline
    assert not base.tariff_known.any()
    assert not base.input_share.any()
    np.testing.assert_array_equal(base.output, [[6, 0], [0, 5], [3, 0]])
    np.testing.assert_array_equal(base.transfer, [0, 0, 0])
    assert base.trade_share[0, 0, 1] == 1
    parameters = TradeParameters(np.array([4.0, 4.0]), citation="a round number")
    unmoved = solve(base, TradeShock(base.tariff), parameters, tolerance=1e-12)
    assert np.abs(unmoved.wage_hat - 1).max() <= 1e-12


def test_the_interchange_form_by_hand(tmp_path: Path) -> None:
    world = read_world(folder_of(tmp_path / "kite", KITE_TWO_BY_ONE))
    base = world.baseline
    np.testing.assert_allclose(base.flow[:, :, 0], [[150, 50 / 1.25], [60, 240]], rtol=1e-15)
    np.testing.assert_allclose(base.tariff[:, :, 0], [[0, 0.25], [0, 0]], rtol=1e-15)
    np.testing.assert_allclose(base.expenditure[:, 0], [200, 300], rtol=1e-15)
    np.testing.assert_allclose(base.value_added, [0.6 * 210, 0.5 * 280], rtol=1e-14)
    np.testing.assert_allclose(base.transfer, [-20, 20], rtol=1e-12)
    np.testing.assert_array_equal(world.elasticity, [4])
    assert base.tariff_known.all()


def test_levels_beside_the_shares_are_checked_and_agree(tmp_path: Path) -> None:
    beside = {
        "value_added.csv": "country,value\nA,126\nB,140",
        "trade_balance.csv": "country,value\nA,20\nB,-20",
        "consumption_share.csv": "country,sector,value\nA,s1,1\nB,s1,1",
        "export_subsidy.csv": "origin,destination,sector,value\nA,B,s1,1",
    }
    found = read_world(folder_of(tmp_path / "beside", KITE_TWO_BY_ONE | beside, name="kite"))
    assert_same(found, read_world(folder_of(tmp_path / "kite", KITE_TWO_BY_ONE)))


def _as_interchange(base: Baseline, elasticity: np.ndarray, place: Path) -> Path:
    """The same world as shares, written one cell at a time."""
    countries, sectors = base.axes.countries.labels, base.axes.sectors.labels
    inputs = base.input_share.sum(axis=1)
    lines: dict[str, list[str]] = {
        "trade_share.csv": ["origin,destination,sector,value"],
        "tariff.csv": ["origin,destination,sector,value"],
        "intermediate_share.csv": ["country,input,output,value"],
        "factor_share.csv": ["country,sector,value"],
        "expenditure.csv": ["country,sector,value"],
        "trade_elasticity.csv": ["sector,value"],
    }
    for (n, importer), (i, exporter), (s, sector) in _triples(countries, countries, sectors):
        key = f"{exporter},{importer},{sector}"
        lines["trade_share.csv"].append(f"{key},{base.trade_share[n, i, s]!r}")
        lines["tariff.csv"].append(f"{key},{1 + base.tariff[n, i, s]!r}")
    for (n, country), (s, good), (k, user) in _triples(countries, sectors, sectors):
        share = base.input_share[n, s, k] / inputs[n, k] if inputs[n, k] > 0 else 0.0
        lines["intermediate_share.csv"].append(f"{country},{good},{user},{share!r}")
    for n, country in enumerate(countries):
        for s, sector in enumerate(sectors):
            lines["factor_share.csv"].append(f"{country},{sector},{1 - inputs[n, s]!r}")
            lines["expenditure.csv"].append(f"{country},{sector},{base.expenditure[n, s]!r}")
    lines["trade_elasticity.csv"] += [f"{sector},{value!r}" for sector, value in zip(sectors, elasticity, strict=True)]
    text = {name: "\n".join(rows).replace("np.float64(", "").replace(")", "") for name, rows in lines.items()}
    return folder_of(place, text)


def _triples(*axes: tuple[str, ...]) -> list[tuple[tuple[int, str], ...]]:
    first, second, third = (list(enumerate(axis)) for axis in axes)
    return [(a, b, c) for a in first for b in second for c in third]


@settings(max_examples=25, deadline=None)
@given(recipe=worlds)
def test_shares_and_flows_describe_the_same_world(recipe: Recipe) -> None:
    base = recipe.baseline()
    elasticity = np.arange(2.0, 2.0 + len(base.axes.sectors))
    with tempfile.TemporaryDirectory() as place:
        found = read_world(_as_interchange(base, elasticity, Path(place) / "kite"))
    for name in ("flow", "tariff", "input_share"):
        np.testing.assert_allclose(getattr(found.baseline, name), getattr(base, name), rtol=1e-11, atol=1e-13)
    np.testing.assert_array_equal(found.elasticity, elasticity)


@settings(max_examples=40, deadline=None)
@given(recipe=worlds)
def test_a_world_written_is_read_back_exactly(recipe: Recipe) -> None:
    base = recipe.baseline()
    elasticity = np.random.default_rng(recipe.seed).uniform(0.1, 20, len(base.axes.sectors))
    world = World(base, elasticity, 'a source, with "quotes"', "drawn")
    with tempfile.TemporaryDirectory() as place:
        assert_same(read_world(write_world(world, Path(place) / "w")), world)


@pytest.mark.parametrize("name", ["icio-2022", "goods-2023-194"])
def test_a_base_that_ships_is_read_back_exactly_and_in_seconds(name: str, tmp_path: Path) -> None:
    world = load_world(name)
    folder = write_world(world, tmp_path / "copy")
    before = process_time()
    assert_same(load_world(folder), world)
    assert process_time() - before < 8


def test_a_change_in_a_file_is_seen_and_nothing_else_is_read_twice(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "w", TWO_BY_TWO)
    first = load_baseline(folder)
    assert load_baseline(str(folder)) is first
    with pytest.raises(ValueError, match="read-only"):
        first.flow[0, 0, 0] = 1.0
    text = (folder / "elasticities.csv").read_text(encoding="utf-8")
    (folder / "elasticities.csv").write_text(text.replace("8", "12.5"), encoding="utf-8")
    assert load_elasticities("own", base=folder).tolist() == [12.5, 5]


def test_elasticities_of_a_folder_are_its_own(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "w", TWO_BY_TWO, elasticity_source="guessed for a test")
    assert elasticity_sets(folder) == ("own",)
    assert elasticity_sets("goods-2023-194") == ("broad",)
    assert elasticity_citation("own", base=folder) == "guessed for a test"


def test_spreadsheet_marks_blank_lines_and_column_order_do_not_matter(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "w", TWO_BY_TWO)
    plain = read_world(folder)
    lines = (folder / "flows.csv").read_text(encoding="utf-8").splitlines()
    turned = [",".join(reversed(line.split(","))) for line in lines]
    (folder / "flows.csv").write_text("\r\n\r\n".join(turned), encoding="utf-8-sig")
    assert_same(read_world(folder), plain)


def test_only_listed_pairs_have_a_known_duty(tmp_path: Path) -> None:
    listed = {"duties_known.csv": "importer,exporter\nHome,Abroad"}
    base = read_world(folder_of(tmp_path / "w", TWO_BY_TWO | listed, duties_known="listed")).baseline
    np.testing.assert_array_equal(base.tariff_known, [[False, True], [False, False]])


def test_a_large_random_world_survives(tmp_path: Path) -> None:
    base = random_baseline(seed=7, countries=30, sectors=12)
    world = World(base, np.full(12, 4.0), "drawn", "a round number")
    assert_same(read_world(write_world(world, tmp_path / "w")), world)
