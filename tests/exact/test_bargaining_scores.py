"""Scores of forecasts against cases worked by hand, a second route to each, and what may not move them.

What the tests cannot see: whether an error on past decisions says anything about a decision of another kind.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from westphalia.bargaining.scores import (
    absolute_quantile,
    bootstrap_interval,
    cluster_bootstrap_interval,
    covered,
    crps,
    held_out_coverage,
    hit_share,
    mean_absolute_error,
    median_absolute_error,
    root_mean_square_error,
    within,
)
from westphalia.errors import DataError

RESIDUAL = np.array([0.1, -0.3, 0.0, 0.4])
PLACES = st.lists(st.floats(0, 1), min_size=1, max_size=8)


def test_errors_by_hand() -> None:
    assert mean_absolute_error(RESIDUAL) == pytest.approx(0.2)
    assert root_mean_square_error(RESIDUAL) == pytest.approx((0.26 / 4) ** 0.5)
    assert median_absolute_error(RESIDUAL) == pytest.approx(0.2)
    assert hit_share(RESIDUAL, 0.1) == 0.5
    assert hit_share(np.array([0.7 - 0.6]), 0.1) == 1.0  # 0.1 but for the last bit
    assert covered(RESIDUAL, 0.35) == 0.75
    assert within(RESIDUAL, np.array([0.1, 0.2, 0.0, 0.5])) == 0.75
    assert absolute_quantile(RESIDUAL, 0.5) == pytest.approx(0.2)


def test_the_score_of_a_distribution_by_hand() -> None:
    """Half the weight on 0 and half on 1, outcome 0: 1/2 off on average, less a quarter for being honest about it."""
    score = crps(np.array([[0.0, 1.0]]), np.array([[1.0, 1.0]]), np.array([0.0]))
    assert score.tolist() == pytest.approx([0.25])


@given(PLACES, st.floats(0, 1), st.integers(0, 1000))
def test_the_score_of_a_distribution_by_the_double_sum(places: list[float], outcome: float, seed: int) -> None:
    weight = np.random.default_rng(seed).uniform(0.1, 1, len(places))
    share, x = weight / weight.sum(), np.array(places)
    slow = sum(p * abs(a - outcome) for p, a in zip(share, x, strict=True)) - 0.5 * sum(
        p * r * abs(a - b) for p, a in zip(share, x, strict=True) for r, b in zip(share, x, strict=True)
    )
    found = crps(x[None], weight[None], np.array([outcome]))[0]
    assert found == pytest.approx(slow, abs=1e-12)
    assert found >= -1e-12


@given(PLACES, st.floats(0, 1), st.floats(0.01, 100))
def test_only_shares_of_weight_count_and_nobody_without_weight(x: list[float], outcome: float, scale: float) -> None:
    weight = np.arange(1.0, len(x) + 1)
    given_to = np.array([outcome])
    plain = crps(np.array([x]), weight[None], given_to)
    more = crps(np.array([[*x, 0.3]]), np.append(scale * weight, 0.0)[None], given_to)
    assert np.abs(plain - more).max() < 1e-12


def test_all_weight_on_one_point_scores_the_absolute_error() -> None:
    score = crps(np.array([[0.2, 0.9]]), np.array([[1.0, 0.0]]), np.array([0.5]))
    assert score.tolist() == pytest.approx([0.3])


def test_held_out_coverage_by_hand() -> None:
    """Three clusters; without the far one the band is 0.1, which does not reach it; the others are inside theirs."""
    residual = np.array([0.1, -0.1, 0.5])
    cluster = np.array([0, 1, 2])
    assert held_out_coverage(residual, cluster, 1.0) == pytest.approx(2 / 3)
    assert held_out_coverage(residual, np.array([0, 0, 1]), 1.0) == pytest.approx(2 / 3)


def test_intervals_of_a_mean_are_those_of_the_normal_law() -> None:
    rng = np.random.default_rng(5)
    difference = rng.normal(0.02, 0.1, 400)
    found = bootstrap_interval(difference, np.random.default_rng(1))
    error = 1.96 * difference.std() / 400**0.5
    assert found.low == pytest.approx(difference.mean() - error, abs=5e-4)
    assert found.high == pytest.approx(difference.mean() + error, abs=5e-4)


def test_copies_of_an_issue_widen_the_clustered_interval_only() -> None:
    """Four copies of each issue look like four times the evidence; as clusters they are what they were."""
    difference = np.random.default_rng(5).normal(0.0, 0.1, 100)
    once = bootstrap_interval(difference, np.random.default_rng(1))
    copies, cluster = np.repeat(difference, 4), np.repeat(np.arange(100), 4)
    apart = bootstrap_interval(copies, np.random.default_rng(1))
    together = cluster_bootstrap_interval(copies, cluster, np.random.default_rng(1))
    assert together.high - together.low == pytest.approx(once.high - once.low, abs=1e-12)
    assert apart.high - apart.low == pytest.approx((once.high - once.low) / 2, rel=0.1)


def test_intervals_repeat_with_their_seed() -> None:
    difference = np.random.default_rng(5).normal(0.0, 0.1, 50)
    first, second = (bootstrap_interval(difference, np.random.default_rng(3)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("residual", [np.array([]), np.array([0.1, np.nan])])
def test_what_is_missing_is_refused(residual: np.ndarray) -> None:
    with pytest.raises(DataError, match="missing, or there is none"):
        mean_absolute_error(residual)


def test_weights_and_clusters_that_say_nothing_are_refused() -> None:
    with pytest.raises(DataError, match="weights: zero or more"):
        crps(np.array([[0.2, 0.9]]), np.zeros((1, 2)), np.array([0.5]))
    with pytest.raises(DataError, match="one cluster only"):
        held_out_coverage(RESIDUAL, np.zeros(4, int), 0.8)
