"""One sweep of a search: the equilibrium conditions and the steps that close them, in place.

The same equations as in `conditions` and `steps`, written for memory: every array of a batch is made once and filled
anew in each sweep. Gaps are in double precision, as they decide; steps in single, as the next sweep corrects them.
"""

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np
from jaxtyping import Float, Int

from westphalia.trade.anderson import Distance, Vectors
from westphalia.trade.closure import transfer_new
from westphalia.trade.conditions import Conditions, State, output_gap, tax_relief_hat
from westphalia.trade.jacobian import inverse_jacobian
from westphalia.trade.kernel import exporters_into, importers_into
from westphalia.trade.residual import distance
from westphalia.trade.system import System

Block = Float[np.ndarray, "s n b"]
Rows = Float[np.ndarray, "n b"]


class Room:
    """Named arrays [s, n, b], made for a batch and lent to it and to what is left of it."""

    def __init__(self, shape: Sequence[int], most: int) -> None:
        self._shape, self._size, self._most = tuple(shape), prod(shape), most
        self._flat: dict[str, np.ndarray] = {}

    def blocks(self, name: str, scenarios: int, blocks: int = 1, kind: type = np.float64) -> Any:
        """One array, or several behind each other; what it held before is still there."""
        size = blocks * self._size
        if name not in self._flat:
            self._flat[name] = np.zeros(size * self._most, dtype=kind)
        flat = self._flat[name][: size * scenarios]
        return flat.reshape(*((blocks,) if blocks > 1 else ()), *self._shape, scenarios)


class Spread:
    """Constants written out for every scenario of a batch: arrays of one shape multiply several times faster."""

    def __init__(self, system: System) -> None:
        base, shape = system.base, (*system.base.output.shape[:2], len(system.labour_supply))

        def spread(values: np.ndarray) -> Any:
            return np.ascontiguousarray(np.broadcast_to(values, shape))

        self.elasticity = spread(-system.elasticity)
        self.value_added_share, self.final_share = spread(base.value_added_share), spread(base.final_share)
        self.expenditure, self.expenditure_or_one = spread(base.expenditure), spread(base.expenditure_or_one)
        self.single_expenditure = spread(base.single.expenditure_or_one)
        self.bought_weight, self.made_weight = spread(base.single.bought_weight), spread(base.single.made_weight)
        self.home_labour_apart = spread(base.single.home_labour_apart)


class Sweeps:
    """The scenarios of a system as fixed points."""

    def __init__(self, system: System, inverse: Float[np.ndarray, "z z"], room: Room) -> None:
        self.system, self.inverse, self._room = system, inverse, room
        self._scenarios = len(system.labour_supply)
        self._spread = Spread(system)
        self._duty = np.zeros((*system.base.output.shape[:2], self._scenarios))

    @classmethod
    def of(cls, system: System) -> "Sweeps":
        """A batch at the start of its search."""
        room = Room(system.base.output.shape[:2], len(system.labour_supply))
        return cls(system, inverse_jacobian(system), room)

    def of_scenarios(self, kept: Int[np.ndarray, " c"]) -> "Sweeps":
        """The same for what is left of the batch, in the same memory."""
        return Sweeps(self.system.of_scenarios(kept), self.inverse, self._room)

    def step(self, points: Vectors) -> tuple[Float[np.ndarray, "b z"], Distance]:
        """What closes the gaps to first order, and how far each point is from a solution."""
        found = self._conditions(unpack(points, self.system))
        return self._steps(found), distance(found, self.system)

    def project(self, points: Vectors) -> Vectors:
        """Shift all logs so that world labour income is that of the baseline."""
        return np.asarray(points - log_world_income_hat(points, self.system)[:, None])

    def _conditions(self, state: State) -> Conditions:
        """As `conditions`."""
        system, base, spread = self.system, self.system.base, self._spread
        supply, phi, demand, output = (self._of(name) for name in ("supply", "phi", "demand", "output"))
        constant_returns = self._supply(state, supply)
        exporters_into(system.net_kernel, supply, phi)
        duty = exporters_into(system.duty_kernel, supply, self._duty)
        phi += duty
        spent = np.exp(state.log_expenditure_hat, out=self._of("spent"))
        own_size = np.multiply(spread.expenditure_or_one, spent, out=self._of("own_size"))
        spent *= spread.expenditure
        np.divide(spent, phi, out=demand)
        importers_into(system.net_kernel, demand, output, self._of("spare"))
        output *= supply

        spare = self._of("spare")
        revenue = np.multiply(demand, duty, out=spare).sum(axis=0)
        earned = np.multiply(spread.value_added_share, output, out=spare).sum(axis=0)
        relief = tax_relief_hat(earned, revenue, system)
        log_consumer_price = np.multiply(spread.final_share, state.log_price_hat, out=spare).sum(axis=0)
        labour_hat = np.exp(system.labour_supply * (np.log(relief) + state.log_wage_hat - log_consumer_price))
        labour_income = np.exp(state.log_wage_hat) * labour_hat * base.value_added
        transfer = transfer_new(system.closure, base, labour_income)
        income = labour_income + revenue + transfer
        expenditure = _by_country(base.input_share, output, self._of("expenditure"))
        expenditure += np.multiply(spread.final_share, income, out=spare)

        price_gap = np.log(phi, out=phi)
        price_gap /= spread.elasticity
        price_gap -= state.log_price_hat
        expenditure_gap = np.subtract(expenditure, spent, out=self._of("expenditure_gap"))
        expenditure_gap /= own_size
        return Conditions(
            wage_gap=np.log(earned / labour_income),
            price_gap=price_gap,
            expenditure_gap=expenditure_gap,
            output_gap=output_gap(state, output, constant_returns, base, np),
            supply=supply,
            spent=spent,
            demand=demand,
            output=output,
            earned=earned,
            labour_income=labour_income,
            labour_hat=labour_hat,
            tax_relief_hat=relief,
            consumer_price_hat=np.exp(log_consumer_price),
            revenue=revenue,
            transfer=transfer,
            income=income,
            expenditure=expenditure,
        )

    def _of(self, name: str) -> Any:
        return self._room.blocks(name, self._scenarios)

    def _supply(self, state: State, supply: Block) -> Any:
        """Supply in place; what comes back are log unit costs at constant returns."""
        system, base, spread = self.system, self.system.base, self._spread
        cost = _by_country(base.input_share.transpose(0, 2, 1), state.log_price_hat, self._of("cost"))
        cost += np.multiply(spread.value_added_share, state.log_wage_hat, out=supply)
        if system.scale is None or state.log_output_hat is None:
            np.multiply(cost, spread.elasticity, out=supply)
        else:
            np.subtract(cost, state.log_output_hat, out=supply)
            supply *= system.scale
            supply += cost
            supply *= spread.elasticity
        np.exp(supply, out=supply)
        return cost

    def _steps(self, found: Conditions) -> Float[np.ndarray, "b z"]:
        """As `closing_steps`, in single precision."""
        feedback, spread, scenarios = self.system.base.single.home_feedback, self._spread, self._scenarios
        blocks = 2 if found.output_gap is None else 3
        gaps = self._room.blocks("gaps", scenarios, blocks, np.float32)
        steps = self._room.blocks("steps", scenarios, blocks, np.float32)
        spare = self._room.blocks("single", scenarios, 1, np.float32)
        weights = (spread.bought_weight, spread.bought_weight, spread.made_weight)[:blocks]
        common = [found.wage_gap.astype(np.float32)]
        each: tuple[Any, ...] = (found.price_gap, found.expenditure_gap, found.output_gap)[:blocks]
        for block, gap, weight in zip(gaps, each, weights, strict=True):
            np.copyto(block, gap, casting="same_kind")
            common.append(np.multiply(weight, block, out=spare).sum(axis=0))
            block -= common[-1]
        change = -(self.inverse @ np.concatenate(common)).reshape(blocks + 1, -1, scenarios)
        gaps[0] += np.multiply(spread.home_labour_apart, change[0], out=spare)
        _by_country(feedback, gaps[0], steps[0])
        gaps[1] *= spread.single_expenditure
        _by_country(feedback.transpose(0, 2, 1), gaps[1], steps[1])
        steps[1] /= spread.single_expenditure
        if blocks > 2:
            np.copyto(steps[2], gaps[2])
        steps += change[1:, None]
        rows = np.empty((scenarios, change[0].shape[0] + steps[..., 0].size), dtype=np.float32)
        rows[:, : len(change[0])] = change[0].T
        rows[:, len(change[0]) :] = steps.reshape(-1, scenarios).T
        return rows


def _by_country(matrices: Float[np.ndarray, "n k s"], values: Block, into: Block) -> Any:
    """The sectors of each country through the matrix of the country."""
    np.matmul(matrices, values.transpose(1, 0, 2), out=into.transpose(1, 0, 2))
    return into


def unpack(points: Vectors, system: System) -> State:
    """The unknowns of the conditions from points, one scenario in each row."""
    countries = system.base.value_added.size
    columns = np.ascontiguousarray(points.T)
    blocks = columns[countries:].reshape(-1, *system.base.output.shape[:2], len(points))
    return State(columns[:countries], blocks[0], blocks[1], blocks[2] if len(blocks) > 2 else None)


def log_world_income_hat(points: Vectors, system: System) -> Float[np.ndarray, " b"]:
    """Log change of world labour income at unit tax relief."""
    base = system.base
    log_income = log_wage = points[:, : base.value_added.size]
    if system.labour_supply.any():
        log_price = unpack(points, system).log_price_hat
        log_income = log_wage + system.labour_supply[:, None] * (
            log_wage - (base.final_share * log_price).sum(axis=0).T
        )
    return np.asarray(np.log(np.exp(log_income) @ (base.value_added[:, 0] / base.value_added.sum())))
