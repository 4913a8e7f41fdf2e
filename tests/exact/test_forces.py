"""A standing force against closed forms, calculations by hand and the published tables."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest

from westphalia.defence.forces import (
    annual_cost,
    available,
    ceiling,
    contributions,
    displaced_share,
    frontier,
    largest_force,
    mission_cost,
    pool,
    rotation_multiple,
    shortfall,
    shortfall_by_ally,
    smallest_willingness,
)
from westphalia.errors import DataError

LAND = np.array([60_000.0, 40_000.0, 20_000.0])
WILLING = np.array([0.5, 0.25, 0.0])
NU = 0.2

# Cost of a soldier and year in millions, each in the currency of its own source: the running cost of the German
# brigade in Lithuania (EUR, 1bn for 4,800, rounded to thousands), Britain's Herrick (GBP, 0.397 rounded to 0.40) and
# the American rule of thumb for Afghanistan (USD).
ANCHORS = (0.208, 0.40, 1.0)
# Force; pool in thousands at R = 3, 4, 5 and no allowance for soldiers who cannot be sent; cost a year in billions.
# Of the two largest only the ends were printed.
TABLE = [
    (10_000.0, ("30", "40", "50"), ("2.1", "4.0", "10")),
    (15_000.0, ("45", "60", "75"), ("3.1", "6.0", "15")),
    (30_000.0, ("90", "120", "150"), ("6.2", "12", "30")),
    (64_000.0, ("192", "256", "320"), ("13", "26", "64")),
    (100_000.0, ("300", "", "500"), ("21", "", "100")),
    (200_000.0, ("600", "", "1000"), ("42", "", "200")),
]


def _printed_like(values: Iterable[float], printed: tuple[str, ...]) -> tuple[str, ...]:
    """The values with as many decimals as the printed figures; nothing where nothing was printed."""
    pairs = zip(values, printed, strict=True)
    return tuple(figure and f"{value:.{len(figure.partition('.')[2])}f}" for value, figure in pairs)


@pytest.mark.parametrize(("force", "pools", "_costs"), TABLE)
def test_published_pools_leave_out_soldiers_who_cannot_be_sent(
    force: float, pools: tuple[str, ...], _costs: tuple[str, ...]
) -> None:
    """At ν = 0 to the last digit; at a ν of a tenth none of them holds."""
    assert _printed_like([pool(force, multiple, 0.0) / 1000 for multiple in (3.0, 4.0, 5.0)], pools) == pools
    with_unfit = _printed_like([pool(force, multiple, 0.1) / 1000 for multiple in (3.0, 4.0, 5.0)], pools)
    assert all(ours != figure for ours, figure in zip(with_unfit, pools, strict=True) if figure)


@pytest.mark.parametrize(("force", "_pools", "costs"), TABLE)
def test_published_costs_by_anchor(force: float, _pools: tuple[str, ...], costs: tuple[str, ...]) -> None:
    assert _printed_like([annual_cost(force, anchor) / 1000 for anchor in ANCHORS], costs) == costs


def test_the_heading_of_the_cost_table_is_rounded() -> None:
    """6.2bn for 30,000 needs the anchor itself, 0.208m; the 0.21m of its heading gives 6.3bn."""
    assert annual_cost(30_000.0, 0.21) == pytest.approx(6_300)
    assert annual_cost(30_000.0, 1_000 / 4_800) == pytest.approx(6_250)


@pytest.mark.shared
def test_every_option_of_the_shared_table(shared: Path) -> None:
    with (shared / "data" / "policy" / "reassurance_force_options.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 8
    for row in rows:
        for end in ("low", "high"):
            ours = pool(float(row["deployed"]), float(row[f"rotation_multiple_{end}"]), 0.0)
            assert ours == float(row[f"pool_{end}"]), row["option"]


def test_v17_is_an_identity() -> None:
    """256,000 for 64,000: R = 4 is read off this very number, so the test holds the formula and validates nothing."""
    read_off = 256_000 / 64_000
    assert pool(64_000.0, read_off, 0.0) == 256_000
    assert rotation_multiple(6.0, 12.0, 6.0) == read_off


def test_rotation_by_hand() -> None:
    """Six months there and 24 between tours is one in five; months or years, it is the same."""
    assert rotation_multiple(6.0, 18.0, 6.0) == 5
    assert rotation_multiple(0.5, 1.5, 0.5) == 5
    assert rotation_multiple(6.0, 0.0, 0.0) == 1


def test_pool_by_hand() -> None:
    """30,000 at R = 4: 120,000 who can be sent; where a fifth cannot, 150,000 in all."""
    assert pool(30_000.0, 4.0, 0.0) == 120_000
    assert pool(30_000.0, 4.0, 0.2) == pytest.approx(150_000)
    np.testing.assert_allclose(pool(np.array([30_000.0, 64_000.0]), 4.0, 0.2), [150_000, 320_000], rtol=1e-15)


def test_ceilings_by_hand() -> None:
    """60,000, half of them willing, a fifth not fit to go, one in four: 6,000. The worked example of docs/force.md."""
    ceilings = ceiling(LAND, WILLING, 4.0, NU)
    np.testing.assert_allclose(ceilings, [6_000, 2_000, 0], rtol=1e-15)
    np.testing.assert_allclose(pool(ceilings, 4.0, NU), LAND * WILLING, rtol=1e-15)
    np.testing.assert_allclose(ceiling(LAND, 0.5, 4.0, NU), [6_000, 4_000, 2_000], rtol=1e-15)
    assert largest_force(ceilings) == pytest.approx(8_000)


def test_land_forces_net_of_commitments() -> None:
    np.testing.assert_array_equal(available(LAND, np.array([10_000.0, 0, 20_000])), [50_000, 40_000, 0])
    with pytest.raises(DataError, match=r"committed: 21,000 \(place 3 of 3\). That is more than the land forces"):
        available(LAND, np.array([10_000.0, 0, 21_000]))


def test_short_to_the_last_soldier() -> None:
    ceilings = np.array([6_000.0, 2_000.0, 0.0])
    assert shortfall(8_000.0, ceilings) == 0
    assert shortfall(8_001.0, ceilings) == 1
    assert shortfall(30_000.0, ceilings) == 22_000
    np.testing.assert_array_equal(shortfall_by_ally(np.array([7_000.0, 500, 10]), ceilings), [1_000, 0, 10])


def test_frontier_by_hand() -> None:
    """120,000 in all, a fifth not fit: 96,000, over R and times willingness."""
    found = frontier(LAND, np.array([3.0, 4.0, 5.0]), np.array([0.1, 0.5]), NU)
    np.testing.assert_allclose(found, [[3_200, 16_000], [2_400, 12_000], [1_920, 9_600]], rtol=1e-14)


def test_smallest_willingness_by_hand() -> None:
    """12,000 at R = 4 and ν = 0.2 is a pool of 60,000: half of 120,000. 30,000 would take more than all."""
    assert smallest_willingness(12_000.0, LAND, 4.0, NU) == pytest.approx(0.5, abs=1e-15)
    assert smallest_willingness(30_000.0, LAND, 4.0, NU) == pytest.approx(1.25, abs=1e-15)
    assert smallest_willingness(0.0, LAND, 4.0, NU) == 0
    with pytest.raises(DataError, match=r"land forces: 0\. In all there is nobody"):
        smallest_willingness(12_000.0, np.zeros(3), 4.0, NU)


def test_contributions_follow_ceilings() -> None:
    sent = contributions(4_000.0, np.array([6_000.0, 2_000.0, 0.0]))
    np.testing.assert_allclose(sent.by_ally, [3_000, 1_000, 0], rtol=1e-15)
    assert sent.short == 0
    np.testing.assert_array_equal(sent.above_ceiling, [0, 0, 0])


def test_what_is_named_goes_first_then_the_others_then_more_than_was_named() -> None:
    """The second names 1,000 of its 2,000; the first carries what is left until its own ceiling."""
    ceilings, named = np.array([6_000.0, 2_000.0, 0.0]), np.array([0.0, 1_000.0, 0.0])
    for force, expected in ((4_000.0, [3_000, 1_000, 0]), (7_000.0, [6_000, 1_000, 0]), (7_500.0, [6_000, 1_500, 0])):
        np.testing.assert_allclose(contributions(force, ceilings, named).by_ally, expected, rtol=1e-14)


def test_others_share_the_rest_by_their_ceilings() -> None:
    sent = contributions(5_000.0, np.array([6_000.0, 2_000.0, 2_000.0]), np.array([0.0, 1_000.0, 0.0]))
    np.testing.assert_allclose(sent.by_ally, [3_000, 1_000, 1_000], rtol=1e-14)


def test_what_is_named_above_a_ceiling_is_not_counted_but_said() -> None:
    sent = contributions(10_000.0, np.array([6_000.0, 2_000.0, 0.0]), np.array([1_000.0, 5_000.0, 300.0]))
    np.testing.assert_allclose(sent.by_ally, [6_000, 2_000, 0], rtol=1e-15)
    np.testing.assert_array_equal(sent.above_ceiling, [0, 3_000, 300])
    assert sent.short == 2_000


def test_a_name_above_a_ceiling_is_not_counted_where_the_force_is_carried_either() -> None:
    sent = contributions(5_000.0, np.array([6_000.0, 2_000.0]), np.array([1_000.0, 5_000.0]))
    np.testing.assert_allclose(sent.by_ally, [3_000, 2_000], rtol=1e-14)
    np.testing.assert_array_equal(sent.above_ceiling, [0, 3_000])


def test_more_named_than_needed_is_scaled_down_alike() -> None:
    sent = contributions(2_000.0, np.array([6_000.0, 2_000.0]), np.array([3_000.0, 1_000.0]))
    np.testing.assert_allclose(sent.by_ally, [1_500, 500], rtol=1e-15)


def test_nobody_can_send_anyone() -> None:
    sent = contributions(2_000.0, np.zeros(2))
    np.testing.assert_array_equal(sent.by_ally, [0, 0])
    assert sent.short == 2_000


def test_cost_of_a_mission_by_hand() -> None:
    """Three years that fill up over the first, at 0.4m: half, all, all; and a set-up of 200m beside it."""
    cost = mission_cost(np.array([5_000.0, 10_000, 10_000]), 0.4, 200.0)
    np.testing.assert_allclose(cost.running, [2_000, 4_000, 4_000], rtol=1e-15)
    assert cost.set_up == 200
    assert cost.total == pytest.approx(10_200)


def test_displaced_share_by_hand() -> None:
    assert displaced_share(6.0, 60.0) == pytest.approx(0.1)
    np.testing.assert_allclose(displaced_share(np.array([3.0, 1.0]), np.array([60.0, 50.0])), [0.05, 0.02])


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: pool(1.0, 4.0, 1.0), r"not deployable: 1\. Expected a fraction from 0 up to, not including, 1; .*0\.1"),
    (lambda: pool(1.0, 4.0, -0.1), r"not deployable: -0\.1\. Expected a fraction"),
    (lambda: pool(1.0, 4.0, float("nan")), r"not deployable: nan\. Expected a fraction"),
    (lambda: pool(1.0, 0.5, 0.0), r"rotation multiple: 0\.5\. Expected 1 or more: it counts the tour itself"),
    (lambda: pool(-30_000.0, 4.0, 0.0), r"deployed: -30,000\. Expected persons from zero up"),
    (lambda: ceiling(np.array([1.0, -2.0]), 0.1, 4.0, 0.0), r"land forces: -2 \(place 2 of 2\)\. Expected persons"),
    (
        lambda: ceiling(np.array([1.0, np.nan]), 0.1, 4.0, 0.0),
        r"land forces: nan \(place 2 of 2\).*leave out, and name",
    ),
    (lambda: ceiling(LAND, 20.0, 4.0, 0.0), r"willingness: 20\. Expected a fraction .* for 20 per cent write 0\.2"),
    (lambda: ceiling(LAND, np.array([0.1, 1.2, 2.0]), 4.0, 0.0), r"willingness: 1\.2 \(place 2 of 3\)"),
    (lambda: frontier(LAND, np.array([4.0, 0.9]), np.array([0.5]), 0.0), r"rotation multiple: 0\.9 \(place 2 of 2\)"),
    (lambda: frontier(LAND, np.array([4.0]), np.array([-0.5]), 0.0), r"willingness: -0\.5\. Expected"),
    (lambda: contributions(-1.0, LAND), r"deployed: -1\. Expected"),
    (lambda: contributions(1.0, -LAND), r"ceilings: -60,000 \(place 1 of 3\)"),
    (lambda: contributions(1.0, LAND, -LAND), r"asked: -60,000 \(place 1 of 3\)"),
    (lambda: rotation_multiple(0.0, 12.0, 6.0), r"tour: 0\. Expected a time above zero"),
    (lambda: rotation_multiple(6.0, -1.0, 6.0), r"reset: -1\. Expected a time from zero up"),
    (lambda: rotation_multiple(6.0, 1.0, -6.0), r"training: -6\. Expected a time from zero up"),
    (lambda: annual_cost(1.0, -0.4), r"cost per soldier and year: -0\.4\. Expected money from zero up"),
    (lambda: mission_cost(LAND, 0.4, -1.0), r"set-up: -1\. Expected money from zero up"),
    (lambda: displaced_share(1.0, 0.0), r"defence budget: 0\. Expected money above zero"),
]


@pytest.mark.parametrize(("act", "said"), REFUSED, ids=lambda x: x if isinstance(x, str) else "")
def test_refusals_name_the_value_and_the_next_step(act: Callable[[], object], said: str) -> None:
    with pytest.raises(DataError, match=said):
        act()
