"""Whatever the donors: parts add up, nobody's order matters, the EU's part is counted once, nothing is lost."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from westphalia.support import aid
from westphalia.world.aid import INSTITUTIONS, PARTS, Period, eu_key, group_total, tracker

AMOUNT = st.floats(0, 1e4, allow_subnormal=False)
GDP = st.floats(0.1, 1e5)


@st.composite
def donors(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Aid today, GDP and a key of a common budget, of the same donors."""
    size = draw(st.integers(1, 8))
    today = np.array(draw(st.lists(AMOUNT, min_size=size, max_size=size)))
    gdp = np.array(draw(st.lists(GDP, min_size=size, max_size=size)))
    weights = np.array(draw(st.lists(st.floats(0.01, 1), min_size=size, max_size=size)))
    return today, gdp, weights / weights.sum()


@settings(max_examples=40)
@given(donors(), AMOUNT, st.floats(0, 1))
def test_parts_add_to_one_and_additions_to_the_sum(
    some: tuple[np.ndarray, np.ndarray, np.ndarray], total: float, through: float
) -> None:
    today, gdp, common = some
    assert abs(aid.kappa(aid.income_key(gdp)).sum() - 1) <= 1e-9
    added = aid.added(total, aid.income_key(gdp), through, common)
    assert (added >= 0).all()
    assert abs(added.sum() - total) <= 1e-9 * (1 + total)
    np.testing.assert_allclose(aid.replaced(today, added).sum(), today.sum() + total, rtol=1e-12, atol=1e-12)


@settings(max_examples=40)
@given(donors(), AMOUNT, st.randoms(use_true_random=False))
def test_the_order_of_donors_does_not_matter(
    some: tuple[np.ndarray, np.ndarray, np.ndarray], total: float, shuffle: random.Random
) -> None:
    today, gdp, common = some
    order = list(range(gdp.size))
    shuffle.shuffle(order)
    target = float((today / gdp).max()) + 0.01
    key = aid.gap_key(today, gdp, target)
    added = aid.added(total, key, 0.5, common)
    again = aid.added(total, aid.gap_key(today[order], gdp[order], target), 0.5, common[order])
    np.testing.assert_allclose(again, added[order], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(
        aid.reached(total, today[order], gdp[order]), aid.reached(total, today, gdp), rtol=1e-9, atol=1e-12
    )


@settings(max_examples=40)
@given(donors(), AMOUNT)
def test_filling_to_the_share_reached_takes_just_the_sum(
    some: tuple[np.ndarray, np.ndarray, np.ndarray], total: float
) -> None:
    today, gdp, _ = some
    share = aid.reached(total, today, gdp)
    assert share >= (today / gdp).min() - 1e-12
    taken = np.maximum(0.0, share * gdp - today).sum()
    np.testing.assert_allclose(taken, total, rtol=1e-7, atol=1e-6)


@settings(max_examples=40)
@given(donors(), st.floats(1e-3, 1e3))
def test_the_scale_of_a_key_and_the_unit_of_money_mean_nothing(
    some: tuple[np.ndarray, np.ndarray, np.ndarray], scale: float
) -> None:
    today, gdp, common = some
    key = aid.income_key(gdp)
    np.testing.assert_allclose(aid.kappa(scale * key), aid.kappa(key), rtol=1e-9)
    np.testing.assert_allclose(
        scale * aid.added(1.0, key, 0.3, common), aid.added(scale, aid.income_key(scale * gdp), 0.3, common), rtol=1e-9
    )
    np.testing.assert_allclose(aid.gap_key(scale * today, scale * gdp, 0.01), scale * aid.gap_key(today, gdp, 0.01),
                               rtol=1e-9, atol=1e-9 * scale)  # fmt: skip


@settings(max_examples=40)
@given(donors(), AMOUNT, AMOUNT)
def test_more_to_replace_takes_no_less_from_anybody(
    some: tuple[np.ndarray, np.ndarray, np.ndarray], one: float, more: float
) -> None:
    today, gdp, common = some
    less, all_ = (aid.added(total, aid.income_key(gdp), 0.2, common) for total in (one, one + more))
    assert (all_ >= less - 1e-9).all()
    assert aid.reached(one + more, today, gdp) >= aid.reached(one, today, gdp) - 1e-12


@settings(max_examples=25)
@given(st.integers(2022, 2026), st.integers(2022, 2026), st.sampled_from(sorted(eu_key())))
def test_every_view_of_the_tracker_holds_every_euro_once(first: int, last: int, member: str) -> None:
    release = tracker()
    first, last = min(first, last), max(first, last)
    period = Period(first, last, 12 if last < 2026 else 4)
    own, charged = release.totals(period, "donor"), release.totals(period, "members")
    for part in PARTS:
        sums = [sum(getattr(each, part) for each in view.values()) for view in (own, charged)]
        assert abs(sums[0] - sums[1]) <= 1e-9
    carried = charged[member] - own[member]
    assert abs(carried.allocated - eu_key()[member] * own[INSTITUTIONS].allocated) <= 1e-9
    together = group_total(own, ("EU27", INSTITUTIONS)).allocated
    assert abs(together - sum(charged[code].allocated for code in eu_key())) <= 1e-9
