r"""A force kept in place: how many soldiers stand behind it, who can keep that up, and what it costs.

Two counts must not be confused: the force :math:`F` is who is there on a given day; the pool :math:`P` is everybody
set aside so that somebody is: those there, those resting, those in training and those who cannot be sent. Soldiers
are persons, whole or not: nothing is rounded. Arrays along `j` hold one number for each ally. Money is in the unit
of the cost handed in, at that cost's prices and in its currency.
"""

from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from jaxtyping import Bool, Float

from westphalia.errors import DataError

__all__ = [
    "Contributions",
    "MissionCost",
    "annual_cost",
    "available",
    "ceiling",
    "contributions",
    "displaced_share",
    "frontier",
    "largest_force",
    "mission_cost",
    "pool",
    "rotation_multiple",
    "shortfall",
    "shortfall_by_ally",
    "smallest_willingness",
]

Amount = TypeVar("Amount", float, Float[np.ndarray, "..."])

# A force that falls short by less than this part of itself is short by floating point, not by soldiers.
_ROUNDING: Final = 1e-9
_SMALLEST: Final = float(np.finfo(np.float64).tiny)
_LARGEST: Final = float(np.finfo(np.float64).max)

_MULTIPLE: Final = "Expected 1 or more: it counts the tour itself, so six months away in twenty-four is 4."
_NOT_DEPLOYABLE: Final = "Expected a fraction from 0 up to, not including, 1; for 10 per cent write 0.1."
_WILLINGNESS: Final = "Expected a fraction from 0 (declines) to 1 (all its land forces); for 20 per cent write 0.2."
_MEN: Final = "Expected persons from zero up; leave out, and name, an ally that has no figure."


@dataclass(frozen=True)
class Contributions:
    """Who sends how many, and what is left undone.

    `by_ally` adds up to the force less `short`; `above_ceiling` is the part of each named contribution that the ally
    could not keep up, and that is therefore not counted.
    """

    by_ally: Float[np.ndarray, " j"]
    above_ceiling: Float[np.ndarray, " j"]
    short: float


@dataclass(frozen=True)
class MissionCost:
    """What a mission costs: running cost of each year, and the set-up that is paid once and stands apart."""

    running: Float[np.ndarray, " t"]
    set_up: float

    @property
    def total(self) -> float:
        r"""Running cost of all years and set-up, :math:`\sum_t C_t + C_0`, not discounted."""
        return float(self.running.sum()) + self.set_up


def rotation_multiple(tour: float, reset: float, training: float) -> float:
    r"""Soldiers needed for each one in place, because the same soldier cannot always be there.

    .. math:: R = \frac{\text{tour} + \text{reset} + \text{training}}{\text{tour}}

    All three in the same unit of time. R counts the tour itself: six months away in thirty is 5, which in other
    texts is a ratio of one to four between time away and time at home.
    """
    _require("tour", tour, 0 < tour < np.inf, "Expected a time above zero, in the unit of reset and training.")
    for name, time in (("reset", reset), ("training", training)):
        _require(name, time, 0 <= time < np.inf, "Expected a time from zero up, in the unit of the tour.")
    return (tour + reset + training) / tour


def pool(deployed: Amount, multiple: float, not_deployable: float) -> Amount:
    r"""Soldiers who stand behind a force: everybody set aside for it, those who cannot be sent included.

    .. math:: P = \frac{R F}{1 - \nu}

    With :math:`\nu = 0` it is :math:`R F`, the way tables in the press count; at any other ν it is larger.
    """
    _require_rotation(multiple, not_deployable)
    _require_men("deployed", deployed)
    return deployed * multiple / (1 - not_deployable)


def available(land_forces: Float[np.ndarray, " j"], committed: Float[np.ndarray, " j"]) -> Float[np.ndarray, " j"]:
    r"""Land forces net of standing commitments, :math:`L_j`.

    What counts as committed is a judgement of whoever supplies it: soldiers are away on other missions and also
    kept for them, so the commitment is a pool, not a head count abroad.
    """
    _require_men("land forces", land_forces)
    _require_men("committed", committed)
    _require(
        "committed", committed, committed <= land_forces, "That is more than the land forces. Expected at most these."
    )
    return np.asarray(land_forces - committed)


def ceiling(
    land_forces: Float[np.ndarray, " j"],
    willingness: float | Float[np.ndarray, " j"],
    multiple: float,
    not_deployable: float,
) -> Float[np.ndarray, " j"]:
    r"""Soldiers each ally can keep in place without end.

    .. math:: F_j = \theta_j \frac{L_j (1 - \nu)}{R}

    :math:`L_j` are land forces net of standing commitments (`available`), :math:`\theta_j` the part of them the
    ally is willing to set aside. The inverse of `pool`: the pool of the ceiling is :math:`\theta_j L_j`. Assumes
    that any soldier replaces any other; headquarters, air defence and supply usually bind earlier.
    """
    _require_rotation(multiple, not_deployable)
    _require_men("land forces", land_forces)
    _require_willingness(willingness)
    return np.asarray(land_forces * willingness * ((1 - not_deployable) / multiple))


def largest_force(ceilings: Float[np.ndarray, " j"]) -> float:
    r"""Largest force the allies can keep in place together, :math:`\sum_j F_j`."""
    _require_men("ceilings", ceilings)
    return float(ceilings.sum())


def frontier(
    land_forces: Float[np.ndarray, " j"],
    multiples: Float[np.ndarray, " m"],
    willingness: Float[np.ndarray, " w"],
    not_deployable: float,
) -> Float[np.ndarray, "m w"]:
    r"""Largest force by rotation multiple and common willingness.

    .. math:: F(R, \theta) = \theta \, \frac{1 - \nu}{R} \sum_j L_j
    """
    _require_rotation(multiples, not_deployable)
    _require_men("land forces", land_forces)
    _require_willingness(willingness)
    return np.asarray(np.outer((1 - not_deployable) / multiples, willingness) * land_forces.sum())


def smallest_willingness(
    deployed: float, land_forces: Float[np.ndarray, " j"], multiple: float, not_deployable: float
) -> float:
    r"""Smallest willingness, the same for all, at which the allies can keep the force in place.

    .. math:: \theta^* = \frac{P}{\sum_j L_j} = \frac{R F}{(1 - \nu) \sum_j L_j}

    Above 1 no willingness suffices: the pool is that many times all the land forces there are.
    """
    _require_men("land forces", land_forces)
    total = float(land_forces.sum())
    _require("land forces", total, total > 0, "In all there is nobody. Expected at least one ally with land forces.")
    return pool(deployed, multiple, not_deployable) / total


def shortfall(deployed: float, ceilings: Float[np.ndarray, " j"]) -> float:
    r"""Soldiers of the force that the allies cannot keep in place, :math:`\max(0, F - \sum_j F_j)`."""
    _require_men("deployed", deployed)
    missing = deployed - largest_force(ceilings)
    return missing if missing > _ROUNDING * deployed else 0.0


def shortfall_by_ally(asked: Float[np.ndarray, " j"], ceilings: Float[np.ndarray, " j"]) -> Float[np.ndarray, " j"]:
    r"""Soldiers asked of each ally, or offered by it, beyond what it can keep up, :math:`\max(0, n_j - F_j)`."""
    _require_men("asked", asked)
    _require_men("ceilings", ceilings)
    return np.asarray(np.maximum(0.0, asked - ceilings))


def contributions(
    deployed: float, ceilings: Float[np.ndarray, " j"], named: Float[np.ndarray, " j"] | None = None
) -> Contributions:
    r"""Who sends how many: what allies have named, then the others, then those who named up to their ceilings.

    Each group gives in proportion to what it can, and only what the groups before it leave open:

    .. math:: a_j = \sum_{g=1}^{3} h^g_j \min\!\Bigl(1, \frac{F - \sum_k a^{g-1}_k}{\sum_k h^g_k}\Bigr), \qquad
        h^1_j = \min(\bar n_j, F_j), \quad h^2_j = F_j\,[\bar n_j = 0], \quad h^3_j = (F_j - h^1_j)\,[\bar n_j > 0]

    with :math:`\bar n_j` what is named and :math:`a^{g}_k` what is sent up to group g. With nothing named,
    contributions are proportional to ceilings. Nobody sends more than its ceiling; a force the ceilings do not
    carry is sent short, and by how much is said. A zero in `named` says only that no number was named; an ally that
    declines has willingness, and so a ceiling, of zero.
    """
    short = shortfall(deployed, ceilings)
    named = np.zeros_like(ceilings) if named is None else named
    above = shortfall_by_ally(named, ceilings)
    kept = np.minimum(named, ceilings)
    sent = np.zeros_like(ceilings)
    for held in (kept, np.where(named > 0, 0.0, ceilings), np.where(named > 0, ceilings - kept, 0.0)):
        sent = sent + held * _part(max(0.0, deployed - float(sent.sum())), float(held.sum()))
    return Contributions(np.minimum(sent, ceilings), above, short)


def _part(wanted: float, held: float) -> float:
    """Part of what is held that is wanted: at most all of it, min(1, wanted / held)."""
    return 1.0 if wanted >= held else wanted / held


def annual_cost(deployed: Amount, per_soldier_year: float) -> Amount:
    r"""Running cost of a year, :math:`C = F c`; set-up stands apart (`mission_cost`).

    c is the cost of one soldier in place for a year and already bears what stands behind him, so the force counts
    and not the pool. Published costs are averages of very different missions; none is a price list.
    """
    _require_men("deployed", deployed)
    _require_money("cost per soldier and year", per_soldier_year)
    return deployed * per_soldier_year


def mission_cost(deployed: Float[np.ndarray, " t"], per_soldier_year: float, set_up: float) -> MissionCost:
    r"""Cost of a mission over its years: :math:`C_t = F_t\, c` each year, and the set-up once.

    F is who is in place on average in the year, fewer while a force fills up. Prices stay those of c; nothing is
    discounted, and neither leaving nor what soldiers leave behind is priced.
    """
    _require_money("set-up", set_up)
    return MissionCost(annual_cost(deployed, per_soldier_year), set_up)


def displaced_share(cost: Amount, defence_budget: Amount) -> Amount:
    r"""Part of a defence budget the cost would take, :math:`C / G`, if nothing were added for it.

    Both in the same currency, of the same prices and over the same time.
    """
    _require_money("cost", cost)
    positive = _between(defence_budget, _SMALLEST)
    _require("defence budget", defence_budget, positive, "Expected money above zero, in the currency of the cost.")
    share: Amount = cost / defence_budget
    return share


def _require_rotation(multiple: float | Float[np.ndarray, "..."], not_deployable: float) -> None:
    """Refuse a rotation multiple below one and a part that cannot be sent outside [0, 1)."""
    _require("rotation multiple", multiple, _between(multiple, 1.0), _MULTIPLE)
    _require("not deployable", not_deployable, 0 <= not_deployable < 1, _NOT_DEPLOYABLE)


def _require_willingness(willingness: float | Float[np.ndarray, "..."]) -> None:
    _require("willingness", willingness, _between(willingness, 0.0, 1.0), _WILLINGNESS)


def _require_men(name: str, men: float | Float[np.ndarray, "..."]) -> None:
    _require(name, men, _between(men, 0.0), _MEN)


def _require_money(name: str, money: float | Float[np.ndarray, "..."]) -> None:
    _require(name, money, _between(money, 0.0), "Expected money from zero up.")


def _between(value: float | Float[np.ndarray, "..."], low: float, high: float = _LARGEST) -> Bool[np.ndarray, "..."]:
    """Where the value is a number from low to high; what is missing or infinite is not."""
    return np.asarray((np.asarray(value) >= low) & (np.asarray(value) <= high))


def _require(
    name: str, value: float | Float[np.ndarray, "..."], holds: bool | Bool[np.ndarray, "..."], advice: str
) -> None:
    """Refuse, naming the first value for which the condition does not hold and its place where there are several."""
    wrong = np.flatnonzero(~np.asarray(holds, dtype=bool))
    if wrong.size:
        values = np.ravel(value)
        place = f" (place {wrong[0] + 1} of {values.size})" if values.size > 1 else ""
        raise DataError(f"{name}: {values[wrong[0]]:,.10g}{place}. {advice}")
