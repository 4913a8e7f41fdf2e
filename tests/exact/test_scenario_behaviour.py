"""Hours, economies of scale and what new duties are spent on, asked for by a scenario."""

from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from westphalia.outcome import Variant
from westphalia.scenario.files import dump_scenario, load_scenario
from westphalia.scenario.levers import Tariff
from westphalia.scenario.schema import Scenario
from westphalia.simulate import settled
from westphalia.trade.equilibrium import TradeParameters
from westphalia.trade.solve import solve

EARLIER = Path(__file__).parents[1] / "properties" / "earlier"

CENTRAL = (Variant("fixed_world_share", "broad", 5.0),)
LEVER = Tariff(imposer="USA", target="ALL", rate=0.2, assumed="test")
ASKED = {"labour_supply": 0.5, "scale": 0.67, "revenue": "income_tax", "assumed": "as Ignatenko et al. (2025)"}


def _scenario(**behaviour: object) -> Scenario:
    fields = {"behaviour": behaviour} if behaviour else {}
    return Scenario(title="test", date="2024-11-11", base="goods-2023-194", levers=(LEVER,), **fields)


def test_what_a_scenario_asks_for_reaches_the_model() -> None:
    trade = settled(_scenario(**ASKED), CENTRAL).trade
    assert trade is not None
    parameters = TradeParameters(
        np.array([4.0]), "test", labour_supply=0.5, scale=np.array([0.67 / 4]), revenue="income_tax"
    )
    eq = solve(trade.equilibrium.baseline, trade.equilibrium.shock, parameters)
    assert np.abs(trade.equilibrium.wage_hat - eq.wage_hat).max() < 1e-7
    assert np.abs(trade.labour_hat[0] - eq.labour_hat).max() < 1e-7
    hours = {m.key: m for m in trade.measures("USA")}["hours"].values[0]
    assert hours == pytest.approx(eq.labour_hat[trade.axes.countries.index("USA")] - 1, abs=1e-7)


def test_without_it_nothing_is_added_and_the_hash_stays() -> None:
    plain = _scenario()
    trade = settled(plain, CENTRAL).trade
    assert trade is not None
    assert "hours" not in {m.key for m in trade.measures("USA")}
    assert "behaviour" not in dump_scenario(plain)
    assert load_scenario(str(EARLIER / "us-tariff-20.yaml")).sha256.startswith("a990e02a828c")
    assert _scenario(**ASKED).sha256 != plain.sha256


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        ({"labour_supply": 0.5}, "no origin"),
        ({"revenue": "income_tax", "assumed": "test"}, "changes nothing without labour_supply"),
        ({"labour_supply": -1.0, "assumed": "test"}, "greater than or equal to 0"),
        ({"scale": 2.0, "assumed": "test"}, "less than or equal to"),
        ({"hours": 1, "assumed": "test"}, "Extra inputs"),
    ],
)
def test_what_cannot_be_is_refused(behaviour: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        _scenario(**behaviour)
