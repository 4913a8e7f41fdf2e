"""A result taken apart: the parts sum to it, and each lever's own part is that lever run alone."""

from functools import cache

import pytest

from westphalia.outcome import Outcome, Variant
from westphalia.scenario.levers import Embargo, Retaliation, Tariff
from westphalia.scenario.schema import Scenario
from westphalia.simulate import settled
from westphalia.simulate.explain import Explanation, explained

VARIANT = (Variant("share_of_own_gdp", "fgo", 5.0),)
DUTY = Tariff(imposer="USA", target="ALL", rate=0.2, assumed="test", name="duty")
ANSWER = Retaliation(imposer=("EU27", "CHN"), answers="duty", assumed="test", name="answer")
STOP = Embargo(imposer="EU27", target="RUS", assumed="test", name="stop")


def _outcome(*levers: Tariff | Retaliation | Embargo) -> Outcome:
    return settled(Scenario(title="test", date="2024-11-11", levers=levers), VARIANT)


@cache
def _why() -> tuple[Outcome, Explanation]:
    outcome = _outcome(DUTY, ANSWER, STOP)
    why = explained(outcome)
    assert why is not None
    return outcome, why


@pytest.mark.parametrize("country", ["USA", "DEU", "RUS", "EU27"])
def test_levers_and_interaction_sum_to_the_total(country: str) -> None:
    outcome, why = _why()
    assert outcome.trade is not None
    totals = {m.key: float(m.values[0]) for m in outcome.trade.measures(country)}
    assert why.levers == ("duty", "answer", "stop")
    for part in why.by_lever(country):
        assert part.total == pytest.approx(totals[part.measure.key], abs=1e-12)
        assert sum(part.alone) + part.interaction == pytest.approx(part.total, abs=1e-12)


def test_a_levers_own_part_is_that_lever_alone() -> None:
    _, why = _why()
    for k, lever in enumerate((DUTY, None, STOP)):
        if lever is None:
            continue
        alone = _outcome(lever).trade
        assert alone is not None
        for country in ("USA", "GBR", "RUS"):
            income = next(p for p in why.by_lever(country) if p.measure.key == "real_income")
            assert income.alone[k] == pytest.approx(alone.income_change(country)[0], abs=1e-8)


@pytest.mark.parametrize("country", ["USA", "GBR", "RUS", "EU27"])
def test_channels_and_sources_sum_to_real_income(country: str) -> None:
    outcome, why = _why()
    assert outcome.trade is not None
    change = float(outcome.trade.income_change(country)[0])
    channels, sources = why.by_channel(country), why.by_source(country)
    assert sum(channels.values()) == pytest.approx(change, abs=1e-12)
    assert sum(sources.values()) == pytest.approx(change, abs=1e-12)
    assert abs(channels["remainder"]) < 1e-6


def test_a_duty_gains_terms_of_trade_and_loses_volume() -> None:
    why = explained(_outcome(DUTY))
    assert why is not None
    channels, sources = why.by_channel("USA"), why.by_source("USA")
    assert channels["terms_of_trade"] > 0 > channels["volume_of_trade"]
    assert sources["revenue"] > 0 > sources["real_wage"]
    assert channels["barriers"] == channels["hours"] == 0


def test_a_scenario_without_trade_has_no_reasons() -> None:
    from westphalia.scenario.files import load_scenario

    assert explained(settled(load_scenario("uk-2.5-no-date"))) is None
