"""What two levers of one scenario would count twice: one donor's aid, one seller's oil, one loan, one deal."""

import math
from collections.abc import Sequence

from westphalia.scenario.levers import AidReplacement, ImmobilisedAssets, Lever, MineralsDeal, OilCap
from westphalia.scenario.levers.base import Misplaced
from westphalia.world.assets import era_loans
from westphalia.world.countries import the

_Single = AidReplacement | ImmobilisedAssets | MineralsDeal | OilCap


def each_counts_once(levers: Sequence[Lever]) -> None:
    """Refuse a lever that moves in the same years what one before it moves already, so that both would be added."""
    for k, lever in enumerate(levers):
        if not isinstance(lever, _Single):
            continue
        for other in levers[:k]:
            if isinstance(other, _Single) and (shared := _shared(lever, other)) and _overlap(lever, other):
                field, what = shared
                raise Misplaced(("levers", k, field), f"{what} is in {other.label} already, in years both hold, and "
                                "would be counted twice. Keep one, or give them years of their own")  # fmt: skip


def _shared(one: _Single, other: _Single) -> tuple[str, str] | None:
    """Field and words of what both levers move; None where they move different things."""
    if isinstance(one, AidReplacement) and isinstance(other, AidReplacement) and one.withdrawn == other.withdrawn:
        return "withdrawn", f"the aid of {the(one.withdrawn)}"
    if isinstance(one, OilCap) and isinstance(other, OilCap) and one.exporter == other.exporter:
        return "exporter", f"a cap on the oil of {the(one.exporter)}"
    if isinstance(one, MineralsDeal) and isinstance(other, MineralsDeal):
        return "from", "a deal on the same minerals"
    if isinstance(one, ImmobilisedAssets) and isinstance(other, ImmobilisedAssets):
        twice = sorted(_loans(one) & _loans(other))
        return ("loans", f"the loan of {the(twice[0][0])}") if twice else None
    return None


def _loans(lever: ImmobilisedAssets) -> set[tuple[str, float, str]]:
    if lever.loans is None:
        return {(loan.lender, loan.amount, loan.currency) for loan in era_loans()}
    return {(lender, loan.amount, loan.currency) for lender, loan in lever.loans.items()}


def _overlap(one: _Single, other: _Single) -> bool:
    first, second = _years(one), _years(other)
    return max(first[0], second[0]) <= min(first[1], second[1])


def _years(lever: _Single) -> tuple[float, float]:
    """First and last year: in force, with a loan to serve, or counted after the agreement."""
    if isinstance(lever, ImmobilisedAssets):
        return lever.from_, lever.from_ + lever.amortisation - 1
    if isinstance(lever, MineralsDeal):
        return lever.from_, lever.from_ + lever.years
    return lever.from_ or -math.inf, lever.until or math.inf
