"""Nash bargaining on one scale against closed forms, and what happens where no deal suits somebody best.

What the tests cannot see: which weight an actor's gain should have, and what no deal is worth to it.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from westphalia.bargaining.compromise import compromise
from westphalia.bargaining.nash import nash
from westphalia.bargaining.one_issue import POINTS, nash_on_a_scale
from westphalia.bargaining.preferences import LINEAR, QUADRATIC, Preferences
from westphalia.bargaining.two_players import two_player_settlement

STEP = 1 / (POINTS - 1)
COSTS = st.floats(0.5, 1.0)


def _sides(position: list[float], capability: list[float], no_deal: list[float], loss: float = LINEAR) -> Preferences:
    place = np.array(position)[None, :, None]
    return Preferences(place, np.ones_like(place), np.array([capability]), np.array([no_deal]), loss=loss)


@given(COSTS, COSTS, st.floats(0.05, 0.95))
def test_two_players_at_the_ends_meet_where_the_closed_form_says(one: float, two: float, share: float) -> None:
    """The product is flat near its top where the zone is narrow, so half a step of the grid is the most one may ask."""
    point = two_player_settlement((1 - share, share), (one, two)).point
    found = nash_on_a_scale(_sides([0.0, 1.0], [1 - share, share], [-one, -two]), unanimous=True)[0]
    assert point is not None
    assert abs(found - point) <= STEP


def test_three_with_quadratic_loss_by_the_condition_of_the_first_order() -> None:
    r""":math:`\sum_a w_a (y - x_a) / (1 - (y - x_a)^2) = 0` at the best place."""
    x, w = np.array([0.1, 0.4, 0.9]), np.array([1.0, 0.5, 2.0])
    y = nash_on_a_scale(_sides(x.tolist(), w.tolist(), [-1.0] * 3, QUADRATIC), unanimous=False)[0]
    slope = [(w * (at - x) / (1 - (at - x) ** 2)).sum() for at in (y - STEP, y + STEP)]
    assert slope[0] < 0 < slope[1]
    assert abs(y - compromise(_sides(x.tolist(), w.tolist(), [-1.0] * 3))[0, 0]) > STEP


def test_one_who_likes_what_holds_stops_the_unanimous_and_not_the_many() -> None:
    """No deal leaves 0, where one of three stands: all must agree, so 0; else the two others take their middle."""
    sides = _sides([0.0, 0.8, 0.8], [1.0, 1.0, 1.0], [0.0, -0.8, -0.8])
    assert nash_on_a_scale(sides, unanimous=True).tolist() == [0.0]
    assert nash_on_a_scale(sides, unanimous=False)[0] == pytest.approx(0.8, abs=STEP)


def test_where_nobody_can_be_kept_whole_the_largest_loss_is_least() -> None:
    sides = _sides([0.0, 1.0], [1.0, 1.0], [-0.2, -0.2])
    assert nash_on_a_scale(sides, unanimous=True)[0] == pytest.approx(0.5, abs=STEP)


@given(st.permutations([0, 1, 2, 3]), st.floats(0.1, 50.0))
def test_order_and_scale_of_capability_do_not_count(order: list[int], scale: float) -> None:
    position, capability = [0.1, 0.35, 0.6, 0.95], [1.0, 3.0, 0.5, 2.0]
    plain = nash_on_a_scale(_sides(position, capability, [-1.0] * 4), unanimous=False)
    turned = _sides([position[k] for k in order], [scale * capability[k] for k in order], [-1.0] * 4)
    assert abs(nash_on_a_scale(turned, unanimous=False) - plain).max() <= STEP


def test_the_continuous_solver_finds_the_same_place() -> None:
    """A second route: the interior-point solver of many issues, on one, and with nobody left out."""
    position, capability = [0.1, 0.35, 0.6, 0.95], [1.0, 3.0, 0.5, 2.0]
    for loss in (LINEAR, QUADRATIC):
        sides = _sides(position, capability, [-1.0] * 4, loss)
        alone = Preferences(sides.position[0], sides.salience[0], sides.capability[0], sides.no_deal[0], loss=loss)
        exact = nash(alone, np.ones(4, bool)).settlement[0]
        assert abs(nash_on_a_scale(sides, unanimous=True)[0] - exact) <= STEP
        assert abs(nash_on_a_scale(sides, unanimous=False)[0] - exact) <= STEP
