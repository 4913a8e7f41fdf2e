"""The preset sanctions-lifted gives back what the coalition's trade with Russia lost between the bases, and no less."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from westphalia.scenario.files import load_scenario
from westphalia.world.load import load_baseline

TOOLS = Path(__file__).resolve().parents[2] / "tools"
BEFORE, AFTER = load_baseline("icio-2022").flow, load_baseline("icio-2022-sanctioned").flow


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    sys.path.insert(0, str(TOOLS))
    try:
        return importlib.import_module("lifted_effects")
    finally:
        sys.path.remove(str(TOOLS))


def test_all_of_the_fall_returns_in_each_lever_s_trade(tool: ModuleType) -> None:
    """In the reference run once all have adjusted; the rounded effects are those of the preset."""
    scenario = load_scenario("sanctions-lifted")
    hit = tool.cells(scenario)
    start, goal = tool.trade(AFTER, hit), tool.trade(BEFORE, hit)
    returned = (tool.trade(tool.returned_flow(scenario), hit) - start) / (goal - start)
    np.testing.assert_allclose(returned, 1.0, atol=3e-3)
    assert goal[0] - start[0] > 50


def test_the_log_changes_themselves_return_less(tool: ModuleType) -> None:
    """An effect is one at given prices: of the fall in energy 59% would return, of that in other goods 75%."""
    scenario = load_scenario("sanctions-lifted")
    hit = tool.cells(scenario)
    start, goal = tool.trade(AFTER, hit), tool.trade(BEFORE, hit)
    flow = tool.returned_flow(tool.lifted(scenario, tool.changes(scenario)))
    returned = (tool.trade(flow, hit) - start) / (goal - start)
    np.testing.assert_allclose(returned[:2], [0.594, 0.750], atol=2e-3)


def test_imposed_on_the_world_of_2022_they_lead_to_that_of_2023(tool: ModuleType) -> None:
    """The other way: the negatives take energy from 102.0 to 46.9 where the base with sanctions has 47.2."""
    scenario = load_scenario("sanctions-lifted")
    effects = np.array([lever.trade_effect for lever in scenario.levers])  # type: ignore[union-attr]
    imposed = tool.lifted(scenario, -effects).model_copy(update={"base": "icio-2022"})
    hit = tool.cells(scenario)
    np.testing.assert_allclose(tool.trade(tool.returned_flow(imposed), hit), tool.trade(AFTER, hit), rtol=0.015)


def test_the_levers_cover_all_goods_and_their_margins_once(tool: ModuleType) -> None:
    scenario, base = load_scenario("sanctions-lifted"), load_baseline("icio-2022-sanctioned")
    cells = np.sum([lever.cells_hit(base) for lever in scenario.levers], axis=0)  # type: ignore[union-attr]
    assert cells.max() == 1
    margins = np.isin(base.axes.sectors.labels, ("G", "H49", "H50", "H52"))
    assert cells.any(axis=(0, 1)).tolist() == (base.goods | margins).tolist()
