"""Published numbers on budgets, autonomy and the force, recomputed now and held against what was published.

A number agrees within 8%, or within the step its source rounded to. A known miss stays a miss: it is asserted, with
its reason, and coming closer is as unexpected as drifting away. Identities, rows whose formula was chosen with the
answer in view, and rows added up from the publisher's own data are recomputed like the others and confirm nothing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from westphalia.check.verification_allies import ALLIES
from westphalia.check.verification_assets import ASSETS
from westphalia.check.verification_attacks import ATTACKS, ONE_DAY
from westphalia.check.verification_budgets import BUDGETS
from westphalia.check.verification_inputs import Recipe, Recomputed, Setting
from westphalia.check.verification_support import SUPPORT
from westphalia.units import fraction, per_cent
from westphalia.world.studies import Verification, verification
from westphalia.world.table import unknown

__all__ = ["Standing", "Verified", "failed", "standings", "verify"]

Selection = Literal["fixed beforehand", "perimeter unknown", "post hoc", "identity", "not stated"]
Outcome = Literal["agrees", "misses as known", "unexpected", "not computed"]
Standing = Literal[
    "confirms", "misses", "same data", "chosen knowing the answer", "identity", "unexpected", "not computed"
]

WITHIN: Final = 0.08
_DRIFT: Final = 0.01
_SELECTIONS: Final[Mapping[str, Selection]] = MappingProxyType(
    {
        "formula fixed": "fixed beforehand",
        "perimeter unknown": "perimeter unknown",
        "post hoc": "post hoc",
        "interpretation chosen": "post hoc",
        "identity": "identity",
    }
)
_ABSENT: Final[Mapping[int, str]] = MappingProxyType(
    {
        7: ONE_DAY,
    }
)


@dataclass(frozen=True)
class Verified:
    """One published number beside ours, both in `unit`: bn of a currency, a share of GDP as a fraction, persons.

    `difference` is ours over the published one, less one. `selection` says how the formula was chosen, `noted` what
    the table's author once computed, `remark` where ours now differs from that. `same_data` is our own finding on
    where both figures come from, and goes before the author's word on the formula. Where it is not computed `ours` is
    None and `how` says why.
    """

    id: str
    system: int
    claim: str
    published: float
    unit: str
    ours: float | None
    difference: float | None
    selection: Selection
    selection_note: str
    expected: str
    outcome: Outcome
    how: str
    tried: tuple[Setting, ...]
    noted: float
    remark: str
    source: str
    url: str
    provenance: str
    same_data: str = ""

    @property
    def standing(self) -> Standing:
        """What the row counts as; only a formula fixed beforehand on data of another source can confirm."""
        if self.outcome == "misses as known":
            return "misses"
        if self.outcome != "agrees":
            return self.outcome
        if self.same_data:
            return "same data"
        if self.selection == "identity":
            return "identity"
        return "confirms" if self.selection == "fixed beforehand" else "chosen knowing the answer"


def verify(ids: Sequence[str] = ()) -> tuple[Verified, ...]:
    """The rows named, or all of them in the order of the table, each recomputed; an unknown name is an error."""
    rows = {row.id: row for row in verification()}
    for name in ids:
        if name not in rows:
            raise unknown("published number", name, rows)
    return tuple(_verified(rows[name]) for name in (ids or rows))


def failed(rows: Sequence[Verified]) -> tuple[Verified, ...]:
    """Rows that do not come out as expected: agreement lost, or a known miss that has moved."""
    return tuple(row for row in rows if row.outcome == "unexpected")


def standings(rows: Sequence[Verified]) -> Counter[Standing]:
    """How many rows count as what."""
    return Counter(row.standing for row in rows)


def _verified(row: Verification) -> Verified:
    recipe = (
        BUDGETS.get(row.id) or ALLIES.get(row.id) or ASSETS.get(row.id) or SUPPORT.get(row.id) or ATTACKS.get(row.id)
    )
    found = recipe.recompute() if recipe else None
    per_unit = per_cent(1.0) if row.unit.startswith("%") else 1.0
    published = row.published / per_unit
    ours = found.ours if found else None
    return Verified(
        id=row.id,
        system=row.system,
        claim=row.claim,
        published=published,
        unit=row.unit.replace("% GDP", "share of GDP"),
        ours=ours,
        difference=None if ours is None else ours / published - 1,
        selection=_selection(row),
        selection_note=row.selection_note,
        expected=_expected(row, recipe),
        outcome=_outcome(row, recipe, found, published),
        how=found.how if found else _ABSENT[row.system],
        tried=found.tried if found else (),
        noted=row.model_value / per_unit,
        remark=_remark(row.model_value, None if ours is None else ours * per_unit),
        source=recipe.source if recipe else "",
        url=row.url,
        provenance=row.provenance,
        same_data=recipe.same_data if recipe else "",
    )


def _selection(row: Verification) -> Selection:
    """How the formula was chosen, as the table's note begins; notes on misses do not say."""
    return next((kind for begins, kind in _SELECTIONS.items() if row.selection_note.startswith(begins)), "not stated")


def _expected(row: Verification, recipe: Recipe | None) -> str:
    if recipe is None:
        return ""
    if recipe.miss:
        return f"misses by {abs(row.diff_pct or 0.0):.0f}%: {recipe.miss}"
    rounded = f", or within the rounding of the published figure to {recipe.rounding:g}" if recipe.rounding else ""
    return f"agrees within {per_cent(WITHIN):.0f}%{rounded}"


def _outcome(row: Verification, recipe: Recipe | None, found: Recomputed | None, published: float) -> Outcome:
    if recipe is None or found is None:
        return "not computed"
    apart = found.ours / published - 1
    if recipe.miss:
        known = fraction(row.diff_pct or 0.0)
        return "misses as known" if abs(apart - known) <= _DRIFT else "unexpected"
    agrees = abs(apart) <= WITHIN or abs(found.ours - published) <= recipe.rounding / 2
    return "agrees" if agrees else "unexpected"


def _remark(noted: float, ours: float | None) -> str:
    """Where ours differs from the value noted with the formula by more than the last digit noted; else empty."""
    digits = len(f"{noted:f}".rstrip("0").partition(".")[2])
    if ours is None or abs(ours - noted) <= 0.5 * 10.0**-digits:
        return ""
    return f"{noted:.{digits}f} is noted with the formula; on the tables shipped it gives {ours:.{digits + 1}f}"
