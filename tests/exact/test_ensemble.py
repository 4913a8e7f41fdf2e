"""Draws of the elasticities: the prior as said, quantiles of single solutions, any number of processes, failures."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest

from westphalia.ensemble import LEVELS, elasticity_prior, ensemble
from westphalia.ensemble.priors import COMMON, Prior
from westphalia.errors import NotConverged, UsageError
from westphalia.outcome import Outcome, Variant
from westphalia.scenario.files import load_scenario
from westphalia.scenario.levers import Tariff
from westphalia.scenario.schema import Scenario
from westphalia.simulate import settled
from westphalia.trade.equilibrium import TradeParameters, TradeShock
from westphalia.trade.solve import solve
from westphalia.world.load import load_baseline

BASE = "goods-2023-194"
CENTRAL = Variant("fixed_world_share", "broad", 5.0)
SCENARIO = Scenario(
    title="test", date="2024-11-11", base=BASE, seed=7,
    levers=(Tariff(imposer="USA", target="ALL", rate=0.2, assumed="test"),),
)  # fmt: skip


@cache
def _outcome() -> Outcome:
    return settled(SCENARIO, (CENTRAL,))


def test_draws_follow_the_prior() -> None:
    prior = Prior(np.array([2.0, 5.0, 8.0]), np.array([0.3, 0.5, 0.3]), COMMON, "test")
    logs = np.log(prior.draws(np.random.default_rng(1), 40_000))
    assert np.abs(logs.mean(axis=0) - np.log(prior.median)).max() < 0.01
    assert np.abs(logs.std(axis=0) - prior.spread).max() < 0.01
    assert np.abs(np.corrcoef(logs.T)[np.triu_indices(3, 1)] - COMMON).max() < 0.02


def test_the_spread_is_how_far_the_published_sets_are_apart() -> None:
    prior = elasticity_prior(Variant("fixed_world_share", "fgo", 5.0), "icio-2022")
    services = load_baseline("icio-2022").axes.sectors.index("K")
    assert prior.spread[services] == 0.5
    assert 0.3 < prior.spread[0] < 0.8
    assert f"{prior.spread[0]:.2f}" in prior.words


def test_quantiles_are_those_of_single_solutions() -> None:
    drawn = ensemble(_outcome(), ("GBR",), 6, workers=1)
    baseline = load_baseline(BASE)
    usa, gbr = (baseline.axes.countries.index(c) for c in ("USA", "GBR"))
    tariff = baseline.tariff.copy()
    tariff[usa] += 0.2
    tariff[usa, usa] = 0.0
    rows = elasticity_prior(CENTRAL, BASE).draws(np.random.default_rng(SCENARIO.seed), 6)
    changes = []
    for row in rows:
        eq = solve(baseline, TradeShock(tariff), TradeParameters(row, "drawn"))
        changes.append((eq.income_new / eq.income / eq.consumer_price_hat)[gbr] - 1)
    found = next(q for q in drawn.quantiles if q.key == "real_income")
    assert np.abs(np.quantile(changes, LEVELS) - found.values).max() < 1e-8
    assert (drawn.draws, drawn.failed) == (6, 0)


@pytest.mark.slow
def test_the_number_of_processes_does_not_matter() -> None:
    one, two = (ensemble(_outcome(), ("GBR", "EU27"), 45, workers=w).quantiles for w in (1, 2))
    for a, b in zip(one, two, strict=True):
        assert (a.country, a.key) == (b.country, b.key)
        assert np.abs(np.subtract(a.values, b.values)).max() < 1e-12


def test_a_draw_without_equilibrium_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    from westphalia.trade import batch

    whole = batch.solve_batch

    def failing(*arguments: Any) -> Iterator[Any]:
        for k, found in enumerate(whole(*arguments)):
            yield NotConverged("trade equilibrium: no") if k in (1, 3) else found

    monkeypatch.setattr("westphalia.trade.batch.solve_batch", failing)
    drawn = ensemble(_outcome(), ("GBR",), 5, workers=1)
    assert (drawn.failed, drawn.reasons) == (2, ("trade equilibrium: no",))


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(UsageError, match="0 is no number of draws"):
        ensemble(_outcome(), ("GBR",), 0)
    with pytest.raises(UsageError, match="moves no trade"):
        ensemble(settled(load_scenario("uk-2.5-no-date")), ("GBR",), 5)
