"""What holds for any actors under every reading of the challenge model, and what does not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from westphalia.bargaining.challenge import PRINTED_PAPER, READINGS, ReadOff, challenge
from westphalia.bargaining.challenge_utilities import field, median_position, success

Case = tuple[np.ndarray, np.ndarray, np.ndarray]
ROUNDS, TABLES = 2, 120
DYNAMICS = tuple(reading for reading in READINGS if reading.read_off is ReadOff.MEDIAN)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Many tables of two to six actors, in coarse steps that are no binary fractions: ties happen, but for rounding."""
    rng, n = np.random.default_rng(draw(st.integers(0, 2**32 - 1))), draw(st.integers(2, 6))
    x, s, c = (rng.integers(low, 11, (TABLES, n)) for low in (0, 1, 1))
    return x / 10, s / 10, c / 3


def _paths(case: Case) -> np.ndarray:
    return np.stack([challenge(*case, reading, ROUNDS).position for reading in DYNAMICS])


@settings(max_examples=2, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_names_and_order_do_not_matter(case: Case, chance: object) -> None:
    order = list(range(case[0].shape[1]))
    chance.shuffle(order)  # type: ignore[attr-defined]
    np.testing.assert_allclose(
        _paths((case[0][:, order], case[1][:, order], case[2][:, order])), _paths(case)[..., order], rtol=0, atol=1e-6
    )


@settings(max_examples=2, deadline=None)
@given(cases(), st.sampled_from([1e-13, 7.0, 1e4]))
def test_only_ratios_of_capability_count(case: Case, scale: float) -> None:
    np.testing.assert_allclose(_paths((case[0], case[1], case[2] * scale)), _paths(case), rtol=0, atol=1e-6)


@settings(max_examples=2, deadline=None)
@given(cases(), st.sampled_from([0.3, 6.0, 100.0]), st.sampled_from([0.0, 4.0]))
def test_any_scale_gives_the_same_places(case: Case, scale: float, shift: float) -> None:
    moved = _paths((case[0] * scale + shift, case[1], case[2]))
    np.testing.assert_allclose((moved - shift) / scale, _paths(case), rtol=0, atol=1e-6)


@settings(max_examples=2, deadline=None)
@given(cases())
def test_a_scale_read_from_its_other_end_gives_the_mirror_image(case: Case) -> None:
    np.testing.assert_allclose(1 - _paths((1 - case[0], case[1], case[2])), _paths(case), rtol=0, atol=1e-6)


@settings(max_examples=2, deadline=None)
@given(cases())
def test_nobody_leaves_the_range_of_the_start(case: Case) -> None:
    paths = _paths(case)
    low, high = (end(case[0], axis=1)[:, None, None] for end in (np.min, np.max))
    assert (paths >= low - 1e-9).all()
    assert (paths <= high + 1e-9).all()


@settings(max_examples=2, deadline=None)
@given(cases(), st.sampled_from([0.5, 1.0, 2.0]), st.booleans())
def test_one_of_the_two_prevails_or_the_pair_is_a_small_part_of_all(case: Case, bend: float, all_pairs: bool) -> None:
    x, s, c = case
    now = field(x, s, s * c, np.ptp(x, axis=1))
    chance = success(now, np.full(x.shape, bend), all_pairs)
    apart = now.apart > 0
    if all_pairs:
        found, expected = (chance * apart).sum(axis=(1, 2)), 0.5 * apart.any(axis=(1, 2))
    else:
        found, expected = (chance + np.swapaxes(chance, 1, 2))[apart], np.ones(apart.sum())
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)


@settings(max_examples=2, deadline=None)
@given(cases(), st.floats(0, 1))
def test_no_place_wins_a_vote_against_the_median(case: Case, rival: float) -> None:
    """Each casts weight times the difference of distances."""
    x, s, c = case
    median = median_position(x, s * c)[:, None]
    assert ((s * c * (np.abs(x - rival) - np.abs(x - median))).sum(axis=1) >= -1e-12).all()


@pytest.mark.parametrize("reading", READINGS, ids=lambda reading: reading.name)
def test_an_actor_without_weight_does_change_the_answer(reading: object) -> None:
    """No invariant, unlike in the compromise model: whoever is at the table can be challenged, and so takes or gives
    courage. Among 200 random tables the forecast moves in some under every reading."""
    rng = np.random.default_rng(11)
    x, s, c = rng.uniform(0, 1, (200, 5)), rng.uniform(0.2, 1, (200, 5)), rng.uniform(1, 5, (200, 5))
    dull = s.copy()
    dull[:, -1] = 0.0
    with_it = challenge(x, dull, c, reading).forecast  # type: ignore[arg-type]
    without = challenge(x[:, :-1], s[:, :-1], c[:, :-1], reading).forecast  # type: ignore[arg-type]
    assert (np.abs(with_it - without) > 0.01).sum() > 10


def test_reading_off_changes_nothing_but_the_number_read() -> None:
    rng = np.random.default_rng(2)
    x, s, c = rng.uniform(0, 1, (20, 5)), rng.uniform(0.1, 1, (20, 5)), rng.uniform(1, 5, 5)
    median, mean = (next(r for r in READINGS if r.name.startswith("printed") and r.read_off is off) for off in ReadOff)
    assert {median.read_off, mean.read_off} == set(ReadOff)
    here, there = challenge(x, s, c, PRINTED_PAPER), challenge(x, s, c, median)
    np.testing.assert_array_equal(here.position, there.position)
    assert np.abs(here.forecast - there.forecast).max() > 0.01
