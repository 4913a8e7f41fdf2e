"""The derivative of any outcome in every duty, cost and elasticity, by one adjoint solve."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from westphalia.errors import NotConverged
from westphalia.trade.adjoint import (
    Pulled,
    Vector,
    World,
    gap_seeds,
    numeraire_seeds,
    outcome_seeds,
    pull,
    split,
    stacked,
    world_of,
)
from westphalia.trade.equilibrium import TradeEquilibrium
from westphalia.trade.jacobian import inverse_jacobian
from westphalia.trade.measure import Cotangents, TradeMeasure
from westphalia.trade.solve import no_shock
from westphalia.trade.system import build_system

ADJOINT_TOLERANCE = 1e-12
_WINDOW = 60
_WINDOWS = 5

Flows = Float[np.ndarray, "n i s"]


@dataclass(frozen=True, eq=False)
class Gradient:
    """An outcome and its derivatives: per unit of duty (1: 100 points), of iceberg cost, of ε and of κ.

    `residual` is the largest error of the adjoint equations relative to the largest number on their right-hand
    side, `sweeps` the passes through the conditions in reverse.
    """

    outcome: str
    value: float
    tariff: Float[np.ndarray, "n i s"]
    iceberg: Float[np.ndarray, "n i s"]
    elasticity: Float[np.ndarray, " s"]
    labour_supply: float
    residual: float
    sweeps: int


def gradient(eq: TradeEquilibrium, outcome: TradeMeasure) -> Gradient:
    r"""The derivative of an outcome in every duty, iceberg cost and elasticity at an equilibrium.

    .. math::
        G(z, \theta) = 0, \qquad \frac{dJ}{d\theta} = J_\theta + \lambda^\top G_\theta, \qquad
        G_z^\top \lambda = -J_z

    z: logs of wages, prices, expenditures (and outputs with scale economies). One equation of G is implied by the
    others and one direction of z is free: the numeraire :math:`\Sigma\hat w\hat L VA = \Sigma VA`. Of an outcome
    of degree d in money, :math:`d = \mathbf 1^\top J_z`, the outcome in units of the numeraire is
    :math:`J(z - \mathbf 1 \log(\Sigma\hat w\hat L VA/\Sigma VA))`, whose :math:`J_z` adds to zero, so that the
    singular system has a solution; the multiple of the implied equation it leaves open changes no derivative.

    Holds wherever the equilibrium is isolated, with any closure, labour supply, use of revenue and scale. The
    baseline is held: under `balanced` that is the purged baseline of the result, also for elasticities and κ,
    on which the purge itself depends. Exact up to the residuals of equilibrium and adjoint.
    """
    world = world_of(eq)
    value, given = outcome.evaluate(eq)
    seeds = outcome_seeds(eq, world, given)
    seeds = seeds.plus(numeraire_seeds(world, float(stacked(pull(world, seeds), world).sum())))
    right = stacked(pull(world, seeds), world)
    multiplier, sweeps = multiplier_of(
        lambda vector: stacked(pull(world, gap_seeds(world, vector)), world), steps_in_reverse(eq, world), right
    )
    pulled = pull(world, seeds.plus(gap_seeds(world, multiplier)))
    log_kernel, in_flow = _log_kernel(world, pulled, given)
    return Gradient(
        outcome=outcome.name,
        value=value,
        tariff=_in_tariff(eq, world, pulled, given, (log_kernel, in_flow)),
        iceberg=_in_iceberg(eq, log_kernel),
        elasticity=_in_elasticity(eq, log_kernel, split(multiplier, world)[1]),
        labour_supply=_in_labour_supply(eq, pulled, given),
        residual=relative_error(stacked(pulled, world), right),
        sweeps=sweeps,
    )


def multiplier_of(
    transpose: Callable[[Vector], Vector], steps: Callable[[Vector], Vector], right: Vector
) -> tuple[Vector, int]:
    r"""The solution of :math:`G_z^\top \lambda = -J_z` by GMRES behind `steps`, and the products with the transpose.

    Saad & Schultz (1986), SIAM Journal on Scientific and Statistical Computing 7(3).
    """
    from scipy.sparse.linalg import LinearOperator, gmres

    sweeps = 0

    def apply(vector: Vector) -> Vector:
        nonlocal sweeps
        sweeps += 1
        return transpose(steps(vector))

    if not right.any():
        return np.zeros_like(right), 0
    operator = LinearOperator((right.size, right.size), matvec=apply, dtype=float)
    found, status = gmres(operator, -right, rtol=ADJOINT_TOLERANCE, atol=0.0, restart=_WINDOW, maxiter=_WINDOWS)
    if status != 0:
        error = relative_error(apply(found) + right, right)
        raise NotConverged(
            f"gradient: adjoint residual {error:.1e} after {sweeps} sweeps, wanted {ADJOINT_TOLERANCE:.0e}. Likely "
            "cause: an equilibrium close to one that is not isolated; lower the scale economies or the duties."
        )
    return steps(found), sweeps


def steps_in_reverse(eq: TradeEquilibrium, world: World) -> Callable[[Vector], Vector]:
    """The transpose of `westphalia.trade.steps.closing_steps`, line by line from the last to the first."""
    system = build_system(eq.baseline, no_shock(eq.baseline), eq.parameters, eq.closure)
    base, inverse = system.base, inverse_jacobian(system).astype(float)
    spent, bought, made = base.expenditure_or_one[..., 0], base.bought_weight[..., 0], base.made_weight[..., 0]

    def steps(vector: Vector) -> Vector:
        wage, price, expenditure, output = split(vector, world)
        push = _by_country(base.home_feedback.transpose(0, 2, 1), price)
        from_push = (base.home_labour[..., 0] * (push - bought * push.sum(axis=0))).sum(axis=0)
        common = [wage + from_push, price.sum(axis=0), expenditure.sum(axis=0), output.sum(axis=0)]
        blocks = len(inverse) // wage.size
        gaps = -(np.concatenate(common[:blocks]) @ inverse).reshape(blocks, -1)
        expenditure = spent * _by_country(base.home_feedback, expenditure / spent)
        back = [gaps[0], _together(push, gaps[1], bought), _together(expenditure, gaps[2], bought)]
        if blocks > len(back):
            back.append(_together(output, gaps[3], made))
        return np.concatenate([block.ravel() for block in back])

    return steps


def _together(
    apart: Float[np.ndarray, "s n"], mean: Float[np.ndarray, " n"], weight: Float[np.ndarray, "s n"]
) -> Float[np.ndarray, "s n"]:
    """From what sets sectors apart and their mean back to the sectors: the transpose of taking both."""
    return np.asarray(apart + weight * (mean - apart.sum(axis=0)))


def _by_country(matrices: Float[np.ndarray, "n k s"], values: Float[np.ndarray, "s n"]) -> Float[np.ndarray, "k n"]:
    return np.asarray((matrices @ values.T[:, :, None])[:, :, 0].T)


def _log_kernel(world: World, pulled: Pulled, given: Cotangents) -> tuple[Flows, Flows]:
    r"""Derivatives in :math:`\log K_{nis}`, and the part of them that passes through flows at basic prices alone.

    .. math::
        \overline{\log K}_{nis} = x'_{nis}\bigl(\bar Y_{is} + \bar x_{nis} + t'_{nis}\bar R_n +
        (1+t'_{nis})\,\overline{\log\Phi}_{ns}/X'_{ns}\bigr)
    """
    in_flow = world.flow * pulled.output[:, None, :]
    if given.flow_new is not None:
        in_flow += world.flow * np.moveaxis(given.flow_new, -1, 0)
    log_kernel = world.flow * pulled.log_phi_per_spending[:, :, None]
    log_kernel += in_flow
    levied = (pulled.log_phi_per_spending + pulled.revenue)[:, world.levying]
    log_kernel[:, world.levying] += world.duty * levied[:, :, None]
    return np.moveaxis(log_kernel, 0, -1), np.moveaxis(in_flow, 0, -1)


def _in_tariff(
    eq: TradeEquilibrium, world: World, pulled: Pulled, given: Cotangents, parts: tuple[Flows, Flows]
) -> Flows:
    r"""Derivatives in duties.

    .. math::
        \bar t'_{nis} = \tfrac{1}{1+t'_{nis}}
        \bigl(-\varepsilon_s\,\overline{\log K}_{nis} - \overline{\log x}_{nis} + x'_{nis}\bar R_n\bigr)

    A duty makes the good dearer, K ∝ (1+t')^(−ε), leaves less of spending to the seller, x' ∝ 1/(1+t'), and is
    collected, R' = Σ t'x'.
    """
    log_kernel, in_flow = parts
    tariff = -eq.parameters.elasticity * log_kernel
    tariff -= in_flow
    tariff += np.moveaxis(world.flow * pulled.revenue[:, None], 0, -1)
    tariff /= 1 + eq.shock.tariff_new
    return np.asarray(tariff if given.tariff_new is None else tariff + given.tariff_new)


def _in_iceberg(eq: TradeEquilibrium, log_kernel: Flows) -> Flows:
    r""":math:`-\varepsilon_s\,\overline{\log K}_{nis}/\hat d_{nis}`; zero under an embargo."""
    in_log = -eq.parameters.elasticity * log_kernel
    return np.asarray(in_log if eq.shock.iceberg_hat is None else in_log / eq.shock.iceberg_hat)


def _in_elasticity(eq: TradeEquilibrium, log_kernel: Flows, price: Float[np.ndarray, "s n"]) -> Float[np.ndarray, " s"]:
    r"""Derivatives in elasticities.

    .. math::
        \bar\varepsilon_s = -\sum_{ni}\overline{\log K}_{nis}\log(\hat c_{is}\hat b_{nis}) -
        \sum_n \lambda^P_{ns}\log\hat P_{ns}/\varepsilon_s

    The last term is the elasticity in :math:`G^P = -\log\Phi/\varepsilon - \log\hat P`.
    """
    by_cost = (log_kernel.sum(axis=0) * np.log(eq.cost_hat)).sum(axis=0)
    by_price = (price.T * np.log(eq.price_hat)).sum(axis=0) / eq.parameters.elasticity
    return np.asarray(-by_cost - by_price - np.einsum("nis,nis->s", log_kernel, _log_barrier_hat(eq)))


def _log_barrier_hat(eq: TradeEquilibrium) -> Flows:
    """log b̂, and zero where an embargo leaves nothing to change."""
    log_barrier = np.zeros_like(eq.flow_new)
    changed = np.flatnonzero((eq.shock.tariff_new != eq.baseline.tariff).any(axis=(1, 2)))
    log_barrier[changed] = np.log1p(eq.shock.tariff_new[changed]) - np.log1p(eq.baseline.tariff[changed])
    if eq.shock.iceberg_hat is None:
        return log_barrier
    return log_barrier + np.log(np.where(np.isinf(eq.shock.iceberg_hat), 1.0, eq.shock.iceberg_hat))


def _in_labour_supply(eq: TradeEquilibrium, pulled: Pulled, given: Cotangents) -> float:
    r""":math:`\sum_n \overline{\log\hat L}_n \log(\hat\tau_n\hat w_n/\hat P_n)`."""
    log_reward = np.log(eq.tax_relief_hat * eq.wage_hat / eq.consumer_price_hat)
    return float(pulled.log_labour @ log_reward) + (given.labour_supply or 0.0)


def relative_error(error: Vector, right: Vector) -> float:
    """The largest error over the largest number on the right-hand side."""
    return float(np.abs(error).max() / max(np.abs(right).max(), np.finfo(float).tiny))
