"""Baseline and scenario in the storage of the solver: sector first, then importer and exporter.

Products over exporters are then batched matrix products over sectors, twice as fast as on ``[n, i, s]``.
"""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from jaxtyping import Bool, Float

from westphalia.errors import DataError, ScenarioError
from westphalia.trade.equilibrium import MAX_SCALE_ON_INPUTS, Closure, TradeParameters, TradeShock
from westphalia.world.baseline import Baseline

_TRANSFER_SLACK = 1e-9
_NEGATIVE_DEMAND_SLACK = 1e-6


@dataclass(frozen=True, eq=False)
class Prepared:
    """What every scenario on one baseline shares.

    `home_feedback`, `home_labour` and `rivalry` shape the steps of the search and nothing else: how a country's
    prices feed its own costs, how its wage enters its own prices, and how much of its wage bill is sold where
    others compete (β² x (1 − π)/VA).
    """

    share: Float[np.ndarray, "s n i"]
    net_share: Float[np.ndarray, "s n i"]
    expenditure: Float[np.ndarray, "s n"]
    expenditure_or_one: Float[np.ndarray, "s n"]
    bought: Bool[np.ndarray, "s n"]
    output: Float[np.ndarray, "s n"]
    made: Bool[np.ndarray, "s n"]
    input_share: Float[np.ndarray, "n s k"]
    home_feedback: Float[np.ndarray, "n k s"]
    home_labour: Float[np.ndarray, "s n"]
    rivalry: Float[np.ndarray, "s n"]
    value_added_share: Float[np.ndarray, "s n"]
    final_share: Float[np.ndarray, "s n"]
    value_added: Float[np.ndarray, " n"]
    revenue: Float[np.ndarray, " n"]
    transfer: Float[np.ndarray, " n"]
    income: Float[np.ndarray, " n"]


@dataclass(frozen=True, eq=False)
class System:
    """One scenario: all that the equilibrium conditions need.

    `net_kernel` is K/(1+t') with K = π b̂^(−ε), a constant of the scenario; `duty_kernel` is K t'/(1+t') on the
    importers that levy any duty, and `levies` spreads those rows over all importers. `wage_step` is the Newton
    step of a wage on its own gap, others' wages and all spending held.
    """

    base: Prepared
    net_kernel: Float[np.ndarray, "s n i"]
    duty_kernel: Float[np.ndarray, "s r i"]
    levies: Float[np.ndarray, "r n"]
    elasticity: Float[np.ndarray, "s 1"]
    wage_step: Float[np.ndarray, " n"]
    scale: Float[np.ndarray, "s 1"] | None
    labour_supply: float
    relieves_income_tax: bool
    closure: Closure


_prepared: WeakKeyDictionary[Baseline, Prepared] = WeakKeyDictionary()


def prepare(baseline: Baseline) -> Prepared:
    """The baseline in solver storage, made once per baseline and kept while the baseline lives."""
    if baseline not in _prepared:
        _require_usable(baseline)
        _prepared[baseline] = _prepare(baseline)
    return _prepared[baseline]


def build_system(baseline: Baseline, shock: TradeShock, parameters: TradeParameters, closure: Closure) -> System:
    """The scenario in solver storage; refuses shocks and parameters that have no equilibrium."""
    _require_shapes(baseline, shock, parameters)
    base = prepare(baseline)
    elasticity = parameters.elasticity[:, None]
    net_kernel = _net_kernel(baseline, base, shock, elasticity)
    _require_supply(baseline, base, net_kernel)
    levying = np.flatnonzero((shock.tariff_new != 0).any(axis=(1, 2)))
    duty = shock.tariff_new[levying].transpose(2, 0, 1)
    return System(
        base=base,
        net_kernel=net_kernel,
        duty_kernel=np.ascontiguousarray(net_kernel[:, levying, :] * duty),
        levies=np.eye(len(base.value_added))[levying],
        elasticity=elasticity,
        wage_step=1 / (1 + parameters.labour_supply + (elasticity * base.rivalry).sum(axis=0)),
        scale=_scale(base, parameters),
        labour_supply=float(parameters.labour_supply),
        relieves_income_tax=parameters.revenue == "income_tax",
        closure=closure,
    )


def _prepare(baseline: Baseline) -> Prepared:
    bought = baseline.expenditure > 0
    share = _sector_first(baseline.trade_share)
    labour = _sector_first(baseline.value_added_share)
    contested = (_sector_first(baseline.flow) * (1 - share)).sum(axis=1)
    return Prepared(
        share=share,
        net_share=share / _sector_first(1 + baseline.tariff) if baseline.tariff.any() else share,
        expenditure=_sector_first(baseline.expenditure),
        expenditure_or_one=_sector_first(np.where(bought, baseline.expenditure, 1.0)),
        bought=_sector_first(bought),
        output=_sector_first(baseline.output),
        made=_sector_first(baseline.output > 0),
        input_share=np.ascontiguousarray(baseline.input_share),
        home_feedback=_home_feedback(baseline),
        home_labour=np.diagonal(share, axis1=1, axis2=2) * labour,
        rivalry=labour**2 * contested / baseline.value_added,
        value_added_share=labour,
        final_share=_sector_first(baseline.final_share),
        value_added=baseline.value_added,
        revenue=baseline.tariff_revenue,
        transfer=baseline.transfer,
        income=np.asarray(baseline.final_demand.sum(axis=1)),
    )


def _home_feedback(baseline: Baseline) -> Float[np.ndarray, "n k s"]:
    r"""From a country's own gap in prices to the change that closes it: :math:`(I - \lambda_n \Gamma_n^\top)^{-1}`."""
    home = np.arange(len(baseline.axes.countries))
    share = baseline.trade_share[home, home]
    return np.linalg.inv(np.eye(share.shape[1]) - share[:, :, None] * baseline.input_share.transpose(0, 2, 1))


def _sector_first(values: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(np.moveaxis(values, -1, 0))


def _net_kernel(
    baseline: Baseline, base: Prepared, shock: TradeShock, elasticity: Float[np.ndarray, "s 1"]
) -> Float[np.ndarray, "s n i"]:
    """K/(1+t') with K = π b̂^(−ε); only importers that change anything are computed."""
    changed = (shock.tariff_new != baseline.tariff).any(axis=(1, 2))
    if shock.iceberg_hat is not None:
        changed |= (shock.iceberg_hat != 1).any(axis=(1, 2))
    rows = np.flatnonzero(changed)
    factor = 1 + shock.tariff_new[rows]
    cost_hat = factor / (1 + baseline.tariff[rows])
    if shock.iceberg_hat is not None:
        cost_hat = cost_hat * shock.iceberg_hat[rows]
    kernel = base.net_share.copy()
    kernel[:, rows, :] = (
        base.share[:, rows, :] * _sector_first(cost_hat) ** -elasticity[:, :, None] / _sector_first(factor)
    )
    return kernel


def _scale(base: Prepared, parameters: TradeParameters) -> Float[np.ndarray, "s 1"] | None:
    if parameters.scale is None or not parameters.scale.any():
        return None
    strength = parameters.scale * parameters.elasticity
    if base.input_share.any() and strength.max() > MAX_SCALE_ON_INPUTS:
        raise ScenarioError(
            f"scale times elasticity is {strength.max():.2f} in sector {int(strength.argmax())}; with intermediate "
            f"inputs no equilibrium is found above about 0.6. Keep it at {MAX_SCALE_ON_INPUTS:g} or below."
        )
    return parameters.scale[:, None]


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


def _require_supply(baseline: Baseline, base: Prepared, net_kernel: Float[np.ndarray, "s n i"]) -> None:
    """Refuse an embargo that leaves a country without any supplier of a good it buys."""
    empty = base.bought & (net_kernel.sum(axis=2) <= 0)
    if empty.any():
        s, n = np.argwhere(empty)[0]
        raise ScenarioError(
            f"the shock leaves {baseline.axes.countries.labels[n]} without any supplier of "
            f"{baseline.axes.sectors.labels[s]}, which it buys ({int(empty.sum())} such goods). "
            "Leave one supplier out of the embargo, or use a high but finite cost."
        )
