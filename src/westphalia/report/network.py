"""Who meets whom: persons and countries as points, their meetings, calls and visits as lines between them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

import numpy as np
from jaxtyping import Int

from westphalia.evidence.claims import EventType
from westphalia.report.diary import Entry
from westphalia.report.parties import Party

Tie = Literal["done", "foreseen", "unconfirmed"]

MOST: Final = 20
_TOGETHER: Final[tuple[EventType, ...]] = ("meeting", "talks", "call", "visit", "summit")
_TIES: Final[dict[str, Tie]] = {
    "happened": "done", "scheduled": "foreseen", "expected": "foreseen", "reported, unconfirmed": "unconfirmed",
}  # fmt: skip
_ROUNDS: Final = 60
_CROSSING: Final = 4
_MANY: Final = 60


@dataclass(frozen=True)
class Bond:
    """Two who met, spoke or visited, or are to: how often and on which occasions."""

    pair: tuple[Party, Party]
    tie: Tie
    events: tuple[Entry, ...]


@dataclass(frozen=True)
class Network:
    """Those who meet, in the order around the drawing, every bond, and the bonds of those who found no room."""

    parties: tuple[Party, ...]
    bonds: tuple[Bond, ...]
    left_out: tuple[Party, ...]


def network(entries: Sequence[Entry]) -> Network:
    """Everybody who meets somebody; the order keeps lines short and crossings few and is the same every time."""
    bonds = _bonds(entries)
    weight = Counter(party for bond in bonds for party in bond.pair for _ in bond.events)
    ranked = sorted(weight, key=lambda p: (-weight[p], p.group, p.name))
    shown = sorted(ranked[:MOST], key=lambda p: (p.code is None, p.group, not p.is_country, p.name))
    place = {party: k for k, party in enumerate(shown)}
    ties = sorted({tuple(sorted(place[p] for p in b.pair)) for b in bonds if all(p in place for p in b.pair)})
    ends = np.array(ties, dtype=np.int64).reshape(-1, 2)
    order = turned(arrangement(len(shown), ends), ends)
    return Network(tuple(shown[k] for k in order), bonds, tuple(ranked[MOST:]))


def _bonds(entries: Sequence[Entry]) -> tuple[Bond, ...]:
    found: dict[tuple[tuple[Party, Party], Tie], list[Entry]] = {}
    for entry in entries:
        if entry.type not in _TOGETHER or entry.state not in _TIES:
            continue
        for pair in combinations(sorted(entry.who, key=lambda p: p.name), 2):
            found.setdefault((pair, _TIES[entry.state]), []).append(entry)
    ranked = sorted(found.items(), key=lambda item: (item[0][0][0].name, item[0][0][1].name, item[0][1]))
    return tuple(Bond(pair, tie, tuple(events)) for (pair, tie), events in ranked)


def arrangement(number: int, ties: Int[np.ndarray, "e 2"]) -> list[int]:
    """An order around a circle in which ties are short and cross little: best swaps from the given order, in turn."""
    order = np.arange(number)
    if number < 4 or not len(ties):
        return [int(k) for k in order]
    swaps = np.array(list(combinations(range(number), 2)))
    best = _costs(order[None, :], ties)[0]
    for _ in range(_ROUNDS):
        trials = np.repeat(order[None, :], len(swaps), axis=0)
        rows = np.arange(len(swaps))
        trials[rows, swaps[:, 0]], trials[rows, swaps[:, 1]] = order[swaps[:, 1]], order[swaps[:, 0]]
        costs = _costs(trials, ties)
        if costs.min() >= best:
            break
        order, best = trials[int(costs.argmin())], costs.min()
    return [int(k) for k in order]


def turned(order: Sequence[int], ties: Int[np.ndarray, "e 2"]) -> list[int]:
    """The circle turned so that most ties run from the right half, which comes first, to the left one."""
    number, half = len(order), (len(order) + 1) // 2

    def across(turn: int) -> int:
        seat = np.empty(number, dtype=np.int64)
        seat[[*order[turn:], *order[:turn]]] = np.arange(number)
        return int(((seat[ties] < half).sum(axis=1) == 1).sum())

    best = max(range(number), key=across, default=0)
    return [*order[best:], *order[:best]]


def _costs(orders: Int[np.ndarray, "o n"], ties: Int[np.ndarray, "e 2"]) -> Int[np.ndarray, " o"]:
    """Length of all ties along the circle, and four times their crossings where these can be told apart."""
    number = orders.shape[1]
    seats = np.argsort(orders, axis=1)
    ends = np.sort(seats[:, ties], axis=2)
    low, high = ends[:, :, 0], ends[:, :, 1]
    length = np.minimum(high - low, number - (high - low)).sum(axis=1)
    if len(ties) > _MANY:
        return np.asarray(length)
    first, last = low[:, :, None], high[:, :, None]
    other_first, other_last = low[:, None, :], high[:, None, :]
    crossing = (first < other_first) & (other_first < last) & (last < other_last)
    return np.asarray(length + _CROSSING * crossing.sum(axis=(1, 2)))
