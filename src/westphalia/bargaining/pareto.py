r"""Packages that cannot be bettered for all, and those better than a text on the table.

Actors run along `a`, packages along `p`. A package dominates another if it is at least as good for every actor listed
and better for one; differences within `acceptance.TOLERANCE` are none. Who is listed decides: pass the rows of the veto
players alone to ask what those who must sign could all prefer, and the columns of a win-set to search in it alone.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int, UInt8

from westphalia.bargaining.acceptance import TOLERANCE
from westphalia.errors import DataError

__all__ = ["Improvement", "dominated_by", "frontier"]

Utilities = Float[np.ndarray, "a p"]

_FIRST, _CHUNK, _BLOCK, _LEVELS = 256, 4096, 512, 128


@dataclass(frozen=True)
class Improvement:
    """Packages that dominate a text, the one among them with the largest sum of gains, and what each gains from it."""

    packages: Int[np.ndarray, " k"]
    best: int
    gain: Float[np.ndarray, " a"]


def dominated_by(utilities: Utilities, text: Float[np.ndarray, " a"]) -> Improvement | None:
    r"""What all would take in place of a text, :math:`\{p: U_{ap} \ge U_a(y) \;\forall a,\ > \text{for one}\}`.

    The check after a settlement: is the text on the table wasteful? None where no package is better for all. A sum of
    gains adds what cannot strictly be compared; it only picks which package to show first.
    """
    gains = utilities - text[:, None]
    found = np.flatnonzero((gains >= -TOLERANCE).all(axis=0) & (gains > TOLERANCE).any(axis=0))
    if not found.size:
        return None
    best = int(found[np.argmax(gains[:, found].sum(axis=0))])
    return Improvement(found, best, np.asarray(gains[:, best]))


def frontier(utilities: Utilities) -> Bool[np.ndarray, " p"]:
    r"""Packages that no other dominates.

    .. math:: F = \{p : \nexists\, p'\ \ U_{ap'} \ge U_{ap} \;\forall a,\quad U_{ap'} > U_{ap} \text{ for one } a\}

    Exact. From the largest sum of utilities downwards, as only a package with a larger sum can dominate: each chunk is
    cleared of what is dominated within it, then clears what comes after. Work grows with the square of the number of
    packages, at an eighth of a byte each pair and actor; memory with one chunk.
    """
    if not np.isfinite(utilities).all():
        raise DataError("frontier: a utility is missing. Leave out packages that cannot be.")
    order = np.argsort(-utilities.sum(axis=0), kind="stable")
    left, size = utilities[:, order], _FIRST
    on = np.zeros(order.size, dtype=bool)
    while order.size:
        chunk = ~_dominated(left[:, :size], left[:, :size])
        on[order[:size][chunk]] = True
        kept = ~_dominated(left[:, size:], left[:, :size][:, chunk])
        order, left, size = order[size:][kept], left[:, size:][:, kept], _CHUNK
    return on


def _dominated(packages: Utilities, rivals: Float[np.ndarray, "a r"]) -> Bool[np.ndarray, " p"]:
    """Which packages some rival dominates, in blocks."""
    edges = _edges(rivals)
    above = [np.packbits(row >= edge[:, None], axis=1) for row, edge in zip(rivals, edges, strict=True)]
    parts = [packages[:, start : start + _BLOCK] for start in range(0, packages.shape[1], _BLOCK)]
    return np.concatenate([np.zeros(0, dtype=bool), *(_dominated_block(part, rivals, edges, above) for part in parts)])


def _edges(rivals: Float[np.ndarray, "a r"]) -> Float[np.ndarray, "a k"]:
    """Levels of utility of each actor, below all rivals first and then at even ranks of theirs."""
    ranks = np.linspace(0, rivals.shape[1] - 1, min(_LEVELS, rivals.shape[1])).astype(int)
    levels = np.sort(rivals, axis=1)[:, ranks]
    return np.concatenate([np.full((len(levels), 1), -np.inf), levels], axis=1)


def _dominated_block(
    packages: Utilities,
    rivals: Float[np.ndarray, "a r"],
    edges: Float[np.ndarray, "a k"],
    above: list[UInt8[np.ndarray, "k b"]],
) -> Bool[np.ndarray, " p"]:
    """Rivals no worse for anybody at the level below, from one bit for each pair; then those few compared exactly."""
    asked = packages - TOLERANCE
    level = [np.searchsorted(edge, row, side="right") - 1 for edge, row in zip(edges, asked, strict=True)]
    bits = above[0][level[0]]
    for one, at in zip(above[1:], level[1:], strict=True):
        bits &= one[at]
    package, byte = np.nonzero(bits)
    pair, bit = np.nonzero(np.unpackbits(bits[package, byte][:, None], axis=1))
    package, rival = package[pair], byte[pair] * 8 + bit
    return _beaten(packages, rivals, package, rival)


def _beaten(
    packages: Utilities, rivals: Float[np.ndarray, "a r"], package: Int[np.ndarray, " m"], rival: Int[np.ndarray, " m"]
) -> Bool[np.ndarray, " p"]:
    """Which packages are dominated in one of the pairs at least."""
    worse, better = np.zeros(package.size, dtype=bool), np.zeros(package.size, dtype=bool)
    for mine, theirs in zip(packages, rivals, strict=True):
        gain = theirs[rival] - mine[package]
        worse |= gain < -TOLERANCE
        better |= gain > TOLERANCE
    found = np.zeros(packages.shape[1], dtype=bool)
    found[package[better & ~worse]] = True
    return found
