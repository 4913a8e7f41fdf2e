"""What holds of sanctions whatever the numbers: bounds, monotony, sums."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from westphalia.sanctions import measures, oil

ELASTICITY = st.floats(0.5, 20)
CHANGE = st.floats(-0.99, 2)
PRICE = st.floats(1, 200)
SHARE = st.floats(0, 1)
LOSSES = arrays(float, st.integers(1, 8), elements=st.floats(-100, 100))


def one(value: float) -> np.ndarray:
    return np.array([value])


@given(CHANGE, ELASTICITY)
def test_a_duty_of_the_size_of_the_equivalent_leaves_the_same_trade(change: float, elasticity: float) -> None:
    duty = measures.ad_valorem_equivalent(measures.log_effect(one(change)), one(elasticity))
    assert measures.trade_left(duty, one(elasticity))[0] == pytest.approx(1 + change, rel=1e-9)


@given(st.floats(-0.99, -0.01), ELASTICITY, st.floats(1.01, 3))
def test_the_equivalent_falls_with_the_elasticity(change: float, elasticity: float, more: float) -> None:
    beta = np.full(2, np.log1p(change))
    low, high = measures.ad_valorem_equivalent(beta, np.array([elasticity, elasticity * more]))
    assert low > high > 0


@given(LOSSES)
def test_shares_of_the_burden_are_parts_of_one_or_unknown(losses: np.ndarray) -> None:
    shares = measures.burden_share(losses)
    if (losses > 0).any():
        assert shares.sum() == pytest.approx(1)
        assert ((shares >= 0) & (shares <= 1)).all()
    else:
        assert np.isnan(shares).all()


@given(LOSSES, st.floats(0.01, 100))
def test_burdens_add_up_to_that_of_the_coalition(losses: np.ndarray, target: float) -> None:
    together = measures.burden(one(float(losses.sum())), target)[0]
    assert measures.burden(losses, target).sum() == pytest.approx(together, abs=1e-9 * (1 + abs(losses).sum() / target))


@given(st.integers(0, 40), st.integers(1, 20))
def test_what_is_left_never_rises(years: int, fades_in: int) -> None:
    now, later = measures.left_after_lifting(np.array([years, years + 1]), fades_in)
    assert 0 <= later <= now <= 1


@given(PRICE, PRICE, SHARE, SHARE)
def test_a_cap_takes_more_the_lower_it_is_and_the_more_obey_it(
    board: float, cap: float, some: float, more: float
) -> None:
    low, high = sorted((some, more))

    def price(limit: float, capped: float) -> float:
        return float(oil.net_price(one(board), one(limit), one(capped), one(board))[0])

    assert price(cap / 2, high) <= price(cap, high) + 1e-9
    assert price(cap, high) <= price(cap, low) + 1e-9
    assert min(cap, board) - 1e-9 <= price(cap, high) <= board + 1e-9


@given(st.floats(61, 150), st.floats(0.05, 1))
def test_two_losses_give_back_the_price_and_the_share_that_made_them(price: float, capped: float) -> None:
    lost = tuple(capped * (1 - cap / price) for cap in (60.0, 30.0))
    if lost[0] > 1e-3:
        found = oil.setting_behind((60.0, 30.0), (lost[0], lost[1]))
        assert found == pytest.approx((price, capped), rel=1e-6)
