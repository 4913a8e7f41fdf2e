"""Accounts of the worked example, by hand, and what is not defined."""

import numpy as np

from strategies import make_baseline
from westphalia.trade.accounts import (
    counterfactual,
    displaced_share,
    employment_hat,
    export_volume_new,
    observed,
    real_wage_hat,
)
from westphalia.trade.equilibrium import TradeParameters, TradeShock
from westphalia.trade.solve import no_shock, solve


def two_countries_two_sectors() -> np.ndarray:
    flow = np.zeros((2, 2, 2))
    flow[0, 0], flow[0, 1], flow[1, 0], flow[1, 1] = (60, 40), (20, 5), (10, 30), (50, 60)
    return flow


def test_a_world_by_hand() -> None:
    flow = two_countries_two_sectors()
    tariff = np.zeros_like(flow)
    tariff[0, 1] = (0.1, 0.2)
    accounts = observed(make_baseline(flow, tariff))
    assert accounts.exports[0].tolist() == [[0.0, 0.0], [10.0, 30.0]]
    assert accounts.imports[0].tolist() == [[0.0, 0.0], [20.0, 5.0]]
    np.testing.assert_allclose(accounts.duties[0, 1], [2.0, 1.0])
    np.testing.assert_allclose(accounts.imports_with_duty[0, 1], [22.0, 6.0])
    np.testing.assert_allclose(accounts.effective_duty, [3 / 25, 0.0])
    np.testing.assert_allclose(accounts.balance, [[0.0, 15.0], [-15.0, 0.0]])
    np.testing.assert_allclose(accounts.output, [[70.0, 70.0], [70.0, 65.0]])
    np.testing.assert_allclose(accounts.expenditure, [[82.0, 46.0], [60.0, 90.0]])
    np.testing.assert_allclose(accounts.employment_share[0], [0.5, 0.5])


def test_two_equal_countries_of_the_docs() -> None:
    flow = np.array([[80.0, 20.0], [20.0, 80.0]])[:, :, None]
    duty = np.array([[0.0, 0.25], [0.25, 0.0]])[:, :, None]
    eq = solve(make_baseline(flow), TradeShock(duty), TradeParameters(np.array([4.0]), citation="a round number"))
    after = counterfactual(eq)
    assert round(float(after.exports[0, 1, 0]), 4) == 7.5717
    assert round(float(after.imports_with_duty[0, 1, 0]), 4) == 9.4647  # 0.08192 / 0.88192 of 101.8929
    assert round(float(after.effective_duty[0]), 9) == 0.25
    assert round(float(real_wage_hat(eq)[0]), 4) == round(1 / 1.0319, 4)
    # wages do not move and there is one sector: volume is value, and nobody changes place
    np.testing.assert_allclose(export_volume_new(eq), after.exports, atol=1e-7)
    np.testing.assert_allclose(employment_hat(eq), 1.0, atol=1e-9)
    np.testing.assert_allclose(displaced_share(eq), 0.0, atol=1e-9)


def test_a_protected_sector_draws_workers_from_the_other() -> None:
    baseline = make_baseline(two_countries_two_sectors())
    duty = baseline.tariff.copy()
    duty[0, 1, 0] = 0.3
    eq = solve(baseline, TradeShock(duty), TradeParameters(np.array([4.0, 4.0]), citation="round numbers"))
    assert employment_hat(eq)[0, 0] > 1 > employment_hat(eq)[0, 1]
    at_risk = displaced_share(eq)[0]
    assert at_risk[0] == 0
    np.testing.assert_allclose(at_risk[1], 0.5 * (1 - employment_hat(eq)[0, 1]))
    np.testing.assert_allclose(at_risk.sum(), 0.5 * (employment_hat(eq)[0, 0] - 1), atol=1e-9)


def test_empty_cells_are_not_numbers_by_accident() -> None:
    flow = two_countries_two_sectors()
    flow[:, 0, 1] = 0.0
    flow[0, 1, 1] = 40.0
    alone = observed(make_baseline(np.array([[5.0, 0.0], [1.0, 9.0]])[:, :, None]))
    assert np.isnan(alone.effective_duty).tolist() == [True, False]
    baseline = make_baseline(flow)
    eq = solve(baseline, no_shock(baseline), TradeParameters(np.array([4.0, 4.0]), citation="round numbers"))
    assert employment_hat(eq)[0, 1] == 1
    assert displaced_share(eq)[0, 1] == 0
