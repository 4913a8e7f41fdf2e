"""No-deal values drawn together for all who decide, against cases worked by hand.

What the tests cannot see: whether these values move together, apart or against each other.
"""

from typing import Any

import numpy as np
import pytest

from westphalia.bargaining.draws import chances, draws_at
from westphalia.report.methods import ANCHORS
from westphalia.report.settle_dependence import dependence_json, dependence_table
from westphalia.settlement import Settlement, settle
from westphalia.settlement.dependence import MOST_DRAWS, Dependence, dependence, tied
from westphalia.situation import Situation, read_situation

ASSUMED = {"assumed": "made up for a test"}


def _exact(value: float) -> dict[str, Any]:
    return {"low": value, "mode": value, "high": value, **ASSUMED}


def _actor(name: str, low: float, high: float, *, veto: bool = True) -> dict[str, Any]:
    return {"name": name, "title": name.title(), "veto": veto, "capability": _exact(1.0),
            "no_deal": {"low": low, "mode": (low + high) / 2, "high": high, **ASSUMED}}  # fmt: skip


def _situation(*actors: dict[str, Any]) -> Situation:
    """One issue with three levels; the first actor wants the low end, every other the high one."""
    positions = [
        {"actor": one["name"], "issue": "line", "date": "2025-02-24", **_exact(float(k > 0)), "salience": _exact(1.0)}
        for k, one in enumerate(actors)
    ]
    levels = [{"name": name, "at": at} for name, at in (("low", 0), ("middle", 0.5), ("high", 1))]
    issue = {"name": "line", "title": "A line", "low": "low", "high": "high", "levels": levels}
    return read_situation({"title": "A line", "date": "2025-02-24", "actors": list(actors), "issues": [issue],
                           "positions": positions})  # fmt: skip


@pytest.fixture(scope="module")
def two() -> Settlement:
    """Only the middle, worth -0.5 to both, can be agreed; no deal is worth -0.75 to -0.25 to each.

    Each accepts it with chance 1/2: by itself both do in a quarter of the draws, together in half of them.
    """
    return settle(_situation(_actor("one", -0.75, -0.25), _actor("other", -0.75, -0.25)), draws=2000)


def _found(of: Settlement) -> Dependence:
    found = dependence(of)
    assert found is not None
    return found


def test_together_both_accept_in_half_of_the_draws_by_themselves_in_a_quarter(two: Settlement) -> None:
    found = _found(two)
    assert found.number == MOST_DRAWS
    assert found.alone.empty == pytest.approx(0.75, abs=0.06)
    assert found.together.empty == pytest.approx(0.5, abs=0.07)
    assert found.together.size_quantiles.tolist() == [0, pytest.approx(0.5, abs=0.5), 1]
    drawn = two.agreed.drawn
    assert drawn is not None
    assert found.alone.sizes.tolist() == drawn.sizes[:MOST_DRAWS].tolist()


def test_the_draws_are_the_settlement_s_own_but_for_no_deal() -> None:
    """The chance of the first who decides counts for all who do, and for nobody else."""
    idle = _actor("idle", -0.9, -0.1, veto=False)
    of = settle(_situation(idle, _actor("one", -0.7, -0.2), _actor("other", -0.6, -0.4)), draws=30)
    draws, at = of.draws, np.random.default_rng(of.situation.seed)
    assert draws is not None
    held = chances(of.ranges, 30, at)
    together = draws_at(of.deciding.ranges, tied(held, of.deciding.actors))
    assert together.position.tolist() == draws.position[:, 1:].tolist()
    assert together.no_deal[:, 0].tolist() == draws.no_deal[:, 1].tolist()
    share = (together.no_deal - np.array([-0.7, -0.6])) / np.array([0.5, 0.2])
    np.testing.assert_allclose(share[:, 0], share[:, 1], atol=1e-12)


def test_what_is_certain_is_robust_either_way() -> None:
    """No deal below -0.5 for both, always: the middle is agreed in every draw."""
    found = _found(settle(_situation(_actor("one", -0.9, -0.6), _actor("other", -0.9, -0.6)), draws=40))
    assert (found.number, found.in_both) == (40, 1)
    assert found.alone.empty == found.together.empty == 0
    assert found.together.robust.tolist() == found.alone.robust.tolist() == [False, True, False]


def test_with_one_who_decides_nothing_changes() -> None:
    found = _found(settle(_situation(_actor("one", -0.9, -0.1), _actor("idle", -0.9, -0.1, veto=False)), draws=60))
    assert found.together.sizes.tolist() == found.alone.sizes.tolist()


def test_table_and_data_say_the_same(two: Settlement) -> None:
    found, table, data = _found(two), dependence_table(two, "x"), dependence_json(two)
    assert table is not None
    assert data is not None
    assert {cell.href.removeprefix("#") for row in table.rows for cell in row.cells} <= ANCHORS
    assert table.rows[0].cells[1].text == f"{100 * found.together.empty:.1f}%"
    assert (data["draws"], data["together"]["empty"]) == (MOST_DRAWS, found.together.empty)
    assert "The same 500 draws" in table.note


def test_without_draws_there_is_nothing_to_say() -> None:
    of = settle(_situation(_actor("one", -0.9, -0.6), _actor("other", -0.9, -0.6)), draws=None)
    assert dependence(of) is dependence_table(of, "x") is dependence_json(of) is None
