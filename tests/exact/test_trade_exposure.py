"""Exposure through supply chains: against a dense Leontief inverse, by hand, and in sum."""

import numpy as np
from hypothesis import given, settings

from strategies import World, make_baseline, random_baseline, worlds
from westphalia.trade.exposure import exposure
from westphalia.world.baseline import Baseline


def by_inverse(baseline: Baseline, buyers: np.ndarray) -> np.ndarray:
    """The same with one dense matrix over all countries and sectors."""
    n, s = baseline.output.shape
    net = baseline.trade_share / (1 + baseline.tariff)
    links = np.einsum("nis,nsk->isnk", net, baseline.input_share).reshape(n * s, n * s)
    final = np.einsum("nis,ns->is", net, baseline.final_demand * buyers[:, None]).reshape(n * s)
    output = np.linalg.solve(np.eye(n * s) - links, final).reshape(n, s)
    return np.divide(output, baseline.output, out=np.zeros((n, s)), where=baseline.output > 0)


@given(worlds)
@settings(max_examples=20, deadline=None)
def test_rounds_reach_the_inverse_and_all_buyers_sum_to_one(world: World) -> None:
    baseline = world.baseline()
    parts = [exposure(baseline, np.arange(world.countries) == n) for n in range(world.countries)]
    np.testing.assert_allclose(
        parts[0].through_chains, by_inverse(baseline, np.arange(world.countries) == 0), atol=1e-6
    )
    made = np.where(baseline.output > 0, 1.0, 0.0)
    np.testing.assert_allclose(sum(part.through_chains for part in parts), made, atol=1e-6)
    np.testing.assert_allclose(sum(part.direct for part in parts), made, atol=1e-12)


def test_without_inputs_chains_are_direct_sales() -> None:
    baseline = random_baseline(1, 3, 2, inputs=False)
    found = exposure(baseline, np.array([True, False, True]))
    np.testing.assert_allclose(found.direct, found.through_chains, atol=1e-9)


def test_parts_that_return_home_in_a_finished_good() -> None:
    # C01 makes parts (S00) for C00 alone; C00 makes goods (S01), half of them for C01; no other trade
    flow = np.zeros((2, 2, 2))
    flow[0, 1, 0], flow[0, 0, 1], flow[1, 0, 1] = 10.0, 20.0, 20.0
    inputs = np.zeros((2, 2, 2))
    inputs[0, 0, 1] = 10.0 / 40.0
    found = exposure(make_baseline(flow, input_share=inputs), np.array([True, False]))
    assert found.direct[1, 0] == 1.0
    np.testing.assert_allclose(found.through_chains[1, 0], 0.5, atol=1e-9)
    np.testing.assert_allclose(found.through_chains[0, 1], 0.5, atol=1e-9)
    weight = np.array([[0.0, 30.0], [10.0, 0.0]])
    np.testing.assert_allclose(found.of_country(found.through_chains, weight), [0.5, 0.5], atol=1e-9)
