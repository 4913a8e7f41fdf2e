"""The same conditions evaluated by JAX: batches, outcomes differentiated by the machine, and a second way to gradients.

JAX is an extra. Importing this module needs none of it; calling its functions does, and switches JAX to 64 bits.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib import import_module
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float, Int

from westphalia.errors import NotConverged, UsageError
from westphalia.trade.adjoint import world_of
from westphalia.trade.anderson import Distance, Vector, Vectors, accelerate_batch
from westphalia.trade.conditions import Conditions, State, conditions
from westphalia.trade.equilibrium import Closure, Problem, TradeEquilibrium, TradeParameters, TradeShock
from westphalia.trade.gradient import Gradient, multiplier_of, relative_error, steps_in_reverse
from westphalia.trade.jacobian import inverse_jacobian
from westphalia.trade.kernel import Kernel
from westphalia.trade.measure import Cotangents, TradeMeasure
from westphalia.trade.residual import distance
from westphalia.trade.search import Solution, at_equilibrium, no_change
from westphalia.trade.solve import TOLERANCE, no_shock, purged, require_closure
from westphalia.trade.steps import closing_steps
from westphalia.trade.system import Prepared, System, build_batch, build_system
from westphalia.trade.verdict import verdict
from westphalia.world.baseline import Baseline


def solve_batch(
    baseline: Baseline,
    shocks: Sequence[TradeShock],
    parameters: TradeParameters,
    closure: Closure = "fixed_world_share",
    tolerance: float = TOLERANCE,
) -> tuple[TradeEquilibrium | NotConverged, ...]:
    """The worlds of many shocks at once, the conditions compiled by JAX; where there is none, NotConverged as a value.

    Conditions, steps, acceleration and verdict are those of `westphalia.trade.solve`, so that both agree to the
    tolerance; but there is no second search where acceleration stalls. The first call of a shape compiles.
    """
    require_closure(closure)
    if closure == "balanced":
        baseline = purged(baseline, parameters, tolerance)
    problems = [Problem(baseline, shock, parameters, closure, tolerance) for shock in shocks]
    system = build_batch(baseline, shocks, [parameters] * len(problems), closure)
    sweeps = _Sweeps(system, _on_device(system), inverse_jacobian(system), np.arange(len(problems)), len(problems))
    with np.errstate(all="ignore"):
        attempts = accelerate_batch(sweeps, np.tile(no_change(system), (len(problems), 1)), tolerance)
        points = sweeps.project(np.stack([attempt.point for attempt in attempts]))
        found = sweeps.found(points)
    shift = np.log(found.labour_income.sum(axis=0) / system.base.value_added.sum())[:, None]
    solution = Solution(
        _state(np.asarray(points - shift).T, system),
        sweeps.found(points - shift),
        error=tuple(attempt.residual for attempt in attempts),
        sweeps=tuple(attempt.sweeps for attempt in attempts),
        method=("Anderson, conditions by JAX",) * len(problems),
    )
    return tuple(verdict(problem, system, solution, b) for b, problem in enumerate(problems))


def measure(name: str, function: Callable[[Any], Any]) -> TradeMeasure:
    """An outcome from any JAX function of an equilibrium, differentiated by JAX.

    The function is given the quantities named in `Cotangents` as attributes, with the axes they have in
    `TradeEquilibrium`, and returns one number.
    """

    def evaluate(eq: TradeEquilibrium) -> tuple[float, Cotangents]:
        jax = _jax()
        given = {field.name: getattr(eq, field.name, None) for field in fields(Cotangents)}
        given = {"tariff_new": eq.shock.tariff_new} | {k: v for k, v in given.items() if v is not None}
        value, slopes = jax.value_and_grad(lambda values: function(SimpleNamespace(**values)))(given)
        cotangents: dict[str, Any] = {name: np.asarray(slope) for name, slope in slopes.items()}
        return float(value), Cotangents(**cotangents)

    return TradeMeasure(name, evaluate)


def gradient(eq: TradeEquilibrium, outcome: TradeMeasure) -> Gradient:
    r"""The derivatives of `westphalia.trade.gradient.gradient`, with the conditions reversed by JAX.

    The vector-Jacobian product of the conditions is `jax.vjp` of `westphalia.trade.conditions.conditions` itself, by
    no line written by hand; linear solver and numeraire are the same.
    """
    jax = _jax()
    value, given = outcome.evaluate(eq)
    system = build_system(eq.baseline, no_shock(eq.baseline), eq.parameters, eq.closure)
    point, theta = at_equilibrium(system, eq), _theta(eq)
    observed = _Observed(_on_device(system), eq.baseline.trade_share, eq.baseline.tariff)
    gaps, quantities = jax.eval_shape(_gaps_and_quantities, point, theta, observed)
    none = {name: np.zeros(values.shape) for name, values in quantities.items()}

    def pull(seeds: tuple[Any, Any]) -> Any:
        return _compiled_in_reverse()(point, theta, observed, seeds)

    seeds = none | {name: values for name, values in _given(given).items() if name in none}
    degree = float(pull((np.zeros(gaps.shape), seeds))[0].sum())
    seeds["labour_income"] = np.full(len(eq.income), -degree / eq.baseline.value_added.sum())
    right = np.asarray(pull((np.zeros(gaps.shape), seeds))[0])
    found, sweeps = multiplier_of(
        lambda vector: np.array(pull((vector, none))[0]), steps_in_reverse(eq, world_of(eq)), right
    )
    left, slopes = pull((found, seeds))
    direct = given.tariff_new if given.tariff_new is not None else 0.0
    return Gradient(
        outcome=outcome.name,
        value=value,
        tariff=np.asarray(slopes["tariff"]) + direct,
        iceberg=np.asarray(slopes["iceberg"]),
        elasticity=np.asarray(slopes["elasticity"]),
        labour_supply=float(slopes["labour_supply"]) + (given.labour_supply or 0.0),
        residual=relative_error(np.asarray(left), right),
        sweeps=sweeps,
    )


def _jax() -> Any:
    try:
        jax: Any = import_module("jax")
    except ImportError:
        raise UsageError(
            "JAX is not installed. Install it with `pip install 'westphalia[jax]'`; "
            "solve, solve_batch and gradient of westphalia.trade work without it."
        ) from None
    _set_up(jax)
    return jax


@cache
def _set_up(jax: Any) -> None:
    jax.config.update("jax_enable_x64", True)
    _register(jax, System, static=("closure",))
    _register(jax, Prepared, static=())


def _register(jax: Any, kind: type, static: tuple[str, ...]) -> None:
    """Let JAX look into a frozen dataclass; it rebuilds them around tracers, which no constructor has to accept."""
    moving = tuple(field.name for field in fields(kind) if field.name not in static)

    def flatten(value: Any) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        return tuple(getattr(value, name) for name in moving), tuple(getattr(value, name) for name in static)

    def unflatten(kept: tuple[Any, ...], parts: Sequence[Any]) -> Any:
        return _built(kind, dict(zip(moving, parts, strict=True)) | dict(zip(static, kept, strict=True)))

    jax.tree_util.register_pytree_node(kind, flatten, unflatten)


def _built(kind: type, values: dict[str, Any]) -> Any:
    made: Any = object.__new__(kind)
    for name, value in values.items():
        object.__setattr__(made, name, value)
    return made


def _on_device(system: System) -> System:
    jax = _jax()
    moved: System = jax.tree_util.tree_map(jax.numpy.asarray, system)
    return moved


@cache
def _compiled() -> Any:
    return _jax().jit(conditions)


@dataclass(frozen=True, eq=False)
class _Sweeps:
    """The scenarios of a batch as fixed points; those that ended stay in the compiled shape and are not read."""

    system: System
    moved: System
    inverse: Float[np.ndarray, "z z"]
    kept: Int[np.ndarray, " c"]
    size: int

    def step(self, points: Vectors) -> tuple[Vectors, Distance]:
        found = self.found(points)
        steps = closing_steps(found, self.system.base, self.inverse)
        flat = np.concatenate([step.reshape(-1, len(points)) for step in steps]).T
        return flat, distance(found, self.system)

    def found(self, points: Vectors) -> Conditions:
        """What the conditions say at the points of the scenarios kept."""
        everywhere = np.zeros((self.size, points.shape[1]))
        everywhere[self.kept] = points
        said = _compiled()(_state(everywhere.T, self.system), self.moved)
        parts: list[Any] = [None if values is None else np.asarray(values)[..., self.kept] for values in said]
        return Conditions(*parts)

    def project(self, points: Vectors) -> Vectors:
        """Shift all logs so that world labour income, at unit tax relief, is that of the baseline."""
        base, state = self.system.base, _state(points.T, self.system)
        log_real_wage = state.log_wage_hat - (base.final_share * state.log_price_hat).sum(axis=0)
        income = base.value_added * np.exp(state.log_wage_hat + self.system.labour_supply * log_real_wage)
        return np.asarray(points - np.log(income.sum(axis=0) / base.value_added.sum())[:, None])

    def of_scenarios(self, kept: Int[np.ndarray, " c"]) -> "_Sweeps":
        return _Sweeps(self.system.of_scenarios(kept), self.moved, self.inverse, self.kept[kept], self.size)


def _state(columns: Any, system: System) -> State:
    countries = system.base.value_added.size
    blocks = columns[countries:].reshape(-1, *system.base.output.shape[:2], columns.shape[-1])
    return State(columns[:countries], blocks[0], blocks[1], blocks[2] if len(blocks) > 2 else None)


def _theta(eq: TradeEquilibrium) -> dict[str, Any]:
    iceberg = eq.shock.iceberg_hat
    return {
        "tariff": eq.shock.tariff_new,
        "iceberg": np.ones_like(eq.flow_new) if iceberg is None else iceberg,
        "elasticity": eq.parameters.elasticity,
        "labour_supply": float(eq.parameters.labour_supply),
    }


class _Observed(NamedTuple):
    """The conditions without a shock, shares and duties of the baseline."""

    system: System
    trade_share: Float[np.ndarray, "n i s"]
    tariff: Float[np.ndarray, "n i s"]


@cache
def _compiled_in_reverse() -> Any:
    """The product of cotangents with the derivatives of `_gaps_and_quantities`; compiled once for each shape."""
    jax = _jax()

    def product(point: Any, theta: Any, observed: _Observed, seeds: Any) -> Any:
        return jax.vjp(lambda z, t: _gaps_and_quantities(z, t, observed), point, theta)[1](seeds)

    return jax.jit(product)


def _gaps_and_quantities(point: Vector, theta: dict[str, Any], observed: _Observed) -> Any:
    """All gaps as one vector, and the quantities of an equilibrium by name, as functions of unknowns and parameters."""
    xp = _jax().numpy
    system = _under(observed, theta)
    state = _state(point[:, None], system)
    found = conditions(state, system)
    gaps = [found.wage_gap, found.price_gap, found.expenditure_gap]
    if found.output_gap is not None:
        gaps.append(found.output_gap)
    flow = system.net_kernel.shared * found.demand * xp.swapaxes(found.supply, 1, 2)
    quantities = {
        "wage_hat": xp.exp(state.log_wage_hat),
        "labour_hat": found.labour_hat,
        "tax_relief_hat": found.tax_relief_hat,
        "consumer_price_hat": found.consumer_price_hat,
        "revenue_new": found.revenue,
        "transfer_new": found.transfer,
        "income_new": found.income,
        "labour_income": found.labour_income,
        "cost_hat": found.supply ** (-1 / system.elasticity),
        "price_hat": xp.exp(state.log_price_hat),
        "expenditure_new": found.expenditure,
        "output_new": found.output,
    }
    levels = {name: values[..., 0].T for name, values in quantities.items()}
    return xp.concatenate([gap.ravel() for gap in gaps]), levels | {"flow_new": xp.moveaxis(flow, 0, -1)}


def _under(observed: _Observed, theta: dict[str, Any]) -> System:
    r"""The system with :math:`K = \pi (\hat d (1+t')/(1+t))^{-\varepsilon}` as a function of the parameters."""
    xp = _jax().numpy
    closed = xp.isinf(theta["iceberg"])
    iceberg = xp.where(closed, 1.0, theta["iceberg"])
    barrier = iceberg * (1 + theta["tariff"]) / (1 + observed.tariff)
    kernel = xp.where(closed, 0.0, observed.trade_share * barrier ** -theta["elasticity"]) / (1 + theta["tariff"])
    values = {field.name: getattr(observed.system, field.name) for field in fields(System)}
    values["net_kernel"] = _whole(xp.moveaxis(kernel, -1, 0))
    values["duty_kernel"] = _whole(xp.moveaxis(kernel * theta["tariff"], -1, 0))
    values["elasticity"] = theta["elasticity"][:, None, None]
    values["labour_supply"] = xp.reshape(theta["labour_supply"], (1,))
    under: System = _built(System, values)
    return under


def _whole(matrices: Any) -> Kernel:
    """A kernel all of whose rows are there."""
    countries = np.arange(matrices.shape[1])
    return Kernel(matrices, countries, np.ones((len(countries), 1)), own=None, own_at=countries[:0], row=None)


def _given(cotangents: Cotangents) -> dict[str, Any]:
    values = {field.name: getattr(cotangents, field.name) for field in fields(Cotangents)}
    return {name: value for name, value in values.items() if value is not None}
