"""What holds for any positions, any stream of royalties and any counts."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from westphalia.attacks.counts import interval, negative_binomial_size, total
from westphalia.attacks.level import crps
from westphalia.attacks.shares import DownedShare, beta_binomial, pooled_share
from westphalia.minerals.positions import distance, distance_together, equal_weights
from westphalia.minerals.royalties import break_even_revenue, npv, revenue_path

PLACES = st.one_of(st.just(math.nan), st.floats(0, 1))
LEVELS = st.floats(0.01, 1e4)
RATES = st.floats(0.0, 0.5)
SPANS = st.integers(1, 40)


@given(st.lists(PLACES, min_size=5, max_size=5), st.lists(st.floats(0, 1), min_size=5, max_size=5))
def test_distance_lies_between_its_issues_and_is_the_same_both_ways(position: list[float], text: list[float]) -> None:
    here, there = np.array([position]), np.array(text)
    apart = distance(here, there)
    together = float(distance_together(apart, equal_weights(5))[0])
    known = apart[np.isfinite(apart)]
    assert np.isnan(together) if not known.size else known.min() - 1e-12 <= together <= known.max() + 1e-12
    np.testing.assert_array_equal(apart[0], distance(there[None, :], here[0])[0])


@given(st.lists(PLACES, min_size=4, max_size=4), st.permutations(range(4)))
def test_the_order_of_issues_does_not_matter(position: list[float], order: list[int]) -> None:
    apart = distance(np.array([position]), np.full(4, 0.3))
    here, there = (distance_together(a, equal_weights(4))[0] for a in (apart, apart[:, order]))
    assert np.isnan(here) == np.isnan(there)
    assert np.isnan(here) or math.isclose(here, there, abs_tol=1e-12)


@given(LEVELS, st.integers(0, 30), SPANS, SPANS, RATES)
def test_value_is_proportional_to_revenue_and_breaks_even_where_it_says(
    level: float, lead: int, ramp: int, years: int, rate: float
) -> None:
    one = npv(revenue_path(1.0, lead, ramp, years), 0.06, 0.5, rate)
    assert math.isclose(npv(revenue_path(level, lead, ramp, years), 0.06, 0.5, rate), level * one, rel_tol=1e-9)
    if one > 0:
        needed = break_even_revenue(500.0, one)
        assert math.isclose(npv(revenue_path(needed, lead, ramp, years), 0.06, 0.5, rate), 500.0, rel_tol=1e-9)


@given(LEVELS, st.integers(0, 30), SPANS, SPANS, RATES)
def test_waiting_longer_and_discounting_more_never_make_it_worth_more(
    level: float, lead: int, ramp: int, years: int, rate: float
) -> None:
    value = npv(revenue_path(level, lead, ramp, years), 0.06, 0.5, rate)
    assert npv(revenue_path(level, lead + 1, ramp, years), 0.06, 0.5, rate) <= value
    assert npv(revenue_path(level, lead, ramp, years), 0.06, 0.5, rate + 0.01) <= value
    assert npv(revenue_path(level, lead, ramp, years + 1), 0.06, 0.5, rate) >= value


@settings(max_examples=40)
@given(st.floats(0.1, 200), st.floats(1.0, 50), st.integers(2, 31))
def test_a_total_has_the_mean_and_variance_of_its_days(mean: float, ratio: float, days: int) -> None:
    variance = ratio * mean
    chance = total(mean, negative_binomial_size(mean, variance), days)
    x = np.arange(chance.size)
    centre = float(chance @ x)
    assert math.isclose(centre, days * mean, rel_tol=1e-4)
    assert math.isclose(float(chance @ (x - centre) ** 2), days * variance, rel_tol=1e-2)
    low, high = interval(chance, 0.9)
    assert low <= centre <= high or low == high


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=2, max_size=12))
def test_a_pooled_share_and_its_scatter_are_fractions_in_any_order(pairs: list[tuple[int, int]]) -> None:
    launched = np.array([n + d for d, n in pairs])
    downed = np.array([d for d, _ in pairs])
    same = np.zeros(len(pairs), dtype=int)
    found = pooled_share(downed, launched, same)
    assert 0 <= found.share <= 1
    assert 0 <= found.correlation <= 1
    back = pooled_share(downed[::-1], launched[::-1], same)
    assert math.isclose(found.share, back.share)
    assert math.isclose(found.correlation, back.correlation, abs_tol=1e-9)


@settings(max_examples=40)
@given(st.integers(1, 200), st.floats(0.05, 0.95), st.floats(0, 0.9))
def test_the_beta_binomial_has_its_mean_and_variance(launched: int, share: float, rho: float) -> None:
    chance = beta_binomial(launched, DownedShare(share, rho))
    x = np.arange(launched + 1)
    centre = float(chance @ x)
    assert math.isclose(chance.sum(), 1, rel_tol=1e-9)
    assert math.isclose(centre, launched * share, rel_tol=1e-6)
    expected = launched * share * (1 - share) * (1 + (launched - 1) * rho)
    assert math.isclose(float(chance @ (x - centre) ** 2), expected, rel_tol=1e-6)


@settings(max_examples=40)
@given(st.integers(0, 60), st.integers(0, 60))
def test_a_certain_forecast_scores_its_absolute_error(said: int, happened: int) -> None:
    assert crps(np.eye(1, said + 1, said)[0], happened) == abs(said - happened)
