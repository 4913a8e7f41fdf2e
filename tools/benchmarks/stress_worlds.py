"""Random worlds and shocks, from the mild to the impossible, each made from its seed alone."""

from dataclasses import dataclass

import numpy as np

from westphalia.axes import Axes, Axis
from westphalia.trade.equilibrium import CLOSURES, Closure, TradeParameters, TradeShock
from westphalia.world.baseline import Baseline

LARGEST = 200  # countries
CELLS = 40_000  # flows of the largest world, which bounds the sectors of the others
SECTORS = 6
ELASTICITIES = (1.5, 20.0)
DUTIES = (0.01, 10.0)  # 1 to 1000 per cent
TOLERANCES = (1e-6, 1e-9, 1e-9, 1e-11)
KINDS = ("duty of one", "duty of all", "duties of two", "duties at random", "embargo", "sanctions", "all at once")
_SPENT_ON_INPUTS, _OUTPUT_ON_INPUTS = 0.8, 0.7
_SCALE_LIMIT, _SCALE_LIMIT_ON_INPUTS = 1.2, 0.7


@dataclass(frozen=True, eq=False)
class Case:
    """All that `solve` is given, with the seed that makes it again."""

    seed: int
    kind: str
    baseline: Baseline
    shock: TradeShock
    parameters: TradeParameters
    closure: Closure
    tolerance: float

    @property
    def words(self) -> str:
        """The case in one line."""
        n, _, s = self.baseline.flow.shape
        scale = self.parameters.scale
        strength = 0.0 if scale is None else float((scale * self.parameters.elasticity).max())
        return (
            f"seed {self.seed}: {self.kind}, {n}×{s}, {self.closure}, tolerance {self.tolerance:g}, elasticities "
            f"{self.parameters.elasticity.min():.1f}–{self.parameters.elasticity.max():.1f}, "
            f"labour {self.parameters.labour_supply:.1f}, {self.parameters.revenue}, scale·elasticity {strength:.2f}"
        )


def random_case(seed: int, largest: int = LARGEST) -> Case:
    """The case of a seed, in a world of at most `largest` countries."""
    rng = np.random.default_rng(seed)
    baseline = _world(rng, largest)
    kind = str(rng.choice(KINDS))
    shock, parameters = _shock(rng, kind, baseline), _parameters(rng, baseline)
    closure = CLOSURES[rng.integers(len(CLOSURES))]
    return Case(seed, kind, baseline, shock, parameters, closure, float(rng.choice(TOLERANCES)))


def _log_uniform(rng: np.random.Generator, low: float, high: float, size: int | tuple[int, ...] = 1) -> np.ndarray:
    return np.exp(rng.uniform(np.log(low), np.log(high), size))


def _world(rng: np.random.Generator, largest: int) -> Baseline:
    n = round(float(_log_uniform(rng, 2, largest)[0]))
    s = int(rng.integers(1, 1 + max(1, min(SECTORS, CELLS // n**2))))
    flow = _flow(rng, n, s)
    tariff = rng.uniform(0, 0.3, flow.shape) * (rng.random() < 0.5)
    tariff[range(n), range(n)] = 0.0
    share = _input_share(rng, flow, tariff) if rng.random() < 0.6 else np.zeros((n, s, s))
    labels = (tuple(f"{letter}{k:03d}" for k in range(size)) for letter, size in (("C", n), ("S", s)))
    return Baseline(
        name="random", year=2022, axes=Axes(Axis("country", next(labels)), Axis("sector", next(labels))), flow=flow,
        tariff=tariff, input_share=share, goods=np.arange(s) < (s + 1) // 2, tariff_known=np.ones((n, n), dtype=bool),
    )  # fmt: skip


def _flow(rng: np.random.Generator, n: int, s: int) -> np.ndarray:
    """Gravity between countries of very different size, some flows and goods missing, some countries nearly alone."""
    size, place = rng.lognormal(0, 1.5, n), rng.random((n, 2))
    far = np.linalg.norm(place[:, None] - place, axis=2)
    flow = size[:, None, None] * (size[:, None] * rng.lognormal(0, 0.7, (n, s))) * rng.lognormal(0, 0.7, (n, n, s))
    flow *= np.exp(-rng.uniform(1, 5) * far)[:, :, None] * (rng.random((n, n, s)) > rng.uniform(0, 0.5))
    if rng.random() < 0.25:
        alone = rng.integers(n, size=1 + n // 50)
        closed = 10 ** -rng.uniform(2, 9)
        flow[alone] *= closed
        flow[:, alone] *= closed
    home = np.arange(n)
    abroad = flow.sum(axis=1) + flow.sum(axis=0)
    flow[home, home] = abroad * rng.uniform(0.1, 3, (n, s)) + 1e-3 * size[:, None]
    if s > 1:
        flow[rng.integers(n), :, rng.integers(1, s)] = 0.0
        flow[:, rng.integers(n), rng.integers(1, s)] = 0.0
    return flow


def _input_share(rng: np.random.Generator, flow: np.ndarray, tariff: np.ndarray) -> np.ndarray:
    """Input shares that leave value added in every sector and final demand for every good."""
    n, _, s = flow.shape
    share = _OUTPUT_ON_INPUTS * rng.random() * rng.dirichlet(np.ones(s), size=(n, s)).transpose(0, 2, 1)
    used = (share * flow.sum(axis=0)[:, None, :]).sum(axis=2)
    spent = (flow * (1 + tariff)).sum(axis=1)
    limit = np.divide(_SPENT_ON_INPUTS * spent, used, out=np.ones_like(used), where=used > 0)
    return share * np.minimum(1.0, limit)[:, :, None]


def _parameters(rng: np.random.Generator, baseline: Baseline) -> TradeParameters:
    """Elasticities of trade and work, and in two fifths of the cases scale economies up to past their limit."""
    s = len(baseline.axes.sectors)
    elasticity = _log_uniform(rng, *ELASTICITIES, s)
    limit = _SCALE_LIMIT_ON_INPUTS if baseline.input_share.any() else _SCALE_LIMIT
    scale = rng.uniform(0, limit) / elasticity if rng.random() < 0.4 else None
    labour = rng.uniform(0.1, 2) if rng.random() < 0.5 else 0.0
    use = "income_tax" if rng.random() < 0.5 else "lump_sum"
    return TradeParameters(elasticity, "drawn at random", labour_supply=labour, scale=scale, revenue=use)


def _shock(rng: np.random.Generator, kind: str, baseline: Baseline) -> TradeShock:
    n, _, s = baseline.flow.shape
    tariff, iceberg = baseline.tariff.copy(), np.ones_like(baseline.flow)
    one, two = rng.choice(n, 2, replace=False)
    sectors = rng.random(s) < 0.7
    sectors[rng.integers(s)] = True
    rate = float(_log_uniform(rng, *DUTIES)[0])
    if kind == "duty of one":
        tariff[one] = np.where(sectors, rate, tariff[one])
    if kind == "duty of all":
        tariff[:] = np.where(sectors, rate, tariff)
    if kind in ("duties of two", "all at once"):
        tariff[one, two] = np.where(sectors, rate, tariff[one, two])
        tariff[two, one] = np.where(sectors, float(_log_uniform(rng, *DUTIES)[0]), tariff[two, one])
    if kind == "duties at random":
        tariff = np.where(rng.random(tariff.shape) < 0.5, _log_uniform(rng, *DUTIES, tariff.shape), tariff)
    if kind in ("sanctions", "all at once"):
        senders = rng.random(n) < rng.uniform(0, 1)
        iceberg[senders, one] = 1 + 4 * rng.random((int(senders.sum()), s))
        iceberg[one, senders] = 1 + 4 * rng.random((int(senders.sum()), s))
    if kind in ("embargo", "all at once"):
        iceberg[one, two, sectors] = iceberg[two, one, sectors] = np.inf
    home = np.arange(n)
    tariff[home, home], iceberg[home, home] = 0.0, 1.0
    return TradeShock(tariff, iceberg)
