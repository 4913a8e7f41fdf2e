"""What must hold for every key, cap and group of allies."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from westphalia.defence.autonomy import (
    allocation,
    capacity_key,
    closed,
    closed_together,
    exposure_key,
    gap,
    income_key,
    mixed_key,
    need_from_gap,
    need_from_points,
)
from westphalia.defence.burden import (
    benefit_share,
    concordance,
    distance_between_keys,
    rank_correlation,
    rank_of_fairness,
)
from westphalia.errors import DataError

amounts = st.floats(0.01, 1e4)
or_nothing = st.one_of(st.just(0.0), amounts)
next_to_nothing = st.one_of(or_nothing, st.floats(1e-18, 1e-12))
shares = st.floats(0.001, 0.08)
totals = st.floats(0.1, 1e4)
seeds = st.randoms(use_true_random=False)


@st.composite
def arrays(draw: st.DrawFn, *values: st.SearchStrategy[float], least: int = 1) -> tuple[np.ndarray, ...]:
    """Arrays along the same allies, one for each strategy of values."""
    size = draw(st.integers(least, 12))
    return tuple(np.array(draw(st.lists(each, min_size=size, max_size=size))) for each in values)


@st.composite
def capped(draw: st.DrawFn, keys: st.SearchStrategy[float] = or_nothing) -> tuple[float, np.ndarray, np.ndarray]:
    """A total, a key and caps that leave room for it, from ample down to none to spare."""
    key, cap = draw(arrays(keys, or_nothing))
    room = float(cap[key > 0].sum())
    assume(room > 0)
    return room * draw(st.one_of(st.just(0.0), st.floats(1e-6, 1.0))), key, cap


@given(totals, arrays(or_nothing))
def test_allocations_add_up_and_nobody_receives(total: float, drawn: tuple[np.ndarray]) -> None:
    (key,) = drawn
    assume(key.any())
    paid = allocation(total, key)
    assert paid.sum() == pytest.approx(total, rel=1e-12)
    assert (paid >= 0).all()
    assert (paid[key == 0] == 0).all()


@given(capped(next_to_nothing))
def test_with_caps_allocations_add_up_between_nothing_and_the_cap(case: tuple[float, np.ndarray, np.ndarray]) -> None:
    total, key, cap = case
    paid = allocation(total, key, cap)
    assert paid.sum() == pytest.approx(total, rel=1e-10, abs=1e-12)
    assert (paid >= 0).all()
    assert (paid <= cap).all()


@settings(max_examples=50)
@given(capped())
def test_those_below_their_caps_keep_their_ratios(case: tuple[float, np.ndarray, np.ndarray]) -> None:
    """One level for all below the cap, and nobody at the cap would pay less than it at that level."""
    total, key, cap = case
    paid = allocation(total, key, cap)
    below = (key > 0) & (paid < cap)
    assume(below.any() and total > 0)
    level = paid[below] / key[below]
    np.testing.assert_allclose(level, level[0], rtol=1e-9, atol=0)
    full = (key > 0) & ~below
    assert (key[full] * level[0] >= cap[full] * (1 - 1e-9)).all()


@settings(max_examples=50)
@given(capped())
def test_the_level_is_what_a_search_for_it_finds(case: tuple[float, np.ndarray, np.ndarray]) -> None:
    """Second route: bisection on the level at which capped parts add up."""
    total, key, cap = case
    pays = (key > 0) & (cap > 0)
    part = key / key[pays].sum()
    assume(0 < total < 0.999 * cap[pays].sum())
    level = optimize.brentq(
        lambda x: np.minimum(cap, x * part).sum() - total, 0, float((cap[pays] / part[pays]).max()), rtol=1e-14
    )
    np.testing.assert_allclose(allocation(total, key, cap), np.minimum(cap, level * part), rtol=1e-8, atol=1e-9)


@given(capped(), st.floats(1.001, 10))
def test_caps_below_the_total_are_refused(case: tuple[float, np.ndarray, np.ndarray], over: float) -> None:
    _, key, cap = case
    with pytest.raises(DataError, match=r"caps: those of the .* below the total"):
        allocation(float(cap[key > 0].sum()) * over, key, cap)


@given(totals, arrays(amounts))
def test_caps_nobody_reaches_change_nothing(total: float, drawn: tuple[np.ndarray]) -> None:
    (key,) = drawn
    free = allocation(total, key)
    np.testing.assert_allclose(allocation(total, key, free * 1.5), free, rtol=1e-10)


@given(capped(), seeds, st.floats(1e-3, 1e3))
def test_order_of_allies_and_scale_of_the_key_do_not_matter(
    case: tuple[float, np.ndarray, np.ndarray], seed: np.random.Generator, scale: float
) -> None:
    total, key, cap = case
    order = np.arange(key.size)
    seed.shuffle(order)
    paid = allocation(total, key, cap)
    np.testing.assert_allclose(allocation(total, key[order], cap[order]), paid[order], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(allocation(total, key * scale, cap), paid, rtol=1e-9, atol=1e-9)


@given(arrays(amounts, or_nothing, amounts), st.integers(0, 2))
def test_a_mix_with_one_weight_is_that_key(drawn: tuple[np.ndarray, ...], chosen: int) -> None:
    keys = np.stack(drawn)
    np.testing.assert_array_equal(mixed_key(keys, np.eye(3)[chosen]), keys[chosen])


@given(arrays(amounts, amounts), st.floats(0, 1), st.floats(1e-3, 1e3))
def test_a_mix_lies_between_its_keys_and_ignores_their_scale(
    drawn: tuple[np.ndarray, ...], weight: float, scale: float
) -> None:
    keys, weights = np.stack(drawn), np.array([weight, 1 - weight])
    mix = mixed_key(keys, weights)
    assert (mix >= keys.min(axis=0) * (1 - 1e-12)).all()
    assert (mix <= keys.max(axis=0) * (1 + 1e-12)).all()
    rescaled = mixed_key(keys * np.array([[1.0], [scale]]), weights)
    np.testing.assert_allclose(allocation(100.0, rescaled), allocation(100.0, mix), rtol=1e-9)


@given(arrays(amounts, shares), st.floats(0.005, 0.1), st.floats(0.0001, 0.05))
def test_a_gap_is_nothing_above_the_target_and_grows_with_it(
    drawn: tuple[np.ndarray, ...], target: float, more: float
) -> None:
    gdp, share = drawn
    missing, larger = gap(share, gdp, target), gap(share, gdp, target + more)
    assert (missing[share >= target] == 0).all()
    assert (missing[share < target] > 0).all()
    assert (larger >= missing).all()
    assert (larger[share < target + more] > missing[share < target + more]).all()


@given(arrays(amounts, shares), st.floats(0.0001, 0.05))
def test_when_all_are_below_the_need_is_points_of_gdp(drawn: tuple[np.ndarray, ...], points: float) -> None:
    """Every ally the same distance below the target: the two readings of a need coincide."""
    gdp, share = drawn
    level = np.full_like(share, share[0])
    assert need_from_gap(level, gdp, share[0] + points) == pytest.approx(need_from_points(gdp, points), rel=1e-9)


@given(arrays(amounts, amounts, st.floats(0, 0.6)), amounts)
def test_without_slope_debt_or_differences_every_key_is_income(drawn: tuple[np.ndarray, ...], distance: float) -> None:
    gdp, income, debt = drawn
    same = allocation(100.0, income_key(gdp))
    flat = capacity_key(gdp, income, debt, 0.0)
    level = exposure_key(gdp, np.full_like(gdp, distance), 1.0)
    np.testing.assert_allclose(allocation(100.0, flat), same, rtol=1e-12)
    np.testing.assert_allclose(allocation(100.0, level), same, rtol=1e-12)


@given(arrays(amounts, amounts, st.floats(0, 2), least=2), st.floats(0.1, 2))
def test_more_debt_or_distance_lowers_an_allys_part(drawn: tuple[np.ndarray, ...], slope: float) -> None:
    gdp, measure, debt = drawn
    indebted, far = debt.copy(), measure.copy()
    indebted[0], far[0] = debt[0] + 0.7, measure[0] * 2
    by_debt = [allocation(1.0, capacity_key(gdp, measure, each, slope))[0] for each in (debt, indebted)]
    by_distance = [allocation(1.0, exposure_key(gdp, each, slope))[0] for each in (measure, far)]
    assert by_debt[1] < by_debt[0]
    assert by_distance[1] < by_distance[0]


@given(arrays(or_nothing, or_nothing))
def test_what_closes_lies_between_none_and_all(drawn: tuple[np.ndarray, ...]) -> None:
    missing, paid = drawn
    assume(missing.any())
    part = closed(paid, missing)
    np.testing.assert_array_equal(np.isnan(part), missing == 0)
    assert ((part >= 0) & (part <= 1))[missing > 0].all()
    assert closed_together(paid, missing) == pytest.approx(np.nansum(part * missing) / missing.sum(), rel=1e-9)


@given(arrays(shares, amounts), st.floats(0.001, 0.999))
def test_the_gap_key_closes_every_gap_by_the_same_part(drawn: tuple[np.ndarray, ...], part: float) -> None:
    """And no key closes more of the whole with the same money."""
    share, gdp = drawn
    missing = gap(share, gdp, 0.1)
    total = part * float(missing.sum())
    np.testing.assert_allclose(closed(allocation(total, missing), missing), part, rtol=1e-9)
    assert closed_together(allocation(total, gdp), missing) <= part * (1 + 1e-9)


@given(arrays(amounts, amounts, or_nothing))
def test_shares_of_benefit_add_up(drawn: tuple[np.ndarray, ...]) -> None:
    gdp, population, border = drawn
    assume(border.any())
    assert benefit_share(gdp, population, border).sum() == pytest.approx(1, rel=1e-12)


@given(arrays(st.integers(0, 9).map(float), st.integers(0, 9).map(float)))
def test_concordance_does_not_care_which_comes_first(drawn: tuple[np.ndarray, ...]) -> None:
    left, right = drawn
    one, other = concordance(left, right), concordance(right, left)
    assert one == other
    assert 0 < one.p_value <= 1


@given(arrays(amounts, amounts, least=3))
def test_the_signed_rank_test_is_that_of_scipy_where_nothing_is_equal(drawn: tuple[np.ndarray, ...]) -> None:
    left, right = drawn
    off = np.abs(left - right)
    assume(off.all() and np.unique(off).size == off.size)
    ours, theirs = concordance(left, right), stats.wilcoxon(left, right, method="exact")
    assert ours.statistic == theirs.statistic
    assert ours.p_value == pytest.approx(theirs.pvalue, rel=1e-9)


@given(arrays(st.integers(0, 5).map(float), amounts, least=4))
def test_the_rank_correlation_is_that_of_scipy(drawn: tuple[np.ndarray, ...]) -> None:
    left, right = drawn
    assume(np.ptp(left) > 0 and np.ptp(right) > 0)
    ours, theirs = rank_correlation(left, right), stats.spearmanr(left, right)
    assert ours.statistic == pytest.approx(theirs.statistic, abs=1e-12)
    assert ours.p_value == pytest.approx(theirs.pvalue, abs=1e-7)


@given(arrays(amounts, amounts, amounts), st.floats(0.1, 10))
def test_distance_between_keys_is_one_between_allocations(drawn: tuple[np.ndarray, ...], scale: float) -> None:
    """None to oneself, the same both ways, at most one, no detour shorter; and the total does not matter."""
    paid = np.stack(drawn)
    apart = distance_between_keys(paid)
    np.testing.assert_allclose(np.diag(apart), 0, atol=0)
    np.testing.assert_allclose(apart, apart.T, rtol=0, atol=1e-15)
    assert (apart <= 1).all()
    assert (apart[0, 2] <= apart[0, 1] + apart[1, 2] + 1e-12).all()
    rescaled = paid * np.array([[1.0], [scale], [1.0]])
    np.testing.assert_allclose(distance_between_keys(rescaled), apart, rtol=0, atol=1e-12)


@given(arrays(amounts, amounts, amounts))
def test_the_key_that_is_the_benefit_comes_first(drawn: tuple[np.ndarray, ...]) -> None:
    paid = np.stack(drawn)
    fairness = rank_of_fairness(paid, paid[1] / paid[1].sum())
    assert fairness.distance[1] == pytest.approx(0, abs=1e-15)
    assert fairness.rank[1] == 1
    assert sorted(fairness.rank)[0] == 1
