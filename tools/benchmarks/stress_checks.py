"""What a result must satisfy wherever it is returned: its equations by a route of their own, and the way back."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from stress_worlds import Case

from westphalia.errors import NotConverged, ScenarioError
from westphalia.trade.equilibrium import TradeEquilibrium, TradeShock
from westphalia.trade.solve import no_shock, solve
from westphalia.world.baseline import Baseline

ZERO_RESIDUAL, ZERO_RESIDUAL_PURGED = 1e-12, 1e-11
ROUNDING = 1e-15  # of an income, all that is left of a balance of payments where hardly anything is sold abroad
WALRAS = 0.1  # of the tolerance
BACK = 10  # times the tolerance
EQUATIONS = 100  # times the tolerance: an error in a price is multiplied by the elasticity, here up to 20
ONE_WORLD = 1.0  # scale times elasticity; Kucheryavyy, Lyn & Rodríguez-Clare (2023), AEJ: Macroeconomics 15(2)
_HALF_CLOSED = 2.0


class Checked(NamedTuple):
    """Every check that a returned equilibrium does not pass, in words, and whether the way back was refused."""

    faults: tuple[str, ...]
    way_back_refused: bool


def checked(case: Case, eq: TradeEquilibrium) -> Checked:
    """What the checks say of an equilibrium. A way back that is refused with its reason is counted, not at fault."""
    faults = [fault for check in (_numbers, _equations, _unshocked) for fault in check(case, eq)]
    try:
        return Checked((*faults, *_way_back(case, eq)), False)
    except (NotConverged, ScenarioError):
        return Checked(tuple(faults), True)


def _numbers(case: Case, eq: TradeEquilibrium) -> list[str]:
    wrong = []
    for name in ("wage_hat", "price_hat", "consumer_price_hat", "labour_hat", "income_new", "flow_new", "cost_hat"):
        values = getattr(eq, name)
        if not (np.isfinite(values) & (values >= 0)).all():
            wrong.append(f"{name} is not finite and positive")
    if not eq.residual <= case.tolerance:
        wrong.append(f"residual {eq.residual:.1e} above the tolerance")
    if not eq.walras_gap <= WALRAS * case.tolerance:
        wrong.append(f"Walras gap {eq.walras_gap / case.tolerance:.2g} × tolerance, limit {WALRAS}")
    return wrong


def _equations(case: Case, eq: TradeEquilibrium) -> list[str]:
    gap = equation_gap(eq)
    return [] if gap <= EQUATIONS * case.tolerance else [f"equations miss by {gap / case.tolerance:.2g} × tolerance"]


def equation_gap(eq: TradeEquilibrium) -> float:
    """The largest relative error of shares, prices, labour and incomes, from the flows returned and nothing else."""
    base, elasticity = eq.baseline, eq.parameters.elasticity
    log_price = np.log(eq.price_hat)
    inputs = np.einsum("nsk,ns->nk", base.input_share, log_price)
    log_cost = base.value_added_share * np.log(eq.wage_hat)[:, None] + inputs
    if eq.parameters.scale is not None:
        made = base.output > 0
        output_hat = np.divide(eq.flow_new.sum(axis=0), base.output, out=np.ones_like(base.output), where=made)
        log_cost = np.where(made, log_cost - eq.parameters.scale * (np.log(output_hat) - log_cost), log_cost)
    wedge = (1 + eq.shock.tariff_new) / (1 + base.tariff)
    wedge = wedge if eq.shock.iceberg_hat is None else wedge * eq.shock.iceberg_hat
    kernel = base.trade_share * (np.exp(log_cost)[None] * wedge) ** -elasticity
    spent = (eq.flow_new * (1 + eq.shock.tariff_new)).sum(axis=1)
    bought = base.expenditure > 0
    flow = kernel / kernel.sum(axis=1, keepdims=True) * spent[:, None] / (1 + eq.shock.tariff_new)
    prices = np.abs(log_price + np.log(kernel.sum(axis=1)) / elasticity)[bought].max()
    inputs_new = np.einsum("nsk,nk->ns", base.input_share, eq.flow_new.sum(axis=0))
    demand = inputs_new + base.final_share * eq.income_new[:, None]
    revenue = (eq.flow_new * eq.shock.tariff_new).sum(axis=(1, 2))
    earned = (base.value_added_share * eq.flow_new.sum(axis=0)).sum(axis=1)
    return float(
        max(
            prices,
            np.abs(flow - eq.flow_new).max() / spent.max(),
            np.abs(demand[bought] / spent[bought] - 1).max(),
            np.abs(earned / (eq.wage_hat * eq.labour_hat * base.value_added) - 1).max(),
            np.abs((earned + revenue + eq.transfer_new) / eq.income_new - 1).max(),
            abs(eq.transfer_new.sum()) / base.value_added.sum(),
        )
    )


def _unshocked(case: Case, eq: TradeEquilibrium) -> list[str]:
    """Check 1: without a shock nothing changes.

    A country that hardly trades in the observed world has no wage to the tolerance there, though it may under the
    shock; that world may be refused, and only where rounding alone exceeds the tolerance.
    """
    try:
        still = solve(case.baseline, no_shock(case.baseline), case.parameters, case.closure, case.tolerance)
    except NotConverged:
        if ROUNDING / _smallest_share_abroad(case.baseline) > case.tolerance:
            return []
        raise
    moved = max(np.abs(x - 1).max() for x in (still.wage_hat, still.price_hat, still.labour_hat, still.tax_relief_hat))
    limit = ZERO_RESIDUAL_PURGED if case.closure == "balanced" else ZERO_RESIDUAL
    limit = max(limit, ROUNDING / _smallest_share_abroad(still.baseline))
    wrong = []
    if not still.residual <= limit:
        wrong.append(f"no shock: residual {still.residual:.1e}, limit {limit:.0e}")
    if not moved <= BACK * limit:
        wrong.append(f"no shock: something moves by {moved:.1e}")
    return wrong


def _smallest_share_abroad(baseline: Baseline) -> float:
    """What the country that trades least sells and buys abroad, over what it makes and buys."""
    return float(_share_abroad(baseline.flow).min())


def _share_abroad(flow: np.ndarray) -> np.ndarray:
    total = flow.sum(axis=2)
    return np.clip(1 - 2 * np.diagonal(total) / (total.sum(axis=0) + total.sum(axis=1)), ROUNDING, 1)


def _way_back(case: Case, eq: TradeEquilibrium) -> list[str]:
    """Check 2: undone, the shock leads back; what exact changes cannot undo must be reached in two steps as in one."""
    if case.parameters.revenue == "income_tax" and case.parameters.labour_supply:
        return []  # only what is collected above the baseline is recycled, so the way back is another scenario
    if case.parameters.scale is not None and (case.parameters.scale * case.parameters.elasticity).max() > ONE_WORLD:
        return []  # there can be several equilibria, and two roads need not lead to the same one
    gap = _two_steps(case, eq) if np.isinf(eq.shock.iceberg_hat).any() else _undone(case, eq)
    return (
        []
        if gap <= BACK * case.tolerance * _magnified(case, eq)
        else [f"way back misses by {gap / case.tolerance:.2g} × tolerance"]
    )


def _magnified(case: Case, eq: TradeEquilibrium) -> float:
    """What the way back makes of an error in the imbalance that it starts from.

    The imbalance of the shocked world is known to the tolerance relative to the trade there. The way back takes it as
    given, and relative to the trade of a country that trades a k-th as much before the shock it is out by k times that.
    """
    if case.closure == "balanced":
        return 1.0
    return float(max(1.0, (_share_abroad(eq.flow_new) / _share_abroad(eq.baseline.flow)).max()))


def _undone(case: Case, eq: TradeEquilibrium) -> float:
    back = solve(
        replace(eq.baseline, name="shocked", flow=eq.flow_new, tariff=eq.shock.tariff_new),
        TradeShock(eq.baseline.tariff, 1 / eq.shock.iceberg_hat),
        case.parameters, case.closure, case.tolerance,
    )  # fmt: skip
    return _apart(eq, eq.wage_hat * back.wage_hat, eq.consumer_price_hat * back.consumer_price_hat)


def _two_steps(case: Case, eq: TradeEquilibrium) -> float:
    """The embargo after a first step that only doubles the cost where the embargo comes to stand."""
    closed = np.isinf(eq.shock.iceberg_hat)
    first = TradeShock(case.shock.tariff_new, np.where(closed, _HALF_CLOSED, case.shock.iceberg_hat))
    half = solve(case.baseline, first, case.parameters, case.closure, case.tolerance)
    rest = solve(
        replace(half.baseline, name="half closed", flow=half.flow_new, tariff=case.shock.tariff_new),
        TradeShock(case.shock.tariff_new, np.where(closed, np.inf, 1.0)),
        case.parameters, case.closure, case.tolerance,
    )  # fmt: skip
    return _apart(
        eq,
        half.wage_hat * rest.wage_hat / eq.wage_hat,
        half.consumer_price_hat * rest.consumer_price_hat / eq.consumer_price_hat,
    )


def _apart(eq: TradeEquilibrium, wage_ratio: np.ndarray, price_ratio: np.ndarray) -> float:
    """How far two roads to a place end apart; where the world falls into parts, only real wages can be compared."""
    from scipy.sparse.csgraph import connected_components

    parts = connected_components(eq.flow_new.sum(axis=2) > 0, directed=False)[0]
    ratios = (wage_ratio, price_ratio) if parts == 1 else (wage_ratio / price_ratio,)
    return float(max(np.abs(ratio - 1).max() for ratio in ratios))
