"""Baseline and scenario in the storage of the solver: sector first, then importer and exporter.

Products over exporters are then batched matrix products over sectors, twice as fast as on ``[n, i, s]``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from jaxtyping import Bool, Float, Float32, Int

from westphalia.errors import DataError, ScenarioError
from westphalia.trade.equilibrium import MAX_SCALE_ON_INPUTS, Closure, TradeParameters, TradeShock
from westphalia.trade.kernel import Kernel, make_kernel, of_scenarios
from westphalia.world.baseline import Baseline

_TRANSFER_SLACK = 1e-9
_NEGATIVE_DEMAND_SLACK = 1e-6


@dataclass(frozen=True, eq=False)
class Prepared:
    """What every scenario on one baseline shares; ``1`` is the place of the batch.

    `net_share` is π/(1+t), `duty_share` π t/(1+t) on the importers that levy any duty. The weights
    of each good in what a country buys and makes, `home_feedback`, `home_labour` (how a country's wage enters its own
    prices) and `rivalry` (how much of its wage bill is sold where others compete, β² x (1 − π)/VA) shape the steps of
    searches and nothing else.
    """

    share: Float[np.ndarray, "s n i"]
    net_share: Float[np.ndarray, "s n i"]
    duty_share: Float[np.ndarray, "s r i"]
    levying: Int[np.ndarray, " r"]
    expenditure: Float[np.ndarray, "s n 1"]
    expenditure_or_one: Float[np.ndarray, "s n 1"]
    bought: Bool[np.ndarray, "s n"]
    output: Float[np.ndarray, "s n 1"]
    made: Bool[np.ndarray, "s n 1"]
    input_share: Float[np.ndarray, "n s k"]
    bought_weight: Float[np.ndarray, "s n 1"]
    made_weight: Float[np.ndarray, "s n 1"]
    home_labour: Float[np.ndarray, "s n 1"]
    rivalry: Float[np.ndarray, "s n 1"]
    value_added_share: Float[np.ndarray, "s n 1"]
    final_share: Float[np.ndarray, "s n 1"]
    value_added: Float[np.ndarray, "n 1"]
    revenue: Float[np.ndarray, "n 1"]
    transfer: Float[np.ndarray, "n 1"]
    income: Float[np.ndarray, "n 1"]

    @cached_property
    def trades(self) -> Bool[np.ndarray, " n"]:
        """Countries that sell anything to others or buy anything from them."""
        return _have_partners(np.moveaxis(self.share, 0, -1) > 0)

    @cached_property
    def abroad(self) -> Float[np.ndarray, "n i s"]:
        """`net_share` with nothing bought at home, sectors last, for sums over them."""
        abroad = np.moveaxis(self.net_share, 0, -1).copy(order="C")
        home = np.arange(len(abroad))
        abroad[home, home] = 0.0
        return abroad

    @cached_property
    def home_feedback(self) -> Float[np.ndarray, "n k s"]:
        r"""From a country's own price gaps to what closes them: :math:`(I - \lambda_n \Gamma_n^\top)^{-1}`."""
        home = np.diagonal(self.share, axis1=1, axis2=2).T
        return np.linalg.inv(np.eye(home.shape[1]) - home[:, :, None] * self.input_share.transpose(0, 2, 1))

    @cached_property
    def single(self) -> "Single":
        """The weights of steps in single precision."""
        apart = self.home_labour - (self.bought_weight * self.home_labour).sum(axis=0)
        parts = (self.bought_weight, self.made_weight, self.expenditure_or_one, apart, self.home_feedback)
        return Single(*(part.astype(np.float32) for part in parts))


@dataclass(frozen=True, eq=False)
class Single:
    """What shapes the steps of searches, in single precision; `home_labour_apart` without its mean over sectors."""

    bought_weight: Float32[np.ndarray, "s n 1"]
    made_weight: Float32[np.ndarray, "s n 1"]
    expenditure_or_one: Float32[np.ndarray, "s n 1"]
    home_labour_apart: Float32[np.ndarray, "s n 1"]
    home_feedback: Float32[np.ndarray, "n k s"]


@dataclass(frozen=True, eq=False)
class System:
    """A batch of scenarios on one baseline: all that the equilibrium conditions need.

    `net_kernel` is K/(1+t') with K = π b̂^(−ε), a constant of the scenario, and `duty_kernel` is K t'/(1+t').
    `home_kernel` is the part of `net_kernel` that countries have for themselves, `trades` says who trades with anybody.
    `recycled` is the part of new revenue that cuts the income tax (1, or 0 where it is handed out).
    """

    base: Prepared
    net_kernel: Kernel
    duty_kernel: Kernel
    home_kernel: Float[np.ndarray, "s n b"]
    trades: Bool[np.ndarray, "n b"]
    elasticity: Float[np.ndarray, "s 1 b"]
    scale: Float[np.ndarray, "s 1 b"] | None
    labour_supply: Float[np.ndarray, " b"]
    recycled: Float[np.ndarray, " b"]
    closure: Closure

    def of_scenarios(self, kept: Int[np.ndarray, " c"]) -> "System":
        """The same conditions for some scenarios of the batch."""
        return replace(
            self,
            net_kernel=of_scenarios(self.net_kernel, kept),
            duty_kernel=of_scenarios(self.duty_kernel, kept),
            home_kernel=self.home_kernel[..., kept],
            trades=self.trades[:, kept],
            elasticity=self.elasticity[..., kept],
            scale=None if self.scale is None else self.scale[..., kept],
            labour_supply=self.labour_supply[kept],
            recycled=self.recycled[kept],
        )


_prepared: WeakKeyDictionary[Baseline, Prepared] = WeakKeyDictionary()


def prepare(baseline: Baseline) -> Prepared:
    """The baseline in solver storage, made once and kept while it lives; 10 MB for 80 countries and 50 sectors."""
    if baseline not in _prepared:
        _require_usable(baseline)
        _prepared[baseline] = _prepare(baseline)
    return _prepared[baseline]


def forget(baseline: Baseline) -> None:
    """Give back the solver storage of a baseline that lives on in results alone."""
    _prepared.pop(baseline, None)


def build_system(baseline: Baseline, shock: TradeShock, parameters: TradeParameters, closure: Closure) -> System:
    """One scenario in solver storage, a batch of one."""
    return build_batch(baseline, [shock], [parameters], closure)


def build_batch(
    baseline: Baseline, shocks: Sequence[TradeShock], parameters: Sequence[TradeParameters], closure: Closure
) -> System:
    """Scenarios in solver storage; refuses shocks and parameters that have no equilibrium."""
    for shock, parameter in zip(shocks, parameters, strict=True):
        _require_shapes(baseline, shock, parameter)
    base = prepare(baseline)
    elasticity = np.stack([parameter.elasticity for parameter in parameters], axis=1)[:, None]
    labour_supply = np.array([parameter.labour_supply for parameter in parameters])
    net_kernel, duty_kernel, home_kernel = _kernels(baseline, base, shocks, elasticity)
    return System(
        base=base,
        net_kernel=net_kernel,
        duty_kernel=duty_kernel,
        home_kernel=home_kernel,
        trades=np.stack([_trades(baseline, base, shock) for shock in shocks], axis=1),
        elasticity=elasticity,
        scale=_scale(base, parameters),
        labour_supply=labour_supply,
        recycled=np.array([float(parameter.revenue == "income_tax") for parameter in parameters]),
        closure=closure,
    )


def _prepare(baseline: Baseline) -> Prepared:
    bought = baseline.expenditure > 0
    share = _sector_first(baseline.trade_share)
    labour = _sector_first(baseline.value_added_share)
    contested = (_sector_first(baseline.flow) * (1 - share)).sum(axis=1)
    levying = np.flatnonzero(baseline.tariff.any(axis=(1, 2)))
    net_share = share / _sector_first(1 + baseline.tariff) if levying.size else share
    return Prepared(
        share=share,
        net_share=net_share,
        duty_share=np.ascontiguousarray(net_share[:, levying] * _sector_first(baseline.tariff[levying])),
        levying=levying,
        expenditure=_sector_first(baseline.expenditure)[..., None],
        expenditure_or_one=_sector_first(np.where(bought, baseline.expenditure, 1.0))[..., None],
        bought=_sector_first(bought),
        output=_sector_first(baseline.output)[..., None],
        made=_sector_first(baseline.output > 0)[..., None],
        input_share=np.ascontiguousarray(baseline.input_share),
        bought_weight=_weight(_sector_first(baseline.expenditure)),
        made_weight=_weight(_sector_first(baseline.output)),
        home_labour=(np.diagonal(share, axis1=1, axis2=2) * labour)[..., None],
        rivalry=(labour**2 * contested / baseline.value_added)[..., None],
        value_added_share=labour[..., None],
        final_share=_sector_first(baseline.final_share)[..., None],
        value_added=baseline.value_added[:, None],
        revenue=baseline.tariff_revenue[:, None],
        transfer=baseline.transfer[:, None],
        income=baseline.final_demand.sum(axis=1)[:, None],
    )


def _weight(values: Float[np.ndarray, "s n"]) -> Float[np.ndarray, "s n 1"]:
    """The part of each sector in the total of a country."""
    total = values.sum(axis=0)
    return np.asarray(values / np.where(total > 0, total, 1.0))[..., None]


def _sector_first(values: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(np.moveaxis(values, -1, 0))


def _kernels(
    baseline: Baseline, base: Prepared, shocks: Sequence[TradeShock], elasticity: Float[np.ndarray, "s 1 b"]
) -> tuple[Kernel, Kernel, Float[np.ndarray, "s n b"]]:
    """K/(1+t'), K t'/(1+t') and the diagonal of the first; rows of their own for importers that change anything."""
    different = {id(shock): shock for shock in shocks}.values()
    changed = np.flatnonzero(np.any([_changes(baseline, shock) for shock in different], axis=0))
    countries = len(base.value_added)
    tariffs = [_sector_first(shock.tariff_new[changed]) for shock in different]
    levies = np.any([tariff.any(axis=(0, 2)) for tariff in tariffs], axis=0) | np.isin(changed, base.levying)
    own_net = np.empty((len(shocks), len(base.share), len(changed), countries))
    own_duty = np.empty((len(shocks), len(base.share), int(levies.sum()), countries))
    of_shock = dict(zip(map(id, different), tariffs, strict=True))
    for b, shock in enumerate(shocks):
        tariff = of_shock[id(shock)]
        own_net[b] = _net_rows(baseline, base, shock, elasticity[:, :, b, None], changed, tariff)
        np.multiply(own_net[b][:, levies], tariff[:, levies], out=own_duty[b])
    _require_supply(baseline, base, changed, own_net)
    home = np.repeat(np.diagonal(base.net_share, axis1=1, axis2=2)[..., None], len(shocks), axis=2)
    home[:, changed] = own_net[:, :, np.arange(len(changed)), changed].transpose(1, 2, 0)
    return (
        make_kernel(countries, base.net_share, np.arange(countries), own_net, changed),
        make_kernel(countries, base.duty_share, base.levying, own_duty, changed[levies]),
        home,
    )


def _trades(baseline: Baseline, base: Prepared, shock: TradeShock) -> Bool[np.ndarray, " n"]:
    """Countries that an embargo leaves a partner to sell to or to buy from."""
    if shock.iceberg_hat is None or not np.isposinf(shock.iceberg_hat.max()):
        return base.trades
    return _have_partners((baseline.flow > 0) & (shock.iceberg_hat < np.inf))


def _have_partners(sold: Bool[np.ndarray, "n i s"]) -> Bool[np.ndarray, " n"]:
    abroad = sold.any(axis=2) & ~np.eye(len(sold), dtype=bool)
    return np.asarray(abroad.any(axis=0) | abroad.any(axis=1))


def _changes(baseline: Baseline, shock: TradeShock) -> Bool[np.ndarray, " n"]:
    """Importers that change a duty or another cost."""
    changed = (shock.tariff_new != baseline.tariff).any(axis=(1, 2))
    if shock.iceberg_hat is not None:
        changed |= (shock.iceberg_hat != 1).any(axis=(1, 2))
    return np.asarray(changed)


def _net_rows(
    baseline: Baseline,
    base: Prepared,
    shock: TradeShock,
    elasticity: Float[np.ndarray, "s 1 1"],
    rows: Int[np.ndarray, " q"],
    tariff: Float[np.ndarray, "s q i"],
) -> Float[np.ndarray, "s q i"]:
    """K/(1+t') with K = π b̂^(−ε) of some importers; in place, as memory is what it costs."""
    factor = 1 + tariff
    kernel = factor / (1 + _sector_first(baseline.tariff[rows]))
    if shock.iceberg_hat is not None:
        kernel *= _sector_first(shock.iceberg_hat[rows])
    np.log(kernel, out=kernel)
    kernel *= -elasticity
    np.exp(kernel, out=kernel)
    kernel *= base.share[:, rows]
    kernel /= factor
    return np.asarray(kernel)


def _scale(base: Prepared, parameters: Sequence[TradeParameters]) -> Float[np.ndarray, "s 1 b"] | None:
    none = np.zeros(len(base.output))
    scale = np.stack([none if p.scale is None else p.scale for p in parameters], axis=1)
    if not scale.any():
        return None
    strength = scale * np.stack([p.elasticity for p in parameters], axis=1)
    if base.input_share.any() and strength.max() > MAX_SCALE_ON_INPUTS:
        sector = int(strength.max(axis=1).argmax())
        raise ScenarioError(
            f"scale times elasticity is {strength.max():.2f} in sector {sector}; with intermediate "
            f"inputs no equilibrium is found above about 0.6. Keep it at {MAX_SCALE_ON_INPUTS:g} or below."
        )
    return scale[:, None]


def _require_shapes(baseline: Baseline, shock: TradeShock, parameters: TradeParameters) -> None:
    sectors = (len(baseline.axes.sectors),)
    wanted = {
        "tariff_new": (shock.tariff_new, baseline.flow.shape),
        "iceberg_hat": (shock.iceberg_hat, baseline.flow.shape),
        "elasticity": (parameters.elasticity, sectors),
        "scale": (parameters.scale, sectors),
    }
    for name, (values, shape) in wanted.items():
        if values is not None and values.shape != shape:
            raise ScenarioError(f"{name} has shape {values.shape}; base {baseline.name} needs {shape}.")


def _require_usable(baseline: Baseline) -> None:
    countries, sectors = baseline.axes.countries.labels, baseline.axes.sectors.labels
    poor = [c for c, va in zip(countries, baseline.value_added, strict=True) if not va > 0]
    if poor:
        raise DataError(f"base {baseline.name}: no value added in {', '.join(poor)}; fold them into another country.")
    negative = baseline.final_demand < -_NEGATIVE_DEMAND_SLACK * baseline.expenditure
    if negative.any():
        n, s = np.argwhere(negative)[0]
        raise DataError(
            f"base {baseline.name}: inputs of {sectors[s]} in {countries[n]} exceed what the country buys of it "
            f"({int(negative.sum())} such cells); repair the base first."
        )
    gap = abs(baseline.transfer.sum()) / baseline.value_added.sum()
    if gap > _TRANSFER_SLACK:
        raise DataError(f"base {baseline.name}: transfers add to {gap:.1e} of world value added, expected zero.")


def _require_supply(
    baseline: Baseline, base: Prepared, changed: Int[np.ndarray, " q"], own_net: Float[np.ndarray, "b s q i"]
) -> None:
    """Refuse an embargo that leaves a country without any supplier of a good it buys."""
    empty = base.bought[:, changed] & (own_net.sum(axis=3) <= 0).any(axis=0)
    if empty.any():
        s, q = np.argwhere(empty)[0]
        raise ScenarioError(
            f"the shock leaves {baseline.axes.countries.labels[changed[q]]} without any supplier of "
            f"{baseline.axes.sectors.labels[s]}, which it buys ({int(empty.sum())} such goods). "
            "Leave one supplier out of the embargo, or use a high but finite cost."
        )
