"""What is refused of sanctions: arrays, levers and commands, each in one line with what to do."""

from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from westphalia.cli import app
from westphalia.errors import DataError, ScenarioError, UsageError, WestphaliaError
from westphalia.sanctions import measures, oil
from westphalia.scenario.files import read_scenario
from westphalia.simulate.sanctions import sanctions_outcome
from westphalia.world.sanctions import oil_fact, sanctions_effect

CAP = {"kind": "oil_cap", "cap": 60.0, "world_price": 82.0, "capped": 0.5, "volume": 5.0, "from": 2025, "assumed": "x"}
RULE = {"kind": "exclusion", "imposer": "GBR", "target": "RUS", "persons": "members of parliament", "assumed": "x"}


def one(value: float) -> np.ndarray:
    return np.array([value])


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: measures.log_effect(one(-1.0)), "an embargo is -1"),
        (lambda: measures.trade_left(one(-1.0), one(4.0)), "cost of trade: -1.0 at place 0"),
        (lambda: measures.ad_valorem_equivalent(one(-0.4), one(0.0)), "elasticity: 0.0"),
        (lambda: measures.iceberg_equivalent(one(-np.inf), one(4.0)), "an embargo has no equivalent"),
        (lambda: measures.left_after_lifting(np.array([-1])), "years since lifting: -1"),
        (lambda: oil.price_on_board(one(50.0), one(40.0), one(10.0)), "discount and freight take all"),
        (lambda: oil.net_price(one(50.0), one(60.0), one(1.5), one(50.0)), "a fraction from 0 to 1"),
        (lambda: oil.net_price(one(50.0), one(0.0), one(0.5), one(50.0)), "cap: 0.0"),
        (lambda: oil.export_revenue(one(50.0), one(-1.0)), "volume: -1.0"),
        (lambda: oil.lost_share(one(50.0), one(0.0)), "price without the cap: 0.0"),
        (lambda: oil.setting_behind((30.0, 60.0), (0.1, 0.4)), "the higher cap first"),
        (lambda: oil.setting_behind((60.0, 30.0), (0.1, 0.9)), "no share of sales up to 1"),
        (lambda: sanctions_effect("kite"), "unknown effect of sanctions 'kite'"),
        (lambda: oil_fact("brent"), "unknown fact on oil 'brent'"),
    ],
)
def test_what_means_nothing_is_refused(call: Any, said: str) -> None:
    with pytest.raises(DataError, match=said):
        call()


def _read(lever: dict[str, Any], **fields: Any) -> Any:
    return read_scenario({"title": "A test", "date": "2025-01-01", "levers": [lever | fields]})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"capped": 1.5}, "capped"),
        ({"capped": True}, "capped"),
        ({"cap": 0.0}, "cap"),
        ({"cap": "60"}, "cap"),
        ({"cap": {2027: 47.6}}, "no price for 2025"),
        ({"cap": {}}, "no price for 2025"),
        ({"discount": 90.0}, "nothing is left on board"),
        ({"from": None}, "no first year"),
        ({"ramp": 2}, "a cap does not rise by itself"),
        ({"exporter": "EU27"}, "a cap is on the oil of one country"),
        ({"exporter": "Russia"}, "For Russia write RUS"),
        ({"volume": 0.0}, "volume"),
        ({"assumed": None}, "no origin"),
    ],
)
def test_a_cap_that_cannot_be_is_refused_with_its_field(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ScenarioError, match=said) as caught:
        _read(CAP, **fields)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"target": "EU27"}, "persons of one country"),
        ({"target": "GBR"}, "GBR keeps out its own"),
        ({"imposer": "ALL"}, "cannot impose"),
        ({"imposer": "Britain"}, "is not a code"),
        ({"persons": "x"}, "persons"),
        ({"measures": []}, "measures"),
        ({"measures": ["asset_freeze"]}, "measures"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        _read(RULE, **fields)


def test_a_scenario_without_barriers_or_against_everybody_has_no_coalition() -> None:
    with pytest.raises(UsageError, match="no trade_cost and no embargo among its levers"):
        sanctions_outcome(_read(RULE))
    against_all = {"kind": "trade_cost", "imposer": "EU27", "target": "ALL", "cost": 0.1, "assumed": "x"}
    with pytest.raises(UsageError, match="the target is everybody"):
        sanctions_outcome(_read(against_all))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("us-tariff-20",), "Name a scenario with one"),
        (("no-such-scenario",), "neither a file nor a preset"),
        (("--set", "a.b=1"), "none is named"),
        (("chowdhry-2022", "--set", "imports.trade_effect=-0.1"), "neither a file nor a preset"),
    ],
)
def test_the_command_says_what_to_do(arguments: tuple[str, ...], said: str) -> None:
    done = CliRunner().invoke(app, ["sanctions", *arguments])
    assert isinstance(done.exception, WestphaliaError)
    assert said in str(done.exception)
    assert "\n" not in str(done.exception)
