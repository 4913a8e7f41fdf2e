"""The path from the short to the long run."""

import pytest

from westphalia.errors import ScenarioError
from westphalia.world.horizon import VARIANTS, Variant, adjustment, horizon_points
from westphalia.world.load import sources


def test_published_points() -> None:
    first, last = horizon_points()
    assert (first.years_since, first.elasticity) == (1, 0.76)
    assert (last.years_since, last.elasticity, last.low, last.high) == (10, 2.0, 1.75, 2.25)
    assert {first.source, last.source} <= {source.id for source in sources()}


def test_the_path_goes_through_them() -> None:
    assert adjustment(1) == pytest.approx(0.76 / 2)
    assert adjustment(0) == adjustment(1)
    assert adjustment(10) == adjustment(11) == adjustment(40) == 1.0
    assert adjustment(4) == pytest.approx((0.76 + (2 - 0.76) / 3) / 2)
    assert adjustment(1, "slow") == pytest.approx(0.76 / 2.25)
    assert adjustment(1, "fast") == pytest.approx(0.76 / 1.75)
    assert adjustment(7, "fast") == 1.0 > adjustment(7)


@pytest.mark.parametrize("variant", VARIANTS)
def test_it_only_rises(variant: Variant) -> None:
    path = [adjustment(year, variant) for year in range(15)]
    assert path == sorted(path)
    assert 0 < path[0] < 0.5
    assert path[-1] == 1.0


def test_variants_lie_on_both_sides() -> None:
    for year in range(10):
        assert adjustment(year, "slow") < adjustment(year) < adjustment(year, "fast")


def test_refusals() -> None:
    with pytest.raises(ScenarioError, match="years_since is -1; expected 0"):
        adjustment(-1)
    with pytest.raises(ScenarioError, match="variant 'medium' is not one of central, slow, fast"):
        adjustment(1, "medium")
