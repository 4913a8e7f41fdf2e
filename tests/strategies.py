"""Hypothesis strategies for random worlds that satisfy every account of a Baseline."""

from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from westphalia.axes import Axes, Axis
from westphalia.trade.equilibrium import TradeParameters, TradeShock
from westphalia.world.baseline import Baseline

INPUTS_OF_SPENDING = 0.8
INPUTS_OF_OUTPUT = 0.6


def make_baseline(
    flow: np.ndarray, tariff: np.ndarray | None = None, input_share: np.ndarray | None = None
) -> Baseline:
    """A baseline from its primitive arrays with made-up labels; no duties and no inputs unless given."""
    n, _, s = flow.shape
    labels = tuple(f"C{k:02d}" for k in range(n)), tuple(f"S{k:02d}" for k in range(s))
    return Baseline(
        name="synthetic",
        year=2022,
        axes=Axes(Axis("country", labels[0]), Axis("sector", labels[1])),
        flow=flow,
        tariff=np.zeros_like(flow) if tariff is None else tariff,
        input_share=np.zeros((n, s, s)) if input_share is None else input_share,
        goods=np.arange(s) < (s + 1) // 2,
        tariff_known=np.ones((n, n), dtype=bool),
    )


def random_input_share(rng: np.random.Generator, flow: np.ndarray, tariff: np.ndarray) -> np.ndarray:
    """Input shares that leave value added in every sector and final demand for every good."""
    n, _, s = flow.shape
    share = INPUTS_OF_OUTPUT * rng.dirichlet(np.ones(s), size=(n, s)).transpose(0, 2, 1)
    used = (share * flow.sum(axis=0)[:, None, :]).sum(axis=2)
    spent = (flow * (1 + tariff)).sum(axis=1)
    limit = np.divide(INPUTS_OF_SPENDING * spent, used, out=np.ones_like(used), where=used > 0)
    return share * np.minimum(1.0, limit)[:, :, None]


def random_baseline(
    seed: int, countries: int, sectors: int, duties: bool = True, inputs: bool = True, gaps: bool = True
) -> Baseline:
    """A world with imbalances; `gaps` leaves some goods unmade or unbought in some countries."""
    rng = np.random.default_rng(seed)
    shape = (countries, countries, sectors)
    home = np.arange(countries)
    flow = rng.lognormal(0.0, 1.0, shape)
    tariff = rng.uniform(0.0, 0.3, shape) * duties
    tariff[home, home] = 0.0
    if gaps and sectors > 1:
        flow[:, rng.integers(countries), rng.integers(1, sectors)] = 0.0
        flow[rng.integers(countries), :, rng.integers(1, sectors)] = 0.0
    # enough home trade that no imbalance exceeds a fifth of the sales at home
    imbalance = abs(flow.sum(axis=(1, 2)) - flow.sum(axis=(0, 2)))
    flow[home, home, 0] += 5 * imbalance + 1
    input_share = random_input_share(rng, flow, tariff) if inputs else None
    return make_baseline(flow, tariff, input_share)


class World(NamedTuple):
    """A recipe of a random baseline; drawn in place of the baseline, which Hypothesis may not build itself."""

    seed: int
    countries: int
    sectors: int
    duties: bool
    inputs: bool

    def baseline(self) -> Baseline:
        return random_baseline(*self)


worlds = st.builds(
    World,
    seed=st.integers(0, 2**32 - 1),
    countries=st.integers(2, 6),
    sectors=st.integers(1, 4),
    duties=st.booleans(),
    inputs=st.booleans(),
)


def random_shock(baseline: Baseline, seed: int) -> TradeShock:
    """New duties and other costs of up to a third on every foreign flow."""
    rng = np.random.default_rng(seed)
    abroad = ~np.eye(len(baseline.axes.countries), dtype=bool)[:, :, None]
    iceberg = np.where(abroad, rng.uniform(0.8, 1.3, baseline.flow.shape), 1.0)
    return TradeShock(rng.uniform(0.0, 0.33, baseline.flow.shape) * abroad, iceberg)


def random_parameters(baseline: Baseline, seed: int, labour_supply: float = 0.0) -> TradeParameters:
    """Elasticities between 2 and 9."""
    elasticity = np.random.default_rng(seed).uniform(2.0, 9.0, len(baseline.axes.sectors))
    return TradeParameters(elasticity=elasticity, citation="drawn for a test", labour_supply=labour_supply)
