r"""How the world responds, country by country: the inverse Jacobian that shapes the steps of the search.

Unknown here are four logs for each country: its wage w, and common changes p, x and y of all its prices, expenditures
and outputs (y only with scale economies). Their conditions are sums of the conditions of the model over sectors, and
are differentiated where nothing has changed yet. With one sector this is the whole Jacobian; with many it leaves to
the search what differs between the sectors of a country. It decides how many sweeps a solution takes, never which.

A country that hardly trades has a wage that hardly anything pins down, and its Newton step would be thousands of logs
long. Where its sales against rivals make a wage gap fall by less than a tenth of its wage, it is taken to fall by a
tenth (assumed; 0.05 to 0.2 do as well).
"""

from collections import OrderedDict
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from jaxtyping import Float

from westphalia.trade.equilibrium import Closure
from westphalia.trade.system import Prepared, System

_KEPT = 8  # for each baseline; a quarter of a megabyte for 80 countries, 0.4 with scale economies
_FIRM = 0.1

Matrix = Float[np.ndarray, "n m"]
_kept: WeakKeyDictionary[Prepared, OrderedDict[tuple[object, ...], Float[np.ndarray, "z z"]]] = WeakKeyDictionary()


def inverse_jacobian(system: System) -> Float[np.ndarray, "z z"]:
    """From the gaps of countries to the changes that close them, to first order; single precision is enough for a step.

    At the mean parameters of the batch; made once and kept while the baseline lives.
    """
    elasticity, labour_supply = system.elasticity.mean(axis=2), float(system.labour_supply.mean())
    scale = None if system.scale is None else system.scale.mean(axis=2)
    key = elasticity.tobytes(), labour_supply, b"" if scale is None else scale.tobytes(), system.closure
    kept = _kept.setdefault(system.base, OrderedDict())
    if key not in kept:
        jacobian = _jacobian(_World(system.base, elasticity, labour_supply, scale, system.closure))
        kept[key] = _inverse(jacobian).astype(np.float32)
    kept.move_to_end(key)
    while len(kept) > _KEPT:
        kept.popitem(last=False)
    return kept[key]


class _World(NamedTuple):
    base: Prepared
    elasticity: Float[np.ndarray, "s 1"]
    labour_supply: float
    scale: Float[np.ndarray, "s 1"] | None
    closure: Closure


class _Response(NamedTuple):
    """Derivatives of one condition of each country in the logs of the unknowns of all countries."""

    wage: Matrix
    price: Matrix
    expenditure: Matrix
    output: Matrix

    def plus(self, other: "_Response") -> "_Response":
        return _Response(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


def _inverse(jacobian: Float[np.ndarray, "z z"]) -> Float[np.ndarray, "z z"]:
    try:
        return np.linalg.inv(jacobian)
    except np.linalg.LinAlgError:
        return np.linalg.pinv(jacobian)


def _jacobian(world: _World) -> Float[np.ndarray, "z z"]:
    r"""Of the gaps in wages, prices, expenditures (and outputs), each summed over sectors.

    With :math:`m_{is}` the weights of a sum, :math:`\sigma_{nis} = x_{nis}/Y_{is}` and :math:`\hat\cdot` logs,

    .. math::
        \hat c_{is} &= (1+\psi_s)(\beta_{is} w_i + (1-\beta_{is}) p_i) - \psi_s y_i \\
        \hat P_{ns} &= \sum_i \pi_{nis} \hat c_{is} \\
        \hat Y_{is} &= \sum_n \sigma_{nis} (x_n + \varepsilon_s \hat P_{ns}) - \varepsilon_s \hat c_{is}
    """
    base = world.base
    labour, output = base.value_added_share[..., 0], base.output[..., 0]
    bought, income = _no_zero(base.expenditure[..., 0].sum(axis=0)), _labour_income(world)
    weight = base.value_added / base.value_added.sum()
    numeraire = np.broadcast_to(weight.T, (len(weight), len(weight)))
    earned, used = _outputs(world, labour * output / base.value_added[:, 0]), _outputs(world, (1 - labour) * output)
    final, one = _final_demand(world, income), np.eye(len(weight))
    rows = [
        earned.plus(_scaled(income, -1.0))._replace(
            wage=earned.wage - income.wage + numeraire - np.diag(_damping(world))
        ),
        _prices(world, base.expenditure[..., 0] / bought),
        _scaled(used.plus(final), 1 / bought[:, None]),
    ]
    rows[1] = rows[1]._replace(price=rows[1].price - one)
    rows[2] = rows[2]._replace(expenditure=rows[2].expenditure - one)
    if world.scale is None:
        return np.block([list(row[:3]) for row in rows])
    made = _outputs(world, output / _no_zero(output.sum(axis=0)))
    rows.append(made._replace(output=made.output - one))
    return np.block([list(row) for row in rows])


def _damping(world: _World) -> Float[np.ndarray, " n"]:
    """What the response of a wage gap to its own wage lacks to a tenth, by rivals alone."""
    return np.asarray(np.maximum(0.0, _FIRM - (world.elasticity * world.base.rivalry[..., 0]).sum(axis=0)))


def _no_zero(values: np.ndarray) -> np.ndarray:
    return np.where(values > 0, values, 1.0)


def _scaled(response: _Response, by: float | Matrix) -> _Response:
    return _Response(*(by * part for part in response))


def _costs(world: _World) -> tuple[Float[np.ndarray, "s i"], Float[np.ndarray, "s i"], Float[np.ndarray, "s i"]]:
    """The log unit cost in the exporter's wage, prices and output."""
    labour = world.base.value_added_share[..., 0]
    scale = np.zeros_like(world.elasticity) if world.scale is None else world.scale
    return (1 + scale) * labour, (1 + scale) * (1 - labour), -scale + 0 * labour


def _prices(world: _World, weight: Float[np.ndarray, "s n"]) -> _Response:
    """Weighted sums over sectors of the log prices of each importer."""
    wage, price, output = (
        np.einsum("sni,si->ni", weight[:, :, None] * world.base.share, cost) for cost in _costs(world)
    )
    return _Response(wage, price, np.zeros_like(wage), output)


def _outputs(world: _World, weight: Float[np.ndarray, "s i"]) -> _Response:
    """Weighted sums over sectors of the log outputs of each exporter."""
    base, strength = world.base, weight * world.elasticity
    sold = base.net_share * (base.expenditure / _no_zero(base.output[..., 0])[:, None, :])
    rival = strength[:, :, None] * (sold.transpose(0, 2, 1) @ base.share)
    wage, price, output = (
        np.einsum("sij,sj->ij", rival, cost) - np.diag((strength * cost).sum(axis=0)) for cost in _costs(world)
    )
    return _Response(wage, price, np.einsum("si,sni->in", weight, sold), output)


def _labour_income(world: _World) -> _Response:
    """The log of labour income, relative to its baseline; real wages move labour supply."""
    one, none = np.eye(len(world.base.value_added)), np.zeros((len(world.base.value_added),) * 2)
    return _Response((1 + world.labour_supply) * one, -world.labour_supply * one, none, none)


def _final_demand(world: _World, income: _Response) -> _Response:
    """The level of what households spend: labour income, duties and transfers."""
    base = world.base
    duty = (base.share - base.net_share) * base.expenditure
    of_sector = duty.sum(axis=2)
    spread = duty * world.elasticity[:, :, None]
    wage, price, output = (
        np.einsum("sni,si->ni", (world.elasticity * of_sector)[:, :, None] * base.share - spread, cost)
        for cost in _costs(world)
    )
    revenue = _Response(wage, price, np.diag(of_sector.sum(axis=0)), output)
    return revenue.plus(_Response(*((np.diag(base.value_added[:, 0]) + _transfer(world)) @ part for part in income)))


def _transfer(world: _World) -> Matrix:
    """Transfers in the log labour incomes of all countries."""
    value_added, transfer = world.base.value_added, world.base.transfer
    weight = (value_added / value_added.sum()).T
    if world.closure == "fixed_world_share":
        return np.asarray(transfer * weight)
    if world.closure == "share_of_own_gdp":
        return np.asarray(np.diag(transfer[:, 0]) - value_added * (transfer / value_added.sum()).T)
    return np.zeros((len(value_added), len(value_added)))
