"""Matrices over exporters, one for each sector, of which the scenarios of a batch share most rows."""

from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float, Int


class Kernel(NamedTuple):
    r"""One matrix [n, i] for each sector; its rows are shared by the batch or a scenario's own.

    A row belongs to an importer. What an importer buys follows the same row in every scenario that leaves its duties
    and costs alone, whatever the elasticity, :math:`\pi\,\hat b^{-\varepsilon} = \pi` where :math:`\hat b = 1`; only
    the others need a row for each scenario. So one matrix product serves the whole batch. `row` says where the row
    of each importer lies in the shared rows, a row of zeros and the own rows, in this order.
    """

    shared: Float[np.ndarray, "s r i"]
    shared_at: Int[np.ndarray, " r"]
    holds: Float[np.ndarray, "r 1"]
    own: Float[np.ndarray, "b s q i"] | None
    own_at: Int[np.ndarray, " q"]
    row: Int[np.ndarray, " n"] | None


def make_kernel(
    countries: int,
    shared: Float[np.ndarray, "s r i"],
    shared_at: Int[np.ndarray, " r"],
    own: Float[np.ndarray, "b s q i"],
    own_at: Int[np.ndarray, " q"],
) -> Kernel:
    """The kernel of some shared rows and of own rows that take their place; importers in neither have zeros."""
    if len(own) == 1 and len(own_at):
        shared, shared_at = _merged(shared, shared_at, own[0], own_at)
        own_at = own_at[:0]
    elif len(own_at) == countries:
        shared, shared_at = shared[:, :0], shared_at[:0]
    row = np.full(countries, len(shared_at))
    row[shared_at] = np.arange(len(shared_at))
    row[own_at] = len(shared_at) + 1 + np.arange(len(own_at))
    holds = (~np.isin(shared_at, own_at)).astype(float)[:, None]
    return Kernel(
        shared, shared_at, holds,
        own=own if len(own_at) else None,
        own_at=own_at,
        row=None if len(shared_at) == countries and not len(own_at) else row,
    )  # fmt: skip


def _merged(
    shared: Float[np.ndarray, "s r i"],
    shared_at: Int[np.ndarray, " r"],
    own: Float[np.ndarray, "s q i"],
    own_at: Int[np.ndarray, " q"],
) -> tuple[Float[np.ndarray, "s t i"], Int[np.ndarray, " t"]]:
    """A single scenario has nobody to share with: one matrix costs less in each sweep than two."""
    at = np.union1d(shared_at, own_at)
    if len(at) == len(own_at):
        return own, at
    merged = shared.copy() if len(at) == len(shared_at) else np.empty((len(own), len(at), own.shape[2]))
    if len(at) > len(shared_at):
        merged[:, np.searchsorted(at, shared_at)] = shared
    merged[:, np.searchsorted(at, own_at)] = own
    return merged, at


def over_exporters(kernel: Kernel, values: Float[np.ndarray, "s i b"]) -> Any:
    """Sums over exporters, ``[s n i] @ [s i b]``."""
    xp: Any = values.__array_namespace__()
    shared = kernel.shared @ values
    if kernel.row is None:
        return shared
    parts = [shared, xp.zeros_like(values[:, :1])]
    if kernel.own is not None:
        column = xp.permute_dims(values, (2, 0, 1))[..., None]
        parts.append(xp.permute_dims((kernel.own @ column)[..., 0], (1, 2, 0)))
    return xp.take(xp.concat(parts, axis=1), kernel.row, axis=1)


def over_importers(kernel: Kernel, values: Float[np.ndarray, "s n b"]) -> Any:
    """Sums over importers, ``[s i n] @ [s n b]``."""
    xp: Any = values.__array_namespace__()
    if kernel.row is None:
        return xp.matrix_transpose(kernel.shared) @ values
    shared = xp.matrix_transpose(kernel.shared) @ (xp.take(values, kernel.shared_at, axis=1) * kernel.holds)
    if kernel.own is None:
        return shared
    column = xp.permute_dims(xp.take(values, kernel.own_at, axis=1), (2, 0, 1))[..., None]
    return shared + xp.permute_dims((xp.matrix_transpose(kernel.own) @ column)[..., 0], (1, 2, 0))


def exporters_into(kernel: Kernel, values: Float[np.ndarray, "s i b"], into: Float[np.ndarray, "s n b"]) -> Any:
    """As `over_exporters`, into an array that holds zeros where the kernel has no rows."""
    if len(kernel.shared_at) == into.shape[1]:
        np.matmul(kernel.shared, values, out=into)
    elif len(kernel.shared_at):
        into[:, kernel.shared_at] = kernel.shared @ values
    if kernel.own is not None:
        column = values.transpose(2, 0, 1)[..., None]
        into[:, kernel.own_at] = (kernel.own @ column)[..., 0].transpose(1, 2, 0)
    return into


def importers_into(
    kernel: Kernel,
    values: Float[np.ndarray, "s n b"],
    into: Float[np.ndarray, "s i b"],
    spare: Float[np.ndarray, "s n b"],
) -> Any:
    """As `over_importers`, into an array; `spare` is written to."""
    shared = kernel.shared.transpose(0, 2, 1)
    if len(kernel.shared_at) == values.shape[1]:
        if len(kernel.own_at):
            np.copyto(spare, values)
            spare[:, kernel.own_at] = 0.0
        np.matmul(shared, spare if len(kernel.own_at) else values, out=into)
    elif len(kernel.shared_at):
        into[...] = shared @ (values[:, kernel.shared_at] * kernel.holds)
    else:
        into[...] = 0.0
    if kernel.own is not None:
        row = np.ascontiguousarray(values[:, kernel.own_at].transpose(2, 0, 1))[:, :, None]
        into += (row @ kernel.own)[:, :, 0].transpose(1, 2, 0)
    return into


def of_scenarios(kernel: Kernel, kept: Int[np.ndarray, " c"]) -> Kernel:
    """The same kernel for some scenarios of the batch."""
    return kernel if kernel.own is None else kernel._replace(own=kernel.own[kept])


def scaled(
    kernel: Kernel, scenario: int, left: Float[np.ndarray, "s n"], right: Float[np.ndarray, "s i"]
) -> Float[np.ndarray, "s n i"]:
    """The whole matrix of one scenario with its rows and columns multiplied; rows must be shared or own."""
    shared = kernel.shared if len(kernel.shared_at) or kernel.own is None else kernel.own[scenario]
    whole = np.empty(shared.shape)
    for s, matrix in enumerate(shared):  # sector by sector: one pass over memory, not two
        np.multiply(matrix, left[s, :, None], out=whole[s])
        if kernel.own is not None:
            whole[s, kernel.own_at] = kernel.own[scenario, s] * left[s, kernel.own_at, None]
        whole[s] *= right[s]
    return whole
